/** Types of native callables: builtin_function_or_method, method_descriptor, classmethod_descriptor, slot wrappers. */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { identityHash } from '../core/identity.ts';
import { PyClassMethodDescriptor, PyMethodDescriptor, PyNative } from '../core/native.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { PyMethodWrapper, PySlotWrapper } from '../core/slot-wrapper.ts';
import type { PyType } from '../core/type.ts';
import { isExactOrSubtype, isSubtype, isType, TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, big, int, str } from '../core/value.ts';
import { callMethodDescriptor, callNative, prepareNative } from '../ops/call-native.ts';
import { is } from '../ops/compare.ts';
import { strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { addressOf } from '../object/object.ts';
import { callSlotWrapper } from './slot-call.ts';

type AnyNative = { spec: { name: string; signature: string; shown?: string; doc?: string } };

const nameGetSets: GetSetSpec[] = [
  getset('__name__', (self: AnyNative) => str(self.spec.name)),
  getset('__doc__', (self: AnyNative) => (self.spec.doc === undefined ? None : strFromJs(self.spec.doc))),
  getset('__text_signature__', (self: AnyNative) =>
    self.spec.signature === '' ? None : str(self.spec.shown ?? self.spec.signature),
  ),
];

function nativeQualname(self: PyNative): Result {
  const owner = self.self;
  if (owner === undefined || self.module !== undefined) return str(self.spec.name);
  return strFromJs(`${isType(owner) ? owner.qualname : typeOf(owner).qualname}.${self.spec.name}`);
}

function nativeRepr(self: PyNative): Result {
  const owner = self.self;
  if (owner === undefined || self.module !== undefined) return str(`<built-in function ${self.spec.name}>`);
  return strFromJs(`<built-in method ${self.spec.name} of ${typeOf(owner).name} object at ${addressOf(owner)}>`);
}

function nativeEq(self: PyNative, other: Value): Result {
  if (!(other instanceof PyNative)) return NotImplemented;
  if (self.spec !== other.spec) return false;
  return self.self === other.self || (self.self !== undefined && other.self !== undefined && is(self.self, other.self));
}

/** What a method is bound to; a function is its module's, a static method nobody's. */
function boundTo(self: PyNative): Result {
  const { module } = self;
  if (module !== undefined) return typeof module === 'string' ? hooks.importModule(module) : (self.self ?? module);
  return (self.params ?? prepareNative(self)).hasSelf ? (self.self ?? None) : None;
}

/** Pickled by name: a method of an object, or a function of a module. */
function nativeReduce(self: PyNative): Result {
  if (self.self === undefined || self.module !== undefined) return str(self.spec.name);
  return tuple([BUILTINS.getattr!, tuple([self.self, str(self.spec.name)])]);
}

/** Functions of module builtins that pickling refers to; filled by package interp. */
export const BUILTINS: Record<string, Value> = {};

T.builtin_function_or_method = defineType({
  name: 'builtin_function_or_method',
  instanceClass: PyNative as any,
  slots: {
    repr: nativeRepr,
    call: callNative,
    eq: nativeEq,
    hash: (self: PyNative) =>
      self.self === undefined || self.module !== undefined
        ? identityHash(self)
        : mixHash(identityHash(self.self), self.spec.name.length),
  },
  flags: TypeFlag.NoNew,
  hasWeakRef: true,
  methods: [method('__reduce__', '($self, /)', nativeReduce)],
  getset: [
    ...nameGetSets,
    getset('__qualname__', nativeQualname),
    getset('__self__', boundTo),
    getset('__module__', (self: PyNative) => self.module ?? None),
  ],
});

/** Combines two hashes; only distribution matters. */
function mixHash(a: PyInt, b: number): PyInt {
  return typeof a === 'number' ? int((a ^ b) >>> 0) : big(a ^ BigInt(b));
}

interface Described {
  owner: PyType;
}

function qualname(owner: PyType, name: string): Result {
  return strFromJs(`${owner.qualname}.${name}`);
}

function checkReceiver(owner: PyType, name: string, obj: Value): boolean {
  if (isExactOrSubtype(obj, owner)) return true;
  typeError(`descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(obj).name}' object`);
  return false;
}

function descriptorReduce(self: Described & AnyNative): Result {
  return tuple([BUILTINS.getattr!, tuple([self.owner, str(self.spec.name)])]);
}

function methodGet(self: PyMethodDescriptor, obj: Value | Absent): Result {
  if (obj === ABSENT) return self;
  if (!checkReceiver(self.owner, self.spec.name, obj)) return undefined;
  const bound = new PyNative(self.spec, obj, undefined);
  bound.params = self.params ?? prepareNative(self);
  bound.min = self.min;
  bound.max = self.max;
  return bound;
}

T.method_descriptor = defineType({
  name: 'method_descriptor',
  instanceClass: PyMethodDescriptor as any,
  flags: TypeFlag.NoNew | TypeFlag.MethodDescriptor,
  slots: {
    repr: (self: PyMethodDescriptor) => strFromJs(`<method '${self.spec.name}' of '${self.owner.name}' objects>`),
    call: callMethodDescriptor,
    descrGet: methodGet,
  },
  methods: [method('__reduce__', '($self, /)', descriptorReduce)],
  getset: [
    ...nameGetSets,
    getset('__qualname__', (self: PyMethodDescriptor) => qualname(self.owner, self.spec.name)),
    getset('__objclass__', (self: Described) => self.owner),
  ],
});

function classMethodGet(self: PyClassMethodDescriptor, obj: Value | Absent, owner: PyType): Result {
  const cls = owner ?? (obj === ABSENT ? null : typeOf(obj));
  if (!isType(cls))
    return typeError(
      `descriptor '${self.spec.name}' for type '${self.owner.name}' needs a type, not a '${typeOf(cls).name}' as arg 2`,
    );
  if (!isSubtype(cls, self.owner))
    return typeError(
      `descriptor '${self.spec.name}' requires a subtype of '${self.owner.name}' but received '${cls.name}'`,
    );
  return new PyNative(self.spec, cls, undefined);
}

function callClassMethod(self: PyClassMethodDescriptor, args: Value[], kwnames: readonly string[] | null): Result {
  if (args.length === 0)
    return typeError(`descriptor '${self.spec.name}' of '${self.owner.name}' object needs an argument`);
  const bound = classMethodGet(self, ABSENT, args[0] as PyType);
  return bound === undefined ? undefined : callNative(bound as PyNative, args.slice(1), kwnames);
}

T.classmethod_descriptor = defineType({
  name: 'classmethod_descriptor',
  instanceClass: PyClassMethodDescriptor as any,
  flags: TypeFlag.NoNew,
  slots: {
    repr: (self: PyClassMethodDescriptor) => strFromJs(`<method '${self.spec.name}' of '${self.owner.name}' objects>`),
    call: callClassMethod,
    descrGet: classMethodGet,
  },
  getset: [
    ...nameGetSets,
    getset('__qualname__', (self: PyClassMethodDescriptor) => qualname(self.owner, self.spec.name)),
    getset('__objclass__', (self: Described) => self.owner),
  ],
});

const wrapperGetSets = [
  getset('__name__', (self: PySlotWrapper) => str(self.row.dunder)),
  getset('__doc__', (self: PySlotWrapper) => str(self.row.doc)),
  getset('__text_signature__', (self: PySlotWrapper) => str(signatureOf(self))),
  getset('__qualname__', (self: PySlotWrapper) => qualname(self.owner, self.row.dunder)),
  getset('__objclass__', (self: PySlotWrapper) => self.owner),
];

const KIND_SIGNATURE: Partial<Record<string, string>> = {
  unary: '($self, /)',
  hash: '($self, /)',
  bool: '($self, /)',
  len: '($self, /)',
  next: '($self, /)',
  binary: '($self, value, /)',
  pow: '($self, value, mod=None, /)',
  call: '($self, /, *args, **kwargs)',
  init: '($self, /, *args, **kwargs)',
  getattr: '($self, name, /)',
  setattr: '($self, name, value, /)',
  delattr: '($self, name, /)',
  setitem: '($self, key, value, /)',
  delitem: '($self, key, /)',
  contains: '($self, key, /)',
  descrget: '($self, instance, owner=None, /)',
  descrset: '($self, instance, value, /)',
  descrdelete: '($self, instance, /)',
};

function signatureOf(self: PySlotWrapper): string {
  if (self.row.slot === 'getitem') return '($self, key, /)';
  return KIND_SIGNATURE[self.row.kind] ?? '($self, /)';
}

function wrapperGet(self: PySlotWrapper, obj: Value | Absent): Result {
  if (obj === ABSENT) return self;
  return checkReceiver(self.owner, self.row.dunder, obj) ? new PyMethodWrapper(self, obj) : undefined;
}

function callWrapper(self: PySlotWrapper, args: Value[], kwnames: readonly string[] | null): Result {
  const name = self.row.dunder;
  if (args.length === 0) return typeError(`descriptor '${name}' of '${self.owner.name}' object needs an argument`);
  const obj = args[0]!;
  if (!isExactOrSubtype(obj, self.owner)) {
    return typeError(
      `descriptor '${name}' requires a '${self.owner.name}' object but received a '${typeOf(obj).name}'`,
    );
  }
  return callSlotWrapper(self, obj, args.slice(1), kwnames);
}

T.wrapper_descriptor = defineType({
  name: 'wrapper_descriptor',
  instanceClass: PySlotWrapper as any,
  flags: TypeFlag.NoNew | TypeFlag.MethodDescriptor,
  slots: {
    repr: (self: PySlotWrapper) => strFromJs(`<slot wrapper '${self.row.dunder}' of '${self.owner.name}' objects>`),
    call: callWrapper,
    descrGet: wrapperGet,
  },
  methods: [
    method('__reduce__', '($self, /)', (self: PySlotWrapper) =>
      tuple([BUILTINS.getattr!, tuple([self.owner, str(self.row.dunder)])]),
    ),
  ],
  getset: wrapperGetSets,
});

T['method-wrapper'] = defineType({
  name: 'method-wrapper',
  instanceClass: PyMethodWrapper as any,
  flags: TypeFlag.NoNew,
  slots: {
    repr: (self: PyMethodWrapper) =>
      strFromJs(
        `<method-wrapper '${self.wrapper.row.dunder}' of ${typeOf(self.self).name} object at ${addressOf(self.self)}>`,
      ),
    call: (self: PyMethodWrapper, args, kwnames) => callSlotWrapper(self.wrapper, self.self, args, kwnames),
    eq: (self: PyMethodWrapper, other: Value) =>
      other instanceof PyMethodWrapper ? self.wrapper === other.wrapper && is(self.self, other.self) : NotImplemented,
    hash: (self: PyMethodWrapper) => mixHash(identityHash(self.self), self.wrapper.row.dunder.length),
  },
  methods: [
    method('__reduce__', '($self, /)', (self: PyMethodWrapper) =>
      tuple([BUILTINS.getattr!, tuple([self.self, str(self.wrapper.row.dunder)])]),
    ),
  ],
  getset: [
    ...wrapperGetSets.map((g) => getset(g.name, (self: PyMethodWrapper) => g.get(self.wrapper))),
    getset('__self__', (self: PyMethodWrapper) => self.self),
  ],
});
