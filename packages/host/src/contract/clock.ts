/** Clocks, sleeping, and the C library's view of civil time. */
import type { SysResult } from './types.ts';

/** Clock ids, equal to Linux's CLOCK_* (a host of another system maps them). */
export const CLOCK = {
  REALTIME: 0,
  MONOTONIC: 1,
  PROCESS_CPUTIME_ID: 2,
  THREAD_CPUTIME_ID: 3,
  MONOTONIC_RAW: 4,
  REALTIME_COARSE: 5,
  MONOTONIC_COARSE: 6,
  BOOTTIME: 7,
  TAI: 11,
} as const;

/** `struct tm` with a full year and a 1-based month. */
export interface HostTm {
  year: number;
  /** 1 … 12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 = Sunday, as in C. */
  weekday: number;
  /** 0 … 365, as in C. */
  yearday: number;
  /** 1 summer time, 0 not, -1 unknown. */
  isdst: number;
  zone: string;
  /** Seconds east of UTC. */
  gmtoff: number;
}

/** What time.tzname, timezone, altzone and daylight are made of. */
export interface HostZone {
  standardName: string;
  summerName: string;
  /** Seconds west of UTC. */
  timezone: number;
  altzone: number;
  daylight: number;
}

export interface HostClock {
  /** Seconds as the double nearest to the nanosecond count; NaN when the clock does not exist. */
  seconds(clock: number): number;
  /** Throws HostError EINVAL when the clock does not exist. */
  nanoseconds(clock: number): bigint;
  /** Resolution in seconds; NaN when the clock does not exist. */
  resolution(clock: number): number;
  setTime(clock: number, seconds: number, nanoseconds: number): SysResult;
  /** Sleeps, GIL released. 0 when the time is over, -EINTR when a caught signal arrived before. */
  sleep(seconds: number): SysResult;

  /** Whole seconds since 1970. Throws HostError EOVERFLOW. */
  localtime(seconds: number): HostTm;
  gmtime(seconds: number): HostTm;
  /** Reads year … second and isdst, normalising; throws HostError EOVERFLOW. */
  mktime(tm: HostTm): number;
  /** C library strftime in the process's LC_TIME. */
  strftime(format: string, tm: HostTm): string;
  zone(): HostZone;
  /** Reads TZ again after a change of the environment. */
  tzset(): void;
}
