/** Local time of the host, and timestamps. Seconds here count from 1 January of year 1. */
import type { Host } from '@pyston/host';
import { HostError } from '@pyston/host';
import type { Value } from '@pyston/objects';
import {
  E,
  index,
  int,
  isFloat,
  overflowError,
  raiseWith,
  roundHalfEven,
  strFromJs,
  ts,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { toOrdinal } from './calendar.ts';
import type { Clock } from './layout.ts';

export const EPOCH = 62135683200;
const FOLD_SEARCH = 86400;

export function host(): Host {
  return ts.runtime.host as Host;
}

export interface Civil extends Clock {
  year: number;
  month: number;
  day: number;
  zone: string;
  gmtoff: number;
}

/** Civil time of a Unix timestamp; undefined: raised. */
export function civil(timestamp: number, local: boolean): Civil | undefined {
  try {
    const { clock } = host();
    const tm = local ? clock.localtime(timestamp) : clock.gmtime(timestamp);
    const { year, month, day, hour, minute, zone, gmtoff } = tm;
    return { year, month, day, hour, minute, second: Math.min(tm.second, 59), micro: 0, fold: 0, zone, gmtoff };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return raiseWith(E.OSError!, int(error.errno), strFromJs(host().platform.strerror(error.errno)));
  }
}

export function secondsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  return ((toOrdinal(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

/** UTC seconds as seconds of local civil time. */
function localSeconds(u: number): number | undefined {
  const c = civil(u - EPOCH, true);
  return c === undefined ? undefined : secondsOf(c.year, c.month, c.day, c.hour, c.minute, c.second);
}

/** The Unix time of a local civil time: the earlier or later one where there are two (fold), beyond the gap where there is none. */
export function localToUnix(t: number, fold: number): number | undefined {
  const lt = localSeconds(t);
  if (lt === undefined) return undefined;
  const a = lt - t;
  const u1 = t - a;
  const t1 = localSeconds(u1);
  if (t1 === undefined) return undefined;
  let b: number;
  if (t1 === t) {
    const u2 = fold === 1 ? u1 + FOLD_SEARCH : u1 - FOLD_SEARCH;
    const lt2 = localSeconds(u2);
    if (lt2 === undefined) return undefined;
    b = lt2 - u2;
    if (a === b) return u1 - EPOCH;
  } else b = t1 - u1;
  const u2 = t - b;
  const t2 = localSeconds(u2);
  if (t2 === undefined) return undefined;
  if (t2 === t) return u2 - EPOCH;
  if (t1 === t) return u1 - EPOCH;
  return (fold === 1 ? Math.min(u1, u2) : Math.max(u1, u2)) - EPOCH;
}

/** 1 if this civil time of `timestamp` occurred once before, when clocks were set back. */
export function foldOf(timestamp: number, c: Civil): number | undefined {
  const seconds = secondsOf(c.year, c.month, c.day, c.hour, c.minute, c.second);
  const before = localSeconds(timestamp + EPOCH - FOLD_SEARCH);
  if (before === undefined) return undefined;
  const transition = seconds - before - FOLD_SEARCH;
  if (transition >= 0) return 0;
  const probe = localSeconds(timestamp + EPOCH + transition);
  return probe === undefined ? undefined : probe === seconds ? 1 : 0;
}

function outOfRange(): undefined {
  return overflowError('timestamp out of range for platform time_t');
}

/** Whole seconds and microseconds of a timestamp argument, rounded half to even. */
export function timestampParts(v: Value): { seconds: number; micros: number } | undefined {
  if (!isFloat(v)) {
    if (typeOf(v).slots.index === null) return typeError(`argument must be int or float, not ${typeOf(v).name}`);
    const seconds = timestampSeconds(v);
    return seconds === undefined ? undefined : { seconds, micros: 0 };
  }
  if (v.v !== v.v) return valueError('Invalid value NaN (not a number)');
  let seconds = Math.trunc(v.v);
  let micros = roundHalfEven((v.v - seconds) * 1e6);
  if (micros >= 1000000) {
    micros -= 1000000;
    seconds++;
  } else if (micros < 0) {
    micros += 1000000;
    seconds--;
  }
  return Math.abs(seconds) < 2 ** 63 ? { seconds: seconds + 0, micros: micros + 0 } : outOfRange();
}

/** Whole seconds of a timestamp argument, rounded down. */
export function timestampSeconds(v: Value): number | undefined {
  if (isFloat(v)) {
    if (v.v !== v.v) return valueError('Invalid value NaN (not a number)');
    return Math.abs(v.v) < 2 ** 63 ? Math.floor(v.v) : outOfRange();
  }
  const n = index(v);
  if (n === undefined) return undefined;
  return n > 0x7fffffffffffffffn || n < -0x8000000000000000n ? outOfRange() : Number(n);
}
