/** Type date. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  bytes,
  call,
  clearIf,
  defineType,
  E,
  getAttr,
  getset,
  hash,
  hooks,
  int,
  isBytes,
  jsString,
  method,
  newInstance,
  None,
  NotImplemented,
  overflowError,
  reprJs,
  str,
  strOrUndefined,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  callMethod,
} from '@pyston/objects';
import { bind, cInt, DATE, checkDate, dateFields } from './arguments.ts';
import { fromOrdinal, hasIsoWeek, isoCalendar, isoWeek1, MAX_ORDINAL, toOrdinal, weekday } from './calendar.ts';
import { comparisons, delta, named, newDelta } from './delta.ts';
import { dateText, parseDate } from './iso.ts';
import { isoCalendarDate } from './isocalendar.ts';
import { isDate, isDateTime, isDelta, MIDNIGHT, PyDate, types } from './layout.ts';
import { civil, timestampSeconds } from './local.ts';
import { formatBy, strftime, structTime } from './strftime.ts';

export function rawDate(cls: PyType, year: number, month: number, day: number): PyDate {
  const d = newInstance<PyDate>(cls);
  d.year = year;
  d.month = month;
  d.day = day;
  return d;
}

/** A checked date of the class; subclasses are called. */
function makeDate(cls: PyType, year: number, month: number, day: number): Result {
  if (cls === types.date) return checkDate(year, month, day) ? rawDate(cls, year, month, day) : undefined;
  return call(cls, [int(year), int(month), int(day)]);
}

/** Bytes of a pickled state: bytes, or a str of Latin-1 characters from Python 2. */
export function pickledState(v: Value | undefined, length: number): Uint8Array | null {
  if (v === undefined) return null;
  if (isBytes(v)) return v.bytes.length === length ? v.bytes : null;
  const s = strOrUndefined(v);
  if (typeof s !== 'string' || s.length !== length) return null;
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = s.charCodeAt(i);
  return out;
}

function dateNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (args.length === 1 && kwnames === null) {
    const state = pickledState(args[0], 4);
    if (state !== null && state[2]! >= 1 && state[2]! <= 12)
      return rawDate(cls, state[0]! * 256 + state[1]!, state[2]!, state[3]!);
  }
  const given = bind(DATE, args, kwnames);
  const fields = given === undefined ? undefined : dateFields(given);
  if (fields === undefined || !checkDate(...fields)) return undefined;
  return rawDate(cls, ...fields);
}

export function dateBytes(d: PyDate): number[] {
  return [d.year >> 8, d.year & 255, d.month, d.day];
}

function ordinal(d: PyDate): number {
  return toOrdinal(d.year, d.month, d.day);
}

function shifted(d: PyDate, days: number): Result {
  const n = ordinal(d) + days;
  if (n < 1 || n > MAX_ORDINAL) return overflowError('date value out of range');
  const t = fromOrdinal(n);
  return makeDate(typeOf(d), t.year, t.month, t.day);
}

function add(d: PyDate, other: Value): Result {
  if (isDateTime(d)) return NotImplemented;
  return isDelta(other) ? shifted(d, other.days) : NotImplemented;
}

function sub(d: PyDate, other: Value): Result {
  if (isDateTime(d)) return NotImplemented;
  if (isDelta(other)) return shifted(d, -other.days);
  if (!isDate(other) || isDateTime(other)) return NotImplemented;
  return newDelta(ordinal(d) - ordinal(other), 0, 0);
}

function compareDates(a: PyDate, b: PyDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

function compare(test: (order: number) => boolean): (d: PyDate, other: Value) => Result {
  return (d, other) => (isDate(other) && !isDateTime(other) ? test(compareDates(d, other)) : NotImplemented);
}

function fromTimestamp(cls: PyType, v: Value): Result {
  const seconds = timestampSeconds(v);
  const c = seconds === undefined ? undefined : civil(seconds, true);
  return c === undefined ? undefined : makeDate(cls, c.year, c.month, c.day);
}

/** date.fromtimestamp(time.time()), so that subclasses see it. */
function today(cls: PyType): Result {
  const module = hooks.importModule('time');
  const now = module === undefined ? undefined : callMethod(module, 'time');
  return now === undefined ? undefined : callMethod(cls, 'fromtimestamp', now);
}

function fromOrdinalOf(cls: PyType, v: Value): Result {
  const n = cInt(v);
  if (n === undefined) return undefined;
  if (n < 1) return valueError('ordinal must be >= 1');
  const d = fromOrdinal(n);
  return makeDate(cls, d.year, d.month, d.day);
}

export function invalidIso(v: Value): undefined {
  const shown = reprJs(v);
  return shown === undefined ? undefined : valueError(`Invalid isoformat string: ${shown}`);
}

function fromIsoFormat(cls: PyType, v: Value): Result {
  const s = strOrUndefined(v);
  if (s === undefined) return typeError('fromisoformat: argument must be str');
  const d = parseDate(jsString(s));
  return d === null ? invalidIso(v) : makeDate(cls, ...d);
}

function fromIsoCalendar(cls: PyType, y: Value, w: Value, d: Value): Result {
  const year = cInt(y);
  const week = year === undefined ? undefined : cInt(w);
  const day = week === undefined ? undefined : cInt(d);
  if (day === undefined)
    return clearIf(E.OverflowError!) ? valueError('ISO calendar component out of range') : undefined;
  if (year! < 1 || year! > 9999) return valueError(`year must be in 1..9999, not ${year}`);
  if (!hasIsoWeek(year!, week!)) return valueError(`Invalid week: ${week}`);
  if (day < 1 || day > 7) return valueError(`Invalid weekday: ${day} (range is [1, 7])`);
  const t = fromOrdinal(isoWeek1(year!) + (week! - 1) * 7 + day - 1);
  return makeDate(cls, t.year, t.month, t.day);
}

/** strptime of module _strptime, by the name of its function. */
export function strptimeBy(name: string): (cls: PyType, text: Value, format: Value) => Result {
  return (cls, text, format) => {
    const module = hooks.importModule('_strptime');
    const fn = module === undefined ? undefined : getAttr(module, name);
    return fn === undefined ? undefined : call(fn, [cls, text, format]);
  };
}

function replace(d: PyDate, year: Value | undefined, month: Value | undefined, day: Value | undefined): Result {
  const fields = dateFields([year ?? int(d.year), month ?? int(d.month), day ?? int(d.day)]);
  return fields === undefined ? undefined : makeDate(typeOf(d), ...fields);
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function ctimeText(d: PyDate, clock: string): Value {
  const day = DAYS[weekday(d.year, d.month, d.day)]!;
  return str(`${day} ${MONTHS[d.month]!} ${String(d.day).padStart(2)} ${clock} ${String(d.year).padStart(4, '0')}`);
}

function timetuple(d: PyDate): Result {
  return structTime(d.year, d.month, d.day, MIDNIGHT, -1);
}

function format(d: PyDate, spec: Value): Result {
  return strftime(spec, { year: d.year, micro: 0, tz: None, dt: d }, () => callMethod(d, 'timetuple'));
}

const REPLACE = '($self, /, year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>)';

types.date = named(
  defineType({
    name: 'date',
    module: 'datetime',
    instanceClass: PyDate,
    doc: 'A day of the calendar.',
    flags: TypeFlag.Base,
    slots: {
      new: dateNew,
      repr: (d: PyDate) => str(`${typeOf(d).name}(${d.year}, ${d.month}, ${d.day})`),
      str: (d: PyDate) => callMethod(d, 'isoformat'),
      hash: (d: PyDate) => hash(bytes(Uint8Array.from(dateBytes(d)))),
      ...comparisons(compare),
      add,
      radd: add,
      sub,
    },
    methods: [
      method('ctime', '($self, /)', (d: PyDate) => ctimeText(d, '00:00:00'), 'The date as in C.'),
      method('strftime', '($self, /, format)', format, 'The date by a format.'),
      method('__format__', '($self, format, /)', formatBy),
      method('isoformat', '($self, /)', (d: PyDate) => str(dateText(d)), 'YYYY-MM-DD.'),
      method(
        'isoweekday',
        '($self, /)',
        (d: PyDate) => int(weekday(d.year, d.month, d.day) + 1),
        'Monday 1 … Sunday 7.',
      ),
      method('weekday', '($self, /)', (d: PyDate) => int(weekday(d.year, d.month, d.day)), 'Monday 0 … Sunday 6.'),
      method(
        'isocalendar',
        '($self, /)',
        (d: PyDate) => isoCalendarDate(isoCalendar(d.year, d.month, d.day)),
        'ISO year, week and weekday.',
      ),
      method('timetuple', '($self, /)', timetuple, 'A time tuple.'),
      method('toordinal', '($self, /)', (d: PyDate) => int(ordinal(d)), 'Days since 31 December of year 0.'),
      method('replace', REPLACE, replace, 'The date with other fields.'),
      method('__replace__', REPLACE, replace),
      method('__reduce__', '($self, /)', (d: PyDate) =>
        tuple([typeOf(d), tuple([bytes(Uint8Array.from(dateBytes(d)))])]),
      ),
    ],
    classMethods: [
      method('fromtimestamp', '($type, timestamp, /)', fromTimestamp, 'The local date of a timestamp.'),
      method('today', '($type, /)', today, 'The current date.'),
      method('fromordinal', '($type, ordinal, /)', fromOrdinalOf, 'The date of an ordinal.'),
      method('fromisoformat', '($type, string, /)', fromIsoFormat, 'Reads ISO 8601.'),
      method('fromisocalendar', '($type, /, year, week, day)', fromIsoCalendar, 'The date of an ISO week date.'),
      method(
        'strptime',
        '($type, string, format, /)',
        strptimeBy('_strptime_datetime_date'),
        'Reads a date by a format.',
      ),
    ],
    getset: [
      getset('year', (d: PyDate) => int(d.year)),
      getset('month', (d: PyDate) => int(d.month)),
      getset('day', (d: PyDate) => int(d.day)),
    ],
  }),
);

types.date.attrs.set('min', rawDate(types.date, 1, 1, 1));
types.date.attrs.set('max', rawDate(types.date, 9999, 12, 31));
types.date.attrs.set('resolution', delta(1, 0, 0));
