/** Simple statements. */
import * as A from '../generated/nodes.ts';
import {
  COLON,
  COMMA,
  DOT,
  ELLIPSIS,
  EQUAL,
  KW_AS,
  KW_ASSERT,
  KW_BREAK,
  KW_CONTINUE,
  KW_DEL,
  KW_FROM,
  KW_GLOBAL,
  KW_IMPORT,
  KW_NONLOCAL,
  KW_PASS,
  KW_RAISE,
  KW_RETURN,
  LPAR,
  LSQB,
  NAME,
  NEWLINE,
  RPAR,
  RSQB,
  SEMI,
  STAR,
  TYPE_COMMENT,
  DOUBLESTAR,
} from '../generated/kinds.ts';
import { AUGMENTED_OPERATORS } from './augmented.ts';
import { FAILURE } from './base.ts';
import { PatternParser } from './patterns.ts';

export abstract class StatementParser extends PatternParser {
  /** Statements of one line, appended to `body`, with the NEWLINE. */
  simpleStatements(body: A.StmtNode[]): void {
    for (;;) {
      body.push(this.simpleStatement());
      if (this.k !== SEMI) break;
      this.advance();
      if (this.k === NEWLINE) break;
    }
    this.expect(NEWLINE);
  }

  private simpleStatement(): A.StmtNode {
    const s = this.p;
    switch (this.k) {
      case NAME:
        return this.atSoft('type') && this.kinds[s + 1] === NAME ? this.typeAlias() : this.expressionStatement();
      case KW_RETURN:
        return this.returnStatement();
      case KW_IMPORT:
        return this.importStatement();
      case KW_FROM:
        return this.importFrom();
      case KW_RAISE:
        return this.raise();
      case KW_PASS:
        this.advance();
        return A.Pass(this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
      case KW_DEL:
        return this.deleteStatement();
      case KW_ASSERT:
        return this.assert();
      case KW_BREAK:
        this.advance();
        return A.Break(this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
      case KW_CONTINUE:
        this.advance();
        return A.Continue(this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
      case KW_GLOBAL:
      case KW_NONLOCAL:
        return this.scopeStatement(this.k);
    }
    return this.expressionStatement();
  }

  /** Expression, assignment, augmented or annotated assignment. */
  private expressionStatement(): A.StmtNode {
    const s = this.p;
    const first = this.annotatedRhs();
    if (this.k === EQUAL) return this.assignment(s, first);
    const op = AUGMENTED_OPERATORS[this.k];
    if (op !== '') return this.augmentedAssignment(s, first, op);
    if (this.k === COLON) return this.annotatedAssignment(s, first);
    const e = this.p - 1;
    return A.Expr(first, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private assignment(s: number, first: A.ExprNode): A.Assign {
    const targets: A.ExprNode[] = [];
    let value = first;
    while (this.k === EQUAL) {
      targets.push(this.store(value));
      this.advance();
      value = this.annotatedRhs();
    }
    const comment = this.typeComment();
    const e = this.p - 1;
    return A.Assign(targets, value, comment, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  typeComment(): string | null {
    if (this.k !== TYPE_COMMENT) return null;
    this.advance();
    return this.text(this.p - 1);
  }

  private augmentedAssignment(s: number, target: A.ExprNode, op: A.Operator): A.AugAssign {
    this.single(target);
    this.advance();
    const value = this.annotatedRhs();
    const e = this.p - 1;
    return A.AugAssign(target, op, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** A target that is one name, attribute or item. */
  private single(target: A.ExprNode): void {
    if (target.nodeType !== 'Name' && target.nodeType !== 'Attribute' && target.nodeType !== 'Subscript') throw FAILURE;
    target.ctx = 'Store';
  }

  private annotatedAssignment(s: number, target: A.ExprNode): A.AnnAssign {
    this.single(target);
    const simple = target.nodeType === 'Name' && this.kinds[s] === NAME ? 1 : 0;
    this.advance();
    const annotation = this.expression();
    let value: A.ExprNode | null = null;
    if (this.k === EQUAL) {
      this.advance();
      value = this.annotatedRhs();
    }
    const e = this.p - 1;
    return A.AnnAssign(
      target,
      annotation,
      value,
      simple,
      this.lines[s],
      this.cols[s],
      this.endLines[e],
      this.endCols[e],
    );
  }

  private typeAlias(): A.TypeAlias {
    const s = this.p;
    this.advance();
    const n = this.p;
    const name = A.Name(this.identifier(), 'Store', this.lines[n], this.cols[n], this.endLines[n], this.endCols[n]);
    const params = this.typeParameters();
    this.expect(EQUAL);
    const value = this.expression();
    const e = this.p - 1;
    return A.TypeAlias(name, params, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `[T: bound = default, *Ts, **P]`, or nothing. */
  typeParameters(): A.TypeParamNode[] {
    const params: A.TypeParamNode[] = [];
    if (!this.accept(LSQB)) return params;
    do {
      if (this.k === RSQB && params.length > 0) break;
      params.push(this.typeParameter());
    } while (this.accept(COMMA));
    this.expect(RSQB);
    return params;
  }

  private typeParameter(): A.TypeParamNode {
    const s = this.p;
    if (this.accept(STAR)) {
      const name = this.identifier();
      const value = this.accept(EQUAL) ? (this.k === STAR ? this.starredExpression() : this.expression()) : null;
      const e = this.p - 1;
      return A.TypeVarTuple(name, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
    }
    if (this.accept(DOUBLESTAR)) {
      const name = this.identifier();
      const value = this.accept(EQUAL) ? this.expression() : null;
      const e = this.p - 1;
      return A.ParamSpec(name, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
    }
    const name = this.identifier();
    const bound = this.accept(COLON) ? this.expression() : null;
    const value = this.accept(EQUAL) ? this.expression() : null;
    const e = this.p - 1;
    return A.TypeVar(name, bound, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private atStatementEnd(): boolean {
    return this.k === NEWLINE || this.k === SEMI;
  }

  private returnStatement(): A.Return {
    const s = this.p;
    this.advance();
    const value = this.atStatementEnd() ? null : this.starExpressions();
    const e = this.p - 1;
    return A.Return(value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private raise(): A.Raise {
    const s = this.p;
    this.advance();
    const exc = this.atStatementEnd() ? null : this.expression();
    const cause = exc !== null && this.accept(KW_FROM) ? this.expression() : null;
    const e = this.p - 1;
    return A.Raise(exc, cause, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private deleteStatement(): A.Delete {
    const s = this.p;
    this.advance();
    const targets: A.ExprNode[] = [];
    do {
      if (targets.length > 0 && this.atStatementEnd()) break;
      targets.push(this.del(this.primary()));
    } while (this.accept(COMMA));
    if (!this.atStatementEnd()) throw FAILURE;
    const e = this.p - 1;
    return A.Delete(targets, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private assert(): A.Assert {
    const s = this.p;
    this.advance();
    const test = this.expression();
    const msg = this.accept(COMMA) ? this.expression() : null;
    const e = this.p - 1;
    return A.Assert(test, msg, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private scopeStatement(kind: number): A.Global | A.Nonlocal {
    const s = this.p;
    this.advance();
    const names = [this.identifier()];
    while (this.accept(COMMA)) names.push(this.identifier());
    const e = this.p - 1;
    const build = kind === KW_GLOBAL ? A.Global : A.Nonlocal;
    return build(names, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private importStatement(): A.Import {
    const s = this.p;
    this.advance();
    const names: A.Alias[] = [];
    do {
      const n = this.p;
      names.push(this.alias(n, this.dottedName()));
    } while (this.accept(COMMA));
    const e = this.p - 1;
    return A.Import(names, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private dottedName(): string {
    let name = this.identifier();
    while (this.accept(DOT)) name += '.' + this.identifier();
    return name;
  }

  private alias(s: number, name: string): A.Alias {
    const asname = this.accept(KW_AS) ? this.identifier() : null;
    const e = this.p - 1;
    return A.Alias(name, asname, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private importFrom(): A.ImportFrom {
    const s = this.p;
    this.advance();
    let level = 0;
    for (; this.k === DOT || this.k === ELLIPSIS; this.advance()) level += this.k === DOT ? 1 : 3;
    const module = this.k === KW_IMPORT && level > 0 ? null : this.dottedName();
    this.expect(KW_IMPORT);
    const names = this.importTargets();
    if (module === '__future__' && level === 0 && names.some((a) => a.name === 'barry_as_FLUFL'))
      this.context.barry = true;
    const e = this.p - 1;
    return A.ImportFrom(module, names, level, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private importTargets(): A.Alias[] {
    const s = this.p;
    if (this.accept(STAR)) return [A.Alias('*', null, this.lines[s], this.cols[s], this.endLines[s], this.endCols[s])];
    const parenthesised = this.accept(LPAR);
    const names: A.Alias[] = [];
    do {
      if (parenthesised && names.length > 0 && this.k === RPAR) break;
      const n = this.p;
      names.push(this.alias(n, this.identifier()));
    } while (this.accept(COMMA));
    if (parenthesised) this.expect(RPAR);
    return names;
  }
}
