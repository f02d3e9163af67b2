/** strip, center, ljust, rjust, zfill, expandtabs of str. */
import { typeError } from '../core/errors.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { asSsize } from '../ops/arith.ts';
import { isSpace } from '../unicode/ctype.ts';
import { count } from './args.ts';
import type { StrValue } from './astral.ts';
import {
  cpAt,
  cpsOf,
  StrBuilder,
  strConcat,
  strFromCp,
  strLen,
  strOrUndefined,
  strRepeat,
  strSlice,
  strValue,
} from './ops.ts';
import { expandTabs } from './units.ts';

const LEFT = 1;
const RIGHT = 2;

function stripWhere(s: StrValue, sides: number, drop: (cp: number) => boolean): StrValue {
  let start = 0;
  let end = strLen(s);
  if (sides & LEFT) while (start < end && drop(cpAt(s, start))) start++;
  if (sides & RIGHT) while (end > start && drop(cpAt(s, end - 1))) end--;
  return strSlice(s, start, end);
}

export function strStrip(s: StrValue): StrValue {
  return stripWhere(s, LEFT | RIGHT, isSpace);
}

function stripMethod(name: string, sides: number): NativeSpec {
  return method(name, '($self, chars=None, /)', (self, charsArg) => {
    const s = strValue(self);
    if (charsArg === undefined || charsArg === None) return stripWhere(s, sides, isSpace);
    const chars = strOrUndefined(charsArg);
    if (chars === undefined) return typeError(`${name} arg must be None or str`);
    const set = cpsOf(chars);
    return stripWhere(s, sides, (cp) => set.includes(cp));
  });
}

/** `s` with `left` and `right` fill characters around it. */
export function strPad(s: StrValue, left: number, right: number, fill: StrValue): StrValue {
  if (left <= 0 && right <= 0) return s;
  return strConcat(strConcat(strRepeat(fill, left), s), strRepeat(fill, right));
}

function fillArgument(v: Value | undefined): StrValue | undefined {
  if (v === undefined) return str(' ');
  const fill = strOrUndefined(v);
  if (fill === undefined) return typeError(`The fill character must be a unicode character, not ${typeOf(v).name}`);
  return strLen(fill) === 1 ? fill : typeError('The fill character must be exactly one character long');
}

function padMethod(name: string, left: (gap: number, width: number) => number): NativeSpec {
  return method(name, "($self, width, fillchar=' ', /)", (self, widthArg, fillArg) => {
    const s = strValue(self);
    const width = asSsize(widthArg);
    if (width === undefined) return undefined;
    const fill = fillArgument(fillArg);
    if (fill === undefined) return undefined;
    const gap = width - strLen(s);
    if (gap <= 0) return s;
    const before = left(gap, width);
    return strPad(s, before, gap - before, fill);
  });
}

/** The odd fill character goes left only if the width is odd too. */
export function centerLeft(gap: number, width: number): number {
  return Math.floor(gap / 2) + (gap & width & 1);
}

function zfillImpl(self: Value, widthArg: Value): Result {
  const s = strValue(self as StrValue);
  const width = asSsize(widthArg);
  if (width === undefined) return undefined;
  const n = strLen(s);
  if (n >= width) return s;
  const zeros = str('0'.repeat(width - n));
  const first = n > 0 ? cpAt(s, 0) : 0;
  if (first !== 43 && first !== 45) return strConcat(zeros, s);
  return strConcat(strConcat(strFromCp(first), zeros), strSlice(s, 1, n));
}

function expandtabsImpl(self: Value, sizeArg: Value | undefined): Result {
  const size = count(sizeArg, 8);
  if (size === undefined) return undefined;
  const out = new StrBuilder();
  expandTabs(cpsOf(strValue(self as StrValue)), size, (unit, times) => {
    if (times === 1) out.addCp(unit);
    else out.addUnits(' '.repeat(times));
  });
  return out.finish();
}

export const PAD_METHODS: readonly NativeSpec[] = [
  stripMethod('strip', LEFT | RIGHT),
  stripMethod('lstrip', LEFT),
  stripMethod('rstrip', RIGHT),
  padMethod('center', centerLeft),
  padMethod('ljust', () => 0),
  padMethod('rjust', (gap) => gap),
  method('zfill', '($self, width, /)', zfillImpl),
  method('expandtabs', '($self, /, tabsize=8)', expandtabsImpl),
];
