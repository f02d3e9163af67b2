/**
 * Which classes share a memory layout.
 *
 * The solid base of a class is the ancestor that last added fields; two classes can be bases of one only if the solid
 * base of one is an ancestor of the other's.
 */
import { typeError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import type { PyType } from '../core/type.ts';
import { builtinName } from './names.ts';
import { isSubtype, isType, TypeFlag } from '../core/type.ts';
import type { Value } from '../core/value.ts';

/** The class, itself or an ancestor, that last added fields to the layout. */
export function solidBase(type: PyType): PyType {
  let t = type;
  while (t.base !== null && !addsLayout(t)) t = t.base;
  return t;
}

function addsLayout(t: PyType): boolean {
  if (t.flags & TypeFlag.Heap) return t.ownSlots !== null && t.ownSlots.length > 0;
  if (t.flags & TypeFlag.SameLayout) return false;
  return t.base === null || fieldCount(t) !== fieldCount(t.base);
}

const fieldCounts = new WeakMap<PyType, number>();

/** Fields that a built-in layout has: a class that adds none shares its base's layout, as most exceptions do. */
function fieldCount(t: PyType): number {
  let n = fieldCounts.get(t);
  if (n === undefined) {
    n = t === T.type ? -1 : Object.getOwnPropertyNames(new t.instanceClass()).length;
    fieldCounts.set(t, n);
  }
  return n;
}

/** The values as bases of one class. */
export function checkBases(bases: readonly Value[]): PyType[] | undefined {
  const out: PyType[] = [];
  for (const base of bases) {
    if (!isType(base)) return typeError('bases must be types');
    if (!(base.flags & TypeFlag.Base)) return typeError(`type '${builtinName(base)}' is not an acceptable base type`);
    if (out.includes(base)) return typeError(`duplicate base class ${base.name}`);
    out.push(base);
  }
  return out;
}

/** The base whose layout a class with these bases extends. */
export function bestBase(bases: readonly PyType[]): PyType | undefined {
  let winner: PyType | null = null;
  let best = bases[0]!;
  for (const base of bases) {
    const solid = solidBase(base);
    if (winner === null || (solid !== winner && isSubtype(solid, winner))) {
      winner = solid;
      best = base;
    } else if (!isSubtype(winner, solid)) {
      return typeError('multiple bases have instance lay-out conflict');
    }
  }
  return best;
}
