/** Expressions in the diagnosis. */
import {
  AMPER,
  AT,
  CIRCUMFLEX,
  COLON,
  COLONEQUAL,
  COMMA,
  DOT,
  DOUBLESLASH,
  DOUBLESTAR,
  ELLIPSIS,
  EQEQUAL,
  EQUAL,
  FSTRING_MIDDLE,
  FSTRING_START,
  GREATER,
  GREATEREQUAL,
  KW_AND,
  KW_ASYNC,
  KW_AWAIT,
  KW_BREAK,
  KW_CONTINUE,
  KW_ELSE,
  KW_FALSE,
  KW_FOR,
  KW_FROM,
  KW_IF,
  KW_IN,
  KW_IS,
  KW_LAMBDA,
  KW_NONE,
  KW_NOT,
  KW_OR,
  KW_PASS,
  KW_TRUE,
  KW_YIELD,
  LBRACE,
  LEFTSHIFT,
  LESS,
  LESSEQUAL,
  LPAR,
  LSQB,
  MINUS,
  NAME,
  NOTEQUAL,
  NUMBER,
  PERCENT,
  PLUS,
  RBRACE,
  RIGHTSHIFT,
  RPAR,
  RSQB,
  SLASH,
  STAR,
  STRING,
  TILDE,
  TSTRING_MIDDLE,
  TSTRING_START,
  VBAR,
} from '../generated/kinds.ts';
import { numberValue } from '../parser/numbers.ts';
import { PySyntaxError } from '../errors.ts';
import { DiagnosisBase, type Shape } from './engine.ts';

const STRENGTH = new Map<number, number>([
  [VBAR, 1],
  [CIRCUMFLEX, 2],
  [AMPER, 3],
  [LEFTSHIFT, 4],
  [RIGHTSHIFT, 4],
  [PLUS, 5],
  [MINUS, 5],
  [STAR, 6],
  [SLASH, 6],
  [DOUBLESLASH, 6],
  [PERCENT, 6],
  [AT, 6],
]);
const SOFT_KEYWORDS = new Set(['_', 'case', 'match', 'type']);
const NOT_AFTER_OPERATOR = "'not' after an operator must be parenthesized";

export abstract class ExpressionDiagnosis extends DiagnosisBase {
  abstract strings(): Shape | null;
  abstract lambdaParams(): boolean;
  abstract callArguments(): boolean;
  abstract starTargets(): Shape | null;
  abstract simpleStatement(): Shape | null;
  abstract invalidForTarget(): void;

  expressions(): Shape | null {
    return this.tupleOf(() => this.expression());
  }

  starExpressions(): Shape | null {
    return this.tupleOf(() => this.starExpression());
  }

  private tupleOf(item: () => Shape | null): Shape | null {
    const s = this.mark;
    const items = this.gather(COMMA, item);
    if (items === null) return null;
    const comma = this.tok(COMMA);
    return items.length > 1 || comma ? this.shape('tuple', s, items) : items[0];
  }

  starExpression(): Shape | null {
    return this.memo(
      'star_expression',
      () => this.attempt(() => this.starred(() => this.bitwiseOr())) ?? this.expression(),
    );
  }

  private starred(operand: () => Shape | null): Shape | null {
    const s = this.mark;
    if (!this.tok(STAR)) return null;
    const value = operand();
    return value === null ? null : this.shape('starred', s, [value]);
  }

  starNamedExpression(): Shape | null {
    return this.attempt(() => this.starred(() => this.bitwiseOr())) ?? this.namedExpression();
  }

  starNamedExpressions(): Shape[] | null {
    const items = this.gather(COMMA, () => this.starNamedExpression());
    if (items !== null) this.tok(COMMA);
    return items;
  }

  /** Of a call: `*expression`, with what may go wrong there. */
  starredExpression(): Shape | null {
    const s = this.mark;
    if (this.invalid) {
      this.attempt(() => {
        const value = this.tok(STAR) && this.expression() !== null && this.tok(EQUAL) ? this.expression() : null;
        if (value !== null) this.raiseRange(s, value.e, 'cannot assign to iterable argument unpacking');
        return null;
      });
    }
    const shape = this.attempt(() => this.starred(() => this.expression()));
    if (shape === null && this.invalid && this.tok(STAR)) this.raiseLast('Invalid star expression');
    return shape;
  }

  assignmentExpression(): Shape | null {
    return this.attempt(() => {
      const s = this.mark;
      if (!this.tok(NAME) || !this.tok(COLONEQUAL)) return null;
      return this.expression() === null || !this.since(8, 'Assignment expressions are')
        ? null
        : this.shape('named expression', s);
    });
  }

  namedExpression(): Shape | null {
    const s = this.mark;
    if (this.tok(NAME) && this.tok(COLONEQUAL))
      return this.expression() === null || !this.since(8, 'Assignment expressions are')
        ? null
        : this.shape('named expression', s);
    this.mark = s;
    if (this.invalid) this.memo('invalid_named_expression', () => this.invalidNamedExpression());
    const shape = this.expression();
    return shape === null || this.at(COLONEQUAL) ? null : shape;
  }

  private invalidNamedExpression(): null {
    const s = this.mark;
    const walrus = this.expression();
    if (walrus !== null && this.tok(COLONEQUAL) && this.expression() !== null)
      this.raiseShape(walrus, `cannot use assignment expressions with ${walrus.name}`);
    this.mark = s;
    if (this.tok(NAME) && this.tok(EQUAL)) {
      const value = this.bitwiseOr();
      if (value !== null && !this.at(EQUAL, COLONEQUAL))
        this.raiseRange(s, value.e, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    this.mark = s;
    if (this.ahead(() => this.list() ?? this.tuple() ?? this.genexp() ?? this.oneOf(KW_TRUE, KW_NONE, KW_FALSE)))
      return null;
    const target = this.bitwiseOr();
    if (target !== null && this.tok(EQUAL) && this.bitwiseOr() !== null && !this.at(EQUAL, COLONEQUAL)) {
      this.raiseShape(target, `cannot assign to ${target.name} here. Maybe you meant '==' instead of '='?`);
    }
    return null;
  }

  expression(): Shape | null {
    return this.memo('expression', () => {
      const s = this.mark;
      if (this.invalid) {
        this.invalidExpression();
        this.mark = s;
        this.invalidLegacyExpression();
        this.mark = s;
      }
      return this.plainExpression();
    });
  }

  private plainExpression(): Shape | null {
    const s = this.mark;
    const conditional = this.attempt(() => {
      if (this.disjunction() === null || !this.tok(KW_IF) || this.disjunction() === null || !this.tok(KW_ELSE))
        return null;
      return this.expression() === null ? null : this.shape('conditional expression', s);
    });
    return conditional ?? this.attempt(() => this.disjunction()) ?? this.lambda();
  }

  private expressionWithoutInvalid(): Shape | null {
    const { invalid } = this;
    this.invalid = false;
    const shape = this.plainExpression();
    this.invalid = invalid;
    return shape;
  }

  private invalidExpression(): void {
    const s = this.mark;
    this.brokenString();
    this.mark = s;
    if (!this.startsOddly()) {
      const a = this.disjunction();
      const b = a === null ? null : this.expressionWithoutInvalid();
      if (a !== null && b !== null && !this.isLegacy(a) && this.levelOf(this.mark - 1) > 0)
        this.raiseRange(a.s, b.e, 'invalid syntax. Perhaps you forgot a comma?');
    }
    this.mark = s;
    const body = this.disjunction();
    if (body !== null && this.tok(KW_IF)) {
      const test = this.disjunction();
      if (test !== null) {
        if (!this.at(KW_ELSE, COLON)) this.raiseRange(body.s, test.e, "expected 'else' after 'if' expression");
        if (this.tok(KW_ELSE) && !this.ahead(() => this.expression()))
          this.raiseNext("expected expression after 'else', but statement is given");
      }
    }
    this.mark = s;
    if (
      this.oneOf(KW_PASS, KW_BREAK, KW_CONTINUE) &&
      this.tok(KW_IF) &&
      this.disjunction() !== null &&
      this.tok(KW_ELSE) &&
      this.simpleStatement() !== null
    ) {
      this.raiseToken(s, "expected expression before 'if', but statement is given");
    }
    this.mark = s;
    if (!this.tok(KW_LAMBDA)) return;
    this.attempt(() => this.lambdaParams() || null);
    if (!this.tok(COLON)) return;
    const colon = this.mark - 1;
    if (this.at(FSTRING_MIDDLE))
      this.raiseRange(s, colon, 'f-string: lambda expressions are not allowed without parentheses');
    if (this.at(TSTRING_MIDDLE))
      this.raiseRange(s, colon, 't-string: lambda expressions are not allowed without parentheses');
  }

  /** `"text "word" text"`: what lies between two strings was meant to be in one. */
  private brokenString(): void {
    if (!this.tok(STRING)) return;
    const first = this.mark;
    const between = (): Shape | null => (this.at(STRING) ? null : this.expressionWithoutInvalid());
    let last = this.attempt(between);
    if (last === null) return;
    for (let next = this.attempt(between); next !== null; next = this.attempt(between)) last = next;
    if (this.tok(STRING)) this.raiseRange(first, last.e, 'invalid syntax. Is this intended to be part of the string?');
  }

  /** A name before a string may be a wrong prefix; soft keywords may be followed by names. */
  private startsOddly(): boolean {
    return (
      this.ahead(() => this.tok(NAME) && this.tok(STRING)) ||
      (this.peek() === NAME && SOFT_KEYWORDS.has(this.textOf(this.mark)))
    );
  }

  private isLegacy(shape: Shape): boolean {
    if (shape.name !== 'name') return false;
    const text = this.textOf(shape.s);
    return text === 'print' || text === 'exec';
  }

  private invalidLegacyExpression(): void {
    const s = this.mark;
    if (!this.tok(NAME) || this.at(LPAR)) return;
    const b = this.starExpressions();
    const name = this.textOf(s);
    if (b !== null && (name === 'print' || name === 'exec'))
      this.raiseRange(s, b.e, `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`);
  }

  yieldExpression(): Shape | null {
    const s = this.mark;
    if (!this.tok(KW_YIELD)) return null;
    const from = this.attempt(() => (this.tok(KW_FROM) ? this.expression() : null));
    if (from === null) this.attempt(() => this.starExpressions());
    return this.shape('yield expression', s);
  }

  annotatedRhs(): Shape | null {
    return this.attempt(() => this.yieldExpression()) ?? this.starExpressions();
  }

  private lambda(): Shape | null {
    const s = this.mark;
    if (!this.tok(KW_LAMBDA)) return null;
    this.attempt(() => this.lambdaParams() || null);
    return this.tok(COLON) && this.expression() !== null ? this.shape('lambda', s) : null;
  }

  disjunction(): Shape | null {
    return this.memo('disjunction', () =>
      this.chain(KW_OR, () => this.memo('conjunction', () => this.chain(KW_AND, () => this.inversion()))),
    );
  }

  private chain(operator: number, operand: () => Shape | null): Shape | null {
    const s = this.mark;
    const items = this.gather(operator, operand);
    if (items === null) return null;
    return items.length === 1 ? items[0] : this.shape('expression', s);
  }

  inversion(): Shape | null {
    return this.memo('inversion', () => {
      const s = this.mark;
      if (!this.tok(KW_NOT)) return this.comparison();
      return this.inversion() === null ? null : this.shape('expression', s);
    });
  }

  private comparison(): Shape | null {
    const s = this.mark;
    const left = this.bitwiseOr();
    if (left === null) return null;
    const firstIn = this.at(KW_IN);
    let count = 0;
    while (this.attempt(() => (this.comparisonOperator() ? this.bitwiseOr() : null)) !== null) count++;
    return count === 0 ? left : this.shape('comparison', s, [], firstIn ? left : null);
  }

  private comparisonOperator(): boolean {
    if (this.tok(LESS)) return this.less();
    if (this.oneOf(EQEQUAL, LESSEQUAL, GREATER, GREATEREQUAL, KW_IN)) return true;
    if (this.tok(NOTEQUAL)) {
      if (this.barry) this.raiseLast("with Barry as BDFL, use '<>' instead of '!='");
      return true;
    }
    if (this.tok(KW_NOT)) return this.tok(KW_IN);
    if (!this.tok(KW_IS)) return false;
    this.tok(KW_NOT);
    return true;
  }

  /** Behind `<`: with `>` directly after it, it is the old inequality. */
  private less(): true {
    const { start, end } = this.tokens;
    const old = this.at(GREATER) && start[this.mark] === end[this.mark - 1];
    if (old && this.barry) this.mark++;
    else if (old && this.invalid)
      this.raiseRange(this.mark - 1, this.mark, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
    return true;
  }

  bitwiseOr(): Shape | null {
    return this.memo('bitwise_or', () => this.binary(0));
  }

  private binary(floor: number): Shape | null {
    const s = this.mark;
    let left = this.factor();
    if (left === null) return null;
    for (;;) {
      const operator = this.mark;
      const strength = STRENGTH.get(this.peek()) ?? 0;
      if (strength <= floor) return left;
      this.mark++;
      if (this.invalid && strength >= 5 && this.at(KW_NOT)) this.notAfterOperator();
      if (this.binary(strength) === null) {
        this.mark = operator;
        return left;
      }
      if (this.kinds[operator] === AT) this.since(5, "The '@' operator is");
      left = this.shape('expression', s);
    }
  }

  private notAfterOperator(): void {
    const s = this.mark;
    this.mark++;
    const operand = this.inversion();
    if (operand !== null) this.raiseRange(s, operand.e, NOT_AFTER_OPERATOR);
    this.mark = s;
  }

  private factor(): Shape | null {
    return this.memo('factor', () => {
      const s = this.mark;
      if (!this.oneOf(PLUS, MINUS, TILDE)) return this.power();
      if (this.invalid && this.at(KW_NOT)) {
        const not = this.mark;
        this.mark++;
        const operand = this.factor();
        if (operand !== null) this.raiseRange(not, operand.e, NOT_AFTER_OPERATOR);
        this.mark = not;
      }
      return this.factor() === null ? null : this.shape('expression', s);
    });
  }

  private power(): Shape | null {
    const s = this.mark;
    const base = this.awaitPrimary();
    if (base === null) return null;
    const exponent = this.attempt(() => (this.tok(DOUBLESTAR) ? this.factor() : null));
    return exponent === null ? base : this.shape('expression', s);
  }

  private awaitPrimary(): Shape | null {
    return this.memo('await_primary', () => {
      const s = this.mark;
      if (!this.tok(KW_AWAIT)) return this.primary();
      return this.primary() === null || !this.since(5, 'Await expressions are')
        ? null
        : this.shape('await expression', s);
    });
  }

  primary(): Shape | null {
    return this.memo('primary', () => {
      const s = this.mark;
      let node = this.atom();
      while (node !== null) {
        const more = this.trailer(s);
        if (more === null) return node;
        node = more;
      }
      return null;
    });
  }

  /** One attribute, call or subscript behind a primary that began at `s`. */
  trailer(s: number): Shape | null {
    return (
      this.attempt(() => (this.tok(DOT) && this.tok(NAME) ? this.shape('attribute', s) : null)) ??
      this.attempt(() => (this.genexp() === null ? null : this.shape('function call', s))) ??
      this.attempt(() => {
        if (!this.tok(LPAR)) return null;
        this.attempt(() => this.callArguments() || null);
        return this.tok(RPAR) ? this.shape('function call', s) : null;
      }) ??
      this.attempt(() => (this.tok(LSQB) && this.slices() && this.tok(RSQB) ? this.shape('subscript', s) : null))
    );
  }

  slices(): boolean {
    const single = this.attempt(() => (this.slice() && !this.at(COMMA) ? true : null));
    if (single !== null) return true;
    const items = this.gather(
      COMMA,
      () => this.attempt(() => this.slice() || null) ?? (this.starredExpression() !== null ? true : null),
    );
    if (items === null) return false;
    this.tok(COMMA);
    return true;
  }

  private slice(): boolean {
    const range = this.attempt(() => {
      this.attempt(() => this.expression());
      if (!this.tok(COLON)) return null;
      this.attempt(() => this.expression());
      if (this.tok(COLON)) this.attempt(() => this.expression());
      return true;
    });
    return range !== null || this.namedExpression() !== null;
  }

  /** Brackets are read once per pass and mode, however many rules ask for them. */
  atom(): Shape | null {
    if (!this.at(LPAR, LSQB, LBRACE)) return this.anyAtom();
    return this.memo(this.invalid ? 'atom' : 'valid atom', () => this.anyAtom());
  }

  private anyAtom(): Shape | null {
    const s = this.mark;
    switch (this.peek()) {
      case NAME:
        return this.one('name');
      case KW_TRUE:
        return this.one('True');
      case KW_FALSE:
        return this.one('False');
      case KW_NONE:
        return this.one('None');
      case ELLIPSIS:
        return this.one('ellipsis');
      case STRING:
      case FSTRING_START:
      case TSTRING_START:
        return this.strings();
      case NUMBER:
        return this.number();
      case LPAR:
        return (
          this.attempt(() => this.tuple()) ?? this.attempt(() => this.group()) ?? this.attempt(() => this.genexp())
        );
      case LSQB:
        return (
          this.attempt(() => this.list()) ?? this.attempt(() => this.comprehension(LSQB, RSQB, 'list comprehension'))
        );
      case LBRACE:
        return (
          this.attempt(() => this.dict()) ??
          this.attempt(() => this.set()) ??
          this.attempt(() => this.dictComprehension()) ??
          this.attempt(() => this.comprehension(LBRACE, RBRACE, 'set comprehension'))
        );
    }
    this.mark = s;
    return null;
  }

  private one(name: string): Shape {
    this.mark++;
    return this.shape(name, this.mark - 1);
  }

  number(): Shape {
    const value = numberValue(this.textOf(this.mark));
    const { line, endLine } = this.tokens;
    if (typeof value === 'string')
      throw new PySyntaxError('SyntaxError', value, {
        lineno: line[this.mark],
        offset: 0,
        endLineno: endLine[this.mark],
        endOffset: 0,
      });
    if (this.textOf(this.mark).includes('_')) this.since(6, 'Underscores in numeric literals are');
    return this.one('literal');
  }

  private group(): Shape | null {
    const s = this.mark;
    const plain = this.attempt(() => {
      if (!this.tok(LPAR)) return null;
      const inner = this.attempt(() => this.yieldExpression()) ?? this.namedExpression();
      return inner !== null && this.tok(RPAR) ? inner : null;
    });
    if (plain !== null) return { ...plain, s: plain.s, e: plain.e };
    if (!this.invalid) return null;
    this.attempt(() => {
      const value = this.tok(LPAR) ? this.starredExpression() : null;
      if (value !== null && this.tok(RPAR)) this.raiseShape(value, 'cannot use starred expression here');
      return null;
    });
    this.attempt(() => {
      if (this.tok(LPAR) && this.tok(DOUBLESTAR) && this.expression() !== null && this.tok(RPAR))
        this.raiseToken(s + 1, 'cannot use double starred expression here');
      return null;
    });
    return null;
  }

  tuple(): Shape | null {
    return this.attempt(() => {
      const s = this.mark;
      if (!this.tok(LPAR)) return null;
      const items = this.attempt(() => {
        const first = this.starNamedExpression();
        if (first === null || !this.tok(COMMA)) return null;
        return [first, ...(this.attempt(() => this.starNamedExpressions()) ?? [])];
      });
      return this.tok(RPAR) ? this.shape('tuple', s, items ?? []) : null;
    });
  }

  list(): Shape | null {
    return this.attempt(() => {
      const s = this.mark;
      if (!this.tok(LSQB)) return null;
      const items = this.attempt(() => this.starNamedExpressions());
      return this.tok(RSQB) ? this.shape('list', s, items ?? []) : null;
    });
  }

  private set(): Shape | null {
    const s = this.mark;
    return this.tok(LBRACE) && this.starNamedExpressions() !== null && this.tok(RBRACE)
      ? this.shape('set display', s)
      : null;
  }

  private dict(): Shape | null {
    const s = this.mark;
    const plain = this.attempt(() => {
      if (!this.tok(LBRACE)) return null;
      this.attempt(() => this.keyValuePairs());
      return this.tok(RBRACE) ? this.shape('dict literal', s) : null;
    });
    if (plain === null && this.invalid && this.tok(LBRACE)) this.invalidKeyValuePairs();
    return plain;
  }

  private keyValuePairs(): true | null {
    let items = 0;
    const item = (): true | null => {
      if (this.invalid && items++ > 0) this.checkKey();
      return this.keyValue();
    };
    if (this.gather(COMMA, item) === null) return null;
    this.tok(COMMA);
    return true;
  }

  /** A later key must have its colon; nothing else that is wrong with it is looked for first. */
  private checkKey(): void {
    const s = this.mark;
    const key = this.attempt(() => this.expressionWithoutInvalid());
    if (key !== null && !this.at(COLON)) this.raiseMissingColon(key);
    this.mark = s;
  }

  private keyValue(): true | null {
    if (this.attempt(() => (this.tok(DOUBLESTAR) ? this.bitwiseOr() : null)) !== null) return true;
    return this.expression() !== null && this.tok(COLON) && this.expression() !== null ? true : null;
  }

  private invalidKeyValuePairs(): void {
    const s = this.mark;
    if (this.gather(COMMA, () => this.attempt(() => this.keyValue())) !== null && this.tok(COMMA))
      this.invalidKeyValue();
    this.mark = s;
    this.invalidValue();
  }

  private invalidKeyValue(): void {
    const s = this.mark;
    const key = this.expression();
    if (key !== null && !this.at(COLON)) this.raiseMissingColon(key);
    this.mark = s;
    this.invalidValue();
  }

  private raiseMissingColon(key: Shape): never {
    const error = this.errorAt(key.e, "':' expected after dictionary key", 'SyntaxError');
    throw new PySyntaxError('SyntaxError', error.msg, {
      lineno: this.tokens.line[key.s],
      offset: (error.endOffset as number) - 1,
      endLineno: error.endLineno,
      endOffset: 0,
    });
  }

  private invalidValue(): void {
    if (this.expression() === null || !this.tok(COLON)) return;
    const colon = this.mark - 1;
    if (this.tok(STAR)) {
      const star = this.mark - 1;
      if (this.bitwiseOr() !== null) this.raiseFrom(star, 'cannot use a starred expression in a dictionary value');
      return;
    }
    if (this.at(RBRACE, COMMA)) this.raiseToken(colon, "expression expected after dictionary key and ':'");
  }

  private dictComprehension(): Shape | null {
    const s = this.mark;
    const plain = this.attempt(() => {
      if (
        !this.tok(LBRACE) ||
        this.expression() === null ||
        !this.tok(COLON) ||
        this.expression() === null ||
        this.clauses() === null
      )
        return null;
      return this.tok(RBRACE) ? this.shape('dict comprehension', s) : null;
    });
    if (plain === null && this.invalid && this.tok(LBRACE) && this.tok(DOUBLESTAR)) {
      if (this.bitwiseOr() !== null && this.clauses() !== null && this.tok(RBRACE))
        this.raiseToken(s + 1, 'dict unpacking cannot be used in dict comprehension');
    }
    return plain;
  }

  genexp(): Shape | null {
    return this.attempt(() => {
      const s = this.mark;
      const plain = this.attempt(() => {
        if (!this.tok(LPAR)) return null;
        const item =
          this.assignmentExpression() ??
          this.attempt(() => (this.expression() !== null && !this.at(COLONEQUAL) ? true : null));
        return item !== null && this.clauses() !== null && this.tok(RPAR)
          ? this.shape('generator expression', s)
          : null;
      });
      if (plain === null && this.invalid) this.invalidComprehension();
      return plain;
    });
  }

  private comprehension(open: number, close: number, name: string): Shape | null {
    const s = this.mark;
    const plain = this.attempt(() => {
      if (!this.tok(open) || this.namedExpression() === null || this.clauses() === null) return null;
      return this.tok(close) ? this.shape(name, s) : null;
    });
    if (plain === null && this.invalid) this.invalidComprehension();
    return plain;
  }

  private invalidComprehension(): void {
    const s = this.mark;
    const open = this.peek();
    if (open !== LSQB && open !== LPAR && open !== LBRACE) return;
    this.mark++;
    const starred = this.starredExpression();
    if (starred !== null && this.clauses() !== null)
      this.raiseShape(starred, 'iterable unpacking cannot be used in comprehension');
    this.mark = s + 1;
    if (open !== LPAR) {
      const forgot = 'did you forget parentheses around the comprehension target?';
      const first = this.starNamedExpression();
      if (first !== null && this.tok(COMMA)) {
        const comma = this.mark - 1;
        const rest = this.attempt(() => this.starNamedExpressions());
        if (rest !== null && this.clauses() !== null) this.raiseRange(first.s, rest[rest.length - 1].e, forgot);
        this.mark = comma + 1;
        if (this.clauses() !== null) this.raiseRange(first.s, comma, forgot);
      }
    }
    this.mark = s;
  }

  /** Last iterable or condition of the clause read last. */
  private lastItem: Shape | null = null;

  /** `for … in … if …`, one or more; the parts are the targets, `left` is the last iterable or condition. */
  clauses(): Shape | null {
    const s = this.mark;
    const targets: Shape[] = [];
    for (;;) {
      const target = this.attempt(() => this.clause());
      if (target === null) break;
      targets.push(target);
    }
    return targets.length > 0 ? this.shape('', s, targets, this.lastItem) : null;
  }

  /** One clause: its target. */
  private clause(): Shape | null {
    const s = this.mark;
    const isAsync = this.tok(KW_ASYNC);
    const target = this.tok(KW_FOR) ? this.starTargets() : null;
    if (target !== null && this.tok(KW_IN)) {
      // past `in` there is no way back
      let item = this.disjunction();
      if (item === null) return null;
      for (
        let more: Shape | null = item;
        more !== null;
        more = this.attempt(() => (this.tok(KW_IF) ? this.disjunction() : null))
      )
        item = more;
      this.lastItem = item;
      if (isAsync) this.since(6, 'Async comprehensions are');
      return target;
    }
    this.mark = s;
    if (this.invalid) {
      this.invalidClause();
      this.mark = s;
      this.invalidForTarget();
      this.mark = s;
    }
    return null;
  }

  private invalidClause(): void {
    this.tok(KW_ASYNC);
    if (!this.tok(KW_FOR) || this.gather(COMMA, () => this.bitwiseOr()) === null) return;
    this.tok(COMMA);
    if (!this.at(KW_IN)) this.raiseLast("'in' expected after for-loop variables");
  }
}
