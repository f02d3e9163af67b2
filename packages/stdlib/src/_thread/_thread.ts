/** Module `_thread` for one thread: locks work, starting a thread is refused as where the system has no more threads. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  callKw,
  defineModule,
  E,
  float,
  getAttr,
  hooks,
  int,
  isDict,
  isTuple,
  makeStructSequence,
  method,
  None,
  raise,
  raiseWith,
  str,
  takeException,
  ts,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { localType, makeHandle, PyThreadHandle, threadHandle } from './handle.ts';
import { lockType, newLock, rlockType } from './lock.ts';

const TIMEOUT_MAX = 9223372036;

function cannotStart(): undefined {
  return raise(E.RuntimeError!, "can't start new thread");
}

function startNewThread(fn: Value, args: Value, kwargs?: Value): Result {
  if (typeOf(fn).slots.call === null) return typeError('first arg must be callable');
  if (!isTuple(args)) return typeError('2nd arg must be a tuple');
  if (kwargs !== undefined && !isDict(kwargs)) return typeError('optional 3rd arg must be a dictionary');
  return cannotStart();
}

function startJoinableThread(fn: Value, handle: Value = None): Result {
  if (typeOf(fn).slots.call === null) return typeError('thread function must be callable');
  if (handle !== None && !(handle instanceof PyThreadHandle)) return typeError("'handle' must be a _ThreadHandle");
  return cannotStart();
}

function stackSize(sizeArg?: Value): Result {
  const size = sizeArg === undefined ? 0 : asSsize(sizeArg);
  if (size === undefined) return undefined;
  if (size < 0) return valueError('size must be 0 or a positive value');
  if (size > 0 && size < 32768) return valueError(`size not valid: ${size} bytes`);
  return int(0);
}

const exceptHookArgs: PyType = makeStructSequence({
  name: '_ExceptHookArgs',
  module: '_thread',
  doc: 'ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.',
  fields: [
    { name: 'exc_type', doc: 'Exception type' },
    { name: 'exc_value', doc: 'Exception value' },
    { name: 'exc_traceback', doc: 'Exception traceback' },
    { name: 'thread', doc: 'Thread' },
  ],
});

/** Reports an exception that ended a thread. */
function exceptHook(args: Value): Result {
  if (!isTuple(args) || !args.cls.mro.includes(exceptHookArgs))
    return typeError('_thread._excepthook argument type must be ExceptHookArgs');
  if (args.items[0] === E.SystemExit) return None;
  const value = args.items[1]!;
  if (value !== None) hooks.writeUnraisable(value as never, args.items[3]!);
  return None;
}

/** Simulates a signal: KeyboardInterrupt at once, for there is one thread. */
function interruptMain(signum?: Value): Result {
  const n = signum === undefined ? 2 : asSsize(signum);
  if (n === undefined) return undefined;
  if (n < 1 || n > 64) return valueError('signal number out of range');
  const signal = hooks.importModule('_signal');
  const raiseSignal = signal === undefined ? undefined : getAttr(signal, 'raise_signal');
  if (raiseSignal !== undefined) return callKw(raiseSignal, [int(n)], null);
  takeException();
  return raiseWith(E.KeyboardInterrupt!);
}

function exit(): Result {
  return raiseWith(E.SystemExit!);
}

function ident(): Result {
  return int(ts.ident);
}

let threadName = '';

export const threadModule: ModuleSpec = defineModule({
  name: '_thread',
  doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
  functions: [
    method(
      'start_new_thread',
      '(function, args, kwargs={}, /)',
      startNewThread,
      'Start a new thread and return its identifier.',
    ),
    method('start_new', '(function, args, kwargs={}, /)', startNewThread, 'An obsolete synonym of start_new_thread().'),
    method(
      'start_joinable_thread',
      '(function, handle=None, daemon=True)',
      startJoinableThread,
      '*For internal use only*: start a new thread.',
    ),
    method(
      'daemon_threads_allowed',
      '()',
      () => true,
      'Return True if daemon threads are allowed in the current interpreter,\nand False otherwise.\n',
    ),
    method(
      'allocate_lock',
      '()',
      newLock,
      'Create a new lock object. See help(type(threading.Lock())) for\ninformation about locks.',
    ),
    method('allocate', '()', newLock, 'An obsolete synonym of allocate_lock().'),
    method('exit_thread', '()', exit, 'An obsolete synonym of exit().'),
    method(
      'exit',
      '()',
      exit,
      "This is synonymous to ''raise SystemExit''.  It will cause the current\nthread to exit silently unless the exception is caught.",
    ),
    method(
      'interrupt_main',
      '(signum=signal.SIGINT, /)',
      interruptMain,
      'Simulate the arrival of the given signal in the main thread,\nwhere the corresponding signal handler will be executed.',
    ),
    method(
      'get_ident',
      '()',
      ident,
      'Return a non-zero integer that uniquely identifies the current thread\namongst other threads that exist simultaneously.',
    ),
    method(
      'get_native_id',
      '()',
      ident,
      'Return a non-negative integer identifying the thread as reported\nby the OS (kernel).',
    ),
    method(
      '_count',
      '()',
      () => int(0),
      'Return the number of currently running Python threads, excluding\nthe main thread.',
    ),
    method('stack_size', '(size=0, /)', stackSize, 'Return the thread stack size used when creating new threads.'),
    method('_excepthook', '(args, /)', exceptHook, 'Handle uncaught Thread.run() exception.'),
    method(
      '_is_main_interpreter',
      '()',
      () => true,
      'Return True if the current interpreter is the main Python interpreter.',
    ),
    method('_shutdown', '()', () => None, 'Wait for all non-daemon threads (other than the calling thread) to stop.'),
    method(
      '_make_thread_handle',
      '(ident, /)',
      makeHandle,
      'Internal only. Make a thread handle for threads not spawned\nby the _thread or threading module.',
    ),
    method(
      '_get_main_thread_ident',
      '()',
      ident,
      'Internal only. Return a non-zero integer that uniquely identifies the main thread\nof the main interpreter.',
    ),
    method('_get_name', '()', () => str(threadName), 'Get the name of the current thread.'),
    method(
      'set_name',
      '(name)',
      (name: Value) => {
        if (typeof name !== 'string')
          return typeError(`set_name() argument 'name' must be str, not ${typeOf(name).name}`);
        threadName = name.slice(0, 15);
        return None;
      },
      'Set the name of the current thread.',
    ),
  ],
  attrs: () => ({
    error: E.RuntimeError!,
    TIMEOUT_MAX: float(TIMEOUT_MAX),
    _NAME_MAXLEN: int(15),
    LockType: lockType,
    lock: lockType,
    RLock: rlockType,
    _local: localType,
    _ThreadHandle: threadHandle,
    _ExceptHookArgs: exceptHookArgs,
  }),
});
