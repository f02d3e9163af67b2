/** Layout of tuple: an immutable JS array. `items` is never changed after the tuple is visible to Python. */
import type { PyObject } from '../core/object.ts';
import { hangBelowRoot, Kind } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';

export interface PyTuple extends PyObject {}
export class PyTuple {
  items: readonly Value[];
  /** Cached hash, or null. */
  hash: PyInt | null;
  /** Cached internal hash of dict/keys.ts; 0 = not computed. */
  fastHash: number;
  constructor(items?: readonly Value[]) {
    this.stub = undefined;
    this.items = items ?? NO_ITEMS;
    this.hash = null;
    this.fastHash = 0;
  }
}

hangBelowRoot(PyTuple);

const NO_ITEMS: readonly Value[] = [];

PyTuple.prototype.kind = Kind.Tuple;

/** The empty tuple. */
export const EMPTY_TUPLE: PyTuple = new PyTuple(NO_ITEMS);

/** A tuple of these items; the array must not be changed afterwards. */
export function tuple(items: readonly Value[]): PyTuple {
  return items.length === 0 ? EMPTY_TUPLE : new PyTuple(items);
}

export function isTuple(v: Value): v is PyTuple {
  return typeof v === 'object' && (v.kind & Kind.Tuple) !== 0;
}
