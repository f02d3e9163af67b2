/**
 * Layout of list: a growable JS array.
 *
 * `items` is replaced only by operations that CPython would see as a reallocation of the whole list (clear, slice
 * assignment, sort); iterators hold the list, never the array. A strategy tag keeps the door open for raw floats and
 * native storage: everyone outside this folder reads through `listItems`.
 */
import { Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyList extends PyObject {
  items: Value[];
  constructor(items?: Value[]) {
    super();
    this.items = items ?? [];
  }
}

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
