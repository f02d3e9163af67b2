/**
 * Constants as the AST and code objects hold them: tagged and neutral, so that neither the parser nor the
 * bytecode compiler needs Python objects.
 *
 * Invariants: an int is a `number` iff |v| ≤ 2^53−1; a str is `str` iff no code point is above 0xFFFF (every
 * UTF-16 unit is one code point, lone surrogates allowed), else `ustr`.
 */

export interface NoneConstant {
  t: 'none';
}
export interface EllipsisConstant {
  t: 'ellipsis';
}
export interface BoolConstant {
  t: 'bool';
  v: boolean;
}
export interface IntConstant {
  t: 'int';
  v: number | bigint;
}
export interface FloatConstant {
  t: 'float';
  v: number;
}
export interface ComplexConstant {
  t: 'complex';
  re: number;
  im: number;
}
export interface StrConstant {
  t: 'str';
  v: string;
}
export interface AstralStrConstant {
  t: 'ustr';
  cps: Uint32Array;
}
export interface BytesConstant {
  t: 'bytes';
  v: Uint8Array;
}

export type ConstantValue =
  | NoneConstant
  | EllipsisConstant
  | BoolConstant
  | IntConstant
  | FloatConstant
  | ComplexConstant
  | StrConstant
  | AstralStrConstant
  | BytesConstant;

export const NONE: NoneConstant = { t: 'none' };
export const ELLIPSIS: EllipsisConstant = { t: 'ellipsis' };
export const TRUE: BoolConstant = { t: 'bool', v: true };
export const FALSE: BoolConstant = { t: 'bool', v: false };

export function intConstant(v: bigint): IntConstant {
  const small = v <= 9007199254740991n && v >= -9007199254740991n;
  return { t: 'int', v: small ? Number(v) : v };
}

/** `s` is UTF-16: a surrogate pair in it is one astral code point. */
export function strConstant(s: string): StrConstant | AstralStrConstant {
  return hasSurrogatePair(s) ? { t: 'ustr', cps: codePoints(s) } : { t: 'str', v: s };
}

/** Code points that may include lone surrogates next to each other, which must not be joined. */
export function strFromCodePoints(cps: ArrayLike<number>): StrConstant | AstralStrConstant {
  let astral = false;
  for (let i = 0; i < cps.length; i++) if (cps[i] > 0xffff) astral = true;
  if (astral) return { t: 'ustr', cps: Uint32Array.from(cps) };
  let s = '';
  for (let i = 0; i < cps.length; i++) s += String.fromCharCode(cps[i]);
  return { t: 'str', v: s };
}

export function constantCodePoints(c: StrConstant | AstralStrConstant): Uint32Array {
  if (c.t === 'ustr') return c.cps;
  const out = new Uint32Array(c.v.length);
  for (let i = 0; i < out.length; i++) out[i] = c.v.charCodeAt(i);
  return out;
}

/** Joins adjacent literals; stays in the cheap form when every part is. */
export function concatStr(parts: (StrConstant | AstralStrConstant)[]): StrConstant | AstralStrConstant {
  if (parts.length === 1) return parts[0];
  if (parts.every((p) => p.t === 'str')) return { t: 'str', v: parts.map((p) => (p as StrConstant).v).join('') };
  const all: number[] = [];
  for (const p of parts) for (const cp of constantCodePoints(p)) all.push(cp);
  return { t: 'ustr', cps: Uint32Array.from(all) };
}

function hasSurrogatePair(s: string): boolean {
  for (let i = 0; i + 1 < s.length; i++) {
    if ((s.charCodeAt(i) & 0xfc00) === 0xd800 && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00) return true;
  }
  return false;
}

function codePoints(s: string): Uint32Array {
  const out: number[] = [];
  for (let i = 0; i < s.length; i++) {
    const cp = s.codePointAt(i) as number;
    if (cp > 0xffff) i++;
    out.push(cp);
  }
  return Uint32Array.from(out);
}
