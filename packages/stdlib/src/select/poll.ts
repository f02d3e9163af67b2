/** select.poll objects. */
import type { InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  defineType,
  E,
  index,
  int,
  keyError,
  list,
  method,
  None,
  overflowError,
  PyObject,
  raise,
  raiseWith,
  strFromJs,
  tuple,
  TypeFlag,
  valueError,
} from '@pyston/objects';
import { hostOf, osError } from '../os-error.ts';
import { fileno } from '../posix/args.ts';
import { timeoutArg, waiting } from './timeout.ts';

class Poll extends PyObject {
  /** Events asked for, by descriptor. */
  readonly asked = new Map<number, number>();
  /** A poll() is under way. */
  running = false;
}

const ENOENT = 2;
const DEFAULT_EVENTS = 1 | 2 | 4;

/** unsigned short. */
function eventsArg(v: Value | undefined): number | undefined {
  if (v === undefined) return DEFAULT_EVENTS;
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('Cannot convert negative int');
  return n > 0xffff ? overflowError('Python int too large for C unsigned short') : Number(n);
}

function register(self: Poll, file: Value, eventmask?: Value): Result {
  const fd = fileno(file);
  const events = fd === undefined ? undefined : eventsArg(eventmask);
  if (events === undefined) return undefined;
  self.asked.set(fd!, events);
  return None;
}

function modify(self: Poll, file: Value, eventmask: Value): Result {
  const fd = fileno(file);
  const events = fd === undefined ? undefined : eventsArg(eventmask);
  if (events === undefined) return undefined;
  if (!self.asked.has(fd!)) return raiseWith(E.OSError!, int(ENOENT), strFromJs(hostOf().platform.strerror(ENOENT)));
  self.asked.set(fd!, events);
  return None;
}

function unregister(self: Poll, file: Value): Result {
  const fd = fileno(file);
  if (fd === undefined) return undefined;
  return self.asked.delete(fd) ? None : keyError(int(fd));
}

function poll(self: Poll, timeout?: Value): Result {
  const ms =
    timeout === undefined || timeout === None ? null : timeoutArg(timeout, 1000, 'timeout must be an integer or None');
  if (ms === undefined) return undefined;
  if (self.running) return raise(E.RuntimeError!, 'concurrent poll() invocation');
  const count = self.asked.size;
  const set = new Int32Array(count * 3);
  let i = 0;
  for (const [fd, events] of self.asked) {
    set[i++] = fd;
    set[i++] = events;
    i++;
  }
  self.running = true;
  const r = waiting(ms === null || ms < 0 ? null : ms / 1000, (left) =>
    hostOf().poll.poll(set, count, left < 0 ? left : Math.ceil(left)),
  );
  self.running = false;
  if (r === undefined) return undefined;
  if (r < 0) return osError(r, null);
  const out: Value[] = [];
  for (let k = 0; k < set.length; k += 3) if (set[k + 2] !== 0) out.push(tuple([int(set[k]!), int(set[k + 2]!)]));
  return list(out);
}

export const PollType: PyType = defineType({
  name: 'poll',
  module: 'select',
  instanceClass: Poll as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  methods: [
    method('register', '($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)', register),
    method('modify', '($self, fd, eventmask, /)', modify),
    method('unregister', '($self, fd, /)', unregister),
    method('poll', '($self, timeout=None, /)', poll),
  ],
});

export function newPoll(): Value {
  return new Poll();
}
