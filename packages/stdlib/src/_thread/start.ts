/**
 * Starting Python threads: OS threads in the one isolate, which take turns under the host's GIL.
 *
 * A thread has a ThreadState of its own, known to the host's number of the thread before its first turn. Whatever its function
 * raises is reported here; the body never throws into the host.
 */
import type { Result, Value } from '@pyston/objects';
import {
  addThread,
  callKw,
  E,
  endThread,
  freeSemaphore,
  hooks,
  int,
  None,
  pendFromJs,
  raise,
  reprJs,
  switchThread,
  takeException,
  ThreadState,
  tracebackAt,
  ts,
  typeOf,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { joinHandle, type PyThreadHandle, setDone } from './handle.ts';

/** Room for 1000 Python calls through any native; pages are taken only when they are used. */
const DEFAULT_STACK = 16 * 1024 * 1024;

/** What one runtime knows of its threads. */
class Threads {
  /** As set with stack_size(); 0 = the default. */
  stackSize = 0;
  /** Handles of threads that the program waits for at its end. */
  readonly awaited: Set<PyThreadHandle> = new Set();
}

export function threadsOf(): Threads {
  const { extras } = ts.runtime;
  let threads = extras.get('threads') as Threads | undefined;
  if (threads === undefined) extras.set('threads', (threads = new Threads()));
  return threads;
}

interface Start {
  readonly fn: Value;
  readonly args: Value[];
  readonly kwnames: readonly string[] | null;
  readonly handle: PyThreadHandle;
  readonly daemon: boolean;
}

/** Starts a thread that calls `fn`; None, or RuntimeError where there can be no (more) threads. */
export function startThread(start: Start): Result {
  const { threads } = hostOf();
  const { handle } = start;
  if (ts.runtime.extras.get('finalizing') === true)
    return raise(E.PythonFinalizationError!, "can't create new thread at interpreter shutdown");
  if (!threads.supported) return raise(E.RuntimeError!, "can't start new thread");
  threads.onResume(switchThread);
  const state = new ThreadState(ts.runtime);
  handle.starting = true;
  const stack = threadsOf().stackSize;
  const number = threads.start(() => body(start), stack === 0 ? DEFAULT_STACK : stack);
  if (number < 0) {
    ts.runtime.threads.delete(state);
    handle.starting = false;
    return raise(E.RuntimeError!, "can't start new thread");
  }
  state.ident = threads.identOf(number);
  handle.ident = int(state.ident);
  handle.starting = false;
  threads.forget(number);
  addThread(number, state);
  if (!start.daemon) threadsOf().awaited.add(handle);
  return None;
}

/** The whole life of a thread. */
function body(start: Start): void {
  try {
    run(start);
  } catch (error) {
    report(error);
  }
  threadsOf().awaited.delete(start.handle);
  setDone(start.handle);
  freeSemaphore();
  endThread();
}

function run(start: Start): void {
  let result: Result;
  try {
    result = callKw(start.fn, start.args, start.kwnames);
  } catch (error) {
    result = pendFromJs(error);
  }
  if (result !== undefined) return;
  const exc = takeException();
  if (typeOf(exc).mro.includes(E.SystemExit!)) return;
  const shown = reprJs(start.fn);
  if (shown === undefined) takeException();
  hooks.writeUnraisable(exc, None, `Exception ignored in thread started by ${shown ?? ''}`);
}

/** A bug of ours: there is nobody above to tell. */
function report(error: unknown): void {
  const text = `pyston: internal error in a thread: ${String((error as Error | null)?.stack ?? error)}\n`;
  const data = new TextEncoder().encode(text);
  hostOf().fd.write(2, data, 0, data.length);
}

/** Waits for all threads that are no daemons, those included that start meanwhile. */
export function joinAll(): Result {
  const { awaited } = threadsOf();
  for (;;) {
    const next = other(awaited);
    if (next === null) return None;
    if (joinHandle(next, Infinity) === undefined) reportEndedWait();
    awaited.delete(next);
  }
}

/** A signal handler raised: that thread is not waited for any more. */
function reportEndedWait(): void {
  const exc = takeException();
  const { frame } = ts;
  if (frame !== null) exc.traceback = tracebackAt(exc.traceback, frame, frame.pc, -1);
  hooks.writeUnraisable(exc, None, 'Exception ignored while joining a thread in _thread._shutdown()');
}

function other(awaited: Set<PyThreadHandle>): PyThreadHandle | null {
  for (const handle of awaited) if (Number(handle.ident) !== ts.ident) return handle;
  return null;
}
