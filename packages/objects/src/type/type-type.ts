/** Type `type`: classes as objects (Data model §3.3.3). */
import { fillType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset, method } from '../core/define.ts';
import { clearIf, raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { Kind } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { deleteTypeAttr, lookupType, setTypeAttr } from '../core/type-attrs.ts';
import { isSubtype, isType, PyType, TypeFlag, typeOf } from '../core/type.ts';
import type { InstanceClass } from '../core/object.ts';
import type { Absent, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, big, int, str } from '../core/value.ts';
import { newDict } from '../dict/ops.ts';
import { PyFunction } from '../function/function.ts';
import { list } from '../list/list.ts';
import { attributeError, getAttr } from '../ops/attr.ts';
import { bind, call1 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { typeDir } from '../object/dir.ts';
import { watchInstance } from '../object/finalizers.ts';
import { encodeUtf8 } from '../codec/utf8.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';
import { moduleOf, qualifiedTypeName } from './names.ts';
import { checkBases } from './layout.ts';
import { defaultMro, setBases } from './mro.ts';
import { typeNew } from './new.ts';

/** `cls.name`. */
export function typeGetAttr(self: PyType, name: string): Result {
  const r = typeGetAttrOrAbsent(self, name);
  return r === ABSENT ? attributeError(`type object '${self.name}' has no attribute '${name}'`, self, name) : r;
}

export function typeGetAttrOrAbsent(self: PyType, name: string): Value | Absent | undefined {
  const meta = typeOf(self);
  const metaFound = lookupType(meta, name);
  if (metaFound !== ABSENT) {
    const { slots } = typeOf(metaFound);
    if (slots.descrGet !== null && (slots.descrSet !== null || slots.descrDelete !== null))
      return slots.descrGet(metaFound, self, meta);
  }
  const found = lookupType(self, name);
  if (found !== ABSENT) return bind(found, ABSENT, self);
  return metaFound === ABSENT ? ABSENT : bind(metaFound, self, meta);
}

function checkMutable(self: PyType, verb: string, name: string): boolean {
  if (!(self.flags & TypeFlag.Immutable)) return true;
  typeError(`cannot ${verb} '${name}' attribute of immutable type '${qualifiedTypeName(self)}'`);
  return false;
}

function typeSetAttr(self: PyType, name: string, value: Value): Result {
  const meta = typeOf(self);
  const metaFound = lookupType(meta, name);
  if (metaFound !== ABSENT) {
    const set = typeOf(metaFound).slots.descrSet;
    if (set !== null) return checkMutable(self, 'set', name) ? set(metaFound, self, value) : undefined;
  }
  if (!checkMutable(self, 'set', name)) return undefined;
  setTypeAttr(self, name, value);
  return None;
}

function typeDelAttr(self: PyType, name: string): Result {
  const meta = typeOf(self);
  const metaFound = lookupType(meta, name);
  if (metaFound !== ABSENT) {
    const del = typeOf(metaFound).slots.descrDelete;
    if (del !== null) return checkMutable(self, 'delete', name) ? del(metaFound, self) : undefined;
  }
  if (!checkMutable(self, 'delete', name)) return undefined;
  if (deleteTypeAttr(self, name)) return None;
  return attributeError(`type object '${self.name}' has no attribute '${name}'`, self, name);
}

/** `cls(*args, **kw)`: __new__, then __init__ if the result is an instance. */
export function typeCall(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (cls === T.type && kwnames === null && args.length === 1) return typeOf(args[0]!);
  const create = cls.slots.new;
  if (create === null || cls.flags & TypeFlag.NoNew)
    return typeError(`cannot create '${cls.flags & TypeFlag.Heap ? cls.name : qualifiedTypeName(cls)}' instances`);
  const obj = create(cls, args, kwnames);
  if (obj === undefined) return undefined;
  const type = typeOf(obj);
  if (type.slots.del !== null && typeof obj === 'object') watchInstance(obj);
  if (type !== cls && !type.mro.includes(cls)) return obj;
  const { init } = type.slots;
  if (init === null) return obj;
  return init(obj, args, kwnames) === undefined ? undefined : obj;
}

function typeRepr(self: PyType): Result {
  return strFromJs(`<class '${qualifiedTypeName(self)}'>`);
}

function typeInit(_self: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  return npos === 1 || npos === 3 ? None : typeError('type.__init__() takes 1 or 3 arguments');
}

function mro(self: PyType): Result {
  const order = defaultMro(self);
  return order === undefined ? undefined : list(order);
}

function subclasses(self: PyType): Result {
  const out: Value[] = [];
  for (const ref of self.subclasses) {
    const sub = ref.deref();
    if (sub === undefined) self.subclasses.delete(ref);
    else out.push(sub);
  }
  return list(out);
}

/** `isinstance` without __instancecheck__: the real type, then `__class__`. */
function instanceCheck(self: PyType, obj: Value): Result {
  if (isSubtype(typeOf(obj), self)) return true;
  const cls = getAttr(obj, '__class__');
  if (cls === undefined) return clearIf(E.AttributeError!) ? false : undefined;
  return isType(cls) && cls !== typeOf(obj) && isSubtype(cls, self);
}

function subclassCheck(self: PyType, cls: Value): Result {
  if (isType(cls)) return isSubtype(cls, self);
  return hooks.abstractIsSubclass(cls, self);
}

function union(self: Value, other: Value): Result {
  return hooks.makeUnion(self, other);
}

/** A row whose changes built-in types refuse, whichever way they come. */
function guarded(row: GetSetSpec): GetSetSpec {
  const { name, set, del } = row;
  return {
    ...row,
    ...(set === undefined
      ? {}
      : { set: (self: PyType, v: Value) => (checkMutable(self, 'set', name) ? set(self, v) : undefined) }),
    ...(del === undefined
      ? {}
      : { del: (self: PyType) => (checkMutable(self, 'delete', name) ? del(self) : undefined) }),
  };
}

const NAMES = {
  // a built-in type's name in messages may have its module before it
  get: (self: PyType): Result => strFromJs(self.flags & TypeFlag.Heap ? self.name : self.qualname),
  set(self: PyType, value: Value): Result {
    if (!isStr(value)) return typeError(`can only assign string to ${self.name}.__name__, not '${typeOf(value).name}'`);
    const name = jsString(strValue(value));
    if (name.includes('\0')) return raise(E.ValueError!, 'type name must not contain null characters');
    if (encodeUtf8(strValue(value)) === undefined) return undefined;
    self.name = name;
    return None;
  },
  del: undeletable('__name__'),
};

/** Refuses to delete an attribute that every class has; CPython's text calls any class immutable here. */
function undeletable(name: string): (self: PyType) => undefined {
  return (self) => typeError(`cannot delete '${name}' attribute of immutable type '${self.name}'`);
}

const QUALNAMES = {
  get: (self: PyType): Result => strFromJs(self.qualname),
  set(self: PyType, value: Value): Result {
    if (!isStr(value))
      return typeError(`can only assign string to ${self.name}.__qualname__, not '${typeOf(value).name}'`);
    self.qualname = jsString(strValue(value));
    return None;
  },
};

function getModule(self: PyType): Result {
  if (self.flags & TypeFlag.Heap) {
    const own = self.attrs.get('__module__');
    return own ?? attributeError('__module__', self, '__module__');
  }
  return strFromJs(moduleOf(self)!);
}

function setModule(self: PyType, value: Value): Result {
  deleteTypeAttr(self, '__firstlineno__');
  setTypeAttr(self, '__module__', value);
  return None;
}

function getBases(self: PyType): Result {
  return tuple(self.bases);
}

function assignBases(self: PyType, value: Value): Result {
  if (!isTuple(value)) return typeError(`can only assign tuple to ${self.name}.__bases__, not ${typeOf(value).name}`);
  if (value.items.length === 0) return typeError(`can only assign non-empty tuple to ${self.name}.__bases__, not ()`);
  for (const base of value.items) {
    if (!isType(base)) return typeError(`${self.name}.__bases__ must be tuple of classes, not '${typeOf(base).name}'`);
    if (isSubtype(base, self)) return typeError('a __bases__ item causes an inheritance cycle');
  }
  const bases = checkBases(value.items);
  return bases === undefined ? undefined : setBases(self, bases);
}

function getDoc(self: PyType): Result {
  const own = self.attrs.get('__doc__');
  if (own === undefined) return None;
  return bind(own, ABSENT, self);
}

function setDoc(self: PyType, value: Value): Result {
  setTypeAttr(self, '__doc__', value);
  return None;
}

function getAbstract(self: PyType): Result {
  const own = self === T.type ? undefined : self.attrs.get('__abstractmethods__');
  return own ?? attributeError('__abstractmethods__', self, '__abstractmethods__');
}

function setAbstract(self: PyType, value: Value): Result {
  const truth = isTrue(value);
  if (truth === undefined) return undefined;
  setTypeAttr(self, '__abstractmethods__', value);
  self.flags = truth ? self.flags | TypeFlag.Abstract : self.flags & ~TypeFlag.Abstract;
  return None;
}

function deleteAbstract(self: PyType): Result {
  if (!deleteTypeAttr(self, '__abstractmethods__'))
    return attributeError('__abstractmethods__', self, '__abstractmethods__');
  self.flags &= ~TypeFlag.Abstract;
  return None;
}

/** `__annotations__`: cached result of `__annotate__(1)` (PEP 649). */
function getAnnotations(self: PyType): Result {
  if (!(self.flags & TypeFlag.Heap))
    return attributeError(`type object '${self.name}' has no attribute '__annotations__'`, self, '__annotations__');
  const cached = self.attrs.get('__annotations__') ?? self.attrs.get('__annotations_cache__');
  if (cached !== undefined) return bind(cached, ABSENT, self);
  const annotate = getAnnotate(self);
  if (annotate === undefined) return undefined;
  const dict = annotate === None ? newDict() : call1(annotate, int(1));
  if (dict === undefined) return undefined;
  if (typeof dict !== 'object' || !(dict.kind & Kind.Dict))
    return typeError(`__annotate__ returned non-dict of type '${typeOf(dict).name}'`);
  setTypeAttr(self, '__annotations_cache__', dict);
  return dict;
}

function setAnnotations(self: PyType, value: Value): Result {
  if (self.flags & TypeFlag.Immutable)
    return typeError(`cannot set '__annotations__' attribute of immutable type '${self.name}'`);
  const key = self.attrs.has('__annotations__') ? '__annotations__' : '__annotations_cache__';
  setTypeAttr(self, key, value);
  deleteTypeAttr(self, '__annotate_func__');
  deleteTypeAttr(self, '__annotate__');
  return None;
}

function deleteAnnotations(self: PyType): Result {
  const had = deleteTypeAttr(self, '__annotations__') || deleteTypeAttr(self, '__annotations_cache__');
  deleteTypeAttr(self, '__annotate_func__');
  deleteTypeAttr(self, '__annotate__');
  return had ? None : attributeError('__annotations__', self, '__annotations__');
}

function getAnnotate(self: PyType): Result {
  if (!(self.flags & TypeFlag.Heap))
    return attributeError(`type object '${self.name}' has no attribute '__annotate__'`, self, '__annotate__');
  const own = self.attrs.get('__annotate__') ?? self.attrs.get('__annotate_func__');
  return own === undefined ? None : bind(own, ABSENT, self);
}

function setAnnotate(self: PyType, value: Value): Result {
  if (value !== None && typeOf(value).slots.call === null && !(value instanceof PyFunction))
    return typeError('__annotate__ must be callable or None');
  setTypeAttr(self, '__annotate_func__', value);
  if (value !== None) deleteTypeAttr(self, '__annotations_cache__');
  return None;
}

function getTypeParams(self: PyType): Result {
  return (self === T.type ? undefined : self.attrs.get('__type_params__')) ?? tuple([]);
}

function setTypeParams(self: PyType, value: Value): Result {
  setTypeAttr(self, '__type_params__', value);
  return None;
}

/** Py_TPFLAGS_* bits that programs look at. */
function flagBits(self: PyType): Result {
  let flags = 0;
  const { flags: f, layout } = self;
  if (f & TypeFlag.Heap) flags |= 1 << 9;
  if (f & TypeFlag.Base) flags |= 1 << 10;
  if (f & TypeFlag.Immutable) flags |= 1 << 8;
  if (f & TypeFlag.NoNew) flags |= 1 << 7;
  if (f & TypeFlag.Abstract) flags |= 1 << 20;
  if (f & TypeFlag.Sequence) flags |= 1 << 5;
  if (f & TypeFlag.Mapping) flags |= 1 << 6;
  const subclassBits: [number, number][] = [
    [Kind.Int, 24],
    [Kind.List, 25],
    [Kind.Tuple, 26],
    [Kind.Bytes, 27],
    [Kind.Str, 28],
    [Kind.Dict, 29],
    [Kind.BaseException, 30],
  ];
  let out = BigInt(flags | (1 << 12) | (1 << 14));
  for (const [kind, bit] of subclassBits) if (layout & kind) out |= 1n << BigInt(bit);
  if (layout & Kind.Type) out |= 1n << 31n;
  return big(out);
}

T.type = new PyType('type', PyType as unknown as InstanceClass);

/** Completes `type`; `object` exists. */
export function defineTypeType(): void {
  PyType.prototype.cls = T.type!;
  fillType(T.type!, {
    name: 'type',
    instanceClass: PyType as unknown as InstanceClass,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    flags: TypeFlag.Base,
    hasDict: true,
    hasWeakRef: true,
    slots: {
      repr: typeRepr,
      call: typeCall,
      getattro: typeGetAttr,
      setattro: typeSetAttr,
      delattro: typeDelAttr,
      new: typeNew,
      init: typeInit,
      or: union,
      ror: (self: Value, other: Value) => hooks.makeUnion(other, self),
    },
    methods: [
      method('mro', '($self, /)', mro, "Return a type's method resolution order."),
      method('__subclasses__', '($self, /)', subclasses, 'Return a list of immediate subclasses.'),
      method('__instancecheck__', '($self, instance, /)', instanceCheck, 'Check if an object is an instance.'),
      method('__subclasscheck__', '($self, subclass, /)', subclassCheck, 'Check if a class is a subclass.'),
      method('__dir__', '($self, /)', typeDir, 'Specialized __dir__ implementation for types.'),
      method('__sizeof__', '($self, /)', () => int(1096), 'Return memory consumption of the type object.'),
    ],
    classMethods: [
      method(
        '__prepare__',
        '($type, *args, **kwargs)',
        () => newDict(),
        '__prepare__($cls, name, bases, /, **kwds)\n--\n\nCreate the namespace for the class statement',
      ),
    ],
    getset: [
      getset('__name__', NAMES.get, NAMES.set, NAMES.del),
      getset('__qualname__', QUALNAMES.get, QUALNAMES.set, undeletable('__qualname__')),
      getset('__module__', getModule, setModule, undeletable('__module__')),
      getset('__bases__', getBases, assignBases, undeletable('__bases__')),
      getset('__mro__', (self: PyType) => tuple(self.mro.slice())),
      getset('__base__', (self: PyType) => self.base ?? None),
      getset('__doc__', getDoc, setDoc, undeletable('__doc__')),
      getset('__dict__', (self: PyType) => hooks.classDict(self)),
      getset('__abstractmethods__', getAbstract, setAbstract, deleteAbstract),
      getset('__annotations__', getAnnotations, setAnnotations, deleteAnnotations),
      getset('__annotate__', getAnnotate, setAnnotate, () => typeError('cannot delete __annotate__ attribute')),
      getset('__type_params__', getTypeParams, setTypeParams, undeletable('__type_params__')),
      getset('__text_signature__', (self: PyType) => (self.textSignature === null ? None : str(self.textSignature))),
      getset('__basicsize__', (self: PyType) => int(basicSize(self))),
      getset('__itemsize__', (self: PyType) =>
        int(self.layout & (Kind.Tuple | Kind.Int) ? 8 : self.layout & Kind.Bytes ? 1 : 0),
      ),
      getset('__flags__', flagBits),
      getset('__dictoffset__', (self: PyType): PyInt => int(self.hasDict ? -1 : 0)),
      getset('__weakrefoffset__', (self: PyType): PyInt => int(self.hasWeakRef ? 24 : 0)),
    ].map(guarded),
  });
}

function basicSize(self: PyType): number {
  let size = 16;
  for (let t: PyType | null = self; t !== null; t = t.base) size += (t.ownSlots?.length ?? 0) * 8;
  return size + (self.layout === 0 ? 0 : 24);
}
