/** Layout of tuple: an immutable JS array. `items` is never changed after the tuple is visible to Python. */
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
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

layoutClass(PyTuple);

/**
 * The layout for subclasses: the same fields. If these ran PyTuple's constructor, it would meet the hidden class of each of them,
 * and V8 would make no tuple with plain stores any more.
 */
export class TupleSubclassLayout {
  stub: unknown;
  items: readonly Value[];
  hash: PyInt | null;
  fastHash: number;
  constructor(items?: readonly Value[]) {
    this.stub = undefined;
    this.items = items ?? NO_ITEMS;
    this.hash = null;
    this.fastHash = 0;
  }
}

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
