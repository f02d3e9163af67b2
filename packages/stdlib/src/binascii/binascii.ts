/** Module `binascii`: binary data as ASCII, and checksums. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  bufferOf,
  bytes,
  defineModule,
  defineType,
  E,
  index,
  int,
  isTrue,
  isBytes,
  jsString,
  len,
  method,
  raise,
  strOrUndefined,
  tryBufferOf,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { crc32, crcHqx } from './crc.ts';
import { decodeQp, encodeQp } from './quopri.ts';
import { decodeUu, encodeUu } from './uu.ts';

function exception(name: string, base: PyType): PyType {
  return defineType({
    name,
    module: 'binascii',
    base,
    instanceClass: class extends base.instanceClass {},
    flags: TypeFlag.Base,
    hasDict: true,
    hasWeakRef: true,
  });
}

const errorType: PyType = exception('Error', E.ValueError!);
const incompleteType: PyType = exception('Incomplete', E.Exception!);

/** ASCII text or any bytes-like object. */
function asciiBuffer(v: Value): Uint8Array | undefined {
  const s = strOrUndefined(v);
  if (s === undefined) {
    const data = tryBufferOf(v);
    return data === null
      ? typeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(v).name}'`)
      : data;
  }
  const text = jsString(s);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 127) return valueError('string argument should contain only ASCII characters');
    out[i] = c;
  }
  return out;
}

function flag(v: Value | undefined, absent: boolean): boolean | undefined {
  return v === undefined ? absent : isTrue(v);
}

/** Bytes, or binascii.Error with the text. */
function answer(r: Uint8Array | string): Result {
  return typeof r === 'string' ? raise(errorType, r) : bytes(r);
}

function a2bBase64(data: Value, strict: Value | undefined): Result {
  const input = asciiBuffer(data);
  const isStrict = input === undefined ? undefined : flag(strict, false);
  return isStrict === undefined ? undefined : answer(decodeBase64(input!, isStrict));
}

function b2aBase64(data: Value, newline: Value | undefined): Result {
  const input = bufferOf(data);
  const withNewline = input === undefined ? undefined : flag(newline, true);
  return withNewline === undefined ? undefined : bytes(encodeBase64(input!, withNewline));
}

function digit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function unhexlify(text: Value): Result {
  const input = asciiBuffer(text);
  if (input === undefined) return undefined;
  if (input.length % 2 !== 0) return raise(errorType, 'Odd-length string');
  const out = new Uint8Array(input.length / 2);
  for (let i = 0; i < out.length; i++) {
    const high = digit(input[2 * i]!);
    const low = digit(input[2 * i + 1]!);
    if (high < 0 || low < 0) return raise(errorType, 'Non-hexadecimal digit found');
    out[i] = high * 16 + low;
  }
  return bytes(out);
}

/** The separator's code, -1 without one, undefined: raised. */
function separator(v: Value | undefined): number | undefined {
  if (v === undefined) return -1;
  const n = len(v);
  if (n === undefined) return undefined;
  if (n !== 1) return valueError('sep must be length 1.');
  const s = strOrUndefined(v);
  if (s !== undefined) {
    const c = jsString(s).charCodeAt(0);
    return c > 255 ? valueError('sep must be ASCII.') : c;
  }
  return isBytes(v) ? v.bytes[0]! : typeError('sep must be str or bytes.');
}

const HEX = '0123456789abcdef';

function hexlify(data: Value, sep: Value | undefined, perSep: Value | undefined): Result {
  const input = bufferOf(data);
  const code = input === undefined ? undefined : separator(sep);
  const group = code === undefined ? undefined : perSep === undefined ? 1 : asSsize(perSep);
  if (group === undefined) return undefined;
  const { length } = input!;
  const size = Math.abs(group);
  const out: number[] = [];
  for (let i = 0; i < length; i++) {
    const border = size > 0 && (group > 0 ? (length - i) % size === 0 : i % size === 0);
    if (code! >= 0 && i > 0 && border) out.push(code!);
    out.push(HEX.charCodeAt(input![i]! >> 4), HEX.charCodeAt(input![i]! & 15));
  }
  return bytes(Uint8Array.from(out));
}

/** An int argument modulo 2**32. */
function unsigned32(v: Value | undefined): number | undefined {
  if (v === undefined) return 0;
  const n = index(v);
  return n === undefined ? undefined : Number(BigInt.asUintN(32, BigInt(n)));
}

function crc(fn: (data: Uint8Array, start: number) => number): (data: Value, start: Value | undefined) => Result {
  return (data, start) => {
    const input = bufferOf(data);
    const from = input === undefined ? undefined : unsigned32(start);
    return from === undefined ? undefined : int(fn(input!, from));
  };
}

function a2bUu(data: Value): Result {
  const input = asciiBuffer(data);
  return input === undefined ? undefined : answer(decodeUu(input));
}

function b2aUu(data: Value, backtick: Value | undefined): Result {
  const input = bufferOf(data);
  const ticks = input === undefined ? undefined : flag(backtick, false);
  return ticks === undefined ? undefined : answer(encodeUu(input!, ticks));
}

function a2bQp(data: Value, header: Value | undefined): Result {
  const input = asciiBuffer(data);
  const isHeader = input === undefined ? undefined : flag(header, false);
  return isHeader === undefined ? undefined : bytes(decodeQp(input!, isHeader));
}

function b2aQp(
  data: Value,
  quotetabs: Value | undefined,
  istext: Value | undefined,
  header: Value | undefined,
): Result {
  const input = bufferOf(data);
  const tabs = input === undefined ? undefined : flag(quotetabs, false);
  const text = tabs === undefined ? undefined : flag(istext, true);
  const isHeader = text === undefined ? undefined : flag(header, false);
  return isHeader === undefined ? undefined : bytes(encodeQp(input!, tabs!, text!, isHeader));
}

const HEXLIFY = '(data, sep=<unrepresentable>, bytes_per_sep=1)';

export const binasciiModule: ModuleSpec = defineModule({
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII.',
  types: [errorType, incompleteType],
  functions: [
    method('a2b_base64', '(data, /, *, strict_mode=False)', a2bBase64, 'Decodes base64.'),
    method('b2a_base64', '(data, /, *, newline=True)', b2aBase64, 'Encodes as a line of base64.'),
    method('a2b_hex', '(hexstr, /)', unhexlify, 'The bytes of hexadecimal digits.'),
    method('unhexlify', '(hexstr, /)', unhexlify, 'The bytes of hexadecimal digits.'),
    method('b2a_hex', HEXLIFY, hexlify, 'Hexadecimal digits of the bytes.'),
    method('hexlify', HEXLIFY, hexlify, 'Hexadecimal digits of the bytes.'),
    method('crc32', '(data, crc=0, /)', crc(crc32), 'CRC-32 of the data.'),
    method('crc_hqx', '(data, crc, /)', crc(crcHqx), 'CRC-CCITT of the data.'),
    method('a2b_uu', '(data, /)', a2bUu, 'Decodes a line of uuencoded data.'),
    method('b2a_uu', '(data, /, *, backtick=False)', b2aUu, 'Encodes a line.'),
    method('a2b_qp', '(data, header=False)', a2bQp, 'Decodes quoted-printable text.'),
    method('b2a_qp', '(data, quotetabs=False, istext=True, header=False)', b2aQp, 'Encodes as quoted-printable text.'),
  ],
});
