/**
 * BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair.
 *
 * One layout for all: a read buffer `rbuf[rpos…rend)` of bytes already read from the raw stream, and a write buffer
 * `wbuf[0…wlen)` not yet written. At most one of the two is non-empty. An exact FileIO is read and written through its descriptor
 * directly; any other raw stream through its Python methods.
 * Everything that moves the buffers is `exclusive`: one thread at a time.
 */
import type { PyBytes, PyObject, PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  bindNew,
  bufferOf,
  byteArray,
  byteArrayData,
  bytes,
  call0,
  callMethod,
  defineType,
  E,
  getAttr,
  getset,
  hooks,
  int,
  isBytes,
  isTrue,
  method,
  None,
  raise,
  raiseValue,
  reprJs,
  strFromJs,
  takeException,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  setAttr,
  getAttrOrAbsent,
  ABSENT,
  clearIf,
  DONE,
  setContext,
} from '@pyston/objects';
import { BufferedIOBaseType, concat, unsupported } from './base.ts';
import { exclusive, ExclusiveStream } from './exclusive.ts';
import { FileIO, readSome, writeSome } from './fileio.ts';
import { fillTarget } from './target.ts';
import { watchedBelow, watchFile } from './unclosed.ts';
import { noteFlushed, noteUnflushed } from './unflushed.ts';

const DEFAULT_SIZE = 131072;
const EMPTY = new Uint8Array(0);

class Buffered extends ExclusiveStream {
  raw: Value | null = null;
  size = DEFAULT_SIZE;
  rbuf: Uint8Array = EMPTY;
  rpos = 0;
  rend = 0;
  wbuf: Uint8Array = EMPTY;
  wlen = 0;
  detached = false;
}

function rawOf(self: Buffered): Value | undefined {
  if (self.raw !== null) return self.raw;
  return valueError(self.detached ? 'raw stream has been detached' : 'I/O operation on uninitialized object');
}

function openRaw(self: Buffered, what: string): Value | undefined {
  const raw = rawOf(self);
  if (raw === undefined) return undefined;
  if (raw instanceof FileIO) return raw.fd < 0 ? valueError(what) : raw;
  const closed = getAttr(raw, 'closed');
  const truth = closed === undefined ? undefined : isTrue(closed);
  if (truth === undefined) return undefined;
  return truth ? valueError(what) : raw;
}

/** One read of the raw stream into `out`; null = would block. */
function rawRead(raw: Value, out: Uint8Array, start: number, size: number): number | null | undefined {
  if (raw instanceof FileIO) return readSome(raw, out, start, size);
  const buffer = byteArray(new Uint8Array(size));
  const r = callMethod(raw, 'readinto', buffer);
  if (r === undefined) return undefined;
  if (r === None) return null;
  const n = asIndex(r);
  if (n === undefined) return undefined;
  if (n < 0 || n > size)
    return raise(E.OSError!, `raw readinto() returned invalid length ${n} (should have been between 0 and ${size})`);
  out.set(byteArrayData(buffer).subarray(0, n), start);
  return n;
}

/** One write to the raw stream; null = would block. */
function rawWrite(raw: Value, data: Uint8Array, start: number, size: number): number | null | undefined {
  if (raw instanceof FileIO) return writeSome(raw, data, start, size);
  const r = callMethod(raw, 'write', bytes(data.slice(start, start + size)));
  if (r === undefined) return undefined;
  if (r === None) return null;
  const n = asIndex(r);
  if (n === undefined) return undefined;
  return n < 0 || n > size
    ? raise(E.OSError!, `raw write() returned invalid length ${n} (should have been between 0 and ${size})`)
    : n;
}

/** Fills the empty read buffer; the count, null = would block. */
function fill(self: Buffered, raw: Value): number | null | undefined {
  if (self.rbuf.length === 0) self.rbuf = new Uint8Array(self.size);
  self.rpos = 0;
  self.rend = 0;
  const n = rawRead(raw, self.rbuf, 0, self.rbuf.length);
  if (typeof n === 'number') self.rend = n;
  return n;
}

/** Before reading: what was written goes out. */
function beginRead(self: Buffered): Value | undefined {
  const raw = openRaw(self, 'read of closed file');
  if (raw === undefined) return undefined;
  return self.wlen > 0 && flushWrites(self) === undefined ? undefined : raw;
}

function read(self: Buffered, size?: Value): Result {
  const n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined) return undefined;
  if (n < -1) return valueError('read length must be non-negative or -1');
  const raw = beginRead(self);
  if (raw === undefined) return undefined;
  return n < 0 ? readAll(self, raw) : readExactly(self, raw, n);
}

function takeBuffered(self: Buffered, n: number): Uint8Array {
  const out = self.rbuf.slice(self.rpos, Math.min(self.rpos + n, self.rend));
  self.rpos += out.length;
  return out;
}

function readAll(self: Buffered, raw: Value): Result {
  const head = takeBuffered(self, Infinity);
  const whole = getAttrOrAbsent(raw, 'readall');
  const rest = whole === undefined ? undefined : whole === ABSENT ? readUntilEnd(raw) : call0(whole);
  if (rest === undefined) return undefined;
  if (rest === None) return head.length === 0 ? None : bytes(head);
  if (!isBytes(rest)) return typeError('readall() should return bytes');
  return head.length === 0 ? rest : bytes(concat([head, rest.bytes], head.length + rest.bytes.length));
}

/** What is left of a raw stream without `readall`: all that its `read()` gives. */
function readUntilEnd(raw: Value): Result {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const data = callMethod(raw, 'read');
    if (data === undefined) return undefined;
    if (data === None) return total === 0 ? None : bytes(concat(parts, total));
    if (!isBytes(data)) return typeError('read() should return bytes');
    if (data.bytes.length === 0) return bytes(concat(parts, total));
    parts.push(data.bytes);
    total += data.bytes.length;
  }
}

function readExactly(self: Buffered, raw: Value, n: number): Result {
  if (self.rend - self.rpos >= n) return bytes(takeBuffered(self, n));
  const out = new Uint8Array(n);
  const head = takeBuffered(self, n);
  out.set(head);
  let got = head.length;
  while (got < n) {
    const direct = n - got >= self.size;
    const r = direct ? rawRead(raw, out, got, n - got) : fill(self, raw);
    if (r === undefined) return undefined;
    if (r === null) return got === 0 ? None : bytes(out.slice(0, got));
    if (r === 0) break;
    if (direct) got += r;
    else {
      const part = takeBuffered(self, n - got);
      out.set(part, got);
      got += part.length;
    }
  }
  return bytes(got === n ? out : out.slice(0, got));
}

function read1(self: Buffered, size?: Value): Result {
  let n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined) return undefined;
  const raw = beginRead(self);
  if (raw === undefined) return undefined;
  if (n < 0) n = self.size;
  if (n === 0) return bytes(EMPTY);
  if (self.rpos === self.rend) {
    const r = fill(self, raw);
    if (r === undefined) return undefined;
    if (r === null) return bytes(EMPTY);
  }
  return bytes(takeBuffered(self, n));
}

function peek(self: Buffered): Result {
  const raw = beginRead(self);
  if (raw === undefined) return undefined;
  if (self.rpos === self.rend && fill(self, raw) === undefined) return undefined;
  return bytes(self.rbuf.slice(self.rpos, self.rend));
}

function readInto(once: boolean): (self: Buffered, target: Value) => Result {
  return (self, target) => {
    const raw = beginRead(self);
    if (raw === undefined) return undefined;
    return fillTarget(target, once ? 'readinto1() argument' : 'readinto() argument', (out) =>
      readIntoArray(self, raw, out, once),
    );
  };
}

function readIntoArray(self: Buffered, raw: Value, out: Uint8Array, once: boolean): Result {
  const head = takeBuffered(self, out.length);
  out.set(head);
  let got = head.length;
  while (got < out.length && !(once && got > 0)) {
    const direct = out.length - got >= self.size;
    const r = direct ? rawRead(raw, out, got, out.length - got) : fill(self, raw);
    if (r === undefined) return undefined;
    if (r === null) return got > 0 ? int(got) : None;
    if (r === 0) break;
    if (direct) got += r;
    else {
      const part = takeBuffered(self, out.length - got);
      out.set(part, got);
      got += part.length;
    }
  }
  return int(got);
}

/** A line, or at most `limit` bytes of it. */
function readLineBytes(self: Buffered, limit: number): Uint8Array | undefined {
  const raw = beginRead(self);
  if (raw === undefined) return undefined;
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    if (self.rpos === self.rend) {
      const r = fill(self, raw);
      if (r === undefined) return undefined;
      if (r === null || r === 0) break;
    }
    let end = self.rbuf.indexOf(10, self.rpos);
    const found = end >= 0 && end < self.rend;
    end = found ? end + 1 : self.rend;
    if (limit >= 0) end = Math.min(end, self.rpos + limit - total);
    const part = takeBuffered(self, end - self.rpos);
    parts.push(part);
    total += part.length;
    if (part.length > 0 && part[part.length - 1] === 10) break;
    if (limit >= 0 && total >= limit) break;
  }
  return parts.length === 0 ? EMPTY : concat(parts, total);
}

function readline(self: Buffered, size?: Value): Result {
  const n = size === undefined || size === None ? -1 : asIndex(size);
  const line = n === undefined ? undefined : readLineBytes(self, n);
  return line === undefined ? undefined : bytes(line);
}

const nextLine = exclusive((self: Buffered) => {
  const line = readLineBytes(self, -1);
  if (line === undefined) return undefined;
  return bytes(line);
});

function next(self: Buffered) {
  if (!(self instanceof BufferedReader)) {
    const line = callMethod(self, 'readline');
    if (line === undefined) return undefined;
    return isBytes(line) && line.bytes.length === 0 ? DONE : line;
  }
  const line = nextLine(self);
  return line !== undefined && (line as PyBytes).bytes.length === 0 ? DONE : line;
}

/** Gives back what was read ahead, so that the raw position is the logical one. */
function dropReadAhead(self: Buffered, raw: Value): Result {
  const ahead = self.rend - self.rpos;
  self.rpos = 0;
  self.rend = 0;
  return ahead === 0 ? None : callMethod(raw, 'seek', int(-ahead), int(1));
}

/** Writes the buffer out; BlockingIOError if the raw stream would block. */
function flushWrites(self: Buffered): Result {
  const raw = self.raw!;
  let at = 0;
  while (at < self.wlen) {
    const n = rawWrite(raw, self.wbuf, at, self.wlen - at);
    if (n === undefined || n === null) {
      self.wbuf.copyWithin(0, at, self.wlen);
      self.wlen -= at;
      return n === undefined ? undefined : wouldBlock(0);
    }
    at += n;
  }
  self.wlen = 0;
  noteFlushed(self);
  return None;
}

function wouldBlock(written: number): undefined {
  return raiseValue(
    hooks.newException(E.BlockingIOError!, [
      int(11),
      strFromJs('write could not complete without blocking'),
      int(written),
    ]),
  );
}

function write(self: Buffered, v: Value): Result {
  if (typeof v === 'string') return typeError("a bytes-like object is required, not 'str'");
  const data = bufferOf(v);
  if (data === undefined) return undefined;
  const raw = openRaw(self, 'write to closed file');
  if (raw === undefined) return undefined;
  if (self.rend > 0 && dropReadAhead(self, raw) === undefined) return undefined;
  if (self.wbuf.length === 0) self.wbuf = new Uint8Array(self.size);
  if (self.wlen + data.length <= self.wbuf.length) {
    if (self.wlen === 0 && data.length > 0) noteUnflushed(self);
    self.wbuf.set(data, self.wlen);
    self.wlen += data.length;
    return int(data.length);
  }
  return writeBig(self, raw, data.slice());
}

/** More than fits: what is buffered goes first, then the data; the rest that would block stays buffered. */
function writeBig(self: Buffered, raw: Value, data: Uint8Array): Result {
  if (self.wlen > 0 && flushWrites(self) === undefined) {
    if (clearIf(E.BlockingIOError!)) return bufferPart(self, data, 0);
    return undefined;
  }
  let at = 0;
  while (data.length - at > self.wbuf.length) {
    const n = rawWrite(raw, data, at, data.length - at);
    if (n === undefined) return undefined;
    if (n === null) return bufferPart(self, data, at);
    at += n;
  }
  self.wbuf.set(data.subarray(at), 0);
  self.wlen = data.length - at;
  if (self.wlen > 0) noteUnflushed(self);
  return int(data.length);
}

function bufferPart(self: Buffered, data: Uint8Array, at: number): Result {
  const n = Math.min(self.wbuf.length - self.wlen, data.length - at);
  self.wbuf.set(data.subarray(at, at + n), self.wlen);
  self.wlen += n;
  if (self.wlen > 0) noteUnflushed(self);
  return at + n === data.length ? int(data.length) : wouldBlock(at + n);
}

function flush(self: Buffered): Result {
  const raw = openRaw(self, 'flush of closed file');
  if (raw === undefined) return undefined;
  if (self.wlen > 0 && flushWrites(self) === undefined) return undefined;
  if (self instanceof BufferedRandom && self.rend > 0 && dropReadAhead(self, raw) === undefined) return undefined;
  return self instanceof BufferedReader || raw instanceof FileIO ? None : toNone(callMethod(raw, 'flush'));
}

function toNone(r: Result): Result {
  return r === undefined ? undefined : None;
}

function tell(self: Buffered): Result {
  const raw = rawOf(self);
  const r = raw === undefined ? undefined : callMethod(raw, 'tell');
  const at = r === undefined ? undefined : validPosition(r);
  if (at === undefined) return undefined;
  return int(at - (self.rend - self.rpos) + self.wlen);
}

/** A position that the raw stream gave. */
function validPosition(r: Value): number | undefined {
  const at = asIndex(r);
  return at !== undefined && at < 0 ? raise(E.OSError!, `Raw stream returned invalid position ${at}`) : at;
}

function seek(self: Buffered, offset: Value, whence?: Value): Result {
  const w = whence === undefined ? 0 : asIndex(whence);
  if (w === undefined) return undefined;
  if (w < 0 || w > 4) return valueError(`whence value ${w} unsupported`);
  const raw = openRaw(self, 'seek of closed file');
  if (raw === undefined) return undefined;
  const can = callMethod(raw, 'seekable');
  if (can === undefined) return undefined;
  if (can !== true) return unsupported('File or stream is not seekable.');
  let o = asIndex(offset);
  if (o === undefined) return undefined;
  if (w === 1) o -= self.rend - self.rpos;
  if (self.wlen > 0 && flushWrites(self) === undefined) return undefined;
  const r = callMethod(raw, 'seek', int(o), int(w));
  const at = r === undefined ? undefined : validPosition(r);
  if (at === undefined) return undefined;
  self.rpos = 0;
  self.rend = 0;
  return int(at);
}

function truncate(self: Buffered, size?: Value): Result {
  const raw = openRaw(self, 'truncate of closed file');
  if (raw === undefined) return undefined;
  if (self instanceof BufferedReader) return unsupported('truncate');
  if (self.wlen > 0 && flushWrites(self) === undefined) return undefined;
  const at = size === undefined || size === None ? tell(self) : size;
  return at === undefined ? undefined : callMethod(raw, 'truncate', at);
}

function close(self: Buffered): Result {
  const raw = rawOf(self);
  if (raw === undefined) return undefined;
  const closed = getAttr(raw, 'closed');
  const truth = closed === undefined ? undefined : isTrue(closed);
  if (truth === undefined) return undefined;
  if (truth) return None;
  const flushed = callMethod(self, 'flush');
  const pending = flushed === undefined ? takeException() : null;
  const r = callMethod(raw, 'close');
  self.rbuf = EMPTY;
  self.wbuf = EMPTY;
  self.rpos = 0;
  self.rend = 0;
  self.wlen = 0;
  noteFlushed(self);
  if (pending === null) return toNone(r);
  if (r === undefined) {
    const second = takeException();
    if (second.context === null) setContext(second, pending);
    return raiseValue(second);
  }
  return raiseValue(pending);
}

function detach(self: Buffered): Result {
  const raw = rawOf(self);
  if (raw === undefined || callMethod(self, 'flush') === undefined) return undefined;
  const file = watchedBelow(raw);
  if (file !== null) watchFile(raw as PyObject, file);
  self.raw = null;
  self.detached = true;
  return raw;
}

function repr(self: Buffered): Result {
  const name = getAttrOrAbsent(self, 'name');
  if (name === undefined && !clearIf(E.ValueError!)) return undefined;
  const type = typeOf(self).name;
  if (name === undefined || name === ABSENT) return strFromJs(`<${type}>`);
  const text = reprJs(name);
  return text === undefined ? undefined : strFromJs(`<${type} name=${text}>`);
}

/** Delegates a method to the raw stream. */
function viaRaw(name: string) {
  return method(name, '($self, /)', (self: Buffered) => {
    const raw = rawOf(self);
    return raw === undefined ? undefined : callMethod(raw, name);
  });
}

const answer =
  (v: boolean) =>
  (self: Buffered): Result =>
    rawOf(self) === undefined ? undefined : v;

function rawAttr(name: string) {
  return getset(
    name,
    (self: Buffered) => {
      const raw = rawOf(self);
      return raw === undefined ? undefined : getAttr(raw, name);
    },
    name === 'name' ? (self: Buffered, v: Value) => setAttr(self.raw!, name, v) : undefined,
  );
}

const COMMON = [
  method('seek', '($self, target, whence=0, /)', exclusive(seek)),
  method('tell', '($self, /)', tell),
  method('close', '($self, /)', close),
  method('detach', '($self, /)', detach),
  method('flush', '($self, /)', exclusive(flush)),
  method('truncate', '($self, pos=None, /)', exclusive(truncate)),
  viaRaw('seekable'),
  viaRaw('fileno'),
  viaRaw('isatty'),
  method('_dealloc_warn', '($self, source, /)', () => None),
];

const READING = [
  method('read', '($self, size=-1, /)', exclusive(read)),
  method('read1', '($self, size=-1, /)', exclusive(read1)),
  method('peek', '($self, size=0, /)', exclusive(peek)),
  method('readline', '($self, size=-1, /)', exclusive(readline)),
  method('readinto', '($self, buffer, /)', exclusive(readInto(false))),
  method('readinto1', '($self, buffer, /)', exclusive(readInto(true))),
];

const ATTRS = [
  getset('raw', (self: Buffered) => self.raw ?? None),
  rawAttr('closed'),
  rawAttr('name'),
  rawAttr('mode'),
  getset('_finalizing', () => false),
];

class BufferedReader extends Buffered {}
class BufferedWriter extends Buffered {}
class BufferedRandom extends Buffered {}

/** `__init__(raw, buffer_size)`; the raw stream must be able to do what the class does. */
function initWith(name: string, needs: readonly ('readable' | 'writable' | 'seekable')[]) {
  const params = bindNew(name, `(raw, buffer_size=${DEFAULT_SIZE})`);
  return (self: Buffered, args: Value[], kwnames: readonly string[] | null): Result => {
    const bound = params(args, kwnames);
    if (bound === undefined) return undefined;
    const [raw, size] = bound as [Value, Value | undefined];
    for (const need of needs) {
      const can = callMethod(raw, need);
      if (can === undefined) return undefined;
      if (can !== true) return unsupported(`File or stream is not ${need}.`);
    }
    const n = size === undefined ? DEFAULT_SIZE : asIndex(size);
    if (n === undefined) return undefined;
    if (n <= 0) return valueError('buffer size must be strictly positive');
    self.raw = raw;
    self.detached = false;
    self.size = n;
    self.rbuf = EMPTY;
    self.wbuf = EMPTY;
    self.rpos = 0;
    self.rend = 0;
    self.wlen = 0;
    const file = watchedBelow(raw);
    if (file !== null) watchFile(self, file);
    return None;
  };
}

export const BufferedReaderType: PyType = defineType({
  name: 'BufferedReader',
  module: '_io',
  longName: true,
  base: BufferedIOBaseType,
  instanceClass: BufferedReader,
  flags: TypeFlag.Base,
  doc: 'Create a new buffered reader using the given readable raw IO object.',
  signature: `(raw, buffer_size=${DEFAULT_SIZE})`,
  slots: { init: initWith('BufferedReader', ['readable']), repr, next },
  methods: [
    ...COMMON,
    ...READING,
    method('readable', '($self, /)', answer(true)),
    method('writable', '($self, /)', answer(false)),
  ],
  getset: ATTRS,
});

export const BufferedWriterType: PyType = defineType({
  name: 'BufferedWriter',
  module: '_io',
  longName: true,
  base: BufferedIOBaseType,
  instanceClass: BufferedWriter,
  flags: TypeFlag.Base,
  doc: 'A buffer for a writeable sequential RawIO object.',
  signature: `(raw, buffer_size=${DEFAULT_SIZE})`,
  slots: { init: initWith('BufferedWriter', ['writable']), repr },
  methods: [
    ...COMMON,
    method('write', '($self, buffer, /)', exclusive(write)),
    method('readable', '($self, /)', answer(false)),
    method('writable', '($self, /)', answer(true)),
  ],
  getset: ATTRS,
});

export const BufferedRandomType: PyType = defineType({
  name: 'BufferedRandom',
  module: '_io',
  longName: true,
  base: BufferedIOBaseType,
  instanceClass: BufferedRandom,
  flags: TypeFlag.Base,
  doc: 'A buffered interface to random access streams.',
  signature: `(raw, buffer_size=${DEFAULT_SIZE})`,
  slots: { init: initWith('BufferedRandom', ['seekable', 'readable', 'writable']), repr, next },
  methods: [
    ...COMMON,
    ...READING,
    method('write', '($self, buffer, /)', exclusive(write)),
    method('readable', '($self, /)', answer(true)),
    method('writable', '($self, /)', answer(true)),
  ],
  getset: ATTRS,
});
