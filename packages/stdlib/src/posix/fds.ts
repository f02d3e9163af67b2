/** Functions on descriptors. */
import type { HostWinSize } from '@pyston/host';
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asFloat,
  asSsize,
  big,
  bufferOf,
  bytes,
  clearIf,
  E,
  float,
  index,
  int,
  isTrue,
  makeStructSequence,
  method,
  None,
  raise,
  releaseBuffer,
  str,
  structSequence,
  toArray,
  tuple,
  typeError,
  typeOf,
  valueError,
  writableBufferOf,
} from '@pyston/objects';
import { guarded, hostOf, osError, retry } from '../os-error.ts';
import { fsPath, pathValue } from '../fs-path.ts';
import { cInt, cLong, done, fileno, number } from './args.ts';

const EINVAL = -22;

function read(fdArg: Value, lengthArg: Value): Result {
  const fd = cInt(fdArg);
  const n = fd === undefined ? undefined : asSsize(lengthArg);
  if (n === undefined) return undefined;
  if (n < 0) return osError(EINVAL, null);
  const buffer = new Uint8Array(Math.min(n, 0x7ffff000));
  return readBytes(
    buffer,
    retry(() => hostOf().fd.read(fd!, buffer, 0, buffer.length)),
  );
}

function readBytes(buffer: Uint8Array, got: number | undefined): Result {
  if (got === undefined) return undefined;
  if (got < 0) return osError(got, null);
  return bytes(got === buffer.length ? buffer : buffer.slice(0, got));
}

function pread(fdArg: Value, lengthArg: Value, offsetArg: Value): Result {
  const fd = cInt(fdArg);
  const n = fd === undefined ? undefined : asSsize(lengthArg);
  const offset = n === undefined ? undefined : cLong(offsetArg);
  if (offset === undefined) return undefined;
  if (n! < 0) return osError(EINVAL, null);
  const buffer = new Uint8Array(n!);
  return readBytes(
    buffer,
    retry(() => hostOf().fd.pread(fd!, buffer, 0, n!, offset)),
  );
}

function readinto(fdArg: Value, target: Value): Result {
  const fd = cInt(fdArg);
  if (fd === undefined) return undefined;
  const view = writableBufferOf(target, 'readinto() argument 2');
  if (view === undefined) return undefined;
  const out = view.bytes.subarray(view.offset);
  const r = number(retry(() => hostOf().fd.read(fd, out, 0, out.length)));
  releaseBuffer(view);
  return r;
}

function write(fdArg: Value, data: Value): Result {
  const fd = cInt(fdArg);
  const raw = fd === undefined ? undefined : bufferOf(data);
  return raw === undefined ? undefined : number(retry(() => hostOf().fd.write(fd!, raw, 0, raw.length)));
}

function pwrite(fdArg: Value, data: Value, offsetArg: Value): Result {
  const fd = cInt(fdArg);
  const raw = fd === undefined ? undefined : bufferOf(data);
  const offset = raw === undefined ? undefined : cLong(offsetArg);
  return offset === undefined ? undefined : number(retry(() => hostOf().fd.pwrite(fd!, raw!, 0, raw!.length, offset)));
}

/** The buffers of a sequence argument. */
function buffersOf(v: Value, fn: string, writable: boolean): Uint8Array[] | undefined {
  const { slots } = typeOf(v);
  if (slots.getitem === null || slots.len === null) return typeError(`${fn}() arg 2 must be a sequence`);
  const items = toArray(v);
  if (items === undefined) return undefined;
  const out: Uint8Array[] = [];
  for (const item of items) {
    const raw = writable ? writableBytes(item) : bufferOf(item);
    if (raw === undefined) return undefined;
    out.push(raw);
  }
  return out;
}

function writableBytes(v: Value): Uint8Array | undefined {
  if (bufferOf(v) === undefined) return undefined;
  const view = writableBufferOf(v, 'argument');
  if (view === undefined) {
    clearIf(E.TypeError!);
    return raise(E.BufferError!, 'Object is not writable.');
  }
  const out = view.bytes.subarray(view.offset);
  releaseBuffer(view);
  return out;
}

function vectored(fn: string, writes: boolean, positioned: boolean) {
  return (fdArg: Value, buffers: Value, offsetArg?: Value, flagsArg?: Value): Result => {
    const fd = cInt(fdArg);
    const list = fd === undefined ? undefined : buffersOf(buffers, fn, !writes);
    const offset = list === undefined ? undefined : positioned ? cLong(offsetArg!) : -1;
    const flags = offset === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
    if (flags === undefined) return undefined;
    if (flags !== 0) return osError(-95, null);
    const { posix } = hostOf();
    return number(retry(() => (writes ? posix.writev(fd!, list!, offset!) : posix.readv(fd!, list!, offset!))));
  };
}

/** close(2) is never tried again: the descriptor is gone. */
function close(fdArg: Value): Result {
  const fd = cInt(fdArg);
  if (fd === undefined) return undefined;
  const r = hostOf().fd.close(fd);
  return r < 0 && r !== -4 ? osError(r, null) : None;
}

function closerange(low: Value, high: Value): Result {
  const a = cInt(low);
  const b = a === undefined ? undefined : cInt(high);
  if (b === undefined) return undefined;
  if (b > a!) hostOf().fd.closeRange(Math.max(a!, 0), b - 1);
  return None;
}

/** A call on a descriptor that may also be given as object with fileno(). */
function onFile(call: (fd: number) => number) {
  return (fdArg: Value): Result => {
    const fd = fileno(fdArg);
    return fd === undefined ? undefined : done(retry(() => call(fd)));
  };
}

function dup(fdArg: Value): Result {
  const fd = cInt(fdArg);
  return fd === undefined ? undefined : number(hostOf().fd.dup(fd));
}

function dup2(fdArg: Value, toArg: Value, inheritableArg?: Value): Result {
  const fd = cInt(fdArg);
  const to = fd === undefined ? undefined : cInt(toArg);
  const inheritable = inheritableArg === undefined ? true : isTrue(inheritableArg);
  if (to === undefined || inheritable === undefined) return undefined;
  return fd! < 0 || to < 0 ? osError(-9, null) : number(retry(() => hostOf().fd.dup2(fd!, to, inheritable)));
}

function lseek(fdArg: Value, position: Value, howArg: Value): Result {
  const fd = cInt(fdArg);
  const offset = fd === undefined ? undefined : cLong(position);
  const how = offset === undefined ? undefined : cInt(howArg);
  return how === undefined ? undefined : number(hostOf().fd.lseek(fd!, offset!, how));
}

function ftruncate(fdArg: Value, lengthArg: Value): Result {
  const fd = cInt(fdArg);
  const n = fd === undefined ? undefined : cLong(lengthArg);
  return n === undefined ? undefined : done(retry(() => hostOf().fd.ftruncate(fd!, n)));
}

function isatty(fdArg: Value): Result {
  const fd = cInt(fdArg);
  return fd === undefined ? undefined : hostOf().fd.isatty(fd) === 1;
}

function pipe(flags: number): Result {
  const ends = guarded(() => hostOf().fd.pipe(flags), null);
  return ends === undefined ? undefined : tuple([int(ends[0]), int(ends[1])]);
}

function pipe2(flagsArg: Value): Result {
  const flags = cInt(flagsArg);
  return flags === undefined ? undefined : pipe(flags);
}

/** A truth that the descriptor has. */
function getFlag(call: (fd: number) => number) {
  return (fdArg: Value): Result => {
    const fd = cInt(fdArg);
    if (fd === undefined) return undefined;
    const r = call(fd);
    return r < 0 ? osError(r, null) : r === 1;
  };
}

function setFlag(call: (fd: number, on: boolean) => number) {
  return (fdArg: Value, onArg: Value): Result => {
    const fd = cInt(fdArg);
    const on = fd === undefined ? undefined : isTrue(onArg);
    return on === undefined ? undefined : done(call(fd!, on));
  };
}

export const TerminalSize: PyType = makeStructSequence({
  name: 'terminal_size',
  module: 'os',
  doc: 'Size of a terminal window.',
  fields: [
    { name: 'columns', doc: 'width of the terminal window in characters' },
    { name: 'lines', doc: 'height of the terminal window in characters' },
  ],
});

function getTerminalSize(fdArg?: Value): Result {
  const fd = fdArg === undefined ? 1 : cInt(fdArg);
  if (fd === undefined) return undefined;
  const size: HostWinSize | undefined = guarded(() => hostOf().tty.getWinSize(fd), null);
  return size === undefined ? undefined : structSequence(TerminalSize, [int(size.columns), int(size.rows)]);
}

function deviceEncoding(fdArg: Value): Result {
  const fd = cInt(fdArg);
  if (fd === undefined) return undefined;
  return hostOf().fd.isatty(fd) === 1 ? str('UTF-8') : None;
}

function ttyname(fdArg: Value): Result {
  const fd = cInt(fdArg);
  const name = fd === undefined ? undefined : guarded(() => hostOf().tty.ttyname(fd), null);
  return name === undefined ? undefined : pathValue(name, false);
}

function tcsetpgrp(fdArg: Value, pgid: Value): Result {
  const fd = cInt(fdArg);
  const group = fd === undefined ? undefined : cInt(pgid);
  return group === undefined ? undefined : done(hostOf().tty.tcsetpgrp(fd!, group));
}

function openpty(): Result {
  const ends = guarded(() => hostOf().tty.openpty(), null);
  return ends === undefined ? undefined : tuple([int(ends[0]), int(ends[1])]);
}

function sendfile(out: Value, source: Value, offsetArg: Value, countArg: Value): Result {
  const o = cInt(out);
  const i = o === undefined ? undefined : cInt(source);
  const offset = i === undefined ? undefined : offsetArg === None ? -1 : cLong(offsetArg);
  const count = offset === undefined ? undefined : asSsize(countArg);
  return count === undefined ? undefined : number(retry(() => hostOf().fd.sendfile(o!, i!, offset!, count)));
}

/** An optional offset; -1 = the descriptor's own. */
function offsetOf(v: Value | undefined): number | undefined {
  return v === undefined || v === None ? -1 : cLong(v);
}

function copyFileRange(src: Value, dst: Value, countArg: Value, srcOffset?: Value, dstOffset?: Value): Result {
  const a = cInt(src);
  const b = a === undefined ? undefined : cInt(dst);
  const count = b === undefined ? undefined : asSsize(countArg);
  if (count === undefined) return undefined;
  if (count < 0) return valueError("negative value for 'count' not allowed");
  const from = offsetOf(srcOffset);
  const to = from === undefined ? undefined : offsetOf(dstOffset);
  return to === undefined ? undefined : number(retry(() => hostOf().fd.copyFileRange(a!, b!, count, from!, to)));
}

function splice(
  src: Value,
  dst: Value,
  countArg: Value,
  srcOffset?: Value,
  dstOffset?: Value,
  flagsArg?: Value,
): Result {
  const a = cInt(src);
  const b = a === undefined ? undefined : cInt(dst);
  const count = b === undefined ? undefined : asSsize(countArg);
  if (count === undefined) return undefined;
  if (count < 0) return valueError("negative value for 'count' not allowed");
  const from = offsetOf(srcOffset);
  const to = from === undefined ? undefined : offsetOf(dstOffset);
  const flags = to === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
  return flags === undefined ? undefined : number(retry(() => hostOf().posix.splice(a!, b!, count, from!, to!, flags)));
}

function lockf(fdArg: Value, commandArg: Value, lengthArg: Value): Result {
  const fd = cInt(fdArg);
  const command = fd === undefined ? undefined : cInt(commandArg);
  const length = command === undefined ? undefined : cLong(lengthArg);
  return length === undefined ? undefined : done(retry(() => hostOf().posix.lockf(fd!, command!, length)));
}

function fallocate(fdArg: Value, offsetArg: Value, lengthArg: Value): Result {
  const fd = cInt(fdArg);
  const offset = fd === undefined ? undefined : cLong(offsetArg);
  const length = offset === undefined ? undefined : cLong(lengthArg);
  return length === undefined ? undefined : done(retry(() => hostOf().fd.fallocate(fd!, offset!, length)));
}

function fadvise(fdArg: Value, offsetArg: Value, lengthArg: Value, adviceArg: Value): Result {
  const fd = cInt(fdArg);
  const offset = fd === undefined ? undefined : cLong(offsetArg);
  const length = offset === undefined ? undefined : cLong(lengthArg);
  const advice = length === undefined ? undefined : cInt(adviceArg);
  return advice === undefined ? undefined : done(retry(() => hostOf().fd.fadvise(fd!, offset!, length!, advice)));
}

const MFD_CLOEXEC = 1;
const EFD_CLOEXEC = 0o2000000;

function memfdCreate(name: Value, flagsArg?: Value): Result {
  const text = fsPath(name);
  const flags = text === undefined ? undefined : flagsArg === undefined ? MFD_CLOEXEC : cInt(flagsArg);
  return flags === undefined ? undefined : number(hostOf().fd.memfdCreate(text!, flags));
}

function eventfd(initial: Value, flagsArg?: Value): Result {
  const n = index(initial);
  const flags = n === undefined ? undefined : flagsArg === undefined ? EFD_CLOEXEC : cInt(flagsArg);
  if (flags === undefined) return undefined;
  return n! < 0 ? valueError('Cannot convert negative int') : number(hostOf().fd.eventfd(Number(n), flags));
}

function eventfdRead(fdArg: Value): Result {
  const fd = fileno(fdArg);
  if (fd === undefined) return undefined;
  const buffer = new Uint8Array(8);
  const r = retry(() => hostOf().fd.read(fd, buffer, 0, 8));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : big(new DataView(buffer.buffer).getBigUint64(0, true));
}

function eventfdWrite(fdArg: Value, value: Value): Result {
  const fd = fileno(fdArg);
  const n = fd === undefined ? undefined : index(value);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('Cannot convert negative int');
  const buffer = new Uint8Array(8);
  new DataView(buffer.buffer).setBigUint64(0, BigInt(n), true);
  return done(retry(() => hostOf().fd.write(fd!, buffer, 0, 8)));
}

function timerfdCreate(clockArg: Value, flagsArg?: Value): Result {
  const clock = cInt(clockArg);
  const flags = clock === undefined ? undefined : flagsArg === undefined ? EFD_CLOEXEC : cInt(flagsArg);
  return flags === undefined ? undefined : number(hostOf().posix.timerfdCreate(clock!, flags));
}

const asSeconds = (n: number): Value => float(n);
const asNanoseconds = (n: number): Value => big(BigInt(Math.round(n * 1e9)));

function timerResult(pair: [number, number] | undefined, unit: (n: number) => Value): Result {
  return pair === undefined ? undefined : tuple([unit(pair[0]), unit(pair[1])]);
}

function timerfdSettime(scale: number, unit: (n: number) => Value) {
  return (fdArg: Value, flagsArg?: Value, initialArg?: Value, intervalArg?: Value): Result => {
    const fd = fileno(fdArg);
    const flags = fd === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
    const initial = flags === undefined ? undefined : initialArg === undefined ? 0 : asFloat(initialArg);
    const interval = initial === undefined ? undefined : intervalArg === undefined ? 0 : asFloat(intervalArg);
    if (interval === undefined) return undefined;
    return timerResult(
      guarded(() => hostOf().posix.timerfdSettime(fd!, flags!, initial! / scale, interval / scale), null),
      unit,
    );
  };
}

function timerfdGettime(unit: (n: number) => Value) {
  return (fdArg: Value): Result => {
    const fd = fileno(fdArg);
    return fd === undefined
      ? undefined
      : timerResult(
          guarded(() => hostOf().posix.timerfdGettime(fd), null),
          unit,
        );
  };
}

export const FD_FUNCTIONS = [
  method('read', '(fd, length, /)', read),
  method('readinto', '(fd, buffer, /)', readinto),
  method('pread', '(fd, length, offset, /)', pread),
  method('write', '(fd, data, /)', write),
  method('pwrite', '(fd, buffer, offset, /)', pwrite),
  method('readv', '(fd, buffers, /)', vectored('readv', false, false)),
  method('preadv', '(fd, buffers, offset, flags=0, /)', vectored('preadv', false, true)),
  method('writev', '(fd, buffers, /)', vectored('writev', true, false)),
  method('pwritev', '(fd, buffers, offset, flags=0, /)', vectored('pwritev', true, true)),
  method('close', '(fd)', close),
  method('closerange', '(fd_low, fd_high, /)', closerange),
  method(
    'fsync',
    '(fd)',
    onFile((fd) => hostOf().fd.fsync(fd)),
  ),
  method(
    'fdatasync',
    '(fd)',
    onFile((fd) => hostOf().fd.fdatasync(fd)),
  ),
  method('dup', '(fd, /)', dup),
  method('dup2', '(fd, fd2, inheritable=True)', dup2),
  method('lseek', '(fd, position, whence, /)', lseek),
  method('ftruncate', '(fd, length, /)', ftruncate),
  method('isatty', '(fd, /)', isatty),
  method('pipe', '()', () => pipe(0)),
  method('pipe2', '(flags, /)', pipe2),
  method(
    'get_blocking',
    '(fd, /)',
    getFlag((fd) => hostOf().fd.getBlocking(fd)),
  ),
  method(
    'set_blocking',
    '(fd, blocking, /)',
    setFlag((fd, on) => hostOf().fd.setBlocking(fd, on)),
  ),
  method(
    'get_inheritable',
    '(fd, /)',
    getFlag((fd) => hostOf().fd.getInheritable(fd)),
  ),
  method(
    'set_inheritable',
    '(fd, inheritable, /)',
    setFlag((fd, on) => hostOf().fd.setInheritable(fd, on)),
  ),
  method('get_terminal_size', '(fd=<unrepresentable>, /)', getTerminalSize),
  method('device_encoding', '(fd)', deviceEncoding),
  method('ttyname', '(fd, /)', ttyname),
  method('tcgetpgrp', '(fd, /)', (fdArg: Value) => {
    const fd = cInt(fdArg);
    return fd === undefined ? undefined : number(hostOf().tty.tcgetpgrp(fd));
  }),
  method('tcsetpgrp', '(fd, pgid, /)', tcsetpgrp),
  method('openpty', '()', openpty),
  method('ctermid', '()', () => pathValue(hostOf().tty.ctermid(), false)),
  method('sendfile', '(out_fd, in_fd, offset, count)', sendfile),
  method('copy_file_range', '(src, dst, count, offset_src=None, offset_dst=None)', copyFileRange),
  method('splice', '(src, dst, count, offset_src=None, offset_dst=None, flags=0)', splice),
  method('lockf', '(fd, command, length, /)', lockf),
  method('posix_fallocate', '(fd, offset, length, /)', fallocate),
  method('posix_fadvise', '(fd, offset, length, advice, /)', fadvise),
  method('memfd_create', '(name, flags=MFD_CLOEXEC)', memfdCreate),
  method('eventfd', '(initval, flags=EFD_CLOEXEC)', eventfd),
  method('eventfd_read', '(fd)', eventfdRead),
  method('eventfd_write', '(fd, value)', eventfdWrite),
  method('timerfd_create', '(clockid, /, *, flags=0)', timerfdCreate),
  method('timerfd_settime', '(fd, /, *, flags=0, initial=0.0, interval=0.0)', timerfdSettime(1, asSeconds)),
  method('timerfd_settime_ns', '(fd, /, *, flags=0, initial=0, interval=0)', timerfdSettime(1e9, asNanoseconds)),
  method('timerfd_gettime', '(fd, /)', timerfdGettime(asSeconds)),
  method('timerfd_gettime_ns', '(fd, /)', timerfdGettime(asNanoseconds)),
];
