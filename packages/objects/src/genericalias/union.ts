/** Type typing.Union: `int | str` (PEP 604), distinct members in order. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { isExactOrSubtype, isType, TypeFlag, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { getAttr, genericGetAttr } from '../ops/attr.ts';
import { call1 } from '../ops/call.ts';
import { eq } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { isInstance, isSubclass } from '../ops/typecheck.ts';
import { newFrozenSet } from '../set/ops.ts';
import { strFromJs } from '../str/astral.ts';
import { isStr } from '../str/ops.ts';
import { isTuple, type PyTuple, tuple } from '../tuple/tuple.ts';
import { findParameters, substitute } from './parameters.ts';
import { typingRepr } from './typing-repr.ts';

export class PyUnion extends PyObject {
  readonly args: PyTuple;
  parameters: PyTuple | null;
  constructor(args: PyTuple) {
    super();
    this.args = args;
    this.parameters = null;
  }
}

/** What `|` accepts beside a type. */
function isUnionable(v: Value): boolean {
  return (
    v === None ||
    isType(v) ||
    isExactOrSubtype(v, T.GenericAlias) ||
    v instanceof PyUnion ||
    typeOf(v) === T.TypeAliasType
  );
}

/** `a | b` of types: NotImplemented for anything that is none. */
export function makeUnion(a: Value, b: Value): Result {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  return unionOf([a, b]);
}

/** The union of these members; a single one stands for itself. */
export function unionOf(members: readonly Value[]): Result {
  const out: Member[] = [];
  for (const m of members) {
    if (m instanceof PyUnion) {
      for (const inner of m.args.items) if (!addMember(out, inner)) return undefined;
    } else if (!addMember(out, m)) return undefined;
  }
  return out.length === 1 ? out[0]!.value : new PyUnion(tuple(out.map((m) => m.value)));
}

/** A member and its hash, null if it has none: only members of equal hash are compared, and those without one. */
interface Member {
  readonly value: Value;
  readonly hash: PyInt | null;
}

function addMember(out: Member[], member: Value): boolean {
  const value = isStr(member) ? forwardRef(member) : member === None ? T.NoneType : member;
  if (value === undefined) return false;
  const own = hash(value);
  if (own === undefined && !clearIf(E.TypeError!)) return false;
  const m: Member = { value, hash: own ?? null };
  for (const other of out) {
    const same: boolean | undefined = other.hash === m.hash ? eq(other.value, value) : false;
    if (same === undefined) return false;
    if (same) return true;
  }
  out.push(m);
  return true;
}

function forwardRef(text: Value): Result {
  const typing = hooks.importModule('typing');
  const convert = typing === undefined ? undefined : getAttr(typing, '_type_convert');
  return convert === undefined ? undefined : call1(convert, text);
}

function unionRepr(self: PyUnion): Result {
  const texts: string[] = [];
  for (const arg of self.args.items) {
    const text = typingRepr(arg);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return strFromJs(texts.join(' | '));
}

/** Equal unions have the same members in any order. */
function sameMembers(a: PyUnion, b: PyUnion): boolean | undefined {
  if (a.args.items.length !== b.args.items.length) return false;
  for (const m of a.args.items) {
    let found: boolean | undefined = false;
    for (const other of b.args.items) {
      found = eq(m, other);
      if (found !== false) break;
    }
    if (found !== true) return found;
  }
  return true;
}

function unionHash(self: PyUnion): PyInt | undefined {
  const members = newFrozenSet(self.args.items);
  return members === undefined ? undefined : hash(members);
}

function parametersOf(self: PyUnion): PyTuple | undefined {
  if (self.parameters === null) {
    const found = findParameters(self.args.items);
    if (found === undefined) return undefined;
    self.parameters = tuple(found);
  }
  return self.parameters;
}

function unionGetItem(self: PyUnion, item: Value): Result {
  const parameters = parametersOf(self);
  if (parameters === undefined) return undefined;
  const args = substitute(self, self.args.items, parameters.items, item);
  return args === undefined ? undefined : unionOf(args);
}

/** True if some member accepts; parameterised members cannot be asked. */
function anyMember(self: PyUnion, test: (member: Value) => boolean | undefined): Result {
  for (const m of self.args.items) {
    const r = test(m);
    if (r !== false) return r;
  }
  return false;
}

function classGetItem(_cls: Value, args: Value): Result {
  const members = isTuple(args) ? args.items : [args];
  return members.length === 0 ? typeError('Cannot take a Union of no types.') : unionOf(members);
}

function mroEntries(self: PyUnion): Result {
  const text = unionRepr(self);
  return text === undefined ? undefined : typeError(`Cannot subclass ${String(text)}`);
}

T.Union = defineType({
  name: 'Union',
  module: 'typing',
  longName: true,
  instanceClass: PyUnion as unknown as InstanceClass,
  doc: 'Represent a union type\n\nE.g. for int | str',
  flags: TypeFlag.NoNew | TypeFlag.NoSequence,
  hasWeakRef: true,
  slots: {
    repr: unionRepr,
    hash: unionHash,
    eq: (self: PyUnion, other: Value) => (other instanceof PyUnion ? sameMembers(self, other) : NotImplemented),
    ne: (self: PyUnion, other: Value) => {
      if (!(other instanceof PyUnion)) return NotImplemented;
      const r = sameMembers(self, other);
      return r === undefined ? undefined : !r;
    },
    getattro: genericGetAttr,
    getitem: unionGetItem,
    or: (self: PyUnion, other: Value) => unionOf([self, other]),
    ror: (self: PyUnion, other: Value) => unionOf([other, self]),
  },
  methods: [
    method('__mro_entries__', '($self, object, /)', mroEntries),
    method('__instancecheck__', '($self, object, /)', (self: PyUnion, v: Value) =>
      anyMember(self, (m) => isInstance(v, m)),
    ),
    method('__subclasscheck__', '($self, object, /)', (self: PyUnion, v: Value) =>
      anyMember(self, (m) => isSubclass(v, m)),
    ),
  ],
  classMethods: [method('__class_getitem__', '($type, object, /)', classGetItem, 'See PEP 585')],
  getset: [
    { name: '__args__', get: (self: PyUnion) => self.args },
    { name: '__parameters__', get: parametersOf },
    { name: '__origin__', get: () => T.Union },
    { name: '__name__', get: () => str('Union') },
    { name: '__qualname__', get: () => str('Union') },
  ],
});

hooks.makeUnion = makeUnion;
