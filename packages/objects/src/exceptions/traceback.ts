/** `traceback`: one entry per frame that an exception passed through, outermost first. */
import { type Frame, keepFrame } from '../core/frame.ts';
import type { PyObject } from '../core/object.ts';
import { hangBelowRoot } from '../core/object.ts';

export interface PyTraceback extends PyObject {}
export class PyTraceback {
  next: PyTraceback | null;
  readonly frame: Frame;
  /** Word offset of the instruction (tb_lasti shows twice that; half a word where a program asked for an odd number). */
  lasti: number;
  /** Line, or -1 to be computed from lasti on demand. */
  lineno: number;
  constructor(next: PyTraceback | null, frame: Frame, lasti: number, lineno: number) {
    if (frame.reuses >= 0) keepFrame(frame);
    this.stub = undefined;
    this.next = next;
    this.frame = frame;
    this.lasti = lasti;
    this.lineno = lineno;
  }
}

hangBelowRoot(PyTraceback);
