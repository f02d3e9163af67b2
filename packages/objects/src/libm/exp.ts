/**
 * Exponentials, correctly rounded but for about one argument in 2**17 or less.
 *
 * x = k * ln2/128 + r; exp(x) = 2**(k>>7) * 2**((k&127)/128) * exp(r): table and series in double-double.
 */
import { mulDD, out, productError, quickSum, scaleRounded, twoSum } from './dd.ts';
import { LN2, SCALE, expFixed, toPair } from './fixed.ts';

/** Result of expParts: (hi + lo) * 2**scale. */
export const parts = { hi: 0, lo: 0, scale: 0 };

const TABLE = new Float64Array(256);
/** ln2/128 in three pieces; products of the first two with k are exact. */
let STEP1 = 0;
let STEP2 = 0;
let STEP3 = 0;
let LN2_HI = 0;
let LN2_LO = 0;
let ready = false;

function prepare(): void {
  for (let j = 0; j < 128; j++) {
    const [hi, lo] = toPair(expFixed((LN2 * BigInt(j)) / 128n));
    TABLE[2 * j] = hi;
    TABLE[2 * j + 1] = lo;
  }
  const step = LN2 / 128n;
  const s = BigInt(SCALE);
  const first = (step >> (s - 40n)) << (s - 40n);
  const second = ((step - first) >> (s - 74n)) << (s - 74n);
  STEP1 = toPair(first)[0];
  STEP2 = toPair(second)[0];
  STEP3 = toPair(step - first - second)[0];
  [LN2_HI, LN2_LO] = toPair(LN2);
  ready = true;
}

/** Low part of the result of the series below. */
let seriesLow = 0;

/** exp(r) - 1 for |r| < 0.0028. */
function series(rh: number, rl: number): number {
  const s = rh * rh;
  const se = productError(rh, rh, s) + 2 * rh * rl;
  const high = s * rh * (1 / 6 + rh * (1 / 24 + rh * (1 / 120 + rh * (1 / 720 + rh * (1 / 5040)))));
  const p = rh + 0.5 * s;
  const e = 0.5 * s - (p - rh) + (rl + 0.5 * se + high);
  const r = p + e;
  seriesLow = e - (r - p);
  return r;
}

/** exp(xh + xl) into `parts`; |x| < 1100. */
export function expParts(xh: number, xl: number): void {
  if (!ready) prepare();
  const k = Math.round(xh * 184.6649652337873);
  const t = xh - k * STEP1;
  const rh = twoSum(t, -k * STEP2);
  const rl = out.lo + (xl - k * STEP3);
  combine(k, rh, rl);
}

function combine(k: number, rh: number, rl: number): void {
  const r = quickSum(rh, rl);
  const ph = series(r, out.lo);
  const pl = seriesLow;
  const j = (k & 127) << 1;
  const th = TABLE[j]!;
  const tl = TABLE[j + 1]!;
  const m = th * ph;
  const me = productError(th, ph, m);
  const h = th + m;
  const lo = m - (h - th) + (me + th * pl + tl * (1 + ph));
  parts.hi = h + lo;
  parts.lo = lo - (parts.hi - h);
  parts.scale = k >> 7;
}

export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019412) return 0;
  if (Math.abs(x) < 5e-17) return 1 + x;
  expParts(x, 0);
  return scaleRounded(parts.hi, parts.lo, parts.scale);
}

export function exp2(x: number): number {
  if (!(x < 1024)) return x > 0 ? Infinity : x;
  if (x <= -1075) return 0;
  if (!ready) prepare();
  const k = Math.round(x * 128);
  const r = x - k / 128;
  const rh = mulDD(r, 0, LN2_HI, LN2_LO);
  combine(k, rh, out.lo);
  return scaleRounded(parts.hi, parts.lo, parts.scale);
}
