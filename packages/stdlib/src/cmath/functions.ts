/**
 * Complex functions after Kahan ("Branch cuts for complex elementary functions"), with the scalings that keep
 * intermediate results in range. Arguments with an infinite or nan part are answered by a table.
 *
 * A result is a PyComplex, 'domain' or 'range'.
 */
import type { PyComplex } from '@pyston/objects';
import { complex, libm } from '@pyston/objects';
import { SPECIAL } from './generated/special.ts';

export type Answer = PyComplex | 'domain' | 'range';
export type ComplexFunction = (re: number, im: number) => Answer;

const { asinh, atan2, cos, cosh, exp, hypot, log, log1p, sin, sinh, tan, tanh } = libm;

const LARGE = Number.MAX_VALUE / 4;
const LOG_LARGE = 708.3964185322641;
const SQRT_LARGE = Math.sqrt(LARGE);
const SQRT_MIN = Math.sqrt(2.2250738585072014e-308);
const LN2 = Math.LN2;

function copysign(x: number, y: number): number {
  return y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x);
}

/** Index of a part in the tables' order: -inf, negative, -0, 0, positive, inf, nan. */
function place(v: number): number {
  if (v !== v) return 6;
  if (v === Infinity) return 5;
  if (v === -Infinity) return 0;
  if (v === 0) return Object.is(v, -0) ? 2 : 3;
  return v < 0 ? 1 : 4;
}

function fromTable(name: string, re: number, im: number): Answer {
  const text = SPECIAL[name]![place(re) * 7 + place(im)]!;
  if (text === 'domain' || text === 'range') return text;
  const [a, b] = text.split(' ');
  return complex(Number(a), Number(b));
}

function finite(re: number, im: number): boolean {
  return re - re === 0 && im - im === 0;
}

function inRange(re: number, im: number): Answer {
  return Math.abs(re) === Infinity || Math.abs(im) === Infinity ? 'range' : complex(re, im);
}

/** log(hypot) of something too large for hypot alone. */
function logHalfHypot(re: number, im: number): number {
  return log(hypot(re / 2, im / 2));
}

function isLarge(re: number, im: number): boolean {
  return Math.abs(re) > LARGE || Math.abs(im) > LARGE;
}

function sqrtPair(re: number, im: number): PyComplex {
  if (re === 0 && im === 0) return complex(0, im);
  let ax = Math.abs(re);
  const ay = Math.abs(im);
  let s: number;
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    ax *= 2 ** 53;
    s = Math.sqrt(ax + hypot(ax, ay * 2 ** 53)) * 2 ** -27;
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return re >= 0 ? complex(s, copysign(d, im)) : complex(d, copysign(s, im));
}

export function sqrt(re: number, im: number): Answer {
  return finite(re, im) ? sqrtPair(re, im) : fromTable('sqrt', re, im);
}

export function acos(re: number, im: number): Answer {
  if (!finite(re, im)) return fromTable('acos', re, im);
  if (isLarge(re, im)) {
    const size = logHalfHypot(re, im) + LN2 * 2;
    return complex(atan2(Math.abs(im), re), re < 0 ? -copysign(size, im) : copysign(size, -im));
  }
  const a = sqrtPair(1 - re, -im);
  const b = sqrtPair(1 + re, im);
  return complex(2 * atan2(a.re, b.re), asinh(b.re * a.im - b.im * a.re));
}

export function acosh(re: number, im: number): Answer {
  if (!finite(re, im)) return fromTable('acosh', re, im);
  if (isLarge(re, im)) return complex(logHalfHypot(re, im) + LN2 * 2, atan2(im, re));
  const a = sqrtPair(re - 1, im);
  const b = sqrtPair(re + 1, im);
  return complex(asinh(a.re * b.re + a.im * b.im), 2 * atan2(a.im, b.re));
}

export function asinhC(re: number, im: number): Answer {
  if (!finite(re, im)) return fromTable('asinh', re, im);
  if (isLarge(re, im)) {
    const size = logHalfHypot(re, im) + LN2 * 2;
    return complex(im >= 0 ? copysign(size, re) : -copysign(size, -re), atan2(im, Math.abs(re)));
  }
  const a = sqrtPair(1 + im, -re);
  const b = sqrtPair(1 - im, re);
  return complex(asinh(a.re * b.im - b.re * a.im), atan2(im, a.re * b.re - a.im * b.im));
}

export function atanh(re: number, im: number): Answer {
  if (!finite(re, im)) return fromTable('atanh', re, im);
  if (re < 0 || Object.is(re, -0)) return negated(atanh(-re, -im));
  const ay = Math.abs(im);
  if (re > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = hypot(re / 2, im / 2);
    return complex(re / 4 / h / h, -copysign(Math.PI / 2, -im));
  }
  if (re === 1 && ay < SQRT_MIN) {
    if (ay === 0) return 'domain';
    return complex(-log(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), copysign(atan2(2, -ay) / 2, im));
  }
  return complex(
    log1p((4 * re) / ((1 - re) * (1 - re) + ay * ay)) / 4,
    -atan2(-2 * im, (1 - re) * (1 + re) - ay * ay) / 2,
  );
}

function negated(z: Answer): Answer {
  return typeof z === 'string' ? z : complex(-z.re, -z.im);
}

/** Infinite real part, finite and nonzero imaginary one: the direction is that of cos + i sin. */
function infiniteDirection(size: number, im: number, imSign: number): PyComplex {
  return complex(copysign(size, cos(im)), copysign(size, sin(im) * imSign));
}

export function coshC(re: number, im: number): Answer {
  if (!finite(re, im)) {
    if (Math.abs(re) === Infinity && im - im === 0 && im !== 0) return infiniteDirection(Infinity, im, re);
    return fromTable('cosh', re, im);
  }
  if (Math.abs(re) > LOG_LARGE) {
    const x = re - copysign(1, re);
    return inRange(cos(im) * cosh(x) * Math.E, sin(im) * sinh(x) * Math.E);
  }
  return inRange(cos(im) * cosh(re), sin(im) * sinh(re));
}

export function sinhC(re: number, im: number): Answer {
  if (!finite(re, im)) {
    if (Math.abs(re) === Infinity && im - im === 0 && im !== 0) {
      return complex(copysign(Infinity, cos(im) * copysign(1, re)), copysign(Infinity, sin(im)));
    }
    return fromTable('sinh', re, im);
  }
  if (Math.abs(re) > LOG_LARGE) {
    const x = re - copysign(1, re);
    return inRange(cos(im) * sinh(x) * Math.E, sin(im) * cosh(x) * Math.E);
  }
  return inRange(cos(im) * sinh(re), sin(im) * cosh(re));
}

export function tanhC(re: number, im: number): Answer {
  if (!finite(re, im)) {
    if (Math.abs(re) === Infinity && im - im === 0 && im !== 0) {
      return complex(copysign(1, re), copysign(0, 2 * sin(im) * cos(im)));
    }
    return fromTable('tanh', re, im);
  }
  if (Math.abs(re) > LOG_LARGE) return complex(copysign(1, re), 4 * sin(im) * cos(im) * exp(-2 * Math.abs(re)));
  const tx = tanh(re);
  const ty = tan(im);
  const cx = 1 / cosh(re);
  const product = tx * ty;
  const denominator = 1 + product * product;
  return complex((tx * (1 + ty * ty)) / denominator, (ty / denominator) * cx * cx);
}

export function expC(re: number, im: number): Answer {
  if (!finite(re, im)) {
    if (Math.abs(re) === Infinity && im - im === 0 && im !== 0) return infiniteDirection(re > 0 ? Infinity : 0, im, 1);
    return fromTable('exp', re, im);
  }
  if (re > LOG_LARGE) {
    const l = exp(re - 1);
    return inRange(l * cos(im) * Math.E, l * sin(im) * Math.E);
  }
  const l = exp(re);
  return inRange(l * cos(im), l * sin(im));
}

export function logC(re: number, im: number): Answer {
  if (!finite(re, im)) return fromTable('log', re, im);
  const size = logSize(Math.abs(re), Math.abs(im));
  return size === -Infinity ? 'domain' : complex(size, atan2(im, re));
}

function logSize(ax: number, ay: number): number {
  if (ax > LARGE || ay > LARGE) return logHalfHypot(ax, ay) + LN2;
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    return ax > 0 || ay > 0 ? log(hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * LN2 : -Infinity;
  }
  const h = hypot(ax, ay);
  if (!(h >= 0.71 && h <= 1.73)) return log(h);
  const more = Math.max(ax, ay);
  const less = Math.min(ax, ay);
  return log1p((more - 1) * (more + 1) + less * less) / 2;
}

export function log10C(re: number, im: number): Answer {
  const z = logC(re, im);
  return typeof z === 'string' ? z : complex(z.re / Math.LN10, z.im / Math.LN10);
}

/** f(i z) / i: how the circular functions come from the hyperbolic ones. */
function turned(f: ComplexFunction): ComplexFunction {
  return (re, im) => {
    const z = f(-im, re);
    return typeof z === 'string' ? z : complex(z.im, -z.re);
  };
}

export const asin: ComplexFunction = turned(asinhC);
export const atan: ComplexFunction = turned(atanh);
export const sinC: ComplexFunction = turned(sinhC);
export const tanC: ComplexFunction = turned(tanhC);
export const cosC: ComplexFunction = (re, im) => coshC(-im, re);

export function rect(r: number, phi: number): Answer {
  if (finite(r, phi)) return phi === 0 ? complex(r, r * phi) : complex(r * cos(phi), r * sin(phi));
  if (Math.abs(r) === Infinity && phi - phi === 0 && phi !== 0) {
    const sign = r > 0 ? 1 : -1;
    return complex(sign * copysign(Infinity, cos(phi)), sign * copysign(Infinity, sin(phi)));
  }
  return fromTable('rect', r, phi);
}
