/**
 * The contract of a tier above the interpreter: the JavaScript and LLVM tiers, toys in the tests.
 *
 * A tier is asked once per code object of a runtime, when tier 0 first makes its record, and may ask again itself later:
 * installing compiled code is one store, `record.entry = entry`. From then on every activation of that code, first entry or
 * resumption of a generator, begins in the entry. The entry either finishes the activation and gives what the loop would give,
 * or leaves `frame` in a state that tier 0 can continue (`pc`, `regs`, `handled`; an exception at `pc` in `ts.exc`) and gives EXIT.
 *
 * Loops. An activation that is in tier 0 already enters compiled code at a loop head: tier 0 counts back-edges
 * (`record.budget`), and when the count is used up it asks each tier's `loop`. What that gives is kept in `record.loops`, and
 * every later arrival at that head begins there. The frame's pc is the head's, registers hold values, the frame is the
 * innermost (`ts.frame`), and its depth is counted. A loop entry ends as any entry does: by EXIT, or with the activation's result, in
 * which case it has done what RETURN does to `frame.generator`; tier 0 then gives back depth and handled exception.
 * Code that is entered in the middle of a loop this way may stop at any instruction, so a RETURN is best left to tier 0.
 *
 * Invariants: an entry that gives EXIT has taken back its own changes of `ts.frame` and `ts.depth`; the loop makes its own.
 * The code object stays as it is; what a tier knows about it stands in the record. No entry is begun while
 * something observes the program (`ts.instrumented`).
 */
import type { CodeObject } from '@pyston/bytecode';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

export const EXIT: unique symbol = Symbol('EXIT');
export type Exit = typeof EXIT;

/** Runs an activation; `raising`: an exception is pending at `frame.pc`. `undefined` = raised. */
export type TierEntry = (frame: Frame, raising: boolean) => Value | Exit | undefined;

/** What tiers see of the record that tier 0 keeps beside a code object. */
export interface TierRecord {
  readonly code: CodeObject;
  /** Compiled code for whole activations, or null. */
  entry: TierEntry | null;
  /** Compiled code by the word offset of the loop head where it is entered; null while there is none. */
  loops: Map<number, TierEntry> | null;
  /**
   * Somebody has asked for the variables of a live activation of this code that were not his own. They have to be in the frame whenever
   * other code runs; a tier that cannot do that leaves the code to tier 0 from now on.
   */
  spills: boolean;
  /** Back-edges that tier 0 takes before it looks at `loops` and asks the tiers. */
  budget: number;
}

export interface Tier {
  readonly name: string;
  /** The entry for a code object, or null to leave it to the tiers below. */
  enter(record: TierRecord): TierEntry | null;
  /**
   * The entry at the loop head where `frame` stands, or null. Asked again after as many back-edges as before. A tier that compiles
   * elsewhere answers null now and stores into `record.loops` later.
   */
  loop?(record: TierRecord, frame: Frame): TierEntry | null;
}
