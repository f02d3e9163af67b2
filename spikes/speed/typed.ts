/**
 * Tier 2: registers that hold floats are raw doubles.
 *
 * By what the first emission saw (Seen.Float) each instruction's result is a float or any value. A float lives in `fN`;
 * `rN` then is the mark FLT, which costs nothing (only the places that leave read it, and those know by it). Where ways
 * meet, a register is a double only if it is one on all of them; at a loop head, if it is one around the loop: the way in unboxes.
 * Reading a double where any value is expected makes a box.
 */
import { instructionLength, OPCODES } from '@pyston/bytecode';
import { nameInfo, PyFloat } from '@pyston/objects';
import type { Block } from './cfg.ts';
import { Emitter } from './emit.ts';
import { property, Seen, Unsupported } from './emit-base.ts';
import { liveness, registersOf } from './live.ts';

const SIGNS: Record<string, string> = { ADD: '+', SUB: '-', MUL: '*', TRUEDIV: '/' };
const COMPARISONS: Record<string, string> = { LT: '<', LE: '<=', EQ: '===', NE: '!==', GT: '>', GE: '>=' };

/** Instructions that run no other code where they give doubles. */
const KEEPS_ARRAYS = new Set(
  ['ADD', 'SUB', 'MUL', 'TRUEDIV', 'POW']
    .flatMap((n) => [`BINARY_${n}`, `INPLACE_${n}`])
    .concat('GET_ITEM', 'UNPACK_SEQUENCE', 'LOAD_ATTR'),
);
/** Registers for which the text has a variable `aN`. */
const MAX_ARRAYS = 200;

export class TypedEmitter extends Emitter {
  /** Registers that are doubles at this instruction. */
  private doubles = new Set<number>();
  private entries = new Map<number, Set<number>>();
  private live = new Map<number, Set<number>>();
  /** Lists whose array of doubles is in `aN`: no other code has run since. */
  private arrays = new Set<number>();

  protected override prepare(blocks: Map<number, Block>, entry: number): void {
    this.live = liveness(this.code, blocks);
    this.inferEntries(blocks, entry);
    for (const block of blocks.values()) {
      const state = new Set(this.entries.get(block.start));
      for (const r of state) this.ever.add(r);
      this.flow(block, state, (r) => this.ever.add(r));
    }
  }

  protected override declarations(): string {
    const lists = range(0, this.code.constBase).filter((r) => r < MAX_ARRAYS);
    return [...this.ever].map((r) => `, f${r} = 0`).join('') + lists.map((r) => `, a${r}`).join('');
  }

  /** Fixed point of the doubles at the start of each block, from "all" downward. */
  private inferEntries(blocks: Map<number, Block>, entry: number): void {
    const inOrder = [...blocks.values()].sort((a, b) => a.order - b.order);
    const outs = new Map<number, Set<number>>();
    const given = new Set(this.options.floats.filter((r) => this.live.get(entry)!.has(r)));
    for (let changed = true; changed; ) {
      changed = false;
      for (const block of inOrder) {
        const preds = block.preds.filter((p) => outs.has(p.start) && (!block.loop || p.order >= block.order));
        let state: Set<number>;
        if (preds.length === 0)
          state = block.start === entry ? given : this.meet(block.preds.map((p) => outs.get(p.start)));
        else state = this.meet(preds.map((p) => outs.get(p.start)));
        if (block.loop) state = new Set([...state].filter((r) => this.live.get(block.start)!.has(r)));
        // only ever fewer, or two registers that swap in a loop would take turns
        const former = this.entries.get(block.start);
        if (former !== undefined) state = new Set([...state].filter((r) => former.has(r)));
        this.entries.set(block.start, state);
        const out = new Set(state);
        this.flow(block, out, () => {});
        const before = outs.get(block.start);
        if (before === undefined || !sameSet(before, out)) {
          outs.set(block.start, out);
          changed = true;
        }
      }
    }
  }

  private meet(states: (Set<number> | undefined)[]): Set<number> {
    const known = states.filter((s) => s !== undefined);
    return known.length === 0 ? new Set() : new Set([...known[0]!].filter((r) => known.every((s) => s.has(r))));
  }

  /** Moves `state` over the block's instructions. */
  private flow(block: Block, state: Set<number>, found: (r: number) => void): void {
    for (let pc = block.start; pc < block.end; pc += instructionLength(this.words, pc)) {
      const float = this.gives(pc, state);
      for (const r of registersOf(this.words, pc).writes) {
        if (float) {
          state.add(r);
          found(r);
        } else state.delete(r);
      }
    }
  }

  private saw(pc: number): boolean {
    const seen = this.options.seen![pc]!;
    return (seen & Seen.Float) !== 0 && (seen & (Seen.Slow | Seen.NotFloat)) === 0;
  }

  /** Whether the registers that the instruction writes become doubles. */
  private gives(pc: number, state: Set<number>): boolean {
    const { name } = OPCODES[this.words[pc]!]!;
    if (name === 'MOVE') return this.isDouble(this.words[pc + 2]!, state);
    if (!this.saw(pc)) return false;
    if (name === 'GET_ITEM' || name === 'UNPACK_SEQUENCE' || name === 'LOAD_ATTR') return true;
    const kind = name.replace(/^(BINARY|INPLACE)_/, '');
    return kind !== name && (SIGNS[kind] !== undefined || kind === 'POW');
  }

  private isDouble(reg: number, state: Set<number>): boolean {
    return this.isConstant(reg) ? this.options.constants[reg - this.code.constBase] instanceof PyFloat : state.has(reg);
  }

  // ---- emission ----

  protected override enterBlock(block: Block): void {
    this.doubles = new Set(this.entries.get(block.start));
    this.arrays.clear();
    if (!block.loop) return;
    // temporaries that are dead here are forgotten: kept for the places that leave, they would be moved around in every iteration
    const live = this.live.get(block.start)!;
    for (const r of this.ever)
      if (!live.has(r) && r >= this.code.nlocalsplus) this.line(`r${r} = undefined; f${r} = 0;`);
  }

  protected override afterPrologue(entry: number): void {
    this.doubles = new Set();
    this.pc = entry;
    this.arrive(entry);
  }

  /** On the way to another block: registers take the form that it expects. */
  protected override arrive(target: number): void {
    const wanted = this.entries.get(target)!;
    const live = this.live.get(target)!;
    const { pc, doubles } = this;
    for (const r of doubles) if (!wanted.has(r) && live.has(r)) this.line(`r${r} = new Float(f${r});`);
    for (const r of wanted) {
      if (doubles.has(r)) continue;
      this.pc = target;
      this.exitIf(`!(r${r} instanceof Float)`);
      this.pc = pc;
      this.line(`f${r} = r${r}.v;${this.marked(r)}`);
    }
  }

  /** What tells the places that leave where the register's value is. */
  private marked(reg: number): string {
    return ` r${reg} = FLT;`;
  }

  protected override saveState(): unknown {
    return this.doubles;
  }
  protected override restoreState(state: unknown): void {
    this.doubles = new Set(state as Set<number>);
    this.arrays.clear();
  }

  /** Any value: a box where the register is a double. */
  override src(reg: number): string {
    return this.doubles.has(reg) ? `new Float(f${reg})` : super.src(reg);
  }

  protected override written(reg: number): void {
    this.doubles.delete(reg);
  }

  /** The double of a register; leaves where it holds none. */
  private double(reg: number): string {
    if (this.doubles.has(reg)) return `f${reg}`;
    const constant = this.isConstant(reg) ? this.options.constants[reg - this.code.constBase] : undefined;
    if (constant instanceof PyFloat) return literalDouble(constant.v);
    if (typeof constant === 'number') return literalDouble(constant);
    this.exitIf(`!(r${reg} instanceof Float)`);
    return `r${reg}.v`;
  }

  private setDouble(reg: number, text: string): void {
    this.line(`f${reg} = ${text};${this.marked(reg)}`);
    this.doubles.add(reg);
    this.arrays.delete(reg);
  }

  protected override local(reg: number): string {
    return this.ever.has(reg) ? `r${reg} === FLT ? new Float(f${reg}) : r${reg}` : `r${reg}`;
  }

  // ---- instructions ----

  override instruction(op: string, pc: number, after: number): void {
    if (!KEEPS_ARRAYS.has(op) || !this.gives(pc, this.doubles))
      if (op !== 'MOVE' && op !== 'SET_ITEM') this.arrays.clear();
    if (op === 'MOVE') this.move();
    else if (op.startsWith('JUMP_IF_') && this.saw(pc)) this.compareDoubles(op, after);
    else if (this.gives(pc, this.doubles)) this.typed(op);
    else {
      super.instruction(op, pc, after);
      if (OPCODES[this.words[pc]!]!.flow === 'next') {
        this.pc = pc;
        for (const r of registersOf(this.words, pc).writes) this.doubles.delete(r);
      }
    }
  }

  private move(): void {
    const [d, a] = [this.w(1), this.w(2)];
    this.arrays.delete(d);
    if (this.arrays.has(a)) {
      this.line(`a${d} = a${a};`);
      this.arrays.add(d);
    }
    if (this.isDouble(a, this.doubles)) this.setDouble(d, this.double(a));
    else {
      super.instruction('MOVE', this.pc, 0);
      this.doubles.delete(d);
    }
  }

  private typed(op: string): void {
    if (op === 'UNPACK_SEQUENCE') this.unpackDoubles();
    else if (op === 'GET_ITEM') this.itemDouble();
    else if (op === 'LOAD_ATTR') this.attributeDouble();
    else this.arithmetic(op.replace(/^(BINARY|INPLACE)_/, ''));
  }

  private arithmetic(kind: string): void {
    const a = this.double(this.w(2));
    const b = this.double(this.w(3));
    if (kind === 'POW') {
      this.line(`t = ${a} > 0 ? POW(${a}, ${b}) : NaN;`);
      this.exitIf('!(t < Infinity)');
      this.setDouble(this.w(1), 't');
      return;
    }
    if (kind === 'TRUEDIV') this.exitIf(`${b} === 0`);
    this.setDouble(this.w(1), `${a} ${SIGNS[kind]} ${b}`);
  }

  private compareDoubles(op: string, after: number): void {
    const negated = op.startsWith('JUMP_IF_NOT_');
    const a = this.double(this.w(1));
    const b = this.double(this.w(2));
    const test = `${a} ${COMPARISONS[op.slice(negated ? 12 : 8)]} ${b}`;
    this.branch(negated ? `!(${test})` : test, this.w(3), after);
  }

  /** The array of doubles of a list into `u`. */
  private floatsOf(reg: number): string {
    const array = `a${reg}`;
    if (this.arrays.has(reg)) return array;
    if (reg >= MAX_ARRAYS) throw new Unsupported('too many registers');
    const o = this.src(reg);
    this.exitIf(
      `${o}.cls !== LIST || (${array} = ${o}.floats) === undefined && (${array} = floatItems(${o})) === undefined`,
    );
    this.arrays.add(reg);
    return array;
  }

  private unpackDoubles(): void {
    const n = this.w(3);
    const u = this.floatsOf(this.w(1));
    this.exitIf(`${u}.length !== ${n}`);
    for (let i = 0; i < n; i++) this.setDouble(this.w(4 + i), `${u}[${i}]`);
  }

  private itemDouble(): void {
    const k = this.literal(this.w(3)) === undefined ? this.src(this.w(3)) : String(this.literal(this.w(3)));
    const u = this.floatsOf(this.w(2));
    this.exitIf(
      this.literal(this.w(3)) === undefined
        ? `!(typeof ${k} === 'number' && ${k} >= 0 && ${k} < ${u}.length)`
        : `!(${k} < ${u}.length)`,
    );
    this.setDouble(this.w(1), `${u}[${k}]`);
  }

  override op_SET_ITEM(): void {
    const v = this.w(3);
    if (!this.doubles.has(v) || !this.saw(this.pc)) {
      this.arrays.clear();
      super.op_SET_ITEM();
      return;
    }
    const k = this.literal(this.w(2)) === undefined ? this.src(this.w(2)) : String(this.literal(this.w(2)));
    const u = this.floatsOf(this.w(1));
    this.exitIf(
      this.literal(this.w(2)) === undefined
        ? `!(typeof ${k} === 'number' && ${k} >= 0 && ${k} < ${u}.length)`
        : `!(${k} < ${u}.length)`,
    );
    this.line(`${u}[${k}] = f${v};`);
  }

  private attributeDouble(): void {
    const info = nameInfo(this.name(this.w(3)));
    const o = this.src(this.w(2));
    const load = `(t = ${o}${property(info.attrKey)})`;
    this.exitIf(`!${this.ref(info.loads())}.ok || !(${load} instanceof Float)`);
    this.setDouble(this.w(1), 't.v');
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function sameSet(a: Set<number>, b: Set<number>): boolean {
  return a.size === b.size && [...a].every((r) => b.has(r));
}

function literalDouble(v: number): string {
  return Object.is(v, -0) ? '(-0)' : v < 0 ? `(${v})` : String(v);
}
