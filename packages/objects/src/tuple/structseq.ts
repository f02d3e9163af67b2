/**
 * Struct sequences: tuples with named fields, as os.stat_result or time.struct_time (CPython's structseq).
 *
 * `visible` fields are items of the tuple; further fields are attributes only. A field named null has no attribute.
 */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import type { InstanceClass } from '../core/object.ts';
import { Kind } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { dictFromEntries, dictGetStr, dictLen, newDict } from '../dict/ops.ts';
import { ABSENT } from '../core/value.ts';
import { toArray } from '../ops/iter.ts';
import { reprJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { type PyTuple, TupleSubclassLayout, tuple } from './tuple.ts';

export interface StructField {
  /** null: "unnamed field", reached by index only. */
  readonly name: string | null;
  readonly doc?: string;
}

export interface StructSpec {
  readonly name: string;
  readonly module: string;
  readonly doc?: string;
  readonly fields: readonly StructField[];
  /** How many of the fields are items; default all. */
  readonly visible?: number;
  /** Instances cannot be made from Python (sys.flags …). */
  readonly noNew?: boolean;
}

/** Layout: a tuple of the visible fields, and the others. */
export class PyStructSequence extends (TupleSubclassLayout as unknown as typeof PyTuple) {
  hidden: readonly Value[] = [];
}

/** A new struct sequence type. */
export function makeStructSequence(spec: StructSpec): PyType {
  const visible = spec.visible ?? spec.fields.length;
  const layout = class extends PyStructSequence {};
  layout.prototype.kind = Kind.Tuple;
  const names = spec.fields.map((f) => f.name);
  // repr counts the named fields only: items without a name show under the names that follow.
  const shown = names.filter((n) => n !== null);
  const type: PyType = defineType({
    name: spec.name,
    module: spec.module,
    base: T.tuple,
    instanceClass: layout as InstanceClass,
    ...(spec.doc === undefined ? {} : { doc: spec.doc }),
    flags: TypeFlag.Sequence | (spec.noNew === true ? TypeFlag.NoNew : 0),
    slots: {
      new: (cls, args, kwnames) => structNew(cls, spec, visible, args, kwnames),
      repr: (self: PyStructSequence) => structRepr(self, spec, shown, visible),
    },
    methods: [
      method('__reduce__', '($self, /)', (self: PyStructSequence) => structReduce(self, names, visible)),
      method(
        '__replace__',
        '($self, /, **changes)',
        (self: PyStructSequence, changes: Map<string, Value>) => structReplace(self, spec, names, visible, changes),
        'Return a copy of the structure with new values for the specified fields.',
      ),
    ],
    getset: fieldAttributes(spec.fields, visible),
    attrs: {
      n_sequence_fields: int(visible),
      n_fields: int(spec.fields.length),
      n_unnamed_fields: int(names.filter((n) => n === null).length),
      __match_args__: tuple(
        names
          .slice(0, visible)
          .filter((n) => n !== null)
          .map((n) => str(n)),
      ),
    },
  });
  return type;
}

function fieldAttributes(fields: readonly StructField[], visible: number): GetSetSpec[] {
  const out: GetSetSpec[] = [];
  fields.forEach((field, i) => {
    if (field.name === null) return;
    const get = (self: PyStructSequence): Result => (i < visible ? self.items[i] : self.hidden[i - visible]);
    out.push(field.doc === undefined ? { name: field.name, get } : { name: field.name, get, doc: field.doc });
  });
  return out;
}

/** An instance of these field values: all the fields, visible ones first. */
export function structSequence(type: PyType, values: readonly Value[]): PyStructSequence {
  const visible = type.attrs.get('n_sequence_fields') as unknown as number;
  const s = newInstance<PyStructSequence>(type);
  s.items = values.slice(0, visible);
  s.hidden = values.slice(visible);
  return s;
}

function structNew(
  cls: PyType,
  spec: StructSpec,
  visible: number,
  args: Value[],
  kwnames: readonly string[] | null,
): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  const sequence = npos > 0 ? args[0]! : kwnames?.[0] === 'sequence' ? args[0]! : undefined;
  if (sequence === undefined) return typeError(`${spec.name}() missing required argument 'sequence' (pos 1)`);
  if (args.length > 2) return typeError(`${spec.name}() takes at most 2 arguments (${args.length} given)`);
  const dict = args[1];
  const { slots } = typeOf(sequence);
  if (slots.iter === null && slots.getitem === null) return typeError('constructor requires a sequence');
  const items = toArray(sequence);
  if (items === undefined) return undefined;
  if (dict !== undefined && !isDict(dict)) return typeError(`${qualified(spec)}() takes a dict as second arg, if any`);
  if (!lengthFits(items.length, spec, visible)) return undefined;
  const hidden: Value[] = items.slice(visible);
  let used = 0;
  for (let i = items.length; i < spec.fields.length; i++) {
    const { name } = spec.fields[i]!;
    const v = dict === undefined || name === null ? ABSENT : dictGetStr(dict, name);
    if (v !== ABSENT) used++;
    hidden.push(v === ABSENT ? None : v);
  }
  if (dict !== undefined && dictLen(dict) > used)
    return typeError(`${qualified(spec)}() got duplicate or unexpected field name(s)`);
  const s = newInstance<PyStructSequence>(cls);
  s.items = items.slice(0, visible);
  s.hidden = hidden;
  return s;
}

function qualified(spec: StructSpec): string {
  return `${spec.module}.${spec.name}`;
}

function lengthFits(n: number, spec: StructSpec, visible: number): boolean {
  const max = spec.fields.length;
  if (visible === max && n !== visible)
    typeError(`${qualified(spec)}() takes a ${visible}-sequence (${n}-sequence given)`);
  else if (n < visible) typeError(`${qualified(spec)}() takes an at least ${visible}-sequence (${n}-sequence given)`);
  else if (n > max) typeError(`${qualified(spec)}() takes an at most ${max}-sequence (${n}-sequence given)`);
  else return true;
  return false;
}

function structRepr(
  self: PyStructSequence,
  spec: StructSpec,
  names: readonly (string | null)[],
  visible: number,
): Result {
  const texts: string[] = [];
  for (let i = 0; i < visible; i++) {
    const text = reprJs(self.items[i]!);
    if (text === undefined) return undefined;
    texts.push(`${names[i] ?? ''}=${text}`);
  }
  return strFromJs(`${qualified(spec)}(${texts.join(', ')})`);
}

function structReduce(self: PyStructSequence, names: readonly (string | null)[], visible: number): Result {
  const hidden = newDict();
  const entries: [string, Value][] = [];
  for (let i = visible; i < names.length; i++)
    if (names[i] !== null) entries.push([names[i]!, self.hidden[i - visible]!]);
  return tuple([typeOf(self), tuple([tuple(self.items), entries.length === 0 ? hidden : dictFromEntries(entries)])]);
}

function structReplace(
  self: PyStructSequence,
  spec: StructSpec,
  names: readonly (string | null)[],
  visible: number,
  changes: Map<string, Value>,
): Result {
  if (names.includes(null))
    return typeError(`__replace__() is not supported for ${spec.name} because it has unnamed field(s)`);
  const values = [...self.items, ...self.hidden];
  const unknown: string[] = [];
  for (const [name, value] of changes) {
    const i = names.indexOf(name);
    if (i < 0) unknown.push(name);
    else values[i] = value;
  }
  if (unknown.length > 0)
    return typeError(`Got unexpected field name(s): [${unknown.map((n) => `'${n}'`).join(', ')}]`);
  const s = newInstance<PyStructSequence>(typeOf(self));
  s.items = values.slice(0, visible);
  s.hidden = values.slice(visible);
  return s;
}
