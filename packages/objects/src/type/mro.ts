/**
 * Method resolution order of classes: mro() of metaclasses, and the changes that `__bases__` makes.
 *
 * Invariant: a class whose new order is refused keeps bases, order and subclasses as they were.
 */
import { typeError } from '../core/errors.ts';
import { linearise } from '../core/mro.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { fillSlots } from '../core/slot-update.ts';
import type { PyType } from '../core/type.ts';
import { lookupType, uninstallAll } from '../core/type-attrs.ts';
import { isSubtype, isType, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { tryCallSpecial } from '../ops/call.ts';
import { toArray } from '../ops/iter.ts';
import { bestBase, solidBase } from './layout.ts';

/** The order that the bases of a class give it (C3), itself included. */
export function defaultMro(type: PyType): PyType[] | undefined {
  const rest = linearise(type.bases);
  return rest === undefined ? undefined : [type, ...rest];
}

/** A metaclass may override mro(): true when the class has the order that it wants. */
export function customMro(type: PyType): boolean {
  const meta = typeOf(type);
  if (meta === T.type) return true;
  const found = lookupType(meta, 'mro');
  if (found === ABSENT || found === lookupType(T.type!, 'mro')) return true;
  const old = type.mro;
  const r = tryCallSpecial(type, 'mro', []);
  if (r === undefined) return false;
  const items = toArray(r as Value);
  if (items === undefined || !suitable(type, items)) return false;
  // mro() that assigned __bases__ has set a newer order already
  if (type.mro !== old) return true;
  type.mro = items;
  type.lookupCache.clear();
  return true;
}

function suitable(type: PyType, items: Value[]): items is PyType[] {
  if (items.length === 0) {
    typeError('type MRO must not be empty');
    return false;
  }
  const solid = solidBase(type);
  for (const t of items) {
    if (!isType(t)) {
      typeError(`mro() returned a non-class ('${typeOf(t).name}')`);
      return false;
    }
    if (t !== type && !isSubtype(solid, solidBase(t))) {
      typeError(`mro() returned base with unsuitable layout ('${t.name}')`);
      return false;
    }
  }
  return true;
}

/** Assigning `__bases__`: recomputes the MRO of the class and its subclasses. */
export function setBases(type: PyType, bases: PyType[]): Result {
  const best = bestBase(bases);
  if (best === undefined) return undefined;
  if (type.base !== null && solidBase(best) !== solidBase(type.base)) {
    return typeError(`__bases__ assignment: '${best.name}' object layout differs from '${type.base.name}'`);
  }
  const { bases: oldBases, base: oldBase } = type;
  type.bases = bases;
  type.base = best;
  const undo: [PyType, PyType[]][] = [];
  if (!relinearise(type, undo)) {
    for (const [t, mro] of undo.reverse()) {
      t.mro = mro;
      t.lookupCache.clear();
    }
    if (type.bases === bases) {
      type.bases = oldBases;
      type.base = oldBase;
    }
    return undefined;
  }
  // mro() that assigned __bases__ has moved the class already
  if (type.bases === bases) moveSubclass(type, oldBases, bases);
  for (const [t] of undo) refresh(t);
  return None;
}

function moveSubclass(type: PyType, from: readonly PyType[], to: readonly PyType[]): void {
  for (const b of from) for (const ref of b.subclasses) if (ref.deref() === type) b.subclasses.delete(ref);
  for (const b of to) b.subclasses.add(new WeakRef(type));
}

/** New orders of a class and its subclasses; the old ones go to `undo`. */
function relinearise(type: PyType, undo: [PyType, PyType[]][]): boolean {
  const mro = defaultMro(type);
  if (mro === undefined) return false;
  undo.push([type, type.mro]);
  type.mro = mro;
  type.lookupCache.clear();
  if (!customMro(type)) return false;
  for (const ref of [...type.subclasses]) {
    const sub = ref.deref();
    if (sub !== undefined && !relinearise(sub, undo)) return false;
  }
  return true;
}

function refresh(type: PyType): void {
  type.lookupCache.clear();
  type.version++;
  uninstallAll(type);
  fillSlots(type, lookupType);
}
