/** Character classes of the tokenizer. */

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


const XID_START = /^[_\p{XID_Start}]$/u;
const XID_CONTINUE = /^\p{XID_Continue}$/u;
const NON_PRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

export function isPrintable(cp: number): boolean {
  return cp === 32 || !NON_PRINTABLE.test(String.fromCodePoint(cp));
}

/** UTF-16 offset of the first character of `word` that may not stand in an identifier there, or -1. */
export function invalidIdentifierChar(word: string): number {
  for (let i = 0; i < word.length; i++) {
    const cp = word.codePointAt(i) as number;
    const c = String.fromCodePoint(cp);
    if (!(i === 0 ? XID_START : XID_CONTINUE).test(c)) return i;
    if (cp > 0xffff) i++;
  }
  return -1;
}
