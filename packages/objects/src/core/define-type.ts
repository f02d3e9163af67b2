/** defineType: makes a built-in type from its table (core/define.ts). */
import { PyGetSet, PyMember } from '../function/getset.ts';
import { PyStaticMethod } from '../function/staticmethod.ts';
import { fixedDictDescriptor } from '../type/instance-dict.ts';
import type { TypeSpec } from './define.ts';
import { typeError } from './errors.ts';
import { linearise } from './mro.ts';
import { strFromJs } from '../str/astral.ts';
import { PyClassMethodDescriptor, PyMethodDescriptor, PyNative } from './native.ts';
import { Kind, type PyObject, standAlone } from './object.ts';
import { T } from './registry.ts';
import { None } from './singletons.ts';
import { NATIVE_GETATTRIBUTE } from './slot-python.ts';
import { NATIVE_NEW } from './slot-update.ts';
import { PySlotWrapper } from './slot-wrapper.ts';
import { SLOT_TABLE } from './slots.ts';
import { isType, PyType, TypeFlag, typeOf } from './type.ts';
import type { Value } from './value.ts';
import { str } from './value.ts';
import { builtinName } from '../type/names.ts';

const waiting: [PyType, TypeSpec][] = [];
let objectReady = false;

/**
 * A new built-in type. Types with a Kind of their own set it on the layout class's prototype.
 * Until `object` is complete (modules load in any order) the type object exists but is empty.
 */
export function defineType(spec: TypeSpec): PyType {
  const type = new PyType(spec.name, spec.instanceClass);
  if (objectReady) fillType(type, spec);
  else waiting.push([type, spec]);
  return type;
}

/** Fills the types that were defined before `object` was complete, in their order. */
export function fillWaitingTypes(): void {
  objectReady = true;
  for (const [type, spec] of waiting) fillType(type, spec);
  waiting.length = 0;
}

/** The same for a PyType object that exists already (object, type). */
export function fillType(type: PyType, spec: TypeSpec): void {
  const base = spec.base ?? (spec.name === 'object' ? null : T.object!);
  const proto = spec.instanceClass.prototype as PyObject;
  standAlone(proto);
  proto.cls = type;
  type.base = base;
  type.bases = base === null ? [] : [...(spec.bases ?? [base])];
  type.mro = base === null ? [type] : [type, ...linearise(type.bases)!];
  const own = ownFlags(spec, base);
  type.flags = own | (own & TypeFlag.Heap ? 0 : TypeFlag.Immutable) | inheritedFlags(base);
  type.layout = proto.kind | (base === null ? 0 : base.layout);
  proto.kind = type.layout;
  type.hasDict = spec.hasDict ?? base?.hasDict ?? false;
  // instances whose layout has no dict field of its own keep attributes as own properties
  proto.plain = type.hasDict && (type.layout & (Kind.Type | Kind.Function | Kind.Module)) === 0 ? type : null;
  type.hasWeakRef = spec.hasWeakRef ?? base?.hasWeakRef ?? false;
  type.doc = spec.doc ?? null;
  type.textSignature = spec.signature ?? null;
  if (base !== null) {
    Object.assign(type.slots, base.slots);
    if (base.slots.hash !== null && spec.slots?.eq !== undefined && spec.slots.hash === undefined)
      type.slots.hash = null;
    for (const b of type.bases) b.subclasses.add(new WeakRef(type));
  }
  Object.assign(type.slots, spec.slots);
  addSlotAttributes(type, spec);
  addTables(type, spec);
  type.module = spec.module ?? 'builtins';
  if (spec.longName === true) type.name = `${type.module}.${spec.name}`;
  // unless the attribute is one of the instances
  if (spec.module !== undefined && !type.attrs.has('__module__')) type.attrs.set('__module__', str(spec.module));
  if (!type.attrs.has('__doc__')) type.attrs.set('__doc__', spec.doc === undefined ? None : strFromJs(spec.doc));
}

/** A final type that says nothing of how its instances are made has none that a program could make. */
function ownFlags(spec: TypeSpec, base: PyType | null): number {
  const flags = spec.flags ?? 0;
  if (base === null || base !== T.object || flags & (TypeFlag.Base | TypeFlag.Heap)) return flags;
  return spec.slots?.new == null && spec.slots?.init == null ? flags | TypeFlag.NoNew : flags;
}

function inheritedFlags(base: PyType | null): number {
  return base === null ? 0 : base.flags & (TypeFlag.Sequence | TypeFlag.Mapping | TypeFlag.MatchSelf);
}

function addSlotAttributes(type: PyType, spec: TypeSpec): void {
  const own = spec.slots ?? {};
  for (const row of SLOT_TABLE) {
    const fn = (own as any)[row.slot];
    if (fn == null || type.attrs.has(row.dunder)) continue;
    const wrapper = new PySlotWrapper(row, type, fn);
    type.attrs.set(row.dunder, wrapper);
    if (row.slot === 'getattro') NATIVE_GETATTRIBUTE.set(wrapper, fn);
  }
  if (own.new != null) addNew(type, own.new);
  if (own.hash === undefined && own.eq != null) type.attrs.set('__hash__', None);
  if (own.hash === null) type.attrs.set('__hash__', None);
}

/** `__new__` as a built-in function bound to the type. */
function addNew(type: PyType, fn: NonNullable<PyType['slots']['new']>): void {
  const native = new PyNative(
    {
      name: '__new__',
      signature: '($type, *args, **kwargs)',
      impl: (self, args, kwargs) => callNew(self, fn, args, kwargs),
      doc: 'Create and return a new object.  See help(type) for accurate signature.',
    },
    type,
    undefined,
  );
  NATIVE_NEW.set(native, fn);
  type.attrs.set('__new__', native);
}

/** `T.__new__(cls, ...)`: checks the class argument as CPython's tp_new_wrapper. */
function callNew(type: PyType, fn: NonNullable<PyType['slots']['new']>, args: Value[], kwargs: Map<string, Value>) {
  if (args.length === 0) return typeError(`${type.name}.__new__(): not enough arguments`);
  const cls = args[0]!;
  if (!isType(cls)) {
    return typeError(`${type.name}.__new__(X): X is not a type object (${typeOf(cls).name})`);
  }
  const target = cls;
  if (target !== type && !target.mro.includes(type)) {
    return typeError(`${type.name}.__new__(${target.name}): ${target.name} is not a subtype of ${type.name}`);
  }
  if (target.flags & TypeFlag.NoNew) return typeError(`cannot create '${builtinName(target)}' instances`);
  const staticBase = layoutBase(target);
  if (staticBase.slots.new !== fn) {
    const name = builtinName(target);
    return typeError(`${type.name}.__new__(${name}) is not safe, use ${builtinName(staticBase)}.__new__()`);
  }
  const names = [...kwargs.keys()];
  return fn(target, [...args.slice(1), ...kwargs.values()], names.length === 0 ? null : names);
}

/** The most derived built-in type whose constructor may make instances of `type`. */
function layoutBase(type: PyType): PyType {
  let t: PyType = type;
  while (t.flags & TypeFlag.Heap && t.base !== null) t = t.base;
  return t;
}

function addTables(type: PyType, spec: TypeSpec): void {
  for (const m of spec.methods ?? []) type.attrs.set(m.name, new PyMethodDescriptor(m, type));
  for (const m of spec.classMethods ?? []) type.attrs.set(m.name, new PyClassMethodDescriptor(m, type));
  // the type is its place, for names and pickles; the function does not get it
  for (const m of spec.staticMethods ?? [])
    type.attrs.set(m.name, new PyStaticMethod(new PyNative(m, type, undefined)));
  for (const g of spec.getset ?? []) type.attrs.set(g.name, new PyGetSet(g, type));
  for (const m of spec.members ?? []) type.attrs.set(m.name, new PyMember(m.name, type, m));
  const inherits = type.base !== null && type.base.hasDict && type.base !== type;
  if (type.hasDict && !inherits && !type.attrs.has('__dict__'))
    type.attrs.set('__dict__', new PyGetSet(fixedDictDescriptor, type));
  for (const [name, value] of Object.entries(spec.attrs ?? {})) type.attrs.set(name, value);
}
