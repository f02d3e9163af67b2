/** Division of bigints: Python's floor pairs, and true division rounded once. */
import { overflowError } from '../core/errors.ts';
import type { PyInt } from '../core/value.ts';
import { bigBitLength } from './bits.ts';

export interface BigDivmod {
  readonly quotient: bigint;
  readonly remainder: bigint;
}

/** Floor quotient and remainder; one engine division at most, the remainder by multiplication. b is not zero. */
export function bigDivmod(a: bigint, b: bigint): BigDivmod {
  if (a > LONG && b > LONG) {
    const q = estimateQuotient(a, b);
    if (q >= 0) return corrected(a, b, BigInt(q));
  }
  let quotient = a / b;
  let remainder = a - quotient * b;
  if (remainder !== 0n && remainder < 0n !== b < 0n) {
    quotient -= 1n;
    remainder += b;
  }
  return { quotient, remainder };
}

/** Below this the engine's division costs no more than the estimate. */
const LONG = 1n << 200n;
/** Largest quotient that the leading bits of two doubles give to within one. */
const MAX_ESTIMATE = 2 ** 45;

/**
 * Bits to drop so that a divisor's leading ones fit a double. The length of a bigint is costly to ask for, and divisors
 * of one loop are of similar lengths: the last answer is tried first, and renewed only now and then where it fails.
 */
let shift = 0n;
let misses = 0;

/** The quotient to within one where it is small, else -1 (V8 divides long numbers with small quotients slowly). */
function estimateQuotient(a: bigint, b: bigint): number {
  let d = Number(b >> shift);
  if (!(d >= 2 ** 60 && d < 2 ** 960)) {
    if ((misses++ & 7) !== 0) return -1;
    const bits = bigBitLength(b);
    shift = bits < 700 ? 0n : BigInt(bits - 400);
    d = Number(b >> shift);
  }
  const q = Number(a >> shift) / d;
  return q < MAX_ESTIMATE ? Math.floor(q) : -1;
}

function corrected(a: bigint, b: bigint, estimate: bigint): BigDivmod {
  let quotient = estimate;
  let remainder = a - quotient * b;
  if (remainder < 0n) {
    quotient -= 1n;
    remainder += b;
  } else if (remainder >= b) {
    quotient += 1n;
    remainder -= b;
  }
  return { quotient, remainder };
}

/** a / b correctly rounded (half to even). `undefined`: OverflowError raised. b is not zero. */
export function intTrueDiv(a: PyInt, b: PyInt): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const r = ratioToNumber(BigInt(a), BigInt(b));
  if (r === Infinity || r === -Infinity) return overflowError('integer division result too large for a float');
  return r;
}

/** The double nearest to a / b; infinite when it is too large. */
export function ratioToNumber(a: bigint, b: bigint): number {
  if (a === 0n) return b < 0n ? -0 : 0;
  const negative = a < 0n !== b < 0n;
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  const diff = bigBitLength(a) - bigBitLength(b);
  if (diff > 1024) return negative ? -Infinity : Infinity;
  if (diff < -1076) return negative ? -0 : 0;
  // A quotient of at least 55 bits whose last one is sticky rounds as the exact value does; below the
  // normal range fewer bits are wanted, but 2**-1074 itself must stay an integer of the scaled quotient.
  const shift = Math.max(diff, -1021) - 55;
  let q: bigint;
  let sticky: boolean;
  if (shift <= 0) {
    const n = a << BigInt(-shift);
    q = n / b;
    sticky = q * b !== n;
  } else {
    const d = b << BigInt(shift);
    q = a / d;
    sticky = q * d !== a;
  }
  if (sticky && (q & 1n) === 0n) q += 1n;
  const value = scaleOnce(q, shift);
  return negative ? -value : value;
}

/** q * 2**shift rounded once, half to even. A q below 2**54 comes with shift -1076 only (the subnormal range). */
function scaleOnce(q: bigint, shift: number): number {
  if (q >= 0x40000000000000n) {
    const n = Number(q);
    return shift < -1000 ? n * 2 ** -54 * 2 ** (shift + 54) : n * 2 ** shift;
  }
  const drop = BigInt(-1074 - shift);
  let kept = q >> drop;
  const rest = q - (kept << drop);
  const half = 1n << (drop - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return Number(kept) * 2 ** -1074;
}
