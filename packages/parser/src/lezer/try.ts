/** try statements. */
import type { ExceptHandler as ExceptHandlerNode, ExprNode, StmtNode } from '../generated/nodes.ts';
import { ExceptHandler, Try, TryStar } from '../generated/nodes.ts';
import { block, checkIndentation } from './blocks.ts';
import type { Lowering } from './context.ts';
import { plainExpression } from './expressions.ts';
import { identifier } from './names.ts';
import { K_BODY, K_KW_AS, K_KW_ELSE, K_KW_EXCEPT, K_KW_FINALLY, K_STAR, K_VARIABLE } from './terms.ts';

export function tryStatement(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  const bodyAt = low.next(low.first(p));
  const body = block(low, bodyAt);
  const handlers: ExceptHandlerNode[] = [];
  let orelse: StmtNode[] = [];
  let finalbody: StmtNode[] = [];
  let stars = 0;
  let q = low.next(bodyAt);
  while (q < end) {
    checkIndentation(low, q);
    const kind = low.kind(q);
    if (kind === K_KW_EXCEPT) {
      if (low.kind(low.next(q)) === K_STAR) stars++;
      const handlerBody = nextBody(low, q, end);
      handlers.push(handler(low, q, handlerBody));
      q = low.next(handlerBody);
      continue;
    }
    const clauseBody = low.next(q);
    if (kind === K_KW_ELSE) orelse = block(low, clauseBody);
    else if (kind === K_KW_FINALLY) finalbody = block(low, clauseBody);
    else low.decline('try statement', q);
    q = low.next(clauseBody);
  }
  checkClauses(low, p, handlers, orelse, finalbody, stars);
  low.spanFrom(low.from(p));
  const build = stars > 0 ? TryStar : Try;
  return build(body, handlers, orelse, finalbody, low.line, low.column, low.endLine, low.endColumn);
}

function checkClauses(
  low: Lowering,
  p: number,
  handlers: ExceptHandlerNode[],
  orelse: StmtNode[],
  finalbody: StmtNode[],
  stars: number,
): void {
  if (handlers.length === 0 && (finalbody.length === 0 || orelse.length > 0)) low.decline('try without except', p);
  if (stars !== 0 && stars !== handlers.length) low.decline('except and except* mixed', p);
  if (stars > 0 && handlers.some((node) => node.type === null)) low.decline('except* without a type', p);
}

function nextBody(low: Lowering, p: number, end: number): number {
  while (p < end && low.kind(p) !== K_BODY) p = low.next(p);
  return p < end ? p : low.decline('except', p);
}

/** `p` is the keyword. Several types without parentheses (a tuple since 3.14) are left to step two. */
function handler(low: Lowering, p: number, bodyAt: number): ExceptHandlerNode {
  let q = low.next(p);
  if (low.kind(q) === K_STAR) q = low.next(q);
  let type: ExprNode | null = null;
  let name: string | null = null;
  if (q < bodyAt) {
    type = plainExpression(low, q);
    q = low.next(q);
  }
  if (q < bodyAt) {
    const nameAt = low.next(q);
    if (low.kind(q) !== K_KW_AS || low.kind(nameAt) !== K_VARIABLE || low.next(nameAt) !== bodyAt)
      low.decline('except', q);
    name = identifier(low, nameAt);
  }
  const body = block(low, bodyAt);
  low.spanFrom(low.from(p));
  return ExceptHandler(type, name, body, low.line, low.column, low.endLine, low.endColumn);
}
