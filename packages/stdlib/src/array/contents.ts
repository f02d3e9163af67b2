/** Adding items from other objects, and telling arrays from them. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  cpsOf,
  DONE,
  getIter,
  isList,
  isTuple,
  iterNext,
  strFromCodePoints,
  typeError,
  typeOf,
  valueError,
  richCompare,
  isTrue,
} from '@pyston/objects';
import type { ArrayCode } from './codes.ts';
import type { PyArray } from './storage.ts';
import { append, arrayBytes, splice } from './storage.ts';

/** The type object, set by type.ts. */
export const registry: { array: PyType | null } = { array: null };

export function isArray(v: Value): v is PyArray {
  return typeof v === 'object' && typeOf(v).mro.includes(registry.array!);
}

/** True for the codes of characters. */
export function isUnicode(code: ArrayCode): boolean {
  return code.code === 'u' || code.code === 'w';
}

export function addBytes(a: PyArray, data: Uint8Array): boolean {
  if (data.length % a.code.size !== 0) return valueError('bytes length not a multiple of item size') !== undefined;
  return splice(a, a.length, a.length, data);
}

export function addText(a: PyArray, s: Parameters<typeof cpsOf>[0]): boolean {
  const cps = cpsOf(s);
  return splice(a, a.length, a.length, new Uint8Array(cps.buffer, cps.byteOffset, cps.byteLength));
}

export function addIterable(a: PyArray, iterable: Value): boolean {
  if (isList(iterable) || isTuple(iterable)) {
    for (let i = 0; i < iterable.items.length; i++) if (!append(a, iterable.items[i]!)) return false;
    return true;
  }
  const it = getIter(iterable);
  if (it === undefined) return false;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return false;
    if (v === DONE) return true;
    if (!append(a, v)) return false;
  }
}

/** The characters of a unicode array as a str. */
export function textOf(a: PyArray): Result {
  const cps = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const cp = a.view.getUint32(4 * i, true);
    if (cp > 0x10ffff) return valueError(`character U+${cp.toString(16)} is not in range [U+0000; U+10ffff]`);
    cps[i] = cp;
  }
  return strFromCodePoints(cps);
}

export function extendByArray(a: PyArray, other: PyArray): boolean {
  if (other.code !== a.code) return typeError('can only extend with array of same kind') !== undefined;
  return splice(a, a.length, a.length, arrayBytes(other).slice());
}

/** Equality of items. They are made anew at every access, so that a nan is never identical to itself. */
export function sameItem(a: Value, b: Value): boolean | undefined {
  const r = richCompare(a, b, 'eq');
  return r === undefined ? undefined : isTrue(r);
}
