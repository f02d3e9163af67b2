/**
 * PyType: a Python class, and `typeOf`.
 *
 * Representation
 *  - `attrs` holds the class's own attributes in definition order. Mutate it only through core/type-attrs.ts, which
 *    keeps look-up caches, slots and prototypes of the class and its subclasses right.
 *  - `proto` is the JS prototype of the instances (core/object.ts); value types (int, bool, str) have one too, where
 *    method selectors are kept, although their instances are JS primitives.
 *  - `slots` is complete: inherited slots are copied in.
 */
import type { PyDict } from '../dict/dict.ts';
import { PyAstralStr } from '../str/astral.ts';
import type { InstanceClass, Keyed } from './object.ts';
import { Kind, PyObject } from './object.ts';
import { T } from './registry.ts';
import { Slots } from './slots.ts';
import type { Absent, Result, Value } from './value.ts';

export const TypeFlag = {
  /** Created by a class statement or type(): attributes may be set. */
  Heap: 1,
  /** May be subclassed. */
  Base: 2,
  /** Has unimplemented abstract methods. */
  Abstract: 4,
  /** Matches sequence / mapping patterns. */
  Sequence: 8,
  Mapping: 16,
  /** `__new__` is refused ("cannot create 'X' instances"). */
  NoNew: 32,
  /** Immutable attributes (built-in). */
  Immutable: 64,
  /** Match pattern `T(x)` binds the subject itself (int, str, …). */
  MatchSelf: 128,
  /** Function-like: LOAD_METHOD may call it with self first instead of binding. */
  MethodDescriptor: 256,
  /** A built-in type whose instances have no fields beyond those of the base: combines with any sibling in a class statement. */
  SameLayout: 512,
  /** Subscripted by keys or types, not by position (CPython: mp_subscript without sq_item): iter() does not count through it. */
  NoSequence: 1024,
} as const;

export class PyType extends PyObject {
  name: string;
  qualname: string;
  readonly attrs: Map<string, Value>;
  bases: PyType[];
  /** The base whose layout is extended. */
  base: PyType | null;
  mro: PyType[];
  slots: Slots;
  flags: number;
  /** Layout bits of the instances. */
  layout: number;
  instanceClass: InstanceClass;
  proto: Keyed & PyObject;
  /** Changes whenever the class or a base changes. */
  version: number;
  subclasses: Set<WeakRef<PyType>>;
  /** Instances have a __dict__ / can be weakly referenced. */
  hasDict: boolean;
  hasWeakRef: boolean;
  /** MRO look-up cache; cleared on mutation. */
  lookupCache: Map<string, Value | Absent>;
  /** Instances were made since creation; a later data descriptor then poisons its name. */
  instantiated: boolean;
  /** True if some class in the MRO overrides __getattribute__ / __setattr__ / __delattr__. */
  customGetattr: boolean;
  customSetattr: boolean;
  /** Member names declared by this class's own __slots__, or null. */
  ownSlots: string[] | null;
  /** Unique id of an `id()`-like kind and for slot keys. */
  readonly uid: number;
  /** `__dict__` as shown to Python, made on demand. */
  dictProxy: PyObject | null;
  /** Module of built-in types; classes of a program have an attribute. */
  module: string;
  /** Docstring of built-in types. */
  doc: string | null;
  /** Namespace kept only for types whose instances have a C-like constructor text signature. */
  textSignature: string | null;
  dict: PyDict | null;
  /** What the interpreter found out about calls of the class, and the version for which it holds. */
  callCache: PyObject | null;
  callVersion: number;
  /** Built-in types that are often called: the call with one or two positional arguments, without an array. */
  construct1: ((a: Value) => Result) | null;
  construct2: ((a: Value, b: Value) => Result) | null;

  constructor(name: string, instanceClass: InstanceClass) {
    super();
    this.name = name;
    this.qualname = name;
    this.attrs = new Map();
    this.bases = [];
    this.base = null;
    this.mro = [this];
    this.slots = new Slots();
    this.flags = 0;
    this.layout = 0;
    this.instanceClass = instanceClass;
    this.proto = instanceClass.prototype;
    this.version = 1;
    this.subclasses = new Set();
    this.hasDict = false;
    this.hasWeakRef = false;
    this.lookupCache = new Map();
    this.instantiated = false;
    this.customGetattr = false;
    this.customSetattr = false;
    this.ownSlots = null;
    this.uid = ++lastUid;
    this.dictProxy = null;
    this.module = 'builtins';
    this.doc = null;
    this.textSignature = null;
    this.dict = null;
    this.callCache = null;
    this.callVersion = 0;
    this.construct1 = null;
    this.construct2 = null;
  }
}

let lastUid = 0;
PyType.prototype.kind = Kind.Type;

/** The type of any value. (No switch on `typeof`: V8 compares inline only in `typeof v === '…'`.) */
export function typeOf(v: Value): PyType {
  if (typeof v === 'object') return v.cls;
  if (typeof v === 'string') return T.str;
  return typeof v === 'boolean' ? T.bool : T.int;
}

/** True if `t` is `base` or derives from it (real MRO, no __subclasscheck__). */
export function isSubtype(t: PyType, base: PyType): boolean {
  return t === base || t.mro.includes(base);
}

/** True if the value's type is `base` or derives from it (real MRO, no __instancecheck__). */
export function isExactOrSubtype(v: Value, base: PyType): boolean {
  const t = typeOf(v);
  return t === base || t.mro.includes(base);
}

export function isType(v: Value): v is PyType {
  return typeof v === 'object' && (v.kind & Kind.Type) !== 0;
}

export function isAstral(v: Value): v is PyAstralStr {
  return v instanceof PyAstralStr;
}
