/** What happens to a pending exception in a frame: traceback entry, then the innermost handler. */
import { op, positionAt } from '@pyston/bytecode';
import type { Frame, PyBaseException } from '@pyston/objects';
import { E, raise, tracebackAt, ts } from '@pyston/objects';
import { handledObserved, raisedObserved } from './monitoring/instrument.ts';

/** Set by RERAISE and by handler entries that pass on: the frame has its traceback entry already. */
let keepTraceback = false;

/** The next unwind adds no traceback entry. */
export function passOn(): void {
  keepTraceback = true;
}

/** Where the exception comes from that the handler entered last will pass on. */
let passedFrom = -1;

/** The place that a frame shows for an exception that the instruction at `frame.pc` passes on. */
function origin(frame: Frame, exc: PyBaseException): number {
  const words = frame.code.code.instructions;
  const { pc } = frame;
  if (words[pc] === op.OP_POP_EXC_RERAISE) return passedFrom;
  const ofWith = words[pc - 4] === op.OP_JUMP_IF_TRUE && words[pc - 8] === op.OP_WITH_EXCEPT_START;
  const hidden = ofWith || positionAt(frame.code.code, pc).line < 0;
  return hidden && exc.traceback !== null && exc.traceback.frame === frame ? exc.traceback.lasti : pc;
}

/**
 * The pc of the handler for the exception raised at `frame.pc`, or -1: the frame is left (and its handled exception
 * is the caller's again).
 */
export function unwind(frame: Frame): number {
  if (ts.frame !== frame) ts.frame = frame;
  if (ts.exc === null) raise(E.SystemError!, 'error return without exception set');
  const exc = ts.exc as PyBaseException;
  const { pc } = frame;
  const again = keepTraceback;
  keepTraceback = false;
  if (!again) {
    const inner = exc.traceback;
    exc.traceback = tracebackAt(inner, frame, pc, -1);
    if (inner !== null && inner.outer === null) inner.outer = exc.traceback;
  }
  if (ts.instrumented) raisedObserved(frame, again);
  const table = frame.code.code.exceptionTable;
  for (let i = 0; i < table.length; i += 3) {
    if (pc < table[i]! || pc >= table[i + 1]!) continue;
    if (ts.instrumented) handledObserved(frame, table[i + 2]!);
    passedFrom = again ? origin(frame, exc) : pc;
    return table[i + 2]!;
  }
  if (again) frame.pc = origin(frame, exc);
  if (frame.handled !== null) {
    frame.handled = null;
    ts.handled = frame.handledAtEntry;
  }
  return -1;
}
