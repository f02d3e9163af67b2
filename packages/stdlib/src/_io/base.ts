/** _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase (Library reference "io — Class hierarchy"). */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  bufferOf,
  byteArray,
  byteArrayData,
  bytes,
  callMethod,
  defineType,
  dictFromEntries,
  dictLen,
  DONE,
  E,
  getAttr,
  getAttrOrAbsent,
  getIter,
  getset,
  instanceDict,
  int,
  isBytes,
  isTrue,
  iterNext,
  len,
  list,
  method,
  None,
  PyObject,
  raise,
  str,
  T,
  ts,
  tuple,
  typeCall,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import { fillTarget } from './target.ts';

/** io.UnsupportedOperation: both OSError and ValueError. Made when the module is. */
export function unsupported(what: string): undefined {
  return raise(E.UnsupportedOperation!, what);
}

export function defineUnsupported(): PyType {
  if (E.UnsupportedOperation === undefined) {
    const made = typeCall(
      T.type!,
      [str('UnsupportedOperation'), tuple([E.OSError!, E.ValueError!]), dictFromEntries([['__module__', str('io')]])],
      null,
    );
    E.UnsupportedOperation = made as PyType;
  }
  return E.UnsupportedOperation!;
}

/** Fields of every stream. `closedFlag` is __IOBase_closed of CPython. */
export class IOBase extends PyObject {
  closedFlag = false;
}

/** Whether `o.closed`; `undefined` = raised. */
function isClosed(o: Value): boolean | undefined {
  const c = getAttr(o, 'closed');
  return c === undefined ? undefined : isTrue(c);
}

/** ValueError if the stream is closed; `true` if it is open. */
function checkOpen(o: Value): true | undefined {
  const c = isClosed(o);
  if (c === undefined) return undefined;
  return c ? raise(E.ValueError!, 'I/O operation on closed file.') : true;
}

function baseClose(self: IOBase): Result {
  if (self.closedFlag) return None;
  const r = callMethod(self, 'flush');
  self.closedFlag = true;
  return r === undefined ? undefined : None;
}

/** The attributes as part of a pickled state. */
export function stateDict(self: IOBase): Value {
  const dict = instanceDict(self);
  return dict == null || dictLen(dict) === 0 ? None : dict;
}

/** `__del__`: closes what is still open; nobody could receive an error. */
function finalize(self: Value): Result {
  const closed = isClosed(self);
  if (closed === false && callMethod(self, 'close') !== undefined) return None;
  ts.exc = null;
  return None;
}

function flush(self: IOBase): Result {
  return self.closedFlag ? raise(E.ValueError!, 'I/O operation on closed file.') : None;
}

function enter(self: Value): Result {
  return checkOpen(self) === undefined ? undefined : self;
}

function exit(self: Value): Result {
  return callMethod(self, 'close') === undefined ? undefined : None;
}

/** `readline(size=-1)` by peek() and read(). */
function readline(self: Value, size?: Value): Result {
  const limit = size === undefined || size === None ? -1 : asIndex(size);
  if (limit === undefined) return undefined;
  const peek = getAttrOrAbsent(self, 'peek');
  if (peek === undefined) return undefined;
  const out: number[] = [];
  while (limit < 0 || out.length < limit) {
    let want = 1;
    if (peek !== ABSENT) {
      const ahead = callMethod(self, 'peek', int(1));
      const data = ahead === undefined ? undefined : bufferOf(ahead);
      if (data === undefined) return undefined;
      if (data.length > 0) {
        const at = data.indexOf(10);
        want = at < 0 ? data.length : at + 1;
        if (limit >= 0) want = Math.min(want, limit - out.length);
      }
    }
    const b = callMethod(self, 'read', int(want));
    if (b === undefined) return undefined;
    if (!isBytes(b)) return raise(E.OSError!, `read() should have returned a bytes object, not '${typeOf(b).name}'`);
    if (b.bytes.length === 0) break;
    for (const x of b.bytes) out.push(x);
    if (b.bytes[b.bytes.length - 1] === 10) break;
  }
  return bytes(Uint8Array.from(out));
}

function readlines(self: Value, hint?: Value): Result {
  const limit = hint === undefined || hint === None ? -1 : asIndex(hint);
  if (limit === undefined) return undefined;
  const it = getIter(self);
  if (it === undefined) return undefined;
  const out: Value[] = [];
  let total = 0;
  for (;;) {
    const line = iterNext(it);
    if (line === undefined) return undefined;
    if (line === DONE) return list(out);
    out.push(line);
    const n = len(line);
    if (n === undefined) return undefined;
    total += n;
    if (limit > 0 && total >= limit) return list(out);
  }
}

function writelines(self: Value, lines: Value): Result {
  if (checkOpen(self) === undefined) return undefined;
  const it = getIter(lines);
  if (it === undefined) return undefined;
  for (;;) {
    const line = iterNext(it);
    if (line === undefined) return undefined;
    if (line === DONE) return None;
    if (callMethod(self, 'write', line) === undefined) return undefined;
  }
}

function next(self: Value): Value | typeof DONE | undefined {
  const line = callMethod(self, 'readline');
  if (line === undefined) return undefined;
  const n = len(line);
  if (n === undefined) return undefined;
  return n === 0 ? DONE : line;
}

const answer =
  (v: boolean) =>
  (self: Value): Result =>
    checkOpen(self) === undefined ? undefined : v;

export const IOBaseType: PyType = defineType({
  name: '_IOBase',
  module: '_io',
  instanceClass: IOBase,
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  doc: 'The abstract base class for all I/O classes.',
  slots: { new: (cls: PyType) => new cls.instanceClass(), iter: enter, next },
  methods: [
    method('seek', '($self, offset, whence=0, /)', () => unsupported('seek')),
    method('tell', '($self, /)', (self: Value) => callMethod(self, 'seek', int(0), int(1))),
    method('truncate', '($self, size=None, /)', () => unsupported('truncate')),
    method('flush', '($self, /)', flush),
    method('__del__', '($self, /)', finalize),
    method('close', '($self, /)', baseClose),
    method('seekable', '($self, /)', answer(false)),
    method('readable', '($self, /)', answer(false)),
    method('writable', '($self, /)', answer(false)),
    method('_checkClosed', '($self, msg=None, /)', (self: Value) => (checkOpen(self) === undefined ? undefined : None)),
    method('_checkSeekable', '($self, /)', check('seekable', 'File or stream is not seekable.')),
    method('_checkReadable', '($self, /)', check('readable', 'File or stream is not readable.')),
    method('_checkWritable', '($self, /)', check('writable', 'File or stream is not writable.')),
    method('fileno', '($self, /)', () => unsupported('fileno')),
    method('isatty', '($self, /)', answer(false)),
    method('__enter__', '($self, /)', enter),
    method('__exit__', '($self, *args)', exit),
    method('readline', '($self, size=-1, /)', readline),
    method('readlines', '($self, hint=-1, /)', readlines),
    method('writelines', '($self, lines, /)', writelines),
  ],
  getset: [getset('closed', (self: IOBase) => self.closedFlag)],
});

function check(name: string, message: string): (self: Value) => Result {
  return (self) => {
    const r = callMethod(self, name);
    if (r === undefined) return undefined;
    return r === true ? true : unsupported(message);
  };
}

/** RawIOBase.read by readinto. */
function rawRead(self: Value, size?: Value): Result {
  const n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined) return undefined;
  if (n < 0) return callMethod(self, 'readall');
  const buffer = byteArray(new Uint8Array(n));
  const got = callMethod(self, 'readinto', buffer);
  if (got === undefined || got === None) return got;
  const k = asIndex(got);
  if (k === undefined) return undefined;
  if (k < 0 || k > n) return raise(E.ValueError!, `readinto returned ${k} outside buffer size ${n}`);
  return bytes(byteArrayData(buffer).slice(0, k));
}

const CHUNK = 65536;

function rawReadAll(self: Value): Result {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const data = callMethod(self, 'read', int(CHUNK));
    if (data === undefined) return undefined;
    if (data === None) {
      if (parts.length === 0) return None;
      break;
    }
    if (!isBytes(data)) return typeError('read() should return bytes');
    if (data.bytes.length === 0) break;
    parts.push(data.bytes);
    total += data.bytes.length;
  }
  return bytes(concat(parts, total));
}

export function concat(parts: readonly Uint8Array[], total: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const out = new Uint8Array(total);
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

export const RawIOBaseType: PyType = defineType({
  name: '_RawIOBase',
  module: '_io',
  base: IOBaseType,
  instanceClass: class extends IOBase {},
  flags: TypeFlag.Base,
  doc: 'Base class for raw binary I/O.',
  methods: [method('read', '($self, size=-1, /)', rawRead), method('readall', '($self, /)', rawReadAll)],
});

/** readinto() by read(). */
function bufferedReadInto(name: 'read' | 'read1'): (self: Value, target: Value) => Result {
  return (self, target) => {
    return fillTarget(target, `${name === 'read' ? 'readinto' : 'readinto1'}() argument`, (out) => {
      const data = callMethod(self, name, int(out.length));
      if (data === undefined) return undefined;
      if (!isBytes(data)) return typeError(`${name}() should return bytes`);
      if (data.bytes.length > out.length)
        return raise(
          E.ValueError!,
          `${name}() returned too much data: ${out.length} bytes requested, ${data.bytes.length} returned`,
        );
      out.set(data.bytes);
      return int(data.bytes.length);
    });
  };
}

export const BufferedIOBaseType: PyType = defineType({
  name: '_BufferedIOBase',
  module: '_io',
  base: IOBaseType,
  instanceClass: class extends IOBase {},
  flags: TypeFlag.Base,
  doc: 'Base class for buffered IO objects.',
  methods: [
    method('read', '($self, size=-1, /)', () => unsupported('read')),
    method('read1', '($self, size=-1, /)', () => unsupported('read1')),
    method('readinto', '($self, buffer, /)', bufferedReadInto('read')),
    method('readinto1', '($self, buffer, /)', bufferedReadInto('read1')),
    method('write', '($self, b, /)', () => unsupported('write')),
    method('detach', '($self, /)', () => unsupported('detach')),
  ],
});

export const TextIOBaseType: PyType = defineType({
  name: '_TextIOBase',
  module: '_io',
  base: IOBaseType,
  instanceClass: class extends IOBase {},
  flags: TypeFlag.Base,
  doc: 'Base class for text I/O.',
  methods: [
    method('detach', '($self, /)', () => unsupported('detach')),
    method('read', '($self, size=-1, /)', () => unsupported('read')),
    method('readline', '($self, size=-1, /)', () => unsupported('readline')),
    method('write', '($self, s, /)', () => unsupported('write')),
  ],
  getset: [getset('encoding', () => None), getset('newlines', () => None), getset('errors', () => None)],
});
