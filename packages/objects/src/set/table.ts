/**
 * SetTable: the open-addressing table of sets, with CPython's probing and growth (Objects/setobject.c), because they
 * decide the order of iteration.
 *
 * `keys[i]` is undefined for a position never used, REMOVED for one whose key was discarded. `hashes` holds the 64-bit
 * hash of each key; null means that every key is an int that is its own hash (INTS store).
 * Probing: up to 9 further neighbours, then a jump by `i * 5 + 1 + perturb`, where perturb is the hash shifted by 5 bits.
 */
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { sameKey } from '../dict/keys.ts';

export const REMOVED: unique symbol = Symbol('removed');
type Slot = Value | typeof REMOVED | undefined;

const MIN_SIZE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;

export const SET_NOT_FOUND = -1;
export const SET_RAISED = -2;

export class SetTable {
  keys: Slot[];
  hashes: PyInt[] | null;
  mask: number;
  /** Positions used or REMOVED. */
  fill: number;
  used: number;
  constructor(hashed: boolean) {
    this.keys = emptySlots(MIN_SIZE);
    this.hashes = hashed ? [] : null;
    this.mask = MIN_SIZE - 1;
    this.fill = 0;
    this.used = 0;
  }
}

function emptySlots(n: number): Slot[] {
  if (n === MIN_SIZE) return [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
  const out: Slot[] = [];
  for (let i = 0; i < n; i++) out.push(undefined);
  return out;
}

/** hash() of an int held by an INTS table. */
export function intSlotHash(n: number): PyInt {
  return n === -1 ? int(-2) : int(n);
}

function keyHash(t: SetTable, i: number): PyInt {
  return t.hashes === null ? intSlotHash(t.keys[i] as number) : t.hashes[i]!;
}

/** What is left of a hash, as unsigned 64-bit number, while probing. */
interface Probe {
  low: number;
  high: number;
}

function startProbe(hash: PyInt): Probe {
  if (typeof hash === 'number') return { low: hash >>> 0, high: Math.floor(hash / 4294967296) >>> 0 };
  return { low: Number(BigInt.asUintN(32, hash)), high: Number(BigInt.asUintN(32, hash >> 32n)) };
}

function nextProbe(p: Probe, i: number, mask: number): number {
  p.low = ((p.low >>> PERTURB_SHIFT) | (p.high << (32 - PERTURB_SHIFT))) >>> 0;
  p.high >>>= PERTURB_SHIFT;
  return (i * 5 + 1 + p.low) & mask;
}

/** Position of the key, SET_NOT_FOUND or SET_RAISED. INTS tables are only asked for ints. */
export function setFind(t: SetTable, key: Value, hash: PyInt): number {
  for (;;) {
    const r = findOnce(t, key, hash);
    if (r !== CHANGED) return r;
  }
}

const CHANGED = -3;

function findOnce(t: SetTable, key: Value, hash: PyInt): number {
  const { keys, hashes, mask } = t;
  let i = lowBits(hash) & mask;
  let probe: Probe | null = null;
  for (;;) {
    const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
    for (let j = i; j <= end; j++) {
      const k = keys[j];
      if (k === undefined) return SET_NOT_FOUND;
      if (hashes === null) {
        if (k === key) return j;
        continue;
      }
      if (k === REMOVED || hashes[j] !== hash) continue;
      if (k === key) return j;
      const same = sameKey(k, key);
      if (same === undefined) return SET_RAISED;
      if (t.keys !== keys || keys[j] !== k) return CHANGED;
      if (same) return j;
    }
    probe ??= startProbe(hash);
    i = nextProbe(probe, i, mask);
  }
}

function lowBits(hash: PyInt): number {
  return typeof hash === 'number' ? hash | 0 : Number(BigInt.asIntN(32, hash));
}

/** Adds a key that is known to be absent; a REMOVED position in its probe sequence is used again. */
export function setInsert(t: SetTable, key: Value, hash: PyInt): void {
  t.used++;
  if (t.fill >= t.used) {
    const at = lastRemoved(t, hash);
    if (at >= 0) {
      t.keys[at] = key;
      if (t.hashes !== null) t.hashes[at] = hash;
      return;
    }
  }
  place(t, key, hash);
  t.fill++;
  if (t.fill * 5 >= t.mask * 3) setResize(t, growth(t.used));
}

/** The last REMOVED position of a probe sequence, or -1. */
function lastRemoved(t: SetTable, hash: PyInt): number {
  const { keys, mask } = t;
  let i = lowBits(hash) & mask;
  let probe: Probe | null = null;
  let found = -1;
  for (;;) {
    const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
    for (let j = i; j <= end; j++) {
      if (keys[j] === undefined) return found;
      if (keys[j] === REMOVED) found = j;
    }
    probe ??= startProbe(hash);
    i = nextProbe(probe, i, mask);
  }
}

function growth(used: number): number {
  return used > 50000 ? used * 2 : used * 4;
}

/** Puts a key at the first position of its probe sequence that was never used. */
function place(t: SetTable, key: Value, hash: PyInt): void {
  const { keys, mask } = t;
  let i = lowBits(hash) & mask;
  let probe: Probe | null = null;
  for (;;) {
    const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
    for (let j = i; j <= end; j++) {
      if (keys[j] !== undefined) continue;
      keys[j] = key;
      if (t.hashes !== null) t.hashes[j] = hash;
      return;
    }
    probe ??= startProbe(hash);
    i = nextProbe(probe, i, mask);
  }
}

/** Makes a table for more than `minUsed` keys and drops the REMOVED positions. */
export function setResize(t: SetTable, minUsed: number): void {
  let size = MIN_SIZE;
  while (size <= minUsed) size *= 2;
  const { keys, hashes } = t;
  t.keys = emptySlots(size);
  t.hashes = hashes === null ? null : [];
  t.mask = size - 1;
  t.fill = t.used;
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i];
    if (k === undefined || k === REMOVED) continue;
    place(t, k, hashes === null ? intSlotHash(k as number) : hashes[i]!);
  }
}

export function setRemoveAt(t: SetTable, i: number): Value {
  const key = t.keys[i] as Value;
  t.keys[i] = REMOVED;
  if (t.hashes !== null) t.hashes[i] = NO_HASH;
  t.used--;
  return key;
}

const NO_HASH = int(-1);

/** The position that set.pop() empties, at or after `finger`; the table is not empty. */
export function setPopPosition(t: SetTable, finger: number): number {
  const { keys, mask } = t;
  let i = finger & mask;
  while (keys[i] === undefined || keys[i] === REMOVED) i = i === mask ? 0 : i + 1;
  return i;
}

/** Drops REMOVED positions if there are many (after a mass removal). */
export function setTidy(t: SetTable): void {
  if (t.fill - t.used > Math.floor(t.mask / 4)) setResize(t, growth(t.used));
}

/** Makes room for `more` keys at once, as merging does. */
export function setReserve(t: SetTable, more: number): void {
  if ((t.fill + more) * 5 >= t.mask * 3) setResize(t, (t.used + more) * 2);
}

/** Puts all keys of `from` into the empty table `t` (of the same kind of hashes); room was reserved. */
export function setFillFrom(t: SetTable, from: SetTable): void {
  if (t.mask === from.mask && from.fill === from.used) {
    t.keys = from.keys.slice();
    t.hashes = from.hashes === null ? null : from.hashes.slice();
  } else {
    for (let i = 0; i < from.keys.length; i++) {
      const k = from.keys[i];
      if (k !== undefined && k !== REMOVED) place(t, k, keyHash(from, i));
    }
  }
  t.fill = t.used = from.used;
}

/** The keys in order of iteration. */
export function setKeys(t: SetTable): Value[] {
  const out: Value[] = [];
  const { keys } = t;
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i];
    if (k !== undefined && k !== REMOVED) out.push(k);
  }
  return out;
}

/** Gives an INTS table the hashes of an EXACT one. */
export function addHashes(t: SetTable): void {
  const hashes: PyInt[] = [];
  for (let i = 0; i < t.keys.length; i++) {
    const k = t.keys[i];
    hashes.push(typeof k === 'number' ? intSlotHash(k) : NO_HASH);
  }
  t.hashes = hashes;
}
