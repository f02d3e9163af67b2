/** isalpha, isdigit, islower, isidentifier … of str. */
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { Ctype, flags, isAlnum, isPrintable, isSpace } from '../unicode/ctype.ts';
import type { StrValue } from './astral.ts';
import { isAscii } from './case.ts';
import { cpAt, strLen, strValue } from './ops.ts';

/** All characters fulfil `test`; `empty` is the answer for ''. */
function every(s: StrValue, test: (cp: number) => boolean, empty: boolean): boolean {
  const n = strLen(s);
  for (let i = 0; i < n; i++) if (!test(cpAt(s, i))) return false;
  return n > 0 || empty;
}

/** Some cased character, and all cased ones have `wanted` case (`refused` bits none). */
function allCased(s: StrValue, wanted: number, refused: number): boolean {
  const n = strLen(s);
  let seen = false;
  for (let i = 0; i < n; i++) {
    const f = flags(cpAt(s, i));
    if (f & refused) return false;
    if (f & wanted) seen = true;
  }
  return seen;
}

function isTitle(s: StrValue): boolean {
  const n = strLen(s);
  let seen = false;
  let inWord = false;
  for (let i = 0; i < n; i++) {
    const f = flags(cpAt(s, i));
    if (f & (Ctype.Upper | Ctype.Title)) {
      if (inWord) return false;
      inWord = true;
      seen = true;
    } else if (f & Ctype.Lower) {
      if (!inWord) return false;
      seen = true;
    } else inWord = false;
  }
  return seen;
}

export function isIdentifier(s: StrValue): boolean {
  const n = strLen(s);
  if (n === 0 || !(flags(cpAt(s, 0)) & Ctype.IdStart)) return false;
  for (let i = 1; i < n; i++) if (!(flags(cpAt(s, i)) & Ctype.IdContinue)) return false;
  return true;
}

function predicate(name: string, test: (s: StrValue) => boolean): NativeSpec {
  return method(name, '($self, /)', (self) => test(strValue(self)));
}

function classPredicate(name: string, bit: number): NativeSpec {
  return predicate(name, (s) => every(s, (cp) => (flags(cp) & bit) !== 0, false));
}

export const PREDICATE_METHODS: readonly NativeSpec[] = [
  classPredicate('isalpha', Ctype.Alpha),
  classPredicate('isdecimal', Ctype.Decimal),
  classPredicate('isdigit', Ctype.Digit),
  classPredicate('isnumeric', Ctype.Numeric),
  predicate('isalnum', (s) => every(s, isAlnum, false)),
  predicate('isspace', (s) => every(s, isSpace, false)),
  predicate('isprintable', (s) => every(s, isPrintable, true)),
  predicate('isascii', isAscii),
  predicate('islower', (s) => allCased(s, Ctype.Lower, Ctype.Upper | Ctype.Title)),
  predicate('isupper', (s) => allCased(s, Ctype.Upper, Ctype.Lower | Ctype.Title)),
  predicate('istitle', isTitle),
  predicate('isidentifier', isIdentifier),
];
