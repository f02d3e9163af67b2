/**
 * Hooks: functions that lower modules and layers call and upper ones provide. Filled once while the packages load;
 * calling a hook that nobody filled is a bug of the assembly, and says which one.
 */

import type { PyGenerator } from '../generator/generator.ts';
import type { PyFunction } from '../function/function.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import type { Frame } from './frame.ts';
import type { PyType } from './type.ts';
import type { Done, Result, Value } from './value.ts';

export interface Hooks {
  /** Instance of an exception type; its own __new__/__init__ when overridden in Python. */
  newException(type: PyType, args: Value[]): PyBaseException;
  /** Runs a Python function: positional `args`, then one value per name in `kwnames`. Filled by the interpreter. */
  callFunction(fn: PyFunction, args: Value[], kwnames: readonly string[] | null): Result;
  /**
   * Continues a suspended frame with a sent value, or with an exception raised at its yield. The result is what it
   * yields, DONE when it returns (value in `generator.result`), or `undefined` = raised.
   */
  resume(generator: PyGenerator, value: Value, exc: PyBaseException | null): Value | Done | undefined;
  /** The generator-like object of a frame whose code suspends. Filled by the interpreter. */
  makeGenerator(frame: Frame, name: Value, qualname: Value): Value;
  /** `anext(it, default)`: awaits `awaitable`, StopAsyncIteration becomes the default. */
  anextDefault(awaitable: Value, fallback: Value): Result;
  /** Whether a value is an `ast` object. Filled by module _ast. */
  isAst(v: Value): boolean;
  /** The parser's tree of an `ast` object, checked; `undefined` = raised. Filled by module _ast. */
  treeFromAst(v: Value, mode: string): object | undefined;
  /** The `ast` object of a parser's tree. Filled by module _ast. */
  treeToAst(tree: object): Value;
  /** `compile(…, PyCF_ONLY_AST)`. Filled by module _ast. */
  parseToAst(
    source: string | Uint8Array,
    options: { filename: string; mode: string; flags: number; optimize: number; featureVersion?: number | undefined },
  ): Result;
  /** Runs the Python handlers of signals that arrived; gives None. Filled by module _signal. */
  handleSignals(): Result;
  /** `warnings.warn(message, category, stacklevel, source)`; gives None. Filled by module _warnings. */
  warn(category: PyType, message: string, stacklevel: number, source?: Value): Result;
  /** `warnings.warn_explicit(message, category, filename, lineno)`; gives None. */
  warnExplicit(category: PyType, message: string, filename: string, lineno: number): Result;
  /** `__import__(name)` and the dotted module out of sys.modules. Filled by the interpreter. */
  importModule(name: string): Result;
  /** t-string parts (PEP 750). Filled by templates. */
  newInterpolation(value: Value, text: Value, conversion: Value, spec: Value): Result;
  newTemplate(strings: Value, interpolations: Value): Value;
  /** [match, rest] of an exception group; what an except* chain raises in the end, or None. Filled by exceptions/group.ts. */
  splitGroup(group: PyBaseException, type: Value): [Value, Value] | undefined;
  reraiseStar(original: PyBaseException, raised: readonly Value[]): Result;
  /** Type parameters (PEP 695, 696). Filled by module _typing. `kind`: bytecode's TYPE_PARAM_KINDS. */
  makeTypeParameter(kind: string, name: Value, evaluator: Value | undefined, module: Value | null): Value;
  setTypeParameterDefault(param: Value, evaluator: Value): void;
  subscriptGeneric(params: PyTuple): Result;
  makeTypeAlias(name: Value, params: Value, evaluator: Value, module: Value | null): Value;
  /** `a | b` of classes. Filled by module _typing. */
  makeUnion(a: Value, b: Value): Result;
  /** `issubclass(cls, base)` for a `cls` that is no class but has __bases__. */
  abstractIsSubclass(cls: Value, base: Value): Result;
  /** The mappingproxy over a class's attributes. */
  classDict(type: PyType): Result;
  /** An exception that cannot be raised (sys.unraisablehook). */
  writeUnraisable(exc: PyBaseException, where: Value, message?: string | null): void;
  /** `frame.f_lineno = line` in a trace function; gives None. Filled by the interpreter. */
  jumpToLine(frame: Frame, line: number): Result;
  /** A running frame got a local trace function. Filled by the interpreter. */
  frameTraced(frame: Frame): void;
  /** The exception with its traceback on sys.stderr. */
  showException(exc: PyBaseException): void;
}

function missing(name: string): never {
  throw new Error(`hook ${name} is not filled: the runtime was not assembled`);
}

export const hooks: Hooks = {
  newException: () => missing('newException'),
  callFunction: () => missing('callFunction'),
  resume: () => missing('resume'),
  makeGenerator: () => missing('makeGenerator'),
  anextDefault: () => missing('anextDefault'),
  isAst: () => false,
  treeFromAst: () => missing('treeFromAst'),
  treeToAst: () => missing('treeToAst'),
  parseToAst: () => missing('parseToAst'),
  handleSignals: () => missing('handleSignals'),
  warn: () => missing('warn'),
  warnExplicit: () => missing('warnExplicit'),
  importModule: () => missing('importModule'),
  newInterpolation: () => missing('newInterpolation'),
  newTemplate: () => missing('newTemplate'),
  splitGroup: () => missing('splitGroup'),
  reraiseStar: () => missing('reraiseStar'),
  makeTypeParameter: () => missing('makeTypeParameter'),
  setTypeParameterDefault: () => missing('setTypeParameterDefault'),
  subscriptGeneric: () => missing('subscriptGeneric'),
  makeTypeAlias: () => missing('makeTypeAlias'),
  makeUnion: () => missing('makeUnion'),
  abstractIsSubclass: () => missing('abstractIsSubclass'),
  classDict: () => missing('classDict'),
  writeUnraisable: () => missing('writeUnraisable'),
  jumpToLine: () => missing('jumpToLine'),
  frameTraced: () => undefined,
  showException: () => missing('showException'),
};
