/** Types tzinfo (abstract) and timezone (fixed offsets). */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  defineType,
  E,
  getAttrOrAbsent,
  hash,
  method,
  newInstance,
  None,
  NotImplemented,
  raise,
  reprJs,
  str,
  strFromJs,
  strOrUndefined,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  add,
  call,
} from '@pyston/objects';
import { bind } from './arguments.ts';
import { comparisons, compareDeltas, delta, microsOf, named, deltaFromMicros } from './delta.ts';
import type { PyDateTime, PyDelta } from './layout.ts';
import { isDateTime, isDelta, PyTimeZone, PyTzInfo, types } from './layout.ts';
import { dstOf, isOffset, offsetRangeError, offsetText, utcOffset } from './offsets.ts';

function unimplemented(name: string): () => Result {
  return () => raise(E.NotImplementedError!, `a tzinfo subclass must implement ${name}()`);
}

/** UTC to local time by utcoffset() and dst(), for zones with a constant standard offset. */
function fromUtc(self: PyTzInfo, dt: Value): Result {
  if (!isDateTime(dt)) return typeError('fromutc: argument must be a datetime');
  if (dt.tz !== self) return valueError('fromutc: dt.tzinfo is not self');
  const offset = utcOffset(dt.tz, dt);
  if (offset === undefined) return undefined;
  if (offset === null) return valueError('fromutc: non-None utcoffset() result required');
  const dst = dstOf(dt.tz, dt);
  if (dst === undefined) return undefined;
  if (dst === null) return valueError('fromutc: non-None dst() result required');
  const standard = deltaFromMicros(microsOf(offset) - microsOf(dst));
  const local = standard === undefined ? undefined : add(dt, standard);
  if (local === undefined) return undefined;
  const localDst = dstOf((local as PyDateTime).tz, local);
  if (localDst === undefined) return undefined;
  if (localDst === null) return valueError('fromutc: tz.dst() gave inconsistent results; cannot convert');
  return microsOf(localDst) === 0n ? local : add(local, localDst);
}

/** Pickles with __getinitargs__ and the state, where a subclass has them. */
function tzReduce(self: PyTzInfo): Result {
  const init = getAttrOrAbsent(self, '__getinitargs__');
  const args = init === undefined ? undefined : init === ABSENT ? tuple([]) : call(init, []);
  if (args === undefined) return undefined;
  const getState = getAttrOrAbsent(self, '__getstate__');
  const state = getState === undefined ? undefined : getState === ABSENT ? None : call(getState, []);
  return state === undefined ? undefined : tuple([typeOf(self), args, state]);
}

types.tzinfo = named(
  defineType({
    name: 'tzinfo',
    module: 'datetime',
    instanceClass: PyTzInfo,
    doc: 'Abstract base class of time zones.',
    flags: TypeFlag.Base,
    slots: { new: (cls: PyType) => newInstance(cls) },
    methods: [
      method('tzname', '($self, dt, /)', unimplemented('tzname'), 'Name of the zone at a time.'),
      method('utcoffset', '($self, dt, /)', unimplemented('utcoffset'), 'Offset from UTC at a time.'),
      method('dst', '($self, dt, /)', unimplemented('dst'), 'Summer time part of the offset.'),
      method('fromutc', '($self, dt, /)', fromUtc, 'UTC as local time.'),
      method('__reduce__', '($self, /)', tzReduce),
    ],
  }),
);

const NEW = { names: ['offset', 'name'], required: 1, positional: 2 };

function timezoneNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bind(NEW, args, kwnames);
  if (given === undefined) return undefined;
  const [offset, name] = given as [Value, Value | undefined];
  if (!isDelta(offset))
    return typeError(`timezone() argument 1 must be datetime.timedelta, not ${typeOf(offset).name}`);
  if (name !== undefined && strOrUndefined(name) === undefined)
    return typeError(`timezone() argument 2 must be str, not ${typeOf(name).name}`);
  return makeTimezone(offset, name ?? null);
}

/** A timezone; UTC itself for an offset of zero without a name. */
export function makeTimezone(offset: PyDelta, zone: Value | null): PyTimeZone | undefined {
  if (zone === null && microsOf(offset) === 0n) return UTC;
  return isOffset(offset) ? newTimezone(offset, zone) : offsetRangeError(offset);
}

function newTimezone(offset: PyDelta, zone: Value | null): PyTimeZone {
  const tz = newInstance<PyTimeZone>(types.timezone);
  tz.offset = offset;
  tz.zone = zone;
  return tz;
}

function checkDt(dt: Value, name: string): boolean {
  if (dt === None || isDateTime(dt)) return true;
  typeError(`${name}(dt) argument must be a datetime instance or None, not ${typeOf(dt).name}`);
  return false;
}

function timezoneName(tz: PyTimeZone): Value {
  if (tz.zone !== null) return tz.zone;
  return str(microsOf(tz.offset) === 0n ? 'UTC' : `UTC${offsetText(tz.offset, ':')}`);
}

function timezoneRepr(tz: PyTimeZone): Result {
  const { name } = typeOf(tz);
  if (tz === UTC) return str(`${name}.utc`);
  const offset = reprJs(tz.offset);
  const zone = tz.zone === null ? '' : `, ${reprJs(tz.zone)}`;
  return strFromJs(`${name}(${offset}${zone})`);
}

function timezoneFromUtc(tz: PyTimeZone, dt: Value): Result {
  if (!isDateTime(dt)) return typeError('fromutc: argument must be a datetime instance');
  return dt.tz === tz ? add(dt, tz.offset) : valueError('fromutc: dt.tzinfo is not self');
}

function initArgs(tz: PyTimeZone): Value {
  return tuple(tz.zone === null ? [tz.offset] : [tz.offset, tz.zone]);
}

function compare(test: (order: number) => boolean, op: string): (a: PyTimeZone, b: Value) => Result {
  return (a, b) =>
    (op === 'eq' || op === 'ne') && b instanceof PyTimeZone ? test(compareDeltas(a.offset, b.offset)) : NotImplemented;
}

types.timezone = named(
  defineType({
    name: 'timezone',
    module: 'datetime',
    base: types.tzinfo,
    instanceClass: PyTimeZone,
    doc: 'Fixed offset from UTC.',
    slots: {
      new: timezoneNew,
      repr: timezoneRepr,
      str: timezoneName,
      hash: (tz: PyTimeZone) => hash(tz.offset),
      ...comparisons(compare),
    },
    methods: [
      method(
        'tzname',
        '($self, dt, /)',
        (tz: PyTimeZone, dt: Value) => (checkDt(dt, 'tzname') ? timezoneName(tz) : undefined),
        'The name, or UTC±HH:MM.',
      ),
      method(
        'utcoffset',
        '($self, dt, /)',
        (tz: PyTimeZone, dt: Value) => (checkDt(dt, 'utcoffset') ? tz.offset : undefined),
        'The fixed offset.',
      ),
      method('dst', '($self, dt, /)', (_tz: PyTimeZone, dt: Value) => (checkDt(dt, 'dst') ? None : undefined), 'None.'),
      method('fromutc', '($self, dt, /)', timezoneFromUtc, 'UTC as local time.'),
      method('__getinitargs__', '($self, /)', initArgs),
    ],
  }),
);

export const UTC: PyTimeZone = newTimezone(delta(0, 0, 0), null);
types.timezone.attrs.set('utc', UTC);
types.timezone.attrs.set('min', newTimezone(delta(-1, 60, 0), null));
types.timezone.attrs.set('max', newTimezone(delta(0, 86340, 0), null));
