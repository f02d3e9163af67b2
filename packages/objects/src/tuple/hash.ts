/**
 * Hash of tuples: CPython's variant of xxHash64 over the hashes of the items, in 32-bit halves.
 *
 *   acc = P5; per item: acc += h * P2; acc = rotl(acc, 31); acc *= P1
 *   acc += length ^ (P5 ^ 3527539)
 */
import type { PyInt, Value } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { hash } from '../ops/hash.ts';

const P1_HIGH = 0x9e3779b1;
const P1_LOW = 0x85ebca87;
const P2_HIGH = 0xc2b2ae3d;
const P2_LOW = 0x27d4eb4f;
const P5_HIGH = 0x27d4eb2f;
const P5_LOW = 0x165667c5;

/** High 32 bits of the product of two unsigned 32-bit numbers. */
function mulHigh(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const mid = ah * bl + ((al * bl) >>> 16);
  const mid2 = (mid & 0xffff) + al * bh;
  return (ah * bh + Math.floor(mid / 65536) + (mid2 >>> 16)) | 0;
}

/** hash(tuple(items)); `undefined` = an item is unhashable. */
export function hashTuple(items: readonly Value[]): PyInt | undefined {
  return hashLanes(items, P5_HIGH, items.length ^ P5_LOW ^ 3527539);
}

/** The same with another number, in halves, added at the end (slices add nothing). */
export function hashLanes(items: readonly Value[], lastHigh: number, lastLow: number): PyInt | undefined {
  let low = P5_LOW;
  let high = P5_HIGH;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const h = typeof item === 'number' && item >= 0 ? item : hash(item);
    if (h === undefined) return undefined;
    let laneLow: number;
    let laneHigh: number;
    if (typeof h === 'number') {
      laneLow = h | 0;
      laneHigh = Math.floor(h / 4294967296) | 0;
    } else {
      laneLow = Number(BigInt.asIntN(32, h));
      laneHigh = Number(BigInt.asIntN(32, h >> 32n));
    }
    // acc += lane * P2
    const productHigh = (mulHigh(laneLow, P2_LOW) + Math.imul(laneLow, P2_HIGH) + Math.imul(laneHigh, P2_LOW)) | 0;
    const sum = (low >>> 0) + (Math.imul(laneLow, P2_LOW) >>> 0);
    const sumHigh = (high + productHigh + (sum > 0xffffffff ? 1 : 0)) | 0;
    const sumLow = sum | 0;
    // rotl 31, then * P1
    const rotHigh = (sumHigh << 31) | (sumLow >>> 1);
    const rotLow = (sumLow << 31) | (sumHigh >>> 1);
    high = (mulHigh(rotLow, P1_LOW) + Math.imul(rotLow, P1_HIGH) + Math.imul(rotHigh, P1_LOW)) | 0;
    low = Math.imul(rotLow, P1_LOW);
  }
  return finish(low, high, lastHigh, lastLow);
}

const halves = new Int32Array(2);
const whole = new BigInt64Array(halves.buffer);

function finish(accLow: number, accHigh: number, lastHigh: number, lastLow: number): PyInt {
  const sum = (accLow >>> 0) + (lastLow >>> 0);
  const low = sum | 0;
  const high = (accHigh + lastHigh + (sum > 0xffffffff ? 1 : 0)) | 0;
  if (low === -1 && high === -1) return int(1546275796);
  if (high >= -0x200000 && high < 0x200000) return big((BigInt(high) << 32n) | BigInt(low >>> 0));
  // not a safe integer: one BigInt is made, none is computed
  halves[0] = low;
  halves[1] = high;
  return whole[0] as unknown as PyInt;
}
