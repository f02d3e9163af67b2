/** What the tier knows about a code object that it has compiled, or tries to. */
import type { DirectCall, Exit, Frame, PyCode, PyDict, PyFunction, TierRecord, Value } from '@pyston/objects';

/** Code that runs in a frame of tier 0. */
export type Body = (depth: number, frame: Frame) => Value | Exit | undefined;

export class Compiled {
  readonly code: PyCode;
  readonly record: TierRecord;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  readonly template: readonly (Value | undefined)[];
  /** The whole function without a frame, or null. */
  direct: DirectCall | null = null;
  /** The same as a selector on a class's prototype: `(depth, ...)` with the receiver as `this`. */
  method: ((fn: PyFunction) => unknown) | null = null;
  /** The next activation at pc 0 is an exit of compiled code: it runs in tier 0. */
  leaving = false;
  /** What instructions met (Seen), by pc. */
  readonly seen: Uint8Array;
  /** Activations and back-edges that the first emission still counts. */
  budget: number;
  /** The whole function has been emitted again by what was seen. */
  tieredUp = false;
  /** Functions with code of the first emission: they change over together, since V8 inlines a call that has seen one target only. */
  readonly holders: WeakRef<PyFunction>[] = [];
  /** A generator's code by the pc where it goes on; null: nothing for that place. */
  readonly bodies: Map<number, Body | null> = new Map();
  /** Times that code was emitted again because it left for tier 0. */
  repairs = 0;
  exits = 0;
  /** An exception has left it. */
  raises = false;
  constructor(code: PyCode, record: TierRecord, frame: Frame, template: readonly (Value | undefined)[]) {
    this.code = code;
    this.record = record;
    this.globals = frame.globals;
    this.builtins = frame.builtins;
    this.template = template;
    this.seen = new Uint8Array(code.code.instructions.length);
    this.budget = 0;
  }
}
