/** Layouts of the module's types, and the type objects by name (each type's file sets its own). */
import type { PyType, Value } from '@pyston/objects';
import { newInstance, None, PyObject } from '@pyston/objects';

export class PyDelta extends PyObject {
  days = 0;
  /** 0 … 86399 */
  seconds = 0;
  /** 0 … 999999 */
  micros = 0;
}

export class PyDate extends PyObject {
  year = 1;
  month = 1;
  day = 1;
}

export class PyDateTime extends PyDate {
  hour = 0;
  minute = 0;
  second = 0;
  micro = 0;
  fold = 0;
  tz: Value = None;
}

export class PyTime extends PyObject {
  hour = 0;
  minute = 0;
  second = 0;
  micro = 0;
  fold = 0;
  tz: Value = None;
}

export class PyTzInfo extends PyObject {}

export class PyTimeZone extends PyTzInfo {
  offset!: PyDelta;
  zone: Value | null = null;
}

type Name = 'timedelta' | 'date' | 'datetime' | 'time' | 'tzinfo' | 'timezone';

export const types: Record<Name, PyType> = {} as Record<Name, PyType>;

function isOf(v: Value, name: Name): boolean {
  return typeof v === 'object' && v.cls.mro.includes(types[name]);
}

export function isDelta(v: Value): v is PyDelta {
  return v instanceof PyDelta || isOf(v, 'timedelta');
}

/** A date or a datetime. */
export function isDate(v: Value): v is PyDate {
  return isOf(v, 'date');
}

export function isDateTime(v: Value): v is PyDateTime {
  return isOf(v, 'datetime');
}

export function isTime(v: Value): v is PyTime {
  return isOf(v, 'time');
}

export function isTzInfo(v: Value): v is PyTzInfo {
  return isOf(v, 'tzinfo');
}

/** A datetime with these fields, without checks. */
export function rawDateTime(cls: PyType, year: number, month: number, day: number, t: Clock, tz: Value): PyDateTime {
  const d = newInstance<PyDateTime>(cls);
  d.year = year;
  d.month = month;
  d.day = day;
  return setClock(d, t, tz);
}

/** Time of day. */
export interface Clock {
  hour: number;
  minute: number;
  second: number;
  micro: number;
  fold: number;
}

export const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, micro: 0, fold: 0 };

export function setClock<T extends PyTime | PyDateTime>(d: T, t: Clock, tz: Value): T {
  d.hour = t.hour;
  d.minute = t.minute;
  d.second = t.second;
  d.micro = t.micro;
  d.fold = t.fold;
  d.tz = tz;
  return d;
}
