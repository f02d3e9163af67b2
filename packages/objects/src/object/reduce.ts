/** Pickling helpers of `object`: `__reduce_ex__`, `__getstate__` (PEP 307; CPython's typeobject.c). */
import { raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { Kind } from '../core/object.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { lookupType } from '../core/type-attrs.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, int } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { dictCopy, dictLen, dictSetStr, newDict } from '../dict/ops.ts';
import { getAttr, getAttrOrAbsent } from '../ops/attr.ts';
import { call, call0, callKw, tryCallSpecial } from '../ops/call.ts';
import { getIter } from '../ops/iter.ts';
import { isList } from '../list/list.ts';
import { jsString } from '../str/astral.ts';
import { isStr, strValue } from '../str/ops.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';

/** `object.__reduce_ex__(protocol)`. */
export function copyregReduceEx(self: Value, protocol: number): Result {
  const copyreg = hooks.importModule('copyreg');
  if (copyreg === undefined) return undefined;
  if (protocol < 2) {
    const fn = getAttr(copyreg, '_reduce_ex');
    return fn === undefined ? undefined : call(fn, [self, int(protocol)]);
  }
  return reduceNewObj(self, copyreg);
}

function reduceNewObj(self: Value, copyreg: Value): Result {
  const cls = typeOf(self);
  if (cls.slots.new === null) return typeError(`cannot pickle '${cls.name}' object`);
  const args = newArguments(self);
  if (args === undefined) return undefined;
  const [positional, keywords] = args;
  const hasArgs = positional !== null || keywords !== null;
  const state = stateOf(self, !hasArgs && !isListOrDict(cls));
  if (state === undefined) return undefined;
  const items = listAndDictItems(self, cls);
  if (items === undefined) return undefined;
  let fn: Result;
  let newArgs: Value;
  if (keywords !== null) {
    fn = getAttr(copyreg, '__newobj_ex__');
    newArgs = tuple([cls, tuple(positional ?? []), keywords]);
  } else {
    fn = getAttr(copyreg, '__newobj__');
    newArgs = tuple([cls, ...(positional ?? [])]);
  }
  return fn === undefined ? undefined : tuple([fn, newArgs, state, items[0], items[1]]);
}

function isListOrDict(cls: PyType): boolean {
  return (cls.layout & (Kind.List | Kind.Dict)) !== 0;
}

/** Positional and keyword arguments for `__new__`, from __getnewargs_ex__ / __getnewargs__. */
function newArguments(self: Value): [Value[] | null, Value | null] | undefined {
  const r = tryCallSpecial(self, '__getnewargs_ex__', []);
  if (r === undefined) return undefined;
  if (r !== ABSENT) {
    if (!isTuple(r)) return typeError(`__getnewargs_ex__ should return a tuple, not '${typeOf(r).name}'`);
    if (r.items.length !== 2)
      return raise(E.ValueError!, `__getnewargs_ex__ should return a tuple of length 2, not ${r.items.length}`);
    const [positional, keywords] = r.items as [Value, Value];
    if (!isTuple(positional))
      return typeError(
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeOf(positional).name}'`,
      );
    if (!isDict(keywords))
      return typeError(
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeOf(keywords).name}'`,
      );
    return [positional.items.slice(), dictLen(keywords) === 0 ? null : keywords];
  }
  const plain = tryCallSpecial(self, '__getnewargs__', []);
  if (plain === undefined) return undefined;
  if (plain === ABSENT) return [null, null];
  if (!isTuple(plain)) return typeError(`__getnewargs__ should return a tuple, not '${typeOf(plain).name}'`);
  return [plain.items.slice(), null];
}

function stateOf(self: Value, required: boolean): Result {
  const getstate = getAttr(self, '__getstate__');
  if (getstate === undefined) return undefined;
  const own = lookupType(typeOf(self), '__getstate__');
  if (own !== ABSENT && own === objectGetStateDescriptor()) return defaultState(self, required);
  return call0(getstate);
}

function objectGetStateDescriptor(): Value | undefined {
  const mro = typeOf(None).mro;
  return mro[mro.length - 1]!.attrs.get('__getstate__');
}

/** `object.__getstate__()`. */
export function objectGetState(self: Value): Result {
  return defaultState(self, false);
}

function defaultState(self: Value, required: boolean): Result {
  const cls = typeOf(self);
  if (required && !canPickleWithoutState(cls)) return typeError(`cannot pickle '${cls.name}' object`);
  const dict = getAttrOrAbsent(self, '__dict__');
  if (dict === undefined) return undefined;
  const state: Value = dict !== ABSENT && isDict(dict) && dictLen(dict) > 0 ? dictCopy(dict) : None;
  const slots = slotState(self, cls);
  if (slots === undefined) return undefined;
  return slots === null ? state : tuple([state, slots]);
}

/** Built-in layouts hold state that copyreg knows nothing of; only object's and exceptions' are safe. */
function canPickleWithoutState(cls: PyType): boolean {
  let t: PyType | null = cls;
  while (t !== null && t.flags & 1) t = t.base;
  return (
    t === null ||
    t.base === null ||
    (t.layout &
      (Kind.Int |
        Kind.Float |
        Kind.Str |
        Kind.Bytes |
        Kind.Tuple |
        Kind.Set |
        Kind.FrozenSet |
        Kind.BaseException |
        Kind.ByteArray |
        Kind.Complex)) !==
      0
  );
}

function slotState(self: Value, cls: PyType): Value | null | undefined {
  const out = newDict();
  let any = false;
  const names = slotNames(cls);
  for (const name of names) {
    const v = getAttrOrAbsent(self, name);
    if (v === undefined) return undefined;
    if (v === ABSENT) continue;
    dictSetStr(out, name, v);
    any = true;
  }
  return any ? out : null;
}

/** What the class says in `__slotnames__`, else the slots of all its classes. */
function slotNames(cls: PyType): string[] {
  const own = cls.attrs.get('__slotnames__');
  if (own !== undefined && isList(own)) return own.items.filter(isStr).map((name) => jsString(strValue(name)));
  return cls.mro.flatMap((t) => t.ownSlots ?? []);
}

function listAndDictItems(self: Value, cls: PyType): [Value, Value] | undefined {
  let items: Value = None;
  let pairs: Value = None;
  if (cls.layout & Kind.List) {
    const it = getIter(self);
    if (it === undefined) return undefined;
    items = it;
  }
  if (cls.layout & Kind.Dict) {
    const method = getAttr(self, 'items');
    const view = method === undefined ? undefined : callKw(method, [], null);
    const it = view === undefined ? undefined : getIter(view);
    if (it === undefined) return undefined;
    pairs = it;
  }
  return [items, pairs];
}
