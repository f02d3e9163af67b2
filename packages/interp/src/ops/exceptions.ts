/** raise, except, except*, with. */
import type { Frame, PyBaseException, Result, Value } from '@pyston/objects';
import {
  call,
  call0,
  callKw,
  E,
  hooks,
  isException,
  isSubtype,
  isTuple,
  isType,
  None,
  type PyList,
  raise,
  raiseValue,
  reprJs,
  str,
  T,
  tuple,
  ts,
  typeError,
  typeOf,
  tracebackAt,
} from '@pyston/objects';

type Registers = (Value | undefined)[];

/** Makes the exception of a raise statement pending. True: it re-raises, and keeps its traceback as it is. */
export function raiseStatement(e: Value | undefined, cause: Value | undefined): boolean {
  if (e === undefined) {
    const { handled } = ts;
    if (handled === null) {
      raise(E.RuntimeError!, 'No active exception to reraise');
      return false;
    }
    ts.exc = handled;
    return true;
  }
  const exc = exceptionOf(e);
  if (exc === undefined) return false;
  if (cause !== undefined && !setCause(exc, cause)) return false;
  raiseValue(exc);
  return false;
}

/** The instance of a class or instance operand. */
function exceptionOf(e: Value): PyBaseException | undefined {
  if (isException(e)) return e;
  if (isType(e) && isSubtype(e, T.BaseException!)) {
    const made = call0(e);
    if (made === undefined) return undefined;
    return isException(made) ? made : notMade(e, made);
  }
  return typeError('exceptions must derive from BaseException');
}

/** The class was called and gave something else. */
function notMade(cls: Value, made: Value): undefined {
  const called = reprJs(cls);
  const got = called === undefined ? undefined : reprJs(typeOf(made));
  return got === undefined
    ? undefined
    : typeError(`calling ${called} should have returned an instance of BaseException, not ${got}`);
}

function setCause(exc: PyBaseException, cause: Value): boolean {
  if (cause === None) {
    exc.cause = null;
    exc.suppressContext = true;
    return true;
  }
  let made: Value | undefined = cause;
  if (isType(cause) && isSubtype(cause, T.BaseException!)) {
    made = call0(cause);
    if (made !== undefined && !isException(made)) made = notMade(cause, made);
  }
  if (made === undefined) return false;
  if (!isException(made)) {
    typeError('exception causes must derive from BaseException');
    return false;
  }
  exc.cause = made;
  exc.suppressContext = true;
  return true;
}

const CATCHING = 'catching classes that do not inherit from BaseException is not allowed';

/** Whether `e` is an instance of the class or tuple of classes. */
export function matchException(e: Value, type: Value): boolean | undefined {
  if (isType(type)) {
    if (!isSubtype(type, T.BaseException!)) return typeError(CATCHING);
    return isSubtype(typeOf(e), type);
  }
  if (!isTuple(type)) return typeError(CATCHING);
  for (const t of type.items) if (!isType(t) || !isSubtype(t, T.BaseException!)) return typeError(CATCHING);
  for (const t of type.items) if (isType(t) && isSubtype(typeOf(e), t)) return true;
  return false;
}

/** `exit(type, exc, traceback)` of a with block left by an exception. */
export function withExcept(fn: Value, self: Value | undefined, e: PyBaseException): Result {
  const args: Value[] = [typeOf(e), e, e.traceback ?? None];
  return self === undefined ? call(fn, args) : callKw(fn, [self, ...args], null);
}

/** CHECK_EG_MATCH: r[d] = rest, r[d+1] = match. */
export function exceptStar(frame: Frame, r: Registers, d: number, e: Value, type: Value): Result {
  const checked = checkStarType(type);
  if (checked === undefined) return undefined;
  if (e === None) {
    r[d] = None;
    r[d + 1] = None;
    return None;
  }
  const split = splitByType(e as PyBaseException, type);
  if (split === undefined) return undefined;
  r[d] = split[1];
  r[d + 1] = split[0];
  if (split[0] !== None) {
    frame.handled = split[0] as PyBaseException;
    ts.handled = split[0] as PyBaseException;
  }
  return None;
}

const STAR_GROUP = 'catching ExceptionGroup with except* is not allowed. Use except instead.';

function checkStarType(type: Value): true | undefined {
  const list = isTuple(type) ? type.items : [type];
  for (const t of list) {
    if (!isType(t) || !isSubtype(t, T.BaseException!)) return typeError(CATCHING);
    if (isSubtype(t, E.BaseExceptionGroup!)) return typeError(STAR_GROUP);
  }
  return true;
}

/** [match, rest] of an exception or group; a naked match is wrapped into a group. */
function splitByType(e: PyBaseException, type: Value): [Value, Value] | undefined {
  const matches = matchException(e, type);
  if (matches === undefined) return undefined;
  if (matches) {
    if (isSubtype(typeOf(e), E.BaseExceptionGroup!)) return [e, None];
    const group = isSubtype(typeOf(e), E.Exception!) ? E.ExceptionGroup! : E.BaseExceptionGroup!;
    const wrapped = call(group, [str(''), tuple([e])]);
    if (wrapped === undefined) return undefined;
    const { frame } = ts;
    if (frame !== null) (wrapped as PyBaseException).traceback = tracebackAt(null, frame, frame.pc, -1);
    return [wrapped, None];
  }
  if (!isSubtype(typeOf(e), E.BaseExceptionGroup!)) return [None, e];
  const pair = hooks.splitGroup(e, type);
  if (pair === undefined) return undefined;
  return pair;
}

/** What an except* chain raises in the end. */
export function prepareReraiseStar(e: Value, l: Value): Result {
  return hooks.reraiseStar(e as PyBaseException, (l as PyList).items);
}
