/**
 * Expressions but for operators, calls and strings. `expression` dispatches on the node kind through a table;
 * every handler takes the index of its node and returns the AST in Load context (targets.ts changes that).
 */
// check-allow cycles: the handlers of a recursive grammar name each other; none runs while the modules load
import { ELLIPSIS, FALSE, NONE, TRUE } from '../ast/constant.ts';
import type { Comprehension as ComprehensionNode, ExprNode } from '../generated/nodes.ts';
import {
  Attribute,
  Comprehension,
  Constant,
  Dict,
  DictComp,
  GeneratorExp,
  IfExp,
  Lambda,
  List,
  ListComp,
  Name,
  NamedExpr,
  Set,
  SetComp,
  Slice,
  Starred,
  Subscript,
  Tuple,
  Yield,
  YieldFrom,
} from '../generated/nodes.ts';
import { call } from './calls.ts';
import type { Lowering } from './context.ts';
import { attributeName, identifier } from './names.ts';
import { floatWithDot, number } from './numbers.ts';
import { operation } from './operators.ts';
import { lambdaParameters } from './parameters.ts';
import { strings } from './strings.ts';
import { store } from './targets.ts';
import {
  KIND_COUNT,
  K_ARG_LIST,
  K_AWAIT,
  K_BINARY,
  K_BOOLEAN,
  K_CALL,
  K_COLON,
  K_COMMA,
  K_CONDITIONAL,
  K_CONTINUED_STRING,
  K_DICT,
  K_DICT_COMP,
  K_DOT,
  K_ELLIPSIS,
  K_FORMAT_STRING,
  K_GENERATOR,
  K_KW_ASYNC,
  K_KW_ELSE,
  K_KW_FOR,
  K_KW_FROM,
  K_KW_IF,
  K_KW_IN,
  K_LAMBDA,
  K_LIST,
  K_LIST_COMP,
  K_MEMBER,
  K_NAMED,
  K_NONE,
  K_NUMBER,
  K_OPEN_BRACKET,
  K_PARAM_LIST,
  K_PAREN,
  K_SET,
  K_SET_COMP,
  K_STAR,
  K_STAR_STAR,
  K_STRING,
  K_TUPLE,
  K_UNARY,
  K_VARIABLE,
  K_YIELD,
} from './terms.ts';

type Handler = (low: Lowering, p: number) => ExprNode;

const notExpression: Handler = (low, p) => low.decline('not an expression', p);
const EXPRESSIONS: Handler[] = new Array<Handler>(KIND_COUNT).fill(notExpression);
EXPRESSIONS[K_VARIABLE] = name;
EXPRESSIONS[K_NUMBER] = numberLiteral;
EXPRESSIONS[K_STRING] = strings;
EXPRESSIONS[K_FORMAT_STRING] = strings;
EXPRESSIONS[K_CONTINUED_STRING] = strings;
EXPRESSIONS[K_ELLIPSIS] = singleton;
EXPRESSIONS[K_NONE] = singleton;
EXPRESSIONS[K_BOOLEAN] = singleton;
EXPRESSIONS[K_MEMBER] = trailers;
EXPRESSIONS[K_CALL] = trailers;
EXPRESSIONS[K_BINARY] = operation;
EXPRESSIONS[K_UNARY] = operation;
EXPRESSIONS[K_AWAIT] = operation;
EXPRESSIONS[K_PAREN] = parenthesized;
EXPRESSIONS[K_TUPLE] = tuple;
EXPRESSIONS[K_LIST] = list;
EXPRESSIONS[K_SET] = set;
EXPRESSIONS[K_DICT] = dict;
EXPRESSIONS[K_GENERATOR] = generator;
EXPRESSIONS[K_LIST_COMP] = listComprehension;
EXPRESSIONS[K_SET_COMP] = setComprehension;
EXPRESSIONS[K_DICT_COMP] = dictComprehension;
EXPRESSIONS[K_CONDITIONAL] = conditional;
EXPRESSIONS[K_LAMBDA] = lambda;
EXPRESSIONS[K_NAMED] = named;

export function isExpression(kind: number): boolean {
  return EXPRESSIONS[kind] !== notExpression;
}

export function expression(low: Lowering, p: number): ExprNode {
  low.enterExpression(p);
  const node = EXPRESSIONS[low.kind(p)](low, p);
  low.leaveExpression();
  return node;
}

/** An expression where an unparenthesised `:=` is not allowed although lezer's grammar takes it. */
export function plainExpression(low: Lowering, p: number): ExprNode {
  if (low.kind(p) === K_NAMED) low.decline('unparenthesised assignment expression', p);
  return expression(low, p);
}

function name(low: Lowering, p: number): ExprNode {
  const id = identifier(low, p);
  low.spanNode(p);
  return Name(id, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

function numberLiteral(low: Lowering, p: number): ExprNode {
  const value = number(low, p);
  low.spanNode(p);
  return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
}

function singleton(low: Lowering, p: number): ExprNode {
  const kind = low.kind(p);
  const value = kind === K_NONE ? NONE : kind === K_ELLIPSIS ? ELLIPSIS : low.to(p) - low.from(p) === 4 ? TRUE : FALSE;
  low.spanNode(p);
  return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
}

/** Calls, attributes and subscripts: the chain is walked to its base with a list, not with the host stack. */
function trailers(low: Lowering, p: number): ExprNode {
  let base = p;
  let chain: number[] | null = null;
  for (let kind = low.kind(low.first(p)); kind === K_MEMBER || kind === K_CALL; kind = low.kind(low.first(base))) {
    (chain ??= []).push(base);
    base = low.first(base);
  }
  const root = low.first(base);
  const rootKind = low.kind(root);
  if (rootKind === K_BINARY || rootKind === K_UNARY || rootKind === K_AWAIT)
    low.decline('trailer after an operator expression', root);
  let node = trailer(low, base, isDottedFloat(low, base) ? EMPTY : expression(low, root));
  if (chain !== null) for (let i = chain.length - 1; i >= 0; i--) node = trailer(low, chain[i], node);
  return node;
}

/** Placeholder for the number of a dotted float, which is read from the whole node. */
const EMPTY: ExprNode = Constant(NONE, null, 0, 0, 0, 0);

function isDottedFloat(low: Lowering, p: number): boolean {
  const dot = low.next(low.first(p));
  return low.kind(dot) === K_DOT && low.next(dot) === low.next(p);
}

function trailer(low: Lowering, p: number, value: ExprNode): ExprNode {
  const after = low.next(low.first(p));
  const kind = low.kind(after);
  if (kind === K_DOT) {
    if (low.next(after) === low.next(p)) return dottedFloat(low, p);
    const attr = attributeName(low, low.next(after));
    low.spanNode(p);
    return Attribute(value, attr, 'Load', low.line, low.column, low.endLine, low.endColumn);
  }
  if (kind === K_ARG_LIST) return call(low, p, value, after);
  if (kind !== K_OPEN_BRACKET) low.decline('trailer', after);
  const slice = subscript(low, low.next(after), low.next(p));
  low.spanNode(p);
  return Subscript(value, slice, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

/** `5.` is an attribute without a name in the tree; flat-tree.ts has checked its shape. */
function dottedFloat(low: Lowering, p: number): ExprNode {
  const value = floatWithDot(low, p);
  low.spanNode(p);
  return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
}

/** `p` is the first node after `[`; the last node before `end` is `]`. */
function subscript(low: Lowering, p: number, end: number): ExprNode {
  const from = low.from(p);
  const elements: ExprNode[] = [];
  let to = from;
  let commas = 0;
  while (low.next(p) < end) {
    if (low.kind(p) === K_COMMA) {
      if (++commas > elements.length) low.decline('subscript', p);
      to = low.to(p);
      p = low.next(p);
      continue;
    }
    if (elements.length > commas) low.decline('subscript', p);
    let last = p;
    let colons = 0;
    let q = p;
    for (; low.next(q) < end && low.kind(q) !== K_COMMA; q = low.next(q)) {
      if (low.kind(q) === K_COLON) colons++;
      last = q;
    }
    elements.push(colons > 0 ? slice(low, p, q, low.to(last)) : expression(low, p));
    if (colons === 0 && last !== p) low.decline('subscript', p);
    to = low.to(last);
    p = q;
  }
  if (elements.length === 0) low.decline('empty subscript', p);
  if (commas === 0) return elements[0];
  low.span(from, to);
  return Tuple(elements, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

/** The nodes from `p` up to `end`: expressions around one or two colons. */
function slice(low: Lowering, p: number, end: number, to: number): ExprNode {
  const from = low.from(p);
  const parts: (ExprNode | null)[] = [null, null, null];
  let part = 0;
  for (; p < end; p = low.next(p)) {
    if (low.kind(p) === K_COLON) part++;
    else if (parts[part] === null) parts[part] = plainExpression(low, p);
    else low.decline('slice', p);
  }
  if (part > 2) low.decline('slice', p);
  low.span(from, to);
  return Slice(parts[0], parts[1], parts[2], low.line, low.column, low.endLine, low.endColumn);
}

function parenthesized(low: Lowering, p: number): ExprNode {
  const inner = low.next(low.first(p));
  return low.kind(inner) === K_YIELD ? yieldExpression(low, inner) : expression(low, inner);
}

/** Elements from the node after the opening bracket to the closing one; starred ones allowed. */
export function elements(low: Lowering, p: number): ExprNode[] {
  const end = low.next(p);
  const items: ExprNode[] = [];
  let q = low.next(low.first(p));
  while (low.next(q) < end) {
    const kind = low.kind(q);
    if (kind === K_COMMA) {
      q = low.next(q);
    } else if (kind === K_STAR) {
      items.push(starred(low, q));
      q = low.next(low.next(q));
    } else {
      items.push(expression(low, q));
      q = low.next(q);
    }
  }
  return items;
}

/** `p` is the star, the operand follows it. */
export function starred(low: Lowering, p: number): ExprNode {
  const operand = low.next(p);
  const value = plainExpression(low, operand);
  low.span(low.from(p), low.to(operand));
  return Starred(value, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

/**
 * Expressions separated by commas from `p` up to `end` (exclusive): one expression, or a tuple that ends with
 * its last token, be it a comma. A lone starred expression is declined.
 */
export function expressionList(low: Lowering, p: number, end: number): ExprNode {
  if (p >= end) low.decline('missing expression', p);
  if (low.next(p) === end && low.kind(p) !== K_STAR)
    return low.kind(p) === K_YIELD ? yieldExpression(low, p) : plainExpression(low, p);
  const from = low.from(p);
  const items: ExprNode[] = [];
  let commas = 0;
  let to = from;
  while (p < end) {
    const kind = low.kind(p);
    if (kind === K_COMMA) {
      if (++commas > items.length) low.decline('expression list', p);
    } else {
      if (items.length > commas) low.decline('expression list', p);
      items.push(kind === K_STAR ? starred(low, p) : plainExpression(low, p));
      if (kind === K_STAR) p = low.next(p);
    }
    to = low.to(p);
    p = low.next(p);
  }
  if (commas === 0) low.decline('expression list', p);
  low.span(from, to);
  return Tuple(items, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

function tuple(low: Lowering, p: number): ExprNode {
  const items = elements(low, p);
  low.spanNode(p);
  return Tuple(items, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

function list(low: Lowering, p: number): ExprNode {
  const items = elements(low, p);
  low.spanNode(p);
  return List(items, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

function set(low: Lowering, p: number): ExprNode {
  const items = elements(low, p);
  low.spanNode(p);
  return Set(items, low.line, low.column, low.endLine, low.endColumn);
}

function dict(low: Lowering, p: number): ExprNode {
  const end = low.next(p);
  const keys: (ExprNode | null)[] = [];
  const values: ExprNode[] = [];
  let q = low.next(low.first(p));
  while (low.next(q) < end) {
    const kind = low.kind(q);
    if (kind === K_COMMA) {
      q = low.next(q);
      continue;
    }
    if (kind === K_STAR_STAR) {
      keys.push(null);
    } else {
      keys.push(plainExpression(low, q));
      q = low.next(q);
      if (low.kind(q) !== K_COLON) low.decline('dict display', q);
    }
    q = low.next(q);
    values.push(plainExpression(low, q));
    q = low.next(q);
  }
  low.spanNode(p);
  return Dict(keys, values, low.line, low.column, low.endLine, low.endColumn);
}

function generator(low: Lowering, p: number): ExprNode {
  const elt = low.next(low.first(p));
  const node = expression(low, elt);
  const clauses = comprehensions(low, low.next(elt), low.next(p));
  low.spanNode(p);
  return GeneratorExp(node, clauses, low.line, low.column, low.endLine, low.endColumn);
}

function listComprehension(low: Lowering, p: number): ExprNode {
  const elt = low.next(low.first(p));
  const node = expression(low, elt);
  const clauses = comprehensions(low, low.next(elt), low.next(p));
  low.spanNode(p);
  return ListComp(node, clauses, low.line, low.column, low.endLine, low.endColumn);
}

function setComprehension(low: Lowering, p: number): ExprNode {
  const elt = low.next(low.first(p));
  const node = expression(low, elt);
  const clauses = comprehensions(low, low.next(elt), low.next(p));
  low.spanNode(p);
  return SetComp(node, clauses, low.line, low.column, low.endLine, low.endColumn);
}

function dictComprehension(low: Lowering, p: number): ExprNode {
  const keyAt = low.next(low.first(p));
  const key = plainExpression(low, keyAt);
  const colon = low.next(keyAt);
  if (low.kind(colon) !== K_COLON) low.decline('dict comprehension', colon);
  const valueAt = low.next(colon);
  const value = plainExpression(low, valueAt);
  const clauses = comprehensions(low, low.next(valueAt), low.next(p));
  low.spanNode(p);
  return DictComp(key, value, clauses, low.line, low.column, low.endLine, low.endColumn);
}

/** `for` clauses from `p`; the last node before `end` is the closing bracket. */
export function comprehensions(low: Lowering, p: number, end: number): ComprehensionNode[] {
  const clauses: ComprehensionNode[] = [];
  while (low.next(p) < end) {
    const isAsync = low.kind(p) === K_KW_ASYNC;
    if (isAsync) p = low.next(p);
    if (low.kind(p) !== K_KW_FOR) low.decline('comprehension', p);
    const targetAt = low.next(p);
    p = targetAt;
    while (low.next(p) < end && low.kind(p) !== K_KW_IN) p = low.next(p);
    const target = store(low, expressionList(low, targetAt, p), targetAt);
    p = low.next(p);
    const iter = plainExpression(low, p);
    p = low.next(p);
    const ifs: ExprNode[] = [];
    while (low.next(p) < end && low.kind(p) === K_KW_IF) {
      p = low.next(p);
      if (low.kind(p) === K_LAMBDA || low.kind(p) === K_CONDITIONAL) low.decline('condition of a comprehension', p);
      ifs.push(plainExpression(low, p));
      p = low.next(p);
    }
    clauses.push(Comprehension(target, iter, ifs, isAsync ? 1 : 0));
  }
  if (clauses.length === 0) low.decline('comprehension', p);
  return clauses;
}

function conditional(low: Lowering, p: number): ExprNode {
  const bodyAt = low.first(p);
  const ifAt = low.next(bodyAt);
  const testAt = low.next(ifAt);
  const elseAt = low.next(testAt);
  const orelseAt = low.next(elseAt);
  if (low.kind(ifAt) !== K_KW_IF || low.kind(elseAt) !== K_KW_ELSE || low.next(orelseAt) !== low.next(p))
    low.decline('conditional', p);
  const body = plainExpression(low, bodyAt);
  const test = plainExpression(low, testAt);
  const orelse = plainExpression(low, orelseAt);
  low.spanNode(p);
  return IfExp(test, body, orelse, low.line, low.column, low.endLine, low.endColumn);
}

function lambda(low: Lowering, p: number): ExprNode {
  let q = low.next(low.first(p));
  const args = lambdaParameters(low, low.kind(q) === K_PARAM_LIST ? q : -1);
  if (low.kind(q) === K_PARAM_LIST) q = low.next(q);
  if (low.kind(q) !== K_COLON || low.next(low.next(q)) !== low.next(p)) low.decline('lambda', p);
  const body = plainExpression(low, low.next(q));
  low.spanNode(p);
  return Lambda(args, body, low.line, low.column, low.endLine, low.endColumn);
}

function named(low: Lowering, p: number): ExprNode {
  const targetAt = low.first(p);
  const valueAt = low.next(low.next(targetAt));
  if (low.kind(targetAt) !== K_VARIABLE || low.next(valueAt) !== low.next(p)) low.decline('assignment expression', p);
  const target = namedTarget(low, targetAt);
  const value = plainExpression(low, valueAt);
  low.spanNode(p);
  return NamedExpr(target, value, low.line, low.column, low.endLine, low.endColumn);
}

export function namedTarget(low: Lowering, p: number): ExprNode {
  const id = identifier(low, p);
  low.spanNode(p);
  return Name(id, 'Store', low.line, low.column, low.endLine, low.endColumn);
}

/** YieldExpression or YieldStatement. */
export function yieldExpression(low: Lowering, p: number): ExprNode {
  const end = low.next(p);
  let q = low.next(low.first(p));
  if (low.kind(q) === K_KW_FROM && q < end) {
    q = low.next(q);
    if (low.next(q) !== end) low.decline('yield from', q);
    const value = plainExpression(low, q);
    low.spanNode(p);
    return YieldFrom(value, low.line, low.column, low.endLine, low.endColumn);
  }
  const value = q < end ? expressionList(low, q, end) : null;
  low.spanNode(p);
  return Yield(value, low.line, low.column, low.endLine, low.endColumn);
}
