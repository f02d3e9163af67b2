/** The proleptic Gregorian calendar. Ordinal 1 is 1 January of year 1. */

export const MAX_ORDINAL = 3652059;
/** Days before each month of a common year, by month number. */
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function dayOfYear(year: number, month: number, day: number): number {
  return BEFORE[month]! + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + dayOfYear(year, month, day);
}

export interface Ymd {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function fromOrdinal(ordinal: number): Ymd {
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (daysBeforeYear(year) >= ordinal) year--;
  while (daysBeforeYear(year + 1) < ordinal) year++;
  const n = ordinal - daysBeforeYear(year);
  let month = 1;
  while (month < 12 && dayOfYear(year, month + 1, 1) <= n) month++;
  return { year, month, day: n - dayOfYear(year, month, 1) + 1 };
}

/** 0 is Monday. */
export function weekday(year: number, month: number, day: number): number {
  return (toOrdinal(year, month, day) + 6) % 7;
}

/** Ordinal of the Monday that starts the ISO year. */
export function isoWeek1(year: number): number {
  const first = toOrdinal(year, 1, 1);
  const day = (first + 6) % 7;
  return day > 3 ? first - day + 7 : first - day;
}

export interface IsoDate {
  readonly year: number;
  readonly week: number;
  readonly weekday: number;
}

export function isoCalendar(y: number, m: number, d: number): IsoDate {
  const today = toOrdinal(y, m, d);
  let year = y;
  let week = Math.floor((today - isoWeek1(year)) / 7);
  if (week < 0) {
    year--;
    week = Math.floor((today - isoWeek1(year)) / 7);
  } else if (week >= 52 && today >= isoWeek1(year + 1)) {
    year++;
    week = 0;
  }
  return { year, week: week + 1, weekday: ((today + 6) % 7) + 1 };
}

/** True if the ISO year has such a week. */
export function hasIsoWeek(year: number, week: number): boolean {
  if (week > 0 && week < 53) return true;
  if (week !== 53) return false;
  const first = (toOrdinal(year, 1, 1) + 6) % 7;
  return first === 3 || (first === 2 && isLeap(year));
}
