/** Type time: a time of day, with or without a zone. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  bytes,
  callKw,
  callMethod,
  defineType,
  getset,
  hash,
  int,
  jsString,
  method,
  newInstance,
  None,
  NotImplemented,
  str,
  strFromJs,
  strOrUndefined,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  reprJs,
} from '@pyston/objects';
import { bind, checkClock, checkStateTz, checkTz, clockFields, TIME } from './arguments.ts';
import { invalidIso, pickledState, strptimeBy } from './date.ts';
import { comparisons, delta, deltaFromMicros, microsOf, named } from './delta.ts';
import { clockText, parseTime } from './iso.ts';
import type { Clock, PyDelta } from './layout.ts';
import { isTime, PyTime, setClock, types } from './layout.ts';
import { dstOf, isoOffset, utcOffset, zoneName } from './offsets.ts';
import { formatBy, strftime, structTime } from './strftime.ts';
import { makeTimezone } from './timezone.ts';

export function rawTime(cls: PyType, t: Clock, tz: Value): PyTime {
  return setClock(newInstance<PyTime>(cls), t, tz);
}

/** A checked time of the class; subclasses are called. */
function makeTime(cls: PyType, t: Clock, tz: Value): Result {
  if (cls === types.time) return checkClock(t) && checkTz(tz) ? rawTime(cls, t, tz) : undefined;
  return callKw(cls, [int(t.hour), int(t.minute), int(t.second), int(t.micro), tz, int(t.fold)], ['fold']);
}

function timeNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const state = args.length >= 1 && args.length <= 2 && kwnames === null ? pickledState(args[0], 6) : null;
  if (state !== null && (state[0]! & 127) < 24) {
    const tz = args[1] ?? None;
    return checkStateTz(tz) ? rawTime(cls, clockFromBytes(state, 0, state[0]! >> 7), tz) : undefined;
  }
  const given = bind(TIME, args, kwnames);
  const t = given === undefined ? undefined : clockFields(given);
  if (t === undefined) return undefined;
  const tz = given![4] ?? None;
  return checkClock(t) && checkTz(tz) ? rawTime(cls, t, tz) : undefined;
}

export function clockFromBytes(data: Uint8Array, at: number, fold: number): Clock {
  const micro = (data[at + 3]! << 16) | (data[at + 4]! << 8) | data[at + 5]!;
  return { hour: data[at]! & 127, minute: data[at + 1]!, second: data[at + 2]!, micro, fold };
}

export function clockBytes(t: Clock): number[] {
  return [t.hour, t.minute, t.second, t.micro >> 16, (t.micro >> 8) & 255, t.micro & 255];
}

/** `, fold=1` and `, tzinfo=…` of a repr. */
export function reprTail(t: { fold: number; tz: Value }): string | undefined {
  const fold = t.fold === 1 ? ', fold=1' : '';
  if (t.tz === None) return fold;
  const tz = reprJs(t.tz);
  return tz === undefined ? undefined : `${fold}, tzinfo=${tz}`;
}

function repr(t: PyTime): Result {
  const tail = reprTail(t);
  if (tail === undefined) return undefined;
  const rest = t.micro !== 0 ? `, ${t.second}, ${t.micro}` : t.second !== 0 ? `, ${t.second}` : '';
  return strFromJs(`${typeOf(t).name}(${t.hour}, ${t.minute}${rest}${tail})`);
}

/** The timespec argument of isoformat; undefined: raised. */
export function timespecText(t: Clock, v: Value | undefined): string | undefined {
  const s = v === undefined ? 'auto' : strOrUndefined(v);
  if (s === undefined) return typeError(`isoformat() argument 1 must be str, not ${typeOf(v!).name}`);
  return clockText(t, typeof s === 'string' ? s : jsString(s)) ?? valueError('Unknown timespec value');
}

function isoFormat(t: PyTime, timespec: Value | undefined): Result {
  const clock = timespecText(t, timespec);
  const offset = clock === undefined ? undefined : isoOffset(t.tz, None);
  return offset === undefined ? undefined : str(clock! + offset);
}

function microsOfDay(t: Clock): bigint {
  return BigInt(((t.hour * 60 + t.minute) * 60 + t.second) * 1000000 + t.micro);
}

function timeHash(t: PyTime): Value | undefined {
  const offset = utcOffset(t.tz, None);
  if (offset === undefined) return undefined;
  if (offset === null) return hash(bytes(Uint8Array.from(clockBytes(t))));
  const d = deltaFromMicros(microsOfDay(t) - microsOf(offset));
  return d === undefined ? undefined : hash(d);
}

function compare(test: (order: number) => boolean, op: string): (a: PyTime, b: Value) => Result {
  return (a, b) => {
    if (!isTime(b)) return NotImplemented;
    const x = microsOfDay(a);
    const y = microsOfDay(b);
    if (a.tz === b.tz) return test(Number(x - y));
    const p = utcOffset(a.tz, None);
    const q = p === undefined ? undefined : utcOffset(b.tz, None);
    if (q === undefined) return undefined;
    if (p === null && q === null) return test(Number(x - y));
    if (p !== null && q !== null) return test(Number(x - microsOf(p!) - (y - microsOf(q))));
    if (op === 'eq' || op === 'ne') return op === 'ne';
    return typeError("can't compare offset-naive and offset-aware times");
  };
}

function orNone(d: PyDelta | null | undefined): Result {
  return d === null ? None : d;
}

/** The midnight at the end of a day is that at its start. */
function fromIsoFormat(cls: PyType, v: Value): Result {
  const s = strOrUndefined(v);
  if (s === undefined) return typeError('fromisoformat: argument must be str');
  const text = jsString(s);
  const t = parseTime(text.startsWith('T') ? text.slice(1) : text);
  if (t === null) return invalidIso(v);
  const tz = isoZone(t.offset);
  if (tz === undefined || !midnightOnly(t)) return undefined;
  if (t.hour === 24) t.hour = 0;
  return makeTime(cls, t, tz);
}

/** Hour 24 stands only for the end of the day. False: raised. */
export function midnightOnly(t: Clock): boolean {
  if (t.hour !== 24 || (t.minute === 0 && t.second === 0 && t.micro === 0)) return true;
  valueError('minute, second, and microsecond must be 0 when hour is 24');
  return false;
}

/** The timezone of a parsed offset in microseconds. */
export function isoZone(micros: number | null): Value | undefined {
  if (micros === null) return None;
  const offset = deltaFromMicros(BigInt(micros));
  return offset === undefined ? undefined : makeTimezone(offset, null);
}

type MaybeValue = Value | undefined;

function replace(
  t: PyTime,
  hour: MaybeValue,
  minute: MaybeValue,
  second: MaybeValue,
  micro: MaybeValue,
  tz: MaybeValue,
  fold: MaybeValue,
): Result {
  const fields = clockFields([
    hour ?? int(t.hour),
    minute ?? int(t.minute),
    second ?? int(t.second),
    micro ?? int(t.micro),
    None,
    fold ?? int(t.fold),
  ]);
  return fields === undefined ? undefined : makeTime(typeOf(t), fields, tz ?? t.tz);
}

function reduceEx(t: PyTime, protocol: Value | undefined): Result {
  const version = protocol === undefined ? 2 : asSsize(protocol);
  if (version === undefined) return undefined;
  const data = clockBytes(t);
  if (version > 3 && t.fold === 1) data[0]! |= 128;
  const state = bytes(Uint8Array.from(data));
  return tuple([typeOf(t), tuple(t.tz === None ? [state] : [state, t.tz])]);
}

function format(t: PyTime, spec: Value): Result {
  return strftime(spec, { year: 1900, micro: t.micro, tz: t.tz, dt: None }, () => structTime(1900, 1, 1, t, -1));
}

const U = '<unrepresentable>';
const REPLACE = `($self, /, hour=${U}, minute=${U}, second=${U}, microsecond=${U}, tzinfo=${U}, *, fold=${U})`;

types.time = named(
  defineType({
    name: 'time',
    module: 'datetime',
    instanceClass: PyTime,
    doc: 'A time of day.',
    flags: TypeFlag.Base,
    slots: {
      new: timeNew,
      repr,
      str: (t: PyTime) => callMethod(t, 'isoformat'),
      hash: timeHash as never,
      ...comparisons(compare),
    },
    methods: [
      method('isoformat', "($self, /, timespec='auto')", isoFormat, 'HH:MM:SS[.ffffff][±HH:MM].'),
      method('strftime', '($self, /, format)', format, 'The time by a format.'),
      method('__format__', '($self, format, /)', formatBy),
      method('utcoffset', '($self, /)', (t: PyTime) => orNone(utcOffset(t.tz, None)), 'Offset from UTC, or None.'),
      method('tzname', '($self, /)', (t: PyTime) => zoneName(t.tz, None), 'Name of the zone, or None.'),
      method('dst', '($self, /)', (t: PyTime) => (t.tz === None ? None : dstResult(t))),
      method('replace', REPLACE, replace, 'The time with other fields.'),
      method('__replace__', REPLACE, replace),
      method('__reduce_ex__', '($self, proto, /)', reduceEx),
      method('__reduce__', '($self, /)', (t: PyTime) => reduceEx(t, undefined)),
    ],
    classMethods: [
      method('fromisoformat', '($type, string, /)', fromIsoFormat, 'Reads ISO 8601.'),
      method(
        'strptime',
        '($type, string, format, /)',
        strptimeBy('_strptime_datetime_time'),
        'Reads a time by a format.',
      ),
    ],
    getset: [
      getset('hour', (t: PyTime) => int(t.hour)),
      getset('minute', (t: PyTime) => int(t.minute)),
      getset('second', (t: PyTime) => int(t.second)),
      getset('microsecond', (t: PyTime) => int(t.micro)),
      getset('tzinfo', (t: PyTime) => t.tz),
      getset('fold', (t: PyTime) => int(t.fold)),
    ],
  }),
);

function dstResult(t: PyTime): Result {
  return orNone(dstOf(t.tz, None));
}

types.time.attrs.set('min', rawTime(types.time, { hour: 0, minute: 0, second: 0, micro: 0, fold: 0 }, None));
types.time.attrs.set('max', rawTime(types.time, { hour: 23, minute: 59, second: 59, micro: 999999, fold: 0 }, None));
types.time.attrs.set('resolution', delta(0, 0, 1));
