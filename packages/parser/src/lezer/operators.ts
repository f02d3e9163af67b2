/**
 * Operator expressions. Lezer's grammar gives `not` and `await` the wrong strength (`not a and b` is
 * `not (a and b)` there), so its nesting of operator nodes is ignored: in the flat preorder tree the operands
 * and operators of one unparenthesised expression follow each other in source order, and a precedence parser
 * with CPython's rules runs over them. Long left-nested chains cost no host stack.
 */
import type { Boolop, Cmpop, ExprNode, Operator } from '../generated/nodes.ts';
import { Await, BinOp, BoolOp, Compare, UnaryOp } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { expression } from './expressions.ts';
import {
  K_ARITH_OP,
  K_AWAIT,
  K_BINARY,
  K_BIT_OP,
  K_COMPARE_OP,
  K_KW_AND,
  K_KW_AWAIT,
  K_KW_IN,
  K_KW_IS,
  K_KW_NOT,
  K_KW_OR,
  K_MATRIX,
  K_STAR,
  K_STAR_STAR,
  K_UNARY,
} from './terms.ts';

const P_OR = 1;
const P_AND = 2;
const P_NOT = 3;
const P_COMPARE = 4;
const P_TERM = 10;
const P_FACTOR = 11;
const P_POWER = 12;

interface Infix {
  op: Operator;
  precedence: number;
}

const INFIX: Readonly<Record<string, Infix>> = {
  '|': { op: 'BitOr', precedence: 5 },
  '^': { op: 'BitXor', precedence: 6 },
  '&': { op: 'BitAnd', precedence: 7 },
  '<<': { op: 'LShift', precedence: 8 },
  '>>': { op: 'RShift', precedence: 8 },
  '+': { op: 'Add', precedence: 9 },
  '-': { op: 'Sub', precedence: 9 },
  '*': { op: 'Mult', precedence: P_TERM },
  '@': { op: 'MatMult', precedence: P_TERM },
  '/': { op: 'Div', precedence: P_TERM },
  '%': { op: 'Mod', precedence: P_TERM },
  '//': { op: 'FloorDiv', precedence: P_TERM },
  '**': { op: 'Pow', precedence: P_POWER },
};

const COMPARE: Readonly<Record<string, Cmpop>> = {
  '==': 'Eq',
  '!=': 'NotEq',
  '<': 'Lt',
  '<=': 'LtE',
  '>': 'Gt',
  '>=': 'GtE',
};

/** Augmented assignment's operator from its text, `+=` and so on. */
export function augmentedOperator(text: string): Operator | undefined {
  return INFIX[text.slice(0, -1)]?.op;
}

/** The operator expression whose outermost lezer node is `p`. */
export function operation(low: Lowering, p: number): ExprNode {
  const { cursor, cursorEnd } = low;
  low.cursor = p;
  low.cursorEnd = low.next(p);
  const node = level(low, P_OR);
  if (low.cursor < low.cursorEnd) low.decline('operator expression', low.cursor);
  low.cursor = cursor;
  low.cursorEnd = cursorEnd;
  return node;
}

/** Steps over the headers of operator nodes; returns the kind at the cursor, or 0 at the end. */
function peek(low: Lowering): number {
  while (low.cursor < low.cursorEnd) {
    const kind = low.kind(low.cursor);
    if (kind !== K_BINARY && kind !== K_UNARY && kind !== K_AWAIT) return kind;
    low.cursor = low.first(low.cursor);
  }
  return 0;
}

function peekFrom(low: Lowering): number {
  peek(low);
  return low.from(low.cursor);
}

function level(low: Lowering, minimum: number): ExprNode {
  const from = peekFrom(low);
  let left = prefix(low, minimum);
  for (;;) {
    const kind = peek(low);
    if (kind === K_ARITH_OP || kind === K_STAR || kind === K_BIT_OP || kind === K_MATRIX || kind === K_STAR_STAR) {
      const { op, precedence } = INFIX[low.text(low.cursor)];
      if (precedence < minimum) return left;
      low.cursor = low.next(low.cursor);
      const right = precedence === P_POWER ? exponent(low) : level(low, precedence + 1);
      low.span(from, low.operandEnd);
      left = BinOp(left, op, right, low.line, low.column, low.endLine, low.endColumn);
    } else if (kind === K_COMPARE_OP || kind === K_KW_IN || kind === K_KW_IS || kind === K_KW_NOT) {
      if (P_COMPARE < minimum) return left;
      left = comparison(low, left, from);
    } else if (kind === K_KW_OR || kind === K_KW_AND) {
      const precedence = kind === K_KW_OR ? P_OR : P_AND;
      if (precedence < minimum) return left;
      left = boolean(low, left, from, kind, precedence);
    } else {
      return left;
    }
  }
}

function prefix(low: Lowering, minimum: number): ExprNode {
  const at = low.cursor;
  const kind = low.kind(at);
  if (kind === K_KW_NOT) {
    if (minimum > P_NOT) low.decline('not as operand of a stronger operator', at);
    return unary(low, at, 'Not', P_NOT);
  }
  if (kind === K_ARITH_OP || kind === K_BIT_OP) {
    const sign = low.text(at);
    return unary(low, at, sign === '-' ? 'USub' : sign === '+' ? 'UAdd' : 'Invert', P_FACTOR);
  }
  if (kind === K_KW_AWAIT) {
    low.cursor = low.next(at);
    const value = operand(low);
    low.span(low.from(at), low.operandEnd);
    return Await(value, low.line, low.column, low.endLine, low.endColumn);
  }
  return operand(low);
}

/** The right side of `**`: a factor, so that a sign may follow and chains associate to the right. */
function exponent(low: Lowering): ExprNode {
  low.enterExpression(low.cursor);
  const right = level(low, P_FACTOR);
  low.leaveExpression();
  return right;
}

/** `inner` is the weakest level the operand may have. */
function unary(low: Lowering, at: number, op: 'Not' | 'UAdd' | 'USub' | 'Invert', inner: number): ExprNode {
  low.enterExpression(at);
  low.cursor = low.next(at);
  const value = level(low, inner);
  low.leaveExpression();
  low.span(low.from(at), low.operandEnd);
  return UnaryOp(op, value, low.line, low.column, low.endLine, low.endColumn);
}

function operand(low: Lowering): ExprNode {
  const kind = peek(low);
  const at = low.cursor;
  if (kind === 0 || kind === K_ARITH_OP || kind === K_BIT_OP || kind === K_KW_AWAIT || kind === K_KW_NOT)
    low.decline('operand', at);
  const node = expression(low, at);
  low.cursor = low.next(at);
  low.operandEnd = low.to(at);
  return node;
}

function comparison(low: Lowering, left: ExprNode, from: number): ExprNode {
  const ops: Cmpop[] = [];
  const comparators: ExprNode[] = [];
  for (
    let kind = peek(low);
    kind === K_COMPARE_OP || kind === K_KW_IN || kind === K_KW_IS || kind === K_KW_NOT;
    kind = peek(low)
  ) {
    ops.push(comparisonOperator(low, kind));
    comparators.push(level(low, P_COMPARE + 1));
  }
  low.span(from, low.operandEnd);
  return Compare(left, ops, comparators, low.line, low.column, low.endLine, low.endColumn);
}

/** Reads the operator, one or two tokens, and leaves the cursor after it. */
function comparisonOperator(low: Lowering, kind: number): Cmpop {
  const at = low.cursor;
  low.cursor = low.next(at);
  if (kind === K_KW_IN) return 'In';
  if (kind === K_COMPARE_OP) return COMPARE[low.text(at)] ?? low.decline('comparison operator', at);
  const second = low.cursor;
  if (kind === K_KW_NOT) {
    if (low.kind(second) !== K_KW_IN) low.decline('not without in', second);
    low.cursor = low.next(second);
    return 'NotIn';
  }
  // `is not` is one node level deep in lezer's tree, `is (not …)` cannot be written without parentheses.
  if (low.kind(second) !== K_KW_NOT) return 'Is';
  low.cursor = low.next(second);
  return 'IsNot';
}

function boolean(low: Lowering, left: ExprNode, from: number, kind: number, precedence: number): ExprNode {
  const values = [left];
  while (peek(low) === kind) {
    low.cursor = low.next(low.cursor);
    peek(low);
    values.push(level(low, precedence + 1));
  }
  low.span(from, low.operandEnd);
  const op: Boolop = kind === K_KW_OR ? 'Or' : 'And';
  return BoolOp(op, values, low.line, low.column, low.endLine, low.endColumn);
}
