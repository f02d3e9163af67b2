/** Operations on sets for the runtime and for modules; `undefined` = raised (unhashable element, error in __eq__). */
import { None } from '../core/singletons.ts';
import type { Value } from '../core/value.ts';
import { canonicalForm, isIdentityHashed, isSelfCanonical, unhashable } from '../dict/keys.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { hash } from '../ops/hash.ts';
import { DONE } from '../core/value.ts';
import type { PyInt } from '../core/value.ts';
import { PyFrozenSet, PySet, SetKind } from './set.ts';
import {
  addHashes,
  intSlotHash,
  REMOVED,
  SET_NOT_FOUND,
  SET_RAISED,
  setFind,
  setInsert,
  setKeys,
  setPopPosition,
  setRemoveAt,
  SetTable,
} from './table.ts';

let seededOrder = false;

/** With a fixed PYTHONHASHSEED sets of strs iterate in CPython's order too. To be called before any set is made. */
export function useSeededOrder(on: boolean): void {
  seededOrder = on;
}

export function newSet(): PySet {
  return new PySet();
}

/** A frozenset of these items; `undefined` = raised. */
export function newFrozenSet(items: readonly Value[]): PyFrozenSet | undefined {
  const s = new PyFrozenSet();
  for (let i = 0; i < items.length; i++) if (setAdd(s, items[i]!) === undefined) return undefined;
  return s;
}

/** A set of these items; `undefined` = raised. */
export function setFrom(items: readonly Value[]): PySet | undefined {
  const s = new PySet();
  for (let i = 0; i < items.length; i++) if (setAdd(s, items[i]!) === undefined) return undefined;
  return s;
}

export function setLen(s: PySet): number {
  if (s.store === SetKind.Mapped) return s.mapped!.size;
  return s.table === null ? 0 : s.table.used;
}

/** The elements in order of iteration, in a fresh array. */
export function setItems(s: PySet): Value[] {
  if (s.store === SetKind.Mapped) return Array.from(s.mapped!);
  return s.table === null ? [] : setKeys(s.table);
}

// --- stores

/** True if the key may live in a MAPPED set without changing an order that CPython fixes. */
function wantsMapped(key: Value): boolean {
  if (typeof key === 'string') return !seededOrder;
  return typeof key === 'object' && key !== None && isIdentityHashed(key);
}

function toMapped(s: PySet): Set<Value> {
  s.mapped = new Set(setItems(s));
  s.table = null;
  s.store = SetKind.Mapped;
  return s.mapped;
}

/** Turns the set into an EXACT one. The keys that it holds have hashes of built-in types: nothing is raised. */
export function toExact(s: PySet): SetTable {
  if (s.store === SetKind.Exact) return s.table!;
  if (s.store === SetKind.Ints && s.table !== null) addHashes(s.table);
  else {
    const t = new SetTable(true);
    if (s.mapped !== null) for (const key of s.mapped) setInsert(t, key, hash(key)!);
    s.table = t;
    s.mapped = null;
  }
  s.store = SetKind.Exact;
  return s.table!;
}

/** hash() of an element; `undefined` = raised, with the containers' wording. */
export function elementHash(key: Value): PyInt | undefined {
  const h = hash(key);
  return h === undefined ? unhashable(key, 'set element') : h;
}

// --- elements

/** Adds an element; keeps an equal one that is there. */
export function setAdd(s: PySet, key: Value): true | undefined {
  if (s.store === SetKind.Ints) {
    if (typeof key === 'number') {
      const t = (s.table ??= new SetTable(false));
      const h = intSlotHash(key);
      if (setFind(t, key, h) < 0) setInsert(t, key, h);
      return true;
    }
    if (wantsMapped(key)) {
      toMapped(s).add(key);
      return true;
    }
  } else if (s.store === SetKind.Mapped) {
    if (isSelfCanonical(key)) {
      s.mapped!.add(key);
      return true;
    }
    const form = canonicalForm(key);
    if (form !== null && form !== undefined && s.mapped!.has(form)) return true;
  }
  const h = elementHash(key);
  return h === undefined ? undefined : addExact(s, key, h);
}

function addExact(s: PySet, key: Value, h: PyInt): true | undefined {
  const t = toExact(s);
  const at = setFind(t, key, h);
  if (at === SET_RAISED) return undefined;
  if (at !== SET_NOT_FOUND) return true;
  // comparing keys may have given the set another table
  if (s.table !== t) return addExact(s, key, h);
  setInsert(t, key, h);
  return true;
}

/** Position in an INTS or EXACT table; SET_NOT_FOUND, SET_RAISED. The set is not MAPPED. */
function findInTable(s: PySet, key: Value): number {
  const t = s.table;
  if (t !== null && s.store === SetKind.Ints) {
    if (typeof key === 'number') return setFind(t, key, intSlotHash(key));
    const form = isSelfCanonical(key) ? null : canonicalForm(key);
    if (form === null) return SET_NOT_FOUND;
    if (form !== undefined) return typeof form === 'number' ? setFind(t, form, intSlotHash(form)) : SET_NOT_FOUND;
  }
  const h = elementHash(key);
  if (h === undefined) return SET_RAISED;
  return s.table === null || s.table.used === 0 ? SET_NOT_FOUND : setFind(toExact(s), key, h);
}

/** `v in s`. */
export function setHas(s: PySet, key: Value): boolean | undefined {
  if (s.store === SetKind.Mapped) {
    const form = isSelfCanonical(key) ? key : canonicalForm(key);
    if (form === null) return false;
    if (form !== undefined) return s.mapped!.has(form);
    const h = elementHash(key);
    if (h === undefined) return undefined;
    const found = setFind(toExact(s), key, h);
    return found === SET_RAISED ? undefined : found >= 0;
  }
  const at = findInTable(s, key);
  return at === SET_RAISED ? undefined : at >= 0;
}

/** Removes an element; tells whether it was there. */
export function setDiscard(s: PySet, key: Value): boolean | undefined {
  if (s.store === SetKind.Mapped) {
    const form = isSelfCanonical(key) ? key : canonicalForm(key);
    if (form === null) return false;
    if (form !== undefined) return s.mapped!.delete(form);
    const has = setHas(s, key);
    if (has !== true) return has;
  }
  const at = findInTable(s, key);
  if (at === SET_RAISED) return undefined;
  const t = s.table;
  // comparing keys may have emptied the set
  if (at === SET_NOT_FOUND || t === null || t.keys[at] === undefined || t.keys[at] === REMOVED) return false;
  setRemoveAt(t, at);
  return true;
}

/** Removes and gives some element; `null` if the set is empty. */
export function setPop(s: PySet): Value | null {
  if (s.store === SetKind.Mapped) {
    for (const key of s.mapped!) {
      s.mapped!.delete(key);
      return key;
    }
    return null;
  }
  if (s.table === null || s.table.used === 0) return null;
  const at = setPopPosition(s.table, s.finger);
  s.finger = at + 1;
  return setRemoveAt(s.table, at);
}

export function setClear(s: PySet): void {
  s.store = SetKind.Ints;
  s.table = null;
  s.mapped = null;
}

/** Adds all items of an iterable, one by one. */
export function setAddAll(s: PySet, iterable: Value): true | undefined {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    if (setAdd(s, v) === undefined) return undefined;
  }
}
