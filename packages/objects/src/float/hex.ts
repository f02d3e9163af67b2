/** float.hex, float.fromhex, and the exact ratio. */
import { overflowError, valueError } from '../core/errors.ts';
import { ratioToNumber } from '../int/division.ts';
import { bigBitLength } from '../int/bits.ts';
import { stripSpace } from '../int/numeric-text.ts';

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** Finite v as mantissa * 2**exponent with an integral mantissa below 2**53 (of v's sign). */
export function mantissaAndExponent(v: number): { mantissa: number; exponent: number } {
  f64[0] = v;
  const biased = (u32[1]! >>> 20) & 0x7ff;
  const low = (u32[1]! & 0xfffff) * 4294967296 + u32[0]!;
  const m = biased === 0 ? low : low + 4503599627370496;
  return { mantissa: v < 0 ? -m : m, exponent: (biased === 0 ? 1 : biased) - 1075 };
}

export function floatHex(v: number): string {
  if (v !== v) return 'nan';
  const sign = v < 0 || Object.is(v, -0) ? '-' : '';
  if (!Number.isFinite(v)) return sign + 'inf';
  if (v === 0) return sign + '0x0.0p+0';
  const m = mantissaAndExponent(Math.abs(v));
  const hex = m.mantissa.toString(16).padStart(14, '0');
  const exponent = m.exponent + 52;
  return `${sign}0x${hex[0]!}.${hex.slice(1)}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

const HEX = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?[0-9]+))?$/i;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** Value of a hexadecimal literal, rounded once; `undefined`: raised. */
export function floatFromHex(text: string): number | undefined {
  const s = stripSpace(text);
  const special = SPECIAL.exec(s);
  if (special !== null) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  const m = HEX.exec(s);
  const digits = m === null ? '' : m[2]! + (m[3] ?? '');
  if (m === null || digits === '') return valueError('invalid hexadecimal floating-point string');
  const v = scaled(BigInt(`0x${digits}`), Number(m[4] ?? 0) - 4 * (m[3] ?? '').length);
  if (v === Infinity) return overflowError('hexadecimal value too large to represent as a float');
  return m[1] === '-' ? -v : v;
}

/** n * 2**exponent. */
function scaled(n: bigint, exponent: number): number {
  if (n === 0n) return 0;
  const top = bigBitLength(n) + exponent;
  if (top > 1025) return Infinity;
  if (top < -1080) return 0;
  return exponent >= 0 ? ratioToNumber(n << BigInt(exponent), 1n) : ratioToNumber(n, 1n << BigInt(-exponent));
}

/** Lowest terms of a finite v. */
export function exactRatio(v: number): { numerator: bigint; denominator: bigint } {
  let { mantissa, exponent } = mantissaAndExponent(v);
  if (mantissa === 0) return { numerator: 0n, denominator: 1n };
  while (exponent < 0 && mantissa % 2 === 0) {
    mantissa /= 2;
    exponent++;
  }
  const n = BigInt(mantissa);
  return exponent >= 0
    ? { numerator: n << BigInt(exponent), denominator: 1n }
    : { numerator: n, denominator: 1n << BigInt(-exponent) };
}
