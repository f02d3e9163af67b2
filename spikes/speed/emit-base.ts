/**
 * What the emissions share: parameters, blocks, operands, and the ways out of a function. The instructions are in emit.ts.
 */
import type { CodeObject } from '@pyston/bytecode';
import { handlerAt, instructionLength, OPCODES } from '@pyston/bytecode';
import type { PyDict, PyType, TierRecord, Value } from '@pyston/objects';
import { None } from '@pyston/objects';
import type { Block } from './cfg.ts';
import { blocksOf } from './cfg.ts';
import { writeStructured } from './structure.ts';

/** What the text refers to by name, in order: its factory's second argument. */
export interface Emitted {
  readonly text: string;
  readonly constants: unknown[];
  /** pc of each line of `text`, -1 where there is none, -2 - pc where the line leaves for tier 0. */
  readonly lines: readonly number[];
  /** Registers whose value may be a double in `fN`. */
  readonly doubles: ReadonlySet<number>;
}

export interface EmitOptions {
  readonly code: CodeObject;
  readonly record: TierRecord;
  readonly constants: readonly Value[];
  readonly globals: PyDict;
  /** Cells of a global name, as the namespaces hold them; null where they have none. */
  readonly cells: (name: string) => { global: { v: unknown }; builtin: { v: unknown } } | null;
  /** Loop head to enter at, in the frame of tier 0; -1: the whole function. */
  readonly at: number;
  /**
   * What each instruction met so far, by pc (Seen). null: this is the first emission, which writes it down, has the slow paths
   * inline and counts; later ones leave for tier 0 where nothing but the usual was seen.
   */
  readonly seen: Uint8Array | null;
  /** A constructor for instances of an exception class that has no own __new__ or __init__; null for other objects. */
  readonly exceptionClass: (type: unknown) => { type: PyType; version: number; make: unknown } | null;
  readonly catchesKeyError: (type: unknown) => boolean;
  /** Generators run in their own frame; each place where they go on is an emission of its own. */
  readonly generator: boolean;
  /** Exceptions have left the function, or nobody knows yet. */
  readonly raises: boolean;
  /** Registers that hold floats where a loop is entered. */
  readonly floats: readonly number[];
  /** What slow paths of an instruction are given: where to write down that they ran. */
  readonly mark: (pc: number) => object;
}

/** Opcodes that only tier 0 knows. A function with one of them outside of exception handlers stays there. */
export class Unsupported extends Error {}

export const ARITHMETIC: Record<string, string> = { ADD: '+', SUB: '-', MUL: '*' };
export const COMPARE: Record<string, string> = { LT: '<', LE: '<=', EQ: '===', NE: '!==', GT: '>', GE: '>=' };

/** Bits of EmitOptions.seen. */
export const Seen = { Slow: 1, Range: 2, List: 4, Float: 8, Other: 16, NotFloat: 32, Dict: 64 } as const;

/** Instructions that run no other code while they are `usual`. */
export const UNSEEN = new Set(['LOAD_ATTR', 'LOAD_GLOBAL', 'GET_ITEM', 'BINARY_ADD', 'BINARY_SUB', 'BINARY_MUL']);

export abstract class EmitterBase {
  readonly options: EmitOptions;
  readonly code: CodeObject;
  readonly words: Int32Array;
  readonly out: string[] = [];
  readonly lines: number[] = [];
  readonly constants: unknown[] = [];
  protected readonly names = new Map<unknown, string>();
  protected readonly framed: boolean;
  protected readonly handles: boolean;
  protected blocks!: Map<number, Block>;
  /** pc of the instruction being written. */
  protected pc = -1;
  /** CALL_METHODs whose callee register may hold a selector  (null), always does (''), or where it can be had from again. */
  protected readonly selected = new Map<number, string | null>();
  constructor(options: EmitOptions) {
    this.options = options;
    this.code = options.code;
    this.words = this.code.instructions;
    this.framed = options.at >= 0;
    this.handles = this.code.exceptionTable.length > 0;
  }

  emit(): Emitted {
    const entry = Math.max(this.options.at, 0);
    const blocks = blocksOf(this.code, entry);
    if (blocks === null) throw new Unsupported('irreducible');
    this.blocks = blocks;
    this.prepare(blocks, entry);
    this.prologue();
    this.line('OUT: {');
    this.afterPrologue(entry);
    writeStructured(blocks, entry, { line: (s) => this.line(s), block: (b, go) => this.block(b, go) });
    this.pc = -1;
    this.line('}');
    this.tail();
    this.line('};');
    if (this.framed || this.code.argcount === 0) this.line('return { body, method: null };');
    else this.asMethod();
    const head = [...this.names.values()].map((name, i) => `const ${name} = K[${i}];`).join(' ');
    return {
      text: `${head}\n${this.out.join('\n')}`,
      constants: this.constants,
      lines: [-1, ...this.lines],
      doubles: this.ever,
    };
  }

  /** The same text as a selector: the first argument is the receiver, the function a constant. */
  protected asMethod(): void {
    const name = jsName(this.code.name);
    const parameters = ['$d', ...range(1, this.code.argcount).map((i) => `r${i}`)].join(', ');
    const rest = this.out.slice(1);
    const pcs = this.lines.slice(1);
    this.line(`return { body, method: ($f) => function ${name}(${parameters}) { let r0 = this;`);
    rest.forEach((text, i) => {
      this.out.push(text);
      this.lines.push(pcs[i]!);
    });
    this.out[this.out.length - 1] = '}';
    this.line('};');
  }

  // ---- what tier 2 adds (typed.ts) ----

  /** Registers that are doubles somewhere. */
  protected readonly ever = new Set<number>();

  protected prepare(_blocks: Map<number, Block>, _entry: number): void {}
  protected declarations(): string {
    return '';
  }
  protected afterPrologue(_entry: number): void {}
  protected enterBlock(_block: Block): void {}
  protected arrive(_target: number): void {}
  protected saveState(): unknown {
    return null;
  }
  protected restoreState(_state: unknown): void {}
  protected written(_reg: number): void {}
  /** A variable as tracebacks and tier 0 get it. */
  protected local(reg: number): string {
    return `r${reg}`;
  }

  /** Parameters, the frame's variables, the depth check. */
  protected prologue(): void {
    const { nlocalsplus, constBase, argcount } = this.code;
    const registers = (from: number, to: number): string[] => range(from, to).map((i) => `r${i}`);
    if (this.framed) {
      this.line(`const body = function ${jsName(this.code.name)}($d, $F) {`);
      this.line('const $f = $F.fn, $r = $F.regs;');
      this.line(
        `let t, u, $p = 0${registers(0, constBase)
          .map((r, i) => `, ${r} = $r[${i}]`)
          .join('')}${this.declarations()};`,
      );
    } else {
      this.line(
        `const body = function ${jsName(this.code.name)}(${['$d', '$f', ...registers(0, argcount)].join(', ')}) {`,
      );
      const args = `[${registers(0, argcount).join(', ')}]`;
      this.lineAt(
        -2,
        `if ($d > LIMIT.v${this.calls() ? ' || POLL.word[0] !== 0' : ''}) return enterSlow(${this.ref(RECORD)}, $d, $f, ${args});`,
      );
      if (this.options.seen === null)
        this.lineAt(-2, `if (--${this.ref(RECORD)}.budget < 0) tierUp(${this.ref(RECORD)}, $f);`);
      this.line(
        `let t, u, $p = 0${registers(argcount, constBase)
          .map((r) => `, ${r}`)
          .join('')}${this.declarations()};`,
      );
      if (this.handles) this.line('let $F = null;');
      const { freevars } = this.code;
      if (freevars.length > 0) {
        const base = nlocalsplus - freevars.length;
        freevars.forEach((_, i) => this.line(`r${base + i} = $f.closure[${i}];`));
      }
    }
    if (this.handles) {
      this.line('const $t = state();');
      this.line(
        `let $h = ${this.framed ? '$F.handled' : 'null'}; const $e = ${this.framed ? '$F.handledAtEntry' : '$t.handled'};`,
      );
    }
  }

  /** Whether it calls anything itself. Signals need not wait for a function that does not: its callers look at the poll word. */
  private calls(): boolean {
    for (let pc = 0; pc < this.words.length; pc += instructionLength(this.words, pc))
      if (OPCODES[this.words[pc]!]!.name.startsWith('CALL')) return true;
    return false;
  }

  /** Where all places come together that leave: $p is their pc, or its complement where tier 0 goes on. */
  protected tail(): void {
    const c = this.ref(RECORD);
    const { nlocalsplus, constBase } = this.code;
    const registers = range(0, constBase).map((i) => this.local(i));
    const locals = registers.slice(0, nlocalsplus).join(', ');
    const frame = this.framed || this.handles ? '$F' : 'null';
    if (this.options.raises) {
      // written out, so that V8 knows the class of the exceptions that leave this function
      this.line('if ($p >= 0 && $d > TAKEN.v) {');
      this.line('t = state(); u = t.exc; t.depth = $d;');
      const variables = frame !== 'null' || nlocalsplus > 2 ? `[${locals}]` : locals;
      if (frame === 'null')
        this.line(`u.traceback = trace2(u.traceback, ${c}, $p${variables === '' ? '' : `, ${variables}`});`);
      else this.line(`u.traceback = trace(u.traceback, ${c}, $p, ${frame}, [${locals}]);`);
      if (this.handles) this.line('$t.handled = $e;');
      if (this.handles && !this.framed) this.line('if ($F !== null) ended($d, $F, []);');
      this.line('return undefined; }');
    }
    const handled = this.handles ? '$h, $e' : 'null, undefined';
    const running = this.framed ? '$F' : 'null';
    this.line(`return leave(${c}, $p, $d, $f, ${running}, ${frame}, ${handled}, [${registers.join(', ')}]);`);
  }

  /** The instruction has met nothing but the usual: everything else leaves for tier 0. */
  get usual(): boolean {
    const { seen } = this.options;
    return seen !== null && (seen[this.pc]! & Seen.Slow) === 0;
  }

  /** The same for operators, whose fast path is for ints. */
  get usualInts(): boolean {
    return this.usual && (this.options.seen![this.pc]! & Seen.Float) === 0;
  }

  /** The first emission writes down whether the value in `t` is a float. */
  protected noteFloat(what = 'noteValue'): void {
    if (this.options.seen === null) this.line(`${what}(${this.mark()}, t);`);
  }

  /** Leaves for tier 0 where `condition` holds. */
  exitIf(condition: string): void {
    this.line(`if (${condition}) { $p = ${~this.pc}; break OUT; }`);
  }

  line(text: string): void {
    this.lineAt(this.pc, text);
  }

  protected lineAt(pc: number, text: string): void {
    this.out.push(text);
    this.lines.push(pc);
  }

  /** The name under which the text knows an object of the runtime. */
  ref(value: unknown): string {
    let name = this.names.get(value);
    if (name === undefined) {
      name = `K${this.constants.length}`;
      this.names.set(value, name);
      this.constants.push(value);
    }
    return name;
  }

  protected block(block: Block, go: (target: number) => void): void {
    this.enterBlock(block);
    this.previous = -1;
    for (let pc = block.start; pc < block.end; ) {
      this.pc = pc;
      this.go = go;
      const info = OPCODES[this.words[pc]!]!;
      const after = pc + instructionLength(this.words, pc);
      this.instruction(info.name, pc, after);
      this.previous = pc;
      if (info.flow === 'next' && after >= block.end && info.name !== 'YIELD_VALUE') this.jump(after);
      pc = after;
    }
  }

  /** The instruction before in the same block, or -1. */
  protected previous = -1;
  protected go: (target: number) => void = () => {};

  /** Writes the way to another block, which may be that block itself. */
  protected jump(target: number): void {
    const { go, pc } = this;
    const state = this.saveState();
    this.arrive(target);
    this.restoreState(state);
    go(target);
    this.restoreState(state);
    this.go = go;
    this.pc = pc;
  }

  // ---- operands ----

  w(i: number): number {
    return this.words[this.pc + i]!;
  }

  /** A register to be read: its variable, or the constant. */
  src(reg: number): string {
    return reg < this.code.constBase ? `r${reg}` : this.constant(this.options.constants[reg - this.code.constBase]!);
  }

  constant(v: Value): string {
    if (typeof v === 'number') return v < 0 ? `(${v})` : String(v);
    if (typeof v === 'string') return JSON.stringify(v).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    if (typeof v === 'boolean') return String(v);
    return v === None ? 'None' : this.ref(v);
  }

  /** The int that a register holds always, else undefined. */
  literal(reg: number): number | undefined {
    const v = reg < this.code.constBase ? undefined : this.options.constants[reg - this.code.constBase];
    return typeof v === 'number' ? v : undefined;
  }

  isConstant(reg: number): boolean {
    return reg >= this.code.constBase;
  }

  name(index: number): string {
    return this.code.names[index]!;
  }

  // ---- leaving ----

  /** An exception is pending at this instruction: to the handler or the caller, with an entry in the traceback. */
  raise(traceback = true): void {
    const handler = handlerAt(this.code.exceptionTable, this.pc);
    if (handler >= 0) {
      this.line(`$p = ${traceback ? this.pc : -1};`);
      this.jump(handler);
    } else if (traceback) this.line(`$p = ${this.pc}; break OUT;`);
    else {
      this.framesEnd();
      this.line(`${this.handles ? '$t.handled = $e; ' : ''}return undefined;`);
    }
  }

  /** Control leaves the function: a traceback may have the frame. */
  protected framesEnd(): void {
    if (!this.handles) return;
    const locals = range(0, this.code.nlocalsplus).map((i) => this.local(i));
    this.line(`${this.framed ? '' : 'if ($F !== null) '}ended($d, $F, [${locals.join(', ')}]);`);
  }

  /** `t` holds a result or undefined. */
  check(): void {
    this.line('if (t === undefined) {');
    this.raise();
    this.line('}');
  }

  /** Goes on in tier 0, at this instruction. */
  exit(): void {
    this.line(`$p = ${~this.pc}; break OUT;`);
  }

  /** `dst = t` */
  set(reg: number): void {
    this.line(`r${reg} = t;`);
    this.written(reg);
  }

  /** The instruction as slow paths know it. */
  protected mark(): string {
    return this.ref(this.options.mark(this.pc));
  }

  abstract instruction(op: string, pc: number, after: number): void;
}

/** Stands for the compiled code's own record among the constants. */
export const RECORD: unique symbol = Symbol('record');

/** The first `n` instructions from `pc` on. */
export function instructionStartsFrom(words: Int32Array, pc: number, n: number): number[] {
  const out: number[] = [];
  for (let at = pc; out.length < n && at < words.length; at += instructionLength(words, at)) out.push(at);
  return out;
}

export function range(from: number, to: number): number[] {
  const out: number[] = [];
  for (let i = from; i < to; i++) out.push(i);
  return out;
}

function jsName(name: string): string {
  return `py_${name.replaceAll(/[^A-Za-z0-9_]/g, '_')}`;
}

/** A property of this key. */
export function property(key: string): string {
  return /^[A-Za-z$_][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export function constantNames(code: CodeObject, index: number): string[] {
  const constant = code.consts[index]!;
  return constant.t === 'tuple'
    ? constant.v.map((c) => (c.t === 'str' ? c.v : c.t === 'ustr' ? String.fromCodePoint(...c.cps) : ''))
    : [];
}

/** Int operations with a small literal at the right that need no range check. */
export function smallOperation(kind: string, a: string, b: number): { guard: string; value: string } | null {
  const small = (b | 0) === b;
  if (kind === 'AND' && small)
    return { guard: `typeof ${a} === 'number' && (${a} | 0) === ${a}`, value: `(${a} & ${b})` };
  if (kind === 'OR' && small)
    return { guard: `typeof ${a} === 'number' && (${a} | 0) === ${a}`, value: `(${a} | ${b})` };
  if (kind === 'XOR' && small)
    return { guard: `typeof ${a} === 'number' && (${a} | 0) === ${a}`, value: `(${a} ^ ${b})` };
  if (kind === 'FLOORDIV' && b > 0) return { guard: `typeof ${a} === 'number'`, value: `Math.floor(${a} / ${b})` };
  if (kind === 'MOD' && b > 0)
    return { guard: `typeof ${a} === 'number'`, value: `((u = ${a} % ${b}) < 0 ? u + ${b} : u + 0)` };
  if (kind === 'RSHIFT' && b >= 0 && b < 32)
    return { guard: `typeof ${a} === 'number' && (${a} | 0) === ${a}`, value: `(${a} >> ${b})` };
  return null;
}
