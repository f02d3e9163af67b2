/** Arguments of text methods: slice bounds, counts, texts, with CPython's messages. */
import { typeError } from '../core/errors.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { asIndex, asSsize } from '../ops/arith.ts';
import type { StrValue } from './astral.ts';
import { strOrUndefined } from './ops.ts';

/** A start or end argument of find, count … `undefined` = raised. */
export function bound(v: Value | undefined, absent: number): number | undefined {
  if (v === undefined || v === None) return absent;
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof v === 'bigint' || typeOf(v).slots.index !== null) return asIndex(v);
  return typeError('slice indices must be integers or None or have an __index__ method');
}

/** Start of a range counted from the end when negative, not below 0. */
export function clampStart(start: number, length: number): number {
  if (start >= 0) return start;
  return start + length < 0 ? 0 : start + length;
}

/** End of a range within 0 … length. */
export function clampEnd(end: number, length: number): number {
  if (end > length) return length;
  if (end >= 0) return end;
  return end + length < 0 ? 0 : end + length;
}

/** An integer argument through __index__. */
export function count(v: Value | undefined, absent: number): number | undefined {
  if (v === undefined) return absent;
  if (typeof v === 'number') return v;
  return asSsize(v);
}

/** A text argument, or TypeError `message`, not TYPE. */
export function textArgument(v: Value, message: string): StrValue | undefined {
  return strOrUndefined(v) ?? typeError(`${message} must be str, not ${v === None ? 'None' : typeOf(v).name}`);
}
