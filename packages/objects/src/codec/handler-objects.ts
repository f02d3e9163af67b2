/** The standard error handlers as Python functions (codecs.strict_errors …): take a UnicodeError, give (replacement, position). */
import { raiseValue, typeError } from '../core/errors.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { E } from '../core/registry.ts';
import { isExactOrSubtype, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { bytes, isBytes } from '../bytes/bytes.ts';
import { isException } from '../exceptions/base.ts';
import type { UnicodeFields } from './unicode-fields.ts';
import { unicodeRange } from './unicode-fields.ts';
import { jsString } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { tuple } from '../tuple/tuple.ts';
import { replaceDecoding, replaceEncoding, STANDARD_HANDLERS } from './handlers.ts';

function wrongType(exc: Value): undefined {
  return typeError(`don't know how to handle ${typeOf(exc).name} in error callback`);
}

function strict(exc: Value): Result {
  return isException(exc) ? raiseValue(exc) : typeError('codec must pass exception instance');
}

function fields(exc: Value): exc is UnicodeFields {
  return isException(exc) && isExactOrSubtype(exc, E.UnicodeError) && 'encoding' in exc;
}

function handle(name: string, exc: Value): Result {
  if (name === 'strict') return strict(exc);
  if (!fields(exc)) return wrongType(exc);
  const [start, end] = unicodeRange(exc);
  const encoding = exc.encoding === null ? undefined : strOrUndefined(exc.encoding);
  const encodingName = encoding === undefined ? '' : jsString(encoding);
  if (isExactOrSubtype(exc, E.UnicodeDecodeError)) return handleDecode(name, exc, encodingName, start, end);
  const text = exc.object === null ? undefined : strOrUndefined(exc.object);
  if (text === undefined) return wrongType(exc);
  if (isExactOrSubtype(exc, E.UnicodeTranslateError)) return handleTranslate(name, exc, start, end);
  const r = replaceEncoding(name, encodingName, text, start, end);
  if (r === null || r === undefined || (name === 'surrogateescape' && r.next < end)) return raiseValue(exc);
  return tuple([r.by instanceof Uint8Array ? bytes(r.by) : r.by, int(r.next)]);
}

function handleDecode(name: string, exc: UnicodeFields, encoding: string, start: number, end: number): Result {
  if (exc.object === null || !isBytes(exc.object)) return wrongType(exc);
  const r = replaceDecoding(name, encoding, exc.object.bytes, start, end);
  if (r === undefined) return wrongType(exc);
  return r === null ? raiseValue(exc) : tuple([r.by, int(r.next)]);
}

function handleTranslate(name: string, exc: UnicodeFields, start: number, end: number): Result {
  if (name === 'replace') return tuple([str('\ufffd'.repeat(end - start)), int(end)]);
  if (name === 'ignore') return tuple([str(''), int(end)]);
  const text = strOrUndefined(exc.object!)!;
  const r = name === 'backslashreplace' ? replaceEncoding(name, '', text, start, end) : null;
  return r === null || r === undefined ? wrongType(exc) : tuple([r.by as Value, int(r.next)]);
}

/** One native function per standard handler. */
export function handlerFunctions(): NativeSpec[] {
  return STANDARD_HANDLERS.map((name) => method(`${name}_errors`, '(exception, /)', (exc) => handle(name, exc)));
}
