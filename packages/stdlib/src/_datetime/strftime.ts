/** strftime() and __format__: what the C library does not know (%f, %z, %:z, %Z of tzinfo), the rest by module time. */
import type { Result, Value } from '@pyston/objects';
import {
  call1,
  call2,
  callMethod,
  getAttr,
  hooks,
  int,
  jsString,
  None,
  str,
  strFromJs,
  strOf,
  strOrUndefined,
  typeError,
  typeOf,
  tuple,
} from '@pyston/objects';
import { dayOfYear, weekday } from './calendar.ts';
import type { Clock } from './layout.ts';
import { offsetText, utcOffset, zoneName } from './offsets.ts';

/** time.struct_time of these fields. */
export function structTime(year: number, month: number, day: number, t: Clock, isdst: number): Result {
  const module = hooks.importModule('time');
  const type = module === undefined ? undefined : getAttr(module, 'struct_time');
  if (type === undefined) return undefined;
  const fields = [
    year,
    month,
    day,
    t.hour,
    t.minute,
    t.second,
    weekday(year, month, day),
    dayOfYear(year, month, day),
    isdst,
  ];
  return call1(type, tuple(fields.map((n) => int(n))));
}

export interface Moment {
  readonly year: number;
  readonly micro: number;
  readonly tz: Value;
  /** Argument for the tzinfo's methods. */
  readonly dt: Value;
}

/** `format` with our own directives replaced; undefined: raised. */
function expand(format: string, m: Moment): string | undefined {
  let out = '';
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%' || i + 1 >= format.length) {
      out += format[i];
      continue;
    }
    let code = format[++i]!;
    if (code === ':' && format[i + 1] === 'z') code = `:${format[++i]!}`;
    const text = directive(code, m);
    if (text === undefined) return undefined;
    out += text;
  }
  return out;
}

function directive(code: string, m: Moment): string | undefined {
  switch (code) {
    case 'f':
      return String(m.micro).padStart(6, '0');
    case 'z':
    case ':z': {
      const offset = utcOffset(m.tz, m.dt);
      if (offset === undefined) return undefined;
      return offset === null ? '' : offsetText(offset, code === 'z' ? '' : ':');
    }
    case 'Z':
      return zoneFormat(m);
    case 'Y':
      return m.year >= 1000 ? '%Y' : String(m.year).padStart(4, '0');
    case 'G':
      return m.year >= 1001 ? '%G' : '%04G';
    case 'F':
      return m.year >= 1000 ? '%F' : `${String(m.year).padStart(4, '0')}-%m-%d`;
    case 'C':
      return m.year >= 1000 ? '%C' : String(Math.floor(m.year / 100)).padStart(2, '0');
    default:
      return `%${code}`;
  }
}

/** The zone's name with its signs doubled; a str subclass does that with its own `replace`. */
function zoneFormat(m: Moment): string | undefined {
  const name = zoneName(m.tz, m.dt);
  if (name === undefined) return undefined;
  if (name === None) return '';
  const doubled = callMethod(name, 'replace', str('%'), str('%%'));
  if (doubled === undefined) return undefined;
  const text = strOrUndefined(doubled);
  return text === undefined ? typeError('tzname.replace() did not return a string') : jsString(text);
}

export function strftime(format: Value, m: Moment, timetuple: () => Result): Result {
  const s = strOrUndefined(format);
  if (s === undefined) return typeError(`strftime() argument 1 must be str, not ${typeOf(format).name}`);
  const t = timetuple();
  const expanded = t === undefined ? undefined : expand(jsString(s), m);
  const module = expanded === undefined ? undefined : hooks.importModule('time');
  const fn = module === undefined ? undefined : getAttr(module, 'strftime');
  return fn === undefined ? undefined : callFormat(fn, expanded!, t!);
}

function callFormat(fn: Value, format: string, t: Value): Result {
  const padded = format.includes('%04G') ? isoYear(fn, format, t) : format;
  return padded === undefined ? undefined : call2(fn, strFromJs(padded), t);
}

/** The ISO year with four digits, which C does not write. */
function isoYear(fn: Value, format: string, t: Value): string | undefined {
  const year = call2(fn, str('%G'), t);
  const text = year === undefined ? undefined : strOrUndefined(year);
  return text === undefined ? undefined : format.replaceAll('%04G', jsString(text).padStart(4, '0'));
}

/** `format(value, spec)`: strftime, or str() for an empty spec. */
export function formatBy(self: Value, spec: Value): Result {
  const s = strOrUndefined(spec);
  if (s === undefined) return typeError(`__format__() argument 1 must be str, not ${typeOf(spec).name}`);
  return s === '' ? strOf(self) : callMethod(self, 'strftime', spec);
}
