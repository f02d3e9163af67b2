/**
 * Hyperbolic functions and the cube root.
 *
 * sinh, cosh and tanh are glibc's classic formulas over expm1 and exp (V8 has the same expm1, log1p and tanh); the
 * inverse functions and the cube root are computed in double-double and rounded once.
 */
import { addDD, divDD, mulDD, out, productError, sqrtDD, twoProduct, twoSum } from './dd.ts';
import { exp } from './exp.ts';
import { log1pDD, logDD } from './log.ts';

export const expm1: (x: number) => number = Math.expm1;
export const log1p: (x: number) => number = Math.log1p;
export const tanh: (x: number) => number = Math.tanh;

const LOG_MAX = 709.782712893384;

/** exp(m)/2 for m >= 22, without overflow before its time. */
function halfExp(m: number): number {
  if (m <= LOG_MAX) return 0.5 * exp(m);
  const w = exp(0.5 * m);
  return 0.5 * w * w;
}

export function sinh(x: number): number {
  const m = Math.abs(x);
  if (!(m >= 2 ** -28)) return x;
  const h = x < 0 ? -0.5 : 0.5;
  if (m < 22) {
    const t = expm1(m);
    return m < 1 ? h * (2 * t - (t * t) / (t + 1)) : h * (t + t / (t + 1));
  }
  return 2 * h * halfExp(m);
}

export function cosh(x: number): number {
  const m = Math.abs(x);
  if (m < 0.34657359027997264) {
    const t = expm1(m);
    const w = 1 + t;
    return m < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (m < 22) {
    const t = exp(m);
    return 0.5 * t + 0.5 / t;
  }
  return halfExp(m);
}

export function asinh(x: number): number {
  const m = Math.abs(x);
  if (!(m > 1e-9 && m < Infinity)) return x === 0 || !Number.isFinite(x) ? x : x - (x * x * x) / 6;
  let r: number;
  if (m > 1e10) r = logTwice(m);
  else {
    // log1p(m + m*m/(1 + sqrt(1 + m*m)))
    const s = twoProduct(m, m);
    const sl = out.lo;
    const t = addDD(1, 0, s, sl);
    const root = sqrtDD(t, out.lo);
    const d = addDD(1, 0, root, out.lo);
    const q = divDD(s, sl, d, out.lo);
    const a = addDD(m, 0, q, out.lo);
    r = log1pDD(a, out.lo);
    r += out.lo;
  }
  return x < 0 ? -r : r;
}

/** log(2m) where the square root adds less than the last bit of a pair matters: 1/(4 m*m) is kept. */
function logTwice(m: number): number {
  const l = logDD(m, 0);
  const ll = out.lo;
  const r = addDD(l, ll, 0.6931471805599453, 2.3190468138462996e-17 + (1 / m) * (0.25 / m));
  return r + out.lo;
}

export function acosh(x: number): number {
  if (!(x > 1)) return x === 1 ? 0 : NaN;
  if (x === Infinity) return x;
  if (x > 1e10) return acoshLarge(x);
  // log1p(t + sqrt(2t + t*t)) with t = x - 1
  const t = twoSum(x, -1);
  const tl = out.lo;
  const s = mulDD(t, tl, t, tl);
  const u = addDD(s, out.lo, 2 * t, 2 * tl);
  const root = sqrtDD(u, out.lo);
  const a = addDD(t, tl, root, out.lo);
  const r = log1pDD(a, out.lo);
  return r + out.lo;
}

function acoshLarge(x: number): number {
  const l = logDD(x, 0);
  const ll = out.lo;
  const r = addDD(l, ll, 0.6931471805599453, 2.3190468138462996e-17 - (1 / x) * (0.25 / x));
  return r + out.lo;
}

export function atanh(x: number): number {
  const m = Math.abs(x);
  if (!(m < 1)) return m === 1 ? x / 0 : NaN;
  if (m < 1e-9) return x === 0 ? x : x + (x * x * x) / 3;
  const d = twoSum(1, -m);
  const q = divDD(2 * m, 0, d, out.lo);
  let r = log1pDD(q, out.lo);
  r = 0.5 * (r + out.lo);
  return x < 0 ? -r : r;
}

export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const m = Math.abs(x);
  const scale = m < 1e-290 ? 2 ** 300 : 1;
  const a = m * scale;
  const y = Math.cbrt(a);
  const s = y * y;
  const sl = productError(y, y, s);
  const c = mulDD(s, sl, y, 0);
  const r = y + (a - c - out.lo) / (3 * s);
  const v = scale === 1 ? r : r * 2 ** -100;
  return x < 0 ? -v : v;
}
