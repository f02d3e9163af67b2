/** `function`: code plus globals, defaults and closure. How it runs is the call hook's business (core/hooks.ts). */
import type { Cell } from '../core/frame.ts';
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import type { PyCode } from './code.ts';

/** `depth` is that of the activation to be made; `undefined` = raised, with the traceback entry written. */
export type DirectCall = (depth: number, fn: PyFunction, ...args: Value[]) => Value | undefined;

export interface PyFunction extends PyObject {}
export class PyFunction {
  code: PyCode;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  name: Value;
  qualname: Value;
  /** Positional defaults, last parameters first filled from the right; null when there are none. */
  defaults: PyTuple | null;
  kwdefaults: PyDict | null;
  readonly closure: readonly Cell[] | null;
  doc: Value;
  module: Value;
  annotations: PyDict | null;
  /** `__annotate__`: function, or None. */
  annotate: Value;
  typeParams: Value | null;
  /** `__dict__`, made on demand. */
  dict: PyDict | null;
  /**
   * Compiled code that takes exactly `argn` positional arguments without a frame, or null: then `argn` is -1. Installed
   * and removed by the tiers; whoever replaces `code` removes it.
   */
  direct: DirectCall | null;
  argn: number;
  /** Changes when code or defaults are replaced: guards of compiled callers. */
  version: number;
  constructor(
    code: PyCode,
    globals: PyDict,
    builtins: PyDict,
    name: Value,
    qualname: Value,
    closure: readonly Cell[] | null,
    doc: Value,
    module: Value,
    none: Value,
  ) {
    this.stub = undefined;
    this.code = code;
    this.globals = globals;
    this.builtins = builtins;
    this.name = name;
    this.qualname = qualname;
    this.defaults = null;
    this.kwdefaults = null;
    this.closure = closure;
    this.doc = doc;
    this.module = module;
    this.annotations = null;
    this.annotate = none;
    this.typeParams = null;
    this.dict = null;
    this.direct = null;
    this.argn = -1;
    this.version = 1;
  }
}

layoutClass(PyFunction);

PyFunction.prototype.kind = Kind.Function;
