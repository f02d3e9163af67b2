/**
 * Code objects: immutable, free of Python objects, shared between threads of execution and tiers.
 *
 * What a tier learns about a code object (feedback, compiled code, the register template with the constants as
 * values) lives in a side record kept by that tier; `cacheSlots` says how many feedback slots it needs.
 *
 * Exception table: an Int32Array of triples [start, end, handler] in words, sorted by start and disjoint, so that at most one
 * triple has start ≤ pc < end: the innermost handler. A handler's first instruction takes the pending exception (`entry` in
 * the opcode table).
 */
import type { ConstantValue } from './constants.ts';
import { CO_NEWLOCALS } from './flags.ts';
import { instructionLength } from './opcodes.ts';
import { decodePositions, positionOfRow, rowAt } from './positions.ts';
import type { Position } from './positions.ts';

export interface CodeFields {
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstlineno: number;
  /** CO_* bits. */
  readonly flags: number;
  /** Positional parameters, positional-only ones included. */
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  /** Fast locals: parameters (positional, keyword-only, *args, **kwargs), then the others. Register i is varnames[i]. */
  readonly varnames: readonly string[];
  /** Register nlocals + i holds the cell of cellvars[i]. */
  readonly cellvars: readonly string[];
  /** Register nlocals + cellvars.length + i holds the cell of freevars[i]; the call puts the function's closure there. */
  readonly freevars: readonly string[];
  readonly names: readonly string[];
  /** With CO_HAS_DOCSTRING consts[0] is the docstring. The first nregs − constBase ones have a register. */
  readonly consts: readonly ConstantValue[];
  readonly instructions: Int32Array;
  /** First constant register; the registers from nlocalsplus to here are temporaries. */
  readonly constBase: number;
  /** All registers of a frame. */
  readonly nregs: number;
  /** Feedback slots. */
  readonly cacheSlots: number;
  readonly exceptionTable: Int32Array;
  /** Packed position table (positions.ts). */
  readonly positions: Uint8Array;
}

export class CodeObject implements CodeFields {
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstlineno: number;
  readonly flags: number;
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  readonly varnames: readonly string[];
  readonly cellvars: readonly string[];
  readonly freevars: readonly string[];
  readonly names: readonly string[];
  readonly consts: readonly ConstantValue[];
  readonly instructions: Int32Array;
  readonly constBase: number;
  readonly nregs: number;
  readonly cacheSlots: number;
  readonly exceptionTable: Int32Array;
  readonly positions: Uint8Array;
  readonly nlocals: number;
  /** Locals, cells and free variables: the first temporary. */
  readonly nlocalsplus: number;
  private positionRows: Int32Array | null;

  constructor(fields: CodeFields) {
    this.name = fields.name;
    this.qualname = fields.qualname;
    this.filename = fields.filename;
    this.firstlineno = fields.firstlineno;
    this.flags = fields.flags;
    this.argcount = fields.argcount;
    this.posonlyargcount = fields.posonlyargcount;
    this.kwonlyargcount = fields.kwonlyargcount;
    this.varnames = fields.varnames;
    this.cellvars = fields.cellvars;
    this.freevars = fields.freevars;
    this.names = fields.names;
    this.consts = fields.consts;
    this.instructions = fields.instructions;
    this.constBase = fields.constBase;
    this.nregs = fields.nregs;
    this.cacheSlots = fields.cacheSlots;
    this.exceptionTable = fields.exceptionTable;
    this.positions = fields.positions;
    this.nlocals = fields.varnames.length;
    this.nlocalsplus = this.nlocals + fields.cellvars.length + fields.freevars.length;
    this.positionRows = null;
  }

  /** A copy with some fields changed (code.replace()). */
  replace(changes: Partial<CodeFields>): CodeObject {
    return new CodeObject({ ...(this as CodeFields), ...changes });
  }

  /** Decoded position table: rows [start pc, line, end line, column, end column]. */
  decodedPositions(): Int32Array {
    return (this.positionRows ??= decodePositions(this.positions, this.firstlineno));
  }

  /** `live` will be written over: if it is this object's own array, the object gets a copy of it. */
  keepInstructions(live: Int32Array): void {
    if (this.instructions === live) (this as { instructions: Int32Array }).instructions = live.slice();
  }
}

/** Source position of the instruction at `pc`; −1 where unknown. */
export function positionAt(code: CodeObject, pc: number): Position {
  const rows = code.decodedPositions();
  return positionOfRow(rows, rowAt(rows, pc));
}

/** Line that execution has reached at `pc`: an instruction without position counts to the one before it. */
export function lineAt(code: CodeObject, pc: number): number {
  const rows = code.decodedPositions();
  for (let row = rowAt(rows, pc); row >= 0; row--) if (rows[row * 5 + 1]! >= 0) return rows[row * 5 + 1]!;
  return code.firstlineno;
}

export interface LineRange {
  readonly start: number;
  readonly end: number;
  /** −1: no line. */
  readonly line: number;
}

/** Runs of words with equal line, in pc order (co_lines()). A function begins with an empty run for its first line. */
export function linesOf(code: CodeObject): LineRange[] {
  const rows = code.decodedPositions();
  const ranges: LineRange[] = [];
  if (rows[1] !== code.firstlineno && (code.flags & CO_NEWLOCALS) !== 0)
    ranges.push({ start: 0, end: 0, line: code.firstlineno });
  let start = 0;
  for (let at = 0; at < rows.length; at += 5) {
    const next = at + 5 < rows.length ? rows[at + 5]! : code.instructions.length;
    if (at + 5 < rows.length && rows[at + 6] === rows[at + 1]) continue;
    ranges.push({ start, end: next, line: rows[at + 1]! });
    start = next;
  }
  return ranges;
}

/** Start words of all instructions, in order. */
export function instructionStarts(words: Int32Array): number[] {
  const starts: number[] = [];
  for (let pc = 0; pc < words.length; pc += instructionLength(words, pc)) starts.push(pc);
  return starts;
}

/** Word offset of the innermost handler for an exception raised at `pc`, or −1. */
export function handlerAt(table: Int32Array, pc: number): number {
  let low = 0;
  let high = table.length / 3 - 1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    if (pc < table[mid * 3]!) high = mid - 1;
    else if (pc >= table[mid * 3 + 1]!) low = mid + 1;
    else return table[mid * 3 + 2]!;
  }
  return -1;
}
