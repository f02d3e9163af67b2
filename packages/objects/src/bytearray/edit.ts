/** Changing a bytearray's size and contents; every change of size is refused while buffers are exported. */
import { newMemory } from '../core/arena.ts';
import { raise } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import type { PyByteArray } from './bytearray.ts';
import { byteArrayData } from './bytearray.ts';
import { isUnlocked } from './exports.ts';

/** False (BufferError raised) while the size is locked. */
export function mayResize(b: PyByteArray): boolean {
  if (isUnlocked(b)) return true;
  raise(E.BufferError, 'Existing exports of data: object cannot be re-sized');
  return false;
}

/** Changes the length; new bytes are zero. The caller asked `mayResize`. */
export function setLength(b: PyByteArray, length: number): void {
  const end = b.start + length;
  if (end > b.store.length || length < b.store.length >> 2) {
    const data = byteArrayData(b);
    const grown = newMemory(length > b.length ? Math.max(length, b.length + (b.length >> 3) + 8) : length);
    grown.set(data.subarray(0, Math.min(length, b.length)));
    b.store = grown;
    b.start = 0;
  } else if (length > b.length) b.store.fill(0, b.start + b.length, end);
  b.length = length;
}

/** Replaces the bytes [from, to) by `data`. */
export function splice(b: PyByteArray, from: number, to: number, data: Uint8Array): boolean {
  const grow = data.length - (to - from);
  if (grow === 0) {
    b.store.set(data, b.start + from);
    return true;
  }
  if (!mayResize(b)) return false;
  if (data.length === 0 && from === 0) {
    b.start += to;
    b.length -= to;
    if (b.length === 0) replaceAll(b, new Uint8Array(0));
    return true;
  }
  const copy = data.buffer === b.store.buffer ? data.slice() : data;
  const oldLength = b.length;
  if (grow > 0) {
    setLength(b, oldLength + grow);
    b.store.copyWithin(b.start + to + grow, b.start + to, b.start + oldLength);
  } else {
    b.store.copyWithin(b.start + to + grow, b.start + to, b.start + oldLength);
    setLength(b, oldLength + grow);
  }
  b.store.set(copy, b.start + from);
  return true;
}

/** Takes this array as the contents. */
export function replaceAll(b: PyByteArray, data: Uint8Array): void {
  b.store = data;
  b.start = 0;
  b.length = data.length;
}

export function pushByte(b: PyByteArray, byte: number): boolean {
  if (!mayResize(b)) return false;
  setLength(b, b.length + 1);
  b.store[b.start + b.length - 1] = byte;
  return true;
}
