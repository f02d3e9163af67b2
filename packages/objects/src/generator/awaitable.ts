/** What `await` iterates: the awaitable protocol (PEP 492). */
import { flags } from '@pyston/bytecode';
import { typeError } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { PyAsyncGenerator, PyCoroutine, PyGenerator } from './generator.ts';

/** A generator made awaitable by types.coroutine. */
export function isIterableCoroutine(v: Value): boolean {
  return (
    v instanceof PyGenerator &&
    !(v instanceof PyAsyncGenerator) &&
    (v.frame.code.code.flags & flags.CO_ITERABLE_COROUTINE) !== 0
  );
}

/** The iterator of an awaitable: coroutines are their own, others have `__await__`. */
export function awaitableIter(o: Value): Result {
  if (o instanceof PyCoroutine || isIterableCoroutine(o)) return o;
  const type = typeOf(o);
  if (type.slots.await === null) return typeError(`'${type.name}' object can't be awaited`);
  const it = type.slots.await(o);
  if (it === undefined) return undefined;
  if (it instanceof PyCoroutine || isIterableCoroutine(it)) return typeError('__await__() returned a coroutine');
  if (typeOf(it).slots.next === null)
    return typeError(`__await__() returned non-iterator of type '${typeOf(it).name}'`);
  return it;
}
