import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import type { PyFunction } from '@pyston/objects';
import { dictGetStr, ts } from '@pyston/objects';
import { recordOf } from '../src/record.ts';
import { COLD_REUSES, coldTurns, countCalls, frameServed, holdLoop, isCold, warmUp } from '../src/warmth.ts';
import { outcome } from './support.ts';

function held(): { readonly released: () => number } {
  let count = 0;
  holdLoop(() => count++);
  return { released: () => count };
}

test('turns of a loop let the engine optimize, once', () => {
  const { released } = held();
  assert.ok(isCold() && coldTurns() > 0);
  warmUp();
  warmUp();
  assert.equal(released(), 1);
  assert.ok(!isCold());
  assert.equal(coldTurns(), 0);
});

test('calls do, counted one by one or by frames that have served', () => {
  const { released } = held();
  let calls = 0;
  for (; isCold(); calls += COLD_REUSES) frameServed();
  assert.equal(released(), 1);
  const again = held();
  countCalls(calls - COLD_REUSES);
  assert.equal(again.released(), 0);
  countCalls(COLD_REUSES);
  assert.equal(again.released(), 1);
});

test('what a snapshot is made of stays cold', () => {
  holdLoop(null);
  countCalls(1e9);
  warmUp();
  assert.ok(isCold());
});

/** Whether the frame of a function whose loop made so many turns waits for its next call. */
function keepsFrame(turns: number): boolean {
  outcome(`def f():\n for i in range(${turns}): pass\nf()\n__builtins__['kept'] = f\nout = 0`);
  const f = dictGetStr(ts.runtime.builtins, 'kept') as PyFunction;
  return recordOf(f.code).free !== null;
}

test('the frame that turned until the loop was let go has aged and is not reused', () => {
  held();
  const turns = coldTurns();
  assert.ok(keepsFrame(10));
  assert.ok(!keepsFrame(turns + 10));
  assert.ok(!isCold());
});

test.run();
