/** Type codes of array: item size, and reading and writing of one item (little-endian, as all supported machines are). */
import type { PyInt, Value } from '@pyston/objects';
import {
  asFloat,
  big,
  float,
  index,
  int,
  overflowError,
  strFromCp,
  strLen,
  strOrUndefined,
  cpAt,
  typeError,
  typeOf,
} from '@pyston/objects';

export interface ArrayCode {
  readonly code: string;
  readonly size: number;
  /** Format in the buffer protocol. */
  readonly format: string;
  /** Code of the machine format in pickles. */
  readonly machine: number;
  get(view: DataView, at: number): Value;
  /** False: raised. */
  set(view: DataView, at: number, v: Value): boolean;
}

const LONG_MIN = -0x8000000000000000n;
const LONG_MAX = 0x7fffffffffffffffn;

function fail(_: undefined): false {
  return false;
}

/** A C long by __index__; undefined: raised. */
function long(v: Value): PyInt | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  return n > LONG_MAX || n < LONG_MIN ? overflowError('Python int too large to convert to C long') : n;
}

/** An int between bounds; beyond `wide`, the C type that the argument passes through, that type is to blame. */
function ranged(
  v: Value,
  low: number,
  high: number,
  name: string,
  wide: readonly [number, number, string],
): number | undefined {
  const n = long(v);
  if (n === undefined) return undefined;
  const [wideLow, wideHigh, wideName] = wide;
  if (n < wideLow) return overflowError(`${wideName} is less than minimum`);
  if (n > wideHigh) return overflowError(`${wideName} is greater than maximum`);
  if (n < low) return overflowError(`${name} is less than minimum`);
  return n > high ? overflowError(`${name} is greater than maximum`) : Number(n);
}

const SHORT: readonly [number, number, string] = [-32768, 32767, 'signed short integer'];
const INT: readonly [number, number, string] = [-2147483648, 2147483647, 'signed integer'];

function unsignedLong(v: Value): PyInt | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return overflowError("can't convert negative value to unsigned int");
  return n > 0xffffffffffffffffn ? overflowError('Python int too large to convert to C unsigned long') : n;
}

function longLong(v: Value): PyInt | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  return n > LONG_MAX || n < LONG_MIN ? overflowError('int too big to convert') : n;
}

function unsignedLongLong(v: Value): PyInt | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return overflowError("can't convert negative int to unsigned");
  return n > 0xffffffffffffffffn ? overflowError('int too big to convert') : n;
}

function small(
  code: string,
  size: number,
  machine: number,
  get: (v: DataView, at: number) => number,
  convert: (v: Value) => number | undefined,
  put: (v: DataView, at: number, n: number) => void,
): ArrayCode {
  return {
    code,
    size,
    format: code,
    machine,
    get: (view, at) => int(get(view, at)),
    set(view, at, v) {
      const n = convert(v);
      if (n === undefined) return false;
      put(view, at, n);
      return true;
    },
  };
}

function wide(code: string, machine: number, signed: boolean, convert: (v: Value) => PyInt | undefined): ArrayCode {
  return {
    code,
    size: 8,
    format: code,
    machine,
    get: (view, at) => big(signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true)),
    set(view, at, v) {
      const n = convert(v);
      if (n === undefined) return false;
      view.setBigUint64(at, BigInt.asUintN(64, BigInt(n)), true);
      return true;
    },
  };
}

function real(code: string, size: number, machine: number): ArrayCode {
  return {
    code,
    size,
    format: code,
    machine,
    get: (view, at) => float(size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true)),
    set(view, at, v) {
      const x = asFloat(v);
      if (x === undefined) return false;
      if (size === 4) view.setFloat32(at, x, true);
      else view.setFloat64(at, x, true);
      return true;
    },
  };
}

/** Characters, 4 bytes each (`u` is C's wchar_t). */
function character(code: string): ArrayCode {
  return {
    code,
    size: 4,
    format: 'w',
    machine: 20,
    get: (view, at) => strFromCp(view.getUint32(at, true)),
    set(view, at, v) {
      const s = strOrUndefined(v);
      if (s === undefined) return fail(typeError(`array item must be a unicode character, not ${typeOf(v).name}`));
      if (strLen(s) !== 1)
        return fail(typeError(`array item must be a unicode character, not a string of length ${strLen(s)}`));
      view.setUint32(at, cpAt(s, 0), true);
      return true;
    },
  };
}

function unsignedInt(v: Value): number | undefined {
  const n = unsignedLong(v);
  if (n === undefined) return undefined;
  return n > 4294967295 ? overflowError('unsigned int is greater than maximum') : Number(n);
}

export const CODES: ReadonlyMap<string, ArrayCode> = new Map(
  [
    small(
      'b',
      1,
      1,
      (v, at) => v.getInt8(at),
      (v) => ranged(v, -128, 127, 'signed char', SHORT),
      (v, at, n) => v.setInt8(at, n),
    ),
    small(
      'B',
      1,
      0,
      (v, at) => v.getUint8(at),
      (v) => ranged(v, 0, 255, 'unsigned byte integer', SHORT),
      (v, at, n) => v.setUint8(at, n),
    ),
    character('u'),
    character('w'),
    small(
      'h',
      2,
      4,
      (v, at) => v.getInt16(at, true),
      (v) => ranged(v, -32768, 32767, '', SHORT),
      (v, at, n) => v.setInt16(at, n, true),
    ),
    small(
      'H',
      2,
      2,
      (v, at) => v.getUint16(at, true),
      (v) => ranged(v, 0, 65535, 'unsigned short', INT),
      (v, at, n) => v.setUint16(at, n, true),
    ),
    small(
      'i',
      4,
      8,
      (v, at) => v.getInt32(at, true),
      (v) => ranged(v, -2147483648, 2147483647, '', INT),
      (v, at, n) => v.setInt32(at, n, true),
    ),
    small(
      'I',
      4,
      6,
      (v, at) => v.getUint32(at, true),
      unsignedInt,
      (v, at, n) => v.setUint32(at, n, true),
    ),
    wide('l', 12, true, long),
    wide('L', 10, false, unsignedLong),
    wide('q', 12, true, longLong),
    wide('Q', 10, false, unsignedLongLong),
    real('f', 4, 14),
    real('d', 8, 16),
  ].map((c): [string, ArrayCode] => [c.code, c]),
);

export const TYPECODES: string = 'bBuwhHiIlLqQfd';
