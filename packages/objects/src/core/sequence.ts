/** What list, tuple and range have in common: indices, comparison, search, repr. */
import { overflowError, raiseWith, typeError } from './errors.ts';
import type { PyObject } from './object.ts';
import { E } from './registry.ts';
import { typeOf } from './type.ts';
import type { PyInt, Result, Value } from './value.ts';
import { MAX_SAFE } from './value.ts';
import { asSsize, index } from '../ops/arith.ts';
import type { CompareOp } from '../ops/compare.ts';
import { eq, richCompare } from '../ops/compare.ts';
import { enterRepr, leaveRepr, reprJs } from '../ops/text.ts';

/** A subscript that is no slice, as JS number; `undefined` = raised. `what`: "list", "tuple" … */
export function subscript(key: Value, what: string): number | undefined {
  if (typeof key === 'number') return key;
  if (typeOf(key).slots.index === null)
    return typeError(`${what} indices must be integers or slices, not ${typeOf(key).name}`);
  return asSsize(key, E.IndexError!);
}

/** The count of a repetition, at least 0; `undefined` = raised. */
export function sequenceCount(n: Value): number | undefined {
  if (typeof n === 'number') return n < 0 ? 0 : n;
  if (typeOf(n).slots.index === null)
    return typeError(`can't multiply sequence by non-int of type '${typeOf(n).name}'`);
  const count: PyInt | undefined = index(n);
  if (count === undefined) return undefined;
  if (typeof count === 'bigint' && count === BigInt.asIntN(64, count)) return count < 0n ? 0 : MAX_SAFE;
  if (typeof count === 'bigint') return overflowError(`cannot fit '${typeOf(n).name}' into an index-sized integer`);
  return count < 0 ? 0 : count;
}

/** The engine ends the process when an array grows beyond 112 million items: MemoryError before that. */
const MOST_ITEMS = 100_000_000;

/** `items` repeated; `undefined` = raised. */
export function repeated(items: readonly Value[], count: number): Value[] | undefined {
  const n = items.length;
  if (n * count > MOST_ITEMS) return raiseWith(E.MemoryError!);
  const out: Value[] = [];
  if (n === 0) return out;
  if (n === 1) {
    const v = items[0]!;
    for (let i = 0; i < count; i++) out.push(v);
    return out;
  }
  for (let k = 0; k < count; k++) for (let i = 0; i < n; i++) out.push(items[i]!);
  return out;
}

/** Compares two sequences whose arrays are read anew at each step, since comparing items may change them. */
export function compareSequences(
  a: { readonly items: readonly Value[] },
  b: { readonly items: readonly Value[] },
  op: CompareOp,
): Result {
  if (a.items.length !== b.items.length) {
    if (op === 'eq') return false;
    if (op === 'ne') return true;
  }
  let i = 0;
  for (; i < a.items.length && i < b.items.length; i++) {
    const same = eq(a.items[i]!, b.items[i]!);
    if (same === undefined) return undefined;
    if (!same) break;
  }
  const m = a.items.length;
  const n = b.items.length;
  if (i >= m || i >= n) return compareLengths(m, n, op);
  if (op === 'eq') return false;
  if (op === 'ne') return true;
  return richCompare(a.items[i]!, b.items[i]!, op);
}

export function compareLengths(m: number, n: number, op: CompareOp): boolean {
  switch (op) {
    case 'lt':
      return m < n;
    case 'le':
      return m <= n;
    case 'eq':
      return m === n;
    case 'ne':
      return m !== n;
    case 'gt':
      return m > n;
    default:
      return m >= n;
  }
}

/** Index of the first equal item in [start, stop), -1 if there is none; `undefined` = raised. */
export function indexOf(
  seq: { readonly items: readonly Value[] },
  v: Value,
  start: number,
  stop: number,
): number | undefined {
  for (let i = start; i < stop && i < seq.items.length; i++) {
    const same = eq(seq.items[i]!, v);
    if (same === undefined) return undefined;
    if (same) return i;
  }
  return -1;
}

export function countOf(seq: { readonly items: readonly Value[] }, v: Value): number | undefined {
  let n = 0;
  for (let i = 0; i < seq.items.length; i++) {
    const same = eq(seq.items[i]!, v);
    if (same === undefined) return undefined;
    if (same) n++;
  }
  return n;
}

/** The reprs of the items joined by ", "; `inner` is given where the repr of `o` is being made already. */
export function reprItems(
  o: PyObject,
  seq: { readonly items: readonly Value[] },
  open: string,
  close: string,
  inner: string,
): string | undefined {
  if (!enterRepr(o)) return inner;
  let out = open;
  for (let i = 0; i < seq.items.length; i++) {
    const text = reprJs(seq.items[i]!);
    if (text === undefined) {
      leaveRepr(o);
      return undefined;
    }
    out += i === 0 ? text : `, ${text}`;
  }
  leaveRepr(o);
  return out + close;
}
