/** Slots that bytes and bytearray share: indexing, comparison, concatenation, iteration, repr. */
import { raise, raiseWith, typeError } from '../core/errors.ts';
import { tryBufferOf } from '../core/buffer.ts';
import { E } from '../core/registry.ts';
import { hooks } from '../core/hooks.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { isInt } from '../int/int.ts';
import { asSsize } from '../ops/arith.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import { compareUnits, equalUnits, findUnits } from '../str/units.ts';
import { needle } from './args.ts';
import { isStr } from '../str/ops.ts';
import { isBytes } from './bytes.ts';
import type { Flavor } from './flavor.ts';

function byteEscape(b: number): string {
  if (b === 92) return '\\\\';
  if (b === 9) return '\\t';
  if (b === 10) return '\\n';
  if (b === 13) return '\\r';
  return b >= 32 && b < 127 ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`;
}

/** `b'…'`; single quotes are escaped where `escapeSingle` (or the quote itself) says so. */
export function bytesRepr(data: Uint8Array, escapeSingle: boolean): string {
  const quote = data.includes(39) && !data.includes(34) ? 34 : 39;
  let out = `b${String.fromCharCode(quote)}`;
  for (const b of data)
    out += b === quote || (b === 39 && escapeSingle) ? `\\${String.fromCharCode(b)}` : byteEscape(b);
  return out + String.fromCharCode(quote);
}

/** Bytes a slice selects: a fresh array. */
export function sliceBytes(data: Uint8Array, key: PySlice): Uint8Array | undefined {
  const at = sliceIndices(key, data.length);
  if (at === undefined) return undefined;
  const { start, step, length } = at;
  if (step === 1) return data.slice(start, start + length);
  const out = new Uint8Array(length);
  for (let k = 0, i = start; k < length; k++, i += step) out[k] = data[i];
  return out;
}

/** An index within bounds; `undefined` = raised. */
export function byteIndex(key: Value, length: number, typeMessage: string, rangeMessage: string): number | undefined {
  let i: number | undefined;
  if (typeof key === 'number') i = key;
  else {
    if (!isInt(key) && typeOf(key).slots.index === null) return typeError(`${typeMessage}, not ${typeOf(key).name}`);
    i = asSsize(key, E.IndexError);
    if (i === undefined) return undefined;
  }
  if (i < 0) i += length;
  return i >= 0 && i < length ? i : raise(E.IndexError, rangeMessage);
}

export function getItemOf(f: Flavor, typeMessage: string, rangeMessage: string) {
  return (self: any, key: Value): Result => {
    const data = f.data(self);
    if (key instanceof PySlice) {
      const out = sliceBytes(data, key);
      return out === undefined ? undefined : f.make(out);
    }
    const i = byteIndex(key, data.length, typeMessage, rangeMessage);
    return i === undefined ? undefined : int(data[i]);
  };
}

export function concatOf(f: Flavor) {
  return (self: any, other: Value): Result => {
    const right = tryBufferOf(other);
    if (right === undefined) return undefined;
    if (right === null) return typeError(`can't concat ${typeOf(other).name} to ${typeOf(self).name}`);
    const left = f.data(self);
    const out = new Uint8Array(left.length + right.length);
    out.set(left);
    out.set(right, left.length);
    return f.make(out);
  };
}

/** What no engine can allocate: MemoryError before it is tried. */
const TOO_LARGE = 2 ** 33;

/** `data * n`; `undefined` = MemoryError. */
export function repeatBytes(data: Uint8Array, n: number): Uint8Array | undefined {
  const times = Math.max(0, n);
  if (data.length * times > TOO_LARGE) return raiseWith(E.MemoryError);
  const out = new Uint8Array(data.length * times);
  if (data.length === 0) return out;
  if (data.length === 1) return out.fill(data[0]);
  for (let i = 0; i < times; i++) out.set(data, i * data.length);
  return out;
}

export function repeatCount(times: Value): number | undefined {
  if (!isInt(times) && typeOf(times).slots.index === null)
    return typeError(`can't multiply sequence by non-int of type '${typeOf(times).name}'`);
  return asSsize(times, E.OverflowError);
}

export function repeatOf(f: Flavor) {
  return (self: any, times: Value): Result => {
    const n = repeatCount(times);
    const out = n === undefined ? undefined : repeatBytes(f.data(self), n);
    return out === undefined ? undefined : f.make(out);
  };
}

export function containsOf(f: Flavor) {
  return (self: any, item: Value): boolean | undefined => {
    const sub = needle(item, true);
    if (sub === undefined) return undefined;
    const data = f.data(self);
    return findUnits(data, sub, 0, data.length) >= 0;
  };
}

/** bytes compare with bytes only (a bytearray on the right answers itself), bytearrays with any buffer. */
function comparable(f: Flavor, other: Value): Uint8Array | null | undefined {
  if (f.name === 'bytes') return isBytes(other) ? other.bytes : null;
  return tryBufferOf(other);
}

type OrderTest = (order: number) => boolean;

function comparison(f: Flavor, test: OrderTest) {
  return (self: any, other: Value): Result => {
    const right = comparable(f, other);
    return right === undefined ? undefined : right === null ? NotImplemented : test(compareUnits(f.data(self), right));
  };
}

/** -b: comparing bytes with text (bytes with a number, too) is false, and hardly what was meant. */
function warnOfComparison(f: Flavor, other: Value): Result {
  const what = isStr(other) ? 'string' : f.name === 'bytes' && isInt(other) ? 'int' : null;
  return what === null ? None : hooks.warn(E.BytesWarning!, `Comparison between ${f.name} and ${what}`, 1);
}

/** `str()` of such an object: its repr, with a warning under -b. */
export function strOfBytes(f: Flavor, repr: (self: any) => Result) {
  return (self: any): Result => {
    const { bytesWarning } = ts.runtime;
    if (bytesWarning > 0 && hooks.warn(E.BytesWarning!, `str() on a ${f.name} instance`, 1) === undefined)
      return undefined;
    return repr(self);
  };
}

function equality(f: Flavor, wanted: boolean) {
  return (self: any, other: Value): Result => {
    const right = comparable(f, other);
    if (right === undefined) return undefined;
    if (right !== null) return equalUnits(f.data(self), right) === wanted;
    if (ts.runtime.bytesWarning > 0 && warnOfComparison(f, other) === undefined) return undefined;
    return NotImplemented;
  };
}

export function compareSlots(f: Flavor) {
  return {
    eq: equality(f, true),
    ne: equality(f, false),
    lt: comparison(f, (o) => o < 0),
    le: comparison(f, (o) => o <= 0),
    gt: comparison(f, (o) => o > 0),
    ge: comparison(f, (o) => o >= 0),
  };
}
