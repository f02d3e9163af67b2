/** Type types.GenericAlias (PEP 585): `list[int]` behaves as `list`, and remembers its arguments. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { newInstance } from '../core/new-instance.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isType, TypeFlag } from '../core/type.ts';
import type { Done, PyInt, Result, Value } from '../core/value.ts';
import { big, DONE, str } from '../core/value.ts';
import { PyObject } from '../core/object.ts';
import type { InstanceClass } from '../core/object.ts';
import { list, PyList } from '../list/list.ts';
import { genericGetAttr, getAttr, setAttr } from '../ops/attr.ts';
import { call0, callKw } from '../ops/call.ts';
import { eq } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { strFromJs } from '../str/astral.ts';
import { EMPTY_TUPLE, isTuple, type PyTuple, tuple } from '../tuple/tuple.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { PyGenericAlias } from './genericalias.ts';
import { findParameters, substitute } from './parameters.ts';
import { typingArgumentRepr, typingRepr } from './typing-repr.ts';

function aliasNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('GenericAlias() takes no keyword arguments');
  if (args.length !== 2) return typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
  const alias = newInstance<PyGenericAlias>(cls);
  alias.origin = args[0]!;
  alias.args = isTuple(args[1]!) ? args[1] : tuple([args[1]!]);
  return alias;
}

function aliasRepr(self: PyGenericAlias): Result {
  const origin = typingRepr(self.origin);
  if (origin === undefined) return undefined;
  const texts: string[] = [];
  for (const arg of self.args.items) {
    const text = typingArgumentRepr(arg);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return strFromJs(`${self.starred ? '*' : ''}${origin}[${texts.length === 0 ? '()' : texts.join(', ')}]`);
}

function aliasHash(self: PyGenericAlias): PyInt | undefined {
  const a = hash(self.origin);
  if (a === undefined) return undefined;
  const b = hash(self.args);
  return b === undefined ? undefined : big(BigInt(a) ^ BigInt(b));
}

function same(a: PyGenericAlias, b: PyGenericAlias): boolean | undefined {
  if (a.starred !== b.starred) return false;
  const origins = eq(a.origin, b.origin);
  return origins === true ? eq(a.args, b.args) : origins;
}

function isAlias(v: Value): v is PyGenericAlias {
  return typeof v === 'object' && v.cls.mro.includes(T.GenericAlias);
}

function aliasEq(self: PyGenericAlias, other: Value): Result {
  return isAlias(other) ? same(self, other) : NotImplemented;
}

function aliasNe(self: PyGenericAlias, other: Value): Result {
  if (!isAlias(other)) return NotImplemented;
  const r = same(self, other);
  return r === undefined ? undefined : !r;
}

/** `list[int](...)`: an instance of the origin, which learns about the alias if it can hold attributes. */
function aliasCall(self: PyGenericAlias, args: Value[], kwnames: readonly string[] | null): Result {
  const obj = callKw(self.origin, args, kwnames);
  if (obj === undefined) return undefined;
  if (setAttr(obj, '__orig_class__', self) === undefined && !clearIf(E.AttributeError!) && !clearIf(E.TypeError!))
    return undefined;
  return obj;
}

/** Attributes of the alias itself; all others are the origin's. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]);
const BLOCKED: ReadonlySet<string> = new Set(['__bases__', '__copy__', '__deepcopy__']);

function aliasGetAttr(self: PyGenericAlias, name: string): Result {
  if (!OWN_ATTRIBUTES.has(name) && !BLOCKED.has(name)) return getAttr(self.origin, name);
  return genericGetAttr(self, name);
}

function parametersOf(self: PyGenericAlias): PyTuple | undefined {
  if (self.parameters === null) {
    const found = findParameters(self.args.items);
    if (found === undefined) return undefined;
    self.parameters = tuple(found);
  }
  return self.parameters;
}

function aliasGetItem(self: PyGenericAlias, item: Value): Result {
  const parameters = parametersOf(self);
  if (parameters === undefined) return undefined;
  const args = substitute(self, self.args.items, parameters.items, item);
  if (args === undefined) return undefined;
  const alias = new PyGenericAlias(self.origin, tuple(args));
  alias.starred = self.starred;
  return alias;
}

/** `*tuple[int, str]` gives one item, the starred alias. */
export class PyAliasIter extends PyObject {
  alias: PyGenericAlias | null;
  constructor(alias: PyGenericAlias) {
    super();
    this.alias = alias;
  }
}

function iterNext(it: PyAliasIter): Value | Done {
  const { alias } = it;
  if (alias === null) return DONE;
  it.alias = null;
  const starred = new PyGenericAlias(alias.origin, alias.args);
  starred.starred = true;
  return starred;
}

function aliasReduce(self: PyGenericAlias): Result {
  const plain = tuple([T.GenericAlias, tuple([self.origin, self.args])]);
  if (!self.starred) return plain;
  return reduceTo('next', [new PyAliasIter(new PyGenericAlias(self.origin, self.args))]);
}

function aliasDir(self: PyGenericAlias): Result {
  const dir = getAttr(self.origin, '__dir__');
  if (dir === undefined) return undefined;
  const names = isType(self.origin) ? callKw(getAttr(T.type, '__dir__')!, [self.origin], null) : call0(dir);
  if (names === undefined || !(names instanceof PyList)) return names;
  const out = names.items.slice();
  for (const name of OWN_ATTRIBUTES) if (!BLOCKED.has(name) && !out.includes(str(name))) out.push(str(name));
  return list(out);
}

T.GenericAlias = defineType({
  name: 'GenericAlias',
  module: 'types',
  longName: true,
  instanceClass: PyGenericAlias as InstanceClass,
  doc: 'Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).',
  flags: TypeFlag.Base,
  hasWeakRef: true,
  slots: {
    new: aliasNew,
    repr: aliasRepr,
    hash: aliasHash,
    eq: aliasEq,
    ne: aliasNe,
    call: aliasCall,
    getattro: aliasGetAttr,
    getitem: aliasGetItem,
    iter: (self: PyGenericAlias) => new PyAliasIter(self),
    or: (self, other) => hooks.makeUnion(self, other),
    ror: (self, other) => hooks.makeUnion(other, self),
  },
  methods: [
    method('__mro_entries__', '($self, object, /)', (self: PyGenericAlias) => tuple([self.origin])),
    method('__instancecheck__', '($self, object, /)', () =>
      typeError('isinstance() argument 2 cannot be a parameterized generic'),
    ),
    method('__subclasscheck__', '($self, object, /)', () =>
      typeError('issubclass() argument 2 cannot be a parameterized generic'),
    ),
    method('__reduce__', '($self, /)', aliasReduce),
    method('__dir__', '($self, /)', aliasDir),
  ],
  members: [
    { name: '__origin__', field: 'origin' },
    { name: '__args__', field: 'args' },
    { name: '__unpacked__', field: 'starred' },
  ],
  getset: [
    { name: '__parameters__', get: parametersOf },
    {
      name: '__typing_unpacked_tuple_args__',
      get: (self: PyGenericAlias) => (self.starred && self.origin === T.tuple ? self.args : None),
    },
  ],
});

T.generic_alias_iterator = defineType({
  name: 'generic_alias_iterator',
  instanceClass: PyAliasIter as unknown as InstanceClass,
  slots: { iter: (it) => it, next: iterNext },
  methods: [
    method('__reduce__', '($self, /)', (it: PyAliasIter) =>
      it.alias === null ? reduceTo('iter', [EMPTY_TUPLE]) : reduceTo('iter', [it.alias]),
    ),
  ],
});
