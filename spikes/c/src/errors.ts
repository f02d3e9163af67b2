/** Exceptions both ways: the thread state's pending one, and the core's type and value. */
import type { PyBaseException, PyTuple, PyType, Result, Value } from '@pyston/objects';
import {
  E,
  hooks,
  isException,
  isTuple,
  isType,
  None,
  pendFromJs,
  raise,
  raiseValue,
  strFromJs,
  takeException,
  ts,
  typeOf,
} from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { i32, release, u32, Word } from './arena.ts';
import { take, toRef } from './convert.ts';
import { leaveC } from './lifetime.ts';

/** The exception that C set becomes the pending one. The same object comes back that went up, with its traceback. */
export function raiseFromC(): undefined {
  addon.takeError();
  const typeRef = i32[Word.Result]!;
  const valueRef = i32[Word.Result + 1]!;
  if (typeRef === 0) return raise(E.SystemError!, 'a C function returned NULL without setting an exception');
  const type = take(typeRef) as PyType;
  const value = valueRef === 0 ? None : take(valueRef);
  if (typeof value === 'object' && isException(value)) {
    ts.exc = value;
    return undefined;
  }
  const exc = makeException(type, value);
  return exc === undefined ? undefined : raiseValue(exc);
}

/** `type(value)`, `type(*value)` for a tuple, `type()` for None, as PyErr_NormalizeException. */
export function makeException(type: PyType, value: Value): PyBaseException | undefined {
  if (!isType(type)) return raise(E.TypeError!, 'exceptions must derive from BaseException');
  const args = value === None ? [] : isTuple(value) ? [...(value as PyTuple).items] : [value];
  try {
    return hooks.newException(type, args);
  } catch (error) {
    return pendFromJs(error);
  }
}

/** The pending exception becomes the one that C sees. */
export function raiseInC(): void {
  const exc = takeException();
  addon.setError(toRef(typeOf(exc)), toRef(exc));
}

/** The value of a C function's result. */
export function finish(r: Ref): Result {
  const v = r !== 0 && u32[Word.Error] === 0 ? take(r) : failed(r);
  leaveC();
  return v;
}

/** NULL, or a result although an exception is set: SystemError caused by it, as _Py_CheckFunctionResult. */
function failed(r: Ref): undefined {
  raiseFromC();
  if (r === 0) return undefined;
  release(r);
  const cause = takeException();
  const exc = hooks.newException(E.SystemError!, [strFromJs('a C function returned a result with an exception set')]);
  exc.cause = exc.context = cause;
  exc.suppressContext = true;
  return raiseValue(exc);
}

/** None, or raised, for a C function that gives 0 or -1. */
export function finishStatus(status: number): Result {
  const v = status < 0 ? raiseFromC() : None;
  leaveC();
  return v;
}
