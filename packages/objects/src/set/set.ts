/**
 * Layout of set and frozenset.
 *
 *   store   keys held                                    where
 *   INTS    exact ints                                   open-addressing table, hash = the int
 *   MAPPED  exact strs and identity-hashed objects       JS Set, in order of insertion
 *           (and ints beside them)
 *   EXACT   anything                                     open-addressing table with Python's 64-bit hashes
 *
 * The tables probe and grow as CPython's do, so that sets of ints, floats, tuples of them … iterate in CPython's order
 * (set/table.ts). The order of strs and plain objects depends on hash seeds and addresses there: with a fixed
 * PYTHONHASHSEED strs go to EXACT too (`useSeededOrder`).
 */
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';
import type { SetTable } from './table.ts';

export const SetKind = { Ints: 0, Mapped: 1, Exact: 2 } as const;

export interface PySet extends PyObject {}
export class PySet {
  /** One of SetKind. */
  store: number;
  /** INTS and EXACT; null while the set is empty and new. */
  table: SetTable | null;
  /** MAPPED. */
  mapped: Set<Value> | null;
  /** Where pop() starts to search a table. */
  finger: number;
  /** frozenset: cached hash, or null. */
  hash: PyInt | null;
  constructor() {
    this.stub = undefined;
    this.store = SetKind.Ints;
    this.table = null;
    this.mapped = null;
    this.finger = 0;
    this.hash = null;
  }
}

layoutClass(PySet);

PySet.prototype.kind = Kind.Set;

export class PyFrozenSet extends PySet {}

PyFrozenSet.prototype.kind = Kind.FrozenSet;

/** set or a subclass. */
export function isSet(v: Value): v is PySet {
  return typeof v === 'object' && (v.kind & Kind.Set) !== 0;
}

/** frozenset or a subclass. */
export function isFrozenSet(v: Value): v is PyFrozenSet {
  return typeof v === 'object' && (v.kind & Kind.FrozenSet) !== 0;
}

export function isAnySet(v: Value): v is PySet {
  return typeof v === 'object' && (v.kind & (Kind.Set | Kind.FrozenSet)) !== 0;
}
