/** FileIO: unbuffered bytes over a descriptor of the host. */
import type { Host, SysResult } from '@pyston/host';
import { HostStat } from '@pyston/host';
import type { Held, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  bindNew,
  bufferOf,
  bytes,
  call,
  callMethod,
  clearIf,
  defineType,
  E,
  getAttrOrAbsent,
  getset,
  hooks,
  int,
  isStr,
  isTrue,
  jsString,
  method,
  None,
  raise,
  raiseValue,
  reprJs,
  setAttr,
  str,
  strFromJs,
  strValue,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  takeException,
} from '@pyston/objects';
import { concat, IOBase, RawIOBaseType, unsupported } from './base.ts';
import { hostOf, osError, retry } from '../os-error.ts';
import { fsPath } from '../fs-path.ts';
import { collectFiles, forgetFile, watchFile } from './unclosed.ts';
import { fillTarget } from './target.ts';

export class FileIO extends IOBase {
  fd = -1;
  readable = false;
  writable = false;
  appending = false;
  created = false;
  closefd = true;
  seekable: boolean | null = null;
  /** While the descriptor is open and ours. */
  watched: Held | null = null;
}

/** Too many open files. */
const EMFILE = -24;

const O_RDONLY = 0;
const O_WRONLY = 1;
const O_RDWR = 2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;

const PARAMS = bindNew('FileIO', "(file, mode='r', closefd=True, opener=None)");

function badMode(): undefined {
  return valueError('Must have exactly one of create/read/write/append mode and at most one plus');
}

/** open(2) flags of a mode; sets the fields. */
function parseMode(self: FileIO, mode: string): number | undefined {
  let main = '';
  let plus = false;
  for (const c of mode) {
    if ('xrwa'.includes(c)) {
      if (main !== '') return badMode();
      main = c;
    } else if (c === '+') {
      if (plus) return badMode();
      plus = true;
    } else if (c !== 'b') return valueError(`invalid mode: ${mode}`);
  }
  if (main === '') return badMode();
  self.readable = main === 'r' || plus;
  self.writable = main !== 'r' || plus;
  self.created = main === 'x';
  self.appending = main === 'a';
  let flags = self.readable && self.writable ? O_RDWR : self.readable ? O_RDONLY : O_WRONLY;
  if (main === 'x') flags |= O_EXCL | O_CREAT;
  else if (main === 'w') flags |= O_CREAT | O_TRUNC;
  else if (main === 'a') flags |= O_APPEND | O_CREAT;
  return flags;
}

function init(self: FileIO, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [file, mode, closefd, opener] = bound as (Value | undefined)[];
  if (self.fd >= 0 && self.closefd && close(self) === undefined) return undefined;
  if (mode !== undefined && !isStr(mode))
    return typeError(`FileIO() argument 'mode' must be str, not ${typeOf(mode).name}`);
  if (typeof file === 'boolean' && hooks.warn(E.RuntimeWarning!, 'bool is used as a file descriptor', 1) === undefined)
    return undefined;
  const flags = parseMode(self, mode === undefined ? 'r' : jsString(strValue(mode)));
  const closes = closefd === undefined ? true : isTrue(closefd);
  if (flags === undefined || closes === undefined) return undefined;
  self.closefd = closes;
  self.closedFlag = false;
  if (openFile(self, file!, flags, opener ?? None) === undefined) return undefined;
  if (setAttr(self, 'name', file!) === undefined) return undefined;
  if (self.appending) host().fd.lseek(self.fd, 0, 2);
  if (self.closefd) watchFile(self, self);
  return None;
}

function host(): Host {
  return hostOf();
}

function openFile(self: FileIO, file: Value, flags: number, opener: Value): Result {
  if (typeof file === 'number' || typeof file === 'boolean' || typeOf(file).slots.index !== null) {
    const fd = asIndex(file);
    if (fd === undefined) return undefined;
    if (fd < 0) return valueError('negative file descriptor');
    self.fd = fd;
    return checkNotDirectory(self, file);
  }
  if (!self.closefd) return valueError('Cannot use closefd=False with file name');
  const path = fsPath(file);
  if (path === undefined) return undefined;
  if (opener !== None) {
    const r = call(opener, [file, int(flags | 0o2000000)]);
    if (r === undefined) return undefined;
    const fd = asIndex(r);
    if (fd === undefined) return clearIf(E.TypeError!) ? typeError('expected integer from opener') : undefined;
    if (fd < 0) return valueError(`opener returned ${fd}`);
    self.fd = fd;
    host().fd.setInheritable(fd, false);
  } else {
    let fd = retry(() => host().fs.open(path, flags, 0o666));
    if (fd === EMFILE) {
      collectFiles();
      fd = retry(() => host().fs.open(path, flags, 0o666));
    }
    if (fd === undefined) return undefined;
    if (fd < 0) return osError(fd, file);
    self.fd = fd;
  }
  const r = checkNotDirectory(self, file);
  if (r === undefined) closeDescriptor(self);
  return r;
}

function closeDescriptor(self: FileIO): void {
  forgetFile(self);
  if (self.fd >= 0 && self.closefd) host().fd.close(self.fd);
  self.fd = -1;
}

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

function checkNotDirectory(self: FileIO, file: Value): Result {
  const stat = new HostStat();
  const r = host().fd.fstat(self.fd, stat);
  if (r < 0) {
    if (r === -9) self.fd = -1;
    return osError(r, typeof file === 'number' ? null : file);
  }
  if ((Number(stat.mode) & S_IFMT) === S_IFDIR) {
    self.fd = typeof file === 'number' ? -1 : self.fd;
    return osError(-21, file);
  }
  return None;
}

function open(self: FileIO): true | undefined {
  return self.fd < 0 ? raise(E.ValueError!, 'I/O operation on closed file') : true;
}

function mayRead(self: FileIO): true | undefined {
  if (open(self) === undefined) return undefined;
  return self.readable ? true : unsupported('File not open for reading');
}

function mayWrite(self: FileIO): true | undefined {
  if (open(self) === undefined) return undefined;
  return self.writable ? true : unsupported('File not open for writing');
}

/** Result of a read or write: None when it would block. */
function blocking(r: SysResult | undefined): number | null | undefined {
  if (r === undefined) return undefined;
  if (r === -11) return null;
  return r < 0 ? osError(r, null) : r;
}

/** At most `size` bytes; null = would block. */
export function readSome(self: FileIO, buffer: Uint8Array, start: number, size: number): number | null | undefined {
  return blocking(retry(() => host().fd.read(self.fd, buffer, start, size)));
}

function read(self: FileIO, size?: Value): Result {
  if (mayRead(self) === undefined) return undefined;
  const n = size === undefined || size === None ? -1 : asIndex(size);
  if (n === undefined) return undefined;
  if (n < 0) return readAll(self);
  const buffer = new Uint8Array(n);
  const got = readSome(self, buffer, 0, n);
  if (got === undefined) return undefined;
  return got === null ? None : bytes(got === n ? buffer : buffer.slice(0, got));
}

/** Reads to the end: one buffer of the file's size, then growing chunks. */
function readAll(self: FileIO): Result {
  if (mayRead(self) === undefined) return undefined;
  let size = 8192;
  const stat = new HostStat();
  if (host().fd.fstat(self.fd, stat) >= 0) {
    const at = host().fd.lseek(self.fd, 0, 1);
    const rest = Number(stat.size) - Math.max(Number(at), 0);
    if (rest > 0 && rest < 0x7fffffff) size = rest + 1;
  }
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const chunk = new Uint8Array(size);
    const got = readSome(self, chunk, 0, size);
    if (got === undefined) return undefined;
    if (got === null) {
      if (total === 0) return None;
      break;
    }
    if (got === 0) break;
    parts.push(got === size ? chunk : chunk.subarray(0, got));
    total += got;
    size = Math.max(size, 65536);
  }
  const out = concat(parts, total);
  return bytes(out.byteLength === out.buffer.byteLength ? out : out.slice());
}

function readInto(self: FileIO, target: Value): Result {
  if (mayRead(self) === undefined) return undefined;
  const got = fillTarget(target, 'readinto() argument', (out) => readSome(self, out, 0, out.length));
  if (got === undefined) return undefined;
  return got === null ? None : int(got);
}

function write(self: FileIO, data: Value): Result {
  if (mayWrite(self) === undefined) return undefined;
  const b = bufferOf(data);
  if (b === undefined) return undefined;
  const n = writeSome(self, b, 0, b.length);
  if (n === undefined) return undefined;
  return n === null ? None : int(n);
}

export function writeSome(self: FileIO, data: Uint8Array, start: number, size: number): number | null | undefined {
  return blocking(retry(() => host().fd.write(self.fd, data, start, size)));
}

function seek(self: FileIO, offset: Value, whence?: Value): Result {
  if (open(self) === undefined) return undefined;
  const o = asIndex(offset);
  const w = whence === undefined ? 0 : asIndex(whence);
  if (o === undefined || w === undefined) return undefined;
  const r = host().fd.lseek(self.fd, o, w);
  return r < 0 ? osError(r, null) : int(r);
}

function truncate(self: FileIO, size?: Value): Result {
  if (mayWrite(self) === undefined) return undefined;
  let n: number | undefined;
  if (size === undefined || size === None) {
    n = host().fd.lseek(self.fd, 0, 1);
    if (n < 0) return osError(n, null);
  } else n = asIndex(size);
  if (n === undefined) return undefined;
  const r = host().fd.ftruncate(self.fd, n);
  return r < 0 ? osError(r, null) : int(n);
}

function isSeekable(self: FileIO): Result {
  if (open(self) === undefined) return undefined;
  return (self.seekable ??= host().fd.lseek(self.fd, 0, 1) >= 0);
}

function close(self: FileIO): Result {
  if (!self.closefd) {
    self.fd = -1;
    self.closedFlag = true;
    return None;
  }
  const flushed = self.closedFlag ? None : callMethod(self, 'flush');
  const pending = flushed === undefined ? takeException() : null;
  self.closedFlag = true;
  const fd = self.fd;
  self.fd = -1;
  forgetFile(self);
  const r = fd < 0 ? 0 : host().fd.close(fd);
  if (pending !== null) return raiseValue(pending);
  return r < 0 ? osError(r, null) : None;
}

function modeText(self: FileIO): string {
  if (self.created) return self.readable ? 'xb+' : 'xb';
  if (self.appending) return self.readable ? 'ab+' : 'ab';
  if (self.readable) return self.writable ? 'rb+' : 'rb';
  return 'wb';
}

function repr(self: FileIO): Result {
  const type = typeOf(self).name;
  if (self.fd < 0) return strFromJs(`<${type} [closed]>`);
  const name = getAttrOrAbsent(self, 'name');
  if (name === undefined) return undefined;
  const closes = self.closefd ? 'True' : 'False';
  if (name === ABSENT) return strFromJs(`<${type} fd=${self.fd} mode='${modeText(self)}' closefd=${closes}>`);
  const text = reprJs(name);
  return text === undefined
    ? undefined
    : strFromJs(`<${type} name=${text} mode='${modeText(self)}' closefd=${closes}>`);
}

export const FileIOType: PyType = defineType({
  name: 'FileIO',
  module: '_io',
  longName: true,
  base: RawIOBaseType,
  instanceClass: FileIO,
  flags: TypeFlag.Base,
  doc: 'Open a file.',
  signature: "(file, mode='r', closefd=True, opener=None)",
  slots: { init, repr },
  methods: [
    method('read', '($self, size=-1, /)', read),
    method('readall', '($self, /)', readAll),
    method('readinto', '($self, buffer, /)', readInto),
    method('write', '($self, b, /)', write),
    method('seek', '($self, pos, whence=0, /)', seek),
    method('tell', '($self, /)', (self: FileIO) => seek(self, int(0), int(1))),
    method('truncate', '($self, size=None, /)', truncate),
    method('close', '($self, /)', close),
    method('seekable', '($self, /)', isSeekable),
    method('readable', '($self, /)', (self: FileIO) => (open(self) === undefined ? undefined : self.readable)),
    method('writable', '($self, /)', (self: FileIO) => (open(self) === undefined ? undefined : self.writable)),
    method('fileno', '($self, /)', (self: FileIO) => (open(self) === undefined ? undefined : int(self.fd))),
    method('isatty', '($self, /)', (self: FileIO) =>
      open(self) === undefined ? undefined : host().fd.isatty(self.fd) === 1,
    ),
    method('_isatty_open_only', '($self, /)', (self: FileIO) =>
      open(self) === undefined ? undefined : host().fd.isatty(self.fd) === 1,
    ),
  ],
  getset: [
    getset('closed', (self: FileIO) => self.fd < 0),
    getset('closefd', (self: FileIO) => self.closefd),
    getset('_finalizing', () => false),
    getset('mode', (self: FileIO) => str(modeText(self))),
    getset(
      '_blksize',
      () => int(131072),
      () => None,
    ),
  ],
});
