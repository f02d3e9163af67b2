/** Hash and equality through the slots, as keys of containers use them. */
import { typeError } from '../core/errors.ts';
import { NotImplemented } from '../core/singletons.ts';
import { isSubtype, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';

/** hash(v). */
export function hash(v: Value): PyInt | undefined {
  const t = typeOf(v);
  const slot = t.slots.hash;
  return slot === null ? typeError(`unhashable type: '${t.name}'`) : slot(v);
}

/** `a is b or a == b`. */
export function eq(a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  const r = compareEq(a, b);
  if (r === undefined) return undefined;
  if (r === NotImplemented) return false;
  return typeof r === 'boolean' ? r : truth(r);
}

function compareEq(a: Value, b: Value): Result {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const reflectedFirst = ta !== tb && isSubtype(tb, ta) && tb.slots.eq !== null;
  if (reflectedFirst) {
    const r = tb.slots.eq!(b, a);
    if (r !== NotImplemented) return r;
  }
  if (ta.slots.eq !== null) {
    const r = ta.slots.eq(a, b);
    if (r !== NotImplemented) return r;
  }
  if (reflectedFirst || tb.slots.eq === null) return NotImplemented;
  return tb.slots.eq(b, a);
}

function truth(v: Value): boolean | undefined {
  const { slots } = typeOf(v);
  if (slots.bool !== null) return slots.bool(v);
  if (slots.len === null) return true;
  const n = slots.len(v);
  return n === undefined ? undefined : n > 0;
}
