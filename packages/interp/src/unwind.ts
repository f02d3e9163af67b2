/** What happens to a pending exception in a frame: traceback entry, then the innermost handler. */
import type { Frame, PyBaseException } from '@pyston/objects';
import { PyTraceback, ts } from '@pyston/objects';
import { handledObserved, raisedObserved } from './monitoring/instrument.ts';

/** Set by RERAISE and by handler entries that pass on: the frame has its traceback entry already. */
let keepTraceback = false;

/** The next unwind adds no traceback entry. */
export function passOn(): void {
  keepTraceback = true;
}

/**
 * The pc of the handler for the exception raised at `frame.pc`, or -1: the frame is left (and its handled exception
 * is the caller's again).
 */
export function unwind(frame: Frame): number {
  if (ts.frame !== frame) ts.frame = frame;
  const exc = ts.exc as PyBaseException;
  const { pc } = frame;
  const again = keepTraceback;
  keepTraceback = false;
  if (!again) {
    const inner = exc.traceback;
    exc.traceback = new PyTraceback(inner, frame, pc, -1);
    if (inner !== null && inner.outer === null) inner.outer = exc.traceback;
  }
  if (ts.instrumented) raisedObserved(frame, again);
  const table = frame.code.code.exceptionTable;
  for (let i = 0; i < table.length; i += 3) {
    if (pc < table[i]! || pc >= table[i + 1]!) continue;
    if (ts.instrumented) handledObserved(frame, table[i + 2]!);
    return table[i + 2]!;
  }
  if (frame.handled !== null) {
    frame.handled = null;
    ts.handled = frame.handledAtEntry;
  }
  return -1;
}
