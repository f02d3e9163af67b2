/** if, while, for, with, function and class definitions. */
import type { ExprNode, StmtNode, TypeParamNode, WithItem as WithItemNode } from '../generated/nodes.ts';
import {
  AsyncFor,
  AsyncFunctionDef,
  AsyncWith,
  Attribute,
  ClassDef,
  For,
  FunctionDef,
  If,
  Name,
  While,
  With,
  WithItem,
} from '../generated/nodes.ts';
import { block, checkIndentation } from './blocks.ts';
import { argumentList, callFrom } from './calls.ts';
import type { Lowering } from './context.ts';
import { elements, expression, expressionList, namedTarget, plainExpression } from './expressions.ts';
import { identifier } from './names.ts';
import { parameters, typeDefinition, typeParameters } from './parameters.ts';
import { store } from './targets.ts';
import {
  K_ARG_LIST,
  K_BODY,
  K_CLASS,
  K_COMMA,
  K_DECORATOR,
  K_DOT,
  K_FUNCTION,
  K_KW_AS,
  K_KW_ASYNC,
  K_KW_ELIF,
  K_KW_ELSE,
  K_KW_IF,
  K_KW_IN,
  K_NAMED,
  K_PARAM_LIST,
  K_STAR,
  K_TUPLE,
  K_TYPE_DEF,
  K_TYPE_PARAMS,
  K_VARIABLE,
} from './terms.ts';

interface Clause {
  keyword: number;
  test: ExprNode;
  body: StmtNode[];
}

/** Chains of elif are built from the last clause inwards, without recursion. */
export function ifStatement(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const clauses: Clause[] = [];
  let orelse: StmtNode[] = [];
  let q = low.first(p);
  while (q < end) {
    const kind = low.kind(q);
    if (clauses.length > 0) checkIndentation(low, q);
    if (kind === K_KW_ELSE) {
      orelse = block(low, low.next(q));
      q = low.next(low.next(q));
      if (q < end) low.decline('clause after else', q);
    } else {
      if (kind !== (clauses.length === 0 ? K_KW_IF : K_KW_ELIF)) low.decline('if statement', q);
      const testAt = low.next(q);
      const bodyAt = low.next(testAt);
      clauses.push({ keyword: q, test: expression(low, testAt), body: block(low, bodyAt) });
      q = low.next(bodyAt);
    }
  }
  for (let i = clauses.length - 1; i >= 0; i--) {
    const { keyword, test, body } = clauses[i];
    low.spanFrom(low.from(keyword));
    orelse = [If(test, body, orelse, low.line, low.column, low.endLine, low.endColumn)];
  }
  return orelse[0];
}

/** `else` and its body at `p`, when `p` is not the end of the statement. */
function elseBlock(low: Lowering, p: number, end: number): StmtNode[] {
  if (p >= end) return [];
  if (low.kind(p) !== K_KW_ELSE || low.next(low.next(p)) !== end) low.decline('else', p);
  checkIndentation(low, p);
  return block(low, low.next(p));
}

export function whileStatement(low: Lowering, p: number): StmtNode {
  const testAt = low.next(low.first(p));
  const bodyAt = low.next(testAt);
  const test = expression(low, testAt);
  const body = block(low, bodyAt);
  const orelse = elseBlock(low, low.next(bodyAt), low.next(p));
  low.spanFrom(low.from(p));
  return While(test, body, orelse, low.line, low.column, low.endLine, low.endColumn);
}

export function forStatement(low: Lowering, p: number): StmtNode {
  const isAsync = low.kind(low.first(p)) === K_KW_ASYNC;
  const targetAt = low.next(isAsync ? low.next(low.first(p)) : low.first(p));
  const inAt = find(low, targetAt, low.next(p), K_KW_IN);
  const bodyAt = find(low, inAt, low.next(p), K_BODY);
  const target = store(low, expressionList(low, targetAt, inAt), targetAt);
  const iter = expressionList(low, low.next(inAt), bodyAt);
  const body = block(low, bodyAt);
  const orelse = elseBlock(low, low.next(bodyAt), low.next(p));
  low.spanFrom(low.from(p));
  const build = isAsync ? AsyncFor : For;
  return build(target, iter, body, orelse, null, low.line, low.column, low.endLine, low.endColumn);
}

function find(low: Lowering, p: number, end: number, kind: number): number {
  while (p < end && low.kind(p) !== kind) p = low.next(p);
  return p < end ? p : low.decline('statement', p);
}

export function withStatement(low: Lowering, p: number): StmtNode {
  const isAsync = low.kind(low.first(p)) === K_KW_ASYNC;
  const itemsAt = low.next(isAsync ? low.next(low.first(p)) : low.first(p));
  const bodyAt = find(low, itemsAt, low.next(p), K_BODY);
  const items = withItems(low, itemsAt, bodyAt);
  const body = block(low, bodyAt);
  if (low.next(bodyAt) !== low.next(p)) low.decline('with', p);
  low.spanFrom(low.from(p));
  const build = isAsync ? AsyncWith : With;
  return build(items, body, null, low.line, low.column, low.endLine, low.endColumn);
}

function withItems(low: Lowering, p: number, end: number): WithItemNode[] {
  if (low.kind(p) === K_TUPLE && low.next(p) === end) return parenthesizedItems(low, p);
  const items: WithItemNode[] = [];
  while (p < end) {
    const context = plainExpression(low, p);
    let target: ExprNode | null = null;
    p = low.next(p);
    if (p < end && low.kind(p) === K_KW_AS) {
      target = namedTarget(low, low.next(p));
      p = low.next(low.next(p));
    }
    items.push(WithItem(context, target));
    if (p === end) return items;
    if (low.kind(p) !== K_COMMA) low.decline('with item', p);
    p = low.next(p);
  }
  return low.decline('trailing comma', p);
}

/** `with (a, b):` has two items, unless an element cannot be an item; then it is a tuple. */
function parenthesizedItems(low: Lowering, p: number): WithItemNode[] {
  const end = low.next(p);
  for (let q = low.first(p); q < end; q = low.next(q)) {
    if (low.kind(q) === K_STAR || low.kind(q) === K_NAMED) return [WithItem(expression(low, p), null)];
  }
  const contexts = elements(low, p);
  if (contexts.length === 0) return [WithItem(expression(low, p), null)];
  return contexts.map((context) => WithItem(context, null));
}

/** Decorators at the indentation of what they decorate; the definition's position begins at `def`. */
export function decorated(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const decorators: ExprNode[] = [];
  for (let q = low.first(p); q < end; q = low.next(q)) {
    checkIndentation(low, q);
    const kind = low.kind(q);
    if (kind === K_DECORATOR) decorators.push(decorator(low, q));
    else if (kind === K_FUNCTION) return functionDefinition(low, q, decorators);
    else if (kind === K_CLASS) return classDefinition(low, q, decorators);
    else low.decline('decorated statement', q);
  }
  return low.decline('decorator without definition', p);
}

function decorator(low: Lowering, p: number): ExprNode {
  const end = low.next(p);
  const first = low.next(low.first(p));
  const from = low.from(first);
  if (low.kind(first) !== K_VARIABLE) low.decline('decorator', p);
  let node: ExprNode = nameLoad(low, first);
  for (let q = low.next(first); q < end; q = low.next(q)) {
    const kind = low.kind(q);
    if (kind === K_VARIABLE) {
      const attr = identifier(low, q);
      low.span(from, low.to(q));
      node = Attribute(node, attr, 'Load', low.line, low.column, low.endLine, low.endColumn);
    } else if (kind === K_ARG_LIST) {
      if (low.next(q) !== end) low.decline('decorator', q);
      node = callFrom(low, from, node, q);
    } else if (kind !== K_DOT) {
      low.decline('decorator', q);
    }
  }
  return node;
}

function nameLoad(low: Lowering, p: number): ExprNode {
  const id = identifier(low, p);
  low.spanNode(p);
  return Name(id, 'Load', low.line, low.column, low.endLine, low.endColumn);
}

export function functionDefinition(low: Lowering, p: number, decorators: ExprNode[]): StmtNode {
  const isAsync = low.kind(low.first(p)) === K_KW_ASYNC;
  const nameAt = low.next(isAsync ? low.next(low.first(p)) : low.first(p));
  const name = identifier(low, nameAt);
  let q = low.next(nameAt);
  let typeParams: TypeParamNode[] = [];
  if (low.kind(q) === K_TYPE_PARAMS) {
    typeParams = typeParameters(low, q);
    q = low.next(q);
  }
  if (low.kind(q) !== K_PARAM_LIST) low.decline('function definition', q);
  const args = parameters(low, q);
  q = low.next(q);
  let returns: ExprNode | null = null;
  if (low.kind(q) === K_TYPE_DEF) {
    returns = typeDefinition(low, q);
    q = low.next(q);
  }
  const body = block(low, q);
  low.spanFrom(low.from(p));
  const build = isAsync ? AsyncFunctionDef : FunctionDef;
  return build(
    name,
    args,
    body,
    decorators,
    returns,
    null,
    typeParams,
    low.line,
    low.column,
    low.endLine,
    low.endColumn,
  );
}

export function classDefinition(low: Lowering, p: number, decorators: ExprNode[]): StmtNode {
  const nameAt = low.next(low.first(p));
  const name = identifier(low, nameAt);
  let q = low.next(nameAt);
  let typeParams: TypeParamNode[] = [];
  if (low.kind(q) === K_TYPE_PARAMS) {
    typeParams = typeParameters(low, q);
    q = low.next(q);
  }
  const hasBases = low.kind(q) === K_ARG_LIST;
  const { args, keywords } = hasBases ? argumentList(low, q, false) : { args: [], keywords: [] };
  const body = block(low, hasBases ? low.next(q) : q);
  low.spanFrom(low.from(p));
  return ClassDef(name, args, keywords, body, decorators, typeParams, low.line, low.column, low.endLine, low.endColumn);
}
