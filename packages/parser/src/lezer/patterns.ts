/** match statements' patterns. Lezer writes a group `(p)` as a SequencePattern of one without a comma. */
import { FALSE, NONE, TRUE } from '../ast/constant.ts';
import type { ExprNode, PatternNode } from '../generated/nodes.ts';
import {
  Attribute,
  BinOp,
  Constant,
  MatchAs,
  MatchClass,
  MatchMapping,
  MatchOr,
  MatchSequence,
  MatchSingleton,
  MatchStar,
  MatchValue,
  Name,
  UnaryOp,
} from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { attributeName, identifier } from './names.ts';
import { number } from './numbers.ts';
import { strings } from './strings.ts';
import {
  KIND_COUNT,
  K_ARITH_OP,
  K_AS_PATTERN,
  K_ATTRIBUTE_PATTERN,
  K_CAPTURE_PATTERN,
  K_CLASS_PATTERN,
  K_COLON,
  K_COMMA,
  K_DOT,
  K_KEYWORD_PATTERN,
  K_KW_AS,
  K_LITERAL_PATTERN,
  K_LOGIC_OP,
  K_MAPPING_PATTERN,
  K_NONE,
  K_NUMBER,
  K_OPEN_PAREN,
  K_OR_PATTERN,
  K_PATTERN_ARGS,
  K_PROPERTY,
  K_SEQUENCE_PATTERN,
  K_STAR_PATTERN,
  K_STAR_STAR,
  K_STRING,
  K_VARIABLE,
} from './terms.ts';

type Handler = (low: Lowering, p: number) => PatternNode;

const PATTERNS: Handler[] = new Array<Handler>(KIND_COUNT).fill((low, p) => low.decline('not a pattern', p));
PATTERNS[K_CAPTURE_PATTERN] = capture;
PATTERNS[K_LITERAL_PATTERN] = literal;
PATTERNS[K_AS_PATTERN] = asPattern;
PATTERNS[K_OR_PATTERN] = orPattern;
PATTERNS[K_ATTRIBUTE_PATTERN] = valuePattern;
PATTERNS[K_SEQUENCE_PATTERN] = sequence;
PATTERNS[K_MAPPING_PATTERN] = mapping;
PATTERNS[K_CLASS_PATTERN] = classPattern;

function pattern(low: Lowering, p: number): PatternNode {
  low.enterExpression(p);
  const node = PATTERNS[low.kind(p)](low, p);
  low.leaveExpression();
  return node;
}

/** Patterns of a case clause, from `p` up to `end`: with a comma, an open sequence that ends with its last token. */
export function casePattern(low: Lowering, p: number, end: number): PatternNode {
  if (low.next(p) === end) return pattern(low, p);
  const from = low.from(p);
  const items: PatternNode[] = [];
  let to = from;
  for (; p < end; p = low.next(p)) {
    if (low.kind(p) !== K_COMMA) items.push(element(low, p));
    to = low.to(p);
  }
  low.span(from, to);
  return MatchSequence(items, low.line, low.column, low.endLine, low.endColumn);
}

function element(low: Lowering, p: number): PatternNode {
  return low.kind(p) === K_STAR_PATTERN ? star(low, p) : pattern(low, p);
}

function star(low: Lowering, p: number): PatternNode {
  const inner = low.next(low.first(p));
  if (low.kind(inner) !== K_CAPTURE_PATTERN) low.decline('star pattern', p);
  const name = identifier(low, low.first(inner));
  low.spanNode(p);
  return MatchStar(name === '_' ? null : name, low.line, low.column, low.endLine, low.endColumn);
}

function capture(low: Lowering, p: number): PatternNode {
  const name = identifier(low, low.first(p));
  low.spanNode(p);
  return MatchAs(null, name === '_' ? null : name, low.line, low.column, low.endLine, low.endColumn);
}

function literal(low: Lowering, p: number): PatternNode {
  const first = low.first(p);
  const kind = low.kind(first);
  if (kind === K_STRING || kind === K_NUMBER || kind === K_ARITH_OP) {
    const value = literalExpression(low, p);
    low.spanNode(p);
    return MatchValue(value, low.line, low.column, low.endLine, low.endColumn);
  }
  const value = kind === K_NONE ? NONE : low.to(p) - low.from(p) === 4 ? TRUE : FALSE;
  low.spanNode(p);
  return MatchSingleton(value, low.line, low.column, low.endLine, low.endColumn);
}

/** A LiteralPattern as the expression that a value pattern or a mapping key holds. */
function literalExpression(low: Lowering, p: number): ExprNode {
  const first = low.first(p);
  const end = low.next(p);
  const kind = low.kind(first);
  if (kind === K_STRING) return strings(low, first);
  if (kind !== K_NUMBER && kind !== K_ARITH_OP) {
    low.spanNode(p);
    const value = kind === K_NONE ? NONE : low.to(p) - low.from(p) === 4 ? TRUE : FALSE;
    return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
  }
  const left = signedNumber(low, first);
  const operatorAt = low.next(kind === K_ARITH_OP ? low.next(first) : first);
  if (operatorAt >= end) return left;
  const right = numberConstant(low, low.next(operatorAt));
  const real = left.nodeType === 'UnaryOp' ? left.operand : left;
  if (isComplex(real) || !isComplex(right)) low.decline('complex literal pattern', p);
  low.spanNode(p);
  return BinOp(
    left,
    low.text(operatorAt) === '+' ? 'Add' : 'Sub',
    right,
    low.line,
    low.column,
    low.endLine,
    low.endColumn,
  );
}

function isComplex(node: ExprNode): boolean {
  return node.nodeType === 'Constant' && node.value.t === 'complex';
}

function signedNumber(low: Lowering, p: number): ExprNode {
  if (low.kind(p) === K_NUMBER) return numberConstant(low, p);
  if (low.text(p) !== '-') low.decline('sign of a literal pattern', p);
  const at = low.next(p);
  const operand = numberConstant(low, at);
  low.span(low.from(p), low.to(at));
  return UnaryOp('USub', operand, low.line, low.column, low.endLine, low.endColumn);
}

function numberConstant(low: Lowering, p: number): ExprNode {
  if (low.kind(p) !== K_NUMBER) low.decline('literal pattern', p);
  const value = number(low, p);
  low.spanNode(p);
  return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
}

function asPattern(low: Lowering, p: number): PatternNode {
  const inner = low.first(p);
  const target = low.next(low.next(inner));
  if (low.kind(inner) === K_AS_PATTERN || low.kind(low.next(inner)) !== K_KW_AS || low.kind(target) !== K_VARIABLE)
    low.decline('as pattern', p);
  const name = identifier(low, target);
  if (name === '_') low.decline('_ as target', target);
  const node = pattern(low, inner);
  low.spanNode(p);
  return MatchAs(node, name, low.line, low.column, low.endLine, low.endColumn);
}

function orPattern(low: Lowering, p: number): PatternNode {
  const end = low.next(p);
  const patterns: PatternNode[] = [];
  for (let q = low.first(p); q < end; q = low.next(q)) {
    const kind = low.kind(q);
    if (kind === K_LOGIC_OP) continue;
    if (kind === K_AS_PATTERN || kind === K_OR_PATTERN) low.decline('alternative of a pattern', q);
    patterns.push(pattern(low, q));
  }
  low.spanNode(p);
  return MatchOr(patterns, low.line, low.column, low.endLine, low.endColumn);
}

function valuePattern(low: Lowering, p: number): PatternNode {
  const value = dottedValue(low, p);
  low.spanNode(p);
  return MatchValue(value, low.line, low.column, low.endLine, low.endColumn);
}

/** An AttributePattern or VariableName as an expression. */
function dottedValue(low: Lowering, p: number): ExprNode {
  const first = low.kind(p) === K_VARIABLE ? p : low.first(p);
  const id = identifier(low, first);
  low.spanNode(first);
  let node: ExprNode = Name(id, 'Load', low.line, low.column, low.endLine, low.endColumn);
  if (first === p) return node;
  const end = low.next(p);
  for (let q = low.next(first); q < end; q = low.next(q)) {
    if (low.kind(q) === K_DOT) continue;
    if (low.kind(q) !== K_PROPERTY) low.decline('value pattern', q);
    const attr = attributeName(low, q);
    low.span(low.from(p), low.to(q));
    node = Attribute(node, attr, 'Load', low.line, low.column, low.endLine, low.endColumn);
  }
  return node;
}

function sequence(low: Lowering, p: number): PatternNode {
  const open = low.first(p);
  const end = low.next(p);
  const items: PatternNode[] = [];
  let commas = 0;
  let stars = 0;
  for (let q = low.next(open); low.next(q) < end; q = low.next(q)) {
    if (low.kind(q) === K_COMMA) commas++;
    else items.push(element(low, q));
    if (low.kind(q) === K_STAR_PATTERN) stars++;
  }
  if (low.kind(open) === K_OPEN_PAREN && commas === 0) {
    if (items.length !== 1 || stars > 0) low.decline('group pattern', p);
    return items[0];
  }
  low.spanNode(p);
  return MatchSequence(items, low.line, low.column, low.endLine, low.endColumn);
}

function mapping(low: Lowering, p: number): PatternNode {
  const end = low.next(p);
  const keys: ExprNode[] = [];
  const patterns: PatternNode[] = [];
  let rest: string | null = null;
  let q = low.next(low.first(p));
  while (low.next(q) < end) {
    const kind = low.kind(q);
    if (kind === K_COMMA) {
      q = low.next(q);
      continue;
    }
    if (rest !== null) low.decline('pattern after **rest', q);
    if (kind === K_STAR_STAR) {
      rest = mappingRest(low, low.next(q));
      q = low.next(low.next(q));
      continue;
    }
    if (kind !== K_LITERAL_PATTERN || low.kind(low.next(q)) !== K_COLON) low.decline('key of a mapping pattern', q);
    keys.push(literalExpression(low, q));
    q = low.next(low.next(q));
    patterns.push(pattern(low, q));
    q = low.next(q);
  }
  low.spanNode(p);
  return MatchMapping(keys, patterns, rest, low.line, low.column, low.endLine, low.endColumn);
}

function mappingRest(low: Lowering, p: number): string {
  if (low.kind(p) !== K_CAPTURE_PATTERN) low.decline('**rest', p);
  const name = identifier(low, low.first(p));
  return name === '_' ? low.decline('_ as **rest', p) : name;
}

function classPattern(low: Lowering, p: number): PatternNode {
  const first = low.first(p);
  const list = low.next(first);
  if (low.kind(list) !== K_PATTERN_ARGS) low.decline('class pattern', p);
  const cls = dottedValue(low, first);
  const patterns: PatternNode[] = [];
  const names: string[] = [];
  const values: PatternNode[] = [];
  const end = low.next(list);
  for (let q = low.next(low.first(list)); low.next(q) < end; q = low.next(q)) {
    const kind = low.kind(q);
    if (kind === K_COMMA) continue;
    if (kind === K_KEYWORD_PATTERN) {
      const nameAt = low.first(q);
      names.push(identifier(low, nameAt));
      values.push(pattern(low, lastChild(low, q)));
    } else {
      if (names.length > 0) low.decline('positional pattern after keyword pattern', q);
      patterns.push(pattern(low, q));
    }
  }
  low.spanNode(p);
  return MatchClass(cls, patterns, names, values, low.line, low.column, low.endLine, low.endColumn);
}

function lastChild(low: Lowering, p: number): number {
  const end = low.next(p);
  let q = low.first(p);
  while (low.next(q) < end) q = low.next(q);
  return q;
}
