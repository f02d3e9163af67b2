/** Type datetime. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  bytes,
  call,
  callKw,
  callMethod,
  defineType,
  E,
  float,
  getset,
  hash,
  hooks,
  int,
  jsString,
  method,
  None,
  NotImplemented,
  overflowError,
  str,
  strFromJs,
  strLen,
  strOrUndefined,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import { bind, checkClock, checkDate, checkStateTz, checkTz, clockFields, dateFields, DATETIME } from './arguments.ts';
import { fromOrdinal, MAX_ORDINAL, toOrdinal } from './calendar.ts';
import { ctimeText, dateBytes, invalidIso, pickledState, rawDate, strptimeBy } from './date.ts';
import { comparisons, delta, deltaFromMicros, microsOf, named, totalSeconds } from './delta.ts';
import { clockText, dateText, parseDate, parseTime, separatorIndex } from './iso.ts';
import type { Clock, PyDelta } from './layout.ts';
import { isDate, isDateTime, isDelta, isTime, MIDNIGHT, PyDateTime, rawDateTime, types } from './layout.ts';
import { civil, foldOf, host, localToUnix, secondsOf, timestampParts } from './local.ts';
import { dstOf, isoOffset, utcOffset, zoneName } from './offsets.ts';
import { formatBy, strftime, structTime } from './strftime.ts';
import { clockBytes, clockFromBytes, isoZone, midnightOnly, rawTime, reprTail, timespecText } from './time.ts';
import { makeTimezone } from './timezone.ts';

/** A checked datetime of the class; subclasses are called. */
function make(cls: PyType, year: number, month: number, day: number, t: Clock, tz: Value): Result {
  if (cls === types.datetime) {
    return checkDate(year, month, day) && checkClock(t) && checkTz(tz)
      ? rawDateTime(cls, year, month, day, t, tz)
      : undefined;
  }
  const args = [year, month, day, t.hour, t.minute, t.second, t.micro].map((n) => int(n) as Value);
  return t.fold === 0 ? call(cls, [...args, tz]) : callKw(cls, [...args, tz, int(1)], ['fold']);
}

function datetimeNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const state = args.length >= 1 && args.length <= 2 && kwnames === null ? pickledState(args[0], 10) : null;
  if (state !== null && (state[2]! & 127) >= 1 && (state[2]! & 127) <= 12) {
    const tz = args[1] ?? None;
    if (!checkStateTz(tz)) return undefined;
    return rawDateTime(
      cls,
      state[0]! * 256 + state[1]!,
      state[2]! & 127,
      state[3]!,
      clockFromBytes(state, 4, state[2]! >> 7),
      tz,
    );
  }
  const given = bind(DATETIME, args, kwnames);
  const d = given === undefined ? undefined : dateFields(given);
  const t = d === undefined ? undefined : clockFields(given!.slice(3));
  if (t === undefined) return undefined;
  const tz = given![7] ?? None;
  return checkDate(...d!) && checkClock(t) && checkTz(tz) ? rawDateTime(cls, ...d!, t, tz) : undefined;
}

const DAY = 86400000000n;

/** Microseconds since the start of the calendar, without the offset. */
function micros(d: PyDateTime): bigint {
  const seconds = secondsOf(d.year, d.month, d.day, d.hour, d.minute, d.second);
  return BigInt(seconds) * 1000000n + BigInt(d.micro);
}

function fromMicros(cls: PyType, total: bigint, tz: Value): Result {
  const day = Number(total / DAY) - (total < 0n ? 1 : 0);
  if (total < DAY || day > MAX_ORDINAL) return overflowError('date value out of range');
  const d = fromOrdinal(day);
  return make(cls, d.year, d.month, d.day, clockOf(Number(total % DAY)), tz);
}

function clockOf(microsOfDay: number): Clock {
  const seconds = Math.floor(microsOfDay / 1000000);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micro: microsOfDay % 1000000,
    fold: 0,
  };
}

function addDelta(d: PyDateTime, other: Value): Result {
  return isDelta(other) ? fromMicros(typeOf(d), micros(d) + microsOf(other), d.tz) : NotImplemented;
}

function sub(d: PyDateTime, other: Value): Result {
  if (isDelta(other)) return fromMicros(typeOf(d), micros(d) - microsOf(other), d.tz);
  if (!isDateTime(other)) return NotImplemented;
  if (d.tz === other.tz) return deltaFromMicros(micros(d) - micros(other));
  const p = utcOffset(d.tz, d);
  const q = p === undefined ? undefined : utcOffset(other.tz, other);
  if (q === undefined) return undefined;
  if ((p === null) !== (q === null)) return typeError("can't subtract offset-naive and offset-aware datetimes");
  const shift = p === null ? 0n : microsOf(p!) - microsOf(q!);
  return deltaFromMicros(micros(d) - micros(other) - shift);
}

/** PEP 495: between zones, a time in a gap or fold equals nothing. */
function dependsOnFold(d: PyDateTime): boolean | undefined {
  const other = rawDateTime(types.datetime, d.year, d.month, d.day, { ...clock(d), fold: 1 - d.fold }, d.tz);
  const p = utcOffset(d.tz, d);
  const q = p === undefined ? undefined : utcOffset(d.tz, other);
  if (q === undefined) return undefined;
  return p === null || q === null ? p !== q : microsOf(p!) !== microsOf(q);
}

function clock(d: PyDateTime): Clock {
  return { hour: d.hour, minute: d.minute, second: d.second, micro: d.micro, fold: d.fold };
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(test: (order: number) => boolean, op: string): (a: PyDateTime, b: Value) => Result {
  return (a, b) => {
    if (!isDateTime(b)) return NotImplemented;
    if (a.tz === b.tz) return test(order(micros(a), micros(b)));
    const p = utcOffset(a.tz, a);
    const q = p === undefined ? undefined : utcOffset(b.tz, b);
    if (q === undefined) return undefined;
    const equality = op === 'eq' || op === 'ne';
    if ((p === null) !== (q === null))
      return equality ? op === 'ne' : typeError("can't compare offset-naive and offset-aware datetimes");
    if (equality) {
      const folded = eitherDependsOnFold(a, b);
      if (folded === undefined) return undefined;
      if (folded) return op === 'ne';
    }
    return test(order(micros(a) - (p === null ? 0n : microsOf(p!)), micros(b) - (q === null ? 0n : microsOf(q))));
  };
}

function eitherDependsOnFold(a: PyDateTime, b: PyDateTime): boolean | undefined {
  const first = dependsOnFold(a);
  return first === false ? dependsOnFold(b) : first;
}

function datetimeHash(d: PyDateTime): Value | undefined {
  const plain = d.fold === 0 ? d : rawDateTime(types.datetime, d.year, d.month, d.day, { ...clock(d), fold: 0 }, d.tz);
  const offset = utcOffset(plain.tz, plain);
  if (offset === undefined) return undefined;
  if (offset === null) return hash(bytes(Uint8Array.from([...dateBytes(d), ...clockBytes(d)])));
  const total = deltaFromMicros(micros(d) - microsOf(offset));
  return total === undefined ? undefined : hash(total);
}

function repr(d: PyDateTime): Result {
  const tail = reprTail(d);
  if (tail === undefined) return undefined;
  const rest = d.micro !== 0 ? `, ${d.second}, ${d.micro}` : d.second !== 0 ? `, ${d.second}` : '';
  return strFromJs(`${typeOf(d).name}(${d.year}, ${d.month}, ${d.day}, ${d.hour}, ${d.minute}${rest}${tail})`);
}

function isoFormat(d: PyDateTime, separator: Value | undefined, timespec: Value | undefined): Result {
  let between = 'T';
  if (separator !== undefined) {
    const s = strOrUndefined(separator);
    if (s === undefined)
      return typeError(`isoformat() argument 1 must be a unicode character, not ${typeOf(separator).name}`);
    if (strLen(s) !== 1)
      return typeError(`isoformat() argument 1 must be a unicode character, not a string of length ${strLen(s)}`);
    between = jsString(s);
  }
  const time = timespecText(d, timespec);
  const offset = time === undefined ? undefined : isoOffset(d.tz, d);
  return offset === undefined ? undefined : strFromJs(dateText(d) + between + time! + offset);
}

/** The datetime of a timestamp, in a zone, or in local or UTC time without one. */
function atTimestamp(cls: PyType, seconds: number, micro: number, tz: Value, local: boolean): Result {
  const c = civil(seconds, local && tz === None);
  if (c === undefined) return undefined;
  if (local && tz === None) {
    const fold = foldOf(seconds, c);
    if (fold === undefined) return undefined;
    c.fold = fold;
  }
  const d = make(cls, c.year, c.month, c.day, { ...c, micro }, tz);
  return d === undefined || tz === None ? d : callMethod(tz, 'fromutc', d);
}

function now(cls: PyType, tz: Value | undefined, local: boolean): Result {
  if (tz !== undefined && !checkTz(tz)) return undefined;
  const nanos = host().clock.nanoseconds(0);
  const seconds = nanos / 1000000000n;
  return atTimestamp(cls, Number(seconds), Number((nanos % 1000000000n) / 1000n), tz ?? None, local);
}

function fromTimestamp(cls: PyType, timestamp: Value, tz: Value | undefined): Result {
  if (tz !== undefined && !checkTz(tz)) return undefined;
  const t = timestampParts(timestamp);
  return t === undefined ? undefined : atTimestamp(cls, t.seconds, t.micros, tz ?? None, true);
}

/** utcnow() and utcfromtimestamp() make naive values, which are easily taken for local time. */
function warnNaive(call: string, instead: string): boolean {
  const text = `datetime.datetime.${call} is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.${instead}.`;
  return hooks.warn(E.DeprecationWarning!, text, 1) !== undefined;
}

function utcNow(cls: PyType): Result {
  return warnNaive('utcnow()', 'now(datetime.UTC)') ? now(cls, undefined, false) : undefined;
}

function utcFromTimestamp(cls: PyType, timestamp: Value): Result {
  if (!warnNaive('utcfromtimestamp()', 'fromtimestamp(timestamp, datetime.UTC)')) return undefined;
  const t = timestampParts(timestamp);
  return t === undefined ? undefined : atTimestamp(cls, t.seconds, t.micros, None, false);
}

function combine(cls: PyType, date: Value, time: Value, tz: Value | undefined): Result {
  if (!isDate(date)) return typeError(`combine() argument 1 must be datetime.date, not ${typeOf(date).name}`);
  if (!isTime(time)) return typeError(`combine() argument 2 must be datetime.time, not ${typeOf(time).name}`);
  return make(cls, date.year, date.month, date.day, time, tz ?? time.tz);
}

function fromIsoFormat(cls: PyType, v: Value): Result {
  const s = strOrUndefined(v);
  if (s === undefined) return typeError('fromisoformat: argument must be str');
  const text = jsString(s);
  const at = separatorIndex(text);
  const d = text.length < 7 ? null : parseDate(text.slice(0, at));
  if (d === null) return invalidIso(v);
  if (text.length <= at) return make(cls, ...d, MIDNIGHT, None);
  const t = parseTime(text.slice(at + (text.codePointAt(at)! > 0xffff ? 2 : 1)));
  if (t === null) return invalidIso(v);
  const tz = isoZone(t.offset);
  if (tz === undefined || !midnightOnly(t)) return undefined;
  return t.hour === 24 ? nextDay(cls, d, tz) : make(cls, ...d, t, tz);
}

/** Hour 24 is the start of the next day. */
function nextDay(cls: PyType, d: [number, number, number], tz: Value): Result {
  if (!checkDate(...d)) return undefined;
  const t = fromOrdinal(toOrdinal(...d) + 1);
  return make(cls, t.year, t.month, t.day, MIDNIGHT, tz);
}

type MaybeValue = Value | undefined;

function replace(d: PyDateTime, ...changes: MaybeValue[]): Result {
  const [year, month, day, hour, minute, second, micro, tz, fold] = changes;
  const fields = dateFields([year ?? int(d.year), month ?? int(d.month), day ?? int(d.day)]);
  const t =
    fields === undefined
      ? undefined
      : clockFields([
          hour ?? int(d.hour),
          minute ?? int(d.minute),
          second ?? int(d.second),
          micro ?? int(d.micro),
          None,
          fold ?? int(d.fold),
        ]);
  return t === undefined ? undefined : make(typeOf(d), ...fields!, t, tz ?? d.tz);
}

/** The system's zone at a Unix time. */
function localZone(timestamp: number): Result {
  const c = civil(timestamp, true);
  return c === undefined ? undefined : makeTimezone(deltaFromMicros(BigInt(c.gmtoff) * 1000000n)!, strFromJs(c.zone));
}

function unixSeconds(d: PyDateTime, fold = d.fold): number | undefined {
  return localToUnix(secondsOf(d.year, d.month, d.day, d.hour, d.minute, d.second), fold);
}

/** The system's zone at a time without zone; of a time that does not occur, the zone before the gap, or after it with fold 1. */
function ownZone(d: PyDateTime): Result {
  const unix = unixSeconds(d);
  const other = unix === undefined ? undefined : unixSeconds(d, 1 - d.fold);
  if (other === undefined) return undefined;
  return localZone(other !== unix && other > unix! === (d.fold === 1) ? other : unix!);
}

const EPOCH_MICROS = 62135683200000000n;

function asTimezone(d: PyDateTime, zone: Value | undefined): Result {
  const tz = zone ?? None;
  if (!checkTz(tz)) return undefined;
  if (d.tz !== None && d.tz === tz) return d;
  let offset: PyDelta | null | undefined = d.tz === None ? null : utcOffset(d.tz, d);
  if (offset === undefined) return undefined;
  if (offset === null) {
    const own = ownZone(d);
    offset = own === undefined ? undefined : utcOffset(own, d);
    if (offset === undefined) return undefined;
  }
  const utc = micros(d) - microsOf(offset!);
  const target =
    tz === None ? localZone(Number((utc - EPOCH_MICROS - (((utc % 1000000n) + 1000000n) % 1000000n)) / 1000000n)) : tz;
  const moved = target === undefined ? undefined : fromMicros(typeOf(d), utc, target);
  return moved === undefined ? undefined : callMethod(target!, 'fromutc', moved);
}

function timestamp(d: PyDateTime): Result {
  const offset = utcOffset(d.tz, d);
  if (offset === undefined) return undefined;
  if (offset !== null && d.tz !== None) {
    const since = deltaFromMicros(micros(d) - microsOf(offset) - EPOCH_MICROS);
    return since === undefined ? undefined : float(totalSeconds(since));
  }
  const unix = unixSeconds(d);
  return unix === undefined ? undefined : float(unix + d.micro / 1e6);
}

function timetuple(d: PyDateTime): Result {
  const dst = dstOf(d.tz, d);
  if (dst === undefined) return undefined;
  return structTime(d.year, d.month, d.day, d, dst === null ? -1 : microsOf(dst) === 0n ? 0 : 1);
}

function utcTimetuple(d: PyDateTime): Result {
  const offset = utcOffset(d.tz, d);
  if (offset === undefined) return undefined;
  if (offset === null) return structTime(d.year, d.month, d.day, d, 0);
  const utc = fromMicros(types.datetime, micros(d) - microsOf(offset), None) as PyDateTime | undefined;
  return utc === undefined ? undefined : structTime(utc.year, utc.month, utc.day, utc, 0);
}

function reduceEx(d: PyDateTime, protocol: Value | undefined): Result {
  const version = protocol === undefined ? 2 : asSsize(protocol);
  if (version === undefined) return undefined;
  const data = [...dateBytes(d), ...clockBytes(d)];
  if (version > 3 && d.fold === 1) data[2]! |= 128;
  const state = bytes(Uint8Array.from(data));
  return tuple([typeOf(d), tuple(d.tz === None ? [state] : [state, d.tz])]);
}

function format(d: PyDateTime, spec: Value): Result {
  return strftime(spec, { year: d.year, micro: d.micro, tz: d.tz, dt: d }, () => callMethod(d, 'timetuple'));
}

function orNone(d: PyDelta | null | undefined): Result {
  return d === null ? None : d;
}

const U = '<unrepresentable>';
const REPLACE = `($self, /, year=${U}, month=${U}, day=${U}, hour=${U}, minute=${U}, second=${U}, microsecond=${U}, tzinfo=${U}, *, fold=${U})`;

types.datetime = named(
  defineType({
    name: 'datetime',
    module: 'datetime',
    base: types.date,
    instanceClass: PyDateTime,
    doc: 'A date and a time of day.',
    flags: TypeFlag.Base,
    slots: {
      new: datetimeNew,
      repr,
      str: (d: PyDateTime) => callMethod(d, 'isoformat', str(' ')),
      hash: datetimeHash as never,
      ...comparisons(compare),
      add: addDelta,
      radd: addDelta,
      sub,
    },
    methods: [
      method('date', '($self, /)', (d: PyDateTime) => rawDate(types.date, d.year, d.month, d.day), 'The date.'),
      method('time', '($self, /)', (d: PyDateTime) => rawTime(types.time, d, None), 'The time without zone.'),
      method('timetz', '($self, /)', (d: PyDateTime) => rawTime(types.time, d, d.tz), 'The time with zone.'),
      method('ctime', '($self, /)', (d: PyDateTime) => ctimeText(d, clockText(d, 'seconds')!), 'The time as in C.'),
      method('timetuple', '($self, /)', timetuple, 'A time tuple.'),
      method('utctimetuple', '($self, /)', utcTimetuple, 'A time tuple in UTC.'),
      method('timestamp', '($self, /)', timestamp, 'Seconds since 1970.'),
      method('isoformat', "($self, /, sep='T', timespec='auto')", isoFormat, 'ISO 8601 text.'),
      method('strftime', '($self, /, format)', format, 'The time by a format.'),
      method('__format__', '($self, format, /)', formatBy),
      method('utcoffset', '($self, /)', (d: PyDateTime) => orNone(utcOffset(d.tz, d)), 'Offset from UTC, or None.'),
      method('tzname', '($self, /)', (d: PyDateTime) => zoneName(d.tz, d), 'Name of the zone, or None.'),
      method(
        'dst',
        '($self, /)',
        (d: PyDateTime) => orNone(dstOf(d.tz, d)),
        'Summer time part of the offset, or None.',
      ),
      method('replace', REPLACE, replace, 'The datetime with other fields.'),
      method('__replace__', REPLACE, replace),
      method('astimezone', '($self, /, tz=None)', asTimezone, 'The same moment in another zone.'),
      method('__reduce_ex__', '($self, proto, /)', reduceEx),
      method('__reduce__', '($self, /)', (d: PyDateTime) => reduceEx(d, undefined)),
    ],
    classMethods: [
      method('now', '($type, /, tz=None)', (cls: PyType, tz: MaybeValue) => now(cls, tz, true), 'The current time.'),
      method('utcnow', '($type, /)', utcNow, 'The current time in UTC, without zone.'),
      method('fromtimestamp', '($type, /, timestamp, tz=None)', fromTimestamp, 'The time of a timestamp.'),
      method(
        'utcfromtimestamp',
        '($type, timestamp, /)',
        utcFromTimestamp,
        'The UTC time of a timestamp, without zone.',
      ),
      method('combine', '($type, /, date, time, tzinfo=<unrepresentable>)', combine, 'A date and a time in one.'),
      method('fromisoformat', '($type, string, /)', fromIsoFormat, 'Reads ISO 8601.'),
      method(
        'strptime',
        '($type, string, format, /)',
        strptimeBy('_strptime_datetime_datetime'),
        'Reads a time by a format.',
      ),
    ],
    getset: [
      getset('hour', (d: PyDateTime) => int(d.hour)),
      getset('minute', (d: PyDateTime) => int(d.minute)),
      getset('second', (d: PyDateTime) => int(d.second)),
      getset('microsecond', (d: PyDateTime) => int(d.micro)),
      getset('tzinfo', (d: PyDateTime) => d.tz),
      getset('fold', (d: PyDateTime) => int(d.fold)),
    ],
  }),
);

const LAST: Clock = { hour: 23, minute: 59, second: 59, micro: 999999, fold: 0 };
types.datetime.attrs.set('min', rawDateTime(types.datetime, 1, 1, 1, MIDNIGHT, None));
types.datetime.attrs.set('max', rawDateTime(types.datetime, 9999, 12, 31, LAST, None));
types.datetime.attrs.set('resolution', delta(0, 0, 1));
