/**
 * Class attributes: look-up along the MRO, and the only functions that change `PyType.attrs`.
 *
 * Invariants kept by a change of attribute `x` on class C, for C and every subclass:
 *  1. the look-up caches forget `x`, `version` moves on;
 *  2. what was installed on the prototypes for `x` (`$x`, `m$x`, `w$x`) is unset (never `delete`);
 *  3. if `x` is a dunder with a slot, the slot is computed again;
 *  4. if instances may already hold an own `$x` that must no longer win (data descriptor) or no longer be hidden
 *     by a method selector (function), the name is poisoned: bare loads of it miss from then on, everywhere.
 */
import type { NameInfo } from './names.ts';
import type { Keyed } from './object.ts';
import { nameInfo, poisonAllNames, poisonMethodName, poisonName } from './names.ts';
import { updateSlot } from './slot-update.ts';
import { type PyType, typeOf } from './type.ts';
import type { Absent, Value } from './value.ts';
import { ABSENT } from './value.ts';

/** The attribute `name` of the first class in the MRO that has it. */
export function lookupType(type: PyType, name: string): Value | Absent {
  const cached = type.lookupCache.get(name);
  if (cached !== undefined) return cached;
  let found: Value | Absent = ABSENT;
  for (const t of type.mro) {
    const v = t.attrs.get(name);
    if (v !== undefined) {
      found = v;
      break;
    }
  }
  type.lookupCache.set(name, found);
  return found;
}

/** The class in the MRO that defines `name`, or null. */
export function definingType(type: PyType, name: string): PyType | null {
  for (const t of type.mro) if (t.attrs.has(name)) return t;
  return null;
}

/** Sets an attribute of a class. */
export function setTypeAttr(type: PyType, name: string, value: Value): void {
  type.attrs.set(name, value);
  if (type.instantiated || type.subclasses.size > 0) guardInstances(name, value);
  invalidate(type, name);
}

/** Removes an attribute of a class; tells whether it was there. */
export function deleteTypeAttr(type: PyType, name: string): boolean {
  if (!type.attrs.delete(name)) return false;
  invalidate(type, name);
  return true;
}

/** Invariant 4. */
function guardInstances(name: string, value: Value): void {
  const { slots, flags } = typeOf(value);
  if (slots.descrSet !== null || slots.descrDelete !== null) poisonName(name);
  else if (flags & METHOD_DESCRIPTOR) poisonMethodName(name);
  if (name === '__getattribute__' || name === '__getattr__') poisonAllNames();
}

const METHOD_DESCRIPTOR = 256;

const INSTALLED = /^(m\d*|w)?\$/;

/** Everything derived from attribute `name` is dropped in `type` and its subclasses (invariants 1–3). */
function invalidate(type: PyType, name: string): void {
  type.version++;
  type.lookupCache.delete(name);
  uninstall(type, name);
  if (name.startsWith('__') && name.endsWith('__')) updateSlot(type, name, lookupType);
  for (const ref of type.subclasses) {
    const sub = ref.deref();
    if (sub !== undefined) invalidate(sub, name);
  }
}

function uninstall(type: PyType, name: string): void {
  const info = nameInfo(name);
  const { proto } = type;
  if (proto[info.attrKey] !== undefined) proto[info.attrKey] = undefined;
  if (proto[info.plainMethodKey] !== undefined) proto[info.plainMethodKey] = undefined;
  if (proto[info.storeKey] !== undefined) proto[info.storeKey] = undefined;
  if (info.arities !== null) uninstallSelectors(proto, info);
  if (name === '__setattr__' || name === '__getattribute__' || name === '__getattr__' || name === '__delattr__')
    uninstallAll(type);
}

/** The prototype has no selectors for the name. */
export function uninstallSelectors(holder: Keyed, info: NameInfo): void {
  if (info.arities === null) return;
  for (const argc of info.arities) {
    const key = `m${argc}${info.attrKey}`;
    if (holder[key] !== undefined) holder[key] = undefined;
  }
}

/** The object hides the class's method from now on. */
export function hideSelectors(o: Keyed, info: NameInfo): void {
  if (info.arities === null) return;
  for (const argc of info.arities) {
    const key = `m${argc}${info.attrKey}`;
    o[key] = undefined;
  }
}

/** Forgets everything that was installed on a prototype, and the whole look-up cache: MRO or attribute hooks changed. */
export function uninstallAll(type: PyType): void {
  const { proto } = type;
  type.version++;
  type.lookupCache.clear();
  for (const key of Object.keys(proto)) {
    if (INSTALLED.test(key)) proto[key] = undefined;
  }
}
