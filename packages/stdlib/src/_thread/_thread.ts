/** Module `_thread`: OS threads under the host's GIL. Where the host has none, starting one is refused and all else works. */
import type { ModuleSpec, PyType, Result, ThreadState, Value } from '@pyston/objects';
import {
  ABSENT,
  asSsize,
  callMethod,
  defineModule,
  dictGetStr,
  dictKeys,
  dictValues,
  E,
  float,
  getAttrOrAbsent,
  hooks,
  int,
  isDict,
  isException,
  isTrue,
  isTuple,
  jsString,
  makeStructSequence,
  method,
  None,
  raise,
  raiseWith,
  strFromJs,
  strJs,
  strOrUndefined,
  takeException,
  ts,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { fsDecode, fsEncode } from '@pyston/host';
import { handleSignals, SIG_DFL, SIG_IGN, signalState } from '../_signal/handlers.ts';
import { hostOf } from '../os-error.ts';
import { makeHandle, PyThreadHandle, threadHandle } from './handle.ts';
import { LocalType } from './local.ts';
import { lockType, newLock, rlockType } from './lock.ts';
import { joinAll, startThread, threadsOf } from './start.ts';

const TIMEOUT_MAX = 9223372036;
/** Of stack_size(): CPython's on Linux. */
const LEAST_STACK = 53248;

function startNewThread(fn: Value, args: Value, kwargs?: Value): Result {
  if (typeOf(fn).slots.call === null) return typeError('first arg must be callable');
  if (!isTuple(args)) return typeError('2nd arg must be a tuple');
  if (kwargs !== undefined && !isDict(kwargs)) return typeError('optional 3rd arg must be a dictionary');
  const all = args.items.slice();
  const kwnames: string[] = [];
  if (kwargs !== undefined) {
    const names = dictKeys(kwargs);
    const values = dictValues(kwargs);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (typeof name !== 'string') return typeError('keywords must be strings');
      kwnames.push(name);
      all.push(values[i]!);
    }
  }
  const handle = new PyThreadHandle();
  const start = { fn, args: all, kwnames: kwnames.length === 0 ? null : kwnames, handle, daemon: true };
  return startThread(start) === undefined ? undefined : handle.ident!;
}

function startJoinableThread(fn: Value, handleArg: Value = None, daemonArg: Value = true): Result {
  if (typeOf(fn).slots.call === null) return typeError('thread function must be callable');
  if (handleArg !== None && !(handleArg instanceof PyThreadHandle))
    return typeError("'handle' must be a _ThreadHandle");
  const daemon = isTrue(daemonArg);
  if (daemon === undefined) return undefined;
  const handle = handleArg === None ? new PyThreadHandle() : (handleArg as PyThreadHandle);
  if (handle.starting || handle.ident !== null) return raise(E.RuntimeError!, 'thread already started');
  return startThread({ fn, args: [], kwnames: null, handle, daemon }) === undefined ? undefined : handle;
}

function stackSize(sizeArg?: Value): Result {
  const size = sizeArg === undefined ? null : asSsize(sizeArg);
  if (size === undefined) return undefined;
  const before = int(threadsOf().stackSize);
  if (size === null) return before;
  if (size < 0) return valueError('size must be 0 or a positive value');
  if (size > 0 && size < LEAST_STACK) return valueError(`size must be at least ${LEAST_STACK} bytes`);
  threadsOf().stackSize = size;
  return before;
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

/** Reports an exception that ended a thread on sys.stderr, or on the stream that the thread kept. */
function exceptHook(args: Value): Result {
  if (!isTuple(args) || !args.cls.mro.includes(exceptHookArgs))
    return typeError('_thread._excepthook argument type must be ExceptHookArgs');
  const [type, value, , thread] = args.items as [Value, Value, Value, Value];
  if (type === E.SystemExit) return None;
  const name = thread === None ? ABSENT : getAttrOrAbsent(thread, 'name');
  if (name === undefined) takeException();
  const shown = name === undefined || name === ABSENT ? String(ts.ident) : strJs(name);
  if (shown === undefined) return undefined;
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  if (stderr === ABSENT || stderr === None) return None;
  if (callMethod(stderr, 'write', strFromJs(`Exception in thread ${shown}:\n`)) === undefined) return undefined;
  if (isException(value)) hooks.showException(value);
  return None;
}

/** Simulates a signal that Python handles: its handler runs in the main thread. */
function interruptMain(signum?: Value): Result {
  const n = signum === undefined ? 2 : asSsize(signum);
  if (n === undefined) return undefined;
  const { signals } = hostOf();
  if (n < 1 || n >= signals.count) return valueError('signal number out of range');
  const handler = signalState().handlers[n];
  if (handler !== SIG_IGN && handler !== SIG_DFL && handler !== None) signals.simulate(n);
  return ts === ts.runtime.main ? handleSignals() : None;
}

function exit(): Result {
  return raiseWith(E.SystemExit!);
}

function ident(): Result {
  return int(ts.ident);
}

/** A name as the system keeps it: 15 bytes, up to the first NUL. */
function systemName(name: string): string {
  const bytes = fsEncode(name.split('\0', 1)[0]!.replace(/[\ud800-\udfff]/gu, '?'));
  return fsDecode(bytes.subarray(0, 15));
}

/** Names as the system would show them. */
const threadNames: WeakMap<ThreadState, string> = new WeakMap();

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
      () => int(hostOf().threads.nativeId()),
      'Return a non-negative integer identifying the thread as reported\nby the OS (kernel).',
    ),
    method(
      '_count',
      '()',
      () => int(ts.runtime.threads.size - 1),
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
    method('_shutdown', '()', joinAll, 'Wait for all non-daemon threads (other than the calling thread) to stop.'),
    method(
      '_make_thread_handle',
      '(ident, /)',
      makeHandle,
      'Internal only. Make a thread handle for threads not spawned\nby the _thread or threading module.',
    ),
    method(
      '_get_main_thread_ident',
      '()',
      () => int(ts.runtime.main.ident),
      'Internal only. Return a non-zero integer that uniquely identifies the main thread\nof the main interpreter.',
    ),
    method('_get_name', '()', () => strFromJs(threadNames.get(ts) ?? ''), 'Get the name of the current thread.'),
    method(
      'set_name',
      '(name)',
      (name: Value) => {
        const text = strOrUndefined(name);
        if (text === undefined) return typeError(`set_name() argument 'name' must be str, not ${typeOf(name).name}`);
        threadNames.set(ts, systemName(jsString(text)));
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
    _local: LocalType,
    _ThreadHandle: threadHandle,
    _ExceptHookArgs: exceptHookArgs,
  }),
});
