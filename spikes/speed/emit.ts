/**
 * Tier 1: register bytecode → JavaScript text, without types.
 *
 * A register is a JavaScript variable, a constant register its literal. A function is called directly, without a frame:
 *
 *     function f($d, $f, r0, r1)      depth, the PyFunction, exactly its positional arguments
 *
 * Every call that can raise is checked: `undefined` means that an exception is pending. What happens then is a constant of the
 * place: `E(C, pc, …)` writes the traceback entry and leaves, or `T(…)` does and control goes to the handler's block.
 * `X(C, pc, …)` leaves for tier 0, which goes on at that instruction with all registers and gives the function's result.
 * At a loop head, and in generators, the code runs in the frame of tier 0 (`framed`): leaving then means to
 * write the registers back and return EXIT.
 *
 * One emitted line holds at most one Python instruction's calls, so that the engine's stack trace gives the pc (frames.ts).
 */
import { COMMON_CONSTANTS, handlerAt, instructionLength, OPCODES } from '@pyston/bytecode';
import type { NameInfo } from '@pyston/objects';
import { nameInfo } from '@pyston/objects';
import type { Block } from './cfg.ts';
import type { EmitOptions } from './emit-base.ts';
import {
  ARITHMETIC,
  COMPARE,
  constantNames,
  EmitterBase,
  instructionStartsFrom,
  property,
  range,
  RECORD,
  Seen,
  smallOperation,
  UNSEEN,
  Unsupported,
} from './emit-base.ts';

export class Emitter extends EmitterBase {
  // ---- instructions ----

  instruction(op: string, pc: number, after: number): void {
    const method = (this as unknown as Record<string, ((after: number) => void) | undefined>)[`op_${op}`];
    if (method !== undefined) method.call(this, after);
    else if (op.startsWith('BINARY_') || op.startsWith('INPLACE_')) this.binary(op);
    else if (op.startsWith('JUMP_IF_')) this.compareJump(op, after);
    else if (op.startsWith('COMPARE_')) this.compare(op.slice(8));
    else {
      if (!this.inHandler(pc)) throw new Unsupported(op);
      this.exit();
    }
  }

  /** Whether only a handler leads to the instruction. */
  private inHandler(pc: number): boolean {
    let block: Block | null = null;
    for (const b of this.blocks.values()) if (b.start <= pc && pc < b.end) block = b;
    for (; block !== null; block = block.idom) if (OPCODES[this.words[block.start]!]!.entry) return true;
    return false;
  }

  op_NOP(): void {}
  op_MOVE(): void {
    this.line(`r${this.w(1)} = ${this.src(this.w(2))};`);
  }
  op_CLEAR_LOCAL(): void {
    this.line(`r${this.w(1)} = undefined;`);
  }
  op_CHECK_BOUND(): void {
    this.line(`if (r${this.w(1)} === undefined) { boundError(${this.ref(RECORD)}, ${this.w(1)});`);
    this.raise();
    this.line('}');
  }
  op_MAKE_CELL(): void {
    const a = this.w(2);
    this.line(`r${this.w(1)} = new Cell(${a < 0 ? 'undefined' : `r${a}`});${a < 0 ? '' : ` r${a} = undefined;`}`);
  }
  op_LOAD_DEREF(): void {
    this.line(`if ((t = r${this.w(2)}.v) === undefined) { derefError(${this.ref(RECORD)}, ${this.w(2)});`);
    this.raise();
    this.line('}');
    this.set(this.w(1));
  }
  op_STORE_DEREF(): void {
    this.line(`r${this.w(1)}.v = ${this.src(this.w(2))};`);
  }

  op_LOAD_GLOBAL(): void {
    const name = this.name(this.w(2));
    const cells = this.options.cells(name);
    if (this.usual && cells !== null && (cells.global.v !== undefined || cells.builtin.v !== undefined)) {
      const cell = cells.global.v !== undefined ? cells.global : cells.builtin;
      const hidden = cell === cells.global ? '' : `${this.ref(cells.global)}.v !== undefined || `;
      this.exitIf(`${hidden}(r${this.w(1)} = ${this.ref(cell)}.v) === undefined`);
      return;
    }
    const slow = `globalSlow(${this.ref(RECORD)}, $d, ${JSON.stringify(name)})`;
    if (cells === null) {
      this.line(`t = ${slow};`);
      this.check();
    } else {
      const from =
        cells.global.v === undefined && cells.builtin.v !== undefined ? `(t = ${this.ref(cells.builtin)}.v)` : slow;
      this.line(
        `if ((t = ${this.ref(cells.global)}.v) === undefined && ${from === slow ? `(t = ${slow})` : from} === undefined) {`,
      );
      if (from !== slow) this.line(`if ((t = ${slow}) === undefined) {`);
      this.raise();
      this.line(from === slow ? '}' : '}}');
    }
    this.set(this.w(1));
  }
  op_STORE_GLOBAL(): void {
    this.line(`storeGlobal(${this.ref(RECORD)}, ${JSON.stringify(this.name(this.w(1)))}, ${this.src(this.w(2))});`);
  }

  op_LOAD_ATTR(): void {
    const info = nameInfo(this.name(this.w(3)));
    const o = this.src(this.w(2));
    if (this.usual) {
      this.exitIf(`!${this.validity(info)} || (t = ${o}${property(info.attrKey)}) === undefined`);
      this.set(this.w(1));
      return;
    }
    const load = `(${this.validity(info)} ? ${o}${property(info.attrKey)} : undefined)`;
    const slow = `attribute(${this.site(info, this.w(4))}, ${o}, $d)`;
    this.line(`if ((t = ${load}) === undefined && (t = ${slow}) === undefined) {`);
    this.raise();
    this.line('}');
    this.noteFloat();
    this.set(this.w(1));
  }

  /** Name and cache of an attribute instruction. */
  private site(info: NameInfo, slot: number): string {
    return this.ref({ info, slot, record: this.options.record, mark: this.options.mark(this.pc) });
  }

  private validity(info: { loads(): { ok: boolean } }): string {
    return `${this.ref(info.loads())}.ok`;
  }

  op_STORE_ATTR(): void {
    const info = nameInfo(this.name(this.w(2)));
    const o = this.src(this.w(1));
    const v = this.src(this.w(3));
    if (this.usual) {
      this.exitIf(`${o}${property(info.storeKey)} !== true`);
      this.line(`${o}${property(info.attrKey)} = ${v};`);
      return;
    }
    this.line(`if (${o}${property(info.storeKey)} === true) ${o}${property(info.attrKey)} = ${v};`);
    this.line(`else if (storeAttribute(${this.site(info, this.w(4))}, ${o}, ${v}, $d) === undefined) {`);
    this.raise();
    this.line('}');
  }

  /**
   * LOAD_METHOD whose CALL_METHOD follows in the block: the selector is looked up, and is called there. Where the class has none,
   * the whole look-up happens now, where it may raise.
   */
  op_LOAD_METHOD(after: number): void {
    const m = this.w(1);
    const o = this.src(this.w(2));
    const info = nameInfo(this.name(this.w(3)));
    const call = this.callOf(after, m);
    const argc = call < 0 ? 0 : this.words[call + 4]!;
    // the first emission leaves the prototypes alone: V8 takes a selector for a constant only if it is never replaced
    const key = call < 0 || this.options.seen === null ? null : info.selector(argc);
    // the receiver's register may be one of the pair's: they are written last
    const pair = `r${m + 1} = ${o}; r${m} = t;`;
    if (key !== null && this.usual) {
      const select = `(t = select(${o}, ${this.ref(info)}, ${argc})) === undefined`;
      this.exitIf(`(t = ${o}${property(key)}) === undefined && ${select}`);
      this.line(pair);
      const kept = this.unseenBetween(after, call, this.w(2)) && this.w(2) !== m;
      this.selected.set(call, kept ? `${o}${property(key)}` : '');
      return;
    }
    if (key !== null) {
      this.line(`if ((t = ${o}${property(key)}) !== undefined) { ${pair} } else {`);
      this.selected.set(call, null);
    } else {
      const found = `(typeof ${o} === 'object' ? ${o}${property(info.plainMethodKey)} : null)`;
      this.line(`if (${this.ref(info.methods())}.ok && (t = ${found}) != null) { ${pair} } else {`);
    }
    this.line(`if ((t = method(${this.site(info, -1)}, ${o}, $d, ${key === null ? -1 : argc})) === undefined) {`);
    this.raise();
    this.line(`} r${m} = t[0]; r${m + 1} = t[1]; }`);
  }

  /** The CALL_METHOD of the pair in register `m`, if it stands in the same block; else -1. */
  private callOf(at: number, m: number): number {
    for (let pc = at; pc < this.words.length; pc += instructionLength(this.words, pc)) {
      const { name, flow } = OPCODES[this.words[pc]!]!;
      if (this.isJumpTarget(pc) || flow !== 'next') return -1;
      if (name === 'CALL_METHOD' && this.words[pc + 2] === m) return pc;
    }
    return -1;
  }

  /** Between look-up and call no other code can run, and the receiver stays in its register. */
  private unseenBetween(from: number, to: number, receiver: number): boolean {
    const { pc } = this;
    let unseen = true;
    for (let at = from; at < to && unseen; at += instructionLength(this.words, at)) {
      this.pc = at;
      const { name, operands } = OPCODES[this.words[at]!]!;
      unseen = name === 'MOVE' || name === 'NOP' || (UNSEEN.has(name) && this.usual);
      if (operands[0]?.kind === 'dst' && this.w(1) === receiver) unseen = false;
    }
    this.pc = pc;
    return unseen;
  }

  private isJumpTarget(pc: number): boolean {
    return this.blocks.has(pc);
  }

  private args(at: number, n: number): string[] {
    return range(0, n).map((i) => this.src(this.w(at + i)));
  }

  op_CALL_METHOD(): void {
    const m = this.w(2);
    const n = this.w(4);
    const args = this.args(5, n);
    const list = args.map((a) => `, ${a}`).join('');
    if (this.selected.has(this.pc)) {
      const again = this.selected.get(this.pc)!;
      // V8 inlines a property's function where it does not inline the same function called through a variable
      if (again !== null && again !== '') this.line(`t = ${again}($d + 1${list});`);
      else if (again === '') {
        this.line(`t = r${m}.call(r${m + 1}, $d + 1${list});`);
      } else
        this.line(
          `t = typeof r${m} === 'function' ? r${m}.call(r${m + 1}, $d + 1${list}) : callMethod(r${m}, r${m + 1}, $d, [${args.join(', ')}]);`,
        );
    } else
      this.line(
        `t = r${m + 1} !== undefined && r${m}.argn === ${n + 1} ? r${m}.direct($d + 1, r${m}, r${m + 1}${list}) : callMethod(r${m}, r${m + 1}, $d, [${args.join(', ')}]);`,
      );
    this.check();
    this.set(this.w(1));
  }

  op_CALL(): void {
    const f = this.src(this.w(2));
    const n = this.w(4);
    const args = this.args(5, n);
    const list = args.map((a) => `, ${a}`).join('');
    const made = this.exceptionClass();
    if (made !== null) {
      const type = this.ref(made.type);
      this.line(
        `if (${f} === ${type} && ${type}.version === ${made.version}) t = new ${this.ref(made.make)}(tuple([${args.join(', ')}]));`,
      );
      this.line(`else t = callN(${f}, $d, [${args.join(', ')}]);`);
      this.check();
      this.set(this.w(1));
      return;
    }
    const helper = n <= 3 ? `call${n}(${f}, $d${list})` : `callN(${f}, $d, [${args.join(', ')}])`;
    this.line(`t = ${f}.argn === ${n} ? ${f}.direct($d + 1, ${f}${list}) : ${helper};`);
    this.check();
    this.set(this.w(1));
  }

  /** The callee was loaded just before from a global that is a plain exception class now. */
  private exceptionClass(): ReturnType<EmitOptions['exceptionClass']> {
    const before = this.previous;
    if (before < 0 || this.options.seen === null || OPCODES[this.words[before]!]!.name !== 'LOAD_GLOBAL') return null;
    if (this.words[before + 1] !== this.w(2)) return null;
    const cells = this.options.cells(this.name(this.words[before + 2]!));
    return cells === null ? null : this.options.exceptionClass(cells.global.v ?? cells.builtin.v);
  }

  op_CALL_KW(): void {
    const names = JSON.stringify(constantNames(this.code, this.w(3)));
    this.line(`t = callKw(${this.src(this.w(2))}, $d, [${this.args(6, this.w(5)).join(', ')}], ${names});`);
    this.check();
    this.set(this.w(1));
  }

  op_GET_ITEM(): void {
    const o = this.src(this.w(2));
    const k = this.src(this.w(3));
    const literal = this.literal(this.w(3));
    const numeric = literal !== undefined ? 'true' : `typeof ${k} === 'number' && ${k} >= 0`;
    const index = literal !== undefined && literal < 0 ? `u.length ${literal}` : k;
    const bounds = literal !== undefined && literal < 0 ? `u.length >= ${-literal}` : `${k} < u.length`;
    if (this.usual && this.met(Seen.Dict)) {
      this.dictItem(o, k);
      return;
    }
    if (this.usual) {
      const both = this.met(Seen.Other) ? `${o}.cls !== LIST && ${o}.cls !== TUPLE` : `${o}.cls !== LIST`;
      this.exitIf(`!(${numeric}) || ${both} || !(u = ${o}.items, ${bounds})`);
      this.line(`r${this.w(1)} = u[${index}];`);
      return;
    }
    if (this.options.seen === null)
      this.line(`if (${o}.cls === TUPLE) ${this.mark()}.seen[${this.pc}] |= ${Seen.Other};`);
    this.line(
      `t = ${numeric} && (${o}.cls === LIST || ${o}.cls === TUPLE) && (u = ${o}.items, ${bounds}) ? u[${index}] : getItem(${this.mark()}, ${o}, ${k}, $d);`,
    );
    this.check();
    this.noteFloat();
    this.set(this.w(1));
  }
  /** An item of an exact dict. A KeyError that only its handler could see, and that does not look, is not made. */
  private dictItem(o: string, k: string): void {
    const { pc } = this;
    const { previous } = this;
    const fresh =
      previous >= 0 && OPCODES[this.words[previous]!]!.name === 'BUILD_MAP' && this.words[previous + 1] === this.w(2);
    if (!fresh) this.exitIf(`${o}.cls !== DICT`);
    // an empty dict is asked here: V8 then does without the object where it is made in the same place
    const found = `${o}.store === 0 && ${o}.map === null && typeof ${k} === 'string' ? ABSENT : dictItem(${o}, ${k}, $d)`;
    this.line(`if ((t = ${found}) === ABSENT) {`);
    const handler = handlerAt(this.code.exceptionTable, pc);
    if (handler >= 0 && this.unseen(handler)) this.handleUnseen(handler);
    this.pc = pc;
    this.line(`keyError(${k});`);
    this.raise();
    this.line('}');
    this.check();
    this.set(this.w(1));
  }

  /**
   * Whether a KeyError reaches the end of the handler without anybody looking at it: the handler's class is known now, and up to POP_EXC
   * there is at most one instruction that may leave or change anything.
   */
  private unseen(handler: number): boolean {
    const at = instructionStartsFrom(this.words, handler, 5);
    const names = at.map((p) => OPCODES[this.words[p]!]!.name);
    if (names[0] !== 'PUSH_EXC' || names[1] !== 'LOAD_GLOBAL' || names[2] !== 'JUMP_IF_NOT_EXC_MATCH') return false;
    if (!/^(INPLACE|BINARY)_(ADD|SUB|MUL)$/.test(names[3]!) || names[4] !== 'POP_EXC') return false;
    const cells = this.options.cells(this.name(this.words[at[1]! + 2]!));
    return (
      cells !== null &&
      cells.global.v === undefined &&
      this.options.catchesKeyError(cells.builtin.v) &&
      this.wayOut(at[4]! + 2) !== null
    );
  }

  /** Where the handler's code after POP_EXC goes, if nothing but variables is touched on the way. */
  private wayOut(at: number): number | null {
    for (let pc = at; ; pc += instructionLength(this.words, pc)) {
      const { name } = OPCODES[this.words[pc]!]!;
      if (name === 'JUMP_BACK') return pc;
      if (name === 'JUMP') return this.blocks.get(this.words[pc + 1]!)?.merge === true ? pc : null;
      if (name !== 'CLEAR_LOCAL' && name !== 'NOP') return null;
    }
  }

  /** The handler's text without the exception; falls through where a condition does not hold. */
  private handleUnseen(handler: number): void {
    const [, load, , update, pop] = instructionStartsFrom(this.words, handler, 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const cells = this.options.cells(this.name(this.words[load + 2]!))!;
    const state = this.saveState();
    this.pc = update;
    const [d, ra, rb] = [this.w(1), this.w(2), this.w(3)];
    const sign = ARITHMETIC[OPCODES[this.words[update]!]!.name.slice(-3)]!;
    const numbers = [ra, rb]
      .filter((r) => this.literal(r) === undefined)
      .map((r) => `typeof ${this.src(r)} === 'number' && `);
    const known = `${this.ref(cells.global)}.v === undefined && ${this.ref(cells.builtin)}.v === ${this.ref(cells.builtin.v)}`;
    this.line(
      `if (${known} && ${numbers.join('')}(u = ${this.src(ra)} ${sign} ${this.src(rb)}, u <= MAX && u >= -MAX)) {`,
    );
    this.line(`r${d} = u + 0;`);
    for (let pc = pop + 2; ; pc += instructionLength(this.words, pc)) {
      this.pc = pc;
      const { name, flow } = OPCODES[this.words[pc]!]!;
      this.instruction(name, pc, -1);
      if (flow !== 'next') break;
    }
    this.line('}');
    this.restoreState(state);
  }

  op_SET_ITEM(): void {
    const [o, k, v] = [this.src(this.w(1)), this.src(this.w(2)), this.src(this.w(3))];
    const index = `typeof ${k} === 'number' && ${k} >= 0 && ${o}.cls === LIST && (u = ${o}.items, ${k} < u.length)`;
    if (this.usual) {
      this.exitIf(`!(${index})`);
      this.line(`u[${k}] = ${v};`);
      return;
    }
    if (this.options.seen === null) this.line(`noteValue(${this.mark()}, ${v});`);
    this.line(`if (${index}) u[${k}] = ${v}; else if (setItem(${this.mark()}, ${o}, ${k}, ${v}, $d) === undefined) {`);
    this.raise();
    this.line('}');
  }
  op_GET_SLICE(): void {
    this.line(`t = getSlice(${this.src(this.w(2))}, ${this.src(this.w(3))}, ${this.src(this.w(4))}, $d);`);
    this.check();
    this.set(this.w(1));
  }

  private binary(op: string): void {
    const inPlace = op.startsWith('INPLACE_');
    const kind = op.slice(inPlace ? 8 : 7);
    const [ra, rb] = [this.w(2), this.w(3)];
    const [a, b] = [this.src(ra), this.src(rb)];
    const slow = `binary(${this.mark()}, ${a}, ${b}, $d)`;
    const numbers = [ra, rb]
      .filter((r) => this.literal(r) === undefined)
      .map((r) => `typeof ${this.src(r)} === 'number'`);
    const both = numbers.length === 0 ? 'true' : numbers.join(' && ');
    const literal = this.literal(rb);
    const sign = ARITHMETIC[kind];
    if (sign !== undefined) {
      const low = literal !== undefined && kind === 'ADD' && literal >= 0 ? '' : ' && t >= -MAX';
      const high = literal !== undefined && kind === 'SUB' && literal >= 0 ? 't === t' : 't <= MAX';
      if (this.usualInts) {
        this.exitIf(`!(${both} && (t = ${a} ${sign} ${b}, ${high}${low}))`);
        this.line(`r${this.w(1)} = ${kind === 'MUL' ? 't + 0' : 't'};`);
        return;
      }
      this.line(`if (${both} && (t = ${a} ${sign} ${b}, ${high}${low})) ${kind === 'MUL' ? 't += 0;' : ';'}`);
      this.line(`else if ((t = ${slow}) === undefined) {`);
      this.raise();
      this.line('}');
    } else {
      const fast = literal === undefined ? null : smallOperation(kind, a, literal);
      if (fast !== null && this.usualInts) {
        this.exitIf(`!(${fast.guard})`);
        this.line(`r${this.w(1)} = ${fast.value};`);
        return;
      }
      this.line(fast === null ? `t = ${slow};` : `t = ${fast.guard} ? ${fast.value} : ${slow};`);
      this.check();
    }
    this.set(this.w(1));
  }

  private comparison(kind: string, ra: number, rb: number, slow = 'compare'): void {
    const [a, b] = [this.src(ra), this.src(rb)];
    const numbers = [ra, rb]
      .filter((r) => this.literal(r) === undefined)
      .map((r) => `typeof ${this.src(r)} === 'number'`);
    if (this.usualInts) {
      if (numbers.length > 0) this.exitIf(`!(${numbers.join(' && ')})`);
      this.line(`t = ${a} ${COMPARE[kind]} ${b};`);
      return;
    }
    this.line(
      `t = ${numbers.join(' && ') || 'true'} ? ${a} ${COMPARE[kind]} ${b} : ${slow}(${this.mark()}, ${a}, ${b}, $d);`,
    );
    this.check();
  }

  private compare(kind: string): void {
    this.comparison(kind, this.w(2), this.w(3));
    this.set(this.w(1));
  }

  protected branch(condition: string, target: number, after: number): void {
    this.line(`if (${condition}) {`);
    this.jump(target);
    this.line('}');
    this.jump(after);
  }

  private compareJump(op: string, after: number): void {
    const negated = op.startsWith('JUMP_IF_NOT_');
    const kind = op.slice(negated ? 12 : 8);
    if (this.usualInts) {
      const typed = [this.w(1), this.w(2)].filter((x) => this.literal(x) === undefined);
      if (typed.length > 0) this.exitIf(typed.map((x) => `typeof ${this.src(x)} !== 'number'`).join(' || '));
      const test = `${this.src(this.w(1))} ${COMPARE[kind]} ${this.src(this.w(2))}`;
      this.branch(negated ? `!(${test})` : test, this.w(3), after);
      return;
    }
    this.comparison(kind, this.w(1), this.w(2), 'holds');
    this.branch(negated ? '!t' : 't', this.w(3), after);
  }

  private truth(reg: number): void {
    if (this.usual) {
      this.exitIf(`(t = ${this.src(reg)}) !== true && t !== false`);
      return;
    }
    this.line(
      `if ((t = ${this.src(reg)}) !== true && t !== false && (t = truth(${this.mark()}, t, $d)) === undefined) {`,
    );
    this.raise();
    this.line('}');
  }
  op_JUMP_IF_TRUE(after: number): void {
    this.truth(this.w(1));
    this.branch('t', this.w(2), after);
  }
  op_JUMP_IF_FALSE(after: number): void {
    this.truth(this.w(1));
    this.branch('!t', this.w(2), after);
  }
  op_UNARY_NOT(): void {
    this.truth(this.w(2));
    this.line(`r${this.w(1)} = !t;`);
  }
  op_UNARY_NEG(): void {
    const a = this.src(this.w(2));
    this.line(`t = typeof ${a} === 'number' && ${a} !== 0 ? -${a} : negate(${a}, $d);`);
    this.check();
    this.set(this.w(1));
  }
  op_JUMP_IF_NONE(after: number): void {
    this.branch(`${this.src(this.w(1))} === None`, this.w(2), after);
  }
  op_JUMP_IF_NOT_NONE(after: number): void {
    this.branch(`${this.src(this.w(1))} !== None`, this.w(2), after);
  }

  /** Identity; boxes of values of a type are compared by value. */
  /** Whether this was seen at the instruction. */
  private met(bit: number): boolean {
    return this.options.seen === null || (this.options.seen[this.pc]! & bit) !== 0;
  }

  private identity(ra: number, rb: number): string {
    return `(${this.src(ra)} === ${this.src(rb)} || is(${this.src(ra)}, ${this.src(rb)}))`;
  }
  op_IS(): void {
    this.line(`r${this.w(1)} = ${this.identity(this.w(2), this.w(3))};`);
  }
  op_IS_NOT(): void {
    this.line(`r${this.w(1)} = !${this.identity(this.w(2), this.w(3))};`);
  }
  op_JUMP_IF_IS(after: number): void {
    this.branch(this.identity(this.w(1), this.w(2)), this.w(3), after);
  }
  op_JUMP_IF_IS_NOT(after: number): void {
    this.branch(`!${this.identity(this.w(1), this.w(2))}`, this.w(3), after);
  }
  private contains(ra: number, rb: number): void {
    this.line(`t = contains(${this.src(ra)}, ${this.src(rb)}, $d);`);
    this.check();
  }
  op_CONTAINS(): void {
    this.contains(this.w(2), this.w(3));
    this.set(this.w(1));
  }
  op_NOT_CONTAINS(): void {
    this.contains(this.w(2), this.w(3));
    this.line(`r${this.w(1)} = !t;`);
  }
  op_JUMP_IF_IN(after: number): void {
    this.contains(this.w(1), this.w(2));
    this.branch('t', this.w(3), after);
  }
  op_JUMP_IF_NOT_IN(after: number): void {
    this.contains(this.w(1), this.w(2));
    this.branch('!t', this.w(3), after);
  }

  op_JUMP(): void {
    this.jump(this.w(1));
  }
  op_JUMP_BACK(): void {
    if (this.options.seen === null) this.exitIf(`--${this.ref(RECORD)}.budget < 0`);
    this.line('if (POLL.word[0] !== 0 && (t = poll($d)) !== None) {');
    this.line('if (t === EXIT) {');
    this.exit();
    this.line('}');
    this.raise();
    this.line('}');
    this.jump(this.w(1));
  }
  op_YIELD_VALUE(): void {
    const registers = range(0, this.code.constBase)
      .map((i) => this.local(i))
      .join(', ');
    this.line(
      `return yielded($F, ${this.pc}, ${this.src(this.w(2))}, ${this.handles ? '$h' : 'null'}, [${registers}]);`,
    );
  }
  op_RETURN(): void {
    if (this.options.generator) {
      this.line(`return finished($F, ${this.src(this.w(1))});`);
      return;
    }
    if (this.handles) this.line('if ($h !== null) $t.handled = $e;');
    this.framesEnd();
    this.line(`return ${this.src(this.w(1))};`);
  }

  op_GET_ITER(): void {
    const a = this.src(this.w(2));
    this.line(`t = ${a}.cls === LIST ? new ListIter(${a}) : iterate(${a}, $d);`);
    this.check();
    this.set(this.w(1));
  }
  op_FOR_ITER(after: number): void {
    const [d, it, target] = [this.w(1), this.src(this.w(2)), this.w(3)];
    const marks = this.options.seen === null ? this.mark() : null;
    const note = (bit: number): string => (marks === null ? '' : `${marks}.seen[${this.pc}] |= ${bit}; `);
    let otherwise = '';
    if (this.met(Seen.Range)) {
      this.line(`if (${it} instanceof RangeIter) { ${note(Seen.Range)}if (${it}.left <= 0) {`);
      this.jump(target);
      this.line(`} ${it}.left--; t = ${it}.next; ${it}.next = t + ${it}.step; }`);
      otherwise = 'else ';
    }
    if (this.met(Seen.List)) {
      this.line(
        `${otherwise}if (${it} instanceof ListIter && ${it}.list !== null) { ${note(Seen.List)}u = ${it}.list.items;`,
      );
      this.line(`if (${it}.index >= u.length) { ${it}.list = null;`);
      this.jump(target);
      this.line(`} t = u[${it}.index++]; }`);
      otherwise = 'else ';
    }
    if (this.met(Seen.Slow)) {
      this.line(`${otherwise}{ ${note(Seen.Slow)}t = nextItem(${it}, $d); if (t === DONE) {`);
      this.jump(target);
      this.line('}');
      this.check();
      this.line('}');
    } else if (otherwise === '') this.exitIf('true');
    else this.line(`else { $p = ${~this.pc}; break OUT; }`);
    this.set(d);
    this.jump(after);
  }
  op_UNPACK_SEQUENCE(): void {
    const a = this.src(this.w(1));
    const n = this.w(3);
    if (this.usual) {
      const both = this.met(Seen.Other) ? `${a}.cls !== TUPLE && ${a}.cls !== LIST` : `${a}.cls !== TUPLE`;
      this.exitIf(`${both} || (t = ${a}.items).length !== ${n}`);
      for (let i = 0; i < n; i++) this.line(`r${this.w(4 + i)} = t[${i}];`);
      return;
    }
    if (this.options.seen === null)
      this.line(`if (${a}.cls === LIST) ${this.mark()}.seen[${this.pc}] |= ${Seen.Other};`);
    this.line(
      `t = (${a}.cls === TUPLE || ${a}.cls === LIST) && ${a}.items.length === ${n} ? ${a}.items : unpack(${this.mark()}, ${a}, ${n}, $d);`,
    );
    this.check();
    this.noteFloat('noteItems');
    for (let i = 0; i < n; i++) this.line(`r${this.w(4 + i)} = t[${i}];`);
  }

  op_BUILD_TUPLE(): void {
    this.line(`r${this.w(1)} = tuple([${this.args(3, this.w(2)).join(', ')}]);`);
  }
  op_BUILD_LIST(): void {
    this.line(`r${this.w(1)} = new List([${this.args(3, this.w(2)).join(', ')}]);`);
  }
  op_BUILD_MAP(): void {
    if (this.w(2) === 0) this.line(`r${this.w(1)} = new Dict();`);
    else {
      this.line(`t = buildMap([${this.args(3, this.w(2)).join(', ')}], $d);`);
      this.check();
      this.set(this.w(1));
    }
  }
  op_LIST_APPEND(): void {
    this.line(`r${this.w(1)}.items.push(${this.src(this.w(2))});`);
  }
  op_MAKE_FUNCTION(): void {
    const optional = (i: number): string => (this.w(i) < 0 ? 'undefined' : this.src(this.w(i)));
    const n = this.w(6);
    const closure = n === 0 ? 'null' : `[${this.args(7, n).join(', ')}]`;
    this.line(
      `r${this.w(1)} = makeFunction(${this.ref(RECORD)}, $f, ${this.w(2)}, ${closure}, ${optional(3)}, ${optional(4)}, ${optional(5)});`,
    );
  }
  op_LOAD_COMMON_CONSTANT(): void {
    this.line(`r${this.w(1)} = exception(${JSON.stringify(COMMON_CONSTANTS[this.w(2)])});`);
  }

  // ---- exceptions ----

  /** A handler begins: the pending exception gets its traceback entry, unless it is raised again. */
  private enterHandler(): void {
    const locals = range(0, this.code.nlocalsplus).map((i) => `r${i}`);
    this.line('if ($p >= 0) { if ($d <= TAKEN.v && takenAt($d) !== undefined) break OUT;');
    this.line(`u = $t.exc; $t.depth = $d; if ($F === null) $F = frameOf(${this.ref(RECORD)}, $f, $d);`);
    this.line(`u.traceback = trace(u.traceback, ${this.ref(RECORD)}, $p, $F, [${locals.join(', ')}]); }`);
  }
  op_PUSH_EXC(): void {
    const d = this.w(1);
    this.enterHandler();
    this.line(`r${d} = $t.exc; $t.exc = null; r${d + 1} = $h; $h = r${d}; $t.handled = r${d};`);
  }
  private popExc(): void {
    this.line(`$h = r${this.w(1) + 1}; $t.handled = $h === null ? $e : $h;`);
  }
  op_POP_EXC(): void {
    this.popExc();
  }
  op_POP_EXC_RERAISE(): void {
    this.enterHandler();
    this.popExc();
    this.raise(false);
  }
  op_RERAISE(): void {
    this.line(`$t.exc = ${this.src(this.w(1))};`);
    this.raise(false);
  }
  op_JUMP_IF_NOT_EXC_MATCH(after: number): void {
    const [e, type] = [this.src(this.w(1)), this.src(this.w(2))];
    this.line(`t = ${e}.cls === ${type} ? true : matchException(${e}, ${type}, $d);`);
    this.check();
    this.branch('!t', this.w(3), after);
  }
  op_CHECK_EXC_MATCH(): void {
    this.line(`t = matchException(${this.src(this.w(2))}, ${this.src(this.w(3))}, $d);`);
    this.check();
    this.set(this.w(1));
  }
  op_RAISE(): void {
    const e = this.w(1) < 0 ? 'undefined' : this.src(this.w(1));
    const cause = this.w(2) < 0 ? 'undefined' : this.src(this.w(2));
    if (this.w(1) < 0) {
      this.line('if (raiseStatement(undefined, undefined, $d)) {');
      this.raise(false);
      this.line('}');
    } else if (this.w(2) < 0) {
      this.line(`t = ${e}; u = state();`);
      this.line(
        `if ((t.kind & EXCEPTION) !== 0 && u.handled === null) u.exc = t; else raiseStatement(t, undefined, $d);`,
      );
    } else this.line(`raiseStatement(${e}, ${cause}, $d);`);
    this.raise();
  }
}
