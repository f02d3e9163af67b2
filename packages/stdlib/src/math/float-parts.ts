/** Taking floats apart and stepping through them: frexp, modf, nextafter, ulp, isclose, fma, floor, ceil, trunc. */
import type { NativeSpec, PyInt, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asFloat,
  ceilToInt,
  exactRatio,
  float,
  floorToInt,
  index,
  int,
  method,
  None,
  overflowError,
  PyFloat,
  ratioToNumber,
  truncToInt,
  tryCallSpecial,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { split } from './real.ts';

function frexp(a: Value): Result {
  const x = asFloat(a);
  if (x === undefined) return undefined;
  if (x === 0 || !Number.isFinite(x)) return tuple([float(x), int(0)]);
  const { mantissa, exponent } = split(x);
  return tuple([float(mantissa), int(exponent)]);
}

function modf(a: Value): Result {
  const x = asFloat(a);
  if (x === undefined) return undefined;
  const whole = Math.trunc(x);
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  const fraction = Number.isFinite(x) ? x - whole : x !== x ? x : 0;
  return tuple([float(fraction === 0 ? 0 * sign : fraction), float(whole)]);
}

const f64 = new Float64Array(1);
const i64 = new BigInt64Array(f64.buffer);

/** Place of x on the line of all doubles: neighbours differ by one; both zeros are 0. */
function place(x: number): bigint {
  f64[0] = x;
  const bits = i64[0]!;
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function atPlace(p: bigint): number {
  i64[0] = p < 0n ? -p : p;
  return p < 0n ? -f64[0]! : f64[0]!;
}

/** The double `steps` places from x towards y, not beyond y. */
function step(x: number, y: number, steps: bigint): number {
  if (steps === 0n) return x;
  if (x !== x || y !== y) return NaN;
  if (x === y) return y;
  const from = place(x);
  const to = place(y);
  const distance = to - from;
  if ((distance < 0n ? -distance : distance) <= steps) return y;
  const p = distance > 0n ? from + steps : from - steps;
  return p === 0n ? (x < 0 ? -0 : 0) : atPlace(p);
}

/** C's nextafter: a step down to zero keeps the sign. */
function neighbour(x: number, y: number): number {
  const r = step(x, y, 1n);
  return r === 0 && x !== 0 ? 0 * Math.sign(x) : r;
}

function nextafter(a: Value, b: Value, stepsArgument: Value | undefined): Result {
  const x = asFloat(a);
  const y = x === undefined ? undefined : asFloat(b);
  if (y === undefined) return undefined;
  if (stepsArgument === undefined || stepsArgument === None) return float(neighbour(x!, y));
  const steps = index(stepsArgument);
  if (steps === undefined) return undefined;
  return steps < 0 ? valueError('steps must be a non-negative integer') : float(step(x!, y, BigInt(steps)));
}

function ulp(a: Value): Result {
  const x = asFloat(a);
  if (x === undefined) return undefined;
  const m = Math.abs(x);
  if (!Number.isFinite(m)) return float(m);
  const up = step(m, Infinity, 1n);
  return float(up === Infinity ? m - step(m, -Infinity, 1n) : up - m);
}

function isclose(a: Value, b: Value, rel: Value | undefined, abs: Value | undefined): Result {
  const numbers: number[] = [];
  for (const v of [a, b, rel ?? float(1e-9), abs ?? float(0)]) {
    const x = asFloat(v);
    if (x === undefined) return undefined;
    numbers.push(x);
  }
  const [x, y, relTol, absTol] = numbers as [number, number, number, number];
  if (relTol < 0 || absTol < 0) return valueError('tolerances must be non-negative');
  if (x === y) return true;
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return false;
  const difference = Math.abs(y - x);
  return difference <= Math.abs(relTol * y) || difference <= Math.abs(relTol * x) || difference <= absTol;
}

/** x * y + z rounded once. */
function fmaFinite(x: number, y: number, z: number): number {
  const rough = x * y + z;
  if (x === 0 || y === 0 || rough !== rough) return rough;
  const a = exactRatio(x);
  const b = exactRatio(y);
  const c = exactRatio(z);
  const n = a.numerator * b.numerator * c.denominator + c.numerator * a.denominator * b.denominator;
  return n === 0n ? 0 : ratioToNumber(n, a.denominator * b.denominator * c.denominator);
}

function fma(a: Value, b: Value, c: Value): Result {
  const x = asFloat(a);
  const y = x === undefined ? undefined : asFloat(b);
  const z = y === undefined ? undefined : asFloat(c);
  if (z === undefined) return undefined;
  const finite = Number.isFinite(x!) && Number.isFinite(y!) && Number.isFinite(z);
  const r = finite ? fmaFinite(x!, y!, z) : Number.isFinite(x!) && Number.isFinite(y!) ? z : x! * y! + z;
  if (r - r === 0) return float(r);
  if (r !== r) return x! !== x! || y! !== y! || z !== z ? float(r) : valueError('invalid operation in fma');
  return finite ? overflowError('overflow in fma') : float(r);
}

/** floor() and ceil(): the type's own method, else through float. */
function integral(dunder: string, fn: (x: number) => PyInt | undefined): (x: Value) => Result {
  return (x) => {
    if (x instanceof PyFloat) return fn(x.v);
    const r = tryCallSpecial(x, dunder, []);
    if (r !== ABSENT) return r;
    const v = asFloat(x);
    return v === undefined ? undefined : fn(v);
  };
}

function trunc(x: Value): Result {
  if (x instanceof PyFloat) return truncToInt(x.v);
  const r = tryCallSpecial(x, '__trunc__', []);
  return r === ABSENT ? typeError(`type ${typeOf(x).name} doesn't define __trunc__ method`) : r;
}

export const partFunctions: readonly NativeSpec[] = [
  method('frexp', '(x, /)', frexp, 'Mantissa and exponent of x as a pair.'),
  method('modf', '(x, /)', modf, 'Fraction and integer part of x, both with the sign of x.'),
  method('nextafter', '(x, y, /, *, steps=None)', nextafter, 'The float some steps after x towards y.'),
  method('ulp', '(x, /)', ulp, 'Value of the last bit of x.'),
  method('isclose', '(a, b, *, rel_tol=1e-09, abs_tol=0.0)', isclose, 'True if a and b are close to each other.'),
  method('fma', '(x, y, z, /)', fma, 'x*y + z with one rounding.'),
  method('floor', '(x, /)', integral('__floor__', floorToInt), 'Largest integer not above x.'),
  method('ceil', '(x, /)', integral('__ceil__', ceilToInt), 'Smallest integer not below x.'),
  method('trunc', '(x, /)', trunc, 'The integer part of x.'),
];
