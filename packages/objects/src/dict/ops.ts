/**
 * Operations on dicts for the runtime and for modules. They work on the dict itself: a subclass's overridden
 * methods are not called (use ops/items.ts for that).
 *
 * `undefined` = raised (unhashable key, or an error in a key's __eq__ or __hash__).
 */
import type { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { DictKind, PyDict } from './dict.ts';
import { canonicalForm, exactHash, fastHash, isSelfCanonical } from './keys.ts';
import {
  namespaceClear,
  namespaceDelete,
  namespaceDeleteStr,
  namespaceGet,
  namespaceGetStr,
  namespaceLength,
  namespaceSet,
  namespaceSetStr,
} from './namespace.ts';
import {
  HashTable,
  makeExact,
  NOT_FOUND,
  RAISED,
  tableAppend,
  tableCopy,
  tableFind,
  tableFirst,
  tableHash,
  tableRemove,
} from './table.ts';

import { takeException } from '../core/errors.ts';
import { dictCursor } from './cursor.ts';

export { dictCell } from './cells.ts';
export { DictCursor, dictCursor } from './cursor.ts';
export { detachView, existingView, noteViewDelete, noteViewStore, viewDict } from './view.ts';

/** An empty dict. */
export function newDict(): PyDict {
  return new PyDict();
}

/** An empty namespace of a module or class body (CELLS). */
export function cellsDict(): PyDict {
  const d = new PyDict();
  d.store = DictKind.Cells;
  d.map = new Map();
  return d;
}

/** A dict of names and values. */
export function dictFromEntries(entries: Iterable<readonly [string, Value]>): PyDict {
  const d = new PyDict();
  const map = new Map<any, any>();
  for (const [name, value] of entries) map.set(name, value);
  d.map = map;
  return d;
}

/** Turns a MAP dict into a TABLE dict with the same entries. */
function toTable(d: PyDict): HashTable {
  const t = new HashTable();
  if (d.map !== null) for (const [key, value] of d.map) tableAppend(t, key, fastHash(key), value);
  d.store = DictKind.Table;
  d.data = t;
  d.map = null;
  return t;
}

/** The table of a TABLE dict; a MAP dict becomes one. */
export function tableOf(d: PyDict): HashTable {
  return d.store === DictKind.Table ? (d.data as HashTable) : toTable(d);
}

/** The same, holding exact hashes: for a key that a MAP cannot hold and whose exact hash is known. */
function exactTable(d: PyDict): HashTable {
  const t = tableOf(d);
  if (!t.exact) makeExact(t);
  return t;
}

// --- look-up

/** `d[k]`, ABSENT if there is none. */
export function dictGet(d: PyDict, key: Value): Value | Absent | undefined {
  if (d.store === DictKind.Map) {
    if (typeof key === 'string' || typeof key === 'number') {
      if (d.map === null) return ABSENT;
      const v = d.map.get(key);
      return v === undefined ? ABSENT : v;
    }
    return mapGetSlow(d, key);
  }
  if (d.store === DictKind.Table) return tableGet(d.data as HashTable, key);
  return namespaceGet(d, key);
}

function mapGetSlow(d: PyDict, key: Value): Value | Absent | undefined {
  const form = isSelfCanonical(key) ? key : canonicalForm(key);
  if (form === null) return ABSENT;
  if (form !== undefined) {
    const v = d.map === null ? undefined : d.map.get(form);
    return v === undefined ? ABSENT : v;
  }
  const hash = exactHash(key, 'dict key');
  if (hash === undefined) return undefined;
  return dictLen(d) === 0 ? ABSENT : tableGetHashed(exactTable(d), key, hash);
}

function tableGet(t: HashTable, key: Value): Value | Absent | undefined {
  const hash = tableHash(t, key);
  return hash === undefined ? undefined : tableGetHashed(t, key, hash);
}

function tableGetHashed(t: HashTable, key: Value, hash: number): Value | Absent | undefined {
  const e = tableFind(t, key, hash);
  if (e >= 0) return t.vals[e]!;
  return e === NOT_FOUND ? ABSENT : undefined;
}

/** `d[name]` for a name (no code point above U+FFFF unless the dict is a namespace). Errors in __eq__ of other keys are lost. */
export function dictGetStr(d: PyDict, name: string): Value | Absent {
  if (d.store === DictKind.Map) {
    if (d.map === null) return ABSENT;
    const v = d.map.get(name);
    return v === undefined ? ABSENT : v;
  }
  if (d.store !== DictKind.Table) return namespaceGetStr(d, name);
  const v = tableGet(d.data as HashTable, name as Value);
  if (v !== undefined) return v;
  takeException();
  return ABSENT;
}

/** `k in d`. */
export function dictHas(d: PyDict, key: Value): boolean | undefined {
  const v = dictGet(d, key);
  return v === undefined ? undefined : v !== ABSENT;
}

export function dictLen(d: PyDict): number {
  if (d.store === DictKind.Map) return d.map === null ? 0 : d.map.size;
  if (d.store === DictKind.Table) return (d.data as HashTable).used;
  return namespaceLength(d);
}

// --- change

/** `d[k] = v`. */
export function dictSet(d: PyDict, key: Value, value: Value): true | undefined {
  if (d.store === DictKind.Map) {
    if (typeof key === 'string' || typeof key === 'number') {
      mapSet(d, key, value);
      return true;
    }
    return mapSetSlow(d, key, value);
  }
  if (d.store === DictKind.Table) return tableSet(d, d.data as HashTable, key, value);
  return namespaceSet(d, key, value);
}

function mapSet(d: PyDict, key: unknown, value: Value): void {
  let { map } = d;
  if (map === null) d.map = map = new Map();
  const before = map.size;
  map.set(key, value);
  if (map.size !== before) d.version++;
}

function mapSetSlow(d: PyDict, key: Value, value: Value): true | undefined {
  if (isSelfCanonical(key)) {
    mapSet(d, key, value);
    return true;
  }
  const form = canonicalForm(key);
  if (form === undefined) {
    const hash = exactHash(key, 'dict key');
    return hash === undefined ? undefined : tableSetHashed(d, exactTable(d), key, hash, value);
  }
  if (form !== null && d.map !== null && d.map.has(form)) {
    d.map.set(form, value);
    return true;
  }
  return tableSet(d, tableOf(d), key, value);
}

function tableSet(d: PyDict, t: HashTable, key: Value, value: Value): true | undefined {
  const hash = tableHash(t, key);
  return hash === undefined ? undefined : tableSetHashed(d, t, key, hash, value);
}

function tableSetHashed(d: PyDict, t: HashTable, key: Value, hash: number, value: Value): true | undefined {
  const e = tableFind(t, key, hash);
  if (e === RAISED) return undefined;
  // comparing keys may have given the dict another store
  if (d.data !== t) return dictSet(d, key, value);
  if (e >= 0) t.vals[e] = value;
  else {
    tableAppend(t, key, hash, value);
    d.version++;
  }
  return true;
}

/** `d[name] = v`. */
export function dictSetStr(d: PyDict, name: string, value: Value): void {
  if (d.store === DictKind.Map) mapSet(d, name, value);
  else if (d.store === DictKind.Table) {
    if (tableSet(d, d.data as HashTable, name as Value, value) === undefined) takeException();
  } else namespaceSetStr(d, name, value);
}

/** Removes `k` and gives its value, ABSENT if there is none. */
export function dictPop(d: PyDict, key: Value): Value | Absent | undefined {
  if (d.store === DictKind.Map) return mapPop(d, key);
  if (d.store !== DictKind.Table) return namespaceDelete(d, key);
  const t = d.data as HashTable;
  const hash = tableHash(t, key);
  return hash === undefined ? undefined : tablePopHashed(d, t, key, hash);
}

function tablePopHashed(d: PyDict, t: HashTable, key: Value, hash: number): Value | Absent | undefined {
  const e = tableFind(t, key, hash);
  if (e === RAISED) return undefined;
  if (e === NOT_FOUND || d.data !== t) return ABSENT;
  const v = t.vals[e]!;
  tableRemove(t, e);
  d.version++;
  return v;
}

function mapPop(d: PyDict, key: Value): Value | Absent | undefined {
  const form = isSelfCanonical(key) ? key : canonicalForm(key);
  if (form === null) return ABSENT;
  if (form === undefined) {
    const hash = exactHash(key, 'dict key');
    if (hash === undefined) return undefined;
    return dictLen(d) === 0 ? ABSENT : tablePopHashed(d, exactTable(d), key, hash);
  }
  return mapPopCanonical(d, form);
}

function mapPopCanonical(d: PyDict, key: unknown): Value | Absent {
  const { map } = d;
  if (map === null) return ABSENT;
  const v = map.get(key);
  if (v === undefined) return ABSENT;
  map.delete(key);
  d.version++;
  return v;
}

/** Removes `k`; tells whether it was there. */
export function dictDel(d: PyDict, key: Value): boolean | undefined {
  const v = dictPop(d, key);
  return v === undefined ? undefined : v !== ABSENT;
}

/** Removes `name`; tells whether it was there. */
export function dictDelStr(d: PyDict, name: string): boolean {
  if (d.store === DictKind.Map) return mapPopCanonical(d, name) !== ABSENT;
  if (d.store !== DictKind.Table) return namespaceDeleteStr(d, name) !== ABSENT;
  const v = dictPop(d, name as Value);
  if (v === undefined) takeException();
  return v !== undefined && v !== ABSENT;
}

/** The value of `k`; if there is none, `value` after storing it. */
export function dictSetDefault(d: PyDict, key: Value, value: Value): Result {
  if (d.store === DictKind.Table) {
    const t = d.data as HashTable;
    const hash = tableHash(t, key);
    return hash === undefined ? undefined : tableSetDefault(d, t, key, hash, value);
  }
  if (d.store === DictKind.Map && !isSelfCanonical(key) && canonicalForm(key) === undefined) {
    const hash = exactHash(key, 'dict key');
    return hash === undefined ? undefined : tableSetDefault(d, exactTable(d), key, hash, value);
  }
  const found = dictGet(d, key);
  if (found !== ABSENT) return found;
  return dictSet(d, key, value) === undefined ? undefined : value;
}

function tableSetDefault(d: PyDict, t: HashTable, key: Value, hash: number, value: Value): Result {
  const e = tableFind(t, key, hash);
  if (e === RAISED) return undefined;
  if (d.data !== t) return dictSetDefault(d, key, value);
  if (e >= 0) return t.vals[e];
  tableAppend(t, key, hash, value);
  d.version++;
  return value;
}

/** Removes and gives the last entry; null if the dict is empty. */
export function dictPopItem(d: PyDict): [Value, Value] | null {
  if (dictLen(d) === 0) return null;
  if (d.store === DictKind.Map && d.map!.size > SMALL) toTable(d);
  if (d.store === DictKind.Table) {
    const t = d.data as HashTable;
    const last = t.keys.length - 1;
    const item: [Value, Value] = [t.keys[last]!, t.vals[last]!];
    tableRemove(t, last);
    d.version++;
    return item;
  }
  const cursor = dictCursor(d);
  let item: [Value, Value] | null = null;
  while (cursor.advance()) item = [cursor.key, cursor.value];
  void dictPop(d, item![0]);
  return item;
}

/** Removes and gives the first entry; null if the dict is empty. */
export function dictPopFirst(d: PyDict): [Value, Value] | null {
  if (dictLen(d) === 0) return null;
  if (d.store === DictKind.Map && d.map!.size > SMALL) toTable(d);
  if (d.store === DictKind.Table) {
    const t = d.data as HashTable;
    const e = tableFirst(t);
    const item: [Value, Value] = [t.keys[e]!, t.vals[e]!];
    tableRemove(t, e);
    d.version++;
    return item;
  }
  const cursor = dictCursor(d);
  cursor.advance();
  const item: [Value, Value] = [cursor.key, cursor.value];
  void dictPop(d, item[0]);
  return item;
}

/** A MAP of at most so many entries is searched for its last one; a larger one becomes a TABLE, which knows it. */
const SMALL = 4;

export function dictClear(d: PyDict): void {
  if (d.store === DictKind.Cells || d.store === DictKind.View) {
    namespaceClear(d);
    return;
  }
  d.store = DictKind.Map;
  d.map = null;
  d.data = null;
  d.version++;
}

/** An exact dict with the same entries. */
export function dictCopy(d: PyDict): PyDict {
  const copy = new PyDict();
  copyInto(copy, d);
  return copy;
}

/** Gives the empty MAP dict `target` the entries of `d`. */
export function copyInto(target: PyDict, d: PyDict): void {
  if (d.store === DictKind.Map) {
    if (d.map !== null && d.map.size > 0) target.map = new Map(d.map);
  } else if (d.store === DictKind.Table) {
    target.store = DictKind.Table;
    target.data = tableCopy(d.data as HashTable);
  } else {
    const cursor = dictCursor(d);
    while (cursor.advance()) void dictSet(target, cursor.key, cursor.value);
  }
  target.version++;
}

/** A namespace (CELLS) with the entries of `d`, for exec and class bodies; `d` itself keeps its store. */
export function toCells(d: PyDict): PyDict {
  const cells = cellsDict();
  const cursor = dictCursor(d);
  while (cursor.advance()) void namespaceSet(cells, cursor.key, cursor.value);
  return cells;
}

/** True if the dict belongs to a plain instance. */
export function isViewOf(d: PyDict, instance: PyObject): boolean {
  return d.store === DictKind.View && (d.data as { instance: PyObject }).instance === instance;
}

/**
 * Makes a dict a namespace with Cells, in place, so that code run in it can cache them; false where the dict keeps
 * another store (a subclass, keys that are no names).
 */
export function namespaceCells(d: PyDict): boolean {
  if (d.store === DictKind.Cells) return true;
  if (d.store !== DictKind.Map || d.cls !== T.dict) return false;
  const cells = toCells(d);
  d.map = cells.map;
  d.live = cells.live;
  d.store = DictKind.Cells;
  return true;
}
