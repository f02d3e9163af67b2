/** Layout of complex. */
import { Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyComplex extends PyObject {
  re: number;
  im: number;
  constructor(re?: number, im?: number) {
    super();
    this.re = re === undefined ? 0 : re;
    this.im = im === undefined ? 0 : im;
  }
}

PyComplex.prototype.kind = Kind.Complex;

export function complex(re: number, im: number): PyComplex {
  return new PyComplex(re, im);
}

export function isComplex(v: Value): v is PyComplex {
  return typeof v === 'object' && (v.kind & Kind.Complex) !== 0;
}
