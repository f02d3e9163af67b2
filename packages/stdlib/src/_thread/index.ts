/** Module _thread: locks work; starting a thread is refused until the runtime has threads. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import { asIndex, defineModule, defineType, E, float, getset, hooks, int, method, None, PyObject, raise, raiseWith, strFromJs, ts, TypeFlag, typeError, typeOf, valueError } from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { LocalType } from './local.ts';
import { LockType, PyLock, RLockType, TIMEOUT_MAX } from './locks.ts';

function cannotStart(): undefined {
  return raise(E.RuntimeError!, "can't start new thread");
}

function startNewThread(fn: Value): Result {
  return typeOf(fn).slots.call === null ? typeError('first arg must be callable') : cannotStart();
}

/** The handle of a thread; the main thread's is made by _make_thread_handle. */
class ThreadHandle extends PyObject {
  ident = 0;
  done = false;
}

const ThreadHandleType: PyType = defineType({
  name: '_ThreadHandle',
  module: '_thread',
  instanceClass: ThreadHandle,
  hasWeakRef: true,
  slots: { new: (cls: PyType) => new cls.instanceClass(), repr: (self: ThreadHandle) => strFromJs(`<_ThreadHandle object: ident=${self.ident}>`) },
  methods: [
    method('join', '($self, timeout=None, /)', () => None),
    method('_set_done', '($self, /)', (self: ThreadHandle) => ((self.done = true), None)),
    method('is_done', '($self, /)', (self: ThreadHandle) => self.done),
  ],
  getset: [getset('ident', (self: ThreadHandle) => int(self.ident))],
});

function makeThreadHandle(ident: Value): Result {
  const n = asIndex(ident);
  if (n === undefined) return undefined;
  const handle = new ThreadHandle();
  handle.ident = n;
  return handle;
}

function stackSize(size?: Value): Result {
  const n = size === undefined ? 0 : asIndex(size);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('size must be 0 or a positive value');
  if (n > 0 && n < 32768) return valueError(`size not valid: ${n} bytes`);
  const { extras } = ts.runtime;
  const old = (extras.get('threadStackSize') as number | undefined) ?? 0;
  if (size !== undefined) extras.set('threadStackSize', n);
  return int(old);
}

/** Simulates SIGINT for the main thread. */
function interruptMain(signum?: Value): Result {
  const signal = hooks.importModule('_signal');
  if (signal === undefined) return undefined;
  const n = signum === undefined ? 2 : asIndex(signum);
  if (n === undefined) return undefined;
  hostOf().signals.raise(n);
  return None;
}

const ExceptHookArgs = defineType({ name: '_ExceptHookArgs', module: '_thread', instanceClass: class extends PyObject {}, flags: TypeFlag.Base });

export const threadModule: ModuleSpec = defineModule({
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.\nThe \'threading\' module provides a more convenient interface.',
  types: [LockType, RLockType, LocalType, ThreadHandleType, ExceptHookArgs],
  functions: [
    method('start_new_thread', '(function, args, kwargs={}, /)', startNewThread),
    method('start_new', '(function, args, kwargs={}, /)', startNewThread),
    method('start_joinable_thread', '(function, handle=None, daemon=True)', startNewThread),
    method('daemon_threads_allowed', '()', () => true),
    method('allocate_lock', '()', () => new PyLock(), 'Create a new lock object.'),
    method('allocate', '()', () => new PyLock()),
    method('get_ident', '()', () => int(ts.ident), 'Return a non-zero integer that uniquely identifies the current thread.'),
    method('_get_main_thread_ident', '()', () => int(ts.ident)),
    method('get_native_id', '()', () => int(hostOf().threads.nativeId()), 'Return a non-negative integer identifying the thread as reported by the OS.'),
    method('_count', '()', () => int(0)),
    method('stack_size', '(size=0, /)', stackSize),
    method('interrupt_main', '(signum=2, /)', interruptMain),
    method('exit', '()', () => raiseWith(E.SystemExit!)),
    method('exit_thread', '()', () => raiseWith(E.SystemExit!)),
    method('_set_sentinel', '()', () => new PyLock()),
    method('_is_main_interpreter', '()', () => true),
    method('_shutdown', '()', () => None),
    method('_make_thread_handle', '(ident, /)', makeThreadHandle),
    method('_excepthook', '(args, /)', () => None),
    method('set_name', '(name)', () => None),
  ],
  attrs: () => ({ TIMEOUT_MAX: float(TIMEOUT_MAX), error: E.RuntimeError!, LockType, _NAME_MAXLEN: int(15) }),
});
