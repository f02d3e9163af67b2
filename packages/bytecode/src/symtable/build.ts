/**
 * First pass of the symbol table: walks the AST and records what each block does with each name.
 */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import { NestingError } from '../errors.ts';
import { CO_FUTURE_ANNOTATIONS, PYCF_ALLOW_TOP_LEVEL_AWAIT } from '../flags.ts';
import { docstringOf } from '../docstring.ts';
import { BlockStack } from './block-stack.ts';
import {
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  SymbolTableEntry,
  TYPE_ANNOTATION,
  TYPE_CLASS,
  TYPE_FUNCTION,
  TYPE_MODULE,
  TYPE_TYPE_ALIAS,
  TYPE_TYPE_PARAMETERS,
  TYPE_TYPE_VARIABLE,
  USE,
  isFunctionLike,
} from './entry.ts';
import type { Comprehension, SymbolTable } from './entry.ts';
import { mangleIn } from './mangle.ts';

type FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef;
type ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp;

const COMPREHENSIONS: Record<ComprehensionNode['nodeType'], [Comprehension, string]> = {
  ListComp: ['list', 'listcomp'],
  SetComp: ['set', 'setcomp'],
  DictComp: ['dict', 'dictcomp'],
  GeneratorExp: ['generator', 'genexpr'],
};

const COMPREHENSION_NAMES: Record<Comprehension, string> = {
  '': '',
  list: 'list comprehension',
  set: 'set comprehension',
  dict: 'dict comprehension',
  generator: 'generator expression',
};

/** How many postfix operators, or left operands, may stand one in another: what CPython's stack of 8 MB allows. */
const MAX_DEPTH = 27_469;

export class SymbolTableBuilder extends BlockStack {
  private depth = 0;

  build(mod: ast.ModNode): SymbolTable {
    this.blocks.set(mod, this.top);
    switch (mod.nodeType) {
      case 'Module':
        this.top.hasDocstring = this.docstring(mod.body);
        this.stmts(mod.body);
        break;
      case 'Interactive':
        this.stmts(mod.body);
        break;
      case 'Expression':
        this.expr(mod.body);
        break;
      case 'FunctionType':
        throw new Error('this compiler does not handle FunctionTypes');
    }
    return { top: this.top, blocks: this.blocks, defaults: this.defaults };
  }

  private docstring(body: readonly ast.StmtNode[]): boolean {
    return !this.stripDocstrings && docstringOf(body) !== null;
  }

  private stmts(body: readonly ast.StmtNode[]): void {
    for (let i = 0; i < body.length; i++) this.stmt(body[i]!);
  }

  private conditional(...bodies: (readonly ast.StmtNode[])[]): void {
    const { cur } = this;
    const before = cur.inConditionalBlock;
    cur.inConditionalBlock = true;
    for (const body of bodies) this.stmts(body);
    cur.inConditionalBlock = before;
  }

  private stmt(s: ast.StmtNode): void {
    switch (s.nodeType) {
      case 'Expr':
        this.expr(s.value);
        return;
      case 'Assign':
        this.exprs(s.targets);
        this.expr(s.value);
        return;
      case 'If':
        this.ifStatement(s);
        return;
      case 'Return':
        this.returnStatement(s);
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.functionDef(s);
        return;
      case 'ClassDef':
        this.classDef(s);
        return;
      case 'AugAssign':
        this.expr(s.target);
        this.expr(s.value);
        return;
      case 'AnnAssign':
        this.annAssign(s);
        return;
      case 'For':
        this.forLoop(s);
        return;
      case 'AsyncFor':
        this.requireCoroutine("'async for' outside async function", s);
        this.forLoop(s);
        return;
      case 'While':
        this.expr(s.test);
        this.conditional(s.body, s.orelse);
        return;
      case 'With':
        this.withStatement(s);
        return;
      case 'AsyncWith':
        this.requireCoroutine("'async with' outside async function", s);
        this.withStatement(s);
        return;
      case 'Raise':
        this.optional(s.exc);
        this.optional(s.cause);
        return;
      case 'Try':
      case 'TryStar':
        this.tryStatement(s);
        return;
      case 'Assert':
        this.expr(s.test);
        this.optional(s.msg);
        return;
      case 'Import':
        for (const a of s.names) this.alias(a);
        return;
      case 'ImportFrom':
        for (const a of s.names) this.alias(a);
        this.checkFutureImport(s);
        return;
      case 'Global':
        this.declaration(s, DEF_GLOBAL, 'global');
        return;
      case 'Nonlocal':
        this.declaration(s, DEF_NONLOCAL, 'nonlocal');
        return;
      case 'Delete':
        this.exprs(s.targets);
        return;
      case 'Match':
        this.matchStatement(s);
        return;
      case 'TypeAlias':
        this.typeAlias(s);
        return;
      default:
        return;
    }
  }

  private ifStatement(s: ast.If): void {
    let clause = s;
    for (;;) {
      this.expr(clause.test);
      const [only] = clause.orelse;
      if (clause.orelse.length !== 1 || only!.nodeType !== 'If') break;
      this.conditional(clause.body);
      clause = only!;
    }
    this.conditional(clause.body, clause.orelse);
  }

  private returnStatement(s: ast.Return): void {
    if (s.value === null) return;
    this.expr(s.value);
    this.cur.returnsValue = true;
  }

  private requireCoroutine(msg: string, at: Located): void {
    if (this.allowsTopLevelAwait()) this.cur.coroutine = true;
    if (!this.cur.coroutine) this.error(msg, at);
  }

  private allowsTopLevelAwait(): boolean {
    return (this.flags & PYCF_ALLOW_TOP_LEVEL_AWAIT) !== 0 && this.cur.type === TYPE_MODULE;
  }

  private forLoop(s: ast.For | ast.AsyncFor): void {
    this.expr(s.target);
    this.expr(s.iter);
    this.conditional(s.body, s.orelse);
  }

  private withStatement(s: ast.With | ast.AsyncWith): void {
    const { cur } = this;
    const before = cur.inConditionalBlock;
    cur.inConditionalBlock = true;
    for (const item of s.items) {
      this.expr(item.context_expr);
      this.optional(item.optional_vars);
    }
    this.stmts(s.body);
    cur.inConditionalBlock = before;
  }

  private tryStatement(s: ast.Try | ast.TryStar): void {
    const { cur } = this;
    const before = cur.inConditionalBlock;
    cur.inConditionalBlock = true;
    this.stmts(s.body);
    for (const h of s.handlers) this.exceptHandler(h);
    this.stmts(s.orelse);
    this.stmts(s.finalbody);
    cur.inConditionalBlock = before;
  }

  private exceptHandler(h: ast.ExceptHandler): void {
    this.optional(h.type);
    if (h.name !== null) {
      this.define(h.name, DEF_LOCAL, h);
      this.recordUnbound(h.name);
    }
    this.stmts(h.body);
  }

  private recordUnbound(name: string): void {
    (this.cur.unbound ??= new Set()).add(mangleIn(this.cur, this.className, name));
  }

  private declaration(s: ast.Global | ast.Nonlocal, flag: number, word: string): void {
    for (const name of s.names) {
      const value = this.lookup(this.cur, name);
      if ((value & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) !== 0) this.misplacedDeclaration(name, value, word, s);
      this.define(name, flag, s);
      this.recordDirective(name, s);
    }
  }

  private misplacedDeclaration(name: string, value: number, word: string, at: Located): never {
    if ((value & DEF_PARAM) !== 0) this.error(`name '${name}' is parameter and ${word}`, at);
    if ((value & USE) !== 0) this.error(`name '${name}' is used prior to ${word} declaration`, at);
    if ((value & DEF_ANNOT) !== 0) this.error(`annotated name '${name}' can't be ${word}`, at);
    this.error(`name '${name}' is assigned to before ${word} declaration`, at);
  }

  private alias(a: ast.Alias): void {
    const name = a.asname ?? a.name;
    if (name === '*') {
      if (this.cur.type !== TYPE_MODULE) this.error('import * only allowed at module level', a);
      return;
    }
    const dot = name.indexOf('.');
    this.define(dot < 0 ? name : name.slice(0, dot), DEF_IMPORT, a);
  }

  private checkFutureImport(s: ast.ImportFrom): void {
    if (s.module !== '__future__' || s.level) return;
    const { last } = this.future;
    const line = last === null ? -1 : last.lineno;
    const endLine = last === null ? -1 : last.end_lineno;
    const endCol = last === null ? -1 : last.end_col_offset;
    if (s.lineno > line || (s.lineno === endLine && s.col_offset > endCol)) {
      this.error('from __future__ imports must occur at the beginning of the file', s);
    }
  }

  // Functions

  private functionDef(s: FunctionNode): void {
    this.define(s.name, DEF_LOCAL, s);
    this.defaultValues(s.args);
    this.exprs(s.decorator_list);
    const generic = s.type_params.length > 0;
    if (generic) {
      const kwDefaults = s.args.kw_defaults.some((d) => d !== null);
      this.enterTypeParams(s.name, s.type_params, true, kwDefaults, false, s);
    }
    const entry = new SymbolTableEntry(s.name, TYPE_FUNCTION, s, this.cur);
    this.blocks.set(s, entry);
    entry.hasDocstring = this.docstring(s.body);
    this.functionAnnotations(s);
    this.enterExisting(entry);
    if (s.nodeType === 'AsyncFunctionDef') entry.coroutine = true;
    this.parameters(s.args);
    this.stmts(s.body);
    this.leave();
    if (generic) this.leave();
  }

  private defaultValues(args: ast.Arguments): void {
    this.exprs(args.defaults);
    for (const d of args.kw_defaults) if (d !== null) this.expr(d);
  }

  private parameters(args: ast.Arguments): void {
    for (const a of args.posonlyargs) this.define(a.arg, DEF_PARAM, a);
    for (const a of args.args) this.define(a.arg, DEF_PARAM, a);
    for (const a of args.kwonlyargs) this.define(a.arg, DEF_PARAM, a);
    if (args.vararg !== null) {
      this.define(args.vararg.arg, DEF_PARAM, args.vararg);
      this.cur.varargs = true;
    }
    if (args.kwarg !== null) {
      this.define(args.kwarg.arg, DEF_PARAM, args.kwarg);
      this.cur.varkeywords = true;
    }
  }

  private functionAnnotations(s: FunctionNode): void {
    const seesClass = this.cur.canSeeClassScope || this.cur.type === TYPE_CLASS;
    const entry = this.enter('__annotate__', TYPE_ANNOTATION, s.args, s);
    if (seesClass) {
      entry.canSeeClassScope = true;
      this.define('__classdict__', USE, s);
    }
    const { args } = s;
    for (const a of args.posonlyargs) this.annotation(a.annotation);
    for (const a of args.args) this.annotation(a.annotation);
    if (args.vararg !== null) this.annotation(args.vararg.annotation);
    if (args.kwarg !== null) this.annotation(args.kwarg.annotation);
    for (const a of args.kwonlyargs) this.annotation(a.annotation);
    this.annotation(s.returns);
    this.leave();
  }

  private annotation(e: ast.ExprNode | null): void {
    if (e === null) return;
    this.cur.annotationsUsed = true;
    this.expr(e);
  }

  private lambda(e: ast.Lambda): void {
    this.defaultValues(e.args);
    this.enter('lambda', TYPE_FUNCTION, e, e);
    this.parameters(e.args);
    this.expr(e.body);
    this.leave();
  }

  // Classes, type parameters, annotations of variables

  private classDef(s: ast.ClassDef): void {
    this.define(s.name, DEF_LOCAL, s);
    this.exprs(s.decorator_list);
    const outerClass = this.className;
    const generic = s.type_params.length > 0;
    if (generic) {
      this.className = s.name;
      this.enterTypeParams(s.name, s.type_params, false, false, true, s);
    }
    this.exprs(s.bases);
    this.keywords(s.keywords);
    const entry = this.enter(s.name, TYPE_CLASS, s, s);
    this.className = s.name;
    if (generic) {
      this.define('__type_params__', DEF_LOCAL, s);
      this.define('.type_params', USE, s);
    }
    entry.hasDocstring = this.docstring(s.body);
    this.stmts(s.body);
    this.leave();
    if (generic) this.leave();
    this.className = outerClass;
  }

  private enterTypeParams(
    name: string,
    params: ast.TypeParamNode[],
    defaults: boolean,
    kwDefaults: boolean,
    ofClass: boolean,
    at: Located,
  ): void {
    const inClass = this.cur.type === TYPE_CLASS;
    const entry = this.enter(name, TYPE_TYPE_PARAMETERS, params, at);
    if (inClass) {
      entry.canSeeClassScope = true;
      this.define('__classdict__', USE, at);
    }
    if (ofClass) {
      for (const hidden of ['.type_params', '.generic_base']) {
        this.define(hidden, DEF_LOCAL, at);
        this.define(hidden, USE, at);
      }
    }
    if (defaults) this.define('.defaults', DEF_PARAM, at);
    if (kwDefaults) this.define('.kwdefaults', DEF_PARAM, at);
    if (ofClass) entry.mangledNames = new Set();
    for (const p of params) this.typeParam(p);
  }

  private typeParam(p: ast.TypeParamNode): void {
    this.define(p.name, DEF_TYPE_PARAM | DEF_LOCAL, p);
    if (p.nodeType === 'TypeVar') {
      const info = p.bound !== null && p.bound.nodeType === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
      this.typeVariableScope(p.bound, p, info, this.blocks);
      this.typeVariableScope(p.default_value, p, 'a TypeVar default', this.defaults);
    } else {
      this.typeVariableScope(p.default_value, p, `a ${p.nodeType} default`, this.defaults);
    }
  }

  private typeVariableScope(
    e: ast.ExprNode | null,
    p: ast.TypeParamNode,
    info: string,
    table: Map<object, SymbolTableEntry>,
  ): void {
    if (p.name === '__classdict__') this.error(`reserved name '${p.name}' cannot be used for type parameter`, p);
    if (e === null) return;
    const seesClass = this.cur.canSeeClassScope;
    const entry = new SymbolTableEntry(p.name, TYPE_TYPE_VARIABLE, e, this.cur);
    table.set(p, entry);
    this.enterExisting(entry);
    this.declareFormat(entry, e);
    entry.canSeeClassScope = seesClass;
    if (seesClass) this.define('__classdict__', USE, e);
    entry.scopeInfo = info;
    this.expr(e);
    this.leave();
  }

  private typeAlias(s: ast.TypeAlias): void {
    this.expr(s.name);
    const name = (s.name as ast.Name).id;
    const inClass = this.cur.type === TYPE_CLASS;
    const generic = s.type_params.length > 0;
    if (generic) this.enterTypeParams(name, s.type_params, false, false, false, s);
    const entry = this.enter(name, TYPE_TYPE_ALIAS, s, s);
    entry.canSeeClassScope = inClass;
    if (inClass) this.define('__classdict__', USE, s.value);
    this.expr(s.value);
    this.leave();
    if (generic) this.leave();
  }

  private annAssign(s: ast.AnnAssign): void {
    this.cur.annotationsUsed = true;
    if (s.target.nodeType === 'Name') this.annotatedName(s, s.target);
    else this.expr(s.target);
    this.variableAnnotation(s.annotation);
    this.optional(s.value);
  }

  private annotatedName(s: ast.AnnAssign, target: ast.Name): void {
    const value = this.lookup(this.cur, target.id);
    if ((value & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0 && this.cur !== this.top && s.simple) {
      this.error(`annotated name '${target.id}' can't be ${(value & DEF_GLOBAL) !== 0 ? 'global' : 'nonlocal'}`, s);
    }
    if (s.simple) this.define(target.id, DEF_ANNOT | DEF_LOCAL, target);
    else if (s.value !== null) this.define(target.id, DEF_LOCAL, target);
  }

  private variableAnnotation(annotation: ast.ExprNode): void {
    const owner = this.cur;
    const evaluated = owner.type !== TYPE_FUNCTION;
    const conditional = owner.type === TYPE_MODULE || (owner.type === TYPE_CLASS && owner.inConditionalBlock);
    if (conditional && !owner.hasConditionalAnnotations) {
      owner.hasConditionalAnnotations = true;
      this.define('__conditional_annotations__', USE, annotation);
    }
    if (owner.annotationBlock === null) {
      owner.annotationBlock = this.enter('__annotate__', TYPE_ANNOTATION, {}, annotation);
      if (owner.type === TYPE_CLASS && (this.flags & CO_FUTURE_ANNOTATIONS) === 0) {
        this.cur.canSeeClassScope = true;
        this.define('__classdict__', USE, annotation);
      }
    } else {
      this.resume(owner.annotationBlock);
    }
    if (!evaluated) this.cur.inUnevaluatedAnnotation = true;
    this.expr(annotation);
    if (!evaluated) this.cur.inUnevaluatedAnnotation = false;
    this.leave();
  }

  // Expressions

  private exprs(list: readonly ast.ExprNode[]): void {
    for (let i = 0; i < list.length; i++) this.expr(list[i]!);
  }

  private optional(e: ast.ExprNode | null): void {
    if (e !== null) this.expr(e);
  }

  private expr(e: ast.ExprNode): void {
    switch (e.nodeType) {
      case 'Name':
        this.name(e);
        return;
      case 'Constant':
        return;
      case 'Attribute':
        this.attribute(e);
        return;
      case 'Call':
        this.operand(e.func);
        this.exprs(e.args);
        this.keywords(e.keywords);
        return;
      case 'Subscript':
        this.operand(e.value);
        this.expr(e.slice);
        return;
      case 'Tuple':
      case 'List':
      case 'Set':
        this.exprs(e.elts);
        return;
      case 'BinOp':
        this.binary(e);
        return;
      case 'Compare':
        this.expr(e.left);
        this.exprs(e.comparators);
        return;
      case 'BoolOp':
        this.exprs(e.values);
        return;
      case 'UnaryOp':
        this.expr(e.operand);
        return;
      case 'JoinedStr':
      case 'TemplateStr':
        this.exprs(e.values);
        return;
      case 'FormattedValue':
      case 'Interpolation':
        this.expr(e.value);
        this.optional(e.format_spec);
        return;
      case 'Starred':
        this.expr(e.value);
        return;
      case 'IfExp':
        this.expr(e.test);
        this.expr(e.body);
        this.expr(e.orelse);
        return;
      case 'Dict':
        for (const k of e.keys) this.optional(k);
        this.exprs(e.values);
        return;
      case 'Slice':
        this.optional(e.lower);
        this.optional(e.upper);
        this.optional(e.step);
        return;
      case 'Lambda':
        this.lambda(e);
        return;
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        this.comprehension(e, e.elt, null);
        return;
      case 'DictComp':
        this.comprehension(e, e.key, e.value);
        return;
      case 'NamedExpr':
        this.namedExpr(e);
        return;
      case 'Yield':
      case 'YieldFrom':
        this.yieldExpr(e);
        return;
      case 'Await':
        this.awaitExpr(e);
        return;
    }
  }

  /** What a postfix operator stands behind: of arbitrary depth, since the parser needs no stack for it. */
  private operand(e: ast.ExprNode): void {
    if (++this.depth > MAX_DEPTH) throw new NestingError();
    this.expr(e);
    this.depth--;
  }

  private binary(e: ast.BinOp): void {
    const chain = [e];
    for (let x = e.left; x.nodeType === 'BinOp'; x = x.left) chain.push(x);
    if (chain.length > MAX_DEPTH) throw new NestingError();
    this.expr(chain[chain.length - 1]!.left);
    for (let i = chain.length - 1; i >= 0; i--) this.expr(chain[i]!.right);
  }

  private name(e: ast.Name): void {
    const { cur } = this;
    if (cur.inUnevaluatedAnnotation) return;
    if (e.ctx === 'Load') {
      this.defineIn(e.id, USE, cur, e);
      // super() uses the class cell without naming it.
      if (e.id === 'super' && isFunctionLike(cur)) this.define('__class__', USE, e);
      return;
    }
    this.checkName(e.id, e, e.ctx === 'Del');
    this.defineIn(e.id, DEF_LOCAL, cur, e);
    if (e.ctx === 'Del') this.recordUnbound(e.id);
  }

  private attribute(e: ast.Attribute): void {
    if (e.ctx !== 'Load') this.checkName(e.attr, e, e.ctx === 'Del');
    this.operand(e.value);
  }

  private keywords(list: readonly ast.Keyword[]): void {
    for (const k of list) if (k.arg !== null) this.checkName(k.arg, k, false);
    for (const k of list) this.expr(k.value);
  }

  private yieldExpr(e: ast.Yield | ast.YieldFrom): void {
    this.forbidInAnnotation('yield expression', e);
    this.optional(e.value);
    this.cur.generator = true;
    if (this.cur.comprehension !== '') this.error(`'yield' inside ${COMPREHENSION_NAMES[this.cur.comprehension]}`, e);
  }

  private awaitExpr(e: ast.Await): void {
    this.forbidInAnnotation('await expression', e);
    const { cur } = this;
    if (!this.allowsTopLevelAwait()) {
      if (!isFunctionLike(cur)) this.error("'await' outside function", e);
      if (!(cur.type === TYPE_FUNCTION && cur.coroutine) && cur.comprehension === '')
        this.error("'await' outside async function", e);
    }
    this.expr(e.value);
    cur.coroutine = true;
  }

  private forbidInAnnotation(what: string, at: Located): void {
    const { type, scopeInfo } = this.cur;
    if (type === TYPE_ANNOTATION) this.error(`${what} cannot be used within an annotation`, at);
    if (type === TYPE_TYPE_VARIABLE) this.error(`${what} cannot be used within ${scopeInfo}`, at);
    if (type === TYPE_TYPE_ALIAS) this.error(`${what} cannot be used within a type alias`, at);
    if (type === TYPE_TYPE_PARAMETERS) this.error(`${what} cannot be used within the definition of a generic`, at);
  }

  private namedExpr(e: ast.NamedExpr): void {
    this.forbidInAnnotation('named expression', e);
    if (this.cur.compIterExpr > 0)
      this.error('assignment expression cannot be used in a comprehension iterable expression', e);
    const target = e.target as ast.Name;
    if (this.cur.comprehension !== '') this.extendNamedExprScope(target);
    else (this.cur.walrusTargets ??= new Set()).add(mangleIn(this.cur, this.className, target.id));
    this.expr(e.value);
    this.expr(target);
  }

  /** The target of an assignment expression in a comprehension belongs to the block around the comprehension. */
  private extendNamedExprScope(target: ast.Name): void {
    const name = target.id;
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const entry = this.stack[i]!;
      if (entry.comprehension !== '') {
        const value = this.lookup(entry, name);
        if ((value & DEF_COMP_ITER) !== 0 && (value & DEF_LOCAL) !== 0) {
          this.error(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
        }
        continue;
      }
      if (entry.type === TYPE_FUNCTION) {
        this.define(name, (this.lookup(entry, name) & DEF_GLOBAL) !== 0 ? DEF_GLOBAL : DEF_NONLOCAL, target);
        this.recordDirective(name, target);
        this.defineIn(name, DEF_LOCAL, entry, target);
        (entry.walrusTargets ??= new Set()).add(mangleIn(this.cur, this.className, name));
        return;
      }
      if (entry.type === TYPE_MODULE) {
        this.define(name, DEF_GLOBAL, target);
        this.recordDirective(name, target);
        this.defineIn(name, DEF_GLOBAL, entry, target);
        return;
      }
      this.misplacedNamedExpr(entry, target);
    }
  }

  private misplacedNamedExpr(entry: SymbolTableEntry, at: Located): void {
    const rule = 'assignment expression within a comprehension cannot be used';
    if (entry.type === TYPE_CLASS) this.error(`${rule} in a class body`, at);
    if (entry.type === TYPE_TYPE_PARAMETERS) this.error(`${rule} within the definition of a generic`, at);
    if (entry.type === TYPE_TYPE_ALIAS) this.error(`${rule} in a type alias`, at);
    if (entry.type === TYPE_TYPE_VARIABLE) this.error(`${rule} in a TypeVar bound`, at);
  }

  private comprehension(e: ComprehensionNode, elt: ast.ExprNode, value: ast.ExprNode | null): void {
    const [kind, name] = COMPREHENSIONS[e.nodeType];
    const first = e.generators[0]!;
    this.cur.compIterExpr++;
    this.expr(first.iter);
    this.cur.compIterExpr--;
    const entry = this.enter(name, TYPE_FUNCTION, e, e);
    entry.comprehension = kind;
    if (first.is_async) entry.coroutine = true;
    this.define('.0', DEF_PARAM, e);
    this.iterationTarget(first.target);
    this.exprs(first.ifs);
    for (let i = 1; i < e.generators.length; i++) this.innerGenerator(e.generators[i]!);
    if (value !== null) this.expr(value);
    this.expr(elt);
    entry.generator = kind === 'generator';
    const async = entry.coroutine && kind !== 'generator';
    this.leave();
    if (async) this.awaitingComprehension(e);
  }

  private iterationTarget(target: ast.ExprNode): void {
    this.cur.compIterTarget = true;
    this.expr(target);
    this.cur.compIterTarget = false;
  }

  private innerGenerator(g: ast.Comprehension): void {
    this.iterationTarget(g.target);
    this.cur.compIterExpr++;
    this.expr(g.iter);
    this.cur.compIterExpr--;
    this.exprs(g.ifs);
    if (g.is_async) this.cur.coroutine = true;
  }

  private awaitingComprehension(e: ComprehensionNode): void {
    const { cur } = this;
    if (!(cur.type === TYPE_FUNCTION && cur.coroutine) && cur.comprehension === '' && !this.allowsTopLevelAwait()) {
      this.error('asynchronous comprehension outside of an asynchronous function', e);
    }
    cur.coroutine = true;
  }

  // Patterns

  private matchStatement(s: ast.Match): void {
    this.expr(s.subject);
    const { cur } = this;
    const before = cur.inConditionalBlock;
    cur.inConditionalBlock = true;
    for (const c of s.cases) {
      this.pattern(c.pattern);
      this.optional(c.guard);
      this.stmts(c.body);
    }
    cur.inConditionalBlock = before;
  }

  private pattern(p: ast.PatternNode): void {
    switch (p.nodeType) {
      case 'MatchValue':
        this.expr(p.value);
        return;
      case 'MatchSingleton':
        return;
      case 'MatchSequence':
      case 'MatchOr':
        for (const q of p.patterns) this.pattern(q);
        return;
      case 'MatchStar':
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p);
        return;
      case 'MatchMapping':
        this.exprs(p.keys);
        for (const q of p.patterns) this.pattern(q);
        if (p.rest !== null) this.define(p.rest, DEF_LOCAL, p);
        return;
      case 'MatchClass':
        this.expr(p.cls);
        for (const q of p.patterns) this.pattern(q);
        p.kwd_attrs.forEach((attr, i) => this.checkName(attr, p.kwd_patterns[i]!, false));
        for (const q of p.kwd_patterns) this.pattern(q);
        return;
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern);
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p);
        return;
    }
  }
}
