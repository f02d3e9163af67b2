/** Rounding of floats: to an integer, and to n decimal places, correctly. */
import { fixedDigits, scientific } from '../format/double.ts';
import type { PyInt } from '../core/value.ts';
import { big, int } from '../core/value.ts';

/** round(v) as a double: half to even. */
export function roundHalfEven(v: number): number {
  const r = Math.round(v);
  return Math.abs(r - v) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

/** The int of an integral finite double. */
export function integralToInt(v: number): PyInt {
  return v <= 9007199254740991 && v >= -9007199254740991 ? int(v + 0) : big(BigInt(v));
}

/** round(v, n): v's exact decimal expansion rounded half to even, read back. Infinite if it is too large. */
export function roundToPlaces(v: number, n: number): number {
  if (!Number.isFinite(v) || n > 323) return v;
  if (n < -308) return 0 * v;
  const m = Math.abs(v);
  const r = n >= 0 ? (m >= 4503599627370496 ? m : Number(fixedDigits(m, n))) : roundToTens(m, -n);
  return v < 0 || Object.is(v, -0) ? -r : r;
}

function roundToTens(m: number, n: number): number {
  if (m === 0) return 0;
  const e = scientific(m, 17).exponent;
  if (e >= n) {
    const { digits, exponent } = scientific(m, e - n);
    return Number(`${digits}e${exponent - digits.length + 1}`);
  }
  if (e < n - 1) return 0;
  const unit = 10n ** BigInt(n);
  const twice = BigInt(Math.floor(m)) * 2n;
  return twice > unit || (twice === unit && !Number.isInteger(m)) ? Number(unit) : 0;
}
