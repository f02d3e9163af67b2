/**
 * The contract of a tier above the interpreter (JavaScript and LLVM tiers; toys in the tests).
 *
 * A tier is asked once per code object of a runtime, when tier 0 first makes its record, and may ask again itself later:
 * installing compiled code is one store, `record.entry = entry`. From then on every activation of that code, first entry or
 * resumption of a generator, begins in the entry. The entry either finishes the activation and gives what the loop would give,
 * or leaves `frame` in a state that tier 0 can continue (`pc`, `regs`, `handled`; an exception at `pc` in `ts.exc`) and gives EXIT.
 *
 * Invariants: an entry that gives EXIT has taken back its own changes of `ts.frame` and `ts.depth`; the loop makes its own.
 * The code object stays as it is; what a tier knows about it stands in the record's feedback.
 */
import type { Frame, Value } from '@pyston/objects';
import { ts } from '@pyston/objects';
import type { CodeRecord } from './record.ts';

export const EXIT: unique symbol = Symbol('EXIT');
export type Exit = typeof EXIT;

/** Runs an activation; `raising`: an exception is pending at `frame.pc`. `undefined` = raised. */
export type TierEntry = (frame: Frame, raising: boolean) => Value | Exit | undefined;

export interface Tier {
  readonly name: string;
  /** The entry for a code object, or null to leave it to the tiers below. */
  enter(record: CodeRecord): TierEntry | null;
}

/** The entry that the runtime's tiers give a new record: the highest tier that wants it. */
export function tierEntry(record: CodeRecord): TierEntry | null {
  const tiers = ts.runtime.extras.get('tiers') as readonly Tier[] | undefined;
  if (tiers === undefined) return null;
  for (let i = tiers.length - 1; i >= 0; i--) {
    const entry = tiers[i]!.enter(record);
    if (entry !== null) return entry;
  }
  return null;
}
