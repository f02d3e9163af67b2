/**
 * sys.settrace and sys.setprofile: events call, line, return, exception, opcode (Library reference, sys.settrace).
 *
 * A frame with a local trace function runs the instrumented copy of its instructions; TRACE_LINE comes here. The
 * functions give false when the trace function raised: the exception is pending.
 */
import { lineAt } from '@pyston/bytecode';
import type { Frame, PyBaseException, Value } from '@pyston/objects';
import { call, frameExtra, None, refreshDepthLimit, str, ts, tuple, typeOf } from '@pyston/objects';

function callTrace(fn: Value, frame: Frame, event: string, arg: Value): Value | undefined {
  const t = ts;
  const { traceFunction, profileFunction } = t;
  t.tracing = true;
  t.traceFunction = null;
  t.profileFunction = null;
  const pending = t.exc;
  t.exc = null;
  const r = call(fn, [frame, str(event), arg]);
  t.tracing = false;
  if (r === undefined) return undefined;
  if (t.exc === null) t.exc = pending;
  t.traceFunction ??= traceFunction;
  t.profileFunction ??= profileFunction;
  refreshDepthLimit();
  return r;
}

/** Event `call`; the result becomes the frame's local trace function. */
export function traceCall(frame: Frame): boolean {
  if (ts.tracing) return true;
  const extra = frameExtra(frame);
  if (frame.pc === 0) extra.entryLine = frame.code.code.firstlineno;
  const done = callEvents(frame);
  extra.entryLine = 0;
  return done;
}

function callEvents(frame: Frame): boolean {
  const t = ts;
  if (t.profileFunction !== null && callTrace(t.profileFunction, frame, 'call', None) === undefined)
    return stopTracing(frame);
  if (t.traceFunction === null) return true;
  const resumed = frame.generator !== null && frame.pc > 0 && frame.trace !== null;
  const r = callTrace(t.traceFunction, frame, 'call', None);
  if (r === undefined) return stopTracing(frame);
  if (!resumed || r !== None) frame.trace = r === None ? null : r;
  frameExtra(frame).lastLine = -1;
  return true;
}

function stopTracing(frame: Frame): boolean {
  ts.traceFunction = null;
  ts.profileFunction = null;
  frame.trace = null;
  refreshDepthLimit();
  return false;
}

/** Event `line` at frame.pc, unless it is the line reported last and no backward jump came in between. */
export function traceLine(frame: Frame): boolean {
  const t = ts;
  if (t.tracing || t.traceFunction === null || frame.trace === null) return true;
  const extra = frameExtra(frame);
  if (!extra.traceLines) return true;
  const line = lineAt(frame.code.code, frame.pc);
  const { pc } = frame;
  const backward = extra.lastPc !== undefined && pc <= extra.lastPc;
  extra.lastPc = pc;
  if (line < 0 || (line === extra.lastLine && !backward)) return true;
  extra.lastLine = line;
  const r = callTrace(frame.trace, frame, 'line', None);
  if (r === undefined) return stopTracing(frame);
  if (r !== None) frame.trace = r;
  return true;
}

/** Event `return` with the value returned or yielded (None when an exception leaves the frame). */
export function traceReturn(frame: Frame, v: Value): boolean {
  const t = ts;
  if (t.tracing) return true;
  if (t.traceFunction !== null && frame.trace !== null && callTrace(frame.trace, frame, 'return', v) === undefined)
    return stopTracing(frame);
  if (t.profileFunction !== null && callTrace(t.profileFunction, frame, 'return', v) === undefined)
    return stopTracing(frame);
  return true;
}

/** Event `exception`. */
export function traceException(frame: Frame, exc: PyBaseException): void {
  const t = ts;
  if (t.tracing || t.traceFunction === null || frame.trace === null) return;
  const r = callTrace(frame.trace, frame, 'exception', tuple([typeOf(exc), exc, exc.traceback ?? None]));
  if (r === undefined) stopTracing(frame);
  else if (r !== None) frame.trace = r;
}
