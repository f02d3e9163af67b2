/** Asking tzinfo objects: utcoffset, dst, tzname, with the checks of their answers. */
import type { Result, Value } from '@pyston/objects';
import { callMethod, None, strOrUndefined, typeError, typeOf, valueError, reprJs } from '@pyston/objects';
import { compareDeltas, delta, twoDigits } from './delta.ts';
import type { PyDelta } from './layout.ts';
import { isDelta, PyTimeZone } from './layout.ts';

const DAY = delta(1, 0, 0);
const MINUS_DAY = delta(-1, 0, 0);

export function offsetRangeError(offset: Value): undefined {
  return valueError(
    `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${reprJs(offset)}`,
  );
}

export function isOffset(d: PyDelta): boolean {
  return compareDeltas(d, MINUS_DAY) > 0 && compareDeltas(d, DAY) < 0;
}

/** tz.utcoffset(dt) or tz.dst(dt): a timedelta, null for None, undefined: raised. */
function askDelta(tz: Value, name: 'utcoffset' | 'dst', dt: Value): PyDelta | null | undefined {
  if (tz === None) return null;
  if (tz instanceof PyTimeZone) return name === 'dst' ? null : tz.offset;
  const r = callMethod(tz, name, dt);
  if (r === undefined) return undefined;
  if (r === None) return null;
  if (!isDelta(r)) return typeError(`tzinfo.${name}() must return None or a timedelta, not '${typeOf(r).name}'`);
  return isOffset(r) ? r : offsetRangeError(r);
}

export function utcOffset(tz: Value, dt: Value): PyDelta | null | undefined {
  return askDelta(tz, 'utcoffset', dt);
}

export function dstOf(tz: Value, dt: Value): PyDelta | null | undefined {
  return askDelta(tz, 'dst', dt);
}

/** tz.tzname(dt): a str value or None. */
export function zoneName(tz: Value, dt: Value): Result {
  if (tz === None) return None;
  const r = callMethod(tz, 'tzname', dt);
  if (r === undefined || r === None || strOrUndefined(r) !== undefined) return r;
  return typeError(`tzinfo.tzname() must return None or a string, not '${typeOf(r).name}'`);
}

/** '+hh:mm[:ss[.ffffff]]' of an offset. */
export function offsetText(offset: PyDelta, separator: string): string {
  const negative = offset.days < 0;
  const total = (offset.days * 86400 + offset.seconds) * 1000000 + offset.micros;
  const m = Math.abs(total);
  const seconds = Math.floor(m / 1000000);
  const micros = m % 1000000;
  let s = `${negative ? '-' : '+'}${twoDigits(Math.floor(seconds / 3600))}${separator}${twoDigits(Math.floor(seconds / 60) % 60)}`;
  if (seconds % 60 !== 0 || micros !== 0) s += separator + twoDigits(seconds % 60);
  if (micros !== 0) s += `.${String(micros).padStart(6, '0')}`;
  return s;
}

/** What isoformat appends: '' without an offset. */
export function isoOffset(tz: Value, dt: Value): string | undefined {
  const offset = utcOffset(tz, dt);
  if (offset === undefined) return undefined;
  return offset === null ? '' : offsetText(offset, ':');
}
