/** Iterators that pass on some of their input: compress, dropwhile, takewhile, filterfalse, islice, starmap, pairwise, batched, accumulate. */
import type { Done, Value } from '@pyston/objects';
import {
  add,
  asSsize,
  call,
  call1,
  call2,
  clearIf,
  DONE,
  E,
  getIter,
  isTrue,
  iterNext,
  None,
  PyTuple,
  toArray,
  tuple,
  typeOf,
  valueError,
} from '@pyston/objects';
import { iteratorType, OneSource, setSource } from './support.ts';

class Compress extends OneSource {
  selectors!: Value;
}

export const compress = iteratorType<Compress>({
  name: 'compress',
  layout: Compress,
  signature: '(data, selectors)',
  doc: 'Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.',
  start: (self, data: Value, selectors: Value) => {
    if (setSource(self, data) === undefined) return undefined;
    const it = getIter(selectors);
    if (it === undefined) return undefined;
    self.selectors = it;
    return true;
  },
  next: (self) => {
    for (;;) {
      const v = iterNext(self.it);
      if (v === undefined || v === DONE) return v;
      const s = iterNext(self.selectors);
      if (s === undefined || s === DONE) return s;
      const keep = isTrue(s);
      if (keep === undefined) return undefined;
      if (keep) return v;
    }
  },
});

class WithFunction extends OneSource {
  fn!: Value;
}

function setFunctionAndSource(self: WithFunction, fn: Value, iterable: Value): true | undefined {
  self.fn = fn;
  return setSource(self, iterable);
}

/** Truth of `fn(v)`. */
function holds(fn: Value, v: Value): boolean | undefined {
  const r = call1(fn, v);
  return r === undefined ? undefined : isTrue(r);
}

class DropWhile extends WithFunction {
  started = false;
}

export const dropwhile = iteratorType<DropWhile>({
  name: 'dropwhile',
  layout: DropWhile,
  signature: '(predicate, iterable, /)',
  doc: 'Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.',
  start: setFunctionAndSource,
  next: (self) => {
    for (;;) {
      const v = iterNext(self.it);
      if (v === undefined || v === DONE || self.started) return v;
      const drop = holds(self.fn, v);
      if (drop === undefined) return undefined;
      if (!drop) {
        self.started = true;
        return v;
      }
    }
  },
});

class TakeWhile extends WithFunction {
  stopped = false;
}

export const takewhile = iteratorType<TakeWhile>({
  name: 'takewhile',
  layout: TakeWhile,
  signature: '(predicate, iterable, /)',
  doc: 'Return successive entries from an iterable as long as the predicate evaluates to true for each entry.',
  start: setFunctionAndSource,
  next: (self) => {
    if (self.stopped) return DONE;
    const v = iterNext(self.it);
    if (v === undefined || v === DONE) return v;
    const take = holds(self.fn, v);
    if (take === undefined || take) return take === undefined ? undefined : v;
    self.stopped = true;
    return DONE;
  },
});

export const filterfalse = iteratorType<WithFunction>({
  name: 'filterfalse',
  layout: class FilterFalse extends WithFunction {},
  signature: '(function, iterable, /)',
  doc: 'Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.',
  start: setFunctionAndSource,
  next: (self) => {
    for (;;) {
      const v = iterNext(self.it);
      if (v === undefined || v === DONE) return v;
      const drop = self.fn === None ? isTrue(v) : holds(self.fn, v);
      if (drop === undefined) return undefined;
      if (!drop) return v;
    }
  },
});

export const starmap = iteratorType<WithFunction>({
  name: 'starmap',
  layout: class StarMap extends WithFunction {},
  signature: '(function, iterable, /)',
  doc: 'Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.',
  start: setFunctionAndSource,
  next: (self) => {
    const v = iterNext(self.it);
    if (v === undefined || v === DONE) return v;
    const args = toArray(v);
    return args === undefined ? undefined : call(self.fn, args);
  },
});

class Pairwise extends OneSource {
  old: Value | null = null;
  ended = false;
}

function endPairs(self: Pairwise, r: Done | undefined): Done | undefined {
  self.ended = true;
  self.old = null;
  return r;
}

export const pairwise = iteratorType<Pairwise>({
  name: 'pairwise',
  layout: Pairwise,
  signature: '(iterable, /)',
  doc: 'Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...',
  start: setSource,
  next: (self) => {
    if (self.ended) return DONE;
    let { old } = self;
    if (old === null) {
      const first = iterNext(self.it);
      if (first === undefined || first === DONE) return endPairs(self, first);
      // the source may have advanced this very iterator, to the end even
      self.old = old = first;
      if (self.ended) return endPairs(self, DONE);
    }
    const v = iterNext(self.it);
    if (v === undefined || v === DONE) return endPairs(self, v);
    const pair = new PyTuple([old, v]);
    self.old = v;
    return pair;
  },
});

class Batched extends OneSource {
  n = 0;
  strict = false;
  done = false;
}

function batchedNext(self: Batched): Value | Done | undefined {
  if (self.done) return DONE;
  const items: Value[] = [];
  while (items.length < self.n) {
    const v = iterNext(self.it);
    if (v === undefined) {
      self.done = true;
      return undefined;
    }
    if (v === DONE) break;
    items.push(v);
  }
  if (items.length === self.n) return tuple(items);
  self.done = true;
  if (items.length === 0) return DONE;
  return self.strict ? valueError('batched(): incomplete batch') : tuple(items);
}

export const batched = iteratorType<Batched>({
  name: 'batched',
  layout: Batched,
  signature: '(iterable, n, *, strict=False)',
  doc: "Batch data into tuples of length n. The last batch may be shorter than n.\n\nLoops over the input iterable and accumulates data into tuples up to size n.\nThe input is consumed lazily, just enough to fill a batch.  The result is\nyielded as soon as a batch is full or when the input iterable is exhausted.\n\n    >>> for batch in batched('ABCDEFG', 3):\n    ...     print(batch)\n    ...\n    ('A', 'B', 'C')\n    ('D', 'E', 'F')\n    ('G',)\n\nIf \"strict\" is True, raises a ValueError if the final batch is shorter than n.",
  start: (self, iterable: Value, n: Value, strict?: Value) => {
    const size = asSsize(n);
    if (size === undefined) return undefined;
    if (size < 1) return valueError('n must be at least one');
    const isStrict = strict === undefined ? false : isTrue(strict);
    if (isStrict === undefined) return undefined;
    self.n = size;
    self.strict = isStrict;
    return setSource(self, iterable);
  },
  next: batchedNext,
});

class Accumulate extends OneSource {
  fn!: Value;
  total: Value | null = null;
  initial: Value | null = null;
}

function accumulateNext(self: Accumulate): Value | Done | undefined {
  if (self.initial !== null) {
    self.total = self.initial;
    self.initial = null;
    return self.total;
  }
  const v = iterNext(self.it);
  if (v === undefined || v === DONE) return v;
  if (self.total === null) {
    self.total = v;
    return v;
  }
  const total = self.fn === None ? add(self.total, v) : call2(self.fn, self.total, v);
  if (total === undefined) return undefined;
  self.total = total;
  return total;
}

export const accumulate = iteratorType<Accumulate>({
  name: 'accumulate',
  layout: Accumulate,
  signature: '(iterable, func=None, *, initial=None)',
  doc: 'Return series of accumulated sums.',
  start: (self, iterable: Value, fn: Value = None, initial: Value = None) => {
    self.fn = fn;
    self.initial = initial === None ? null : initial;
    return setSource(self, iterable);
  },
  next: accumulateNext,
});

class ISlice extends OneSource {
  /** Index of the next item to give, of the next item of the source, and the end (-1 = none). */
  wanted = 0;
  at = 0;
  stop = -1;
  step = 1;
  done = false;
}

function isliceNext(self: ISlice): Value | Done | undefined {
  if (self.done) return DONE;
  const { stop } = self;
  while (self.at < self.wanted) {
    const v = iterNext(self.it);
    if (v === undefined || v === DONE) return finish(self, v);
    self.at++;
  }
  if (stop >= 0 && self.at >= stop) return finish(self, DONE);
  const v = iterNext(self.it);
  if (v === undefined || v === DONE) return finish(self, v);
  self.at++;
  const wanted = self.wanted + self.step;
  self.wanted = stop >= 0 && wanted > stop ? stop : wanted;
  return v;
}

function finish(self: ISlice, r: Done | undefined): Done | undefined {
  self.done = true;
  self.it = None;
  return r;
}

/** An argument of islice: a non-negative int, or null; `undefined` = raised. */
function bound(v: Value, missing: number, message: string, least: number): number | undefined {
  if (v === None) return missing;
  const n = typeOf(v).slots.index === null ? undefined : asSsize(v);
  if (n === undefined && typeOf(v).slots.index !== null) clearIf(E.Exception!);
  return n === undefined || n < least ? valueError(message) : n;
}

const STOP_MESSAGE = 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
const INDICES_MESSAGE = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
const STEP_MESSAGE = 'Step for islice() must be a positive integer or None.';

export const islice = iteratorType<ISlice>({
  name: 'islice',
  layout: ISlice,
  signature: '(iterable, start, stop=None, step=None, /)',
  doc: 'islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as another value, step determines how many values are\nskipped between successive calls.  Works like a slice() on a list\nbut returns an iterator.',
  start: (self, iterable: Value, a: Value, b?: Value, c?: Value) => {
    const stop = bound(b === undefined ? a : b, -1, STOP_MESSAGE, 0);
    if (stop === undefined) return undefined;
    const start = b === undefined ? 0 : bound(a, 0, INDICES_MESSAGE, 0);
    if (start === undefined) return undefined;
    const step = c === undefined ? 1 : bound(c, 1, STEP_MESSAGE, 1);
    if (step === undefined) return undefined;
    self.wanted = start;
    self.stop = stop;
    self.step = step;
    return setSource(self, iterable);
  },
  next: isliceNext,
});
