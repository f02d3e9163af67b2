/** Expressions: from star_expressions down to comparison, binary operators and unary ones. */
import * as A from '../generated/nodes.ts';
import {
  AMPER,
  AT,
  CIRCUMFLEX,
  COLONEQUAL,
  COMMA,
  DOUBLESLASH,
  DOUBLESTAR,
  EQEQUAL,
  EQUAL,
  GREATER,
  GREATEREQUAL,
  KIND_NAMES,
  KW_AND,
  KW_AWAIT,
  KW_ELSE,
  KW_FROM,
  KW_IF,
  KW_IN,
  KW_IS,
  KW_LAMBDA,
  KW_NOT,
  KW_OR,
  KW_YIELD,
  LEFTSHIFT,
  LESS,
  LESSEQUAL,
  MINUS,
  NAME,
  NOTEQUAL,
  PERCENT,
  PLUS,
  RIGHTSHIFT,
  SLASH,
  STAR,
  TILDE,
  VBAR,
  RPAR,
  RSQB,
  RBRACE,
  COLON,
  NEWLINE,
  SEMI,
  ENDMARKER,
  EXCLAMATION,
  PLUSEQUAL,
  ATEQUAL,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import { FAILURE } from './base.ts';
import { StringParser } from './strings.ts';

/** Binding strength of binary operators by token kind, 0 for other tokens. */
const STRENGTH = new Uint8Array(KIND_NAMES.length);
const OPERATOR: (A.Operator | '')[] = KIND_NAMES.map(() => '');
function binary(kind: number, strength: number, operator: A.Operator): void {
  STRENGTH[kind] = strength;
  OPERATOR[kind] = operator;
}
binary(VBAR, 1, 'BitOr');
binary(CIRCUMFLEX, 2, 'BitXor');
binary(AMPER, 3, 'BitAnd');
binary(LEFTSHIFT, 4, 'LShift');
binary(RIGHTSHIFT, 4, 'RShift');
binary(PLUS, 5, 'Add');
binary(MINUS, 5, 'Sub');
binary(STAR, 6, 'Mult');
binary(SLASH, 6, 'Div');
binary(DOUBLESLASH, 6, 'FloorDiv');
binary(PERCENT, 6, 'Mod');
binary(AT, 6, 'MatMult');

/** Comparison operators spelled with one token. */
const COMPARISON: (A.Cmpop | '')[] = KIND_NAMES.map(() => '');
COMPARISON[EQEQUAL] = 'Eq';
COMPARISON[NOTEQUAL] = 'NotEq';
COMPARISON[LESS] = 'Lt';
COMPARISON[LESSEQUAL] = 'LtE';
COMPARISON[GREATER] = 'Gt';
COMPARISON[GREATEREQUAL] = 'GtE';
COMPARISON[KW_IN] = 'In';

/** Tokens after which a comma-separated list has ended. */
const LIST_END = new Uint8Array(KIND_NAMES.length);
for (const kind of [
  RPAR,
  RSQB,
  RBRACE,
  COLON,
  NEWLINE,
  SEMI,
  ENDMARKER,
  EQUAL,
  EXCLAMATION,
  KW_IN,
  KW_FROM,
  TYPE_COMMENT,
])
  LIST_END[kind] = 1;
for (let kind = PLUSEQUAL; kind <= ATEQUAL; kind++) LIST_END[kind] = 1;

export abstract class ExpressionParser extends StringParser {
  abstract primary(): A.ExprNode;
  abstract lambdaParameters(): A.Arguments;

  annotatedRhs(): A.ExprNode {
    return this.k === KW_YIELD ? this.yieldExpression() : this.starExpressions();
  }

  yieldExpression(): A.ExprNode {
    const s = this.p;
    this.advance();
    if (this.accept(KW_FROM)) {
      const value = this.expression();
      return A.YieldFrom(value, this.lines[s], this.cols[s], this.endLines[this.p - 1], this.endCols[this.p - 1]);
    }
    const value = LIST_END[this.k] === 1 ? null : this.starExpressions();
    return A.Yield(value, this.lines[s], this.cols[s], this.endLines[this.p - 1], this.endCols[this.p - 1]);
  }

  /** One expression, or a tuple without parentheses; starred items allowed. */
  starExpressions(): A.ExprNode {
    const s = this.p;
    const first = this.k === STAR ? this.starredExpression() : this.expression();
    return this.k === COMMA ? this.tupleRest(s, first, true) : first;
  }

  /** The same without starred items. */
  expressions(): A.ExprNode {
    const s = this.p;
    const first = this.expression();
    return this.k === COMMA ? this.tupleRest(s, first, false) : first;
  }

  private tupleRest(s: number, first: A.ExprNode, starred: boolean): A.Tuple {
    const elts = [first];
    while (this.accept(COMMA) && LIST_END[this.k] === 0)
      elts.push(starred && this.k === STAR ? this.starredExpression() : this.expression());
    const e = this.p - 1;
    return A.Tuple(elts, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `*bitwise_or` */
  starredExpression(): A.Starred {
    const s = this.p;
    this.advance();
    const value = this.bitwiseOr();
    const e = this.p - 1;
    return A.Starred(value, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** An item of a display or group: starred, or with `:=`. */
  starNamedExpression(): A.ExprNode {
    return this.k === STAR ? this.starredExpression() : this.namedExpression();
  }

  namedExpression(): A.ExprNode {
    if (this.k !== NAME || this.kinds[this.p + 1] !== COLONEQUAL) return this.expression();
    const s = this.p;
    const target = A.Name(this.identifier(), 'Store', this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
    this.advance();
    const value = this.expression();
    const e = this.p - 1;
    return A.NamedExpr(target, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  expression(): A.ExprNode {
    if (this.k === KW_LAMBDA) return this.lambda();
    const s = this.p;
    const body = this.disjunction();
    return this.k === KW_IF ? this.conditional(s, body) : body;
  }

  private conditional(s: number, body: A.ExprNode): A.ExprNode {
    this.advance();
    const test = this.disjunction();
    this.expect(KW_ELSE);
    this.enter(1);
    const orelse = this.expression();
    this.leave(1);
    const e = this.p - 1;
    return A.IfExp(test, body, orelse, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private lambda(): A.Lambda {
    const s = this.p;
    this.advance();
    const args = this.lambdaParameters();
    this.expect(COLON);
    this.enter(2);
    const body = this.expression();
    this.leave(2);
    const e = this.p - 1;
    return A.Lambda(args, body, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  disjunction(): A.ExprNode {
    const s = this.p;
    const first = this.conjunction();
    if (this.k !== KW_OR) return first;
    const values = [first];
    while (this.accept(KW_OR)) values.push(this.conjunction());
    const e = this.p - 1;
    return A.BoolOp('Or', values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private conjunction(): A.ExprNode {
    const s = this.p;
    const first = this.inversion();
    if (this.k !== KW_AND) return first;
    const values = [first];
    while (this.accept(KW_AND)) values.push(this.inversion());
    const e = this.p - 1;
    return A.BoolOp('And', values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private inversion(): A.ExprNode {
    if (this.k !== KW_NOT) return this.comparison();
    const s = this.p;
    this.advance();
    this.enter(1);
    const operand = this.inversion();
    this.leave(1);
    const e = this.p - 1;
    return A.UnaryOp('Not', operand, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private comparison(): A.ExprNode {
    const s = this.p;
    const left = this.bitwiseOr();
    let op = this.comparisonOperator();
    if (op === '') return left;
    const ops: A.Cmpop[] = [];
    const comparators: A.ExprNode[] = [];
    do {
      ops.push(op);
      comparators.push(this.bitwiseOr());
      op = this.comparisonOperator();
    } while (op !== '');
    const e = this.p - 1;
    return A.Compare(left, ops, comparators, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Consumes a comparison operator; '' when there is none. */
  private comparisonOperator(): A.Cmpop | '' {
    const op = COMPARISON[this.k];
    if (op !== '') {
      if (this.context.barry) return this.barryOperator(op);
      this.advance();
      return op;
    }
    if (this.k === KW_IS) {
      this.advance();
      return this.accept(KW_NOT) ? 'IsNot' : 'Is';
    }
    if (this.k !== KW_NOT) return '';
    this.advance();
    this.expect(KW_IN);
    return 'NotIn';
  }

  /** Under barry_as_FLUFL `<>` is the inequality, and `!=` is none. */
  private barryOperator(op: A.Cmpop): A.Cmpop {
    if (op === 'NotEq') throw FAILURE;
    this.advance();
    if (op !== 'Lt' || this.k !== GREATER || this.starts[this.p] !== this.ends[this.p - 1]) return op;
    this.advance();
    return 'NotEq';
  }

  bitwiseOr(): A.ExprNode {
    const s = this.p;
    const left = this.factor();
    return STRENGTH[this.k] === 0 ? left : this.binaryRest(s, left, 0);
  }

  /** Operators that bind tighter than `floor`, left-associative. */
  private binaryRest(s: number, first: A.ExprNode, floor: number): A.ExprNode {
    let left = first;
    for (;;) {
      const kind = this.k;
      const strength = STRENGTH[kind];
      if (strength <= floor) return left;
      this.advance();
      const rightStart = this.p;
      let right = this.factor();
      if (STRENGTH[this.k] > strength) right = this.binaryRest(rightStart, right, strength);
      const e = this.p - 1;
      left = A.BinOp(
        left,
        OPERATOR[kind] as A.Operator,
        right,
        this.lines[s],
        this.cols[s],
        this.endLines[e],
        this.endCols[e],
      );
    }
  }

  private factor(): A.ExprNode {
    const { k } = this;
    if (k === MINUS || k === PLUS || k === TILDE) return this.unary();
    const s = this.p;
    const base = k === KW_AWAIT ? this.awaited() : this.primary();
    return this.k === DOUBLESTAR ? this.power(s, base) : base;
  }

  /** A run of prefix operators, without recursion: there may be thousands. */
  private unary(): A.ExprNode {
    const first = this.p;
    while (this.k === MINUS || this.k === PLUS || this.k === TILDE) this.advance();
    const levels = this.p - first;
    this.enter(levels);
    let node = this.factor();
    this.leave(levels);
    const e = this.p - 1;
    for (let s = first + levels - 1; s >= first; s--) {
      const k = this.kinds[s];
      node = A.UnaryOp(
        k === MINUS ? 'USub' : k === PLUS ? 'UAdd' : 'Invert',
        node,
        this.lines[s],
        this.cols[s],
        this.endLines[e],
        this.endCols[e],
      );
    }
    return node;
  }

  private power(s: number, base: A.ExprNode): A.BinOp {
    this.advance();
    this.enter(2);
    const exponent = this.factor();
    this.leave(2);
    const e = this.p - 1;
    return A.BinOp(base, 'Pow', exponent, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private awaited(): A.Await {
    const s = this.p;
    this.advance();
    const value = this.primary();
    const e = this.p - 1;
    return A.Await(value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }
}
