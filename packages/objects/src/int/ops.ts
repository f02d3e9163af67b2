/**
 * Arithmetic of exact ints. Each function is a small number path; bigints are handled out of line.
 *
 * Results are normalised (number iff it fits) and never -0. Division, shifts and powers may raise and then give
 * `undefined`; a result too large for the engine is a MemoryError (pendFromJs in core/errors.ts turns V8's RangeError).
 */
import { overflowError, raise, raiseWith, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import type { PyInt } from '../core/value.ts';
import { MAX_SAFE, MIN_SAFE, big, int } from '../core/value.ts';
import { bigDivmod } from './division.ts';

export function intAdd(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (r <= MAX_SAFE && r >= MIN_SAFE) return int(r);
  }
  return big(BigInt(a) + BigInt(b));
}

export function intSub(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (r <= MAX_SAFE && r >= MIN_SAFE) return int(r);
  }
  return big(BigInt(a) - BigInt(b));
}

export function intMul(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (r <= MAX_SAFE && r >= MIN_SAFE) return int(r + 0);
  }
  return big(BigInt(a) * BigInt(b));
}

export function zeroDivision(): undefined {
  return raise(E.ZeroDivisionError!, 'division by zero');
}

/** Floor division. The quotient of safe integers rounds to an integer only when it is one, so the number path is exact. */
export function intFloorDiv(a: PyInt, b: PyInt): PyInt | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return b === 0 ? zeroDivision() : int(Math.floor(a / b) + 0);
  }
  if (b === 0) return zeroDivision();
  return big(bigDivmod(BigInt(a), BigInt(b)).quotient);
}

export function intMod(a: PyInt, b: PyInt): PyInt | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) return zeroDivision();
    const r = a % b;
    return int(r !== 0 && r < 0 !== b < 0 ? r + b : r + 0);
  }
  if (b === 0) return zeroDivision();
  return typeof b === 'number' ? modSmall(a as bigint, b) : big(bigDivmod(BigInt(a), b).remainder);
}

/** Floor remainder of a big int by a small one. */
function modSmall(a: bigint, b: number): PyInt {
  const r = Number(a % BigInt(b));
  return int(r !== 0 && r < 0 !== b < 0 ? r + b : r + 0);
}

/** Quotient and remainder of floor division, or undefined when b is zero. */
export function intDivmod(a: PyInt, b: PyInt): [PyInt, PyInt] | undefined {
  if (b === 0) return zeroDivision();
  if (typeof a === 'number' && typeof b === 'number') return [intFloorDiv(a, b)!, intMod(a, b)!];
  const { quotient, remainder } = bigDivmod(BigInt(a), BigInt(b));
  return [big(quotient), big(remainder)];
}

export function intNeg(a: PyInt): PyInt {
  return typeof a === 'number' ? int(0 - a) : big(-a);
}

export function intAbs(a: PyInt): PyInt {
  return typeof a === 'number' ? int(Math.abs(a)) : big(a < 0n ? -a : a);
}

export function intInvert(a: PyInt): PyInt {
  return intSub(int(-1), a);
}

const TWO32 = 4294967296;

export function intAnd(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return int(a & b);
    const r = (high(a) & high(b)) * TWO32 + ((a & b) >>> 0);
    if (r >= MIN_SAFE) return int(r);
  }
  // low bits of a big int: V8 is quicker at % than at &
  if (typeof a === 'bigint' && typeof b === 'number' && b >= 0 && b <= 0x7fffffff && (b & (b + 1)) === 0)
    return modSmall(a, b + 1);
  return big(BigInt(a) & BigInt(b));
}

export function intOr(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return int(a | b);
    return int((high(a) | high(b)) * TWO32 + ((a | b) >>> 0));
  }
  return big(BigInt(a) | BigInt(b));
}

export function intXor(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return int(a ^ b);
    const r = (high(a) ^ high(b)) * TWO32 + ((a ^ b) >>> 0);
    if (r >= MIN_SAFE) return int(r);
  }
  return big(BigInt(a) ^ BigInt(b));
}

/** Bits from 2**32 up, in two's complement: a = high(a) * 2**32 + (a >>> 0). */
function high(a: number): number {
  return Math.floor(a / TWO32);
}

/** V8's limit is 2**30 bits: beyond it is a MemoryError here, as beyond the memory in CPython. */
const MAX_SHIFT = 1073741824;

export function intLshift(a: PyInt, b: PyInt): PyInt | undefined {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 1000) {
    const r = a * 2 ** b;
    if (r <= MAX_SAFE && r >= MIN_SAFE) return int(r);
  }
  if (b < 0) return valueError('negative shift count');
  if (a === 0) return int(0);
  if (b > MAX_SHIFT) return b >= 0x8000000000000000n ? overflowError('too many digits in integer') : memoryError();
  return big(BigInt(a) << BigInt(b));
}

function memoryError(): undefined {
  return raiseWith(E.MemoryError!);
}

export function intRshift(a: PyInt, b: PyInt): PyInt | undefined {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0) {
    if (b < 32) return int((a | 0) === a ? a >> b : Math.floor(a / 2 ** b));
    return int(b < 64 ? Math.floor(a / 2 ** b) : a < 0 ? -1 : 0);
  }
  if (b < 0) return valueError('negative shift count');
  if (b > MAX_SHIFT) return int(a < 0 ? -1 : 0);
  return big(BigInt(a) >> BigInt(b));
}

/** a ** b for b >= 0. */
export function intPow(a: PyInt, b: PyInt): PyInt {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = smallPow(a, b);
    if (r <= MAX_SAFE && r >= MIN_SAFE) return int(r);
  }
  return big(BigInt(a) ** BigInt(b));
}

/** Exact while the result and all factors stay safe; else NaN. */
function smallPow(a: number, b: number): number {
  if (a === 2) return b < 53 ? 2 ** b : NaN;
  let result = 1;
  let square = a;
  let n = b;
  for (;;) {
    if (n % 2 === 1) result *= square;
    if (result > MAX_SAFE || result < MIN_SAFE) return NaN;
    n = Math.floor(n / 2);
    if (n === 0) return result;
    if (square === 0 || square === 1) return result * square;
    square *= square;
    if (square > MAX_SAFE) return NaN;
  }
}

/** Three-way comparison. JS compares numbers with bigints exactly. */
export function intCompare(a: PyInt, b: PyInt): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** a == b: normalised ints are equal iff `===` (bigints compare by value). */
export function intEq(a: PyInt, b: PyInt): boolean {
  return a === b;
}
