/**
 * HostClock on process.hrtime and Date. The real-time clock is Date's millisecond refined by the monotonic clock, and
 * set anew when the two drift apart by more than the millisecond that Date cuts off.
 */
import { constants } from 'node:os';
import { CLOCK, type HostClock, type HostTm, type HostZone } from '../../contract/clock.ts';
import type { SysResult } from '../../contract/types.ts';
import { civilFromSeconds, secondsFromCivil } from '../../civil.ts';
import { strftime } from '../../strftime.ts';
import { ENOSYS, hostError } from './errors.ts';

const { EINVAL, EOVERFLOW } = constants.errno;
const NS_PER_MS = 1_000_000n;
const MAX_DATE_SECONDS = 8.64e12;
const MAX_WAIT_MS = 2 ** 31;

export class PortableClock implements HostClock {
  #realOffset = 0n;

  seconds(clock: number): number {
    const ns = this.#read(clock);
    return ns === undefined ? Number.NaN : Number(ns) / 1e9;
  }

  nanoseconds(clock: number): bigint {
    const ns = this.#read(clock);
    if (ns === undefined) throw hostError(-EINVAL, 'clock_gettime');
    return ns;
  }

  resolution(clock: number): number {
    if (this.#read(clock) === undefined) return Number.NaN;
    return clock === CLOCK.PROCESS_CPUTIME_ID || clock === CLOCK.THREAD_CPUTIME_ID ? 1e-6 : 1e-9;
  }

  setTime(): SysResult {
    return -ENOSYS;
  }

  sleep(seconds: number): SysResult {
    const deadline = process.hrtime.bigint() + BigInt(Math.ceil(Math.max(seconds, 0) * 1e9));
    const cell = new Int32Array(new SharedArrayBuffer(4));
    for (;;) {
      const left = Number(deadline - process.hrtime.bigint()) / 1e6;
      if (left <= 0) return 0;
      Atomics.wait(cell, 0, 0, Math.min(left, MAX_WAIT_MS));
    }
  }

  localtime(seconds: number): HostTm {
    if (Math.abs(seconds) > MAX_DATE_SECONDS) throw hostError(-EOVERFLOW, 'localtime');
    const gmtoff = offsetAt(seconds);
    const { standard } = yearOffsets(new Date(seconds * 1000).getFullYear());
    return civilFromSeconds(seconds, gmtoff, zoneName(seconds), gmtoff !== standard ? 1 : 0);
  }

  gmtime(seconds: number): HostTm {
    if (Math.abs(seconds) > 6.7e16) throw hostError(-EOVERFLOW, 'gmtime');
    return civilFromSeconds(seconds, 0, process.platform === 'linux' ? 'GMT' : 'UTC', 0);
  }

  mktime(tm: HostTm): number {
    const wall = secondsFromCivil(tm);
    if (!(Math.abs(wall) < MAX_DATE_SECONDS - 86_400)) throw hostError(-EOVERFLOW, 'mktime');
    const { standard, summer } = yearOffsets(tm.year);
    if (tm.isdst === 0) return wall - standard;
    if (tm.isdst > 0) return wall - summer;
    const early = wall - Math.max(standard, summer);
    return offsetAt(early) === Math.max(standard, summer) ? early : wall - offsetAt(wall - standard);
  }

  strftime(format: string, tm: HostTm): string {
    return strftime(format, tm);
  }

  zone(): HostZone {
    const year = new Date().getFullYear();
    const { standard, summer, standardAt, summerAt } = yearOffsets(year);
    return {
      standardName: zoneName(standardAt),
      summerName: zoneName(summerAt),
      timezone: -standard,
      altzone: -summer,
      daylight: standard === summer ? 0 : 1,
    };
  }

  /** Node itself reads TZ again when process.env.TZ is assigned. */
  tzset(): void {}

  #read(clock: number): bigint | undefined {
    switch (clock) {
      case CLOCK.REALTIME:
      case CLOCK.REALTIME_COARSE:
      case CLOCK.TAI:
        return this.#realtime();
      case CLOCK.MONOTONIC:
      case CLOCK.MONOTONIC_RAW:
      case CLOCK.MONOTONIC_COARSE:
      case CLOCK.BOOTTIME:
        return process.hrtime.bigint();
      case CLOCK.PROCESS_CPUTIME_ID:
      case CLOCK.THREAD_CPUTIME_ID: {
        const usage = process.cpuUsage();
        return BigInt(usage.user + usage.system) * 1000n;
      }
      default:
        return undefined;
    }
  }

  #realtime(): bigint {
    const monotonic = process.hrtime.bigint();
    const date = BigInt(Date.now()) * NS_PER_MS;
    const drift = monotonic + this.#realOffset - date;
    if (drift < 0n || drift > NS_PER_MS) this.#realOffset = date - monotonic;
    return monotonic + this.#realOffset;
  }
}

/** Seconds east of UTC. */
function offsetAt(seconds: number): number {
  return Math.round(new Date(seconds * 1000).getTimezoneOffset() * -60) + 0;
}

/** Offsets in January and July: the smaller is standard time. */
function yearOffsets(year: number) {
  const january = new Date(year, 0, 1).getTime() / 1000;
  const july = new Date(year, 6, 1).getTime() / 1000;
  const [standardAt, summerAt] = offsetAt(january) <= offsetAt(july) ? [january, july] : [july, january];
  return { standard: offsetAt(standardAt), summer: offsetAt(summerAt), standardAt, summerAt };
}

let zoneFormat: Intl.DateTimeFormat | undefined;
let zoneOfFormat: string | undefined;

/** A formatter costs 40 µs to make and keeps the zone that it was made in. */
function zoneName(seconds: number): string {
  if (zoneFormat === undefined || zoneOfFormat !== process.env.TZ) {
    zoneOfFormat = process.env.TZ;
    zoneFormat = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
  }
  const part = zoneFormat.formatToParts(new Date(seconds * 1000)).find((p) => p.type === 'timeZoneName');
  return part?.value ?? '';
}
