/** `isinstance()` and `issubclass()`. */
import { clearIf, raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { lookupType } from '../core/type-attrs.ts';
import { isSubtype, isType, typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { isTuple } from '../tuple/tuple.ts';
import { getAttr, getAttrOrAbsent } from './attr.ts';
import { tryCallSpecial } from './call.ts';
import { isTrue } from './compare.ts';

/** Tuples of classes inside one another. */
const DEEPEST_TUPLE = 200_000;

function tooDeep(name: string): undefined {
  return raise(E.RecursionError!, `maximum recursion depth exceeded in ${name}`);
}

/** `isinstance(v, cls)`; cls may be a tuple of classes. */
export function isInstance(v: Value, cls: Value, depth = 0): boolean | undefined {
  const type = typeOf(v);
  if (type === cls) return true;
  if (typeOf(cls) === T.type) return isType(cls) && plainInstance(v, cls);
  if (isTuple(cls)) {
    if (depth > DEEPEST_TUPLE) return tooDeep('__instancecheck__');
    for (const c of cls.items) {
      const r = isInstance(v, c, depth + 1);
      if (r !== false) return r;
    }
    return false;
  }
  const r = tryCallSpecial(cls, '__instancecheck__', [v]);
  if (r === undefined) return undefined;
  if (r !== ABSENT) return isTrue(r);
  return abstractInstance(v, cls);
}

function plainInstance(v: Value, cls: Value): boolean | undefined {
  const type = typeOf(v);
  if (!isType(cls)) return false;
  if (isSubtype(type, cls)) return true;
  if (
    type.slots.getattro === T.object!.slots.getattro &&
    lookupType(type, '__class__') === T.object!.attrs.get('__class__')
  )
    return false;
  const claimed = getAttr(v, '__class__');
  if (claimed === undefined) return clearIf(E.AttributeError!) ? false : undefined;
  return isType(claimed) && claimed !== type && isSubtype(claimed, cls);
}

function abstractInstance(v: Value, cls: Value): boolean | undefined {
  const bases = basesOf(cls);
  if (bases === undefined) return undefined;
  if (bases === null) return typeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
  const claimed = getAttr(v, '__class__');
  return claimed === undefined ? undefined : derives(claimed, cls);
}

/** `__bases__` if it is a tuple, else null. */
function basesOf(cls: Value): readonly Value[] | null | undefined {
  const bases = getAttrOrAbsent(cls, '__bases__');
  if (bases === undefined) return undefined;
  return bases !== ABSENT && isTuple(bases) ? bases.items : null;
}

function derives(cls: Value, base: Value): boolean | undefined {
  if (cls === base) return true;
  const bases = basesOf(cls);
  if (bases === undefined) return undefined;
  for (const b of bases ?? []) {
    const r = derives(b, base);
    if (r !== false) return r;
  }
  return false;
}

/** `issubclass(cls, base)`; base may be a tuple of classes. */
export function isSubclass(cls: Value, base: Value, depth = 0): boolean | undefined {
  if (typeOf(base) === T.type) {
    if (cls === base) return true;
    return isType(cls) && isType(base) ? isSubtype(cls, base) : abstractSubclass(cls, base);
  }
  if (isTuple(base)) {
    if (depth > DEEPEST_TUPLE) return tooDeep('__subclasscheck__');
    for (const b of base.items) {
      const r = isSubclass(cls, b, depth + 1);
      if (r !== false) return r;
    }
    return false;
  }
  const r = tryCallSpecial(base, '__subclasscheck__', [cls]);
  if (r === undefined) return undefined;
  return r === ABSENT ? abstractSubclass(cls, base) : isTrue(r);
}

function abstractSubclass(cls: Value, base: Value): boolean | undefined {
  const own = basesOf(cls);
  if (own === undefined) return undefined;
  if (own === null) return typeError('issubclass() arg 1 must be a class');
  const other = basesOf(base);
  if (other === undefined) return undefined;
  if (other === null) return typeError('issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return derives(cls, base);
}

hooks.abstractIsSubclass = (cls, base) => abstractSubclass(cls, base);
