/** Type `dict`. Layout: dict/dict.ts; operations: dict/ops.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { keyError, raise, typeError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, DONE, int } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { call0, tryCallSpecial } from '../ops/call.ts';
import { eq } from '../ops/compare.ts';
import { setItem } from '../ops/items.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { enterRepr, leaveRepr, reprJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { isDict, PyDict } from './dict.ts';
import { dictKeys } from './entries.ts';
import { PyDictKeyIter, PyDictReverseKeyIter } from './iter.ts';
import {
  dictClear,
  dictCopy,
  dictCursor,
  dictDel,
  dictGet,
  dictHas,
  dictLen,
  dictPop,
  dictPopItem,
  dictSet,
  dictSetDefault,
} from './ops.ts';
import { dictUpdate } from './update.ts';
import { PyDictItems, PyDictKeys, PyDictValues } from './views.ts';

function dictNew(cls: PyType): Result {
  return cls === T.dict ? new PyDict() : newInstance<PyDict>(cls);
}

/** dict.__init__ and dict.update: at most one positional argument, then keywords. */
function updateFromArgs(self: PyDict, name: string, args: readonly Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos > 1) return typeError(`${name} expected at most 1 argument, got ${npos}`);
  if (npos === 1 && dictUpdate(self, args[0]!) === undefined) return undefined;
  if (kwnames !== null)
    for (let i = 0; i < kwnames.length; i++)
      if (setName(self, kwnames[i]!, args[npos + i]!) === undefined) return undefined;
  return None;
}

/** Stores under a keyword name, which may have code points above U+FFFF. */
function setName(d: PyDict, name: string, value: Value): true | undefined {
  return dictSet(d, strFromJs(name), value);
}

function dictInit(self: PyDict, args: Value[], kwnames: readonly string[] | null): Result {
  return updateFromArgs(self, 'dict', args, kwnames);
}

function update(self: PyDict, source: Value[], names: Map<string, Value>): Result {
  if (source.length > 1) return typeError(`update expected at most 1 argument, got ${source.length}`);
  if (source.length === 1 && dictUpdate(self, source[0]!) === undefined) return undefined;
  for (const [name, value] of names) if (setName(self, name, value) === undefined) return undefined;
  return None;
}

function dictRepr(self: PyDict): Result {
  if (dictLen(self) === 0) return strFromJs('{}');
  if (!enterRepr(self)) return strFromJs('{...}');
  const text = entriesText(self);
  leaveRepr(self);
  return text === undefined ? undefined : strFromJs(`{${text}}`);
}

function entriesText(self: PyDict): string | undefined {
  let out = '';
  const cursor = dictCursor(self);
  while (cursor.advance()) {
    const { value } = cursor;
    const key = reprJs(cursor.key);
    if (key === undefined) return undefined;
    const text = reprJs(value);
    if (text === undefined) return undefined;
    out += out === '' ? `${key}: ${text}` : `, ${key}: ${text}`;
  }
  return out;
}

// --- comparison and operators

/** Equality of two dicts: same length, and every value of `a` equal to the one of `b`. */
export function dictEquals(a: PyDict, b: PyDict): boolean | undefined {
  if (dictLen(a) !== dictLen(b)) return false;
  const cursor = dictCursor(a);
  while (cursor.advance()) {
    const { value } = cursor;
    const other = dictGet(b, cursor.key);
    if (other === undefined) return undefined;
    if (other === ABSENT) return false;
    const same = eq(other, value);
    if (same !== true) return same;
  }
  return true;
}

function dictEq(self: PyDict, other: Value): Result {
  return isDict(other) ? dictEquals(self, other) : NotImplemented;
}

function dictNe(self: PyDict, other: Value): Result {
  if (!isDict(other)) return NotImplemented;
  const same = dictEquals(self, other);
  return same === undefined ? undefined : !same;
}

function union(a: Value, b: Value): Result {
  if (!isDict(a) || !isDict(b)) return NotImplemented;
  const result = dictCopy(a);
  return dictUpdate(result, b) === undefined ? undefined : result;
}

function dictInplaceOr(self: PyDict, other: Value): Result {
  return dictUpdate(self, other) === undefined ? undefined : self;
}

// --- subscription

function dictGetItem(self: PyDict, key: Value): Result {
  const v = dictGet(self, key);
  return v === ABSENT ? missing(self, key) : v;
}

/** A subclass may define `__missing__`. */
function missing(self: PyDict, key: Value): Result {
  if (self.cls !== T.dict) {
    const r = tryCallSpecial(self, '__missing__', [key]);
    if (r !== ABSENT) return r;
  }
  return keyError(key);
}

function dictSetItem(self: PyDict, key: Value, value: Value): Result {
  return dictSet(self, key, value) === undefined ? undefined : None;
}

function dictDelItem(self: PyDict, key: Value): Result {
  const had = dictDel(self, key);
  if (had === undefined) return undefined;
  return had ? None : keyError(key);
}

// --- methods

function clear(self: PyDict): Result {
  dictClear(self);
  return None;
}

/** dict.fromkeys: through `cls()` and its item assignment unless that gives an exact dict. */
function fromkeys(cls: Value, iterable: Value, value: Value = None): Result {
  const d = call0(cls);
  if (d === undefined) return undefined;
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  const exact = d instanceof PyDict;
  for (;;) {
    const key = iterNext(it);
    if (key === undefined) return undefined;
    if (key === DONE) return d;
    if ((exact ? dictSet(d, key, value) : setItem(d, key, value)) === undefined) return undefined;
  }
}

function get(self: PyDict, key: Value, fallback: Value = None): Result {
  const v = dictGet(self, key);
  return v === ABSENT ? fallback : v;
}

function pop(self: PyDict, key: Value, fallback?: Value): Result {
  const v = dictLen(self) === 0 ? ABSENT : dictPop(self, key);
  if (v !== ABSENT) return v;
  return fallback ?? keyError(key);
}

function popitem(self: PyDict): Result {
  const item = dictPopItem(self);
  return item === null ? raise(E.KeyError!, 'popitem(): dictionary is empty') : tuple(item);
}

function sizeOf(self: PyDict): Result {
  const n = dictLen(self);
  if (n === 0) return int(48);
  let size = 8;
  while (Math.floor((size * 2) / 3) < n) size *= 2;
  return int(48 + 32 + size + Math.floor((size * 2) / 3) * 24);
}

T.dict = defineType({
  name: 'dict',
  instanceClass: PyDict,
  doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
  flags: TypeFlag.Base | TypeFlag.Mapping | TypeFlag.MatchSelf,
  slots: {
    new: dictNew,
    init: dictInit,
    repr: dictRepr,
    hash: null,
    eq: dictEq,
    ne: dictNe,
    iter: (self: PyDict) => new PyDictKeyIter(self),
    len: dictLen,
    getitem: dictGetItem,
    setitem: dictSetItem,
    delitem: dictDelItem,
    contains: dictHas,
    or: union,
    ror: (self: PyDict, other: Value) => union(other, self),
    ior: dictInplaceOr,
  },
  methods: [
    method(
      '__reversed__',
      '($self, /)',
      (self: PyDict) => new PyDictReverseKeyIter(self, dictKeys(self)),
      'Return a reverse iterator over the dict keys.',
    ),
    method('__sizeof__', '($self, /)', sizeOf, 'Return the size of the dict in memory.'),
    method(
      'get',
      '($self, key, default=None, /)',
      get,
      'Return the value for key if key is in the dictionary, else default.',
    ),
    method(
      'setdefault',
      '($self, key, default=None, /)',
      (self, key, value = None) => dictSetDefault(self, key, value),
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
    ),
    method(
      'pop',
      '($self, key, default=<unrepresentable>, /)',
      pop,
      'D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
    ),
    method(
      'popitem',
      '($self, /)',
      popitem,
      'Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.',
    ),
    method(
      'keys',
      '($self, /)',
      (self: PyDict) => new PyDictKeys(self),
      "Return a set-like object providing a view on the dict's keys.",
    ),
    method(
      'items',
      '($self, /)',
      (self: PyDict) => new PyDictItems(self),
      "Return a set-like object providing a view on the dict's items.",
    ),
    method(
      'values',
      '($self, /)',
      (self: PyDict) => new PyDictValues(self),
      "Return an object providing a view on the dict's values.",
    ),
    method(
      'update',
      '($self, /, *args, **kwargs)',
      update,
      'D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]',
    ),
    method('clear', '($self, /)', clear, 'Remove all items from the dict.'),
    method('copy', '($self, /)', dictCopy, 'Return a shallow copy of the dict.'),
  ],
  classMethods: [
    method(
      'fromkeys',
      '($type, iterable, value=None, /)',
      fromkeys,
      'Create a new dictionary with keys from iterable and values set to value.',
    ),
    CLASS_GETITEM,
  ],
});
