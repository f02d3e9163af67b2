/** try, with, raise, assert. Code for finally bodies is repeated on every way out. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_LIST,
  OP_CALL,
  OP_CALL_METHOD,
  OP_CHECK_EG_MATCH,
  OP_JUMP,
  OP_JUMP_IF_NONE,
  OP_JUMP_IF_NOT_EXC_MATCH,
  OP_JUMP_IF_TRUE,
  OP_LIST_APPEND,
  OP_LOAD_COMMON_CONSTANT,
  OP_LOAD_SPECIAL,
  OP_MOVE,
  OP_NOP,
  OP_CLEAR_LOCAL,
  OP_POP_EXC,
  OP_POP_EXC_RERAISE,
  OP_PREP_RERAISE_STAR,
  OP_PUSH_EXC,
  OP_RAISE,
  OP_RERAISE,
  OP_WITH_EXCEPT_START,
} from '../generated/op.ts';
import { awaitInto } from './await.ts';
import type { Compiler } from './context.ts';
import { conditionally, exitWithNones } from './control.ts';
import { warnAboutFinally } from './finally-checks.ts';
import { clearName } from './names.ts';
import { NONE } from './unit.ts';
import type { Unit } from './unit.ts';

export function tryStatement(c: Compiler, s: ast.Try | ast.TryStar): void {
  conditionally(c, () => {
    if (s.finalbody.length > 0) tryFinally(c, s);
    else tryExcept(c, s);
  });
}

function tryExcept(c: Compiler, s: ast.Try | ast.TryStar): void {
  if (s.nodeType === 'TryStar') exceptStar(c, s);
  else exceptClauses(c, s);
}

function tryFinally(c: Compiler, s: ast.Try | ast.TryStar): void {
  const u = c.unit;
  warnAboutFinally(c, s.finalbody);
  const handler = u.newLabel();
  const cleanup = u.newLabel();
  const exit = u.newLabel();
  u.at(s);
  u.emit(OP_NOP);
  const outerRegion = u.enterRegion(handler);
  c.pushBlock({ kind: 'finally try', body: s.finalbody, outerRegion, at: s });
  if (s.handlers.length > 0) tryExcept(c, s);
  else c.stmts(s.body);
  u.blocks.pop();
  u.region = outerRegion;
  c.stmts(s.finalbody);
  u.nowhere();
  u.emitJump(OP_JUMP, exit);

  u.place(handler);
  const mark = u.tempTop;
  const exc = u.temps(2);
  u.nowhere();
  u.emit(OP_PUSH_EXC, exc);
  u.enterRegion(cleanup);
  c.pushBlock({ kind: 'finally end', exc, outerRegion, at: s });
  c.quietly(() => c.stmts(s.finalbody));
  u.blocks.pop();
  u.nowhere();
  u.emit(OP_RERAISE, exc);
  u.region = outerRegion;
  popAndReraise(c, cleanup, exc);
  u.tempTop = mark;
  u.place(exit);
}

/** The handler of exceptions inside a handler. */
function popAndReraise(c: Compiler, label: number, exc: number): void {
  const u = c.unit;
  u.place(label);
  u.nowhere();
  u.emit(OP_POP_EXC_RERAISE, exc);
}

// except

function exceptClauses(c: Compiler, s: ast.Try): void {
  const u = c.unit;
  const handler = u.newLabel();
  const cleanup = u.newLabel();
  const end = u.newLabel();
  u.at(s);
  u.emit(OP_NOP);
  const outerRegion = u.enterRegion(handler);
  c.pushBlock({ kind: 'try', outerRegion, at: s });
  c.stmts(s.body);
  u.blocks.pop();
  u.region = outerRegion;
  c.stmts(s.orelse);
  u.nowhere();
  u.emitJump(OP_JUMP, end);

  u.place(handler);
  const mark = u.tempTop;
  const exc = u.temps(2);
  u.nowhere();
  u.emit(OP_PUSH_EXC, exc);
  u.enterRegion(cleanup);
  c.nested(s, () => {
    s.handlers.forEach((h, i) => {
      if (h.type === null && i < s.handlers.length - 1) c.error("default 'except:' must be last", h);
      exceptClause(c, h, exc, cleanup, end, outerRegion);
    });
  });
  u.nowhere();
  u.emit(OP_RERAISE, exc);
  u.region = outerRegion;
  popAndReraise(c, cleanup, exc);
  u.tempTop = mark;
  u.place(end);
}

function exceptClause(
  c: Compiler,
  h: ast.ExceptHandler,
  exc: number,
  cleanup: number,
  end: number,
  outerRegion: number,
): void {
  const u = c.unit;
  const next = u.newLabel();
  const mark = u.tempTop;
  if (h.type !== null) {
    const type = c.any(h.type);
    u.at(h.type);
    u.emitJump(OP_JUMP_IF_NOT_EXC_MATCH, exc, type, next);
    u.tempTop = mark;
  }
  const failed = u.newLabel();
  u.at(h);
  if (h.name !== null) {
    c.storeName(h.name, exc, h);
    u.enterRegion(failed);
  } else {
    u.emit(OP_NOP);
  }
  c.pushBlock({ kind: 'handler', exc, name: h.name, outerRegion, at: h });
  c.stmts(h.body);
  u.blocks.pop();
  u.region = outerRegion;
  u.nowhere();
  dropException(u, exc);
  if (h.name !== null) clearName(c, h.name);
  u.emitJump(OP_JUMP, end);
  u.region = cleanup;
  if (h.name !== null) unbindAndReraise(c, h.name, failed);
  u.place(next);
}

/** Leaves a handler for good: the exception, and all that its traceback holds, may go. */
function dropException(u: Unit, exc: number): void {
  u.emit(OP_POP_EXC, exc);
  u.emit(OP_CLEAR_LOCAL, exc);
}

/** An exception in the body of `except … as name`: unbinds the name, then goes on. */
function unbindAndReraise(c: Compiler, name: string, failed: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const exc = u.temps(2);
  u.place(failed);
  u.nowhere();
  u.emit(OP_PUSH_EXC, exc);
  clearName(c, name);
  u.emit(OP_POP_EXC, exc);
  u.emit(OP_RERAISE, exc);
  u.tempTop = mark;
}

// except*

/**
 * Registers: exc (2) of PUSH_EXC, `rest` the part not handled yet, `match` the part for the clause, `raised` a list of what
 * clauses raised. The original exception stays in exc.
 */
function exceptStar(c: Compiler, s: ast.TryStar): void {
  const u = c.unit;
  const handler = u.newLabel();
  const cleanup = u.newLabel();
  const orelse = u.newLabel();
  const end = u.newLabel();
  u.at(s);
  u.emit(OP_NOP);
  const outerRegion = u.enterRegion(handler);
  c.pushBlock({ kind: 'try', outerRegion, at: s });
  c.stmts(s.body);
  u.blocks.pop();
  u.region = outerRegion;
  u.nowhere();
  u.emitJump(OP_JUMP, orelse);

  u.place(handler);
  const mark = u.tempTop;
  const exc = u.temps(2);
  const parts = u.temps(2);
  const raised = u.temp();
  u.nowhere();
  u.emit(OP_PUSH_EXC, exc);
  u.enterRegion(cleanup);
  u.emitList(OP_BUILD_LIST, [raised], []);
  u.emit(OP_MOVE, parts, exc);
  c.pushBlock({ kind: 'group handler', outerRegion, at: s });
  for (const h of s.handlers) groupClause(c, h, parts, raised);
  u.blocks.pop();
  reraiseGroup(c, exc, parts, raised, end, cleanup, outerRegion);
  u.tempTop = mark;
  u.place(orelse);
  c.stmts(s.orelse);
  u.place(end);
}

function groupClause(c: Compiler, h: ast.ExceptHandler, parts: number, raised: number): void {
  const u = c.unit;
  const next = u.newLabel();
  const failed = u.newLabel();
  const mark = u.tempTop;
  if (h.type === null) c.error('expected one or more exception types', h);
  u.at(h);
  const type = c.any(h.type);
  u.at(h.type);
  u.emit(OP_CHECK_EG_MATCH, parts, parts, type);
  u.tempTop = mark;
  u.emitJump(OP_JUMP_IF_NONE, parts + 1, next);
  const region = u.region;
  if (h.name !== null) c.storeName(h.name, parts + 1, h);
  u.enterRegion(failed);
  c.nested(h, () => c.stmts(h.body));
  u.region = region;
  if (h.name !== null) clearName(c, h.name);
  u.nowhere();
  u.emitJump(OP_JUMP, next);
  u.place(failed);
  recordRaised(c, h, raised);
  u.emitJump(OP_JUMP, next);
  u.place(next);
}

/** An exception in the body of an except* clause: kept for later. */
function recordRaised(c: Compiler, h: ast.ExceptHandler, raised: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const exc = u.temps(2);
  u.nowhere();
  u.emit(OP_PUSH_EXC, exc);
  if (h.name !== null) clearName(c, h.name);
  u.emit(OP_LIST_APPEND, raised, exc);
  u.emit(OP_POP_EXC, exc);
  u.tempTop = mark;
}

function reraiseGroup(
  c: Compiler,
  exc: number,
  parts: number,
  raised: number,
  end: number,
  cleanup: number,
  outerRegion: number,
): void {
  const u = c.unit;
  const mark = u.tempTop;
  const done = u.newLabel();
  const t = u.temp();
  u.nowhere();
  u.emit(OP_LIST_APPEND, raised, parts);
  u.emit(OP_PREP_RERAISE_STAR, t, exc, raised);
  u.emitJump(OP_JUMP_IF_NONE, t, done);
  u.emit(OP_RERAISE, t);
  u.place(done);
  u.region = outerRegion;
  u.nowhere();
  dropException(u, exc);
  u.emitJump(OP_JUMP, end);
  popAndReraise(c, cleanup, exc);
  u.tempTop = mark;
}

// with

export function withStatement(c: Compiler, s: ast.With | ast.AsyncWith): void {
  conditionally(c, () => withItem(c, s, 0));
}

function withItem(c: Compiler, s: ast.With | ast.AsyncWith, index: number): void {
  const u = c.unit;
  const isAsync = s.nodeType === 'AsyncWith';
  const item = s.items[index]!;
  const at: Located = item.context_expr;
  const handler = u.newLabel();
  const cleanup = u.newLabel();
  const end = u.newLabel();
  const mark = u.tempTop;
  const exit = u.temps(2);
  const entered = enterContext(c, item, exit, isAsync);
  const outerRegion = u.enterRegion(handler);
  c.pushBlock({ kind: isAsync ? 'async with' : 'with', exit, outerRegion, at });
  if (item.optional_vars !== null) c.store(item.optional_vars, entered);
  u.tempTop = mark + 2;
  if (index + 1 < s.items.length) withItem(c, s, index + 1);
  else c.stmts(s.body);
  u.blocks.pop();
  u.region = outerRegion;
  exitWithNones(c, exit, isAsync, at);
  u.emitJump(OP_JUMP, end);

  u.place(handler);
  const exc = u.temps(2);
  const result = u.temp();
  const suppress = u.newLabel();
  u.at(at);
  u.emit(OP_PUSH_EXC, exc);
  u.enterRegion(cleanup);
  u.emit(OP_WITH_EXCEPT_START, result, exit, exc);
  if (isAsync) awaitInto(c, result, result, 2, at);
  u.at(at);
  u.emitJump(OP_JUMP_IF_TRUE, result, suppress, u.newCache());
  u.emit(OP_RERAISE, exc);
  u.place(suppress);
  u.region = outerRegion;
  u.nowhere();
  dropException(u, exc);
  u.emitJump(OP_JUMP, end);
  popAndReraise(c, cleanup, exc);
  u.tempTop = mark;
  u.place(end);
}

/** Looks up __exit__ and __enter__, calls the latter. Returns the register of what it gave. */
function enterContext(c: Compiler, item: ast.WithItem, exit: number, isAsync: boolean): number {
  const u = c.unit;
  const at = item.context_expr;
  const enter = u.temps(2);
  const manager = c.any(at);
  u.at(at);
  u.emit(OP_LOAD_SPECIAL, exit, manager, isAsync ? 3 : 1);
  u.emit(OP_LOAD_SPECIAL, enter, manager, isAsync ? 2 : 0);
  u.emitList(OP_CALL_METHOD, [enter, enter, u.newCache()], []);
  if (isAsync) awaitInto(c, enter, enter, 1, at);
  return enter;
}

// raise, assert

export function raiseStatement(c: Compiler, s: ast.Raise): void {
  const u = c.unit;
  const mark = u.tempTop;
  const exc = s.exc === null ? NONE : c.protect(c.any(s.exc), s.cause);
  const cause = s.cause === null ? NONE : c.any(s.cause);
  u.at(s);
  u.emit(OP_RAISE, exc, cause);
  u.tempTop = mark;
}

export function assertStatement(c: Compiler, s: ast.Assert): void {
  const { test } = s;
  if (test.nodeType === 'Tuple' && test.elts.length > 0)
    c.warn('assertion is always true, perhaps remove parentheses?', s);
  if (c.optimize > 0) return;
  const u = c.unit;
  const mark = u.tempTop;
  const end = u.newLabel();
  c.condition(test, end, true, s);
  const error = u.temp();
  u.at(s);
  u.emit(OP_LOAD_COMMON_CONSTANT, error, 0);
  if (s.msg !== null) {
    const msg = c.any(s.msg);
    u.at(s);
    u.emitList(OP_CALL, [error, error, u.newCache()], [msg]);
  }
  u.at(test);
  u.emit(OP_RAISE, error, NONE);
  u.tempTop = mark;
  u.place(end);
}
