/**
 * Error handlers of encoding and decoding (PEP 293).
 *
 * A codec that meets something it cannot convert calls `encodeError` / `decodeError` with the range. Handlers with a
 * standard name run directly; others are Python callables from the registry and get a UnicodeError instance.
 */
import { raise, raiseValue, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import type { UnicodeFields } from './unicode-fields.ts';
import { call1 } from '../ops/call.ts';
import { asSsize } from '../ops/arith.ts';
import { bytes, isBytes } from '../bytes/bytes.ts';
import type { StrValue } from '../str/astral.ts';
import { strFromJs } from '../str/astral.ts';
import { strLen, strOrUndefined } from '../str/ops.ts';
import { isTuple } from '../tuple/tuple.ts';
import { lookupErrorHandler } from './registry.ts';
import { replaceDecoding, replaceEncoding } from './handlers.ts';

export function encodeException(
  encoding: string,
  s: StrValue,
  start: number,
  end: number,
  reason: string,
): PyBaseException {
  return hooks.newException(E.UnicodeEncodeError, [strFromJs(encoding), s, int(start), int(end), strFromJs(reason)]);
}

export function decodeException(
  encoding: string,
  data: Uint8Array,
  start: number,
  end: number,
  reason: string,
): PyBaseException {
  return hooks.newException(E.UnicodeDecodeError, [
    strFromJs(encoding),
    bytes(data),
    int(start),
    int(end),
    strFromJs(reason),
  ]);
}

export function raiseEncode(encoding: string, s: StrValue, start: number, end: number, reason: string): undefined {
  return raiseValue(encodeException(encoding, s, start, end, reason));
}

export function raiseDecode(encoding: string, data: Uint8Array, start: number, end: number, reason: string): undefined {
  return raiseValue(decodeException(encoding, data.slice(), start, end, reason));
}

/** What replaces a range: text still to be encoded, or bytes; and where to go on. */
export interface Replacement {
  readonly by: StrValue | Uint8Array;
  readonly next: number;
}

/** Calls the handler for s[start:end]; `undefined` = raised. */
export function encodeError(
  errors: string,
  encoding: string,
  s: StrValue,
  start: number,
  end: number,
  reason: string,
): Replacement | undefined {
  const known = replaceEncoding(errors, encoding, s, start, end);
  if (known === null) return raiseEncode(encoding, s, start, end, reason);
  if (known !== undefined) return known.next > start ? known : raiseEncode(encoding, s, start, end, reason);
  const handler = lookupErrorHandler(errors);
  if (handler === undefined) return undefined;
  const result = call1(handler, encodeException(encoding, s, start, end, reason));
  if (result === undefined) return undefined;
  if (!isTuple(result) || result.items.length !== 2)
    return typeError('encoding error handler must return (str/bytes, int) tuple');
  const by = result.items[0];
  const text = strOrUndefined(by);
  if (text === undefined && !isBytes(by)) return typeError('encoding error handler must return (str/bytes, int) tuple');
  const next = position(result.items[1], strLen(s));
  return next === undefined ? undefined : { by: text ?? (by as unknown as { bytes: Uint8Array }).bytes, next };
}

/** A position that a handler returned. */
function position(v: Value, length: number): number | undefined {
  let at = asSsize(v);
  if (at === undefined) return undefined;
  if (at < 0) at += length;
  if (at < 0 || at > length) return raise(E.IndexError, `position ${at} from error handler out of bounds`);
  return at;
}

export interface Decoded {
  readonly by: StrValue;
  readonly next: number;
  /** The input from here on; handlers may replace it. */
  readonly data: Uint8Array;
}

/** Calls the handler for data[start:end]; `undefined` = raised. */
export function decodeError(
  errors: string,
  encoding: string,
  data: Uint8Array,
  start: number,
  end: number,
  reason: string,
): Decoded | undefined {
  const known = replaceDecoding(errors, encoding, data, start, end);
  if (known === null) return raiseDecode(encoding, data, start, end, reason);
  if (known !== undefined) return { by: known.by, next: known.next, data };
  const handler = lookupErrorHandler(errors);
  if (handler === undefined) return undefined;
  const exc = decodeException(encoding, data.slice(), start, end, reason);
  const result = call1(handler, exc);
  if (result === undefined) return undefined;
  if (!isTuple(result) || result.items.length !== 2)
    return typeError('decoding error handler must return (str, int) tuple');
  const text = strOrUndefined(result.items[0]);
  if (text === undefined) return typeError('decoding error handler must return (str, int) tuple');
  const { object } = exc as UnicodeFields;
  if (object === null || !isBytes(object))
    return typeError(
      `UnicodeError 'object' attribute must be a bytes, not ${object === null ? 'None' : typeOf(object).name}`,
    );
  const input = object.bytes;
  const next = position(result.items[1], input.length);
  return next === undefined ? undefined : { by: text, next, data: input };
}
