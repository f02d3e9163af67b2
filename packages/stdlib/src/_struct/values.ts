/** Packing and unpacking of single items. */
import type { PyInt, Value } from '@pyston/objects';
import {
  asFloat,
  big,
  byteArrayData,
  bytes,
  clearIf,
  complex,
  complexArgument,
  E,
  float,
  index,
  int,
  intOrUndefined,
  isBytes,
  isByteArray,
  isTrue,
  overflowError,
  typeOf,
} from '@pyston/objects';
import { structError } from './error.ts';
import type { Field } from './format.ts';

const scratch = new DataView(new ArrayBuffer(16));

export function unpackItem(field: Field, view: DataView, at: number, little: boolean): Value {
  switch (field.code) {
    case 'c':
      return bytes(Uint8Array.of(view.getUint8(at)));
    case 'b':
      return int(view.getInt8(at));
    case 'B':
      return int(view.getUint8(at));
    case '?':
      return view.getUint8(at) !== 0;
    case 'e':
      return float(halfToDouble(view.getUint16(at, little)));
    case 'f':
      return float(view.getFloat32(at, little));
    case 'd':
      return float(view.getFloat64(at, little));
    case 'F':
      return complex(view.getFloat32(at, little), view.getFloat32(at + 4, little));
    case 'D':
      return complex(view.getFloat64(at, little), view.getFloat64(at + 8, little));
    case 's':
      return bytes(slice(view, at, field.size));
    case 'p':
      return bytes(
        field.size === 0 ? new Uint8Array(0) : slice(view, at + 1, Math.min(view.getUint8(at), field.size - 1)),
      );
    default:
      return unpackInt(field, view, at, little);
  }
}

function slice(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length).slice();
}

function unpackInt(field: Field, view: DataView, at: number, little: boolean): PyInt {
  const signed = isSigned(field.code);
  switch (field.size) {
    case 2:
      return int(signed ? view.getInt16(at, little) : view.getUint16(at, little));
    case 4:
      return int(signed ? view.getInt32(at, little) : view.getUint32(at, little));
    default:
      return unpackLong(view, at, little, signed);
  }
}

function unpackLong(view: DataView, at: number, little: boolean, signed: boolean): PyInt {
  const low = view.getUint32(little ? at : at + 4, little);
  const high = signed ? view.getInt32(little ? at + 4 : at, little) : view.getUint32(little ? at + 4 : at, little);
  if (high < 0x200000 && high > -0x200000) return int(high * 4294967296 + low);
  return big(BigInt(high) * 4294967296n + BigInt(low));
}

function isSigned(code: string): boolean {
  return code === code.toLowerCase();
}

/** Writes one value; false: raised. */
export function packItem(field: Field, view: DataView, at: number, little: boolean, v: Value): boolean {
  switch (field.code) {
    case 'c':
      return packChar(view, at, v);
    case '?':
      return packBool(view, at, v);
    case 'e':
    case 'f':
    case 'd':
      return packReal(field.code, view, at, little, v);
    case 'F':
    case 'D':
      return packComplex(field.code, view, at, little, v);
    case 's':
    case 'p':
      return packBytes(field, view, at, v);
    default:
      return packInt(field, view, at, little, v);
  }
}

function packChar(view: DataView, at: number, v: Value): boolean {
  if (!isBytes(v) || v.bytes.length !== 1) return structError('char format requires a bytes object of length 1');
  view.setUint8(at, v.bytes[0]!);
  return true;
}

function packBool(view: DataView, at: number, v: Value): boolean {
  const truth = isTrue(v);
  if (truth === undefined) return false;
  view.setUint8(at, truth ? 1 : 0);
  return true;
}

function packReal(code: string, view: DataView, at: number, little: boolean, v: Value): boolean {
  const x = asFloat(v);
  if (x === undefined) return clearIf(E.TypeError!) ? structError('required argument is not a float') : false;
  if (code === 'd') {
    view.setFloat64(at, x, little);
    return true;
  }
  return code === 'e' ? packHalf(view, at, little, x) : packSingle(view, at, little, x);
}

function packSingle(view: DataView, at: number, little: boolean, x: number): boolean {
  if (Number.isFinite(x) && !Number.isFinite(Math.fround(x))) {
    overflowError('float too large to pack with f format');
    return false;
  }
  view.setFloat32(at, x, little);
  return true;
}

function packHalf(view: DataView, at: number, little: boolean, x: number): boolean {
  const bits = doubleToHalf(x);
  if (bits < 0) {
    overflowError('float too large to pack with e format');
    return false;
  }
  view.setUint16(at, bits, little);
  return true;
}

function packComplex(code: string, view: DataView, at: number, little: boolean, v: Value): boolean {
  const z = complexArgument(v);
  if (z === undefined) return clearIf(E.TypeError!) ? structError('required argument is not a complex') : false;
  if (code === 'D') {
    view.setFloat64(at, z.re, little);
    view.setFloat64(at + 8, z.im, little);
    return true;
  }
  return packSingle(view, at, little, z.re) && packSingle(view, at + 4, little, z.im);
}

function packBytes(field: Field, view: DataView, at: number, v: Value): boolean {
  if (!isBytes(v) && !isByteArray(v)) return structError(`argument for '${field.code}' must be a bytes object`);
  const data = isBytes(v) ? v.bytes : byteArrayData(v);
  const target = new Uint8Array(view.buffer, view.byteOffset + at, field.size);
  if (field.code === 's') {
    target.set(data.subarray(0, field.size));
    return true;
  }
  if (field.size === 0) return true;
  const length = Math.min(data.length, field.size - 1);
  target[0] = Math.min(length, 255);
  target.set(data.subarray(0, length), 1);
  return true;
}

/** The argument as an int, by __index__; undefined: raised. */
function intArgument(v: Value): PyInt | undefined {
  const n = intOrUndefined(v);
  if (n !== undefined) return n;
  if (typeOf(v).slots.index === null) {
    structError('required argument is not an integer');
    return undefined;
  }
  return index(v);
}

function packInt(field: Field, view: DataView, at: number, little: boolean, v: Value): boolean {
  const n = intArgument(v);
  if (n === undefined) return false;
  const { code, size } = field;
  if (code === 'P') return packPointer(n, view, at, little);
  const [low, high] = RANGES.get((isSigned(code) ? 's' : 'u') + size)!;
  if (n < low || n > high) return structError(`'${code}' format requires ${low} <= number <= ${high}`);
  writeInt(n, size, view, at, little);
  return true;
}

function packPointer(n: PyInt, view: DataView, at: number, little: boolean): boolean {
  if (n > 0xffffffffffffffffn || n < -0x8000000000000000n) return structError('int too large to convert');
  writeInt(n, 8, view, at, little);
  return true;
}

function writeInt(n: PyInt, size: number, view: DataView, at: number, little: boolean): void {
  switch (size) {
    case 1:
      view.setUint8(at, Number(n));
      return;
    case 2:
      view.setUint16(at, Number(n), little);
      return;
    case 4:
      view.setUint32(at, Number(n), little);
      return;
    default:
      view.setBigUint64(at, BigInt.asUintN(64, BigInt(n)), little);
  }
}

const RANGES: ReadonlyMap<string, readonly [bigint, bigint]> = new Map(
  [1, 2, 4, 8].flatMap((size): [string, readonly [bigint, bigint]][] => {
    const bits = BigInt(8 * size);
    return [
      [`s${size}`, [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]],
      [`u${size}`, [0n, (1n << bits) - 1n]],
    ];
  }),
);

function halfToDouble(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1024 + mantissa) * 2 ** (exponent - 25));
}

/** The 16 bits of x rounded half to even; -1: too large. */
function doubleToHalf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  if (x !== x) return nanToHalf(x);
  const m = Math.abs(x);
  if (m === Infinity) return sign | 0x7c00;
  if (m >= 65520) return -1;
  if (m < 2 ** -14) return sign | roundEven(m * 2 ** 24);
  let e = Math.floor(Math.log2(m));
  if (m < 2 ** e) e--;
  else if (m >= 2 ** (e + 1)) e++;
  // a mantissa that rounds up to 2048 carries into the exponent by itself
  return sign | (((e + 14) << 10) + roundEven(m * 2 ** (10 - e)));
}

function nanToHalf(x: number): number {
  scratch.setFloat64(0, x);
  return ((scratch.getUint8(0) & 0x80) << 8) | 0x7e00;
}

function roundEven(v: number): number {
  const r = Math.round(v);
  return Math.abs(r - v) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}
