/** Type `tuple`. Layout: tuple/tuple.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { indexError, typeError, valueError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import { T } from '../core/registry.ts';
import { compareSequences, countOf, indexOf, sequenceCount, repeated, reprItems, subscript } from '../core/sequence.ts';
import { NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { PyTupleIter } from '../iterators/tupleiter.ts';
import type { CompareOp } from '../ops/compare.ts';
import { toArray } from '../ops/iter.ts';
import { searchBound } from '../list/search-bound.ts';
import { sliceItems } from '../list/slices.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import { strFromJs } from '../str/astral.ts';
import { hashTuple } from './hash.ts';
import { EMPTY_TUPLE, isTuple, PyTuple, tuple } from './tuple.ts';

function tupleNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && (cls === T.tuple || cls.slots.init === T.object.slots.init))
    return typeError('tuple() takes no keyword arguments');
  if (args.length - (kwnames === null ? 0 : kwnames.length) > 1)
    return typeError(`tuple expected at most 1 argument, got ${args.length}`);
  const iterable = kwnames !== null && args.length === kwnames.length ? undefined : args[0];
  if (cls === T.tuple) {
    if (iterable === undefined) return EMPTY_TUPLE;
    if (iterable instanceof PyTuple) return iterable;
  }
  const items = iterable === undefined ? [] : toArray(iterable);
  if (items === undefined) return undefined;
  if (cls === T.tuple) return tuple(items);
  const t = newInstance<PyTuple>(cls);
  t.items = items;
  return t;
}

function tupleRepr(self: PyTuple): Result {
  const n = self.items.length;
  if (n === 0) return strFromJs('()');
  const text = reprItems(self, self, '(', n === 1 ? ',)' : ')', '(...)');
  return text === undefined ? undefined : strFromJs(text);
}

/** hash(t), kept in the tuple. */
export function tupleHash(self: PyTuple): PyInt | undefined {
  if (self.hash !== null) return self.hash;
  const h = hashTuple(self.items);
  if (h !== undefined) self.hash = h;
  return h;
}

function compare(op: CompareOp) {
  return (self: PyTuple, other: Value): Result => (isTuple(other) ? compareSequences(self, other, op) : NotImplemented);
}

function tupleGetItem(self: PyTuple, key: Value): Result {
  if (typeof key === 'number') {
    const { items } = self;
    const i = key < 0 ? key + items.length : key;
    return i >= 0 && i < items.length ? items[i] : indexError('tuple index out of range');
  }
  if (key instanceof PySlice) return tupleSlice(self, key);
  const i = subscript(key, 'tuple');
  return i === undefined ? undefined : tupleGetItem(self, int(i));
}

function tupleSlice(self: PyTuple, key: PySlice): Result {
  const { items } = self;
  const r = sliceIndices(key, items.length);
  if (r === undefined) return undefined;
  if (r.start === 0 && r.step === 1 && r.length === items.length && self instanceof PyTuple) return self;
  return tuple(sliceItems(items, r));
}

function tupleConcat(self: PyTuple, other: Value): Result {
  if (!isTuple(other)) return typeError(`can only concatenate tuple (not "${typeOf(other).name}") to tuple`);
  if (self.items.length === 0 && other instanceof PyTuple) return other;
  if (other.items.length === 0 && self instanceof PyTuple) return self;
  return tuple(self.items.concat(other.items));
}

function tupleRepeat(self: PyTuple, n: Value): Result {
  const count = sequenceCount(n);
  if (count === undefined) return undefined;
  if ((self.items.length === 0 || count === 1) && self instanceof PyTuple) return self;
  const items = repeated(self.items, count);
  return items === undefined ? undefined : tuple(items);
}

function tupleContains(self: PyTuple, v: Value): boolean | undefined {
  const i = indexOf(self, v, 0, Infinity);
  return i === undefined ? undefined : i >= 0;
}

function index(self: PyTuple, v: Value, startArg?: Value, stopArg?: Value): Result {
  const start = searchBound(startArg, self.items.length, 0);
  if (start === undefined) return undefined;
  const stop = searchBound(stopArg, self.items.length, Infinity);
  if (stop === undefined) return undefined;
  const i = indexOf(self, v, start, stop);
  if (i === undefined) return undefined;
  return i < 0 ? valueError('tuple.index(x): x not in tuple') : int(i);
}

function count(self: PyTuple, v: Value): Result {
  const n = countOf(self, v);
  return n === undefined ? undefined : int(n);
}

/** For copying and pickling protocol 2: the arguments of `tuple.__new__`. */
function getNewArgs(self: PyTuple): Result {
  return tuple([tuple(self.items)]);
}

T.tuple = defineType({
  name: 'tuple',
  instanceClass: PyTuple,
  doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
  signature: '(iterable=(), /)',
  flags: TypeFlag.Base | TypeFlag.Sequence | TypeFlag.MatchSelf,
  slots: {
    new: tupleNew,
    repr: tupleRepr,
    hash: tupleHash,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    iter: (self: PyTuple) => new PyTupleIter(self),
    len: (self: PyTuple) => self.items.length,
    getitem: tupleGetItem,
    contains: tupleContains,
    concat: tupleConcat,
    repeat: tupleRepeat,
  },
  methods: [
    method('__getnewargs__', '($self, /)', getNewArgs),
    method(
      'index',
      '($self, value, start=0, stop=sys.maxsize, /)',
      index,
      'Return first index of value.\n\nRaises ValueError if the value is not present.',
    ),
    method('count', '($self, value, /)', count, 'Return number of occurrences of value.'),
  ],
  classMethods: [CLASS_GETITEM],
});

T.tuple.construct1 = (iterable) => {
  if (iterable instanceof PyTuple) return iterable;
  const items = toArray(iterable);
  return items === undefined ? undefined : tuple(items);
};
