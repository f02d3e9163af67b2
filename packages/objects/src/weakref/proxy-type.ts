/** Types weakref.ProxyType and weakref.CallableProxyType: every operation goes to the referent while it lives. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import type { InstanceClass } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { Slots } from '../core/slots.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import * as arith from '../ops/arith.ts';
import { delAttr, getAttr, setAttr } from '../ops/attr.ts';
import { call0, callKw } from '../ops/call.ts';
import type { CompareOp } from '../ops/compare.ts';
import { isTrue, richCompare } from '../ops/compare.ts';
import { contains, delItem, getItem, len, setItem } from '../ops/items.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { strOf } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { address, goneAway } from './ref-type.ts';
import { attach, PyCallableProxy, PyProxy, type PyWeakRef, referent, reusable } from './weakref.ts';

function isProxy(v: Value): v is PyWeakRef {
  return v instanceof PyProxy || v instanceof PyCallableProxy;
}

/** A proxy's referent, any other value itself; `undefined` = raised. */
function behind(v: Value): Value | undefined {
  return isProxy(v) ? (referent(v) ?? goneAway()) : v;
}

type Binary = (a: Value, b: Value) => Result;

function binary(op: Binary) {
  return (self: Value, other: Value): Result => {
    const a = behind(self);
    const b = a === undefined ? undefined : behind(other);
    return b === undefined ? undefined : op(a!, b);
  };
}

function reflected(op: Binary) {
  return binary((a, b) => op(b, a));
}

function unary(op: (a: Value) => Result) {
  return (self: Value): Result => {
    const a = behind(self);
    return a === undefined ? undefined : op(a);
  };
}

function compare(op: CompareOp): Binary {
  return binary((a, b) => richCompare(a, b, op));
}

const NUMBER_OPS = [
  'add',
  'sub',
  'mul',
  'matmul',
  'truediv',
  'floordiv',
  'mod',
  'divmod',
  'lshift',
  'rshift',
  'and',
  'or',
  'xor',
] as const;

function numberSlots(): Partial<Slots> {
  const out: Record<string, Binary> = {};
  for (const name of NUMBER_OPS) {
    const op = arith[name] as Binary;
    out[name] = binary(op);
    out[`r${name}`] = reflected(op);
    if (name !== 'divmod') out[`i${name}`] = binary(arith[`i${name}`] as Binary);
  }
  return out as Partial<Slots>;
}

function proxyIter(self: PyWeakRef): Result {
  const a = behind(self);
  return a === undefined ? undefined : getIter(a);
}

function proxyNext(self: PyWeakRef): Value | Done | undefined {
  const a = behind(self);
  if (a === undefined) return undefined;
  if (typeOf(a).slots.next === null)
    return typeError(`Weakref proxy referenced a non-iterator '${typeOf(a).name}' object`);
  return iterNext(a);
}

function proxyRepr(self: PyWeakRef): Result {
  const a = referent(self);
  if (a === null) return strFromJs(`<weakproxy at ${address(self)}; dead>`);
  return strFromJs(`<weakproxy at ${address(self)}; to '${typeOf(a).name}' at ${address(a)}>`);
}

const SLOTS: Partial<Slots> = {
  ...numberSlots(),
  repr: proxyRepr,
  str: unary(strOf),
  hash: null,
  eq: compare('eq'),
  ne: compare('ne'),
  lt: compare('lt'),
  le: compare('le'),
  gt: compare('gt'),
  ge: compare('ge'),
  getattro: (self, name) => {
    const a = behind(self);
    return a === undefined ? undefined : getAttr(a, name);
  },
  setattro: (self, name, value) => {
    const a = behind(self);
    return a === undefined ? undefined : setAttr(a, name, value);
  },
  delattro: (self, name) => {
    const a = behind(self);
    return a === undefined ? undefined : delAttr(a, name);
  },
  bool: (self) => {
    const a = behind(self);
    return a === undefined ? undefined : isTrue(a);
  },
  neg: unary(arith.neg),
  pos: unary(arith.pos),
  abs: unary(arith.abs),
  invert: unary(arith.invert),
  int: unary((a) =>
    typeOf(a).slots.int === null
      ? typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeOf(a).name}'`)
      : typeOf(a).slots.int!(a),
  ),
  float: unary((a) =>
    typeOf(a).slots.float === null
      ? typeError(`must be real number, not ${typeOf(a).name}`)
      : typeOf(a).slots.float!(a),
  ),
  index: unary(arith.index),
  pow: (self, exponent, modulus) => {
    const a = behind(self);
    const b = a === undefined ? undefined : behind(exponent);
    const m = b === undefined ? undefined : behind(modulus);
    return m === undefined ? undefined : arith.pow(a!, b!, m);
  },
  rpow: (self, base, modulus) => {
    const a = behind(self);
    const b = a === undefined ? undefined : behind(base);
    const m = b === undefined ? undefined : behind(modulus);
    return m === undefined ? undefined : arith.pow(b!, a!, m);
  },
  ipow: binary(arith.ipow),
  iter: proxyIter,
  next: proxyNext,
  len: (self) => {
    const a = behind(self);
    return a === undefined ? undefined : len(a);
  },
  getitem: binary(getItem),
  setitem: (self, key, value) => {
    const a = behind(self);
    return a === undefined ? undefined : setItem(a, key, value);
  },
  delitem: binary(delItem),
  contains: (self, v) => {
    const a = behind(self);
    return a === undefined ? undefined : contains(a, v);
  },
};

/** A method of the referent's own. */
function forward(name: string) {
  return method(name, '($self, /)', (self: PyWeakRef) => {
    const a = behind(self);
    const f = a === undefined ? undefined : getAttr(a, name);
    return f === undefined ? undefined : call0(f);
  });
}

const METHODS = [forward('__bytes__'), forward('__reversed__')];

T.weakproxy = defineType({
  name: 'ProxyType',
  module: 'weakref',
  instanceClass: PyProxy as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: SLOTS,
  methods: METHODS,
});

T.weakcallableproxy = defineType({
  name: 'CallableProxyType',
  module: 'weakref',
  instanceClass: PyCallableProxy as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: {
    ...SLOTS,
    call: (self, args, kwnames) => {
      const a = behind(self);
      return a === undefined ? undefined : callKw(a, args, kwnames);
    },
  },
  methods: METHODS,
});

/** weakref.proxy(). */
export function makeProxy(target: Value, callbackArg: Value = None): Result {
  const callback = callbackArg === None ? null : callbackArg;
  const layout = typeOf(target).slots.call === null ? PyProxy : PyCallableProxy;
  const old = callback === null ? reusable(target, layout) : null;
  if (old !== null) return old;
  const r = new layout();
  return attach(r, target, callback) === undefined ? undefined : r;
}
