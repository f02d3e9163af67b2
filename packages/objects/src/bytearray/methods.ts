/** The mutating methods and slots of bytearray. */
import { indexError, raise, raiseWith, typeError, valueError } from '../core/errors.ts';
import { bufferOf, hasBuffer, tryBufferOf } from '../core/buffer.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { isInt } from '../int/int.ts';
import { asSsize } from '../ops/arith.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import { byteValue } from '../bytes/args.ts';
import { bytesOfIterable } from '../bytes/construct.ts';
import { byteIndex, repeatBytes } from '../bytes/ops.ts';
import { isStr } from '../str/ops.ts';
import type { PyByteArray } from './bytearray.ts';
import { byteArray, byteArrayData } from './bytearray.ts';
import { mayResize, pushByte, replaceAll, setLength, splice } from './edit.ts';

const RANGE = 'byte must be in range(0, 256)';
const INDEX_TYPE = 'bytearray indices must be integers or slices';
const INDEX_RANGE = 'bytearray index out of range';

function done(ok: boolean): Result {
  return ok ? None : undefined;
}

function append(b: PyByteArray, item: Value): Result {
  const byte = byteValue(item, RANGE);
  return byte === undefined ? undefined : done(pushByte(b, byte));
}

function extend(b: PyByteArray, source: Value): Result {
  if (hasBuffer(source)) {
    const data = bufferOf(source);
    return data === undefined ? undefined : done(splice(b, b.length, b.length, data));
  }
  const { slots, name } = typeOf(source);
  if (isStr(source)) return typeError(`expected iterable of integers; got: '${name}'`);
  if (slots.iter === null && slots.getitem === null) return typeError(`can't extend bytearray with ${name}`);
  const data = bytesOfIterable(source, RANGE);
  return data === undefined ? undefined : done(splice(b, b.length, b.length, data));
}

function insert(b: PyByteArray, indexArg: Value, item: Value): Result {
  let i = asSsize(indexArg);
  if (i === undefined) return undefined;
  const byte = byteValue(item, RANGE);
  if (byte === undefined) return undefined;
  if (i < 0) i = Math.max(0, i + b.length);
  if (i > b.length) i = b.length;
  return done(splice(b, i, i, Uint8Array.of(byte)));
}

function pop(b: PyByteArray, indexArg: Value | undefined): Result {
  let i = indexArg === undefined ? -1 : asSsize(indexArg);
  if (i === undefined) return undefined;
  if (b.length === 0) return indexError('pop from empty bytearray');
  if (i < 0) i += b.length;
  if (i < 0 || i >= b.length) return indexError('pop index out of range');
  if (!mayResize(b)) return undefined;
  const byte = b.store[b.start + i];
  splice(b, i, i + 1, new Uint8Array(0));
  return int(byte);
}

function remove(b: PyByteArray, item: Value): Result {
  const byte = byteValue(item, RANGE);
  if (byte === undefined) return undefined;
  const i = byteArrayData(b).indexOf(byte);
  if (i < 0) return valueError('value not found in bytearray');
  return done(splice(b, i, i + 1, new Uint8Array(0)));
}

function clear(b: PyByteArray): Result {
  if (!mayResize(b)) return undefined;
  replaceAll(b, new Uint8Array(0));
  return None;
}

function resize(b: PyByteArray, sizeArg: Value): Result {
  const size = asSsize(sizeArg);
  if (size === undefined) return undefined;
  if (size < 0) return raise(E.ValueError, `Can only resize to positive sizes, got ${size}`);
  if (!mayResize(b)) return undefined;
  if (size > 0x1fffffffff) return raiseWith(E.MemoryError);
  setLength(b, size);
  return None;
}

export const EDIT_METHODS: readonly NativeSpec[] = [
  method('append', '($self, item, /)', append),
  method('extend', '($self, iterable_of_ints, /)', extend),
  method('insert', '($self, index, item, /)', insert),
  method('pop', '($self, index=-1, /)', pop),
  method('remove', '($self, value, /)', remove),
  method('clear', '($self, /)', clear),
  method('copy', '($self, /)', (b: PyByteArray) => byteArray(byteArrayData(b).slice())),
  method('reverse', '($self, /)', (b: PyByteArray) => {
    b.store.subarray(b.start, b.start + b.length).reverse();
    return None;
  }),
  method('resize', '($self, size, /)', resize),
];

/** Bytes to be assigned to a slice. */
function assigned(v: Value): Uint8Array | undefined {
  const data = tryBufferOf(v);
  if (data !== null) return data;
  const { slots } = typeOf(v);
  if (isStr(v) || slots.index !== null || (slots.iter === null && slots.getitem === null)) {
    return typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  }
  return bytesOfIterable(v, RANGE);
}

function setSlice(b: PyByteArray, key: PySlice, data: Uint8Array): Result {
  const at = sliceIndices(key, b.length);
  if (at === undefined) return undefined;
  const { start, step, length } = at;
  if (step === 1) return done(splice(b, start, Math.max(start, start + length), data));
  if (data.length === 0) return deleteStepped(b, start, step, length);
  if (data.length !== length)
    return valueError(`attempt to assign bytes of size ${data.length} to extended slice of size ${length}`);
  const copy = data.slice();
  for (let k = 0, i = start; k < length; k++, i += step) b.store[b.start + i] = copy[k];
  return None;
}

function deleteStepped(b: PyByteArray, start: number, step: number, length: number): Result {
  if (length === 0) return None;
  if (!mayResize(b)) return undefined;
  const data = byteArrayData(b);
  const out = new Uint8Array(data.length - length);
  const first = step > 0 ? start : start + (length - 1) * step;
  const size = Math.abs(step);
  let n = 0;
  for (let i = 0; i < data.length; i++) {
    const offset = i - first;
    if (!(offset >= 0 && offset % size === 0 && offset / size < length)) out[n++] = data[i];
  }
  replaceAll(b, out);
  return None;
}

export function setItemImpl(b: PyByteArray, key: Value, value: Value): Result {
  if (key instanceof PySlice) {
    if (sliceIndices(key, b.length) === undefined) return undefined;
    const data = assigned(value);
    return data === undefined ? undefined : setSlice(b, key, data);
  }
  if (!isInt(key) && typeOf(key).slots.index === null) return typeError(`${INDEX_TYPE}, not ${typeOf(key).name}`);
  const at = asSsize(key, E.IndexError);
  if (at === undefined) return undefined;
  const byte = byteValue(value, RANGE);
  if (byte === undefined) return undefined;
  const i = at < 0 ? at + b.length : at;
  if (i < 0 || i >= b.length) return indexError(INDEX_RANGE);
  b.store[b.start + i] = byte;
  return None;
}

export function delItemImpl(b: PyByteArray, key: Value): Result {
  if (key instanceof PySlice) {
    const at = sliceIndices(key, b.length);
    if (at === undefined) return undefined;
    if (at.step === 1) return done(splice(b, at.start, at.start + at.length, new Uint8Array(0)));
    return deleteStepped(b, at.start, at.step, at.length);
  }
  const i = byteIndex(key, b.length, INDEX_TYPE, INDEX_RANGE);
  return i === undefined ? undefined : done(splice(b, i, i + 1, new Uint8Array(0)));
}

export function iconcat(b: PyByteArray, other: Value): Result {
  const data = tryBufferOf(other);
  if (data === undefined) return undefined;
  if (data === null) return typeError(`can't concat ${typeOf(other).name} to ${b.cls.name}`);
  return splice(b, b.length, b.length, data) ? b : undefined;
}

export function irepeat(b: PyByteArray, times: Value): Result {
  const n = asSsize(times, E.OverflowError);
  if (n === undefined) return undefined;
  if (n === 1) return b;
  if (!mayResize(b)) return undefined;
  const data = repeatBytes(byteArrayData(b), n);
  if (data === undefined) return undefined;
  replaceAll(b, data);
  return b;
}
