/** chain, zip_longest, product, permutations, combinations, combinations_with_replacement. */
import type { Done, Result, Value } from '@pyston/objects';
import {
  asSsize,
  CLASS_GETITEM,
  DONE,
  getIter,
  isInt,
  iterNext,
  method,
  newInstance,
  None,
  PyObject,
  toArray,
  tuple,
  typeError,
  valueError,
} from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import { iteratorType } from './support.ts';

class Chain extends PyObject {
  /** Iterator over the iterables; null once exhausted. */
  source: Value | null = null;
  active: Value | null = null;
}

function chainNext(self: Chain): Value | Done | undefined {
  while (self.source !== null) {
    if (self.active === null) {
      const iterable = iterNext(self.source);
      if (iterable === undefined || iterable === DONE) {
        self.source = null;
        return iterable;
      }
      const it = getIter(iterable);
      if (it === undefined) {
        self.source = null;
        return undefined;
      }
      self.active = it;
    }
    const v = iterNext(self.active);
    if (v !== DONE) return v;
    self.active = null;
  }
  return DONE;
}

function fromIterable(cls: PyType, iterable: Value): Result {
  const source = getIter(iterable);
  if (source === undefined) return undefined;
  const self = newInstance<Chain>(cls);
  self.source = source;
  return self;
}

export const chain = iteratorType<Chain>({
  name: 'chain',
  layout: Chain,
  signature: '(*iterables)',
  doc: 'Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.',
  start: (self, iterables: Value[]) => {
    const source = getIter(tuple(iterables));
    if (source === undefined) return undefined;
    self.source = source;
    return true;
  },
  next: chainNext,
  classMethods: [
    method(
      'from_iterable',
      '($type, iterable, /)',
      fromIterable,
      'Alternative chain() constructor taking a single iterable argument that evaluates lazily.',
    ),
    CLASS_GETITEM,
  ],
});

class ZipLongest extends PyObject {
  its: (Value | null)[] = [];
  active = 0;
  fill: Value = None;
}

function zipLongestNext(self: ZipLongest): Value | Done | undefined {
  if (self.its.length === 0 || self.active === 0) return DONE;
  const out: Value[] = [];
  for (let i = 0; i < self.its.length; i++) {
    const it = self.its[i];
    const v = it === null || it === undefined ? self.fill : iterNext(it);
    if (v === undefined) {
      self.active = 0;
      return undefined;
    }
    if (v === DONE) {
      self.active--;
      if (self.active === 0) return DONE;
      self.its[i] = null;
      out.push(self.fill);
    } else out.push(v);
  }
  return tuple(out);
}

export const zipLongest = iteratorType<ZipLongest>({
  name: 'zip_longest',
  layout: ZipLongest,
  signature: '(*iterables, fillvalue=None, **others)',
  doc: 'Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.',
  start: (self, iterables: Value[], fill: Value | undefined, others: Map<string, Value>) => {
    if (others.size > 0) return typeError('zip_longest() got an unexpected keyword argument');
    for (const iterable of iterables) {
      const it = getIter(iterable);
      if (it === undefined) return undefined;
      self.its.push(it);
    }
    self.active = self.its.length;
    self.fill = fill ?? None;
    return true;
  },
  next: zipLongestNext,
});

/** Layout of the combinatoric iterators: pools of items, the current indices, null before the first result. */
class Selection extends PyObject {
  pools: Value[][] = [];
  r = 0;
  indices: number[] | null = null;
  cycles: number[] = [];
  done = false;
}

function pick(pool: readonly Value[], indices: readonly number[], r: number): Value {
  const out: Value[] = [];
  for (let i = 0; i < r; i++) out.push(pool[indices[i]!]!);
  return tuple(out);
}

function upTo(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) out.push(i);
  return out;
}

function productNext(self: Selection): Value | Done {
  if (self.done) return DONE;
  const { pools } = self;
  if (self.indices === null) {
    self.indices = pools.map(() => 0);
    for (const pool of pools) if (pool.length === 0) return finish(self);
  } else {
    const { indices } = self;
    let i = pools.length - 1;
    for (; i >= 0; i--) {
      if (++indices[i]! < pools[i]!.length) break;
      indices[i] = 0;
    }
    if (i < 0) return finish(self);
  }
  const out: Value[] = [];
  for (let i = 0; i < pools.length; i++) out.push(pools[i]![self.indices[i]!]!);
  return tuple(out);
}

function finish(self: Selection): Done {
  self.done = true;
  return DONE;
}

export const product = iteratorType<Selection>({
  name: 'product',
  layout: class Product extends Selection {},
  signature: '(*iterables, repeat=1)',
  doc: "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, A, A).\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\nproduct((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...",
  start: (self, iterables: Value[], repeatArg?: Value) => {
    const repeat = repeatArg === undefined ? 1 : asSsize(repeatArg);
    if (repeat === undefined) return undefined;
    if (repeat < 0) return valueError('repeat argument cannot be negative');
    const pools: Value[][] = [];
    if (repeat > 0) {
      for (const iterable of iterables) {
        const pool = toArray(iterable);
        if (pool === undefined) return undefined;
        pools.push(pool);
      }
    }
    for (let k = 0; k < repeat; k++) self.pools.push(...pools);
    return true;
  },
  next: productNext,
});

function combinationsNext(self: Selection): Value | Done {
  if (self.done) return DONE;
  const pool = self.pools[0]!;
  const { r } = self;
  if (self.indices === null) {
    if (r > pool.length) return finish(self);
    self.indices = upTo(r);
  } else {
    const { indices } = self;
    let i = r - 1;
    while (i >= 0 && indices[i] === i + pool.length - r) i--;
    if (i < 0) return finish(self);
    indices[i]!++;
    for (let j = i + 1; j < r; j++) indices[j] = indices[j - 1]! + 1;
  }
  return pick(pool, self.indices, r);
}

function replacementNext(self: Selection): Value | Done {
  if (self.done) return DONE;
  const pool = self.pools[0]!;
  const { r } = self;
  if (self.indices === null) {
    if (pool.length === 0 && r > 0) return finish(self);
    self.indices = upTo(r).fill(0);
  } else {
    const { indices } = self;
    let i = r - 1;
    while (i >= 0 && indices[i] === pool.length - 1) i--;
    if (i < 0) return finish(self);
    indices.fill(indices[i]! + 1, i);
  }
  return pick(pool, self.indices, r);
}

function startCombinations(self: Selection, iterable: Value, rArg: Value): true | undefined {
  const pool = toArray(iterable);
  if (pool === undefined) return undefined;
  const r = asSsize(rArg);
  if (r === undefined) return undefined;
  if (r < 0) return valueError('r must be non-negative');
  self.pools = [pool];
  self.r = r;
  return true;
}

export const combinations = iteratorType<Selection>({
  name: 'combinations',
  layout: class Combinations extends Selection {},
  signature: '(iterable, r)',
  doc: 'Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)',
  start: startCombinations,
  next: combinationsNext,
});

export const combinationsWithReplacement = iteratorType<Selection>({
  name: 'combinations_with_replacement',
  layout: class CombinationsWithReplacement extends Selection {},
  signature: '(iterable, r)',
  doc: "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')",
  start: startCombinations,
  next: replacementNext,
});

function permutationsNext(self: Selection): Value | Done {
  if (self.done) return DONE;
  const pool = self.pools[0]!;
  const n = pool.length;
  const { r } = self;
  if (self.indices === null) {
    if (r > n) return finish(self);
    self.indices = upTo(n);
    self.cycles = upTo(r).map((i) => n - i);
  } else if (!advance(self.indices, self.cycles, n, r)) return finish(self);
  return pick(pool, self.indices, r);
}

/** Next permutation; false after the last. */
function advance(indices: number[], cycles: number[], n: number, r: number): boolean {
  for (let i = r - 1; i >= 0; i--) {
    cycles[i]!--;
    if (cycles[i] === 0) {
      const first = indices[i]!;
      for (let j = i; j < n - 1; j++) indices[j] = indices[j + 1]!;
      indices[n - 1] = first;
      cycles[i] = n - i;
    } else {
      const j = cycles[i]!;
      const t = indices[i]!;
      indices[i] = indices[n - j]!;
      indices[n - j] = t;
      return true;
    }
  }
  return false;
}

export const permutations = iteratorType<Selection>({
  name: 'permutations',
  layout: class Permutations extends Selection {},
  signature: '(iterable, r=None)',
  doc: 'Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)',
  start: (self, iterable: Value, rArg: Value = None) => {
    const pool = toArray(iterable);
    if (pool === undefined) return undefined;
    if (rArg !== None && !isInt(rArg)) return typeError('Expected int as r');
    const r = rArg === None ? pool.length : asSsize(rArg);
    if (r === undefined) return undefined;
    if (r < 0) return valueError('r must be non-negative');
    self.pools = [pool];
    self.r = r;
    return true;
  },
  next: permutationsNext,
});
