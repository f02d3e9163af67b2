/** Slow paths of attribute opcodes: generic look-up, and what it installs on prototypes for the fast paths. */
import { SPECIAL_METHODS } from '@pyston/bytecode';
import type { Keyed, NameInfo, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  bind,
  call,
  call0,
  call2,
  countStore,
  delAttr,
  genericGetAttr,
  genericSetAttr,
  getAttr,
  isType,
  lookupType,
  None,
  ownAttribute,
  PyMember,
  superCheck,
  superLookup,
  setAttr,
  T,
  TypeFlag,
  typeError,
  typeOf,
} from '@pyston/objects';
import type { CodeRecord } from '../record.ts';
import { MemberCache } from '../record.ts';

type Registers = (Value | undefined)[];

/** `o.name`; a plain class value goes onto the prototype of the instance's class, a busy `__slots__` member into the site's cache. */
export function attributeSlow(o: Value, info: NameInfo, record: CodeRecord, slot: number): Result {
  const type = typeOf(o);
  const { getattro } = type.slots;
  if (getattro === genericGetAttr) {
    if (type.flags & TypeFlag.Heap) noteMember(type, info, record, slot);
    if (typeof o === 'object' && o.plain === type) installPlain(o, type, info);
    return genericGetAttr(o, info.name);
  }
  return getAttr(o, info.name);
}

const USES_BEFORE_ACCESSORS = 20;

function noteMember(type: PyType, info: NameInfo, record: CodeRecord, slot: number): void {
  const found = lookupType(type, info.name);
  if (found instanceof PyMember && found.spec === null && ++found.uses > USES_BEFORE_ACCESSORS)
    record.caches[slot] = new MemberCache(type, found);
}

/** A class attribute that is no descriptor becomes readable as `$name` of the instance. */
function installPlain(o: Value, type: PyType, info: NameInfo): void {
  const found = lookupType(type, info.name);
  if (found === ABSENT || found === None) return;
  const { slots } = typeOf(found);
  if (slots.descrGet !== null || slots.descrSet !== null || slots.descrDelete !== null) return;
  const keyed = type.proto as Keyed;
  if (!Object.hasOwn(o as object, info.attrKey)) keyed[info.attrKey] = found;
}

/** LOAD_METHOD: r[m], r[m+1] = function, self; false = raised. */
export function methodSlow(r: Registers, m: number, o: Value, info: NameInfo): boolean {
  if (typeof o === 'string') {
    const known = T.str.proto[info.methodKey];
    if (known != null) {
      r[m] = known as Value;
      r[m + 1] = o;
      return true;
    }
  }
  const type = typeOf(o);
  const { name } = info;
  if (type.slots.getattro === genericGetAttr) {
    const found = type.proto[info.methodKey] ?? lookupType(type, name);
    if (found !== ABSENT && typeOf(found as Value).flags & TypeFlag.MethodDescriptor) {
      const own = typeof o === 'object' ? ownAttribute(o, name) : ABSENT;
      if (own !== ABSENT) {
        r[m] = own;
        r[m + 1] = undefined;
        return true;
      }
      if (typeof o !== 'object' || (o.plain === type && !type.customGetattr) || !type.hasDict)
        type.proto[info.plainMethodKey] = found;
      r[m] = found as Value;
      r[m + 1] = o;
      return true;
    }
  }
  const v = getAttr(o, name);
  if (v === undefined) return false;
  r[m] = v;
  r[m + 1] = undefined;
  return true;
}

export function storeAttribute(o: Value, info: NameInfo, value: Value, record: CodeRecord, slot: number): Result {
  const type = typeOf(o);
  if (type.slots.setattro === genericSetAttr && type.flags & TypeFlag.Heap) {
    if (info.store === null) countStore(info);
    noteMember(type, info, record, slot);
  }
  return setAttr(o, info.name, value);
}

export function deleteAttribute(o: Value, name: string): Result {
  return delAttr(o, name);
}

/** super(k, s).name, or f(k, s).name when `f` is not the type super. */
export function superAttribute(f: Value, k: Value, s: Value, info: NameInfo, argc: number): Result {
  if (f !== T.super || !isType(k) || info.name === '__class__') {
    const made = argc === 0 ? call0(f) : call2(f, k, s);
    return made === undefined ? undefined : getAttr(made, info.name);
  }
  const objType = superCheck(k, s);
  if (objType === undefined) return undefined;
  const found = superLookup(k, s, objType, info.name);
  if (found !== ABSENT) return found;
  const made = call(f, [k, s]);
  return made === undefined ? undefined : getAttr(made, info.name);
}

/** The pair of LOAD_METHOD for a super attribute. */
export function superMethod(
  r: Registers,
  m: number,
  f: Value,
  k: Value,
  s: Value,
  info: NameInfo,
  argc: number,
): boolean {
  if (f === T.super && isType(k) && info.name !== '__class__') {
    const objType = superCheck(k, s);
    if (objType === undefined) return false;
    const { mro } = objType;
    for (let i = mro.indexOf(k) + 1; i < mro.length; i++) {
      const found = mro[i]!.attrs.get(info.name);
      if (found === undefined) continue;
      if (s !== objType && typeOf(found).flags & TypeFlag.MethodDescriptor) {
        r[m] = found;
        r[m + 1] = s;
        return true;
      }
      break;
    }
  }
  const v = superAttribute(f, k, s, info, argc);
  if (v === undefined) return false;
  r[m] = v;
  r[m + 1] = undefined;
  return true;
}

/** LOAD_SPECIAL: the with-statement's methods, with its error messages. */
export function specialMethod(r: Registers, m: number, o: Value, which: number): boolean {
  const name = SPECIAL_METHODS[which]!;
  const type = typeOf(o);
  const found = lookupType(type, name);
  if (found === ABSENT) {
    missingSpecial(type, which);
    return false;
  }
  if (typeOf(found).flags & TypeFlag.MethodDescriptor) {
    r[m] = found;
    r[m + 1] = o;
    return true;
  }
  const v = bind(found, o, type);
  if (v === undefined) return false;
  r[m] = v;
  r[m + 1] = undefined;
  return true;
}

function missingSpecial(type: PyType, which: number): void {
  const name = SPECIAL_METHODS[which]!;
  const isAsync = which >= 2;
  const protocol = isAsync ? 'asynchronous context manager' : 'context manager';
  const other = isAsync ? ['__enter__', '__exit__'] : ['__aenter__', '__aexit__'];
  const hasOther = other.every((n) => lookupType(type, n) !== ABSENT);
  const hint = hasOther
    ? ` but it supports the ${isAsync ? '' : 'asynchronous '}context manager protocol. Did you mean to use '${isAsync ? 'with' : 'async with'}'?`
    : '';
  typeError(`'${type.name}' object does not support the ${protocol} protocol (missed ${name} method)${hint}`);
}
