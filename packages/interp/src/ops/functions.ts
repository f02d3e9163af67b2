/** MAKE_FUNCTION, classes, type parameters. */
import { COMMON_CONSTANTS, TYPE_PARAM_KINDS } from '@pyston/bytecode';
import type { Cell, Frame, PyCode, PyDict, PyTuple, Result, Value } from '@pyston/objects';
import { ABSENT, codeConstants, dictGetStr, E, hooks, makeFunction, None, PyFunction, raise } from '@pyston/objects';
import type { CodeRecord } from '../record.ts';
import { recordOf } from '../record.ts';

/** MAKE_FUNCTION d, code, defaults, kwdefaults, annotate, closure… at pc. */
export function makeFunctionValue(frame: Frame, record: CodeRecord, pc: number): Value {
  const w = record.words;
  const r = frame.regs;
  const n = w[pc + 6]!;
  let closure: Cell[] | null = null;
  if (n > 0) {
    closure = [];
    for (let i = 0; i < n; i++) closure.push(r[w[pc + 7 + i]!] as Cell);
  }
  const fn = makeFunctionFrom(frame.code, frame.fn, frame.globals, w[pc + 2]!, closure);
  if (w[pc + 3]! >= 0) fn.defaults = r[w[pc + 3]!] as PyTuple;
  if (w[pc + 4]! >= 0) fn.kwdefaults = r[w[pc + 4]!] as PyDict;
  if (w[pc + 5]! >= 0) fn.annotate = r[w[pc + 5]!]!;
  return fn;
}

/** The function of constant `index` of `owner`, whose code runs as `maker` (null: no function), in `globals`. */
export function makeFunctionFrom(
  owner: PyCode,
  maker: PyFunction | null,
  globals: PyDict,
  index: number,
  closure: Cell[] | null,
): PyFunction {
  const code = codeConstants(owner)[index] as PyCode;
  return maker === null ? makeFunction(code, globals, closure) : innerFunction(globals, maker, code, closure);
}

/** A function made by a function: namespace and builtins are its maker's. */
function innerFunction(globals: PyDict, maker: PyFunction, code: PyCode, closure: Cell[] | null): PyFunction {
  if (code.code.flags & CO_HAS_DOCSTRING || maker.globals !== globals) return makeFunction(code, globals, closure);
  const { name, qualname } = recordOf(code);
  const module = dictGetStr(globals, '__name__');
  return new PyFunction(
    code,
    globals,
    maker.builtins,
    name,
    qualname,
    closure,
    None,
    module === ABSENT ? None : module,
    None,
  );
}

const CO_HAS_DOCSTRING = 0x4000000;

export function buildClassFunction(frame: Frame): Result {
  const fn = dictGetStr(frame.builtins, '__build_class__');
  return fn === ABSENT ? raise(E.NameError!, '__build_class__ not found') : fn;
}

export function commonConstant(which: number): Value {
  return E[COMMON_CONSTANTS[which]!]!;
}

/** TypeVar, ParamSpec or TypeVarTuple; the module is that of the code being run. */
export function makeTypeParameter(frame: Frame, kind: number, name: Value, evaluator: Value | undefined): Value {
  return hooks.makeTypeParameter(TYPE_PARAM_KINDS[kind]!, name, evaluator, moduleName(frame));
}

function moduleName(frame: Frame): Value | null {
  const v = dictGetStr(frame.globals, '__name__');
  return v === ABSENT ? null : v;
}

export function setTypeParameterDefault(param: Value, evaluator: Value): void {
  hooks.setTypeParameterDefault(param, evaluator);
}

export function subscriptGeneric(params: Value): Result {
  return hooks.subscriptGeneric(params as PyTuple);
}

export function makeTypeAlias(frame: Frame, name: Value, params: Value, evaluator: Value): Value {
  return hooks.makeTypeAlias(name, params, evaluator, moduleName(frame));
}
