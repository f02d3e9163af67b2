/**
 * Checks of a code object that hold for everything the compiler makes: operands in range, jumps and handlers at instruction
 * starts, control never running off the end, temporaries written before they are read on each path, locals read only
 * where the definite-assignment analysis may have relied on it, exception table sorted and disjoint.
 */
import type { CodeObject } from './code.ts';
import { handlerAt, instructionStarts } from './code.ts';
import { OPCODES, instructionLength } from './opcodes.ts';
import type { Operand } from './opcodes.ts';

/** Problems found, empty if none; nested code objects included. */
export function verify(code: CodeObject): string[] {
  const problems = new Verifier(code).run();
  for (const c of code.consts) if (c.t === 'code') problems.push(...verify(c.v));
  return problems;
}

type Bits = Uint8Array;

class Verifier {
  private readonly code: CodeObject;
  private readonly problems: string[] = [];
  private readonly starts: Set<number>;
  /** Registers certainly written before each instruction, once reached. */
  private readonly states = new Map<number, Bits>();
  private readonly work: number[] = [];

  constructor(code: CodeObject) {
    this.code = code;
    this.starts = new Set(instructionStarts(code.instructions));
  }

  run(): string[] {
    this.checkTable();
    for (const pc of this.starts) this.checkOperands(pc);
    if (this.problems.length === 0) this.flow();
    return this.problems;
  }

  private report(pc: number, what: string): void {
    const { code } = this;
    this.problems.push(
      `${code.filename}:${code.firstlineno} ${code.qualname} at ${pc} (${OPCODES[code.instructions[pc]!]?.name}): ${what}`,
    );
  }

  private checkTable(): void {
    const { exceptionTable: t } = this.code;
    let previous = 0;
    for (let i = 0; i < t.length; i += 3) {
      const [start, end, handler] = [t[i]!, t[i + 1]!, t[i + 2]!];
      if (start < previous || end <= start) this.report(start, `exception range ${start}–${end} out of order`);
      if (!this.starts.has(start) || (!this.starts.has(end) && end !== this.code.instructions.length))
        this.report(start, 'exception range inside an instruction');
      if (!this.starts.has(handler)) this.report(start, `handler ${handler} is no instruction`);
      else if (!OPCODES[this.code.instructions[handler]!]!.entry)
        this.report(handler, 'handler does not start with an entry instruction');
      previous = end;
    }
  }

  // Operands

  private checkOperands(pc: number): void {
    const info = OPCODES[this.code.instructions[pc]!];
    if (info === undefined) return this.report(pc, 'unknown opcode');
    info.operands.forEach((o, i) => this.checkOperand(pc, o, pc + 1 + i));
  }

  private checkOperand(pc: number, o: Operand, word: number): void {
    const { code } = this;
    const v = code.instructions[word]!;
    const registers = (first: number, count: number): void => {
      if (first < 0 || first + count > code.nregs) this.report(pc, `register ${first} out of range`);
    };
    switch (o.kind) {
      case 'dst':
      case 'upd':
        registers(v, 1);
        if (v >= code.constBase) this.report(pc, 'writes a constant');
        break;
      case 'dst2':
        registers(v, 2);
        if (v + 1 >= code.constBase) this.report(pc, 'writes a constant');
        break;
      case 'src':
        registers(v, 1);
        break;
      case 'src2':
        registers(v, 2);
        break;
      case 'opt':
        if (v !== -1) registers(v, 1);
        break;
      case 'name':
        if (v < 0 || v >= code.names.length) this.report(pc, 'name out of range');
        break;
      case 'const':
        if (v < 0 || v >= code.consts.length) this.report(pc, 'constant out of range');
        break;
      case 'jump':
        if (!this.starts.has(v)) this.report(pc, `jump to ${v}`);
        break;
      case 'ic':
        if (v < 0 || v >= code.cacheSlots) this.report(pc, 'cache slot out of range');
        break;
      case 'srcs':
      case 'dsts':
        for (let i = 1; i <= v; i++) registers(code.instructions[word + i]!, 1);
        break;
    }
  }

  // Data flow

  private flow(): void {
    const entry = new Uint8Array(this.code.nregs);
    const { code } = this;
    entry.fill(1, code.constBase);
    for (let i = code.nlocals + code.cellvars.length; i < code.nlocalsplus; i++) entry[i] = 1;
    const params = code.argcount + code.kwonlyargcount + (code.flags & 4 ? 1 : 0) + (code.flags & 8 ? 1 : 0);
    entry.fill(1, 0, params);
    this.join(0, entry);
    while (this.work.length > 0) this.step(this.work.pop()!);
  }

  private join(pc: number, state: Bits): void {
    if (pc >= this.code.instructions.length) return this.report(0, 'control runs off the end');
    const known = this.states.get(pc);
    if (known === undefined) {
      this.states.set(pc, state.slice());
      this.work.push(pc);
      return;
    }
    let changed = false;
    for (let i = 0; i < known.length; i++) {
      if (known[i] === 1 && state[i] === 0) {
        known[i] = 0;
        changed = true;
      }
    }
    if (changed) this.work.push(pc);
  }

  private step(pc: number): void {
    const { code } = this;
    const info = OPCODES[code.instructions[pc]!]!;
    const state = this.states.get(pc)!.slice();
    const handler = handlerAt(code.exceptionTable, pc);
    if (handler >= 0 && info.raises) this.join(handler, state);
    this.reads(pc, state);
    const jumps: number[] = [];
    const before = state.slice();
    this.writes(pc, state, jumps);
    // The destination of a branch is written on one way only: FOR_ITER when it goes on, SEND on both.
    for (const target of jumps) this.join(target, info.name === 'FOR_ITER' ? before : state);
    if (info.flow === 'next' || info.flow === 'branch') this.join(pc + instructionLength(code.instructions, pc), state);
  }

  private eachRegister(pc: number, visit: (kind: string, reg: number) => void): void {
    const { instructions } = this.code;
    OPCODES[instructions[pc]!]!.operands.forEach((o, i) => {
      const v = instructions[pc + 1 + i]!;
      if (o.kind === 'srcs' || o.kind === 'dsts')
        for (let k = 1; k <= v; k++) visit(o.kind === 'srcs' ? 'src' : 'dst', instructions[pc + 1 + i + k]!);
      else if (o.kind === 'src2') {
        visit('src', v);
        visit('src', v + 1);
      } else if (o.kind === 'dst2') {
        visit('dst', v);
        visit('dst', v + 1);
      } else if (o.kind === 'opt') {
        if (v >= 0) visit('src', v);
      } else if (o.kind === 'upd') {
        visit('clear', v);
      } else visit(o.kind, v);
    });
  }

  private reads(pc: number, state: Bits): void {
    const { name } = OPCODES[this.code.instructions[pc]!]!;
    this.eachRegister(pc, (kind, reg) => {
      if (kind !== 'src') return;
      const local = reg < this.code.nlocals;
      // Saving and testing a variable may find it unbound.
      if (local && (name === 'CHECK_BOUND' || name === 'MOVE')) {
        if (name === 'CHECK_BOUND') state[reg] = 1;
        return;
      }
      const cell = reg >= this.code.nlocals && reg < this.code.nlocalsplus;
      if (state[reg] === 0 && !(cell && name === 'MOVE')) this.report(pc, `register ${reg} may be unset`);
    });
  }

  private writes(pc: number, state: Bits, jumps: number[]): void {
    const { name } = OPCODES[this.code.instructions[pc]!]!;
    this.eachRegister(pc, (kind, reg) => {
      if (kind === 'dst') state[reg] = name === 'CLEAR_LOCAL' ? 0 : 1;
      else if (kind === 'clear') state[reg] = 0;
      else if (kind === 'jump') jumps.push(reg);
    });
    // A copy of a variable that may be unbound is as unbound.
    if (name === 'MOVE') this.copyState(pc, state);
  }

  private copyState(pc: number, state: Bits): void {
    const [d, a] = [this.code.instructions[pc + 1]!, this.code.instructions[pc + 2]!];
    if (d < this.code.nlocals) state[d] = state[a]! | (a >= this.code.nlocalsplus && state[a] === 1 ? 1 : 0);
  }
}
