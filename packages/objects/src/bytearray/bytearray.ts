/**
 * Layout of bytearray: `length` bytes of `store` from `start`; the rest of `store` is spare room.
 * `lock` counts the buffers handed out: while somebody holds one the size may not change (exports.ts).
 */
import { Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export interface BufferLock {
  exports: number;
  /** How many of these memoryviews hold. */
  views: number;
}

export class PyByteArray extends PyObject {
  store: Uint8Array;
  start: number;
  length: number;
  /** Null until the first buffer is handed out. */
  lock: BufferLock | null;
  constructor(data?: Uint8Array) {
    super();
    this.store = data ?? new Uint8Array(0);
    this.start = 0;
    this.length = this.store.length;
    this.lock = null;
  }
}

PyByteArray.prototype.kind = Kind.ByteArray;

/** A bytearray that owns this array. */
export function byteArray(data: Uint8Array): PyByteArray {
  return new PyByteArray(data);
}

/** True for bytearray and instances of subclasses. */
export function isByteArray(v: Value): v is PyByteArray {
  return typeof v === 'object' && (v.kind & Kind.ByteArray) !== 0;
}

/** The current contents; valid until the size changes. */
export function byteArrayData(b: PyByteArray): Uint8Array {
  return b.store.length === b.length ? b.store : b.store.subarray(b.start, b.start + b.length);
}
