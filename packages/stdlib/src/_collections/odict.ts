/**
 * collections.OrderedDict: a dict whose order can be changed, is compared, and can be taken from both ends.
 *
 * The order is the dict's own; `version` of the dict (which counts keys added and removed, moved ones too) tells
 * iterators about changes.
 */
import type { Done, InstanceClass, NativeSpec, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call0,
  CLASS_GETITEM,
  clearIf,
  defineType,
  dictClear,
  dictEquals,
  dictGet,
  dictHas,
  dictItems,
  dictKeys,
  dictLen,
  dictPop,
  dictPopFirst,
  dictPopItem,
  dictSet,
  dictUpdate,
  DONE,
  E,
  EMPTY_TUPLE,
  enterRepr,
  eq,
  getAttr,
  getAttrOrAbsent,
  getItem,
  getIter,
  isDict,
  isTrue,
  iterNext,
  keyError,
  leaveRepr,
  list,
  method,
  newInstance,
  None,
  NotImplemented,
  plainTypeName,
  PyDict,
  PyDictItems,
  PyDictKeys,
  PyDictValues,
  PyObject,
  raise,
  reduceTo,
  reprJs,
  setItem,
  str,
  strFromJs,
  T,
  toArray,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';

class PyOrderedDict extends PyDict {}

// --- iterators and views

type Part = 'keys' | 'values' | 'items';

class PyODictIter extends PyObject {
  dict: PyDict | null;
  readonly version: number;
  readonly size: number;
  readonly part: Part;
  /** What is left, the next one last. */
  readonly keys: Value[];
  constructor(dict: PyDict, part: Part, backwards: boolean) {
    super();
    this.dict = dict;
    this.version = dict.version;
    this.size = dictLen(dict);
    this.part = part;
    const keys = dictKeys(dict);
    this.keys = backwards ? keys : keys.reverse();
  }
}

function iterStep(it: PyODictIter): Value | Done | undefined {
  const d = it.dict;
  if (d === null) return DONE;
  if (d.version !== it.version)
    return fail(
      it,
      dictLen(d) === it.size ? 'OrderedDict mutated during iteration' : 'OrderedDict changed size during iteration',
    );
  const key = it.keys.pop();
  if (key === undefined) {
    it.dict = null;
    return DONE;
  }
  if (it.part === 'keys') return key;
  const value = dictGet(d, key);
  if (value === undefined) return undefined;
  if (value === ABSENT) return keyError(key);
  return it.part === 'values' ? value : tuple([key, value]);
}

function fail(it: PyODictIter, message: string): undefined {
  it.dict = null;
  return raise(E.RuntimeError!, message);
}

function iterReduce(it: PyODictIter): Result {
  const d = it.dict;
  if (d === null) return reduceTo('iter', [list([])]);
  const left: Value[] = [];
  for (let i = it.keys.length - 1; i >= 0; i--) {
    const key = it.keys[i]!;
    const value = dictGet(d, key);
    if (value === undefined || value === ABSENT) return value === undefined ? undefined : keyError(key);
    left.push(it.part === 'keys' ? key : it.part === 'values' ? value : tuple([key, value]));
  }
  return reduceTo('iter', [list(left)]);
}

export const odictIterator = defineType({
  name: 'odict_iterator',
  instanceClass: PyODictIter as unknown as InstanceClass,
  slots: { iter: (it) => it, next: iterStep },
  methods: [method('__reduce__', '($self, /)', iterReduce, 'Return state information for pickling')],
});

class PyODictKeys extends PyDictKeys {}
class PyODictValues extends PyDictValues {}
class PyODictItems extends PyDictItems {}

function viewType(name: string, base: PyType, layout: unknown, part: Part): PyType {
  return defineType({
    name,
    base,
    instanceClass: layout as InstanceClass,
    slots: { iter: (self: PyODictKeys) => new PyODictIter(self.dict, part, false) },
    methods: [method('__reversed__', '($self, /)', (self: PyODictKeys) => new PyODictIter(self.dict, part, true))],
  });
}

viewType('odict_keys', T.dict_keys, PyODictKeys, 'keys');
viewType('odict_values', T.dict_values, PyODictValues, 'values');
viewType('odict_items', T.dict_items, PyODictItems, 'items');

// --- construction and update

/** True if item assignment is dict's own, so that entries may be stored directly. */
function storesDirectly(self: PyDict): boolean {
  return self.cls.slots.setitem === T.dict.slots.setitem;
}

/** The update of MutableMapping: through the object's own item assignment. */
function updateAll(self: PyDict, args: readonly Value[], names: Iterable<readonly [string, Value]>): Result {
  if (args.length > 1) return typeError(`expected at most 1 argument, got ${args.length}`);
  if (args.length === 1 && updateFrom(self, args[0]!) === undefined) return undefined;
  for (const [name, value] of names) if (setItem(self, strFromJs(name), value) === undefined) return undefined;
  return None;
}

function updateFrom(self: PyDict, source: Value): true | undefined {
  if (storesDirectly(self) && (typeOf(source) === T.dict || source instanceof PyOrderedDict))
    return dictUpdate(self, source);
  const keys = getAttrOrAbsent(source, 'keys');
  if (keys === undefined) return undefined;
  return keys === ABSENT ? updateFromPairs(self, source) : updateFromMapping(self, source, keys);
}

function updateFromMapping(self: PyDict, source: Value, keysMethod: Value): true | undefined {
  const keys = call0(keysMethod);
  const it = keys === undefined ? undefined : getIter(keys);
  if (it === undefined) return undefined;
  for (;;) {
    const key = iterNext(it);
    if (key === undefined) return undefined;
    if (key === DONE) return true;
    const value = getItem(source, key);
    if (value === undefined || setItem(self, key, value) === undefined) return undefined;
  }
}

function updateFromPairs(self: PyDict, pairs: Value): true | undefined {
  const it = getIter(pairs);
  if (it === undefined) return undefined;
  for (;;) {
    const pair = iterNext(it);
    if (pair === undefined) return undefined;
    if (pair === DONE) return true;
    const items = toArray(pair);
    if (items === undefined) return undefined;
    if (items.length !== 2)
      return valueError(
        items.length < 2
          ? `need more than ${items.length} value${items.length === 1 ? '' : 's'} to unpack`
          : 'too many values to unpack (expected 2)',
      );
    if (setItem(self, items[0]!, items[1]!) === undefined) return undefined;
  }
}

function init(self: PyDict, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  const names = (kwnames ?? []).map((name, i): [string, Value] => [name, args[npos + i]!]);
  return updateAll(self, args.slice(0, npos), names);
}

// --- methods

function repr(self: PyDict): Result {
  const name = plainTypeName(typeOf(self));
  if (dictLen(self) === 0) return strFromJs(`${name}()`);
  if (!enterRepr(self)) return strFromJs('...');
  let out = '';
  for (const item of dictItems(self)) {
    const [key, value] = (item as unknown as { items: Value[] }).items as [Value, Value];
    const k = reprJs(key);
    const v = k === undefined ? undefined : reprJs(value);
    if (v === undefined) {
      leaveRepr(self);
      return undefined;
    }
    out += out === '' ? `${k}: ${v}` : `, ${k}: ${v}`;
  }
  leaveRepr(self);
  return strFromJs(`${name}({${out}})`);
}

function isOrdered(v: Value): v is PyOrderedDict {
  return typeof v === 'object' && v.cls.mro.includes(orderedDict);
}

/** Two OrderedDicts are equal if the order is, too. */
function equals(a: PyDict, b: PyDict): boolean | undefined {
  const same = dictEquals(a, b);
  if (same !== true || !isOrdered(b)) return same;
  if (dictLen(a) !== dictLen(b)) return false;
  const { version } = a;
  const other = b.version;
  const left = dictKeys(a);
  const right = dictKeys(b);
  for (let i = 0; i < left.length; i++) {
    const sameKey = eq(left[i]!, right[i]!);
    if (sameKey === undefined) return undefined;
    if (a.version !== version || b.version !== other)
      return raise(E.RuntimeError!, 'OrderedDict mutated during iteration');
    if (!sameKey) return false;
  }
  return true;
}

function not(r: boolean | undefined): boolean | undefined {
  return r === undefined ? undefined : !r;
}

function construct(cls: Value): Result {
  return call0(cls);
}

function copy(self: PyDict): Result {
  const made = self instanceof PyOrderedDict ? newInstance<PyOrderedDict>(orderedDict) : construct(typeOf(self));
  if (made === undefined) return undefined;
  const { version } = self;
  for (const key of dictKeys(self)) {
    const value = getItem(self, key);
    if (value === undefined || setItem(made, key, value) === undefined) return undefined;
    if (self.version !== version) return raise(E.RuntimeError!, 'OrderedDict mutated during iteration');
  }
  return made;
}

function union(self: Value, other: Value): Result {
  if (!isDict(self) || !isDict(other)) return NotImplemented;
  const type = isOrdered(self) ? typeOf(self) : typeOf(other);
  const made = construct(type);
  if (made === undefined) return undefined;
  if (updateFrom(made as PyDict, self) === undefined) return undefined;
  return updateFrom(made as PyDict, other) === undefined ? undefined : made;
}

function fromkeys(cls: Value, iterable: Value, value: Value = None): Result {
  const made = construct(cls);
  const it = made === undefined ? undefined : getIter(iterable);
  if (it === undefined) return undefined;
  for (;;) {
    const key = iterNext(it);
    if (key === undefined) return undefined;
    if (key === DONE) return made;
    if (setItem(made!, key, value) === undefined) return undefined;
  }
}

function setdefault(self: PyDict, key: Value, value: Value = None): Result {
  const has = dictHas(self, key);
  if (has === undefined) return undefined;
  if (has) return getItem(self, key);
  return setItem(self, key, value) === undefined ? undefined : value;
}

function pop(self: PyDict, key: Value, fallback?: Value): Result {
  const v = dictPop(self, key);
  if (v !== ABSENT) return v;
  if (fallback !== undefined) return fallback;
  return keyError(key);
}

function popitem(self: PyDict, lastArg?: Value): Result {
  const last = lastArg === undefined ? true : isTrue(lastArg);
  if (last === undefined) return undefined;
  const item = last ? dictPopItem(self) : dictPopFirst(self);
  return item === null ? keyError(str('dictionary is empty')) : tuple(item);
}

function moveToEnd(self: PyDict, key: Value, lastArg?: Value): Result {
  const last = lastArg === undefined ? true : isTrue(lastArg);
  if (last === undefined) return undefined;
  const value = dictGet(self, key);
  if (value === undefined) return undefined;
  if (value === ABSENT) return keyError(key);
  const stored = storedKey(self, key);
  const rest = last ? [] : dictItems(self);
  if (dictPop(self, stored) === undefined) return undefined;
  if (last) return dictSet(self, stored, value) === undefined ? undefined : None;
  dictClear(self);
  if (dictSet(self, stored, value) === undefined) return undefined;
  for (const item of rest) {
    const [k, v] = (item as unknown as { items: Value[] }).items as [Value, Value];
    if (k !== stored && dictSet(self, k, v) === undefined) return undefined;
  }
  return None;
}

/** The key object that the dict holds for `key`. */
function storedKey(self: PyDict, key: Value): Value {
  if (typeof key === 'string' || typeof key === 'number') return key;
  for (const k of dictKeys(self)) if (eq(k, key) === true) return k;
  clearIf(E.BaseException!);
  return key;
}

function clear(self: PyDict): Result {
  dictClear(self);
  return None;
}

function reduce(self: PyDict): Result {
  const getstate = getAttr(self, '__getstate__');
  const state = getstate === undefined ? undefined : call0(getstate);
  if (state === undefined) return undefined;
  const items = getAttrOrAbsent(self, 'items');
  const view = items === undefined || items === ABSENT ? undefined : call0(items);
  const it = view === undefined ? undefined : getIter(view);
  return it === undefined ? undefined : tuple([typeOf(self), EMPTY_TUPLE, state, None, it]);
}

const METHODS: NativeSpec[] = [
  method(
    'setdefault',
    '($self, /, key, default=None)',
    setdefault,
    'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
  ),
  method(
    'pop',
    '($self, /, key, default=<unrepresentable>)',
    pop,
    'od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
  ),
  method(
    'popitem',
    '($self, /, last=True)',
    popitem,
    'Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.',
  ),
  method('keys', '($self, /)', (self: PyDict) => new PyODictKeys(self)),
  method('values', '($self, /)', (self: PyDict) => new PyODictValues(self)),
  method('items', '($self, /)', (self: PyDict) => new PyODictItems(self)),
  method('update', '($self, /, *args, **kwargs)', (self: PyDict, args: Value[], names: Map<string, Value>) =>
    updateAll(self, args, names),
  ),
  method('clear', '($self, /)', clear, 'Remove all items from ordered dict.'),
  method('copy', '($self, /)', copy, 'A shallow copy of ordered dict.'),
  method(
    '__reversed__',
    '($self, /)',
    (self: PyDict) => new PyODictIter(self, 'keys', true),
    'od.__reversed__() <==> reversed(od)',
  ),
  method(
    'move_to_end',
    '($self, /, key, last=True)',
    moveToEnd,
    'Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.',
  ),
  method('__reduce__', '($self, /)', reduce, 'Return state information for pickling'),
];

export const orderedDict: PyType = defineType({
  name: 'OrderedDict',
  module: 'collections',
  longName: true,
  base: T.dict,
  instanceClass: PyOrderedDict,
  doc: 'Dictionary that remembers insertion order',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => newInstance<PyOrderedDict>(cls),
    init,
    repr,
    hash: null,
    eq: (self: PyDict, other: Value) => (isDict(other) ? equals(self, other) : NotImplemented),
    ne: (self: PyDict, other: Value) => (isDict(other) ? not(equals(self, other)) : NotImplemented),
    iter: (self: PyDict) => new PyODictIter(self, 'keys', false),
    or: union,
    ror: (self: PyDict, other: Value) => union(other, self),
    ior: (self: PyDict, other: Value) => (updateFrom(self, other) === undefined ? undefined : self),
  },
  methods: METHODS,
  classMethods: [
    method(
      'fromkeys',
      '($type, /, iterable, value=None)',
      fromkeys,
      'Create a new ordered dictionary with keys from iterable and values set to value.',
    ),
    CLASS_GETITEM,
  ],
});
