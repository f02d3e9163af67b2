/** Type `types.SimpleNamespace`. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { dictCursor, dictSet, newDict } from '../dict/ops.ts';
import { dictUpdate } from '../dict/update.ts';
import { callKw } from '../ops/call.ts';
import { richCompare } from '../ops/compare.ts';
import { genericSetAttr } from '../ops/attr.ts';
import { enterRepr, leaveRepr, reprJs } from '../ops/text.ts';
import { instanceDict } from '../type/instance-dict.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { messageTypeName, plainTypeName } from '../type/names.ts';

export class PySimpleNamespace extends PyObject {}

/** A namespace with these attributes. */
export function simpleNamespace(entries: Readonly<Record<string, Value>>): PySimpleNamespace {
  const ns = new PySimpleNamespace();
  for (const [name, value] of Object.entries(entries)) void genericSetAttr(ns, name, value);
  return ns;
}

function init(self: PySimpleNamespace, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames?.length ?? 0);
  if (npos > 1) return typeError(`${plainTypeName(typeOf(self))} expected at most 1 argument, got ${npos}`);
  if (npos === 1) {
    const given = newDict();
    if (dictUpdate(given, args[0]!) === undefined || !store(self, given)) return undefined;
  }
  for (let i = 0; i < (kwnames?.length ?? 0); i++)
    if (genericSetAttr(self, kwnames![i]!, args[npos + i]!) === undefined) return undefined;
  return None;
}

function store(self: PySimpleNamespace, entries: PyDict): boolean {
  const cursor = dictCursor(entries);
  while (cursor.advance()) {
    if (!isStr(cursor.key)) {
      typeError('keywords must be strings');
      return false;
    }
    if (genericSetAttr(self, jsString(strValue(cursor.key)), cursor.value) === undefined) return false;
  }
  return true;
}

function attributes(self: PyObject): PyDict {
  return instanceDict(self) as PyDict;
}

function repr(self: PySimpleNamespace): Result {
  const type = typeOf(self);
  const name = type === T.SimpleNamespace ? 'namespace' : type.name;
  if (!enterRepr(self)) return strFromJs(`${name}(...)`);
  const parts: string[] = [];
  const cursor = dictCursor(attributes(self));
  let failed = false;
  while (!failed && cursor.advance()) {
    if (!isStr(cursor.key)) continue;
    const text = reprJs(cursor.value);
    if (text === undefined) failed = true;
    else parts.push(`${jsString(strValue(cursor.key))}=${text}`);
  }
  leaveRepr(self);
  return failed ? undefined : strFromJs(`${name}(${parts.join(', ')})`);
}

function isNamespace(v: Value): v is PySimpleNamespace {
  return typeOf(v).mro.includes(T.SimpleNamespace!);
}

function replace(self: PySimpleNamespace, kwargs: Map<string, Value>): Result {
  const made = callKw(typeOf(self), [], null);
  if (made === undefined) return undefined;
  if (!isNamespace(made))
    return typeError(
      `expect types.SimpleNamespace type, but ${messageTypeName(typeOf(self))}() returned '${typeOf(made).name}' object`,
    );
  const all = newDict();
  const cursor = dictCursor(attributes(self));
  while (cursor.advance()) if (dictSet(all, cursor.key, cursor.value) === undefined) return undefined;
  for (const [name, value] of kwargs) if (dictSet(all, strFromJs(name), value) === undefined) return undefined;
  return store(made, all) ? made : undefined;
}

T.SimpleNamespace = defineType({
  name: 'SimpleNamespace',
  module: 'types',
  longName: true,
  instanceClass: PySimpleNamespace,
  doc: 'A simple attribute-based namespace.',
  signature: '(mapping_or_iterable=(), /, **kwargs)',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => new cls.instanceClass(),
    init,
    repr,
    eq: (a: PySimpleNamespace, b: Value) =>
      isNamespace(b) ? richCompare(attributes(a), attributes(b), 'eq') : NotImplemented,
    lt: (a: PySimpleNamespace, b: Value) =>
      isNamespace(b) ? richCompare(attributes(a), attributes(b), 'lt') : NotImplemented,
    hash: null,
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PySimpleNamespace) => tuple([typeOf(self), tuple([]), attributes(self)]),
      'Return state information for pickling',
    ),
    method(
      '__replace__',
      '($self, /, **changes)',
      replace,
      'Return a copy of the namespace object with new values for the specified attributes.',
    ),
  ],
  getset: [{ name: '__dict__', get: (self: PyObject) => attributes(self) }],
});
