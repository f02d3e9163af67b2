/**
 * Which checks a unit keeps, and what its entry asks for in return.
 *
 * Ints that were seen to be small are checked at entry, once, instead of in every round. What asks more is refused more often, so an int that
 * the region changes is asked to be small only where that saves a check.
 */
import type { Interval } from './intervals.ts';
import { withoutNeedlessChecks } from './intervals.ts';
import type { Block, Input, Operation, RegisterKind, Unit, Var } from './unit.ts';

type Kind = RegisterKind['t'];

const INT31: Interval = [0n, 2n ** 31n - 1n];
const INT32: Interval = [-(2n ** 31n), 2n ** 31n - 1n];
/** What an iterator counts are safe integers, and so is what is left; one step further is not. */
const COUNTED: Interval = [-(2n ** 54n), 2n ** 54n];
/** What could be asked instead, the least first. */
const WEAKER: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  int31: ['int', 'int32'],
  int32: ['int'],
  range31: ['range'],
};

function blocksFor(unit: Unit, inputs: readonly Input[]): Block[] {
  const entry = new Map<Var, Interval>();
  const always = new Map<Var, Interval>();
  for (const { kind } of inputs) {
    if (kind.t === 'int31') entry.set(kind.v, INT31);
    else if (kind.t === 'int32') entry.set(kind.v, INT32);
    else if ('range' in kind) {
      const { next, left, step } = kind.range;
      for (const v of [next, left]) always.set(v, kind.t === 'range31' ? INT31 : COUNTED);
      if (kind.t === 'range31') always.set(step, INT31);
    }
  }
  return withoutNeedlessChecks(unit, entry, always);
}

/** How many checks an operation makes, a division of what may be negative being one. */
function checksOf(o: Operation): number {
  switch (o.k) {
    case 'int':
      return Number(o.overflow >= 0) + Number(o.zero >= 0) + Number((o.op === 'div' || o.op === 'mod') && !o.natural);
    case 'double':
      return Number(o.site >= 0);
    case 'store':
      return Number(o.range >= 0);
    default:
      return 0;
  }
}

function countChecks(blocks: readonly Block[]): number {
  return blocks.reduce((n, { ops }) => ops.reduce((m, operation) => m + checksOf(operation), n), 0);
}

function writtenIn(blocks: readonly Block[]): Set<Var> {
  return new Set(blocks.flatMap(({ ops }) => ops.flatMap((operation) => ('d' in operation ? [operation.d] : []))));
}

/** The unit without needless checks, its inputs as undemanding as that allows. */
export function withFewChecks(unit: Unit): Unit {
  const written = writtenIn(unit.blocks);
  let { inputs } = unit;
  let blocks = blocksFor(unit, inputs);
  const fewest = countChecks(blocks);
  unit.inputs.forEach(({ register, kind }, i) => {
    if ('v' in kind && !written.has(kind.v)) return;
    for (const t of WEAKER[kind.t] ?? []) {
      const weaker = inputs.with(i, { register, kind: { ...kind, t } as RegisterKind });
      const attempt = blocksFor(unit, weaker);
      if (countChecks(attempt) !== fewest) continue;
      inputs = weaker;
      blocks = attempt;
      return;
    }
  });
  return { ...unit, inputs, blocks };
}
