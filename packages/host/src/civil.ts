/** Proleptic Gregorian calendar arithmetic on seconds since 1970, for hosts without a C library at hand. */
import type { HostTm } from './contract/clock.ts';

const SECONDS_PER_DAY = 86_400;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01. `month` may be outside 1 … 12. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const months = year * 12 + (month - 1);
  const y = Math.floor(months / 12);
  const m = months - y * 12;
  const before = y - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const extra = m >= 2 && isLeapYear(y) ? 1 : 0;
  return y * 365 + leaps + DAYS_BEFORE_MONTH[m] + extra + (day - 1) - 719_527;
}

/** Seconds since 1970 of broken-down UTC time; fields may be out of range. */
export function secondsFromCivil(tm: HostTm): number {
  return daysFromCivil(tm.year, tm.month, tm.day) * SECONDS_PER_DAY + tm.hour * 3600 + tm.minute * 60 + tm.second;
}

/** Broken-down time at `seconds` + `gmtoff`. */
export function civilFromSeconds(seconds: number, gmtoff: number, zone: string, isdst: number): HostTm {
  const local = seconds + gmtoff;
  const days = Math.floor(local / SECONDS_PER_DAY);
  const rest = local - days * SECONDS_PER_DAY;
  const year = yearOfDay(days);
  const yearday = days - daysFromCivil(year, 1, 1);
  const month = monthOfYearday(yearday, isLeapYear(year));
  return {
    year,
    month,
    day: days - daysFromCivil(year, month, 1) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday,
    isdst,
    zone,
    gmtoff,
  };
}

function yearOfDay(days: number): number {
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysFromCivil(year, 1, 1) > days) year--;
  while (daysFromCivil(year + 1, 1, 1) <= days) year++;
  return year;
}

function monthOfYearday(yearday: number, leap: boolean): number {
  let month = 12;
  while (yearday < DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0)) month--;
  return month;
}
