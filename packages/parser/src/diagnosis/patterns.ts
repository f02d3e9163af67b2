/** Patterns in the diagnosis. */
import {
  COLON,
  COMMA,
  DOT,
  DOUBLESTAR,
  EQUAL,
  FSTRING_START,
  KW_AS,
  KW_FALSE,
  KW_NONE,
  KW_TRUE,
  LBRACE,
  LPAR,
  LSQB,
  MINUS,
  NAME,
  NUMBER,
  PLUS,
  RBRACE,
  RPAR,
  RSQB,
  STAR,
  STRING,
  TSTRING_START,
  VBAR,
} from '../generated/kinds.ts';
import type { Shape } from './engine.ts';
import { TargetDiagnosis } from './targets.ts';

export abstract class PatternDiagnosis extends TargetDiagnosis {
  patterns(): boolean {
    return this.attempt(() => this.openSequence() || null) !== null || this.pattern() !== null;
  }

  private openSequence(): boolean {
    if (this.maybeStarPattern() === null || !this.tok(COMMA)) return false;
    this.attempt(() => this.sequenceItems());
    return true;
  }

  private sequenceItems(): true | null {
    if (this.gather(COMMA, () => this.maybeStarPattern()) === null) return null;
    this.tok(COMMA);
    return true;
  }

  private maybeStarPattern(): Shape | null {
    return (
      this.attempt(() => {
        const s = this.mark;
        if (!this.tok(STAR)) return null;
        return this.attempt(() => this.captureTarget()) !== null || this.word('_') ? this.shape('', s) : null;
      }) ?? this.attempt(() => this.pattern())
    );
  }

  private pattern(): Shape | null {
    const s = this.mark;
    const as = this.attempt(() =>
      this.orPattern() !== null && this.tok(KW_AS) && this.captureTarget() !== null ? this.shape('', s) : null,
    );
    if (as !== null) return as;
    if (this.invalid) this.invalidAsPattern();
    this.mark = s;
    return this.orPattern();
  }

  private invalidAsPattern(): void {
    if (this.orPattern() === null || !this.tok(KW_AS)) return;
    if (this.atWord('_')) this.raiseToken(this.mark, "cannot use '_' as a target");
    const target = this.expression();
    if (target !== null) this.raiseShape(target, `cannot use ${target.name} as pattern target`);
  }

  private captureTarget(): Shape | null {
    const s = this.mark;
    if (this.atWord('_') || !this.tok(NAME) || this.at(DOT, LPAR, EQUAL)) return null;
    return this.shape('name', s);
  }

  private orPattern(): Shape | null {
    const s = this.mark;
    return this.gather(VBAR, () => this.closedPattern()) === null ? null : this.shape('', s);
  }

  private closedPattern(): Shape | null {
    return this.memo('closed_pattern', () => {
      const s = this.mark;
      const matched =
        this.attempt(() => this.literalPattern() || null) ??
        this.attempt(() => this.captureTarget()) ??
        this.attempt(() => this.word('_') || null) ??
        this.attempt(() => (this.dottedValue(true) && !this.at(DOT, LPAR, EQUAL) ? true : null)) ??
        this.attempt(() => (this.tok(LPAR) && this.pattern() !== null && this.tok(RPAR) ? true : null)) ??
        this.attempt(() => this.sequencePattern()) ??
        this.attempt(() => this.mappingPattern()) ??
        this.attempt(() => this.classPattern());
      return matched === null ? null : this.shape('', s);
    });
  }

  private literalPattern(): boolean {
    if (this.attempt(() => (this.signedNumber() !== null && !this.at(PLUS, MINUS) ? true : null)) !== null) return true;
    if (this.attempt(() => this.complexNumber() || null) !== null) return true;
    if (this.at(STRING, FSTRING_START, TSTRING_START) && this.strings() !== null) return true;
    return this.oneOf(KW_NONE, KW_TRUE, KW_FALSE);
  }

  private signedNumber(): Shape | null {
    const s = this.mark;
    this.tok(MINUS);
    if (!this.at(NUMBER)) return null;
    this.number();
    return this.shape('literal', s);
  }

  private complexNumber(): boolean {
    const real = this.signedNumber();
    if (real === null) return false;
    if (this.isImaginary(real.e)) this.raiseToken(real.e, 'real number required in complex literal');
    if (!this.oneOf(PLUS, MINUS) || !this.at(NUMBER)) return false;
    this.number();
    if (!this.isImaginary(this.mark - 1))
      this.raiseToken(this.mark - 1, 'imaginary number required in complex literal');
    return true;
  }

  private isImaginary(token: number): boolean {
    return /[jJ]$/.test(this.textOf(token));
  }

  /** `a.b.c`, or with `dotted` false also a single name. */
  private dottedValue(dotted: boolean): boolean {
    if (!this.tok(NAME)) return false;
    let dots = 0;
    while (this.attempt(() => (this.tok(DOT) && this.tok(NAME) ? true : null)) !== null) dots++;
    return dots > 0 || !dotted;
  }

  private sequencePattern(): true | null {
    if (this.tok(LSQB)) {
      this.attempt(() => this.sequenceItems());
      return this.tok(RSQB) ? true : null;
    }
    if (!this.tok(LPAR)) return null;
    this.attempt(() => this.openSequence() || null);
    return this.tok(RPAR) ? true : null;
  }

  private mappingPattern(): true | null {
    if (!this.tok(LBRACE)) return null;
    const rest = (): boolean => this.tok(DOUBLESTAR) && this.captureTarget() !== null;
    const items = this.attempt(() => this.gather(COMMA, () => this.mappingItem()));
    if (items === null) {
      if (this.attempt(() => rest() || null) !== null) this.tok(COMMA);
    } else if (this.tok(COMMA) && this.attempt(() => rest() || null) !== null) this.tok(COMMA);
    return this.tok(RBRACE) ? true : null;
  }

  private mappingItem(): true | null {
    const key = this.attempt(() => this.literalPattern() || null) ?? this.attempt(() => this.dottedValue(true) || null);
    return key !== null && this.tok(COLON) && this.pattern() !== null ? true : null;
  }

  private classPattern(): true | null {
    const s = this.mark;
    const plain = this.attempt(() => {
      if (!this.dottedValue(false) || !this.tok(LPAR)) return null;
      const positional = this.attempt(() => this.positionalPatterns());
      if (positional === null || this.tok(COMMA)) this.attempt(() => this.keywordPatterns());
      this.tok(COMMA);
      return this.tok(RPAR) ? true : null;
    });
    if (plain !== null) return plain;
    if (this.invalid && this.dottedValue(false) && this.tok(LPAR)) this.invalidClassArguments();
    this.mark = s;
    return null;
  }

  private positionalPatterns(): Shape[] | null {
    return this.gather(COMMA, () =>
      this.attempt(() => {
        const shape = this.pattern();
        return shape !== null && !this.at(EQUAL) ? shape : null;
      }),
    );
  }

  private keywordPatterns(): true | null {
    return this.gather(COMMA, () => (this.tok(NAME) && this.tok(EQUAL) && this.pattern() !== null ? true : null)) ===
      null
      ? null
      : true;
  }

  private invalidClassArguments(): void {
    this.attempt(() => (this.positionalPatterns() !== null && this.tok(COMMA) ? true : null));
    if (this.attempt(() => this.keywordPatterns()) === null || !this.tok(COMMA)) return;
    const late = this.positionalPatterns();
    if (late !== null)
      this.raiseRange(late[0].s, late[late.length - 1].e, 'positional patterns follow keyword patterns');
  }
}
