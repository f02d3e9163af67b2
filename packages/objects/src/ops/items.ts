/** Subscription, length, membership (Data model §3.3.7). */
import { typeError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import { lookupType } from '../core/type-attrs.ts';
import { isType, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { genericAlias } from '../genericalias/genericalias.ts';
import { call1, bind } from './call.ts';
import { getAttrOrAbsent } from './attr.ts';
import { eq } from './compare.ts';
import { getIter, iterNext } from './iter.ts';

/** `len(o)` as JS number. */
export function len(o: Value): number | undefined {
  const slot = typeOf(o).slots.len;
  return slot === null ? typeError(`object of type '${typeOf(o).name}' has no len()`) : slot(o);
}

/** `o[key]`. */
export function getItem(o: Value, key: Value): Result {
  const slot = typeOf(o).slots.getitem;
  if (slot !== null) return slot(o, key);
  if (isType(o)) return classGetItem(o, key);
  return typeError(`'${typeOf(o).name}' object is not subscriptable`);
}

/** `C[key]` through `__class_getitem__` (PEP 560). */
function classGetItem(cls: Value, key: Value): Result {
  if (!isType(cls)) return undefined;
  // `type` has no __class_getitem__: its subclasses are not generic
  if (cls === T.type) return genericAlias(cls, key);
  const found = lookupType(cls, '__class_getitem__');
  if (found !== ABSENT) {
    const bound = bind(found, ABSENT, cls);
    return bound === undefined ? undefined : call1(bound, key);
  }
  const meta = getAttrOrAbsent(cls, '__class_getitem__');
  if (meta === undefined) return undefined;
  return meta === ABSENT ? typeError(`type '${cls.name}' is not subscriptable`) : call1(meta, key);
}

/** `o[key] = value`; gives None. */
export function setItem(o: Value, key: Value, value: Value): Result {
  const slot = typeOf(o).slots.setitem;
  return slot === null ? typeError(`'${typeOf(o).name}' object does not support item assignment`) : slot(o, key, value);
}

/** `del o[key]`; gives None. */
export function delItem(o: Value, key: Value): Result {
  const slot = typeOf(o).slots.delitem;
  if (slot !== null) return slot(o, key);
  return typeError(
    `'${typeOf(o).name}' object ${typeOf(o).slots.setitem === null ? "doesn't" : 'does not'} support item deletion`,
  );
}

/** `value in container`. */
export function contains(container: Value, value: Value): boolean | undefined {
  const type = typeOf(container);
  if (type.slots.contains !== null) return type.slots.contains(container, value);
  if (type.slots.iter === null && type.slots.getitem === null)
    return typeError(`argument of type '${type.name}' is not a container or iterable`);
  const it = getIter(container);
  if (it === undefined) return undefined;
  for (;;) {
    const item = iterNext(it);
    if (item === undefined) return undefined;
    if (item === DONE) return false;
    const same = eq(item, value);
    if (same !== false) return same;
  }
}
