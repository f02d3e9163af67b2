/** Bounds of list.index and tuple.index. */
import { typeError } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { sliceIndex } from '../slice/slice.ts';

/** An integer counted from the end if negative, not below 0; `undefined` = raised. */
export function searchBound(v: Value | undefined, length: number, fallback: number): number | undefined {
  if (v === undefined) return fallback;
  if (typeof v !== 'number' && typeOf(v).slots.index === null)
    return typeError('slice indices must be integers or have an __index__ method');
  const n = sliceIndex(v);
  if (n === undefined) return undefined;
  return n < 0 ? Math.max(0, n + length) : n;
}
