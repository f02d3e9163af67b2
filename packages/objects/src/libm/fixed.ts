/** Fixed-point numbers as BigInts (2**-SCALE), from which the tables of this folder are made once, at first use. */

export const SCALE = 192;
const S = BigInt(SCALE);
export const ONE: bigint = 1n << S;

function mulFixed(a: bigint, b: bigint): bigint {
  return (a * b) >> S;
}

export function divFixed(a: bigint, b: bigint): bigint {
  return (a << S) / b;
}

/** The two doubles whose sum is nearest to v. */
export function toPair(v: bigint, scale: number = SCALE): [number, number] {
  const hi = Number(v);
  const lo = Number(v - BigInt(hi));
  return [hi * 2 ** -scale, lo * 2 ** -scale];
}

/** A Taylor series: first term, then term(n) from the last one, until nothing is left. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = first;
  let term = first;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = next(term, n);
    sum += term;
  }
  return sum;
}

export function expFixed(x: bigint): bigint {
  return series(ONE, (t, n) => mulFixed(t, x) / n);
}

export function sinFixed(x: bigint): bigint {
  const xx = mulFixed(x, x);
  return series(x, (t, n) => -mulFixed(t, xx) / (2n * n * (2n * n + 1n)));
}

export function cosFixed(x: bigint): bigint {
  const xx = mulFixed(x, x);
  return series(ONE, (t, n) => -mulFixed(t, xx) / (2n * n * (2n * n - 1n)));
}

/** atanh(p/q) for small p/q. */
function atanhRatio(p: bigint, q: bigint): bigint {
  const pp = p * p;
  const qq = q * q;
  let power = (p << S) / q;
  let sum = power;
  for (let n = 3n; power !== 0n; n += 2n) {
    power = (power * pp) / qq;
    sum += power / n;
  }
  return sum;
}

/** log(p/q) for p/q not far from 1. */
export function logRatio(p: bigint, q: bigint): bigint {
  return p >= q ? 2n * atanhRatio(p - q, p + q) : -2n * atanhRatio(q - p, p + q);
}

/** atan(p/q), |p/q| < 1, at `bits` bits. */
export function atanRatio(p: bigint, q: bigint, bits: bigint = S): bigint {
  const pp = p * p;
  const qq = q * q;
  let power = (p << bits) / q;
  let sum = power;
  let sign = -1n;
  for (let n = 3n; power !== 0n; n += 2n) {
    power = (power * pp) / qq;
    sum += (sign * power) / n;
    sign = -sign;
  }
  return sum;
}

/** pi * 2**bits (Machin). */
export function piFixed(bits: number): bigint {
  const guard = BigInt(bits + 16);
  return (16n * atanRatio(1n, 5n, guard) - 4n * atanRatio(1n, 239n, guard)) >> 16n;
}

export const LN2: bigint = logRatio(3n, 2n) + logRatio(4n, 3n);
