/**
 * sys.settrace and sys.setprofile: events call, line, return, exception, opcode, c_call, c_return, c_exception (Library
 * reference, sys.settrace). When they happen is decided by monitoring/instrument.ts.
 *
 * The functions give false when the trace function raised: the exception is pending.
 */
import type { Frame, PyBaseException, Value } from '@pyston/objects';
import { call, frameExtra, None, str, ts, tuple, typeOf } from '@pyston/objects';
import { observersChanged } from './monitoring/state.ts';

/** Calls with tracing off; an exception that is pending stays so. */
function callTrace(fn: Value, frame: Frame, event: string, arg: Value): Value | undefined {
  const t = ts;
  const pending = t.exc;
  const { tracedFrame, tracedEvent } = t;
  t.exc = null;
  t.tracing++;
  t.tracedFrame = frame;
  t.tracedEvent = event;
  const r = call(fn, [frame, str(event.split(' ')[0]!), arg]);
  t.tracedFrame = tracedFrame;
  t.tracedEvent = tracedEvent;
  t.tracing--;
  if (r !== undefined) t.exc = pending;
  return r;
}

function stopTracing(frame: Frame): false {
  ts.traceFunction = null;
  frame.trace = null;
  observersChanged();
  return false;
}

function stopProfiling(): false {
  ts.profileFunction = null;
  observersChanged();
  return false;
}

/** Event of the profile function; `arg` is the result, or the callable. */
export function profile(frame: Frame, event: string, arg: Value): boolean {
  const { profileFunction } = ts;
  return profileFunction === null || callTrace(profileFunction, frame, event, arg) !== undefined || stopProfiling();
}

/** Event `call`; the result becomes the frame's local trace function. */
export function traceCall(frame: Frame, event: 'call' | 'call resumed' | 'call thrown'): boolean {
  const { traceFunction } = ts;
  if (traceFunction === null) return true;
  const r = callTrace(traceFunction, frame, event, None);
  if (r === undefined) return stopTracing(frame);
  if (r !== None) frame.trace = r;
  return true;
}

/** Event for the frame's local trace function. */
function traceLocal(frame: Frame, event: string, arg: Value): boolean {
  if (ts.traceFunction === null || frame.trace === null) return true;
  const r = callTrace(frame.trace, frame, event, arg);
  if (r === undefined) return stopTracing(frame);
  if (r !== None) frame.trace = r;
  return true;
}

export function traceLine(frame: Frame): boolean {
  return !frameExtra(frame).traceLines || traceLocal(frame, 'line', None);
}

export function traceOpcode(frame: Frame): boolean {
  return !frameExtra(frame).traceOpcodes || traceLocal(frame, 'opcode', None);
}

/** Event `return` with the value returned or yielded (None when an exception leaves the frame). */
export function traceReturn(frame: Frame, v: Value, event: 'return' | 'return yield' = 'return'): boolean {
  return traceLocal(frame, event, v);
}

export function traceException(frame: Frame, exc: PyBaseException): boolean {
  if (ts.traceFunction === null || frame.trace === null) return true;
  return traceLocal(frame, 'exception', tuple([typeOf(exc), exc, exc.traceback ?? None]));
}
