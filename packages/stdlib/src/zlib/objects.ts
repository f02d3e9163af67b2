/** zlib's Compress and Decompress objects, and _ZlibDecompressor. */
import type { InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  asSsize,
  bindNew,
  bufferOf,
  bytes,
  defineType,
  E,
  getset,
  method,
  PyObject,
  raise,
  TypeFlag,
  valueError,
} from '@pyston/objects';
import type { ZStream } from './stream.ts';
import { FLUSH, inflateStream, joined, StreamError } from './stream.ts';

const exception = E.Exception!;

export const ZlibError: PyType = defineType({
  name: 'error',
  module: 'zlib',
  base: exception,
  instanceClass: class extends exception.instanceClass {},
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
});

const TRUNCATED = 'incomplete or truncated stream';

/** zlib.error of an engine's error. */
export function zlibFailure(error: unknown, doing: string): undefined {
  if (!(error instanceof StreamError)) throw error;
  const text = error.errno === -5 ? TRUNCATED : error.message;
  return raise(ZlibError, error.errno === 2 ? `Error 2 ${doing}` : `Error ${error.errno} ${doing}: ${text}`);
}

export function truncated(): undefined {
  return raise(ZlibError, `Error -5 while decompressing data: ${TRUNCATED}`);
}

class Compress extends PyObject {
  stream: ZStream | null = null;
}

export function newCompress(stream: ZStream): Value {
  const self = new Compress();
  self.stream = stream;
  return self;
}

function deflate(self: Compress, data: Uint8Array, flush: number, doing: string): Result {
  if (self.stream === null) return raise(ZlibError, `Error -2 ${doing}: inconsistent stream state`);
  try {
    return bytes(self.stream.run(data, flush, Infinity).output);
  } catch (error) {
    return zlibFailure(error, doing);
  }
}

function flushCompress(self: Compress, modeArg?: Value): Result {
  const mode = modeArg === undefined ? FLUSH.FINISH : asIndex(modeArg);
  if (mode === undefined) return undefined;
  if (mode === FLUSH.NONE) return bytes(new Uint8Array(0));
  const r = deflate(self, new Uint8Array(0), mode, 'while flushing');
  if (mode === FLUSH.FINISH && self.stream !== null) {
    self.stream.close();
    self.stream = null;
  }
  return r;
}

export const CompressType: PyType = defineType({
  name: 'Compress',
  module: 'zlib',
  instanceClass: Compress as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  methods: [
    method('compress', '($self, data, /)', (self: Compress, v: Value) => {
      const data = bufferOf(v);
      return data === undefined ? undefined : deflate(self, data, FLUSH.NONE, 'while compressing data');
    }),
    method('flush', '($self, mode=zlib.Z_FINISH, /)', flushCompress),
  ],
});

const NOTHING = new Uint8Array(0);

class Decompress extends PyObject {
  stream!: ZStream;
  eof = false;
  unused: Uint8Array = NOTHING;
  tail: Uint8Array = NOTHING;
  /** One byte of output beyond the last limit: it tells that there is more, and goes in front of the next output. */
  carry: Uint8Array = NOTHING;
}

export function newDecompress(stream: ZStream): Value {
  const self = new Decompress();
  self.stream = stream;
  return self;
}

/** Inflates; what follows the end becomes `unused`, what did not fit `tail`. */
function inflate(self: Decompress, data: Uint8Array, flush: number, max: number): Result {
  if (self.eof) {
    self.unused = joined([self.unused, data], self.unused.length + data.length);
    return bytes(new Uint8Array(0));
  }
  try {
    const { output, used } = self.stream.run(data, flush, max + 1 - self.carry.length);
    const rest = data.subarray(used);
    const all = self.carry.length === 0 ? output : joined([self.carry, output], self.carry.length + output.length);
    const full = all.length > max;
    self.carry = full ? all.slice(max) : NOTHING;
    // only a drained stream may be asked: asking takes output
    self.eof = !full && (rest.length > 0 || self.stream.atEnd());
    self.unused = self.eof ? rest.slice() : NOTHING;
    self.tail = self.eof ? NOTHING : rest.slice();
    return bytes(full ? all.slice(0, max) : all);
  } catch (error) {
    return zlibFailure(error, 'while decompressing data');
  }
}

function decompress(self: Decompress, v: Value, maxArg?: Value): Result {
  const data = bufferOf(v);
  const max = data === undefined ? undefined : maxArg === undefined ? 0 : asSsize(maxArg);
  if (max === undefined) return undefined;
  return max < 0
    ? valueError('max_length must be non-negative')
    : inflate(self, data!, FLUSH.SYNC, max === 0 ? Infinity : max);
}

function flushDecompress(self: Decompress, lengthArg?: Value): Result {
  const length = lengthArg === undefined ? 1 : asSsize(lengthArg);
  if (length === undefined) return undefined;
  if (length <= 0) return valueError('length must be greater than zero');
  return self.eof ? bytes(new Uint8Array(0)) : inflate(self, self.tail, FLUSH.SYNC, Infinity);
}

export const DecompressType: PyType = defineType({
  name: 'Decompress',
  module: 'zlib',
  instanceClass: Decompress as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  methods: [
    method('decompress', '($self, data, /, max_length=0)', decompress),
    method('flush', '($self, length=zlib.DEF_BUF_SIZE, /)', flushDecompress),
  ],
  getset: [
    getset('unused_data', (self: Decompress) => bytes(self.unused)),
    getset('unconsumed_tail', (self: Decompress) => bytes(self.tail)),
    getset('eof', (self: Decompress) => self.eof),
  ],
});

class ZlibDecompressor extends Decompress {
  needsInput = true;
}

const PARAMS = bindNew('_ZlibDecompressor', "(wbits=15, zdict=b'')");

function newDecompressor(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames) as (Value | undefined)[] | undefined;
  if (bound === undefined) return undefined;
  const wbits = bound[0] === undefined ? 15 : asIndex(bound[0]);
  const dictionary = bound[1] === undefined ? null : bufferOf(bound[1]);
  if (wbits === undefined || dictionary === undefined) return undefined;
  const stream = inflateStream(wbits, dictionary);
  if (stream === null) return valueError('Invalid initialization option');
  const self = new ZlibDecompressor();
  self.stream = stream;
  return self;
}

/** Keeps input that was not used for the next call. */
function decompressMore(self: ZlibDecompressor, v: Value, maxArg?: Value): Result {
  const data = bufferOf(v);
  const max = data === undefined ? undefined : maxArg === undefined ? -1 : asSsize(maxArg);
  if (max === undefined) return undefined;
  if (self.eof) return raise(E.EOFError!, 'End of stream already reached');
  const all = self.tail.length === 0 ? data! : joined([self.tail, data!], self.tail.length + data!.length);
  if (max === 0) {
    self.tail = all.slice();
    self.needsInput = all.length === 0;
    return bytes(new Uint8Array(0));
  }
  const r = inflate(self, all, FLUSH.SYNC, max < 0 ? Infinity : max);
  if (r === undefined) return undefined;
  self.needsInput = !self.eof && self.tail.length === 0 && self.carry.length === 0;
  return r;
}

export const ZlibDecompressorType: PyType = defineType({
  name: '_ZlibDecompressor',
  module: 'zlib',
  instanceClass: ZlibDecompressor as unknown as InstanceClass,
  signature: "(wbits=15, zdict=b'')",
  slots: { new: newDecompressor },
  methods: [method('decompress', '($self, /, data, max_length=-1)', decompressMore)],
  getset: [
    getset('eof', (self: ZlibDecompressor) => self.eof),
    getset('unused_data', (self: ZlibDecompressor) => bytes(self.unused)),
    getset('needs_input', (self: ZlibDecompressor) => self.needsInput),
  ],
});
