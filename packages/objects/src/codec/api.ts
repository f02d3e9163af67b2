/** str.encode and bytes.decode: the runtime's own codecs by name, else the codec registry. */
import { raise, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { byteArrayData, isByteArray } from '../bytearray/bytearray.ts';
import { bytes, isBytes } from '../bytes/bytes.ts';
import { addNote } from '../exceptions/notes.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { call2 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { ABSENT } from '../core/value.ts';
import type { StrValue } from '../str/astral.ts';
import { strFromJs } from '../str/astral.ts';
import { isStr, strFromLatin1, strValue } from '../str/ops.ts';
import { isTuple } from '../tuple/tuple.ts';
import { lookupCodec } from './registry.ts';
import { decodeAscii, encodeAsciiText, encodeLatin1 } from './single-byte.ts';
import { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from './utf16.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

type Own = 'utf-8' | 'utf-16' | 'utf-32' | 'ascii' | 'latin-1';

const OWN: ReadonlyMap<string, Own> = new Map<string, Own>([
  ['utf_8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf_16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf_32', 'utf-32'],
  ['utf32', 'utf-32'],
  ['ascii', 'ascii'],
  ['us_ascii', 'ascii'],
  ['latin1', 'latin-1'],
  ['latin_1', 'latin-1'],
  ['iso_8859_1', 'latin-1'],
  ['iso8859_1', 'latin-1'],
]);

/** The codec of this name that needs no registry; names are compared as encodings.normalize_encoding leaves them. */
function ownCodec(encoding: string): Own | undefined {
  if (encoding === 'utf-8') return 'utf-8';
  return OWN.get(encoding.toLowerCase().replace(/[^a-z0-9.]+/g, '_'));
}

/** Bytes of a text; `undefined` = raised. */
export function encodeText(s: StrValue, encoding: string, errors = 'strict'): Value | undefined {
  const own = ownCodec(encoding);
  if (own === undefined) return encodeByRegistry(s, encoding, errors);
  const data = encodeOwn(s, own, errors);
  return data === undefined ? undefined : bytes(data);
}

function encodeOwn(s: StrValue, own: Own, errors: string): Uint8Array | undefined {
  switch (own) {
    case 'utf-8':
      return encodeUtf8(s, errors);
    case 'utf-16':
      return encodeUtf16(s, errors, 0);
    case 'utf-32':
      return encodeUtf32(s, errors, 0);
    case 'ascii':
      return encodeAsciiText(s, errors);
    default:
      return encodeLatin1(s, errors);
  }
}

/** Text of bytes; `undefined` = raised. */
export function decodeText(data: Uint8Array, encoding: string, errors = 'strict'): StrValue | undefined {
  switch (ownCodec(encoding)) {
    case 'utf-8':
      return decodeUtf8(data, errors)?.text;
    case 'utf-16':
      return decodeUtf16(data, errors, 0, true)?.text;
    case 'utf-32':
      return decodeUtf32(data, errors, 0, true)?.text;
    case 'ascii':
      return decodeAscii(data, errors)?.text;
    case 'latin-1':
      return strFromLatin1(data);
  }
  return decodeByRegistry(data, encoding, errors);
}

/** Refuses codecs that do not convert between str and bytes (rot13, hex …). */
function textCodec(encoding: string, instead: string): Value | undefined {
  const codec = lookupCodec(encoding);
  if (codec === undefined) return undefined;
  const mark = getAttrOrAbsent(codec, '_is_text_encoding');
  if (mark === undefined) return undefined;
  if (mark !== ABSENT) {
    const isText = isTrue(mark);
    if (isText === undefined) return undefined;
    if (!isText)
      return raise(E.LookupError, `'${encoding}' is not a text encoding; use ${instead} to handle arbitrary codecs`);
  }
  return codec;
}

/** Calls encoder or decoder `which` (0, 1) of a codec; gives the converted object. */
export function callCodec(codec: Value, which: 0 | 1, input: Value, errors: string, encoding: string): Result {
  const fn = (codec as unknown as { items: readonly Value[] }).items[which];
  const result = call2(fn, input, strFromJs(errors));
  if (result === undefined) {
    if (ts.exc !== null) addNote(ts.exc, `${which === 0 ? 'encoding' : 'decoding'} with '${encoding}' codec failed`);
    return undefined;
  }
  if (!isTuple(result) || result.items.length !== 2) {
    return typeError(`${which === 0 ? 'encoder' : 'decoder'} must return a tuple (object, integer)`);
  }
  return result.items[0];
}

function encodeByRegistry(s: StrValue, encoding: string, errors: string): Value | undefined {
  const codec = textCodec(encoding, 'codecs.encode()');
  if (codec === undefined) return undefined;
  const result = callCodec(codec, 0, s, errors, encoding);
  if (result === undefined || isBytes(result)) return result;
  if (isByteArray(result)) return bytes(byteArrayData(result).slice());
  return typeError(
    `'${encoding}' encoder returned '${typeOf(result).name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  );
}

function decodeByRegistry(data: Uint8Array, encoding: string, errors: string): StrValue | undefined {
  const codec = textCodec(encoding, 'codecs.decode()');
  if (codec === undefined) return undefined;
  const result = callCodec(codec, 1, bytes(data.slice()), errors, encoding);
  if (result === undefined) return undefined;
  if (isStr(result)) return strValue(result);
  return typeError(
    `'${encoding}' decoder returned '${typeOf(result).name}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  );
}

/** UTF-8 text of bytes for internal use: what cannot be decoded becomes U+FFFD. */
export function lossyText(data: Uint8Array): StrValue {
  return decodeUtf8(data, 'replace')?.text ?? str('');
}
