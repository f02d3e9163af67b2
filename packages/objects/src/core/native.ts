/**
 * Functions written in TypeScript as Python callables.
 *
 * A signature is Python text: `'($self, index, object, /)'`, `'(x, /, *, key=None)'`, `'(*args, **kwargs)'`. It gives
 * `__text_signature__`, the arity errors and keyword binding; it is parsed at the first call that needs it.
 * `impl` receives one JS argument per parameter in order (a method's self first): `undefined` where an optional
 * argument is absent, `Value[]` for `*args`, `Map<string, Value>` for `**kwargs`. The default written in the signature is
 * only shown: the implementation supplies it. `*args` arrays may be kept by the callee.
 */
import { layoutClass, PyObject } from './object.ts';
import type { PyType } from './type.ts';
import type { Result, Value } from './value.ts';

export type Impl = (...args: any[]) => Result;

export interface NativeSpec {
  readonly name: string;
  readonly signature: string;
  readonly impl: Impl;
  readonly doc?: string;
  /** `__text_signature__` where it differs from the signature that binds arguments. */
  readonly shown?: string;
  /**
   * Takes the arguments as they come, positional ones and then one value per keyword name, and binds them itself; `impl` is not called.
   * A method gets its self apart, for others it is undefined.
   */
  readonly raw?: (self: Value | undefined, args: Value[], kwnames: readonly string[] | null) => Result;
}

export interface Params {
  /** All parameter names in order, without self. */
  readonly names: readonly string[];
  readonly posOnly: number;
  /** Number of parameters that positional arguments can fill. */
  readonly positional: number;
  readonly required: readonly boolean[];
  readonly minPositional: number;
  readonly varArgs: boolean;
  readonly varKeywords: boolean;
  readonly hasSelf: boolean;
}

/** `builtin_function_or_method`: a native function, bound to `self` unless `self` is undefined. */
export interface PyNative extends PyObject {}
export class PyNative {
  readonly spec: NativeSpec;
  readonly self: Value | undefined;
  readonly module: Value | undefined;
  params: Params | null;
  /** Arguments (without self) for which `impl` may be called directly; empty range until parsed. */
  min: number;
  max: number;
  constructor(spec: NativeSpec, self: Value | undefined, module: Value | undefined) {
    this.stub = undefined;
    this.spec = spec;
    this.self = self;
    this.module = module;
    this.params = null;
    this.min = 1;
    this.max = 0;
  }
}

layoutClass(PyNative);

/** `method_descriptor`: a native method of a built-in type, unbound. */
export class PyMethodDescriptor extends PyObject {
  readonly spec: NativeSpec;
  readonly owner: PyType;
  params: Params | null = null;
  min = 1;
  max = 0;
  constructor(spec: NativeSpec, owner: PyType) {
    super();
    this.spec = spec;
    this.owner = owner;
  }
}

/** `classmethod_descriptor`. */
export class PyClassMethodDescriptor extends PyObject {
  readonly spec: NativeSpec;
  readonly owner: PyType;
  constructor(spec: NativeSpec, owner: PyType) {
    super();
    this.spec = spec;
    this.owner = owner;
  }
}

/** Parses a signature; shapes and meaning: module head. */
export function parseSignature(signature: string): Params {
  const names: string[] = [];
  const required: boolean[] = [];
  let posOnly = 0;
  let positional = -1;
  let varArgs = false;
  let varKeywords = false;
  let hasSelf = false;
  for (const part of splitParameters(signature)) {
    if (part === '/') posOnly = names.length;
    else if (part === '*') positional = names.length;
    else if (part.startsWith('**')) varKeywords = true;
    else if (part.startsWith('*')) {
      varArgs = true;
      positional = names.length;
    } else if (part.startsWith('$')) hasSelf = true;
    else {
      const eq = part.indexOf('=');
      names.push(eq < 0 ? part : part.slice(0, eq));
      required.push(eq < 0);
    }
  }
  if (positional < 0) positional = names.length;
  let minPositional = 0;
  for (let i = 0; i < positional; i++) if (required[i]) minPositional = i + 1;
  return { names, posOnly, positional, required, minPositional, varArgs, varKeywords, hasSelf };
}

/** Parameters of `(a, b=(1, 2), /)` as trimmed texts; commas inside brackets and quotes do not split. */
function splitParameters(signature: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 1;
  for (let i = 1; i < signature.length; i++) {
    const c = signature[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
      continue;
    }
    if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ',' && depth === 0) || (c === ')' && depth === 0)) {
      const part = signature.slice(start, i).trim();
      if (part !== '') out.push(part);
      start = i + 1;
      if (c === ')') break;
    } else if (c === ')' || c === ']' || c === '}') depth--;
  }
  return out;
}
