/** Arguments of the constructors and replace(): binding with the messages of C's argument parser, field checks. */
import type { Value } from '@pyston/objects';
import { index, intOrUndefined, None, overflowError, typeError, typeOf, valueError } from '@pyston/objects';
import { daysInMonth } from './calendar.ts';
import type { Clock } from './layout.ts';
import { isTzInfo } from './layout.ts';

export interface Signature {
  readonly names: readonly string[];
  readonly required: number;
  /** Parameters that positional arguments can fill. */
  readonly positional: number;
}

export const DATE: Signature = { names: ['year', 'month', 'day'], required: 3, positional: 3 };
export const TIME: Signature = {
  names: ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'],
  required: 0,
  positional: 5,
};
export const DATETIME: Signature = { names: [...DATE.names, ...TIME.names], required: 3, positional: 8 };

/** One value per parameter, undefined where absent; undefined: raised. */
export function bind(
  s: Signature,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): (Value | undefined)[] | undefined {
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  if (npos > s.positional || args.length > s.names.length) {
    const kind = s.positional < s.names.length ? ' positional' : '';
    return typeError(
      `function takes at most ${s.positional}${kind} arguments (${kind === '' ? args.length : npos} given)`,
    );
  }
  const out: (Value | undefined)[] = new Array(s.names.length).fill(undefined);
  for (let i = 0; i < npos; i++) out[i] = args[i];
  for (let k = 0; k < nkw; k++) {
    const at = s.names.indexOf(kwnames![k]!);
    if (at < 0) return typeError(`this function got an unexpected keyword argument '${kwnames![k]}'`);
    if (out[at] !== undefined)
      return typeError(`argument for function given by name ('${kwnames![k]}') and position (${at + 1})`);
    out[at] = args[npos + k];
  }
  for (let i = 0; i < s.required; i++) {
    if (out[i] === undefined) return missing(s, out, i);
  }
  return out;
}

/** The arguments before the missing one are converted first, so theirs may be the error. */
function missing(s: Signature, given: readonly (Value | undefined)[], at: number): undefined {
  for (let i = 0; i < at && s === DATE; i++) if (cInt(given[i]!) === undefined) return undefined;
  return typeError(`function missing required argument '${s.names[at]}' (pos ${at + 1})`);
}

/** A C int argument. */
export function cInt(v: Value): number | undefined {
  const n = intOrUndefined(v) ?? index(v);
  if (n === undefined) return undefined;
  if (n > 0x7fffffffffffffffn || n < -0x8000000000000000n)
    return overflowError('Python int too large to convert to C long');
  if (n > 2147483647) return overflowError('signed integer is greater than maximum');
  return n < -2147483648 ? overflowError('signed integer is less than minimum') : Number(n);
}

export function checkDate(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999) return fail(`year must be in 1..9999, not ${year}`);
  if (month < 1 || month > 12) return fail(`month must be in 1..12, not ${month}`);
  const days = daysInMonth(year, month);
  return (day >= 1 && day <= days) || fail(`day ${day} must be in range 1..${days} for month ${month} in year ${year}`);
}

export function checkClock(t: Clock): boolean {
  if (t.hour < 0 || t.hour > 23) return fail(`hour must be in 0..23, not ${t.hour}`);
  if (t.minute < 0 || t.minute > 59) return fail(`minute must be in 0..59, not ${t.minute}`);
  if (t.second < 0 || t.second > 59) return fail(`second must be in 0..59, not ${t.second}`);
  if (t.micro < 0 || t.micro > 999999) return fail(`microsecond must be in 0..999999, not ${t.micro}`);
  return t.fold === 0 || t.fold === 1 || fail(`fold must be either 0 or 1, not ${t.fold}`);
}

function fail(message: string): false {
  valueError(message);
  return false;
}

/** A tzinfo argument: None or an instance. False: raised. */
export function checkTz(v: Value): boolean {
  if (v === None || isTzInfo(v)) return true;
  typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(v).name}'`);
  return false;
}

/** The tzinfo of a pickled state. False: raised. */
export function checkStateTz(v: Value): boolean {
  if (v === None || isTzInfo(v)) return true;
  typeError('bad tzinfo state arg');
  return false;
}

/** Year, month, day. */
export function dateFields(given: readonly (Value | undefined)[]): [number, number, number] | undefined {
  const out: number[] = [];
  for (let i = 0; i < 3; i++) {
    const n = cInt(given[i]!);
    if (n === undefined) return undefined;
    out.push(n);
  }
  return out as [number, number, number];
}

/** Hour … microsecond and fold, from the six values of TIME. */
export function clockFields(given: readonly (Value | undefined)[]): Clock | undefined {
  const out: number[] = [];
  for (const i of [0, 1, 2, 3, 5]) {
    const v = given[i];
    const n = v === undefined ? 0 : cInt(v);
    if (n === undefined) return undefined;
    out.push(n);
  }
  const [hour, minute, second, micro, fold] = out as [number, number, number, number, number];
  return { hour, minute, second, micro, fold };
}
