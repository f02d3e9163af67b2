/** Slow paths of the call opcodes. */
import type { Frame, PyFunction, PyNative, Result, Value } from '@pyston/objects';
import {
  ABSENT, callKw, clearIf, dictCursor, E, getAttrOrAbsent, isDict, isStr, jsString, PyTuple, strValue, toArray, typeError, typeOf, call0, getItem, strJs,
} from '@pyston/objects';
import { run } from '../loop-entry.ts';
import { recordOf } from '../record.ts';

type Registers = (Value | undefined)[];

/** Places the closure of `fn` in its new frame and runs it. */
export function enterCall(frame: Frame, fn: PyFunction): Value | undefined {
  const base = recordOf(fn.code).freeBase;
  const closure = fn.closure!;
  for (let i = 0; i < closure.length; i++) frame.regs[base + i] = closure[i];
  return run(frame, false);
}

/** `f(args…)` with the arguments in registers listed at w[at]. */
export function callMany(_frame: Frame | null, f: Value, r: Registers, w: Int32Array, at: number, n: number): Result {
  const args: Value[] = [];
  for (let i = 0; i < n; i++) args.push(r[w[at + i]!]!);
  return callKw(f, args, null);
}

/** A method bound to its object, within the direct range of its arity. */
export function callBound(f: PyNative, r: Registers, w: Int32Array, at: number, n: number): Result {
  const { impl } = f.spec;
  if (n === 0) return impl(f.self);
  if (n === 1) return impl(f.self, r[w[at]!]);
  if (n === 2) return impl(f.self, r[w[at]!], r[w[at + 1]!]);
  return callMany(null, f, r, w, at, n);
}

/** `f(self, args…)` (self left out when undefined), the last arguments being keywords of these names. */
export function callWithNames(f: Value, self: Value | undefined, r: Registers, w: Int32Array, at: number, n: number, kwnames: readonly string[] | null): Result {
  const args: Value[] = self === undefined ? [] : [self];
  for (let i = 0; i < n; i++) args.push(r[w[at + i]!]!);
  return callKw(f, args, kwnames);
}

/** "module.f()" as CPython names a callable in argument errors. */
export function functionText(f: Value): string {
  const qualname = getAttrOrAbsent(f, '__qualname__');
  if (qualname === undefined || qualname === ABSENT) {
    clearIf(E.Exception!);
    return strJs(f) ?? '?';
  }
  const module = getAttrOrAbsent(f, '__module__');
  if (module === undefined) clearIf(E.Exception!);
  const name = strJs(qualname) ?? '?';
  if (module === undefined || module === ABSENT || !isStr(module) || jsString(strValue(module)) === 'builtins') return `${name}()`;
  return `${jsString(strValue(module))}.${name}()`;
}

/** `f(*args, **kwargs)`. */
export function callExpanded(f: Value, args: Value, kwargs: Value | undefined): Result {
  const positional = args instanceof PyTuple ? args.items.slice() : starArguments(f, args);
  if (positional === undefined) return undefined;
  if (kwargs === undefined) return callKw(f, positional, null);
  const names: string[] = [];
  if (isDict(kwargs)) {
    const cursor = dictCursor(kwargs);
    while (cursor.advance()) {
      if (!isStr(cursor.key)) return typeError('keywords must be strings');
      names.push(jsString(strValue(cursor.key)));
      positional.push(cursor.value);
    }
  } else if (!mappingArguments(f, kwargs, names, positional)) return undefined;
  return callKw(f, positional, names.length === 0 ? null : names);
}

function starArguments(f: Value, args: Value): Value[] | undefined {
  if (typeOf(args).slots.iter === null && typeOf(args).slots.getitem === null) {
    return typeError(`${functionText(f)} argument after * must be an iterable, not ${typeOf(args).name}`);
  }
  return toArray(args);
}

function mappingArguments(f: Value, kwargs: Value, names: string[], positional: Value[]): boolean {
  const keys = getAttrOrAbsent(kwargs, 'keys');
  if (keys === undefined) return false;
  if (keys === ABSENT) {
    typeError(`${functionText(f)} argument after ** must be a mapping, not ${typeOf(kwargs).name}`);
    return false;
  }
  const view = call0(keys);
  const list = view === undefined ? undefined : toArray(view);
  if (list === undefined) return false;
  for (const key of list) {
    const v = getItem(kwargs, key);
    if (v === undefined) return false;
    if (!isStr(key)) {
      typeError('keywords must be strings');
      return false;
    }
    names.push(jsString(strValue(key)));
    positional.push(v);
  }
  return true;
}

