/** Slow paths of the call opcodes. */
import type { PyNative, PyObject, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  callKw,
  clearIf,
  dictCursor,
  E,
  Frame,
  getAttrOrAbsent,
  hooks,
  isDict,
  isStr,
  jsString,
  lookupType,
  None,
  objectNew,
  PyFunction,
  PyTuple,
  type PyType,
  TypeFlag,
  strValue,
  toArray,
  ts,
  typeError,
  typeOf,
  call0,
  getItem,
  strJs,
} from '@pyston/objects';
import { run } from '../loop-entry.ts';
import type { CodeRecord } from '../record.ts';
import { recordOf } from '../record.ts';
import { COLD_REUSES, isCold } from '../warmth.ts';

type Registers = (Value | undefined)[];

/**
 * After so many activations, or turns of loops, a frame is left to the garbage collector: an object that lives long is old to V8, and then each
 * store of a new object into its registers is noted for the next collection.
 */
const REUSES = 2000;

/**
 * The frame of a call of `fn` with exactly its positional arguments, which are still to be placed: one that has returned, or a
 * new one. Frames of functions with a closure wait without their function, whose cells they would keep alive.
 */
export function directFrame(fn: PyFunction, record: CodeRecord, caller: Frame | null): Frame {
  const { free } = record;
  if (free !== null && (free.fn === fn || (free.fn === null && sameGlobals(free, fn)))) {
    record.free = free.back;
    free.back = caller;
    free.fn = fn;
    return free;
  }
  record.free = null;
  const frame = new Frame(fn.code, record.template.slice(), caller, fn.globals, fn.builtins, fn);
  frame.reuses = isCold() ? COLD_REUSES : REUSES;
  record.reuseBudget = record.budget - REUSES;
  return frame;
}

function sameGlobals(frame: Frame, fn: PyFunction): boolean {
  return frame.globals === fn.globals && frame.builtins === fn.builtins;
}

/** Places the closure of `fn` in its new frame and runs it. */
export function enterCall(frame: Frame, fn: PyFunction): Value | undefined {
  const base = recordOf(fn.code).freeBase;
  const closure = fn.closure!;
  for (let i = 0; i < closure.length; i++) frame.regs[base + i] = closure[i];
  return run(frame, false);
}

/**
 * The frame of a call whose arguments, with keywords and defaults, fill the plain parameters of a function; null where the
 * general way is needed, be it for the error. `self` is left out when undefined.
 */
function bindDirect(
  caller: Frame | null,
  fn: PyFunction,
  record: CodeRecord,
  self: Value | undefined,
  r: Registers,
  w: Int32Array,
  at: number,
  n: number,
  kwnames: readonly string[] | null,
): Frame | null {
  const first = self === undefined ? 0 : 1;
  const { argcount } = record;
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = n - nkw;
  if (!record.simple || n + first > argcount) return null;
  const frame = directFrame(fn, record, caller);
  const { regs } = frame;
  if (first === 1) regs[0] = self;
  for (let i = 0; i < npos; i++) regs[i + first] = r[w[at + i]!];
  for (let k = 0; k < nkw; k++) {
    const place = record.code.varnames.indexOf(kwnames![k]!, record.code.posonlyargcount);
    if (place < 0 || place >= argcount || regs[place] !== undefined) return null;
    regs[place] = r[w[at + npos + k]!];
  }
  return n + first === argcount || fillDefaults(regs, npos + first, argcount, fn) ? frame : null;
}

/** Gives parameters that are still unbound their defaults; false if one has none. */
function fillDefaults(regs: Registers, from: number, argcount: number, fn: PyFunction): boolean {
  if (fn.defaults === null) return false;
  const { items } = fn.defaults;
  const offset = argcount - items.length;
  for (let i = from; i < argcount; i++) {
    if (regs[i] !== undefined) continue;
    if (i < offset) return false;
    regs[i] = items[i - offset];
  }
  return true;
}

function enter(frame: Frame, fn: PyFunction): Value | undefined {
  return fn.closure === null ? run(frame, false) : enterCall(frame, fn);
}

/** The registers' values, without growing an array where their number is small. */
function valuesOf(r: Registers, w: Int32Array, at: number, n: number): Value[] {
  if (n === 1) return [r[w[at]!]!];
  if (n === 2) return [r[w[at]!]!, r[w[at + 1]!]!];
  if (n === 3) return [r[w[at]!]!, r[w[at + 1]!]!, r[w[at + 2]!]!];
  const args: Value[] = [];
  for (let i = 0; i < n; i++) args.push(r[w[at + i]!]!);
  return args;
}

/** `f(args…)` with the arguments in registers listed at w[at]. */
export function callMany(frame: Frame | null, f: Value, r: Registers, w: Int32Array, at: number, n: number): Result {
  if (f instanceof PyFunction && frame !== null) {
    const record = recordOf(f.code);
    if (record.suspends !== 0 && record.exact === n) return makeSuspended(frame, f, record, r, w, at, n);
    const callee = bindDirect(frame, f, record, undefined, r, w, at, n, null);
    if (callee !== null) return enter(callee, f);
  }
  return callKw(f, valuesOf(r, w, at, n), null);
}

/** Calls a generator function or coroutine function with exactly its positional arguments. */
function makeSuspended(
  frame: Frame,
  f: PyFunction,
  record: CodeRecord,
  r: Registers,
  w: Int32Array,
  at: number,
  n: number,
): Value {
  const regs = record.template.slice();
  for (let i = 0; i < n; i++) regs[i] = r[w[at + i]!];
  const { closure } = f;
  if (closure !== null) for (let i = 0; i < closure.length; i++) regs[record.freeBase + i] = closure[i];
  return hooks.makeGenerator(new Frame(f.code, regs, frame, f.globals, f.builtins, f), f.name, f.qualname);
}

/** `C(args…)`: object's __new__ and an __init__ written in Python without the arguments passing through an array. */
export function callClass(frame: Frame, type: PyType, r: Registers, w: Int32Array, at: number, n: number): Result {
  if (n === 1 && type.construct1 !== null) return type.construct1(r[w[at]!]!);
  if (n === 2 && type.construct2 !== null) return type.construct2(r[w[at]!]!, r[w[at + 1]!]!);
  const init = type.callVersion === type.version ? type.callCache : findInit(type);
  if (init === null || (type.flags & TypeFlag.Abstract) !== 0) return callKw(type, valuesOf(r, w, at, n), null);
  const fn = init as PyFunction;
  const record = recordOf(fn.code);
  if (!record.simple || record.argcount <= n) return callKw(type, valuesOf(r, w, at, n), null);
  type.instantiated = true;
  const self = new type.instanceClass();
  const callee = bindDirect(frame, fn, record, self, r, w, at, n, null);
  if (callee === null) return callKw(type, valuesOf(r, w, at, n), null);
  const v = enter(callee, fn);
  if (v === None) return self;
  return v === undefined ? undefined : typeError(`__init__() should return None, not '${typeOf(v).name}'`);
}

/** The Python __init__ of a class that is made by object.__new__ and has no finaliser, else null; kept until the class changes. */
export function findInit(type: PyType): PyObject | null {
  const init = type.slots.new === objectNew && type.slots.del === null ? lookupType(type, '__init__') : ABSENT;
  type.callCache = init instanceof PyFunction ? init : null;
  type.callVersion = type.version;
  return type.callCache;
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
export function callWithNames(
  f: Value,
  self: Value | undefined,
  r: Registers,
  w: Int32Array,
  at: number,
  n: number,
  kwnames: readonly string[] | null,
): Result {
  if (f instanceof PyFunction) {
    const callee = bindDirect(ts.frame, f, recordOf(f.code), self, r, w, at, n, kwnames);
    if (callee !== null) return enter(callee, f);
  }
  if (self === undefined) return callKw(f, valuesOf(r, w, at, n), kwnames);
  const args: Value[] = [self];
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
  if (module === undefined || module === ABSENT || !isStr(module) || jsString(strValue(module)) === 'builtins')
    return `${name}()`;
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
    const name = jsString(strValue(key));
    if (names.includes(name)) {
      typeError(`${functionText(f)} got multiple values for keyword argument '${name}'`);
      return false;
    }
    names.push(name);
    positional.push(v);
  }
  return true;
}
