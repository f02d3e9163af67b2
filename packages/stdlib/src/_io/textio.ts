/** TextIOWrapper: text over a buffered stream (state in text-state.ts, tell and seek in text-position.ts). */
import type { PyObject, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  bindNew,
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
  int,
  isStr,
  isTrue,
  jsString,
  method,
  None,
  PyAstralStr,
  raiseValue,
  reprJs,
  setAttr,
  str,
  strFromJs,
  strValue,
  takeException,
  ts,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { setContext } from '@pyston/objects';
import { TextIOBaseType, unsupported } from './base.ts';
import { NewlineDecoder, seenNewlines } from './newlines.ts';
import { watchedBelow, watchFile } from './unclosed.ts';
import { noteUnflushed } from './unflushed.ts';
import {
  TextIOWrapper,
  lookupCodec,
  toNone,
  openBuffer,
  bufferOf,
  encoderOf,
  decoderOf,
  readChunk,
  advance,
  countPoints,
  flushPending,
  flush,
  markNoStart,
} from './text-state.ts';
import { tell, seek } from './text-position.ts';

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
  if (encoding === null && warnDefault(1) === undefined) return undefined;
  const chosen = encoding === null || encoding === 'locale' ? localeEncoding() : encoding;
  if (chosen.includes('\0')) return valueError('embedded null character');
  const codec = lookupCodec(chosen);
  if (codec === undefined) return undefined;
  const lineBuffering = line === undefined ? false : isTrue(line);
  const writeThrough = through === undefined ? false : isTrue(through);
  if (lineBuffering === undefined || writeThrough === undefined) return undefined;
  const can = callMethod(buffer, 'seekable');
  const truth = can === undefined ? undefined : isTrue(can);
  const out = truth === undefined ? undefined : callMethod(buffer, 'writable');
  const writable = out === undefined ? undefined : isTrue(out);
  const read1 = writable === undefined ? undefined : getAttrOrAbsent(buffer, 'read1');
  if (read1 === undefined) return undefined;
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
    writable,
    hasRead1: read1 !== ABSENT,
    detached: false,
    plainEncoding: PLAIN.test(chosen),
  });
  const file = watchedBelow(buffer);
  if (file !== null) watchFile(self, file);
  return markNoStart(self);
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

function warnDefault(stackLevel: number): Result {
  const config = configuration();
  if (config === undefined || config.flags.warnDefaultEncoding === 0) return None;
  return hooks.warn(E.EncodingWarning!, "'encoding' argument not specified", stackLevel);
}

/** io.text_encoding(encoding, stacklevel). */
export function textEncoding(encoding: Value, stackLevel?: Value): Result {
  if (encoding !== None) return encoding;
  const level = stackLevel === undefined ? 2 : asIndex(stackLevel);
  if (level === undefined || warnDefault(level) === undefined) return undefined;
  return str(configuration()?.flags.utf8Mode === 1 ? 'utf-8' : 'locale');
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

// --- writing

function write(self: TextIOWrapper, v: Value): Result {
  if (!isStr(v)) return typeError(`write() argument must be str, not ${typeOf(v).name}`);
  const value = strValue(v);
  const count = typeof value === 'string' ? value.length : value.cps.length;
  if (openBuffer(self) === undefined) return undefined;
  if (!self.writable) return unsupported('not writable');
  let text: string = typeof value === 'string' ? value : jsString(value);
  const hasNewline =
    (self.lineBuffering || (self.newline !== null && self.newline !== '' && self.newline !== '\n')) &&
    text.includes('\n');
  if (hasNewline && self.newline !== null && self.newline !== '' && self.newline !== '\n')
    text = text.replaceAll('\n', self.newline);
  const mustFlush = self.lineBuffering && (hasNewline || text.includes('\r'));
  if (!encodable(self, value, text)) return undefined;
  if ((self.pendingSize >= self.chunkSize || self.writeThrough || mustFlush) && flushPending(self) === undefined)
    return undefined;
  if (mustFlush && callMethod(self.buffer!, 'flush') === undefined) return undefined;
  if (self.snapshot !== null) {
    self.decoded = '';
    self.used = 0;
    self.snapshot = null;
  }
  if (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined) return undefined;
  return int(count);
}

/** Queues the text; text that needs care is encoded now, so that errors come from this write. */
function encodable(self: TextIOWrapper, value: Value, text: string): boolean {
  if (self.plainEncoding && typeof value === 'string' && ASCII.test(text)) {
    if (self.pendingSize + text.length > self.chunkSize && flushPending(self) === undefined) return false;
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

// --- reading

function read(self: TextIOWrapper, size?: Value): Result {
  if (openBuffer(self) === undefined) return undefined;
  const n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined || decoderOf(self) === undefined || flushPending(self) === undefined) return undefined;
  return n < 0 ? readAll(self) : readCount(self, n);
}

const EAGAIN = 11;

function readAll(self: TextIOWrapper): Result {
  const data = callMethod(self.buffer!, 'read');
  if (data === undefined) return undefined;
  if (data === None)
    return raiseValue(hooks.newException(E.BlockingIOError!, [int(EAGAIN), str('Read returned None.')]));
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
  if (pending === null) return toNone(r);
  if (r !== undefined) return raiseValue(pending);
  const error = takeException();
  setContext(error, pending);
  return raiseValue(error);
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
  let text = '<_io.TextIOWrapper';
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
    const chosen = encoding === 'locale' ? localeEncoding() : encoding;
    if (lookupCodec(chosen) === undefined) return undefined;
    self.encoding = chosen;
    self.plainEncoding = PLAIN.test(chosen);
    self.errors = errors ?? 'strict';
  } else if (errors !== null) self.errors = errors;
  if (encoding !== null || errors !== null || newlineArg !== undefined) {
    self.encoder = null;
    self.decoder = null;
    if (markNoStart(self) === undefined) return undefined;
  }
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
  longName: true,
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
