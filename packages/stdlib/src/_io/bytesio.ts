/** BytesIO: a stream in memory. The buffer grows by doubling; `size` is the length of the contents. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  asSsize,
  bindNew,
  bufferOf,
  bytes,
  defineType,
  DONE,
  E,
  getset,
  int,
  dictUpdateMapping,
  isDict,
  isInt,
  isTuple,
  instanceDict,
  memoryOf,
  method,
  None,
  raise,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  list,
  byteArray,
} from '@pyston/objects';
import { BufferedIOBaseType, IOBase, stateDict } from './base.ts';
import { fillTarget } from './target.ts';

class BytesIO extends IOBase {
  data = new Uint8Array(0);
  size = 0;
  pos = 0;
  /** Views handed out by getbuffer(): the size is fixed while there are any. */
  exports = 0;
}

const PARAMS = bindNew('BytesIO', "(initial_bytes=b'')");

function init(self: BytesIO, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const initial = bound[0] as Value | undefined;
  self.data = new Uint8Array(0);
  self.size = 0;
  self.pos = 0;
  if (initial === undefined || initial === None) return None;
  const b = bufferOf(initial);
  if (b === undefined) return undefined;
  self.data = b.slice();
  self.size = b.length;
  return None;
}

function open(self: BytesIO): true | undefined {
  return self.closedFlag ? raise(E.ValueError!, 'I/O operation on closed file.') : true;
}

function resizable(self: BytesIO): true | undefined {
  return self.exports > 0 ? raise(E.BufferError!, 'Existing exports of data: object cannot be re-sized') : true;
}

function sizeArgument(v: Value | undefined): number | undefined {
  return v === undefined || v === None ? -1 : asIndex(v);
}

function take(self: BytesIO, n: number): Value {
  const start = Math.min(self.pos, self.size);
  const end = Math.min(start + n, self.size);
  self.pos += end - start;
  return bytes(self.data.slice(start, end));
}

function read(self: BytesIO, size?: Value): Result {
  if (open(self) === undefined) return undefined;
  const n = sizeArgument(size);
  if (n === undefined) return undefined;
  return take(self, n < 0 ? Infinity : n);
}

/** Length of the line at the position. */
function lineLength(self: BytesIO, limit: number): number {
  const start = Math.min(self.pos, self.size);
  const at = self.data.subarray(0, self.size).indexOf(10, start);
  const n = (at < 0 ? self.size : at + 1) - start;
  return limit < 0 ? n : Math.min(n, limit);
}

function readline(self: BytesIO, size?: Value): Result {
  if (open(self) === undefined) return undefined;
  const n = sizeArgument(size);
  return n === undefined ? undefined : take(self, lineLength(self, n));
}

function readlines(self: BytesIO, hint?: Value): Result {
  if (open(self) === undefined) return undefined;
  const limit = sizeArgument(hint);
  if (limit === undefined) return undefined;
  const out: Value[] = [];
  let total = 0;
  for (let n = lineLength(self, -1); n > 0; n = lineLength(self, -1)) {
    out.push(take(self, n));
    total += n;
    if (limit > 0 && total >= limit) break;
  }
  return list(out);
}

function next(self: BytesIO) {
  if (open(self) === undefined) return undefined;
  const n = lineLength(self, -1);
  return n === 0 ? DONE : take(self, n);
}

function readInto(self: BytesIO, target: Value): Result {
  if (open(self) === undefined) return undefined;
  return fillTarget(target, 'readinto() argument', (out) => {
    const start = Math.min(self.pos, self.size);
    const n = Math.min(out.length, self.size - start);
    out.set(self.data.subarray(start, start + n));
    self.pos += n;
    return int(n);
  });
}

function reserve(self: BytesIO, size: number): void {
  if (size <= self.data.length) return;
  const grown = new Uint8Array(Math.max(size, self.data.length * 2, 64));
  grown.set(self.data.subarray(0, self.size));
  self.data = grown;
}

function write(self: BytesIO, v: Value): Result {
  if (open(self) === undefined || resizable(self) === undefined) return undefined;
  const b = bufferOf(v);
  if (b === undefined) return undefined;
  if (self.closedFlag) return open(self);
  if (b.length === 0) return int(0);
  reserve(self, self.pos + b.length);
  if (self.pos > self.size) self.data.fill(0, self.size, self.pos);
  self.data.set(b, self.pos);
  self.pos += b.length;
  if (self.pos > self.size) self.size = self.pos;
  return int(b.length);
}

function seek(self: BytesIO, offset: Value, whence?: Value): Result {
  if (open(self) === undefined) return undefined;
  const o = asIndex(offset);
  const w = whence === undefined ? 0 : asIndex(whence);
  if (o === undefined || w === undefined) return undefined;
  if (w === 0 && o < 0) return valueError(`negative seek value ${o}`);
  if (w < 0 || w > 2) return valueError(`invalid whence (${w}, should be 0, 1 or 2)`);
  const base = w === 0 ? 0 : w === 1 ? self.pos : self.size;
  self.pos = Math.max(0, base + o);
  return int(self.pos);
}

function truncate(self: BytesIO, size?: Value): Result {
  if (open(self) === undefined || resizable(self) === undefined) return undefined;
  const n = size === undefined || size === None ? self.pos : asIndex(size);
  if (n === undefined) return undefined;
  if (n < 0) return valueError(`negative size value ${n}`);
  if (n < self.size) self.size = n;
  return int(n);
}

function getbuffer(self: BytesIO): Result {
  if (open(self) === undefined) return undefined;
  const array = byteArray(self.data.subarray(0, self.size));
  return memoryOf(array);
}

function close(self: BytesIO): Result {
  if (resizable(self) === undefined) return undefined;
  self.closedFlag = true;
  self.data = new Uint8Array(0);
  self.size = 0;
  return None;
}

function contents(self: BytesIO): Value {
  return bytes(self.data.slice(0, self.size));
}

function getstate(self: BytesIO): Result {
  if (open(self) === undefined) return undefined;
  return tuple([contents(self), int(self.pos), stateDict(self)]);
}

function setstate(self: BytesIO, state: Value): Result {
  if (!isTuple(state) || state.items.length < 3)
    return typeError(`${typeOf(self).name}.__setstate__ argument should be 3-tuple, got ${typeOf(state).name}`);
  const [data, pos, dict] = state.items as [Value, Value, Value];
  if (data === None) return typeError("a bytes-like object is required, not 'NoneType'");
  if (init(self, [data], null) === undefined) return undefined;
  if (!isInt(pos)) return typeError(`second item of state must be an integer, not ${typeOf(pos).name}`);
  const p = asSsize(pos);
  if (p === undefined) return undefined;
  if (p < 0) return valueError('position value cannot be negative');
  self.pos = p;
  if (dict !== None) {
    if (!isDict(dict)) return typeError(`third item of state should be a dict, got a ${typeOf(dict).name}`);
    if (dictUpdateMapping(instanceDict(self)!, dict) === undefined) return undefined;
  }
  return None;
}

export const BytesIOType: PyType = defineType({
  name: 'BytesIO',
  module: '_io',
  longName: true,
  base: BufferedIOBaseType,
  instanceClass: BytesIO,
  flags: TypeFlag.Base,
  doc: 'Buffered I/O implementation using an in-memory bytes buffer.',
  signature: "(initial_bytes=b'')",
  slots: { init, next, iter: (self: BytesIO) => (open(self) === undefined ? undefined : self) },
  methods: [
    method('read', '($self, size=-1, /)', read),
    method('read1', '($self, size=-1, /)', read),
    method('readline', '($self, size=-1, /)', readline),
    method('readlines', '($self, size=None, /)', readlines),
    method('readinto', '($self, buffer, /)', readInto),
    method('write', '($self, b, /)', write),
    method('seek', '($self, pos, whence=0, /)', seek),
    method('tell', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : int(self.pos))),
    method('truncate', '($self, size=None, /)', truncate),
    method('getvalue', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : contents(self))),
    method('getbuffer', '($self, /)', getbuffer),
    method('flush', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : None)),
    method('close', '($self, /)', close),
    method('isatty', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : false)),
    method('seekable', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : true)),
    method('readable', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : true)),
    method('writable', '($self, /)', (self: BytesIO) => (open(self) === undefined ? undefined : true)),
    method('__getstate__', '($self, /)', getstate),
    method('__setstate__', '($self, state, /)', setstate),
  ],
  getset: [getset('closed', (self: BytesIO) => self.closedFlag)],
});
