/**
 * Basic operations on str values: length, indexing, slices, concatenation, comparison, hash, building.
 *
 * All take and give exact strs (`StrValue`); `strValue` unboxes instances of subclasses. Indices count code points.
 * Results are normalised: only text with a code point above U+FFFF is a PyAstralStr.
 */
import { Kind } from '../core/object.ts';
import { ts } from '../core/thread-state.ts';
import type { PyInt, PyStr, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import type { StrValue } from './astral.ts';
import { PyAstralStr, strFromCodePoints, unitsToJs } from './astral.ts';
import type { PyStrBox } from './box.ts';
import { siphash13 } from './siphash.ts';

/** True for str and instances of its subclasses. */
export function isStr(v: Value): v is PyStr | PyAstralStr | PyStrBox {
  return typeof v === 'string' || (typeof v === 'object' && (v.kind & Kind.Str) !== 0);
}

export function isExactStr(v: Value): v is StrValue {
  return typeof v === 'string' || v instanceof PyAstralStr;
}

/** The text of a str or of an instance of a subclass. */
export function strValue(v: PyStr | PyAstralStr | PyStrBox): StrValue {
  return typeof v === 'string' || v instanceof PyAstralStr ? v : v.value;
}

/** The text of any value that is a str, else undefined (without an exception). */
export function strOrUndefined(v: Value): StrValue | undefined {
  if (typeof v === 'string' || v instanceof PyAstralStr) return v;
  return typeof v === 'object' && (v.kind & Kind.Str) !== 0 ? (v as PyStrBox).value : undefined;
}

/** Length in code points. */
export function strLen(s: StrValue): number {
  return typeof s === 'string' ? s.length : s.cps.length;
}

/** Code point at a valid index. */
export function cpAt(s: StrValue, i: number): number {
  return typeof s === 'string' ? s.charCodeAt(i) : s.cps[i];
}

/** The one-character str of a code point. */
export function strFromCp(cp: number): StrValue {
  return cp > 0xffff ? new PyAstralStr(Uint32Array.of(cp)) : str(String.fromCharCode(cp));
}

/** Code points; for reading only. */
export function cpsOf(s: StrValue): Uint32Array {
  if (typeof s !== 'string') return s.cps;
  const out = new Uint32Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
}

/** The character at a valid index. */
export function strAt(s: StrValue, i: number): StrValue {
  return typeof s === 'string' ? str(s[i]) : strFromCp(s.cps[i]);
}

/** Code points [start, end), both within bounds. */
export function strSlice(s: StrValue, start: number, end: number): StrValue {
  if (typeof s === 'string') return str(s.slice(start, end > start ? end : start));
  if (start === 0 && end >= s.cps.length) return s;
  return strFromCodePoints(s.cps.slice(start, end > start ? end : start));
}

export function strConcat(a: StrValue, b: StrValue): StrValue {
  if (typeof a === 'string' && typeof b === 'string') return str(a + b);
  const left = cpsOf(a);
  const right = cpsOf(b);
  if (left.length === 0) return b;
  if (right.length === 0) return a;
  const out = new Uint32Array(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  return new PyAstralStr(out);
}

/** `s * count`; count may be negative. */
export function strRepeat(s: StrValue, count: number): StrValue {
  if (count <= 0) return str('');
  if (typeof s === 'string') return s === '' ? s : str(s.repeat(count));
  const { cps } = s;
  const out = new Uint32Array(cps.length * count);
  for (let i = 0; i < count; i++) out.set(cps, i * cps.length);
  return new PyAstralStr(out);
}

export function strEquals(a: StrValue, b: StrValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a === b || sameCps(a.cps, b.cps);
}

function sameCps(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Negative, zero or positive, by code points. */
export function strCompare(a: StrValue, b: StrValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a === b ? 0 : 1;
  const left = cpsOf(a);
  const right = cpsOf(b);
  const n = Math.min(left.length, right.length);
  for (let i = 0; i < n; i++) if (left[i] !== right[i]) return left[i] < right[i] ? -1 : 1;
  return left.length - right.length;
}

/** Largest code point, 0 for the empty text. */
export function maxCp(s: StrValue): number {
  let max = 0;
  if (typeof s === 'string') {
    for (let i = 0; i < s.length; i++) {
      const unit = s.charCodeAt(i);
      if (unit > max) max = unit;
    }
    return max;
  }
  for (const cp of s.cps) if (cp > max) max = cp;
  return max;
}

/** `hash(s)` as 64-bit CPython: SipHash-1-3 of the text in its narrowest fixed width (1, 2 or 4 bytes). */
export function strHash(s: StrValue): PyInt {
  if (typeof s !== 'string') {
    if (s.hash === null)
      s.hash = siphash13(new Uint8Array(s.cps.buffer, s.cps.byteOffset, s.cps.byteLength), ts.runtime.hashSecret);
    return s.hash as PyInt;
  }
  if (s.length === 0) return int(0);
  return siphash13(fixedWidth(s), ts.runtime.hashSecret);
}

function fixedWidth(s: string): Uint8Array {
  const narrow = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit > 255) return wide(s);
    narrow[i] = unit;
  }
  return narrow;
}

function wide(s: string): Uint8Array {
  const out = new Uint16Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return new Uint8Array(out.buffer);
}

/** Collects text piece by piece; stays a JS string until the first astral code point. */
export class StrBuilder {
  private text = '';
  private cps: Uint32Array | null = null;
  private length = 0;

  addCp(cp: number): void {
    if (this.cps === null && cp <= 0xffff) {
      this.text += String.fromCharCode(cp);
      return;
    }
    this.reserve(1);
    this.cps![this.length++] = cp;
  }

  /** Text without astral characters. */
  addUnits(s: string): void {
    if (this.cps === null) {
      this.text += s;
      return;
    }
    this.reserve(s.length);
    for (let i = 0; i < s.length; i++) this.cps[this.length++] = s.charCodeAt(i);
  }

  add(s: StrValue): void {
    if (typeof s === 'string') this.addUnits(s);
    else this.addCps(s.cps);
  }

  addCps(cps: Uint32Array): void {
    this.reserve(cps.length);
    this.cps!.set(cps, this.length);
    this.length += cps.length;
  }

  /** Makes room for `extra` code points in array form. */
  private reserve(extra: number): void {
    if (this.cps === null) {
      const text = this.text;
      this.cps = new Uint32Array(text.length + extra + 16);
      for (let i = 0; i < text.length; i++) this.cps[i] = text.charCodeAt(i);
      this.length = text.length;
    } else if (this.length + extra > this.cps.length) {
      const grown = new Uint32Array((this.length + extra) * 2);
      grown.set(this.cps.subarray(0, this.length));
      this.cps = grown;
    }
  }

  finish(): StrValue {
    return this.cps === null ? str(this.text) : strFromCodePoints(this.cps.slice(0, this.length));
  }
}

/** The str with one character per byte (Latin-1). */
export function strFromLatin1(bytes: Uint8Array): PyStr {
  return str(unitsToJs(bytes));
}
