/** SipHash-1-3 with 64-bit state in 32-bit halves; CPython's string and bytes hash. */
import type { PyInt } from '../core/value.ts';
import { big, int } from '../core/value.ts';

/** State: v0 … v3 as low and high halves. Held between calls of `round` only. */
const v = new Int32Array(8);

function round(): void {
  let [a, A, b, B, c, C, d, D] = [v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]];
  // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
  let low = (a >>> 0) + (b >>> 0);
  A = (A + B + (low > 0xffffffff ? 1 : 0)) | 0;
  a = low | 0;
  let t = (b << 13) | (B >>> 19);
  B = ((B << 13) | (b >>> 19)) ^ A;
  b = t ^ a;
  t = a;
  a = A;
  A = t;
  // v2 += v3; v3 = rotl(v3, 16) ^ v2
  low = (c >>> 0) + (d >>> 0);
  C = (C + D + (low > 0xffffffff ? 1 : 0)) | 0;
  c = low | 0;
  t = (d << 16) | (D >>> 16);
  D = ((D << 16) | (d >>> 16)) ^ C;
  d = t ^ c;
  // v0 += v3; v3 = rotl(v3, 21) ^ v0
  low = (a >>> 0) + (d >>> 0);
  A = (A + D + (low > 0xffffffff ? 1 : 0)) | 0;
  a = low | 0;
  t = (d << 21) | (D >>> 11);
  D = ((D << 21) | (d >>> 11)) ^ A;
  d = t ^ a;
  // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
  low = (c >>> 0) + (b >>> 0);
  C = (C + B + (low > 0xffffffff ? 1 : 0)) | 0;
  c = low | 0;
  t = (b << 17) | (B >>> 15);
  B = ((B << 17) | (b >>> 15)) ^ C;
  b = t ^ c;
  t = c;
  c = C;
  C = t;
  v[0] = a;
  v[1] = A;
  v[2] = b;
  v[3] = B;
  v[4] = c;
  v[5] = C;
  v[6] = d;
  v[7] = D;
}

function word(low: number, high: number): void {
  v[6] ^= low;
  v[7] ^= high;
  round();
  v[0] ^= low;
  v[1] ^= high;
}

/** Signed 64-bit hash of `data`, never -1; 0 for no data. `secret` is k0, k1 as (low, high) halves. */
export function siphash13(data: Uint8Array, secret: Uint32Array): PyInt {
  const n = data.length;
  if (n === 0) return int(0);
  v[0] = secret[0] ^ 0x70736575;
  v[1] = secret[1] ^ 0x736f6d65;
  v[2] = secret[2] ^ 0x6e646f6d;
  v[3] = secret[3] ^ 0x646f7261;
  v[4] = secret[0] ^ 0x6e657261;
  v[5] = secret[1] ^ 0x6c796765;
  v[6] = secret[2] ^ 0x79746573;
  v[7] = secret[3] ^ 0x74656462;
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    word(
      data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24),
      data[i + 4] | (data[i + 5] << 8) | (data[i + 6] << 16) | (data[i + 7] << 24),
    );
  }
  lastWord(data, i);
  v[4] ^= 0xff;
  round();
  round();
  round();
  const low = (v[0] ^ v[2] ^ v[4] ^ v[6]) >>> 0;
  const high = v[1] ^ v[3] ^ v[5] ^ v[7];
  if (high === -1 && low === 0xffffffff) return int(-2);
  return big((BigInt(high) << 32n) | BigInt(low));
}

/** The rest (fewer than 8 bytes) with the length in the top byte. */
function lastWord(data: Uint8Array, i: number): void {
  let low = 0;
  let high = data.length << 24;
  for (let k = 0; i + k < data.length; k++) {
    if (k < 4) low |= data[i + k] << (8 * k);
    else high |= data[i + k] << (8 * (k - 4));
  }
  word(low, high);
}
