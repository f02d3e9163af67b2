/** Number literals: every form, with CPython's messages for the broken ones. */
import { NUMBER } from '../generated/kinds.ts';
import { isDigit, isHexDigit, isIdentifierChar } from './chars.ts';
import type { TokenizerBase } from './base.ts';

const ZERO = 48;
const UNDERSCORE = 95;
const DOT = 46;

/** The rest of a keyword that may follow a number directly (`1if x else y`), by first letter: warned about, not refused. */
const FOLLOWERS: Record<string, RegExp> = Object.fromEntries(
  ['and', 'else', 'for', 'or', 'not'].map((word) => [
    word[0],
    new RegExp(word.slice(1) + '(?![A-Za-z0-9_]|[^\\x00-\\x7f])', 'y'),
  ]),
);
FOLLOWERS['i'] = /[fns]/y;

/** Reads the number at `start`; pushes it, or stops the tokenizer with an error. */
export function scanNumber(t: TokenizerBase, start: number): void {
  const end = numberEnd(t, start);
  if (end >= 0) t.pushHere(NUMBER, start, end);
}

/** End offset, or -1 after an error. */
function numberEnd(t: TokenizerBase, start: number): number {
  const c = t.at(start);
  if (c === DOT) return fractionEnd(t, start + 1);
  if (c === ZERO) return zeroEnd(t, start);
  const end = digitsEnd(t, start);
  return end < 0 ? end : afterInteger(t, end);
}

/** Fraction, exponent or imaginary mark after the integer part that ends at `pos`. */
function afterInteger(t: TokenizerBase, pos: number): number {
  return t.at(pos) === DOT ? fractionEnd(t, pos + 1) : exponentEnd(t, pos);
}

function fractionEnd(t: TokenizerBase, pos: number): number {
  const end = isDigit(t.at(pos)) ? digitsEnd(t, pos) : pos;
  return end < 0 ? end : exponentEnd(t, end);
}

function exponentEnd(t: TokenizerBase, pos: number): number {
  if ((t.at(pos) | 32) !== 101) return imaginaryEnd(t, pos);
  const next = t.at(pos + 1);
  if (next === 43 || next === 45) {
    if (!isDigit(t.at(pos + 2))) return broken(t, 'invalid decimal literal', pos + 2);
    const end = digitsEnd(t, pos + 2);
    return end < 0 ? end : imaginaryEnd(t, end);
  }
  if (!isDigit(next)) return verifyEnd(t, pos, 'decimal');
  const end = digitsEnd(t, pos + 1);
  return end < 0 ? end : imaginaryEnd(t, end);
}

function imaginaryEnd(t: TokenizerBase, pos: number): number {
  return (t.at(pos) | 32) === 106 ? verifyEnd(t, pos + 1, 'imaginary') : verifyEnd(t, pos, 'decimal');
}

/** Digits with single underscores between them. */
function digitsEnd(t: TokenizerBase, start: number): number {
  let pos = start;
  for (;;) {
    while (isDigit(t.at(pos))) pos++;
    if (t.at(pos) !== UNDERSCORE) return pos;
    pos++;
    if (!isDigit(t.at(pos))) return broken(t, 'invalid decimal literal', pos);
  }
}

function zeroEnd(t: TokenizerBase, start: number): number {
  switch (t.at(start + 1) | 32) {
    case 120:
      return radixEnd(t, start + 2, isHexDigit, 'hexadecimal');
    case 111:
      return radixEnd(t, start + 2, isOctalDigit, 'octal');
    case 98:
      return radixEnd(t, start + 2, isBinaryDigit, 'binary');
  }
  let pos = start + 1;
  for (;;) {
    if (t.at(pos) === UNDERSCORE && !isDigit(t.at(++pos))) return broken(t, 'invalid decimal literal', pos);
    if (t.at(pos) !== ZERO) break;
    pos++;
  }
  const zerosEnd = pos;
  const nonzero = isDigit(t.at(pos));
  if (nonzero && (pos = digitsEnd(t, pos)) < 0) return pos;
  const c = t.at(pos);
  const letter = c | 32;
  if (c === DOT || letter === 101 || letter === 106) return afterInteger(t, pos);
  if (nonzero && !t.extraTokens) return leadingZeros(t, start, zerosEnd);
  return verifyEnd(t, pos, 'decimal');
}

function leadingZeros(t: TokenizerBase, start: number, zerosEnd: number): number {
  const msg = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
  t.failRange(msg, t.characters(start) + 1, t.characters(zerosEnd) + 1);
  return -1;
}

function isOctalDigit(c: number): boolean {
  return c >= 48 && c < 56;
}

function isBinaryDigit(c: number): boolean {
  return c === 48 || c === 49;
}

function radixEnd(t: TokenizerBase, start: number, isRadixDigit: (c: number) => boolean, name: string): number {
  let pos = start;
  do {
    if (t.at(pos) === UNDERSCORE) pos++;
    if (!isRadixDigit(t.at(pos))) return wrongDigit(t, pos, name) ?? broken(t, `invalid ${name} literal`, pos);
    while (isRadixDigit(t.at(pos))) pos++;
  } while (t.at(pos) === UNDERSCORE);
  return wrongDigit(t, pos, name) ?? verifyEnd(t, pos, name);
}

function wrongDigit(t: TokenizerBase, pos: number, name: string): number | null {
  const c = t.at(pos);
  if (!isDigit(c)) return null;
  return broken(t, `invalid digit '${String.fromCharCode(c)}' in ${name} literal`, pos + 1);
}

/** What follows a number at `pos` must not look like part of a word. */
function verifyEnd(t: TokenizerBase, pos: number, name: string): number {
  const c = t.at(pos);
  if (c < 0 || c >= 128 || !isIdentifierChar(c)) return pos;
  const follower = FOLLOWERS[String.fromCharCode(c)];
  if (follower === undefined) return broken(t, `invalid ${name} literal`, pos);
  follower.lastIndex = pos + 1;
  if (!follower.test(t.source)) return broken(t, `invalid ${name} literal`, pos);
  const msg = `invalid ${name} literal`;
  t.out.warnings.push({ msg, errorMsg: msg, line: t.line, offset: t.characters(pos) });
  return pos;
}

function broken(t: TokenizerBase, msg: string, cursor: number): number {
  t.fail(msg, cursor);
  return -1;
}
