/** Layout of slice, and what a slice selects from a sequence of a given length. */
import { typeError, valueError } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { MAX_SAFE } from '../core/value.ts';
import { asIndex } from '../ops/arith.ts';

export class PySlice extends PyObject {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start?: Value, stop?: Value, step?: Value) {
    super();
    this.start = start ?? None;
    this.stop = stop ?? None;
    this.step = step ?? None;
  }
}

export interface SliceRange {
  start: number;
  stop: number;
  step: number;
  /** Number of items selected. */
  length: number;
}

/** An index of a slice: an integer, clamped; `undefined` = raised. */
export function sliceIndex(v: Value): number | undefined {
  if (typeof v === 'number') return v;
  if (typeOf(v).slots.index === null)
    return typeError('slice indices must be integers or None or have an __index__ method');
  return asIndex(v);
}

/** Start, stop and step as numbers, None replaced, not yet fitted to a length; `undefined` = raised. */
export function unpackSlice(s: PySlice): SliceRange | undefined {
  let step = 1;
  if (s.step !== None) {
    const n = sliceIndex(s.step);
    if (n === undefined) return undefined;
    if (n === 0) return valueError('slice step cannot be zero');
    step = n;
  }
  const start = s.start === None ? (step < 0 ? MAX_SAFE : 0) : sliceIndex(s.start);
  if (start === undefined) return undefined;
  const stop = s.stop === None ? (step < 0 ? -MAX_SAFE : MAX_SAFE) : sliceIndex(s.stop);
  if (stop === undefined) return undefined;
  return { start, stop, step, length: 0 };
}

/** Fits an unpacked slice to a sequence of `length` items, in place. */
export function adjustSlice(r: SliceRange, length: number): SliceRange {
  const { step } = r;
  r.start = clip(r.start, length, step);
  r.stop = clip(r.stop, length, step);
  if (step < 0) r.length = r.stop < r.start ? Math.floor((r.start - r.stop - 1) / -step) + 1 : 0;
  else r.length = r.start < r.stop ? Math.floor((r.stop - r.start - 1) / step) + 1 : 0;
  return r;
}

function clip(i: number, length: number, step: number): number {
  if (i < 0) {
    const fromEnd = i + length;
    return fromEnd >= 0 ? fromEnd : step < 0 ? -1 : 0;
  }
  return i < length ? i : step < 0 ? length - 1 : length;
}

/** What the slice selects from `length` items; `undefined` = raised. */
export function sliceIndices(s: PySlice, length: number): SliceRange | undefined {
  const r = unpackSlice(s);
  return r === undefined ? undefined : adjustSlice(r, length);
}
