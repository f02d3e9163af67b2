/** Arithmetic of doubles where Python differs from JavaScript: division, remainder, power. */
import { raise, raiseWith } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { int, str } from '../core/value.ts';
import { pow } from '../libm/libm.ts';

export function floatZeroDivision(): undefined {
  return raise(E.ZeroDivisionError!, 'division by zero');
}

export function floatTrueDiv(a: number, b: number): number | undefined {
  return b === 0 ? floatZeroDivision() : a / b;
}

/** a % b with the sign of b; b is not 0. */
export function modNonZero(a: number, b: number): number {
  const r = a % b;
  if (r === 0) return b < 0 ? -0 : 0;
  return r < 0 !== b < 0 ? r + b : r;
}

export function floatMod(a: number, b: number): number | undefined {
  return b === 0 ? floatZeroDivision() : modNonZero(a, b);
}

/** floor(a / b), computed from the exact remainder; b is not 0. */
export function floorDivNonZero(a: number, b: number): number {
  const r = a % b;
  let q = (a - r) / b;
  if (r !== 0 && r < 0 !== b < 0) q -= 1;
  if (q === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(q);
  return q - floor > 0.5 ? floor + 1 : floor;
}

export function floatFloorDiv(a: number, b: number): number | undefined {
  return b === 0 ? floatZeroDivision() : floorDivNonZero(a, b);
}

function isOdd(y: number): boolean {
  return Math.abs(y % 2) === 1;
}

/** a ** b. null: the result is complex (negative base, fraction as exponent); undefined: raised. */
export function floatPow(a: number, b: number): number | null | undefined {
  if (b === 0 || a === 1) return 1;
  if (a !== a || b !== b) return NaN;
  if (b === Infinity || b === -Infinity) {
    const m = Math.abs(a);
    return m === 1 ? 1 : b > 0 === m > 1 ? Infinity : 0;
  }
  if (a === Infinity || a === -Infinity) {
    if (b > 0) return isOdd(b) ? a : Infinity;
    return isOdd(b) && a < 0 ? -0 : 0;
  }
  if (a === 0) {
    if (b < 0) return raise(E.ZeroDivisionError!, 'zero to a negative power');
    return isOdd(b) ? a : 0;
  }
  if (a < 0 && !Number.isInteger(b)) return null;
  const negate = a < 0 && isOdd(b);
  const r = a === -1 ? 1 : pow(Math.abs(a), b);
  if (r === Infinity) return raiseWith(E.OverflowError!, int(34), str('Numerical result out of range'));
  return negate ? -r : r;
}
