/**
 * Double-double arithmetic: a value is hi + lo with |lo| <= ulp(hi)/2, about 106 bits.
 *
 * Functions return hi and leave lo in `out.lo`; read it before the next call. Nothing here runs other code.
 * Arguments of the exact product stay below 2**996.
 */
export const out = { lo: 0 };

const SPLITTER = 134217729;

/** The rounding error of the product p = a * b. */
export function productError(a: number, b: number, p: number): number {
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return ah * bh - p + ah * bl + al * bh + al * bl;
}

/** a + b for |a| >= |b|. */
export function quickSum(a: number, b: number): number {
  const s = a + b;
  out.lo = b - (s - a);
  return s;
}

export function twoSum(a: number, b: number): number {
  const s = a + b;
  const t = s - a;
  out.lo = a - (s - t) + (b - t);
  return s;
}

export function twoProduct(a: number, b: number): number {
  const p = a * b;
  out.lo = productError(a, b, p);
  return p;
}

export function addDD(ah: number, al: number, bh: number, bl: number): number {
  const s = ah + bh;
  const t = s - ah;
  const e = ah - (s - t) + (bh - t);
  const u = al + bl;
  const v = u - al;
  const f = al - (u - v) + (bl - v);
  const h = s + (e + u);
  const low = e + u - (h - s) + f;
  const r = h + low;
  out.lo = low - (r - h);
  return r;
}

export function mulDD(ah: number, al: number, bh: number, bl: number): number {
  const p = ah * bh;
  const e = productError(ah, bh, p) + (ah * bl + al * bh);
  const r = p + e;
  out.lo = e - (r - p);
  return r;
}

export function divDD(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh;
  const p = q * bh;
  const e = productError(q, bh, p);
  const q2 = (ah - p - e + al - q * bl) / bh;
  // a second step takes the rest of the quotient to full width
  const s = q + q2;
  const low = q2 - (s - q);
  const p2 = s * bh;
  const e2 = productError(s, bh, p2);
  const q3 = (ah - p2 - e2 + al - s * bl - low * bh) / bh;
  const r = s + (low + q3);
  out.lo = low + q3 - (r - s);
  return r;
}

export function sqrtDD(ah: number, al: number): number {
  if (ah === 0) {
    out.lo = 0;
    return 0;
  }
  const s = Math.sqrt(ah);
  const p = s * s;
  const e = productError(s, s, p);
  const d = (ah - p - e + al) / (2 * s);
  const r = s + d;
  out.lo = d - (r - s);
  return r;
}

/** (hi + lo) * 2**q rounded once, also where the result is subnormal. hi is within [1/4, 4] or so. */
export function scaleRounded(hi: number, lo: number, q: number): number {
  if (q > 1020) return (hi + lo) * 2 ** 1000 * 2 ** (q - 1000);
  if (q >= -1018) return (hi + lo) * 2 ** q;
  if (q < -1080) return 0;
  // adding `big` rounds to a multiple of 2**-1074 once everything is scaled down by q
  const unit = 2 ** (-1074 - q);
  const h = hi + lo;
  const low = lo - (h - hi);
  const n = Math.floor(h / unit);
  const rest = h - n * unit;
  const half = unit / 2;
  const up = rest > half || (rest === half && (low > 0 || (low === 0 && n % 2 === 1)));
  return (n + (up ? 1 : 0)) * 2 ** -1074;
}
