/** Registers that are read later: which ones are live where a block begins. */
import type { CodeObject } from '@pyston/bytecode';
import { instructionLength, OPCODES } from '@pyston/bytecode';
import type { Block } from './cfg.ts';

/** Registers that the instruction at `pc` reads and writes. */
export function registersOf(words: Int32Array, pc: number): { reads: number[]; writes: number[] } {
  const reads: number[] = [];
  const writes: number[] = [];
  OPCODES[words[pc]!]!.operands.forEach(({ kind }, i) => {
    const v = words[pc + 1 + i]!;
    if (kind === 'dst') writes.push(v);
    else if (kind === 'dst2') writes.push(v, v + 1);
    else if (kind === 'src' || (kind === 'opt' && v >= 0)) reads.push(v);
    else if (kind === 'src2') reads.push(v, v + 1);
    else if (kind === 'upd') {
      reads.push(v);
      writes.push(v);
    } else if (kind === 'srcs' || kind === 'dsts') {
      const list = kind === 'srcs' ? reads : writes;
      for (let k = 0; k < v; k++) list.push(words[pc + 2 + i + k]!);
    }
  });
  return { reads, writes };
}

/** Live registers at the start of each block, by its first pc. */
export function liveness(code: CodeObject, blocks: Map<number, Block>): Map<number, Set<number>> {
  const words = code.instructions;
  const live = new Map<number, Set<number>>();
  for (const start of blocks.keys()) live.set(start, new Set());
  const inOrder = [...blocks.values()].sort((a, b) => b.order - a.order);
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of inOrder) {
      const now = new Set<number>();
      for (const s of [...block.next, ...block.handlers]) for (const r of live.get(s)!) now.add(r);
      const pcs: number[] = [];
      for (let pc = block.start; pc < block.end; pc += instructionLength(words, pc)) pcs.push(pc);
      for (const pc of pcs.reverse()) {
        const { reads, writes } = registersOf(words, pc);
        for (const r of writes) now.delete(r);
        for (const r of reads) now.add(r);
      }
      const known = live.get(block.start)!;
      if (now.size !== known.size) changed = true;
      for (const r of now) known.add(r);
    }
  }
  return live;
}
