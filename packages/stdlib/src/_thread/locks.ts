/** lock and RLock. Threads come later; a lock that cannot be had is waited for by sleeping, which signals interrupt. */
import type { PyType, Result, Value } from '@pyston/objects';
import { addressOf, asFloat, asIndex, defineType, E, int, isTrue, isTuple, method, None, overflowError, PyObject, raise, strFromJs, ts, tuple, typeError, TypeFlag, typeOf, valueError } from '@pyston/objects';
import { hostOf, retry } from '../os-error.ts';

export class PyLock extends PyObject {
  locked = false;
}

export class PyRLock extends PyObject {
  owner = 0;
  count = 0;
}

export const TIMEOUT_MAX = 9223372036;

interface Wait {
  readonly blocking: boolean;
  /** Seconds, -1 = no limit. */
  readonly timeout: number;
}

function waitOf(blockingArg: Value | undefined, timeoutArg: Value | undefined): Wait | undefined {
  const blocking = blockingArg === undefined ? true : isTrue(blockingArg);
  const timeout = timeoutArg === undefined ? -1 : asFloat(timeoutArg);
  if (blocking === undefined || timeout === undefined) return undefined;
  if (!blocking && timeout !== -1) return valueError("can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) return valueError('timeout value must be a non-negative number');
  if (timeout > TIMEOUT_MAX) return overflowError('timeout value is too large');
  return { blocking, timeout };
}

/** Sleeps until `free()` or the time is over; `undefined` = a signal handler raised. */
function waitFor(free: () => boolean, wait: Wait): boolean | undefined {
  if (free()) return true;
  if (!wait.blocking || wait.timeout === 0) return false;
  const { clock } = hostOf();
  const end = wait.timeout < 0 ? Infinity : performance.now() + wait.timeout * 1000;
  while (!free()) {
    const left = end - performance.now();
    if (left <= 0) return false;
    if (retry(() => clock.sleep(Math.min(left / 1000, 0.05))) === undefined) return undefined;
  }
  return true;
}

function acquire(self: PyLock, blocking?: Value, timeout?: Value): Result {
  const wait = waitOf(blocking, timeout);
  if (wait === undefined) return undefined;
  const got = waitFor(() => !self.locked, wait);
  if (got === true) self.locked = true;
  return got;
}

function release(self: PyLock): Result {
  if (!self.locked) return raise(E.RuntimeError!, 'release unlocked lock');
  self.locked = false;
  return None;
}

function lockRepr(self: PyLock): Result {
  return strFromJs(`<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(self)}>`);
}

export const LockType: PyType = defineType({
  name: 'lock',
  module: '_thread',
  instanceClass: PyLock,
  hasWeakRef: true,
  doc: 'A lock object is a synchronization primitive.',
  signature: '()',
  slots: {
    new: (_cls: PyType, args: Value[], kwnames) => (args.length > 0 || kwnames !== null ? typeError('lock() takes no arguments') : new PyLock()),
    repr: lockRepr,
  },
  methods: [
    method('acquire', '($self, /, blocking=True, timeout=-1)', acquire, 'Lock the lock.'),
    method('acquire_lock', '($self, /, blocking=True, timeout=-1)', acquire),
    method('release', '($self, /)', release, 'Release the lock.'),
    method('release_lock', '($self, /)', release),
    method('locked', '($self, /)', (self: PyLock) => self.locked, 'Return whether the lock is in the locked state.'),
    method('locked_lock', '($self, /)', (self: PyLock) => self.locked),
    method('__enter__', '($self, /)', (self: PyLock) => acquire(self), 'Lock the lock.'),
    method('__exit__', '($self, *args)', release, 'Release the lock.'),
    method('_at_fork_reinit', '($self, /)', (self: PyLock) => ((self.locked = false), None)),
  ],
});

function acquireR(self: PyRLock, blocking?: Value, timeout?: Value): Result {
  const wait = waitOf(blocking, timeout);
  if (wait === undefined) return undefined;
  const me = ts.ident;
  if (self.count > 0 && self.owner === me) {
    self.count++;
    return true;
  }
  const got = waitFor(() => self.count === 0, wait);
  if (got !== true) return got;
  self.owner = me;
  self.count = 1;
  return true;
}

function releaseR(self: PyRLock): Result {
  if (self.count === 0 || self.owner !== ts.ident) return raise(E.RuntimeError!, 'cannot release un-acquired lock');
  if (--self.count === 0) self.owner = 0;
  return None;
}

function saved(self: PyRLock): Result {
  if (self.count === 0) return raise(E.RuntimeError!, 'cannot release un-acquired lock');
  const state = tuple([int(self.count), int(self.owner)]);
  self.count = 0;
  self.owner = 0;
  return state;
}

function restore(self: PyRLock, state: Value): Result {
  if (!isTuple(state) || state.items.length !== 2) return typeError('_acquire_restore() argument 1 must be sequence of length 2');
  const count = asIndex(state.items[0]!);
  const owner = asIndex(state.items[1]!);
  if (count === undefined || owner === undefined) return undefined;
  self.count = count;
  self.owner = owner;
  return None;
}

function rlockRepr(self: PyRLock): Result {
  return strFromJs(`<${self.count > 0 ? 'locked' : 'unlocked'} _thread.${typeOf(self).name} object owner=${self.owner} count=${self.count} at ${addressOf(self)}>`);
}

export const RLockType: PyType = defineType({
  name: 'RLock',
  module: '_thread',
  instanceClass: PyRLock,
  flags: TypeFlag.Base,
  hasWeakRef: true,
  doc: 'A reentrant lock.',
  slots: { new: (cls: PyType, args: Value[], kwnames) => (args.length > 0 || kwnames !== null ? typeError('RLock() takes no arguments') : new cls.instanceClass()), repr: rlockRepr },
  methods: [
    method('acquire', '($self, /, blocking=True, timeout=-1)', acquireR, 'Lock the lock.'),
    method('release', '($self, /)', releaseR, 'Release the lock.'),
    method('locked', '($self, /)', (self: PyRLock) => self.count > 0),
    method('_is_owned', '($self, /)', (self: PyRLock) => self.count > 0 && self.owner === ts.ident),
    method('_recursion_count', '($self, /)', (self: PyRLock) => int(self.owner === ts.ident ? self.count : 0)),
    method('_release_save', '($self, /)', saved),
    method('_acquire_restore', '($self, state, /)', restore),
    method('__enter__', '($self, /)', (self: PyRLock) => acquireR(self), 'Lock the lock.'),
    method('__exit__', '($self, *args)', releaseR, 'Release the lock.'),
    method('_at_fork_reinit', '($self, /)', (self: PyRLock) => ((self.count = 0), (self.owner = 0), None)),
  ],
});

