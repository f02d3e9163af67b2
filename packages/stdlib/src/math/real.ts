/** Functions of real arguments: conversion, the C function, and Python's errors for its domain and range. */
import type { NativeSpec, Result, Value } from '@pyston/objects';
import {
  asFloat,
  big,
  float,
  floatRepr,
  intBitLength,
  intOrUndefined,
  libm,
  method,
  overflowError,
  PyFloat,
  truediv,
  typeError,
  valueError,
} from '@pyston/objects';

function domainError(): undefined {
  return valueError('math domain error');
}

function rangeError(): undefined {
  return overflowError('math range error');
}

/** One real argument. `message`: how the domain is described ("…, got x"). */
function unary(
  name: string,
  fn: (x: number) => number,
  message: string | null,
  canOverflow: boolean,
  doc: string,
): NativeSpec {
  const impl = (arg: Value): Result => {
    const x = arg instanceof PyFloat ? arg.v : asFloat(arg);
    if (x === undefined) return undefined;
    const r = fn(x);
    if (r - r === 0) return new PyFloat(r);
    return special(x, r, message, canOverflow);
  };
  return method(name, '(x, /)', impl, doc);
}

function special(x: number, r: number, message: string | null, canOverflow: boolean): Result {
  if (r !== r ? x !== x : !Number.isFinite(x)) return float(r);
  if (r === r && canOverflow) return rangeError();
  return message === null ? domainError() : valueError(`${message}, got ${floatRepr(x)}`);
}

const UNIT = 'expected a number in range from -1 up to 1';
const FINITE = 'expected a finite input';
const INTEGER = 'expected a noninteger or positive integer';

function sqrt(x: number): number {
  return Math.sqrt(x);
}

/** Poles and overflows need telling apart, which an infinite result alone does not do. */
function gammaLike(name: string, fn: (x: number) => number, doc: string): NativeSpec {
  const impl = (arg: Value): Result => {
    const x = asFloat(arg);
    if (x === undefined) return undefined;
    const r = fn(x);
    if (r - r === 0 || x !== x || x === Infinity || (x === -Infinity && r === Infinity)) return float(r);
    if (r !== r || (Number.isInteger(x) && x <= 0)) return valueError(`${INTEGER}, got ${floatRepr(x)}`);
    return rangeError();
  };
  return method(name, '(x, /)', impl, doc);
}

/** Two real arguments of a function that is defined everywhere. */
function total(name: string, signature: string, fn: (x: number, y: number) => number, doc: string): NativeSpec {
  const impl = (a: Value, b: Value): Result => {
    const x = asFloat(a);
    const y = x === undefined ? undefined : asFloat(b);
    return y === undefined ? undefined : float(fn(x!, y));
  };
  return method(name, signature, impl, doc);
}

function predicate(name: string, fn: (x: number) => boolean, doc: string): NativeSpec {
  const impl = (a: Value): Result => {
    const x = asFloat(a);
    return x === undefined ? undefined : fn(x);
  };
  return method(name, '(x, /)', impl, doc);
}

function pow(a: Value, b: Value): Result {
  const x = asFloat(a);
  const y = x === undefined ? undefined : asFloat(b);
  if (y === undefined) return undefined;
  const r = libm.pow(x!, y);
  if (r - r === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return float(r);
  return r !== r || x === 0 ? domainError() : rangeError();
}

function fmod(a: Value, b: Value): Result {
  const x = asFloat(a);
  const y = x === undefined ? undefined : asFloat(b);
  if (y === undefined) return undefined;
  const r = x! % y;
  return r !== r && x === x && y === y ? domainError() : float(r);
}

/** IEEE 754 remainder: the quotient rounds half to even. */
function remainder(a: Value, b: Value): Result {
  const x = asFloat(a);
  const y = x === undefined ? undefined : asFloat(b);
  if (y === undefined) return undefined;
  if (x !== x || y !== y) return float(x !== x ? x! : y);
  if (!Number.isFinite(x) || y === 0) return domainError();
  if (!Number.isFinite(y)) return float(x!);
  const ax = Math.abs(x!);
  const ay = Math.abs(y);
  const m = ax % ay;
  const c = ay - m;
  const r = m < c ? m : m > c ? -c : m - 2 * ((0.5 * (ax - m)) % ay);
  return float(x! < 0 || Object.is(x, -0) ? -r : r);
}

/** Logarithm of an int of any size, or of a float. undefined: raised. */
function logarithm(arg: Value, fn: (x: number) => number): number | undefined {
  const n = intOrUndefined(arg);
  if (n !== undefined) {
    if (n <= 0) return valueError('expected a positive input');
    const v = Number(n);
    return Number.isFinite(v) ? fn(v) : logBig(BigInt(n), fn);
  }
  const x = asFloat(arg);
  if (x === undefined) return undefined;
  if (x > 0 || x !== x) return fn(x);
  return valueError(`expected a positive input, got ${floatRepr(x)}`);
}

function logBig(n: bigint, fn: (x: number) => number): number {
  const e = intBitLength(big(n));
  const mantissa = Number(n >> BigInt(e - 64)) * 2 ** -64;
  return fn(mantissa) + fn(2) * e;
}

function log(x: Value, base: Value | undefined): Result {
  const num = logarithm(x, libm.log);
  if (num === undefined || base === undefined) return num === undefined ? undefined : float(num);
  const den = logarithm(base, libm.log);
  return den === undefined ? undefined : truediv(float(num), float(den));
}

function logOf(fn: (x: number) => number): (x: Value) => Result {
  return (x) => {
    const r = logarithm(x, fn);
    return r === undefined ? undefined : float(r);
  };
}

function ldexp(a: Value, i: Value): Result {
  const x = asFloat(a);
  if (x === undefined) return undefined;
  const n = intOrUndefined(i);
  if (n === undefined) return typeError('Expected an int as second argument to ldexp.');
  if (x === 0 || !Number.isFinite(x)) return float(x);
  const e = Number(n);
  const r = e < -2200 ? 0 * x : e > 2200 ? x * Infinity : scale(x, e);
  return Number.isFinite(r) ? float(r) : rangeError();
}

/** x * 2**e rounded once. */
function scale(x: number, e: number): number {
  const { mantissa, exponent } = split(x);
  const top = exponent + e;
  if (top > 1024) return mantissa * Infinity;
  if (top > -1021) return mantissa * 2 ** -3 * 2 ** (top < 1000 ? top + 3 : 1000) * (top < 1000 ? 1 : 2 ** (top - 997));
  if (top < -1080) return mantissa * 0;
  return roundHalfEven(mantissa * 2 ** (top + 1074)) * 2 ** -1074;
}

function roundHalfEven(v: number): number {
  const r = Math.round(v);
  return Math.abs(r - v) === 0.5 && r % 2 !== 0 ? r - 1 : r === 0 ? v * 0 : r;
}

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** x = mantissa * 2**exponent with |mantissa| in [0.5, 1); finite and not zero. */
export function split(x: number): { mantissa: number; exponent: number } {
  let e = 0;
  if (Math.abs(x) < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    e = -54;
  }
  f64[0] = x;
  const high = u32[1]!;
  e += ((high >>> 20) & 0x7ff) - 1022;
  u32[1] = (high & 0x800fffff) | 0x3fe00000;
  return { mantissa: f64[0]!, exponent: e };
}

/** Two operands through an exact function; see fma. */
function unaryExact(name: string, fn: (x: number) => number, doc: string): NativeSpec {
  const impl = (a: Value): Result => {
    const x = asFloat(a);
    return x === undefined ? undefined : float(fn(x));
  };
  return method(name, '(x, /)', impl, doc);
}

function copysign(x: number, y: number): number {
  return y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x);
}

export const realFunctions: readonly NativeSpec[] = [
  unary('acos', libm.acos, UNIT, false, 'Arc cosine, between 0 and pi.'),
  unary('acosh', libm.acosh, 'expected argument value not less than 1', false, 'Inverse hyperbolic cosine.'),
  unary('asin', libm.asin, UNIT, false, 'Arc sine, between -pi/2 and pi/2.'),
  unary('asinh', libm.asinh, null, false, 'Inverse hyperbolic sine.'),
  unary('atan', libm.atan, null, false, 'Arc tangent, between -pi/2 and pi/2.'),
  unary('atanh', libm.atanh, 'expected a number between -1 and 1', false, 'Inverse hyperbolic tangent.'),
  unary('cbrt', libm.cbrt, null, false, 'Cube root.'),
  unary('cos', libm.cos, FINITE, false, 'Cosine of x radians.'),
  unary('cosh', libm.cosh, null, true, 'Hyperbolic cosine.'),
  unary('exp', libm.exp, null, true, 'e raised to the power x.'),
  unary('exp2', libm.exp2, null, true, '2 raised to the power x.'),
  unary('expm1', libm.expm1, null, true, 'exp(x) - 1, without loss for small x.'),
  unary('log1p', libm.log1p, 'expected argument value > -1', false, 'log(1 + x), without loss for small x.'),
  unary('sin', libm.sin, FINITE, false, 'Sine of x radians.'),
  unary('sinh', libm.sinh, null, true, 'Hyperbolic sine.'),
  unary('sqrt', sqrt, 'expected a nonnegative input', false, 'Square root.'),
  unary('tan', libm.tan, FINITE, false, 'Tangent of x radians.'),
  unary('tanh', libm.tanh, null, false, 'Hyperbolic tangent.'),
  unaryExact('erf', libm.erf, 'Error function.'),
  unaryExact('erfc', libm.erfc, 'Complementary error function.'),
  unaryExact('fabs', Math.abs, 'Absolute value as a float.'),
  unaryExact('degrees', (x) => x * (180 / Math.PI), 'Radians as degrees.'),
  unaryExact('radians', (x) => x * (Math.PI / 180), 'Degrees as radians.'),
  gammaLike('gamma', libm.gamma, 'Gamma function.'),
  gammaLike('lgamma', libm.lgamma, 'Logarithm of the absolute value of the gamma function.'),
  total('atan2', '(y, x, /)', libm.atan2, 'Arc tangent of y/x in the quadrant of the point.'),
  total('copysign', '(x, y, /)', copysign, 'Size of x with the sign of y.'),
  predicate('isfinite', (x) => x - x === 0, 'True unless x is infinite or not a number.'),
  predicate('isinf', (x) => x === Infinity || x === -Infinity, 'True if x is infinite.'),
  predicate('isnan', (x) => x !== x, 'True if x is not a number.'),
  method('pow', '(x, y, /)', pow, 'x raised to the power y, as floats.'),
  method('fmod', '(x, y, /)', fmod, 'Remainder with the sign of x.'),
  method('remainder', '(x, y, /)', remainder, 'Difference of x and the closest multiple of y.'),
  method('log', '(x, base=math.e, /)', log, 'Logarithm to a base, e by default.'),
  method('log2', '(x, /)', logOf(libm.log2), 'Logarithm to base 2.'),
  method('log10', '(x, /)', logOf(libm.log10), 'Logarithm to base 10.'),
  method('ldexp', '(x, i, /)', ldexp, 'x * (2**i), the inverse of frexp().'),
];
