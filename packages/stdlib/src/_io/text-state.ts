/**
 * What reading, writing and positions of TextIOWrapper share: its layout, codecs, queued and decoded text.
 *
 * Decoded text that was not handed out yet is `decoded.slice(used)`, in UTF-16; `astral` tells whether it may hold
 * surrogate pairs. `snapshot` is the decoder's state and input before the current chunk, from which tell() makes a cookie.
 */
import type { Result, Value } from '@pyston/objects';
import {
  bytes,
  call,
  callMethod,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  int,
  isBytes,
  isStr,
  isTrue,
  isTuple,
  jsString,
  None,
  PyAstralStr,
  raise,
  strFromJs,
  strValue,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { tryBufferOf } from '@pyston/objects';
import { IOBase, unsupported } from './base.ts';
import { NewlineDecoder } from './newlines.ts';
import { noteFlushed } from './unflushed.ts';

export class TextIOWrapper extends IOBase {
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
  /** What the buffer said when this stream was made. */
  writable = false;
  hasRead1 = true;
  detached = false;
  /** BOM handling of utf-16/32 and utf-8-sig: an encoder object is needed. */
  plainEncoding = true;
}

function codecs(): Value | undefined {
  return hooks.importModule('codecs');
}

/** The codec, which must be a text encoding. */
export function lookupCodec(encoding: string): Result {
  const module = codecs();
  const info = module === undefined ? undefined : callMethod(module, 'lookup', strFromJs(encoding));
  if (info === undefined) return undefined;
  const isText = getAttrOrAbsent(info, '_is_text_encoding');
  if (isText === undefined) return undefined;
  if (isText === false)
    return raise(E.LookupError!, `'${encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs`);
  return info;
}

/** No byte-order mark within a file. */
export function markNoStart(self: TextIOWrapper): Result {
  if (!self.seekable || self.plainEncoding || !self.writable) return None;
  const at = callMethod(self.buffer!, 'tell');
  if (at === undefined) return undefined;
  if (at === (0 as unknown)) return None;
  const encoder = encoderOf(self);
  return encoder === undefined ? undefined : toNone(callMethod(encoder, 'setstate', int(0)));
}

export function toNone(r: Result): Result {
  return r === undefined ? undefined : None;
}

export function bufferOf(self: TextIOWrapper): Value | undefined {
  if (self.buffer !== null) return self.buffer;
  return valueError(self.detached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
}

export function openBuffer(self: TextIOWrapper): Value | undefined {
  const buffer = bufferOf(self);
  const closed = buffer === undefined ? undefined : getAttr(buffer, 'closed');
  const truth = closed === undefined ? undefined : isTrue(closed);
  if (truth === undefined) return undefined;
  return truth ? valueError('I/O operation on closed file.') : buffer;
}

export function encoderOf(self: TextIOWrapper): Value | undefined {
  if (self.encoder !== null) return self.encoder;
  const module = codecs();
  const factory =
    module === undefined ? undefined : callMethod(module, 'getincrementalencoder', strFromJs(self.encoding));
  const made = factory === undefined ? undefined : call(factory, [strFromJs(self.errors)]);
  if (made === undefined) return undefined;
  return (self.encoder = made);
}

export function decoderOf(self: TextIOWrapper): Value | undefined {
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

/** Hands the queued text (all ASCII) to the buffer. */
export function flushPending(self: TextIOWrapper): Result {
  if (self.pending.length === 0) return None;
  const text = self.pending.join('');
  self.pending = [];
  self.pendingSize = 0;
  noteFlushed(self);
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
  return toNone(callMethod(self.buffer!, 'write', bytes(data)));
}

export function flush(self: TextIOWrapper): Result {
  const buffer = openBuffer(self);
  if (buffer === undefined || flushPending(self) === undefined) return undefined;
  self.telling = self.seekable;
  return callMethod(buffer, 'flush');
}

function setDecoded(self: TextIOWrapper, text: Value): void {
  self.decoded = jsString(strValue(text as any));
  self.used = 0;
  self.astral = text instanceof PyAstralStr;
}

/** Decodes the next chunk; false at the end of the file. */
export function readChunk(self: TextIOWrapper): boolean | undefined {
  const decoder = decoderOf(self);
  if (decoder === undefined) return undefined;
  let before: Value | null = null;
  if (self.telling) {
    const state = callMethod(decoder, 'getstate');
    if (state === undefined) return undefined;
    before = state;
  }
  const name = self.hasRead1 ? 'read1' : 'read';
  const data = callMethod(self.buffer!, name, int(self.chunkSize));
  if (data === undefined) return undefined;
  const input = tryBufferOf(data);
  if (input === undefined) return undefined;
  if (input === null)
    return typeError(`underlying ${name}() should have returned a bytes-like object, not '${typeOf(data).name}'`);
  const eof = input.length === 0;
  const text = callMethod(decoder, 'decode', data, eof);
  if (text === undefined) return undefined;
  if (!isStr(text)) return typeError(`decoder should return a string result, not '${typeOf(text).name}'`);
  setDecoded(self, text);
  if (before !== null) noteSnapshot(self, before, input);
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

/** UTF-16 offset `n` code points after `from`. */
export function advance(s: string, from: number, n: number, astral: boolean): number {
  if (!astral) return Math.min(from + n, s.length);
  let i = from;
  for (let k = 0; k < n && i < s.length; k++) i += s.codePointAt(i)! > 0xffff ? 2 : 1;
  return i;
}

export function countPoints(s: string, astral: boolean): number {
  if (!astral) return s.length;
  let n = 0;
  for (let i = 0; i < s.length; i++, n++) if (s.codePointAt(i)! > 0xffff) i++;
  return n;
}
