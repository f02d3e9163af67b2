/**
 * Register bytecode and the types seen at a loop head → a Unit.
 *
 * Abstract interpretation forward from the head: each register has a static type, each instruction whose operands have types that we
 * know becomes operations, any other instruction a site where tier 0 goes on. All code that is reached is lowered, so
 * that inner and outer loops and what follows the loop belong to the unit as far as their types are known. The first
 * state that reaches a block is the block's; an edge that arrives with another one leaves through a site.
 */
import type { CodeObject, ConstantValue } from '@pyston/bytecode';
import { instructionLength, OPCODES } from '@pyston/bytecode';
import type { Rep, SiteKind } from '@pyston/objects';
import { Rep as REP } from '@pyston/objects';
import { withFewChecks } from './checks.ts';
import { liveTemporaries, registersFrom } from './liveness.ts';
import type {
  Block,
  BlockId,
  BufferUse,
  Compare,
  End,
  FloatOp,
  Input,
  IntKind,
  IntOp,
  Machine,
  Operation,
  RangeUse,
  RegisterKind,
  SiteId,
  Unit,
  UnitSite,
  Var,
  Variable,
} from './unit.ts';
import { FORMATS } from './unit.ts';

/** What a register was seen to hold. */
export type Observed =
  | { readonly t: IntKind | 'range' | 'range31' | 'float' | 'bool' }
  /** `key` tells types apart that index their memory differently. */
  | { readonly t: 'buffer'; readonly format: string; readonly writable: boolean; readonly key: string };

type Scalar = 'int' | 'float' | 'bool';
type RegType =
  | { readonly t: Scalar; readonly v: Var }
  | { readonly t: 'range'; readonly range: RangeUse }
  | { readonly t: 'buffer'; readonly buffer: number };
type State = Map<number, RegType>;

const MACHINE: Readonly<Record<Scalar, Machine>> = { int: 'i64', float: 'f64', bool: 'i1' };
const REPS: Readonly<Record<Scalar, Rep>> = { int: REP.Int64, float: REP.Float, bool: REP.Bool };
const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

const INT_OPS: Readonly<Record<string, IntOp>> = {
  ADD: 'add',
  SUB: 'sub',
  MUL: 'mul',
  FLOORDIV: 'div',
  MOD: 'mod',
  AND: 'and',
  OR: 'or',
  XOR: 'xor',
  LSHIFT: 'shl',
  RSHIFT: 'shr',
};
const FLOAT_OPS: Readonly<Record<string, FloatOp>> = { ADD: 'add', SUB: 'sub', MUL: 'mul', TRUEDIV: 'div' };

/** What an instruction needs that the unit cannot give: tier 0 executes it. */
const LEAVE = Symbol('LEAVE');

class Lowering {
  readonly code: CodeObject;
  readonly head: number;
  readonly vars: Variable[] = [];
  readonly blocks: Block[] = [];
  readonly sites: UnitSite[] = [];
  readonly buffers: (BufferUse & { readonly writable: boolean; readonly register: number })[] = [];
  readonly ranges: RangeUse[] = [];
  readonly inputs: Input[] = [];
  private readonly live: Map<number, ReadonlySet<number>>;
  private readonly leaders: Set<number>;
  private readonly states = new Map<number, { readonly id: BlockId; readonly state: State }>();
  private readonly work: number[] = [];
  private readonly registerVars = new Map<string, Var>();
  private readonly constants = new Map<string, Var>();
  private readonly siteIds = new Map<string, SiteId>();
  /** While an instruction is lowered: where it is, what holds before it, the operations so far. */
  private pc = 0;
  private state: State = new Map();
  private ops: Operation[] = [];
  loops = 0;

  constructor(code: CodeObject, head: number) {
    this.code = code;
    this.head = head;
    this.live = liveTemporaries(code);
    this.leaders = jumpTargets(code);
  }

  run(observed: ReadonlyMap<number, Observed>): void {
    this.blockAt(this.head, this.entryState(observed));
    while (this.work.length > 0) this.lowerBlock(this.work.pop()!);
  }

  private newVar(type: Machine): Var {
    return this.vars.push({ type }) - 1;
  }

  private constant(type: Machine, value: NonNullable<Variable['value']>): Var {
    const key = `${type} ${Object.is(value, -0) ? '-0' : value}`;
    let v = this.constants.get(key);
    if (v === undefined) this.constants.set(key, (v = this.vars.push({ type, value }) - 1));
    return v;
  }

  /** The variable in which a register keeps values of a type. */
  private registerVar(register: number, t: Scalar): Var {
    const key = `${register} ${t}`;
    let v = this.registerVars.get(key);
    if (v === undefined) this.registerVars.set(key, (v = this.newVar(MACHINE[t])));
    return v;
  }

  private entryState(observed: ReadonlyMap<number, Observed>): State {
    const { code, head } = this;
    const live = this.live.get(head)!;
    const state: State = new Map();
    for (const register of [...registersFrom(code, head)].sort((a, b) => a - b)) {
      const seen = observed.get(register);
      if (seen === undefined || register >= code.constBase) continue;
      if (register >= code.nlocals && !live.has(register)) continue;
      const type = this.inputType(register, seen);
      state.set(register, type);
      this.addInput(register, type, seen);
    }
    return state;
  }

  private inputType(register: number, seen: Observed): RegType {
    if (seen.t === 'range' || seen.t === 'range31') {
      const range = { register, next: this.newVar('i64'), left: this.newVar('i64'), step: this.newVar('i64') };
      this.ranges.push(range);
      return { t: 'range', range };
    }
    if (seen.t === 'buffer') {
      const use = { base: this.newVar('i64'), length: this.newVar('i64'), format: seen.format };
      return { t: 'buffer', buffer: this.buffers.push({ ...use, writable: seen.writable, register }) - 1 };
    }
    const t = seen.t === 'float' || seen.t === 'bool' ? seen.t : 'int';
    return { t, v: this.registerVar(register, t) };
  }

  private addInput(register: number, type: RegType, seen: Observed): void {
    const kind = seen.t === 'buffer' ? { ...type, key: seen.key } : { ...type, t: seen.t };
    this.inputs.push({ register, kind: kind as RegisterKind });
  }

  /** The block that continues at `pc` from this state: its own, or one that leaves because the types differ. */
  private blockAt(pc: number, state: State): BlockId {
    const known = this.states.get(pc);
    const kept = this.liveState(pc, state);
    if (known === undefined) {
      const id = this.newBlock();
      this.states.set(pc, { id, state: kept });
      this.work.push(pc);
      return id;
    }
    return sameState(known.state, kept) ? known.id : this.exitBlock(this.site(pc, 'type', kept));
  }

  private newBlock(end: End = { k: 'exit', site: -1 }): BlockId {
    return this.blocks.push({ ops: [], end }) - 1;
  }

  private exitBlock(site: SiteId): BlockId {
    return this.newBlock({ k: 'exit', site });
  }

  /** The state without temporaries that nobody reads any more. */
  private liveState(pc: number, state: State): State {
    const live = this.live.get(pc)!;
    const { nlocalsplus } = this.code;
    return new Map([...state].filter(([register]) => register < nlocalsplus || live.has(register)));
  }

  private site(pc: number, kind: SiteKind, state: State = this.state): SiteId {
    const scalars = [...this.liveState(pc, state)].filter(([, type]) => type.t !== 'range' && type.t !== 'buffer');
    const types = scalars.map(([, type]) => type as { readonly t: Scalar; readonly v: Var });
    const regs = scalars.map(([register]) => register);
    const vars = types.map(({ v }) => v);
    const key = `${pc} ${kind} ${regs} ${vars}`;
    let id = this.siteIds.get(key);
    if (id === undefined) {
      id = this.sites.push({ pc, kind, regs, vars, reps: types.map(({ t }) => REPS[t]) }) - 1;
      this.siteIds.set(key, id);
    }
    return id;
  }

  private lowerBlock(start: number): void {
    const { id, state } = this.states.get(start)!;
    const block = this.blocks[id]!;
    this.state = new Map(state);
    this.ops = block.ops;
    this.pc = start;
    for (;;) {
      const done = this.ops.length;
      const end = this.instruction();
      if (end === LEAVE) {
        this.ops.length = done;
        block.end = { k: 'exit', site: this.site(this.pc, 'leave') };
        return;
      }
      if (end !== null) {
        block.end = end;
        return;
      }
      this.pc += instructionLength(this.code.instructions, this.pc);
      if (this.leaders.has(this.pc)) {
        block.end = { k: 'jump', to: this.blockAt(this.pc, this.state) };
        return;
      }
    }
  }

  /** Lowers the instruction at `pc`: null = go on behind it. */
  private instruction(): End | null | typeof LEAVE {
    const w = this.code.instructions;
    const { name } = OPCODES[w[this.pc]!]!;
    const [a, b, c] = [w[this.pc + 1]!, w[this.pc + 2]!, w[this.pc + 3]!];
    const arithmetic = /^(?:BINARY|INPLACE)_(\w+)$/.exec(name);
    if (arithmetic !== null) return this.binary(arithmetic[1]!, a, b, c);
    const jump = /^JUMP_IF_(NOT_)?(LT|LE|EQ|NE|GT|GE)$/.exec(name);
    if (jump !== null) return this.compareJump(jump[2]!.toLowerCase() as Compare, a, b, c, jump[1] === undefined);
    const compare = /^COMPARE_(\w+)$/.exec(name);
    if (compare !== null) return this.compare(compare[1]!.toLowerCase() as Compare, a, b, c);
    switch (name) {
      case 'NOP':
        return null;
      case 'CHECK_BOUND':
        return this.state.has(a) ? null : LEAVE;
      case 'MOVE':
        return this.move(a, b);
      case 'JUMP':
        return { k: 'jump', to: this.blockAt(a, this.state) };
      case 'JUMP_BACK':
        return this.backEdge(a);
      case 'JUMP_IF_TRUE':
      case 'JUMP_IF_FALSE':
        return this.truthJump(a, b, name === 'JUMP_IF_TRUE');
      case 'UNARY_NOT':
        return this.not(a, b);
      case 'UNARY_NEG':
        return this.negate(a, b);
      case 'GET_ITEM':
        return this.getItem(a, b, c);
      case 'SET_ITEM':
        return this.setItem(a, b, c);
      case 'FOR_ITER':
        return this.forIter(a, b, c);
      default:
        return LEAVE;
    }
  }

  /** Type and variable of a register that holds a scalar; undefined otherwise. */
  private scalar(register: number): { readonly t: Scalar; readonly v: Var } | undefined {
    const { constBase, consts } = this.code;
    if (register >= constBase) return this.constantOf(consts[register - constBase]!);
    const type = this.state.get(register);
    return type === undefined || type.t === 'range' || type.t === 'buffer' ? undefined : type;
  }

  private constantOf(c: ConstantValue): { readonly t: Scalar; readonly v: Var } | undefined {
    if (c.t === 'int')
      return c.v >= INT_MIN && c.v <= INT_MAX ? { t: 'int', v: this.constant('i64', String(c.v)) } : undefined;
    if (c.t === 'float') return { t: 'float', v: this.constant('f64', c.v) };
    return c.t === 'bool' ? { t: 'bool', v: this.constant('i1', c.v) } : undefined;
  }

  /** The register's new type is `t`; gives the variable to be written. */
  private define(register: number, t: Scalar): Var {
    const v = this.registerVar(register, t);
    this.state.set(register, { t, v });
    return v;
  }

  private move(d: number, a: number): null | typeof LEAVE {
    const from = this.scalar(a);
    if (from === undefined) return LEAVE;
    this.ops.push({ k: 'move', d: this.define(d, from.t), a: from.v });
    return null;
  }

  private binary(name: string, d: number, ra: number, rb: number): null | typeof LEAVE {
    const a = this.scalar(ra);
    const b = this.scalar(rb);
    if (a === undefined || b === undefined || a.t === 'bool' || b.t === 'bool') return LEAVE;
    const op = INT_OPS[name];
    if (a.t === 'int' && b.t === 'int' && op !== undefined) {
      const sites = { overflow: this.site(this.pc, 'overflow'), zero: this.site(this.pc, 'zero') };
      this.ops.push({ k: 'int', op, a: a.v, b: b.v, ...sites, d: this.define(d, 'int') });
      return null;
    }
    const floatOp = FLOAT_OPS[name];
    if (floatOp === undefined) return LEAVE;
    const [x, y] = [this.asDouble(a), this.asDouble(b)];
    const zero = this.site(this.pc, 'zero');
    this.ops.push({ k: 'float', op: floatOp, a: x, b: y, zero, d: this.define(d, 'float') });
    return null;
  }

  private asDouble(x: { readonly t: Scalar; readonly v: Var }): Var {
    if (x.t === 'float') return x.v;
    const d = this.newVar('f64');
    this.ops.push({ k: 'double', d, a: x.v, site: this.site(this.pc, 'range') });
    return d;
  }

  /** A comparison of two numbers as an i1 variable. */
  private compared(op: Compare, ra: number, rb: number): Var | undefined {
    const a = this.scalar(ra);
    const b = this.scalar(rb);
    if (a === undefined || b === undefined || a.t === 'bool' || b.t === 'bool') return undefined;
    const d = this.newVar('i1');
    const bothInt = a.t === 'int' && b.t === 'int';
    const [x, y] = bothInt ? [a.v, b.v] : [this.asDouble(a), this.asDouble(b)];
    this.ops.push({ k: 'compare', op, d, a: x, b: y });
    return d;
  }

  private compare(op: Compare, d: number, a: number, b: number): null | typeof LEAVE {
    const v = this.compared(op, a, b);
    if (v === undefined) return LEAVE;
    this.ops.push({ k: 'move', d: this.define(d, 'bool'), a: v });
    return null;
  }

  private branch(a: Var, ifTrue: boolean, target: number): End {
    const there = this.blockAt(target, this.state);
    const next = this.blockAt(this.pc + instructionLength(this.code.instructions, this.pc), this.state);
    return ifTrue ? { k: 'branch', a, yes: there, no: next } : { k: 'branch', a, yes: next, no: there };
  }

  private compareJump(op: Compare, a: number, b: number, to: number, ifTrue: boolean): End | typeof LEAVE {
    const v = this.compared(op, a, b);
    return v === undefined ? LEAVE : this.branch(v, ifTrue, to);
  }

  /** Truth of a number as an i1 variable. */
  private truth(register: number): Var | undefined {
    const x = this.scalar(register);
    if (x === undefined || x.t === 'bool') return x?.v;
    const d = this.newVar('i1');
    const zero = x.t === 'int' ? this.constant('i64', '0') : this.constant('f64', 0);
    this.ops.push({ k: 'compare', op: 'ne', d, a: x.v, b: zero });
    return d;
  }

  private truthJump(register: number, to: number, ifTrue: boolean): End | typeof LEAVE {
    const v = this.truth(register);
    return v === undefined ? LEAVE : this.branch(v, ifTrue, to);
  }

  private not(d: number, a: number): null | typeof LEAVE {
    const v = this.truth(a);
    if (v === undefined) return LEAVE;
    const no = this.constant('i1', false);
    this.ops.push({ k: 'compare', op: 'eq', d: this.define(d, 'bool'), a: v, b: no });
    return null;
  }

  private negate(d: number, a: number): null | typeof LEAVE {
    const x = this.scalar(a);
    if (x === undefined || x.t === 'bool') return LEAVE;
    const site = this.site(this.pc, 'overflow');
    if (x.t === 'int') {
      const minuend = this.constant('i64', '0');
      const sites = { overflow: site, zero: site };
      this.ops.push({ k: 'int', op: 'sub', a: minuend, b: x.v, ...sites, d: this.define(d, 'int') });
    } else {
      const minus = this.constant('f64', -1);
      this.ops.push({ k: 'float', op: 'mul', a: x.v, b: minus, zero: site, d: this.define(d, 'float') });
    }
    return null;
  }

  private bufferOf(register: number): number | undefined {
    const type = this.state.get(register);
    return type?.t === 'buffer' ? type.buffer : undefined;
  }

  private getItem(d: number, o: number, k: number): null | typeof LEAVE {
    const buffer = this.bufferOf(o);
    const i = this.scalar(k);
    if (buffer === undefined || i?.t !== 'int') return LEAVE;
    const site = this.site(this.pc, 'bounds');
    const t = FORMATS[this.buffers[buffer]!.format] === 'f64' ? 'float' : 'int';
    this.ops.push({ k: 'load', buffer, i: i.v, site, d: this.define(d, t) });
    return null;
  }

  private setItem(o: number, k: number, a: number): null | typeof LEAVE {
    const buffer = this.bufferOf(o);
    const i = this.scalar(k);
    const v = this.scalar(a);
    if (buffer === undefined || i?.t !== 'int' || v === undefined) return LEAVE;
    const { format, writable } = this.buffers[buffer]!;
    if (!writable || FORMATS[format] !== MACHINE[v.t]) return LEAVE;
    const sites = { site: this.site(this.pc, 'bounds'), range: this.site(this.pc, 'range') };
    this.ops.push({ k: 'store', buffer, i: i.v, a: v.v, ...sites });
    return null;
  }

  private forIter(d: number, it: number, to: number): End | typeof LEAVE {
    const type = this.state.get(it);
    if (type?.t !== 'range') return LEAVE;
    const { next, left, step } = type.range;
    const more = this.newVar('i1');
    const one = this.constant('i64', '1');
    this.ops.push({ k: 'compare', op: 'gt', d: more, a: left, b: this.constant('i64', '0') });
    const exhausted = this.blockAt(to, this.state);
    const body = this.newBlock();
    const ops = this.blocks[body]!.ops;
    // a range's items and what is left are safe integers, so neither can overflow
    const never = { overflow: -1, zero: -1 };
    ops.push({ k: 'int', op: 'sub', d: left, a: left, b: one, ...never });
    ops.push({ k: 'move', d: this.define(d, 'int'), a: next });
    ops.push({ k: 'int', op: 'add', d: next, a: next, b: step, ...never });
    const after = this.blockAt(this.pc + instructionLength(this.code.instructions, this.pc), this.state);
    this.blocks[body]!.end = { k: 'jump', to: after };
    return { k: 'branch', a: more, yes: body, no: exhausted };
  }

  private backEdge(to: number): End {
    const site = this.site(this.pc, 'poll');
    const target = this.blockAt(to, this.state);
    if (this.states.get(to)?.id === target) this.loops++;
    return { k: 'loop', to: target, site };
  }
}

function jumpTargets(code: CodeObject): Set<number> {
  const w = code.instructions;
  const targets = new Set<number>();
  for (let pc = 0; pc < w.length; pc += instructionLength(w, pc)) {
    OPCODES[w[pc]!]!.operands.forEach(({ kind }, i) => {
      if (kind === 'jump') targets.add(w[pc + 1 + i]!);
    });
  }
  return targets;
}

function lastBackEdge(code: CodeObject, head: number): number {
  const w = code.instructions;
  let last = head;
  for (let pc = head; pc < w.length; pc += instructionLength(w, pc)) {
    if (OPCODES[w[pc]!]!.name === 'JUMP_BACK' && w[pc + 1] === head) last = pc;
  }
  return last;
}

function sameState(a: State, b: State): boolean {
  if (a.size !== b.size) return false;
  for (const [register, x] of a) {
    const y = b.get(register);
    if (y === undefined || x.t !== y.t) return false;
    if (x.t === 'range' && x.range !== (y as typeof x).range) return false;
    if (x.t === 'buffer' && x.buffer !== (y as typeof x).buffer) return false;
  }
  return true;
}

/** The unit entered at a loop head, or null where no loop could be kept inside. `negative`: see Unit. */
export function lower(
  code: CodeObject,
  head: number,
  observed: ReadonlyMap<number, Observed>,
  negative = false,
): Unit | null {
  const lowering = new Lowering(code, head);
  lowering.run(observed);
  if (lowering.loops === 0) return null;
  const { vars, inputs, buffers, ranges, blocks, sites } = lowering;
  return withFewChecks({
    name: code.qualname,
    head,
    tail: lastBackEdge(code, head),
    vars,
    inputs,
    buffers: buffers.map(({ base, length, format }) => ({ base, length, format })),
    ranges,
    blocks,
    sites,
    negative,
  });
}
