/** Values of number tokens. */
import { intConstant, type ConstantValue } from '../ast/constant.ts';

/** Digits that int() of CPython converts by default (sys.set_int_max_str_digits). */
export const MAX_INT_DIGITS = 4300;

/** The value, or a message when an int has too many decimal digits. */
export function numberValue(token: string): ConstantValue | string {
  const text = token.includes('_') ? token.replaceAll('_', '') : token;
  const last = text.charCodeAt(text.length - 1) | 32;
  if (text.charCodeAt(0) === 48 && text.length > 1) {
    const radix = text.charCodeAt(1) | 32;
    if (radix === 120 || radix === 111 || radix === 98) return smallOrBig(text, 14);
  }
  if (last === 106) return { t: 'complex', re: 0, im: Number(text.slice(0, -1)) };
  if (/^\d+$/.test(text)) return decimalInt(text);
  return { t: 'float', v: Number(text) };
}

function decimalInt(text: string): ConstantValue | string {
  const digits = text.replace(/^0+(?=\d)/, '');
  if (digits.length > MAX_INT_DIGITS) {
    return `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.`;
  }
  return smallOrBig(digits, 16);
}

function smallOrBig(text: string, safeLength: number): ConstantValue {
  return text.length < safeLength ? { t: 'int', v: Number(text) } : intConstant(BigInt(text));
}
