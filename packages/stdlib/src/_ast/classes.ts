/** The node classes, made from the parser's schema when the module is imported. */
import { ENUMS, SCHEMA } from '@pyston/parser';
import type { PyType, Result, Value } from '@pyston/objects';
import {
  call0,
  dictFromEntries,
  dictSetStr,
  getItem,
  hooks,
  must,
  newDict,
  None,
  setTypeAttr,
  str,
  strFromJs,
  T,
  tuple,
  typeCall,
} from '@pyston/objects';
import { AST } from './base.ts';

export interface Classes {
  readonly byName: ReadonlyMap<string, PyType>;
  /** The shared instances of operators and contexts. */
  readonly singletons: ReadonlyMap<string, Value>;
}

const POSITION_FIELDS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];
/** Sums whose end positions are required. */
const REQUIRED_END = new Set(['pattern', 'type_param']);

function makeClass(name: string, base: PyType, attrs: Record<string, Value>): PyType {
  const namespace = dictFromEntries([['__module__', str('ast')], ...Object.entries(attrs)]);
  return must(typeCall(T.type!, [str(name), tuple([base]), namespace], null)) as PyType;
}

const strings = (names: readonly string[]): Value => tuple(names.map((n) => str(n)));

function positionAttrs(sum: string): Record<string, Value> {
  const attrs: Record<string, Value> = { _attributes: strings(POSITION_FIELDS) };
  if (!REQUIRED_END.has(sum)) Object.assign(attrs, { end_lineno: None, end_col_offset: None });
  return attrs;
}

function docOf(name: string): string {
  const fields = SCHEMA[name]!.fields.map(([field, , quantifier, type]) => `${type}${quantifier} ${field}`);
  return fields.length === 0 ? name : `${name}(${fields.join(', ')})`;
}

/** Products (arguments, keyword …) are their own sum. */
function isProduct(name: string): boolean {
  return SCHEMA[name]!.sum === '-';
}

let made: Classes | null = null;

/** The classes of this isolate. */
export function classes(): Classes {
  return (made ??= makeClasses());
}

function makeClasses(): Classes {
  const byName = new Map<string, PyType>();
  const singletons = new Map<string, Value>();
  setTypeAttr(AST, '_field_types', newDict());
  const sums = new Map<string, string[]>();
  for (const [name, { sum }] of Object.entries(SCHEMA))
    if (!isProduct(name)) sums.set(sum, [...(sums.get(sum) ?? []), name]);
  for (const [sum, members] of sums) {
    const doc = members.map(docOf).join(`\n${' '.repeat(sum.length)} | `);
    const positioned = SCHEMA[members[0]!]!.positioned;
    byName.set(
      sum,
      makeClass(sum, AST, {
        __doc__: strFromJs(`${sum} = ${doc}`),
        _fields: tuple([]),
        ...(positioned ? positionAttrs(sum) : { _attributes: tuple([]) }),
      }),
    );
  }
  for (const [sum, members] of Object.entries(ENUMS)) {
    const base = makeClass(sum, AST, { __doc__: strFromJs(`${sum} = ${members.join(' | ')}`), _attributes: tuple([]) });
    byName.set(sum, base);
    for (const name of members) {
      const cls = makeClass(name, base, {
        __doc__: str(name),
        _fields: tuple([]),
        __match_args__: tuple([]),
        _field_types: newDict(),
      });
      byName.set(name, cls);
      singletons.set(name, must(call0(cls)));
    }
  }
  for (const name of Object.keys(SCHEMA)) byName.set(name, nodeClass(name, byName));
  for (const name of Object.keys(SCHEMA)) dictSetFieldTypes(name, byName);
  return { byName, singletons };
}

function nodeClass(name: string, byName: ReadonlyMap<string, PyType>): PyType {
  const schema = SCHEMA[name]!;
  const fields = schema.fields.map(([field]) => field);
  const attrs: Record<string, Value> = {
    __doc__: strFromJs(docOf(name)),
    _fields: strings(fields),
    __match_args__: strings(fields),
  };
  for (const [field, , quantifier] of schema.fields) if (quantifier === '?') attrs[field] = None;
  if (isProduct(name)) Object.assign(attrs, schema.positioned ? positionAttrs(name) : { _attributes: tuple([]) });
  return makeClass(name, isProduct(name) ? AST : byName.get(schema.sum)!, attrs);
}

const PLAIN: Readonly<Record<string, string>> = { identifier: 'str', string: 'str', int: 'int', constant: 'object' };

/** `_field_types`: list[expr], expr | None, str … */
function dictSetFieldTypes(name: string, byName: ReadonlyMap<string, PyType>): void {
  const types = newDict();
  for (const [field, , quantifier, type] of SCHEMA[name]!.fields) {
    const base: Value = byName.get(type) ?? T[PLAIN[type] ?? 'object']!;
    let v: Result = base;
    if (quantifier.includes('*')) v = getItem(T.list!, base);
    else if (quantifier === '?') v = hooks.makeUnion(base, None);
    dictSetStr(types, field, must(v));
  }
  setTypeAttr(byName.get(name)!, '_field_types', types);
}
