/** Type `function`. Calls go through the interpreter's hook. */
import { dropDirect } from '../core/direct.ts';
import { defineType } from '../core/define-type.ts';
import { getset } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { Cell } from '../core/frame.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT, int } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import type { PyDict } from '../dict/dict.ts';
import { dictGetStr, newDict } from '../dict/ops.ts';
import { PyMappingProxy } from '../dict/proxy.ts';
import { call1 } from '../ops/call.ts';
import { bindNew } from '../ops/arguments.ts';
import { addressOf } from '../object/object.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { EMPTY_TUPLE, isTuple, tuple } from '../tuple/tuple.ts';
import { PyCode } from './code.ts';
import { PyFunction } from './function.ts';
import { PyBoundMethod } from './method.ts';
import { constantValue } from './constants.ts';

/** The function of a code object: what MAKE_FUNCTION does before defaults and closure are set. */
export function makeFunction(code: PyCode, globals: PyDict, closure: readonly Cell[] | null): PyFunction {
  const c = code.code;
  const module = dictGetStr(globals, '__name__');
  const doc = c.flags & CO_HAS_DOCSTRING && c.consts.length > 0 ? constantValue(c.consts[0]!) : None;
  return new PyFunction(
    code,
    globals,
    builtinsOf(globals),
    strFromJs(c.name),
    strFromJs(c.qualname),
    closure,
    doc,
    module === ABSENT ? None : module,
    None,
  );
}

const CO_HAS_DOCSTRING = 0x4000000;

/** `__builtins__` of a namespace: a dict, or that of a module or mapping proxy; by default those of the code that runs. */
export function builtinsOf(globals: PyDict): PyDict {
  const b = dictGetStr(globals, '__builtins__');
  if (b === ABSENT) return ts.frame === null ? ts.runtime.builtins : ts.frame.builtins;
  if (isDict(b)) return b;
  if (b instanceof PyMappingProxy && isDict(b.mapping)) return b.mapping;
  // whatever else a program put there must not give it more than it had
  const { dict } = b as unknown as { dict?: PyDict | null };
  return dict ?? newDict();
}

function setDefaults(self: PyFunction, v: Value): Result {
  if (v !== None && !isTuple(v)) return typeError('__defaults__ must be set to a tuple object');
  self.defaults = v === None ? null : (v as PyFunction['defaults']);
  self.version++;
  return None;
}

function setKwDefaults(self: PyFunction, v: Value): Result {
  if (v !== None && !isDict(v)) return typeError('__kwdefaults__ must be set to a dict object');
  self.kwdefaults = v === None ? null : (v as PyDict);
  self.version++;
  return None;
}

function setCode(self: PyFunction, v: Value): Result {
  if (!(v instanceof PyCode)) return typeError('__code__ must be set to a code object');
  const free = v.code.freevars.length;
  const have = self.closure?.length ?? 0;
  if (free !== have)
    return raise(E.ValueError!, `${jsName(self)}() requires a code object with ${have} free vars, not ${free}`);
  self.code = v;
  dropDirect(self);
  self.version++;
  return None;
}

function jsName(self: PyFunction): string {
  return isStr(self.name) ? jsString(strValue(self.name)) : '?';
}

function nameSetter(field: 'name' | 'qualname'): (self: PyFunction, v: Value) => Result {
  return (self, v) => {
    if (!isStr(v)) return typeError(`__${field}__ must be set to a string object`);
    self[field] = v;
    return None;
  };
}

/** `__annotations__`: made by calling `__annotate__(1)` when first asked (PEP 649). */
function getAnnotations(self: PyFunction): Result {
  if (self.annotations !== null) return self.annotations;
  if (self.annotate === None) return (self.annotations = newDict());
  const r = call1(self.annotate, int(1));
  if (r === undefined) return undefined;
  if (!isDict(r)) return typeError(`__annotate__ returned non-dict of type '${typeOf(r).name}'`);
  return (self.annotations = r);
}

function setAnnotations(self: PyFunction, v: Value): Result {
  if (v !== None && !isDict(v)) return typeError('__annotations__ must be set to a dict object');
  self.annotations = v === None ? null : (v as PyDict);
  self.annotate = None;
  return None;
}

function setAnnotate(self: PyFunction, v: Value): Result {
  if (v !== None && typeOf(v).slots.call === null) return typeError('__annotate__ must be callable or None');
  self.annotate = v;
  if (v !== None) self.annotations = null;
  return None;
}

function closureTuple(self: PyFunction): Result {
  return self.closure === null || self.closure.length === 0 ? None : tuple(self.closure);
}

const PARAMS = bindNew('function', '(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)');

function create(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [code, globals, name, argdefs, closure, kwdefaults] = bound as (Value | undefined)[];
  if (!(code instanceof PyCode)) return typeError(`function() argument 'code' must be code, not ${typeOf(code!).name}`);
  if (!isDict(globals!)) return typeError(`function() argument 'globals' must be dict, not ${typeOf(globals!).name}`);
  if (name !== undefined && name !== None && !isStr(name)) return typeError('arg 3 (name) must be None or string');
  if (argdefs !== undefined && argdefs !== None && !isTuple(argdefs))
    return typeError('arg 4 (defaults) must be None or tuple');
  const cells = checkClosure(code, closure);
  if (cells === undefined) return undefined;
  const fn = makeFunction(code, globals, cells);
  if (name !== undefined && name !== None) fn.name = name;
  if (argdefs !== undefined && argdefs !== None) fn.defaults = argdefs as PyFunction['defaults'];
  if (kwdefaults !== undefined && kwdefaults !== None) fn.kwdefaults = kwdefaults as PyDict;
  return fn;
}

function checkClosure(code: PyCode, closure: Value | undefined): Cell[] | undefined {
  const need = code.code.freevars.length;
  if (closure === undefined || closure === None) return need === 0 ? [] : typeError('arg 5 (closure) must be tuple');
  if (!isTuple(closure)) return typeError(`arg 5 (closure) must be ${need === 0 ? 'None or ' : ''}tuple`);
  if (closure.items.length !== need) {
    return raise(E.ValueError!, `${code.code.name} requires closure of length ${need}, not ${closure.items.length}`);
  }
  for (const c of closure.items)
    if (!(c instanceof Cell)) return typeError(`arg 5 (closure) expected cell, found ${typeOf(c).name}`);
  return closure.items.slice() as Cell[];
}

T.function = defineType({
  name: 'function',
  instanceClass: PyFunction as any,
  flags: TypeFlag.MethodDescriptor,
  hasDict: true,
  hasWeakRef: true,
  doc: 'Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    a tuple that supplies the bindings for free variables\n  kwdefaults\n    a dictionary that specifies the default keyword argument values',
  signature: '(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)',
  slots: {
    repr: (self: PyFunction) =>
      strFromJs(`<function ${isStr(self.qualname) ? jsString(strValue(self.qualname)) : '?'} at ${addressOf(self)}>`),
    new: create,
    call: (self: PyFunction, args, kwnames) => hooks.callFunction(self, args, kwnames),
    descrGet: (self: PyFunction, obj: Value | Absent) => (obj === ABSENT ? self : new PyBoundMethod(self, obj)),
  },
  members: [
    { name: '__closure__', field: 'closure', get: closureTuple },
    { name: '__globals__', field: 'globals' },
    { name: '__builtins__', field: 'builtins' },
  ],
  getset: [
    getset(
      '__code__',
      (self: PyFunction) => self.code,
      setCode,
      () => typeError('__code__ must be set to a code object'),
    ),
    getset(
      '__name__',
      (self: PyFunction) => self.name,
      nameSetter('name'),
      () => typeError('__name__ must be set to a string object'),
    ),
    getset(
      '__qualname__',
      (self: PyFunction) => self.qualname,
      nameSetter('qualname'),
      () => typeError('__qualname__ must be set to a string object'),
    ),
    getset(
      '__module__',
      (self: PyFunction) => self.module,
      (self: PyFunction, v: Value) => ((self.module = v), None),
      (self: PyFunction) => ((self.module = None), None),
    ),
    getset(
      '__doc__',
      (self: PyFunction) => self.doc,
      (self: PyFunction, v: Value) => ((self.doc = v), None),
      (self: PyFunction) => ((self.doc = None), None),
    ),
    getset(
      '__defaults__',
      (self: PyFunction) => self.defaults ?? None,
      setDefaults,
      (self: PyFunction) => setDefaults(self, None),
    ),
    getset(
      '__kwdefaults__',
      (self: PyFunction) => self.kwdefaults ?? None,
      setKwDefaults,
      (self: PyFunction) => setKwDefaults(self, None),
    ),
    getset('__annotations__', getAnnotations, setAnnotations, (self: PyFunction) => setAnnotations(self, None)),
    getset(
      '__annotate__',
      (self: PyFunction) => self.annotate,
      setAnnotate,
      () => typeError('__annotate__ cannot be deleted'),
    ),
    getset(
      '__type_params__',
      (self: PyFunction) => self.typeParams ?? EMPTY_TUPLE,
      (self: PyFunction, v: Value) =>
        isTuple(v) ? ((self.typeParams = v), None) : typeError('__type_params__ must be set to a tuple'),
      () => typeError('__type_params__ must be set to a tuple'),
    ),
    getset(
      '__dict__',
      (self: PyFunction) => (self.dict ??= newDict()),
      (self: PyFunction, v: Value) =>
        isDict(v)
          ? ((self.dict = v), None)
          : typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).name}'`),
      () => typeError('cannot delete __dict__'),
    ),
  ],
});
