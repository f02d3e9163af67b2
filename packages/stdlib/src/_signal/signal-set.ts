/** Sets of signals as arguments and results. */
import type { PySet, Value } from '@pyston/objects';
import { asIndex, E, hooks, int, newSet, setAdd, toArray, valueError } from '@pyston/objects';
import { hostOf } from '../os-error.ts';

/** The C library keeps the signals between the standard and the real-time ones for itself. */
export function isUsable(n: number): boolean {
  const { numbers } = hostOf().signals;
  return n < 32 || n >= (numbers['SIGRTMIN'] ?? 34);
}

/** Signal numbers of an iterable; reserved ones are left out with a warning. */
export function signalNumbers(v: Value): number[] | undefined {
  const items = toArray(v);
  if (items === undefined) return undefined;
  const { count } = hostOf().signals;
  const out: number[] = [];
  for (const item of items) {
    const n = asIndex(item);
    if (n === undefined) return undefined;
    if (n < 1 || n >= count) return valueError(`signal number ${n} out of range [1; ${count - 1}]`);
    if (isUsable(n)) out.push(n);
    else if (hooks.warn(E.RuntimeWarning!, `invalid signal number ${n}, please use valid_signals()`, 1) === undefined)
      return undefined;
  }
  return out;
}

export function signalSet(numbers: readonly number[]): PySet | undefined {
  const s = newSet();
  for (const n of numbers) if (setAdd(s, int(n)) === undefined) return undefined;
  return s;
}
