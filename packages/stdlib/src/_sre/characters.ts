/** Classes and case of characters as regular expressions see them: ASCII, locale (always "C") and Unicode rules; sets. */
import { CaseMap, decimalValue, isAlnum, isSpace, mapCase, simpleLower } from '@pyston/objects';
import { Op } from './opcodes.ts';

const isAsciiDigit = (ch: number): boolean => ch >= 48 && ch <= 57;
const isAsciiSpace = (ch: number): boolean => ch === 32 || (ch >= 9 && ch <= 13);

export function isAsciiWord(ch: number): boolean {
  return (ch >= 97 && ch <= 122) || (ch >= 65 && ch <= 90) || isAsciiDigit(ch) || ch === 95;
}

export function isUnicodeWord(ch: number): boolean {
  return ch < 128 ? isAsciiWord(ch) : isAlnum(ch);
}

export function asciiLower(ch: number): number {
  return ch >= 65 && ch <= 90 ? ch + 32 : ch;
}

function asciiUpper(ch: number): number {
  return ch >= 97 && ch <= 122 ? ch - 32 : ch;
}

export const unicodeLower: (ch: number) => number = simpleLower;

function unicodeUpper(ch: number): number {
  const upper = mapCase(ch, CaseMap.Upper);
  return upper < 0 ? ch : upper;
}

/** A CATEGORY code (CHCODES order). */
function inCategory(category: number, ch: number): boolean {
  switch (category) {
    case 0:
      return isAsciiDigit(ch);
    case 1:
      return !isAsciiDigit(ch);
    case 2:
      return isAsciiSpace(ch);
    case 3:
      return !isAsciiSpace(ch);
    case 4:
    case 8:
      return isAsciiWord(ch);
    case 5:
    case 9:
      return !isAsciiWord(ch);
    case 6:
      return ch === 10;
    case 7:
      return ch !== 10;
    case 10:
      return decimalValue(ch) >= 0;
    case 11:
      return decimalValue(ch) < 0;
    case 12:
      return isSpace(ch);
    case 13:
      return !isSpace(ch);
    case 14:
      return isUnicodeWord(ch);
    case 15:
      return !isUnicodeWord(ch);
    case 16:
      return isBreak(ch);
    default:
      return !isBreak(ch);
  }
}

function isBreak(ch: number): boolean {
  return (ch >= 10 && ch <= 13) || (ch >= 28 && ch <= 30) || ch === 0x85 || ch === 0x2028 || ch === 0x2029;
}

function inBigCharset(code: Int32Array, at: number, ch: number): boolean {
  if (ch > 0xffff) return false;
  const high = ch >> 8;
  const block = (code[at + 1 + (high >> 2)] >>> ((high & 3) * 8)) & 255;
  const word = code[at + 65 + block * 8 + ((ch & 255) >> 5)];
  return ((word >>> (ch & 31)) & 1) === 1;
}

/** Is `ch` in the set whose code starts at `i`? */
export function inCharset(code: Int32Array, i: number, ch: number): boolean {
  let found = true;
  for (;;) {
    switch (code[i++]) {
      case Op.FAILURE:
        return !found;
      case Op.LITERAL:
        if (ch === code[i]) return found;
        i++;
        break;
      case Op.CATEGORY:
        if (inCategory(code[i], ch)) return found;
        i++;
        break;
      case Op.CHARSET:
        if (ch < 256 && (code[i + (ch >> 5)] >>> (ch & 31)) & 1) return found;
        i += 8;
        break;
      case Op.RANGE:
        if (code[i] <= ch && ch <= code[i + 1]) return found;
        i += 2;
        break;
      case Op.RANGE_UNI_IGNORE: {
        if (code[i] <= ch && ch <= code[i + 1]) return found;
        const upper = unicodeUpper(ch);
        if (code[i] <= upper && upper <= code[i + 1]) return found;
        i += 2;
        break;
      }
      case Op.NEGATE:
        found = !found;
        break;
      case Op.BIGCHARSET:
        if (inBigCharset(code, i, ch)) return found;
        i += 65 + code[i] * 8;
        break;
      default:
        return false;
    }
  }
}

/** The same ignoring case in the "C" locale: either case is in the set, or in the set that a NEGATE complements. */
export function inCharsetLocale(code: Int32Array, i: number, ch: number): boolean {
  const negated = code[i] === Op.NEGATE;
  const at = negated ? i + 1 : i;
  const lower = asciiLower(ch);
  const upper = asciiUpper(ch);
  return (inCharset(code, at, lower) || (upper !== lower && inCharset(code, at, upper))) !== negated;
}

/** LITERAL_LOC_IGNORE. */
export function sameInLocale(ch: number, literal: number): boolean {
  return ch === literal || asciiLower(ch) === literal || asciiUpper(ch) === literal;
}
