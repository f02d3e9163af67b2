/** The sequence of comparisons and the result of the sort, against CPython's, also for an order that is none. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../../src/builtins.ts';
import type { Value } from '../../src/core/value.ts';
import { int } from '../../src/core/value.ts';
import { timsort } from '../../src/list/timsort.ts';
import { hasOracle, oracleLines, PYTHON_RANDOM, Random } from '../oracle.ts';

const ROUNDS = 200;

const PROGRAM = `
for t in range(${ROUNDS}):
    n = rnd(200 if t < ${ROUNDS} - 30 else 3000); limit = 1 + rnd(400)
    h = c = 0
    class K:
        __slots__ = ('x', 'i')
        def __lt__(s, o):
            global h, c
            h = i32(h * 31 + s.x * 7 + o.x); c += 1
            return s.x < o.x and (t % 5 != 4 or (s.x + o.x) % 7 != 3)
    a = []
    for i in range(n):
        k = K(); k.x = i if rnd(3) == 0 else rnd(limit); k.i = i
        a.append(k)
    a.sort()
    order = 0
    for k in a: order = i32(order * 31 + k.i)
    print(n, c, h, order)
`;

function ours(seed: number): string[] {
  const random = new Random(seed);
  const lines: string[] = [];
  for (let t = 0; t < ROUNDS; t++) {
    const n = random.below(t < ROUNDS - 30 ? 200 : 3000);
    const limit = 1 + random.below(400);
    const keys: Value[] = [];
    const values: Value[] = [];
    for (let i = 0; i < n; i++) {
      keys.push(int(random.below(3) === 0 ? i : random.below(limit)));
      values.push(int(i));
    }
    let hash = 0;
    let count = 0;
    timsort(keys, values, (a, b) => {
      const [x, y] = [a as number, b as number];
      hash = (Math.imul(hash, 31) + x * 7 + y) | 0;
      count++;
      return x < y && (t % 5 !== 4 || (x + y) % 7 !== 3);
    });
    let order = 0;
    for (const v of values) order = (Math.imul(order, 31) + (v as number)) | 0;
    lines.push(`${n} ${count} ${hash} ${order}`);
  }
  return lines;
}

test('comparisons and results equal CPython', () => {
  if (!hasOracle) return;
  assert.equal(ours(12345), oracleLines(PYTHON_RANDOM.replace('SEED', '12345') + PROGRAM));
});

test('stable', () => {
  const keys = [3, 1, 3, 1, 2].map(int) as Value[];
  const values = [0, 1, 2, 3, 4].map(int) as Value[];
  timsort(keys, values, (a, b) => (a as number) < (b as number));
  assert.equal(
    [keys, values],
    [
      [1, 1, 2, 3, 3],
      [1, 3, 4, 0, 2],
    ],
  );
});

test.run();
