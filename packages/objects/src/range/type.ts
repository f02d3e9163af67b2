/** Type `range` and its iterators. Layouts: range/range.ts, range/iter.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { indexError, overflowError, typeError, valueError } from '../core/errors.ts';
import type { InstanceClass } from '../core/object.ts';
import { longLength } from '../core/length.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, PyInt, Result, Value } from '../core/value.ts';
import { DONE, int } from '../core/value.ts';
import { intAdd, intCompare, intFloorDiv, intMod, intMul, intSub } from '../int/ops.ts';
import { intToString } from '../int/text.ts';
import { LENGTH_HINT_DOC, REDUCE_DOC, SETSTATE_DOC } from '../iterators/docs.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { index as asInt } from '../ops/arith.ts';
import { eq } from '../ops/compare.ts';
import { iterNext } from '../ops/iter.ts';
import { PySlice } from '../slice/slice.ts';
import { longSliceIndices } from '../slice/indices.ts';
import { strFromJs } from '../str/astral.ts';
import { hashTuple } from '../tuple/hash.ts';
import { tuple } from '../tuple/tuple.ts';
import { PyLongRangeIter, PyRangeIter, rangeIter, rangeReversed } from './iter.ts';
import { PyRange, rangeItem } from './range.ts';

const ZERO: PyInt = int(0);
const ONE: PyInt = int(1);

function rangeNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('range() takes no keyword arguments');
  if (args.length === 0) return typeError('range expected at least 1 argument, got 0');
  if (args.length > 3) return typeError(`range expected at most 3 arguments, got ${args.length}`);
  const first = asInt(args[0]!);
  if (first === undefined) return undefined;
  if (args.length === 1) return new PyRange(ZERO, first, ONE);
  const stop = asInt(args[1]!);
  if (stop === undefined) return undefined;
  const step = args.length === 2 ? ONE : asInt(args[2]!);
  if (step === undefined) return undefined;
  return step === 0 ? valueError('range() arg 3 must not be zero') : new PyRange(first, stop, step);
}

function rangeRepr(self: PyRange): Result {
  const text = `range(${intToString(self.start, 10)}, ${intToString(self.stop, 10)}`;
  return strFromJs(self.step === 1 ? `${text})` : `${text}, ${intToString(self.step, 10)})`);
}

function rangeLen(self: PyRange): number | undefined {
  const { length } = self;
  if (typeof length === 'number') return length;
  return length >= 1n << 63n ? overflowError('Python int too large to convert to C ssize_t') : longLength(length);
}

function sameRange(a: PyRange, b: PyRange): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  return a.start === b.start && (a.length === 1 || a.step === b.step);
}

function rangeHash(self: PyRange): PyInt | undefined {
  const { length, start, step } = self;
  return hashTuple([length, length === 0 ? None : start, length === 0 || length === 1 ? None : step]);
}

function rangeGetItem(self: PyRange, key: Value): Result {
  if (key instanceof PySlice) return slice(self, key);
  if (typeof key !== 'number' && typeOf(key).slots.index === null)
    return typeError(`range indices must be integers or slices, not ${typeOf(key).name}`);
  const n = asInt(key);
  if (n === undefined) return undefined;
  const i = intCompare(n, ZERO) < 0 ? intAdd(n, self.length) : n;
  if (intCompare(i, ZERO) < 0 || intCompare(i, self.length) >= 0) return indexError('range object index out of range');
  return rangeItem(self, i);
}

function slice(self: PyRange, key: PySlice): Result {
  const r = longSliceIndices(key, self.length);
  if (r === undefined) return undefined;
  return new PyRange(rangeItem(self, r.start), rangeItem(self, r.stop), intMul(self.step, r.step));
}

/** The value of an exact int or bool, else null: anything else is compared item by item. */
function exactInt(v: Value): PyInt | null {
  if (typeof v === 'boolean') return int(v ? 1 : 0);
  return typeof v === 'number' || typeof v === 'bigint' ? v : null;
}

function holds(self: PyRange, n: PyInt): boolean {
  const { start, stop, step } = self;
  if (intCompare(step, ZERO) > 0) {
    if (intCompare(n, start) < 0 || intCompare(n, stop) >= 0) return false;
  } else if (intCompare(n, start) > 0 || intCompare(n, stop) <= 0) return false;
  return intMod(intSub(n, start), step) === 0;
}

/** Index of the first item equal to `v`, null if there is none; `undefined` = raised. */
function search(self: PyRange, v: Value): number | null | undefined {
  const it = rangeIter(self);
  for (let i = 0; ; i++) {
    const item = iterNext(it);
    if (item === DONE || item === undefined) return null;
    const same = eq(item, v);
    if (same === undefined) return undefined;
    if (same) return i;
  }
}

function rangeContains(self: PyRange, v: Value): boolean | undefined {
  const n = exactInt(v);
  if (n !== null) return holds(self, n);
  const i = search(self, v);
  return i === undefined ? undefined : i !== null;
}

function count(self: PyRange, v: Value): Result {
  const n = exactInt(v);
  if (n !== null) return int(holds(self, n) ? 1 : 0);
  let found = 0;
  const it = rangeIter(self);
  for (;;) {
    const item = iterNext(it);
    if (item === DONE || item === undefined) return int(found);
    const same = eq(item, v);
    if (same === undefined) return undefined;
    if (same) found++;
  }
}

function index(self: PyRange, v: Value): Result {
  const n = exactInt(v);
  if (n !== null)
    return holds(self, n)
      ? intFloorDiv(intSub(n, self.start), self.step)
      : valueError('range.index(x): x not in range');
  const i = search(self, v);
  if (i === undefined) return undefined;
  return i === null ? valueError('sequence.index(x): x not in sequence') : int(i);
}

function reduce(self: PyRange): Result {
  return tuple([T.range, tuple([self.start, self.stop, self.step])]);
}

T.range = defineType({
  name: 'range',
  instanceClass: PyRange as InstanceClass,
  doc: 'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).',
  flags: TypeFlag.Sequence,
  slots: {
    new: rangeNew,
    repr: rangeRepr,
    hash: rangeHash,
    eq: (self: PyRange, other: Value) => (other instanceof PyRange ? sameRange(self, other) : NotImplemented),
    ne: (self: PyRange, other: Value) => (other instanceof PyRange ? !sameRange(self, other) : NotImplemented),
    iter: rangeIter,
    bool: (self: PyRange) => self.length !== 0,
    len: rangeLen,
    getitem: rangeGetItem,
    contains: rangeContains,
  },
  methods: [
    method('__reversed__', '($self, /)', rangeReversed, 'Return a reverse iterator.'),
    method('__reduce__', '($self, /)', reduce),
    method(
      'count',
      '($self, object, /)',
      count,
      'rangeobject.count(value) -> integer -- return number of occurrences of value',
    ),
    method(
      'index',
      '($self, object, /)',
      index,
      'rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.',
    ),
  ],
  members: [
    { name: 'start', field: 'start' },
    { name: 'stop', field: 'stop' },
    { name: 'step', field: 'step' },
  ],
});

// --- iterators

function next(it: PyRangeIter): Value | Done {
  if (it.left <= 0) return DONE;
  const v = it.next;
  it.next = v + it.step;
  it.left--;
  return int(v);
}

function longNext(it: PyLongRangeIter): Value | Done {
  if (it.left === 0) return DONE;
  const v = it.next;
  it.next = intAdd(v, it.step);
  it.left = intSub(it.left, ONE);
  return v;
}

function hint(it: PyRangeIter | PyLongRangeIter): Result {
  return it.left as PyInt;
}

/** The rest as a range. */
function iterReduce(it: PyRangeIter | PyLongRangeIter): Result {
  const start = it.next as PyInt;
  const step = it.step as PyInt;
  const rest = new PyRange(start, intAdd(start, intMul(it.left as PyInt, step)), step);
  const r = reduceTo('iter', [rest]);
  return r === undefined ? undefined : tuple([...(r as unknown as { items: Value[] }).items, None]);
}

/** Skips `state` items, between none and all. */
function setState(it: PyRangeIter, state: Value): Result {
  const n = asInt(state);
  if (n === undefined) return undefined;
  const skip = clamp(n, it.left as PyInt) as number;
  it.next += skip * it.step;
  it.left -= skip;
  return None;
}

function longSetState(it: PyLongRangeIter, state: Value): Result {
  const n = asInt(state);
  if (n === undefined) return undefined;
  const skip = clamp(n, it.left);
  it.next = intAdd(it.next, intMul(skip, it.step));
  it.left = intSub(it.left, skip);
  return None;
}

function clamp(n: PyInt, max: PyInt): PyInt {
  if (intCompare(n, ZERO) < 0) return ZERO;
  return intCompare(n, max) > 0 ? max : n;
}

function iteratorType(
  name: string,
  layout: unknown,
  nextItem: (it: any) => Value | Done,
  set: (it: any, state: Value) => Result,
) {
  return defineType({
    name,
    instanceClass: layout as InstanceClass,
    slots: { iter: (it) => it, next: nextItem },
    methods: [
      method('__length_hint__', '($self, /)', hint, LENGTH_HINT_DOC),
      method('__reduce__', '($self, /)', iterReduce, REDUCE_DOC),
      method('__setstate__', '($self, object, /)', set, SETSTATE_DOC),
    ],
  });
}

T.range_iterator = iteratorType('range_iterator', PyRangeIter, next, setState);
T.longrange_iterator = iteratorType('longrange_iterator', PyLongRangeIter, longNext, longSetState);

T.range.construct1 = (stop) => {
  const n = typeof stop === 'number' ? stop : asInt(stop);
  return n === undefined ? undefined : new PyRange(ZERO, n, ONE);
};

T.range.construct2 = (start, stop) => {
  const first = typeof start === 'number' ? start : asInt(start);
  if (first === undefined) return undefined;
  const n = typeof stop === 'number' ? stop : asInt(stop);
  return n === undefined ? undefined : new PyRange(first, n, ONE);
};
