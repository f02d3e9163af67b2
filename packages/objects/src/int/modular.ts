/** pow(a, b, c): modular powers and inverses. */
import { raise, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import type { PyInt } from '../core/value.ts';
import { big, int } from '../core/value.ts';

/** pow(a, b, c) with Python's signs: the result has the sign of c. */
export function intPowMod(a: PyInt, b: PyInt, c: PyInt): PyInt | undefined {
  if (c === 0) return valueError('pow() 3rd argument cannot be 0');
  if (c === 1 || c === -1) return int(0);
  const modulus = BigInt(c);
  const m = modulus < 0n ? -modulus : modulus;
  let base = BigInt(a) % m;
  if (base < 0n) base += m;
  let exponent = BigInt(b);
  if (exponent < 0n) {
    const inverse = modularInverse(base, m);
    if (inverse === null) return raise(E.ValueError!, 'base is not invertible for the given modulus');
    base = inverse;
    exponent = -exponent;
  }
  const r = m < 94906265n ? BigInt(smallPowMod(Number(base), exponent, Number(m))) : bigPowMod(base, exponent, m);
  return big(r !== 0n && modulus < 0n ? r - m : r);
}

/** Inverse of a modulo m > 1 by the extended Euclidean algorithm, or null. */
export function modularInverse(a: bigint, m: bigint): bigint | null {
  let [r0, r1] = [m, a];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  if (r0 !== 1n) return null;
  return t0 < 0n ? t0 + m : t0;
}

/** Products stay below 2**53 for m < 94906265. */
function smallPowMod(base: number, exponent: bigint, m: number): number {
  let result = 1 % m;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % m;
    if (bit === '1') result = (result * base) % m;
  }
  return result;
}

/** Fixed windows of 4 bits for long exponents, bit by bit for short ones. */
function bigPowMod(base: bigint, exponent: bigint, m: bigint): bigint {
  const digits = exponent.toString(16);
  if (digits.length < 8) {
    let result = 1n;
    for (const bit of exponent.toString(2)) {
      result = (result * result) % m;
      if (bit === '1') result = (result * base) % m;
    }
    return result % m;
  }
  const powers: bigint[] = [1n, base];
  for (let i = 2; i < 16; i++) powers.push((powers[i - 1]! * base) % m);
  let result = 1n;
  for (let i = 0; i < digits.length; i++) {
    for (let k = 0; k < 4; k++) result = (result * result) % m;
    const d = parseInt(digits[i]!, 16);
    if (d !== 0) result = (result * powers[d]!) % m;
  }
  return result;
}
