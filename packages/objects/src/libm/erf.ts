/** Error functions in double-double, rounded once. */
import { addDD, divDD, mulDD, out, productError, scaleRounded, sqrtDD } from './dd.ts';
import { expParts, parts } from './exp.ts';

const PI_HI = 3.141592653589793;
const PI_LO = 1.2246467991473532e-16;

let ROOT_PI_HI = 0;
let ROOT_PI_LO = 0;

function prepare(): void {
  ROOT_PI_HI = sqrtDD(PI_HI, PI_LO);
  ROOT_PI_LO = out.lo;
}

/** exp(-x*x) into exp.ts's `parts`. */
function gaussian(x: number): void {
  const s = x * x;
  expParts(-s, -productError(x, x, s));
}

/** erf(x) for 0 < x < 3: 2/sqrt(pi) x exp(-x*x) (1 + 2x*x/3 + (2x*x)**2/15 + ...). hi, and out.lo. */
function erfSeries(x: number): number {
  if (ROOT_PI_HI === 0) prepare();
  const s = 2 * x * x;
  const sl = 2 * productError(x, x, x * x);
  let term = x;
  let termLow = 0;
  let sum = x;
  let sumLow = 0;
  for (let n = 3; term > sum * 1e-32; n += 2) {
    const t = mulDD(term, termLow, s, sl);
    term = divDD(t, out.lo, n, 0);
    termLow = out.lo;
    sum = addDD(sum, sumLow, term, termLow);
    sumLow = out.lo;
  }
  gaussian(x);
  const scale = 2 * 2 ** parts.scale;
  const p = mulDD(sum, sumLow, parts.hi * scale, parts.lo * scale);
  return divDD(p, out.lo, ROOT_PI_HI, ROOT_PI_LO);
}

/** exp(x*x) erfc(x) for x >= 3 by its continued fraction: hi, and out.lo. */
function scaledErfc(x: number): number {
  if (ROOT_PI_HI === 0) prepare();
  // x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))
  let f = x;
  let fl = 0;
  for (let n = x < 4 ? 120 : x < 8 ? 70 : 40; n >= 1; n--) {
    const q = divDD(n / 2, 0, f, fl);
    f = addDD(x, 0, q, out.lo);
    fl = out.lo;
  }
  const d = mulDD(f, fl, ROOT_PI_HI, ROOT_PI_LO);
  return divDD(1, 0, d, out.lo);
}

/** erfc(x) for x >= 3. */
function erfcTail(x: number): number {
  if (x > 27.3) return 0;
  const c = scaledErfc(x);
  const cl = out.lo;
  gaussian(x);
  // about 1/32 < c < 1/5: brought near one for the final rounding
  const p = mulDD(c * 8, cl * 8, parts.hi, parts.lo);
  return scaleRounded(p, out.lo, parts.scale - 3);
}

export function erf(x: number): number {
  const m = Math.abs(x);
  if (!(m > 1e-9)) return x === 0 || x !== x ? x : x * 1.1283791670955126 + x * 1.533545961316588e-17;
  let r = 1;
  if (m < 3) {
    r = erfSeries(m);
    r += out.lo;
  } else if (m < 6) r = 1 - erfcTail(m);
  return x < 0 ? -r : r;
}

export function erfc(x: number): number {
  if (x !== x) return x;
  if (x >= 3) return erfcTail(x);
  if (x <= -6) return 2;
  if (x <= -3) return 2 - erfcTail(-x);
  const m = Math.abs(x);
  if (m < 1e-18) return 1;
  const e = erfSeries(m);
  const el = out.lo;
  const r = x < 0 ? addDD(1, 0, e, el) : addDD(1, 0, -e, -el);
  return r + out.lo;
}
