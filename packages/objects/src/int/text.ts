/** int <-> text: literals in any base, decimal output, and the limit on the length of both. */
import { valueError } from '../core/errors.ts';
import { ts } from '../core/thread-state.ts';
import type { PyInt } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { bigBitLength } from './bits.ts';
import { numericText } from './numeric-text.ts';

/** Shorter texts are converted whatever the limit is. */
const LIMIT_THRESHOLD = 640;

/** Decimal (or other base) digits of n, a JS string. `undefined`: over the digit limit, raised. */
export function intToString(n: PyInt, base = 10): string | undefined {
  if (typeof n === 'number') return base === 10 ? '' + n : n.toString(base);
  if ((base & (base - 1)) !== 0) return limitedText(n, base);
  return n.toString(base);
}

function limitedText(n: bigint, base: number): string | undefined {
  const limit = ts.runtime.intMaxStrDigits;
  const bits = limit === 0 ? 0 : bigBitLength(n);
  if (limit > 0 && bits > LIMIT_THRESHOLD * 3 && bits * Math.log10(2) - 1 > limit) return tooLong(limit);
  const text = n.toString(base);
  const digits = n < 0n ? text.length - 1 : text.length;
  if (limit > 0 && digits > LIMIT_THRESHOLD && digits > limit) return tooLong(limit);
  return text;
}

function tooLong(limit: number): undefined {
  return valueError(
    `Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

/** The digits, without looking at the limit: for messages and internal use. */
export function intToStringUnlimited(n: PyInt): string {
  return n.toString(10);
}

/** Reads an int literal in `base` (2 … 36, 0: by prefix). null: not a literal; undefined: over the limit, raised. */
export function intFromString(text: string, base: number): PyInt | null | undefined {
  let s = numericText(text);
  let negative = false;
  if (s[0] === '+' || s[0] === '-') {
    negative = s[0] === '-';
    s = s.slice(1);
  }
  const prefixBase = s[0] === '0' ? PREFIXES.get(s[1] ?? '') : undefined;
  if (prefixBase !== undefined && (base === 0 || base === prefixBase)) {
    base = prefixBase;
    s = s.slice(2);
    if (s[0] === '_') s = s.slice(1);
  } else if (base === 0) {
    if (s[0] === '0' && !/^0(_?0)*$/.test(s)) return null;
    base = 10;
  }
  const digits = cleanDigits(s, base);
  if (digits === null) return null;
  const value = digitsValue(digits, base);
  return value === undefined || !negative ? value : typeof value === 'number' ? int(0 - value) : big(-value);
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['x', 16],
  ['X', 16],
  ['o', 8],
  ['O', 8],
  ['b', 2],
  ['B', 2],
]);

/** The digits without their underscores; null unless every character is a digit of `base` or an underscore between two. */
function cleanDigits(s: string, base: number): string | null {
  if (s === '') return null;
  let underscores = false;
  let afterDigit = false;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c === 95) {
      if (!afterDigit) return null;
      underscores = true;
      afterDigit = false;
    } else if (digitValue(c) < base) afterDigit = true;
    else return null;
  }
  if (!afterDigit) return null;
  return underscores ? s.replaceAll('_', '') : s;
}

/** 0 … 35, or 99. */
function digitValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 122) return c - 87;
  if (c >= 65 && c <= 90) return c - 55;
  return 99;
}

function digitsValue(digits: string, base: number): PyInt | undefined {
  const powerOfTwo = (base & (base - 1)) === 0;
  if (digits.length <= 10 || (base <= 10 && digits.length <= 15)) return int(parseInt(digits, base));
  if (!powerOfTwo && digits.length > LIMIT_THRESHOLD) {
    const limit = ts.runtime.intMaxStrDigits;
    if (limit > 0 && digits.length > limit) {
      return valueError(
        `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
      );
    }
  }
  if (base === 10) return big(BigInt(digits));
  if (base === 16) return big(BigInt(`0x${digits}`));
  if (base === 8) return big(BigInt(`0o${digits}`));
  if (base === 2) return big(BigInt(`0b${digits}`));
  return big(oddBaseValue(digits, base));
}

/** Halves the text until pieces fit a safe integer. */
function oddBaseValue(digits: string, base: number): bigint {
  if (digits.length <= 10) return BigInt(parseInt(digits, base));
  const low = digits.length >> 1;
  return (
    oddBaseValue(digits.slice(0, digits.length - low), base) * BigInt(base) ** BigInt(low) +
    oddBaseValue(digits.slice(-low), base)
  );
}
