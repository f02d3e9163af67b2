/** Operations on lists for the runtime and for modules. They work on the list itself, not through a subclass's methods. */
import type { Value } from '../core/value.ts';
import { DONE } from '../core/value.ts';
import { askLength, getIter, iterNext } from '../ops/iter.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { PyList } from './list.ts';

export { sortValues } from './sort.ts';

export function listAppend(l: PyList, v: Value): void {
  l.items.push(v);
}

export function listLen(l: PyList): number {
  return l.items.length;
}

/** Appends all items of a JS array (which may be the list's own). */
export function listExtendArray(l: PyList, more: readonly Value[]): void {
  const { items } = l;
  for (let i = 0, n = more.length; i < n; i++) items.push(more[i]!);
}

/** Appends all items of an iterable, one by one: what came before an error stays, and the iterable sees the list grow. */
export function listExtend(l: PyList, iterable: Value): true | undefined {
  if (iterable instanceof PyList || iterable instanceof PyTuple || iterable === l) {
    listExtendArray(l, (iterable as PyList | PyTuple).items);
    return true;
  }
  const it = getIter(iterable);
  if (it === undefined || !askLength(iterable)) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    l.items.push(v);
  }
}

/** Inserts before index `at` (0 … length). */
export function listInsert(l: PyList, at: number, v: Value): void {
  const { items } = l;
  if (at === items.length) items.push(v);
  else items.splice(at, 0, v);
}

/** Removes and gives item `at`. */
export function listRemoveAt(l: PyList, at: number): Value {
  const { items } = l;
  if (at === items.length - 1) return items.pop()!;
  return items.splice(at, 1)[0]!;
}
