/** complex <-> text. */
import { numericText } from '../int/numeric-text.ts';
import { unsignedDouble } from '../format/double.ts';
import { floatFromString, underscoresInPlace } from '../float/text.ts';

function part(v: number, alwaysSign: boolean): string {
  const text = unsignedDouble(v, 'r', 0);
  const negative = v < 0 || Object.is(v, -0);
  return negative ? `-${text}` : alwaysSign ? `+${text}` : text;
}

export function complexRepr(re: number, im: number): string {
  if (re === 0 && !Object.is(re, -0)) return `${part(im, false)}j`;
  return `(${part(re, false)}${part(im, true)}j)`;
}

const NUMBER = '(?:[0-9]+\\.?[0-9]*(?:e[+-]?[0-9]+)?|\\.[0-9]+(?:e[+-]?[0-9]+)?|inf(?:inity)?|nan)';
const IMAGINARY = new RegExp(`^([+-]?${NUMBER}|[+-]?)j$`, 'i');
const REAL = new RegExp(`^[+-]?${NUMBER}$`, 'i');
const BOTH = new RegExp(`^([+-]?${NUMBER})([+-]${NUMBER}?)j$`, 'i');

export interface Parts {
  re: number;
  im: number;
}

/** null: malformed. 'underscore': misplaced underscores, which has its own message. */
export function complexFromString(text: string): Parts | null | 'underscore' {
  let s = numericText(text);
  if (s.includes('_')) {
    if (!underscoresInPlace(s)) return 'underscore';
    s = s.replaceAll('_', '');
  }
  if (s.startsWith('(') && s.endsWith(')')) s = numericText(s.slice(1, -1));
  if (REAL.test(s)) return { re: floatFromString(s)!, im: 0 };
  const imaginary = IMAGINARY.exec(s);
  if (imaginary !== null) return { re: 0, im: imaginaryValue(imaginary[1]!) };
  const both = BOTH.exec(s);
  return both === null ? null : { re: floatFromString(both[1]!)!, im: imaginaryValue(both[2]!) };
}

/** A bare sign, or nothing, stands for one. */
function imaginaryValue(s: string): number {
  return s === '' || s === '+' ? 1 : s === '-' ? -1 : floatFromString(s)!;
}
