/**
 * Calling (Data model §3.3.6). One convention everywhere: positional arguments, then one value per keyword name.
 * The callee never keeps or changes `args`, except natives with `*args`, for which a fresh array is made.
 */
import { pendFromJs, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { PyMethodDescriptor, PyNative } from '../core/native.ts';
import { lookupType } from '../core/type-attrs.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { PyFunction } from '../function/function.ts';
import { PyBoundMethod } from '../function/method.ts';
import { callMethodDescriptor, callNative } from './call-native.ts';

export function callKw(f: Value, args: Value[], kwnames: readonly string[] | null): Result {
  if (f instanceof PyFunction) return hooks.callFunction(f, args, kwnames);
  if (f instanceof PyNative) return callNative(f, args, kwnames);
  if (f instanceof PyBoundMethod) return callKw(f.fn, [f.self, ...args], kwnames);
  if (f instanceof PyMethodDescriptor) return callMethodDescriptor(f, args, kwnames);
  const slot = typeOf(f).slots.call;
  if (slot === null) return typeError(`'${typeOf(f).name}' object is not callable`);
  try {
    return slot(f, args, kwnames);
  } catch (error) {
    return pendFromJs(error);
  }
}

export function call(f: Value, args: Value[]): Result {
  return callKw(f, args, null);
}

export function call0(f: Value): Result {
  return callKw(f, [], null);
}

export function call1(f: Value, a: Value): Result {
  return callKw(f, [a], null);
}

export function call2(f: Value, a: Value, b: Value): Result {
  return callKw(f, [a, b], null);
}

export function call3(f: Value, a: Value, b: Value, c: Value): Result {
  return callKw(f, [a, b, c], null);
}

/** Binds what was found on `owner` to `obj` (ABSENT: access through the class). */
export function bind(found: Value, obj: Value | Absent, owner: PyType): Result {
  const get = typeOf(found).slots.descrGet;
  return get === null ? found : get(found, obj, owner);
}

/** Looks a special method up on the type, bound to `o`; ABSENT if there is none. */
export function lookupSpecial(o: Value, name: string): Value | Absent | undefined {
  const type = typeOf(o);
  const found = lookupType(type, name);
  return found === ABSENT ? ABSENT : bind(found, o, type);
}

/** Calls special method `name` of `o`'s type; ABSENT if there is none. */
export function tryCallSpecial(
  o: Value,
  name: string,
  args: Value[],
  kwnames: readonly string[] | null = null,
): Result | Absent {
  const type = typeOf(o);
  const found = lookupType(type, name);
  if (found === ABSENT) return ABSENT;
  return callFound(found, o, type, args, kwnames);
}

/** Calls an attribute found on `type` as a method of `o`, without a bound method where it can be avoided. */
export function callFound(
  found: Value,
  o: Value,
  type: PyType,
  args: Value[],
  kwnames: readonly string[] | null,
): Result {
  if (typeOf(found).flags & TypeFlag.MethodDescriptor) return callKw(found, [o, ...args], kwnames);
  const bound = bind(found, o, type);
  return bound === undefined ? undefined : callKw(bound, args, kwnames);
}

/** `o.name(*args)` through the ordinary attribute look-up. */
export function callMethod(o: Value, name: string, ...args: Value[]): Result {
  const { getattro } = typeOf(o).slots;
  const f = getattro === null ? undefined : getattro(o, name);
  return f === undefined ? undefined : callKw(f, args, null);
}
