/** Comparisons, truth and identity (Language reference §6.10, §4.1). */
import { typeError } from '../core/errors.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { PyFloat } from '../float/float.ts';
import { PyAstralStr } from '../str/astral.ts';

export type CompareOp = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';

const SIGN: Record<CompareOp, string> = { lt: '<', le: '<=', eq: '==', ne: '!=', gt: '>', ge: '>=' };
const SWAPPED: Record<CompareOp, CompareOp> = { lt: 'gt', le: 'ge', eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le' };

/** `a op b`. */
export function richCompare(a: Value, b: Value, op: CompareOp): Result {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const swapped = SWAPPED[op];
  const reflected = tb.slots[swapped];
  let tried = false;
  if (tb !== ta && reflected !== null && isProperSubtype(tb, ta)) {
    const r = reflected(b, a);
    if (r !== NotImplemented) return r;
    tried = true;
  }
  const forward = ta.slots[op];
  if (forward !== null) {
    const r = forward(a, b);
    if (r !== NotImplemented) return r;
  }
  if (!tried && reflected !== null) {
    const r = reflected(b, a);
    if (r !== NotImplemented) return r;
  }
  if (op === 'eq') return is(a, b);
  if (op === 'ne') return !is(a, b);
  return typeError(`'${SIGN[op]}' not supported between instances of '${ta.name}' and '${tb.name}'`);
}

function isProperSubtype(t: PyType, base: PyType): boolean {
  return t.mro.includes(base);
}

/** `a is b`: value types are identical iff type and bits are equal. */
export function is(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof PyFloat && b instanceof PyFloat) return Object.is(a.v, b.v) && a.v === a.v;
  if (a instanceof PyAstralStr && b instanceof PyAstralStr) return sameCodePoints(a, b);
  return false;
}

function sameCodePoints(a: PyAstralStr, b: PyAstralStr): boolean {
  if (a.cps.length !== b.cps.length) return false;
  for (let i = 0; i < a.cps.length; i++) if (a.cps[i] !== b.cps[i]) return false;
  return true;
}

/** Equality as containers see it: identity first, then `==`; `undefined` = raised. */
export function eq(a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (typeof a === 'number' && typeof b === 'number') return false;
  if (is(a, b)) return true;
  const r = richCompare(a, b, 'eq');
  return r === undefined ? undefined : isTrue(r);
}

/** Truth of `a < b`; `undefined` = raised. */
export function lt(a: Value, b: Value): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const r = richCompare(a, b, 'lt');
  return r === undefined ? undefined : isTrue(r);
}

/** Truth value testing; `undefined` = raised. */
export function isTrue(v: Value): boolean | undefined {
  if (typeof v === 'boolean') return v;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v.length !== 0;
  if (typeof v === 'bigint') return true;
  if (v === None) return false;
  const { slots } = v.cls;
  if (slots.bool !== null) return slots.bool(v);
  if (slots.len !== null) {
    const n = slots.len(v);
    return n === undefined ? undefined : n !== 0;
  }
  return true;
}
