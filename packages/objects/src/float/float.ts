/** Layout of float: a box around a double. The last resort: hot code keeps raw doubles (see the tiers). */
import { Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyFloat extends PyObject {
  v: number;
  constructor(v?: number) {
    super();
    this.v = v === undefined ? 0 : v;
  }
}

PyFloat.prototype.kind = Kind.Float;

/** A float of this value. */
export function float(v: number): PyFloat {
  return new PyFloat(v);
}

export function isFloat(v: Value): v is PyFloat {
  return typeof v === 'object' && (v.kind & Kind.Float) !== 0;
}
