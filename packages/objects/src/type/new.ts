/**
 * Creating classes: `type(name, bases, namespace, **kw)` and the tail of a class statement (Data model §3.3.3).
 *
 * The instances' JS class extends the layout class of the base that is furthest from object ("solid base"), and its
 * prototype stands alone (core/object.ts).
 */
import { encodeUtf8 } from '../codec/utf8.ts';
import { typeError, valueError } from '../core/errors.ts';
import { Cell, currentFrame } from '../core/frame.ts';
import { hooks } from '../core/hooks.ts';
import { linearise } from '../core/mro.ts';
import type { InstanceClass, Keyed } from '../core/object.ts';
import { Kind, PyObject, standAlone } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { fillSlots } from '../core/slot-update.ts';
import { ts } from '../core/thread-state.ts';
import { lookupType, setTypeAttr } from '../core/type-attrs.ts';
import { isSubtype, isType, type PyType, TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { isDict } from '../dict/dict.ts';
import { dictCursor, dictGetStr } from '../dict/ops.ts';
import { PyFunction } from '../function/function.ts';
import { PyGetSet, PyMember } from '../function/getset.ts';
import { PyClassMethod, PyStaticMethod } from '../function/staticmethod.ts';
import { bind, callKw, tryCallSpecial } from '../ops/call.ts';
import { toArray } from '../ops/iter.ts';
import { addNote } from '../exceptions/notes.ts';
import { isStr, strValue } from '../str/ops.ts';
import { strRepr } from '../str/repr.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { PyTuple, TupleSubclassLayout, isTuple } from '../tuple/tuple.ts';
import { dictDescriptor, weakrefDescriptor } from './instance-dict.ts';
import { bestBase, checkBases } from './layout.ts';
import { customMro } from './mro.ts';

/** The most derived metaclass of `meta` and the bases' types. */
export function calculateMetaclass(meta: PyType, bases: readonly Value[]): PyType | undefined {
  let winner = meta;
  for (const base of bases) {
    const t = typeOf(base);
    if (isSubtype(winner, t)) continue;
    if (isSubtype(t, winner)) winner = t;
    else
      return typeError(
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
  }
  return winner;
}

/** `type.__new__(meta, name, bases, namespace, **kw)`. */
export function typeNew(meta: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  if (meta === T.type && npos === 1 && nkw === 0) return typeOf(args[0]!);
  if (npos !== 3) {
    return typeError(
      meta === T.type && npos !== 3 && npos < 3 && npos !== 2
        ? 'type() takes 1 or 3 arguments'
        : `type.__new__() takes exactly 3 arguments (${npos} given)`,
    );
  }
  const [name, bases, namespace] = args as [Value, Value, Value];
  if (!isStr(name)) return typeError(`type.__new__() argument 1 must be str, not ${typeOf(name).name}`);
  if (!isTuple(bases)) return typeError(`type.__new__() argument 2 must be tuple, not ${typeOf(bases).name}`);
  if (!isDict(namespace)) return typeError(`type.__new__() argument 3 must be dict, not ${typeOf(namespace).name}`);
  for (const base of bases.items) {
    if (!isType(base) && lookupType(typeOf(base), '__mro_entries__') !== ABSENT) {
      return typeError("type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  const winner = calculateMetaclass(meta, bases.items);
  if (winner === undefined) return undefined;
  if (winner !== meta && winner.slots.new !== null && winner.slots.new !== typeNew)
    return winner.slots.new(winner, args, kwnames);
  const type = makeClass(
    winner,
    jsString(strValue(name)),
    bases.items.length === 0 ? [T.object!] : bases.items,
    namespace,
  );
  if (type === undefined) return undefined;
  return finishClass(type, args.slice(3), kwnames);
}

function makeClass(meta: PyType, name: string, bases: readonly Value[], namespace: PyDict): PyType | undefined {
  if (name.includes('\0')) return valueError('type name must not contain null characters');
  if (encodeUtf8(strValue(strFromJs(name))) === undefined) return undefined;
  const checked = checkBases(bases);
  if (checked === undefined) return undefined;
  const best = bestBase(checked);
  if (best === undefined) return undefined;
  const slots = ownSlots(namespace, best);
  if (slots === undefined) return undefined;
  const type = allocateType(meta, name, checked, best);
  const mro = linearise(checked);
  if (mro === undefined) return undefined;
  type.mro = [type, ...mro];
  if (!copyNamespace(type, namespace)) return undefined;
  if (!addDefaults(type, name)) return undefined;
  if (fillClassCells(type) === undefined) return undefined;
  if (!addSlots(type, slots)) return undefined;
  const doc = type.attrs.get('__doc__');
  if (doc === undefined) type.attrs.set('__doc__', None);
  else if (isStr(doc) && encodeUtf8(strValue(doc)) === undefined) return undefined;
  if (!customMro(type)) return undefined;
  type.flags |= inheritedCollection(type.mro);
  fillSlots(type, lookupType);
  unhashableWithoutHash(type);
  setPlain(type);
  for (const base of checked) base.subclasses.add(new WeakRef(type));
  return type;
}

function allocateType(meta: PyType, name: string, bases: PyType[], base: PyType): PyType {
  const instanceClass = makeInstanceClass(base.instanceClass);
  const type = new (meta.instanceClass as unknown as new (name: string, c: InstanceClass) => PyType)(
    name,
    instanceClass,
  );
  const proto = instanceClass.prototype as PyObject & Keyed;
  proto.cls = type;
  proto.kind = base.layout;
  type.layout = base.layout;
  type.bases = bases;
  type.base = base;
  type.flags = TypeFlag.Heap | TypeFlag.Base | inheritedMatchSelf(bases);
  type.hasDict = bases.some((b) => b.hasDict);
  type.hasWeakRef = bases.some((b) => b.hasWeakRef);
  return type;
}

function inheritedMatchSelf(bases: readonly PyType[]): number {
  let flags = 0;
  for (const b of bases) flags |= b.flags & TypeFlag.MatchSelf;
  return flags;
}

/** Sequence or mapping: what the first class of the MRO that is either says. */
function inheritedCollection(mro: readonly PyType[]): number {
  for (const t of mro) {
    const flags = t.flags & (TypeFlag.Sequence | TypeFlag.Mapping);
    if (flags !== 0) return flags;
  }
  return 0;
}

/** A fresh JS class over a layout, whose prototype has no parent. */
export function makeInstanceClass(layout: InstanceClass): InstanceClass {
  const own = (layout as unknown) === PyTuple ? (TupleSubclassLayout as unknown as InstanceClass) : layout;
  const cls = layout === PyObject ? plainInstanceClass() : class extends own {};
  standAlone(cls.prototype);
  return cls;
}

/** Without a call of super: see layoutClass. */
function plainInstanceClass(): InstanceClass {
  const cls = class {
    stub: unknown;
    constructor() {
      this.stub = undefined;
    }
  };
  return cls as unknown as InstanceClass;
}

function setPlain(type: PyType): void {
  const layoutHasDict = (type.layout & DICT_MODE_KINDS) !== 0;
  type.proto.plain = type.hasDict && !layoutHasDict ? type : null;
}

/** Layouts that keep their attributes in a dict. */
const DICT_MODE_KINDS = Kind.Type | Kind.Function | Kind.Module;

function copyNamespace(type: PyType, namespace: PyDict): boolean {
  const cursor = dictCursor(namespace);
  while (cursor.advance()) {
    const key = cursor.key;
    if (!isStr(key)) {
      typeError(`type() namespace keys must be strings, not ${typeOf(key).name}`);
      return false;
    }
    type.attrs.set(jsString(strValue(key)), cursor.value);
  }
  return true;
}

/** `__qualname__`, `__module__`, implicit static and class methods. */
function addDefaults(type: PyType, name: string): boolean {
  const { attrs } = type;
  const qualname = attrs.get('__qualname__');
  if (qualname !== undefined) {
    if (!isStr(qualname)) {
      typeError(`type __qualname__ must be a str, not ${typeOf(qualname).name}`);
      return false;
    }
    type.qualname = jsString(strValue(qualname));
    attrs.delete('__qualname__');
  } else type.qualname = name;
  if (!attrs.has('__module__')) {
    const module = callerModule();
    if (module !== null) attrs.set('__module__', module);
  }
  const ctor = attrs.get('__new__');
  if (ctor instanceof PyFunction) attrs.set('__new__', new PyStaticMethod(ctor));
  for (const hook of ['__init_subclass__', '__class_getitem__']) {
    const fn = attrs.get(hook);
    if (fn instanceof PyFunction) attrs.set(hook, new PyClassMethod(fn));
  }
  return true;
}

function callerModule(): Value | null {
  const frame = currentFrame();
  if (frame === null) return null;
  const name = dictGetStr(frame.globals, '__name__');
  return name === ABSENT ? null : name;
}

/** Names of `__slots__`, null without it; `undefined` after raising. */
function ownSlots(namespace: PyDict, base: PyType): string[] | null | undefined {
  const declared = dictGetStr(namespace, '__slots__');
  if (declared === ABSENT) return null;
  const items = isStr(declared) ? [declared] : toArray(declared);
  if (items === undefined) return undefined;
  if (items.length > 0 && (base.layout & VAR_SIZED) !== 0 && items.some((v) => !isDictOrWeakref(v))) {
    return typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  }
  const out: string[] = [];
  for (const item of items) {
    if (!isStr(item)) return typeError(`__slots__ items must be strings, not '${typeOf(item).name}'`);
    const name = jsString(strValue(item));
    if (!IDENTIFIER.test(name)) return typeError('__slots__ must be identifiers');
    if (name === '__dict__' && (base.hasDict || out.includes(name)))
      return typeError('__dict__ slot disallowed: we already got one');
    if (name === '__weakref__' && (base.hasWeakRef || out.includes(name)))
      return typeError('__weakref__ slot disallowed: we already got one');
    out.push(name);
  }
  return out;
}

const VAR_SIZED = Kind.Int | Kind.Tuple | Kind.Bytes;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

function isDictOrWeakref(v: Value): boolean {
  return v === str('__dict__') || v === str('__weakref__');
}

function addSlots(type: PyType, names: string[] | null): boolean {
  const { attrs } = type;
  if (names === null) {
    if (!type.hasDict) addDict(type);
    if (!type.hasWeakRef && !(type.layout & VAR_SIZED & ~Kind.Int)) addWeakRef(type);
    return true;
  }
  type.ownSlots = [];
  for (const raw of names) {
    if (raw === '__dict__') addDict(type);
    else if (raw === '__weakref__') addWeakRef(type);
    else {
      const name = mangle(type.name, raw);
      if (attrs.has(name) && raw !== '__qualname__' && raw !== '__classcell__' && raw !== '__classdictcell__') {
        valueError(`${strRepr(strFromJs(name))} in __slots__ conflicts with class variable`);
        return false;
      }
      type.ownSlots.push(name);
      attrs.set(name, new PyMember(name, type));
    }
  }
  return true;
}

function addDict(type: PyType): void {
  type.hasDict = true;
  if (!type.attrs.has('__dict__')) type.attrs.set('__dict__', new PyGetSet(dictDescriptor, type));
}

function addWeakRef(type: PyType): void {
  type.hasWeakRef = true;
  if (!type.attrs.has('__weakref__')) type.attrs.set('__weakref__', new PyGetSet(weakrefDescriptor, type));
}

/** Private name mangling (`__x` in class C → `_C__x`). */
export function mangle(className: string, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const bare = className.replace(/^_+/, '');
  return bare === '' ? name : `_${bare}${name}`;
}

/** A class that defines __eq__ and not __hash__ is unhashable. */
function unhashableWithoutHash(type: PyType): void {
  if (type.attrs.has('__eq__') && !type.attrs.has('__hash__')) setTypeAttr(type, '__hash__', None);
}

/** Fills `__class__` and `__classdict__` of the functions of the body; before mro() runs, which may call them. */
function fillClassCells(type: PyType): Result {
  const { attrs } = type;
  const cell = attrs.get('__classcell__');
  if (cell !== undefined) {
    if (!(cell instanceof Cell))
      return typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).name}'>`);
    cell.v = type;
    attrs.delete('__classcell__');
  }
  const dictCell = attrs.get('__classdictcell__');
  if (dictCell !== undefined) {
    if (!(dictCell instanceof Cell))
      return typeError(`__classdictcell__ must be a nonlocal cell, not <class '${typeOf(dictCell).name}'>`);
    // not as an attribute: the metaclass may have something else there
    dictCell.v = hooks.classDict(type);
    attrs.delete('__classdictcell__');
  }
  return None;
}

/** __set_name__, __init_subclass__. */
function finishClass(type: PyType, kwargs: Value[], kwnames: readonly string[] | null): Result {
  const { attrs } = type;
  for (const [name, value] of [...attrs]) {
    const found = lookupType(typeOf(value), '__set_name__');
    if (found === ABSENT) continue;
    const r = tryCallSpecial(value, '__set_name__', [type, strFromJs(name)]);
    if (r === undefined) {
      addNote(ts.exc!, `Error calling __set_name__ on '${typeOf(value).name}' instance '${name}' in '${type.name}'`);
      return undefined;
    }
  }
  return initSubclass(type, kwargs, kwnames) === undefined ? undefined : type;
}

/** `super(type, type).__init_subclass__(**kwargs)`. */
function initSubclass(type: PyType, kwargs: Value[], kwnames: readonly string[] | null): Result {
  const own = type.mro.indexOf(type);
  if (own < 0)
    return typeError(`super(type, obj): obj (type ${type.name}) is not an instance or subtype of type (${type.name}).`);
  for (let i = own + 1; i < type.mro.length; i++) {
    const t = type.mro[i]!;
    const found = t.attrs.get('__init_subclass__');
    if (found === undefined) continue;
    if (t === T.object && kwnames === null) return None;
    const bound = typeOf(found).slots.descrGet === null ? found : bind(found, type, type);
    return bound === undefined ? undefined : callKw(bound, kwargs, kwnames);
  }
  return None;
}
