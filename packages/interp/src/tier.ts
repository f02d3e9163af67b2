/** The tiers above the interpreter, as tier 0 asks them; their contract is in package objects, core/tier.ts. */
import type { Exit, Frame, Tier, TierEntry, TierRecord, Value } from '@pyston/objects';
import { EXIT, ts } from '@pyston/objects';
import type { CodeRecord } from './record.ts';
import { coldTurns, warmUp } from './warmth.ts';

/** Back-edges of a code object before its loops are looked at, where there is a tier that compiles loops. */
const LOOP_BUDGET = 200;
/** The same where there is none. A small integer, so that counting down stays cheap. */
const NEVER = 0x3fffffff;

function tiersOf(): readonly Tier[] {
  return (ts.runtime.extras.get('tiers') as readonly Tier[] | undefined) ?? [];
}

/** The entry that the runtime's tiers give a new record: the highest tier that wants it. */
export function tierEntry(record: TierRecord): TierEntry | null {
  const tiers = tiersOf();
  for (let i = tiers.length - 1; i >= 0; i--) {
    const entry = tiers[i]!.enter(record);
    if (entry !== null) return entry;
  }
  return null;
}

export function loopBudget(): number {
  for (const tier of tiersOf()) if (tier.loop !== undefined) return LOOP_BUDGET;
  return coldTurns() || NEVER;
}

/** The frame stands at a loop head and its code's budget is used up: runs compiled code from here if there is some. */
export function enterLoop(record: CodeRecord, frame: Frame): Value | Exit | undefined {
  warmUp();
  record.budget = loopBudget();
  // the frame has aged by all those turns: it is not reused
  record.reuseBudget = record.budget;
  if (ts.instrumented) return EXIT;
  const entry = record.loops?.get(frame.pc) ?? askTiers(record, frame);
  if (entry === null) return EXIT;
  record.budget = 0;
  return entry(frame, false);
}

function askTiers(record: TierRecord, frame: Frame): TierEntry | null {
  const tiers = tiersOf();
  for (let i = tiers.length - 1; i >= 0; i--) {
    const entry = tiers[i]!.loop?.(record, frame) ?? null;
    if (entry === null) continue;
    record.loops ??= new Map();
    record.loops.set(frame.pc, entry);
    return entry;
  }
  return null;
}
