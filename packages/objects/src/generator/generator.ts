/**
 * Layout of generators, coroutines and async generators: a suspended frame and its state.
 *
 *   Created → (Running ⇄ Suspended) → Finished
 *
 * While suspended, `frame.pc` stands at the YIELD_VALUE or YIELD_FROM instruction.
 */
import type { Frame } from '../core/frame.ts';
import type { Watched } from '../object/finalizers.ts';
import { layoutClass, Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export const GenState = { Created: 0, Suspended: 1, Running: 2, Finished: 3 } as const;

export interface PyGenerator extends PyObject {}
export class PyGenerator {
  readonly frame: Frame;
  state: number;
  /** Value of the return statement, once finished. */
  result: Value | null;
  name: Value;
  qualname: Value;
  /** cr_origin, ag_hooks …; null for most. */
  origin: Value | null;
  /** Async generators: an asend/athrow/aclose is running. */
  asyncRunning: boolean;
  /** Async generators: closed for good; first-iteration hooks done. */
  closed: boolean;
  hooksInited: boolean;
  /** Async generators: the finalizer hook, or null. */
  finalizer: Value | null;
  /** Entry in the registry of finalisers, or null. */
  watched: Watched | null;
  constructor(frame: Frame, name: Value, qualname: Value) {
    this.stub = undefined;
    this.frame = frame;
    this.state = GenState.Created;
    this.result = null;
    this.name = name;
    this.qualname = qualname;
    this.origin = null;
    this.asyncRunning = false;
    this.closed = false;
    this.hooksInited = false;
    this.finalizer = null;
    this.watched = null;
  }
}

layoutClass(PyGenerator);

PyGenerator.prototype.kind = Kind.Generator;

export class PyCoroutine extends PyGenerator {}
export class PyAsyncGenerator extends PyGenerator {}

/** What an async generator hands out for `yield`: told apart from values awaited on the way. */
export class AsyncYield extends PyObject {
  readonly value: Value;
  constructor(value: Value) {
    super();
    this.value = value;
  }
}
