/** `bytes % args`. */
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { tryBufferOf } from '../core/buffer.ts';
import { clearIf } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import { messageTypeName } from '../type/names.ts';
import type { Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { ByteSink } from '../codec/sink.ts';
import { asFloat } from '../float/convert.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { index } from '../ops/arith.ts';
import { tryCallSpecial } from '../ops/call.ts';
import { ascii } from '../ops/text.ts';
import type { Directive } from '../str/percent.ts';
import {
  isDoubleCode,
  isIntegerCode,
  isPercentMapping,
  percentDouble,
  percentInteger,
  PercentFormatter,
} from '../str/percent.ts';
import { byteArrayData, isByteArray } from '../bytearray/bytearray.ts';
import { bytes, isBytes } from './bytes.ts';

const PERCENT = 37;

export function bytesPercent(format: Uint8Array, args: Value): Uint8Array | undefined {
  const isMapping = isPercentMapping(args) && !isBytes(args) && !isByteArray(args) && typeof args !== 'string';
  const f = new PercentFormatter(format, args, isMapping, (start, end) => bytes(format.slice(start, end)));
  f.precisionMessage = 'prec too big';
  const out = new ByteSink(format.length + 16);
  let from = 0;
  for (;;) {
    let i = format.indexOf(PERCENT, from);
    if (i < 0) i = format.length;
    out.append(format.subarray(from, i));
    if (i === format.length) break;
    if (format[i + 1] === PERCENT) {
      out.push(PERCENT);
      from = i + 2;
      continue;
    }
    f.pos = i + 1;
    const d = f.directive();
    if (d === undefined || !convert(f, d, out)) return undefined;
    from = f.pos;
  }
  return f.leftOver() ? typeError('not all arguments converted during bytes formatting') : out.finish();
}

function convert(f: PercentFormatter, d: Directive, out: ByteSink): boolean {
  const v = f.nextArgument();
  if (v === undefined) return false;
  const piece = convertValue(v, d);
  if (piece === undefined) return false;
  out.append(piece);
  return true;
}

function fromAscii(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

function convertValue(v: Value, d: Directive): Uint8Array | undefined {
  if (isIntegerCode(d.ch)) return fromAscii(percentInteger(v, d));
  if (isDoubleCode(d.ch)) return double(v, d);
  switch (d.ch) {
    case 115:
    case 98:
      return padded(content(v), d);
    case 114:
    case 97:
      return padded(fromAscii(ascii(v) as string | undefined), d);
    case 99:
      return padded(character(v), { ...d, precision: -1 });
  }
  if (d.ch > 127) return overflowError('character argument not in range(0x110000)');
  return valueError(
    `unsupported format character '${String.fromCharCode(d.ch)}' (0x${d.ch.toString(16)}) at index ${d.at}`,
  );
}

function double(v: Value, d: Directive): Uint8Array | undefined {
  const x = asFloat(v);
  if (x === undefined)
    return clearIf(E.TypeError) ? typeError(`float argument required, not ${typeOf(v).name}`) : undefined;
  return fromAscii(percentDouble(v, d));
}

/** %s, %b: bytes-like objects and what `__bytes__` gives. */
function content(v: Value): Uint8Array | undefined {
  if (isBytes(v)) return v.bytes;
  if (isByteArray(v)) return byteArrayData(v);
  const made = typeof v === 'object' ? tryCallSpecial(v, '__bytes__', []) : ABSENT;
  if (made === undefined) return undefined;
  if (made !== ABSENT)
    return isBytes(made) ? made.bytes : typeError(`__bytes__ returned non-bytes (type ${typeOf(made).name})`);
  const data = tryBufferOf(v);
  if (data !== null) return data;
  return typeError(`%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(v).name}'`);
}

function character(v: Value): Uint8Array | undefined {
  const data = isBytes(v) ? v.bytes : isByteArray(v) ? byteArrayData(v) : null;
  if (data !== null) {
    if (data.length === 1) return data;
    return typeError(
      `%c requires an integer in range(256) or a single byte, not a ${typeOf(v).name} object of length ${data.length}`,
    );
  }
  if (!isInt(v) && (typeof v === 'string' || typeOf(v).slots.index === null)) {
    return typeError(`%c requires an integer in range(256) or a single byte, not ${messageTypeName(typeOf(v))}`);
  }
  const n = isInt(v) ? intOrUndefined(v) : index(v);
  if (n === undefined) return undefined;
  return typeof n === 'bigint' || n < 0 || n > 255 ? overflowError('%c arg not in range(256)') : Uint8Array.of(n);
}

function padded(data: Uint8Array | undefined, d: Directive): Uint8Array | undefined {
  if (data === undefined) return undefined;
  const shown = d.precision >= 0 && data.length > d.precision ? data.subarray(0, d.precision) : data;
  const gap = d.width - shown.length;
  if (gap <= 0) return shown;
  const out = new Uint8Array(d.width).fill(32);
  out.set(shown, d.left ? 0 : gap);
  return out;
}
