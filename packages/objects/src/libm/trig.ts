/**
 * sin, cos, tan: the argument reduced to |r| <= pi/4 in double-double, r = i/64 + b, tables and short series.
 */
import { divDD, out, productError, quickSum, twoSum } from './dd.ts';
import { cosFixed, ONE, piFixed, sinFixed, toPair } from './fixed.ts';

const ENTRIES = 52;
const SIN = new Float64Array(2 * ENTRIES);
const COS = new Float64Array(2 * ENTRIES);
/** pi/2 in pieces; products of the first three with n < 2**20 are exact. */
const HALF_PI = new Float64Array(4);
const REDUCTION_BITS = 1280;
let halfPiFixed = 0n;
let ready = false;

function prepare(): void {
  for (let i = 0; i < ENTRIES; i++) {
    const x = (ONE * BigInt(i)) / 64n;
    [SIN[2 * i], SIN[2 * i + 1]] = toPair(sinFixed(x)) as [number, number];
    [COS[2 * i], COS[2 * i + 1]] = toPair(cosFixed(x)) as [number, number];
  }
  halfPiFixed = piFixed(REDUCTION_BITS) >> 1n;
  let rest = halfPiFixed;
  for (let i = 0; i < 3; i++) {
    const drop = BigInt(REDUCTION_BITS - 32 * (i + 1));
    const piece = (rest >> drop) << drop;
    HALF_PI[i] = pairOf(piece)[0];
    rest -= piece;
  }
  HALF_PI[3] = pairOf(rest)[0];
  ready = true;
}

/** A number of REDUCTION_BITS fractional bits as a pair. */
function pairOf(v: bigint): [number, number] {
  const drop = BigInt(REDUCTION_BITS - 500);
  return toPair(v >> drop, 500);
}

/** Result of reduce: r = rh + rl, and the quadrant. */
let rh = 0;
let rl = 0;
let quadrant = 0;

function reduce(x: number): void {
  if (Math.abs(x) <= 0.7853981633974483) {
    rh = x;
    rl = 0;
    quadrant = 0;
    return;
  }
  const n = Math.round(x * 0.6366197723675814);
  if (Math.abs(n) > 1000000) {
    reduceLarge(x);
    return;
  }
  quadrant = n & 3;
  const a = x - n * HALF_PI[0]!;
  const b = twoSum(a, -n * HALF_PI[1]!);
  const be = out.lo;
  const c = twoSum(b, -n * HALF_PI[2]!);
  const low = be + out.lo - n * HALF_PI[3]!;
  rh = quickSum(c, low);
  rl = out.lo;
}

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

function reduceLarge(x: number): void {
  f64[0] = Math.abs(x);
  const e = (u32[1]! >>> 20) - 1075;
  const m = BigInt((u32[1]! & 0xfffff) | 0x100000) * 4294967296n + BigInt(u32[0]!);
  const scaled = m << BigInt(REDUCTION_BITS + e);
  let n = scaled / halfPiFixed;
  let r = scaled - n * halfPiFixed;
  if (2n * r > halfPiFixed) {
    r -= halfPiFixed;
    n += 1n;
  }
  const [hi, lo] = pairOf(r);
  const q = Number(n & 3n);
  if (x < 0) {
    quadrant = (4 - q) & 3;
    rh = -hi;
    rl = -lo;
  } else {
    quadrant = q;
    rh = hi;
    rl = lo;
  }
}

/** sin(rh + rl): hi, and out.lo. */
function kernelSin(xh: number, xl: number): number {
  const negative = xh < 0;
  const ah = negative ? -xh : xh;
  const al = negative ? -xl : xl;
  const i = Math.round(ah * 64);
  const b = ah - i / 64;
  const bb = b * b;
  const sinLow = al - b * bb * (1 / 6 - bb * (1 / 120 - bb * (1 / 5040 - bb * (1 / 362880))));
  let r: number;
  if (i === 0) r = quickSum(b, sinLow);
  else {
    const cosm1 = -bb * (0.5 - bb * (1 / 24 - bb * (1 / 720 - bb * (1 / 40320)))) - b * al;
    r = rotate(SIN[2 * i]!, SIN[2 * i + 1]!, COS[2 * i]!, COS[2 * i + 1]!, b, sinLow, cosm1);
  }
  if (!negative) return r;
  out.lo = -out.lo;
  return -r;
}

/** s + (s * cosm1 + c * (b + low)). */
function rotate(sh: number, sl: number, ch: number, cl: number, b: number, low: number, cosm1: number): number {
  const p = ch * b;
  const pe = productError(ch, b, p) + ch * low + cl * b;
  const q = sh * cosm1;
  const qe = productError(sh, cosm1, q);
  const a = twoSum(sh, p);
  const ae = out.lo;
  const t = twoSum(a, q);
  return quickSum(t, ae + out.lo + (pe + qe + sl));
}

/** cos(rh + rl): hi, and out.lo. */
function kernelCos(xh: number, xl: number): number {
  const negative = xh < 0;
  const ah = negative ? -xh : xh;
  const al = negative ? -xl : xl;
  const i = Math.round(ah * 64);
  const b = ah - i / 64;
  const bb = b * b;
  const sinLow = al - b * bb * (1 / 6 - bb * (1 / 120 - bb * (1 / 5040 - bb * (1 / 362880))));
  const cosm1 = -bb * (0.5 - bb * (1 / 24 - bb * (1 / 720 - bb * (1 / 40320)))) - b * al;
  return rotate(COS[2 * i]!, COS[2 * i + 1]!, -SIN[2 * i]!, -SIN[2 * i + 1]!, b, sinLow, cosm1);
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < 1e-8) return x === 0 ? x : x - (x * x * x) / 6;
  if (!ready) prepare();
  reduce(x);
  const r = (quadrant & 1) === 0 ? kernelSin(rh, rl) : kernelCos(rh, rl);
  const v = r + out.lo;
  return quadrant >= 2 ? -v : v;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (!ready) prepare();
  reduce(x);
  const r = (quadrant & 1) === 0 ? kernelCos(rh, rl) : kernelSin(rh, rl);
  const v = r + out.lo;
  return quadrant === 1 || quadrant === 2 ? -v : v;
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < 1e-8) return x === 0 ? x : x + (x * x * x) / 3;
  if (!ready) prepare();
  reduce(x);
  const s = kernelSin(rh, rl);
  const sl = out.lo;
  const c = kernelCos(rh, rl);
  const cl = out.lo;
  const r = (quadrant & 1) === 0 ? divDD(s, sl, c, cl) : -divDD(c, cl, s, sl);
  return (quadrant & 1) === 0 ? r + out.lo : r - out.lo;
}
