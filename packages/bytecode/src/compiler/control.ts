/** Control flow: if, loops, return, break, continue, and leaving the blocks around them. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_CALL_METHOD,
  OP_END_ASYNC_FOR,
  OP_FOR_ITER,
  OP_GET_AITER,
  OP_GET_ANEXT,
  OP_GET_ITER,
  OP_JUMP,
  OP_JUMP_BACK,
  OP_MOVE,
  OP_NOP,
  OP_POP_EXC,
  OP_RETURN,
} from '../generated/op.ts';
import { isFunctionLike } from '../symtable/entry.ts';
import { awaitInto, yieldFromInto } from './await.ts';
import type { Block, LoopBlock } from './blocks.ts';
import type { Compiler } from './context.ts';
import { constantDisplay } from './displays.ts';
import { clearName } from './names.ts';
import { isConstant } from './registers.ts';
import { CELL_BASE, NONE } from './unit.ts';

const NONE_VALUE = { t: 'none' } as const;

/** if with all its elif clauses. */
export function ifStatement(c: Compiler, s: ast.If): void {
  const u = c.unit;
  const end = u.newLabel();
  for (let clause: ast.If | null = s; clause !== null; clause = elseClause(c, clause)) {
    const next: number = clause.orelse.length > 0 ? u.newLabel() : end;
    c.condition(clause.test, next, false, clause);
    const { body } = clause;
    conditionally(c, () => c.stmts(body));
    if (next === end) break;
    u.nowhere();
    u.emitJump(OP_JUMP, end);
    u.place(next);
  }
  u.place(end);
}

/** The elif that follows, or null when the rest has been compiled. */
function elseClause(c: Compiler, clause: ast.If): ast.If | null {
  const [only] = clause.orelse;
  if (clause.orelse.length === 1 && only!.nodeType === 'If') return only!;
  conditionally(c, () => c.stmts(clause.orelse));
  return null;
}

/** Annotations inside are recorded only when executed. */
export function conditionally(c: Compiler, compile: () => void): void {
  const u = c.unit;
  u.inConditionalBlock++;
  compile();
  u.inConditionalBlock--;
}

export function whileStatement(c: Compiler, s: ast.While): void {
  const u = c.unit;
  const loop = u.newLabel();
  const exit = u.newLabel();
  const end = u.newLabel();
  u.placeLoop(loop);
  c.condition(s.test, exit, false, s);
  loopBody(c, s, { kind: 'while', continueLabel: loop, breakLabel: end, outerRegion: u.region, at: s });
  u.place(exit);
  conditionally(c, () => c.stmts(s.orelse));
  u.place(end);
}

function loopBody(c: Compiler, s: ast.While | ast.For | ast.AsyncFor, block: LoopBlock): void {
  const u = c.unit;
  c.pushBlock(block);
  conditionally(c, () => c.stmts(s.body));
  u.blocks.pop();
  u.nowhere();
  u.emitJump(OP_JUMP_BACK, block.continueLabel);
}

/** Iterator of a for loop or comprehension into the temporary `it`. Displays of constants are not built. */
export function iterator(c: Compiler, iter: ast.ExprNode, it: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const folded = constantDisplay(c, iter);
  const reg = folded === null ? c.any(iter) : u.constant(folded);
  u.at(iter);
  u.emit(OP_GET_ITER, it, reg, u.newCache());
  u.tempTop = mark;
}

/** FOR_ITER and the store to the loop target. */
export function nextItem(c: Compiler, target: ast.ExprNode, iter: ast.ExprNode, it: number, exit: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const direct = c.directTarget(target);
  const d = direct === NONE ? u.temp() : direct;
  u.at(iter);
  u.emitJump(OP_FOR_ITER, d, it, exit, u.newCache());
  u.at(target);
  u.emit(OP_NOP);
  if (direct === NONE) c.store(target, d);
  else u.assigned(direct);
  u.tempTop = mark;
}

export function forStatement(c: Compiler, s: ast.For): void {
  const u = c.unit;
  const mark = u.tempTop;
  const it = u.temp();
  const loop = u.newLabel();
  const exit = u.newLabel();
  const end = u.newLabel();
  iterator(c, s.iter, it);
  u.placeLoop(loop);
  nextItem(c, s.target, s.iter, it, exit);
  loopBody(c, s, { kind: 'for', continueLabel: loop, breakLabel: end, outerRegion: u.region, at: s });
  u.place(exit);
  u.tempTop = mark;
  conditionally(c, () => c.stmts(s.orelse));
  u.place(end);
}

/** One step of an asynchronous iteration: the item goes to the temporary `d`; exhaustion leads to `exhausted`, an exception handler. */
export function nextAsync(c: Compiler, d: number, it: number, exhausted: number, at: Located): void {
  const u = c.unit;
  const mark = u.tempTop;
  const region = u.enterRegion(exhausted);
  const awaitable = u.temp();
  u.at(at);
  u.emit(OP_GET_ANEXT, awaitable, it);
  yieldFromInto(c, d, awaitable, at);
  u.region = region;
  u.tempTop = mark;
}

export function asyncForStatement(c: Compiler, s: ast.AsyncFor): void {
  const u = c.unit;
  const mark = u.tempTop;
  const it = u.temp();
  const loop = u.newLabel();
  const exhausted = u.newLabel();
  const end = u.newLabel();
  c.into(s.iter, it);
  u.at(s.iter);
  u.emit(OP_GET_AITER, it, it);
  u.placeLoop(loop);
  const item = u.temp();
  nextAsync(c, item, it, exhausted, s);
  c.store(s.target, item);
  loopBody(c, s, { kind: 'async for', continueLabel: loop, breakLabel: end, outerRegion: u.region, at: s });
  u.place(exhausted);
  u.at(s.iter);
  u.emit(OP_END_ASYNC_FOR);
  u.tempTop = mark;
  conditionally(c, () => c.stmts(s.orelse));
  u.place(end);
}

// Leaving blocks

/** Emits what leaving one block needs. Code of finally bodies counts as after the leaving statement. */
function leave(c: Compiler, block: Block): void {
  const u = c.unit;
  u.region = block.outerRegion;
  switch (block.kind) {
    case 'finally try':
      c.stmts(block.body);
      u.nowhere();
      break;
    case 'finally end':
      u.emit(OP_POP_EXC, block.exc);
      break;
    case 'with':
    case 'async with':
      exitWithNones(c, block.exit, block.kind === 'async with', block.at);
      u.nowhere();
      break;
    case 'handler':
      u.emit(OP_POP_EXC, block.exc);
      if (block.name !== null) clearName(c, block.name);
      break;
  }
}

/** Calls __exit__(None, None, None). */
export function exitWithNones(c: Compiler, exit: number, isAsync: boolean, at: Located): void {
  const u = c.unit;
  const mark = u.tempTop;
  const t = u.temp();
  const none = u.constant(NONE_VALUE);
  u.at(at);
  u.emitList(OP_CALL_METHOD, [t, exit, u.newCache()], [none, none, none]);
  if (isAsync) awaitInto(c, t, t, 2, at);
  u.tempTop = mark;
}

/** Leaves all blocks up to the innermost loop (returned), or all if `toLoop` is false. The blocks stay pushed. */
function unwind(c: Compiler, toLoop: boolean, at: Located): LoopBlock | null {
  const u = c.unit;
  const saved: Block[] = [];
  let loop: LoopBlock | null = null;
  while (u.blocks.length > 0) {
    const block = u.blocks[u.blocks.length - 1]!;
    if (block.kind === 'group handler')
      c.error("'break', 'continue' and 'return' cannot appear in an except* block", at);
    if (toLoop && (block.kind === 'while' || block.kind === 'for' || block.kind === 'async for')) {
      loop = block;
      break;
    }
    u.blocks.pop();
    saved.push(block);
    leave(c, block);
  }
  while (saved.length > 0) u.blocks.push(saved.pop()!);
  return loop;
}

function runsCode(block: Block): boolean {
  return (
    block.kind === 'finally try' ||
    block.kind === 'with' ||
    block.kind === 'async with' ||
    (block.kind === 'handler' && block.name !== null)
  );
}

export function returnStatement(c: Compiler, s: ast.Return): void {
  const u = c.unit;
  if (!isFunctionLike(u.entry)) c.error("'return' outside function", s);
  if (s.value !== null && u.entry.coroutine && u.entry.generator) c.error("'return' with value in async generator", s);
  const mark = u.tempTop;
  const region = u.region;
  const reg = returnValue(c, s);
  const constant = s.value !== null && isConstant(reg) ? s.value : null;
  if (constant !== null) {
    u.at(constant);
    u.emit(OP_NOP);
  }
  const at = constant !== null && constant.lineno === s.lineno ? constant : s;
  u.at(at);
  if (s.value === null || s.value.lineno !== s.lineno) u.emit(OP_NOP);
  unwind(c, false, at);
  u.emit(OP_RETURN, reg);
  u.region = region;
  u.tempTop = mark;
}

/** The value, in a register that code run on the way out cannot change. */
function returnValue(c: Compiler, s: ast.Return): number {
  const u = c.unit;
  if (s.value === null) return u.constant(NONE_VALUE);
  const reg = c.any(s.value);
  if (reg >= CELL_BASE || !u.blocks.some(runsCode)) return reg;
  const t = u.temp();
  u.at(s);
  u.emit(OP_MOVE, t, reg);
  return t;
}

export function breakStatement(c: Compiler, s: ast.Break): void {
  const u = c.unit;
  const region = u.region;
  u.at(s);
  u.emit(OP_NOP);
  const loop = unwind(c, true, s);
  if (loop === null) c.error("'break' outside loop", s);
  u.emitJump(OP_JUMP, loop.breakLabel);
  u.region = region;
}

export function continueStatement(c: Compiler, s: ast.Continue): void {
  const u = c.unit;
  const region = u.region;
  u.at(s);
  u.emit(OP_NOP);
  const loop = unwind(c, true, s);
  if (loop === null) c.error("'continue' not properly in loop", s);
  u.emitJump(OP_JUMP_BACK, loop.continueLabel);
  u.region = region;
}
