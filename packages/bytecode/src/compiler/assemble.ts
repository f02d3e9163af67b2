/**
 * Turns a unit into a code object: removes idle instructions, lays out registers and constants, resolves jumps, packs
 * the exception and position tables.
 */
import { CodeObject } from '../code.ts';
import type { ConstantValue } from '../constants.ts';
import { OP_JUMP, OP_JUMP_BACK, OP_NOP, OP_RERAISE, OP_RETURN } from '../generated/op.ts';
import { BASE_LENGTH, IS_VARIADIC, OPCODES } from '../opcodes.ts';
import type { OperandKind } from '../opcodes.ts';
import { PositionWriter } from '../positions.ts';
import { INDEX_MASK, KIND_SHIFT } from './unit.ts';
import type { Unit } from './unit.ts';

// Classes of operands, as far as relocation cares.
const PLAIN = 0;
const REGISTER = 1;
const CONSTANT = 2;
const JUMP = 3;
const LIST = 4;

const CLASS_OF: Record<OperandKind, number> = {
  dst: REGISTER,
  dst2: REGISTER,
  src: REGISTER,
  src2: REGISTER,
  opt: REGISTER,
  upd: REGISTER,
  name: PLAIN,
  const: CONSTANT,
  jump: JUMP,
  imm: PLAIN,
  ic: PLAIN,
  srcs: LIST,
  dsts: LIST,
};

const CLASSES = OPCODES.map((o) => Uint8Array.from(o.operands, (x) => CLASS_OF[x.kind]));

const isFallThrough = (op: number): boolean => OPCODES[op]!.flow === 'next' || OPCODES[op]!.flow === 'branch';

const CELL_KIND = 1;
const CONST_KIND = 4;

export interface AssembledNames {
  readonly filename: string;
  readonly flags: number;
  /** Overrides varnames[0] (annotation scopes show `format`). */
  readonly firstParameter?: string;
}

export function assemble(unit: Unit, { filename, flags, firstParameter }: AssembledNames): CodeObject {
  if (unit.prologue >= 0) rotate(unit, unit.prologue);
  const layout = new Layout(unit);
  const names = [...unit.locals.keys()];
  const varnames = layout.localOrder.map((i) => names[i]!);
  if (firstParameter !== undefined) varnames[0] = firstParameter;
  return new CodeObject({
    name: unit.name,
    qualname: unit.qualname,
    filename,
    firstlineno: unit.firstlineno,
    flags,
    argcount: unit.params.argcount + unit.params.posonlyargcount,
    posonlyargcount: unit.params.posonlyargcount,
    kwonlyargcount: unit.params.kwonlyargcount,
    varnames,
    cellvars: layout.cellOrder,
    freevars: [...unit.frees.keys()],
    names: [...unit.names.keys()],
    consts: layout.consts,
    instructions: layout.words,
    constBase: layout.constBase,
    nregs: layout.nregs,
    cacheSlots: unit.cacheSlots,
    exceptionTable: layout.exceptionTable(),
    positions: layout.positions(),
  });
}

/** Moves the instructions from `split` on to the front. They contain no labels. */
function rotate(unit: Unit, split: number): void {
  const { count } = unit;
  const move = (array: Int32Array, width: number): void => {
    const tail = array.slice(split * width, count * width);
    array.copyWithin(tail.length, 0, split * width);
    array.set(tail, 0);
  };
  move(unit.starts, 1);
  move(unit.regions, 1);
  move(unit.pos, 4);
  const { labelAt } = unit;
  for (let i = 0; i < labelAt.length; i++) if (labelAt[i]! >= 0) labelAt[i]! += count - split;
}

const RETURN_LENGTH = BASE_LENGTH[OP_RETURN]!;

class Layout {
  readonly words: Int32Array;
  readonly consts: ConstantValue[] = [];
  readonly constBase: number;
  readonly nregs: number;
  private readonly unit: Unit;
  private readonly keep: Uint8Array;
  private readonly targets: Uint8Array;
  /** New word offset per instruction, and the total at the end. */
  private readonly offsets: Int32Array;
  /** First register of each virtual register kind. */
  private readonly bases: Int32Array;
  private readonly constMap: Int32Array;
  /** Locals in the order of their registers, and back. */
  readonly localOrder: readonly number[];
  private readonly localRegister: Int32Array;
  readonly cellOrder: readonly string[];
  private readonly cellIndex: Int32Array;
  /** By line: a conditional jump of it that leads to the return at the end, which then stands a second time for that line. */
  private readonly returns: ReadonlyMap<number, number>;

  constructor(unit: Unit) {
    this.unit = unit;
    this.keep = new Uint8Array(unit.count).fill(1);
    this.offsets = new Int32Array(unit.count + 1);
    this.targets = this.labelled();
    this.dropIdle();
    this.place();
    const nlocals = unit.locals.size;
    const temps = nlocals + unit.cells.size + unit.frees.size;
    this.constBase = temps + unit.tempMax;
    this.bases = Int32Array.of(0, nlocals, nlocals + unit.cells.size, temps, this.constBase);
    this.constMap = new Int32Array(unit.consts.length).fill(-1);
    this.returns = this.returnsByLine();
    this.words = new Int32Array(this.offsets[unit.count]! + RETURN_LENGTH * this.returns.size);
    this.localOrder = [...unit.localOrder, ...[...unit.locals.values()].filter((i) => !unit.localOrder.includes(i))];
    this.localRegister = new Int32Array(nlocals);
    this.localOrder.forEach((local, register) => (this.localRegister[local] = register));
    this.cellOrder = this.orderCells();
    this.cellIndex = new Int32Array(unit.cells.size);
    this.cellOrder.forEach((name, i) => (this.cellIndex[unit.cells.get(name)!] = i));
    if (unit.docstring !== null) this.useConst(unit.constIndex(unit.docstring));
    this.relocateRegisters();
    this.nregs = this.constBase + this.consts.length;
    this.repeatReturn();
    this.relocateRest();
  }

  /** Cells of names that are fast locals too come first, in the order of co_varnames. */
  private orderCells(): string[] {
    const { cells, locals } = this.unit;
    if (cells.size === 0) return [];
    const names = [...locals.keys()];
    const first = this.localOrder.map((i) => names[i]!).filter((name) => cells.has(name));
    return [...first, ...[...cells.keys()].filter((name) => !first.includes(name))];
  }

  // Idle instructions

  /** Drops jumps to the next instruction, and NOPs whose line a neighbour has. */
  private dropIdle(): void {
    const { unit, keep } = this;
    const { words, starts, labelAt, count } = unit;
    for (let i = 0; i < count; i++) {
      const op = words[starts[i]!]!;
      if (op === OP_NOP) {
        if (this.isIdleNop(i)) keep[i] = 0;
      } else if (op === OP_JUMP && labelAt[words[starts[i]! + 1]!] === i + 1 && this.isIdleNop(i)) {
        keep[i] = 0;
      }
    }
  }

  private isIdleNop(i: number): boolean {
    const { pos, count } = this.unit;
    const line = pos[i << 2]!;
    if (line < 0) return true;
    if (i + 1 < count && pos[(i + 1) << 2] === line) return true;
    return i > 0 && pos[(i - 1) << 2] === line && this.keep[i - 1] === 1 && this.targets[i] === 0;
  }

  /** 1 for each instruction that a label stands at. */
  private labelled(): Uint8Array {
    const targets = new Uint8Array(this.unit.count + 1);
    for (const at of this.unit.labelAt) if (at >= 0) targets[at] = 1;
    return targets;
  }

  private sizeOf(i: number): number {
    const { words, starts } = this.unit;
    const at = starts[i]!;
    const op = words[at]!;
    const base = BASE_LENGTH[op]!;
    return IS_VARIADIC[op] === 1 ? base + words[at + base - 1]! : base;
  }

  private place(): void {
    let offset = 0;
    const { count } = this.unit;
    for (let i = 0; i < count; i++) {
      this.offsets[i] = offset;
      if (this.keep[i] === 1) offset += this.sizeOf(i);
    }
    this.offsets[count] = offset;
  }

  // The return at the end

  /**
   * A return without a line belongs to what comes before it. Conditional jumps of other lines get one of their own, so that
   * who watches the program sees it return from where it was.
   */
  private returnsByLine(): Map<number, number> {
    const { unit, keep } = this;
    const returns = new Map<number, number>();
    const last = unit.count - 1;
    if (this.opcode(last) !== OP_RETURN || unit.pos[last << 2]! >= 0 || keep[last] === 0) return returns;
    let own = this.lineBefore(last);
    for (let i = 0; i < last; i++) {
      if (keep[i] === 0) continue;
      const { flow, operands } = OPCODES[this.opcode(i)]!;
      const line = unit.pos[i << 2]!;
      if (flow !== 'branch' || line < 0) continue;
      const label = unit.words[unit.starts[i]! + 1 + operands.findIndex((o) => o.kind === 'jump')]!;
      if (this.instructionAt(this.throughJumps(i, label)) !== last) continue;
      if (own < 0) own = line;
      else if (line !== own && !returns.has(line)) returns.set(line, i);
    }
    return returns;
  }

  /** Line of the instructions that run on into instruction `i`, or -1. */
  private lineBefore(i: number): number {
    const { unit, keep } = this;
    for (let before = i - 1; before >= 0; before--) {
      if (keep[before] === 0) continue;
      if (!isFallThrough(this.opcode(before))) return -1;
      if (unit.pos[before << 2]! >= 0) return unit.pos[before << 2]!;
    }
    return -1;
  }

  private opcode(i: number): number {
    return this.unit.words[this.unit.starts[i]!]!;
  }

  /** The label that a jump to `label` leads to in the end. */
  private throughJumps(i: number, label: number): number {
    let final = label;
    for (let hops = 0; hops < 8; hops++) {
      const to = this.instructionAt(final);
      if (to < 0 || this.opcode(to) !== OP_JUMP || !this.sameLine(i, to)) break;
      final = this.operand(to);
    }
    return final;
  }

  private repeatReturn(): void {
    const { words, offsets, unit, returns } = this;
    const from = offsets[unit.count - 1]!;
    let at = offsets[unit.count]!;
    for (let i = 0; i < returns.size; i++, at += RETURN_LENGTH) words.copyWithin(at, from, from + RETURN_LENGTH);
  }

  /** Where the return for the line of instruction `i` stands, or -1. */
  private returnFor(i: number): number {
    const { unit, offsets } = this;
    const index = [...this.returns.keys()].indexOf(unit.pos[i << 2]!);
    return index < 0 ? -1 : offsets[unit.count]! + RETURN_LENGTH * index;
  }

  // Operands

  private useConst(index: number): number {
    const known = this.constMap[index]!;
    if (known >= 0) return known;
    this.constMap[index] = this.consts.length;
    return this.consts.push(this.unit.consts[index]!) - 1;
  }

  private register(v: number): number {
    if (v < 0) return v;
    const kind = v >> KIND_SHIFT;
    const index = v & INDEX_MASK;
    if (kind === 0) return this.localRegister[index]!;
    if (kind === CELL_KIND) return this.bases[1]! + this.cellIndex[index]!;
    if (kind === CONST_KIND) return this.constBase + this.useConst(index);
    return this.bases[kind]! + index;
  }

  /** Copies the instructions; registers come first so that constants with registers get the lowest indices. */
  private relocateRegisters(): void {
    const { unit, keep, words } = this;
    const source = unit.words;
    let w = 0;
    for (let i = 0; i < unit.count; i++) {
      if (keep[i] === 0) continue;
      const at = unit.starts[i]!;
      const classes = CLASSES[source[at]!]!;
      const n = classes.length;
      words[w++] = source[at]!;
      for (let j = 0; j < n; j++) {
        const v = source[at + 1 + j]!;
        if (classes[j] === REGISTER) words[w++] = this.register(v);
        else if (classes[j] === LIST) {
          words[w++] = v;
          for (let k = 1; k <= v; k++) words[w++] = this.register(source[at + 1 + j + k]!);
        } else words[w++] = v;
      }
    }
  }

  private relocateRest(): void {
    const { unit, keep, words, offsets } = this;
    for (let i = 0; i < unit.count; i++) {
      if (keep[i] === 0) continue;
      const at = offsets[i]!;
      const classes = CLASSES[words[at]!]!;
      for (let j = 0; j < classes.length; j++) {
        if (classes[j] === JUMP) this.resolveJump(i, at, at + 1 + j);
        else if (classes[j] === CONSTANT) words[at + 1 + j] = this.useConst(words[at + 1 + j]!);
      }
    }
  }

  /** Jumps to jumps go to where those lead; a plain jump to a back-edge or a return becomes one. */
  private resolveJump(i: number, at: number, word: number): void {
    const { words } = this;
    let label = words[word]!;
    for (let hops = 0; hops < 8; hops++) {
      const to = this.instructionAt(label);
      if (to < 0 || !this.sameLine(i, to)) break;
      const op = this.opcode(to);
      if (op === OP_JUMP) {
        label = this.operand(to);
        continue;
      }
      if (words[at] !== OP_JUMP) {
        const own = to === this.unit.count - 1 ? this.returnFor(i) : -1;
        if (own < 0) break;
        words[word] = own;
        return;
      }
      if (op === OP_RETURN) {
        words[at] = OP_RETURN;
        words[word] = words[this.offsets[to]! + 1]!;
        return;
      }
      // The back-edge polls: what it raises must meet the same handler.
      if (op !== OP_JUMP_BACK || this.unit.regions[to] !== this.unit.regions[i]) break;
      words[at] = OP_JUMP_BACK;
      label = this.operand(to);
      break;
    }
    words[word] = this.target(label);
  }

  /** Whether tracing would not miss instruction `to` if it were executed as part of `i`. */
  private sameLine(i: number, to: number): boolean {
    const line = this.unit.pos[to << 2]!;
    return line < 0 || line === this.unit.pos[i << 2]!;
  }

  /** The first instruction kept at or after a label, or -1. */
  private instructionAt(label: number): number {
    let i = this.unit.labelAt[label]!;
    while (i < this.unit.count && this.keep[i] === 0) i++;
    return i < this.unit.count ? i : -1;
  }

  /** First operand of an instruction as written by the compiler. */
  private operand(i: number): number {
    return this.unit.words[this.unit.starts[i]! + 1]!;
  }

  private target(label: number): number {
    return this.offsets[this.unit.labelAt[label]!]!;
  }

  // Tables

  exceptionTable(): Int32Array {
    const { unit, offsets, keep } = this;
    const rows: number[] = [];
    let region = -1;
    let start = 0;
    for (let i = 0; i <= unit.count; i++) {
      if (i < unit.count && keep[i] === 0) continue;
      const here = i < unit.count ? unit.regions[i]! : -1;
      if (here === region) continue;
      if (region >= 0 && unit.isReferenced(region)) rows.push(start, offsets[i]!, this.target(region));
      region = here;
      start = offsets[i]!;
    }
    return Int32Array.from(rows);
  }

  /** A jump that leads to instruction `i`. */
  private jumpTo(i: number): number {
    const { unit, keep, offsets, words } = this;
    for (let from = 0; from < unit.count; from++) {
      if (keep[from] === 0) continue;
      const { operands } = OPCODES[words[offsets[from]!]!]!;
      for (let j = 0; j < operands.length; j++)
        if (operands[j]!.kind === 'jump' && words[offsets[from]! + 1 + j] === offsets[i]) return from;
    }
    return i;
  }

  /**
   * A return, re-raise or back-edge without a position belongs to the line that leads to it: of the instructions before, or of a
   * jump. A back-edge that several ways lead to has none: who comes by a jump has not been in the line before it.
   */
  positions(): Uint8Array {
    const { unit, keep, offsets } = this;
    const writer = new PositionWriter(unit.firstlineno);
    const { pos } = unit;
    let placed = -1;
    for (let i = 0; i < unit.count; i++) {
      if (keep[i] === 0) continue;
      const op = this.words[offsets[i]!]!;
      let p = i << 2;
      const back = op === OP_JUMP_BACK && placed >= 0 && this.targets[i] === 0;
      if (pos[p]! < 0 && (op === OP_RETURN || op === OP_RERAISE || back))
        p = (placed < 0 ? this.jumpTo(i) : placed) << 2;
      if (pos[p]! < 0 && op === OP_RETURN && offsets[i] === 0) {
        // nothing but the definition leads there
        const line = unit.name === '<module>' ? 0 : unit.firstlineno;
        writer.add(offsets[i + 1]!, line, line, 0, 0);
        continue;
      }
      placed = !isFallThrough(op) ? -1 : pos[p]! < 0 ? placed : i;
      writer.add(offsets[i + 1]! - offsets[i]!, pos[p]!, pos[p + 1]!, pos[p + 2]!, pos[p + 3]!);
    }
    for (const i of this.returns.values()) {
      const p = i << 2;
      writer.add(RETURN_LENGTH, pos[p]!, pos[p + 1]!, pos[p + 2]!, pos[p + 3]!);
    }
    return writer.finish();
  }
}
