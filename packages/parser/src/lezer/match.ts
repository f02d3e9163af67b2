/** match statements. */
import type { ExprNode, MatchCase as MatchCaseNode, StmtNode } from '../generated/nodes.ts';
import { Match, MatchCase } from '../generated/nodes.ts';
import { block, checkIndentation, indent } from './blocks.ts';
import type { Lowering } from './context.ts';
import { expression } from './expressions.ts';
import { casePattern } from './patterns.ts';
import { K_BODY, K_COLON, K_GUARD, K_MATCH_BODY, K_MATCH_CLAUSE } from './terms.ts';

export function matchStatement(low: Lowering, p: number): StmtNode {
  const subjectAt = low.next(low.first(p));
  const bodyAt = low.next(subjectAt);
  if (low.kind(bodyAt) !== K_MATCH_BODY || low.next(bodyAt) !== low.next(p)) low.decline('match', p);
  const subject = expression(low, subjectAt);
  const cases = clauses(low, bodyAt);
  low.spanFrom(low.from(p));
  return Match(subject, cases, low.line, low.column, low.endLine, low.endColumn);
}

function clauses(low: Lowering, p: number): MatchCaseNode[] {
  low.enterBlock(p);
  const { indentStart, indentLength } = low;
  const end = low.next(p);
  const cases: MatchCaseNode[] = [];
  let q = low.first(p);
  if (low.kind(q) !== K_COLON || low.next(q) >= end) low.decline('match', p);
  q = low.next(q);
  indent(low, q);
  for (; q < end; q = low.next(q)) {
    checkIndentation(low, q);
    cases.push(clause(low, q));
  }
  low.indentStart = indentStart;
  low.indentLength = indentLength;
  low.leaveBlock();
  return cases;
}

function clause(low: Lowering, p: number): MatchCaseNode {
  if (low.kind(p) !== K_MATCH_CLAUSE) low.decline('case', p);
  const end = low.next(p);
  const patternAt = low.next(low.first(p));
  let q = patternAt;
  while (q < end && low.kind(q) !== K_GUARD && low.kind(q) !== K_BODY) q = low.next(q);
  if (q === patternAt || q >= end) low.decline('case', p);
  const pattern = casePattern(low, patternAt, q);
  let guard: ExprNode | null = null;
  if (low.kind(q) === K_GUARD) {
    guard = expression(low, low.next(low.first(q)));
    q = low.next(q);
  }
  return MatchCase(pattern, guard, block(low, q));
}
