/**
 * `len`, `append`, `pop` and `in` on lists that are no exact PyList: subclasses, and lists in native storage (list.ts). Functions of their own, so
 * that the accesses for the exact type see ordinary arrays alone: one Proxy among them would slow them down for good.
 */
import type { Value } from '../core/value.ts';
import { eq } from '../ops/compare.ts';
import type { PyList } from './list.ts';

export function lengthGeneral(l: PyList): number {
  return l.items.length;
}

export function appendGeneral(l: PyList, v: Value): void {
  l.items.push(v);
}

/** The last item, removed; undefined if there is none. */
export function popGeneral(l: PyList): Value | undefined {
  return l.items.pop();
}

/** `undefined` = raised. */
export function containsGeneral(l: PyList, v: Value): boolean | undefined {
  for (let i = 0; i < l.items.length; i++) {
    const same = eq(l.items[i]!, v);
    if (same !== false) return same;
  }
  return false;
}
