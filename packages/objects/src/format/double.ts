/**
 * Decimal output of doubles, exact: the digits are those of the value's exact expansion, rounded half to even.
 *
 * V8's toFixed and toExponential are exact too, but round ties away from zero: ties are recognised and mended.
 * They stop at 100 digits; beyond, BigInt arithmetic.
 */
import { padExponent } from '../float/text.ts';

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);
const POWERS_OF_2: readonly number[] = Array.from({ length: 102 }, (_, i) => 2 ** i);

/** Positive finite v as mantissa * 2**exponent. */
function decompose(v: number): { mantissa: bigint; exponent: number } {
  f64[0] = v;
  const biased = (u32[1]! >>> 20) & 0x7ff;
  const low = BigInt(u32[1]! & 0xfffff) * 4294967296n + BigInt(u32[0]!);
  return biased === 0
    ? { mantissa: low, exponent: -1074 }
    : { mantissa: low + 0x10000000000000n, exponent: biased - 1075 };
}

/** v with `p` digits after the point, v >= 0 and finite. */
export function fixedDigits(v: number, p: number): string {
  if (v >= 1e21) return BigInt(v).toString() + (p > 0 ? '.' + '0'.repeat(p) : '');
  if (p > 100) return exactFixed(v, p);
  const s = v.toFixed(p);
  return Math.abs((v * POWERS_OF_2[p + 1]!) % 2) === 1 ? tieToEven(s, s.length - 1) : s;
}

/** The tie was rounded up: an odd last digit goes back by one, which never borrows. */
function tieToEven(s: string, last: number): string {
  const d = s.charCodeAt(last);
  return (d & 1) === 0 ? s : s.slice(0, last) + String.fromCharCode(d - 1) + s.slice(last + 1);
}

function exactFixed(v: number, p: number): string {
  const { mantissa, exponent } = decompose(v);
  // No double has more than 1074 fractional digits.
  const digits = Math.min(p, 1074);
  const scaled = mantissa * 10n ** BigInt(digits);
  const n = exponent >= 0 ? scaled << BigInt(exponent) : shiftHalfEven(scaled, BigInt(-exponent));
  const s = n.toString().padStart(digits + 1, '0');
  return `${s.slice(0, s.length - digits)}.${s.slice(s.length - digits)}${'0'.repeat(p - digits)}`;
}

function shiftHalfEven(n: bigint, by: bigint): bigint {
  const q = n >> by;
  const rest = n - (q << by);
  const half = 1n << (by - 1n);
  return rest > half || (rest === half && (q & 1n) === 1n) ? q + 1n : q;
}

export interface Scientific {
  /** One digit before the point, the others after it. */
  digits: string;
  exponent: number;
}

/** v with p + 1 significant digits, v >= 0 and finite. */
export function scientific(v: number, p: number): Scientific {
  if (p > 100) return exactScientific(v, p);
  const s = v.toExponential(p);
  const at = s.indexOf('e');
  const exponent = Number(s.slice(at + 1));
  const digits = p === 0 ? s.slice(0, 1) : s[0]! + s.slice(2, at);
  return { digits: isTie(v, p - exponent) ? tieToEven(digits, p) : digits, exponent };
}

/** True if v * 10**places is an integer and a half. */
function isTie(v: number, places: number): boolean {
  if (places >= 0) return (v * 2 ** (places + 1)) % 2 === 1;
  if (!Number.isInteger(v)) return false;
  const d = -places;
  if (v <= 9007199254740991) return d <= 16 && v % 10 ** d === 5 * 10 ** (d - 1);
  const unit = 10n ** BigInt(d);
  return (BigInt(v) % unit) * 2n === unit;
}

function exactScientific(v: number, p: number): Scientific {
  if (v === 0) return { digits: '0'.repeat(p + 1), exponent: 0 };
  const { mantissa, exponent } = decompose(v);
  const places = exponent < 0 ? -exponent : 0;
  let n = exponent < 0 ? mantissa * 5n ** BigInt(places) : mantissa << BigInt(exponent);
  let s = n.toString();
  let e10 = s.length - 1 - places;
  if (s.length > p + 1) {
    const unit = 10n ** BigInt(s.length - p - 1);
    const rest = n % unit;
    n /= unit;
    if (rest * 2n > unit || (rest * 2n === unit && (n & 1n) === 1n)) n += 1n;
    s = n.toString();
    if (s.length > p + 1) {
      s = s.slice(0, p + 1);
      e10++;
    }
  }
  return { digits: s.padEnd(p + 1, '0'), exponent: e10 };
}

/** Code letters as in C: e f g, and r for the shortest repr. */
export type DoubleCode = 'e' | 'f' | 'g' | 'r';

export interface DoubleOptions {
  /** Keep the point and trailing zeros ('#'). */
  alternate?: boolean;
  /** '.0' after what would look like an integer. */
  addDot0?: boolean;
}

/** Text of |v| without a sign: digits, exponent in Python's form, `inf` or `nan`. */
export function unsignedDouble(
  v: number,
  code: DoubleCode,
  precision: number,
  options: DoubleOptions = NO_OPTIONS,
): string {
  if (v !== v) return 'nan';
  const m = Math.abs(v);
  if (m === Infinity) return 'inf';
  const alternate = options.alternate === true;
  switch (code) {
    case 'f': {
      const s = fixedDigits(m, precision);
      return alternate && precision === 0 ? s + '.' : s;
    }
    case 'e': {
      const { digits, exponent } = scientific(m, precision);
      return withExponent(digits, exponent, alternate);
    }
    case 'g':
      return general(scientific(m, precision === 0 ? 0 : precision - 1), precision === 0 ? 1 : precision, options);
    default:
      return shortest(m, options);
  }
}

const NO_OPTIONS: DoubleOptions = {};

function withExponent(digits: string, exponent: number, alternate: boolean): string {
  const point = digits.length > 1 || alternate ? '.' : '';
  const sign = exponent < 0 ? '-' : '+';
  return padExponent(`${digits[0]!}${point}${digits.slice(1)}e${sign}${Math.abs(exponent)}`);
}

function general(value: Scientific, precision: number, options: DoubleOptions): string {
  const alternate = options.alternate === true;
  const digits = alternate ? value.digits : value.digits.replace(/(?<=.)0+$/, '');
  const limit = options.addDot0 === true ? precision - 1 : precision;
  if (value.exponent < -4 || value.exponent + 1 > limit) return withExponent(digits, value.exponent, alternate);
  return positional(digits, value.exponent, alternate, options.addDot0 === true);
}

function positional(digits: string, exponent: number, alternate: boolean, addDot0: boolean): string {
  if (exponent < 0) return '0.' + '0'.repeat(-exponent - 1) + digits;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  if (fraction !== '') return `${whole}.${fraction}`;
  return addDot0 ? whole + '.0' : alternate ? whole + '.' : whole;
}

function shortest(m: number, options: DoubleOptions): string {
  const s = m.toExponential();
  const at = s.indexOf('e');
  const exponent = Number(s.slice(at + 1));
  const digits = at === 1 ? s[0]! : s[0]! + s.slice(2, at);
  if (exponent < -4 || exponent >= 16) return withExponent(digits, exponent, options.alternate === true);
  return positional(digits, exponent, options.alternate === true, options.addDot0 === true);
}
