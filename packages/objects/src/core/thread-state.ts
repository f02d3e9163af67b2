/**
 * ThreadState and Runtime: everything that differs between Python threads, and between runtimes of one isolate.
 *
 * `ts` is the running thread's state. Native code never swaps it: whoever blocks saves it and puts it back
 * (`setThreadState`). `ts.exc` non-null means: an exception is on its way, and the operation that set it returned
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
  recursionLimit = 1000;
  /** Free for upper layers: codecs, warnings filters, signal handlers … each under its own key. */
  readonly extras: Map<string, unknown> = new Map();
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
  /** Objects whose repr is being made (recursion guard of repr). */
  readonly reprActive: Set<PyObject> = new Set();
  /** Current contextvars context, or null. */
  context: PyObject | null = null;
  ident = 1;
  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }
}

/** State of the running thread. */
export let ts: ThreadState = new ThreadState(new Runtime());

export function setThreadState(state: ThreadState): void {
  ts = state;
}
