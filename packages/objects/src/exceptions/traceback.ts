/** `traceback`: one entry per frame that an exception passed through, outermost first. */
import type { Frame } from '../core/frame.ts';
import { PyObject } from '../core/object.ts';

export class PyTraceback extends PyObject {
  next: PyTraceback | null;
  readonly frame: Frame;
  /** Word offset of the instruction (shown as tb_lasti). */
  lasti: number;
  /** Line, or -1 to be computed from lasti on demand. */
  lineno: number;
  constructor(next: PyTraceback | null, frame: Frame, lasti: number, lineno: number) {
    super();
    this.next = next;
    this.frame = frame;
    this.lasti = lasti;
    this.lineno = lineno;
  }
}
