/** Iteration, unpacking, and the awaiting side of coroutines. */
import { flags, op } from '@pyston/bytecode';
import type { Done, Frame, PyBaseException, Result, Value } from '@pyston/objects';
import {
  awaitableIter,
  callMethod,
  clearIf,
  delegate,
  DONE,
  E,
  genNext,
  genSend,
  getIter,
  int,
  intAdd,
  isDict,
  isIterableCoroutine,
  iterNext,
  len,
  lengthInt,
  list,
  listIterNext,
  None,
  pendingIs,
  PyAsyncGenerator,
  PyCoroutine,
  PyEnumerate,
  PyGenerator,
  PyList,
  PyListIter,
  PyTuple,
  PyTupleIter,
  PyZip,
  raise,
  takeException,
  ts,
  tupleIterNext,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { recordOf } from '../record.ts';

type Registers = (Value | undefined)[];

export function iterate(o: Value): Result {
  if (o instanceof PyList) return new PyListIter(o);
  if (o instanceof PyGenerator && !(o instanceof PyAsyncGenerator) && !(o instanceof PyCoroutine)) return o;
  return getIter(o);
}

/** What nextOrPair gives when it has done the UNPACK_SEQUENCE of two that follows, too. No Value. */
export const UNPACKED = Symbol('unpacked');

/**
 * nextItem for the FOR_ITER at pc. Where the next instruction unpacks a pair that is a temporary, so that nobody else can see
 * it, enumerate and zip need make no tuple.
 */
export function nextOrPair(
  it: Value,
  frame: Frame,
  w: Int32Array,
  pc: number,
): Value | Done | typeof UNPACKED | undefined {
  if (it instanceof PyGenerator) return genNext(it);
  if (w[pc + 5] === op.OP_UNPACK_SEQUENCE && w[pc + 8] === 2 && w[pc + 6] === w[pc + 1]) {
    if (it instanceof PyEnumerate) {
      if (isTemporary(frame, w[pc + 1]!)) return nextCounted(it, frame.regs, w, pc);
    } else if (it instanceof PyZip && it.its.length === 2 && !it.strict) {
      if (isTemporary(frame, w[pc + 1]!)) return nextZipped(it.its, frame.regs, w, pc);
    }
  }
  return nextItem(it);
}

/** The next item of an iterator that GET_ITER made. */
export function nextItem(it: Value): Value | Done | undefined {
  if (it instanceof PyGenerator) return genNext(it);
  if (it instanceof PyTupleIter) return tupleIterNext(it);
  const { next } = typeOf(it).slots;
  return next === null ? typeError(`'${typeOf(it).name}' object is not an iterator`) : next(it);
}

function isTemporary(frame: Frame, register: number): boolean {
  return register >= recordOf(frame.code).tempBase;
}

function nextCounted(it: PyEnumerate, r: Registers, w: Int32Array, pc: number): typeof UNPACKED | Done | undefined {
  const v = it.it instanceof PyListIter ? listIterNext(it.it) : iterNext(it.it);
  if (v === undefined || v === DONE) return v;
  r[w[pc + 9]!] = it.count;
  r[w[pc + 10]!] = v;
  it.count = intAdd(it.count, int(1));
  return UNPACKED;
}

function nextZipped(its: Value[], r: Registers, w: Int32Array, pc: number): typeof UNPACKED | Done | undefined {
  const a = iterNext(its[0]!);
  if (a === undefined || a === DONE) return a;
  const b = iterNext(its[1]!);
  if (b === undefined || b === DONE) return b;
  r[w[pc + 9]!] = a;
  r[w[pc + 10]!] = b;
  return UNPACKED;
}

export function lengthOf(o: Value): Result {
  const n = len(o);
  return n === undefined ? undefined : lengthInt(n);
}

/** UNPACK_SEQUENCE at pc. */
export function unpackSequence(r: Registers, w: Int32Array, pc: number): Result {
  const a = r[w[pc + 1]!]!;
  const n = w[pc + 3]!;
  if ((a instanceof PyTuple || a instanceof PyList) && a.items.length === n) {
    const { items } = a;
    for (let i = 0; i < n; i++) r[w[pc + 4 + i]!] = items[i];
    return None;
  }
  return unpackIterable(r, w, pc, a, n);
}

function unpackIterable(r: Registers, w: Int32Array, pc: number, a: Value, n: number): Result {
  const it = iterableToUnpack(a);
  if (it === undefined) return undefined;
  const values: Value[] = [];
  for (let i = 0; i < n; i++) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return valueError(`not enough values to unpack (expected ${n}, got ${i})`);
    values.push(v);
  }
  const extra = iterNext(it);
  if (extra === undefined) return undefined;
  if (extra !== DONE) return tooMany(a, n);
  for (let i = 0; i < n; i++) r[w[pc + 4 + i]!] = values[i];
  return None;
}

/** The total is known for lists, tuples and dicts only. */
function tooMany(a: Value, n: number): undefined {
  if (a instanceof PyList || a instanceof PyTuple || isDict(a)) {
    const got = len(a);
    return valueError(`too many values to unpack (expected ${n}, got ${got})`);
  }
  return valueError(`too many values to unpack (expected ${n})`);
}

function iterableToUnpack(a: Value): Result {
  const { slots, name } = typeOf(a);
  if (slots.iter === null && slots.getitem === null) return typeError(`cannot unpack non-iterable ${name} object`);
  return getIter(a);
}

/** UNPACK_EX at pc: items before, list, items after. */
export function unpackEx(r: Registers, w: Int32Array, pc: number): Result {
  const a = r[w[pc + 1]!]!;
  const before = w[pc + 2]!;
  const n = w[pc + 3]!;
  const after = n - before - 1;
  const it = iterableToUnpack(a);
  if (it === undefined) return undefined;
  const items = drain(it);
  if (items === undefined) return undefined;
  if (items.length < before + after)
    return valueError(`not enough values to unpack (expected at least ${before + after}, got ${items.length})`);
  for (let i = 0; i < before; i++) r[w[pc + 4 + i]!] = items[i];
  r[w[pc + 4 + before]!] = list(items.slice(before, items.length - after));
  for (let i = 0; i < after; i++) r[w[pc + 5 + before + i]!] = items[items.length - after + i];
  return None;
}

function drain(it: Value): Value[] | undefined {
  const out: Value[] = [];
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return out;
    out.push(v);
  }
}

/** SEND: the next value of a sub-iterator; DONE leaves its result in `ts.stopValue`. */
export function sendTo(it: Value, v: Value): Value | Done | undefined {
  ts.stopValue = undefined;
  if (it instanceof PyGenerator) {
    const r = genSend(it, v);
    if (r === DONE) ts.stopValue = it.result ?? undefined;
    return r;
  }
  const { next } = typeOf(it).slots;
  if (v === None && next !== null) return next(it);
  const r = callMethod(it, 'send', v);
  return r === undefined ? stopped() : r;
}

/** A pending StopIteration as DONE. */
function stopped(): Done | undefined {
  if (!pendingIs(E.StopIteration!)) return undefined;
  const exc = takeException() as PyBaseException & { value: Value | null };
  ts.stopValue = exc.value ?? undefined;
  return DONE;
}

/** CLEANUP_THROW: the value of a pending StopIteration; another exception stays pending. */
export function cleanupThrow(): Result {
  if (!pendingIs(E.StopIteration!)) return undefined;
  const exc = takeException() as PyBaseException & { value: Value | null };
  return exc.value ?? None;
}

export function yieldFromIter(frame: Frame, a: Value): Result {
  if (a instanceof PyCoroutine || isIterableCoroutine(a)) {
    if (frame.code.code.flags & (flags.CO_COROUTINE | flags.CO_ITERABLE_COROUTINE)) return a;
    return typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  if (a instanceof PyGenerator && !(a instanceof PyAsyncGenerator)) return a;
  return getIter(a);
}

/** GET_AWAITABLE; context words the error: 1 __aenter__, 2 __aexit__. */
export function awaitable(a: Value, context: number): Result {
  const it = awaitableIterator(a, context);
  if (it instanceof PyCoroutine && delegate(it) !== null)
    return raise(E.RuntimeError!, 'coroutine is being awaited already');
  return it;
}

function awaitableIterator(a: Value, context: number): Result {
  if (context === 0 || typeOf(a).slots.await !== null || isIterableCoroutine(a)) return awaitableIter(a);
  return typeError(
    `'async with' received an object from ${context === 1 ? '__aenter__' : '__aexit__'} that does not implement __await__: ${typeOf(a).name}`,
  );
}

export function asyncIter(a: Value): Result {
  const type = typeOf(a);
  if (type.slots.aiter === null)
    return typeError(`'async for' requires an object with __aiter__ method, got ${type.name}`);
  const it = type.slots.aiter(a);
  if (it === undefined) return undefined;
  if (typeOf(it).slots.anext === null)
    return typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(it).name}`,
    );
  return it;
}

export function asyncNext(it: Value): Result {
  const type = typeOf(it);
  if (type.slots.anext === null)
    return typeError(`'async for' requires an iterator with __anext__ method, got ${type.name}`);
  const a = type.slots.anext(it);
  if (a === undefined) return undefined;
  const r = awaitableIterator(a, 0);
  if (r !== undefined) return r;
  const cause = takeException();
  typeError(`'async for' received an invalid object from __anext__: ${typeOf(a).name}`);
  const exc = ts.exc!;
  exc.cause = cause;
  exc.suppressContext = true;
  return undefined;
}

/** END_ASYNC_FOR: true if the pending exception was StopAsyncIteration. */
export function endAsyncFor(): boolean {
  return clearIf(E.StopAsyncIteration!);
}
