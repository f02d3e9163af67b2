/** int.to_bytes, int.from_bytes. */
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { bytes, isBytes } from '../bytes/bytes.ts';
import { asSsize } from '../ops/arith.ts';
import { call1 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { jsString } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { intBitLength } from './bits.ts';
import type { IntLike } from './int.ts';
import { intValue } from './int.ts';

/** True: little-endian. undefined: raised. */
function isLittle(order: Value | undefined, name: string): boolean | undefined {
  if (order === undefined) return false;
  const s = strOrUndefined(order);
  if (s === undefined) return typeError(`${name}() argument 'byteorder' must be str, not ${typeOf(order).name}`);
  const text = jsString(s);
  if (text === 'little') return true;
  return text === 'big' ? false : valueError("byteorder must be either 'little' or 'big'");
}

export function intToBytes(
  self: IntLike,
  length: Value | undefined,
  order: Value | undefined,
  signed: Value | undefined,
): Result {
  const size = length === undefined ? 1 : asSsize(length);
  if (size === undefined) return undefined;
  const little = isLittle(order, 'to_bytes');
  const isSigned = signed === undefined ? false : isTrue(signed);
  if (little === undefined || isSigned === undefined) return undefined;
  if (size < 0) return valueError('length argument must be non-negative');
  const n = intValue(self);
  if (n < 0 && !isSigned) return overflowError("can't convert negative int to unsigned");
  const needed = isSigned ? intBitLength(n < 0 ? ((BigInt(n) + 1n) as PyInt) : n) + 1 : intBitLength(n);
  if (n !== 0 && needed > size * 8) return overflowError('int too big to convert');
  const out = littleEndian(n, size);
  return bytes(little ? out : out.reverse());
}

/** Two's complement, least significant byte first. */
export function littleEndian(n: PyInt, size: number): Uint8Array {
  const out = new Uint8Array(size);
  if (typeof n === 'number' && n >= 0) {
    let rest: number = n;
    for (let i = 0; i < size && rest > 0; i++) {
      out[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return out;
  }
  const hex = BigInt.asUintN(size * 8, BigInt(n)).toString(16);
  for (let i = 0, end = hex.length; end > 0; i++, end -= 2) out[i] = parseInt(hex.slice(Math.max(0, end - 2), end), 16);
  return out;
}

export function intFromBytes(cls: PyType, source: Value, order: Value | undefined, signed: Value | undefined): Result {
  const little = isLittle(order, 'from_bytes');
  const isSigned = signed === undefined ? false : isTrue(signed);
  if (little === undefined || isSigned === undefined) return undefined;
  const data = bytesOf(source);
  if (data === undefined) return undefined;
  const n = fromBytes(data, little, isSigned);
  return cls === T.int ? n : call1(cls, n);
}

/** The bytes of `bytes(source)`, which counts and texts are not. */
function bytesOf(source: Value): Uint8Array | undefined {
  if (isBytes(source)) return source.bytes;
  const { slots, name } = typeOf(source);
  const iterable =
    typeof source === 'object' &&
    (slots.iter !== null || slots.getitem !== null || slots.getbuffer !== null || hasBytes(source));
  if (!iterable || strOrUndefined(source) !== undefined) return typeError(`cannot convert '${name}' object to bytes`);
  const made = call1(T.bytes!, source);
  if (made === undefined) return undefined;
  return isBytes(made) ? made.bytes : typeError(`__bytes__ returned non-bytes (type ${typeOf(made).name})`);
}

function hasBytes(source: Value): boolean {
  return typeOf(source).mro.some((t) => t.attrs.has('__bytes__'));
}

/** The number in these bytes. */
export function fromBytes(data: Uint8Array, little: boolean, signed: boolean): PyInt {
  const { length } = data;
  if (length <= 6) {
    let n = 0;
    for (let i = 0; i < length; i++) n = n * 256 + data[little ? length - 1 - i : i]!;
    return int(signed && length > 0 && n >= 2 ** (8 * length - 1) ? n - 2 ** (8 * length) : n);
  }
  const parts: string[] = [];
  for (let i = 0; i < length; i++) parts.push(HEX[data[little ? length - 1 - i : i]!]!);
  const n = BigInt(`0x${parts.join('')}`);
  return big(signed ? BigInt.asIntN(8 * length, n) : n);
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
