/** Type `list`. Layout: list/list.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { indexError, typeError, valueError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import { T } from '../core/registry.ts';
import { compareSequences, countOf, indexOf, sequenceCount, repeated, reprItems, subscript } from '../core/sequence.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { PyListIter, PyListReverseIter } from '../iterators/listiter.ts';
import { asSsize } from '../ops/arith.ts';
import type { CompareOp } from '../ops/compare.ts';
import { isTrue } from '../ops/compare.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import { strFromJs } from '../str/astral.ts';
import { appendGeneral, containsGeneral, itemGeneral, lengthGeneral, popGeneral, storeGeneral } from './general.ts';
import { isList, list, PyList, replaceItems, takeItems } from './list.ts';
import { listExtend, listInsert, listRemoveAt } from './ops.ts';
import { searchBound } from './search-bound.ts';
import { assignSlice, deleteSlice, sliceItems } from './slices.ts';
import { sortValues } from './sort.ts';

function listNew(cls: PyType): Result {
  return cls === T.list ? new PyList() : newInstance<PyList>(cls);
}

function listInit(self: PyList, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && (self instanceof PyList || typeOf(self).slots.new === listNew))
    return typeError('list() takes no keyword arguments');
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos > 1) return typeError(`list expected at most 1 argument, got ${npos}`);
  if (self.items.length > 0) replaceItems(self, []);
  if (npos === 0) return None;
  return listExtend(self, args[0]!) === undefined ? undefined : None;
}

function listRepr(self: PyList): Result {
  if (self.items.length === 0) return strFromJs('[]');
  const text = reprItems(self, self, '[', ']', '[...]');
  return text === undefined ? undefined : strFromJs(text);
}

function compare(op: CompareOp) {
  return (self: PyList, other: Value): Result => (isList(other) ? compareSequences(self, other, op) : NotImplemented);
}

// --- subscription

function listGetItem(self: PyList, key: Value): Result {
  if (typeof key === 'number') {
    if (!(self instanceof PyList)) return itemGeneral(self, key) ?? indexError('list index out of range');
    const { items } = self;
    const i = key < 0 ? key + items.length : key;
    return i >= 0 && i < items.length ? items[i] : indexError('list index out of range');
  }
  if (key instanceof PySlice) {
    const r = sliceIndices(key, self.items.length);
    return r === undefined ? undefined : list(sliceItems(self.items, r));
  }
  const i = subscript(key, 'list');
  return i === undefined ? undefined : listGetItem(self, int(i));
}

function listSetItem(self: PyList, key: Value, value: Value): Result {
  if (key instanceof PySlice) return assignSlice(self, key, value) === undefined ? undefined : None;
  const k = typeof key === 'number' ? key : subscript(key, 'list');
  if (k === undefined) return undefined;
  if (!(self instanceof PyList))
    return storeGeneral(self, k, value) ? None : indexError('list assignment index out of range');
  const { items } = self;
  const i = k < 0 ? k + items.length : k;
  if (i < 0 || i >= items.length) return indexError('list assignment index out of range');
  items[i] = value;
  return None;
}

function listDelItem(self: PyList, key: Value): Result {
  if (key instanceof PySlice) return deleteSlice(self, key) === undefined ? undefined : None;
  const k = typeof key === 'number' ? key : subscript(key, 'list');
  if (k === undefined) return undefined;
  const { length } = self.items;
  const i = k < 0 ? k + length : k;
  if (i < 0 || i >= length) return indexError('list assignment index out of range');
  listRemoveAt(self, i);
  return None;
}

// --- operators

function listConcat(self: PyList, other: Value): Result {
  if (!isList(other)) return typeError(`can only concatenate list (not "${typeOf(other).name}") to list`);
  return list(self.items.concat(other.items));
}

function listRepeat(self: PyList, n: Value): Result {
  const count = sequenceCount(n);
  if (count === undefined) return undefined;
  const items = repeated(self.items, count);
  return items === undefined ? undefined : list(items);
}

function listInplaceConcat(self: PyList, other: Value): Result {
  return listExtend(self, other) === undefined ? undefined : self;
}

function listInplaceRepeat(self: PyList, n: Value): Result {
  const count = sequenceCount(n);
  if (count === undefined) return undefined;
  const items = repeated(self.items, count);
  if (items === undefined) return undefined;
  replaceItems(self, items);
  return self;
}

function listContains(self: PyList, v: Value): boolean | undefined {
  if (!(self instanceof PyList)) return containsGeneral(self, v);
  const i = indexOf(self, v, 0, Infinity);
  return i === undefined ? undefined : i >= 0;
}

// --- methods

function append(self: PyList, v: Value): Result {
  if (self instanceof PyList) self.items.push(v);
  else appendGeneral(self, v);
  return None;
}

function clear(self: PyList): Result {
  replaceItems(self, []);
  return None;
}

function copy(self: PyList): Result {
  return list(self.items.slice());
}

function count(self: PyList, v: Value): Result {
  const n = countOf(self, v);
  return n === undefined ? undefined : int(n);
}

function extend(self: PyList, iterable: Value): Result {
  return listExtend(self, iterable) === undefined ? undefined : None;
}

function index(self: PyList, v: Value, startArg?: Value, stopArg?: Value): Result {
  const start = searchBound(startArg, self.items.length, 0);
  if (start === undefined) return undefined;
  const stop = searchBound(stopArg, self.items.length, Infinity);
  if (stop === undefined) return undefined;
  const i = indexOf(self, v, start, stop);
  if (i === undefined) return undefined;
  return i < 0 ? valueError('list.index(x): x not in list') : int(i);
}

function insert(self: PyList, at: Value, v: Value): Result {
  const i = asSsize(at);
  if (i === undefined) return undefined;
  const { length } = self.items;
  listInsert(self, i < 0 ? Math.max(0, i + length) : Math.min(i, length), v);
  return None;
}

function pop(self: PyList, at?: Value): Result {
  if (at === undefined) {
    const last = self instanceof PyList ? self.items.pop() : popGeneral(self);
    return last ?? indexError('pop from empty list');
  }
  const k = asSsize(at);
  if (k === undefined) return undefined;
  const { length } = self.items;
  if (length === 0) return indexError('pop from empty list');
  const i = k < 0 ? k + length : k;
  return i < 0 || i >= length ? indexError('pop index out of range') : listRemoveAt(self, i);
}

function remove(self: PyList, v: Value): Result {
  const i = indexOf(self, v, 0, Infinity);
  if (i === undefined) return undefined;
  if (i < 0) return valueError('list.remove(x): x not in list');
  if (i < self.items.length) listRemoveAt(self, i);
  return None;
}

function reverse(self: PyList): Result {
  self.items.reverse();
  return None;
}

/** An empty array whose changes are noticed, also those that leave it empty. */
class Watched {
  changed = false;
  readonly items: Value[];
  constructor() {
    this.items = new Proxy<Value[]>([], this);
  }

  set(target: Value[], key: string | symbol, value: unknown): boolean {
    this.changed = true;
    return Reflect.set(target, key, value);
  }
}

/** During the sort the list is empty, so that Python code can tell a change from it. */
function sort(self: PyList, key?: Value, reverseArg?: Value): Result {
  const reversed = reverseArg === undefined ? false : isTrue(reverseArg);
  if (reversed === undefined) return undefined;
  const items = takeItems(self);
  const watched = new Watched();
  if (self.native === undefined) self.items = watched.items;
  const during = self.items;
  const done = sortValues(items, key === undefined || key === None ? null : key, reversed);
  const modified = watched.changed || self.items !== during || during.length > 0;
  replaceItems(self, items);
  if (done === undefined) return undefined;
  return modified ? valueError('list modified during sort') : None;
}

function sizeOf(self: PyList): Result {
  return int(40 + 16 + 8 * self.items.length);
}

T.list = defineType({
  name: 'list',
  instanceClass: PyList,
  doc: 'Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.',
  signature: '(iterable=(), /)',
  flags: TypeFlag.Base | TypeFlag.Sequence | TypeFlag.MatchSelf,
  slots: {
    new: listNew,
    init: listInit,
    repr: listRepr,
    hash: null,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    iter: (self: PyList) => new PyListIter(self),
    len: (self: PyList) => (self instanceof PyList ? self.items.length : lengthGeneral(self)),
    getitem: listGetItem,
    setitem: listSetItem,
    delitem: listDelItem,
    contains: listContains,
    concat: listConcat,
    repeat: listRepeat,
    iconcat: listInplaceConcat,
    irepeat: listInplaceRepeat,
  },
  methods: [
    method(
      '__reversed__',
      '($self, /)',
      (self: PyList) => new PyListReverseIter(self),
      'Return a reverse iterator over the list.',
    ),
    method('__sizeof__', '($self, /)', sizeOf, 'Return the size of the list in memory, in bytes.'),
    method('clear', '($self, /)', clear, 'Remove all items from list.'),
    method('copy', '($self, /)', copy, 'Return a shallow copy of the list.'),
    method('append', '($self, object, /)', append, 'Append object to the end of the list.'),
    method('insert', '($self, index, object, /)', insert, 'Insert object before index.'),
    method('extend', '($self, iterable, /)', extend, 'Extend list by appending elements from the iterable.'),
    method(
      'pop',
      '($self, index=-1, /)',
      pop,
      'Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.',
    ),
    method(
      'remove',
      '($self, value, /)',
      remove,
      'Remove first occurrence of value.\n\nRaises ValueError if the value is not present.',
    ),
    method(
      'index',
      '($self, value, start=0, stop=sys.maxsize, /)',
      index,
      'Return first index of value.\n\nRaises ValueError if the value is not present.',
    ),
    method('count', '($self, value, /)', count, 'Return number of occurrences of value.'),
    method('reverse', '($self, /)', reverse, 'Reverse *IN PLACE*.'),
    method(
      'sort',
      '($self, /, *, key=None, reverse=False)',
      sort,
      'Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.',
    ),
  ],
  classMethods: [CLASS_GETITEM],
});

T.list.construct1 = (iterable) => {
  const l = new PyList();
  return listExtend(l, iterable) === undefined ? undefined : l;
};
