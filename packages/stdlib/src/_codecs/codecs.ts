/** Module `_codecs`: the codec registry and the converters below package encodings. */
import type {
  ByteOrder,
  DecodeResult,
  ModuleSpec,
  NativeSpec,
  OrderedResult,
  Result,
  StrValue,
  Value,
} from '@pyston/objects';
import {
  asSsize,
  bufferOf,
  buildEncodingMap,
  bytes,
  callCodec,
  codecRegistry,
  decodeAscii,
  decodeBytesEscape,
  decodeCharmap,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  decodeUtf16,
  decodeUtf32,
  decodeUtf8,
  defineModule,
  encodeAsciiText,
  encodeCharmap,
  encodeLatin1,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
  encodeUtf16,
  encodeUtf32,
  encodeUtf8,
  int,
  isBytes,
  isTrue,
  jsString,
  lookupCodec,
  lookupErrorHandler,
  method,
  nameArgument,
  nameText,
  None,
  bytesRepr,
  raise,
  E,
  STANDARD_HANDLERS,
  strFromLatin1,
  strLen,
  strOrUndefined,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import './encoding-map.ts';
import { decodeUtf7, encodeUtf7 } from './utf7.ts';

/** The `errors` argument: 'strict' when None or absent. */
function errorsOf(v: Value | undefined, fn: string): string | undefined {
  if (v === undefined || v === None) return 'strict';
  const text = strOrUndefined(v);
  if (text === undefined) return typeError(`${fn}() argument 2 must be str or None, not ${typeOf(v).name}`);
  const js = jsString(text);
  return js.includes('\0') ? raise(E.ValueError, 'embedded null character') : js;
}

function textOf(v: Value, fn: string): StrValue | undefined {
  return strOrUndefined(v) ?? typeError(`${fn}() argument 1 must be str, not ${typeOf(v).name}`);
}

/** A bytes-like argument, or (for the escape decoders) an ASCII text. */
function dataOf(v: Value, fn: string, allowText: boolean): Uint8Array | undefined {
  const text = allowText ? strOrUndefined(v) : undefined;
  return text === undefined ? bufferOf(v) : (encodeUtf8(text) ?? typeError(`${fn}() needs text without surrogates`));
}

type Encode = (s: StrValue, errors: string) => Uint8Array | undefined;
type Decode = (data: Uint8Array, errors: string, final: boolean) => DecodeResult | OrderedResult | undefined;

function encoder(name: string, encode: Encode): NativeSpec {
  return method(name, '(str, errors=None, /)', (strArg, errorsArg) => {
    const text = textOf(strArg, name);
    const errors = text === undefined ? undefined : errorsOf(errorsArg, name);
    if (text === undefined || errors === undefined) return undefined;
    const data = encode(text, errors);
    return data === undefined ? undefined : tuple([bytes(data), int(strLen(text))]);
  });
}

/** `final` false by default: the codecs keep what is incomplete. */
function decoder(name: string, decode: Decode, finalDefault: boolean | null, allowText = false): NativeSpec {
  const signature =
    finalDefault === null
      ? '(data, errors=None, /)'
      : `(data, errors=None, final=${finalDefault ? 'True' : 'False'}, /)`;
  return method(name, signature, (dataArg, errorsArg, finalArg) => {
    const data = dataOf(dataArg, name, allowText);
    const errors = data === undefined ? undefined : errorsOf(errorsArg, name);
    if (data === undefined || errors === undefined) return undefined;
    const final = finalArg === undefined ? (finalDefault ?? true) : isTrue(finalArg);
    if (final === undefined) return undefined;
    const r = decode(data, errors, final);
    return r === undefined ? undefined : tuple([r.text, int(r.consumed)]);
  });
}

type Ordered = (s: StrValue, errors: string, order: ByteOrder) => Uint8Array | undefined;

/** utf_16_encode, utf_32_encode: with a byte order argument. */
function orderedEncoder(name: string, encode: Ordered): NativeSpec {
  return method(name, '(str, errors=None, byteorder=0, /)', (strArg, errorsArg, orderArg) => {
    const text = textOf(strArg, name);
    const errors = text === undefined ? undefined : errorsOf(errorsArg, name);
    const order = errors === undefined ? undefined : orderArg === undefined ? 0 : asSsize(orderArg);
    if (text === undefined || errors === undefined || order === undefined) return undefined;
    const data = encode(text, errors, Math.sign(order) as ByteOrder);
    return data === undefined ? undefined : tuple([bytes(data), int(strLen(text))]);
  });
}

type OrderedDecode = (data: Uint8Array, errors: string, order: ByteOrder, final: boolean) => OrderedResult | undefined;

/** utf_16_ex_decode, utf_32_ex_decode: give the byte order too. */
function exDecoder(name: string, decode: OrderedDecode): NativeSpec {
  return method(name, '(data, errors=None, byteorder=0, final=False, /)', (dataArg, errorsArg, orderArg, finalArg) => {
    const data = bufferOf(dataArg);
    const errors = data === undefined ? undefined : errorsOf(errorsArg, name);
    const order = errors === undefined ? undefined : orderArg === undefined ? 0 : asSsize(orderArg);
    const final = order === undefined ? undefined : finalArg === undefined ? false : isTrue(finalArg);
    if (data === undefined || errors === undefined || order === undefined || final === undefined) return undefined;
    const r = decode(data, errors, Math.sign(order) as ByteOrder, final);
    return r === undefined ? undefined : tuple([r.text, int(r.consumed), int(r.order)]);
  });
}

function charmapDecode(dataArg: Value, errorsArg?: Value, mapping?: Value): Result {
  const data = bufferOf(dataArg);
  const errors = data === undefined ? undefined : errorsOf(errorsArg, 'charmap_decode');
  if (data === undefined || errors === undefined) return undefined;
  if (mapping === undefined || mapping === None) return tuple([strFromLatin1(data), int(data.length)]);
  const r = decodeCharmap(data, errors, mapping);
  return r === undefined ? undefined : tuple([r.text, int(data.length)]);
}

function charmapEncode(strArg: Value, errorsArg?: Value, mapping?: Value): Result {
  const text = textOf(strArg, 'charmap_encode');
  const errors = text === undefined ? undefined : errorsOf(errorsArg, 'charmap_encode');
  if (text === undefined || errors === undefined) return undefined;
  const data =
    mapping === undefined || mapping === None ? encodeLatin1(text, errors) : encodeCharmap(text, errors, mapping);
  return data === undefined ? undefined : tuple([bytes(data), int(strLen(text))]);
}

function charmapBuild(mapArg: Value): Result {
  const text = strOrUndefined(mapArg);
  return text === undefined
    ? typeError(`charmap_build() argument must be str, not ${typeOf(mapArg).name}`)
    : buildEncodingMap(text);
}

function escapeEncode(dataArg: Value): Result {
  if (!isBytes(dataArg)) return typeError(`escape_encode() argument 1 must be bytes, not ${typeOf(dataArg).name}`);
  const shown = bytesRepr(dataArg.bytes, true);
  const out = new Uint8Array(shown.length - 3);
  const inner = shown.slice(2, -1);
  for (let i = 0; i < inner.length; i++) out[i] = inner.charCodeAt(i);
  return tuple([bytes(out), int(dataArg.bytes.length)]);
}

function escapeDecode(dataArg: Value, errorsArg?: Value): Result {
  const data = dataOf(dataArg, 'escape_decode', true);
  const errors = data === undefined ? undefined : errorsOf(errorsArg, 'escape_decode');
  if (data === undefined || errors === undefined) return undefined;
  const out = decodeBytesEscape(data, errors);
  return out === undefined ? undefined : tuple([bytes(out), int(data.length)]);
}

function readbufferEncode(dataArg: Value): Result {
  const data = dataOf(dataArg, 'readbuffer_encode', true);
  return data === undefined ? undefined : tuple([bytes(data.slice()), int(data.length)]);
}

function registerImpl(search: Value): Result {
  if (typeOf(search).slots.call === null) return typeError('argument must be callable');
  codecRegistry().search.push(search);
  return None;
}

function unregisterImpl(search: Value): Result {
  const registry = codecRegistry();
  const i = registry.search.indexOf(search);
  if (i >= 0) {
    registry.search.splice(i, 1);
    registry.found.clear();
  }
  return None;
}

function named(v: Value, fn: string, run: (name: string) => Result): Result {
  const text = strOrUndefined(v);
  if (text === undefined) return typeError(`${fn}() argument must be str, not ${typeOf(v).name}`);
  const name = nameText(text);
  return name === undefined ? undefined : run(name);
}

function convert(which: 0 | 1) {
  const fn = which === 0 ? 'encode' : 'decode';
  return method(
    fn,
    "(obj, encoding='utf-8', errors='strict')",
    (obj: Value, encodingArg?: Value, errorsArg?: Value): Result => {
      const encoding = nameArgument(encodingArg, fn, 'encoding');
      const errors = encoding === undefined ? undefined : nameArgument(errorsArg, fn, 'errors');
      if (encoding === undefined || errors === undefined) return undefined;
      const codec = lookupCodec(encoding ?? 'utf-8');
      return codec === undefined ? undefined : callCodec(codec, which, obj, errors ?? 'strict', encoding ?? 'utf-8');
    },
  );
}

function registerError(nameArg: Value, handler: Value): Result {
  if (typeOf(handler).slots.call === null) return typeError('handler must be callable');
  return named(nameArg, 'register_error', (name) => {
    codecRegistry().handlers.set(name, handler);
    return None;
  });
}

function unregisterError(nameArg: Value): Result {
  return named(nameArg, '_unregister_error', (name) => {
    if (STANDARD_HANDLERS.includes(name)) return valueError(`cannot un-register built-in error handler '${name}'`);
    return codecRegistry().handlers.delete(name);
  });
}

const latin1Decode: Decode = (data) => ({ text: strFromLatin1(data), consumed: data.length });

export const codecsModule: ModuleSpec = defineModule({
  name: '_codecs',
  functions: [
    method('register', '(search_function, /)', registerImpl),
    method('unregister', '(search_function, /)', unregisterImpl),
    method('lookup', '(encoding, /)', (v) => named(v, 'lookup', lookupCodec)),
    convert(0),
    convert(1),
    method('register_error', '(errors, handler, /)', registerError),
    method('_unregister_error', '(errors, /)', unregisterError),
    method('lookup_error', '(name, /)', (v) => named(v, 'lookup_error', lookupErrorHandler)),
    encoder('utf_8_encode', encodeUtf8),
    decoder('utf_8_decode', decodeUtf8, false),
    encoder('utf_7_encode', encodeUtf7),
    decoder('utf_7_decode', decodeUtf7, false),
    orderedEncoder('utf_16_encode', encodeUtf16),
    encoder('utf_16_le_encode', (s, errors) => encodeUtf16(s, errors, -1)),
    encoder('utf_16_be_encode', (s, errors) => encodeUtf16(s, errors, 1)),
    decoder('utf_16_decode', (d, errors, final) => decodeUtf16(d, errors, 0, final), false),
    decoder('utf_16_le_decode', (d, errors, final) => decodeUtf16(d, errors, -1, final), false),
    decoder('utf_16_be_decode', (d, errors, final) => decodeUtf16(d, errors, 1, final), false),
    exDecoder('utf_16_ex_decode', decodeUtf16),
    orderedEncoder('utf_32_encode', encodeUtf32),
    encoder('utf_32_le_encode', (s, errors) => encodeUtf32(s, errors, -1)),
    encoder('utf_32_be_encode', (s, errors) => encodeUtf32(s, errors, 1)),
    decoder('utf_32_decode', (d, errors, final) => decodeUtf32(d, errors, 0, final), false),
    decoder('utf_32_le_decode', (d, errors, final) => decodeUtf32(d, errors, -1, final), false),
    decoder('utf_32_be_decode', (d, errors, final) => decodeUtf32(d, errors, 1, final), false),
    exDecoder('utf_32_ex_decode', decodeUtf32),
    encoder('ascii_encode', encodeAsciiText),
    decoder('ascii_decode', decodeAscii, null),
    encoder('latin_1_encode', encodeLatin1),
    decoder('latin_1_decode', latin1Decode, null),
    encoder('unicode_escape_encode', encodeUnicodeEscape),
    decoder('unicode_escape_decode', decodeUnicodeEscape, true, true),
    encoder('raw_unicode_escape_encode', encodeRawUnicodeEscape),
    decoder('raw_unicode_escape_decode', decodeRawUnicodeEscape, true, true),
    method('escape_encode', '(data, errors=None, /)', escapeEncode),
    method('escape_decode', '(data, errors=None, /)', escapeDecode),
    method('readbuffer_encode', '(data, errors=None, /)', readbufferEncode),
    method('charmap_decode', '(data, errors=None, mapping=None, /)', charmapDecode),
    method('charmap_encode', '(str, errors=None, mapping=None, /)', charmapEncode),
    method('charmap_build', '(map, /)', charmapBuild),
  ],
});
