/** Items of a memoryview: native single-character formats of struct, read and written in little-endian order. */
import { clearIf, raise, typeError, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import type { Value } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { bytes, isBytes } from '../bytes/bytes.ts';
import { asFloat } from '../float/convert.ts';
import { float } from '../float/float.ts';
import { index } from '../ops/arith.ts';
import { isTrue } from '../ops/compare.ts';

interface ItemCodec {
  readonly size: number;
  get(d: DataView, at: number): Value;
  /** `undefined` = raised. */
  set(d: DataView, at: number, v: Value): true | undefined;
}

function outOfRange(format: string): undefined {
  return valueError(`memoryview: invalid value for format '${format}'`);
}

function wrongType(format: string): undefined {
  return typeError(`memoryview: invalid type for format '${format}'`);
}

function integer(format: string, size: number, signed: boolean): ItemCodec {
  const bits = size * 8;
  const low = signed ? -(2n ** BigInt(bits - 1)) : 0n;
  const high = (signed ? 2n ** BigInt(bits - 1) : 2n ** BigInt(bits)) - 1n;
  const get = reader(size, signed);
  return {
    size,
    get,
    set(d, at, v) {
      const n = index(v);
      if (n === undefined) return clearIf(E.TypeError) ? wrongType(format) : undefined;
      if (BigInt(n) < low || BigInt(n) > high) return outOfRange(format);
      write(d, at, size, n);
      return true;
    },
  };
}

function reader(size: number, signed: boolean): (d: DataView, at: number) => Value {
  switch (size) {
    case 1:
      return signed ? (d, at) => int(d.getInt8(at)) : (d, at) => int(d.getUint8(at));
    case 2:
      return signed ? (d, at) => int(d.getInt16(at, true)) : (d, at) => int(d.getUint16(at, true));
    case 4:
      return signed ? (d, at) => int(d.getInt32(at, true)) : (d, at) => int(d.getUint32(at, true));
    default:
      return signed ? (d, at) => big(d.getBigInt64(at, true)) : (d, at) => big(d.getBigUint64(at, true));
  }
}

function write(d: DataView, at: number, size: number, n: number | bigint): void {
  if (size === 8) d.setBigUint64(at, BigInt.asUintN(64, BigInt(n)), true);
  else if (size === 4) d.setUint32(at, Number(n), true);
  else if (size === 2) d.setUint16(at, Number(n), true);
  else d.setUint8(at, Number(n));
}

/** IEEE half precision. */
function getHalf(d: DataView, at: number): number {
  const bits = d.getUint16(at, true);
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Bits of a half, rounded to even; -1: too large. */
function halfBits(v: number): number {
  const sign = v < 0 || Object.is(v, -0) ? 0x8000 : 0;
  const m = Math.abs(v);
  if (v !== v) return 0x7e00;
  if (m === Infinity) return sign | 0x7c00;
  let exponent = m < 2 ** -14 ? -14 : Math.floor(Math.log2(m));
  if (m >= 2 ** (exponent + 1)) exponent++;
  const scaled = m / 2 ** (exponent - 10);
  let fraction = Math.round(scaled);
  if (fraction - scaled === 0.5 && fraction % 2 === 1) fraction--;
  const bits = m < 2 ** -14 ? fraction : ((exponent + 15) << 10) + fraction - 1024;
  return bits >= 0x7c00 ? -1 : sign | bits;
}

function real(format: string, size: number): ItemCodec {
  return {
    size,
    get: (d, at) => float(size === 2 ? getHalf(d, at) : size === 4 ? d.getFloat32(at, true) : d.getFloat64(at, true)),
    set(d, at, v) {
      const x = asFloat(v);
      if (x === undefined) return clearIf(E.TypeError) ? wrongType(format) : undefined;
      if (size === 8) d.setFloat64(at, x, true);
      else if (size === 4) d.setFloat32(at, x, true);
      else {
        const bits = halfBits(x);
        if (bits < 0) return raise(E.OverflowError, 'float too large to pack with e format');
        d.setUint16(at, bits, true);
      }
      return true;
    },
  };
}

const BOOL: ItemCodec = {
  size: 1,
  get: (d, at) => d.getUint8(at) !== 0,
  set(d, at, v) {
    const truth = isTrue(v);
    if (truth === undefined) return undefined;
    d.setUint8(at, truth ? 1 : 0);
    return true;
  },
};

const CHAR: ItemCodec = {
  size: 1,
  get: (d, at) => bytes(Uint8Array.of(d.getUint8(at))),
  set(d, at, v) {
    if (!isBytes(v)) return wrongType('c');
    if (v.bytes.length !== 1) return outOfRange('c');
    d.setUint8(at, v.bytes[0]);
    return true;
  },
};

const CODECS: ReadonlyMap<string, ItemCodec> = new Map<string, ItemCodec>([
  ['c', CHAR],
  ['?', BOOL],
  ...(['bB1', 'hH2', 'iI4', 'lL8', 'qQ8', 'nN8'] as const).flatMap(
    ([signed, unsigned, size]): [string, ItemCodec][] => [
      [signed, integer(signed, Number(size), true)],
      [unsigned, integer(unsigned, Number(size), false)],
    ],
  ),
  ['P', integer('P', 8, false)],
  ['e', real('e', 2)],
  ['f', real('f', 4)],
  ['d', real('d', 8)],
]);

/** The codec of a native single-character format, with or without '@'; undefined for others. */
export function itemCodec(format: string): ItemCodec | undefined {
  return CODECS.get(format.length === 2 && format[0] === '@' ? format[1] : format);
}

export function unsupportedFormat(format: string): undefined {
  return raise(E.NotImplementedError, `memoryview: format ${format} not supported`);
}
