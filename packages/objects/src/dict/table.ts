/**
 * HashTable: the insertion-ordered hash table of TABLE dicts.
 *
 * Representation: parallel arrays keys/vals/hashes hold the entries in order of insertion (a removed entry has key
 * `undefined`), `index` maps hash positions to entry numbers (-1 empty, -2 removed) with linear probing over a mixed
 * hash. `exact` tells which hash is stored (dict/keys.ts). Comparing keys may run Python code that changes the table:
 * `find` starts again when the table was rebuilt or the entry replaced meanwhile.
 */
import type { Value } from '../core/value.ts';
import { exactHash, fastHash, OPEN, sameKey } from './keys.ts';

export const NOT_FOUND = -1;
export const RAISED = -2;

const EMPTY = -1;
const REMOVED = -2;

export class HashTable {
  keys: (Value | undefined)[] = [];
  vals: (Value | undefined)[] = [];
  hashes: number[] = [];
  index: Int32Array = new Int32Array(8).fill(EMPTY);
  mask = 7;
  /** Positions of the index that are not empty. */
  filled = 0;
  /** Live entries. */
  used = 0;
  /** No entry before this one is live. */
  first = 0;
  exact = false;
}

function slotOf(hash: number, mask: number): number {
  const m = Math.imul(hash, 0x9e3779b1);
  return (m ^ (m >>> 15)) & mask;
}

/** The key's hash in the table's mode, switching the mode if need be; `undefined` = raised. */
export function tableHash(t: HashTable, key: Value): number | undefined {
  if (t.exact) return exactHash(key, 'dict key');
  const h = fastHash(key);
  if (h !== OPEN) return h;
  const exact = exactHash(key, 'dict key');
  if (exact !== undefined && !t.exact) makeExact(t);
  return exact;
}

/** Re-hashes all keys with Python's hash(); they are closed, so nothing can raise. */
export function makeExact(t: HashTable): void {
  t.exact = true;
  for (let i = 0; i < t.keys.length; i++) {
    const key = t.keys[i];
    if (key !== undefined) t.hashes[i] = exactHash(key, 'dict key')!;
  }
  rebuild(t, t.mask + 1);
}

/** Entry number of the key, NOT_FOUND or RAISED. */
export function tableFind(t: HashTable, key: Value, hash: number): number {
  for (;;) {
    const e = findOnce(t, key, hash);
    if (e !== CHANGED) return e;
  }
}

const CHANGED = -3;

function findOnce(t: HashTable, key: Value, hash: number): number {
  const { index, mask, keys, hashes } = t;
  let i = slotOf(hash, mask);
  for (;;) {
    const e = index[i]!;
    if (e === EMPTY) return NOT_FOUND;
    if (e >= 0 && hashes[e] === hash) {
      const k = keys[e]!;
      if (k === key) return e;
      const same = sameKey(k, key);
      if (same === undefined) return RAISED;
      if (t.index !== index || t.keys[e] !== k) return CHANGED;
      if (same) return e;
    }
    i = (i + 1) & mask;
  }
}

/** Appends an entry whose key is known to be absent. */
export function tableAppend(t: HashTable, key: Value, hash: number, value: Value): void {
  const e = t.keys.length;
  if (Math.max(e, t.filled) * 3 + 3 > (t.mask + 1) * 2) {
    rebuild(t, sizeFor(t.used + 1));
    tableAppend(t, key, hash, value);
    return;
  }
  const { index, mask } = t;
  let i = slotOf(hash, mask);
  while (index[i]! >= 0) i = (i + 1) & mask;
  if (index[i] === EMPTY) t.filled++;
  index[i] = e;
  t.keys.push(key);
  t.vals.push(value);
  t.hashes.push(hash);
  t.used++;
}

/** Smallest power of two that leaves room to grow. */
function sizeFor(entries: number): number {
  let size = 8;
  while (size < entries * 3) size *= 2;
  return size;
}

/** Removes entry `e`. */
export function tableRemove(t: HashTable, e: number): void {
  const { index, mask } = t;
  let i = slotOf(t.hashes[e]!, mask);
  while (index[i] !== e) i = (i + 1) & mask;
  index[i] = REMOVED;
  t.keys[e] = undefined;
  t.vals[e] = undefined;
  t.used--;
  trimEnd(t);
}

/** Drops removed entries at the end (and their index marks stay REMOVED), so that popitem stays O(1). */
function trimEnd(t: HashTable): void {
  const { keys, vals, hashes } = t;
  while (keys.length > 0 && keys[keys.length - 1] === undefined) {
    keys.pop();
    vals.pop();
    hashes.pop();
  }
  if (t.first > keys.length) t.first = 0;
}

/** Compacts the entries and makes a new index of `size`. */
function rebuild(t: HashTable, size: number): void {
  if (t.used < t.keys.length) compact(t);
  const mask = size - 1;
  const index = new Int32Array(size).fill(EMPTY);
  const { hashes } = t;
  for (let e = 0; e < hashes.length; e++) {
    let i = slotOf(hashes[e]!, mask);
    while (index[i]! >= 0) i = (i + 1) & mask;
    index[i] = e;
  }
  t.index = index;
  t.mask = mask;
  t.filled = hashes.length;
}

/** Number of the first live entry of a table that is not empty. */
export function tableFirst(t: HashTable): number {
  while (t.keys[t.first] === undefined) t.first++;
  return t.first;
}

function compact(t: HashTable): void {
  t.first = 0;
  const keys: Value[] = [];
  const vals: Value[] = [];
  const hashes: number[] = [];
  for (let i = 0; i < t.keys.length; i++) {
    const key = t.keys[i];
    if (key === undefined) continue;
    keys.push(key);
    vals.push(t.vals[i]!);
    hashes.push(t.hashes[i]!);
  }
  t.keys = keys;
  t.vals = vals;
  t.hashes = hashes;
}

/** A copy with the same entries. */
export function tableCopy(t: HashTable): HashTable {
  const copy = new HashTable();
  copy.keys = t.keys.slice();
  copy.vals = t.vals.slice();
  copy.hashes = t.hashes.slice();
  copy.exact = t.exact;
  copy.used = t.used;
  copy.filled = t.filled;
  copy.index = t.index.slice();
  copy.mask = t.mask;
  return copy;
}

export function tableClear(t: HashTable): void {
  t.keys = [];
  t.vals = [];
  t.hashes = [];
  t.index = new Int32Array(8).fill(EMPTY);
  t.mask = 7;
  t.used = 0;
  t.filled = 0;
  t.first = 0;
  t.exact = false;
}
