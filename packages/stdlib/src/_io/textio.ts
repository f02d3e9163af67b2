/**
 * TextIOWrapper: text over a buffered stream.
 *
 * Decoded text that was not handed out yet is `decoded.slice(used)`, in UTF-16; `astral` tells whether it may hold
 * surrogate pairs. `snapshot` is the decoder's state and input before the current chunk, from which tell() makes a cookie:
 * position | decoder flags << 64 | bytes to feed << 128 | chars to skip << 192, as CPython packs it.
 */
import type { PyObject, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  big,
  bindNew,
  bytes,
  call,
  callMethod,
  clearIf,
  defineType,
  DONE,
  E,
  encodeText,
  getAttr,
  getAttrOrAbsent,
  getset,
  hooks,
  index,
  int,
  isBytes,
  isStr,
  isTrue,
  isTuple,
  jsString,
  method,
  None,
  PyAstralStr,
  raise,
  raiseValue,
  reprJs,
  setAttr,
  str,
  strFromJs,
  strValue,
  takeException,
  tuple,
  ts,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { IOBase, TextIOBaseType, unsupported } from './base.ts';
import { NewlineDecoder, seenNewlines } from './newlines.ts';
import { watchedBelow, watchFile } from './unclosed.ts';
import { noteFlushed, noteUnflushed } from './unflushed.ts';

class TextIOWrapper extends IOBase {
  buffer: Value | null = null;
  encoding = 'utf-8';
  errors = 'strict';
  lineBuffering = false;
  writeThrough = false;
  /** newline argument: null universal, '' untranslated, or a terminator. */
  newline: string | null = null;
  decoder: Value | null = null;
  encoder: Value | null = null;
  decoded = '';
  used = 0;
  astral = false;
  snapshot: { flags: bigint; input: Uint8Array } | null = null;
  pending: string[] = [];
  pendingSize = 0;
  chunkSize = 8192;
  seekable = false;
  telling = false;
  detached = false;
  /** BOM handling of utf-16/32 and utf-8-sig: an encoder object is needed. */
  plainEncoding = true;
}

const PARAMS = bindNew(
  'TextIOWrapper',
  '(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)',
);
const NEWLINES = ['', '\n', '\r', '\r\n'];

function optionalStr(v: Value | undefined, name: string): string | null | undefined {
  if (v === undefined || v === None) return null;
  return isStr(v)
    ? jsString(strValue(v))
    : typeError(`TextIOWrapper() argument '${name}' must be str or None, not ${typeOf(v).name}`);
}

function init(self: TextIOWrapper, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [buffer, encodingArg, errorsArg, newlineArg, line, through] = bound as [Value, ...(Value | undefined)[]];
  const encoding = optionalStr(encodingArg, 'encoding');
  const errors = encoding === undefined ? undefined : optionalStr(errorsArg, 'errors');
  const newline = errors === undefined ? undefined : optionalStr(newlineArg, 'newline');
  if (encoding === undefined || errors === undefined || newline === undefined) return undefined;
  if (newline !== null && !NEWLINES.includes(newline))
    return valueError(`illegal newline value: ${reprJs(newlineArg!)}`);
  if (encoding === null && warnDefault() === undefined) return undefined;
  const chosen = encoding === null || encoding === 'locale' ? localeEncoding() : encoding;
  if (chosen.includes('\0')) return valueError('embedded null character');
  const codec = lookupCodec(chosen);
  if (codec === undefined) return undefined;
  const lineBuffering = line === undefined ? false : isTrue(line);
  const writeThrough = through === undefined ? false : isTrue(through);
  if (lineBuffering === undefined || writeThrough === undefined) return undefined;
  const can = callMethod(buffer, 'seekable');
  const truth = can === undefined ? undefined : isTrue(can);
  if (truth === undefined) return undefined;
  reset(self);
  Object.assign(self, {
    buffer,
    encoding: chosen,
    errors: errors ?? 'strict',
    newline,
    lineBuffering,
    writeThrough,
    seekable: truth,
    telling: truth,
    detached: false,
    plainEncoding: PLAIN.test(chosen),
  });
  const file = watchedBelow(buffer);
  if (file !== null) watchFile(self, file);
  return startAtEnd(self);
}

/** Encodings without state, which are encoded piece by piece without an encoder object. */
const PLAIN = /^(utf-?8|ascii|us-ascii|latin-?1|iso-?8859-?1|utf_8|latin_1)$/i;

interface TextFlags {
  readonly flags: { readonly warnDefaultEncoding: number; readonly utf8Mode: number };
}

function configuration(): TextFlags | undefined {
  return ts.runtime.extras.get('config') as TextFlags | undefined;
}

/** The locale's is UTF-8 in every case; UTF-8 mode spells it otherwise. */
function localeEncoding(): string {
  return configuration()?.flags.utf8Mode === 1 ? 'utf-8' : 'UTF-8';
}

function warnDefault(): Result {
  const config = configuration();
  if (config === undefined || config.flags.warnDefaultEncoding === 0) return None;
  return hooks.warn(E.EncodingWarning!, "'encoding' argument not specified", 1);
}

function reset(self: TextIOWrapper): void {
  Object.assign(self, {
    decoder: null,
    encoder: null,
    decoded: '',
    used: 0,
    astral: false,
    snapshot: null,
    pending: [],
    pendingSize: 0,
    closedFlag: false,
  });
}

function codecs(): Value | undefined {
  return hooks.importModule('codecs');
}

/** The codec, which must be a text encoding. */
function lookupCodec(encoding: string): Result {
  const module = codecs();
  const info = module === undefined ? undefined : callMethod(module, 'lookup', strFromJs(encoding));
  if (info === undefined) return undefined;
  const isText = getAttrOrAbsent(info, '_is_text_encoding');
  if (isText === undefined) return undefined;
  if (isText === false)
    return raise(E.LookupError!, `'${encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs`);
  return info;
}

/** Appending to a file: no byte-order mark again. */
function startAtEnd(self: TextIOWrapper): Result {
  if (!self.seekable || self.plainEncoding) return None;
  const can = callMethod(self.buffer!, 'writable');
  if (can !== true) return can === undefined ? undefined : None;
  const at = callMethod(self.buffer!, 'tell');
  if (at === undefined) return undefined;
  if (at === (0 as unknown)) return None;
  const encoder = encoderOf(self);
  return encoder === undefined ? undefined : toNone(callMethod(encoder, 'setstate', int(0)));
}

function toNone(r: Result): Result {
  return r === undefined ? undefined : None;
}

function bufferOf(self: TextIOWrapper): Value | undefined {
  if (self.buffer !== null) return self.buffer;
  return valueError(self.detached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
}

function openBuffer(self: TextIOWrapper): Value | undefined {
  const buffer = bufferOf(self);
  const closed = buffer === undefined ? undefined : getAttr(buffer, 'closed');
  const truth = closed === undefined ? undefined : isTrue(closed);
  if (truth === undefined) return undefined;
  return truth ? valueError('I/O operation on closed file.') : buffer;
}

function encoderOf(self: TextIOWrapper): Value | undefined {
  if (self.encoder !== null) return self.encoder;
  const module = codecs();
  const factory =
    module === undefined ? undefined : callMethod(module, 'getincrementalencoder', strFromJs(self.encoding));
  const made = factory === undefined ? undefined : call(factory, [strFromJs(self.errors)]);
  if (made === undefined) return undefined;
  return (self.encoder = made);
}

function decoderOf(self: TextIOWrapper): Value | undefined {
  if (self.decoder !== null) return self.decoder;
  const can = callMethod(self.buffer!, 'readable');
  if (can === undefined) return undefined;
  if (can !== true) return unsupported('not readable');
  const module = codecs();
  const factory =
    module === undefined ? undefined : callMethod(module, 'getincrementaldecoder', strFromJs(self.encoding));
  const inner = factory === undefined ? undefined : call(factory, [strFromJs(self.errors)]);
  if (inner === undefined) return undefined;
  if (self.newline === null || self.newline === '') {
    const wrapped = new NewlineDecoder();
    wrapped.decoder = inner;
    wrapped.translate = self.newline === null;
    return (self.decoder = wrapped);
  }
  return (self.decoder = inner);
}

// --- writing

function write(self: TextIOWrapper, v: Value): Result {
  if (!isStr(v)) return typeError(`write() argument must be str, not ${typeOf(v).name}`);
  const value = strValue(v);
  const count = typeof value === 'string' ? value.length : value.cps.length;
  if (openBuffer(self) === undefined) return undefined;
  let text: string = typeof value === 'string' ? value : jsString(value);
  const hasNewline =
    (self.lineBuffering || (self.newline !== null && self.newline !== '' && self.newline !== '\n')) &&
    text.includes('\n');
  if (hasNewline && self.newline !== null && self.newline !== '' && self.newline !== '\n')
    text = text.replaceAll('\n', self.newline);
  const mustFlush = self.writeThrough || (self.lineBuffering && (hasNewline || text.includes('\r')));
  if (!encodable(self, value, text)) return undefined;
  if ((self.pendingSize > self.chunkSize || self.writeThrough || mustFlush) && flushPending(self) === undefined)
    return undefined;
  if (mustFlush && callMethod(self.buffer!, 'flush') === undefined) return undefined;
  if (self.used < self.decoded.length || self.snapshot !== null) {
    self.decoded = '';
    self.used = 0;
    self.snapshot = null;
    if (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined) return undefined;
  }
  return int(count);
}

/** Queues the text; text that needs care is encoded now, so that errors come from this write. */
function encodable(self: TextIOWrapper, value: Value, text: string): boolean {
  if (self.plainEncoding && typeof value === 'string' && ASCII.test(text)) {
    if (self.pending.length === 0) noteUnflushed(self);
    self.pending.push(text);
    self.pendingSize += text.length;
    return true;
  }
  const given = strFromJs(text);
  const data = self.plainEncoding
    ? encodeText(typeof value === 'string' ? str(text) : given, self.encoding, self.errors)
    : encodeStateful(self, given);
  if (data === undefined || flushPending(self) === undefined) return false;
  return callMethod(self.buffer!, 'write', data) !== undefined;
}

const ASCII = /^[\x00-\x7f]*$/;

function encodeStateful(self: TextIOWrapper, text: Value): Result {
  const encoder = encoderOf(self);
  return encoder === undefined ? undefined : callMethod(encoder, 'encode', text);
}

/** Hands the queued text (all ASCII) to the buffer. */
function flushPending(self: TextIOWrapper): Result {
  if (self.pending.length === 0) return None;
  const text = self.pending.join('');
  self.pending = [];
  self.pendingSize = 0;
  noteFlushed(self);
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
  return toNone(callMethod(self.buffer!, 'write', bytes(data)));
}

function flush(self: TextIOWrapper): Result {
  const buffer = openBuffer(self);
  if (buffer === undefined || flushPending(self) === undefined) return undefined;
  self.telling = self.seekable;
  return callMethod(buffer, 'flush');
}

// --- reading

function takeChars(self: TextIOWrapper, end: number): Value {
  const s = self.decoded.slice(self.used, end);
  self.used = end;
  return self.astral ? strFromJs(s) : str(s);
}

function setDecoded(self: TextIOWrapper, text: Value): void {
  self.decoded = jsString(strValue(text as any));
  self.used = 0;
  self.astral = text instanceof PyAstralStr;
}

/** Decodes the next chunk; false at the end of the file. */
function readChunk(self: TextIOWrapper): boolean | undefined {
  const decoder = decoderOf(self);
  if (decoder === undefined) return undefined;
  let before: Value | null = null;
  if (self.telling) {
    const state = callMethod(decoder, 'getstate');
    if (state === undefined) return undefined;
    before = state;
  }
  const data = callMethod(self.buffer!, 'read1', int(self.chunkSize));
  if (data === undefined) return undefined;
  if (!isBytes(data))
    return typeError(`underlying read1() should have returned a bytes-like object, not '${typeOf(data).name}'`);
  const eof = data.bytes.length === 0;
  const text = callMethod(decoder, 'decode', data, eof);
  if (text === undefined) return undefined;
  if (!isStr(text)) return typeError(`decoder should return a string result, not '${typeOf(text).name}'`);
  setDecoded(self, text);
  if (before !== null) noteSnapshot(self, before, data.bytes);
  return !eof || self.decoded.length > 0;
}

function noteSnapshot(self: TextIOWrapper, state: Value, data: Uint8Array): void {
  if (!isTuple(state)) return;
  const [held, flags] = state.items as [Value, Value];
  const head = isBytes(held) ? held.bytes : new Uint8Array(0);
  const input = new Uint8Array(head.length + data.length);
  input.set(head);
  input.set(data, head.length);
  self.snapshot = { flags: BigInt(flags as any), input };
}

function read(self: TextIOWrapper, size?: Value): Result {
  if (openBuffer(self) === undefined) return undefined;
  const n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined || decoderOf(self) === undefined || flushPending(self) === undefined) return undefined;
  return n < 0 ? readAll(self) : readCount(self, n);
}

function readAll(self: TextIOWrapper): Result {
  const data = callMethod(self.buffer!, 'read');
  if (data === undefined) return undefined;
  if (data === None) return takeChars(self, self.decoded.length);
  const rest = callMethod(self.decoder!, 'decode', data, true);
  if (rest === undefined) return undefined;
  if (!isStr(rest)) return typeError('decoder should return a string result');
  const head = self.decoded.slice(self.used);
  const astral = self.astral || rest instanceof PyAstralStr;
  self.decoded = '';
  self.used = 0;
  self.snapshot = null;
  if (head === '') return rest;
  const all = head + jsString(strValue(rest));
  return astral ? strFromJs(all) : str(all);
}

/** UTF-16 offset `n` code points after `from`. */
function advance(s: string, from: number, n: number, astral: boolean): number {
  if (!astral) return Math.min(from + n, s.length);
  let i = from;
  for (let k = 0; k < n && i < s.length; k++) i += s.codePointAt(i)! > 0xffff ? 2 : 1;
  return i;
}

function countPoints(s: string, astral: boolean): number {
  if (!astral) return s.length;
  let n = 0;
  for (let i = 0; i < s.length; i++, n++) if (s.codePointAt(i)! > 0xffff) i++;
  return n;
}

function readCount(self: TextIOWrapper, n: number): Result {
  let out = '';
  let astral = false;
  let left = n;
  while (left > 0) {
    if (self.used >= self.decoded.length) {
      const more = readChunk(self);
      if (more === undefined) return undefined;
      if (!more) break;
      continue;
    }
    const end = advance(self.decoded, self.used, left, self.astral);
    const part = self.decoded.slice(self.used, end);
    self.used = end;
    astral ||= self.astral;
    left -= countPoints(part, self.astral);
    out += part;
  }
  return astral ? strFromJs(out) : str(out);
}

/** End of the first line in `s` from `from`, or -1; universal, untranslated or one terminator. */
function lineEnd(self: TextIOWrapper, s: string, from: number): number {
  if (self.newline === null) {
    const at = s.indexOf('\n', from);
    return at < 0 ? -1 : at + 1;
  }
  if (self.newline !== '') {
    const at = s.indexOf(self.newline, from);
    return at < 0 ? -1 : at + self.newline.length;
  }
  for (let i = from; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c === 10) return i + 1;
    if (c === 13) return s.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
  }
  return -1;
}

function readLine(self: TextIOWrapper, limit: number): Value | undefined {
  if (decoderOf(self) === undefined || flushPending(self) === undefined) return undefined;
  let line = '';
  let astral = false;
  for (;;) {
    if (self.used >= self.decoded.length) {
      const more = readChunk(self);
      if (more === undefined) return undefined;
      if (!more) break;
    }
    const start = self.used;
    const joined =
      line.endsWith('\r') && self.newline === '\r\n' && self.decoded.charCodeAt(start) === 10
        ? start + 1
        : lineEnd(self, self.decoded, start);
    let end = joined < 0 ? self.decoded.length : joined;
    if (limit >= 0)
      end = Math.min(end, advance(self.decoded, start, limit - countPoints(line, astral || self.astral), self.astral));
    astral ||= self.astral;
    line += self.decoded.slice(start, end);
    self.used = end;
    if ((joined >= 0 && end === joined) || (limit >= 0 && countPoints(line, astral) >= limit)) break;
  }
  return astral ? strFromJs(line) : str(line);
}

function readline(self: TextIOWrapper, size?: Value): Result {
  if (openBuffer(self) === undefined) return undefined;
  const n = size === undefined || size === None ? -1 : asIndex(size);
  return n === undefined ? undefined : readLine(self, n);
}

function next(self: TextIOWrapper) {
  self.telling = false;
  const line =
    self instanceof TextIOWrapper
      ? openBuffer(self) === undefined
        ? undefined
        : readLine(self, -1)
      : callMethod(self, 'readline');
  if (line === undefined) return undefined;
  if (line !== '') return line;
  (self as TextIOWrapper).snapshot = null;
  (self as TextIOWrapper).telling = (self as TextIOWrapper).seekable;
  return DONE;
}

// --- positions

function tell(self: TextIOWrapper): Result {
  const buffer = openBuffer(self);
  if (buffer === undefined) return undefined;
  if (!self.seekable) return unsupported('underlying stream is not seekable');
  if (!self.telling) return raise(E.OSError!, 'telling position disabled by next() call');
  if (flush(self) === undefined) return undefined;
  const at = callMethod(buffer, 'tell');
  if (at === undefined) return undefined;
  if (self.decoder === null || self.snapshot === null) return at;
  const position = BigInt(at as any) - BigInt(self.snapshot.input.length);
  if (self.used === 0) return cookie(position, self.snapshot.flags, 0, 0);
  return tellInside(self, position, self.snapshot);
}

function cookie(position: bigint, flags: bigint, feed: number, skip: number): Value {
  return big(position | (flags << 64n) | (BigInt(feed) << 128n) | (BigInt(skip) << 192n));
}

/** Finds how many bytes of the chunk give the characters handed out, by decoding prefixes. */
function tellInside(self: TextIOWrapper, position: bigint, snap: { flags: bigint; input: Uint8Array }): Result {
  const decoder = self.decoder!;
  const saved = callMethod(decoder, 'getstate');
  if (saved === undefined) return undefined;
  const wanted = countPoints(self.decoded.slice(0, self.used), self.astral);
  let best: Value | undefined;
  let bestFeed = 0;
  let bestChars = 0;
  if (callMethod(decoder, 'setstate', tuple([bytes(new Uint8Array(0)), big(snap.flags)])) === undefined)
    return undefined;
  let chars = 0;
  for (let i = 0; i < snap.input.length && chars < wanted; i++) {
    const out = callMethod(decoder, 'decode', bytes(snap.input.slice(i, i + 1)));
    if (out === undefined) return undefined;
    const text = strValue(out as any);
    chars += typeof text === 'string' ? text.length : text.cps.length;
    const state = callMethod(decoder, 'getstate');
    if (state === undefined || !isTuple(state)) return undefined;
    const held = state.items[0]!;
    if (isBytes(held) && held.bytes.length === 0 && chars <= wanted) {
      bestFeed = i + 1;
      bestChars = chars;
      best = state.items[1]!;
    }
  }
  if (callMethod(decoder, 'setstate', saved) === undefined) return undefined;
  const flags = best === undefined ? snap.flags : BigInt(best as any);
  return cookie(position + BigInt(bestFeed), flags, 0, wanted - bestChars);
}

function seek(self: TextIOWrapper, target: Value, whence?: Value): Result {
  const buffer = openBuffer(self);
  const w = whence === undefined ? 0 : asIndex(whence);
  const t = buffer === undefined ? undefined : index(target);
  if (buffer === undefined || w === undefined || t === undefined) return undefined;
  if (!self.seekable) return unsupported('underlying stream is not seekable');
  if (w === 1) {
    if (t !== (0 as unknown)) return unsupported("can't do nonzero cur-relative seeks");
    const here = tell(self);
    return here === undefined ? undefined : seek(self, here, int(0));
  }
  if (flush(self) === undefined) return undefined;
  if (w === 2) {
    if (t !== (0 as unknown)) return unsupported("can't do nonzero end-relative seeks");
    forget(self);
    const end = callMethod(buffer, 'seek', int(0), int(2));
    return end === undefined || (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined)
      ? undefined
      : end;
  }
  if (w !== 0) return valueError(`invalid whence (${w}, should be 0, 1 or 2)`);
  if ((t as any) < 0) return valueError(`negative seek position ${t}`);
  return seekCookie(self, buffer, BigInt(t as any), target);
}

function forget(self: TextIOWrapper): void {
  self.decoded = '';
  self.used = 0;
  self.snapshot = null;
}

const LOW = (1n << 64n) - 1n;

function seekCookie(self: TextIOWrapper, buffer: Value, c: bigint, target: Value): Result {
  const position = c & LOW;
  const flags = (c >> 64n) & LOW;
  const skip = Number((c >> 192n) & LOW);
  if (callMethod(buffer, 'seek', big(position)) === undefined) return undefined;
  forget(self);
  if (self.encoder !== null && !self.plainEncoding) {
    if (
      callMethod(self.encoder, position === 0n ? 'reset' : 'setstate', ...(position === 0n ? [] : [int(0)])) ===
      undefined
    )
      return undefined;
  }
  if (c === 0n) {
    if (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined) return undefined;
    return target;
  }
  if (self.decoder !== null || flags !== 0n || skip !== 0) {
    const decoder = decoderOf(self);
    if (
      decoder === undefined ||
      callMethod(decoder, 'setstate', tuple([bytes(new Uint8Array(0)), big(flags)])) === undefined
    )
      return undefined;
    self.snapshot = { flags, input: new Uint8Array(0) };
  }
  if (skip > 0) {
    if (readChunk(self) === undefined) return undefined;
    const end = advance(self.decoded, 0, skip, self.astral);
    if (countPoints(self.decoded.slice(0, end), self.astral) < skip)
      return raise(E.OSError!, "can't restore logical file position");
    self.used = end;
  }
  return target;
}

// --- the rest

function truncate(self: TextIOWrapper, size?: Value): Result {
  const buffer = openBuffer(self);
  if (buffer === undefined || flush(self) === undefined) return undefined;
  const at = size === undefined || size === None ? tell(self) : size;
  return at === undefined ? undefined : callMethod(buffer, 'truncate', at);
}

function close(self: TextIOWrapper): Result {
  const buffer = bufferOf(self);
  const closed = buffer === undefined ? undefined : getAttr(buffer, 'closed');
  const truth = closed === undefined ? undefined : isTrue(closed);
  if (truth === undefined) return undefined;
  if (truth) return None;
  const flushed = callMethod(self, 'flush');
  const pending = flushed === undefined ? takeException() : null;
  const r = callMethod(buffer!, 'close');
  if (pending !== null) return raiseValue(pending);
  return toNone(r);
}

function detach(self: TextIOWrapper): Result {
  const buffer = bufferOf(self);
  if (buffer === undefined || callMethod(self, 'flush') === undefined) return undefined;
  const file = watchedBelow(buffer);
  if (file !== null) watchFile(buffer as PyObject, file);
  self.buffer = null;
  self.detached = true;
  return buffer;
}

function repr(self: TextIOWrapper): Result {
  let text = `<_io.${typeOf(self).name}`;
  for (const name of ['name', 'mode']) {
    const v = getAttrOrAbsent(self, name);
    if (v === undefined && !clearIf(E.ValueError!)) return undefined;
    if (v === undefined || v === ABSENT) continue;
    const shown = reprJs(v);
    if (shown === undefined) return undefined;
    text += ` ${name}=${shown}`;
  }
  return strFromJs(`${text} encoding='${self.encoding}'>`);
}

function reconfigure(
  self: TextIOWrapper,
  encodingArg?: Value,
  errorsArg?: Value,
  newlineArg?: Value,
  line?: Value,
  through?: Value,
): Result {
  const encoding = optionalStr(encodingArg, 'encoding');
  const errors = encoding === undefined ? undefined : optionalStr(errorsArg, 'errors');
  if (encoding === undefined || errors === undefined) return undefined;
  if (
    self.decoder !== null &&
    self.decoded !== '' &&
    (encoding !== null || errors !== null || newlineArg !== undefined)
  ) {
    return unsupported('It is not possible to set the encoding or newline of stream after the first read');
  }
  if (newlineArg !== undefined) {
    const newline = optionalStr(newlineArg, 'newline');
    if (newline === undefined) return undefined;
    if (newline !== null && !NEWLINES.includes(newline))
      return valueError(`illegal newline value: ${reprJs(newlineArg)}`);
    self.newline = newline;
  }
  if (callMethod(self, 'flush') === undefined) return undefined;
  if (encoding !== null) {
    const chosen = encoding === 'locale' ? 'utf-8' : encoding;
    if (lookupCodec(chosen) === undefined) return undefined;
    self.encoding = chosen;
    self.plainEncoding = PLAIN.test(chosen);
    self.errors = errors ?? 'strict';
  } else if (errors !== null) self.errors = errors;
  self.encoder = null;
  self.decoder = null;
  for (const [field, v] of [
    ['lineBuffering', line],
    ['writeThrough', through],
  ] as const) {
    if (v === undefined || v === None) continue;
    const truth = isTrue(v);
    if (truth === undefined) return undefined;
    self[field] = truth;
  }
  return None;
}

function viaBuffer(name: string) {
  return method(name, '($self, /)', (self: TextIOWrapper) => {
    const buffer = bufferOf(self);
    return buffer === undefined ? undefined : callMethod(buffer, name);
  });
}

function setChunkSize(self: TextIOWrapper, v: Value): Result {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  if (n <= 0) return valueError('a strictly positive integer is required');
  self.chunkSize = n;
  return None;
}

export const TextIOWrapperType: PyType = defineType({
  name: 'TextIOWrapper',
  module: '_io',
  base: TextIOBaseType,
  instanceClass: TextIOWrapper,
  flags: TypeFlag.Base,
  doc: 'Character and line based layer over a BufferedIOBase object, buffer.',
  signature:
    '(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)',
  slots: { init, repr, next },
  methods: [
    method('write', '($self, text, /)', write),
    method('read', '($self, size=-1, /)', read),
    method('readline', '($self, size=-1, /)', readline),
    method('flush', '($self, /)', flush),
    method('close', '($self, /)', close),
    method('detach', '($self, /)', detach),
    method('seek', '($self, cookie, whence=0, /)', seek),
    method('tell', '($self, /)', tell),
    method('truncate', '($self, pos=None, /)', truncate),
    method(
      'reconfigure',
      '($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)',
      reconfigure,
    ),
    ...['fileno', 'seekable', 'readable', 'writable', 'isatty'].map(viaBuffer),
  ],
  getset: [
    getset('buffer', (self: TextIOWrapper) => self.buffer ?? None),
    getset('encoding', (self: TextIOWrapper) => strFromJs(self.encoding)),
    getset('errors', (self: TextIOWrapper) => strFromJs(self.errors)),
    getset('line_buffering', (self: TextIOWrapper) => self.lineBuffering),
    getset('write_through', (self: TextIOWrapper) => self.writeThrough),
    getset('newlines', (self: TextIOWrapper) =>
      self.decoder instanceof NewlineDecoder ? seenNewlines(self.decoder.seen) : None,
    ),
    getset('closed', (self: TextIOWrapper) => {
      const buffer = bufferOf(self);
      return buffer === undefined ? undefined : getAttr(buffer, 'closed');
    }),
    getset(
      'name',
      (self: TextIOWrapper) => {
        const buffer = bufferOf(self);
        return buffer === undefined ? undefined : getAttr(buffer, 'name');
      },
      (self: TextIOWrapper, v: Value) => setAttr(self.buffer!, 'name', v),
    ),
    getset('_CHUNK_SIZE', (self: TextIOWrapper) => int(self.chunkSize), setChunkSize),
    getset('_finalizing', () => false),
  ],
});
