/**
 * Layout of float: a box around a double. The last resort: hot code keeps raw doubles (see the tiers).
 *
 * Boxes are made by the million and die young, so they have no `stub` (48 bytes instead of 56): floats are identical by
 * their bits, and one that crosses into C is copied there.
 */
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export interface PyFloat extends PyObject {}
export class PyFloat {
  v: number;
  constructor(v?: number) {
    this.v = v === undefined ? 0 : v;
  }
}

layoutClass(PyFloat);

PyFloat.prototype.kind = Kind.Float;

/** A float of this value. */
export function float(v: number): PyFloat {
  return new PyFloat(v);
}

export function isFloat(v: Value): v is PyFloat {
  return typeof v === 'object' && (v.kind & Kind.Float) !== 0;
}
