/**
 * `len`, `l[i]`, `l[i] = v`, `append`, `pop` and `in` on lists that are no exact PyList: subclasses, and lists in native storage (list.ts). Functions of their own, so
 * that the accesses for the exact type see ordinary arrays alone: one Proxy among them would slow them down for good.
 */
import type { Value } from '../core/value.ts';
import { eq } from '../ops/compare.ts';
import type { PyList } from './list.ts';

export function lengthGeneral(l: PyList): number {
  return l.native === undefined ? l.items.length : l.native.length(l);
}

/** Item `i`, negative ones counted from the end; undefined if it is out of range. */
export function itemGeneral(l: PyList, i: number): Value | undefined {
  const n = lengthGeneral(l);
  const at = i < 0 ? i + n : i;
  if (at < 0 || at >= n) return undefined;
  return l.native === undefined ? l.items[at] : l.native.get(l, at);
}

/** Stores item `i`; false if it is out of range. */
export function storeGeneral(l: PyList, i: number, v: Value): boolean {
  const n = lengthGeneral(l);
  const at = i < 0 ? i + n : i;
  if (at < 0 || at >= n) return false;
  if (l.native === undefined) l.items[at] = v;
  else l.native.set(l, at, v);
  return true;
}

export function appendGeneral(l: PyList, v: Value): void {
  if (l.native === undefined) l.items.push(v);
  else l.native.push(l, v);
}

/** The last item, removed; undefined if there is none. */
export function popGeneral(l: PyList): Value | undefined {
  return l.items.pop();
}

/** `undefined` = raised. */
export function containsGeneral(l: PyList, v: Value): boolean | undefined {
  for (let i = 0; i < lengthGeneral(l); i++) {
    const same = eq(itemGeneral(l, i)!, v);
    if (same !== false) return same;
  }
  return false;
}
