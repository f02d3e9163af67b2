/** Calls of functions written in TypeScript: arity and keyword binding, CPython's Argument Clinic error texts. */
import { pendFromJs, typeError } from '../core/errors.ts';
import type { NativeSpec, Params, PyMethodDescriptor, PyNative } from '../core/native.ts';
import { parseSignature } from '../core/native.ts';
import { isExactOrSubtype, isType, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { suggestName } from './suggest.ts';

/** Parses the signature at the first call and opens the direct range [min, max]. */
export function prepareNative(f: PyNative | PyMethodDescriptor): Params {
  const params = parseSignature(f.spec.signature);
  f.params = params;
  if (f.spec.raw === undefined && !params.varArgs && !params.varKeywords && !requiresKeyword(params)) {
    f.min = params.minPositional;
    f.max = params.positional;
  }
  return params;
}

function requiresKeyword(params: Params): boolean {
  for (let i = params.positional; i < params.required.length; i++) if (params.required[i]) return true;
  return false;
}

export function callNative(f: PyNative, args: Value[], kwnames: readonly string[] | null): Result {
  const params = f.params ?? prepareNative(f);
  const argc = args.length;
  try {
    if (kwnames === null && argc >= f.min && argc <= f.max) {
      return params.hasSelf ? applySelf(f.spec.impl, f.self!, args) : apply(f.spec.impl, args);
    }
    if (f.spec.raw !== undefined) return f.spec.raw(f.self, args, kwnames);
    const bound = bindArguments(f.spec, params, qualifiedName(f), args, 0, kwnames);
    if (bound === undefined) return undefined;
    return params.hasSelf ? f.spec.impl(f.self!, ...bound) : f.spec.impl(...bound);
  } catch (error) {
    return pendFromJs(error);
  }
}

/** Calls `list.append`-like descriptors: args[0] is self. */
export function callMethodDescriptor(f: PyMethodDescriptor, args: Value[], kwnames: readonly string[] | null): Result {
  const params = f.params ?? prepareNative(f);
  const { owner, spec } = f;
  if (args.length - (kwnames === null ? 0 : kwnames.length) < 1)
    return typeError(`unbound method ${owner.qualname}.${spec.name}() needs an argument`);
  const self = args[0]!;
  if (!isExactOrSubtype(self, owner)) {
    return typeError(
      `descriptor '${spec.name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  }
  const argc = args.length - 1;
  try {
    if (kwnames === null && argc >= f.min && argc <= f.max) return apply(spec.impl, args);
    if (spec.raw !== undefined) return spec.raw(self, args.slice(1), kwnames);
    const bound = bindArguments(spec, params, `${owner.qualname}.${spec.name}`, args, 1, kwnames);
    return bound === undefined ? undefined : spec.impl(self, ...bound);
  } catch (error) {
    return pendFromJs(error);
  }
}

function apply(impl: NativeSpec['impl'], args: Value[]): Result {
  switch (args.length) {
    case 0:
      return impl();
    case 1:
      return impl(args[0]);
    case 2:
      return impl(args[0], args[1]);
    case 3:
      return impl(args[0], args[1], args[2]);
    default:
      return impl(...args);
  }
}

function applySelf(impl: NativeSpec['impl'], self: Value, args: Value[]): Result {
  switch (args.length) {
    case 0:
      return impl(self);
    case 1:
      return impl(self, args[0]);
    case 2:
      return impl(self, args[0], args[1]);
    default:
      return impl(self, ...args);
  }
}

/** `len`, `math.sin`, `list.append`, `dict.fromkeys`: the name in arity errors. */
function qualifiedName(f: PyNative): string {
  const { self, spec, module } = f;
  if (typeof module === 'string' && module !== 'builtins') return `${module}.${spec.name}`;
  if (self === undefined || module !== undefined) return spec.name;
  return `${isType(self) ? self.qualname : typeOf(self).qualname}.${spec.name}`;
}

/** JS arguments in parameter order (self excluded); `undefined` for absent ones. `start`: index of the first argument. */
export function bindArguments(
  spec: NativeSpec,
  params: Params,
  qualname: string,
  args: readonly Value[],
  start: number,
  kwnames: readonly string[] | null,
): unknown[] | undefined {
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - start - nkw;
  const { names, positional, posOnly, varArgs, varKeywords, required } = params;
  if (nkw > 0 && posOnly === names.length && !varKeywords) return typeError(`${qualname}() takes no keyword arguments`);
  if (npos > positional && !varArgs) return tooMany(spec, params, qualname, npos + nkw, npos);
  const out: unknown[] = new Array(names.length + (varArgs ? 1 : 0) + (varKeywords ? 1 : 0)).fill(undefined);
  // *args stands between the positional and the keyword-only parameters
  const shift = varArgs ? 1 : 0;
  for (let i = 0; i < npos && i < positional; i++) out[i] = args[start + i];
  if (varArgs) out[positional] = npos > positional ? args.slice(start + positional, start + npos) : [];
  const rest: Map<string, Value> | null = varKeywords ? new Map() : null;
  if (rest !== null) out[out.length - 1] = rest;
  for (let k = 0; k < nkw; k++) {
    const name = kwnames![k]!;
    const value = args[start + npos + k]!;
    const index = names.indexOf(name, posOnly);
    if (index < 0) {
      if (rest === null) return unexpectedKeyword(spec, params, name);
      rest.set(name, value);
      continue;
    }
    const at = index >= positional ? index + shift : index;
    if (out[at] !== undefined)
      return typeError(`argument for ${spec.name}() given by name ('${name}') and position (${index + 1})`);
    out[at] = value;
  }
  for (let i = 0; i < names.length; i++) {
    const at = i >= positional ? i + shift : i;
    if (required[i] && out[at] === undefined) return missing(spec, params, qualname, i, npos + nkw, npos);
  }
  return out;
}

function unexpectedKeyword(spec: NativeSpec, params: Params, name: string): undefined {
  if (params.names.slice(0, params.posOnly).includes(name)) {
    return typeError(`${spec.name}() got some positional-only arguments passed as keyword arguments: '${name}'`);
  }
  const hint = suggestName(name, params.names.slice(params.posOnly));
  return typeError(
    `${spec.name}() got an unexpected keyword argument '${name}'${hint === null ? '' : `. Did you mean '${hint}'?`}`,
  );
}

function onlyPositional(params: Params): boolean {
  return params.posOnly === params.names.length && !params.varKeywords;
}

function tooMany(spec: NativeSpec, params: Params, qualname: string, given: number, npos: number): undefined {
  const max = params.positional;
  const min = params.minPositional;
  if (onlyPositional(params)) {
    if (max === 0) return typeError(`${qualname}() takes no arguments (${npos} given)`);
    if (max === 1 && min === 1) return typeError(`${qualname}() takes exactly one argument (${npos} given)`);
    return typeError(
      `${spec.name} expected ${min === max ? '' : 'at most '}${max} argument${max === 1 ? '' : 's'}, got ${npos}`,
    );
  }
  const total = params.names.length;
  if (total === max) {
    if (max === 0) return typeError(`${spec.name}() takes no arguments (${given} given)`);
    return typeError(
      `${spec.name}() takes ${min < max ? 'at most' : 'exactly'} ${max} argument${max === 1 ? '' : 's'} (${given} given)`,
    );
  }
  if (max === 0) return typeError(`${spec.name}() takes no positional arguments`);
  return typeError(
    `${spec.name}() takes ${min < max ? 'at most' : 'exactly'} ${max} positional argument${max === 1 ? '' : 's'} (${npos} given)`,
  );
}

function missing(
  spec: NativeSpec,
  params: Params,
  qualname: string,
  index: number,
  given: number,
  npos: number,
): undefined {
  const min = params.minPositional;
  if (onlyPositional(params)) {
    if (min === 1 && params.positional === 1)
      return typeError(`${qualname}() takes exactly one argument (${given} given)`);
    const exact = min === params.positional && !params.varArgs;
    return typeError(
      `${spec.name} expected ${exact ? '' : 'at least '}${min} argument${min === 1 ? '' : 's'}, got ${given}`,
    );
  }
  if (index < params.posOnly) {
    const required = Math.min(min, params.posOnly);
    const word = required < params.positional ? 'at least' : 'exactly';
    return typeError(
      `${spec.name}() takes ${word} ${required} positional argument${required === 1 ? '' : 's'} (${npos} given)`,
    );
  }
  const where = index < params.positional ? ` (pos ${index + 1})` : '';
  return typeError(`${spec.name}() missing required argument '${params.names[index]}'${where}`);
}
