/** Compound statements and whole sources in the diagnosis. */
import {
  AT,
  COLON,
  COMMA,
  DEDENT,
  DOUBLESTAR,
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
  LPAR,
  NAME,
  NEWLINE,
  RARROW,
  RPAR,
  STAR,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import { StatementDiagnosis } from './statements.ts';

const NO_COLON = "expected ':'";
const BOTH_EXCEPTS = "cannot have both 'except' and 'except*' on the same 'try'";

export class SourceDiagnosis extends StatementDiagnosis {
  /** The start rule of the mode. */
  source(): boolean {
    switch (this.context.mode) {
      case 'exec':
        this.statements();
        return this.tok(ENDMARKER);
      case 'eval':
        if (this.expressions() === null) return false;
        while (this.tok(NEWLINE));
        return this.tok(ENDMARKER);
      case 'single':
        return this.interactive();
      case 'func_type':
        return this.functionType();
    }
  }

  private interactive(): boolean {
    if (this.attempt(() => (this.compoundStatement() && this.tok(NEWLINE) ? true : null)) !== null) return true;
    if (this.attempt(() => this.simpleStatements() || null) !== null) return true;
    return this.tok(NEWLINE) || (this.tok(ENDMARKER) && false);
  }

  private functionType(): boolean {
    if (!this.tok(LPAR)) return false;
    this.attempt(() => this.gather(COMMA, () => this.expression()));
    const comma = this.kinds[this.mark - 1] === LPAR || this.at(COMMA);
    for (const star of comma ? [STAR, DOUBLESTAR] : []) {
      this.attempt(() =>
        (this.kinds[this.mark - 1] === LPAR || this.tok(COMMA)) && this.tok(star) ? this.expression() : null,
      );
    }
    if (!this.tok(RPAR) || !this.tok(RARROW) || this.expression() === null) return false;
    while (this.tok(NEWLINE));
    return this.tok(ENDMARKER);
  }

  private statements(): boolean {
    return this.many(() => this.attempt(() => this.compoundStatement() || null) !== null || this.simpleStatements(), 1);
  }

  private compoundStatement(): boolean {
    switch (this.peek()) {
      case KW_DEF:
      case KW_ASYNC:
      case AT:
        return this.definitionOrAsync();
      case KW_IF:
        return this.conditional('if');
      case KW_CLASS:
        return this.classDef();
      case KW_WITH:
        return this.withStatement();
      case KW_FOR:
        return this.forStatement();
      case KW_TRY:
        return this.tryStatement();
      case KW_WHILE:
        return this.whileStatement();
    }
    return this.atWord('match') && this.matchStatement();
  }

  private definitionOrAsync(): boolean {
    const decorated = (body: () => boolean): boolean => {
      this.attempt(() =>
        this.many(() => this.tok(AT) && this.namedExpression() !== null && this.tok(NEWLINE), 1) ? true : null,
      );
      return body();
    };
    const k = this.peek();
    if (this.attempt(() => decorated(() => this.functionDef()) || null) !== null) return true;
    if (k === AT) return decorated(() => this.classDef());
    if (k === KW_DEF) return false;
    return this.attempt(() => this.withStatement() || null) !== null || this.forStatement();
  }

  /** Raises for `… : NEWLINE` without an indented block behind it. */
  private missingBlock(what: string, token: number): void {
    if (this.tok(COLON) && this.tok(NEWLINE) && !this.at(INDENT)) this.raiseIndent(what, token);
  }

  private block(): boolean {
    return (
      this.memo('block', () => {
        const s = this.mark;
        if (
          this.attempt(() => (this.toks(NEWLINE, INDENT) && this.statements() && this.tok(DEDENT) ? true : null)) !==
          null
        )
          return this.shape('', s);
        if (this.attempt(() => this.simpleStatements() || null) !== null) return this.shape('', s);
        if (this.invalid && this.tok(NEWLINE) && !this.at(INDENT))
          this.raiseLast('expected an indented block', 'IndentationError');
        return null;
      }) !== null
    );
  }

  private optionalElse(): void {
    this.attempt(() => this.elseBlock() || null);
  }

  private elseBlock(): boolean {
    const s = this.mark;
    if (!this.tok(KW_ELSE)) return false;
    if (this.invalid) {
      this.missingBlock("'else' statement", s);
      this.mark = s + 1;
      if (this.tok(COLON) && this.block() && this.tok(KW_ELIF)) this.raiseLast("'elif' block follows an 'else' block");
      this.mark = s + 1;
    }
    return this.forced(COLON, ':') && this.block();
  }

  private conditional(word: 'if' | 'elif'): boolean {
    const s = this.mark;
    const kind = word === 'if' ? KW_IF : KW_ELIF;
    if (this.invalid) {
      if (this.tok(kind) && this.namedExpression() !== null) {
        if (this.at(NEWLINE)) {
          this.mark++;
          this.raiseLast(NO_COLON);
        }
        this.missingBlock(`'${word}' statement`, s);
      }
      this.mark = s;
    }
    if (!this.tok(kind) || this.namedExpression() === null || !this.tok(COLON) || !this.block()) return false;
    if (word === 'elif') return true;
    while (this.attempt(() => this.conditional('elif') || null) !== null);
    this.optionalElse();
    return true;
  }

  private whileStatement(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.tok(KW_WHILE) && this.namedExpression() !== null) {
        if (this.tok(NEWLINE)) this.raiseLast(NO_COLON);
        this.missingBlock("'while' statement", s);
      }
      this.mark = s;
    }
    if (!this.tok(KW_WHILE) || this.namedExpression() === null || !this.tok(COLON) || !this.block()) return false;
    this.optionalElse();
    return true;
  }

  private forStatement(): boolean {
    const s = this.mark;
    if (this.invalid) {
      this.tok(KW_ASYNC);
      const word = this.mark;
      if (this.tok(KW_FOR) && this.starTargets() !== null && this.tok(KW_IN) && this.starExpressions() !== null) {
        if (this.tok(NEWLINE)) this.raiseLast(NO_COLON);
        this.missingBlock("'for' statement", word);
      }
      this.mark = s;
    }
    this.tok(KW_ASYNC);
    if (this.tok(KW_FOR) && this.starTargets() !== null && this.tok(KW_IN)) {
      // past `in` there is no way back
      if (this.starExpressions() === null || !this.tok(COLON)) return false;
      this.tok(TYPE_COMMENT);
      if (!this.block()) return false;
      this.optionalElse();
      return this.sinceAsync(s, 'Async for loops are');
    }
    this.mark = s;
    if (this.invalid) this.invalidForTarget();
    return false;
  }

  private withStatement(): boolean {
    const s = this.mark;
    if (this.invalid) {
      this.withoutWithBlock(s);
      this.mark = s;
    }
    const plain =
      this.attempt(() =>
        this.parenthesisedWith() && this.withBody() && this.sinceAsync(s, 'Async with statements are') ? true : null,
      ) ??
      this.attempt(() => {
        this.tok(KW_ASYNC);
        if (!this.tok(KW_WITH) || this.gather(COMMA, () => this.withItem()) === null || !this.withBody()) return null;
        return this.sinceAsync(s, 'Async with statements are');
      });
    if (plain !== null) return true;
    if (this.invalid) {
      if (this.looseWithItems() && this.tok(NEWLINE)) this.raiseLast(NO_COLON);
      this.mark = s;
      if (this.looseParenthesisedItems() && this.tok(NEWLINE)) this.raiseLast(NO_COLON);
      this.mark = s;
    }
    return false;
  }

  /** Of a statement that begins at token `s`: `async` needs 3.5. */
  private sinceAsync(s: number, what: string): true {
    return this.kinds[s] !== KW_ASYNC || this.since(5, what);
  }

  private parenthesisedWith(): boolean {
    this.tok(KW_ASYNC);
    if (!this.tok(KW_WITH) || !this.tok(LPAR) || this.gather(COMMA, () => this.withItem()) === null) return false;
    this.tok(COMMA);
    return this.tok(RPAR);
  }

  private withBody(): boolean {
    if (!this.tok(COLON)) return false;
    this.tok(TYPE_COMMENT);
    return this.block();
  }

  private withItem(): true | null {
    const plain = this.attempt(() =>
      this.expression() !== null && this.tok(KW_AS) && this.starTarget() !== null && this.at(COMMA, RPAR, COLON)
        ? true
        : null,
    );
    if (plain !== null) return true;
    if (this.invalid) {
      this.attempt(() => {
        if (this.expression() === null || !this.tok(KW_AS)) return null;
        const target = this.expression();
        if (target !== null && this.at(COMMA, RPAR, COLON)) this.raiseInvalidTarget(target, 'assign');
        return null;
      });
    }
    return this.expression() === null ? null : true;
  }

  private looseTarget(): void {
    this.attempt(() => (this.tok(KW_AS) ? this.starTarget() : null));
  }

  private looseWithItems(): boolean {
    this.tok(KW_ASYNC);
    return (
      this.tok(KW_WITH) &&
      this.gather(COMMA, () => {
        if (this.expression() === null) return null;
        this.looseTarget();
        return true;
      }) !== null
    );
  }

  private looseParenthesisedItems(): boolean {
    this.tok(KW_ASYNC);
    if (!this.tok(KW_WITH) || !this.tok(LPAR)) return false;
    const items = this.gather(COMMA, () => {
      if (this.expressions() === null) return null;
      this.looseTarget();
      return true;
    });
    if (items === null) return false;
    this.tok(COMMA);
    return this.tok(RPAR);
  }

  private withoutWithBlock(s: number): void {
    const word = this.kinds[s] === KW_ASYNC ? s + 1 : s;
    if (this.looseWithItems()) this.missingBlock("'with' statement", word);
    this.mark = s;
    if (this.looseParenthesisedItems()) this.missingBlock("'with' statement", word);
  }

  private tryStatement(): boolean {
    const s = this.mark;
    if (this.invalid) {
      this.invalidTry();
      this.mark = s;
    }
    this.mark++;
    this.forced(COLON, ':');
    if (!this.block()) return false;
    if (this.attempt(() => this.finallyBlock() || null) !== null) return true;
    const starred = !this.many(() => this.handler(), 1);
    if (starred && !this.many(() => this.starHandler(), 1)) return false;
    this.optionalElse();
    this.attempt(() => this.finallyBlock() || null);
    return !starred || this.since(11, 'Exception groups are');
  }

  private invalidTry(): void {
    const s = this.mark;
    this.mark++;
    this.missingBlock("'try' statement", s);
    this.mark = s + 1;
    if (!this.tok(COLON)) return;
    const body = this.mark;
    if (this.block() && !this.at(KW_EXCEPT, KW_FINALLY)) this.raiseLast("expected 'except' or 'finally' block");
    this.mark = body;
    while (this.attempt(() => this.block() || null) !== null);
    const handlers = this.mark;
    if (
      this.many(() => this.handler(), 1) &&
      this.tok(KW_EXCEPT) &&
      this.tok(STAR) &&
      this.handlerType() &&
      this.tok(COLON)
    )
      this.raiseBoth(handlers, true);
    this.mark = handlers;
    if (this.many(() => this.starHandler(), 1) && this.tok(KW_EXCEPT)) {
      const except = this.mark - 1;
      this.attempt(() => this.handlerType() || null);
      if (this.tok(COLON)) this.raiseToken(except, BOTH_EXCEPTS);
    }
  }

  private raiseBoth(from: number, star: boolean): never {
    let except = this.mark;
    while (!(this.kinds[except] === KW_EXCEPT && this.kinds[except + 1] === STAR) && except > from) except--;
    this.raiseRange(except, star ? except + 1 : except, BOTH_EXCEPTS);
  }

  /** `expression ['as' NAME]` */
  private handlerType(): boolean {
    if (this.expression() === null) return false;
    this.attempt(() => (this.tok(KW_AS) && this.tok(NAME) ? true : null));
    return true;
  }

  private handler(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.tok(KW_EXCEPT)) {
        if (this.attempt(() => this.handlerType() || null) !== null) this.missingBlock("'except' statement", s);
        this.mark = s + 1;
        this.missingBlock("'except' statement", s);
      }
      this.mark = s;
    }
    if (this.tok(KW_EXCEPT) && this.handlerRest(true)) return true;
    this.mark = s;
    if (this.invalid && this.tok(KW_EXCEPT)) this.invalidHandler('except');
    return false;
  }

  private handlerRest(bare: boolean): boolean {
    const body = (): true | null => (this.tok(COLON) && this.block() ? true : null);
    return (
      (this.attempt(() => (this.expression() === null ? null : body())) ??
        this.attempt(() => (this.expression() !== null && this.tok(KW_AS) && this.tok(NAME) ? body() : null)) ??
        this.attempt(() =>
          this.expressions() !== null && body() !== null && this.since(14, 'except expressions without parentheses are')
            ? true
            : null,
        ) ??
        (bare ? this.attempt(body) : null)) !== null
    );
  }

  private starHandler(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.tok(KW_EXCEPT) && this.tok(STAR) && this.handlerType()) this.missingBlock("'except*' statement", s);
      this.mark = s;
    }
    if (this.tok(KW_EXCEPT) && this.tok(STAR) && this.handlerRest(false)) return true;
    this.mark = s;
    if (this.invalid && this.tok(KW_EXCEPT) && this.tok(STAR)) this.invalidHandler('except*');
    return false;
  }

  private invalidHandler(word: 'except' | 'except*'): void {
    const from = this.mark;
    if (
      this.expression() !== null &&
      this.tok(COMMA) &&
      this.expressions() !== null &&
      this.tok(KW_AS) &&
      this.tok(NAME) &&
      this.tok(COLON)
    ) {
      this.raiseFrom(from, "multiple exception types must be parenthesized when using 'as'");
    }
    this.mark = from;
    if (this.attempt(() => this.handlerType() || null) !== null && this.tok(NEWLINE)) this.raiseLast(NO_COLON);
    this.mark = from;
    if (word === 'except*' && this.oneOf(NEWLINE, COLON)) this.raiseLast('expected one or more exception types');
    if (word === 'except' && this.tok(NEWLINE)) this.raiseLast(NO_COLON);
    if (this.expression() === null || !this.tok(KW_AS)) return;
    const target = this.expression();
    if (target !== null && this.tok(COLON) && this.block())
      this.raiseShape(target, `cannot use ${word} statement with ${target.name}`);
  }

  private finallyBlock(): boolean {
    const s = this.mark;
    if (!this.tok(KW_FINALLY)) return false;
    if (this.invalid) {
      this.missingBlock("'finally' statement", s);
      this.mark = s + 1;
    }
    return this.forced(COLON, ':') && this.block();
  }

  private functionDef(): boolean {
    const s = this.mark;
    if (this.invalid) {
      this.tok(KW_ASYNC);
      const def = this.mark;
      if (this.functionHead(false)) this.missingBlock('function definition', def);
      this.mark = s;
    }
    this.tok(KW_ASYNC);
    if (!this.functionHead(this.invalid)) return false;
    if (this.invalid) this.forced(COLON, ':');
    else if (!this.tok(COLON)) return false;
    this.functionTypeComment();
    return this.block() && this.sinceAsync(s, 'Async functions are');
  }

  private functionHead(forcing: boolean): boolean {
    if (!this.tok(KW_DEF) || !this.tok(NAME)) return false;
    this.attempt(() => this.typeParams() || null);
    if (forcing) this.forced(LPAR, '(');
    else if (!this.tok(LPAR)) return false;
    this.attempt(() => this.functionParams() || null);
    if (!this.tok(RPAR)) return false;
    this.attempt(() => (this.tok(RARROW) ? this.expression() : null));
    return true;
  }

  private functionTypeComment(): void {
    const own = this.attempt(() =>
      this.toks(NEWLINE, TYPE_COMMENT) && this.ahead(() => this.toks(NEWLINE, INDENT)) ? true : null,
    );
    if (own !== null) return;
    if (this.invalid && this.ahead(() => this.toks(TYPE_COMMENT, NEWLINE, TYPE_COMMENT, NEWLINE, INDENT)))
      this.raiseLast('Cannot have two type comments on def');
    this.tok(TYPE_COMMENT);
  }

  private classDef(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.classHead()) {
        if (this.tok(NEWLINE)) this.raiseLast(NO_COLON);
        this.missingBlock('class definition', s);
      }
      this.mark = s;
    }
    return this.classHead() && this.tok(COLON) && this.block();
  }

  private classHead(): boolean {
    if (!this.tok(KW_CLASS) || !this.tok(NAME)) return false;
    this.attempt(() => this.typeParams() || null);
    this.attempt(() => {
      if (!this.tok(LPAR)) return null;
      this.attempt(() => this.callArguments() || null);
      return this.tok(RPAR) ? true : null;
    });
    return true;
  }

  private matchStatement(): boolean {
    const s = this.mark;
    const plain = this.attempt(() => {
      this.mark++;
      if (!this.subject() || !this.toks(COLON, NEWLINE, INDENT)) return null;
      return this.many(() => this.caseBlock(), 1) && this.tok(DEDENT) && this.since(10, 'Pattern matching is')
        ? true
        : null;
    });
    if (plain !== null) return true;
    if (this.invalid) {
      this.mark++;
      if (this.subject()) {
        if (this.tok(NEWLINE)) this.raiseLast(NO_COLON);
        this.missingBlock("'match' statement", s);
      }
    }
    this.mark = s;
    return false;
  }

  private subject(): boolean {
    const sequence = this.attempt(() => {
      if (this.starNamedExpression() === null || !this.tok(COMMA)) return null;
      this.attempt(() => this.starNamedExpressions());
      return true;
    });
    return sequence !== null || this.namedExpression() !== null;
  }

  private caseBlock(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.caseHead()) {
        if (this.tok(NEWLINE)) this.raiseLast(NO_COLON);
        this.missingBlock("'case' statement", s);
      }
      this.mark = s;
    }
    return this.caseHead() && this.tok(COLON) && this.block();
  }

  private caseHead(): boolean {
    if (!this.word('case') || !this.patterns()) return false;
    this.attempt(() => (this.tok(KW_IF) ? this.namedExpression() : null));
    return true;
  }
}
