/** Number literals. Forms that CPython rejects or warns of, and huge ones, are declined. */
import type { ConstantValue } from '../ast/constant.ts';
import { intConstant } from '../ast/constant.ts';
import type { Lowering } from './context.ts';

const DECIMAL = /^(?:0(?:_?0)*|[1-9](?:_?[0-9])*)$/;
const RADIX = /^0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)$/;
const FLOAT = /^(?:[0-9](?:_?[0-9])*)?(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;

/** Past this many digits CPython refuses a decimal int literal. */
const MAX_DECIMAL_DIGITS = 4300;
const SMALL_DIGITS = 15;

export function number(low: Lowering, p: number): ConstantValue {
  const from = low.from(p);
  const to = low.to(p);
  const after = to < low.source.length ? low.source.charCodeAt(to) : 0;
  if (isWordUnit(after)) low.decline('number runs into a name', p);
  const small = smallDecimal(low.source, from, to);
  const value: ConstantValue = small >= 0 ? { t: 'int', v: small } : general(low, p, low.source.slice(from, to));
  if (after === 0x2e && value.t === 'int') low.decline('int before a dot', p);
  return value;
}

/** A node whose text is digits and a dot, `5.`. */
export function floatWithDot(low: Lowering, p: number): ConstantValue {
  const to = low.to(p);
  const after = to < low.source.length ? low.source.charCodeAt(to) : 0;
  const text = low.text(p);
  if (isWordUnit(after) || after === 0x2e || !/^[0-9](?:_?[0-9])*\.$/.test(text)) low.decline('float literal', p);
  return { t: 'float', v: Number(text.replaceAll('_', '')) };
}

/** Value of at most 15 plain digits without leading zero, else -1. */
function smallDecimal(source: string, from: number, to: number): number {
  if (to - from > SMALL_DIGITS) return -1;
  const lead = source.charCodeAt(from);
  if (lead === 0x30 && to - from > 1) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = source.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function general(low: Lowering, p: number, text: string): ConstantValue {
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (RADIX.test(text)) return intConstant(BigInt(digits));
  if (DECIMAL.test(text)) {
    if (digits.length > MAX_DECIMAL_DIGITS) low.decline('int literal too long', p);
    return intConstant(BigInt(digits));
  }
  const last = text.charCodeAt(text.length - 1) | 0x20;
  const imaginary = last === 0x6a;
  const body = imaginary ? text.slice(0, -1) : text;
  if (!FLOAT.test(body) || (!imaginary && /^[0-9_]*$/.test(body))) low.decline('number literal', p);
  const value = Number(imaginary ? digits.slice(0, -1) : digits);
  return imaginary ? { t: 'complex', re: 0, im: value } : { t: 'float', v: value };
}

function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f ||
    unit >= 0x80
  );
}
