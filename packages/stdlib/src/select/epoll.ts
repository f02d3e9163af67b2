/** select.epoll objects. */
import type { InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  bindNew,
  defineType,
  E,
  getset,
  index,
  int,
  list,
  method,
  newInstance,
  None,
  overflowError,
  PyObject,
  raise,
  tuple,
  TypeFlag,
  valueError,
} from '@pyston/objects';
import { hostOf, osError } from '../os-error.ts';
import { cInt, fileno } from '../posix/args.ts';
import { timeoutArg, waiting } from './timeout.ts';

class Epoll extends PyObject {
  fd = -1;
}

const ADD = 1;
const DEL = 2;
const MOD = 3;
const CLOEXEC = 0o2000000;
const DEFAULT_EVENTS = 1 | 2 | 4;
/** What epoll_wait gets without maxevents. */
const MANY = 1023;

const PARAMS = bindNew('epoll', '(sizehint=-1, flags=0)');

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [sizeArg, flagsArg] = bound as (Value | undefined)[];
  const size = sizeArg === undefined ? -1 : cInt(sizeArg);
  const flags = size === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
  if (flags === undefined) return undefined;
  if (size !== -1 && size! <= 0) return valueError('negative sizehint');
  if (flags !== 0 && flags !== CLOEXEC) return raise(E.OSError!, 'invalid flags');
  const fd = hostOf().poll.epollCreate(CLOEXEC);
  return fd < 0 ? osError(fd, null) : wrap(cls, fd);
}

function wrap(cls: PyType, fd: number): Value {
  const self = newInstance<Epoll>(cls);
  self.fd = fd;
  return self;
}

function open(self: Epoll): true | undefined {
  return self.fd < 0 ? valueError('I/O operation on closed epoll object') : true;
}

function close(self: Epoll): Result {
  const { fd } = self;
  self.fd = -1;
  const r = fd < 0 ? 0 : hostOf().fd.close(fd);
  return r < 0 ? osError(r, null) : None;
}

/** unsigned int. */
function eventsArg(v: Value): number | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('Cannot convert negative int');
  return n > 0xffffffff ? overflowError('Python int too large for C unsigned int') : Number(n);
}

function control(self: Epoll, op: number, file: Value, eventmask: Value | undefined, fallback: number): Result {
  if (open(self) === undefined) return undefined;
  const fd = fileno(file);
  const events = fd === undefined ? undefined : eventmask === undefined ? fallback : eventsArg(eventmask);
  if (events === undefined) return undefined;
  const r = hostOf().poll.epollCtl(self.fd, op, fd!, events);
  return r < 0 ? osError(r, null) : None;
}

function poll(self: Epoll, timeout?: Value, maxArg?: Value): Result {
  if (open(self) === undefined) return undefined;
  const seconds =
    timeout === undefined || timeout === None ? null : timeoutArg(timeout, 1, 'timeout must be an integer or None');
  const max = maxArg === undefined ? -1 : asIndex(maxArg);
  if (seconds === undefined || max === undefined) return undefined;
  if (max !== -1 && max < 1) return valueError(`maxevents must be greater than 0, got ${max}`);
  const limit = max === -1 ? MANY : max;
  const events = new Int32Array(limit * 2);
  const r = waiting(seconds === null || seconds < 0 ? null : seconds, (left) =>
    hostOf().poll.epollWait(self.fd, events, limit, left < 0 ? left : Math.ceil(left)),
  );
  if (r === undefined) return undefined;
  if (r < 0) return osError(r, null);
  const out: Value[] = [];
  for (let i = 0; i < r; i++) out.push(tuple([int(events[2 * i]!), int(events[2 * i + 1]! >>> 0)]));
  return list(out);
}

export const EpollType: PyType = defineType({
  name: 'epoll',
  module: 'select',
  instanceClass: Epoll as unknown as InstanceClass,
  flags: TypeFlag.Base,
  slots: { new: create },
  methods: [
    method('close', '($self, /)', close),
    method('fileno', '($self, /)', (self: Epoll) => (open(self) === undefined ? undefined : int(self.fd))),
    method(
      'register',
      '($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)',
      (self: Epoll, fd: Value, events?: Value) => control(self, ADD, fd, events, DEFAULT_EVENTS),
    ),
    method('modify', '($self, /, fd, eventmask)', (self: Epoll, fd: Value, events: Value) =>
      control(self, MOD, fd, events, 0),
    ),
    method('unregister', '($self, /, fd)', (self: Epoll, fd: Value) => control(self, DEL, fd, undefined, 0)),
    method('poll', '($self, /, timeout=None, maxevents=-1)', poll),
    method('__enter__', '($self, /)', (self: Epoll) => (open(self) === undefined ? undefined : self)),
    method('__exit__', '($self, exc_type=None, exc_value=None, exc_tb=None, /)', close),
  ],
  classMethods: [
    method('fromfd', '($type, fd, /)', (cls: PyType, fdArg: Value) => {
      const fd = cInt(fdArg);
      return fd === undefined ? undefined : wrap(cls, fd);
    }),
  ],
  getset: [getset('closed', (self: Epoll) => self.fd < 0)],
});
