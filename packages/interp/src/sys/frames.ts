/** sys._getframe, tracing, exceptions in flight. */
import type { Frame, NativeSpec, Result, Value } from '@pyston/objects';
import { instrumentStack } from '../monitoring/instrument.ts';
import { observersChanged } from '../monitoring/state.ts';
import {
  ABSENT,
  asIndex,
  dictGetStr,
  dictSet,
  int,
  method,
  newDict,
  None,
  overflowError,
  raise,
  E,
  ts,
  currentFrame,
  refreshDepthLimit,
  tuple,
  typeError,
  typeOf,
  showFrame,
  valueError,
  call,
  isTuple,
} from '@pyston/objects';

function frameAt(depth: number): Frame | undefined {
  let frame = currentFrame();
  for (let i = 0; i < depth && frame !== null; i++) frame = frame.back;
  return frame === null ? valueError('call stack is not deep enough') : showFrame(frame);
}

function getframe(depth?: Value): Result {
  const n = depth === undefined ? 0 : asIndex(depth);
  return n === undefined ? undefined : frameAt(Math.max(n, 0));
}

function getframemodulename(depth?: Value): Result {
  const n = depth === undefined ? 0 : asIndex(depth);
  if (n === undefined) return undefined;
  let frame = currentFrame();
  for (let i = 0; i < n && frame !== null; i++) frame = frame.back;
  if (frame === null) return None;
  if (frame.fn !== null) return frame.fn.module;
  const name = dictGetStr(frame.globals, '__name__');
  return name === ABSENT ? None : name;
}

function excInfo(): Result {
  const { handled } = ts;
  return handled === null ? tuple([None, None, None]) : tuple([typeOf(handled), handled, handled.traceback ?? None]);
}

function setTrace(field: 'traceFunction' | 'profileFunction'): (fn: Value) => Result {
  return (fn) => {
    ts[field] = fn === None ? null : fn;
    observersChanged();
    if (fn !== None) instrumentStack();
    return None;
  };
}

function setTraceEverywhere(field: 'traceFunction' | 'profileFunction'): (fn: Value) => Result {
  return (fn) => {
    for (const state of ts.runtime.threads) state[field] = fn === None ? null : fn;
    observersChanged();
    if (fn !== None) instrumentStack();
    return None;
  };
}

/** sys.call_tracing(func, args): tracing is on while it runs. */
function callTracing(fn: Value, args: Value): Result {
  if (!isTuple(args)) return typeError(`call_tracing() argument 2 must be tuple, not ${typeOf(args).name}`);
  const t = ts;
  const { tracing } = t;
  t.tracing = 0;
  const r = call(fn, args.items.slice());
  t.tracing = tracing;
  return r;
}

function setRecursionLimit(v: Value): Result {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  if (n < 1) return valueError('recursion limit must be greater or equal than 1');
  if (n > 0x7fffffff) return overflowError('Python int too large to convert to C int');
  if (ts.depth >= n)
    return raise(
      E.RecursionError!,
      `cannot set the recursion limit to ${n} at the recursion depth ${ts.depth}: the limit is too low`,
    );
  ts.runtime.recursionLimit = n;
  for (const state of ts.runtime.threads) state.recursionLimit = n;
  refreshDepthLimit();
  return None;
}

function currentFrames(): Result {
  const out = newDict();
  currentFrame();
  for (const state of ts.runtime.threads)
    if (state.frame !== null && dictSet(out, int(state.ident), showFrame(state.frame)) === undefined) return undefined;
  return out;
}

function currentExceptions(): Result {
  const out = newDict();
  currentFrame();
  for (const state of ts.runtime.threads)
    if (dictSet(out, int(state.ident), state.handled ?? None) === undefined) return undefined;
  return out;
}

export const FRAME_FUNCTIONS: readonly NativeSpec[] = [
  method('_getframe', '(depth=0, /)', getframe, 'Return a frame object from the call stack.'),
  method('_getframemodulename', '(depth=0)', getframemodulename, 'Return the name of the module for a calling frame.'),
  method('_current_frames', '()', currentFrames),
  method('_current_exceptions', '()', currentExceptions),
  method('exc_info', '()', excInfo, 'Return current exception information: (type, value, traceback).'),
  method('exception', '()', () => ts.handled ?? None, 'Return the current exception.'),
  method('settrace', '(function, /)', setTrace('traceFunction'), 'Set the global debug tracing function.'),
  method(
    'gettrace',
    '()',
    () => ts.traceFunction ?? None,
    'Return the global debug tracing function set with sys.settrace.',
  ),
  method('setprofile', '(function, /)', setTrace('profileFunction'), 'Set the profiling function.'),
  method(
    'getprofile',
    '()',
    () => ts.profileFunction ?? None,
    'Return the profiling function set with sys.setprofile.',
  ),
  method('_settraceallthreads', '(function, /)', setTraceEverywhere('traceFunction')),
  method('_setprofileallthreads', '(function, /)', setTraceEverywhere('profileFunction')),
  method('call_tracing', '(func, args, /)', callTracing, 'Call func(*args), while tracing is enabled.'),
  method(
    'setrecursionlimit',
    '(limit, /)',
    setRecursionLimit,
    'Set the maximum depth of the Python interpreter stack to n.',
  ),
  method('getrecursionlimit', '()', () => int(ts.recursionLimit), 'Return the current value of the recursion limit.'),
];
