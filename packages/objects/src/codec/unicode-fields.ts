/** The fields of UnicodeError instances that handlers read. */
import type { PyBaseException } from '../exceptions/base.ts';
import type { Value } from '../core/value.ts';
import { isBytes } from '../bytes/bytes.ts';
import { strLen, strOrUndefined } from '../str/ops.ts';

export interface UnicodeFields extends PyBaseException {
  encoding: Value | null;
  object: Value | null;
  start: number;
  end: number;
}

function objectLength(object: Value | null): number {
  if (object === null) return 0;
  const text = strOrUndefined(object);
  if (text !== undefined) return strLen(text);
  return isBytes(object) ? object.bytes.length : 0;
}

/** start and end of the range, within the object. */
export function unicodeRange(exc: UnicodeFields): [number, number] {
  const size = objectLength(exc.object);
  let start = exc.start < 0 ? 0 : exc.start;
  if (start >= size) start = size === 0 ? 0 : size - 1;
  let end = exc.end < 1 ? 1 : exc.end;
  if (end > size) end = size;
  return [start, end];
}
