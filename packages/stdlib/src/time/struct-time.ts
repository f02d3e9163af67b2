/** time.struct_time and its conversion from and to the host's broken-down time. */
import type { HostTm } from '@pyston/host';
import type { PyStructSequence, PyType, Result, Value } from '@pyston/objects';
import {
  index,
  int,
  intOrUndefined,
  isTuple,
  makeStructSequence,
  None,
  overflowError,
  str,
  strFromJs,
  strOrUndefined,
  jsString,
  structSequence,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';

const FIELDS: readonly [string, string][] = [
  ['tm_year', 'year'],
  ['tm_mon', 'month, 1 to 12'],
  ['tm_mday', 'day of month, 1 to 31'],
  ['tm_hour', 'hour, 0 to 23'],
  ['tm_min', 'minute, 0 to 59'],
  ['tm_sec', 'second, 0 to 61'],
  ['tm_wday', 'day of week, Monday 0'],
  ['tm_yday', 'day of year, 1 to 366'],
  ['tm_isdst', '1 in summer time, 0 otherwise, -1 unknown'],
  ['tm_zone', 'abbreviation of the time zone'],
  ['tm_gmtoff', 'seconds east of UTC'],
];

export const structTimeType: PyType = makeStructSequence({
  name: 'struct_time',
  module: 'time',
  doc: 'Broken-down time.',
  fields: FIELDS.map(([name, doc]) => ({ name, doc })),
  visible: 9,
});

export function structTime(tm: HostTm): Value {
  const numbers = [
    tm.year,
    tm.month,
    tm.day,
    tm.hour,
    tm.minute,
    tm.second,
    (tm.weekday + 6) % 7,
    tm.yearday + 1,
    tm.isdst,
  ];
  return structSequence(structTimeType, [...numbers.map((n) => int(n)), strFromJs(tm.zone), int(tm.gmtoff)]);
}

const INT_MAX = 2147483647;

function cInt(v: Value): number | undefined {
  const n = intOrUndefined(v) ?? index(v);
  if (n === undefined) return undefined;
  if (n > INT_MAX) return overflowError('signed integer is greater than maximum');
  return n < -INT_MAX - 1 ? overflowError('signed integer is less than minimum') : Number(n);
}

/** A time tuple argument; `name` is the function in messages. */
export function tmArgument(v: Value, name: string): HostTm | undefined {
  if (!isTuple(v)) return typeError('Tuple or struct_time argument required');
  const { items } = v;
  if (items.length !== 9) return typeError(`${name}(): illegal time tuple argument`);
  const n: number[] = [];
  for (const item of items) {
    const x = cInt(item);
    if (x === undefined) return undefined;
    n.push(x);
  }
  if (n[0]! < 1900 - INT_MAX - 1) return overflowError('year out of range');
  const [year, month, day, hour, minute, second, weekday, yearday, isdst] = n as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const tm: HostTm = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday: (weekday + 1) % 7,
    yearday: yearday - 1,
    isdst,
    zone: '',
    gmtoff: 0,
  };
  return withZone(tm, v) ? tm : undefined;
}

/** Takes zone and offset from a struct_time that has them. */
function withZone(tm: HostTm, v: Value): boolean {
  if (!(typeof v === 'object' && typeOf(v) === structTimeType)) return true;
  const [zone, offset] = (v as PyStructSequence).hidden;
  if (zone !== undefined && zone !== None) {
    const s = strOrUndefined(zone);
    if (s === undefined) return typeError('tm_zone must be a string') !== undefined;
    tm.zone = jsString(s);
  }
  if (offset !== undefined && offset !== None) {
    const n = index(offset);
    if (n === undefined) return false;
    tm.gmtoff = Number(n);
  }
  return true;
}

/** Checks and mends the fields as asctime and strftime want them; false: raised. */
export function checkTm(tm: HostTm): boolean {
  if (tm.month === 0) tm.month = 1;
  if (tm.day === 0) tm.day = 1;
  if (tm.yearday === -1) tm.yearday = 0;
  const problem =
    tm.month < 1 || tm.month > 12
      ? 'month out of range'
      : tm.day < 0 || tm.day > 31
        ? 'day of month out of range'
        : tm.hour < 0 || tm.hour > 23
          ? 'hour out of range'
          : tm.minute < 0 || tm.minute > 59
            ? 'minute out of range'
            : tm.second < 0 || tm.second > 61
              ? 'seconds out of range'
              : tm.weekday < 0
                ? 'day of week out of range'
                : tm.yearday < 0 || tm.yearday > 365
                  ? 'day of year out of range'
                  : null;
  if (problem !== null) return valueError(problem) !== undefined;
  return true;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 'Thu Jan  1 00:00:00 1970', whatever the locale. */
export function asctimeText(tm: HostTm): Result {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = String(tm.day).padStart(2, ' ');
  return str(
    `${DAYS[tm.weekday]!} ${MONTHS[tm.month - 1]!} ${day} ${two(tm.hour)}:${two(tm.minute)}:${two(tm.second)} ${tm.year}`,
  );
}
