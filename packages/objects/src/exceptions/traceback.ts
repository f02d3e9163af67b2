/**
 * `traceback`: one entry per frame that an exception passed through, outermost first.
 *
 * Programs that raise much make little else, so an entry is small. One of compiled code, whose activations have no frame, has what a frame is
 * made of and the variables instead; its frame is made when somebody looks. `outer`, the entry of the caller, gives that frame its `back`.
 */
import { Frame, keepFrame } from '../core/frame.ts';
import type { PyObject } from '../core/object.ts';
import { layoutClass } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import type { PyCode } from '../function/code.ts';

/** What a frame is made of, apart from its variables. */
export interface FrameSource {
  readonly code: PyCode;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  readonly template: readonly (Value | undefined)[];
}

type Variables = readonly (Value | undefined)[];

/** Lines that programs gave; all others follow from `lasti`. */
const givenLines: WeakMap<PyTraceback, number> = new WeakMap();

export interface PyTraceback extends PyObject {}
export class PyTraceback {
  next: PyTraceback | null;
  origin: Frame | FrameSource;
  /** Word offset of the instruction. */
  lasti: number;
  outer: PyTraceback | null;
  /** With a FrameSource: up to two variables are here, more of them in an array, which is `first`. */
  first: Value | Variables | undefined;
  second: Value | undefined;
  constructor(
    next: PyTraceback | null,
    origin: Frame | FrameSource,
    lasti: number,
    first: Value | Variables | undefined,
    second: Value | undefined,
  ) {
    this.stub = undefined;
    this.next = next;
    this.origin = origin;
    this.lasti = lasti;
    this.outer = null;
    this.first = first;
    this.second = second;
  }

  get frame(): Frame {
    return this.origin instanceof Frame ? this.origin : makeFrame(this, this.origin);
  }
}

layoutClass(PyTraceback);

/** An entry for an activation that has a frame; `lineno` -1: what belongs to `lasti`. */
export function tracebackAt(next: PyTraceback | null, frame: Frame, lasti: number, lineno: number): PyTraceback {
  if (frame.reuses >= 0) keepFrame(frame);
  const tb = new PyTraceback(next, frame, lasti, undefined, undefined);
  if (lineno >= 0) givenLines.set(tb, lineno);
  return tb;
}

/** The line that a program gave, or -1. */
export function givenLine(tb: PyTraceback): number {
  return givenLines.get(tb) ?? -1;
}

function makeFrame(tb: PyTraceback, source: FrameSource): Frame {
  const regs = source.template.slice();
  const count = source.code.code.nlocalsplus;
  if (count > 2) (tb.first as Variables).forEach((v, i) => (regs[i] = v));
  else if (count > 0) regs[0] = tb.first as Value | undefined;
  if (count === 2) regs[1] = tb.second;
  const frame = new Frame(source.code, regs, null, source.globals, source.builtins, null);
  frame.pc = tb.lasti;
  frame.reuses = -1;
  tb.origin = frame;
  tb.first = tb.second = undefined;
  if (tb.outer !== null) frame.back = tb.outer.frame;
  return frame;
}
