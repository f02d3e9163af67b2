/**
 * Statement lists and their indentation. Lezer compares columns only, so the rules are checked here on the
 * text: every statement of a block begins its line with the same white space, which extends the white space of
 * the enclosing block. Text that CPython would compare by tab rules beyond that is declined.
 */
// check-allow cycles: statements hold blocks and blocks hold statements; none runs while the modules load
import type { StmtNode } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { emptyBlock, tolerantStatement } from './salvage.ts';
import { statement } from './statements.ts';
import { K_BODY, K_COLON, K_GROUP } from './terms.ts';

const SPACE = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;

/** Statements of a module. */
export function moduleBody(low: Lowering, script: number): StmtNode[] {
  const body: StmtNode[] = [];
  const end = low.next(script);
  for (let p = low.first(script); p < end; p = low.next(p)) {
    checkIndentation(low, p);
    appendStatement(low, p, body);
  }
  return body;
}

/** A statement, or a line of several, of a tolerant lowering. */
function appendTolerant(low: Lowering, p: number, body: StmtNode[]): void {
  if (low.budget-- <= 0) return;
  tolerantStatement(low, p, body);
}

/** A Body node: a colon, then statements on the same line or an indented block. */
export function block(low: Lowering, p: number): StmtNode[] {
  if (low.kind(p) !== K_BODY) low.decline('block', p);
  low.enterBlock(p);
  const end = low.next(p);
  const colon = low.first(p);
  const first = low.next(colon);
  if (low.kind(colon) !== K_COLON || first >= end) low.decline('block', p);
  const body: StmtNode[] = [];
  if (isOnColonLine(low, colon, first)) {
    appendStatement(low, first, body);
    if (low.next(first) !== end) low.complain('statement after a one-line block', first);
  } else {
    indented(low, first, end, body);
  }
  low.leaveBlock();
  if (body.length === 0) body.push(emptyBlock(low, p));
  return body;
}

/** Whether a block's first statement follows on the logical line of the colon. */
function isOnColonLine(low: Lowering, colon: number, first: number): boolean {
  const gap = low.source.slice(low.to(colon), low.from(first));
  return !gap.includes('\n') || !/(?:^|[^\\])\n|#/.test(gap);
}

function indented(low: Lowering, first: number, end: number, body: StmtNode[]): void {
  const { indentStart, indentLength } = low;
  indent(low, first);
  for (let p = first; p < end; p = low.next(p)) {
    checkIndentation(low, p);
    appendStatement(low, p, body);
  }
  low.indentStart = indentStart;
  low.indentLength = indentLength;
}

/** Makes the white space before `p` the current indentation; it must extend what it was. */
export function indent(low: Lowering, p: number): void {
  const length = indentationLength(low, p);
  if (length <= low.indentLength || !startsWithIndentation(low, low.from(p) - length))
    low.complain('unexpected indentation', p);
  low.indentStart = low.from(p) - Math.max(length, 0);
  low.indentLength = Math.max(length, 0);
}

/** `p` must begin its line with exactly the current indentation. */
export function checkIndentation(low: Lowering, p: number): void {
  if (indentationLength(low, p) !== low.indentLength || !startsWithIndentation(low, low.from(p) - low.indentLength))
    low.complain('inconsistent indentation', p);
}

/** White space before `p` on its line, -1 when something else is there or the line continues another one. */
function indentationLength(low: Lowering, p: number): number {
  const { source } = low;
  const from = low.from(p);
  let at = from;
  while (at > 0) {
    const unit = source.charCodeAt(at - 1);
    if (unit === 0x0a) return at > 1 && source.charCodeAt(at - 2) === BACKSLASH ? -1 : from - at;
    if (unit !== SPACE && unit !== TAB) return -1;
    at--;
  }
  return from;
}

function startsWithIndentation(low: Lowering, lineStart: number): boolean {
  const { source, indentStart, indentLength } = low;
  for (let i = 0; i < indentLength; i++)
    if (source.charCodeAt(lineStart + i) !== source.charCodeAt(indentStart + i)) return false;
  return true;
}

/** Leaves `blockEnd` after the statement; blocks inside a compound statement set it again. */
function appendStatement(low: Lowering, p: number, body: StmtNode[]): void {
  if (low.errors !== null) return appendTolerant(low, p, body);
  low.blockEnd = low.to(p);
  if (low.kind(p) !== K_GROUP) {
    body.push(statement(low, p));
    return;
  }
  const end = low.next(p);
  let separated = true;
  for (let q = low.first(p); q < end; q = low.next(q)) {
    low.blockEnd = low.to(q);
    // The semicolons between are the only nodes of a group that have no kind.
    const isStatement = low.kind(q) > 0;
    if (isStatement !== separated) low.decline('statements of a line', q);
    separated = !isStatement;
    if (isStatement) body.push(statement(low, q));
    else if (low.text(q) !== ';') low.decline('statement', q);
  }
}
