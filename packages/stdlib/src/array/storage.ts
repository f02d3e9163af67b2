/** Layout of array.array, and its memory. */
import { newInstance, newMemory, PyObject, raise, E } from '@pyston/objects';
import type { PyType, Value } from '@pyston/objects';
import type { ArrayCode } from './codes.ts';
import { CODES } from './codes.ts';

export class PyArray extends PyObject {
  code: ArrayCode = CODES.get('b')!;
  /** Memory with spare room; items are its first `length`. */
  store: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.store.buffer);
  length = 0;
  /** Buffers handed out: while there are any, the size may not change. */
  exports = 0;
}

export function newArray(cls: PyType, code: ArrayCode, length: number): PyArray {
  const a = newInstance<PyArray>(cls);
  a.code = code;
  setStore(a, newMemory(length * code.size));
  a.length = length;
  return a;
}

/** Takes this memory as the array's. */
export function setStore(a: PyArray, store: Uint8Array): void {
  a.store = store;
  a.view = new DataView(store.buffer, store.byteOffset, store.byteLength);
}

/** The items' bytes. */
export function arrayBytes(a: PyArray): Uint8Array {
  return a.store.subarray(0, a.length * a.code.size);
}

export function arrayItem(a: PyArray, i: number): Value {
  return a.code.get(a.view, i * a.code.size);
}

/** Changes the number of items; new ones are zero. False: buffers are exported, raised. */
export function resize(a: PyArray, length: number): boolean {
  if (a.exports > 0 && length !== a.length) {
    raise(E.BufferError!, 'cannot resize an array that is exporting buffers');
    return false;
  }
  const needed = length * a.code.size;
  if (needed > a.store.length) {
    const room = newMemory(Math.max(needed, a.store.length + (a.store.length >> 1) + 16));
    room.set(arrayBytes(a));
    setStore(a, room);
  } else if (length > a.length) a.store.fill(0, a.length * a.code.size, needed);
  a.length = length;
  return true;
}

/** Replaces items [start, stop) by bytes. False: raised. */
export function splice(a: PyArray, start: number, stop: number, data: Uint8Array): boolean {
  const { size } = a.code;
  const inserted = data.length / size;
  const old = a.length;
  const copy = data.buffer === a.store.buffer ? data.slice() : data;
  const length = old - (stop - start) + inserted;
  if (length >= old && !resize(a, length)) return false;
  if (length < old && a.exports > 0) return resize(a, length);
  a.store.copyWithin((start + inserted) * size, stop * size, old * size);
  a.store.set(copy, start * size);
  return length >= old || resize(a, length);
}

/** Appends one item; the array is unchanged when the value does not fit. */
export function append(a: PyArray, v: Value): boolean {
  return insert(a, a.length, v);
}

export function insert(a: PyArray, at: number, v: Value): boolean {
  const item = new Uint8Array(a.code.size);
  if (!a.code.set(new DataView(item.buffer), 0, v)) return false;
  return splice(a, at, at, item);
}
