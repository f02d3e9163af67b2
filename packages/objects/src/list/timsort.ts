/**
 * Timsort with the powersort merge policy, on parallel arrays of keys and values.
 *
 * The sequence of comparisons is CPython's (Objects/listsort.txt), because programs can see it: through keys that log
 * or are not totally ordered. Stable. `less` may run Python code and throws PyError; both arrays then hold a
 * permutation of what they held before, except that a merge under way first puts its saved items back.
 */
import type { Value } from '../core/value.ts';

export type Less = (a: Value, b: Value) => boolean;

const MIN_GALLOP = 7;

interface Run {
  base: number;
  length: number;
  power: number;
}

class Sorter {
  readonly keys: Value[];
  /** Sorted along with the keys; null if the keys are the values. */
  readonly values: Value[] | null;
  readonly less: Less;
  readonly runs: Run[] = [];
  minGallop = MIN_GALLOP;
  constructor(keys: Value[], values: Value[] | null, less: Less) {
    this.keys = keys;
    this.values = values;
    this.less = less;
  }
}

/** Sorts `keys` in place, moving `values` along. */
export function timsort(keys: Value[], values: Value[] | null, less: Less): void {
  const total = keys.length;
  if (total < 2) return;
  const s = new Sorter(keys, values, less);
  const minRun = minRunOf(total);
  let lo = 0;
  while (lo < total) {
    let n = countRun(s, lo, total);
    if (n < minRun) {
      const forced = Math.min(total - lo, minRun);
      insertionSort(s, lo, lo + forced, lo + n);
      n = forced;
    }
    foundNewRun(s, n, total);
    s.runs.push({ base: lo, length: n, power: 0 });
    lo += n;
  }
  collapseAll(s);
}

function minRunOf(n: number): number {
  let rest = 0;
  while (n >= 64) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

function swap(a: Value[], i: number, j: number): void {
  const t = a[i]!;
  a[i] = a[j]!;
  a[j] = t;
}

function reverse(s: Sorter, lo: number, hi: number): void {
  for (let i = lo, j = hi - 1; i < j; i++, j--) {
    swap(s.keys, i, j);
    if (s.values !== null) swap(s.values, i, j);
  }
}

/** Length of the run that starts at `lo`, after turning a descending one round (equal keys keep their order). */
function countRun(s: Sorter, lo: number, hi: number): number {
  const { keys, less } = s;
  if (hi - lo < 2) return hi - lo;
  let n = lo + 1;
  while (n < hi && !less(keys[n]!, keys[n - 1]!)) n++;
  if (n === hi) return n - lo;
  if (n > lo + 1) {
    if (less(keys[lo]!, keys[n - 1]!)) return n - lo;
    reverse(s, lo, n); // all equal so far, then a smaller one: may still be a descending run
  }
  n = descend(s, n + 1, hi);
  reverse(s, lo, n);
  while (n < hi && !less(keys[n]!, keys[n - 1]!)) n++;
  return n - lo;
}

/** End of the descending run in which `n` is the next index; stretches of equal keys in it are reversed. */
function descend(s: Sorter, n: number, hi: number): number {
  const { keys, less } = s;
  let equal = 0;
  for (; n < hi; n++) {
    if (less(keys[n]!, keys[n - 1]!)) {
      if (equal > 0) reverse(s, n - equal - 1, n);
      equal = 0;
    } else if (less(keys[n - 1]!, keys[n]!)) break;
    else equal++;
  }
  if (equal > 0) reverse(s, n - equal - 1, n);
  return n;
}

/** Binary insertion sort of [lo, hi); [lo, start) is sorted already. */
function insertionSort(s: Sorter, lo: number, hi: number, start: number): void {
  const { keys, values, less } = s;
  for (let i = start === lo ? lo + 1 : start; i < hi; i++) {
    const pivot = keys[i]!;
    let left = lo;
    let right = i;
    do {
      const middle = left + ((right - left) >> 1);
      if (less(pivot, keys[middle]!)) right = middle;
      else left = middle + 1;
    } while (left < right);
    insertBefore(keys, i, left);
    if (values !== null) insertBefore(values, i, left);
  }
}

/** Moves item `from` down to index `to`. */
function insertBefore(a: Value[], from: number, to: number): void {
  const v = a[from]!;
  for (let i = from; i > to; i--) a[i] = a[i - 1]!;
  a[to] = v;
}

/** Depth in a nearly optimal merge tree of the boundary between two neighbouring runs. */
function powerOf(start: number, n1: number, n2: number, total: number): number {
  let power = 0;
  let a = 2 * start + n1;
  let b = a + n1 + n2;
  for (;;) {
    power++;
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) return power;
    a *= 2;
    b *= 2;
  }
}

function foundNewRun(s: Sorter, n: number, total: number): void {
  const { runs } = s;
  if (runs.length === 0) return;
  const last = runs[runs.length - 1]!;
  const power = powerOf(last.base, last.length, n, total);
  while (runs.length > 1 && runs[runs.length - 2]!.power > power) mergeAt(s, runs.length - 2);
  runs[runs.length - 1]!.power = power;
}

function collapseAll(s: Sorter): void {
  const { runs } = s;
  while (runs.length > 1) {
    let i = runs.length - 2;
    if (i > 0 && runs[i - 1]!.length < runs[i + 1]!.length) i--;
    mergeAt(s, i);
  }
}

/** Merges runs i and i+1. */
function mergeAt(s: Sorter, i: number): void {
  const { runs, keys } = s;
  const a = runs[i]!;
  const b = runs[i + 1]!;
  let baseA = a.base;
  let lengthA = a.length;
  a.length += b.length;
  runs.splice(i + 1, 1);
  const skip = gallopRight(s, keys[b.base]!, keys, baseA, lengthA, 0);
  baseA += skip;
  lengthA -= skip;
  if (lengthA === 0) return;
  const lengthB = gallopLeft(s, keys[baseA + lengthA - 1]!, keys, b.base, b.length, b.length - 1);
  if (lengthB <= 0) return;
  if (lengthA <= lengthB) mergeLow(s, baseA, lengthA, b.base, lengthB);
  else mergeHigh(s, baseA, lengthA, b.base, lengthB);
}

/** Number of keys in a[base, base+n) smaller than `key`; the search starts at `hint`. */
function gallopLeft(s: Sorter, key: Value, a: readonly Value[], base: number, n: number, hint: number): number {
  const { less } = s;
  const at = base + hint;
  let last = 0;
  let offset = 1;
  if (less(a[at]!, key)) {
    const max = n - hint;
    while (offset < max && less(a[at + offset]!, key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    last += hint;
    offset += hint;
  } else {
    const max = hint + 1;
    while (offset < max && !less(a[at - offset]!, key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    const k = last;
    last = hint - offset;
    offset = hint - k;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (less(a[base + middle]!, key)) last = middle + 1;
    else offset = middle;
  }
  return offset;
}

/** Number of keys in a[base, base+n) not greater than `key`; the search starts at `hint`. */
function gallopRight(s: Sorter, key: Value, a: readonly Value[], base: number, n: number, hint: number): number {
  const { less } = s;
  const at = base + hint;
  let last = 0;
  let offset = 1;
  if (less(key, a[at]!)) {
    const max = hint + 1;
    while (offset < max && less(key, a[at - offset]!)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    const k = last;
    last = hint - offset;
    offset = hint - k;
  } else {
    const max = n - hint;
    while (offset < max && !less(key, a[at + offset]!)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > max) offset = max;
    last += hint;
    offset += hint;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (less(key, a[base + middle]!)) offset = middle;
    else last = middle + 1;
  }
  return offset;
}

/** Copies n items; the ranges may overlap. */
function move(from: readonly Value[], at: number, to: Value[], dest: number, n: number): void {
  if (from === to && at < dest) for (let i = n - 1; i >= 0; i--) to[dest + i] = from[at + i]!;
  else for (let i = 0; i < n; i++) to[dest + i] = from[at + i]!;
}

/** The saved items of the shorter run, with their values. */
class Saved {
  readonly keys: Value[];
  readonly values: Value[] | null;
  constructor(s: Sorter, base: number, n: number) {
    this.keys = s.keys.slice(base, base + n);
    this.values = s.values === null ? null : s.values.slice(base, base + n);
  }
}

function moveWithin(s: Sorter, at: number, dest: number, n: number): void {
  move(s.keys, at, s.keys, dest, n);
  if (s.values !== null) move(s.values, at, s.values, dest, n);
}

function moveBack(s: Sorter, saved: Saved, at: number, dest: number, n: number): void {
  move(saved.keys, at, s.keys, dest, n);
  if (s.values !== null) move(saved.values!, at, s.values, dest, n);
}

/** Merges two neighbouring runs from the left; run A, the shorter, is saved aside. */
function mergeLow(s: Sorter, baseA: number, na: number, baseB: number, nb: number): void {
  const saved = new Saved(s, baseA, na);
  const { keys, less } = s;
  let a = 0;
  let b = baseB;
  let dest = baseA;
  let { minGallop } = s;
  let last = false; // one item of A is left: it goes after all of B
  try {
    moveWithin(s, b++, dest++, 1);
    if (--nb === 0) return;
    if (na === 1) {
      last = true;
      return;
    }
    for (;;) {
      let winsA = 0;
      let winsB = 0;
      for (;;) {
        if (less(keys[b]!, saved.keys[a]!)) {
          moveWithin(s, b++, dest++, 1);
          winsB++;
          winsA = 0;
          if (--nb === 0) return;
          if (winsB >= minGallop) break;
        } else {
          moveBack(s, saved, a++, dest++, 1);
          winsA++;
          winsB = 0;
          if (--na === 1) {
            last = true;
            return;
          }
          if (winsA >= minGallop) break;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        s.minGallop = minGallop;
        winsA = gallopRight(s, keys[b]!, saved.keys, a, na, 0);
        if (winsA > 0) {
          moveBack(s, saved, a, dest, winsA);
          dest += winsA;
          a += winsA;
          na -= winsA;
          if (na === 1) {
            last = true;
            return;
          }
          if (na === 0) return; // only if the keys are inconsistent
        }
        moveWithin(s, b++, dest++, 1);
        if (--nb === 0) return;
        winsB = gallopLeft(s, saved.keys[a]!, keys, b, nb, 0);
        if (winsB > 0) {
          moveWithin(s, b, dest, winsB);
          dest += winsB;
          b += winsB;
          nb -= winsB;
          if (nb === 0) return;
        }
        moveBack(s, saved, a++, dest++, 1);
        if (--na === 1) {
          last = true;
          return;
        }
      } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
      minGallop++;
      s.minGallop = minGallop;
    }
  } finally {
    if (last) {
      moveWithin(s, b, dest, nb);
      moveBack(s, saved, a, dest + nb, 1);
    } else if (na > 0) moveBack(s, saved, a, dest, na);
  }
}

/** Merges two neighbouring runs from the right; run B, the shorter, is saved aside. */
function mergeHigh(s: Sorter, baseA: number, na: number, baseB: number, nb: number): void {
  const saved = new Saved(s, baseB, nb);
  const { keys, less } = s;
  let a = baseA + na - 1;
  let b = nb - 1;
  let dest = baseB + nb - 1;
  let { minGallop } = s;
  let first = false; // one item of B is left: it goes before all of A
  try {
    moveWithin(s, a--, dest--, 1);
    if (--na === 0) return;
    if (nb === 1) {
      first = true;
      return;
    }
    for (;;) {
      let winsA = 0;
      let winsB = 0;
      for (;;) {
        if (less(saved.keys[b]!, keys[a]!)) {
          moveWithin(s, a--, dest--, 1);
          winsA++;
          winsB = 0;
          if (--na === 0) return;
          if (winsA >= minGallop) break;
        } else {
          moveBack(s, saved, b--, dest--, 1);
          winsB++;
          winsA = 0;
          if (--nb === 1) {
            first = true;
            return;
          }
          if (winsB >= minGallop) break;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        s.minGallop = minGallop;
        winsA = na - gallopRight(s, saved.keys[b]!, keys, baseA, na, na - 1);
        if (winsA > 0) {
          dest -= winsA;
          a -= winsA;
          moveWithin(s, a + 1, dest + 1, winsA);
          na -= winsA;
          if (na === 0) return;
        }
        moveBack(s, saved, b--, dest--, 1);
        if (--nb === 1) {
          first = true;
          return;
        }
        winsB = nb - gallopLeft(s, keys[a]!, saved.keys, 0, nb, nb - 1);
        if (winsB > 0) {
          dest -= winsB;
          b -= winsB;
          moveBack(s, saved, b + 1, dest + 1, winsB);
          nb -= winsB;
          if (nb === 1) {
            first = true;
            return;
          }
          if (nb === 0) return; // only if the keys are inconsistent
        }
        moveWithin(s, a--, dest--, 1);
        if (--na === 0) return;
      } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
      minGallop++;
      s.minGallop = minGallop;
    }
  } finally {
    if (first) {
      dest -= na;
      a -= na;
      moveWithin(s, a + 1, dest + 1, na);
      moveBack(s, saved, b, dest, 1);
    } else if (nb > 0) moveBack(s, saved, 0, dest - nb + 1, nb);
  }
}
