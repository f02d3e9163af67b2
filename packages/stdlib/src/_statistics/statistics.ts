/** Module `_statistics`: the inverse of the normal distribution, by Wichura's algorithm AS 241 (1988). */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asFloat, defineModule, float, libm, method, valueError } from '@pyston/objects';

/** A rational function: coefficients from the highest power down. */
interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

const CENTRE: Rational = {
  numerator: [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
    1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  denominator: [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
    687.1870074920579083, 42.313330701600911252, 1,
  ],
};
const MIDDLE: Rational = {
  numerator: [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  denominator: [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
};
const TAIL: Rational = {
  numerator: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  denominator: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
  ],
};

function polynomial(coefficients: readonly number[], r: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * r + c;
  return sum;
}

function inverse(p: number, mu: number, sigma: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return mu + ((polynomial(CENTRE.numerator, r) * q) / polynomial(CENTRE.denominator, r)) * sigma;
  }
  const r = Math.sqrt(-libm.log(q <= 0 ? p : 1 - p));
  const f = r <= 5 ? MIDDLE : TAIL;
  const s = r <= 5 ? r - 1.6 : r - 5;
  const x = polynomial(f.numerator, s) / polynomial(f.denominator, s);
  return mu + (q < 0 ? -x : x) * sigma;
}

function normalInverse(...args: Value[]): Result {
  const numbers: number[] = [];
  for (const arg of args) {
    const x = asFloat(arg);
    if (x === undefined) return undefined;
    numbers.push(x);
  }
  const [p, mu, sigma] = numbers as [number, number, number];
  return p <= 0 || p >= 1 ? valueError('inv_cdf undefined for these parameters') : float(inverse(p, mu, sigma));
}

export const statisticsModule: ModuleSpec = defineModule({
  name: '_statistics',
  doc: 'Accelerators of module statistics.',
  functions: [method('_normal_dist_inv_cdf', '(p, mu, sigma, /)', normalInverse)],
});
