/** Simple statements in the diagnosis. */
import {
  ATEQUAL,
  COLON,
  COMMA,
  DOT,
  DOUBLESTAR,
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
} from '../generated/kinds.ts';
import { AUGMENTED_KINDS } from '../parser/augmented.ts';
import type { Shape } from './engine.ts';
import { PatternDiagnosis } from './patterns.ts';

export abstract class StatementDiagnosis extends PatternDiagnosis {
  simpleStatements(): boolean {
    if (
      this.attempt(() => (this.simpleStatement() !== null && !this.at(SEMI) && this.tok(NEWLINE) ? true : null)) !==
      null
    )
      return true;
    if (this.gather(SEMI, () => this.simpleStatement()) === null) return false;
    this.tok(SEMI);
    return this.tok(NEWLINE);
  }

  simpleStatement(): Shape | null {
    return this.memo('simple_stmt', () => {
      const s = this.mark;
      if (this.attempt(() => this.assignment() || null) !== null) return this.shape('', s);
      if (this.atWord('type') && this.attempt(() => this.typeAlias() || null) !== null) return this.shape('', s);
      const expression = this.attempt(() => this.starExpressions());
      if (expression !== null) return expression;
      return this.attempt(() => this.keywordStatement() || null) === null ? null : this.shape('', s);
    });
  }

  private keywordStatement(): boolean {
    switch (this.peek()) {
      case KW_RETURN:
        this.mark++;
        this.attempt(() => this.starExpressions());
        return true;
      case KW_IMPORT:
      case KW_FROM:
        return this.importStatement();
      case KW_RAISE:
        return this.raise();
      case KW_PASS:
      case KW_BREAK:
      case KW_CONTINUE:
        this.mark++;
        return true;
      case KW_DEL:
        return this.deletion();
      case KW_ASSERT:
        return this.assertion();
      case KW_GLOBAL:
      case KW_NONLOCAL:
        this.mark++;
        return this.gather(COMMA, () => (this.tok(NAME) ? true : null)) !== null;
    }
    return this.yieldExpression() !== null;
  }

  private assignment(): boolean {
    const s = this.mark;
    const plain =
      this.attempt(() => (this.tok(NAME) && this.annotation('Variable annotation syntax is') ? true : null)) ??
      this.attempt(() => (this.annotatedTarget() && this.annotation('Variable annotations syntax is') ? true : null)) ??
      this.attempt(() => this.chainedAssignment() || null);
    if (plain !== null) return true;
    if (this.singleTarget() !== null && this.oneOf(...AUGMENTED_KINDS)) {
      if (this.kinds[this.mark - 1] === ATEQUAL) this.since(5, "The '@' operator is");
      return this.annotatedRhs() !== null;
    }
    this.mark = s;
    if (this.invalid) this.invalidAssignment();
    return false;
  }

  private annotation(what: string): boolean {
    if (!this.tok(COLON) || this.expression() === null) return false;
    this.attempt(() => (this.tok(EQUAL) ? this.annotatedRhs() : null));
    return this.since(6, what);
  }

  private annotatedTarget(): boolean {
    return (
      this.attempt(() => (this.tok(LPAR) && this.singleTarget() !== null && this.tok(RPAR) ? true : null)) !== null ||
      this.attributeOrItem() !== null
    );
  }

  private chainedAssignment(): boolean {
    if (!this.many(() => this.starTargets() !== null && this.tok(EQUAL), 1)) return false;
    if (this.annotatedRhs() === null || this.at(EQUAL)) return false;
    this.tok(TYPE_COMMENT);
    return true;
  }

  private invalidAssignment(): void {
    const s = this.mark;
    const display = this.annotatedDisplay();
    if (display !== null && this.tok(COLON) && this.expression() !== null)
      this.raiseShape(display, `only single target (not ${display.name}) can be annotated`);
    this.mark = s;
    const first = this.starNamedExpression();
    if (first !== null && this.tok(COMMA)) {
      while (this.attempt(() => this.starNamedExpressions()) !== null);
      if (this.tok(COLON) && this.expression() !== null)
        this.raiseShape(first, 'only single target (not tuple) can be annotated');
    }
    this.mark = s;
    const target = this.expression();
    if (target !== null && this.tok(COLON) && this.expression() !== null)
      this.raiseShape(target, 'illegal target for annotation');
    this.mark = s;
    this.many(() => this.starTargets() !== null && this.tok(EQUAL));
    const behind = this.mark;
    const value = this.attempt(() => this.starExpressions());
    if (value !== null && this.tok(EQUAL)) this.raiseInvalidTarget(value, 'assign');
    this.mark = behind;
    const yielded = this.attempt(() => this.yieldExpression());
    if (yielded !== null && this.tok(EQUAL)) this.raiseShape(yielded, 'assignment to yield expression not possible');
    this.mark = s;
    const augmented = this.starExpressions();
    if (augmented !== null && this.oneOf(...AUGMENTED_KINDS) && this.annotatedRhs() !== null)
      this.raiseShape(augmented, `'${augmented.name}' is an illegal expression for augmented assignment`);
    this.mark = s;
  }

  private annotatedDisplay(): Shape | null {
    return (
      this.list() ??
      this.tuple() ??
      this.attempt(() => {
        const inner = this.tok(LPAR) ? this.annotatedDisplay() : null;
        return inner !== null && this.tok(RPAR) ? inner : null;
      })
    );
  }

  private raise(): boolean {
    this.mark++;
    if (this.attempt(() => (this.expression() !== null && this.tok(KW_FROM) ? this.expression() : null)) !== null)
      return true;
    this.attempt(() => this.expression());
    return true;
  }

  private deletion(): boolean {
    const s = this.mark;
    this.mark++;
    if (this.attempt(() => (this.delTargets() && this.at(SEMI, NEWLINE) ? true : null)) !== null) return true;
    if (this.invalid) {
      const wrong = this.starExpressions();
      if (wrong !== null) this.raiseInvalidTarget(wrong, 'del');
    }
    this.mark = s;
    return false;
  }

  private assertion(): boolean {
    this.mark++;
    if (this.expression() === null) return false;
    this.attempt(() => (this.tok(COMMA) ? this.expression() : null));
    return true;
  }

  private importStatement(): boolean {
    const s = this.mark;
    if (this.invalid) {
      this.invalidImport();
      this.mark = s;
    }
    if (this.tok(KW_IMPORT))
      return this.gather(COMMA, () => this.attempt(() => this.importedModule() || null)) !== null;
    this.mark++;
    let dots = 0;
    while (this.oneOf(DOT, ELLIPSIS)) dots++;
    const module = this.mark;
    const named = this.attempt(() => (this.dottedName() && this.tok(KW_IMPORT) ? true : null)) !== null;
    if (!named && (dots === 0 || !this.tok(KW_IMPORT))) return false;
    if (!this.importTargets()) return false;
    if (this.textOf(module) === '__future__' && dots === 0) this.checkFuture(module + 2);
    return true;
  }

  private checkFuture(from: number): void {
    for (let i = from; i < this.mark; i++) if (this.textOf(i) === 'barry_as_FLUFL') this.barry = true;
  }

  private invalidImport(): void {
    const s = this.mark;
    if (!this.tok(KW_IMPORT)) return;
    if (this.tok(NEWLINE)) this.raiseFrom(this.mark - 1, "Expected one or more names after 'import'");
    this.mark = s + 1;
    if (
      this.gather(COMMA, () => (this.dottedName() ? true : null)) !== null &&
      this.tok(KW_FROM) &&
      this.dottedName()
    ) {
      this.raiseFrom(s, "Did you mean to use 'from ... import ...' instead?");
    }
  }

  private dottedName(): boolean {
    if (!this.tok(NAME)) return false;
    while (this.attempt(() => (this.tok(DOT) && this.tok(NAME) ? true : null)) !== null);
    return true;
  }

  private importedModule(): boolean {
    const s = this.mark;
    if (this.invalid) {
      if (this.dottedName()) this.invalidAlias();
      this.mark = s;
    }
    if (!this.dottedName()) return false;
    this.attempt(() => (this.tok(KW_AS) && this.tok(NAME) ? true : null));
    return true;
  }

  /** What follows `as` must be one name. */
  private invalidAlias(): void {
    if (!this.tok(KW_AS) || this.ahead(() => this.tok(NAME) && this.at(COMMA, RPAR, SEMI, NEWLINE))) return;
    const target = this.expression();
    if (target !== null) this.raiseShape(target, `cannot use ${target.name} as import target`);
  }

  private importTargets(): boolean {
    const plain =
      this.attempt(() => {
        if (!this.tok(LPAR) || this.importedNames() === null) return null;
        this.tok(COMMA);
        return this.tok(RPAR) ? true : null;
      }) ??
      this.attempt(() => (this.importedNames() !== null && !this.at(COMMA) ? true : null)) ??
      (this.tok(STAR) ? true : null);
    if (plain !== null) return true;
    if (this.invalid) {
      const s = this.mark;
      if (this.importedNames() !== null && this.tok(COMMA) && this.tok(NEWLINE))
        this.raiseLast('trailing comma not allowed without surrounding parentheses');
      this.mark = s;
      if (this.tok(NEWLINE)) this.raiseFrom(s, "Expected one or more names after 'import'");
    }
    return false;
  }

  private importedNames(): unknown {
    return this.gather(COMMA, () =>
      this.attempt(() => {
        const s = this.mark;
        if (this.invalid) {
          if (this.tok(NAME)) this.invalidAlias();
          this.mark = s;
        }
        if (!this.tok(NAME)) return null;
        this.attempt(() => (this.tok(KW_AS) && this.tok(NAME) ? true : null));
        return true;
      }),
    );
  }

  private typeAlias(): boolean {
    this.mark++;
    if (!this.tok(NAME)) return false;
    this.attempt(() => this.typeParams() || null);
    return this.tok(EQUAL) && this.expression() !== null && this.since(12, 'Type statement is');
  }

  typeParams(): boolean {
    const s = this.mark;
    if (this.invalid && this.tok(LSQB) && this.tok(RSQB)) this.raiseFrom(s + 1, 'Type parameter list cannot be empty');
    this.mark = s;
    if (!this.tok(LSQB) || this.gather(COMMA, () => this.typeParam()) === null) return false;
    this.tok(COMMA);
    return this.tok(RSQB) && this.since(12, 'Type parameter lists are');
  }

  private typeParam(): Shape | null {
    return this.memo(
      'type_param',
      () =>
        this.attempt(() => {
          const s = this.mark;
          if (!this.tok(NAME)) return null;
          this.attempt(() => (this.tok(COLON) ? this.expression() : null));
          this.attempt(() =>
            this.tok(EQUAL) && this.expression() !== null && this.since(13, 'Type parameter defaults are')
              ? true
              : null,
          );
          return this.shape('', s);
        }) ?? this.starredTypeParam(),
    );
  }

  private starredTypeParam(): Shape | null {
    const s = this.mark;
    if (!this.oneOf(STAR, DOUBLESTAR) || !this.tok(NAME)) return null;
    const variadic = this.kinds[s] === STAR;
    const colon = this.mark;
    if (this.invalid && this.tok(COLON)) {
      const bound = this.expression();
      if (bound !== null)
        this.raiseFrom(
          colon,
          `cannot use ${bound.name === 'tuple' ? 'constraints' : 'bound'} with ${variadic ? 'TypeVarTuple' : 'ParamSpec'}`,
        );
      this.mark = colon;
    }
    this.attempt(() =>
      this.tok(EQUAL) &&
      (variadic ? this.starExpression() : this.expression()) !== null &&
      this.since(13, 'Type parameter defaults are')
        ? true
        : null,
    );
    return this.shape('', s);
  }
}
