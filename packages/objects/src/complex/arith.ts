/** Complex arithmetic on pairs of doubles: C's Annex G rules for infinities, Python's powers. Results are PyComplex. */
import { overflowError, raise } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import type { Result } from '../core/value.ts';
import { atan2, cos, exp, hypot, log, pow, sin } from '../libm/libm.ts';
import type { PyComplex } from './complex.ts';
import { complex } from './complex.ts';

function isInf(x: number): boolean {
  return x === Infinity || x === -Infinity;
}

function signOf(x: number): number {
  return x < 0 || Object.is(x, -0) ? -1 : 1;
}

/** ±1 for an infinity, else ±0. */
function unitIfInf(x: number): number {
  return (isInf(x) ? 1 : 0) * signOf(x);
}

function zeroIfNan(x: number): number {
  return x !== x ? 0 : x;
}

export function complexMul(ar: number, ai: number, br: number, bi: number): PyComplex {
  const re = ar * br - ai * bi;
  const im = ar * bi + ai * br;
  return re !== re && im !== im ? mulWithInfinities(ar, ai, br, bi, re, im) : complex(re, im);
}

/** Both parts came out as nan: an infinite operand still makes an infinite product. */
function mulWithInfinities(ar: number, ai: number, br: number, bi: number, re: number, im: number): PyComplex {
  const overflow = isInf(ar * br) || isInf(ai * bi) || isInf(ar * bi) || isInf(ai * br);
  let again = false;
  if (isInf(ar) || isInf(ai)) {
    [ar, ai, br, bi] = [unitIfInf(ar), unitIfInf(ai), zeroIfNan(br), zeroIfNan(bi)];
    again = true;
  }
  if (isInf(br) || isInf(bi)) {
    [br, bi, ar, ai] = [unitIfInf(br), unitIfInf(bi), zeroIfNan(ar), zeroIfNan(ai)];
    again = true;
  }
  if (!again && overflow) {
    [ar, ai, br, bi] = [zeroIfNan(ar), zeroIfNan(ai), zeroIfNan(br), zeroIfNan(bi)];
    again = true;
  }
  return again ? complex(Infinity * (ar * br - ai * bi), Infinity * (ar * bi + ai * br)) : complex(re, im);
}

function zeroDivision(): undefined {
  return raise(E.ZeroDivisionError!, 'division by zero');
}

/** Smith's division. `undefined`: by zero, raised. */
export function complexDiv(ar: number, ai: number, br: number, bi: number): PyComplex | undefined {
  const abr = Math.abs(br);
  const abi = Math.abs(bi);
  let re = NaN;
  let im = NaN;
  if (abr >= abi) {
    if (abr === 0) return zeroDivision();
    const ratio = bi / br;
    const denominator = br + bi * ratio;
    re = (ar + ai * ratio) / denominator;
    im = (ai - ar * ratio) / denominator;
  } else if (abi >= abr) {
    const ratio = br / bi;
    const denominator = br * ratio + bi;
    re = (ar * ratio + ai) / denominator;
    im = (ai * ratio - ar) / denominator;
  }
  return re !== re && im !== im ? divWithInfinities(ar, ai, br, bi) : complex(re, im);
}

function divWithInfinities(ar: number, ai: number, br: number, bi: number): PyComplex {
  if ((isInf(ar) || isInf(ai)) && Number.isFinite(br) && Number.isFinite(bi)) {
    const x = unitIfInf(ar);
    const y = unitIfInf(ai);
    return complex(Infinity * (x * br + y * bi), Infinity * (y * br - x * bi));
  }
  if ((isInf(br) || isInf(bi)) && Number.isFinite(ar) && Number.isFinite(ai)) {
    const x = unitIfInf(br);
    const y = unitIfInf(bi);
    return complex(0 * (ar * x + ai * y), 0 * (ai * x - ar * y));
  }
  return complex(NaN, NaN);
}

/** A real number divided by a complex one: the zero imaginary part is not there, rather than +0. */
export function realDivComplex(a: number, br: number, bi: number): PyComplex | undefined {
  const abr = Math.abs(br);
  const abi = Math.abs(bi);
  let re = NaN;
  let im = NaN;
  if (abr >= abi) {
    if (abr === 0) return zeroDivision();
    const ratio = bi / br;
    const denominator = br + bi * ratio;
    re = a / denominator;
    im = (-a * ratio) / denominator;
  } else if (abi >= abr) {
    const ratio = br / bi;
    const denominator = br * ratio + bi;
    re = (a * ratio) / denominator;
    im = -a / denominator;
  }
  if (re !== re && im !== im && Number.isFinite(a) && (isInf(br) || isInf(bi))) {
    return complex(0 * (a * unitIfInf(br)), 0 * (-a * unitIfInf(bi)));
  }
  return complex(re, im);
}

const SMALL_EXPONENT = 100;

/** (ar + ai j) ** (br + bi j); raises for zero to a negative or complex power and for overflow. */
export function complexPow(ar: number, ai: number, br: number, bi: number): Result {
  const small = bi === 0 && Number.isInteger(br) && Math.abs(br) <= SMALL_EXPONENT;
  const r = small ? integerPow(complex(ar, ai), br) : generalPow(ar, ai, br, bi);
  if (r === null) return raise(E.ZeroDivisionError!, 'zero to a negative or complex power');
  return isInf(r.re) || isInf(r.im) ? overflowError('complex exponentiation') : r;
}

/** null: a zero base with a negative exponent. */
function integerPow(z: PyComplex, n: number): PyComplex | null {
  if (n >= 0) return unsignedPow(z, n);
  const p = unsignedPow(z, -n);
  if (p.re === 0 && p.im === 0) return null;
  return complexDiv(1, 0, p.re, p.im)!;
}

function unsignedPow(z: PyComplex, n: number): PyComplex {
  let r = complex(1, 0);
  let p = z;
  for (let mask = 1; mask <= n; mask *= 2) {
    if ((n & mask) !== 0) r = complexMul(r.re, r.im, p.re, p.im);
    p = complexMul(p.re, p.im, p.re, p.im);
  }
  return r;
}

/** Through polar form. null: a domain error of C. */
function generalPow(ar: number, ai: number, br: number, bi: number): PyComplex | null {
  if (br === 0 && bi === 0) return complex(1, 0);
  if (ar === 0 && ai === 0) return bi !== 0 || br < 0 ? null : complex(0, 0);
  const abs = hypot(ar, ai);
  const angle = atan2(ai, ar);
  let length = pow(abs, br);
  let phase = angle * br;
  if (bi !== 0) {
    length *= exp(-angle * bi);
    phase += bi * log(abs);
  }
  if (isInf(phase)) return null;
  return complex(length * cos(phase), length * sin(phase));
}
