/** split, rsplit, splitlines, join of str. */
import { typeError, valueError } from '../core/errors.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { list, PyList } from '../list/list.ts';
import { isTrue } from '../ops/compare.ts';
import { toArray } from '../ops/iter.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { isLineBreak, isSpace } from '../unicode/ctype.ts';
import { count } from './args.ts';
import type { StrValue } from './astral.ts';
import { strFromCodePoints } from './astral.ts';
import { needsLinear, safeIndexOf } from './linear-search.ts';
import { cpsOf, StrBuilder, strOrUndefined, strValue } from './ops.ts';
import { rsplitSpace, rsplitUnits, splitLines, splitSpace, splitUnits } from './units.ts';

function pieces(cps: Uint32Array, ends: readonly number[]): StrValue[] {
  const out: StrValue[] = [];
  for (let i = 0; i < ends.length; i += 2) out.push(strFromCodePoints(cps.slice(ends[i], ends[i + 1])));
  return out;
}

/** `s.split(sep, limit)` for a non-empty separator. */
export function strSplit(s: StrValue, sep: StrValue, limit: number): StrValue[] {
  if (typeof s !== 'string') return pieces(s.cps, splitUnits(s.cps, cpsOf(sep), limit));
  if (typeof sep !== 'string') return [s];
  if (limit < 0 && !needsLinear(s.length, sep.length)) return s.split(sep) as unknown as StrValue[];
  const out: StrValue[] = [];
  let from = 0;
  while (limit-- !== 0) {
    const i = safeIndexOf(s, sep, from);
    if (i < 0) break;
    out.push(str(s.slice(from, i)));
    from = i + sep.length;
  }
  out.push(str(s.slice(from)));
  return out;
}

function strRsplit(s: StrValue, sep: StrValue, limit: number): StrValue[] {
  if (typeof s !== 'string') return pieces(s.cps, rsplitUnits(s.cps, cpsOf(sep), limit));
  if (typeof sep !== 'string') return [s];
  const out: StrValue[] = [];
  let to = s.length;
  while (limit-- !== 0) {
    const i = to < sep.length ? -1 : s.lastIndexOf(sep, to - sep.length);
    if (i < 0) break;
    out.push(str(s.slice(i + sep.length, to)));
    to = i;
  }
  out.push(str(s.slice(0, to)));
  return out.reverse();
}

/** `s.split()`: at runs of white space. */
export function strSplitSpace(s: StrValue, limit: number): StrValue[] {
  if (typeof s !== 'string') return pieces(s.cps, splitSpace(s.cps, isSpace, limit));
  const out: StrValue[] = [];
  const n = s.length;
  let i = 0;
  for (;;) {
    while (i < n && isSpace(s.charCodeAt(i))) i++;
    if (i === n) return out;
    if (limit-- === 0) {
      out.push(str(s.slice(i)));
      return out;
    }
    const from = i;
    while (i < n && !isSpace(s.charCodeAt(i))) i++;
    out.push(str(s.slice(from, i)));
  }
}

function strRsplitSpace(s: StrValue, limit: number): StrValue[] {
  const cps = cpsOf(s);
  return pieces(cps, rsplitSpace(cps, isSpace, limit));
}

type SplitSpace = (s: StrValue, limit: number) => StrValue[];
type Split = (s: StrValue, sep: StrValue, limit: number) => StrValue[];

function splitMethod(name: string, space: SplitSpace, split: Split): NativeSpec {
  return method(name, '($self, /, sep=None, maxsplit=-1)', (self, sep, maxArg) => {
    const s = strValue(self);
    const limit = count(maxArg, -1);
    if (limit === undefined) return undefined;
    if (sep === undefined || sep === None) return list(space(s, limit));
    const text = strOrUndefined(sep);
    if (text === undefined) return typeError(`must be str or None, not ${typeOf(sep).name}`);
    return text === '' ? valueError('empty separator') : list(split(s, text, limit));
  });
}

export function strSplitLines(s: StrValue, keepEnds: boolean): StrValue[] {
  if (typeof s !== 'string') return pieces(s.cps, splitLines(s.cps, isLineBreak, keepEnds));
  const out: StrValue[] = [];
  const n = s.length;
  let from = 0;
  while (from < n) {
    let i = from;
    while (i < n && !isLineBreak(s.charCodeAt(i))) i++;
    let next = i;
    if (i < n) next = s.charCodeAt(i) === 13 && i + 1 < n && s.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
    out.push(str(s.slice(from, keepEnds ? next : i)));
    from = next;
  }
  return out;
}

function splitlinesImpl(self: Value, keepArg: Value | undefined): Result {
  const keep = keepArg === undefined ? false : isTrue(keepArg);
  return keep === undefined ? undefined : list(strSplitLines(strValue(self as StrValue), keep));
}

/** `sep.join(items)` for items that are all texts; TypeError otherwise. */
export function strJoin(sep: StrValue, items: readonly Value[]): StrValue | undefined {
  if (typeof sep === 'string' && allPrimitive(items)) return str((items as unknown as string[]).join(sep));
  const out = new StrBuilder();
  for (let i = 0; i < items.length; i++) {
    const item = strOrUndefined(items[i]);
    if (item === undefined)
      return typeError(`sequence item ${i}: expected str instance, ${typeOf(items[i]).name} found`);
    if (i > 0) out.add(sep);
    out.add(item);
  }
  return out.finish();
}

function allPrimitive(items: readonly Value[]): boolean {
  for (let i = 0; i < items.length; i++) if (typeof items[i] !== 'string') return false;
  return true;
}

function joinImpl(self: Value, iterable: Value): Result {
  const sep = strValue(self as StrValue);
  let items: readonly Value[] | undefined;
  if (iterable instanceof PyList || iterable instanceof PyTuple) items = iterable.items;
  else {
    const { slots } = typeOf(iterable);
    if (slots.iter === null && slots.getitem === null) return typeError('can only join an iterable');
    items = toArray(iterable);
    if (items === undefined) return undefined;
  }
  if (items.length === 1 && (typeof items[0] === 'string' || strOrUndefined(items[0]) === items[0])) return items[0];
  return strJoin(sep, items);
}

export const SPLIT_METHODS: readonly NativeSpec[] = [
  splitMethod('split', strSplitSpace, strSplit),
  splitMethod('rsplit', strRsplitSpace, strRsplit),
  method('splitlines', '($self, /, keepends=False)', splitlinesImpl),
  method('join', '($self, iterable, /)', joinImpl),
];
