/** A virtual clock: time passes only by sleeping, waiting, or `advance`. The zone is UTC unless told otherwise. */
import { CLOCK, type HostClock, type HostTm, type HostZone } from '../contract/clock.ts';
import type { SysResult } from '../contract/types.ts';
import { civilFromSeconds, secondsFromCivil } from '../civil.ts';
import { hostError } from '../host-error.ts';
import { strftime } from '../strftime.ts';
import { EINTR, EINVAL, EOVERFLOW } from './errno.ts';
import type { Time } from './inode.ts';

const NS_PER_SEC = 1_000_000_000n;
const LARGEST_SECONDS = 6.7e16;
/** 2026-01-01 00:00:00 UTC. */
const DEFAULT_START = 1_767_225_600n * NS_PER_SEC;

export class FakeClock implements HostClock {
  #start: bigint;
  #elapsed = 0n;
  /** A fixed offset, without summer time. */
  gmtoff = 0;
  zoneName = 'UTC';
  /** Called before a sleep; true = a signal arrives and the sleep ends at once. */
  interrupt: () => boolean = () => false;

  constructor(startNs: bigint = DEFAULT_START) {
    this.#start = startNs;
  }

  advance(seconds: number): void {
    this.#elapsed += BigInt(Math.round(seconds * 1e9));
  }

  time(): Time {
    const ns = this.#start + this.#elapsed;
    return { sec: Number(ns / NS_PER_SEC), nsec: Number(ns % NS_PER_SEC) };
  }

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
    return this.#read(clock) === undefined ? Number.NaN : 1e-9;
  }

  setTime(clock: number, seconds: number, nanoseconds: number): SysResult {
    if (clock !== CLOCK.REALTIME) return -EINVAL;
    this.#start = BigInt(seconds) * NS_PER_SEC + BigInt(nanoseconds) - this.#elapsed;
    return 0;
  }

  sleep(seconds: number): SysResult {
    if (this.interrupt()) return -EINTR;
    this.advance(Math.max(seconds, 0));
    return 0;
  }

  localtime(seconds: number): HostTm {
    if (!(Math.abs(seconds) < LARGEST_SECONDS)) throw hostError(-EOVERFLOW, 'localtime');
    return civilFromSeconds(seconds, this.gmtoff, this.zoneName, 0);
  }

  gmtime(seconds: number): HostTm {
    if (!(Math.abs(seconds) < LARGEST_SECONDS)) throw hostError(-EOVERFLOW, 'gmtime');
    return civilFromSeconds(seconds, 0, 'GMT', 0);
  }

  mktime(tm: HostTm): number {
    const seconds = secondsFromCivil(tm) - this.gmtoff;
    if (!(Math.abs(seconds) < LARGEST_SECONDS)) throw hostError(-EOVERFLOW, 'mktime');
    return seconds;
  }

  strftime(format: string, tm: HostTm): string {
    return strftime(format, tm);
  }

  zone(): HostZone {
    const west = 0 - this.gmtoff;
    return { standardName: this.zoneName, summerName: this.zoneName, timezone: west, altzone: west, daylight: 0 };
  }

  tzset(): void {}

  #read(clock: number): bigint | undefined {
    if (clock === CLOCK.REALTIME || clock === CLOCK.REALTIME_COARSE || clock === CLOCK.TAI) {
      return this.#start + this.#elapsed;
    }
    return Object.values(CLOCK).includes(clock as never) ? this.#elapsed : undefined;
  }
}
