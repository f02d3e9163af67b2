/** Character classes of the tokenizer. */
import { isIdentifierPart, isIdentifierStart } from '../unicode/classes.ts';

const IDENTIFIER = 1;
const DIGIT = 2;
const HEX = 4;

const CLASS = new Uint8Array(128);
for (let c = 48; c <= 57; c++) CLASS[c] = IDENTIFIER | DIGIT | HEX;
for (let c = 65; c <= 90; c++) CLASS[c] = CLASS[c + 32] = IDENTIFIER;
for (let c = 65; c <= 70; c++) {
  CLASS[c] |= HEX;
  CLASS[c + 32] |= HEX;
}
CLASS[95] = IDENTIFIER;

/** Letters, digits, underscore and everything outside ASCII (which is verified afterwards). */
export function isIdentifierChar(c: number): boolean {
  return c >= 128 || (CLASS[c] & IDENTIFIER) !== 0;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isHexDigit(c: number): boolean {
  return c < 128 && (CLASS[c] & HEX) !== 0;
}

/** UTF-16 offset of the first character of `word` that may not stand in an identifier there, or -1. */
export function invalidIdentifierChar(word: string): number {
  for (let i = 0; i < word.length; i++) {
    const cp = word.codePointAt(i) as number;
    if (!(i === 0 ? isIdentifierStart(cp) : isIdentifierPart(cp))) return i;
    if (cp > 0xffff) i++;
  }
  return -1;
}
