/**
 * Types typing.TypeVar, ParamSpec and TypeVarTuple (PEP 695, 696).
 *
 * Bound, constraints and default are either values or evaluators, functions of one format argument that are called
 * when the value is first asked for. Substitution itself is written in Python, in module typing.
 */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { method } from '../core/define.ts';
import { typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { NativeSpec } from '../core/native.ts';
import { newInstance } from '../core/new-instance.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, int, str } from '../core/value.ts';
import { dictGetStr } from '../dict/ops.ts';
import { unionOf } from '../genericalias/union.ts';
import { typingRepr } from '../genericalias/typing-repr.ts';
import { bindNew } from '../ops/arguments.ts';
import { genericSetAttr, getAttr } from '../ops/attr.ts';
import { asIndex } from '../ops/arith.ts';
import { call, call1 } from '../ops/call.ts';
import { eq, isTrue } from '../ops/compare.ts';
import { getItem } from '../ops/items.ts';
import { strJs } from '../ops/text.ts';
import { isStr } from '../str/ops.ts';
import { strFromJs } from '../str/astral.ts';
import { EMPTY_TUPLE, isTuple, tuple } from '../tuple/tuple.ts';

class PyNoDefault extends PyObject {}
export const NoDefault: Value = new PyNoDefault();
T.NoDefaultType = defineType({
  name: 'NoDefaultType',
  instanceClass: PyNoDefault,
  doc: 'The type of the NoDefault singleton.',
  slots: {
    new: (_cls, args) => (args.length > 0 ? typeError('NoDefaultType takes no arguments') : NoDefault),
    repr: () => str('typing.NoDefault'),
  },
  methods: [method('__reduce__', '($self, /)', () => str('NoDefault'))],
});

/** A value as an evaluator: gives it back, or its text. */
class PyConstEvaluator extends PyObject {
  readonly value: Value;
  constructor(value: Value) {
    super();
    this.value = value;
  }
}

export function constEvaluator(value: Value): Value {
  return new PyConstEvaluator(value);
}

const STRING_FORMAT = 4;

/** Constraints as text: a tuple of types, written without the comma that a tuple of one has. */
function tupleText(items: readonly Value[]): string | undefined {
  const texts: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const text = typingRepr(items[i]!);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `(${texts.join(', ')})`;
}

T.constevaluator = defineType({
  name: '_ConstEvaluator',
  module: '_typing',
  instanceClass: PyConstEvaluator as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: {
    call: (self: PyConstEvaluator, args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0)
        return typeError('constevaluator.__call__() takes no keyword arguments');
      if (args.length !== 1)
        return typeError(`constevaluator.__call__() takes exactly 1 argument (${args.length} given)`);
      const format = asIndex(args[0]!);
      if (format === undefined) return undefined;
      if (format !== STRING_FORMAT) return self.value;
      const text = isTuple(self.value) ? tupleText(self.value.items) : typingRepr(self.value);
      return text === undefined ? undefined : strFromJs(text);
    },
    repr: (self: PyConstEvaluator) => {
      const text = strJs(self.value);
      return text === undefined ? undefined : strFromJs(`<constevaluator ${text}>`);
    },
  },
});

/** A value that is computed when it is first asked for. */
class Lazy {
  value: Value | null;
  evaluator: Value | null;
  constructor(value: Value | null, evaluator: Value | null) {
    this.value = value;
    this.evaluator = evaluator;
  }

  get(absent: Value): Result {
    if (this.value !== null) return this.value;
    if (this.evaluator === null) return absent;
    const v = call1(this.evaluator, int(1));
    if (v !== undefined) this.value = v;
    return v;
  }

  /** The evaluator as an attribute: None if there is neither value nor evaluator. */
  function(): Value {
    if (this.evaluator !== null) return this.evaluator;
    return this.value === null ? None : new PyConstEvaluator(this.value);
  }
}

export class PyTypeParameter extends PyObject {
  name: Value = str('');
  bound = new Lazy(null, null);
  constraints = new Lazy(null, null);
  fallback = new Lazy(null, null);
  covariant = false;
  contravariant = false;
  inferVariance = false;
}

export class PyTypeVar extends PyTypeParameter {}
export class PyParamSpec extends PyTypeParameter {}
export class PyTypeVarTuple extends PyTypeParameter {}

/** A function of module typing, called. */
export function callTyping(name: string, args: Value[]): Result {
  const typing = hooks.importModule('typing');
  const f = typing === undefined ? undefined : getAttr(typing, name);
  return f === undefined ? undefined : call(f, args);
}

/** `__name__` of the module whose code runs. */
export function callerModule(): Value | null {
  const { frame } = ts;
  if (frame === null) return null;
  const name = dictGetStr(frame.globals, '__name__');
  return name === ABSENT ? null : name;
}

export function setModule(o: PyObject, module: Value | null): true | undefined {
  return genericSetAttr(o, '__module__', module ?? None) === undefined ? undefined : true;
}

function flag(v: Value | undefined): boolean | undefined {
  return v === undefined ? false : isTrue(v);
}

/** Sets the variance; `undefined` = raised. */
function setVariance(
  self: PyTypeParameter,
  co: Value | undefined,
  contra: Value | undefined,
  infer: Value | undefined,
): true | undefined {
  const covariant = flag(co);
  const contravariant = covariant === undefined ? undefined : flag(contra);
  const inferVariance = contravariant === undefined ? undefined : flag(infer);
  if (inferVariance === undefined) return undefined;
  if (covariant && contravariant) return valueError('Bivariant types are not supported.');
  if (inferVariance && (covariant || contravariant))
    return valueError('Variance cannot be specified with infer_variance.');
  self.covariant = covariant!;
  self.contravariant = contravariant!;
  self.inferVariance = inferVariance;
  return true;
}

function setBound(self: PyTypeParameter, bound: Value | undefined): true | undefined {
  if (bound === undefined || bound === None) return true;
  const checked = callTyping('_type_check', [bound, str('Bound must be a type.')]);
  if (checked === undefined) return undefined;
  self.bound.value = checked;
  return true;
}

function checkName(what: string, name: Value): true | undefined {
  return isStr(name) ? true : typeError(`${what}() argument 'name' must be str, not ${typeOf(name).name}`);
}

const bindTypeVar = bindNew(
  'typevar',
  '(name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)',
);

function typeVarNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const b = bindTypeVar(args, kwnames);
  if (b === undefined) return undefined;
  const [name, constraints, bound, fallback, co, contra, infer] = b as [Value, Value[], ...Value[]];
  if (checkName('typevar', name) === undefined) return undefined;
  const self = newInstance<PyTypeVar>(cls);
  self.name = name;
  if (setVariance(self, co, contra, infer) === undefined || setBound(self, bound) === undefined) return undefined;
  if (constraints.length === 1) return typeError('A single constraint is not allowed');
  if (constraints.length > 1) {
    if (self.bound.value !== null) return typeError('Constraints cannot be combined with bound=...');
    self.constraints.value = tuple(constraints);
  }
  if (fallback !== undefined && fallback !== NoDefault) self.fallback.value = fallback;
  return setModule(self, callerModule()) === undefined ? undefined : self;
}

const bindParamSpec = bindNew(
  'paramspec',
  '(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)',
);

function paramSpecNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const b = bindParamSpec(args, kwnames);
  if (b === undefined) return undefined;
  const [name, bound, fallback, co, contra, infer] = b as [Value, ...Value[]];
  if (checkName('paramspec', name) === undefined) return undefined;
  const self = newInstance<PyParamSpec>(cls);
  self.name = name;
  if (setVariance(self, co, contra, infer) === undefined || setBound(self, bound) === undefined) return undefined;
  if (fallback !== undefined && fallback !== NoDefault) self.fallback.value = fallback;
  return setModule(self, callerModule()) === undefined ? undefined : self;
}

const bindTypeVarTuple = bindNew('typevartuple', '(name, *, default=NoDefault)');

function typeVarTupleNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const b = bindTypeVarTuple(args, kwnames);
  if (b === undefined) return undefined;
  const [name, fallback] = b as [Value, Value | undefined];
  if (checkName('typevartuple', name) === undefined) return undefined;
  const self = newInstance<PyTypeVarTuple>(cls);
  self.name = name;
  if (fallback !== undefined && fallback !== NoDefault) self.fallback.value = fallback;
  return setModule(self, callerModule()) === undefined ? undefined : self;
}

function repr(self: PyTypeParameter): Result {
  const name = strJs(self.name);
  if (name === undefined) return undefined;
  if (self.inferVariance) return strFromJs(name);
  return strFromJs(`${self.covariant ? '+' : self.contravariant ? '-' : '~'}${name}`);
}

function noSubclass(what: string): NativeSpec {
  return method('__mro_entries__', '($self, object, /)', () => typeError(`Cannot subclass an instance of ${what}`));
}

const HAS_DEFAULT = method(
  'has_default',
  '($self, /)',
  (self: PyTypeParameter) => self.fallback.value !== null || self.fallback.evaluator !== null,
);
const REDUCE = method('__reduce__', '($self, /)', (self: PyTypeParameter) => self.name);
const NAME: GetSetSpec = { name: '__name__', get: (self: PyTypeParameter) => self.name };
const DEFAULT: GetSetSpec = { name: '__default__', get: (self: PyTypeParameter) => self.fallback.get(NoDefault) };
const EVALUATE_DEFAULT: GetSetSpec = {
  name: 'evaluate_default',
  get: (self: PyTypeParameter) => self.fallback.function(),
};
const VARIANCE: GetSetSpec[] = [
  { name: '__covariant__', get: (self: PyTypeParameter) => self.covariant },
  { name: '__contravariant__', get: (self: PyTypeParameter) => self.contravariant },
  { name: '__infer_variance__', get: (self: PyTypeParameter) => self.inferVariance },
];
const BOUND: GetSetSpec = { name: '__bound__', get: (self: PyTypeParameter) => self.bound.get(None) };

const UNION_SLOTS = {
  or: (self: Value, other: Value): Result => unionOf([self, other]),
  ror: (self: Value, other: Value): Result => unionOf([other, self]),
};

T.TypeVar = defineType({
  name: 'TypeVar',
  module: 'typing',
  longName: true,
  instanceClass: PyTypeVar,
  doc: 'Type variable.',
  hasDict: true,
  hasWeakRef: true,
  slots: { new: typeVarNew, repr, ...UNION_SLOTS },
  methods: [
    method('__typing_subst__', '($self, arg, /)', (self: Value, arg: Value) =>
      callTyping('_typevar_subst', [self, arg]),
    ),
    method('__typing_prepare_subst__', '($self, alias, args, /)', prepareTypeVar),
    HAS_DEFAULT,
    REDUCE,
    noSubclass('TypeVar'),
  ],
  getset: [
    NAME,
    BOUND,
    { name: '__constraints__', get: (self: PyTypeVar) => self.constraints.get(EMPTY_TUPLE) },
    DEFAULT,
    ...VARIANCE,
    { name: 'evaluate_bound', get: (self: PyTypeVar) => self.bound.function() },
    { name: 'evaluate_constraints', get: (self: PyTypeVar) => self.constraints.function() },
    EVALUATE_DEFAULT,
  ],
});

/** Appends the default where the arguments end before this parameter. */
function prepareTypeVar(self: PyTypeVar, alias: Value, args: Value): Result {
  const parameters = getAttr(alias, '__parameters__');
  if (parameters === undefined) return undefined;
  const items = (args as unknown as { items: readonly Value[] }).items;
  const params = (parameters as unknown as { items: readonly Value[] }).items;
  const at = params.indexOf(self);
  if (at < items.length) return args;
  if (at === items.length) {
    const fallback = self.fallback.get(NoDefault);
    if (fallback === undefined) return undefined;
    if (fallback !== NoDefault) return tuple([...items, fallback]);
  }
  const text = strJs(alias);
  return text === undefined ? undefined : typeError(`Too few arguments for ${text}`);
}

T.ParamSpec = defineType({
  name: 'ParamSpec',
  module: 'typing',
  longName: true,
  instanceClass: PyParamSpec,
  doc: 'Parameter specification variable.',
  hasDict: true,
  hasWeakRef: true,
  slots: { new: paramSpecNew, repr, ...UNION_SLOTS },
  methods: [
    method('__typing_subst__', '($self, arg, /)', (self: Value, arg: Value) =>
      callTyping('_paramspec_subst', [self, arg]),
    ),
    method('__typing_prepare_subst__', '($self, alias, args, /)', (self: Value, alias: Value, args: Value) =>
      callTyping('_paramspec_prepare_subst', [self, alias, args]),
    ),
    HAS_DEFAULT,
    REDUCE,
    noSubclass('ParamSpec'),
  ],
  getset: [
    NAME,
    BOUND,
    DEFAULT,
    ...VARIANCE,
    { name: 'args', get: (self: Value) => new PyParamSpecArgs(self), doc: 'Represents positional arguments.' },
    { name: 'kwargs', get: (self: Value) => new PyParamSpecKwargs(self), doc: 'Represents keyword arguments.' },
    EVALUATE_DEFAULT,
  ],
});

/** `typing.Unpack[self]`. */
export function unpacked(self: Value): Result {
  const typing = hooks.importModule('typing');
  const unpack = typing === undefined ? undefined : getAttr(typing, 'Unpack');
  return unpack === undefined ? undefined : getItem(unpack, self);
}

function tupleIter(self: Value): Result {
  const item = unpacked(self);
  if (item === undefined) return undefined;
  const { iter } = T.tuple.slots;
  return iter!(tuple([item]));
}

T.TypeVarTuple = defineType({
  name: 'TypeVarTuple',
  module: 'typing',
  longName: true,
  instanceClass: PyTypeVarTuple,
  doc: 'Type variable tuple.',
  hasDict: true,
  hasWeakRef: true,
  slots: { new: typeVarTupleNew, repr: (self: PyTypeVarTuple) => self.name, iter: tupleIter },
  methods: [
    method('__typing_subst__', '($self, arg, /)', () =>
      typeError('Substitution of bare TypeVarTuple is not supported'),
    ),
    method('__typing_prepare_subst__', '($self, alias, args, /)', (self: Value, alias: Value, args: Value) =>
      callTyping('_typevartuple_prepare_subst', [self, alias, args]),
    ),
    HAS_DEFAULT,
    REDUCE,
    noSubclass('TypeVarTuple'),
  ],
  getset: [NAME, DEFAULT, EVALUATE_DEFAULT],
});

/** `P.args` and `P.kwargs`. */
class PyParamSpecArgs extends PyObject {
  origin: Value;
  constructor(origin?: Value) {
    super();
    this.origin = origin ?? None;
  }
}
class PyParamSpecKwargs extends PyParamSpecArgs {}

function partType(name: string, layout: unknown, suffix: string): PyType {
  const type: PyType = defineType({
    name,
    module: 'typing',
    instanceClass: layout as InstanceClass,
    hasWeakRef: true,
    slots: {
      new: (cls, args) => {
        if (args.length !== 1) return typeError(`${name.toLowerCase()}() missing required argument 'origin' (pos 1)`);
        const self = newInstance<PyParamSpecArgs>(cls);
        self.origin = args[0]!;
        return self;
      },
      repr: (self: PyParamSpecArgs) => {
        const text = self.origin instanceof PyParamSpec ? strJs(self.origin.name) : strJs(self.origin);
        return text === undefined ? undefined : strFromJs(`${text}.${suffix}`);
      },
      hash: null,
      eq: (self: PyParamSpecArgs, other: Value) =>
        typeOf(other) === type ? eq(self.origin, (other as PyParamSpecArgs).origin) : NotImplemented,
    },
    methods: [noSubclass(name)],
    getset: [{ name: '__origin__', get: (self: PyParamSpecArgs) => self.origin }],
  });
  return type;
}

T.ParamSpecArgs = partType('ParamSpecArgs', PyParamSpecArgs, 'args');
T.ParamSpecKwargs = partType('ParamSpecKwargs', PyParamSpecKwargs, 'kwargs');

// --- what the interpreter needs for PEP 695

hooks.makeTypeParameter = (kind, name, evaluator, module) => {
  const self =
    kind === 'ParamSpec' ? new PyParamSpec() : kind === 'TypeVarTuple' ? new PyTypeVarTuple() : new PyTypeVar();
  self.name = name;
  self.inferVariance = kind !== 'TypeVarTuple';
  if (kind === 'TypeVar with bound') self.bound.evaluator = evaluator ?? null;
  if (kind === 'TypeVar with constraints') self.constraints.evaluator = evaluator ?? null;
  void setModule(self, module);
  return self;
};

hooks.setTypeParameterDefault = (param, evaluator) => {
  (param as PyTypeParameter).fallback.evaluator = evaluator;
};

/** `Generic[*params]`, TypeVarTuples unpacked. */
hooks.subscriptGeneric = (params) => {
  const out: Value[] = [];
  for (const p of params.items) {
    const v = p instanceof PyTypeVarTuple ? unpacked(p) : p;
    if (v === undefined) return undefined;
    out.push(v);
  }
  return callTyping('_GenericAlias', [T.Generic, tuple(out)]);
};
