/**
 * Control flow of a code object: blocks, the edges to exception handlers, reverse postorder, dominators.
 *
 * A block begins at the entry, at a jump target, after a jump and at a handler. An instruction that can raise inside a
 * try range has an edge from the middle of its block to the handler; since the block is entered at its start only, that
 * counts as an edge of the block. Blocks that cannot be reached from the entry are left out.
 */
import type { CodeObject } from '@pyston/bytecode';
import { handlerAt, instructionLength, OPCODES } from '@pyston/bytecode';

export interface Block {
  readonly start: number;
  /** Word after the last instruction. */
  end: number;
  /** Where control goes at the end: [next], [jump], [next, jump], []. */
  readonly next: number[];
  /** Handlers of instructions inside. */
  readonly handlers: number[];
  /** Position in reverse postorder. */
  order: number;
  idom: Block | null;
  readonly children: Block[];
  readonly preds: Block[];
  /** The FOR_ITER at the end leaves for this block, or -1. */
  exhausted: number;
  /** Target of a jump backward. */
  loop: boolean;
  /** Reached by several forward edges, from the middle of a block, or from several places of one: it needs a label. */
  merge: boolean;
}

/** The blocks reachable from `entry`, or null where the graph is not reducible. */
export function blocksOf(code: CodeObject, entry: number): Map<number, Block> | null {
  const blocks = new Map<number, Block>();
  const work = [entry];
  const starts = leaders(code, entry);
  while (work.length > 0) {
    const start = work.pop()!;
    if (blocks.has(start)) continue;
    const block = readBlock(code, start, starts);
    blocks.set(start, block);
    work.push(...block.next, ...block.handlers);
  }
  return order(blocks, blocks.get(entry)!) ? blocks : null;
}

function leaders(code: CodeObject, entry: number): Set<number> {
  const words = code.instructions;
  const found = new Set([entry]);
  for (let pc = 0; pc < words.length; pc += instructionLength(words, pc)) {
    const info = OPCODES[words[pc]!]!;
    info.operands.forEach((operand, i) => {
      if (operand.kind === 'jump') found.add(words[pc + 1 + i]!);
    });
    if (info.flow !== 'next') found.add(pc + instructionLength(words, pc));
  }
  for (let i = 0; i < code.exceptionTable.length; i += 3) found.add(code.exceptionTable[i + 2]!);
  return found;
}

function readBlock(code: CodeObject, start: number, starts: Set<number>): Block {
  const words = code.instructions;
  const block: Block = {
    start,
    end: start,
    next: [],
    handlers: [],
    order: -1,
    idom: null,
    children: [],
    preds: [],
    exhausted: -1,
    loop: false,
    merge: false,
  };
  let pc = start;
  for (;;) {
    const info = OPCODES[words[pc]!]!;
    const after = pc + instructionLength(words, pc);
    if (info.raises) {
      const handler = handlerAt(code.exceptionTable, pc);
      if (handler >= 0 && !block.handlers.includes(handler)) block.handlers.push(handler);
    }
    block.end = after;
    // the next activation goes on in an emission of its own, which begins there
    if (info.name === 'YIELD_VALUE') return block;
    if (info.flow === 'branch' || info.flow === 'next') {
      if (info.flow === 'branch' || starts.has(after)) block.next.push(after);
    }
    info.operands.forEach((operand, i) => {
      if (operand.kind === 'jump') block.next.push(words[pc + 1 + i]!);
    });
    if (info.name === 'FOR_ITER') block.exhausted = words[pc + 3]!;
    if (info.flow !== 'next' || starts.has(after)) return block;
    pc = after;
  }
}

const successors = (b: Block): number[] => [...b.next, ...b.handlers];

/** Numbers the blocks, finds dominators, loop heads and merges. False: some loop has two entries. */
function order(blocks: Map<number, Block>, entry: Block): boolean {
  const post: Block[] = [];
  const seen = new Set<Block>();
  const visit = (b: Block): void => {
    seen.add(b);
    for (const s of successors(b)) if (!seen.has(blocks.get(s)!)) visit(blocks.get(s)!);
    post.push(b);
  };
  visit(entry);
  post.reverse().forEach((b, i) => {
    b.order = i;
  });
  for (const b of post) for (const s of successors(b)) blocks.get(s)!.preds.push(b);
  dominators(post, entry);
  for (const b of post) {
    const handlerOf = new Set(b.handlers);
    for (const s of new Set(successors(b))) {
      const target = blocks.get(s)!;
      if (target.order <= b.order) {
        if (!dominates(target, b)) return false;
        target.loop = true;
      } else if (handlerOf.has(s) || b.exhausted === s || target.preds.filter((p) => p.order < target.order).length > 1)
        target.merge = true;
    }
  }
  return true;
}

/** Immediate dominators (Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm"). */
function dominators(inOrder: Block[], entry: Block): void {
  entry.idom = entry;
  for (let changed = true; changed; ) {
    changed = false;
    for (const b of inOrder) {
      if (b === entry) continue;
      let common: Block | null = null;
      for (const p of b.preds) if (p.idom !== null) common = common === null ? p : intersect(common, p);
      if (b.idom !== common) {
        b.idom = common;
        changed = true;
      }
    }
  }
  entry.idom = null;
  for (const b of inOrder) if (b.idom !== null) b.idom.children.push(b);
}

function intersect(a: Block, b: Block): Block {
  while (a !== b) {
    while (a.order > b.order) a = a.idom!;
    while (b.order > a.order) b = b.idom!;
  }
  return a;
}

function dominates(a: Block, b: Block | null): boolean {
  for (; b !== null; b = b.idom) if (a === b) return true;
  return false;
}
