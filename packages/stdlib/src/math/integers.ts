/** Integer functions: gcd, lcm, isqrt, factorial, comb, perm. */
import type { NativeSpec, PyInt, Result, Value } from '@pyston/objects';
import { big, index, int, intAbs, intMul, intSub, method, None, overflowError, valueError } from '@pyston/objects';

function gcdOf(a: PyInt, b: PyInt): PyInt {
  let x = intAbs(a);
  let y = intAbs(b);
  while (typeof x === 'bigint' || typeof y === 'bigint') {
    if (y === 0) return x;
    const r = BigInt(x) % BigInt(y);
    x = y;
    y = big(r);
  }
  let m: number = x;
  let n: number = y;
  while (n !== 0) [m, n] = [n, m % n];
  return int(m);
}

function gcd(integers: Value[]): Result {
  let result: PyInt = int(0);
  for (const v of integers) {
    const n = index(v);
    if (n === undefined) return undefined;
    result = gcdOf(result, n);
  }
  return result;
}

function lcm(integers: Value[]): Result {
  let result: PyInt = int(1);
  for (const v of integers) {
    const n = index(v);
    if (n === undefined) return undefined;
    if (result === 0 || n === 0) {
      result = int(0);
      continue;
    }
    const g = gcdOf(result, n);
    result = intAbs(intMul(big(BigInt(result) / BigInt(g)), n));
  }
  return result;
}

/** floor(sqrt(n)) of a bigint by Newton's method from above. */
function bigSqrt(n: bigint): bigint {
  if (n < 0x10000000000000n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  let r = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  if (n < 1n << 1000n) r = BigInt(Math.ceil(Math.sqrt(Number(n)) * (1 + 2 ** -50)));
  for (;;) {
    const next = (r + n / r) >> 1n;
    if (next >= r) return r;
    r = next;
  }
}

function isqrt(v: Value): Result {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('isqrt() argument must be nonnegative');
  if (typeof n === 'bigint') return big(bigSqrt(n));
  const r = Math.floor(Math.sqrt(n));
  return int(r * r > n ? r - 1 : r);
}

/** low * (low + 1) * ... * high, split in halves so that the factors are of similar size. */
function rangeProduct(low: bigint, high: bigint): bigint {
  if (high - low < 12n) {
    let r = low;
    for (let i = low + 1n; i <= high; i++) r *= i;
    return low > high ? 1n : r;
  }
  const middle = (low + high) >> 1n;
  return rangeProduct(low, middle) * rangeProduct(middle + 1n, high);
}

const LONG_MAX = 9223372036854775807n;

function factorial(v: Value): Result {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('factorial() not defined for negative values');
  if (n > LONG_MAX) return overflowError(`factorial() argument should not exceed ${LONG_MAX}`);
  return big(rangeProduct(1n, BigInt(n)));
}

function comb(a: Value, b: Value): Result {
  const n = index(a);
  const k = n === undefined ? undefined : index(b);
  if (k === undefined) return undefined;
  if (n! < 0) return valueError('n must be a non-negative integer');
  if (k < 0) return valueError('k must be a non-negative integer');
  const rest = intSub(n!, k);
  if (rest < 0) return int(0);
  const few = rest < k ? rest : k;
  if (few > LONG_MAX) return overflowError(`min(n - k, k) must not exceed ${LONG_MAX}`);
  return binomial(n!, few);
}

/** C(n, k), k <= n/2. Small ones stepwise, each step an integer again. */
function binomial(n: PyInt, k: PyInt): PyInt {
  if (typeof n === 'number' && typeof k === 'number' && k < 64) {
    let r = 1;
    let i = 1;
    while (i <= k && r * (n - k + i) <= Number.MAX_SAFE_INTEGER) {
      r = (r * (n - k + i)) / i;
      i++;
    }
    if (i > k) return int(r);
  }
  const m = BigInt(n);
  const j = BigInt(k);
  return big(rangeProduct(m - j + 1n, m) / rangeProduct(1n, j));
}

function perm(a: Value, b: Value | undefined): Result {
  if (b === undefined || b === None) return factorial(a);
  const n = index(a);
  const k = n === undefined ? undefined : index(b);
  if (k === undefined) return undefined;
  if (n! < 0) return valueError('n must be a non-negative integer');
  if (k < 0) return valueError('k must be a non-negative integer');
  if (n! < k) return int(0);
  if (k > LONG_MAX) return overflowError(`k must not exceed ${LONG_MAX}`);
  return k === 0 ? int(1) : big(rangeProduct(BigInt(n!) - BigInt(k) + 1n, BigInt(n!)));
}

export const integerFunctions: readonly NativeSpec[] = [
  method('gcd', '(*integers)', gcd, 'Greatest common divisor.'),
  method('lcm', '(*integers)', lcm, 'Least common multiple.'),
  method('isqrt', '(n, /)', isqrt, 'Integer part of the square root.'),
  method('factorial', '(n, /)', factorial, 'n!'),
  method('comb', '(n, k, /)', comb, 'Ways to choose k of n items, without order.'),
  method('perm', '(n, k=None, /)', perm, 'Ways to choose k of n items, with order.'),
];
