/**
 * Logarithms in double-double, rounded once.
 *
 * x = 2**e * m with m about 1; c = k/256 is close to 1/m; log(x) = e ln2 - log(c) + log1p(m*c - 1), the last by series.
 */
import { addDD, mulDD, out, productError, twoSum } from './dd.ts';
import { LN2, SCALE, divFixed, logRatio, ONE, toPair } from './fixed.ts';

/** -log(k/256) for k in [181, 363). */
const FIRST = 181;
const TABLE = new Float64Array(2 * 182);
/** The first 40 bits of ln2, so that multiples up to 2**11 are exact; and the rest. */
let LN2_A = 0;
let LN2_B = 0;
let INV_LN2_HI = 0;
let INV_LN2_LO = 0;
let INV_LN10 = 0;
/** log10(2): 41 fractional bits, and the rest. */
let LOG10_2_A = 0;
let LOG10_2_B = 0;
let ready = false;

function prepare(): void {
  for (let i = 0; i < 182; i++) {
    const [hi, lo] = toPair(logRatio(256n, BigInt(FIRST + i)));
    TABLE[2 * i] = hi;
    TABLE[2 * i + 1] = lo;
  }
  const s = BigInt(SCALE);
  const first = (LN2 >> (s - 40n)) << (s - 40n);
  LN2_A = toPair(first)[0];
  LN2_B = toPair(LN2 - first)[0];
  const ln10 = 3n * LN2 + logRatio(5n, 4n);
  [INV_LN2_HI, INV_LN2_LO] = toPair(divFixed(ONE, LN2));
  INV_LN10 = toPair(divFixed(ONE, ln10))[0];
  const log10of2 = divFixed(LN2, ln10);
  const start = (log10of2 >> (s - 41n)) << (s - 41n);
  LOG10_2_A = toPair(start)[0];
  LOG10_2_B = toPair(log10of2 - start)[0];
  ready = true;
}

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** Exponent and mantissa of the last argument of `reduce`. */
let exponent = 0;
let mantissa = 0;

/** x = mantissa * 2**exponent, mantissa within [0.707, 1.414]; x positive and finite. */
function reduce(x: number): void {
  let e = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    e = -54;
  }
  f64[0] = x;
  const high = u32[1]!;
  e += (high >>> 20) - 1023;
  u32[1] = (high & 0xfffff) | 0x3ff00000;
  let m = f64[0]!;
  if (m > 1.4142135623730951) {
    m *= 0.5;
    e++;
  }
  exponent = e;
  mantissa = m;
}

/** log1p(rh + rl), |r| < 0.003: hi, and out.lo. */
function series(rh: number, rl: number): number {
  const s = rh * rh;
  const se = productError(rh, rh, s) + 2 * rh * rl;
  const c = s * rh;
  const ce = productError(s, rh, c) + se * rh + s * rl;
  const third = c * (1 / 3);
  const te = productError(c, 1 / 3, third) + (ce + c * 5.551115123125783e-17) * (1 / 3);
  const high = s * s * (-1 / 4 + rh * (1 / 5 + rh * (-1 / 6 + rh * (1 / 7 + rh * (-1 / 8 + rh * (1 / 9))))));
  const p = rh - 0.5 * s;
  const pe = rh - p - 0.5 * s + (rl - 0.5 * se);
  const h = twoSum(p, third);
  const low = out.lo + (pe + te + high);
  const r = h + low;
  out.lo = low - (r - h);
  return r;
}

/** log of the mantissa plus ml, whose exponent part is left out. */
function logMantissa(m: number, ml: number): number {
  const k = Math.round(256 / m);
  const c = k / 256;
  const p = m * c;
  const pe = productError(m, c, p);
  const rh = twoSum(p - 1, pe + ml * c);
  const rl = out.lo;
  const lh = series(rh, rl);
  if (k === 256) return lh;
  const ll = out.lo;
  const i = (k - FIRST) << 1;
  return addDD(TABLE[i]!, TABLE[i + 1]!, lh, ll);
}

/** log(xh + xl): hi, and out.lo. xh positive and finite. */
export function logDD(xh: number, xl: number): number {
  if (!ready) prepare();
  reduce(xh);
  const e = exponent;
  const h = logMantissa(mantissa, xl === 0 ? 0 : e < -1000 ? xl * 2 ** 1000 * 2 ** (-e - 1000) : xl * 2 ** -e);
  if (e === 0) return h;
  const l = out.lo;
  const a = twoSum(e * LN2_A, e * LN2_B);
  return addDD(a, out.lo, h, l);
}

/** What the logarithms answer where there is none; undefined elsewhere. */
function special(x: number): number | undefined {
  if (x > 0 && x < Infinity) return undefined;
  if (x === 0) return -Infinity;
  return x === Infinity ? x : NaN;
}

export function log(x: number): number {
  const s = special(x);
  if (s !== undefined) return s;
  const h = logDD(x, 0);
  return h + out.lo;
}

export function log2(x: number): number {
  const s = special(x);
  if (s !== undefined) return s;
  if (!ready) prepare();
  reduce(x);
  const e = exponent;
  const h = logMantissa(mantissa, 0);
  const p = mulDD(h, out.lo, INV_LN2_HI, INV_LN2_LO);
  const r = addDD(e, 0, p, out.lo);
  return r + out.lo;
}

/** glibc's classic form, which is not correctly rounded: one rounding for the exponent's part, one for the mantissa's. */
export function log10(x: number): number {
  const s = special(x);
  if (s !== undefined) return s;
  if (!ready) prepare();
  reduce(x);
  const k = mantissa < 1 ? exponent - 1 : exponent;
  const y = k < 0 ? k + 1 : k;
  const m = (mantissa < 1 ? mantissa * 2 : mantissa) * (k < 0 ? 0.5 : 1);
  return y * LOG10_2_B + INV_LN10 * log(m) + y * LOG10_2_A;
}

/** log(1 + xh + xl) with the relative precision of x: hi, and out.lo. */
export function log1pDD(xh: number, xl: number): number {
  if (!ready) prepare();
  if (Math.abs(xh) < 0.0025) return series(xh, xl);
  const s = twoSum(1, xh);
  const low = out.lo + xl;
  const h = s + low;
  return logDD(h, low - (h - s));
}
