/** Type `method`: a function bound to an instance. */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { identityHash } from '../core/identity.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { lookupType } from '../core/type-attrs.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { Absent, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, big } from '../core/value.ts';
import { attributeError, genericGetAttrOrAbsent, getAttr, getAttrOrAbsent } from '../ops/attr.ts';
import { callKw } from '../ops/call.ts';
import { eq, is } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { reprJs, strJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { PyBoundMethod } from './method.ts';
import { BUILTINS } from './native-types.ts';

function repr(self: PyBoundMethod): Result {
  const name = getAttrOrAbsent(self.fn, '__qualname__');
  if (name === undefined) return undefined;
  const shown = name === ABSENT ? getAttrOrAbsent(self.fn, '__name__') : name;
  if (shown === undefined) return undefined;
  const text = shown === ABSENT ? '?' : strJs(shown);
  const of = reprJs(self.self);
  return text === undefined || of === undefined ? undefined : strFromJs(`<bound method ${text} of ${of}>`);
}

/** Attributes of a method are those of its function. */
function getattro(self: PyBoundMethod, name: string): Result {
  const found = lookupType(typeOf(self), name);
  if (found !== ABSENT) {
    const r = genericGetAttrOrAbsent(self, name);
    if (r !== ABSENT) return r;
  }
  const r = getAttrOrAbsent(self.fn, name);
  return r === ABSENT ? attributeError(`'method' object has no attribute '${name}'`, self, name) : r;
}

function equal(self: PyBoundMethod, other: Value): Result {
  if (!(other instanceof PyBoundMethod)) return NotImplemented;
  if (!is(self.self, other.self)) return false;
  return eq(self.fn, other.fn);
}

function hashMethod(self: PyBoundMethod): PyInt | undefined {
  const a = identityHash(self.self);
  const b = hash(self.fn);
  return b === undefined ? undefined : big(BigInt.asIntN(62, BigInt(a) ^ BigInt(b)));
}

function create(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('method() takes no keyword arguments');
  if (args.length !== 2) return typeError(`method expected 2 arguments, got ${args.length}`);
  const [fn, self] = args as [Value, Value];
  if (typeOf(fn).slots.call === null) return typeError('first argument must be callable');
  if (self === None) return typeError('instance must not be None');
  return new PyBoundMethod(fn, self);
}

function reduce(self: PyBoundMethod): Result {
  const name = getAttr(self.fn, '__name__');
  return name === undefined ? undefined : tuple([BUILTINS.getattr!, tuple([self.self, name])]);
}

T.method = defineType({
  name: 'method',
  instanceClass: PyBoundMethod as any,
  doc: 'Create a bound instance method object.',
  signature: '(function, instance, /)',
  hasWeakRef: true,
  slots: {
    repr,
    getattro,
    eq: equal,
    hash: hashMethod,
    new: create,
    call: (self: PyBoundMethod, args, kwnames) => callKw(self.fn, [self.self, ...args], kwnames),
    descrGet: (self: PyBoundMethod, _obj: Value | Absent) => self,
  },
  methods: [method('__reduce__', '($self, /)', reduce)],
  members: [
    { name: '__func__', field: 'fn' },
    { name: '__self__', field: 'self' },
  ],
  getset: [getset('__doc__', (self: PyBoundMethod) => getAttr(self.fn, '__doc__'))],
});
