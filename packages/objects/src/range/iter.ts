/**
 * Layouts of range iterators: `range_iterator` while all values are safe integers, else `longrange_iterator`.
 * The next item, the step, and how many are left.
 */
import { layoutClass, PyObject } from '../core/object.ts';
import type { PyInt } from '../core/value.ts';
import { int, MAX_SAFE } from '../core/value.ts';
import type { PyRange } from './range.ts';
import { rangeItem } from './range.ts';
import { intSub } from '../int/ops.ts';

export interface PyRangeIter extends PyObject {}
export class PyRangeIter {
  next: number;
  readonly step: number;
  left: number;
  constructor(next: number, step: number, left: number) {
    this.stub = undefined;
    this.next = next;
    this.step = step;
    this.left = left;
  }
}

layoutClass(PyRangeIter);

export class PyLongRangeIter extends PyObject {
  next: PyInt;
  readonly step: PyInt;
  left: PyInt;
  constructor(next: PyInt, step: PyInt, left: PyInt) {
    super();
    this.next = next;
    this.step = step;
    this.left = left;
  }
}

function iterate(next: PyInt, step: PyInt, left: PyInt): PyRangeIter | PyLongRangeIter {
  if (
    typeof next === 'number' &&
    typeof step === 'number' &&
    typeof left === 'number' &&
    Math.abs(next + step * left) <= MAX_SAFE
  ) {
    return new PyRangeIter(next, step, left);
  }
  return new PyLongRangeIter(next, step, left);
}

export function rangeIter(r: PyRange): PyRangeIter | PyLongRangeIter {
  return iterate(r.start, r.step, r.length);
}

export function rangeReversed(r: PyRange): PyRangeIter | PyLongRangeIter {
  return iterate(rangeItem(r, intSub(r.length, int(1))), intSub(int(0), r.step), r.length);
}
