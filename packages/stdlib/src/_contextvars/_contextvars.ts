/**
 * Module `_contextvars` (PEP 567).
 *
 * A Context holds a Map from variables to values that is replaced, never changed, by set and reset: copying a context
 * is sharing its Map. The thread's current context is made when it is first needed.
 */
import type { InstanceClass, ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  addressOf,
  callKw,
  CLASS_GETITEM,
  defineModule,
  defineType,
  E,
  eq,
  getIter,
  identityHash,
  isStr,
  keyError,
  list,
  method,
  newInstance,
  None,
  NotImplemented,
  PyObject,
  raise,
  raiseWith,
  reprJs,
  str,
  strFromJs,
  ts,
  tuple,
  typeError,
  TypeFlag,
  valueError,
} from '@pyston/objects';

type Bindings = ReadonlyMap<PyContextVar, Value>;
const NOTHING: Bindings = new Map();

class PyContextVar extends PyObject {
  readonly name: Value;
  readonly fallback: Value | null;
  constructor(name: Value, fallback: Value | null) {
    super();
    this.name = name;
    this.fallback = fallback;
  }
}

class PyContext extends PyObject {
  bindings: Bindings = NOTHING;
  /** The context that was current when this one was entered; undefined while not entered. */
  previous: PyObject | null | undefined = undefined;
}

class PyToken extends PyObject {
  readonly context: PyContext;
  readonly variable: PyContextVar;
  readonly old: Value | null;
  used = false;
  constructor(context: PyContext, variable: PyContextVar, old: Value | null) {
    super();
    this.context = context;
    this.variable = variable;
    this.old = old;
  }
}

function current(): PyContext {
  if (ts.context === null) {
    const c = new PyContext();
    c.previous = null;
    ts.context = c;
  }
  return ts.context as PyContext;
}

// --- Token

class PyMissing extends PyObject {}
defineType({ name: 'Token.MISSING', instanceClass: PyMissing, slots: { repr: () => str('<Token.MISSING>') } });
const MISSING: Value = new PyMissing();

function tokenRepr(self: PyToken): Result {
  const variable = reprJs(self.variable);
  return variable === undefined
    ? undefined
    : strFromJs(`<Token${self.used ? ' used' : ''} var=${variable} at ${addressOf(self)}>`);
}

const tokenType: PyType = defineType({
  name: 'Token',
  module: '_contextvars',
  longName: true,
  instanceClass: PyToken as unknown as InstanceClass,
  slots: {
    new: () => raise(E.RuntimeError!, 'Tokens can only be created by ContextVars'),
    repr: tokenRepr,
    hash: identityHash,
  },
  methods: [
    method('__enter__', '($self, /)', (self: PyToken) => self, 'Enter into Token context manager.'),
    method(
      '__exit__',
      '($self, type, val, tb, /)',
      (self: PyToken) => reset(self.variable, self),
      'Exit from Token context manager, restore the linked ContextVar.',
    ),
  ],
  classMethods: [CLASS_GETITEM],
  getset: [
    { name: 'var', get: (self: PyToken) => self.variable },
    { name: 'old_value', get: (self: PyToken) => self.old ?? MISSING },
  ],
  attrs: { MISSING },
});

// --- ContextVar

function variableNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos !== 1) return typeError(`ContextVar() takes exactly 1 positional argument (${npos} given)`);
  for (const name of kwnames ?? [])
    if (name !== 'default') return typeError(`ContextVar() got an unexpected keyword argument '${name}'`);
  if (!isStr(args[0]!)) return typeError('context variable name must be a str');
  return new PyContextVar(args[0]!, args[1] ?? null);
}

function variableRepr(self: PyContextVar): Result {
  const name = reprJs(self.name);
  if (name === undefined) return undefined;
  const fallback = self.fallback === null ? '' : reprJs(self.fallback);
  if (fallback === undefined) return undefined;
  return strFromJs(
    `<ContextVar name=${name}${self.fallback === null ? '' : ` default=${fallback}`} at ${addressOf(self)}>`,
  );
}

function get(self: PyContextVar, fallback?: Value): Result {
  const v = ts.context === null ? undefined : current().bindings.get(self);
  return v ?? fallback ?? self.fallback ?? raiseWith(E.LookupError!, self);
}

function withBinding(bindings: Bindings, key: PyContextVar, value: Value | null): Bindings {
  const copy = new Map(bindings);
  if (value === null) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

function set(self: PyContextVar, value: Value): Result {
  const c = current();
  const token = new PyToken(c, self, c.bindings.get(self) ?? null);
  c.bindings = withBinding(c.bindings, self, value);
  return token;
}

function reset(self: PyContextVar, token: Value): Result {
  if (!(token instanceof PyToken)) {
    const text = reprJs(token);
    return text === undefined ? undefined : typeError(`expected an instance of Token, got ${text}`);
  }
  const text = tokenRepr(token);
  if (text === undefined) return undefined;
  if (token.used) return raise(E.RuntimeError!, `${String(text)} has already been used once`);
  if (token.variable !== self) return valueError(`${String(text)} was created by a different ContextVar`);
  const c = current();
  if (token.context !== c) return valueError(`${String(text)} was created in a different Context`);
  token.used = true;
  c.bindings = withBinding(c.bindings, self, token.old);
  return None;
}

const variableType: PyType = defineType({
  name: 'ContextVar',
  module: '_contextvars',
  longName: true,
  instanceClass: PyContextVar as unknown as InstanceClass,
  slots: { new: variableNew, repr: variableRepr, hash: identityHash },
  methods: [
    method(
      'get',
      '($self, default=<unrepresentable>, /)',
      get,
      'Return a value for the context variable for the current context.',
    ),
    method('set', '($self, value, /)', set, 'Call to set a new value for the context variable in the current context.'),
    method('reset', '($self, token, /)', reset, 'Reset the context variable.'),
  ],
  classMethods: [CLASS_GETITEM],
  getset: [{ name: 'name', get: (self: PyContextVar) => self.name }],
});

// --- Context

function contextNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  return args.length > 0 || kwnames !== null
    ? typeError('Context() does not accept any arguments')
    : newInstance<PyContext>(cls);
}

function run(self: PyContext, args: Value[], kwargs: Map<string, Value>): Result {
  if (args.length === 0) return typeError('run() missing 1 required positional argument');
  if (self.previous !== undefined)
    return raise(E.RuntimeError!, `cannot enter context: ${contextText(self)} is already entered`);
  self.previous = ts.context;
  ts.context = self;
  const names = Array.from(kwargs.keys());
  const result = callKw(args[0]!, [...args.slice(1), ...kwargs.values()], names.length === 0 ? null : names);
  ts.context = self.previous;
  self.previous = undefined;
  return result;
}

function contextText(self: PyContext): string {
  return `<_contextvars.Context object at ${addressOf(self)}>`;
}

function copyOf(c: PyContext): PyContext {
  const copy = new PyContext();
  copy.bindings = c.bindings;
  return copy;
}

function checkKey(key: Value): PyContextVar | undefined {
  if (key instanceof PyContextVar) return key;
  const text = reprJs(key);
  return text === undefined ? undefined : typeError(`a ContextVar key was expected, got ${text}`);
}

function getItem(self: PyContext, key: Value): Result {
  const variable = checkKey(key);
  return variable === undefined ? undefined : (self.bindings.get(variable) ?? keyError(key));
}

function contextGet(self: PyContext, key: Value, fallback: Value = None): Result {
  const variable = checkKey(key);
  return variable === undefined ? undefined : (self.bindings.get(variable) ?? fallback);
}

function sameBindings(a: Bindings, b: Bindings): boolean | undefined {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of Array.from(a)) {
    const other = b.get(key);
    const same = other === undefined ? false : eq(value, other);
    if (same !== true) return same;
  }
  return true;
}

function keys(self: PyContext): Value[] {
  return Array.from(self.bindings.keys());
}

const contextType: PyType = defineType({
  name: 'Context',
  module: '_contextvars',
  longName: true,
  instanceClass: PyContext as InstanceClass,
  flags: TypeFlag.Mapping,
  hasWeakRef: true,
  slots: {
    new: contextNew,
    hash: null,
    eq: (self: PyContext, other: Value) =>
      other instanceof PyContext ? sameBindings(self.bindings, other.bindings) : NotImplemented,
    iter: (self: PyContext) => getIter(list(keys(self))),
    len: (self: PyContext) => self.bindings.size,
    getitem: getItem,
    contains: (self: PyContext, key: Value) => {
      const variable = checkKey(key);
      return variable === undefined ? undefined : self.bindings.has(variable);
    },
  },
  methods: [
    method(
      'get',
      '($self, key, default=None, /)',
      contextGet,
      'Return the value for `key` if `key` has the value in the context object.',
    ),
    method(
      'items',
      '($self, /)',
      (self: PyContext) => getIter(list(Array.from(self.bindings, ([k, v]) => tuple([k, v])))),
      'Return all variables and their values in the context object.',
    ),
    method(
      'keys',
      '($self, /)',
      (self: PyContext) => getIter(list(keys(self))),
      'Return a list of all variables in the context object.',
    ),
    method(
      'values',
      '($self, /)',
      (self: PyContext) => getIter(list(Array.from(self.bindings.values()))),
      "Return a list of all variables' values in the context object.",
    ),
    method('copy', '($self, /)', copyOf, 'Return a shallow copy of the context object.'),
    method('run', '($self, *args, **kwargs)', run),
  ],
});

export const contextvarsModule: ModuleSpec = defineModule({
  name: '_contextvars',
  doc: 'Context Variables',
  functions: [method('copy_context', '()', () => copyOf(current()))],
  types: [contextType, variableType, tokenType],
});
