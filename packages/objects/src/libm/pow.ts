/** pow(x, y) as exp(y * log(x)) in double-double. */
import { out, productError, scaleRounded } from './dd.ts';
import { expParts, parts } from './exp.ts';
import { logDD } from './log.ts';

/** For any doubles, with C's special cases. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return special(x, y);
  if (x > 0) return positivePow(x, y);
  if (!Number.isInteger(y)) return NaN;
  const r = positivePow(-x, y);
  return Math.abs(y % 2) === 1 ? -r : r;
}

/** Zeros and infinities: V8's answers are C's, but for 1 and -1 to an infinite power. */
function special(x: number, y: number): number {
  return x === -1 && !Number.isFinite(y) ? 1 : Math.pow(x, y);
}

/**
 * Newer engines have a pow of the same make as glibc's; older ones a coarser one. These arguments tell them apart.
 */
const PROBES: readonly (readonly [number, number, number])[] = [
  [7.7688698962382094, 13.461247435361749, 966779213526.6298],
  [7.171346629743177, -14.260353456929122, 6.292618300733021e-13],
  [1.2787614166576677, -11.910224830490183, 0.053470316984681084],
  [0.000002082222232515838, -0.08202000077310911, 2.9241147625684927],
];

export const nativePow: boolean = PROBES.every(([x, y, r]) => Math.pow(x, y) === r);

function positivePow(x: number, y: number): number {
  if (nativePow) return Math.pow(x, y);
  if (y === 1) return x;
  if (y === 2) return x * x;
  const lh = logDD(x, 0);
  const ll = out.lo;
  const p = y * lh;
  if (!(p < 710)) return Infinity;
  if (p < -746) return 0;
  if (Math.abs(p) < 1e-18) return 1 + p;
  // y may be too large for the exact product only when log(x) is tiny
  const e = Math.abs(y) < 2 ** 900 ? productError(y, lh, p) : 2 ** 200 * productError(y * 2 ** -200, lh, p * 2 ** -200);
  expParts(p, e + y * ll);
  return scaleRounded(parts.hi, parts.lo, parts.scale);
}
