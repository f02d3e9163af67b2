/** Iteration (Data model §3.3.7, `iter()`, `next()`). */
import { clearIf, raise, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { NotImplemented } from '../core/singletons.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { PyList } from '../list/list.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { PySeqIter } from '../iterators/seqiter.ts';
import { tryCallSpecial } from './call.ts';

/** `iter(o)`. */
export function getIter(o: Value): Result {
  const { slots, name, flags } = typeOf(o);
  if (slots.iter !== null) {
    const it = slots.iter(o);
    if (it === undefined || typeOf(it).slots.next !== null) return it;
    return typeError(`iter() returned non-iterator of type '${typeOf(it).name}'`);
  }
  if (slots.getitem !== null && (flags & TypeFlag.NoSequence) === 0) return new PySeqIter(o);
  return typeError(`'${name}' object is not iterable`);
}

/** The next item, DONE, or `undefined` = raised. `it` has a `next` slot. */
export function iterNext(it: Value): Value | Done | undefined {
  return typeOf(it).slots.next!(it);
}

/** All items in a fresh array. */
export function toArray(o: Value): Value[] | undefined {
  if (o instanceof PyList) return o.items.slice();
  if (o instanceof PyTuple) return o.items.slice();
  const it = getIter(o);
  if (it === undefined) return undefined;
  const out: Value[] = [];
  const { next } = typeOf(it).slots;
  for (;;) {
    const v = next!(it);
    if (v === undefined) return undefined;
    if (v === DONE) return out;
    out.push(v);
  }
}

/** The items as `list(o)` collects them: an instance of a program's class is asked first how many there will be. */
export function collect(o: Value): Value[] | undefined {
  return askLength(o) ? toArray(o) : undefined;
}

/** False if the length of an instance of a program's class cannot be asked for without an error. */
export function askLength(o: Value): boolean {
  const type = typeOf(o);
  return !(type.flags & TypeFlag.Heap) || type.slots.iter === null || lengthHint(o, 0) !== undefined;
}

/** `operator.length_hint(o, fallback)`. */
export function lengthHint(o: Value, fallback: number): number | undefined {
  const { slots } = typeOf(o);
  if (slots.len !== null) {
    const n = slots.len(o);
    if (n !== undefined) return n;
    if (!clearIf(E.TypeError!)) return undefined;
  }
  const hint = tryCallSpecial(o, '__length_hint__', []);
  if (hint === ABSENT || hint === NotImplemented) return fallback;
  if (hint === undefined) return clearIf(E.TypeError!) ? fallback : undefined;
  if (typeof hint === 'boolean') return hint ? 1 : 0;
  if (typeof hint !== 'number') return typeError(`__length_hint__ must be an integer, not ${typeOf(hint).name}`);
  if (hint < 0) return raise(E.ValueError!, '__length_hint__() should return >= 0');
  return hint;
}
