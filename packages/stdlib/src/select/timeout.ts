/** Timeouts of the waiting calls, and waiting again after a signal with the time that is left (PEP 475). */
import type { Value } from '@pyston/objects';
import { hooks, index, isFloat, overflowError, typeError, typeOf, valueError } from '@pyston/objects';
import { CLOCK } from '@pyston/host';
import { hostOf } from '../os-error.ts';

const EINTR = -4;
const PYTIME_MAX = 9223372036.854776;

/** A number of seconds or milliseconds (`unit` = how many in a second); `message` for other types. */
export function timeoutArg(v: Value, unit: number, message: string): number | undefined {
  let n: number;
  if (isFloat(v)) n = v.v;
  else {
    if (typeOf(v).slots.index === null) return typeError(message);
    const i = index(v);
    if (i === undefined) return undefined;
    n = Number(i);
  }
  if (Number.isNaN(n)) return valueError('Invalid value NaN (not a number)');
  return Math.abs(n / unit) >= PYTIME_MAX ? overflowError('timestamp out of range for C PyTime_t') : n;
}

/** Calls `wait(milliseconds)` until it is not interrupted; `seconds` null = no limit. `undefined` = a handler raised. */
export function waiting<R>(seconds: number | null, wait: (timeoutMs: number) => R): R | undefined {
  const { clock } = hostOf();
  const deadline = seconds === null ? 0 : clock.seconds(CLOCK.MONOTONIC) + seconds;
  let left = seconds;
  for (;;) {
    const r = wait(left === null ? -1 : left * 1000);
    if ((r as unknown) !== EINTR) return r;
    if (hooks.handleSignals() === undefined) return undefined;
    if (left !== null) left = Math.max(0, deadline - clock.seconds(CLOCK.MONOTONIC));
  }
}
