/**
 * Sorting of values: exact ints, exact strs and floats are compared natively, everything else by `<` in timsort's order
 * of comparisons. Key functions and comparisons may run any Python code, so nothing of it happens in a JS callback.
 */
import { PyError, pendFromJs, throwPending } from '../core/errors.ts';
import type { Value } from '../core/value.ts';
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
    const same = eq(a[i]!, b[i]!);
    if (same === undefined) return undefined;
    if (!same) return lessOrRaised(a[i]!, b[i]!);
  }
  return a.length < b.length;
}
