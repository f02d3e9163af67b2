/**
 * What the parts of the compiler (one file per kind of construct) see of it and of each other.
 */
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import type { ConstantValue } from '../constants.ts';
import type { Located } from '../errors.ts';
import type { Block } from './blocks.ts';
import type { SymbolTable, SymbolTableEntry } from '../symtable/entry.ts';
import type { Parameters, ScopeType, Unit } from './unit.ts';

/** Optional operands of MAKE_FUNCTION: virtual registers, or NONE. */
export interface FunctionOptions {
  readonly defaults: number;
  readonly kwdefaults: number;
  readonly annotate: number;
}

export interface Scope {
  readonly entry: SymbolTableEntry;
  readonly type: ScopeType;
  readonly name: string;
  readonly firstlineno: number;
  readonly className?: string;
  readonly params?: Parameters;
}

export interface Compiler {
  readonly filename: string;
  readonly optimize: number;
  /** Future features and compile() flags. */
  readonly flags: number;
  readonly table: SymbolTable;
  readonly interactive: boolean;
  unit: Unit;

  error(msg: string, at: Located): never;
  warn(msg: string, at: Located): void;
  /** Without warnings: for code that is compiled once more. */
  quietly(compile: () => void): void;

  /** @throws PySyntaxError if too many blocks are nested */
  pushBlock(block: Block): void;
  /** Counts blocks that have nothing to do on the way out, while `compile` runs. */
  nested(at: Located, compile: () => void): void;

  // Expressions (expression.ts). A result register is a local used in place, a constant, or a temporary.
  /** Value in any register; temporaries above the result are free again. */
  any(e: ast.ExprNode): number;
  /** Value into register `d`, written only when the whole value is known. */
  into(e: ast.ExprNode, d: number): void;
  /** Value in a temporary or constant that later code cannot change. */
  stable(e: ast.ExprNode): number;
  /** `reg` (the value of an operand), copied if one of the operands evaluated later may rebind it. */
  protect(reg: number, ...later: (ast.ExprNode | null)[]): number;
  /** All values, in order, safe from each other. */
  anyAll(list: readonly ast.ExprNode[], ...later: (ast.ExprNode | null)[]): number[];
  effect(e: ast.ExprNode): void;
  /** Jump to `label` if the truth of `e` is `when`. */
  condition(e: ast.ExprNode, label: number, when: boolean, at?: Located): void;

  // Names and targets
  mangle(name: string): string;
  load(name: string, at: Located): number;
  loadInto(name: string, d: number, at: Located): void;
  storeName(name: string, reg: number, at: Located): void;
  deleteName(name: string, at: Located): void;
  store(target: ast.ExprNode, reg: number): void;
  /** Register of the fast local that a name target binds directly, or NONE. */
  directTarget(target: ast.ExprNode): number;

  // Statements
  stmt(s: ast.StmtNode): void;
  stmts(body: readonly ast.StmtNode[]): void;
  body(body: readonly ast.StmtNode[], at: Located): void;

  // Code objects
  enterScope(scope: Scope): void;
  /** Assembles the current unit and returns to the unit around it. */
  leaveScope(firstParameter?: string): CodeObject;
  makeFunction(code: CodeObject, options: FunctionOptions, d: number, at: Located): void;
  defaultArguments(args: ast.Arguments, at: Located): FunctionOptions;
  call(
    func: number,
    args: readonly ast.ExprNode[],
    keywords: readonly ast.Keyword[],
    d: number,
    at: Located,
    leading: readonly number[],
    trailing: readonly number[],
  ): void;
  awaitInto(d: number, awaitable: number, at: Located): void;
  comprehension(e: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, d: number): void;
  lambda(e: ast.Lambda, d: number): void;
  /** Source text of an annotation, as ast.unparse gives it. */
  unparse(e: ast.ExprNode): string;
  /** repr() of a constant, for messages. */
  constantRepr(v: ConstantValue): string;
}
