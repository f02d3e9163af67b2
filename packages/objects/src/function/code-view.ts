/**
 * The register code of a code object as CPython's instructions: what `co_code`, `dis` and offsets show. It is read by
 * debuggers, coverage tools and picklers, never executed.
 *
 * Each of our instructions becomes the stack instructions that do the same: loads of its operands, the operation, a store. A
 * temporary is what lies on the stack already, so it is neither loaded nor stored. Unit 0 is RESUME. An offset counts bytes, two
 * per unit; inline caches take as many units as Lib/opcode.py says.
 */
import type { CodeObject, OpcodeInfo } from '@pyston/bytecode';
import { instructionStarts, OPCODES } from '@pyston/bytecode';
import { VIEWS } from './code-view-table.ts';

/** CPython's opcodes that occur: number, units of inline cache. */
const STACK_OPS: Readonly<Record<string, readonly [code: number, caches?: number]>> = {
  BINARY_SLICE: [1],
  BUILD_TEMPLATE: [2],
  CALL_FUNCTION_EX: [4],
  CHECK_EG_MATCH: [5],
  CHECK_EXC_MATCH: [6],
  CLEANUP_THROW: [7],
  DELETE_SUBSCR: [8],
  FORMAT_SIMPLE: [12],
  FORMAT_WITH_SPEC: [13],
  GET_AITER: [14],
  GET_ANEXT: [15],
  GET_ITER: [16],
  GET_LEN: [18],
  GET_YIELD_FROM_ITER: [19],
  LOAD_BUILD_CLASS: [21],
  LOAD_LOCALS: [22],
  MAKE_FUNCTION: [23],
  MATCH_KEYS: [24],
  MATCH_MAPPING: [25],
  MATCH_SEQUENCE: [26],
  NOP: [27],
  NOT_TAKEN: [28],
  POP_EXCEPT: [29],
  POP_TOP: [31],
  PUSH_EXC_INFO: [32],
  PUSH_NULL: [33],
  RETURN_VALUE: [35],
  SETUP_ANNOTATIONS: [36],
  STORE_SLICE: [37],
  STORE_SUBSCR: [38, 1],
  TO_BOOL: [39, 3],
  UNARY_INVERT: [40],
  UNARY_NEGATIVE: [41],
  UNARY_NOT: [42],
  WITH_EXCEPT_START: [43],
  BINARY_OP: [44, 5],
  BUILD_INTERPOLATION: [45],
  BUILD_LIST: [46],
  BUILD_MAP: [47],
  BUILD_SET: [48],
  BUILD_SLICE: [49],
  BUILD_STRING: [50],
  BUILD_TUPLE: [51],
  CALL: [52, 3],
  CALL_INTRINSIC_1: [53],
  CALL_INTRINSIC_2: [54],
  CALL_KW: [55, 3],
  COMPARE_OP: [56, 1],
  CONTAINS_OP: [57, 1],
  CONVERT_VALUE: [58],
  DELETE_ATTR: [61],
  DELETE_DEREF: [62],
  DELETE_FAST: [63],
  DELETE_GLOBAL: [64],
  DELETE_NAME: [65],
  DICT_MERGE: [66],
  DICT_UPDATE: [67],
  END_ASYNC_FOR: [68],
  EXTENDED_ARG: [69],
  FOR_ITER: [70, 1],
  GET_AWAITABLE: [71],
  IMPORT_FROM: [72],
  IMPORT_NAME: [73],
  IS_OP: [74],
  JUMP_BACKWARD: [75, 1],
  JUMP_FORWARD: [77],
  LIST_APPEND: [78],
  LIST_EXTEND: [79],
  LOAD_ATTR: [80, 9],
  LOAD_COMMON_CONSTANT: [81],
  LOAD_CONST: [82],
  LOAD_DEREF: [83],
  LOAD_FAST: [84],
  LOAD_FAST_CHECK: [88],
  LOAD_FROM_DICT_OR_DEREF: [90],
  LOAD_FROM_DICT_OR_GLOBALS: [91],
  LOAD_GLOBAL: [92, 4],
  LOAD_NAME: [93],
  LOAD_SMALL_INT: [94],
  LOAD_SPECIAL: [95],
  LOAD_SUPER_ATTR: [96, 1],
  MAKE_CELL: [97],
  MAP_ADD: [98],
  MATCH_CLASS: [99],
  POP_JUMP_IF_FALSE: [100, 1],
  POP_JUMP_IF_NONE: [101, 1],
  POP_JUMP_IF_NOT_NONE: [102, 1],
  POP_JUMP_IF_TRUE: [103, 1],
  RAISE_VARARGS: [104],
  RERAISE: [105],
  SEND: [106, 1],
  SET_ADD: [107],
  SET_FUNCTION_ATTRIBUTE: [108],
  SET_UPDATE: [109],
  STORE_ATTR: [110, 4],
  STORE_DEREF: [111],
  STORE_FAST: [112],
  STORE_GLOBAL: [115],
  STORE_NAME: [116],
  UNPACK_EX: [118],
  UNPACK_SEQUENCE: [119, 1],
  YIELD_VALUE: [120],
  RESUME: [128],
};

const OPPOSITE: Readonly<Record<string, string>> = {
  POP_JUMP_IF_FALSE: 'POP_JUMP_IF_TRUE',
  POP_JUMP_IF_TRUE: 'POP_JUMP_IF_FALSE',
  POP_JUMP_IF_NONE: 'POP_JUMP_IF_NOT_NONE',
  POP_JUMP_IF_NOT_NONE: 'POP_JUMP_IF_NONE',
};

/** One stack instruction; `target`: the word that it jumps to. */
interface StackOp {
  readonly name: string;
  arg: number;
  readonly target: number;
  /** Whether offsets of our instruction mean this one. */
  readonly main: boolean;
}

export interface CodeView {
  readonly bytes: Uint8Array;
  /** By the first word of an instruction, and behind the last: unit where its loads begin. */
  readonly starts: Int32Array;
  /** Unit of its operation. */
  readonly units: Int32Array;
}

const views = new WeakMap<CodeObject, CodeView>();

export function codeView(code: CodeObject): CodeView {
  let view = views.get(code);
  if (view === undefined) views.set(code, (view = makeView(code)));
  return view;
}

function makeView(code: CodeObject): CodeView {
  const words = code.instructions;
  const pcs = instructionStarts(words);
  const groups = pcs.map((pc) => new Translator(code, pc).ops());
  const starts = new Int32Array(words.length + 1);
  const units = new Int32Array(words.length + 1);
  // Arguments of jumps depend on the lengths of what they jump over, which depend on the arguments.
  for (let settled = false; !settled; ) {
    layOut(groups, pcs, starts, units);
    settled = resolveJumps(groups, pcs, starts);
  }
  return { bytes: encode(groups, units[words.length]!), starts, units };
}

/** Units of an instruction before its caches. */
function width(op: StackOp): number {
  return op.arg > 0xffffff ? 4 : op.arg > 0xffff ? 3 : op.arg > 0xff ? 2 : 1;
}

function cachesOf(op: StackOp): number {
  return STACK_OPS[op.name]![1] ?? 0;
}

function layOut(groups: readonly StackOp[][], pcs: readonly number[], starts: Int32Array, units: Int32Array): void {
  let at = 1;
  for (let i = 0; i < groups.length; i++) {
    const pc = pcs[i]!;
    const end = pcs[i + 1] ?? starts.length - 1;
    starts.fill(at, pc, end);
    for (const op of groups[i]!) {
      at += width(op);
      if (op.main) units.fill(at - 1, pc, end);
      at += cachesOf(op);
    }
  }
  starts[starts.length - 1] = at;
  units[units.length - 1] = at;
}

/** False if an argument has grown beyond the units it had; it begins with one, so it never shrinks. */
function resolveJumps(groups: readonly StackOp[][], pcs: readonly number[], starts: Int32Array): boolean {
  let settled = true;
  for (let i = 0; i < groups.length; i++) {
    let at = starts[pcs[i]!]!;
    for (const op of groups[i]!) {
      const had = width(op);
      at += had + cachesOf(op);
      if (op.target >= 0) op.arg = Math.abs(starts[op.target]! - at);
      if (width(op) !== had) settled = false;
    }
  }
  return settled;
}

function encode(groups: readonly StackOp[][], length: number): Uint8Array {
  const bytes = new Uint8Array(length * 2);
  let at = 0;
  const put = (code: number, arg: number): void => {
    bytes[at++] = code;
    bytes[at++] = arg;
  };
  put(STACK_OPS.RESUME![0], 0);
  for (const op of groups.flat()) {
    for (let shift = 8 * (width(op) - 1); shift > 0; shift -= 8)
      put(STACK_OPS.EXTENDED_ARG![0], (op.arg >> shift) & 255);
    put(STACK_OPS[op.name]![0], op.arg & 255);
    at += 2 * cachesOf(op);
  }
  return bytes;
}

/** A step of a row of the table. */
interface Step {
  readonly kind: 'load' | 'loads' | 'store' | 'stores' | 'op';
  /** Operand or instruction. */
  readonly name: string;
  /** Argument: factor × what + offset; `what` is a number, an operand, or # for the length of the list. */
  readonly what: string;
  readonly factor: number;
  readonly offset: number;
  /** Operands that must be there, must not be there. */
  readonly present: string;
  readonly absent: string;
}

const OPERATION =
  /^(?<name>[A-Z_0-9]+)(?::(?<what>[\w#]+)(?:\*(?<factor>\d+))?(?:\+(?<offset>\d+))?)?(?:\?(?<present>[\w#]+))?(?:!(?<absent>\w+))?$/;

function parseStep(text: string): Step {
  const plain = { what: '0', factor: 1, offset: 0, present: '', absent: '' };
  if (text === '*') return { kind: 'loads', name: '', ...plain };
  if (text === '>*') return { kind: 'stores', name: '', ...plain };
  if (text.startsWith('>')) return { kind: 'store', name: text.slice(1), ...plain };
  if (/^[a-z]/.test(text)) return { kind: 'load', name: text, ...plain };
  const { name, what = '0', factor = '1', offset = '0', present = '', absent = '' } = OPERATION.exec(text)!.groups!;
  return { kind: 'op', name: name!, what, factor: Number(factor), offset: Number(offset), present, absent };
}

const parsed = new Map<string, readonly Step[]>();

function stepsOf(opcode: string): readonly Step[] {
  let steps = parsed.get(opcode);
  if (steps === undefined) {
    const row = VIEWS[opcode];
    parsed.set(opcode, (steps = row === undefined ? [] : row.split(' ').map(parseStep)));
  }
  return steps;
}

/** Translates one instruction by its row of the table. */
class Translator {
  private readonly code: CodeObject;
  private readonly pc: number;
  private readonly info: OpcodeInfo;
  private readonly out: StackOp[] = [];

  constructor(code: CodeObject, pc: number) {
    this.code = code;
    this.pc = pc;
    this.info = OPCODES[code.instructions[pc]!]!;
  }

  ops(): StackOp[] {
    const steps = stepsOf(this.info.name);
    const main = steps.findLast((step) => step.kind === 'op');
    for (const step of steps) this.step(step, step === main);
    if (this.out.length === 0) this.emit('NOP', 0);
    const { out } = this;
    if (!out.some((op) => op.main)) out[out.length - 1] = { ...out[out.length - 1]!, main: true };
    return out;
  }

  private emit(name: string, arg: number, main = false, target = -1): void {
    this.out.push({ name, arg, target, main });
  }

  /** Word of an operand; with # the length of the list. */
  private word(name: string): number {
    if (name === '#') return this.list().length;
    return this.code.instructions[this.pc + 1 + this.info.operands.findIndex((o) => o.name === name)]!;
  }

  private has(name: string): boolean {
    const kind = this.info.operands.find((o) => o.name === name)?.kind;
    return kind === 'imm' || name === '#' ? this.word(name) > 0 : this.word(name) >= 0;
  }

  private list(): number[] {
    const at = this.pc + this.info.length;
    return Array.from(this.code.instructions.subarray(at, at + this.code.instructions[at - 1]!));
  }

  private step(step: Step, main: boolean): void {
    switch (step.kind) {
      case 'loads':
        for (const reg of this.list()) this.load(reg);
        return;
      case 'stores':
        for (const reg of this.list()) this.store(reg);
        return;
      case 'load':
        this.load(this.word(step.name));
        return;
      case 'store':
        this.store(this.word(step.name));
        return;
      case 'op':
        this.operation(step, main);
    }
  }

  private operation({ name, what, factor, offset, present, absent }: Step, main: boolean): void {
    if ((present !== '' && !this.has(present)) || (absent !== '' && this.has(absent))) return;
    if (this.info.operands.some((o) => o.name === what && o.kind === 'jump')) this.jump(name, this.word(what), main);
    else this.emit(name, (/^\d/.test(what) ? Number(what) : this.word(what)) * factor + offset, main);
  }

  private jump(name: string, target: number, main: boolean): void {
    const opposite = OPPOSITE[name];
    if (target > this.pc) this.emit(name === 'JUMP' ? 'JUMP_FORWARD' : name, 0, main, target);
    // Conditional jumps go forward only: here over one that goes back.
    else if (opposite !== undefined) this.emit(opposite, 0, main, this.pc + this.info.length);
    if (opposite !== undefined) this.emit('NOT_TAKEN', 0);
    if (target <= this.pc) this.emit('JUMP_BACKWARD', 0, opposite === undefined && main, target);
  }

  private load(reg: number): void {
    const { code } = this;
    if (reg < 0 || (reg >= code.nlocalsplus && reg < code.constBase)) return;
    if (reg < code.nlocalsplus) {
      this.emit('LOAD_FAST', reg);
      return;
    }
    const constant = code.consts[reg - code.constBase]!;
    const small = constant.t === 'int' && constant.v >= 0 && constant.v < 256;
    if (small) this.emit('LOAD_SMALL_INT', Number(constant.v));
    else this.emit('LOAD_CONST', reg - code.constBase);
  }

  private store(reg: number): void {
    if (reg >= 0 && reg < this.code.nlocals) this.emit('STORE_FAST', reg);
  }
}

/** The exception table in CPython's form. */
export function exceptionTableView(code: CodeObject): Uint8Array {
  const { starts } = codeView(code);
  const table = code.exceptionTable;
  const out: number[] = [];
  for (let i = 0; i < table.length; i += 3) {
    const start = starts[table[i]!]!;
    pushVarint(out, start, 128);
    pushVarint(out, starts[table[i + 1]!]! - start);
    pushVarint(out, starts[table[i + 2]!]!);
    pushVarint(out, 0);
  }
  return Uint8Array.from(out);
}

/** Six bits a byte, high ones first, 64 where more follow; `mark`: a bit of the first byte. */
function pushVarint(out: number[], value: number, mark = 0): void {
  let shift = 0;
  while (value >> (shift + 6) > 0) shift += 6;
  let first = mark;
  for (; shift > 0; shift -= 6) {
    out.push(((value >> shift) & 63) | 64 | first);
    first = 0;
  }
  out.push((value & 63) | first);
}
