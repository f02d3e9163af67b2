/** `repr()`, `str()`, `ascii()`, `format()`. */
import { PyError, raise, takeException, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { PyObject } from '../core/object.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { StrValue } from '../str/astral.ts';
import { PyFloat } from '../float/float.ts';
import { formatFloat, formatInt } from '../format/number.ts';
import { jsString, PyAstralStr, strFromJs } from '../str/astral.ts';
import { isStr, strValue } from '../str/ops.ts';
import { strAscii, strRepr } from '../str/repr.ts';
import { str as brandStr } from '../core/value.ts';
import { tryCallSpecial } from './call.ts';

function checked(r: Result, what: string): StrValue | undefined {
  if (r === undefined) return undefined;
  if (typeof r === 'string' || r instanceof PyAstralStr) return r;
  if (isStr(r)) return strValue(r);
  return typeError(`${what} returned non-string (type ${typeOf(r).name})`);
}

/** `repr(o)`. */
export function repr(o: Value): StrValue | undefined {
  if (typeof o === 'number') return brandStr(String(o));
  const slot = typeOf(o).slots.repr;
  return slot === null ? brandStr(`<${typeOf(o).name} object>`) : checked(slot(o), '__repr__');
}

/** `str(o)`, as an exact str. */
export function strOf(o: Value): StrValue | undefined {
  if (typeof o === 'string' || o instanceof PyAstralStr) return o;
  if (typeof o === 'number') return brandStr(String(o));
  const { slots } = typeOf(o);
  return slots.str === null ? repr(o) : checked(slots.str(o), '__str__');
}

/** `ascii(o)`. */
export function ascii(o: Value): StrValue | undefined {
  const r = repr(o);
  return r === undefined ? undefined : strAscii(r);
}

/** `format(o, spec)`. */
export function format(o: Value, spec: Value): StrValue | undefined {
  if (spec === '' && (typeof o === 'string' || o instanceof PyAstralStr)) return o;
  if (spec === '' && typeof o === 'number') return brandStr(String(o));
  if (typeof spec === 'string' && spec !== '') {
    if (typeof o === 'number') return formatted(formatInt(o, spec, 'int'));
    if (o instanceof PyFloat) return formatted(formatFloat(o.v, spec, 'float'));
  }
  const r = tryCallSpecial(o, '__format__', [spec]);
  if (r === undefined) return undefined;
  if (r === ABSENT) return raise(E.TypeError!, `Type ${typeOf(o).name} doesn't define __format__`);
  if (typeof r === 'string' || r instanceof PyAstralStr) return r;
  return isStr(r) ? strValue(r) : typeError(`__format__ must return a str, not ${typeOf(r).name}`);
}

function formatted(text: string | undefined): StrValue | undefined {
  return text === undefined ? undefined : strFromJs(text);
}

/** `repr(o)` as UTF-16. */
export function reprJs(o: Value): string | undefined {
  const r = repr(o);
  return r === undefined ? undefined : jsString(r);
}

/** `str(o)` as UTF-16. */
export function strJs(o: Value): string | undefined {
  const r = strOf(o);
  return r === undefined ? undefined : jsString(r);
}

/** Guards the repr of containers against recursion: false if `o`'s repr is being made already. */
export function enterRepr(o: PyObject): boolean {
  if (ts.reprActive.has(o)) return false;
  if (ts.reprActive.size > DEEPEST_REPR) throw tooDeep();
  ts.reprActive.add(o);
  return true;
}

/** Texts inside texts cost time by the square of the depth. */
const DEEPEST_REPR = 10000;

/** The frames between here and the boundary never come to leave theirs. */
function tooDeep(): PyError {
  ts.reprActive.clear();
  raise(E.RecursionError!, 'maximum recursion depth exceeded while getting the repr of an object');
  return new PyError(takeException());
}

export function leaveRepr(o: PyObject): void {
  ts.reprActive.delete(o);
}

/** repr of a str, for messages. */
export function quoted(name: string): string {
  return strRepr(brandStr(name)) as string;
}
