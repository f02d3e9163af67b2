/** Type _thread._ThreadHandle: what threading knows of an OS thread, and waits for. */
import type { InstanceClass, PyInt, PyType, Result, Value, Waiter } from '@pyston/objects';
import {
  asFloat,
  defineType,
  E,
  index,
  int,
  method,
  newInstance,
  None,
  now,
  park,
  PyObject,
  raise,
  strFromJs,
  ts,
  Waiter as WaiterClass,
  wake,
} from '@pyston/objects';

export class PyThreadHandle extends PyObject {
  ident: PyInt | null = null;
  /** A start is under way: the handle is nobody else's. */
  starting = false;
  done = false;
  /** Threads in join(). */
  waiters: Waiter[] = [];
}

/** Marks the thread as ended and wakes who waits for it. */
export function setDone(handle: PyThreadHandle): void {
  handle.done = true;
  const { waiters } = handle;
  handle.waiters = [];
  for (let i = 0; i < waiters.length; i++) wake(waiters[i]!);
}

/** Waits for the end of the thread until `deadline`; the result does not tell whether it came. */
export function joinHandle(self: PyThreadHandle, deadline: number): Result {
  if (self.done) return None;
  const waiter = new WaiterClass();
  self.waiters.push(waiter);
  const woken = park(waiter, deadline);
  if (woken === true) return None;
  const at = self.waiters.indexOf(waiter);
  if (at >= 0) self.waiters.splice(at, 1);
  return woken === undefined ? undefined : None;
}

function join(self: PyThreadHandle, timeout: Value = None): Result {
  const seconds = timeout === None ? -1 : asFloat(timeout);
  if (seconds === undefined) return undefined;
  if (self.ident === null) return raise(E.RuntimeError!, 'thread not started');
  if (!self.done && Number(self.ident) === ts.ident) return raise(E.RuntimeError!, 'Cannot join current thread');
  return joinHandle(self, seconds < 0 ? Infinity : now() + seconds);
}

function markDone(self: PyThreadHandle): Result {
  if (self.ident === null) return raise(E.RuntimeError!, 'thread not started');
  if (!self.done) setDone(self);
  return None;
}

export const threadHandle: PyType = defineType({
  name: '_ThreadHandle',
  module: '_thread',
  instanceClass: PyThreadHandle as InstanceClass,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => newInstance<PyThreadHandle>(cls),
    repr: (self: PyThreadHandle) =>
      strFromJs(`<_thread._ThreadHandle object: ident=${self.ident === null ? 0 : String(self.ident)}>`),
  },
  methods: [
    method('join', '($self, timeout=None, /)', join),
    method('_set_done', '($self, /)', markDone),
    method('is_done', '($self, /)', (self: PyThreadHandle) => self.done),
  ],
  getset: [{ name: 'ident', get: (self: PyThreadHandle) => self.ident ?? int(0) }],
});

/** A handle of the thread with this identity. */
export function makeHandle(identArg: Value): Result {
  const ident = index(identArg);
  if (ident === undefined) return undefined;
  const handle = new PyThreadHandle();
  handle.ident = ident;
  return handle;
}
