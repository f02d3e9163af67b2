/** What the inline caches do: hits and slow paths per kind, counted by the counting loop. */
import { strict as assert } from 'node:assert';
import { test } from 'uvu';
import { feedbackCounts, feedbackReport, resetFeedback } from '../src/feedback.ts';
import type { FeedbackCount, FeedbackKind } from '../src/feedback.ts';
import { countFeedback } from '../src/resume.ts';
import { outcome } from './support.ts';

/** The counts of a run of the source, whose `out` must be as expected. */
function counted(source: string, out: string): Record<FeedbackKind, FeedbackCount> {
  outcome('out = 0');
  resetFeedback();
  countFeedback(true);
  try {
    assert.equal(outcome(source), out);
  } finally {
    countFeedback(false);
  }
  return feedbackCounts();
}

/** A loop of 1000 turns in a function, after what `setup` defines. */
const loop = (setup: string, ...body: string[]): string =>
  `${setup}\ndef f():\n s = 0\n for i in range(1000):\n${body.map((line) => `  ${line}\n`).join('')} return s\nout = f()`;

const POINT = 'class P:\n def __init__(self): self.x = 2\n def get(self): return self.x\np = P()';

test('a loop over one kind of object hits after its first turns', () => {
  const counts = counted(loop(POINT, 's += p.x'), '2000');
  assert.ok(counts['attribute load'].hits >= 990, `${counts['attribute load'].hits} hits`);
  assert.ok(counts['attribute load'].slow <= 3, `${counts['attribute load'].slow} slow`);
  assert.ok(counts.global.hits >= 990);
  assert.ok(counts.global.slow <= 12);
  assert.ok(counts.binary.hits >= 1000);
  assert.equal(counts.binary.slow, 0);
  assert.equal(counts.iteration.slow, 0);
  assert.equal(counts.iteration.hits, 1001);
});

test('methods and calls of Python functions hit', () => {
  const counts = counted(loop(`${POINT}\ndef g(a): return a`, 's += g(p.get())'), '2000');
  assert.ok(counts.method.hits >= 995);
  assert.ok(counts.method.slow <= 3);
  assert.ok(counts.call.hits >= 1990);
  assert.ok(counts.call.slow <= 5, `${counts.call.slow} slow calls`);
});

test('a class that changes shows as slow paths, and only then', () => {
  const change = 'class Q(P): pass\nq = Q()\nq.x = 1';
  const steady = counted(loop(`${POINT}\n${change}`, 's += q.get()'), '1000');
  const mutated = counted(
    loop(`${POINT}\n${change}`, 'if i % 100 == 0: Q.get = lambda self: 3', 's += q.get()'),
    '3000',
  );
  assert.ok(steady.method.slow <= 3, `${steady.method.slow}`);
  assert.ok(mutated.method.slow > steady.method.slow, `${mutated.method.slow} after ${steady.method.slow}`);
  assert.ok(mutated.method.hits >= 980);
});

test('a data descriptor that a class receives ends the bare loads of its name', () => {
  const source = loop(
    'class D:\n def __init__(self): self.late = 1\nd = D()',
    'if i == 500: D.late = property(lambda self: 7, lambda self, v: None)',
    's += d.late',
  );
  const counts = counted(source, '4000');
  assert.ok(counts['attribute load'].slow >= 500);
  assert.ok(counts['attribute load'].hits >= 497);
});

test('stores: slow until the name is busy, then bare', () => {
  const counts = counted(loop('class S: pass\no = S()', 'o.field_of_test = i'), '0');
  assert.ok(counts['attribute store'].slow <= 45, `${counts['attribute store'].slow}`);
  assert.ok(counts['attribute store'].hits >= 950);
});

test('what has no fast path counts as slow', () => {
  const counts = counted(loop('k = 2 ** 70', 's = k + i', 'if (1, 2) < (1, 3): pass'), `${2n ** 70n + 999n}`);
  assert.ok(counts.binary.slow >= 1000);
  assert.ok(counts.compare.slow >= 1000);
});

test('subscripts and unpacking', () => {
  const counts = counted(loop('l = [1, 2, 3]\nt = (1, 2)', 'a, b = t', 'l[0] = a', 's += l[1]'), '2000');
  assert.equal(counts.subscript.hits, 2000);
  assert.equal(counts.subscript.slow, 0);
  assert.equal(counts.unpack.hits, 1000);
});

test('the report names the kinds that occurred; the usual loop counts nothing', () => {
  counted(loop(POINT, 's += p.x'), '2000');
  assert.match(feedbackReport(), /^site +hits +slow paths\nglobal +\d+ +\d+\nattribute load +\d+ +\d+\n/);
  resetFeedback();
  assert.equal(outcome(loop(POINT, 's += p.x')), '2000');
  assert.equal(feedbackReport().split('\n').length, 2);
});

test.run();
