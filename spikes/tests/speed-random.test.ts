/**
 * Random programs in tier 0, with the tier and in CPython: what they print must be the same. SPEED_SEEDS=FROM-TO runs others than the
 * ones that always run.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { randomProgram } from './speed-generator.ts';
import { inCPython, inTier, inTier0, tier } from './speed-support.ts';

const [from = 1, to = 60] = (process.env.SPEED_SEEDS ?? '1-60').split('-').map(Number);
const programs = Array.from({ length: to - from + 1 }, (_, i) => ({ seed: from + i, source: randomProgram(from + i) }));
const plain = programs.map(({ source }) => inTier0(source));

test('the tier prints what tier 0 prints', () => {
  programs.forEach(({ seed, source }, i) => assert.fixture(inTier(source), plain[i]!, `seed ${seed}`));
  assert.ok(tier.stats.functions + tier.stats.loops > programs.length, 'most programs are compiled');
});

test('tier 0 prints what CPython 3.14 prints', () => {
  const cpython = inCPython(programs.map(({ source }) => source));
  if (cpython !== null) programs.forEach(({ seed }, i) => assert.fixture(plain[i]!, cpython[i]!, `seed ${seed}`));
});

test.run();
