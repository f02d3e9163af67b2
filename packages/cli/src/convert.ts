/**
 * Values between JavaScript and Python. Containers are copied; everything else that has no counterpart crosses as a PyHandle.
 *
 *   None null · bool boolean · int number, bigint beyond 2^53 - 1 · float number · str string · bytes, bytearray Uint8Array ·
 *   list, tuple Array · dict Map · set, frozenset Set
 *
 * To Python also: undefined is None, a number without fraction an int (give `new PyHandle` or call `float` for a float), a plain
 * object a dict with str keys, a function a callable. An object that contains itself keeps doing so on the other side.
 */
import type { PyDict, PyList, PyTuple, Result, Value } from '@pyston/objects';
import {
  big,
  bufferOf,
  bytes,
  dictCursor,
  dictSet,
  E,
  float,
  int,
  isAnySet,
  isDict,
  isFloat,
  isInt,
  isList,
  isStr,
  isTuple,
  intValue,
  jsString,
  list,
  method,
  newDict,
  newSet,
  None,
  PyByteArray,
  PyBytes,
  PyError,
  PyNative,
  raise,
  raiseValue,
  setAdd,
  setItems,
  strFromJs,
  strValue,
  throwPending,
  ts,
  typeError,
} from '@pyston/objects';

/** How handles come about: the runtime whose value it is makes them. */
export interface Handles {
  wrap(value: Value): object;
  /** The value behind a handle, null if `v` is none. */
  unwrap(v: object): Value | null;
}

/** Copies a JavaScript value into Python. @throws PyError, with the exception, for what cannot cross. */
export function toPython(v: unknown, handles: Handles, seen: Map<object, Value> = new Map()): Value {
  switch (typeof v) {
    case 'undefined':
      return None;
    case 'boolean':
      return v;
    case 'number':
      return Number.isSafeInteger(v) && !Object.is(v, -0) ? int(v) : float(v);
    case 'bigint':
      return big(v);
    case 'string':
      return strFromJs(v);
    case 'function':
      return callable(v as (...args: unknown[]) => unknown, handles);
    case 'object':
      return v === null ? None : (handles.unwrap(v) ?? seen.get(v) ?? container(v, handles, seen));
    default:
      return stop(typeError(`a JavaScript ${typeof v} has no counterpart in Python`));
  }
}

/** Deep code leaves by a throw; the exception is pending. */
function stop(_raised: undefined): never {
  throwPending();
}

function container(v: object, handles: Handles, seen: Map<object, Value>): Value {
  if (v instanceof Uint8Array) return bytes(v.slice());
  if (Array.isArray(v)) return listOf(v, handles, seen);
  if (v instanceof Set) return setOf(v, handles, seen);
  const proto: unknown = Object.getPrototypeOf(v);
  if (v instanceof Map) return dictOf(v, v.entries(), handles, seen);
  if (proto === Object.prototype || proto === null) return dictOf(v, Object.entries(v), handles, seen);
  return stop(typeError(`a JavaScript ${v.constructor?.name ?? 'object'} has no counterpart in Python`));
}

function listOf(v: readonly unknown[], handles: Handles, seen: Map<object, Value>): Value {
  const out = list([]);
  seen.set(v, out);
  for (const item of v) out.items.push(toPython(item, handles, seen));
  return out;
}

function setOf(v: ReadonlySet<unknown>, handles: Handles, seen: Map<object, Value>): Value {
  const out = newSet();
  seen.set(v, out);
  for (const item of v) if (setAdd(out, toPython(item, handles, seen)) === undefined) stop(undefined);
  return out;
}

function dictOf(v: object, entries: Iterable<[unknown, unknown]>, handles: Handles, seen: Map<object, Value>): Value {
  const out = newDict();
  seen.set(v, out);
  for (const [key, value] of entries) {
    if (dictSet(out, toPython(key, handles, seen), toPython(value, handles, seen)) === undefined) stop(undefined);
  }
  return out;
}

/** A JavaScript function as a Python callable of positional arguments. What it throws becomes an exception. */
function callable(fn: (...args: unknown[]) => unknown, handles: Handles): Value {
  const impl = (args: Value[]): Result => {
    const state = ts;
    let result: unknown;
    try {
      const given: unknown[] = [];
      for (const arg of args) given.push(toJs(arg, handles));
      result = fn(...given);
    } catch (error) {
      return raiseJs(error, handles);
    }
    if (ts !== state) return raise(E.RuntimeError!, 'a JavaScript function left another runtime current');
    return toPython(result, handles);
  };
  return new PyNative(method(fn.name === '' ? '<function>' : fn.name, '(*args)', impl), undefined, None);
}

/** A thrown PythonError continues as the exception it stands for, another Error as RuntimeError. */
function raiseJs(error: unknown, handles: Handles): undefined {
  if (error instanceof PyError) throw error;
  const value: unknown = error instanceof Error && 'exception' in error ? error.exception : null;
  const exc = typeof value === 'object' && value !== null ? handles.unwrap(value) : null;
  if (exc !== null) return raiseValue(exc as Parameters<typeof raiseValue>[0]);
  return raise(E.RuntimeError!, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

/** Copies a Python value out. */
export function toJs(v: Value, handles: Handles, seen: Map<object, unknown> = new Map()): unknown {
  if (v === None) return null;
  if (typeof v === 'boolean') return v;
  if (isInt(v)) return intValue(v);
  if (isFloat(v)) return v.v;
  if (isStr(v)) return jsString(strValue(v));
  if (v instanceof PyBytes || v instanceof PyByteArray) return bufferOf(v)!.slice();
  const object = v as object;
  if (seen.has(object)) return seen.get(object);
  if (isList(v) || isTuple(v)) return arrayOf(v, handles, seen);
  if (isDict(v)) return mapOf(v, handles, seen);
  if (isAnySet(v)) {
    const out = new Set<unknown>();
    seen.set(object, out);
    for (const item of setItems(v)) out.add(toJs(item, handles, seen));
    return out;
  }
  return handles.wrap(v);
}

function arrayOf(v: PyList | PyTuple, handles: Handles, seen: Map<object, unknown>): unknown[] {
  const out: unknown[] = [];
  seen.set(v, out);
  for (const item of v.items) out.push(toJs(item, handles, seen));
  return out;
}

function mapOf(v: PyDict, handles: Handles, seen: Map<object, unknown>): Map<unknown, unknown> {
  const out = new Map<unknown, unknown>();
  seen.set(v, out);
  for (const cursor = dictCursor(v); cursor.advance(); )
    out.set(toJs(cursor.key, handles, seen), toJs(cursor.value, handles, seen));
  return out;
}
