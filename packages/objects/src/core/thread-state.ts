/**
 * ThreadState and Runtime: everything that differs between Python threads, and between runtimes of one isolate.
 *
 * `ts` is the running thread's state. The host tells of every change of the running OS thread (`switchThread`), before anything
 * of that thread runs, so code that blocks or polls finds `ts` as it left it. `ts.exc` non-null means: an exception is on its way, and the operation that set it returned
 * `undefined`.
 */
import type { PyDict } from '../dict/dict.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import type { Frame } from './frame.ts';
import type { PyObject } from './object.ts';
import type { Value } from './value.ts';

export class Runtime {
  /** sys.modules. */
  modules!: PyDict;
  /** Namespace of module builtins. */
  builtins!: PyDict;
  /** Namespace of module sys. */
  sys!: PyDict;
  /** Host services, untyped here: `objects` does not call the system. */
  host: unknown = null;
  /** Hash secret of str and bytes (siphash13 keys k0, k1 as 32-bit halves), from PYTHONHASHSEED. */
  hashSecret: Uint32Array = new Uint32Array(4);
  /** int <-> str conversion limit in digits (sys.set_int_max_str_digits). */
  intMaxStrDigits = 4300;
  /** How often -b was given: bytes compared with text warn. */
  bytesWarning = 0;
  recursionLimit = 1000;
  /** States of the threads that exist; the first one is the main thread's. */
  readonly threads: Set<ThreadState> = new Set();
  main!: ThreadState;
  /** Free for upper layers: codecs, warnings filters, signal handlers … each under its own key. */
  readonly extras: Map<string, unknown> = new Map();
}

export interface AsyncgenHooks {
  firstiter: Value;
  finalizer: Value;
}

export class ThreadState {
  readonly runtime: Runtime;
  /** The pending exception, or null. */
  exc: PyBaseException | null = null;
  /** The exception being handled (sys.exception()), or null. */
  handled: PyBaseException | null = null;
  /** Innermost Python frame. */
  frame: Frame | null = null;
  /** Python call depth of this thread. */
  depth = 0;
  recursionLimit = 1000;
  /** Value of the StopIteration that a generator's DONE stands for; read at once, or never. */
  stopValue: Value | undefined = undefined;
  /** sys.settrace / sys.setprofile functions, or null. */
  traceFunction: Value | null = null;
  profileFunction: Value | null = null;
  /** Something observes the program: a trace or profile function, or events of a monitoring tool. */
  instrumented = false;
  /** How many trace functions and event callbacks run: they are not observed themselves. */
  tracing = 0;
  /** What the innermost trace function gets: decides whether f_lineno may be set. */
  tracedFrame: Frame | null = null;
  tracedEvent = '';
  /** Objects whose repr is being made (recursion guard of repr). */
  readonly reprActive: Set<PyObject> = new Set();
  /** Current contextvars context, or null. */
  context: PyObject | null = null;
  ident = 1;
  /** The host's lock that this thread waits on, -1 = none yet. */
  semaphore = -1;
  /** sys.set_asyncgen_hooks; null = none. */
  asyncgenHooks: AsyncgenHooks | null = null;
  /** sys.set_coroutine_origin_tracking_depth. */
  originDepth = 0;
  constructor(runtime: Runtime) {
    this.runtime = runtime;
    this.recursionLimit = runtime.recursionLimit;
    if (runtime.threads.size === 0) runtime.main = this;
    runtime.threads.add(this);
  }
}

/** State of the running thread. */
export let ts: ThreadState = new ThreadState(new Runtime());

export function setThreadState(state: ThreadState): void {
  ts = state;
  refreshDepthLimit();
}

/**
 * The depth above which compiled functions take their slow entry: the recursion limit or what the engine's stack surely holds, or
 * -1 while something observes the program, so that each activation begins in tier 0.
 */
export const depthLimit: { v: number } = new (class {
  v = 1000;
})();

let stackDepth = Number.POSITIVE_INFINITY;

/** Deeper activations than this are tier 0's, whose frames catch the engine's error of a full stack each for itself. */
export function setStackDepth(depth: number): void {
  stackDepth = depth;
  refreshDepthLimit();
}

/** To be called when the running thread's limit or observers changed. */
export function refreshDepthLimit(): void {
  const v = ts.instrumented ? -1 : Math.min(ts.recursionLimit, stackDepth);
  // not stored without need: V8 takes it for a constant until it changes
  if (depthLimit.v !== v) depthLimit.v = v;
}

/** States of the OS threads that wait for their turn, by the host's number of the thread (0 = the main one). */
const parked: Map<number, ThreadState> = new Map();
let running = 0;

/** A new OS thread, whose first turn will find this state. */
export function addThread(thread: number, state: ThreadState): void {
  parked.set(thread, state);
}

/** The OS thread `thread` goes on where it stopped. */
export function switchThread(thread: number): void {
  if (running >= 0) parked.set(running, ts);
  running = thread;
  ts = parked.get(thread)!;
  parked.delete(thread);
  refreshDepthLimit();
}

/** The running OS thread ends: its state is not kept. */
export function endThread(): void {
  ts.runtime.threads.delete(ts);
  running = -1;
}
