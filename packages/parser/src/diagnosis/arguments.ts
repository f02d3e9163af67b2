/** Call arguments and parameter lists in the diagnosis. */
import {
  COLON,
  COLONEQUAL,
  COMMA,
  DOUBLESTAR,
  EQUAL,
  KW_FALSE,
  KW_NONE,
  KW_TRUE,
  LPAR,
  NAME,
  RPAR,
  SLASH,
  STAR,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import type { Shape } from './engine.ts';
import { StringDiagnosis } from './strings.ts';

const GENERATOR = 'Generator expression must be parenthesized';
const MAYBE_EQUALS = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

/** Arguments as matched: positional ones, and whether keywords (and `**`) came. */
interface Matched {
  positional: Shape[];
  keywords: number;
  unpacking: boolean;
}

/** Where functions and lambdas differ. */
interface ParameterStyle {
  close: number;
  annotated: boolean;
  parenthesised: string;
}

const FUNCTION: ParameterStyle = {
  close: RPAR,
  annotated: true,
  parenthesised: 'Function parameters cannot be parenthesized',
};
const LAMBDA: ParameterStyle = {
  close: COLON,
  annotated: false,
  parenthesised: 'Lambda expression parameters cannot be parenthesized',
};

export abstract class ArgumentDiagnosis extends StringDiagnosis {
  /** Arguments up to the closing parenthesis. */
  callArguments(): boolean {
    return (
      this.memo('arguments', () => {
        const s = this.mark;
        const plain = this.attempt(() => {
          if (this.args() === null) return null;
          this.tok(COMMA);
          return this.at(RPAR) ? this.shape('', s) : null;
        });
        if (plain === null && this.invalid) this.invalidArguments();
        return plain;
      }) !== null
    );
  }

  private args(): Matched | null {
    const positional = this.attempt(() => this.gather(COMMA, () => this.positionalArgument()));
    const found: Matched = { positional: positional ?? [], keywords: 0, unpacking: false };
    if (positional === null) return this.kwargs(found) ? found : null;
    this.attempt(() => (this.tok(COMMA) && this.kwargs(found) ? true : null));
    return found;
  }

  private positionalArgument(): Shape | null {
    return (
      this.attempt(() => this.starredExpression()) ??
      this.attempt(() => {
        const value =
          this.assignmentExpression() ??
          this.attempt(() => {
            const shape = this.expression();
            return shape !== null && !this.at(COLONEQUAL) ? shape : null;
          });
        return value !== null && !this.at(EQUAL) ? value : null;
      })
    );
  }

  private kwargs(found: Matched): boolean {
    const first = this.attempt(() => this.gather(COMMA, () => this.keywordOrStarred(found)));
    if (first === null)
      return this.attempt(() => this.gather(COMMA, () => this.keywordOrDoubleStarred(found))) !== null;
    this.attempt(() => (this.tok(COMMA) ? this.gather(COMMA, () => this.keywordOrDoubleStarred(found)) : null));
    return true;
  }

  private keywordOrStarred(found: Matched): Shape | null {
    if (this.invalid) this.invalidKeyword();
    return this.namedArgument(found) ?? this.attempt(() => this.starredExpression());
  }

  private keywordOrDoubleStarred(found: Matched): Shape | null {
    if (this.invalid) this.invalidKeyword();
    return (
      this.namedArgument(found) ??
      this.attempt(() => {
        const s = this.mark;
        if (!this.tok(DOUBLESTAR) || this.expression() === null) return null;
        found.unpacking = true;
        found.keywords++;
        return this.shape('', s);
      })
    );
  }

  private namedArgument(found: Matched): Shape | null {
    return this.attempt(() => {
      const s = this.mark;
      if (!this.tok(NAME) || !this.tok(EQUAL) || this.expression() === null) return null;
      found.keywords++;
      return this.shape('', s);
    });
  }

  private invalidKeyword(): void {
    const s = this.mark;
    if (this.oneOf(KW_TRUE, KW_FALSE, KW_NONE) && this.tok(EQUAL))
      this.raiseRange(s, s + 1, `cannot assign to ${this.textOf(s)}`);
    this.mark = s;
    if (this.tok(NAME) && this.tok(EQUAL) && this.expression() !== null && this.clauses() !== null)
      this.raiseRange(s, s + 1, MAYBE_EQUALS);
    this.mark = s;
    if (!this.ahead(() => this.tok(NAME) && this.tok(EQUAL))) {
      const value = this.expression();
      if (value !== null && this.tok(EQUAL))
        this.raiseRange(value.s, this.mark - 1, 'expression cannot contain assignment, perhaps you meant "=="?');
    }
    this.mark = s;
    if (this.tok(DOUBLESTAR) && this.expression() !== null && this.tok(EQUAL)) {
      const value = this.expression();
      if (value !== null) this.raiseRange(s, value.e, 'cannot assign to keyword argument unpacking');
    }
    this.mark = s;
  }

  private invalidArguments(): void {
    const s = this.mark;
    this.starAfterKeywords();
    this.mark = s;
    this.generatorBeforeMore();
    this.mark = s;
    if (this.tok(NAME) && this.tok(EQUAL) && this.expression() !== null && this.clauses() !== null)
      this.raiseRange(s, s + 1, MAYBE_EQUALS);
    this.mark = s;
    this.attempt(() => (this.args() !== null && this.tok(COMMA) ? true : null));
    if (this.tok(NAME) && this.tok(EQUAL) && this.at(COMMA, RPAR))
      this.raiseRange(this.mark - 2, this.mark - 1, 'expected argument value expression');
    this.mark = s;
    const args = this.args();
    const behind = this.mark;
    if (args === null) return;
    const clauses = this.clauses();
    if (clauses !== null && args.positional.length > 1)
      this.raiseRange(args.positional[args.positional.length - 1].s, this.lastClauseEnd(clauses), GENERATOR);
    this.mark = behind;
    if (!this.tok(COMMA)) return;
    const value = this.attempt(() => this.expression());
    const more = value === null ? null : this.clauses();
    if (value !== null && more !== null) this.raiseRange(value.s, this.clauseTarget(more), GENERATOR);
    this.mark = behind + 1;
    if (this.args() !== null)
      this.raiseLast(
        args.unpacking
          ? 'positional argument follows keyword argument unpacking'
          : 'positional argument follows keyword argument',
      );
  }

  private starAfterKeywords(): void {
    const found: Matched = { positional: [], keywords: 0, unpacking: false };
    const positional = this.attempt(() => {
      const items = this.gather(COMMA, () => this.positionalArgument());
      return items !== null && this.tok(COMMA) && this.kwargs(found) ? true : null;
    });
    if (positional === null && !this.kwargs(found)) return;
    const comma = this.mark;
    if (!this.tok(COMMA) || !this.at(STAR)) return;
    const starred = this.gather(COMMA, () => this.attempt(() => this.starredExpression()));
    if (starred !== null)
      this.raiseRange(
        comma,
        starred[starred.length - 1].e,
        'iterable argument unpacking follows keyword argument unpacking',
      );
  }

  private generatorBeforeMore(): void {
    const value = this.expression();
    const clauses = value === null ? null : this.clauses();
    if (value === null || clauses === null || !this.tok(COMMA)) return;
    this.attempt(() => this.args() ?? (this.expression() !== null && this.clauses() !== null ? true : null));
    this.raiseRange(value.s, this.lastClauseEnd(clauses), GENERATOR);
  }

  /** The last `if`, or the iterable when there is none. */
  private lastClauseEnd(clauses: Shape): number {
    return clauses.left === null ? clauses.e : clauses.left.e;
  }

  /** Last token of the target of the last clause. */
  private clauseTarget(clauses: Shape): number {
    return clauses.parts.length > 0 ? clauses.parts[clauses.parts.length - 1].e : clauses.e;
  }

  functionParams(): boolean {
    if (this.invalid) this.invalidParameters(FUNCTION);
    return this.parameters(FUNCTION);
  }

  lambdaParams(): boolean {
    if (this.invalid) this.invalidParameters(LAMBDA);
    return this.parameters(LAMBDA);
  }

  private parameters(style: ParameterStyle): boolean {
    const slash = this.attempt(() => this.slashNoDefault(style)) ?? this.attempt(() => this.slashWithDefault(style));
    let any = slash !== null;
    // after a default, a parameter without one is no longer this list's
    let defaults = slash === 'default';
    if (!defaults) while (this.attempt(() => this.noDefault(style)) !== null) any = true;
    while (this.attempt(() => this.withDefault(style)) !== null) any = defaults = true;
    const complete = this.attempt(() => this.starEtc(style) || null) !== null || any;
    return complete && (slash === null || this.since(8, 'Positional-only parameters are'));
  }

  private slashNoDefault(style: ParameterStyle): 'plain' | null {
    if (!this.many(() => this.noDefault(style), 1) || !this.tok(SLASH)) return null;
    return this.slashEnd(style) ? 'plain' : null;
  }

  private slashWithDefault(style: ParameterStyle): 'default' | null {
    this.many(() => this.noDefault(style));
    if (!this.many(() => this.withDefault(style), 1) || !this.tok(SLASH)) return null;
    return this.slashEnd(style) ? 'default' : null;
  }

  private slashEnd(style: ParameterStyle): boolean {
    return this.tok(COMMA) || this.at(style.close);
  }

  /** What ends a parameter: a comma with its type comment, or the end of the list ahead. */
  private parameterEnd(style: ParameterStyle): boolean {
    if (this.tok(COMMA)) {
      this.tok(TYPE_COMMENT);
      return true;
    }
    const s = this.mark;
    this.tok(TYPE_COMMENT);
    if (this.at(style.close)) return true;
    this.mark = s;
    return false;
  }

  private parameter(style: ParameterStyle, starAnnotation = false): Shape | null {
    const s = this.mark;
    if (!this.tok(NAME)) return null;
    if (style.annotated && !starAnnotation) this.attempt(() => (this.tok(COLON) ? this.expression() : null));
    else if (style.annotated && (!this.tok(COLON) || this.starExpression() === null)) return null;
    return this.shape('name', s);
  }

  private noDefault(style: ParameterStyle): Shape | null {
    const shape = this.parameter(style);
    return shape !== null && this.parameterEnd(style) ? shape : null;
  }

  private default(style: ParameterStyle): boolean {
    const s = this.mark;
    if (this.tok(EQUAL)) {
      if (this.attempt(() => this.expression()) !== null) return true;
      if (this.invalid && this.at(RPAR, COMMA)) this.raiseToken(s, 'expected default value expression');
    }
    this.mark = s;
    return false;
  }

  private withDefault(style: ParameterStyle): Shape | null {
    const shape = this.parameter(style);
    return shape !== null && this.default(style) && this.parameterEnd(style) ? shape : null;
  }

  private maybeDefault(style: ParameterStyle): Shape | null {
    const shape = this.parameter(style);
    if (shape === null) return null;
    this.default(style);
    return this.parameterEnd(style) ? shape : null;
  }

  private starEtc(style: ParameterStyle): boolean {
    const s = this.mark;
    if (this.invalid) this.invalidStarEtc(style);
    this.mark = s;
    const rest = (): true => {
      this.many(() => this.maybeDefault(style));
      this.attempt(() => this.kwds(style) || null);
      return true;
    };
    if (this.attempt(() => (this.tok(STAR) && this.noDefault(style) !== null ? rest() : null)) !== null) return true;
    if (
      style.annotated &&
      this.attempt(() =>
        this.tok(STAR) && this.parameter(style, true) !== null && this.parameterEnd(style) ? rest() : null,
      ) !== null
    )
      return true;
    if (
      this.attempt(() => {
        if (!this.tok(STAR) || !this.tok(COMMA) || !this.many(() => this.maybeDefault(style), 1)) return null;
        this.attempt(() => this.kwds(style) || null);
        return true;
      }) !== null
    )
      return true;
    return this.kwds(style);
  }

  private kwds(style: ParameterStyle): boolean {
    const s = this.mark;
    if (this.invalid) this.invalidKwds(style);
    this.mark = s;
    return this.tok(DOUBLESTAR) && this.noDefault(style) !== null;
  }

  private invalidParameters(style: ParameterStyle): void {
    const s = this.mark;
    const again = (): void => {
      this.mark = s;
    };
    if (this.tok(SLASH) && this.tok(COMMA)) this.raiseToken(s, 'at least one argument must precede /');
    again();
    const slash = (): unknown =>
      this.attempt(() => this.slashNoDefault(style)) ?? this.attempt(() => this.slashWithDefault(style));
    if (slash() !== null && this.many(() => this.maybeDefault(style)) && this.tok(SLASH))
      this.raiseToken(this.mark - 1, '/ may appear only once');
    again();
    this.attempt(() => this.slashNoDefault(style));
    this.many(() => this.noDefault(style));
    if (this.attempt(() => this.slashWithDefault(style)) !== null || this.many(() => this.withDefault(style), 1)) {
      const plain = this.noDefault(style);
      if (plain !== null) this.raiseShape(plain, 'parameter without a default follows parameter with a default');
    }
    again();
    this.many(() => this.noDefault(style));
    this.parenthesisedParameters(style);
    again();
    slash();
    this.many(() => this.maybeDefault(style));
    if (this.tok(STAR) && (this.tok(COMMA) || this.attempt(() => this.noDefault(style)) !== null)) {
      this.many(() => this.maybeDefault(style));
      if (this.tok(SLASH)) this.raiseToken(this.mark - 1, '/ must be ahead of *');
    }
    again();
    if (this.many(() => this.maybeDefault(style), 1) && this.tok(SLASH) && this.tok(STAR))
      this.raiseToken(this.mark - 1, 'expected comma between / and *');
    again();
  }

  private parenthesisedParameters(style: ParameterStyle): void {
    const open = this.mark;
    if (!this.tok(LPAR)) return;
    if (style.annotated) {
      if (!this.many(() => this.noDefault(style), 1)) return;
    } else if (this.gather(COMMA, () => this.attempt(() => this.parameter(style))) === null) return;
    this.tok(COMMA);
    if (this.tok(RPAR)) this.raiseRange(open, this.mark - 1, style.parenthesised);
  }

  private invalidStarEtc(style: ParameterStyle): void {
    const s = this.mark;
    if (!this.tok(STAR)) return;
    if (this.at(style.close) || this.ahead(() => this.tok(COMMA) && this.at(style.close, DOUBLESTAR))) {
      if (style.annotated) this.raiseToken(s, 'named arguments must follow bare *');
      this.ahead(() => this.tok(COMMA) && this.at(style.close));
      this.raiseLast('named arguments must follow bare *');
    }
    if (this.tok(COMMA) && this.tok(TYPE_COMMENT)) this.raiseLast('bare * has associated type comment');
    this.mark = s + 1;
    if (this.parameter(style) !== null && this.tok(EQUAL))
      this.raiseToken(this.mark - 1, 'var-positional argument cannot have default value');
    this.mark = s + 1;
    if (this.attempt(() => this.noDefault(style)) !== null || this.tok(COMMA)) {
      this.many(() => this.maybeDefault(style));
      const star = this.mark;
      if (this.tok(STAR) && (this.attempt(() => this.noDefault(style)) !== null || this.tok(COMMA)))
        this.raiseToken(star, '* argument may appear only once');
    }
  }

  private invalidKwds(style: ParameterStyle): void {
    if (!this.tok(DOUBLESTAR)) return;
    const s = this.mark;
    if (this.parameter(style) !== null) {
      if (this.tok(EQUAL)) this.raiseToken(this.mark - 1, 'var-keyword argument cannot have default value');
      if (this.tok(COMMA)) {
        const more = this.attempt(() => this.parameter(style));
        if (more !== null) this.raiseShape(more, 'arguments cannot follow var-keyword argument');
        if (this.oneOf(STAR, DOUBLESTAR, SLASH))
          this.raiseToken(this.mark - 1, 'arguments cannot follow var-keyword argument');
      }
    }
    this.mark = s;
  }
}
