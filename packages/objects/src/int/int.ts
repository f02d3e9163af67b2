/**
 * int: exact ints are JS numbers (|n| <= 2**53-1) or bigints; a subclass instance is a PyIntBox.
 *
 * `isInt` accepts everything that is an int to Python (bool included); `intValue` gives the bare number.
 */
import { Kind, PyObject } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';

/** Instance of a subclass of int (IntEnum members …). `value` is never changed once the object is visible. */
export class PyIntBox extends PyObject {
  value: PyInt;
  constructor() {
    super();
    this.value = int(0);
  }
}

PyIntBox.prototype.kind = Kind.Int;

/** Anything whose type is int or derives from it. */
export type IntLike = PyInt | boolean | PyIntBox;

export function isInt(v: Value): v is IntLike {
  if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean') return true;
  return typeof v === 'object' && (v.kind & Kind.Int) !== 0;
}

/** Exact int: neither bool nor a subclass. */
export function isExactInt(v: Value): v is PyInt {
  return typeof v === 'number' || typeof v === 'bigint';
}

/** The number of an int, bool or int subclass. */
export function intValue(v: IntLike): PyInt {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  return typeof v === 'boolean' ? int(v ? 1 : 0) : v.value;
}

/** The number of any int value, or undefined (nothing raised) if `v` is no int. */
export function intOrUndefined(v: Value): PyInt | undefined {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (typeof v === 'object') return (v.kind & Kind.Int) !== 0 ? (v as PyIntBox).value : undefined;
  return typeof v === 'boolean' ? int(v ? 1 : 0) : undefined;
}
