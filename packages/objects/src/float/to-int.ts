/** Floats to ints: truncation, floor, ceiling, rounding. */
import { overflowError, valueError } from '../core/errors.ts';
import type { PyInt } from '../core/value.ts';
import { integralToInt, roundHalfEven } from './round.ts';

/** The int of a double without a fraction; raises for inf and nan. */
export function doubleToInt(v: number): PyInt | undefined {
  if (v !== v) return valueError('cannot convert float NaN to integer');
  if (v === Infinity || v === -Infinity) return overflowError('cannot convert float infinity to integer');
  return integralToInt(v);
}

export function truncToInt(v: number): PyInt | undefined {
  return doubleToInt(Math.trunc(v));
}

export function floorToInt(v: number): PyInt | undefined {
  return doubleToInt(Math.floor(v));
}

export function ceilToInt(v: number): PyInt | undefined {
  return doubleToInt(Math.ceil(v));
}

export function roundToInt(v: number): PyInt | undefined {
  return doubleToInt(roundHalfEven(v));
}
