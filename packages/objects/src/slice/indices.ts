/** Slice bounds for lengths of any size: slice.indices() and slices of ranges. */
import { typeError, valueError } from '../core/errors.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { intAdd, intCompare } from '../int/ops.ts';
import { index } from '../ops/arith.ts';
import type { PySlice } from './slice.ts';

const ZERO: PyInt = int(0);
const ONE: PyInt = int(1);

function bound(v: Value): PyInt | undefined {
  if (typeof v === 'number') return v;
  return typeOf(v).slots.index === null
    ? typeError('slice indices must be integers or None or have an __index__ method')
    : index(v);
}

/** Start, stop and step fitted to `length`; `undefined` = raised. */
export function longSliceIndices(s: PySlice, length: PyInt): { start: PyInt; stop: PyInt; step: PyInt } | undefined {
  const step = s.step === None ? ONE : bound(s.step);
  if (step === undefined) return undefined;
  if (step === 0) return valueError('slice step cannot be zero');
  const down = intCompare(step, ZERO) < 0;
  const lower = down ? int(-1) : ZERO;
  const upper = down ? intAdd(length, lower) : length;
  const start = s.start === None ? (down ? upper : lower) : fit(s.start, length, lower, upper);
  if (start === undefined) return undefined;
  const stop = s.stop === None ? (down ? lower : upper) : fit(s.stop, length, lower, upper);
  return stop === undefined ? undefined : { start, stop, step };
}

function fit(v: Value, length: PyInt, lower: PyInt, upper: PyInt): PyInt | undefined {
  const n = bound(v);
  if (n === undefined) return undefined;
  const i = intCompare(n, ZERO) < 0 ? intAdd(n, length) : n;
  if (intCompare(i, lower) < 0) return lower;
  return intCompare(i, upper) > 0 ? upper : i;
}
