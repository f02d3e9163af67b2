/**
 * Sorting of values: exact ints, exact strs and floats are compared natively, everything else by `<` in timsort's order
 * of comparisons. Key functions and comparisons may run any Python code, so nothing of it happens in a JS callback.
 */
import { PyError, pendFromJs, throwPending } from '../core/errors.ts';
import type { Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { PyFloat } from '../float/float.ts';
import { call1 } from '../ops/call.ts';
import { eq, lt } from '../ops/compare.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { timsort } from './timsort.ts';

/**
 * Sorts the array in place, stably. Equal items keep their order also with `reverse`. After an error (`undefined`) the
 * array is a permutation of what it was.
 */
export function sortValues(items: Value[], key: Value | null, reverse: boolean): true | undefined {
  let keys = items;
  if (key !== null) {
    const made = applyKey(items, key);
    if (made === undefined) return undefined;
    keys = made;
  }
  if (reverse) reverseBoth(items, keys);
  const done = sortByKeys(keys, key === null ? null : items);
  if (reverse) reverseBoth(items, keys);
  return done;
}

function reverseBoth(items: Value[], keys: Value[]): void {
  items.reverse();
  if (keys !== items) keys.reverse();
}

function applyKey(items: readonly Value[], key: Value): Value[] | undefined {
  const keys: Value[] = [];
  for (let i = 0; i < items.length; i++) {
    const k = call1(key, items[i]!);
    if (k === undefined) return undefined;
    keys.push(k);
  }
  return keys;
}

function sortByKeys(keys: Value[], values: Value[] | null): true | undefined {
  if (keys.length >= MANY && (values === null ? sortNumbers(keys) : sortByNumbers(keys, values))) return true;
  const compare = nativeOrder(keys);
  if (compare !== null) {
    if (values === null) keys.sort(compare);
    else sortPairs(keys, values, compare);
    return true;
  }
  try {
    timsort(keys, values, less);
    return true;
  } catch (error) {
    if (error instanceof PyError) return pendFromJs(error);
    throw error;
  }
}

/** From here on a typed array, which V8 sorts without calling anybody, is worth its copies. */
const MANY = 8;

/** Sorts small ints, or floats without NaN and zeros (whose signs do not count in the order): equal ones are identical. */
function sortNumbers(keys: Value[]): boolean {
  const n = keys.length;
  const numbers = new Float64Array(n);
  const first = keys[0]!;
  if (typeof first === 'number') {
    for (let i = 0; i < n; i++) {
      const k = keys[i]!;
      if (typeof k !== 'number') return false;
      numbers[i] = k;
    }
    numbers.sort();
    for (let i = 0; i < n; i++) keys[i] = int(numbers[i]!);
    return true;
  }
  if (!(first instanceof PyFloat)) return false;
  for (let i = 0; i < n; i++) {
    const k = keys[i]!;
    if (!(k instanceof PyFloat) || k.v !== k.v || k.v === 0) return false;
    numbers[i] = k.v;
  }
  numbers.sort();
  for (let i = 0; i < n; i++) keys[i] = new PyFloat(numbers[i]);
  return true;
}

/** Place numbers are added to the keys, as the lower digits of one safe integer. */
const PLACES = 2 ** 21;

/** Sorts `values` by keys that are all ints of 32 bits; the keys end up sorted, too. */
function sortByNumbers(keys: Value[], values: Value[]): boolean {
  const n = keys.length;
  if (n > PLACES || typeof keys[0] !== 'number') return false;
  const packed = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const k = keys[i]!;
    if (typeof k !== 'number' || (k | 0) !== k) return false;
    packed[i] = k * PLACES + i;
  }
  packed.sort();
  const old = values.slice();
  for (let i = 0; i < n; i++) {
    const p = packed[i]!;
    const k = Math.floor(p / PLACES);
    keys[i] = int(k);
    values[i] = old[p - k * PLACES]!;
  }
  return true;
}

type Order = (a: any, b: any) => number;

const byValue: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byDouble: Order = (a: PyFloat, b: PyFloat) => (a.v < b.v ? -1 : a.v > b.v ? 1 : 0);

/** Comparator for keys that are all exact ints, all strs without astral ones, or all floats but no NaN; else null. */
function nativeOrder(keys: readonly Value[]): Order | null {
  if (keys.length < 2) return null;
  const first = keys[0]!;
  if (typeof first === 'number' || typeof first === 'bigint') return all(keys, isNumber) ? byValue : null;
  if (typeof first === 'string') return all(keys, isText) ? byValue : null;
  return first instanceof PyFloat && all(keys, isOrderedFloat) ? byDouble : null;
}

function all(keys: readonly Value[], test: (v: Value) => boolean): boolean {
  for (let i = 0; i < keys.length; i++) if (!test(keys[i]!)) return false;
  return true;
}

function isNumber(v: Value): boolean {
  return typeof v === 'number' || typeof v === 'bigint';
}

function isText(v: Value): boolean {
  return typeof v === 'string';
}

function isOrderedFloat(v: Value): boolean {
  return v instanceof PyFloat && v.v === v.v;
}

/** Sorts `values` by `keys` with a native comparator; both end up sorted. */
function sortPairs(keys: Value[], values: Value[], compare: Order): void {
  const n = keys.length;
  const order: number[] = [];
  for (let i = 0; i < n; i++) order.push(i);
  const oldKeys = keys.slice();
  const oldValues = values.slice();
  order.sort((i, j) => compare(oldKeys[i], oldKeys[j]));
  for (let i = 0; i < n; i++) {
    keys[i] = oldKeys[order[i]!]!;
    values[i] = oldValues[order[i]!]!;
  }
}

/** `a < b`; throws the pending exception. */
function less(a: Value, b: Value): boolean {
  const r = lessOrRaised(a, b);
  return r === undefined ? throwPending() : r;
}

function lessOrRaised(a: Value, b: Value): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  if (a instanceof PyTuple && b instanceof PyTuple) return tupleLess(a.items, b.items);
  return lt(a, b);
}

function tupleLess(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y) continue;
    if ((typeof x === 'number' && typeof y === 'number') || (typeof x === 'string' && typeof y === 'string'))
      return x < y;
    const same = eq(x, y);
    if (same === undefined) return undefined;
    if (!same) return lessOrRaised(x, y);
  }
  return a.length < b.length;
}
