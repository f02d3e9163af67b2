/**
 * Sequence algorithms over code units: bytes (Uint8Array) and code points of astral text (Uint32Array).
 *
 * Positions are in units; ranges are [start, end) within the array. JS primitives have native counterparts.
 */
import { linearFind, needsLinear } from './linear-search.ts';

export type Units = Uint8Array | Uint32Array;

function matchesAt(s: Units, sub: Units, at: number): boolean {
  for (let k = 0; k < sub.length; k++) if (s[at + k] !== sub[k]) return false;
  return true;
}

/** First position of `sub` in s[start:end], or -1. */
export function findUnits(s: Units, sub: Units, start: number, end: number): number {
  const n = sub.length;
  if (end - start < n || start > end) return -1;
  if (n === 0) return start;
  if (needsLinear(end - start, n)) return linearFind(s, sub, start, end);
  const first = sub[0];
  const last = end - n;
  for (let i = start; i <= last; i++) {
    i = s.indexOf(first, i);
    if (i < 0 || i > last) return -1;
    if (n === 1 || (s[i + n - 1] === sub[n - 1] && matchesAt(s, sub, i))) return i;
  }
  return -1;
}

/** Last position of `sub` in s[start:end], or -1. */
export function rfindUnits(s: Units, sub: Units, start: number, end: number): number {
  const n = sub.length;
  if (end - start < n || start > end) return -1;
  if (n === 0) return end;
  const first = sub[0];
  for (let i = end - n; i >= start; i--) {
    i = s.lastIndexOf(first, i);
    if (i < start) return -1;
    if (matchesAt(s, sub, i)) return i;
  }
  return -1;
}

/** Number of non-overlapping occurrences. */
export function countUnits(s: Units, sub: Units, start: number, end: number): number {
  if (end - start < 0) return 0;
  if (sub.length === 0) return end - start + 1;
  let n = 0;
  for (let i = findUnits(s, sub, start, end); i >= 0; i = findUnits(s, sub, i + sub.length, end)) n++;
  return n;
}

export function startsWithUnits(s: Units, sub: Units, start: number, end: number): boolean {
  return end - start >= sub.length && matchesAt(s, sub, start);
}

export function endsWithUnits(s: Units, sub: Units, start: number, end: number): boolean {
  return end - start >= sub.length && matchesAt(s, sub, end - sub.length);
}

/** A fresh array of the same class. */
export function newUnits<U extends Units>(like: U, length: number): U {
  return (like instanceof Uint8Array ? new Uint8Array(length) : new Uint32Array(length)) as U;
}

/** Replaces up to `limit` occurrences (all when negative); gives `s` itself when there is none. */
export function replaceUnits<U extends Units>(s: U, old: U, by: U, limit: number): U {
  if (limit === 0) return s;
  if (old.length === 0) return interleave(s, by, limit);
  const at: number[] = [];
  for (
    let i = findUnits(s, old, 0, s.length);
    i >= 0 && at.length !== limit;
    i = findUnits(s, old, i + old.length, s.length)
  )
    at.push(i);
  if (at.length === 0) return s;
  const out = newUnits(s, s.length + at.length * (by.length - old.length));
  let from = 0;
  let to = 0;
  for (const i of at) {
    out.set(s.subarray(from, i) as any, to);
    to += i - from;
    out.set(by as any, to);
    to += by.length;
    from = i + old.length;
  }
  out.set(s.subarray(from) as any, to);
  return out;
}

/** `by` before each unit and at the end, up to `limit` times. */
function interleave<U extends Units>(s: U, by: U, limit: number): U {
  const times = limit < 0 ? s.length + 1 : Math.min(limit, s.length + 1);
  const out = newUnits(s, s.length + times * by.length);
  let to = 0;
  for (let i = 0; i < times; i++) {
    out.set(by as any, to);
    to += by.length;
    if (i < s.length) out[to++] = s[i];
  }
  out.set(s.subarray(times) as any, to);
  return out;
}

/** Pieces as [start, end] pairs in a row, split at `sep`, at most `limit` splits (negative: no limit). */
export function splitUnits(s: Units, sep: Units, limit: number): number[] {
  const out: number[] = [];
  let from = 0;
  while (limit-- !== 0) {
    const i = findUnits(s, sep, from, s.length);
    if (i < 0) break;
    out.push(from, i);
    from = i + sep.length;
  }
  out.push(from, s.length);
  return out;
}

/** The same from the right; pieces in order. */
export function rsplitUnits(s: Units, sep: Units, limit: number): number[] {
  const out: number[] = [];
  let to = s.length;
  while (limit-- !== 0) {
    const i = rfindUnits(s, sep, 0, to);
    if (i < 0) break;
    out.push(to, i + sep.length);
    to = i;
  }
  out.push(to, 0);
  return out.reverse();
}

/** Splits at runs of white space; surplus text keeps its trailing space but not its leading one. */
export function splitSpace(s: ArrayLike<number>, isSpace: (unit: number) => boolean, limit: number): number[] {
  const out: number[] = [];
  const n = s.length;
  let i = 0;
  for (;;) {
    while (i < n && isSpace(s[i])) i++;
    if (i === n) return out;
    if (limit-- === 0) {
      out.push(i, n);
      return out;
    }
    const from = i;
    while (i < n && !isSpace(s[i])) i++;
    out.push(from, i);
  }
}

/** The same from the right; pieces in order. */
export function rsplitSpace(s: ArrayLike<number>, isSpace: (unit: number) => boolean, limit: number): number[] {
  const out: number[] = [];
  let i = s.length;
  for (;;) {
    while (i > 0 && isSpace(s[i - 1])) i--;
    if (i === 0) return out.reverse();
    if (limit-- === 0) {
      out.push(i, 0);
      return out.reverse();
    }
    const to = i;
    while (i > 0 && !isSpace(s[i - 1])) i--;
    out.push(to, i);
  }
}

/** Lines as [start, end] pairs; with `keepEnds` the ends include the line break. */
export function splitLines(s: ArrayLike<number>, isBreak: (unit: number) => boolean, keepEnds: boolean): number[] {
  const out: number[] = [];
  const n = s.length;
  let from = 0;
  while (from < n) {
    let i = from;
    while (i < n && !isBreak(s[i])) i++;
    let next = i;
    if (i < n) next = s[i] === 13 && i + 1 < n && s[i + 1] === 10 ? i + 2 : i + 1;
    out.push(from, keepEnds ? next : i);
    from = next;
  }
  return out;
}

/** Length after tabs are expanded, and the expansion written to `write`. */
export function expandTabs(s: ArrayLike<number>, size: number, write: (unit: number, times: number) => void): void {
  let column = 0;
  for (let i = 0; i < s.length; i++) {
    const unit = s[i];
    if (unit === 9) {
      if (size > 0) {
        const n = size - (column % size);
        column += n;
        write(32, n);
      }
    } else {
      column = unit === 10 || unit === 13 ? 0 : column + 1;
      write(unit, 1);
    }
  }
}

/** Lexicographic order. */
export function compareUnits(a: Units, b: Units): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return a.length - b.length;
}

export function equalUnits(a: Units, b: Units): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
