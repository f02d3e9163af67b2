/**
 * Substring search in linear time (Knuth, Morris, Pratt) for needles so large that the engine's own search, which is
 * quadratic in the worst case, could take minutes.
 */
import type { Units } from './units.ts';

const LARGE_NEEDLE = 100;
const LARGE_PRODUCT = 5e6;

/** True when a quadratic search of these lengths could take too long. */
export function needsLinear(haystack: number, needle: number): boolean {
  return needle >= LARGE_NEEDLE && haystack * needle > LARGE_PRODUCT;
}

/** Length of the longest proper border of each prefix. */
function borders(n: number, at: (i: number) => number): Int32Array {
  const out = new Int32Array(n);
  let k = 0;
  for (let i = 1; i < n; i++) {
    while (k > 0 && at(i) !== at(k)) k = out[k - 1];
    if (at(i) === at(k)) k++;
    out[i] = k;
  }
  return out;
}

function search(
  text: (i: number) => number,
  start: number,
  end: number,
  n: number,
  needle: (i: number) => number,
): number {
  const border = borders(n, needle);
  let k = 0;
  for (let i = start; i < end; i++) {
    const unit = text(i);
    while (k > 0 && unit !== needle(k)) k = border[k - 1];
    if (unit === needle(k)) k++;
    if (k === n) return i - n + 1;
  }
  return -1;
}

/** `s.indexOf(sub, start)`. */
export function linearIndexOf(s: string, sub: string, start: number): number {
  return search(
    (i) => s.charCodeAt(i),
    start,
    s.length,
    sub.length,
    (i) => sub.charCodeAt(i),
  );
}

/** First position of `sub` in s[start:end]. */
export function linearFind(s: Units, sub: Units, start: number, end: number): number {
  return search(
    (i) => s[i],
    start,
    end,
    sub.length,
    (i) => sub[i],
  );
}

/** `s.indexOf(sub, start)`, never quadratic. */
export function safeIndexOf(s: string, sub: string, start: number): number {
  return needsLinear(s.length - start, sub.length) ? linearIndexOf(s, sub, start) : s.indexOf(sub, start);
}
