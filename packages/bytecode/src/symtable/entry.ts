/**
 * Symbol table entries: one per block (module, class, function, annotation scope, type parameter scope, comprehension).
 *
 * A symbol is an int of DEF_* and USE bits, with the scope above SCOPE_OFF once analysed: the very values of the
 * `_symtable` module. `symbols` is in order of first mention.
 */
import type { Located } from '../errors.ts';

export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;

export const SCOPE_OFF = 12;
export const SCOPE_MASK = 15;
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

export const TYPE_FUNCTION = 0;
export const TYPE_CLASS = 1;
export const TYPE_MODULE = 2;
export const TYPE_ANNOTATION = 3;
export const TYPE_TYPE_ALIAS = 4;
export const TYPE_TYPE_PARAMETERS = 5;
export const TYPE_TYPE_VARIABLE = 6;

export type Comprehension = '' | 'list' | 'set' | 'dict' | 'generator';

export interface Directive {
  readonly name: string;
  readonly at: Located;
}

export class SymbolTableEntry {
  readonly name: string;
  readonly type: number;
  readonly at: Located;
  readonly lineno: number;
  readonly symbols = new Map<string, number>();
  /** Parameters, in order. */
  readonly varnames: string[] = [];
  children: SymbolTableEntry[] = [];
  /** Inside a function, directly or not. */
  nested: boolean;
  generator = false;
  coroutine = false;
  varargs = false;
  varkeywords = false;
  returnsValue = false;
  method = false;
  hasDocstring = false;
  comprehension: Comprehension = '';
  compInlined = false;
  compIterTarget = false;
  compIterExpr = 0;
  needsClassClosure = false;
  needsClassDict = false;
  canSeeClassScope = false;
  annotationsUsed = false;
  hasConditionalAnnotations = false;
  inConditionalBlock = false;
  inUnevaluatedAnnotation = false;
  annotationBlock: SymbolTableEntry | null = null;
  /** Of a type variable scope: what it is, for messages. */
  scopeInfo = '';
  /** Only these names are mangled here (type parameter scope of a class). */
  mangledNames: Set<string> | null = null;
  directives: Directive[] | null = null;
  /** Locals that assignment expressions rebind, comprehensions inside included. */
  walrusTargets: Set<string> | null = null;
  /** Names that are here only because an inlined comprehension binds or uses them. */
  compOnly: Set<string> | null = null;
  /** Locals that `del` or the end of an except clause unbinds. */
  unbound: Set<string> | null = null;

  constructor(name: string, type: number, at: Located, parent: SymbolTableEntry | null) {
    this.name = name;
    this.type = type;
    this.at = at;
    this.lineno = at.lineno;
    this.nested = parent !== null && (parent.nested || isFunctionLike(parent));
    this.method = parent !== null && parent.type === TYPE_CLASS && type === TYPE_FUNCTION;
  }

  symbol(name: string): number {
    return this.symbols.get(name) ?? 0;
  }

  /** LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL, or 0 for a name that is not here. */
  scope(name: string): number {
    return ((this.symbols.get(name) ?? 0) >> SCOPE_OFF) & SCOPE_MASK;
  }
}

/** Whether names bound in the block are fast locals, visible to blocks inside. */
export function isFunctionLike(entry: SymbolTableEntry): boolean {
  return entry.type !== TYPE_CLASS && entry.type !== TYPE_MODULE;
}

/** A symbol table: the tree of entries and the entry of each node that opens a block. */
export interface SymbolTable {
  readonly top: SymbolTableEntry;
  /** By node: function, class, lambda, comprehension, type alias, type parameter; by `arguments` node its annotations; by type parameter list. */
  readonly blocks: Map<object, SymbolTableEntry>;
  /** By type parameter node: the scope of its default, where it has a bound too. */
  readonly defaults: Map<object, SymbolTableEntry>;
}
