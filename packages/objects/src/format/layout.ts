/** Laying out formatted numbers: sign, prefix, digit grouping, zero filling, padding. */
import { ts } from '../core/thread-state.ts';
import type { FormatSpec } from './spec.ts';

/** Decimal point and grouping of a locale (format type `n`); under ts.runtime.extras 'localeNumeric'. */
export interface LocaleNumeric {
  readonly point: string;
  readonly separator: string;
  /** Group sizes from the right; the last one repeats; empty: no grouping. */
  readonly grouping: readonly number[];
}

const C_LOCALE: LocaleNumeric = { point: '.', separator: '', grouping: [] };
const BY_THREE = [3];
const BY_FOUR = [4];

/** How the digits of this spec are grouped. */
export function localeOf(spec: FormatSpec): LocaleNumeric {
  if (spec.type === 'n') return (ts.runtime.extras.get('localeNumeric') as LocaleNumeric | undefined) ?? C_LOCALE;
  if (spec.grouping === '') return C_LOCALE;
  const four = spec.type !== '' && 'boxX'.includes(spec.type);
  return { point: '.', separator: spec.grouping, grouping: four ? BY_FOUR : BY_THREE };
}

/** Pieces of a number's text. */
export interface NumberText {
  negative: boolean;
  prefix: string;
  /** Integer part: digits only, or '' for inf and nan. */
  whole: string;
  /** Digits after the point, null without a point. */
  fraction: string | null;
  /** Exponent, percent sign, inf, nan. */
  rest: string;
}

/** Takes the unsigned text of a double apart. */
export function splitNumber(text: string, negative: boolean): NumberText {
  let i = 0;
  while (i < text.length && isDigit(text.charCodeAt(i))) i++;
  const whole = text.slice(0, i);
  let fraction: string | null = null;
  if (text[i] === '.') {
    const start = ++i;
    while (i < text.length && isDigit(text.charCodeAt(i))) i++;
    fraction = text.slice(start, i);
  }
  return { negative, prefix: '', whole, fraction, rest: text.slice(i) };
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function layoutNumber(n: NumberText, spec: FormatSpec): string {
  const locale = localeOf(spec);
  const sign = n.negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const head = sign + n.prefix;
  const tail = (n.fraction === null ? '' : locale.point + groupFraction(n.fraction, spec.fracGrouping)) + n.rest;
  const zeroFill = spec.fill === '0' && spec.align === '=' ? spec.width - head.length - tail.length : 0;
  const digits = n.whole === '' ? '' : groupDigits(n.whole, zeroFill, locale);
  const missing = spec.width - head.length - digits.length - tail.length;
  if (missing <= 0) return head + digits + tail;
  return padNumber(head, digits + tail, missing, spec);
}

function padNumber(head: string, body: string, missing: number, spec: FormatSpec): string {
  switch (spec.align) {
    case '<':
      return head + body + spec.fill.repeat(missing);
    case '^': {
      const left = Math.floor(missing / 2);
      return spec.fill.repeat(left) + head + body + spec.fill.repeat(missing - left);
    }
    case '=':
      return head + spec.fill.repeat(missing) + body;
    default:
      return spec.fill.repeat(missing) + head + body;
  }
}

/** Fractions are grouped by three from the point. */
function groupFraction(digits: string, separator: string): string {
  return separator === '' ? digits : digits.replace(/(...)(?=.)/g, `$1${separator}`);
}

/** Groups digits from the right, with leading zeros up to `minWidth` characters. */
export function groupDigits(digits: string, minWidth: number, locale: LocaleNumeric): string {
  const { grouping, separator } = locale;
  if (grouping.length === 0) return digits.padStart(minWidth, '0');
  let out = '';
  let remaining = digits.length;
  let index = 0;
  for (;;) {
    const size = index < grouping.length ? grouping[index++]! : grouping[grouping.length - 1]!;
    const want = Math.max(remaining, minWidth, 1);
    const length = size > 0 ? Math.min(size, want) : want;
    const taken = Math.min(remaining, length);
    const group = digits.slice(remaining - taken, remaining).padStart(length, '0');
    out = out === '' ? group : group + separator + out;
    remaining -= taken;
    minWidth -= length;
    if (remaining <= 0 && minWidth <= 0) return out;
    minWidth -= separator.length;
  }
}
