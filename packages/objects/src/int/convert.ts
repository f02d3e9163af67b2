/** `int(x)`: the conversion protocol (__int__, __index__, text, buffers). */
import { bufferOf } from '../core/buffer.ts';
import { typeError, valueError } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { asIndex, checkedInt, index } from '../ops/arith.ts';
import { reprJs } from '../ops/text.ts';
import { jsString } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { isExactInt } from './int.ts';
import { intFromString } from './text.ts';

/** int(o) as an exact int. */
export function toInt(o: Value): PyInt | undefined {
  if (isExactInt(o)) return o;
  const { slots } = typeOf(o);
  if (slots.int !== null) {
    const r = slots.int(o);
    return r === undefined ? undefined : checkedInt(r, '__int__');
  }
  if (slots.index !== null) return index(o);
  const r = intFromText(o, 10);
  return r === null
    ? typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeOf(o).name}'`)
    : r;
}

/** int(text, base) of a str or bytes-like object; null when `o` is neither. */
function intFromText(o: Value, base: number): PyInt | null | undefined {
  const s = strOrUndefined(o);
  const text = s !== undefined ? jsString(s) : bytesText(o);
  if (text === null) return null;
  const n = intFromString(text, base);
  if (n !== null) return n;
  const shown = reprJs(o);
  return shown === undefined
    ? undefined
    : valueError(`invalid literal for int() with base ${base}: ${shown.slice(0, 200)}`);
}

/** Bytes as text, one character per byte; null when `o` has no buffer. Bytes beyond ASCII must not pass for digits. */
export function bytesText(o: Value): string | null {
  if (typeof o !== 'object' || typeOf(o).slots.getbuffer === null) return null;
  const data = bufferOf(o);
  if (data === undefined) return null;
  let s = '';
  for (let i = 0; i < data.length; i++) s += data[i]! < 0x80 ? String.fromCharCode(data[i]!) : '?';
  return s;
}

/** int(o, base). */
export function toIntWithBase(o: Value, baseArgument: Value): PyInt | undefined {
  const base = asIndex(baseArgument);
  if (base === undefined) return undefined;
  if ((base !== 0 && base < 2) || base > 36) return valueError('int() base must be >= 2 and <= 36, or 0');
  const kind = typeOf(o).slots;
  if (strOrUndefined(o) === undefined && (kind.getbuffer === null || !isBytesLike(o))) {
    return typeError("int() can't convert non-string with explicit base");
  }
  return intFromText(o, base) as PyInt | undefined;
}

function isBytesLike(o: Value): boolean {
  return typeof o === 'object' && typeOf(o).mro.some((t) => t.name === 'bytes' || t.name === 'bytearray');
}
