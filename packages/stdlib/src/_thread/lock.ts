/**
 * Types _thread.lock and _thread.RLock. A free lock costs no native call; waiting is in objects' core/mutex.ts.
 *
 * Where the host has no threads a blocking acquire of a taken lock can never succeed: with a timeout it waits that long,
 * without one it is reported as an error instead of hanging.
 */
import type { InstanceClass, Lockable, PyInt, PyType, Result, ThreadState, Value, Waiter } from '@pyston/objects';
import {
  acquireTaken,
  addressOf,
  asFloat,
  asSsize,
  defineType,
  E,
  int,
  isTrue,
  isTuple,
  method,
  newInstance,
  None,
  overflowError,
  PyObject,
  raise,
  releaseLock,
  strFromJs,
  ts,
  tuple,
  typeError,
  TypeFlag,
  valueError,
} from '@pyston/objects';

class PyLock extends PyObject implements Lockable {
  locked = false;
  queue: Waiter[] | null = null;
}

/** `locked` while it has an owner. */
class PyRLock extends PyObject implements Lockable {
  locked = false;
  queue: Waiter[] | null = null;
  owner: ThreadState | null = null;
  count = 0;
}

/** Seconds to wait: 0 = do not, Infinity = for ever; `undefined` = raised. */
function waitTime(blockingArg: Value | undefined, timeoutArg: Value | undefined): number | undefined {
  const blocking = blockingArg === undefined ? true : isTrue(blockingArg);
  if (blocking === undefined) return undefined;
  const timeout = timeoutArg === undefined ? -1 : asFloat(timeoutArg);
  if (timeout === undefined) return undefined;
  if (timeout !== timeout) return valueError('Invalid value NaN (not a number)');
  if (timeout > 9223372036)
    return timeout > 9223372036.854775
      ? overflowError('timestamp out of range for C PyTime_t')
      : overflowError('timeout value is too large');
  if (!blocking && timeout !== -1) return valueError("can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) return valueError('timeout value must be a non-negative number');
  return !blocking ? 0 : timeout === -1 ? Infinity : timeout;
}

function acquire(self: PyLock, blocking?: Value, timeout?: Value): Result {
  const seconds = blocking === undefined && timeout === undefined ? Infinity : waitTime(blocking, timeout);
  if (seconds === undefined) return undefined;
  if (self.locked) return acquireTaken(self, seconds);
  self.locked = true;
  return true;
}

function release(self: PyLock): Result {
  if (!self.locked) return raise(E.RuntimeError!, 'release unlocked lock');
  if (self.queue === null) self.locked = false;
  else releaseLock(self);
  return None;
}

const ACQUIRE = '($self, blocking=True, timeout=-1)';
const ACQUIRE_DOC =
  'Lock the lock.\n\nWithout argument, this blocks if the lock is already\nlocked (even by the same thread), waiting for another thread to release\nthe lock, and return True once the lock is acquired.\nWith an argument, this will only block if the argument is true,\nand the return value reflects whether the lock is acquired.\nThe blocking operation is interruptible.';
const RELEASE_DOC =
  "Release the lock, allowing another thread that is blocked waiting for\nthe lock to acquire the lock.  The lock must be in the locked state,\nbut it needn't be locked by the same thread that unlocks it.";
const LOCKED_DOC = 'Return whether the lock is in the locked state.';

function reinit(self: PyLock): Result {
  self.locked = false;
  self.queue = null;
  return None;
}

function noArguments(cls: PyType, args: Value[]): Result {
  return args.length > 0
    ? typeError(`${cls.name} expected 0 arguments, got ${args.length}`)
    : newInstance<PyObject>(cls);
}

export const lockType: PyType = defineType({
  name: 'lock',
  module: '_thread',
  longName: true,
  instanceClass: PyLock as InstanceClass,
  doc: 'A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().',
  signature: '()',
  hasWeakRef: true,
  slots: {
    new: noArguments,
    repr: (self: PyLock) =>
      strFromJs(`<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(self)}>`),
  },
  methods: [
    method('acquire', ACQUIRE, acquire, ACQUIRE_DOC),
    method('acquire_lock', ACQUIRE, acquire, 'An obsolete synonym of acquire().'),
    method('release', '($self, /)', release, RELEASE_DOC),
    method('release_lock', '($self, /)', release, 'An obsolete synonym of release().'),
    method('locked', '($self, /)', (self: PyLock) => self.locked, LOCKED_DOC),
    method('locked_lock', '($self, /)', (self: PyLock) => self.locked, 'An obsolete synonym of locked().'),
    method('__enter__', '($self, /)', (self: PyLock) => acquire(self), 'Lock the lock.'),
    method('__exit__', '($self, /, *exc_info)', release, 'Release the lock.'),
    method('_at_fork_reinit', '($self, /)', reinit),
  ],
});

// --- RLock

function acquireAgain(self: PyRLock, blocking?: Value, timeout?: Value): Result {
  const seconds = blocking === undefined && timeout === undefined ? Infinity : waitTime(blocking, timeout);
  if (seconds === undefined) return undefined;
  if (self.owner !== ts) {
    if (self.locked) {
      const got = acquireTaken(self, seconds);
      if (got !== true) return got;
    } else self.locked = true;
    self.owner = ts;
  }
  self.count++;
  return true;
}

function releaseAgain(self: PyRLock): Result {
  if (self.owner !== ts) return raise(E.RuntimeError!, 'cannot release un-acquired lock');
  if (--self.count === 0) letGo(self);
  return None;
}

function letGo(self: PyRLock): void {
  self.owner = null;
  self.count = 0;
  releaseLock(self);
}

/** The state for `acquireRestore`: count and owner. */
function releaseSave(self: PyRLock): Result {
  if (self.owner === null) return raise(E.RuntimeError!, 'cannot release un-acquired lock');
  const state = tuple([int(self.count), int(self.owner.ident)]);
  letGo(self);
  return state;
}

/** Takes the lock again as it was: by the thread that gave it up. */
function acquireRestore(self: PyRLock, state: Value): Result {
  if (!isTuple(state) || state.items.length !== 2)
    return typeError('_acquire_restore() argument must be a 2-item tuple');
  const count = asSsize(state.items[0]!);
  if (count === undefined) return undefined;
  if (acquireAgain(self) === undefined) return undefined;
  self.count = count;
  return None;
}

function reinitAgain(self: PyRLock): Result {
  self.count = 0;
  self.owner = null;
  self.locked = false;
  self.queue = null;
  return None;
}

export const rlockType: PyType = defineType({
  name: 'RLock',
  module: '_thread',
  longName: true,
  instanceClass: PyRLock as InstanceClass,
  flags: TypeFlag.Base,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => newInstance<PyObject>(cls),
    repr: (self: PyRLock) =>
      strFromJs(
        `<${self.count > 0 ? 'locked' : 'unlocked'} _thread.RLock object owner=${self.owner?.ident ?? 0} count=${self.count} at ${addressOf(self)}>`,
      ),
  },
  methods: [
    method('acquire', ACQUIRE, acquireAgain, 'Lock the lock.'),
    method(
      'release',
      '($self, /)',
      releaseAgain,
      'Release the lock, allowing another thread that is blocked waiting for\nthe lock to acquire the lock.',
    ),
    method(
      'locked',
      '($self, /)',
      (self: PyRLock) => self.count > 0,
      'Return a boolean indicating whether this object is locked right now.',
    ),
    method(
      '_is_owned',
      '($self, /)',
      (self: PyRLock) => self.owner === ts,
      'For internal use by `threading.Condition`.',
    ),
    method('_acquire_restore', '($self, state, /)', acquireRestore, 'For internal use by `threading.Condition`.'),
    method('_release_save', '($self, /)', releaseSave, 'For internal use by `threading.Condition`.'),
    method(
      '_recursion_count',
      '($self, /)',
      (self: PyRLock): PyInt => int(self.owner === ts ? self.count : 0),
      'For internal use by reentrancy checks.',
    ),
    method('__enter__', '($self, /)', (self: PyRLock) => acquireAgain(self), 'Lock the lock.'),
    method('__exit__', '($self, /, *exc_info)', releaseAgain, 'Release the lock.'),
    method('_at_fork_reinit', '($self, /)', reinitAgain),
  ],
});

/** A new, free lock. */
export function newLock(): Value {
  return new PyLock();
}
