/**
 * Set algebra with CPython's order of insertion, which decides the order of iteration of the results.
 * `other` may be any iterable; sets and dicts are read directly. `undefined` = raised.
 */
import { T } from '../core/registry.ts';
import type { PyType } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { DONE } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { isDict } from '../dict/dict.ts';
import { dictKeys } from '../dict/entries.ts';
import { dictHas, dictLen } from '../dict/ops.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { setAdd, setAddAll, setClear, setDiscard, setHas, setItems, setLen, toExact } from './ops.ts';
import { isAnySet, PyFrozenSet, PySet, SetKind } from './set.ts';
import { REMOVED, setFillFrom, setFind, setInsert, setReserve, SetTable, setTidy } from './table.ts';

/** An empty set of the built-in type that `like` belongs to: results of operators are never of a subclass. */
export function emptyLike(like: PySet): PySet {
  return (like.cls as PyType).mro.includes(T.frozenset) ? new PyFrozenSet() : new PySet();
}

export function setCopy(s: PySet): PySet {
  const copy = emptyLike(s);
  void mergeSet(copy, s);
  return copy;
}

/** Adds the elements of another set. */
export function mergeSet(s: PySet, other: PySet): true | undefined {
  if (s === other || setLen(other) === 0) return true;
  if (s.store === SetKind.Ints && (s.table === null || s.table.fill === 0)) {
    fillFrom(s, other);
    return true;
  }
  if (s.store === SetKind.Mapped || other.store === SetKind.Mapped) return addEach(s, setItems(other));
  if (other.store === SetKind.Exact) toExact(s);
  const from = other.table!;
  setReserve(s.table!, from.used);
  if (s.store === SetKind.Ints || other.store === SetKind.Ints) return addEach(s, setItems(other));
  return mergeHashed(s.table!, from);
}

/** Merges into an empty set. */
function fillFrom(s: PySet, other: PySet): void {
  s.store = other.store;
  if (other.store === SetKind.Mapped) {
    s.mapped = new Set(other.mapped);
    s.table = null;
    return;
  }
  const from = other.table!;
  s.table = new SetTable(from.hashes !== null);
  setReserve(s.table, from.used);
  setFillFrom(s.table, from);
}

function mergeHashed(t: SetTable, from: SetTable): true | undefined {
  const { keys, hashes } = from;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined || key === REMOVED) continue;
    const hash = hashes![i]!;
    const at = setFind(t, key, hash);
    if (at === -2) return undefined;
    if (at < 0) setInsert(t, key, hash);
  }
  return true;
}

function addEach(s: PySet, items: readonly Value[]): true | undefined {
  for (let i = 0; i < items.length; i++) if (setAdd(s, items[i]!) === undefined) return undefined;
  return true;
}

/** `s |= other` for any iterable. */
export function setUpdate(s: PySet, other: Value): true | undefined {
  if (isAnySet(other)) return mergeSet(s, other);
  if (isExactDict(other)) return mergeKeys(s, other);
  return setAddAll(s, other);
}

function isExactDict(v: Value): v is PyDict {
  return isDict(v) && v.cls === T.dict;
}

function mergeKeys(s: PySet, d: PyDict): true | undefined {
  if (s.store !== SetKind.Mapped) setReserve((s.table ??= new SetTable(false)), dictLen(d));
  return addEach(s, dictKeys(d));
}

/** `s & other` as a new set of the built-in type. */
export function setIntersection(s: PySet, other: Value): PySet | undefined {
  if (s === other) return setCopy(s);
  const result = emptyLike(s);
  if (isAnySet(other))
    return setLen(other) > setLen(s) ? keepCommon(result, setItems(s), other) : keepCommon(result, setItems(other), s);
  const it = getIter(other);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return result;
    const has = setHas(s, v);
    if (has === undefined || (has && setAdd(result, v) === undefined)) return undefined;
  }
}

function keepCommon(result: PySet, items: readonly Value[], within: PySet): PySet | undefined {
  for (let i = 0; i < items.length; i++) {
    const has = setHas(within, items[i]!);
    if (has === undefined || (has && setAdd(result, items[i]!) === undefined)) return undefined;
  }
  return result;
}

/** `s &= other`. */
export function setIntersectionUpdate(s: PySet, other: Value): true | undefined {
  const result = setIntersection(s, other);
  if (result === undefined) return undefined;
  takeBody(s, result);
  return true;
}

/** Gives `s` the contents of a set that nobody else has. */
export function takeBody(s: PySet, from: PySet): void {
  s.store = from.store;
  s.table = from.table;
  s.mapped = from.mapped;
}

/** `s - other` as a new set of the built-in type. */
export function setDifference(s: PySet, other: Value): PySet | undefined {
  const size = isAnySet(other) ? setLen(other) : isExactDict(other) ? dictLen(other) : -1;
  if (size < 0 || Math.floor(setLen(s) / 4) > size) {
    const copy = setCopy(s);
    return setDifferenceUpdate(copy, other) === undefined ? undefined : copy;
  }
  const result = emptyLike(s);
  const items = setItems(s);
  for (let i = 0; i < items.length; i++) {
    const has = isAnySet(other) ? setHas(other, items[i]!) : dictHas(other as PyDict, items[i]!);
    if (has === undefined || (!has && setAdd(result, items[i]!) === undefined)) return undefined;
  }
  return result;
}

/** `s -= other`. */
export function setDifferenceUpdate(s: PySet, other: Value): true | undefined {
  if (s === other) {
    setClear(s);
    return true;
  }
  const done = isAnySet(other) ? discardSet(s, other) : discardEach(s, other);
  if (done !== undefined && s.store !== SetKind.Mapped && s.table !== null) setTidy(s.table);
  return done;
}

function discardSet(s: PySet, other: PySet): true | undefined {
  const less = Math.floor(setLen(other) / 8) > setLen(s) ? setIntersection(s, other) : other;
  if (less === undefined) return undefined;
  const items = setItems(less);
  for (let i = 0; i < items.length; i++) if (setDiscard(s, items[i]!) === undefined) return undefined;
  return true;
}

function discardEach(s: PySet, other: Value): true | undefined {
  const it = getIter(other);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    if (setDiscard(s, v) === undefined) return undefined;
  }
}

/** `s ^= other`. */
export function setSymmetricDifferenceUpdate(s: PySet, other: Value): true | undefined {
  if (s === other) {
    setClear(s);
    return true;
  }
  let items: Value[];
  if (isAnySet(other)) items = setItems(other);
  else if (isExactDict(other)) items = dictKeys(other);
  else {
    const unique = emptyLike(s);
    if (setUpdate(unique, other) === undefined) return undefined;
    items = setItems(unique);
  }
  for (let i = 0; i < items.length; i++) {
    const had = setDiscard(s, items[i]!);
    if (had === undefined || (!had && setAdd(s, items[i]!) === undefined)) return undefined;
  }
  return true;
}

/** `s ^ other` as a new set of the built-in type. */
export function setSymmetricDifference(s: PySet, other: Value): PySet | undefined {
  const result = emptyLike(s);
  if (setUpdate(result, other) === undefined) return undefined;
  return setSymmetricDifferenceUpdate(result, s) === undefined ? undefined : result;
}

/** True if every element of `s` is in `other`. */
export function setIsSubset(s: PySet, other: Value): boolean | undefined {
  const set = asAnySet(other);
  if (set === undefined) return undefined;
  if (setLen(s) > setLen(set)) return false;
  const items = setItems(s);
  for (let i = 0; i < items.length; i++) {
    const has = setHas(set, items[i]!);
    if (has !== true) return has;
  }
  return true;
}

/** True if every element of `other` is in `s`. */
export function setIsSuperset(s: PySet, other: Value): boolean | undefined {
  if (isAnySet(other)) return setIsSubset(other, s);
  const it = getIter(other);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    const has = setHas(s, v);
    if (has !== true) return has;
  }
}

/** A set as it is, any other iterable as a new set. */
function asAnySet(v: Value): PySet | undefined {
  if (isAnySet(v)) return v;
  const set = new PySet();
  return setUpdate(set, v) === undefined ? undefined : set;
}

export function setIsDisjoint(s: PySet, other: Value): boolean | undefined {
  if (s === other) return setLen(s) === 0;
  if (isAnySet(other)) return setLen(other) > setLen(s) ? noneIn(setItems(s), other) : noneIn(setItems(other), s);
  const it = getIter(other);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    const has = setHas(s, v);
    if (has !== false) return has === undefined ? undefined : false;
  }
}

function noneIn(items: readonly Value[], set: PySet): boolean | undefined {
  for (let i = 0; i < items.length; i++) {
    const has = setHas(set, items[i]!);
    if (has !== false) return has === undefined ? undefined : false;
  }
  return true;
}

/** Equality of two sets. */
export function setEquals(s: PySet, other: PySet): boolean | undefined {
  if (setLen(s) !== setLen(other)) return false;
  if (s.hash !== null && other.hash !== null && s.hash !== other.hash) return false;
  return setIsSubset(s, other);
}
