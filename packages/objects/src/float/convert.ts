/** Conversion to C doubles: `float(x)` and the argument conversion of functions that take a real number. */
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { bytesText } from '../int/convert.ts';
import { intOrUndefined } from '../int/int.ts';
import { index } from '../ops/arith.ts';
import { reprJs } from '../ops/text.ts';
import { jsString } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { isFloat, PyFloat } from './float.ts';
import { floatFromString } from './text.ts';

/** The double nearest to n; OverflowError if it is too large. */
export function intToDouble(n: PyInt): number | undefined {
  if (typeof n === 'number') return n;
  const v = Number(n);
  return v === Infinity || v === -Infinity ? overflowError('int too large to convert to float') : v;
}

/** The value of a float or int operand; null for other types. undefined: raised. */
export function floatOperand(v: Value): number | null | undefined {
  if (v instanceof PyFloat) return v.v;
  const n = intOrUndefined(v);
  if (n !== undefined) return typeof n === 'number' ? n : intToDouble(n);
  return isFloat(v) ? v.v : null;
}

/** Through __float__ or __index__; null when the type has neither. */
function convert(o: Value): number | null | undefined {
  if (o instanceof PyFloat) return o.v;
  if (typeof o === 'number') return o;
  const type = typeOf(o);
  if (type.slots.float !== null) {
    const r = type.slots.float(o);
    return r === undefined ? undefined : checkedFloat(r, type.name);
  }
  if (type.slots.index === null) return null;
  const n = index(o);
  return n === undefined ? undefined : intToDouble(n);
}

function checkedFloat(r: Value, typeName: string): number | undefined {
  if (r instanceof PyFloat) return r.v;
  const what = `${typeName}.__float__ returned non-float (type ${typeOf(r).name})`;
  if (!isFloat(r)) return typeError(what);
  const text = `${what}.  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`;
  return hooks.warn(E.DeprecationWarning!, text, 1) === undefined ? undefined : r.v;
}

/** A real number argument as a double (PyFloat_AsDouble): instances of subclasses by their value. */
export function asFloat(o: Value): number | undefined {
  if (typeof o === 'object' && isFloat(o)) return o.v;
  const r = convert(o);
  return r === null ? typeError(`must be real number, not ${typeOf(o).name}`) : r;
}

/** float(o). */
export function toFloat(o: Value): number | undefined {
  const r = convert(o);
  if (r !== null) return r;
  const s = strOrUndefined(o);
  const text = s !== undefined ? jsString(s) : bytesText(o);
  if (text === null) return typeError(`float() argument must be a string or a real number, not '${typeOf(o).name}'`);
  const v = floatFromString(text);
  if (v !== null) return v;
  const shown = reprJs(o);
  return shown === undefined ? undefined : valueError(`could not convert string to float: ${shown}`);
}
