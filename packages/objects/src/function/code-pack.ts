/**
 * Code objects taken apart, put together, changed.
 *
 * `co_linetable` is the part of a code object that programs pass on without looking into it, when they take it apart and put it
 * together again (picklers of functions: `CodeType(…)`). It holds what `co_code`, a view, does not tell: the registers' layout, the
 * instructions, the exception table, the positions.
 *
 * 32-bit words in the machine's order: MAGIC, registers before the constants, all registers, feedback slots, local variables,
 * cells, free variables, length of the instructions, of the exception table; these; then the position table, a byte each.
 */
import type { CodeFields } from '@pyston/bytecode';
import { instructionStarts, OPCODE_DIGEST, OPCODES } from '@pyston/bytecode';

const MAGIC = OPCODE_DIGEST | 0;
const HEAD = 9;

export interface PackedCode {
  readonly fields: Pick<
    CodeFields,
    'constBase' | 'nregs' | 'cacheSlots' | 'instructions' | 'exceptionTable' | 'positions'
  >;
  readonly counts: Counts;
}

export function packCode(code: CodeFields): Uint8Array {
  const { instructions, exceptionTable, positions } = code;
  const head = [
    MAGIC,
    code.constBase,
    code.nregs,
    code.cacheSlots,
    code.varnames.length,
    code.cellvars.length,
    code.freevars.length,
    instructions.length,
    exceptionTable.length,
  ];
  const words = Int32Array.from([...head, ...instructions, ...exceptionTable]);
  const out = new Uint8Array(words.byteLength + positions.length);
  out.set(new Uint8Array(words.buffer));
  out.set(positions, words.byteLength);
  return out;
}

/** Null for bytes that are not ours. */
export function unpackCode(bytes: Uint8Array): PackedCode | null {
  if (bytes.length < HEAD * 4) return null;
  const words = new Int32Array(bytes.slice(0, bytes.length & ~3).buffer);
  const [magic, constBase, nregs, cacheSlots, locals, cells, frees, code, table] = words as unknown as number[];
  const end = HEAD + code! + table!;
  if (magic !== MAGIC || code! < 1 || table! < 0 || end > words.length) return null;
  return {
    fields: {
      constBase: constBase!,
      nregs: nregs!,
      cacheSlots: cacheSlots!,
      instructions: words.slice(HEAD, HEAD + code!),
      exceptionTable: words.slice(HEAD + code!, end),
      positions: bytes.slice(end * 4),
    },
    counts: [locals!, cells!, frees!],
  };
}

type Counts = readonly [locals: number, cells: number, frees: number];

export function countsOf(code: Pick<CodeFields, 'varnames' | 'cellvars' | 'freevars'>): Counts {
  return [code.varnames.length, code.cellvars.length, code.freevars.length];
}

const REGISTERS = ['dst', 'dst2', 'src', 'src2', 'opt', 'upd'];

type Layout = Pick<CodeFields, 'constBase' | 'nregs' | 'instructions'>;

/** The layout for other numbers of variables; null if the code uses one that is no longer there. */
export function relocate(layout: Layout, from: Counts, to: Counts): Layout | null {
  const moved = (register: number): number => {
    if (register < 0) return register;
    let before = 0;
    let after = 0;
    for (let kind = 0; kind < 3; kind++) {
      if (register < before + from[kind]!) return register - before < to[kind]! ? register - before + after : -2;
      before += from[kind]!;
      after += to[kind]!;
    }
    return register - before + after;
  };
  const words = layout.instructions.slice();
  for (const pc of instructionStarts(words)) {
    const { operands, length, variadic } = OPCODES[words[pc]!]!;
    const at = operands.flatMap((o, i) => (REGISTERS.includes(o.kind) ? [pc + 1 + i] : []));
    if (variadic) for (let i = 0; i < words[pc + length - 1]!; i++) at.push(pc + length + i);
    for (const word of at) if ((words[word] = moved(words[word]!)) === -2) return null;
  }
  const sum = (counts: Counts): number => counts[0] + counts[1] + counts[2];
  const more = sum(to) - sum(from);
  return { instructions: words, constBase: layout.constBase + more, nregs: layout.nregs + more };
}
