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
  switch (typeof v) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return true;
    case 'object':
      return (v.kind & Kind.Int) !== 0;
    default:
      return false;
  }
}

/** Exact int: neither bool nor a subclass. */
export function isExactInt(v: Value): v is PyInt {
  return typeof v === 'number' || typeof v === 'bigint';
}

/** The number of an int, bool or int subclass. */
export function intValue(v: IntLike): PyInt {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return v;
    case 'boolean':
      return int(v ? 1 : 0);
    default:
      return (v as PyIntBox).value;
  }
}

/** The number of any int value, or undefined (nothing raised) if `v` is no int. */
export function intOrUndefined(v: Value): PyInt | undefined {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return v;
    case 'boolean':
      return int(v ? 1 : 0);
    case 'object':
      return (v.kind & Kind.Int) !== 0 ? (v as PyIntBox).value : undefined;
    default:
      return undefined;
  }
}
