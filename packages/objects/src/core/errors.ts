/**
 * Raising: sets the pending exception and gives `undefined`, so that callers write `return raise(E.TypeError, '…')`.
 *
 * Deep TypeScript code may throw `PyError` instead (no stack capture); boundaries (built-in calls, the dispatch loop)
 * turn it, and V8's RangeError of a full stack, back into a pending exception with `pendFromJs`.
 */
import { strFromJs } from '../str/astral.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import { hooks } from './hooks.ts';
import { E } from './registry.ts';
import { ts } from './thread-state.ts';
import type { PyType } from './type.ts';
import { typeOf } from './type.ts';
import type { Value } from './value.ts';

/** A Python exception thrown through JS frames. Not an Error: creating it captures no stack. */
export class PyError {
  readonly exc: PyBaseException;
  constructor(exc: PyBaseException) {
    this.exc = exc;
  }
}

/** Makes `exc` pending, chaining it to the exception being handled. */
export function raiseValue(exc: PyBaseException): undefined {
  const handled = ts.handled;
  if (handled !== null && handled !== exc && exc.context === null) setContext(exc, handled);
  ts.exc = exc;
  return undefined;
}

/** `__context__` chains are kept free of cycles (PEP 3134; CPython's _PyErr_SetObject). */
export function setContext(exc: PyBaseException, handled: PyBaseException): void {
  let slow: PyBaseException | null = handled;
  let previous = handled;
  for (let guard = 0; guard < 10000; guard++) {
    const next: PyBaseException | null = previous.context;
    if (next === null) break;
    if (next === exc) {
      previous.context = null;
      break;
    }
    previous = next;
    if (guard % 2 === 1) slow = slow!.context;
    if (slow === previous) break;
  }
  exc.context = handled;
}

/** Raises `type(message)`. */
export function raise(type: PyType, message: string): undefined {
  return raiseValue(hooks.newException(type, [strFromJs(message)]));
}

/** Raises `type(*args)`. */
export function raiseWith(type: PyType, ...args: Value[]): undefined {
  return raiseValue(hooks.newException(type, args));
}

export function typeError(message: string): undefined {
  return raise(E.TypeError!, message);
}

export function valueError(message: string): undefined {
  return raise(E.ValueError!, message);
}

export function overflowError(message: string): undefined {
  return raise(E.OverflowError!, message);
}

export function indexError(message: string): undefined {
  return raise(E.IndexError!, message);
}

export function keyError(key: Value): undefined {
  return raiseWith(E.KeyError!, key);
}

/** Throws the pending exception as a JS exception, from code too deep to return `undefined`. */
export function throwPending(): never {
  const exc = ts.exc!;
  ts.exc = null;
  throw new PyError(exc);
}

/** A value, or the pending exception thrown. */
export function must<V>(result: V | undefined): V {
  if (result === undefined) throwPending();
  return result;
}

/** Turns a caught JS exception into the pending Python exception; rethrows what is our own bug. */
export function pendFromJs(error: unknown): undefined {
  if (error instanceof PyError) {
    ts.exc = error.exc;
    return undefined;
  }
  if (error instanceof RangeError) {
    const message = error.message;
    if (message.startsWith('Maximum call stack')) {
      ts.reprActive.clear();
      return raise(E.RecursionError!, 'maximum recursion depth exceeded');
    }
    if (
      message.includes('BigInt') ||
      /^(?:Map|Set) maximum size exceeded/.test(message) ||
      message.startsWith('Invalid string length') ||
      message.startsWith('Invalid array length') ||
      message.startsWith('Invalid typed array length') ||
      message.startsWith('Array buffer allocation')
    ) {
      return raiseWith(E.MemoryError!);
    }
  }
  throw error;
}

/** Removes and returns the pending exception. */
export function takeException(): PyBaseException {
  const exc = ts.exc!;
  ts.exc = null;
  return exc;
}

/** True if the pending exception is an instance of `type`. */
export function pendingIs(type: PyType): boolean {
  const exc = ts.exc;
  return exc !== null && typeOf(exc).mro.includes(type);
}

/** Clears the pending exception if it is an instance of `type`; tells whether it was. */
export function clearIf(type: PyType): boolean {
  if (!pendingIs(type)) return false;
  ts.exc = null;
  return true;
}
