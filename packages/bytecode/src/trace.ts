/**
 * Instrumented copy of a code object's instructions for line tracing.
 */
import type { CodeObject } from './code.ts';
import { OP_JUMP_BACK, OP_TRACE_LINE } from './generated/op.ts';
import { OPCODES, instructionLength } from './opcodes.ts';
import { rowAt } from './positions.ts';

/** Copy in which instructions that start a line, are jumped to or enter a handler begin with TRACE_LINE. */
export function traceInstructions(code: CodeObject): Int32Array {
  const words = code.instructions;
  const traced = words.slice();
  const rows = code.decodedPositions();
  const mark = (pc: number): void => {
    const row = rowAt(rows, pc);
    if (row >= 0 && rows[row * 5 + 1]! > 0) traced[pc] = OP_TRACE_LINE;
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
  return traced;
}
