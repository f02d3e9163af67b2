/**
 * Lengths beyond 2**53 - 1.
 *
 * Slot `len` gives a JS number, which is exact for whatever fits in memory. Ranges and classes with a `__len__` of their own
 * may claim more, up to sys.maxsize: their slot leaves the exact value here, for who turns the length into an int at once.
 */
import type { PyInt } from './value.ts';
import { big, int, MAX_SAFE } from './value.ts';

let exact = 0n;

/** What slot `len` gives for a length that is no safe number. */
export function longLength(n: bigint): number {
  exact = n;
  return Number(n);
}

/** What slot `len` gave, as an int. */
export function lengthInt(n: number): PyInt {
  return n <= MAX_SAFE ? int(n) : big(exact);
}
