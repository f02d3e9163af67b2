/**
 * `traceback`: one entry per frame that an exception passed through, outermost first.
 *
 * An entry of compiled code, whose activations have no frame, has the variables instead; its frame is made when somebody looks. `outer`,
 * the entry of the caller, gives that frame its `back`.
 */
import { Frame, keepFrame } from '../core/frame.ts';
import type { PyObject } from '../core/object.ts';
import { layoutClass } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import type { PyCode } from '../function/code.ts';
import type { PyFunction } from '../function/function.ts';

/** What a frame is made of, apart from its variables. */
export interface FrameSource {
  readonly code: PyCode;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  readonly template: readonly (Value | undefined)[];
}

export interface PyTraceback extends PyObject {}
export class PyTraceback {
  next: PyTraceback | null;
  made: Frame | null;
  /** Word offset of the instruction (tb_lasti shows twice that; half a word where a program asked for an odd number). */
  lasti: number;
  /** Line, or -1 to be computed from lasti on demand. */
  lineno: number;
  outer: PyTraceback | null;
  source: FrameSource | null;
  fn: PyFunction | null;
  locals: readonly (Value | undefined)[] | null;
  constructor(next: PyTraceback | null, frame: Frame | null, lasti: number, lineno: number) {
    if (frame !== null && frame.reuses >= 0) keepFrame(frame);
    this.stub = undefined;
    this.next = next;
    this.made = frame;
    this.lasti = lasti;
    this.lineno = lineno;
    this.outer = null;
    this.source = null;
    this.fn = null;
    this.locals = null;
  }

  get frame(): Frame {
    return this.made !== null ? this.made : makeFrame(this);
  }
}

layoutClass(PyTraceback);

function makeFrame(tb: PyTraceback): Frame {
  const source = tb.source!;
  const regs = source.template.slice();
  const locals = tb.locals!;
  for (let i = 0; i < locals.length; i++) regs[i] = locals[i];
  const frame = new Frame(source.code, regs, null, source.globals, source.builtins, tb.fn);
  frame.pc = tb.lasti;
  frame.reuses = -1;
  tb.made = frame;
  if (tb.outer !== null) frame.back = tb.outer.frame;
  return frame;
}
