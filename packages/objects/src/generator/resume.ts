/** send(), throw() and close() of generator-like objects (Language reference §6.2.9; PEP 342, 380). */
import { clearIf, raise, raiseValue, raiseWith, takeException, typeError } from '../core/errors.ts';
import { dropVariables, keepFrame } from '../core/frame.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import { isType, typeOf } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import { isException } from '../exceptions/base.ts';
import { PyTraceback, tracebackAt } from '../exceptions/traceback.ts';
import { op } from '@pyston/bytecode';
import { unwatch } from '../object/finalizers.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { call, call0 } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { isTuple } from '../tuple/tuple.ts';
import { GenState, PyAsyncGenerator, PyCoroutine, PyGenerator } from './generator.ts';

/** "generator", "coroutine", "async generator": the noun of error messages. */
export function kindName(gen: PyGenerator): string {
  if (gen instanceof PyCoroutine) return 'coroutine';
  return gen instanceof PyAsyncGenerator ? 'async generator' : 'generator';
}

/** Sends a value; DONE once the body returned (`gen.result`). */
export function genSend(gen: PyGenerator, value: Value): Value | Done | undefined {
  switch (gen.state) {
    case GenState.Running:
      return raise(E.ValueError!, `${kindName(gen)} already executing`);
    case GenState.Finished:
      if (gen instanceof PyCoroutine) return raise(E.RuntimeError!, 'cannot reuse already awaited coroutine');
      gen.result = None;
      return DONE;
    case GenState.Created:
      if (value !== None) return typeError(`can't send non-None value to a just-started ${kindName(gen)}`);
  }
  return hooks.resume(gen, value, null);
}

/** `next` slot of generators: the return value travels in `ts.stopValue`. */
export function genNext(gen: PyGenerator): Value | Done | undefined {
  const r = genSend(gen, None);
  if (r === DONE) ts.stopValue = gen.result ?? undefined;
  return r;
}

/** The iterator that a suspended generator delegates to, or null. */
export function delegate(gen: PyGenerator): Value | null {
  if (gen.state !== GenState.Suspended) return null;
  const { frame } = gen;
  const words = frame.code.code.instructions;
  return words[frame.pc] === op.OP_YIELD_FROM ? (frame.regs[words[frame.pc + 3]!] as Value) : null;
}

/** Raises `exc` at the generator's yield. GeneratorExit closes a delegate, unless `closeOnExit` is false: then it is thrown in as well. */
export function genRaise(gen: PyGenerator, exc: PyBaseException, closeOnExit = true): Value | Done | undefined {
  switch (gen.state) {
    case GenState.Running:
      return raise(E.ValueError!, `${kindName(gen)} already executing`);
    case GenState.Finished:
      if (gen instanceof PyCoroutine) return raise(E.RuntimeError!, 'cannot reuse already awaited coroutine');
      return pend(exc);
    case GenState.Created:
      finishCreated(gen);
      exc.traceback = tracebackAt(exc.traceback, gen.frame, 0, gen.frame.code.code.firstlineno);
      return pend(exc);
  }
  const sub = delegate(gen);
  if (sub === null) return hooks.resume(gen, None, exc);
  return raiseInDelegate(gen, sub, exc, closeOnExit);
}

/** A body that never ran is over. */
function finishCreated(gen: PyGenerator): void {
  gen.state = GenState.Finished;
  if (gen.watched !== null) unwatch(gen.watched);
  gen.watched = null;
}

function pend(exc: PyBaseException): undefined {
  return raiseValue(exc);
}

/** throw() goes to the sub-iterator first; what comes out of it goes on in `gen`. */
function raiseInDelegate(
  gen: PyGenerator,
  sub: Value,
  exc: PyBaseException,
  closeOnExit: boolean,
): Value | Done | undefined {
  gen.state = GenState.Running;
  let r: Value | Done | undefined;
  if (closeOnExit && typeOf(exc).mro.includes(E.GeneratorExit!)) {
    const closed = closeIterator(sub);
    gen.state = GenState.Suspended;
    return hooks.resume(gen, None, closed === undefined ? takeException() : exc);
  }
  const { frame } = gen;
  const caller = ts.frame;
  if (frame.reuses < 0) keepFrame(caller);
  if (sub instanceof PyGenerator && !(sub instanceof PyAsyncGenerator)) {
    frame.back = caller;
    ts.frame = frame;
    r = genRaise(sub, exc, closeOnExit);
  } else {
    const method = getAttrOrAbsent(sub, 'throw');
    if (method === ABSENT) {
      gen.state = GenState.Suspended;
      return hooks.resume(gen, None, exc);
    }
    frame.back = caller;
    ts.frame = frame;
    r = method === undefined ? undefined : call(method, [exc]);
  }
  ts.frame = caller;
  frame.back = null;
  gen.state = GenState.Suspended;
  if (r === DONE) {
    raiseStop((sub as PyGenerator).result ?? None);
    return hooks.resume(gen, None, takeException());
  }
  return r === undefined ? hooks.resume(gen, None, takeException()) : r;
}

/** Raises StopIteration(value). */
export function raiseStop(value: Value): undefined {
  if (value === None) return raiseWith(E.StopIteration!);
  if (isTuple(value) || isException(value)) {
    const exc = hooks.newException(E.StopIteration!, [value]) as PyBaseException & { value: Value };
    exc.value = value;
    return raiseValue(exc);
  }
  return raiseWith(E.StopIteration!, value);
}

/** Closes a delegate; `undefined` = it raised. */
function closeIterator(it: Value): Result {
  if (it instanceof PyGenerator && !(it instanceof PyAsyncGenerator)) return genClose(it);
  const method = getAttrOrAbsent(it, 'close');
  if (method === undefined) return undefined;
  return method === ABSENT ? None : call0(method);
}

/** `close()`: GeneratorExit at the yield; gives the value of a return, else None. */
export function genClose(gen: PyGenerator): Result {
  if (gen.state === GenState.Finished) return None;
  if (gen.state === GenState.Created) {
    finishCreated(gen);
    dropVariables(gen.frame);
    return None;
  }
  if (gen.state === GenState.Running) return raise(E.ValueError!, `${kindName(gen)} already executing`);
  const r = genRaise(gen, hooks.newException(E.GeneratorExit!, []));
  if (r === DONE) {
    dropVariables(gen.frame);
    return gen.result ?? None;
  }
  if (r !== undefined) return raise(E.RuntimeError!, `${kindName(gen)} ignored GeneratorExit`);
  dropVariables(gen.frame);
  return clearIf(E.GeneratorExit!) || clearIf(E.StopIteration!) ? None : undefined;
}

/** The exception of `throw(type[, value[, traceback]])`. */
export function exceptionArgument(
  type: Value,
  value: Value | undefined,
  tb: Value | undefined,
): PyBaseException | undefined {
  if (tb !== undefined && tb !== None && !(tb instanceof PyTraceback))
    return typeError('throw() third argument must be a traceback object');
  const exc = makeException(type, value);
  if (exc !== undefined && tb !== undefined && tb !== None) exc.traceback = tb as PyTraceback;
  return exc;
}

function makeException(type: Value, value: Value | undefined): PyBaseException | undefined {
  if (isType(type) && type.mro.includes(T.BaseException!)) {
    if (value !== undefined && isException(value) && typeOf(value).mro.includes(type)) return value;
    const args = value === undefined || value === None ? [] : isTuple(value) ? value.items.slice() : [value];
    return madeException(type, call(type, args)) ?? takeException();
  }
  if (!isException(type))
    return typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).name}`);
  if (value !== undefined && value !== None) return typeError('instance exception may not have a separate value');
  return type;
}

/** What calling the class gave; an error in it is what is thrown instead. */
function madeException(type: Value, made: Result): PyBaseException | undefined {
  if (made === undefined || isException(made)) return made;
  const called = reprJs(type);
  return called === undefined
    ? undefined
    : typeError(`calling ${called} should have returned an instance of BaseException, not ${typeOf(made).name}`);
}
