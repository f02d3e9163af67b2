/** strftime in the C locale with glibc's flags and widths, for hosts without a C library at hand. */
import type { HostTm } from './contract/clock.ts';
import { DAYS, MONTHS } from './calendar-names.ts';
import { daysFromCivil, isLeapYear, secondsFromCivil } from './civil.ts';

const DIRECTIVE = /%([_\-0^#]*)(\d*)([EO]?)([a-zA-Z%+])/g;

export function strftime(format: string, tm: HostTm): string {
  return format.replace(DIRECTIVE, (whole, flags: string, width: string, _modifier: string, letter: string) => {
    const text = directive(letter, flags, width, tm);
    if (text === undefined) return whole;
    const padded = width === '' ? text : text.padStart(Number(width), padCharacter(letter, flags));
    if (flags.includes('^')) return padded.toUpperCase();
    return flags.includes('#') ? swapCase(letter, padded) : padded;
  });
}

function directive(letter: string, flags: string, width: string, tm: HostTm): string | undefined {
  const number = (value: number, digits: number, fill = '0') => numeric(value, digits, fill, flags, width);
  switch (letter) {
    case 'a':
      return DAYS[tm.weekday]?.slice(0, 3) ?? '?';
    case 'A':
      return DAYS[tm.weekday] ?? '?';
    case 'b':
    case 'h':
      return MONTHS[tm.month - 1]?.slice(0, 3) ?? '?';
    case 'B':
      return MONTHS[tm.month - 1] ?? '?';
    case 'c':
      return strftime('%a %b %e %H:%M:%S %Y', tm);
    case 'C':
      return number(Math.floor(tm.year / 100), 2);
    case 'd':
      return number(tm.day, 2);
    case 'D':
    case 'x':
      return strftime('%m/%d/%y', tm);
    case 'e':
      return number(tm.day, 2, ' ');
    case 'F':
      return strftime('%Y-%m-%d', tm);
    case 'g':
      return number(modulo(isoYearWeek(tm)[0], 100), 2);
    case 'G':
      return number(isoYearWeek(tm)[0], 0);
    case 'H':
      return number(tm.hour, 2);
    case 'I':
      return number(hour12(tm), 2);
    case 'j':
      return number(tm.yearday + 1, 3);
    case 'k':
      return number(tm.hour, 2, ' ');
    case 'l':
      return number(hour12(tm), 2, ' ');
    case 'm':
      return number(tm.month, 2);
    case 'M':
      return number(tm.minute, 2);
    case 'n':
      return '\n';
    case 'p':
      return tm.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return tm.hour < 12 ? 'am' : 'pm';
    case 'r':
      return strftime('%I:%M:%S %p', tm);
    case 'R':
      return strftime('%H:%M', tm);
    case 's':
      return String(secondsFromCivil(tm) - tm.gmtoff);
    case 'S':
      return number(tm.second, 2);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return strftime('%H:%M:%S', tm);
    case 'u':
      return number(tm.weekday === 0 ? 7 : tm.weekday, 1);
    case 'U':
      return number(Math.floor((tm.yearday + 7 - tm.weekday) / 7), 2);
    case 'V':
      return number(isoYearWeek(tm)[1], 2);
    case 'w':
      return number(tm.weekday, 1);
    case 'W':
      return number(Math.floor((tm.yearday + 7 - ((tm.weekday + 6) % 7)) / 7), 2);
    case 'y':
      return number(modulo(tm.year, 100), 2);
    case 'Y':
      return number(tm.year, 0);
    case 'z':
      return offset(tm.gmtoff);
    case 'Z':
      return tm.zone;
    case '%':
      return '%';
    default:
      return undefined;
  }
}

function numeric(value: number, digits: number, fill: string, flags: string, width: string): string {
  const pad = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : fill;
  const least = flags.includes('-') ? 0 : width === '' ? digits : Number(width);
  const sign = value < 0 ? '-' : '';
  return sign + String(Math.abs(value)).padStart(least - sign.length, pad);
}

function padCharacter(letter: string, flags: string): string {
  if (flags.includes('0')) return '0';
  return flags.includes('_') || !'CdgGHIjmMSuUVwWyYs'.includes(letter) ? ' ' : '0';
}

function swapCase(letter: string, text: string): string {
  return letter === 'p' || letter === 'Z' ? text.toLowerCase() : text.toUpperCase();
}

function hour12(tm: HostTm): number {
  return tm.hour % 12 === 0 ? 12 : tm.hour % 12;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function offset(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const hhmm = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
  return (seconds < 0 ? '-' : '+') + hhmm;
}

/** ISO 8601 year and week: the week belongs to the year of its Thursday. */
function isoYearWeek(tm: HostTm): [year: number, week: number] {
  const thursday = tm.yearday - ((tm.weekday + 6) % 7) + 3;
  let year = tm.year;
  let day = thursday;
  if (day < 0) {
    year--;
    day += daysFromCivil(year + 1, 1, 1) - daysFromCivil(year, 1, 1);
  } else if (day >= (isLeapYear(year) ? 366 : 365)) {
    day -= isLeapYear(year) ? 366 : 365;
    year++;
  }
  return [year, Math.floor(day / 7) + 1];
}
