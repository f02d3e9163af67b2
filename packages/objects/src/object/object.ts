/** Type `object`: the default of every operation (Data model §3.3.1). */
import { fillType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { idOf, identityHash } from '../core/identity.ts';
import type { Keyed } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { setGenericAttrSlots } from '../core/slot-update.ts';
import { nameInfo } from '../core/names.ts';
import { hideSelectors, lookupType } from '../core/type-attrs.ts';
import { isType, PyType, TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, int } from '../core/value.ts';
import { genericDelAttr, genericGetAttr, genericSetAttr, getAttr } from '../ops/attr.ts';
import { call0 } from '../ops/call.ts';
import { is, isTrue } from '../ops/compare.ts';
import { strJs } from '../ops/text.ts';
import { isStr } from '../str/ops.ts';
import { strFromJs } from '../str/astral.ts';
import type { PyMember } from '../function/getset.ts';
import { moveToDictMode } from '../type/instance-dict.ts';
import { watchPlain, watchReclassed } from './finalizers.ts';
import { solidBase } from '../type/layout.ts';
import { qualifiedTypeName } from '../type/names.ts';
import { objectDir } from './dir.ts';
import { copyregReduceEx, objectGetState } from './reduce.ts';

/** `hex(id(o))` as in default reprs. */
export function addressOf(o: Value): string {
  return `0x${(idOf(o) as number).toString(16).padStart(12, '0')}`;
}

export function objectRepr(self: Value): Result {
  return strFromJs(`<${qualifiedTypeName(typeOf(self))} object at ${addressOf(self)}>`);
}

function objectStr(self: Value): Result {
  return typeOf(self).slots.repr!(self);
}

function objectEq(self: Value, other: Value): Result {
  return is(self, other) ? true : NotImplemented;
}

/** `!=` inverts `==` unless that is not implemented. */
function objectNe(self: Value, other: Value): Result {
  const eq = typeOf(self).slots.eq;
  if (eq === null) return NotImplemented;
  const r = eq(self, other);
  if (r === undefined || r === NotImplemented) return r;
  const truth = isTrue(r);
  return truth === undefined ? undefined : !truth;
}

/** True where excess arguments to object.__new__ / __init__ are an error (CPython's object_new). */
function excess(args: Value[]): boolean {
  return args.length > 0;
}

export function objectNew(cls: PyType, args: Value[]): Result {
  if (excess(args)) {
    if (cls.slots.new !== objectNew)
      return typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    if (cls.slots.init === objectInit) return typeError(`${cls.name}() takes no arguments`);
  }
  if (cls.flags & TypeFlag.Abstract) return abstractError(cls);
  cls.instantiated = true;
  const self = new cls.instanceClass();
  if (cls.slots.del !== null) watchPlain(self);
  return self;
}

function abstractError(cls: PyType): undefined {
  const set = cls.attrs.get('__abstractmethods__');
  const names = set === undefined ? [] : sortedNames(set);
  const s = names.length === 1 ? '' : 's';
  return typeError(
    `Can't instantiate abstract class ${cls.name} without an implementation for abstract method${s} ${names.map((n) => `'${n}'`).join(', ')}`,
  );
}

function sortedNames(set: Value): string[] {
  const { iter } = typeOf(set).slots;
  const it = iter === null ? undefined : iter(set);
  const out: string[] = [];
  if (it === undefined) return out;
  const next = typeOf(it).slots.next!;
  for (let v = next(it); typeof v !== 'symbol' && v !== undefined; v = next(it)) out.push(strJs(v) ?? '');
  return out.sort();
}

export function objectInit(self: Value, args: Value[]): Result {
  const cls = typeOf(self);
  if (excess(args)) {
    if (cls.slots.init !== objectInit)
      return typeError('object.__init__() takes exactly one argument (the instance to initialize)');
    if (cls.slots.new === objectNew)
      return typeError(`${cls.name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
  return None;
}

function getClass(self: Value): Result {
  return typeOf(self);
}

/** Assigning `__class__`: both classes must be heap types with the same layout. */
function setClass(self: Value, cls: Value): Result {
  if (!isType(cls)) return typeError(`__class__ must be set to a class, not '${typeOf(cls).name}' object`);
  const old = typeOf(self);
  const isModule = T.module !== undefined && old.mro.includes(T.module) && cls.mro.includes(T.module);
  if (!isModule && (!(old.flags & TypeFlag.Heap) || !(cls.flags & TypeFlag.Heap))) {
    return typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (!sameLayout(solidBase(old), solidBase(cls)) || old.hasDict !== cls.hasDict || old.hasWeakRef !== cls.hasWeakRef) {
    return typeError(`__class__ assignment: '${cls.name}' object layout differs from '${old.name}'`);
  }
  moveSlots(self as PyObject, solidBase(old), solidBase(cls));
  moveToClass(self as PyObject, cls);
  return None;
}

/** The same layout, or the same `__slots__` added to the same layout. */
function sameLayout(a: PyType, b: PyType): boolean {
  if (a === b) return true;
  if (!(a.flags & TypeFlag.Heap) || !(b.flags & TypeFlag.Heap) || a.ownSlots === null || b.ownSlots === null)
    return false;
  const names = b.ownSlots;
  return (
    a.ownSlots.length === names.length &&
    a.ownSlots.every((name) => names.includes(name)) &&
    solidBase(a.base!) === solidBase(b.base!)
  );
}

/** Members are kept under keys of the class that declares them. */
function moveSlots(o: PyObject, from: PyType, to: PyType): void {
  if (from === to) return;
  const keyed = o as unknown as Keyed;
  for (const name of from.ownSlots!) {
    keyed[slotKey(to, name)] = keyed[slotKey(from, name)];
    keyed[slotKey(from, name)] = undefined;
  }
}

function slotKey(owner: PyType, name: string): string {
  return (owner.attrs.get(name) as PyMember).key;
}

function moveToClass(o: PyObject, cls: PyType): void {
  const wasPlain = o.plain !== null;
  if (isType(o)) {
    o.cls = cls;
    return;
  }
  if (!wasPlain && cls.proto.plain !== null) moveToDictMode(o, cls);
  else Object.setPrototypeOf(o, cls.proto);
  cls.instantiated = true;
  watchReclassed(o);
  if (!wasPlain || cls.proto.plain === null) return;
  const keyed = o as unknown as Keyed;
  for (const key of Object.keys(o)) {
    if (!key.startsWith('$')) continue;
    const found = lookupType(cls, key.slice(1));
    if (found !== ABSENT && typeOf(found).flags & TypeFlag.MethodDescriptor) {
      keyed[`m${key}`] = null;
      hideSelectors(keyed, nameInfo(key.slice(1)));
    }
  }
}

function objectFormat(self: Value, spec: Value): Result {
  if (!isStr(spec)) return typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
  if (spec !== '') return typeError(`unsupported format string passed to ${typeOf(self).name}.__format__`);
  const { slots } = typeOf(self);
  return (slots.str ?? slots.repr)!(self);
}

T.object = new PyType('object', PyObject);
setGenericAttrSlots(genericGetAttr, genericSetAttr, genericDelAttr);

/** Completes `object`; called once `type` exists. */
export function defineObject(): void {
  fillType(T.object!, {
    name: 'object',
    instanceClass: PyObject,
    doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
    signature: '()',
    flags: TypeFlag.Base,
    slots: {
      repr: objectRepr,
      str: objectStr,
      hash: identityHash,
      getattro: genericGetAttr,
      setattro: genericSetAttr,
      delattro: genericDelAttr,
      eq: objectEq,
      ne: objectNe,
      lt: () => NotImplemented,
      le: () => NotImplemented,
      gt: () => NotImplemented,
      ge: () => NotImplemented,
      new: objectNew,
      init: objectInit,
    },
    methods: [
      method(
        '__format__',
        '($self, format_spec, /)',
        objectFormat,
        'Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise.',
      ),
      method('__dir__', '($self, /)', objectDir, 'Default dir() implementation.'),
      method('__sizeof__', '($self, /)', () => int(16), 'Size of object in memory, in bytes.'),
      method('__reduce__', '($self, /)', (self: Value) => copyregReduceEx(self, 0), 'Helper for pickle.'),
      method('__reduce_ex__', '($self, protocol, /)', objectReduceEx, 'Helper for pickle.'),
      method('__getstate__', '($self, /)', objectGetState, 'Helper for pickle.'),
    ],
    classMethods: [
      method(
        '__init_subclass__',
        '($type, *args, **kwargs)',
        initSubclass,
        'This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.',
      ),
      method(
        '__subclasshook__',
        '($type, object, /)',
        () => NotImplemented,
        'Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).',
      ),
    ],
    getset: [getset('__class__', getClass, setClass, () => typeError("can't delete __class__ attribute"))],
  });
  T.object!.slots.lt = null;
  T.object!.slots.le = null;
  T.object!.slots.gt = null;
  T.object!.slots.ge = null;
}

function initSubclass(cls: PyType, args: Value[], kwargs: Map<string, Value>): Result {
  if (kwargs.size > 0) return typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
  if (args.length > 0) return typeError(`${cls.name}.__init_subclass__() takes no arguments (${args.length} given)`);
  return None;
}

/** `__reduce_ex__` defers to an overridden `__reduce__`. */
function objectReduceEx(self: Value, protocol: Value): Result {
  if (typeof protocol !== 'number')
    return raise(E.TypeError!, `'${typeOf(protocol).name}' object cannot be interpreted as an integer`);
  const reduce = lookupType(typeOf(self), '__reduce__');
  if (reduce !== ABSENT && reduce !== T.object!.attrs.get('__reduce__')) {
    const bound = getAttr(self, '__reduce__');
    return bound === undefined ? undefined : call0(bound);
  }
  return copyregReduceEx(self, protocol);
}
