/**
 * Where a debugger may set the line of a suspended activation (`frame.f_lineno = …`).
 *
 * Forward pass: the blocks (for loops, with statements, except handlers) that are open before each instruction, each with the
 * register it lives in; where paths meet, what they have in common from the outside. Backward pass: the temporaries that an
 * instruction still needs. A jump is right where the target's blocks are the outer ones of those that are open now, and
 * everything the target needs lives in them.
 */
import type { CodeObject } from './code.ts';
import { instructionStarts, linesOf } from './code.ts';
import * as op from './generated/op.ts';
import { OPCODES, SPECIAL_METHODS, instructionLength } from './opcodes.ts';

export type BlockKind = 'for' | 'with' | 'except';

export interface Block {
  readonly kind: BlockKind;
  /** First register that the block occupies. */
  readonly register: number;
}

export type Blocks = readonly Block[];

const same = (a: Block, b: Block): boolean => a.kind === b.kind && a.register === b.register;

function commonPrefix(a: Blocks, b: Blocks): Blocks {
  let n = 0;
  while (n < a.length && n < b.length && same(a[n]!, b[n]!)) n++;
  return n === a.length ? a : a.slice(0, n);
}

/** `blocks` up to the outermost one in `register`; all of them if there is none. */
function before(blocks: Blocks, kind: BlockKind, register: number): Blocks {
  const at = blocks.findIndex((b) => b.kind === kind && b.register === register);
  return at < 0 ? blocks : blocks.slice(0, at);
}

function opened(blocks: Blocks, kind: BlockKind, register: number): Blocks {
  const last = blocks[blocks.length - 1];
  const block = { kind, register };
  return last !== undefined && same(last, block) ? blocks : [...blocks, block];
}

export class JumpMap {
  private readonly code: CodeObject;
  private readonly words: Int32Array;
  private readonly starts: readonly number[];
  private readonly blocks: Map<number, Blocks> = new Map();
  /** Temporaries needed from an instruction on, as bit sets. */
  private readonly live: Map<number, bigint> = new Map();

  constructor(code: CodeObject) {
    this.code = code;
    this.words = code.instructions;
    this.starts = instructionStarts(this.words);
    this.findBlocks();
    this.findLive();
  }

  /** Blocks open before the instruction at `pc`; undefined where nothing leads. */
  blocksAt(pc: number): Blocks | undefined {
    return this.blocks.get(pc);
  }

  /** Starts of the runs of instructions with this line, in order. */
  targets(line: number): number[] {
    const out: number[] = [];
    let before = -1;
    for (const range of linesOf(this.code)) {
      // an instruction without a line belongs to the line before it
      if (range.line < 0 || range.end === range.start) continue;
      if (range.line === line && before !== line) out.push(range.start);
      before = range.line;
    }
    return out;
  }

  /** Whether an activation with the blocks `open` can go on at `target`. */
  allows(open: Blocks, target: number): boolean {
    const wanted = this.blocks.get(target);
    if (wanted === undefined || commonPrefix(wanted, open).length < wanted.length) return false;
    let held = 0n;
    for (const { register } of wanted) held |= 3n << BigInt(register);
    return (this.live.get(target)! & ~held) === 0n;
  }

  // --- blocks

  private findBlocks(): void {
    const work = [0];
    const reach = (pc: number, blocks: Blocks): void => {
      const known = this.blocks.get(pc);
      const merged = known === undefined ? blocks : commonPrefix(known, blocks);
      if (known !== undefined && merged.length === known.length) return;
      this.blocks.set(pc, merged);
      work.push(pc);
    };
    reach(0, []);
    while (work.length > 0) {
      const pc = work.pop()!;
      const blocks = this.blocks.get(pc)!;
      const handler = this.handlerOf(pc);
      if (handler >= 0) reach(handler, blocks);
      this.flow(pc, blocks, reach);
    }
  }

  private handlerOf(pc: number): number {
    const table = this.code.exceptionTable;
    for (let i = 0; i < table.length; i += 3) if (pc >= table[i]! && pc < table[i + 1]!) return table[i + 2]!;
    return -1;
  }

  /** Calls `reach` with each successor and the blocks open there. */
  private flow(pc: number, blocks: Blocks, reach: (pc: number, blocks: Blocks) => void): void {
    const { words } = this;
    const opcode = words[pc]!;
    const next = pc + instructionLength(words, pc);
    if (opcode === op.OP_FOR_ITER) {
      const register = words[pc + 2]!;
      reach(next, opened(blocks, 'for', register));
      reach(words[pc + 3]!, before(blocks, 'for', register));
      return;
    }
    const after = this.after(pc, blocks, next);
    const { flow, operands } = OPCODES[opcode]!;
    if (flow === 'next' || flow === 'branch') reach(next, after);
    for (let i = 0; i < operands.length; i++) if (operands[i]!.kind === 'jump') reach(words[pc + 1 + i]!, after);
  }

  private after(pc: number, blocks: Blocks, next: number): Blocks {
    const { words } = this;
    const register = words[pc + 1]!;
    switch (words[pc]) {
      case op.OP_GET_ITER:
        return words[next] === op.OP_FOR_ITER && words[next + 2] === register
          ? opened(blocks, 'for', register)
          : blocks;
      case op.OP_GET_AITER:
        return opened(blocks, 'for', register);
      case op.OP_END_ASYNC_FOR:
        return blocks[blocks.length - 1]?.kind === 'for' ? blocks.slice(0, -1) : blocks;
      case op.OP_PUSH_EXC:
        return opened(blocks, 'except', register);
      case op.OP_POP_EXC:
        return before(blocks, 'except', register);
      case op.OP_LOAD_SPECIAL:
        return SPECIAL_METHODS[words[pc + 3]!]!.endsWith('exit__') ? opened(blocks, 'with', register) : blocks;
      case op.OP_CALL_METHOD:
        return before(blocks, 'with', words[pc + 2]!);
      case op.OP_WITH_EXCEPT_START: {
        const exit = words[pc + 2]!;
        return blocks.filter((b) => b.kind !== 'with' || b.register !== exit);
      }
      default:
        return blocks;
    }
  }

  // --- liveness

  private findLive(): void {
    for (const pc of this.starts) this.live.set(pc, 0n);
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = this.starts.length - 1; i >= 0; i--) {
        const pc = this.starts[i]!;
        const now = this.liveBefore(pc);
        if (now === this.live.get(pc)) continue;
        this.live.set(pc, now);
        changed = true;
      }
    }
  }

  private liveBefore(pc: number): bigint {
    const { words } = this;
    const { operands, flow } = OPCODES[words[pc]!]!;
    const next = pc + instructionLength(words, pc);
    let live = flow === 'next' || flow === 'branch' ? (this.live.get(next) ?? 0n) : 0n;
    for (let i = 0; i < operands.length; i++)
      if (operands[i]!.kind === 'jump') live |= this.live.get(words[pc + 1 + i]!)!;
    if (words[pc] !== op.OP_FOR_ITER) live &= ~this.registers(pc, next, /^dst/);
    const handler = this.handlerOf(pc);
    if (handler >= 0) live |= this.live.get(handler)!;
    return live | this.registers(pc, next, /^(src|upd|opt)/);
  }

  /** The temporaries among the operands of these kinds. */
  private registers(pc: number, next: number, kinds: RegExp): bigint {
    const { words } = this;
    const { operands } = OPCODES[words[pc]!]!;
    let set = 0n;
    const add = (register: number): void => {
      if (register >= this.code.nlocalsplus && register < this.code.constBase) set |= 1n << BigInt(register);
    };
    for (let i = 0; i < operands.length; i++) {
      const { kind } = operands[i]!;
      if (!kinds.test(kind)) continue;
      if (kind.endsWith('s')) for (let at = pc + 2 + i; at < next; at++) add(words[at]!);
      else add(words[pc + 1 + i]!);
      if (kind.endsWith('2')) add(words[pc + 1 + i]! + 1);
    }
    return set;
  }
}
