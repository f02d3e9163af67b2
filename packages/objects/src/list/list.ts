/**
 * Layout of list: a growable JS array.
 *
 * `items` is replaced only by operations that CPython would see as a reallocation of the whole list (clear, slice
 * assignment, sort) through `replaceItems`; iterators hold the list, never the array.
 *
 * A list that C holds is in native storage: capi moves it to another prototype, so that `instanceof PyList` is false and every fast path
 * passes it by, and `items` is a Proxy over C's memory.
 */
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';

/** How to reach the items of a list in native storage without its Proxy. Indices are in range. */
export interface NativeItems {
  length(l: PyList): number;
  get(l: PyList, i: number): Value;
  set(l: PyList, i: number, v: Value): void;
  push(l: PyList, v: Value): void;
}

export interface PyList extends PyObject {
  /** On the prototype of lists in native storage, else undefined. */
  readonly native?: NativeItems;
}
export class PyList {
  items: Value[];
  /** The doubles of a list in the float strategy (floats.ts), whose `items` is then a Proxy. */
  floats: number[] | undefined;
  constructor(items?: Value[]) {
    this.stub = undefined;
    this.items = items ?? [];
    this.floats = undefined;
  }
}

layoutClass(PyList);

PyList.prototype.kind = Kind.List;

/** A list that owns this array. */
export function list(items: Value[]): PyList {
  return new PyList(items);
}

export function isList(v: Value): v is PyList {
  return typeof v === 'object' && (v.kind & Kind.List) !== 0;
}

/**
 * Makes `items` the list's array. A list in native storage (one that C holds: its prototype says `native`) keeps its storage and
 * gets the items, since C may hold a pointer to it.
 */
export function replaceItems(l: PyList, items: Value[]): void {
  if (l.native === undefined) l.items = items;
  else {
    const storage = l.items;
    storage.length = 0;
    for (let i = 0; i < items.length; i++) storage.push(items[i]!);
  }
}

/** The items in an array that only the caller has; the list is empty. */
export function takeItems(l: PyList): Value[] {
  const items = l.native !== undefined ? l.items.slice() : l.items;
  replaceItems(l, []);
  return items;
}

/** The items, for reading. */
export function listItems(l: PyList): readonly Value[] {
  return l.items;
}
