/**
 * The compiler: AST and symbol table to code object. Dispatches to one file per kind of construct and holds what they share:
 * the unit being filled, options, warnings.
 */
import { constantRepr } from '@pyston/parser';
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import type { ConstantValue } from '../constants.ts';
import { cleanDocstring, docstringOf } from '../docstring.ts';
import { syntaxError, syntaxWarning } from '../errors.ts';
import type { Located, WarningCallback } from '../errors.ts';
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_FUTURE_ANNOTATIONS,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_METHOD,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  PYCF_MASK,
} from '../flags.ts';
import { OP_MAKE_CELL, OP_MOVE, OP_NOP, OP_PRINT_EXPR, OP_RETURN, OP_SETUP_ANNOTATIONS } from '../generated/op.ts';
import { GLOBAL_EXPLICIT, isFunctionLike } from '../symtable/entry.ts';
import type { SymbolTable } from '../symtable/entry.ts';
import { unparse } from '../unparse.ts';
import { annAssign, beginAnnotations, finishAnnotations } from './annotations.ts';
import { assemble } from './assemble.ts';
import { assign, augAssign, deleteTarget, store } from './assign.ts';
import { awaitInto } from './await.ts';
import type { Block } from './blocks.ts';
import { callWith } from './calls.ts';
import { classDef } from './classes.ts';
import { comprehension } from './comprehension.ts';
import { condition } from './condition.ts';
import type { Compiler, FunctionOptions, Scope } from './context.ts';
import {
  asyncForStatement,
  breakStatement,
  continueStatement,
  forStatement,
  ifStatement,
  returnStatement,
  whileStatement,
} from './control.ts';
import { assertStatement, raiseStatement, tryStatement, withStatement } from './exceptions.ts';
import { value } from './expression.ts';
import { defaultArguments, functionDef, implicitReturn, lambda, makeFunction } from './functions.ts';
import { importFromStatement, importStatement } from './imports.ts';
import { deleteName, fastLocal, loadName, mangleName, scopeOf, storeName } from './names.ts';
import { matchStatement } from './patterns.ts';
import { typeAlias } from './type-params.ts';
import { CELL_BASE, NONE, NO_PARAMETERS, Unit } from './unit.ts';
import { rebinds } from './walrus.ts';

export interface CompilerOptions {
  readonly filename: string;
  readonly optimize: number;
  readonly flags: number;
  readonly interactive: boolean;
  readonly onWarning: WarningCallback | null;
}

/** Blocks in blocks, per code object: CPython's CO_MAXBLOCKS. */
const MAX_BLOCKS = 21;

const MODULE_START: Located = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 0 };

export class CodeCompiler implements Compiler {
  readonly filename: string;
  readonly optimize: number;
  readonly flags: number;
  readonly interactive: boolean;
  readonly table: SymbolTable;
  unit: Unit;
  private readonly onWarning: WarningCallback | null;
  private quiet = 0;
  private depth = 0;

  constructor(table: SymbolTable, options: CompilerOptions) {
    this.filename = options.filename;
    this.optimize = options.optimize;
    this.flags = options.flags;
    this.interactive = options.interactive;
    this.onWarning = options.onWarning;
    this.table = table;
    this.unit = new Unit(table.top, null, 'module', '<module>', null, 1, NO_PARAMETERS);
    this.prologue();
  }

  module(mod: ast.ModNode): CodeObject {
    const u = this.unit;
    if (mod.nodeType === 'Expression') {
      u.emit(OP_RETURN, this.any(mod.body));
    } else {
      if (mod.nodeType === 'FunctionType') throw new Error('function types cannot be compiled');
      this.body(mod.body, mod.body[0] ?? MODULE_START);
    }
    return this.assembled();
  }

  error(msg: string, at: Located): never {
    throw syntaxError(msg, this.filename, at);
  }

  warn(msg: string, at: Located): void {
    if (this.onWarning !== null && this.quiet === 0) this.onWarning(syntaxWarning(msg, this.filename, at));
  }

  quietly(compile: () => void): void {
    this.quiet++;
    compile();
    this.quiet--;
  }

  pushBlock(block: Block): void {
    const { blocks, plainBlocks } = this.unit;
    if (blocks.length + plainBlocks >= MAX_BLOCKS) this.error('too many statically nested blocks', block.at);
    blocks.push(block);
  }

  nested(at: Located, compile: () => void): void {
    const u = this.unit;
    if (u.blocks.length + u.plainBlocks >= MAX_BLOCKS) this.error('too many statically nested blocks', at);
    u.plainBlocks++;
    compile();
    u.plainBlocks--;
  }

  // Expressions

  any(e: ast.ExprNode): number {
    return value(this, e, NONE);
  }

  into(e: ast.ExprNode, d: number): void {
    const u = this.unit;
    const mark = u.tempTop;
    const reg = value(this, e, d);
    u.tempTop = mark;
    if (reg === d) return;
    u.at(e);
    u.emit(OP_MOVE, d, reg);
  }

  stable(e: ast.ExprNode): number {
    const reg = value(this, e, NONE);
    if (reg >= CELL_BASE) return reg;
    return this.copy(reg, e);
  }

  private copy(reg: number, at: Located): number {
    const u = this.unit;
    const t = u.temp();
    u.at(at);
    u.emit(OP_MOVE, t, reg);
    return t;
  }

  protect(reg: number, ...later: (ast.ExprNode | null)[]): number {
    if (reg >= CELL_BASE || reg < 0 || this.unit.entry.walrusTargets === null) return reg;
    for (const e of later) if (e !== null && rebinds(this, e, reg)) return this.copy(reg, e);
    return reg;
  }

  anyAll(list: readonly ast.ExprNode[], ...later: (ast.ExprNode | null)[]): number[] {
    const regs: number[] = [];
    const guarded = this.unit.entry.walrusTargets !== null;
    for (let i = 0; i < list.length; i++) {
      const reg = value(this, list[i]!, NONE);
      regs.push(guarded ? this.protect(reg, ...list.slice(i + 1), ...later) : reg);
    }
    return regs;
  }

  effect(e: ast.ExprNode): void {
    const u = this.unit;
    const mark = u.tempTop;
    value(this, e, NONE);
    u.tempTop = mark;
  }

  condition(e: ast.ExprNode, label: number, when: boolean, at: Located = e): void {
    condition(this, e, label, when, at);
  }

  // Names

  mangle(name: string): string {
    return mangleName(this.unit, name);
  }

  load(name: string, at: Located): number {
    return loadName(this, name, NONE, at);
  }

  loadInto(name: string, d: number, at: Located): void {
    const reg = loadName(this, name, d, at);
    if (reg !== d) this.unit.emit(OP_MOVE, d, reg);
  }

  storeName(name: string, reg: number, at: Located): void {
    storeName(this, name, reg, at);
  }

  deleteName(name: string, at: Located): void {
    deleteName(this, name, at);
  }

  store(target: ast.ExprNode, reg: number): void {
    store(this, target, reg);
  }

  directTarget(target: ast.ExprNode): number {
    return target.nodeType === 'Name' ? fastLocal(this, target.id) : NONE;
  }

  // Statements

  stmts(body: readonly ast.StmtNode[]): void {
    for (let i = 0; i < body.length; i++) this.stmt(body[i]!);
  }

  stmt(s: ast.StmtNode): void {
    switch (s.nodeType) {
      case 'Expr':
        return this.expressionStatement(s);
      case 'Assign':
        return assign(this, s);
      case 'If':
        return ifStatement(this, s);
      case 'Return':
        return returnStatement(this, s);
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return functionDef(this, s);
      case 'ClassDef':
        return classDef(this, s);
      case 'AugAssign':
        return augAssign(this, s);
      case 'AnnAssign':
        return annAssign(this, s);
      case 'For':
        return forStatement(this, s);
      case 'AsyncFor':
        return asyncForStatement(this, s);
      case 'While':
        return whileStatement(this, s);
      case 'With':
      case 'AsyncWith':
        return withStatement(this, s);
      case 'Raise':
        return raiseStatement(this, s);
      case 'Try':
      case 'TryStar':
        return tryStatement(this, s);
      case 'Assert':
        return assertStatement(this, s);
      case 'Import':
        return importStatement(this, s);
      case 'ImportFrom':
        return importFromStatement(this, s);
      case 'Delete':
        for (const t of s.targets) deleteTarget(this, t);
        return;
      case 'Match':
        return matchStatement(this, s);
      case 'TypeAlias':
        return typeAlias(this, s);
      case 'Break':
        return breakStatement(this, s);
      case 'Continue':
        return continueStatement(this, s);
      case 'Pass':
        return this.nop(s);
      case 'Global':
      case 'Nonlocal':
        return;
    }
  }

  private nop(at: Located): void {
    this.unit.at(at);
    this.unit.emit(OP_NOP);
  }

  private expressionStatement(s: ast.Expr): void {
    const u = this.unit;
    if (this.interactive && this.depth === 0) {
      const mark = u.tempTop;
      const reg = this.any(s.value);
      u.at(s);
      u.emit(OP_PRINT_EXPR, reg);
      u.tempTop = mark;
    } else if (s.value.nodeType === 'Constant') {
      this.nop(s);
    } else {
      this.effect(s.value);
    }
  }

  /** Body of a module or class: docstring, statements, annotations. */
  body(body: readonly ast.StmtNode[], at: Located): void {
    const u = this.unit;
    const { entry } = u;
    const futureAnnotations = (this.flags & CO_FUTURE_ANNOTATIONS) !== 0;
    beginAnnotations(this, at);
    if (futureAnnotations && entry.annotationsUsed) {
      u.at(at);
      u.emit(OP_SETUP_ANNOTATIONS);
    }
    let first = 0;
    if (entry.hasDocstring) {
      const doc = docstringOf(body)!;
      this.storeName('__doc__', u.constant(cleanDocstring(doc)), (body[0] as ast.Expr).value);
      first = 1;
    }
    for (let i = first; i < body.length; i++) this.stmt(body[i]!);
    if (u.scopeType === 'module') implicitReturn(this);
    if (!futureAnnotations) finishAnnotations(this, at);
  }

  // Code objects

  enterScope(scope: Scope): void {
    const outer = this.unit;
    const u = new Unit(
      scope.entry,
      outer,
      scope.type,
      scope.name,
      scope.className ?? outer.className,
      scope.firstlineno,
      scope.params ?? NO_PARAMETERS,
    );
    u.qualname = this.qualname(u, outer);
    this.unit = u;
    this.depth++;
    this.prologue();
  }

  /** Cells come to life: those of captured parameters take their values. */
  private prologue(): void {
    const u = this.unit;
    for (const [name, cell] of u.cells) {
      const parameter = u.entry.varnames.includes(name) ? u.local(name) : NONE;
      u.emit(OP_MAKE_CELL, CELL_BASE + cell, parameter);
    }
  }

  private qualname(u: Unit, outer: Unit): string {
    let parent = outer;
    if (parent.scopeType === 'annotations' && parent.parent !== null) parent = parent.parent;
    if (parent.parent === null) return u.name;
    if (u.scopeType === 'function' || u.scopeType === 'async function' || u.scopeType === 'class') {
      if (scopeOf(parent, mangleName(parent, u.name)) === GLOBAL_EXPLICIT) return u.name;
    }
    const local =
      parent.scopeType === 'function' || parent.scopeType === 'async function' || parent.scopeType === 'lambda';
    return `${parent.qualname}${local ? '.<locals>' : ''}.${u.name}`;
  }

  leaveScope(firstParameter?: string): CodeObject {
    const code = this.assembled(firstParameter);
    this.unit = this.unit.parent!;
    this.depth--;
    return code;
  }

  private assembled(firstParameter?: string): CodeObject {
    const names = { filename: this.filename, flags: this.codeFlags() };
    return assemble(this.unit, firstParameter === undefined ? names : { ...names, firstParameter });
  }

  private codeFlags(): number {
    const { entry } = this.unit;
    let flags = this.flags & PYCF_MASK;
    if (isFunctionLike(entry)) {
      flags |= CO_NEWLOCALS | CO_OPTIMIZED;
      if (entry.nested) flags |= CO_NESTED;
      if (entry.generator) flags |= entry.coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
      if (entry.varargs) flags |= CO_VARARGS;
      if (entry.varkeywords) flags |= CO_VARKEYWORDS;
      if (entry.hasDocstring) flags |= CO_HAS_DOCSTRING;
      if (entry.method) flags |= CO_METHOD;
    }
    if (entry.coroutine && !entry.generator) flags |= CO_COROUTINE;
    return flags;
  }

  makeFunction(code: CodeObject, options: FunctionOptions, d: number, at: Located): void {
    makeFunction(this, code, options, d, at);
  }

  defaultArguments(args: ast.Arguments, at: Located): FunctionOptions {
    return defaultArguments(this, args, at);
  }

  call(
    func: number,
    args: readonly ast.ExprNode[],
    keywords: readonly ast.Keyword[],
    d: number,
    at: Located,
    leading: readonly number[],
    trailing: readonly number[],
  ): void {
    callWith(this, func, args, keywords, d, at, leading, trailing);
  }

  awaitInto(d: number, awaitable: number, at: Located): void {
    awaitInto(this, d, awaitable, 0, at);
  }

  comprehension(e: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, d: number): void {
    comprehension(this, e, d);
  }

  lambda(e: ast.Lambda, d: number): void {
    lambda(this, e, d);
  }

  constantRepr(v: ConstantValue): string {
    return v.t === 'tuple' || v.t === 'frozenset' || v.t === 'slice' || v.t === 'code' ? v.t : constantRepr(v);
  }

  unparse(e: ast.ExprNode): string {
    return unparse(e);
  }
}
