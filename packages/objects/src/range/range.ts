/** Layout of range, and its arithmetic on ints of any size. */
import type { PyObject } from '../core/object.ts';
import { layoutClass } from '../core/object.ts';
import type { PyInt } from '../core/value.ts';
import { int } from '../core/value.ts';
import { intAdd, intCompare, intFloorDiv, intMul, intSub } from '../int/ops.ts';

const ZERO: PyInt = int(0);
const ONE: PyInt = int(1);

export interface PyRange extends PyObject {}
export class PyRange {
  readonly start: PyInt;
  readonly stop: PyInt;
  readonly step: PyInt;
  readonly length: PyInt;
  constructor(start: PyInt = ZERO, stop: PyInt = ZERO, step: PyInt = ONE) {
    this.stub = undefined;
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = rangeLength(start, stop, step);
  }
}

layoutClass(PyRange);

/** Number of items; `step` is not 0. */
export function rangeLength(start: PyInt, stop: PyInt, step: PyInt): PyInt {
  if (
    typeof start === 'number' &&
    typeof stop === 'number' &&
    typeof step === 'number' &&
    Number.isSafeInteger(stop - start)
  ) {
    if (step > 0) return int(stop > start ? Math.floor((stop - start - 1) / step) + 1 : 0);
    return int(stop < start ? Math.floor((start - stop - 1) / -step) + 1 : 0);
  }
  const up = intCompare(step, ZERO) > 0;
  const low = up ? start : stop;
  const high = up ? stop : start;
  if (intCompare(low, high) >= 0) return ZERO;
  const span = intSub(intSub(high, low), ONE);
  return intAdd(intFloorDiv(span, up ? step : intSub(ZERO, step))!, ONE);
}

/** Item number `i`, not checked against the length. */
export function rangeItem(r: PyRange, i: PyInt): PyInt {
  return intAdd(r.start, intMul(i, r.step));
}
