/** Types made in C as classes: their slots, methods, members and attributes call back into C. */
import type { GetSetSpec, InstanceClass, NativeSpec, PyModule, PyType, Result, Slots, Value } from '@pyston/objects';
import {
  ABSENT,
  defineType,
  dictGetStr,
  DONE,
  E,
  isTuple,
  makeInstanceClass,
  Kind,
  PyClassMethodDescriptor,
  raise,
  setTypeAttr,
  strFromJs,
  T,
  TypeFlag,
  typeError,
} from '@pyston/objects';
import { asIndex, clearIf, index, len } from '@pyston/objects';
import type { Ref, TypeDescription } from './addon.ts';
import { addon } from './addon.ts';
import { call1, i32, release, u32, Word } from './arena.ts';
import { cBuffer } from './buffers.ts';
import { argumentTuple, drop, fromRef, registerType, toRef } from './convert.ts';
import { finish, finishStatus, raiseFromC } from './errors.ts';
import { callWithTuple, functionSpec, isClassMethod, isStaticMethod, keywordsRef } from './functions.ts';
import { foreignValues } from './foreign.ts';
import { enterC, leaveC } from './lifetime.ts';
import { PyNativeObject } from './native-object.ts';

const TPFLAG = { Sequence: 1 << 5, Mapping: 1 << 6, Immutable: 1 << 8, Base: 1 << 10 } as const;

/** UP_NEWTYPE: the class of a finished type object. `undefined` = raised. */
export function defineNativeType(ref: Ref, module: Value | null, bases: Value | null): PyType | undefined {
  const d = addon.describeType(ref);
  const base = d.base === 0 ? T.object : (fromRef(d.base) as PyType);
  if (base !== T.object && !(base.layout & Kind.Native) && d.grows === 1)
    return raise(E.SystemError!, `C types that add fields to ${base.name} are not supported yet`);
  const all = bases !== null && isTuple(bases) ? (bases.items as PyType[]) : [base];
  const dot = d.name.lastIndexOf('.');
  const type = defineType({
    name: d.name.slice(dot + 1),
    ...moduleName(d.name, dot, module),
    base,
    bases: all,
    instanceClass: layoutOver(base),
    ...(d.doc === '' ? {} : docOf(d.name.slice(dot + 1), d.doc)),
    flags: typeFlags(d),
    hasDict: base.hasDict || d.hasDict === 1,
    hasWeakRef: base.hasWeakRef || d.hasWeakRef === 1,
    slots: { ...constructorOf(d, base), ...slotsOf(d) },
    methods: methodsOf(d, (flags) => !isClassMethod(flags) && !isStaticMethod(flags)),
    staticMethods: methodsOf(d, isStaticMethod),
    getset: [...getsetsOf(d), ...membersOf(d)],
  });
  if (!(d.flags & TPFLAG.Immutable)) type.flags &= ~TypeFlag.Immutable;
  type.stub = ref;
  if (ref < 0) foreignValues[-ref] = type;
  registerType(ref, type);
  owners.set(d, type);
  for (const m of methodsOf(d, isClassMethod)) setTypeAttr(type, m.name, new PyClassMethodDescriptor(m, type));
  return type;
}

/** The class of each description, for METH_METHOD; known once the type is made. */
const owners: WeakMap<TypeDescription, PyType> = new WeakMap();

/** Over a type whose objects JavaScript owns, a C type that adds no fields is a class like any other. */
function layoutOver(base: PyType): InstanceClass {
  if (base !== T.object && !(base.layout & Kind.Native)) return makeInstanceClass(base.instanceClass);
  const layout = (base === T.object ? PyNativeObject : base.instanceClass) as typeof PyNativeObject;
  const own = class extends layout {};
  own.prototype.kind = Kind.Native;
  return own;
}

function moduleName(name: string, dot: number, module: Value | null): { module?: string } {
  if (dot >= 0) return { module: name.slice(0, dot) };
  const found = module === null ? ABSENT : dictGetStr((module as PyModule).dict, '__name__');
  return found === ABSENT ? {} : { module: String(found) };
}

function docOf(name: string, doc: string): { doc: string; signature?: string } {
  const end = doc.indexOf(')\n--\n\n');
  if (end < 0 || !doc.startsWith(`${name}(`)) return { doc };
  return { doc: doc.slice(end + 6), signature: doc.slice(name.length, end + 1) };
}

function typeFlags(d: TypeDescription): number {
  let flags = d.canNew === 0 ? TypeFlag.NoNew : 0;
  if (d.flags & TPFLAG.Base) flags |= TypeFlag.Base;
  if (d.flags & TPFLAG.Sequence) flags |= TypeFlag.Sequence;
  if (d.flags & TPFLAG.Mapping) flags |= TypeFlag.Mapping;
  return flags;
}

/** A C type that inherits object's tp_new makes bodies too, not objects of JavaScript. */
function constructorOf(d: TypeDescription, base: PyType): Partial<Slots> {
  return d.canNew !== 0 && base === T.object ? (slotFunctions(65, d.canNew) as Partial<Slots>) : {};
}

// --- methods, attributes, members

function methodsOf(d: TypeDescription, wanted: (flags: number) => boolean): NativeSpec[] {
  const out: NativeSpec[] = [];
  for (let i = 0; i < d.methods.length; i += 4) {
    const [name, flags, f, doc] = d.methods.slice(i, i + 4) as [string, number, number, string];
    if (!wanted(flags)) continue;
    out.push(functionSpec(name, flags, f, doc, isStaticMethod(flags) ? 0 : null, () => owners.get(d) ?? null));
  }
  return out;
}

function getsetsOf(d: TypeDescription): GetSetSpec[] {
  const out: GetSetSpec[] = [];
  for (let i = 0; i < d.getset.length; i += 4) {
    const [name, row, access, doc] = d.getset.slice(i, i + 4) as [string, number, number, string];
    out.push(attribute(name, doc, row, addon.attributeGet, (access & 2) !== 0 ? addon.attributeSet : null));
  }
  return out;
}

function membersOf(d: TypeDescription): GetSetSpec[] {
  const out: GetSetSpec[] = [];
  for (let i = 0; i < d.members.length; i += 4) {
    const [name, row, , doc] = d.members.slice(i, i + 4) as [string, number, number, string];
    out.push(attribute(name, doc, row, addon.memberGet, addon.memberSet));
  }
  return out;
}

function attribute(
  name: string,
  doc: string,
  row: number,
  get: (row: number, self: Ref) => Ref,
  set: ((row: number, self: Ref, value: Ref) => number) | null,
): GetSetSpec {
  const store = (self: Value, v: Value | null): Result => {
    enterC();
    const s = toRef(self);
    const value = v === null ? 0 : toRef(v);
    const status = set!(row, s, value);
    release(value);
    drop(s);
    return finishStatus(status);
  };
  return {
    name,
    get: (self: Value) => unary(get, row, self),
    ...(set === null
      ? {}
      : { set: (self: Value, v: Value) => store(self, v), del: (self: Value) => store(self, null) }),
    ...(doc === '' ? {} : { doc }),
  };
}

// --- slots: each gives the functions of pyston's slots that stand for one function of C

function unary(call: (f: number, self: Ref) => Ref, f: number, self: Value): Result {
  enterC();
  const s = toRef(self);
  const r = call(f, s);
  drop(s);
  return finish(r);
}

function binary(f: number, a: Value, b: Value): Result {
  enterC();
  const x = toRef(a);
  const y = toRef(b);
  const r = call1(f, x, y);
  drop(y);
  drop(x);
  return finish(r);
}

function construct(f: number, cls: Value, args: Value[], kwnames: readonly string[] | null): Result {
  enterC();
  const c = toRef(cls);
  const r = callWithTuple(f, c, args, kwnames);
  drop(c);
  return finish(r);
}

function number(call: (f: number, self: Ref) => number, f: number, self: Value): number | undefined {
  enterC();
  const s = toRef(self);
  const n = call(f, s);
  drop(s);
  const raised = n < 0 && u32[Word.Error] !== 0;
  if (raised) raiseFromC();
  leaveC();
  return raised ? undefined : n;
}

function assign(f: number, self: Value, key: Value, v: Value | null): Result {
  enterC();
  const s = toRef(self);
  const k = toRef(key);
  const value = v === null ? 0 : toRef(v);
  const status = addon.slotAssign(f, s, k, value);
  release(value);
  drop(k);
  drop(s);
  return finishStatus(status);
}

function init(f: number, self: Value, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  enterC();
  const s = toRef(self);
  const a = argumentTuple(args, 0, npos);
  const k = kwnames === null ? 0 : keywordsRef(args, npos, kwnames);
  const status = addon.slotAssign(f, s, a, k);
  release(k);
  release(a);
  drop(s);
  return finishStatus(status);
}

/** sq_item and sq_ass_item take indices that are not negative, counted with the length. */
function sequenceIndex(self: Value, key: Value): number | undefined {
  const i = asIndex(key);
  if (i === undefined || i >= 0) return i;
  const n = len(self);
  return n === undefined ? undefined : i + n;
}

function itemAt(f: number, self: Value, key: Value): Result {
  const i = sequenceIndex(self, key);
  if (i === undefined) return undefined;
  return unary((fn, s) => addon.slotSsize(fn, s, i), f, self);
}

function storeItem(f: number, self: Value, key: Value, v: Value | null): Result {
  const i = sequenceIndex(self, key);
  if (i === undefined) return undefined;
  enterC();
  const s = toRef(self);
  const value = v === null ? 0 : toRef(v);
  const status = addon.slotAssignItem(f, s, i, value);
  release(value);
  drop(s);
  return finishStatus(status);
}

function hash(f: number, self: Value): Value | undefined {
  if (number(addon.slotHash, f, self) === undefined) return undefined;
  const high = i32[Word.Result + 1]!;
  const low = u32[Word.Result]!;
  const n = high * 4294967296 + low;
  return (Number.isSafeInteger(n) ? n : (BigInt(high) << 32n) | BigInt(low)) as Value;
}

function next(f: number, self: Value): Value | typeof DONE | undefined {
  enterC();
  const s = toRef(self);
  const r = addon.slotUnary(f, s);
  drop(s);
  if (r === 0 && u32[Word.Error] === 0) {
    leaveC();
    return DONE;
  }
  const v = finish(r);
  return v === undefined && clearIf(E.StopIteration!) ? DONE : v;
}

function compare(f: number, op: number) {
  return (self: Value, other: Value): Result => {
    enterC();
    const a = toRef(self);
    const b = toRef(other);
    const r = addon.slotCompare(f, a, b, op);
    drop(b);
    drop(a);
    return finish(r);
  };
}

const unarySlot = (name: string) => (f: number) => ({ [name]: (self: Value) => unary(addon.slotUnary, f, self) });
const binarySlot = (name: string) => (f: number) => ({ [name]: (a: Value, b: Value) => binary(f, a, b) });
/** A number slot serves both orders of the operands. */
const numberSlot = (name: string) => (f: number) => ({
  [name]: (a: Value, b: Value) => binary(f, a, b),
  [`r${name}`]: (a: Value, b: Value) => binary(f, b, a),
});
const COMPARISONS = ['lt', 'le', 'eq', 'ne', 'gt', 'ge'];
const NUMBER_SLOTS: Record<number, string> = {
  7: 'add',
  36: 'sub',
  29: 'mul',
  34: 'mod',
  10: 'divmod',
  28: 'lshift',
  35: 'rshift',
  8: 'and',
  38: 'xor',
  31: 'or',
  12: 'floordiv',
  37: 'truediv',
  75: 'matmul',
};
const INPLACE_SLOTS: Record<number, string> = {
  14: 'iadd',
  23: 'isub',
  18: 'imul',
  21: 'imod',
  17: 'ilshift',
  22: 'irshift',
  15: 'iand',
  25: 'ixor',
  19: 'ior',
  16: 'ifloordiv',
  24: 'itruediv',
  76: 'imatmul',
  40: 'concat',
  42: 'iconcat',
  5: 'getitem',
};
const UNARY_SLOTS: Record<number, string> = {
  66: 'repr',
  70: 'str',
  62: 'iter',
  30: 'neg',
  32: 'pos',
  6: 'abs',
  27: 'invert',
  26: 'int',
  11: 'float',
  13: 'index',
  77: 'await',
  78: 'aiter',
  79: 'anext',
};

const OTHER_SLOTS: Record<number, (f: number) => Record<string, unknown>> = {
  50: (f) => ({
    call: (self: Value, args: Value[], kwnames: readonly string[] | null) => construct(f, self, args, kwnames),
  }),
  65: (f) => ({
    new: (cls: PyType, args: Value[], kwnames: readonly string[] | null) => construct(f, cls, args, kwnames),
  }),
  60: (f) => ({
    init: (self: Value, args: Value[], kwnames: readonly string[] | null) => init(f, self, args, kwnames),
  }),
  58: (f) => ({ getattro: (self: Value, name: string) => binary(f, self, strFromJs(name)) }),
  69: (f) => ({
    setattro: (self: Value, name: string, v: Value) => assign(f, self, strFromJs(name), v),
    delattro: (self: Value, name: string) => assign(f, self, strFromJs(name), null),
  }),
  59: (f) => ({ hash: (self: Value) => hash(f, self) }),
  63: (f) => ({ next: (self: Value) => next(f, self) }),
  67: (f) => Object.fromEntries(COMPARISONS.map((name, op) => [name, compare(f, op)])),
  9: (f) => ({ bool: (self: Value) => bool(number(addon.slotInquiry, f, self)) }),
  4: (f) => ({ len: (self: Value) => number(addon.slotLength, f, self) }),
  45: (f) => ({ len: (self: Value) => number(addon.slotLength, f, self) }),
  41: (f) => ({
    contains: (self: Value, v: Value) => {
      const a = toRef(v);
      const n = number((fn, s) => addon.slotObjObj(fn, s, a), f, self);
      drop(a);
      return bool(n);
    },
  }),
  3: (f) => ({
    setitem: (self: Value, key: Value, v: Value) => assign(f, self, key, v),
    delitem: (self: Value, key: Value) => assign(f, self, key, null),
  }),
  44: (f) => ({ getitem: (self: Value, key: Value) => itemAt(f, self, key) }),
  39: (f) => ({
    setitem: (self: Value, key: Value, v: Value) => storeItem(f, self, key, v),
    delitem: (self: Value, key: Value) => storeItem(f, self, key, null),
  }),
  46: (f) => ({ repeat: (self: Value, n: Value) => repeat(f, self, n) }),
  54: (f) => ({
    descrGet: (self: Value, obj: Value | typeof ABSENT, owner: PyType) => (
      enterC(), finish(descriptorGet(f, self, obj === ABSENT ? null : obj, owner))
    ),
  }),
  1: () => ({ getbuffer: (self: Value, flags: number) => cBuffer(self, flags) }),
};

function bool(n: number | undefined): boolean | undefined {
  return n === undefined ? undefined : n !== 0;
}

function repeat(f: number, self: Value, n: Value): Result {
  const count = index(n);
  if (count === undefined) return undefined;
  if (typeof count !== 'number') return typeError('repeat count is too large');
  return unary((fn, s) => addon.slotSsize(fn, s, count), f, self);
}

function descriptorGet(f: number, self: Value, obj: Value | null, owner: PyType): Ref {
  const s = toRef(self);
  const o = obj === null ? 0 : toRef(obj);
  const r = addon.callTuple(f, s, o, toRef(owner));
  release(o);
  drop(s);
  return r;
}

/** Mapping slots win over sequence slots of the same operator, as in CPython. */
function slotsOf(d: TypeDescription): Partial<Slots> {
  const mapping: Record<string, unknown> = {};
  const out: Record<string, unknown> = {};
  for (let i = 0; i < d.slots.length; i += 2) {
    const slot = d.slots[i]!;
    const f = d.slots[i + 1]!;
    Object.assign(slot <= 5 ? mapping : out, slotFunctions(slot, f));
  }
  Object.assign(out, mapping);
  return out as Partial<Slots>;
}

function slotFunctions(slot: number, f: number): Record<string, unknown> {
  const one = NUMBER_SLOTS[slot];
  if (one !== undefined) return numberSlot(one)(f);
  const two = INPLACE_SLOTS[slot];
  if (two !== undefined) return binarySlot(two)(f);
  const three = UNARY_SLOTS[slot];
  return three === undefined ? (OTHER_SLOTS[slot]?.(f) ?? {}) : unarySlot(three)(f);
}
