/**
 * Interval analysis of a unit's ints: which checks can never fail, given what the entry has checked.
 *
 * Forward over the blocks: each int variable has an interval at the begin of a block, the hull of what its predecessors leave; a
 * comparison that ends a block, and an access that did not leave, narrow what it looked at. At blocks that are met again and again
 * the bounds go out in few steps (LOW_MARKS, HIGH_MARKS), so that the search ends. A variable that is not in a state may be any int of 64 bits.
 */
import type { Block, BlockId, Compare, Operation, SiteId, Unit, Var } from './unit.ts';
import { INT_FORMATS } from './unit.ts';

export type Interval = readonly [low: bigint, high: bigint];
type State = Map<Var, Interval>;
type IntOperation = Extract<Operation, { k: 'int' }>;

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;
const ANY: Interval = [MIN, MAX];
/** Site of a check that is not needed. */
const NEVER: SiteId = -1;
/** Where bounds that move may stop on their way to any int. */
const LOW_MARKS = [0n, -(2n ** 31n), -(2n ** 53n), MIN];
const HIGH_MARKS = [0n, 2n ** 31n - 1n, 2n ** 32n, 2n ** 53n, MAX];
/** Visits of a block after which its bounds go out in steps. */
const PATIENCE = 3;

const MIRRORED: Readonly<Record<Compare, Compare>> = { lt: 'gt', le: 'ge', eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le' };
const NEGATED: Readonly<Record<Compare, Compare>> = { lt: 'ge', le: 'gt', eq: 'ne', ne: 'eq', gt: 'le', ge: 'lt' };

const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));
const most = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b > a ? b : a));
const hull = ([a, b]: Interval, [c, d]: Interval): Interval => [least([a, c]), most([b, d])];
const meet = ([a, b]: Interval, [c, d]: Interval): Interval => [most([a, c]), least([b, d])];
const within = ([a, b]: Interval, [c, d]: Interval): boolean => a >= c && b <= d;
const isEmpty = ([a, b]: Interval): boolean => a > b;

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

/** The results of a monotone function at the corners of two intervals bound all the others. */
function corners(f: (a: bigint, b: bigint) => bigint, [a, b]: Interval, [c, d]: Interval): Interval {
  const values = [f(a, c), f(a, d), f(b, c), f(b, d)];
  return [least(values), most(values)];
}

/** The smallest 2^k - 1 that is not below n. */
function ones(n: bigint): bigint {
  return 2n ** BigInt(n.toString(2).length) - 1n;
}

function bitwise(op: 'and' | 'or' | 'xor', x: Interval, y: Interval): Interval {
  if (op === 'and') {
    if (x[0] < 0n && y[0] < 0n) return ANY;
    return [0n, least([x, y].filter(([low]) => low >= 0n).map(([, high]) => high))];
  }
  return x[0] < 0n || y[0] < 0n ? ANY : [0n, ones(most([x[1], y[1]]))];
}

function modulo(x: Interval, [low, high]: Interval): Interval {
  const [least, most] = [low < 0n ? low + 1n : 0n, high > 0n ? high - 1n : 0n];
  return x[0] >= 0n && low > 0n && x[1] < most ? [0n, x[1]] : [least, most];
}

/** All results of an operator, without regard to 64 bits; null where that is not known. */
export function results(op: IntOperation['op'], x: Interval, y: Interval): Interval | null {
  switch (op) {
    case 'add':
      return [x[0] + y[0], x[1] + y[1]];
    case 'sub':
      return [x[0] - y[1], x[1] - y[0]];
    case 'mul':
      return corners((a, b) => a * b, x, y);
    case 'div':
      return y[0] > 0n || y[1] < 0n ? corners(floorDiv, x, y) : null;
    case 'mod':
      return modulo(x, y);
    case 'shl':
      return within(y, [0n, 62n]) ? corners((a, b) => a << b, x, y) : null;
    case 'shr':
      return within(y, [0n, 63n]) ? corners((a, b) => a >> b, x, y) : null;
    default:
      return bitwise(op, x, y);
  }
}

/** What `x op y` says about x. */
export function narrowedBy(op: Compare, x: Interval, y: Interval): Interval {
  switch (op) {
    case 'lt':
      return meet(x, [MIN, y[1] - 1n]);
    case 'le':
      return meet(x, [MIN, y[1]]);
    case 'gt':
      return meet(x, [y[0] + 1n, MAX]);
    case 'ge':
      return meet(x, [y[0], MAX]);
    case 'eq':
      return meet(x, y);
    case 'ne':
      if (y[0] !== y[1]) return x;
      return x[0] === y[0] ? [x[0] + 1n, x[1]] : x[1] === y[0] ? [x[0], x[1] - 1n] : x;
  }
}

/** Of the items of an integer format. */
function itemInterval(format: string): Interval | null {
  const known = INT_FORMATS[format];
  if (known === undefined) return null;
  const [bits, signed] = known;
  const half = 2n ** BigInt(bits - 1);
  return signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
}

class Analysis {
  private readonly unit: Omit<Unit, 'inputs'>;
  private readonly always: ReadonlyMap<Var, Interval>;
  private readonly begins: (State | undefined)[] = [];
  private readonly visits: number[] = [];
  private readonly work: BlockId[] = [];

  constructor(unit: Omit<Unit, 'inputs'>, always: ReadonlyMap<Var, Interval>) {
    this.unit = unit;
    this.always = always;
  }

  run(entry: ReadonlyMap<Var, Interval>): Block[] {
    this.reach(0, new Map(entry));
    while (this.work.length > 0) {
      const id = this.work.pop()!;
      const state = new Map(this.begins[id]);
      const { ops, end } = this.unit.blocks[id]!;
      for (const operation of ops) this.apply(state, operation);
      if (end.k === 'jump' || end.k === 'loop') this.reach(end.to, state);
      else if (end.k === 'branch') this.branch(state, end, ops.at(-1));
    }
    return this.unit.blocks.map(({ ops, end }, id) => ({ ops: this.simplified(ops, this.begins[id]), end }));
  }

  private at(state: State, v: Var): Interval {
    const { value } = this.unit.vars[v]!;
    if (value !== undefined) return [BigInt(value), BigInt(value)];
    return state.get(v) ?? this.always.get(v) ?? ANY;
  }

  private set(state: State, v: Var, interval: Interval | null): void {
    const always = this.always.get(v);
    const known = interval === null ? always : always === undefined ? interval : meet(interval, always);
    if (known === undefined) state.delete(v);
    else if (this.unit.vars[v]!.value === undefined) state.set(v, known);
  }

  /** A block may begin with this state too. */
  private reach(id: BlockId, state: State): void {
    const before = this.begins[id];
    this.visits[id] = (this.visits[id] ?? 0) + 1;
    if (before === undefined) {
      this.begins[id] = new Map(state);
      this.work.push(id);
      return;
    }
    let changed = false;
    for (const [v, old] of before) {
      const seen = state.get(v);
      if (seen !== undefined && within(seen, old)) continue;
      changed = true;
      const both = seen === undefined ? null : hull(old, seen);
      if (both === null) before.delete(v);
      else before.set(v, this.visits[id]! > PATIENCE ? outward(old, both) : both);
    }
    if (changed) this.work.push(id);
  }

  private branch(state: State, end: Extract<Block['end'], { k: 'branch' }>, last: Operation | undefined): void {
    for (const [to, holds] of [
      [end.yes, true],
      [end.no, false],
    ] as const) {
      const there = new Map(state);
      if (last?.k === 'compare' && last.d === end.a && this.unit.vars[last.a]!.type === 'i64') {
        const op = holds ? last.op : NEGATED[last.op];
        const [x, y] = [this.at(state, last.a), this.at(state, last.b)];
        const [a, b] = [narrowedBy(op, x, y), narrowedBy(MIRRORED[op], y, x)];
        // nobody goes there
        if (isEmpty(a) || isEmpty(b)) continue;
        this.set(there, last.a, a);
        this.set(there, last.b, b);
      }
      this.reach(to, there);
    }
  }

  private apply(state: State, o: Operation): void {
    if (o.k === 'int') {
      const all = results(o.op, this.at(state, o.a), this.at(state, o.b));
      this.set(state, o.d, all === null ? null : meet(all, ANY));
    } else if (o.k === 'move' && this.unit.vars[o.d]!.type === 'i64') this.set(state, o.d, this.at(state, o.a));
    else if (o.k === 'load' || o.k === 'store') {
      if (!this.unit.negative) this.set(state, o.i, meet(this.at(state, o.i), [0n, 2n ** 32n - 1n]));
      if (o.k === 'load') this.set(state, o.d, itemInterval(this.unit.buffers[o.buffer]!.format));
    }
  }

  /** The operations of a block without the checks that cannot fail. */
  private simplified(ops: readonly Operation[], begin: State | undefined): Operation[] {
    if (begin === undefined) return [...ops];
    const state = new Map(begin);
    return ops.map((operation) => {
      const simpler = this.simpler(state, operation);
      this.apply(state, operation);
      return simpler;
    });
  }

  private simpler(state: State, o: Operation): Operation {
    if (o.k === 'int') return this.simplerInt(o, this.at(state, o.a), this.at(state, o.b));
    if (o.k === 'double') return within(this.at(state, o.a), [-(2n ** 53n), 2n ** 53n]) ? { ...o, site: NEVER } : o;
    if (o.k !== 'store') return o;
    const items = itemInterval(this.unit.buffers[o.buffer]!.format);
    return items !== null && within(this.at(state, o.a), items) ? { ...o, range: NEVER } : o;
  }

  private simplerInt(o: IntOperation, x: Interval, y: Interval): IntOperation {
    const all = results(o.op, x, y);
    // the remainder of the least int by -1 is 0, and yet a trap in wasm
    const traps = o.op === 'mod' && x[0] === MIN && y[0] <= -1n && y[1] >= -1n;
    const fits = all !== null && within(all, ANY) && !traps;
    return {
      ...o,
      overflow: fits ? NEVER : o.overflow,
      zero: y[0] > 0n || y[1] < 0n ? NEVER : o.zero,
      natural: x[0] >= 0n && y[0] > 0n,
    };
  }
}

/** Bounds that moved go on to the next mark. */
function outward(old: Interval, [low, high]: Interval): Interval {
  return [
    low < old[0] ? LOW_MARKS.find((mark) => mark <= low)! : low,
    high > old[1] ? HIGH_MARKS.find((mark) => mark >= high)! : high,
  ];
}

/**
 * The unit's blocks without the checks that cannot fail when the variables of `entry` are in their intervals at entry; `always`: intervals
 * that variables never leave.
 */
export function withoutNeedlessChecks(
  unit: Omit<Unit, 'inputs'>,
  entry: ReadonlyMap<Var, Interval>,
  always: ReadonlyMap<Var, Interval>,
): Block[] {
  return new Analysis(unit, always).run(entry);
}
