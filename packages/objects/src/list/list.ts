/**
 * Layout of list: a growable JS array.
 *
 * `items` is replaced only by operations that CPython would see as a reallocation of the whole list (clear, slice
 * assignment, sort); iterators hold the list, never the array. A strategy tag keeps the door open for raw floats and
 * native storage: everyone outside this folder reads through `listItems`.
 */
import type { PyObject } from '../core/object.ts';
import { hangBelowRoot, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export interface PyList extends PyObject {}
export class PyList {
  items: Value[];
  constructor(items?: Value[]) {
    this.stub = undefined;
    this.items = items ?? [];
  }
}

hangBelowRoot(PyList);

PyList.prototype.kind = Kind.List;

/** A list that owns this array. */
export function list(items: Value[]): PyList {
  return new PyList(items);
}

export function isList(v: Value): v is PyList {
  return typeof v === 'object' && (v.kind & Kind.List) !== 0;
}

/** The items, for reading. */
export function listItems(l: PyList): readonly Value[] {
  return l.items;
}
