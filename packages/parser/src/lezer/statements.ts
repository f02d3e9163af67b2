/** Simple statements, and the dispatch of all statements by node kind. */
import type { ExprNode, StmtNode } from '../generated/nodes.ts';
import {
  AnnAssign,
  Assert,
  Assign,
  AugAssign,
  Break,
  Continue,
  Delete,
  Expr,
  Global,
  Name,
  Nonlocal,
  Pass,
  Raise,
  Return,
  TypeAlias,
} from '../generated/nodes.ts';
import {
  classDefinition,
  decorated,
  forStatement,
  functionDefinition,
  ifStatement,
  whileStatement,
  withStatement,
} from './compound.ts';
import type { Lowering } from './context.ts';
import { expression, expressionList, plainExpression, yieldExpression } from './expressions.ts';
import { importStatement } from './imports.ts';
import { matchStatement } from './match.ts';
import { identifier } from './names.ts';
import { augmentedOperator } from './operators.ts';
import { typeDefinition, typeParameters } from './parameters.ts';
import { del, singleStore, store } from './targets.ts';
import {
  KIND_COUNT,
  K_ASSERT,
  K_ASSIGN,
  K_ASSIGN_OP,
  K_BREAK,
  K_CLASS,
  K_COMMA,
  K_CONTINUE,
  K_DECORATED,
  K_DELETE,
  K_EXPR_STMT,
  K_FOR,
  K_FUNCTION,
  K_IF,
  K_IMPORT,
  K_KW_FROM,
  K_KW_NONLOCAL,
  K_MATCH,
  K_PASS,
  K_RAISE,
  K_RETURN,
  K_SCOPE,
  K_TRY,
  K_TYPE_ALIAS,
  K_TYPE_DEF,
  K_TYPE_PARAMS,
  K_UPDATE,
  K_UPDATE_OP,
  K_VARIABLE,
  K_WHILE,
  K_WITH,
  K_YIELD_STMT,
} from './terms.ts';
import { tryStatement } from './try.ts';

type Handler = (low: Lowering, p: number) => StmtNode;

const notStatement: Handler = (low, p) => low.decline('not a statement', p);
const STATEMENTS: Handler[] = new Array<Handler>(KIND_COUNT).fill(notStatement);
STATEMENTS[K_EXPR_STMT] = expressionStatement;
STATEMENTS[K_ASSIGN] = assignment;
STATEMENTS[K_UPDATE] = augmentedAssignment;
STATEMENTS[K_YIELD_STMT] = yieldStatement;
STATEMENTS[K_RETURN] = returnStatement;
STATEMENTS[K_DELETE] = deleteStatement;
STATEMENTS[K_PASS] = pass;
STATEMENTS[K_BREAK] = breakStatement;
STATEMENTS[K_CONTINUE] = continueStatement;
STATEMENTS[K_RAISE] = raise;
STATEMENTS[K_ASSERT] = assert;
STATEMENTS[K_SCOPE] = scope;
STATEMENTS[K_IMPORT] = importStatement;
STATEMENTS[K_TYPE_ALIAS] = typeAlias;
STATEMENTS[K_IF] = ifStatement;
STATEMENTS[K_WHILE] = whileStatement;
STATEMENTS[K_FOR] = forStatement;
STATEMENTS[K_WITH] = withStatement;
STATEMENTS[K_TRY] = tryStatement;
STATEMENTS[K_FUNCTION] = (low, p) => functionDefinition(low, p, []);
STATEMENTS[K_CLASS] = (low, p) => classDefinition(low, p, []);
STATEMENTS[K_DECORATED] = decorated;
STATEMENTS[K_MATCH] = matchStatement;

export function isStatement(kind: number): boolean {
  return STATEMENTS[kind] !== notStatement;
}

export function statement(low: Lowering, p: number): StmtNode {
  return STATEMENTS[low.kind(p)](low, p);
}

function expressionStatement(low: Lowering, p: number): StmtNode {
  const value = expressionList(low, low.first(p), low.next(p));
  low.spanNode(p);
  return Expr(value, low.line, low.column, low.endLine, low.endColumn);
}

function yieldStatement(low: Lowering, p: number): StmtNode {
  const value = yieldExpression(low, p);
  low.spanNode(p);
  return Expr(value, low.line, low.column, low.endLine, low.endColumn);
}

/** `a = b = value`, `a: annotation` and `a: annotation = value` have one node kind. */
function assignment(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const targets: ExprNode[] = [];
  let groupAt = low.first(p);
  let q = groupAt;
  for (; q < end; q = low.next(q)) {
    const kind = low.kind(q);
    if (kind === K_TYPE_DEF) return annotatedAssignment(low, p, q);
    if (kind !== K_ASSIGN_OP) continue;
    targets.push(store(low, expressionList(low, groupAt, q), groupAt));
    groupAt = low.next(q);
  }
  if (targets.length === 0) low.decline('assignment', p);
  const value = expressionList(low, groupAt, end);
  low.spanNode(p);
  return Assign(targets, value, null, low.line, low.column, low.endLine, low.endColumn);
}

function annotatedAssignment(low: Lowering, p: number, annotationAt: number): StmtNode {
  const targetAt = low.first(p);
  const end = low.next(p);
  if (low.next(targetAt) !== annotationAt) low.decline('target of an annotation', targetAt);
  const simple = low.kind(targetAt) === K_VARIABLE ? 1 : 0;
  const target = singleStore(low, expression(low, targetAt), targetAt);
  const annotation = typeDefinition(low, annotationAt);
  const equals = low.next(annotationAt);
  let value: ExprNode | null = null;
  if (equals < end) {
    for (let q = low.next(equals); q < end; q = low.next(q))
      if (low.kind(q) === K_ASSIGN_OP) low.decline('second = after an annotation', q);
    value = expressionList(low, low.next(equals), end);
  }
  low.spanNode(p);
  return AnnAssign(target, annotation, value, simple, low.line, low.column, low.endLine, low.endColumn);
}

function augmentedAssignment(low: Lowering, p: number): StmtNode {
  const targetAt = low.first(p);
  const operatorAt = low.next(targetAt);
  if (low.kind(operatorAt) !== K_UPDATE_OP) low.decline('augmented assignment', p);
  const op = augmentedOperator(low.text(operatorAt)) ?? low.decline('augmented assignment', operatorAt);
  const target = singleStore(low, expression(low, targetAt), targetAt);
  const value = expressionList(low, low.next(operatorAt), low.next(p));
  low.spanNode(p);
  return AugAssign(target, op, value, low.line, low.column, low.endLine, low.endColumn);
}

function returnStatement(low: Lowering, p: number): StmtNode {
  const at = low.next(low.first(p));
  const value = at < low.next(p) ? expressionList(low, at, low.next(p)) : null;
  low.spanNode(p);
  return Return(value, low.line, low.column, low.endLine, low.endColumn);
}

function deleteStatement(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const targets: ExprNode[] = [];
  for (let q = low.next(low.first(p)); q < end; q = low.next(q)) {
    if (low.kind(q) !== K_COMMA) targets.push(del(low, expression(low, q), q));
  }
  low.spanNode(p);
  return Delete(targets, low.line, low.column, low.endLine, low.endColumn);
}

function pass(low: Lowering, p: number): StmtNode {
  low.spanNode(p);
  return Pass(low.line, low.column, low.endLine, low.endColumn);
}

function breakStatement(low: Lowering, p: number): StmtNode {
  low.spanNode(p);
  return Break(low.line, low.column, low.endLine, low.endColumn);
}

function continueStatement(low: Lowering, p: number): StmtNode {
  low.spanNode(p);
  return Continue(low.line, low.column, low.endLine, low.endColumn);
}

function raise(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const excAt = low.next(low.first(p));
  let exc: ExprNode | null = null;
  let cause: ExprNode | null = null;
  if (excAt < end) {
    exc = plainExpression(low, excAt);
    const fromAt = low.next(excAt);
    if (fromAt < end) {
      const causeAt = low.next(fromAt);
      if (low.kind(fromAt) !== K_KW_FROM || low.next(causeAt) !== end) low.decline('raise', p);
      cause = plainExpression(low, causeAt);
    }
  }
  low.spanNode(p);
  return Raise(exc, cause, low.line, low.column, low.endLine, low.endColumn);
}

function assert(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const testAt = low.next(low.first(p));
  const test = plainExpression(low, testAt);
  const comma = low.next(testAt);
  let msg: ExprNode | null = null;
  if (comma < end) {
    const msgAt = low.next(comma);
    if (low.kind(comma) !== K_COMMA || msgAt >= end || low.next(msgAt) !== end) low.decline('assert', p);
    msg = plainExpression(low, msgAt);
  }
  low.spanNode(p);
  return Assert(test, msg, low.line, low.column, low.endLine, low.endColumn);
}

function scope(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const keyword = low.first(p);
  const names: string[] = [];
  let commas = 0;
  for (let q = low.next(keyword); q < end; q = low.next(q)) {
    if (low.kind(q) === K_COMMA) commas++;
    else names.push(identifier(low, q));
  }
  if (commas !== names.length - 1) low.decline('trailing comma', p);
  low.spanNode(p);
  const build = low.kind(keyword) === K_KW_NONLOCAL ? Nonlocal : Global;
  return build(names, low.line, low.column, low.endLine, low.endColumn);
}

function typeAlias(low: Lowering, p: number): StmtNode {
  const nameAt = low.next(low.first(p));
  const id = identifier(low, nameAt);
  low.spanNode(nameAt);
  const target = Name(id, 'Store', low.line, low.column, low.endLine, low.endColumn);
  let valueAt = low.next(nameAt);
  const hasParameters = low.kind(valueAt) === K_TYPE_PARAMS;
  const params = hasParameters ? typeParameters(low, valueAt) : [];
  if (hasParameters) valueAt = low.next(valueAt);
  if (low.next(valueAt) !== low.next(p)) low.decline('type alias', p);
  const value = plainExpression(low, valueAt);
  low.spanNode(p);
  return TypeAlias(target, params, value, low.line, low.column, low.endLine, low.endColumn);
}
