/** Compound statements and blocks. */
import * as A from '../generated/nodes.ts';
import {
  AT,
  COLON,
  COMMA,
  DEDENT,
  ENDMARKER,
  INDENT,
  KW_AS,
  KW_ASYNC,
  KW_CLASS,
  KW_DEF,
  KW_ELIF,
  KW_ELSE,
  KW_EXCEPT,
  KW_FINALLY,
  KW_FOR,
  KW_IF,
  KW_IN,
  KW_TRY,
  KW_WHILE,
  KW_WITH,
  LBRACE,
  LPAR,
  LSQB,
  NAME,
  NEWLINE,
  RARROW,
  RBRACE,
  RPAR,
  RSQB,
  STAR,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import { FAILURE } from './base.ts';
import { StatementParser } from './statements.ts';

export class CompoundParser extends StatementParser {
  /** One statement, or a line of simple ones, appended to `body`. */
  statement(body: A.StmtNode[]): void {
    const compound = this.compoundStatement();
    if (compound === null) this.simpleStatements(body);
    else {
      body.push(compound);
      if (compound.nodeType !== 'FunctionDef' && compound.nodeType !== 'AsyncFunctionDef')
        this.completed(compound.lineno, compound.col_offset);
    }
  }

  /** Notes where a compound statement stands, for the error of what follows. */
  private completed(line: number, column: number): void {
    const { context } = this;
    if (line < context.lastLine) return;
    context.lastLine = line;
    context.lastColumn = column;
  }

  compoundStatement(): A.StmtNode | null {
    const s = this.p;
    switch (this.k) {
      case KW_DEF:
        return this.functionDef(s, [], false);
      case KW_IF:
        return this.ifStatement();
      case KW_CLASS:
        return this.classDef(s, []);
      case AT:
        return this.decorated();
      case KW_FOR:
        return this.forStatement(s, false);
      case KW_TRY:
        return this.tryStatement();
      case KW_WITH:
        return this.withStatement(s, false);
      case KW_WHILE:
        return this.whileStatement();
      case KW_ASYNC:
        return this.asyncStatement();
      case NAME:
        return this.atSoft('match') && this.atMatchStatement() ? this.matchStatement() : null;
    }
    return null;
  }

  /** Indented statements, or simple ones on the same line. */
  private block(): A.StmtNode[] {
    const body: A.StmtNode[] = [];
    if (this.k !== NEWLINE) {
      this.simpleStatements(body);
      return body;
    }
    this.advance();
    this.expect(INDENT);
    this.enter(3);
    do this.statement(body);
    while (this.k !== DEDENT && this.k !== ENDMARKER);
    this.leave(3);
    this.expect(DEDENT);
    return body;
  }

  private colonBlock(): A.StmtNode[] {
    this.expect(COLON);
    return this.block();
  }

  /** Where a compound statement ends: its last token that is not about lines, a semicolon included. */
  private lastToken(): number {
    let e = this.p - 1;
    while (this.kinds[e] === NEWLINE || this.kinds[e] === DEDENT) e--;
    return e;
  }

  /** `else` of the statement that begins at token `s`, which is complete without. */
  private elseBlock(s: number): A.StmtNode[] {
    if (this.k !== KW_ELSE) return [];
    this.completed(this.lines[s], this.cols[s]);
    this.advance();
    return this.colonBlock();
  }

  private ifStatement(): A.If {
    const s = this.p;
    this.advance();
    const test = this.namedExpression();
    const body = this.colonBlock();
    let orelse: A.StmtNode[];
    if (this.k === KW_ELIF) {
      this.completed(this.lines[s], this.cols[s]);
      this.enter(1);
      orelse = [this.ifStatement()];
      this.leave(1);
    } else orelse = this.elseBlock(s);
    const e = this.lastToken();
    return A.If(test, body, orelse, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private whileStatement(): A.While {
    const s = this.p;
    this.advance();
    const test = this.namedExpression();
    const body = this.colonBlock();
    const orelse = this.elseBlock(s);
    const e = this.lastToken();
    return A.While(test, body, orelse, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private asyncStatement(): A.StmtNode {
    const s = this.p;
    this.advance();
    switch (this.k) {
      case KW_DEF:
        return this.functionDef(s, [], true);
      case KW_FOR:
        return this.forStatement(s, true);
      case KW_WITH:
        return this.withStatement(s, true);
    }
    throw FAILURE;
  }

  private forStatement(s: number, isAsync: boolean): A.For | A.AsyncFor {
    this.advance();
    const target = this.starTargets();
    this.expect(KW_IN);
    const iter = this.starExpressions();
    this.expect(COLON);
    const comment = this.typeComment();
    const body = this.block();
    const orelse = this.elseBlock(s);
    const e = this.lastToken();
    const build = isAsync ? A.AsyncFor : A.For;
    return build(target, iter, body, orelse, comment, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private withStatement(s: number, isAsync: boolean): A.With | A.AsyncWith {
    this.advance();
    const items = this.parenthesisedItems() ?? this.withItems(false);
    this.expect(COLON);
    const comment = this.typeComment();
    const body = this.block();
    const e = this.lastToken();
    const build = isAsync ? A.AsyncWith : A.With;
    return build(items, body, comment, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `(item, …)` directly before the colon; null when the parentheses belong to an expression. */
  private parenthesisedItems(): A.WithItem[] | null {
    if (this.k !== LPAR || this.kinds[this.closingBracket(this.p) + 1] !== COLON) return null;
    const { p: start, depth } = this;
    try {
      this.advance();
      const items = this.withItems(true);
      this.expect(RPAR);
      if (this.k === COLON) return items;
    } catch (error) {
      if (error !== FAILURE) throw error;
    }
    this.reset(start);
    this.depth = depth;
    return null;
  }

  private withItems(parenthesised: boolean): A.WithItem[] {
    const items: A.WithItem[] = [];
    do {
      if (parenthesised && items.length > 0 && this.k === RPAR) break;
      const context = this.expression();
      items.push(A.WithItem(context, this.accept(KW_AS) ? this.starTarget() : null));
    } while (this.accept(COMMA));
    return items;
  }

  /** Index of the token that closes the bracket at `p`, or of the last token. */
  private closingBracket(p: number): number {
    let level = 0;
    const last = this.tokens.count - 1;
    for (let i = p; i < last; i++) {
      const k = this.kinds[i];
      if (k === LPAR || k === LSQB || k === LBRACE) level++;
      else if ((k === RPAR || k === RSQB || k === RBRACE) && --level === 0) return i;
    }
    return last;
  }

  private tryStatement(): A.Try | A.TryStar {
    const s = this.p;
    this.advance();
    const body = this.colonBlock();
    const handlers: A.ExceptHandler[] = [];
    const star = this.k === KW_EXCEPT && this.kinds[this.p + 1] === STAR;
    while (this.k === KW_EXCEPT) handlers.push(this.handler(star));
    const orelse = handlers.length > 0 ? this.elseBlock(s) : [];
    let finalbody: A.StmtNode[] = [];
    if (this.accept(KW_FINALLY)) finalbody = this.colonBlock();
    else if (handlers.length === 0) throw FAILURE;
    const e = this.lastToken();
    const build = star ? A.TryStar : A.Try;
    return build(body, handlers, orelse, finalbody, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private handler(star: boolean): A.ExceptHandler {
    const s = this.p;
    this.advance();
    if (this.accept(STAR) !== star) throw FAILURE;
    let type: A.ExprNode | null = null;
    let name: string | null = null;
    if (this.k !== COLON) {
      const t = this.p;
      type = this.expressions();
      if (this.accept(KW_AS)) {
        if (type.nodeType === 'Tuple' && this.kinds[t] !== LPAR) throw FAILURE;
        if (type.nodeType === 'Tuple' && this.closingBracket(t) !== this.p - 2) throw FAILURE;
        name = this.identifier();
      }
    } else if (star) throw FAILURE;
    const body = this.colonBlock();
    const e = this.lastToken();
    return A.ExceptHandler(type, name, body, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private functionDef(s: number, decorators: A.ExprNode[], isAsync: boolean): A.FunctionDef | A.AsyncFunctionDef {
    this.advance();
    const name = this.identifier();
    const typeParams = this.typeParameters();
    this.expect(LPAR);
    const args = this.parameters(RPAR, true);
    this.expect(RPAR);
    const returns = this.accept(RARROW) ? this.expression() : null;
    this.expect(COLON);
    const comment = this.functionTypeComment();
    const body = this.block();
    const e = this.lastToken();
    const build = isAsync ? A.AsyncFunctionDef : A.FunctionDef;
    return build(
      name,
      args,
      body,
      decorators,
      returns,
      comment,
      typeParams,
      this.lines[s],
      this.cols[s],
      this.endLines[e],
      this.endCols[e],
    );
  }

  /** On the line of the `def`, or alone on the next. */
  private functionTypeComment(): string | null {
    const { p } = this;
    if (this.k === NEWLINE && this.kinds[p + 1] === TYPE_COMMENT) {
      if (this.kinds[p + 2] !== NEWLINE || this.kinds[p + 3] !== INDENT) throw FAILURE;
      this.advance();
    }
    return this.typeComment();
  }

  private classDef(s: number, decorators: A.ExprNode[]): A.ClassDef {
    this.advance();
    const name = this.identifier();
    const typeParams = this.typeParameters();
    const { args, keywords } = this.k === LPAR ? this.callArguments(false) : { args: [], keywords: [] };
    const body = this.colonBlock();
    const e = this.lastToken();
    return A.ClassDef(
      name,
      args,
      keywords,
      body,
      decorators,
      typeParams,
      this.lines[s],
      this.cols[s],
      this.endLines[e],
      this.endCols[e],
    );
  }

  private decorated(): A.StmtNode {
    const decorators: A.ExprNode[] = [];
    while (this.accept(AT)) {
      decorators.push(this.namedExpression());
      this.expect(NEWLINE);
    }
    const s = this.p;
    if (this.k === KW_CLASS) return this.classDef(s, decorators);
    const isAsync = this.accept(KW_ASYNC);
    if (this.k !== KW_DEF) throw FAILURE;
    return this.functionDef(s, decorators, isAsync);
  }

  /** `match` begins a statement iff its line ends in `:` and a block that begins with `case`. */
  private atMatchStatement(): boolean {
    const { kinds } = this;
    const last = this.tokens.count - 1;
    let i = this.p + 1;
    if (kinds[i] === NEWLINE) return false;
    while (i < last && kinds[i] !== NEWLINE) i++;
    if (i + 2 > last || kinds[i - 1] !== COLON || kinds[i + 1] !== INDENT || kinds[i + 2] !== NAME) return false;
    return this.source.startsWith('case', this.starts[i + 2]) && this.ends[i + 2] - this.starts[i + 2] === 4;
  }

  private matchStatement(): A.Match {
    const s = this.p;
    this.advance();
    const subject = this.matchSubject();
    this.expect(COLON);
    this.expect(NEWLINE);
    this.expect(INDENT);
    const cases: A.MatchCase[] = [];
    do cases.push(this.caseBlock());
    while (this.k !== DEDENT);
    this.advance();
    const e = this.lastToken();
    return A.Match(subject, cases, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private matchSubject(): A.ExprNode {
    const s = this.p;
    const first = this.starNamedExpression();
    if (this.k !== COMMA) {
      if (first.nodeType === 'Starred') throw FAILURE;
      return first;
    }
    const elts = [first];
    while (this.accept(COMMA) && this.k !== COLON) elts.push(this.starNamedExpression());
    const e = this.p - 1;
    return A.Tuple(elts, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private caseBlock(): A.MatchCase {
    if (!this.atSoft('case')) throw FAILURE;
    this.advance();
    const pattern = this.patterns();
    const guard = this.accept(KW_IF) ? this.namedExpression() : null;
    return A.MatchCase(pattern, guard, this.colonBlock());
  }
}
