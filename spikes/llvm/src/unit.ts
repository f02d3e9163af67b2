/**
 * Typed IR of one compiled region, plain data that goes to the compile service.
 *
 * A unit is entered at one loop head. Variables have a machine type; those with a `value` are constants, the others are
 * stack slots that LLVM turns into SSA. Operations that can fail name a site: there nothing of the instruction has happened, the
 * site's variables are stored to the frame area, and tier 0 goes on. Inputs and the values at a site are 8 bytes each, in the
 * order of their lists, from the start of the frame area.
 */
import type { Site } from '@pyston/objects';

export type Machine = 'i64' | 'f64' | 'i1';

export interface Variable {
  readonly type: Machine;
  /** Of a constant: an int in decimal, a double or a boolean. */
  readonly value?: string | number | boolean;
}

/** Index of a variable, of a block, of a site. */
export type Var = number;
export type BlockId = number;
export type SiteId = number;

export type IntOp = 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'and' | 'or' | 'xor' | 'shl' | 'shr';
export type FloatOp = 'add' | 'sub' | 'mul' | 'div';
export type Compare = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';

/** Item formats of the struct module that compiled code reads and writes, with the type of the value. */
export const FORMATS: Readonly<Record<string, Machine>> = {
  b: 'i64',
  B: 'i64',
  h: 'i64',
  H: 'i64',
  i: 'i64',
  I: 'i64',
  l: 'i64',
  q: 'i64',
  f: 'f64',
  d: 'f64',
};

/** Item formats of ints: bits, and whether the sign matters. */
export const INT_FORMATS: Readonly<Record<string, readonly [bits: number, signed: boolean]>> = {
  b: [8, true],
  B: [8, false],
  h: [16, true],
  H: [16, false],
  i: [32, true],
  I: [32, false],
  l: [64, true],
  q: [64, true],
};

/** A site below 0 in an operation: the check cannot fail and is not made. */
export type Operation =
  | { readonly k: 'move'; readonly d: Var; readonly a: Var }
  /** Python's int operators; leaves where the result is no 64-bit int, or by zero. `natural`: neither operand is negative. */
  | {
      readonly k: 'int';
      readonly op: IntOp;
      readonly d: Var;
      readonly a: Var;
      readonly b: Var;
      readonly overflow: SiteId;
      readonly zero: SiteId;
      readonly natural?: boolean;
    }
  | {
      readonly k: 'float';
      readonly op: FloatOp;
      readonly d: Var;
      readonly a: Var;
      readonly b: Var;
      readonly zero: SiteId;
    }
  /** An int as a double, exactly. */
  | { readonly k: 'double'; readonly d: Var; readonly a: Var; readonly site: SiteId }
  | { readonly k: 'compare'; readonly op: Compare; readonly d: Var; readonly a: Var; readonly b: Var }
  | { readonly k: 'load'; readonly d: Var; readonly buffer: number; readonly i: Var; readonly site: SiteId }
  | {
      readonly k: 'store';
      readonly buffer: number;
      readonly i: Var;
      readonly a: Var;
      readonly site: SiteId;
      readonly range: SiteId;
    };

export type End =
  | { readonly k: 'jump'; readonly to: BlockId }
  /** A back-edge: leaves at `site` when the eval breaker is set. */
  | { readonly k: 'loop'; readonly to: BlockId; readonly site: SiteId }
  | { readonly k: 'branch'; readonly a: Var; readonly yes: BlockId; readonly no: BlockId }
  | { readonly k: 'exit'; readonly site: SiteId };

export interface Block {
  readonly ops: Operation[];
  end: End;
}

/** Memory that the region reads and writes: an input pair, base offset in the memory and number of items. */
export interface BufferUse {
  readonly base: Var;
  readonly length: Var;
  readonly format: string;
}

/** State of a range iterator, kept in variables while the region runs. */
export interface RangeUse {
  readonly register: number;
  readonly next: Var;
  readonly left: Var;
  readonly step: Var;
}

export interface UnitSite extends Site {
  /** The variable of each register of `regs`. */
  readonly vars: readonly Var[];
}

/** Ints of 64 bits, of 32, and those of 32 that are not negative: the less there are, the fewer results can overflow. */
export type IntKind = 'int' | 'int32' | 'int31';

/** What a register must hold at entry. */
export type RegisterKind =
  | { readonly t: IntKind | 'float' | 'bool'; readonly v: Var }
  /** range31: a step above 0, and all that `next` will ever be is an int31. */
  | { readonly t: 'range' | 'range31'; readonly range: RangeUse }
  | { readonly t: 'buffer'; readonly buffer: number; readonly key: string };

export interface Input {
  readonly register: number;
  readonly kind: RegisterKind;
}

export interface Unit {
  readonly name: string;
  /** Word offset of the loop head. */
  readonly head: number;
  /** Word offset of the loop's last back-edge: sites between the two are inside the loop. */
  readonly tail: number;
  readonly vars: readonly Variable[];
  readonly inputs: readonly Input[];
  readonly buffers: readonly BufferUse[];
  /** Stored at every site after its registers: `next` and `left` of each. */
  readonly ranges: readonly RangeUse[];
  /** Block 0 is the head's. */
  readonly blocks: readonly Block[];
  readonly sites: readonly UnitSite[];
  /** Negative indices count from the end; without this they leave at the site, which is faster for all others. */
  readonly negative: boolean;
}

/** Variables whose values enter through the frame area, in order. */
export function inputVariables(unit: Pick<Unit, 'inputs' | 'buffers'>): Var[] {
  const out: Var[] = [];
  for (const { kind } of unit.inputs) {
    if ('range' in kind) out.push(kind.range.next, kind.range.left, kind.range.step);
    else if (kind.t === 'buffer') out.push(unit.buffers[kind.buffer]!.base, unit.buffers[kind.buffer]!.length);
    else out.push(kind.v);
  }
  return out;
}
