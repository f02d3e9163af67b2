/**
 * Best-effort statements for source with errors. A statement whose own nodes (without its blocks) are free of
 * error nodes is lowered as in the exact case; from any other, or one that validation refuses, the expressions
 * that are whole become expression statements and its blocks' statements follow.
 */
import type { Arg as ArgNode, Arguments as ArgumentsNode, StmtNode } from '../generated/nodes.ts';
import { Arg, Arguments, AsyncFunctionDef, ClassDef, Expr, FunctionDef, Pass } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { Decline } from './context.ts';
import { expression, isExpression } from './expressions.ts';
import { STRIDE } from './flat-tree.ts';
import { isStatement, statement } from './statements.ts';
import {
  K_BODY,
  K_CLASS,
  K_COMMA,
  K_ERROR,
  K_FUNCTION,
  K_GROUP,
  K_KW_ASYNC,
  K_MATCH_BODY,
  K_OPEN_PAREN,
  K_PARAM_LIST,
  K_VARIABLE,
} from './terms.ts';

const MAX_SALVAGE_DEPTH = 100;

export function tolerantStatement(low: Lowering, p: number, body: StmtNode[]): void {
  low.blockEnd = low.to(p);
  if (low.kind(p) === K_GROUP) {
    for (let q = low.first(p); q < low.next(p); q = low.next(q)) if (low.kind(q) > 0) tolerantStatement(low, q, body);
    low.blockEnd = low.to(p);
    return;
  }
  const flaw = low.kind(p) === K_ERROR ? p : ownError(low, p);
  if (flaw >= 0) low.complain('invalid syntax', flaw);
  else if (attempt(low, p, body)) return;
  if (!salvageDefinition(low, p, body)) salvage(low, p, body, 0);
}

/** Lowers the statement; false, with the error reported, when it is refused. */
function attempt(low: Lowering, p: number, body: StmtNode[]): boolean {
  const mark = low.mark();
  try {
    body.push(statement(low, p));
    return true;
  } catch (error) {
    if (!(error instanceof Decline)) throw error;
    low.restore(mark);
    low.errors?.push({ from: low.from(p), to: firstLineEnd(low, p), message: error.reason });
    return false;
  }
}

function firstLineEnd(low: Lowering, p: number): number {
  const end = low.source.indexOf('\n', low.from(p));
  return end < 0 ? low.to(p) : Math.min(end, low.to(p));
}

/** First error node below `p` that is in none of its blocks, else -1. */
function ownError(low: Lowering, p: number): number {
  const end = low.next(p);
  for (let q = p + STRIDE; q < end; ) {
    const kind = low.kind(q);
    if (kind === K_ERROR) return q;
    // A block lowers its statements by itself, but its colon and first statement must be there.
    q = kind === K_BODY && isWholeBlock(low, q) ? low.next(q) : q + STRIDE;
  }
  return -1;
}

function isWholeBlock(low: Lowering, body: number): boolean {
  const colon = low.first(body);
  const first = low.next(colon);
  return low.kind(colon) !== K_ERROR && first < low.next(body) && low.kind(first) !== K_ERROR;
}

/** A function or class whose name can be read stays one, with the parameters and statements that are whole. */
function salvageDefinition(low: Lowering, p: number, body: StmtNode[]): boolean {
  const kind = low.kind(p);
  if (kind !== K_FUNCTION && kind !== K_CLASS) return false;
  const isAsync = low.kind(low.first(p)) === K_KW_ASYNC;
  const nameAt = low.next(isAsync ? low.next(low.first(p)) : low.first(p));
  if (nameAt >= low.next(p) || low.kind(nameAt) !== K_VARIABLE) return false;
  const name = low.text(nameAt);
  const args = salvageParameters(low, nameAt, low.next(p));
  const inner: StmtNode[] = [];
  for (let q = low.next(nameAt); q < low.next(p); q = low.next(q))
    if (low.kind(q) === K_BODY) salvage(low, q, inner, 0);
  if (inner.length === 0) inner.push(emptyBlock(low, nameAt));
  low.span(low.from(p), Math.max(low.blockEnd, low.to(nameAt)));
  const { line, column, endLine, endColumn } = low;
  if (kind === K_CLASS) body.push(ClassDef(name, [], [], inner, [], [], line, column, endLine, endColumn));
  else
    body.push(
      (isAsync ? AsyncFunctionDef : FunctionDef)(
        name,
        args,
        inner,
        [],
        null,
        null,
        [],
        line,
        column,
        endLine,
        endColumn,
      ),
    );
  return true;
}

/** Names that follow `(` or `,` in the parameter list, all as plain parameters. */
function salvageParameters(low: Lowering, p: number, end: number): ArgumentsNode {
  const args: ArgNode[] = [];
  let list = low.next(p);
  while (list < end && low.kind(list) !== K_PARAM_LIST) list = low.next(list);
  let previous = 0;
  for (let q = list < end ? low.first(list) : end; list < end && q < low.next(list); q = low.next(q)) {
    if (low.kind(q) === K_VARIABLE && (previous === K_OPEN_PAREN || previous === K_COMMA)) {
      low.spanNode(q);
      args.push(Arg(low.text(q), null, null, low.line, low.column, low.endLine, low.endColumn));
    }
    previous = low.kind(q);
  }
  return Arguments([], args, null, [], [], null, []);
}

/** Whole expressions and statements among the children of `p`. */
function salvage(low: Lowering, p: number, body: StmtNode[], depth: number): void {
  if (depth > MAX_SALVAGE_DEPTH || low.budget-- <= 0) return;
  const end = low.next(p);
  for (let q = low.first(p); q < end; q = low.next(q)) {
    const kind = low.kind(q);
    if (isStatement(kind) || kind === K_GROUP) tolerantStatement(low, q, body);
    else if (kind === K_BODY || kind === K_MATCH_BODY) salvage(low, q, body, depth + 1);
    else if (!isExpression(kind) || !salvageExpression(low, q, body)) salvage(low, q, body, depth + 1);
  }
}

function salvageExpression(low: Lowering, p: number, body: StmtNode[]): boolean {
  if (ownError(low, p) >= 0) return false;
  const mark = low.mark();
  try {
    const value = expression(low, p);
    low.spanNode(p);
    body.push(Expr(value, low.line, low.column, low.endLine, low.endColumn));
    return true;
  } catch (error) {
    if (!(error instanceof Decline)) throw error;
    low.restore(mark);
    return false;
  }
}

/** Stands for a block of which nothing is left. */
export function emptyBlock(low: Lowering, p: number): StmtNode {
  low.span(low.from(p), low.from(p));
  return Pass(low.line, low.column, low.endLine, low.endColumn);
}
