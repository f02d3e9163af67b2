/** Order of iteration of sets after random operations, against CPython: ints of many magnitudes, halves, tuples. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../../src/builtins.ts';
import type { Value } from '../../src/core/value.ts';
import { int } from '../../src/core/value.ts';
import { float } from '../../src/float/float.ts';
import { list } from '../../src/list/list.ts';
import { reprJs } from '../../src/ops/text.ts';
import {
  setCopy,
  setDifference,
  setDifferenceUpdate,
  setIntersection,
  setIntersectionUpdate,
  setSymmetricDifference,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from '../../src/set/algebra.ts';
import { newSet, setAdd, setDiscard, setItems, setPop } from '../../src/set/ops.ts';
import type { PySet } from '../../src/set/set.ts';
import { tuple } from '../../src/tuple/tuple.ts';
import { hasOracle, oracleLines, PYTHON_RANDOM, Random } from '../oracle.ts';

const ROUNDS = 300;

const PROGRAM = `
def value(k, ints):
    if ints: return rnd(k) - (k >> 2)
    m = rnd(10); x = rnd(k) - (k >> 2)
    if m < 8: return x
    return x / 2 if m == 8 else (x, rnd(3))
for t in range(${ROUNDS}):
    ints = t % 2 == 0; k = [10, 50, 1000, 100000, 2**30][rnd(5)]
    s = set(); o = set()
    for i in range(rnd(300)):
        op = rnd(10)
        if op < 6: s.add(value(k, ints))
        elif op < 8: o.add(value(k, ints))
        elif op == 8: s.discard(value(k, ints))
        elif s: s.pop()
        if i % 40 == 39:
            w = rnd(8)
            if w < 4: [s.update, s.difference_update, s.intersection_update, s.symmetric_difference_update][w](o)
    print('|'.join(repr(list(q)) for q in [s, o, s - o, s & o, o ^ s, s.copy()]))
`;

function value(random: Random, k: number, ints: boolean): Value {
  if (ints) return int(random.below(k) - (k >> 2));
  const m = random.below(10);
  const x = random.below(k) - (k >> 2);
  if (m < 8) return int(x);
  return m === 8 ? float(x / 2) : tuple([int(x), int(random.below(3))]);
}

const UPDATES = [setUpdate, setDifferenceUpdate, setIntersectionUpdate, setSymmetricDifferenceUpdate];

function round(random: Random, ints: boolean): string {
  const k = [10, 50, 1000, 100000, 2 ** 30][random.below(5)]!;
  const s = newSet();
  const o = newSet();
  const n = random.below(300);
  for (let i = 0; i < n; i++) {
    const op = random.below(10);
    if (op < 6) setAdd(s, value(random, k, ints));
    else if (op < 8) setAdd(o, value(random, k, ints));
    else if (op === 8) setDiscard(s, value(random, k, ints));
    else setPop(s);
    if (i % 40 === 39) {
      const w = random.below(8);
      if (w < 4) UPDATES[w]!(s, o);
    }
  }
  const results: PySet[] = [
    s,
    o,
    setDifference(s, o)!,
    setIntersection(s, o)!,
    setSymmetricDifference(o, s)!,
    setCopy(s),
  ];
  return results.map((r) => reprJs(list(setItems(r)))).join('|');
}

test('order equals CPython', () => {
  if (!hasOracle) return;
  const random = new Random(4711);
  const lines: string[] = [];
  for (let t = 0; t < ROUNDS; t++) lines.push(round(random, t % 2 === 0));
  assert.equal(lines, oracleLines(PYTHON_RANDOM.replace('SEED', '4711') + PROGRAM));
});

test.run();
