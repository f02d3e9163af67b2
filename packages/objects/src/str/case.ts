/** lower, upper, title, capitalize, swapcase, casefold of str: full Unicode mappings. */
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { str } from '../core/value.ts';
import { CaseMap, Ctype, flags, fullCase, mapCase } from '../unicode/ctype.ts';
import type { StrValue } from './astral.ts';
import { cpsOf, StrBuilder, strValue } from './ops.ts';

const SIGMA = 0x3a3;
/** Up to here a loop is faster than the start of the regular expression engine. */
const SHORT = 32;
const ASCII = /^[\0-\x7f]*$/;

export function isAscii(s: StrValue): boolean {
  if (typeof s !== 'string') return false;
  if (s.length > SHORT) return ASCII.test(s);
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Capital sigma at the end of a word (Unicode's Final_Sigma condition) becomes a final one. */
function lowerSigma(cps: ArrayLike<number>, at: number): number {
  let i = at - 1;
  while (i >= 0 && flags(cps[i]) & Ctype.CaseIgnorable) i--;
  if (i < 0 || !(flags(cps[i]) & Ctype.Cased)) return 0x3c3;
  i = at + 1;
  while (i < cps.length && flags(cps[i]) & Ctype.CaseIgnorable) i++;
  return i < cps.length && flags(cps[i]) & Ctype.Cased ? 0x3c3 : 0x3c2;
}

function addMapped(out: StrBuilder, cps: ArrayLike<number>, i: number, column: number): void {
  const cp = cps[i];
  if (cp === SIGMA && column === CaseMap.Lower) {
    out.addCp(lowerSigma(cps, i));
    return;
  }
  const mapped = mapCase(cp, column);
  if (mapped >= 0) out.addCp(mapped);
  else for (const part of fullCase(cp, column)) out.addCp(part);
}

function mapAll(s: StrValue, column: number): StrValue {
  const cps = cpsOf(s);
  const out = new StrBuilder();
  for (let i = 0; i < cps.length; i++) addMapped(out, cps, i, column);
  return out.finish();
}

export function strLower(s: StrValue): StrValue {
  return isAscii(s) ? str((s as string).toLowerCase()) : mapAll(s, CaseMap.Lower);
}

export function strUpper(s: StrValue): StrValue {
  return isAscii(s) ? str((s as string).toUpperCase()) : mapAll(s, CaseMap.Upper);
}

export function strCasefold(s: StrValue): StrValue {
  return isAscii(s) ? str((s as string).toLowerCase()) : mapAll(s, CaseMap.Fold);
}

function strCapitalize(s: StrValue): StrValue {
  if (isAscii(s)) return str((s as string).slice(0, 1).toUpperCase() + (s as string).slice(1).toLowerCase());
  const cps = cpsOf(s);
  const out = new StrBuilder();
  for (let i = 0; i < cps.length; i++) addMapped(out, cps, i, i === 0 ? CaseMap.Title : CaseMap.Lower);
  return out.finish();
}

function strTitle(s: StrValue): StrValue {
  const cps = cpsOf(s);
  const out = new StrBuilder();
  let inWord = false;
  for (let i = 0; i < cps.length; i++) {
    addMapped(out, cps, i, inWord ? CaseMap.Lower : CaseMap.Title);
    inWord = isCased(cps[i]);
  }
  return out.finish();
}

/** Lower-, upper- or titlecase. Also for case-ignorable letters, whose Cased bit is not recorded. */
function isCased(cp: number): boolean {
  const f = flags(cp);
  return (f & (Ctype.Cased | Ctype.Lower | Ctype.Upper | Ctype.Title)) !== 0;
}

function strSwapcase(s: StrValue): StrValue {
  const cps = cpsOf(s);
  const out = new StrBuilder();
  for (let i = 0; i < cps.length; i++) {
    const f = flags(cps[i]);
    if (f & Ctype.Upper) addMapped(out, cps, i, CaseMap.Lower);
    else if (f & Ctype.Lower) addMapped(out, cps, i, CaseMap.Upper);
    else out.addCp(cps[i]);
  }
  return out.finish();
}

function caseMethod(name: string, map: (s: StrValue) => StrValue): NativeSpec {
  return method(name, '($self, /)', (self) => map(strValue(self)));
}

export const CASE_METHODS: readonly NativeSpec[] = [
  caseMethod('lower', strLower),
  caseMethod('upper', strUpper),
  caseMethod('casefold', strCasefold),
  caseMethod('capitalize', strCapitalize),
  caseMethod('title', strTitle),
  caseMethod('swapcase', strSwapcase),
];
