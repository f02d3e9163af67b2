/** find, index, count, startswith, replace, partition … of str. */
import { raise, typeError, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';
import { bound, clampEnd, clampStart, count as countArgument, textArgument } from './args.ts';
import type { StrValue } from './astral.ts';
import { strFromCodePoints } from './astral.ts';
import { cpsOf, strLen, strOrUndefined, strSlice, strValue } from './ops.ts';
import { needsLinear, safeIndexOf } from './linear-search.ts';
import { countUnits, endsWithUnits, findUnits, replaceUnits, rfindUnits, startsWithUnits } from './units.ts';

/** First position of `sub` within s[start:end] (bounds already clamped), or -1. */
export function strFind(s: StrValue, sub: StrValue, start: number, end: number): number {
  if (end - start < strLen(sub)) return -1;
  if (typeof s !== 'string') return findUnits(s.cps, cpsOf(sub), start, end);
  if (typeof sub !== 'string') return -1;
  if (end === s.length) return safeIndexOf(s, sub, start);
  const i = safeIndexOf(s.slice(start, end), sub, 0);
  return i < 0 ? -1 : i + start;
}

/** Last position, or -1. */
export function strRfind(s: StrValue, sub: StrValue, start: number, end: number): number {
  if (end - start < strLen(sub)) return -1;
  if (typeof s !== 'string') return rfindUnits(s.cps, cpsOf(sub), start, end);
  if (typeof sub !== 'string') return -1;
  const i = s.lastIndexOf(sub, end - sub.length);
  return i < start ? -1 : i;
}

export function strContains(s: StrValue, sub: StrValue): boolean {
  if (typeof s === 'string') return typeof sub === 'string' && safeIndexOf(s, sub, 0) >= 0;
  return findUnits(s.cps, cpsOf(sub), 0, s.cps.length) >= 0;
}

export function strCount(s: StrValue, sub: StrValue, start: number, end: number): number {
  if (typeof s !== 'string') return countUnits(s.cps, cpsOf(sub), start, end);
  if (end < start || typeof sub !== 'string') return 0;
  if (sub === '') return end - start + 1;
  let n = 0;
  const last = end - sub.length;
  for (let i = safeIndexOf(s, sub, start); i >= 0 && i <= last; i = safeIndexOf(s, sub, i + sub.length)) n++;
  return n;
}

type Search = (s: StrValue, sub: StrValue, start: number, end: number) => number;

function searchMethod(name: string, search: Search, missing: string | null): NativeSpec {
  return method(name, '($self, sub, start=None, end=None, /)', (self, sub, startArg, endArg) => {
    const s = strValue(self);
    const text = textArgument(sub, `${name}() argument 1`);
    if (text === undefined) return undefined;
    const n = strLen(s);
    let start = 0;
    let end = n;
    if (startArg !== undefined) {
      const from = bound(startArg, 0);
      if (from === undefined) return undefined;
      const to = bound(endArg, n);
      if (to === undefined) return undefined;
      start = clampStart(from, n);
      end = clampEnd(to, n);
    }
    const at = search(s, text, start, end);
    return at < 0 && missing !== null ? valueError(missing) : int(at);
  });
}

function hasAffix(s: StrValue, affix: StrValue, start: number, end: number, atEnd: boolean): boolean {
  if (end - start < strLen(affix) || start > end) return false;
  if (typeof s === 'string') {
    if (typeof affix !== 'string') return false;
    return atEnd ? s.endsWith(affix, end) : s.startsWith(affix, start);
  }
  const cps = cpsOf(affix);
  return atEnd ? endsWithUnits(s.cps, cps, start, end) : startsWithUnits(s.cps, cps, start, end);
}

export function strStartsWith(s: StrValue, affix: StrValue): boolean {
  return hasAffix(s, affix, 0, strLen(s), false);
}

export function strEndsWith(s: StrValue, affix: StrValue): boolean {
  return hasAffix(s, affix, 0, strLen(s), true);
}

function affixTuple(
  name: string,
  s: StrValue,
  items: readonly Value[],
  start: number,
  end: number,
  atEnd: boolean,
): Result {
  for (const item of items) {
    const affix = strOrUndefined(item);
    if (affix === undefined) return typeError(`tuple for ${name} must only contain str, not ${typeOf(item).name}`);
    if (hasAffix(s, affix, start, end, atEnd)) return true;
  }
  return false;
}

function affixMethod(name: string, parameter: string, atEnd: boolean): NativeSpec {
  return method(name, `($self, ${parameter}, start=None, end=None, /)`, (self, affix, startArg, endArg) => {
    const s = strValue(self);
    const n = strLen(s);
    const from = bound(startArg, 0);
    if (from === undefined) return undefined;
    const to = bound(endArg, n);
    if (to === undefined) return undefined;
    const start = clampStart(from, n);
    const end = clampEnd(to, n);
    if (isTuple(affix)) return affixTuple(name, s, affix.items, start, end, atEnd);
    const text = strOrUndefined(affix);
    if (text === undefined)
      return typeError(`${name} first arg must be str or a tuple of str, not ${typeOf(affix).name}`);
    return hasAffix(s, text, start, end, atEnd);
  });
}

/** `s.replace(old, by, limit)`; a negative limit means all. */
export function strReplace(s: StrValue, old: StrValue, by: StrValue, limit: number): StrValue {
  if (typeof s === 'string' && typeof by === 'string') {
    if (typeof old !== 'string') return s;
    if (old === '') return interleave(s, by, limit);
    return limit < 0 && !needsLinear(s.length, old.length)
      ? str(s.includes(old) ? s.split(old).join(by) : s)
      : replaceLimited(s, old, by, limit < 0 ? s.length : limit);
  }
  const cps = cpsOf(s);
  const out = replaceUnits(cps, cpsOf(old), cpsOf(by), limit);
  return out === cps ? s : strFromCodePoints(out);
}

function interleave(s: string, by: string, limit: number): StrValue {
  const times = limit < 0 ? s.length + 1 : Math.min(limit, s.length + 1);
  if (times === 0) return str(s);
  let out = '';
  for (let i = 0; i < times; i++) out += i < s.length ? by + s[i] : by;
  return str(out + s.slice(times));
}

function replaceLimited(s: string, old: string, by: string, limit: number): StrValue {
  let out = '';
  let from = 0;
  while (limit-- > 0) {
    const i = safeIndexOf(s, old, from);
    if (i < 0) break;
    out += s.slice(from, i) + by;
    from = i + old.length;
  }
  return str(from === 0 ? s : out + s.slice(from));
}

function replaceImpl(self: Value, oldArg: Value, byArg: Value, countArg: Value | undefined): Result {
  const old = textArgument(oldArg, 'replace() argument 1');
  if (old === undefined) return undefined;
  const by = textArgument(byArg, 'replace() argument 2');
  if (by === undefined) return undefined;
  const limit = countArgument(countArg, -1);
  return limit === undefined ? undefined : strReplace(strValue(self as StrValue), old, by, limit);
}

function separator(sep: Value): StrValue | undefined {
  const text = strOrUndefined(sep);
  if (text === undefined) return typeError(`must be str, not ${typeOf(sep).name}`);
  return text === '' ? raise(E.ValueError, 'empty separator') : text;
}

function partitionImpl(self: Value, sep: Value): Result {
  const s = strValue(self as StrValue);
  const text = separator(sep);
  if (text === undefined) return undefined;
  const n = strLen(s);
  const i = strFind(s, text, 0, n);
  if (i < 0) return tuple([s, str(''), str('')]);
  return tuple([strSlice(s, 0, i), text, strSlice(s, i + strLen(text), n)]);
}

function rpartitionImpl(self: Value, sep: Value): Result {
  const s = strValue(self as StrValue);
  const text = separator(sep);
  if (text === undefined) return undefined;
  const n = strLen(s);
  const i = strRfind(s, text, 0, n);
  if (i < 0) return tuple([str(''), str(''), s]);
  return tuple([strSlice(s, 0, i), text, strSlice(s, i + strLen(text), n)]);
}

function removeAffix(name: string, atEnd: boolean): NativeSpec {
  return method(name, `($self, ${atEnd ? 'suffix' : 'prefix'}, /)`, (self, arg) => {
    const s = strValue(self);
    const affix = textArgument(arg, `${name}() argument`);
    if (affix === undefined) return undefined;
    const n = strLen(s);
    const k = strLen(affix);
    if (k === 0 || !hasAffix(s, affix, 0, n, atEnd)) return s;
    return atEnd ? strSlice(s, 0, n - k) : strSlice(s, k, n);
  });
}

export const SEARCH_METHODS: readonly NativeSpec[] = [
  searchMethod('find', strFind, null),
  searchMethod('rfind', strRfind, null),
  searchMethod('index', strFind, 'substring not found'),
  searchMethod('rindex', strRfind, 'substring not found'),
  searchMethod('count', strCount, null),
  affixMethod('startswith', 'prefix', false),
  affixMethod('endswith', 'suffix', true),
  method('replace', '($self, old, new, /, count=-1)', replaceImpl),
  method('partition', '($self, sep, /)', partitionImpl),
  method('rpartition', '($self, sep, /)', rpartitionImpl),
  removeAffix('removeprefix', false),
  removeAffix('removesuffix', true),
];
