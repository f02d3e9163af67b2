/** `hash()`: CPython's 64-bit values; and 32-bit hashes for own tables. */
import { typeError } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';

/** `hash(v)`, `undefined` = raised. */
export function hash(v: Value): PyInt | undefined {
  if (typeof v === 'boolean') return int(v ? 1 : 0);
  const slot = typeOf(v).slots.hash;
  return slot === null ? typeError(`unhashable type: '${typeOf(v).name}'`) : slot(v);
}

/** Low 32 bits of `hash(v)`, signed: equal values give equal ones. */
export function hash32(v: Value): number | undefined {
  const h = hash(v);
  if (h === undefined) return undefined;
  return foldHash(h);
}

/** Folds a 64-bit hash to 32 bits. */
export function foldHash(h: PyInt): number {
  if (typeof h === 'bigint') return Number(BigInt.asIntN(32, h ^ (h >> 32n)));
  if ((h | 0) === h) return h;
  return ((h | 0) ^ Math.floor(h / 4294967296)) | 0;
}
