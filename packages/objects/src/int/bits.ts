/** Bit lengths and bit counts of ints. */
import type { PyInt } from '../core/value.ts';

/** Bits of |n|; 0 for 0. */
export function intBitLength(n: PyInt): number {
  if (typeof n === 'bigint') return bigBitLength(n);
  const m = Math.abs(n);
  if (m < 4294967296) return 32 - Math.clz32(m);
  return 64 - Math.clz32(Math.floor(m / 4294967296));
}

/** Bits of |n|. Hexadecimal digits are the cheapest thing that V8 tells exactly. */
export function bigBitLength(n: bigint): number {
  if (n < 0n) n = -n;
  if (n < 0x20000000000000n) return intBitLength(Number(n) as PyInt);
  if (n < 1n << 1000n) {
    const approx = Number(n);
    const e = exponentOf(approx);
    return n >> BigInt(e) === 0n ? e : e + 1;
  }
  const hex = n.toString(16);
  return hex.length * 4 - Math.clz32(parseInt(hex[0]!, 16)) + 28;
}

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** floor(log2(x)) of a positive normal double. */
function exponentOf(x: number): number {
  f64[0] = x;
  return ((u32[1]! >>> 20) & 0x7ff) - 1023;
}

/** Ones in |n|. */
export function intBitCount(n: PyInt): number {
  if (typeof n === 'number') {
    const m = Math.abs(n);
    return popcount32(m >>> 0) + popcount32(Math.floor(m / 4294967296));
  }
  const hex = (n < 0n ? -n : n).toString(16);
  let count = 0;
  for (let i = 0; i < hex.length; i += 8) count += popcount32(parseInt(hex.slice(i, i + 8), 16));
  return count;
}

function popcount32(x: number): number {
  x = x - ((x >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}
