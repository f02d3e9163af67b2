/** HostClock through the addon: the C library's clocks and civil time. */
import { constants } from 'node:os';
import type { HostClock, HostTm } from '../../contract/clock.ts';
import { zoneFrom } from '../../zone.ts';
import { hostError, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';
import { tmFields } from './natives.ts';

export function createAddonClock(addon: Addon): HostClock {
  const native = addon.group('clock');
  const { record } = addon;
  const civil = (zone: string): HostTm => {
    const [year, month, day, hour, minute, second, weekday, yearday, isdst, gmtoff] = record;
    return { year, month, day, hour, minute, second, weekday, yearday, isdst, zone, gmtoff };
  };
  const localtime = (seconds: number) => civil(orThrow(native.localtime(seconds), 'localtime'));
  return {
    seconds: native.seconds,
    resolution: native.resolution,
    setTime: native.setTime,
    sleep: native.sleep,
    tzset: native.tzset,
    nanoseconds: (clock) => orThrow(native.nanoseconds(clock), 'clock_gettime'),
    localtime,
    gmtime: (seconds) => civil(orThrow(native.gmtime(seconds), 'gmtime')),
    mktime(tm) {
      const seconds = native.mktime(...tmFields(tm));
      if (Number.isNaN(seconds)) throw hostError(-constants.errno.EOVERFLOW, 'mktime');
      return seconds;
    },
    strftime: (format, tm) => orThrow(native.strftime(format, tm.zone, ...tmFields(tm)), 'strftime'),
    zone: () => zoneFrom(localtime, native.seconds(0)),
  };
}
