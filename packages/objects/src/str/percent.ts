/**
 * The `%` operator's mini-language, shared by str and bytes: directives, arguments, numbers.
 *
 * A formatter walks the units of the format; what differs between the two types (keys, %s, %c, the result) is in
 * percent-str.ts and bytes/percent.ts.
 */
import { clearIf, overflowError, typeError, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { asFloat } from '../float/convert.ts';
import { isFloat } from '../float/float.ts';
import { integralToInt } from '../float/round.ts';
import { unsignedDouble } from '../format/double.ts';
import type { DoubleCode } from '../format/double.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { intToString } from '../int/text.ts';
import { asSsize, checkedInt, index } from '../ops/arith.ts';
import { tryCallSpecial } from '../ops/call.ts';
import { getItem } from '../ops/items.ts';
import { isTuple } from '../tuple/tuple.ts';
import { ABSENT } from '../core/value.ts';

export interface Directive {
  /** Conversion character as code point. */
  ch: number;
  left: boolean;
  sign: boolean;
  blank: boolean;
  alternate: boolean;
  zero: boolean;
  /** -1: not given. */
  width: number;
  precision: number;
  /** Index of the conversion character in the format. */
  at: number;
}

const PAREN_OPEN = 40;
const PAREN_CLOSE = 41;
const STAR = 42;
const DOT = 46;
const MAX_WIDTH = 9223372036854775000;
const MAX_PRECISION = 2147483647;

export class PercentFormatter {
  readonly units: ArrayLike<number>;
  pos = 0;
  private args: Value;
  private length: number;
  private next: number;
  private readonly mapping: Value | null;
  /** Of a precision that is too large; bytes say it otherwise. */
  precisionMessage = 'precision too big';
  private readonly makeKey: (start: number, end: number) => Value;

  /** `makeKey` gives the text of a parenthesised key as a Value. */
  constructor(
    units: ArrayLike<number>,
    args: Value,
    isMapping: boolean,
    makeKey: (start: number, end: number) => Value,
  ) {
    this.units = units;
    this.args = args;
    this.length = isTuple(args) ? args.items.length : -1;
    this.next = isTuple(args) ? 0 : -2;
    this.mapping = isMapping ? args : null;
    this.makeKey = makeKey;
  }

  nextArgument(): Result {
    if (this.next >= this.length) return typeError('not enough arguments for format string');
    this.next++;
    return this.length < 0 ? this.args : (this.args as unknown as { items: Value[] }).items[this.next - 1];
  }

  /** Some positional argument was not used. */
  leftOver(): boolean {
    return this.next < this.length && this.mapping === null;
  }

  /** Reads a directive; `pos` is after its '%'. */
  directive(): Directive | undefined {
    if (this.units[this.pos] === PAREN_OPEN && !this.key()) return undefined;
    const d: Directive = {
      ch: 0,
      left: false,
      sign: false,
      blank: false,
      alternate: false,
      zero: false,
      width: -1,
      precision: -1,
      at: 0,
    };
    this.flags(d);
    if (!this.width(d) || !this.precision(d)) return undefined;
    let ch = this.units[this.pos];
    if (ch === 104 || ch === 108 || ch === 76) ch = this.units[++this.pos];
    if (ch === undefined) return valueError('incomplete format');
    d.ch = ch;
    d.at = this.pos++;
    return d;
  }

  private key(): boolean {
    if (this.mapping === null) {
      typeError('format requires a mapping');
      return false;
    }
    const start = ++this.pos;
    let depth = 1;
    while (depth > 0 && this.pos < this.units.length) {
      const c = this.units[this.pos++];
      if (c === PAREN_CLOSE) depth--;
      else if (c === PAREN_OPEN) depth++;
    }
    if (depth > 0) {
      valueError('incomplete format key');
      return false;
    }
    const value = getItem(this.mapping, this.makeKey(start, this.pos - 1));
    if (value === undefined) return false;
    this.args = value;
    this.length = -1;
    this.next = -2;
    return true;
  }

  private flags(d: Directive): void {
    for (;;) {
      switch (this.units[this.pos]) {
        case 45:
          d.left = true;
          break;
        case 43:
          d.sign = true;
          break;
        case 32:
          d.blank = true;
          break;
        case 35:
          d.alternate = true;
          break;
        case 48:
          d.zero = true;
          break;
        default:
          return;
      }
      this.pos++;
    }
  }

  private width(d: Directive): boolean {
    if (this.units[this.pos] !== STAR) {
      d.width = this.digits(MAX_WIDTH);
      return d.width >= -1 || refuse('width too big');
    }
    this.pos++;
    const width = this.star();
    if (width === undefined) return false;
    if (width < 0) d.left = true;
    d.width = Math.abs(width);
    return true;
  }

  private precision(d: Directive): boolean {
    if (this.units[this.pos] !== DOT) return true;
    this.pos++;
    if (this.units[this.pos] !== STAR) {
      const n = this.digits(MAX_PRECISION);
      d.precision = n < 0 ? 0 : n;
      return n >= -1 || refuse(this.precisionMessage);
    }
    this.pos++;
    const precision = this.star();
    if (precision === undefined) return false;
    if (precision > MAX_PRECISION || precision < -MAX_PRECISION - 1) {
      overflowError('Python int too large to convert to C int');
      return false;
    }
    d.precision = Math.max(0, precision);
    return true;
  }

  /** Decimal digits: -1 for none, -2 when beyond `max`. */
  private digits(max: number): number {
    let n = -1;
    for (;;) {
      const c = this.units[this.pos];
      if (!(c >= 48 && c <= 57)) return n;
      n = (n < 0 ? 0 : n) * 10 + (c - 48);
      if (n > max) return -2;
      this.pos++;
    }
  }

  private star(): number | undefined {
    const v = this.nextArgument();
    if (v === undefined) return undefined;
    return isInt(v) ? asSsize(v) : typeError('* wants int');
  }
}

function refuse(message: string): false {
  valueError(message);
  return false;
}

/** Mappings and other subscriptable objects (not tuple or the format's own type) may be asked for keys. */
export function isPercentMapping(v: Value): boolean {
  return !isTuple(v) && typeOf(v).slots.getitem !== null;
}

function isNumber(v: Value): boolean {
  const { slots } = typeOf(v);
  return slots.index !== null || slots.int !== null || slots.float !== null;
}

/** The integer that %d, %x … format; `undefined` = raised. */
function integerArgument(v: Value, ch: number): PyInt | undefined {
  if (isInt(v)) return intOrUndefined(v);
  const isHex = ch === 111 || ch === 120 || ch === 88;
  let n: PyInt | undefined;
  if (isNumber(v)) {
    n = isHex ? index(v) : truncated(v);
    if (n !== undefined) return n;
    if (!clearIf(E.TypeError)) return undefined;
  }
  return typeError(
    `%${String.fromCharCode(ch)} format: ${isHex ? 'an integer' : 'a real number'} is required, not ${typeOf(v).name}`,
  );
}

/** `int(v)` of a number. */
function truncated(v: Value): PyInt | undefined {
  if (isFloat(v) && typeOf(v).slots.int === null) return integralToInt(Math.trunc(v.v));
  const r = tryCallSpecial(v, '__int__', []);
  if (r === ABSENT) return index(v);
  return r === undefined ? undefined : checkedInt(r, '__int__');
}

/** Sign, prefix and digits of a number, laid out by the directive's flags. */
function layout(d: Directive, negative: boolean, prefix: string, digits: string): string {
  const sign = negative ? '-' : d.sign ? '+' : d.blank ? ' ' : '';
  const gap = d.width - sign.length - prefix.length - digits.length;
  if (gap <= 0) return sign + prefix + digits;
  if (d.left) return sign + prefix + digits + ' '.repeat(gap);
  return d.zero ? sign + prefix + '0'.repeat(gap) + digits : ' '.repeat(gap) + sign + prefix + digits;
}

/** %d %i %u %o %x %X */
export function percentInteger(v: Value, d: Directive): string | undefined {
  const n = integerArgument(v, d.ch);
  if (n === undefined) return undefined;
  const negative = n < 0;
  const base = d.ch === 111 ? 8 : d.ch === 120 || d.ch === 88 ? 16 : 10;
  const text = base === 10 ? intToString(n) : n.toString(base);
  if (text === undefined) return undefined;
  let digits = negative ? text.slice(1) : text;
  if (digits.length < d.precision) digits = digits.padStart(d.precision, '0');
  let prefix = '';
  if (d.alternate && base !== 10) prefix = base === 8 ? '0o' : '0x';
  if (d.ch === 88) {
    digits = digits.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return layout(d, negative, prefix, digits);
}

/** %e %f %g and capitals */
export function percentDouble(v: Value, d: Directive): string | undefined {
  const x = isFloat(v) ? v.v : asFloat(v);
  if (x === undefined) return undefined;
  const lower = d.ch | 32;
  const text = unsignedDouble(x, String.fromCharCode(lower) as DoubleCode, d.precision < 0 ? 6 : d.precision, {
    alternate: d.alternate,
  });
  const negative = x < 0 || Object.is(x, -0);
  return layout(d, negative, '', d.ch === lower ? text : text.toUpperCase());
}

export function isIntegerCode(ch: number): boolean {
  return ch === 100 || ch === 105 || ch === 117 || ch === 111 || ch === 120 || ch === 88;
}

export function isDoubleCode(ch: number): boolean {
  const lower = ch | 32;
  return lower >= 101 && lower <= 103;
}
