import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { COLD_REUSES, coldTurns, countCalls, frameServed, holdLoop, isCold, warmUp } from '../src/warmth.ts';

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

test.run();
