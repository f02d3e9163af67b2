/**
 * The socket object: a descriptor with family, type, protocol and timeout.
 *
 * As in CPython a socket with a timeout is non-blocking below, and calls wait with poll(2) for the rest of the time.
 */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asFloat,
  asIndex,
  bindNew,
  bufferOf,
  bytes,
  defineType,
  E,
  float,
  getset,
  hooks,
  int,
  isTrue,
  method,
  None,
  PyObject,
  raise,
  releaseBuffer,
  str,
  tryBufferOf,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  viewBytes,
  writableBufferOf,
} from '@pyston/objects';
import { hostOf, osError } from '../os-error.ts';
import { addressValue, AF_INET, packAddress } from './address.ts';
import { newAddress } from './errors.ts';

export class PySocket extends PyObject {
  fd = -1;
  family = 0;
  type = 0;
  proto = 0;
  /** Seconds; negative: blocks, 0: non-blocking. */
  timeout = -1;
}

const POLLIN = 1;
const POLLOUT = 4;
const EINTR = -4;
const EAGAIN = -11;
const EINPROGRESS = -115;
const EISCONN = -106;
const SOL_SOCKET = 1;
const SO_TYPE = 3;
const SO_ERROR = 4;
const SO_PROTOCOL = 38;
const SO_DOMAIN = 39;
const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;

/** Timeout of new sockets. */
export const defaults = { timeout: -1 };

const PARAMS = bindNew('socket', '(family=-1, type=-1, proto=-1, fileno=None)');

function init(self: PySocket, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames) as (Value | undefined)[] | undefined;
  if (bound === undefined) return undefined;
  const numbers: number[] = [];
  for (let i = 0; i < 3; i++) {
    const n = bound[i] === undefined ? -1 : asIndex(bound[i]!);
    if (n === undefined) return undefined;
    numbers.push(n);
  }
  const fileno = bound[3] ?? None;
  return fileno === None ? create(self, numbers) : adopt(self, fileno, numbers);
}

function create(self: PySocket, [family, type, proto]: number[]): Result {
  const fields: [number, number, number] = [
    family === -1 ? AF_INET : family!,
    type === -1 ? SOCK_STREAM : type!,
    proto === -1 ? 0 : proto!,
  ];
  const fd = hostOf().net.socket(...fields);
  if (fd < 0) return osError(fd, null);
  return start(self, fd, ...fields);
}

export function start(self: PySocket, fd: number, family: number, type: number, proto: number): Result {
  self.fd = fd;
  self.family = family;
  self.type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  self.proto = proto;
  self.timeout = (type & SOCK_NONBLOCK) !== 0 ? 0 : defaults.timeout;
  if (self.timeout >= 0 && (type & SOCK_NONBLOCK) === 0) hostOf().fd.setBlocking(fd, false);
  return None;
}

function adopt(self: PySocket, fileno: Value, [family, type, proto]: number[]): Result {
  if (fileno.constructor.name === 'PyFloat') return typeError('integer argument expected, got float');
  const fd = asIndex(fileno);
  if (fd === undefined) return undefined;
  if (fd < 0) return valueError('negative file descriptor');
  const found = hostOf().net.getsockname(fd, newAddress());
  if (found < 0 && (found === -9 || found === -88 || family === -1)) return osError(found, null);
  return start(self, fd, known(fd, family!, SO_DOMAIN), known(fd, type!, SO_TYPE), known(fd, proto!, SO_PROTOCOL));
}

function known(fd: number, given: number, option: number): number {
  return given === -1 ? Math.max(0, intOption(fd, option)) : given;
}

function intOption(fd: number, option: number): number {
  const out = new Uint8Array(4);
  const r = hostOf().net.getsockopt(fd, SOL_SOCKET, option, out);
  return r < 0 ? r : new DataView(out.buffer).getInt32(0, true);
}

/** Waits for events until `deadline`; `undefined` = raised. */
function wait(self: PySocket, events: number, deadline: number): true | undefined {
  const set = new Int32Array([self.fd, events, 0]);
  for (;;) {
    const left = deadline === Infinity ? -1 : Math.max(0, deadline - performance.now());
    const r = hostOf().poll.poll(set, 1, left);
    if (r > 0) return true;
    if (r === 0) return raise(E.TimeoutError!, 'timed out');
    if (r !== EINTR) return osError(r, null);
    if (hooks.handleSignals() === undefined) return undefined;
  }
}

function deadlineOf(self: PySocket): number {
  return self.timeout > 0 ? performance.now() + self.timeout * 1000 : Infinity;
}

/** Runs a call that may block, within the socket's timeout. */
function attempt(
  self: PySocket,
  events: number,
  call: () => number,
  deadline: number = deadlineOf(self),
): number | undefined {
  for (;;) {
    if (self.timeout > 0 && wait(self, events, deadline) === undefined) return undefined;
    const r = call();
    if (r >= 0) return r;
    if (r === EINTR) {
      if (hooks.handleSignals() === undefined) return undefined;
    } else if (r !== EAGAIN || self.timeout <= 0) return osError(r, null);
  }
}

function done(r: number): Result {
  return r < 0 ? osError(r, null) : None;
}

function bind(self: PySocket, address: Value): Result {
  const packed = packAddress(address, self.family, 'bind');
  return packed === undefined ? undefined : done(hostOf().net.bind(self.fd, packed));
}

/** Connects; a negative errno, 0, or `undefined` = raised. */
function connectTo(self: PySocket, address: Uint8Array): number | undefined {
  const r = hostOf().net.connect(self.fd, address);
  const pending = r === EINTR || (r === EINPROGRESS && self.timeout > 0);
  if (!pending) return r;
  if (r === EINTR && hooks.handleSignals() === undefined) return undefined;
  if (wait(self, POLLOUT, deadlineOf(self)) === undefined) return undefined;
  const error = intOption(self.fd, SO_ERROR);
  return error === -EISCONN ? 0 : -error;
}

function connect(self: PySocket, address: Value): Result {
  const packed = packAddress(address, self.family, 'connect');
  const r = packed === undefined ? undefined : connectTo(self, packed);
  return r === undefined ? undefined : done(r);
}

function connectEx(self: PySocket, address: Value): Result {
  const packed = packAddress(address, self.family, 'connect_ex');
  const r = packed === undefined ? undefined : connectTo(self, packed);
  return r === undefined ? undefined : int(Math.abs(r));
}

function listen(self: PySocket, backlog?: Value): Result {
  const n = backlog === undefined ? 128 : asIndex(backlog);
  return n === undefined ? undefined : done(hostOf().net.listen(self.fd, Math.max(0, n)));
}

function accept(self: PySocket): Result {
  const peer = newAddress();
  const fd = attempt(self, POLLIN, () => hostOf().net.accept(self.fd, peer));
  return fd === undefined ? undefined : tuple([int(fd), addressValue(peer)]);
}

function flagsOf(v: Value | undefined): number | undefined {
  return v === undefined ? 0 : asIndex(v);
}

function send(self: PySocket, data: Value, flags?: Value): Result {
  const b = bufferOf(data);
  const f = b === undefined ? undefined : flagsOf(flags);
  if (f === undefined) return undefined;
  const n = attempt(self, POLLOUT, () => hostOf().net.send(self.fd, b!, 0, b!.length, f));
  return n === undefined ? undefined : int(n);
}

function sendAll(self: PySocket, data: Value, flags?: Value): Result {
  const b = bufferOf(data);
  const f = b === undefined ? undefined : flagsOf(flags);
  if (f === undefined) return undefined;
  const deadline = deadlineOf(self);
  for (let at = 0; at < b!.length; ) {
    const n = attempt(self, POLLOUT, () => hostOf().net.send(self.fd, b!, at, b!.length - at, f), deadline);
    // a signal ends a call that has sent a part without an error
    if (n === undefined || hooks.handleSignals() === undefined) return undefined;
    at += n;
  }
  return None;
}

function sendTo(self: PySocket, data: Value, second: Value, third?: Value): Result {
  const b = bufferOf(data);
  const f = b === undefined ? undefined : third === undefined ? 0 : asIndex(second);
  if (f === undefined) return undefined;
  const to = packAddress(third ?? second, self.family, 'sendto');
  if (to === undefined) return undefined;
  const n = attempt(self, POLLOUT, () => hostOf().net.sendto(self.fd, b!, 0, b!.length, f, to));
  return n === undefined ? undefined : int(n);
}

function recv(self: PySocket, size: Value, flags?: Value): Result {
  const n = asIndex(size);
  const f = n === undefined ? undefined : flagsOf(flags);
  if (f === undefined) return undefined;
  if (n! < 0) return valueError('negative buffersize in recv');
  const out = new Uint8Array(n!);
  if (n === 0) return bytes(out);
  const got = attempt(self, POLLIN, () => hostOf().net.recv(self.fd, out, 0, n!, f));
  return got === undefined ? undefined : bytes(out.slice(0, got));
}

function recvFrom(self: PySocket, size: Value, flags?: Value): Result {
  const n = asIndex(size);
  const f = n === undefined ? undefined : flagsOf(flags);
  if (f === undefined) return undefined;
  if (n! < 0) return valueError('negative buffersize in recvfrom');
  const out = new Uint8Array(n!);
  const from = newAddress();
  const got = attempt(self, POLLIN, () => hostOf().net.recvfrom(self.fd, out, 0, n!, f, from));
  return got === undefined ? undefined : tuple([bytes(out.slice(0, got)), addressValue(from)]);
}

/** recv_into and recvfrom_into: receives into the first bytes of a writable buffer. */
function receiveInto(
  self: PySocket,
  name: string,
  target: Value,
  size: Value | undefined,
  flags: Value | undefined,
  from: ReturnType<typeof newAddress> | null,
): number | undefined {
  const view = writableBufferOf(target, `${name}() argument 1`);
  if (view === undefined) return undefined;
  const whole = view.bytes.subarray(view.offset, view.offset + viewBytes(view));
  const wanted = size === undefined ? 0 : asIndex(size);
  const f = wanted === undefined ? undefined : flagsOf(flags);
  let got: number | undefined;
  if (f === undefined) got = undefined;
  else if (wanted! < 0) got = valueError(`negative buffersize in ${name}`);
  else if (wanted! > whole.length)
    got = valueError(
      name === 'recv_into' ? 'buffer too small for requested bytes' : 'nbytes is greater than the length of the buffer',
    );
  else {
    const length = wanted === 0 ? whole.length : wanted!;
    const { net } = hostOf();
    got = attempt(self, POLLIN, () =>
      from === null ? net.recv(self.fd, whole, 0, length, f) : net.recvfrom(self.fd, whole, 0, length, f, from),
    );
  }
  releaseBuffer(view);
  return got;
}

function recvInto(self: PySocket, target: Value, size?: Value, flags?: Value): Result {
  const n = receiveInto(self, 'recv_into', target, size, flags, null);
  return n === undefined ? undefined : int(n);
}

function recvFromInto(self: PySocket, target: Value, size?: Value, flags?: Value): Result {
  const from = newAddress();
  const n = receiveInto(self, 'recvfrom_into', target, size, flags, from);
  return n === undefined ? undefined : tuple([int(n), addressValue(from)]);
}

function name(self: PySocket, of: 'getsockname' | 'getpeername'): Result {
  const address = newAddress();
  const r = hostOf().net[of](self.fd, address);
  return r < 0 ? osError(r, null) : addressValue(address);
}

function getSockOpt(self: PySocket, level: Value, option: Value, size?: Value): Result {
  const l = asIndex(level);
  const o = l === undefined ? undefined : asIndex(option);
  const n = o === undefined ? undefined : size === undefined ? 0 : asIndex(size);
  if (n === undefined) return undefined;
  if (size !== undefined && (n <= 0 || n > 1024)) return raise(E.OSError!, 'getsockopt buflen out of range');
  const out = new Uint8Array(n === 0 ? 4 : n);
  const r = hostOf().net.getsockopt(self.fd, l!, o!, out);
  if (r < 0) return osError(r, null);
  return n === 0 ? int(new DataView(out.buffer).getInt32(0, true)) : bytes(out.slice(0, r));
}

function setSockOpt(self: PySocket, level: Value, option: Value, value: Value, size?: Value): Result {
  const l = asIndex(level);
  const o = l === undefined ? undefined : asIndex(option);
  if (o === undefined) return undefined;
  let data: Uint8Array;
  if (value === None) {
    const n = size === undefined ? undefined : asIndex(size);
    if (n === undefined)
      return size === undefined
        ? typeError('socket.setsockopt() requires 4 arguments when the third argument is None')
        : undefined;
    data = new Uint8Array(n);
  } else {
    const buffer = tryBufferOf(value);
    if (buffer === undefined) return undefined;
    if (buffer !== null) data = buffer;
    else {
      const n = asIndex(value);
      if (n === undefined) return undefined;
      data = new Uint8Array(Int32Array.of(n).buffer);
    }
  }
  return done(hostOf().net.setsockopt(self.fd, l!, o, data));
}

function shutdown(self: PySocket, how: Value): Result {
  const n = asIndex(how);
  return n === undefined ? undefined : done(hostOf().net.shutdown(self.fd, n));
}

function close(self: PySocket): Result {
  const { fd } = self;
  self.fd = -1;
  if (fd < 0) return None;
  const r = hostOf().fd.close(fd);
  return r < 0 && r !== -104 ? osError(r, null) : None;
}

function detach(self: PySocket): Result {
  const { fd } = self;
  self.fd = -1;
  return int(fd);
}

/** Seconds of a timeout argument: negative for None. */
export function timeoutSeconds(v: Value): number | undefined {
  if (v === None) return -1;
  const n = asFloat(v);
  if (n === undefined) return undefined;
  if (Number.isNaN(n)) return valueError('Invalid value NaN (not a number)');
  return n < 0 ? valueError('Timeout value out of range') : n;
}

function setTimeoutOf(self: PySocket, v: Value): Result {
  const seconds = timeoutSeconds(v);
  return seconds === undefined ? undefined : applyTimeout(self, seconds);
}

function applyTimeout(self: PySocket, seconds: number): Result {
  self.timeout = seconds;
  return done(hostOf().fd.setBlocking(self.fd, seconds < 0));
}

function setBlocking(self: PySocket, flag: Value): Result {
  const blocks = isTrue(flag);
  return blocks === undefined ? undefined : applyTimeout(self, blocks ? -1 : 0);
}

export function timeoutValue(seconds: number): Value {
  return seconds < 0 ? None : float(seconds);
}

function repr(self: PySocket): Result {
  return str(`<socket object, fd=${self.fd}, family=${self.family}, type=${self.type}, proto=${self.proto}>`);
}

/** An unclosed socket is reported and closed. */
function del(self: PySocket): Result {
  if (self.fd < 0) return None;
  if (hooks.warn(E.ResourceWarning!, `unclosed <${typeOf(self).name} fd=${self.fd}>`, 1) === undefined)
    return undefined;
  return close(self);
}

export const SocketType: PyType = defineType({
  name: 'socket',
  module: '_socket',
  instanceClass: PySocket,
  flags: TypeFlag.Base,
  doc: 'socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n\nOpens a socket of the given type.',
  slots: { init, repr, del },
  methods: [
    method('_accept', '($self, /)', accept),
    method('bind', '($self, address, /)', bind),
    method('close', '($self, /)', close),
    method('connect', '($self, address, /)', connect),
    method('connect_ex', '($self, address, /)', connectEx),
    method('detach', '($self, /)', detach),
    method('fileno', '($self, /)', (self: PySocket) => int(self.fd)),
    method('getblocking', '($self, /)', (self: PySocket) => self.timeout !== 0),
    method('getpeername', '($self, /)', (self: PySocket) => name(self, 'getpeername')),
    method('getsockname', '($self, /)', (self: PySocket) => name(self, 'getsockname')),
    method('getsockopt', '($self, level, option, buffersize=0, /)', getSockOpt),
    method('gettimeout', '($self, /)', (self: PySocket) => timeoutValue(self.timeout)),
    method('listen', '($self, backlog=128, /)', listen),
    method('recv', '($self, buffersize, flags=0, /)', recv),
    method('recv_into', '($self, buffer, nbytes=0, flags=0)', recvInto),
    method('recvfrom', '($self, buffersize, flags=0, /)', recvFrom),
    method('recvfrom_into', '($self, buffer, nbytes=0, flags=0)', recvFromInto),
    method('send', '($self, data, flags=0, /)', send),
    method('sendall', '($self, data, flags=0, /)', sendAll),
    method('sendto', '($self, data, flags, address=None, /)', sendTo),
    method('setblocking', '($self, flag, /)', setBlocking),
    method('setsockopt', '($self, level, option, value, optlen=0, /)', setSockOpt),
    method('settimeout', '($self, timeout, /)', setTimeoutOf),
    method('shutdown', '($self, how, /)', shutdown),
  ],
  getset: [
    getset('family', (self: PySocket) => int(self.family)),
    getset('type', (self: PySocket) => int(self.type)),
    getset('proto', (self: PySocket) => int(self.proto)),
    getset('timeout', (self: PySocket) => timeoutValue(self.timeout)),
  ],
});
