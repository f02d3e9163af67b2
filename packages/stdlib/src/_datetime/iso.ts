/** ISO 8601 texts: what isoformat() writes and fromisoformat() reads. Parsers give null for what is no such text. */
import { fromOrdinal, hasIsoWeek, isoWeek1 } from './calendar.ts';
import { twoDigits } from './delta.ts';
import type { Clock } from './layout.ts';

export function dateText(d: { year: number; month: number; day: number }): string {
  return `${String(d.year).padStart(4, '0')}-${twoDigits(d.month)}-${twoDigits(d.day)}`;
}

/** Time of day; null: unknown timespec. */
export function clockText(t: Clock, timespec: string): string | null {
  const hours = twoDigits(t.hour);
  const minutes = `${hours}:${twoDigits(t.minute)}`;
  const seconds = `${minutes}:${twoDigits(t.second)}`;
  const micros = String(t.micro).padStart(6, '0');
  switch (timespec) {
    case 'auto':
      return t.micro === 0 ? seconds : `${seconds}.${micros}`;
    case 'hours':
      return hours;
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${micros.slice(0, 3)}`;
    case 'microseconds':
      return `${seconds}.${micros}`;
    default:
      return null;
  }
}

/** Year, month, day, unchecked; an ISO week date is converted. */
export function parseDate(s: string): [number, number, number] | null {
  const calendar = /^([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})$/.exec(s);
  if (calendar !== null) return [Number(calendar[1]), Number(calendar[3]), Number(calendar[4])];
  const week = /^([0-9]{4})(-?)W([0-9]{2})(?:\2([0-9]))?$/.exec(s);
  if (week === null) return null;
  const year = Number(week[1]);
  const number = Number(week[3]);
  const day = week[4] === undefined ? 1 : Number(week[4]);
  if (year < 1 || !hasIsoWeek(year, number) || day < 1 || day > 7) return null;
  const d = fromOrdinal(isoWeek1(year) + (number - 1) * 7 + day - 1);
  return [d.year, d.month, d.day];
}

/** Where the date of a datetime text ends. */
export function separatorIndex(s: string): number {
  const isDigit = (i: number): boolean => s[i] !== undefined && s[i]! >= '0' && s[i]! <= '9';
  if (s.length === 7) return 7;
  if (s[4] === '-') {
    if (s[5] !== 'W') return 10;
    if (s.length > 8 && s[8] === '-') return s.length > 10 && isDigit(10) ? 8 : 10;
    return 8;
  }
  if (s[4] !== 'W') return 8;
  let i = 7;
  while (i < s.length && isDigit(i)) i++;
  if (i < 9) return i;
  return i % 2 === 0 ? 7 : 8;
}

export interface ParsedTime extends Clock {
  /** Offset in microseconds; null: none given. */
  offset: number | null;
}

/** hh[[:]mm[[:]ss[{.,}f…]]]; null if malformed. */
function parseClock(s: string): Clock | null {
  const m = /^([0-9]{2})(?:(:?)([0-9]{2})(?:\2([0-9]{2})(?:[.,]([0-9]+))?)?)?$/.exec(s);
  if (m === null) return null;
  const fraction = m[5] === undefined ? 0 : Number(m[5].slice(0, 6).padEnd(6, '0'));
  return { hour: Number(m[1]), minute: Number(m[3] ?? 0), second: Number(m[4] ?? 0), micro: fraction, fold: 0 };
}

export function parseTime(s: string): ParsedTime | null {
  const at = s.search(/[+\-Z]/);
  const clock = parseClock(at < 0 ? s : s.slice(0, at));
  if (clock === null) return null;
  if (at < 0) return { ...clock, offset: null };
  const rest = s.slice(at + 1);
  if (s[at] === 'Z') return rest === '' ? { ...clock, offset: 0 } : null;
  const zone = parseClock(rest);
  if (zone === null) return null;
  const micros = ((zone.hour * 60 + zone.minute) * 60 + zone.second) * 1000000 + zone.micro;
  return { ...clock, offset: s[at] === '-' ? 0 - micros : micros };
}
