/** The encoder of json.JSONEncoder: a value as JSON text in one piece. */
import type { NativeSpec, PyDict, PyList, PyTuple, PyType, Result, Value } from '@pyston/objects';
import {
  addNote,
  asSsize,
  bindArguments,
  call1,
  callMethod,
  defineType,
  dictCursor,
  dictDel,
  dictGet,
  dictSet,
  E,
  floatRepr,
  getset,
  int,
  intToString,
  intValue,
  isDict,
  isFloat,
  isInt,
  isList,
  isTrue,
  isTuple,
  jsString,
  newInstance,
  None,
  parseSignature,
  PyDict as PyDictLayout,
  PyNative,
  PyObject,
  raise,
  reprJs,
  sortValues,
  str,
  strFromJs,
  strOrUndefined,
  toArray,
  ts,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  ABSENT,
} from '@pyston/objects';
import { quote, quoteAscii } from './strings.ts';

class PyEncoder extends PyObject {
  markers: PyDict | null = null;
  default: Value = None;
  encoder: Value = None;
  /** The encoder when it is one of this module. */
  quote: ((s: string) => string) | null = null;
  indent: Value = None;
  keySeparator: Value = None;
  itemSeparator: Value = None;
  sortKeys = false;
  skipKeys = false;
  allowNan = true;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number for the object, as key in the markers. */
function identity(v: Value): Value {
  if (typeof v !== 'object') return v;
  let id = identities.get(v);
  if (id === undefined) identities.set(v, (id = ++lastIdentity));
  return int(id);
}

/** One run: the pieces written so far. Methods give false after raising. */
class Writer {
  readonly e: PyEncoder;
  readonly out: string[] = [];
  readonly keySeparator: string;
  readonly itemSeparator: string;
  readonly indent: string | null;
  constructor(e: PyEncoder) {
    this.e = e;
    this.keySeparator = textOf(e.keySeparator);
    this.itemSeparator = textOf(e.itemSeparator);
    this.indent = e.indent === None ? null : textOf(e.indent);
  }

  value(v: Value, level: number): boolean {
    if (v === None || typeof v === 'boolean') return this.push(v === None ? 'null' : v ? 'true' : 'false');
    const s = strOrUndefined(v);
    if (s !== undefined) return this.string(v, jsString(s));
    if (isInt(v)) return this.push(intToString(intValue(v)));
    if (isFloat(v)) return this.push(this.float(v.v));
    if (isList(v) || isTuple(v)) return this.guarded(v, () => this.sequence(v, level));
    if (isDict(v)) return this.guarded(v, () => this.dict(v, level));
    return this.guarded(v, () => this.other(v, level));
  }

  push(text: string | undefined): boolean {
    if (text === undefined) return false;
    this.out.push(text);
    return true;
  }

  string(v: Value, text: string): boolean {
    if (this.e.quote !== null) return this.push(this.e.quote(text));
    const r = call1(this.e.encoder, v);
    if (r === undefined) return false;
    const s = strOrUndefined(r);
    if (s === undefined) return failed(typeError(`encoder() must return a string, not ${typeOf(r).name}`));
    return this.push(jsString(s));
  }

  float(x: number): string | undefined {
    if (Number.isFinite(x)) return floatRepr(x);
    if (!this.e.allowNan) return valueError(`Out of range float values are not JSON compliant: ${floatRepr(x)}`);
    return x !== x ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
  }

  /** Runs `write` with the container marked, so that a cycle is noticed. */
  guarded(v: Value, write: () => boolean): boolean {
    const { markers } = this.e;
    if (markers === null) return write();
    const key = identity(v);
    const known = dictGet(markers, key);
    if (known === undefined) return false;
    if (known !== ABSENT) return failed(valueError('Circular reference detected'));
    if (dictSet(markers, key, v) === undefined || !write()) return false;
    return dictDel(markers, key) !== undefined;
  }

  newline(level: number): string {
    return this.indent === null ? '' : `\n${this.indent.repeat(Math.max(level, 0))}`;
  }

  /** The encoder's functions may change the list meanwhile, so its items are asked for each time. */
  sequence(v: PyList | PyTuple, level: number): boolean {
    if (v.items.length === 0) return this.push('[]');
    this.out.push('[');
    const separator = this.itemSeparator + this.newline(level + 1);
    if (this.indent !== null) this.out.push(this.newline(level + 1));
    for (let i = 0; i < v.items.length; i++) {
      if (i > 0) this.out.push(separator);
      if (!this.value(v.items[i]!, level + 1)) return this.note(`when serializing ${typeOf(v).name} item ${i}`);
    }
    if (this.indent !== null) this.out.push(this.newline(level));
    return this.push(']');
  }

  note(text: string): false {
    if (ts.exc !== null) addNote(ts.exc, text);
    return false;
  }

  dict(d: PyDict, level: number): boolean {
    const pairs = this.pairs(d);
    if (pairs === undefined) return false;
    if (pairs.length === 0) return this.push('{}');
    this.out.push('{');
    const separator = this.itemSeparator + this.newline(level + 1);
    let first = true;
    for (const [key, v] of pairs) {
      const text = this.key(key);
      if (text === undefined) return false;
      if (text === null) continue;
      if (!first) this.out.push(separator);
      else if (this.indent !== null) this.out.push(this.newline(level + 1));
      first = false;
      this.out.push(text, this.keySeparator);
      if (!this.value(v, level + 1)) return this.note(`when serializing ${typeOf(d).name} item ${reprJs(key) ?? ''}`);
    }
    if (this.indent !== null && !first) this.out.push(this.newline(level));
    return this.push('}');
  }

  /** The items, sorted if asked for; those of a subclass through its items(). */
  pairs(d: PyDict): [Value, Value][] | undefined {
    if (d instanceof PyDictLayout && !this.e.sortKeys) {
      const out: [Value, Value][] = [];
      const cursor = dictCursor(d);
      while (cursor.advance()) out.push([cursor.key, cursor.value]);
      return out;
    }
    const view = callMethod(d, 'items');
    const items = view === undefined ? undefined : toArray(view);
    if (items === undefined) return undefined;
    if (this.e.sortKeys && sortValues(items, null, false) === undefined) return undefined;
    const out: [Value, Value][] = [];
    for (const item of items) {
      if (!isTuple(item) || item.items.length !== 2) return valueError('items must return 2-tuples');
      out.push([item.items[0]!, item.items[1]!]);
    }
    return out;
  }

  /** The literal of a key; null: left out; undefined: raised. */
  key(key: Value): string | null | undefined {
    const s = strOrUndefined(key);
    if (s !== undefined) return this.quoted(key, jsString(s));
    let text: string | undefined;
    if (key === None || typeof key === 'boolean') text = key === None ? 'null' : key ? 'true' : 'false';
    else if (isFloat(key)) text = this.float(key.v);
    else if (isInt(key)) text = intToString(intValue(key));
    else if (this.e.skipKeys) return null;
    else return typeError(`keys must be str, int, float, bool or None, not ${typeOf(key).name}`);
    return text === undefined ? undefined : this.quoted(str(text), text);
  }

  quoted(key: Value, text: string): string | undefined {
    const mark = this.out.length;
    return this.string(key, text) ? this.out.splice(mark).join('') : undefined;
  }

  other(v: Value, level: number): boolean {
    const replacement = call1(this.e.default, v);
    if (replacement === undefined) return false;
    return this.value(replacement, level) || this.note(`when serializing ${typeOf(v).name} object`);
  }
}

function failed(_: undefined): false {
  return false;
}

function textOf(v: Value): string {
  const s = strOrUndefined(v);
  return s === undefined ? '' : jsString(s);
}

const NEW: NativeSpec = {
  name: 'make_encoder',
  signature: '(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
  impl: () => undefined,
};
const NEW_PARAMS = parseSignature(NEW.signature);

function encoderNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(NEW, NEW_PARAMS, 'make_encoder', args, 0, kwnames) as Value[] | undefined;
  if (given === undefined) return undefined;
  const [markers, fallback, encoder, indent, keySeparator, itemSeparator] = given as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  if (markers !== None && !isDict(markers))
    return typeError(`make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`);
  for (const [i, v] of [
    [5, keySeparator],
    [6, itemSeparator],
  ] as const) {
    if (strOrUndefined(v) === undefined)
      return typeError(`make_encoder() argument ${i} must be str, not ${typeOf(v).name}`);
  }
  const flags: boolean[] = [];
  for (const v of given.slice(6)) {
    const flag = isTrue(v);
    if (flag === undefined) return undefined;
    flags.push(flag);
  }
  const e = newInstance<PyEncoder>(cls);
  Object.assign(e, {
    markers: markers === None ? null : markers,
    default: fallback,
    encoder,
    indent,
    keySeparator,
    itemSeparator,
  });
  e.quote = encoder instanceof PyNative ? (QUOTES.get(encoder.spec) ?? null) : null;
  [e.sortKeys, e.skipKeys, e.allowNan] = flags as [boolean, boolean, boolean];
  return e;
}

const CALL: NativeSpec = { name: '_iterencode', signature: '(obj, _current_indent_level)', impl: () => undefined };
const CALL_PARAMS = parseSignature(CALL.signature);

function encoderCall(self: PyEncoder, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(CALL, CALL_PARAMS, '_iterencode', args, 0, kwnames) as [Value, Value] | undefined;
  const level = given === undefined ? undefined : asSsize(given[1]);
  if (level === undefined) return undefined;
  const writer = new Writer(self);
  return writer.value(given![0], Math.max(level, 0)) ? tuple([strFromJs(writer.out.join(''))]) : undefined;
}

function quoter(name: string, fn: (s: string) => string, doc: string): NativeSpec {
  const impl = (v: Value): Result => {
    const s = strOrUndefined(v);
    return s === undefined
      ? raise(E.TypeError!, `first argument must be a string, not ${typeOf(v).name}`)
      : strFromJs(fn(jsString(s)));
  };
  return { name, signature: '(string, /)', impl, doc };
}

export const encodeBasestring: NativeSpec = quoter('encode_basestring', quote, 'A str as a JSON literal.');
export const encodeBasestringAscii: NativeSpec = quoter(
  'encode_basestring_ascii',
  quoteAscii,
  'A str as a JSON literal of ASCII characters.',
);

const QUOTES: ReadonlyMap<NativeSpec, (s: string) => string> = new Map([
  [encodeBasestring, quote],
  [encodeBasestringAscii, quoteAscii],
]);

export const encoderType: PyType = defineType({
  name: 'Encoder',
  module: '_json',
  instanceClass: PyEncoder,
  doc: 'Encoder of JSON text.',
  flags: TypeFlag.Base,
  slots: { new: encoderNew, call: encoderCall },
  getset: [
    getset('markers', (e: PyEncoder) => e.markers ?? None),
    getset('default', (e: PyEncoder) => e.default),
    getset('encoder', (e: PyEncoder) => e.encoder),
    getset('indent', (e: PyEncoder) => e.indent),
    getset('key_separator', (e: PyEncoder) => e.keySeparator),
    getset('item_separator', (e: PyEncoder) => e.itemSeparator),
    getset('sort_keys', (e: PyEncoder) => e.sortKeys),
    getset('skipkeys', (e: PyEncoder) => e.skipKeys),
  ],
});
