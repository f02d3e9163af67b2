/** Types typing.TypeAliasType (`type X = …`) and typing.Generic. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { newInstance } from '../core/new-instance.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { genericAlias } from '../genericalias/genericalias.ts';
import { unionOf } from '../genericalias/union.ts';
import { bindNew } from '../ops/arguments.ts';
import { getAttr } from '../ops/attr.ts';
import { call1, callKw } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { isStr } from '../str/ops.ts';
import { EMPTY_TUPLE, isTuple, tuple } from '../tuple/tuple.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import { callerModule, constEvaluator, PyParamSpec, PyTypeVar, PyTypeVarTuple, unpacked } from './parameters.ts';

class PyTypeAlias extends PyObject {
  name: Value = str('');
  params: PyTuple = EMPTY_TUPLE;
  value: Value | null = null;
  evaluator: Value | null = null;
  module: Value | null = null;
}

const bind = bindNew('typealias', '(name, value, *, type_params=())');

function aliasNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const b = bind(args, kwnames);
  if (b === undefined) return undefined;
  const [name, value, params] = b as [Value, Value, Value | undefined];
  if (!isStr(name)) return typeError(`typealias() argument 'name' must be str, not ${typeOf(name).name}`);
  if (params !== undefined && !isTuple(params)) return typeError('type_params must be a tuple');
  if (params !== undefined && !checkParameters(params.items)) return undefined;
  const self = newInstance<PyTypeAlias>(cls);
  self.name = name;
  self.value = value;
  self.params = params ?? EMPTY_TUPLE;
  self.module = callerModule();
  return self;
}

/** Type parameters only, those without a default first. */
function checkParameters(params: readonly Value[]): boolean {
  let defaults = false;
  for (const p of params) {
    if (!isTypeParameter(p)) {
      const shown = reprJs(p);
      if (shown !== undefined) typeError(`Expected a type param, got ${shown}`);
      return false;
    }
    const { value, evaluator: made } = p.fallback;
    if (value !== null || made !== null) defaults = true;
    else if (defaults) {
      const shown = reprJs(p);
      if (shown !== undefined) typeError(`non-default type parameter '${shown}' follows default type parameter`);
      return false;
    }
  }
  return true;
}

function isTypeParameter(v: Value): v is PyTypeVar | PyParamSpec | PyTypeVarTuple {
  return v instanceof PyTypeVar || v instanceof PyParamSpec || v instanceof PyTypeVarTuple;
}

function valueOf(self: PyTypeAlias): Result {
  if (self.value !== null) return self.value;
  const v = call1(self.evaluator!, int(1));
  if (v !== undefined) self.value = v;
  return v;
}

/** The parameters with TypeVarTuples unpacked. */
function parametersOf(self: PyTypeAlias): Result {
  const out: Value[] = [];
  for (const p of self.params.items) {
    const v = p instanceof PyTypeVarTuple ? unpacked(p) : p;
    if (v === undefined) return undefined;
    out.push(v);
  }
  return tuple(out);
}

/** `evaluate_value`: the evaluator, or one that gives the value. */
function evaluator(self: PyTypeAlias): Result {
  return self.evaluator ?? constEvaluator(self.value!);
}

T.TypeAliasType = defineType({
  name: 'TypeAliasType',
  module: 'typing',
  longName: true,
  instanceClass: PyTypeAlias,
  doc: 'Type alias.',
  hasWeakRef: true,
  slots: {
    new: aliasNew,
    repr: (self: PyTypeAlias) => self.name,
    getitem: (self: PyTypeAlias, args: Value) =>
      self.params.items.length === 0
        ? typeError('Only generic type aliases are subscriptable')
        : genericAlias(self, args),
    iter: (self: PyTypeAlias) => {
      const item = unpacked(self);
      return item === undefined ? undefined : T.tuple.slots.iter!(tuple([item]));
    },
    or: (self: Value, other: Value) => unionOf([self, other]),
    ror: (self: Value, other: Value) => unionOf([other, self]),
  },
  methods: [method('__reduce__', '($self, /)', (self: PyTypeAlias) => self.name)],
  getset: [
    { name: '__name__', get: (self: PyTypeAlias) => self.name },
    { name: '__value__', get: valueOf },
    { name: '__type_params__', get: (self: PyTypeAlias) => self.params },
    { name: '__parameters__', get: parametersOf },
    { name: '__module__', get: (self: PyTypeAlias) => self.module ?? None },
    { name: 'evaluate_value', get: evaluator },
  ],
});

hooks.makeTypeAlias = (name, params, fn, module) => {
  const self = new PyTypeAlias();
  self.name = name;
  self.params = params === None ? EMPTY_TUPLE : (params as PyTuple);
  self.evaluator = fn;
  self.module = module;
  return self;
};

class PyGeneric extends PyObject {}

/** Generic's class methods are written in Python, in module typing. */
function toTyping(name: string) {
  return (cls: Value, args: Value[], kwargs: Map<string, Value>): Result => {
    const typing = hooks.importModule('typing');
    const f = typing === undefined ? undefined : getAttr(typing, name);
    if (f === undefined) return undefined;
    const names = Array.from(kwargs.keys());
    return callKw(f, [cls, ...args, ...kwargs.values()], names.length === 0 ? null : names);
  };
}

T.Generic = defineType({
  name: 'Generic',
  module: 'typing',
  instanceClass: PyGeneric,
  doc: 'Abstract base class for generic types.',
  flags: TypeFlag.Base | TypeFlag.Heap,
  classMethods: [
    method(
      '__class_getitem__',
      '($type, *args, **kwargs)',
      toTyping('_generic_class_getitem'),
      'Parameterizes a generic class.',
    ),
    method(
      '__init_subclass__',
      '($type, *args, **kwargs)',
      toTyping('_generic_init_subclass'),
      'Function to initialize subclasses.',
    ),
  ],
});
