/** Module `cmath`. */
import type { ModuleSpec, NativeSpec, PyComplex, Result, Value } from '@pyston/objects';
import {
  asFloat,
  complex,
  complexArgument,
  complexDiv,
  defineModule,
  float,
  libm,
  method,
  overflowError,
  tuple,
  valueError,
} from '@pyston/objects';
import type { Answer, ComplexFunction } from './functions.ts';
import {
  acos,
  acosh,
  asin,
  asinhC,
  atan,
  atanh,
  cosC,
  coshC,
  expC,
  log10C,
  logC,
  rect,
  sinC,
  sinhC,
  sqrt,
  tanC,
  tanhC,
} from './functions.ts';

function answer(a: Answer): PyComplex | undefined {
  if (a === 'domain') return valueError('math domain error');
  return a === 'range' ? overflowError('math range error') : a;
}

function fn(name: string, f: ComplexFunction, doc: string): NativeSpec {
  const impl = (arg: Value): Result => {
    const z = complexArgument(arg);
    return z === undefined ? undefined : answer(f(z.re, z.im));
  };
  return method(name, '(z, /)', impl, doc);
}

function predicate(name: string, test: (x: number, y: number) => boolean, doc: string): NativeSpec {
  const impl = (arg: Value): Result => {
    const z = complexArgument(arg);
    return z === undefined ? undefined : test(z.re, z.im);
  };
  return method(name, '(z, /)', impl, doc);
}

function log(arg: Value, base: Value | undefined): Result {
  const z = complexArgument(arg);
  const b = z === undefined || base === undefined ? null : complexArgument(base);
  if (z === undefined || b === undefined) return undefined;
  const a = answer(logC(z.re, z.im));
  if (a === undefined || b === null) return a;
  const c = answer(logC(b.re, b.im));
  if (c === undefined) return undefined;
  return c.re === 0 && c.im === 0 ? valueError('math domain error') : complexDiv(a.re, a.im, c.re, c.im);
}

function phase(arg: Value): Result {
  const z = complexArgument(arg);
  return z === undefined ? undefined : angle(z);
}

/** The angle; one that underflows to zero is a range error, as in C. */
function angle(z: PyComplex): Result {
  const r = libm.atan2(z.im, z.re);
  return r === 0 && z.im !== 0 && Number.isFinite(z.re) ? overflowError('math range error') : float(r);
}

function polar(arg: Value): Result {
  const z = complexArgument(arg);
  if (z === undefined) return undefined;
  const r = libm.hypot(z.re, z.im);
  if (r === Infinity && Number.isFinite(z.re) && Number.isFinite(z.im)) return overflowError('math range error');
  const phi = angle(z);
  return phi === undefined ? undefined : tuple([float(r), phi]);
}

function rectOf(r: Value, phi: Value): Result {
  const a = asFloat(r);
  const b = a === undefined ? undefined : asFloat(phi);
  return b === undefined ? undefined : answer(rect(a!, b));
}

function isclose(a: Value, b: Value, rel: Value | undefined, abs: Value | undefined): Result {
  const x = complexArgument(a);
  const y = x === undefined ? undefined : complexArgument(b);
  const relTol = y === undefined ? undefined : rel === undefined ? 1e-9 : asFloat(rel);
  const absTol = relTol === undefined ? undefined : abs === undefined ? 0 : asFloat(abs);
  if (absTol === undefined) return undefined;
  if (relTol! < 0 || absTol < 0) return valueError('tolerances must be non-negative');
  if (x!.re === y!.re && x!.im === y!.im) return true;
  if (isInfinite(x!.re, x!.im) || isInfinite(y!.re, y!.im)) return false;
  const difference = libm.hypot(x!.re - y!.re, x!.im - y!.im);
  return (
    difference <= relTol! * libm.hypot(y!.re, y!.im) ||
    difference <= relTol! * libm.hypot(x!.re, x!.im) ||
    difference <= absTol
  );
}

function isInfinite(x: number, y: number): boolean {
  return Math.abs(x) === Infinity || Math.abs(y) === Infinity;
}

export const cmathModule: ModuleSpec = defineModule({
  name: 'cmath',
  doc: 'Mathematical functions of complex numbers.',
  functions: [
    fn('acos', acos, 'Arc cosine.'),
    fn('acosh', acosh, 'Inverse hyperbolic cosine.'),
    fn('asin', asin, 'Arc sine.'),
    fn('asinh', asinhC, 'Inverse hyperbolic sine.'),
    fn('atan', atan, 'Arc tangent.'),
    fn('atanh', atanh, 'Inverse hyperbolic tangent.'),
    fn('cos', cosC, 'Cosine.'),
    fn('cosh', coshC, 'Hyperbolic cosine.'),
    fn('exp', expC, 'e raised to the power z.'),
    fn('log10', log10C, 'Logarithm to base 10.'),
    fn('sin', sinC, 'Sine.'),
    fn('sinh', sinhC, 'Hyperbolic sine.'),
    fn('sqrt', sqrt, 'Square root.'),
    fn('tan', tanC, 'Tangent.'),
    fn('tanh', tanhC, 'Hyperbolic tangent.'),
    method('log', '(z, base=<unrepresentable>, /)', log, 'Logarithm, natural by default.'),
    method('phase', '(z, /)', phase, 'Angle of z in polar form.'),
    method('polar', '(z, /)', polar, 'Length and angle of z.'),
    method('rect', '(r, phi, /)', rectOf, 'The number of this length and angle.'),
    predicate('isfinite', (x, y) => x - x === 0 && y - y === 0, 'True if both parts are finite.'),
    predicate('isinf', isInfinite, 'True if a part is infinite.'),
    predicate('isnan', (x, y) => x !== x || y !== y, 'True if a part is not a number.'),
    method('isclose', '(a, b, *, rel_tol=1e-09, abs_tol=0.0)', isclose, 'True if a and b are close to each other.'),
  ],
  attrs: () => ({
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Infinity),
    nan: float(NaN),
    infj: complex(0, Infinity),
    nanj: complex(0, NaN),
  }),
});
