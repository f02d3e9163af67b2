/** round(int, ndigits). */
import { None } from '../core/singletons.ts';
import type { Result, Value } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { index } from '../ops/arith.ts';
import { intBitLength } from './bits.ts';
import type { IntLike } from './int.ts';
import { intValue } from './int.ts';

/** Half to even at the digit 10**-ndigits. */
export function roundInt(self: IntLike, ndigits: Value | undefined): Result {
  const n = intValue(self);
  if (ndigits === undefined || ndigits === None) return n;
  const places = index(ndigits);
  if (places === undefined) return undefined;
  if (places >= 0) return n;
  // 10**-places is more than twice |n|: nothing of n is left.
  if (typeof places === 'bigint' || -places * 3 > intBitLength(n) + 2) return int(0);
  const unit = 10n ** BigInt(-places);
  const value = BigInt(n);
  let rest = value % unit;
  if (rest < 0n) rest += unit;
  let down = value - rest;
  if (rest * 2n > unit || (rest * 2n === unit && ((down / unit) & 1n) === 1n)) down += unit;
  return big(down);
}
