/**
 * gamma and lgamma, which CPython computes itself: a Lanczos approximation (g = 6.0246…, thirteen rational terms).
 *
 * The order of the operations is part of the result, so it follows the original's.
 */
import { exp } from './exp.ts';
import { log } from './log.ts';
import { pow } from './pow.ts';
import { cos, sin } from './trig.ts';

const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.037209, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];
const LOG_PI = 1.1447298858494002;

function lanczosSum(x: number): number {
  let num = 0;
  let den = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      num = num * x + NUMERATOR[i]!;
      den = den * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i < 13; i++) {
      num = num / x + NUMERATOR[i]!;
      den = den / x + DENOMINATOR[i]!;
    }
  }
  return num / den;
}

/** sin(pi x) with an exact reduction. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const r = sinPiReduced(y);
  return x < 0 ? -r : r;
}

function sinPiReduced(y: number): number {
  switch (Math.round(2 * y)) {
    case 0:
      return sin(Math.PI * y);
    case 1:
      return cos(Math.PI * (y - 0.5));
    case 2:
      return sin(Math.PI * (1 - y));
    case 3:
      return -cos(Math.PI * (y - 1.5));
    default:
      return sin(Math.PI * (y - 2));
  }
}

/** 0! … 22! are exact. */
const FACTORIALS: readonly number[] = (() => {
  const list = [1];
  for (let i = 1; i < 23; i++) list.push(list[i - 1]! * i);
  return list;
})();

/** NaN: a pole or no domain; infinite from a finite argument: overflow (or the pole at 0). */
export function gamma(x: number): number {
  if (x !== x || x === Infinity) return x;
  if (x === -Infinity) return NaN;
  if (x === 0) return 1 / x;
  if (Number.isInteger(x)) {
    if (x < 0) return NaN;
    if (x <= 23) return FACTORIALS[x - 1]!;
  }
  const m = Math.abs(x);
  if (m < 1e-20) return 1 / x;
  if (m > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  const y = m + G_MINUS_HALF;
  const lost = m > G_MINUS_HALF ? y - m - G_MINUS_HALF : y - G_MINUS_HALF - m;
  const z = (lost * G) / y;
  return x < 0 ? reflected(m, y, z) : direct(m, y, z);
}

function direct(m: number, y: number, z: number): number {
  let r = lanczosSum(m) / exp(y);
  r += z * r;
  if (m < 140) return r * pow(y, m - 0.5);
  const half = pow(y, m / 2 - 0.25);
  return r * half * half;
}

function reflected(m: number, y: number, z: number): number {
  let r = ((-Math.PI / sinPi(m) / m) * exp(y)) / lanczosSum(m);
  r -= z * r;
  if (m < 140) return r / pow(y, m - 0.5);
  const half = pow(y, m / 2 - 0.25);
  return r / half / half;
}

/** Infinite at the poles. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return x !== x ? x : Infinity;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? Infinity : 0;
  const m = Math.abs(x);
  if (m < 1e-20) return -log(m);
  const r = log(lanczosSum(m)) - G + (m - 0.5) * (log(m + G - 0.5) - 1);
  return x < 0 ? LOG_PI - log(Math.abs(sinPi(m))) - log(m) - r : r;
}
