/** Hashes of numbers: CPython's 64-bit rules, arithmetic modulo the Mersenne prime 2**61 - 1. */
import type { PyInt } from '../core/value.ts';
import { big, int } from '../core/value.ts';

const P = 2305843009213693951n;

export function intHash(n: PyInt): PyInt {
  if (typeof n === 'number') return n === -1 ? int(-2) : n;
  const h = n < 0n ? -(-n % P) : n % P;
  return h === -1n ? int(-2) : big(h);
}

const INF_HASH = 314159;
const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** hash(float). A NaN as a key has the hash of its box instead (float/type.ts); inside a complex any constant will do. */
export function floatHash(v: number): PyInt {
  if (Number.isSafeInteger(v)) return v === -1 ? int(-2) : int(v + 0);
  if (v !== v) return int(0);
  if (v === Infinity) return int(INF_HASH);
  if (v === -Infinity) return int(-INF_HASH);
  f64[0] = Math.abs(v);
  const biased = (u32[1]! >>> 20) & 0x7ff;
  let mantissa = BigInt(u32[1]! & 0xfffff) * 4294967296n + BigInt(u32[0]!);
  if (biased !== 0) mantissa += 0x10000000000000n;
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  // 2**61 is 1 modulo P, so multiplying by 2**e rotates by e mod 61.
  const turn = BigInt(((exponent % 61) + 61) % 61);
  let h = (mantissa << turn) % P;
  if (v < 0) h = -h;
  return h === -1n ? int(-2) : big(h);
}
