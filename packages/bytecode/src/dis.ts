/** Readable listing of a code object and the code inside it. */
import { constantRepr } from '@pyston/parser';
import type { CodeObject } from './code.ts';
import { instructionStarts, lineAt } from './code.ts';
import type { ConstantValue } from './constants.ts';
import { COMMON_CONSTANTS, OPCODES, SPECIAL_METHODS } from './opcodes.ts';
import type { OpcodeInfo, Operand } from './opcodes.ts';

export interface DisOptions {
  /** Also list nested code objects. Default true. */
  readonly nested?: boolean;
}

/** Text of a constant as Python writes it. */
export function reprConstant(c: ConstantValue): string {
  switch (c.t) {
    case 'tuple':
      return `(${c.v.map(reprConstant).join(', ')}${c.v.length === 1 ? ',' : ''})`;
    case 'frozenset':
      return `frozenset({${c.v.map(reprConstant).join(', ')}})`;
    case 'slice':
      return `slice(${reprConstant(c.start)}, ${reprConstant(c.stop)}, ${reprConstant(c.step)})`;
    case 'code':
      return `<code ${c.v.qualname}>`;
    default:
      return constantRepr(c);
  }
}

/** Name of a register: a variable, a cell `&x`, a temporary `t0`, or the constant itself. */
export function registerName(code: CodeObject, reg: number): string {
  if (reg < 0) return '-';
  if (reg < code.nlocals) return code.varnames[reg]!;
  const cell = reg - code.nlocals;
  if (cell < code.cellvars.length) return `&${code.cellvars[cell]!}`;
  if (reg < code.nlocalsplus) return `&${code.freevars[cell - code.cellvars.length]!}`;
  if (reg < code.constBase) return `t${reg - code.nlocalsplus}`;
  return reprConstant(code.consts[reg - code.constBase]!);
}

function operandText(
  code: CodeObject,
  info: OpcodeInfo,
  operand: Operand,
  pc: number,
  word: number,
  labels: ReadonlyMap<number, string>,
): string {
  const words = code.instructions;
  const v = words[word]!;
  switch (operand.kind) {
    case 'name':
      return code.names[v]!;
    case 'const':
      return reprConstant(code.consts[v]!);
    case 'jump':
      return `→ ${labels.get(v) ?? v}`;
    case 'ic':
      return '';
    case 'imm':
      return immediateText(info, operand, v);
    case 'dst2':
    case 'src2':
      return `${registerName(code, v)}:${registerName(code, v + 1)}`;
    case 'srcs':
    case 'dsts':
      return `(${Array.from({ length: v }, (_, i) => registerName(code, words[word + 1 + i]!)).join(', ')})`;
    default:
      return registerName(code, v);
  }
}

function immediateText(info: OpcodeInfo, operand: Operand, v: number): string {
  if (info.name === 'LOAD_SPECIAL') return SPECIAL_METHODS[v]!;
  if (info.name === 'LOAD_COMMON_CONSTANT') return COMMON_CONSTANTS[v]!;
  return `${operand.name}=${v}`;
}

function labelsOf(code: CodeObject): Map<number, string> {
  const targets = new Set<number>();
  const words = code.instructions;
  for (const pc of instructionStarts(words)) {
    OPCODES[words[pc]!]!.operands.forEach((o, i) => {
      if (o.kind === 'jump') targets.add(words[pc + 1 + i]!);
    });
  }
  for (let i = 2; i < code.exceptionTable.length; i += 3) targets.add(code.exceptionTable[i]!);
  return new Map([...targets].sort((a, b) => a - b).map((pc, i) => [pc, `L${i + 1}`]));
}

/** One line per instruction: line number, label, offset, name, operands. */
function instructionLines(code: CodeObject): string[] {
  const labels = labelsOf(code);
  let line = -1;
  return instructionStarts(code.instructions).map((pc) => {
    const info = OPCODES[code.instructions[pc]!]!;
    const here = lineAt(code, pc);
    const shown = here !== line ? String(here) : '';
    line = here;
    const operands = info.operands
      .map((o, i) => operandText(code, info, o, pc, pc + 1 + i, labels))
      .filter((t) => t !== '');
    const label = labels.has(pc) ? `${labels.get(pc)!}:` : '';
    return `${shown.padStart(5)} ${label.padStart(5)} ${String(pc).padStart(5)}  ${info.name.padEnd(22)} ${operands.join(', ')}`.trimEnd();
  });
}

function tableLines(code: CodeObject): string[] {
  const labels = labelsOf(code);
  const table = code.exceptionTable;
  const lines: string[] = table.length === 0 ? [] : ['ExceptionTable:'];
  for (let i = 0; i < table.length; i += 3)
    lines.push(`  ${table[i]!} to ${table[i + 1]!} → ${labels.get(table[i + 2]!)!}`);
  return lines;
}

export function dis(code: CodeObject, options: DisOptions = {}): string {
  const header = `Code ${code.qualname} (${code.filename}, line ${code.firstlineno}): ${code.nlocalsplus} variables, ${code.constBase - code.nlocalsplus} temporaries, ${code.nregs - code.constBase} constants`;
  const parts = [[header, ...instructionLines(code), ...tableLines(code)].join('\n')];
  if (options.nested !== false) {
    for (const c of code.consts) if (c.t === 'code') parts.push(dis(c.v, options));
  }
  return parts.join('\n\n');
}
