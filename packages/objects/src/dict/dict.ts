/**
 * Layout of dict and the strategies' contract.
 *
 *   kind   storage
 *   MAP    JS Map from self-canonical keys (exact str, exact int, identity-hashed objects, None, …) to values
 *   TABLE  own insertion-ordered hash table: any key (tuples, floats, bools, user __hash__ …)
 *   CELLS  namespace of a module or class body: JS Map from names to Cells, so that code can cache a Cell.
 *          A cell with v === undefined is not an entry (a deleted or only looked-up name)
 *   VIEW   live view of an instance's own attribute properties (`obj.__dict__`)
 *
 * `version` changes whenever keys are added or removed: iteration checks the size, caches the version.
 */
import type { Cell } from '../core/frame.ts';
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export const DictKind = { Map: 0, Table: 1, Cells: 2, View: 3 } as const;

export interface PyDict extends PyObject {}
export class PyDict {
  /** One of DictKind. */
  store: number;
  /** MAP: values by key; CELLS: Cells by name; else null. */
  map: Map<any, any> | null;
  /** TABLE: the hash table; VIEW: the instance; else null. */
  data: unknown;
  /** Entries in a CELLS store (its map may hold empty cells). */
  live: number;
  version: number;
  constructor() {
    this.stub = undefined;
    this.store = DictKind.Map;
    this.map = null;
    this.data = null;
    this.live = 0;
    this.version = 0;
  }
}

layoutClass(PyDict);

PyDict.prototype.kind = Kind.Dict;

export function isDict(v: Value): v is PyDict {
  return typeof v === 'object' && (v.kind & Kind.Dict) !== 0;
}

/** CELLS dict's map. */
export type CellMap = Map<string, Cell>;
