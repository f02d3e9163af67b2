/**
 * PyAstralStr: a str with at least one code point above U+FFFF, as an array of code points.
 *
 * Strings without such code points are JS primitives; results must be normalised through `strFromCodePoints`
 * (or `strFromJs`), so that equal strings have one representation.
 */
import { Kind, PyObject } from '../core/object.ts';
import type { PyStr } from '../core/value.ts';
import { str } from '../core/value.ts';

export class PyAstralStr extends PyObject {
  readonly cps: Uint32Array;
  /** Cached 64-bit hash (as number or bigint), or null. */
  hash: number | bigint | null;
  constructor(cps: Uint32Array) {
    super();
    this.cps = cps;
    this.hash = null;
  }
}

PyAstralStr.prototype.kind = Kind.Str;

/** An exact str. */
export type StrValue = PyStr | PyAstralStr;

/** The str of these code points (surrogates are kept as code points of their own). */
export function strFromCodePoints(cps: Uint32Array): PyStr | PyAstralStr {
  let astral = false;
  for (let i = 0; i < cps.length; i++) {
    if (cps[i]! > 0xffff) {
      astral = true;
      break;
    }
  }
  if (astral) return new PyAstralStr(cps);
  return str(unitsToJs(cps));
}

/** JS string whose UTF-16 units are these numbers (all below 65536). */
export function unitsToJs(units: Uint32Array | Uint16Array | Uint8Array): string {
  if (units.length <= 4096) return String.fromCharCode.apply(null, units as unknown as number[]);
  let s = '';
  for (let i = 0; i < units.length; i += 4096)
    s += String.fromCharCode.apply(null, units.subarray(i, i + 4096) as unknown as number[]);
  return s;
}

/** The str of a JS string read as UTF-16: surrogate pairs become one code point. */
export function strFromJs(s: string): PyStr | PyAstralStr {
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < s.length) {
      const next = s.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) return new PyAstralStr(codePointsOf(s));
    }
  }
  return str(s);
}

/** Code points of a JS string read as UTF-16. */
export function codePointsOf(s: string): Uint32Array {
  const out = new Uint32Array(s.length);
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    const cp = s.codePointAt(i)!;
    if (cp > 0xffff) i++;
    out[n++] = cp;
  }
  return out.slice(0, n);
}

/** UTF-16 JS string of any str value; lone surrogates stay as they are. */
export function jsString(v: PyStr | PyAstralStr): string {
  if (typeof v === 'string') return v;
  let s = '';
  const { cps } = v;
  for (let i = 0; i < cps.length; i += 4096) s += String.fromCodePoint(...cps.subarray(i, i + 4096));
  return s;
}
