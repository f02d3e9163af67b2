/** Interval analysis: never narrower than the truth, and narrow enough to drop the checks of usual loops. */
import { compileModule } from '@pyston/bytecode';
import { parse } from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Interval } from '../llvm/src/intervals.ts';
import { narrowedBy, results } from '../llvm/src/intervals.ts';
import type { Observed } from '../llvm/src/lower.ts';
import { lower } from '../llvm/src/lower.ts';
import type { Compare, IntOp, Unit } from '../llvm/src/unit.ts';
import { finish, llvmTest, pair } from './llvm-support.ts';

const floor = (a: bigint, b: bigint): bigint => a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n);
const OPERATORS: Readonly<Record<IntOp, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: floor,
  mod: (a, b) => a - b * floor(a, b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr: (a, b) => a >> b,
};
const COMPARES: Readonly<Record<Compare, (a: bigint, b: bigint) => boolean>> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

const INTERVALS: Interval[] = [];
for (let low = -5n; low <= 5n; low++) for (let high = low; high <= 5n; high++) INTERVALS.push([low, high]);

function* pairsOf([a, b]: Interval, [c, d]: Interval): Generator<[bigint, bigint]> {
  for (let x = a; x <= b; x++) for (let y = c; y <= d; y++) yield [x, y];
}

const holds = ([low, high]: Interval, v: bigint): boolean => low <= v && v <= high;

for (const [op, f] of Object.entries(OPERATORS) as [IntOp, (a: bigint, b: bigint) => bigint][])
  test(`${op}: each result of two small intervals lies in the interval of the results`, () => {
    let bounded = 0;
    for (const x of INTERVALS) {
      for (const y of INTERVALS) {
        const all = results(op, x, y);
        if (all === null) continue;
        bounded++;
        for (const [a, b] of pairsOf(x, y)) {
          const undefinedHere = ((op === 'div' || op === 'mod') && b === 0n) || (op.startsWith('sh') && b < 0n);
          if (!undefinedHere && !holds(all, f(a, b))) assert.unreachable(`${a} ${op} ${b} in ${x} and ${y}: ${all}`);
        }
      }
    }
    assert.ok(bounded > 1000, `${bounded} of ${INTERVALS.length ** 2}`);
  });

for (const [op, f] of Object.entries(COMPARES) as [Compare, (a: bigint, b: bigint) => boolean][])
  test(`${op}: what a comparison leaves of an interval holds every number for which it is true, and its bounds are such numbers`, () => {
    for (const x of INTERVALS) {
      for (const y of INTERVALS) {
        const left = narrowedBy(op, x, y);
        const values = [...pairsOf(x, y)].filter(([a, b]) => f(a, b)).map(([a]) => a);
        if (!values.every((v) => holds(left, v))) assert.unreachable(`${x} ${op} ${y}: ${left}`);
        if (values.length > 0)
          assert.ok(values.includes(left[0]) && values.includes(left[1]), `${x} ${op} ${y}: ${left}`);
      }
    }
  });

/** The unit of the function, entered at its first instruction, its parameters being what `observed` says. */
function unitOf(source: string, observed: Readonly<Record<string, Observed>>): Unit {
  const tree = parse(source, { filename: 'kernel.py', mode: 'exec' });
  const module = compileModule(tree as never, { filename: 'kernel.py' } as never);
  const code = module.consts.flatMap((c) => (c.t === 'code' ? [c.v] : []))[0]!;
  const registers = code.varnames.map((name, i): [number, Observed] => [i, observed[name]!]);
  return lower(code, 0, new Map(registers))!;
}

const checked = (unit: Unit): string[] =>
  unit.blocks.flatMap(({ ops }) => ops.flatMap((o) => (o.k === 'int' && o.overflow >= 0 ? [o.op] : [])));
const asked = (unit: Unit): string[] => unit.inputs.map(({ kind }) => kind.t);

const INT31: Observed = { t: 'int31' };
const DOUBLES: Observed = { t: 'buffer', format: 'd', writable: true, key: 'array d' };

test('indices i * n + k of counted loops need no check of overflow, a sum without bound does', () => {
  const source = 'def f(a, n, i, k, s):\n    while k < n:\n        a[i * n + k] = 0.5\n        s += k\n        k += 1';
  const unit = unitOf(source, { a: DOUBLES, n: INT31, i: INT31, k: INT31, s: INT31 });
  assert.equal(checked(unit), ['add']);
});

test('an int that the loop changes is asked to be small only where that saves a check', () => {
  // the square of the first x fits where x has 32 bits, with a sign or without; those that follow have 8
  const unit = unitOf('def f(n, x):\n    while n > 0:\n        x = x * x & 255\n        n -= 1', {
    n: INT31,
    x: INT31,
  });
  assert.equal(asked(unit), ['int', 'int32']);
  assert.equal(checked(unit), []);
  const free = unitOf('def f(n, x):\n    while n > 0:\n        x = n & 255\n        n -= 1', { n: INT31, x: INT31 });
  assert.equal(asked(free), ['int', 'int']);
});

test('remainders: of what is not negative they need no adjustment', () => {
  const source = 'def f(n, m, x):\n    while n > 0:\n        x = n % m\n        n -= 1';
  const natural = ({ blocks }: Unit) =>
    blocks.flatMap(({ ops }) => ops.flatMap((o) => (o.k === 'int' && o.op === 'mod' ? [o.natural] : [])));
  assert.equal(natural(unitOf(source, { n: INT31, m: INT31, x: INT31 })), [false], 'm may be 0');
  assert.equal(natural(unitOf(source.replace('% m', '% 7'), { n: INT31, m: INT31, x: INT31 })), [true]);
  assert.equal(natural(unitOf(source.replace('n % m', '(n - 9) % 7'), { n: INT31, m: INT31, x: INT31 })), [false]);
});

llvmTest('loops entered with other ints than those they were compiled for give what tier 0 gives', () => {
  const source = `
def f(i, n, step, m):
    s = 0
    while i < n:
        s ^= i * step // 3 % m
        i += step
    return s, i
def g(r, k):
    s = 0
    for i in r:
        s = s * 3 + i * k & 0xffffff
    return s
def warm():
    for _ in range(5): f(0, 1000, 3, 7); g(range(0, 900, 2), 5)
`;
  const { tier, compiled, plain } = pair(source, { patience: Infinity });
  for (const runtime of [compiled, plain]) runtime.run('warm()');
  const calls = [
    'f(0, 3000, 1, 7)',
    'f(-3000, 0, 1, 7)',
    'f(-3000, 0, 1, -7)',
    'f(2**31 - 300, 2**31 - 1, 1, 7)',
    'f(2**31 - 300, 2**31 + 300, 1, 7)',
    'f(2**53 - 300, 2**53 + 300, 1, 7)',
    'f(0, 2**31 - 1, 2**22 + 1, 2**31 - 1)',
    'f(2**63 - 300, 2**63 + 300, 1, 7)',
    'f(-2**63 - 300, -2**63 + 300, 1, 7)',
    'g(range(2**31 - 500, 2**31), 2**31 - 1)',
    'g(range(2**31 - 500, 2**31 + 1), 2**31 - 1)',
    'g(range(500, -500, -1), 2**40)',
    'g(range(2**53 - 500, 2**53), 2**20)',
  ];
  for (const call of calls) assert.is(compiled.evaluate(`repr(${call})`), plain.evaluate(`repr(${call})`), call);
  assert.ok(tier.counts.entered > 5 && tier.counts.refused > 3, `${tier.counts.entered}, ${tier.counts.refused}`);
});

test.after(finish);
test.run();
