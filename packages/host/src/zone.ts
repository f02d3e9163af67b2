/** time.timezone and friends out of localtime, asked for the middle of winter and summer as CPython does. */
import type { HostTm, HostZone } from './contract/clock.ts';

const SECONDS_PER_YEAR = (365 * 24 + 6) * 3600;

export function zoneFrom(localtime: (seconds: number) => HostTm, now: number): HostZone {
  const start = Math.floor(now / SECONDS_PER_YEAR) * SECONDS_PER_YEAR;
  const january = localtime(start);
  const july = localtime(start + SECONDS_PER_YEAR / 2);
  const [standard, summer] = january.gmtoff <= july.gmtoff ? [january, july] : [july, january];
  return {
    standardName: standard.zone,
    summerName: summer.zone,
    timezone: 0 - standard.gmtoff,
    altzone: 0 - summer.gmtoff,
    daylight: january.gmtoff === july.gmtoff ? 0 : 1,
  };
}
