/**
 * Sites: how compiled code hands a frame back to tier 0.
 *
 * Compiled code keeps registers as machine values. For each place where it can leave (an exit, a call that may raise, a suspension)
 * a Site says where tier 0 goes on, which registers compiled code has changed since entry, and in what representation it holds
 * them; the same raw JavaScript number may be an int or a float. Registers that a site does not name are as they stand in
 * `frame.regs`. JavaScript passes the raw values as arguments, compiled wasm leaves them in memory; both end in
 * `restoreFrame`, after which the frame is exact: `pc`, line, locals.
 */
import { float } from '../float/float.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';
import { big, int } from './value.ts';

/** Representations of a register's value at a site, and the raw JavaScript value that stands for it. */
export const Rep = {
  /** A Value, or undefined for an unbound local. */
  Value: 0,
  /** A safe integer as a number. */
  Int: 1,
  /** A 64-bit integer: a number where it is safe, else a bigint. */
  Int64: 2,
  /** A double. */
  Float: 3,
  /** A boolean, or a number that is 0 or not. */
  Bool: 4,
} as const;
export type Rep = (typeof Rep)[keyof typeof Rep];

/** Why compiled code stops; for feedback and dumps only, tier 0 goes on the same way. */
export type SiteKind = 'type' | 'overflow' | 'bounds' | 'zero' | 'range' | 'poll' | 'raise' | 'leave';

export interface Site {
  /** Word offset of the instruction that tier 0 executes next; it has had no effect yet. */
  readonly pc: number;
  readonly kind: SiteKind;
  /** Registers to be written, and the representation of each. */
  readonly regs: readonly number[];
  readonly reps: readonly Rep[];
}

/** A raw JavaScript value of a register as a Value. */
export function unboxedValue(rep: Rep, raw: unknown): Value | undefined {
  if (rep === Rep.Value) return raw as Value | undefined;
  if (rep === Rep.Float) return float(raw as number);
  if (rep === Rep.Bool) return raw !== 0 && raw !== false;
  return typeof raw === 'bigint' ? big(raw) : int(raw as number);
}

/** Puts `values[i]` into register `site.regs[i]`, and the frame at the site. */
export function restoreFrame(frame: Frame, site: Site, values: ArrayLike<unknown>): void {
  const { regs, reps } = site;
  for (let i = 0; i < regs.length; i++) frame.regs[regs[i]!] = unboxedValue(reps[i]!, values[i]);
  frame.pc = site.pc;
}
