/**
 * Instrumented code, for tracing and monitoring.
 *
 * A tier that executes `live`, the very array of `code.instructions`, lets frames that run already report events by writing
 * INSTRUMENTED over the first word of every instruction. The code object keeps a pristine copy from then on.
 */
import type { CodeObject } from './code.ts';
import { OP_INSTRUMENTED, OP_JUMP_BACK } from './generated/op.ts';
import { OPCODES, instructionLength } from './opcodes.ts';
import { rowAt } from './positions.ts';

/** Per word: 1 where an instruction starts a line, is jumped to or enters a handler, and has a line. */
export function lineStarts(code: CodeObject): Uint8Array {
  const words = code.instructions;
  const marks = new Uint8Array(words.length);
  const rows = code.decodedPositions();
  const mark = (pc: number): void => {
    const row = rowAt(rows, pc);
    if (row >= 0 && rows[row * 5 + 1]! >= 0) marks[pc] = 1;
  };
  let line = -1;
  for (let pc = 0; pc < words.length; pc += instructionLength(words, pc)) {
    const here = rows[rowAt(rows, pc) * 5 + 1]!;
    if (here !== line) mark(pc);
    line = here;
    const { operands } = OPCODES[words[pc]!]!;
    for (let i = 0; i < operands.length; i++) {
      const target = words[pc + 1 + i]!;
      // The loop around SEND is no loop of the program.
      if (operands[i]!.kind === 'jump' && (target > pc || words[pc] === OP_JUMP_BACK)) mark(target);
    }
  }
  for (let i = 2; i < code.exceptionTable.length; i += 3) mark(code.exceptionTable[i]!);
  return marks;
}

/** Every instruction in `live` becomes INSTRUMENTED; operands stay. */
export function instrumentWords(code: CodeObject, live: Int32Array): void {
  code.keepInstructions(live);
  const words = code.instructions;
  for (let pc = 0; pc < words.length; pc += instructionLength(words, pc)) live[pc] = OP_INSTRUMENTED;
}

/** Takes the instrumentation out of `live`. */
export function restoreWords(code: CodeObject, live: Int32Array): void {
  live.set(code.instructions);
}
