/**
 * Attribute access (Data model §3.3.2): the generic algorithms, and the only code that knows where an instance keeps
 * its attributes:
 *   plain instance   own JS properties `$name`; undefined = deleted (tombstone)
 *   dict mode        `dict` (a PyDict): functions, modules, exceptions without own class, instances whose __dict__ was
 *                    replaced; `plain` is null on their prototype
 */
import { clearIf, raiseValue, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { NameInfo } from '../core/names.ts';
import { nameInfo } from '../core/names.ts';
import type { Keyed, PyObject } from '../core/object.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { hideSelectors, lookupType } from '../core/type-attrs.ts';
import type { PyType } from '../core/type.ts';
import { isType, TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { strFromJs } from '../str/astral.ts';
import { dictDelStr, dictGetStr, dictSetStr, newDict, noteViewDelete, noteViewStore } from '../dict/ops.ts';

/** Objects that keep attributes in a dict of their own have this field. */
export type WithDict = PyObject & { dict: PyDict | null };

/** The dict that holds `o`'s attributes, null if it has none (yet); plain instances have none. */
export function attributeDict(o: Value): PyDict | null {
  if (typeof o !== 'object' || o.plain !== null) return null;
  const { dict } = o as WithDict;
  return dict === undefined ? null : dict;
}

/** `o.name` where `o`'s type uses object's own look-up. */
export function genericGetAttr(o: Value, name: string): Result {
  const r = genericGetAttrOrAbsent(o, name);
  return r === ABSENT ? noAttribute(o, name) : r;
}

export function genericGetAttrOrAbsent(o: Value, name: string): Value | Absent | undefined {
  const type = typeOf(o);
  const found = lookupType(type, name);
  if (found === ABSENT) return ownAttribute(o, name);
  const { slots } = typeOf(found);
  const get = slots.descrGet;
  if (get !== null && (slots.descrSet !== null || slots.descrDelete !== null)) return get(found, o, type);
  const own = ownAttribute(o, name);
  if (own !== ABSENT) return own;
  return get === null ? found : get(found, o, type);
}

/** The instance's own attribute, without looking at its class. */
export function ownAttribute(o: Value, name: string): Value | Absent {
  if (typeof o !== 'object') return ABSENT;
  if (o.plain !== null) {
    const key = nameInfo(name).attrKey;
    const v = (o as unknown as Keyed)[key];
    return v === undefined || !Object.hasOwn(o, key) ? ABSENT : (v as Value);
  }
  const { dict } = o as WithDict;
  return dict == null ? ABSENT : dictGetStr(dict, name);
}

/** `o.name = value` where `o`'s type uses object's own setattr. Gives None. */
export function genericSetAttr(o: Value, name: string, value: Value): Result {
  const type = typeOf(o);
  const found = lookupType(type, name);
  if (found !== ABSENT) {
    const set = typeOf(found).slots.descrSet;
    if (set !== null) return set(found, o, value);
  }
  if (typeof o === 'object' && o.plain !== null) {
    storeOwn(o, type, nameInfo(name), found, value);
    return None;
  }
  const dict = writableDict(o, type);
  if (dict === null) return cannotStore(o, name, found);
  dictSetStr(dict, name, value);
  return None;
}

/** Stores an own attribute of a plain instance and keeps the selectors right. */
function storeOwn(o: PyObject, type: PyType, info: NameInfo, found: Value | Absent, value: Value): void {
  const keyed = o as unknown as Keyed;
  const proto = type.proto as Keyed;
  info.storedOnInstance = true;
  if (found !== ABSENT && typeOf(found).flags & TypeFlag.MethodDescriptor) hideMethod(keyed, info);
  else if (
    !type.customSetattr &&
    proto[info.storeKey] !== true &&
    (found === ABSENT || typeOf(found).slots.descrSet === null)
  ) {
    proto[info.storeKey] = true;
  }
  if (Object.hasOwn(o, info.attrKey) && keyed[info.attrKey] === undefined) noteViewStore(o, info.name);
  keyed[info.attrKey] = value;
}

function hideMethod(o: Keyed, info: NameInfo): void {
  o[info.plainMethodKey] = null;
  hideSelectors(o, info);
}

/** The dict of an object in dict mode, made if its type allows one. */
function writableDict(o: Value, type: PyType): PyDict | null {
  if (typeof o !== 'object' || !type.hasDict) return null;
  const holder = o as WithDict;
  if (holder.dict == null) holder.dict = newDict();
  return holder.dict;
}

/** `del o.name` where `o`'s type uses object's own delattr. Gives None. */
export function genericDelAttr(o: Value, name: string): Result {
  const type = typeOf(o);
  const found = lookupType(type, name);
  if (found !== ABSENT) {
    const { descrDelete, descrSet } = typeOf(found).slots;
    if (descrDelete !== null) return descrDelete(found, o);
    if (descrSet !== null) return attributeError('__delete__', o, name);
  }
  if (typeof o === 'object' && o.plain !== null) {
    const info = nameInfo(name);
    if (ownAttribute(o, name) === ABSENT) return noAttribute(o, name);
    const keyed = o as unknown as Keyed;
    keyed[info.attrKey] = undefined;
    if (keyed[info.plainMethodKey] === null) keyed[info.plainMethodKey] = undefined;
    noteViewDelete(o, name);
    return None;
  }
  const dict = attributeDict(o);
  if (dict === null || !dictDelStr(dict, name)) {
    return dict === null && !type.hasDict ? cannotStore(o, name, found) : noAttribute(o, name);
  }
  return None;
}

function cannotStore(o: Value, name: string, found: Value | Absent): undefined {
  const type = typeOf(o);
  if (found !== ABSENT) return attributeError(`'${type.name}' object attribute '${name}' is read-only`, o, name);
  return attributeError(
    `'${type.name}' object has no attribute '${name}' and no __dict__ for setting new attributes`,
    o,
    name,
  );
}

/** AttributeError with name and obj set, from which the traceback makes suggestions. */
export function attributeError(message: string, obj: Value, name: string): undefined {
  const exc = hooks.newException(E.AttributeError!, [strFromJs(message)]) as any;
  exc.name = strFromJs(name);
  exc.obj = obj;
  return raiseValue(exc);
}

function noAttribute(o: Value, name: string): undefined {
  if (isType(o)) return attributeError(`type object '${o.name}' has no attribute '${name}'`, o, name);
  return attributeError(`'${typeOf(o).name}' object has no attribute '${name}'`, o, name);
}

/** `getattr(o, name)`. */
export function getAttr(o: Value, name: string): Result {
  const get = typeOf(o).slots.getattro;
  return get === null ? noAttribute(o, name) : get(o, name);
}

/** `getattr(o, name)`, ABSENT instead of AttributeError. */
export function getAttrOrAbsent(o: Value, name: string): Value | Absent | undefined {
  const { slots } = typeOf(o);
  if (slots.getattro === genericGetAttr) {
    const r = genericGetAttrOrAbsent(o, name);
    if (r !== undefined) return r;
  } else {
    const r = slots.getattro!(o, name);
    if (r !== undefined) return r;
  }
  return clearIf(E.AttributeError!) ? ABSENT : undefined;
}

/** `setattr(o, name, value)`; gives None. */
export function setAttr(o: Value, name: string, value: Value): Result {
  const set = typeOf(o).slots.setattro;
  if (set === null)
    return typeError(
      `'${typeOf(o).name}' object has ${typeOf(o).slots.getattro === null ? 'no' : 'only read-only'} attributes (assign to .${name})`,
    );
  return set(o, name, value);
}

/** `delattr(o, name)`; gives None. */
export function delAttr(o: Value, name: string): Result {
  const del = typeOf(o).slots.delattro;
  if (del === null)
    return typeError(
      `'${typeOf(o).name}' object has ${typeOf(o).slots.getattro === null ? 'no' : 'only read-only'} attributes (del .${name})`,
    );
  return del(o, name);
}
