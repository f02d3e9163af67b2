/**
 * A code object under construction: instructions, labels, registers, constants and names.
 *
 * Until assembly an operand register is virtual: its kind stands above bit 20 (local, cell, free variable, temporary,
 * constant), its index below; jump operands are label numbers.
 *
 * Unreachable instructions are never written: after a jump or return the unit is `dead` until a label is placed that a
 * live instruction refers to. While instructions are written, `bound` holds the locals that are certainly assigned
 * (one bit each); a label's set is the intersection over the jumps to it. Names that can become unbound
 * (`del`, except clauses) do not survive a loop head or the entry of a handler.
 */
import type { ast } from '@pyston/parser';
import { constantKey } from '../constants.ts';
import type { ConstantValue } from '../constants.ts';
import type { Located } from '../errors.ts';
import { BASE_LENGTH, OPCODES } from '../opcodes.ts';
import { CELL, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, SCOPE_MASK, SCOPE_OFF } from '../symtable/entry.ts';
import type { SymbolTableEntry } from '../symtable/entry.ts';
import type { Block } from './blocks.ts';

export const KIND_SHIFT = 20;
export const INDEX_MASK = (1 << KIND_SHIFT) - 1;
export const CELL_BASE = 1 << KIND_SHIFT;
export const FREE_BASE = 2 << KIND_SHIFT;
export const TEMP_BASE = 3 << KIND_SHIFT;
export const CONST_BASE = 4 << KIND_SHIFT;

/** No register: of an optional operand, or "anywhere" as a destination. */
export const NONE = -1;

export type ScopeType = 'module' | 'class' | 'function' | 'async function' | 'lambda' | 'comprehension' | 'annotations';

export interface Parameters {
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
}

export const NO_PARAMETERS: Parameters = { argcount: 0, posonlyargcount: 0, kwonlyargcount: 0 };

const FALLS_THROUGH = Uint8Array.from(OPCODES, (o) => (o.flow === 'end' || o.flow === 'jump' ? 0 : 1));
const RAISES = Uint8Array.from(OPCODES, (o) => (o.raises ? 1 : 0));
const JUMP_OPERAND = Int8Array.from(OPCODES, (o) => o.operands.findIndex((x) => x.kind === 'jump'));

export class Unit {
  readonly entry: SymbolTableEntry;
  readonly parent: Unit | null;
  readonly scopeType: ScopeType;
  readonly name: string;
  qualname: string;
  readonly className: string | null;
  readonly firstlineno: number;
  readonly params: Parameters;
  readonly locals = new Map<string, number>();
  readonly localOrder: number[] = [];
  private readonly mentioned: boolean[] = [];
  readonly cells = new Map<string, number>();
  readonly frees = new Map<string, number>();
  readonly names = new Map<string, number>();
  readonly constKeys = new Map<string, number>();
  readonly consts: ConstantValue[] = [];
  docstring: ConstantValue | null = null;
  cacheSlots = 0;

  // Instructions
  words = new Int32Array(256);
  length = 0;
  starts = new Int32Array(64);
  /** Four words per instruction: line, end line, column, end column. */
  pos = new Int32Array(256);
  /** Per instruction the label of its exception handler, or -1. */
  regions = new Int32Array(64);
  count = 0;
  region = -1;
  dead = false;

  // Current position
  line = -1;
  endLine = -1;
  col = -1;
  endCol = -1;

  // Labels
  readonly labelAt: number[] = [];
  private readonly labelLive: boolean[] = [];
  private readonly labelBound: Int32Array[] = [];
  bound: Int32Array;

  private joinedAt = -1;

  // Temporaries
  tempTop = 0;
  tempMax = 0;

  // State of the compiler that belongs to the unit
  readonly blocks: Block[] = [];
  /** Blocks that count for the nesting limit only. */
  plainBlocks = 0;
  /** Scopes of names inside inlined comprehensions, where they differ from the block's. */
  overrides: Map<string, number> | null = null;
  /** In modules and classes: names that are fast locals inside the inlined comprehension being compiled. */
  readonly fastHidden = new Set<string>();
  readonly activeCompNames = new Map<string, number>();
  inInlinedComp = 0;
  inConditionalBlock = 0;
  staticAttributes: Set<string> | null = null;
  deferredAnnotations: { node: ast.AnnAssign; index: number }[] = [];
  nextConditionalAnnotation = 0;
  /** Instructions from this one on belong before all others (the set-up of module annotations). */
  prologue = -1;

  constructor(
    entry: SymbolTableEntry,
    parent: Unit | null,
    scopeType: ScopeType,
    name: string,
    className: string | null,
    firstlineno: number,
    params: Parameters,
  ) {
    this.entry = entry;
    this.parent = parent;
    this.scopeType = scopeType;
    this.name = name;
    this.qualname = name;
    this.className = className;
    this.firstlineno = firstlineno;
    this.params = params;
    this.bound = new Int32Array(((entry.symbols.size + 8) >> 5) + 1);
    for (const name of entry.varnames) this.setBound(this.local(name));
    this.declareCells();
  }

  // Variables

  private declareCells(): void {
    const cells: string[] = [];
    const frees: string[] = [];
    for (const [name, flags] of this.entry.symbols) {
      const scope = (flags >> SCOPE_OFF) & SCOPE_MASK;
      if (scope === CELL || (flags & DEF_COMP_CELL) !== 0) cells.push(name);
      if (scope === FREE || (flags & DEF_FREE_CLASS) !== 0) frees.push(name);
    }
    for (const name of cells.sort(byCodePoints)) this.cells.set(name, this.cells.size);
    if (this.entry.needsClassClosure) this.cells.set('__class__', this.cells.size);
    if (this.entry.needsClassDict) this.cells.set('__classdict__', this.cells.size);
    if (this.entry.hasConditionalAnnotations) this.cells.set('__conditional_annotations__', this.cells.size);
    for (const name of frees.sort(byCodePoints)) this.frees.set(name, this.frees.size);
  }

  /** Register of a fast local. co_varnames has the locals in the order in which they are mentioned. */
  local(name: string): number {
    const i = this.peekLocal(name);
    this.mention(i);
    return i;
  }

  /** Register of a fast local that is going to be assigned. */
  peekLocal(name: string): number {
    let i = this.locals.get(name);
    if (i === undefined) {
      i = this.locals.size;
      this.locals.set(name, i);
      if (i >= this.bound.length << 5) this.growBound();
    }
    return i;
  }

  private mention(local: number): void {
    if (this.mentioned[local] === true) return;
    this.mentioned[local] = true;
    this.localOrder.push(local);
  }

  /** A local now has a value. */
  assigned(local: number): void {
    this.mention(local);
    if (!this.dead) this.setBound(local);
  }

  private growBound(): void {
    const grown = new Int32Array(this.bound.length * 2);
    grown.set(this.bound);
    this.bound = grown;
  }

  /** Index of a name in co_names. */
  nameIndex(name: string): number {
    let i = this.names.get(name);
    if (i === undefined) {
      i = this.names.size;
      this.names.set(name, i);
    }
    return i;
  }

  /** Virtual register of a constant. */
  constant(value: ConstantValue): number {
    return CONST_BASE + this.constIndex(value);
  }

  /** Pool index of a constant, for operands that are no registers. */
  constIndex(value: ConstantValue): number {
    const key = constantKey(value);
    let i = this.constKeys.get(key);
    if (i === undefined) {
      i = this.consts.length;
      this.constKeys.set(key, i);
      this.consts.push(value);
    }
    return i;
  }

  constantOf(reg: number): ConstantValue {
    return this.consts[reg - CONST_BASE]!;
  }

  newCache(): number {
    return this.cacheSlots++;
  }

  // Temporaries

  temp(): number {
    return this.temps(1);
  }

  /** The first of n consecutive new temporaries. */
  temps(n: number): number {
    const t = this.tempTop;
    this.tempTop = t + n;
    if (this.tempTop > this.tempMax) this.tempMax = this.tempTop;
    return TEMP_BASE + t;
  }

  // Certainly assigned locals

  isBound(local: number): boolean {
    const word = local >> 5;
    return word < this.bound.length && (this.bound[word]! & (1 << (local & 31))) !== 0;
  }

  setBound(local: number): void {
    this.bound[local >> 5]! |= 1 << (local & 31);
  }

  clearBound(local: number): void {
    this.bound[local >> 5]! &= ~(1 << (local & 31));
  }

  /** The locals that are assigned at this point and stay so whatever happens next. */
  private stableBound(): Int32Array {
    const stable = this.bound.slice();
    const { unbound } = this.entry;
    if (unbound === null) return stable;
    for (const name of unbound) {
      const i = this.locals.get(name);
      if (i !== undefined) stable[i >> 5]! &= ~(1 << (i & 31));
    }
    return stable;
  }

  private mergeInto(label: number): void {
    const known = this.labelBound[label];
    if (known === undefined || !this.labelLive[label]) {
      this.labelBound[label] = this.bound.slice();
      this.labelLive[label] = true;
      return;
    }
    for (let i = 0; i < known.length; i++) known[i]! &= i < this.bound.length ? this.bound[i]! : 0;
  }

  // Labels

  newLabel(): number {
    this.labelLive.push(false);
    return this.labelAt.push(-1) - 1;
  }

  /** Places a label that earlier jumps refer to. */
  place(label: number): void {
    this.labelAt[label] = this.count;
    if (!this.labelLive[label]) return;
    this.joinedAt = this.count;
    const incoming = this.labelBound[label]!;
    if (this.dead) {
      this.bound = grown(incoming, this.bound.length);
      this.dead = false;
    } else {
      for (let i = 0; i < this.bound.length; i++) this.bound[i]! &= i < incoming.length ? incoming[i]! : 0;
    }
  }

  /** Places the head of a loop, which later jumps refer to. */
  placeLoop(label: number): void {
    this.labelAt[label] = this.count;
    this.bound = this.stableBound();
  }

  isReferenced(label: number): boolean {
    return this.labelLive[label]!;
  }

  /** Whether jumps lead to this very point. */
  atJoin(): boolean {
    return this.joinedAt === this.count;
  }

  // Exception regions

  /** Instructions from here on are handled at `label`. Returns the region before. */
  enterRegion(label: number): number {
    const before = this.region;
    this.region = label;
    this.labelBound[label] = this.stableBound();
    return before;
  }

  // Instructions

  at(node: Located): void {
    this.line = node.lineno;
    this.endLine = node.end_lineno;
    this.col = node.col_offset;
    this.endCol = node.end_col_offset;
  }

  /** From here on instructions have no position. */
  nowhere(): void {
    this.line = -1;
    this.endLine = -1;
    this.col = -1;
    this.endCol = -1;
  }

  private begin(op: number, length: number): number {
    if (this.length + length > this.words.length) this.growWords(length);
    if (this.count === this.starts.length) this.growInstructions();
    const n = this.count++;
    const at = this.length;
    this.length = at + length;
    this.starts[n] = at;
    this.words[at] = op;
    const p = n << 2;
    this.pos[p] = this.line;
    this.pos[p + 1] = this.endLine;
    this.pos[p + 2] = this.col;
    this.pos[p + 3] = this.endCol;
    this.regions[n] = this.region;
    if (RAISES[op] === 1 && this.region >= 0) this.labelLive[this.region] = true;
    if (FALLS_THROUGH[op] === 0) this.dead = true;
    return at;
  }

  private growWords(length: number): void {
    const words = new Int32Array((this.words.length + length) * 2);
    words.set(this.words);
    this.words = words;
  }

  private growInstructions(): void {
    const n = this.starts.length * 2;
    const starts = new Int32Array(n);
    starts.set(this.starts);
    this.starts = starts;
    const regions = new Int32Array(n);
    regions.set(this.regions);
    this.regions = regions;
    const pos = new Int32Array(n * 4);
    pos.set(this.pos);
    this.pos = pos;
  }

  emit(op: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0): void {
    if (this.dead) return;
    const length = BASE_LENGTH[op]!;
    const at = this.begin(op, length);
    const { words } = this;
    if (length > 1) words[at + 1] = a;
    if (length > 2) words[at + 2] = b;
    if (length > 3) words[at + 3] = c;
    if (length > 4) words[at + 4] = d;
    if (length > 5) words[at + 5] = e;
    if (length > 6) words[at + 6] = f;
    if (length > 7) words[at + 7] = g;
  }

  /** A variadic instruction: fixed operands, then registers. */
  emitList(op: number, fixed: readonly number[], regs: readonly number[]): void {
    if (this.dead) return;
    const at = this.begin(op, 2 + fixed.length + regs.length);
    const { words } = this;
    let w = at + 1;
    for (let i = 0; i < fixed.length; i++) words[w++] = fixed[i]!;
    words[w++] = regs.length;
    for (let i = 0; i < regs.length; i++) words[w++] = regs[i]!;
  }

  /** A jumping instruction; the label stands where the table has the jump operand. */
  emitJump(op: number, a: number, b = 0, c = 0, d = 0, e = 0): void {
    if (this.dead) return;
    this.emit(op, a, b, c, d, e);
    const label = this.words[this.starts[this.count - 1]! + 1 + JUMP_OPERAND[op]!]!;
    if (this.labelAt[label] === -1) this.mergeInto(label);
  }
}

function grown(bits: Int32Array, length: number): Int32Array {
  if (bits.length === length) return bits.slice();
  const copy = new Int32Array(Math.max(length, bits.length));
  copy.set(bits);
  return copy;
}

/** The order of sorted() on str. UTF-16 order differs only where surrogates meet U+E000 and above. */
function byCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
