/** Comparison of doubles with ints: exact, JS compares numbers and bigints by mathematical value. */
import type { Binary } from '../core/slots.ts';
import { NotImplemented } from '../core/singletons.ts';
import type { PyInt, Value } from '../core/value.ts';
import { intOrUndefined } from '../int/int.ts';
import { isFloat } from './float.ts';
import type { PyFloat } from './float.ts';

/** The other side as something JS can compare with a double; undefined for other types. */
function comparable(v: Value): number | bigint | undefined {
  return typeof v === 'object' && isFloat(v) ? v.v : (intOrUndefined(v) as number | bigint | undefined);
}

export function doubleEqualsInt(v: number, n: PyInt): boolean {
  return typeof n === 'number' ? v === n : v === Number(n) && Number.isFinite(v) && BigInt(v) === n;
}

function equals(a: number, b: number | bigint): boolean {
  return typeof b === 'number' ? a === b : doubleEqualsInt(a, b as PyInt);
}

function compare(test: (a: number, b: number | bigint) => boolean): Binary {
  return (a: PyFloat, other) => {
    const b = comparable(other);
    return b === undefined ? NotImplemented : test(a.v, b);
  };
}

export const floatCompareSlots: Readonly<Record<'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', Binary>> = {
  eq: compare(equals),
  ne: compare((a, b) => !equals(a, b)),
  lt: compare((a, b) => a < b),
  le: compare((a, b) => a <= b),
  gt: compare((a, b) => a > b),
  ge: compare((a, b) => a >= b),
};
