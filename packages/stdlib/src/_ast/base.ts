/** The class AST: construction, repr, copying (CPython's Parser/asdl_c.py). */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call0,
  callKw,
  defineType,
  dictCopy,
  dictGetStr,
  E,
  enterRepr,
  getAttr,
  getAttrOrAbsent,
  hooks,
  instanceDict,
  isDict,
  isList,
  isTuple,
  leaveRepr,
  list,
  method,
  None,
  objectNew,
  PyObject,
  reprJs,
  setAttr,
  strFromJs,
  strJs,
  T,
  toArray,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';

class AstNode extends PyObject {}

function stringTuple(type: PyType, name: string): string[] | undefined {
  const v = getAttrOrAbsent(type, name);
  if (v === undefined) return undefined;
  if (v === ABSENT) return [];
  const items = toArray(v);
  if (items === undefined) return undefined;
  const out: string[] = [];
  for (const item of items) {
    const text = strJs(item);
    if (text === undefined) return undefined;
    out.push(text);
  }
  return out;
}

function init(self: Value, args: Value[], kwnames: readonly string[] | null): Result {
  const type = typeOf(self);
  const fields = stringTuple(type, '_fields');
  if (fields === undefined) return undefined;
  const npos = args.length - (kwnames?.length ?? 0);
  if (npos > fields.length)
    return typeError(
      `${type.name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`,
    );
  const left = new Set(fields);
  for (let i = 0; i < npos; i++) {
    if (setAttr(self, fields[i]!, args[i]!) === undefined) return undefined;
    left.delete(fields[i]!);
  }
  const attributes = kwnames === null ? [] : stringTuple(type, '_attributes');
  if (attributes === undefined) return undefined;
  for (let i = 0; i < (kwnames?.length ?? 0); i++) {
    const name = kwnames![i]!;
    if (fields.includes(name)) {
      if (!left.delete(name)) return typeError(`${type.name} got multiple values for argument '${name}'`);
    } else if (!attributes.includes(name)) {
      const text = `${type.name}.__init__ got an unexpected keyword argument '${name}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`;
      if (hooks.warn(E.DeprecationWarning!, text, 1) === undefined) return undefined;
    }
    if (setAttr(self, name, args[npos + i]!) === undefined) return undefined;
  }
  return left.size === 0
    ? None
    : fillMissing(
        self,
        type,
        fields.filter((f) => left.has(f)),
      );
}

/** Fields that were not given: lists are empty, optional ones are None on the class, contexts are Load(). */
function fillMissing(self: Value, type: PyType, missing: readonly string[]): Result {
  const types = getAttrOrAbsent(type, '_field_types');
  if (types === undefined) return undefined;
  if (types === ABSENT || !isDict(types)) return None;
  for (const name of missing) {
    const kind = dictGetStr(types, name);
    if (kind === ABSENT) {
      const text = `Field '${name}' is missing from ${type.name}._field_types. This will become an error in Python 3.15.`;
      if (hooks.warn(E.DeprecationWarning!, text, 1) === undefined) return undefined;
      continue;
    }
    const done = fillField(self, type, name, kind);
    if (done === undefined) return undefined;
  }
  return None;
}

function fillField(self: Value, type: PyType, name: string, kind: Value): Result {
  const kindType = typeOf(kind);
  if (kindType === T.Union) return None;
  if (kindType === T.GenericAlias) return setAttr(self, name, list([]));
  if (typeOf(kind) === T.type && (kind as PyType).name === 'expr_context') {
    const load = getAttr(hooks.importModule('_ast')!, 'Load');
    const made = load === undefined ? undefined : call0(load);
    return made === undefined ? undefined : setAttr(self, name, made);
  }
  const text = `${type.name}.__init__ missing 1 required positional argument: '${name}'. This will become an error in Python 3.15.`;
  return hooks.warn(E.DeprecationWarning!, text, 1);
}

const MAX_DEPTH = 3;

/** `Name(id='x', ctx=Load())`; nodes below the third level are `Name(...)`. */
function nodeRepr(self: Value, depth: number): string | undefined {
  const type = typeOf(self);
  if (depth <= 0) return `${type.name}(...)`;
  const node = self as PyObject;
  if (!enterRepr(node)) return `${type.name}(...)`;
  const fields = stringTuple(type, '_fields');
  const parts: string[] = [];
  for (const name of fields ?? []) {
    const v = getAttrOrAbsent(self, name);
    if (v === ABSENT) continue;
    const text = v === undefined ? undefined : valueRepr(v, depth);
    if (text === undefined) {
      leaveRepr(node);
      return undefined;
    }
    parts.push(`${name}=${text}`);
  }
  leaveRepr(node);
  return fields === undefined ? undefined : `${type.name}(${parts.join(', ')})`;
}

function valueRepr(v: Value, depth: number): string | undefined {
  if (isNode(v)) return nodeRepr(v, depth - 1);
  if (isList(v) || isTuple(v)) {
    const { items } = v;
    const shown: string[] = [];
    for (let i = 0; i < Math.min(items.length, 2); i++) {
      const item = i === 1 && items.length > 2 ? items[items.length - 1]! : items[i]!;
      const text = isNode(item) ? nodeRepr(item, depth - 1) : reprJs(item);
      if (text === undefined) return undefined;
      if (i === 1 && items.length > 2) shown.push('...');
      shown.push(text);
    }
    return isList(v) ? `[${shown.join(', ')}]` : `(${shown.join(', ')})`;
  }
  return reprJs(v);
}

export function isNode(v: Value): boolean {
  return typeOf(v).mro.includes(AST);
}

function reduce(self: PyObject): Result {
  const dict = instanceDict(self);
  return dict === null ? tuple([typeOf(self), tuple([])]) : tuple([typeOf(self), tuple([]), dictCopy(dict)]);
}

/** `copy.replace(node, **changes)`. */
function replace(self: PyObject, kwargs: Map<string, Value>): Result {
  const type = typeOf(self);
  const fields = stringTuple(type, '_fields');
  const attributes = fields === undefined ? undefined : stringTuple(type, '_attributes');
  if (fields === undefined || attributes === undefined) return undefined;
  for (const name of kwargs.keys()) {
    if (!fields.includes(name) && !attributes.includes(name))
      return typeError(`${type.name}.__replace__ got an unexpected keyword argument '${name}'.`);
  }
  const all = new Map<string, Value>();
  for (const name of [...fields, ...attributes]) {
    const v = kwargs.get(name) ?? getAttrOrAbsent(self, name);
    if (v === undefined) return undefined;
    if (v !== ABSENT) all.set(name, v as Value);
    else if (fields.includes(name)) return typeError(`${type.name}.__replace__ missing 1 keyword argument: '${name}'.`);
  }
  return callKw(type, [...all.values()], [...all.keys()]);
}

export const AST: PyType = defineType({
  name: 'AST',
  module: 'ast',
  instanceClass: AstNode,
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => objectNew(cls, []),
    init,
    repr(self: Value) {
      const text = nodeRepr(self, MAX_DEPTH);
      return text === undefined ? undefined : strFromJs(text);
    },
  },
  methods: [method('__reduce__', '($self, /)', reduce), method('__replace__', '($self, /, **fields)', replace)],
  attrs: { _fields: tuple([]), _attributes: tuple([]), __match_args__: tuple([]) },
});
