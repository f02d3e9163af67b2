/**
 * Keys of dict and set: which ones a JS Map can hold, and the 32-bit hashes of the own tables.
 *
 *  - A key is self-canonical if `==` on it agrees with JS Map's SameValueZero: exact str and int, None, and objects
 *    whose type has object's own __hash__ and __eq__.
 *  - A closed key is a bool, int, float, exact str, exact tuple of closed keys, or self-canonical: no user code can
 *    make another key equal to it, so tables of closed keys may use `fastHash`, which needs no 64-bit arithmetic.
 *    The moment another kind of key is used the table switches to `exactHash` (a fold of Python's hash()).
 */
import { None } from '../core/singletons.ts';
import { E, T } from '../core/registry.ts';
import { raise } from '../core/errors.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import type { PyObject } from '../core/object.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { eq } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { strJs } from '../ops/text.ts';

/** Result of fastHash for keys that are not closed. No hash equals it. */
export const OPEN = -1;

/** True if a JS Map finds exactly the keys equal to `key`. */
export function isSelfCanonical(key: Value): boolean {
  if (typeof key === 'object') return key === None || isIdentityHashed(key);
  return typeof key !== 'boolean';
}

/** True if the object's type keeps object's __hash__ and __eq__. */
export function isIdentityHashed(key: PyObject): boolean {
  const { slots } = key.cls;
  const base = T.object.slots;
  return slots.hash === base.hash && slots.eq === base.eq && slots.hash !== null;
}

/**
 * The self-canonical key equal to `key`, for a look-up only (what is stored keeps its own key): 1 for True and 1.0,
 * the text for a str subclass without its own __eq__ and __hash__. `null` if no self-canonical key can be equal to it.
 * `undefined` if `key` may be equal to one only by its own code.
 */
export function canonicalForm(key: Value): Value | null | undefined {
  if (typeof key === 'boolean') return int(key ? 1 : 0);
  if (typeof key !== 'object') return key;
  const t = key.cls;
  if (t === T.float) return canonicalFloat((key as unknown as { v: number }).v);
  if (t === T.tuple) return fastHash(key) === OPEN ? undefined : null;
  if (t === T.bytes || t === T.frozenset) return hash(key) === undefined ? undefined : null;
  const { slots } = t;
  if (slots.hash === T.str?.slots.hash && slots.eq === T.str.slots.eq) return boxedValue(key);
  if (slots.hash === T.int?.slots.hash && slots.eq === T.int.slots.eq) return boxedValue(key);
  return undefined;
}

/** Payload of a str or int subclass instance if it is a primitive; null for an astral str. */
function boxedValue(key: PyObject): Value | null {
  const { value } = key as unknown as { value: Value | undefined };
  return value === undefined || typeof value === 'object' ? null : value;
}

function canonicalFloat(v: number): Value | null {
  if (!Number.isInteger(v)) return null;
  if (Number.isSafeInteger(v)) return int(v + 0);
  return BigInt(v) as unknown as PyInt;
}

/** Folds a 64-bit hash to 32 bits; never OPEN. */
export function fold(h: number | bigint): number {
  if (typeof h === 'number') {
    const low = h | 0;
    if (low === h) return low === -1 ? -2 : low;
    const r = low ^ Math.floor(h / 4294967296);
    return r === -1 ? -2 : r;
  }
  const r = Number(BigInt.asIntN(32, h)) ^ Number(BigInt.asIntN(32, h >> 32n));
  return r === -1 ? -2 : r;
}

/** Hash of a closed key, OPEN for any other. Raises nothing. */
export function fastHash(key: Value): number {
  if (typeof key === 'number') return fold(key);
  if (typeof key === 'string') return hashUnits(key);
  if (typeof key === 'object') {
    if (key instanceof PyTuple) return key.fastHash !== 0 ? key.fastHash : hashItems(key);
    return fastHashObject(key);
  }
  if (typeof key === 'boolean') return key ? 1 : 0;
  return fold(hash(key)!);
}

function fastHashObject(key: PyObject): number {
  const t = key.cls;
  if (t === T.float) return hashDouble((key as unknown as { v: number }).v, key);
  if (key === None || isIdentityHashed(key)) return fold(hash(key)!);
  return OPEN;
}

function hashUnits(s: string): number {
  let h = s.length;
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
  return h === OPEN ? -2 : h;
}

const doubleBits = new Float64Array(1);
const doubleWords = new Int32Array(doubleBits.buffer);

function hashDouble(v: number, box: PyObject): number {
  if (Number.isSafeInteger(v)) return fold(v);
  if (Number.isInteger(v) || v !== v) return fold(hash(box)!);
  doubleBits[0] = v;
  const h = doubleWords[0]! ^ Math.imul(doubleWords[1]!, 0x9e3779b1);
  return h === OPEN ? -2 : h;
}

function hashItems(t: PyTuple): number {
  const { items } = t;
  let h = 0x345678;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const part = typeof item === 'number' && item >= 0 && item === (item | 0) ? item : fastHash(item);
    if (part === OPEN) return OPEN;
    h = Math.imul(h ^ part, 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ items.length, 0x85ebca6b);
  h ^= h >>> 13;
  if (h === 0 || h === OPEN) h = 7;
  t.fastHash = h;
  return h;
}

/** Fold of Python's hash(); `undefined` = raised. `noun` completes "cannot use 'list' as a …". */
export function exactHash(key: Value, noun: KeyNoun): number | undefined {
  const h = hash(key);
  return h === undefined ? unhashable(key, noun) : fold(h);
}

export type KeyNoun = 'dict key' | 'set element';

/** Re-words a pending plain TypeError of hash() as CPython's containers do. */
export function unhashable(key: Value, noun: KeyNoun): undefined {
  const exc = ts.exc!;
  if (typeOf(exc) !== E.TypeError) return undefined;
  ts.exc = null;
  const text = strJs(exc);
  if (text === undefined) return undefined;
  return raise(E.TypeError, `cannot use '${qualifiedName(key)}' as a ${noun} (${text})`);
}

/** `%T`: the type's fully qualified name, without `builtins.` and `__main__.`. */
function qualifiedName(v: Value): string {
  const t = typeOf(v);
  const module = t.attrs.get('__module__');
  if (typeof module !== 'string' || module === 'builtins' || module === '__main__') return t.qualname;
  return `${module}.${t.qualname}`;
}

/** `a == b` of two keys of equal hash: identity first, no conversion of closed primitives. */
export function sameKey(a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (typeof a === 'number' && typeof b === 'number') return false;
  if (a instanceof PyTuple && b instanceof PyTuple) return sameItems(a.items, b.items);
  return eq(a, b);
}

function sameItems(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const same = sameKey(a[i]!, b[i]!);
    if (same !== true) return same;
  }
  return true;
}
