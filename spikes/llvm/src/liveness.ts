/**
 * Which temporaries are read later, at every instruction of a code object. Locals and cells always count as live, since
 * tracebacks and locals() show them; so do registers that a handler reads, inside its range.
 */
import type { CodeObject } from '@pyston/bytecode';
import { handlerAt, instructionStarts, OPCODES } from '@pyston/bytecode';

interface Effect {
  readonly pc: number;
  readonly uses: readonly number[];
  readonly defs: readonly number[];
  /** Word offsets of the instructions that may follow. */
  readonly next: readonly number[];
}

function effectAt(code: CodeObject, pc: number, following: number): Effect {
  const w = code.instructions;
  const info = OPCODES[w[pc]!]!;
  const uses: number[] = [];
  const defs: number[] = [];
  const next: number[] = [];
  info.operands.forEach(({ kind }, i) => {
    const n = w[pc + 1 + i]!;
    if (kind === 'src' || kind === 'upd' || (kind === 'opt' && n >= 0)) uses.push(n);
    else if (kind === 'src2') uses.push(n, n + 1);
    if (kind === 'dst' || kind === 'upd') defs.push(n);
    else if (kind === 'dst2') defs.push(n, n + 1);
    else if (kind === 'jump') next.push(n);
    else if (kind === 'srcs') for (let k = 1; k <= n; k++) uses.push(w[pc + 1 + i + k]!);
    else if (kind === 'dsts') for (let k = 1; k <= n; k++) defs.push(w[pc + 1 + i + k]!);
  });
  const jumps = next.length > 0;
  if (info.flow === 'next' || info.flow === 'branch') next.push(following);
  // an instruction that jumps has not written its destination then (FOR_ITER)
  return { pc, uses, defs: jumps ? [] : defs, next };
}

function effectsOf(code: CodeObject): Effect[] {
  const starts = instructionStarts(code.instructions);
  return starts.map((pc, i) => effectAt(code, pc, starts[i + 1] ?? code.instructions.length));
}

/** Registers that are live before each instruction, by word offset. */
export function liveTemporaries(code: CodeObject): Map<number, ReadonlySet<number>> {
  const effects = effectsOf(code);
  const live = new Map<number, Set<number>>(effects.map((e) => [e.pc, new Set<number>()]));
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = effects.length - 1; i >= 0; i--) {
      const { pc, uses, defs, next } = effects[i]!;
      const here = live.get(pc)!;
      const before = here.size;
      const after = [...next, handlerAt(code.exceptionTable, pc)];
      for (const to of after) for (const r of live.get(to) ?? []) if (!defs.includes(r)) here.add(r);
      // a handler sees the registers as they were before the instruction
      for (const r of live.get(after.at(-1)!) ?? []) here.add(r);
      for (const r of uses) here.add(r);
      if (here.size !== before) changed = true;
    }
  }
  return live;
}

/** Registers that instructions reachable from `head` name. */
export function registersFrom(code: CodeObject, head: number): Set<number> {
  const byPc = new Map(effectsOf(code).map((e) => [e.pc, e]));
  const seen = new Set<number>();
  const registers = new Set<number>();
  const work = [head];
  while (work.length > 0) {
    const pc = work.pop()!;
    const effect = byPc.get(pc);
    if (effect === undefined || seen.has(pc)) continue;
    seen.add(pc);
    const { uses, next } = effect;
    const info = OPCODES[code.instructions[pc]!]!;
    for (const r of uses) registers.add(r);
    info.operands.forEach(({ kind }, i) => {
      if (kind === 'dst' || kind === 'upd') registers.add(code.instructions[pc + 1 + i]!);
    });
    work.push(...next);
  }
  return registers;
}

/** Registers of objects that are indexed somewhere. */
export function indexedRegisters(code: CodeObject): Set<number> {
  const w = code.instructions;
  const registers = new Set<number>();
  for (const pc of instructionStarts(w)) {
    const { name } = OPCODES[w[pc]!]!;
    if (name === 'GET_ITEM') registers.add(w[pc + 2]!);
    else if (name === 'SET_ITEM') registers.add(w[pc + 1]!);
  }
  return registers;
}
