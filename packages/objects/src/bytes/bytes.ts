/** Layout of bytes. The array is never changed after the object is visible to Python. */
import { Kind, PyObject } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';

const NO_BYTES = new Uint8Array(0);

export class PyBytes extends PyObject {
  bytes: Uint8Array;
  /** Cached hash, or null. */
  hash: PyInt | null;
  constructor(bytes?: Uint8Array) {
    super();
    this.bytes = bytes ?? NO_BYTES;
    this.hash = null;
  }
}

PyBytes.prototype.kind = Kind.Bytes;

/** A bytes object that owns this array. */
export function bytes(data: Uint8Array): PyBytes {
  return new PyBytes(data);
}

/** True for bytes and instances of subclasses. */
export function isBytes(v: Value): v is PyBytes {
  return typeof v === 'object' && (v.kind & Kind.Bytes) !== 0;
}
