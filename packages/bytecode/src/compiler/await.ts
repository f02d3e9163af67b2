/** The loop around SEND: `yield from` and `await`. */
import type { Located } from '../errors.ts';
import { OP_CLEANUP_THROW, OP_GET_AWAITABLE, OP_JUMP, OP_MOVE, OP_SEND, OP_YIELD_FROM } from '../generated/op.ts';
import type { Compiler } from './context.ts';

/** Delegates to the iterator in `it`; its result goes to the temporary `d`. */
export function yieldFromInto(c: Compiler, d: number, it: number, at: Located): void {
  const u = c.unit;
  const mark = u.tempTop;
  const sent = u.temp();
  const again = u.newLabel();
  const failed = u.newLabel();
  const done = u.newLabel();
  u.at(at);
  u.emit(OP_MOVE, sent, u.constant({ t: 'none' }));
  u.placeLoop(again);
  u.emitJump(OP_SEND, d, it, sent, done, u.newCache());
  const region = u.enterRegion(failed);
  u.emit(OP_YIELD_FROM, sent, d, it);
  u.region = region;
  u.emitJump(OP_JUMP, again);
  u.place(failed);
  u.at(at);
  u.emit(OP_CLEANUP_THROW, d);
  u.place(done);
  u.tempTop = mark;
}

/** await of the object in `reg`; the result goes to the temporary `d`. */
export function awaitInto(c: Compiler, d: number, reg: number, context: number, at: Located): void {
  const u = c.unit;
  const mark = u.tempTop;
  const it = u.temp();
  u.at(at);
  u.emit(OP_GET_AWAITABLE, it, reg, context);
  yieldFromInto(c, d, it, at);
  u.tempTop = mark;
}
