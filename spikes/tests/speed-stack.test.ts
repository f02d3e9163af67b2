/**
 * Errors that JavaScript throws, in compiled code: a full stack of the engine, sequences that are too large. Handlers and `finally` of
 * every activation that has begun must run, as in tier 0.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inCPython, inTier, inTier0, tier } from './speed-support.ts';

/**
 * Each function counts what begins and what ends, under low recursion limits and then under one beyond what the engine's stack holds. The
 * innermost activations may meet the end of the stack again in their handler.
 */
const RECURSION = `
import sys
begun = ended = 0
def plain(n):
    global begun, ended
    begun += 1
    try:
        return between(n + 1)
    finally:
        ended += 1
def between(n): return plain(n) + 0
class Node:
    def down(self, n):
        global begun, ended
        begun += 1
        try:
            return self.down(n + 1) + 1
        except RecursionError:
            return 0
        finally:
            ended += 1
def loops(n):
    global begun, ended
    begun += 1
    for k in range(3):
        try:
            if k == 2: loops(n + 1)
        finally:
            if k == 2: ended += 1
def native(n):
    global begun, ended
    begun += 1
    try:
        return sum(map(native, (n + 1,)))
    finally:
        ended += 1
def generates(n):
    global begun, ended
    begun += 1
    try:
        yield from_(n + 1)
    finally:
        ended += 1
def from_(n): return [x for x in generates(n)][0]
def many(n):
    global begun, ended
    begun += 1
    ${Array.from({ length: 60 }, (_, i) => `v${i}`).join(' = ')} = n
    try:
        return many(v0 + 1) + ${Array.from({ length: 60 }, (_, i) => `v${i}`).join(' + ')}
    finally:
        ended += 1
def attempt(f):
    try: f(0)
    except RecursionError as e: return type(e).__name__
    return 'returned'
old = sys.getrecursionlimit()
for limit in [200] * 30 + [20_000]:
    for f in (plain, Node().down, loops, native, from_, many):
        begun = ended = 0
        sys.setrecursionlimit(limit)
        how = attempt(f)
        sys.setrecursionlimit(old)
        if limit > 1000: print(f.__name__, how, begun - ended < 3, begun > 100)
print(attempt(plain), plain.__name__)
`;

const NATIVES = `
def repeat(s, n):
    try: return len(s * n)
    except MemoryError: return 'MemoryError'
def equal(a, b):
    try: return a == b
    except RecursionError: return 'RecursionError'
    finally: done.append(1)
def text(a):
    try: return len(repr(a))
    except RecursionError: return 'RecursionError'
def nested(n):
    x = []
    for _ in range(n): x = [x]
    return x
done = []
for i in range(20): repeat('abc', i), equal(nested(i), nested(i)), text(nested(i))
print(repeat('abc', 2**40), repeat('abc', 5))
print(equal(nested(200_000), nested(200_000)), equal(nested(5), nested(5)), len(done))
print(text(nested(200_000)), text(nested(5)))
`;

const programs = [RECURSION, NATIVES];

/** V8 compiles a function at its first call, and not near the end of the stack: what makes the first RecursionError must be there. */
const FIRST = `
def first():
    try: first()
    finally: 0
import sys
old = sys.getrecursionlimit()
sys.setrecursionlimit(100_000)
try: first()
except RecursionError: pass
sys.setrecursionlimit(old)
`;
inTier0(FIRST);

test('handlers in compiled code meet the errors that JavaScript throws', () => {
  for (const source of programs) assert.fixture(inTier(source), inTier0(source));
  for (const name of ['plain', 'Node.down', 'loops', 'native', 'from_', 'generates', 'many', 'repeat', 'equal', 'text'])
    assert.ok(tier.stats.names.has(name), `${name} was compiled`);
});

test('tier 0 prints what CPython 3.14 prints', () => {
  const cpython = inCPython(programs);
  if (cpython !== null) programs.forEach((source, i) => assert.fixture(inTier0(source), cpython[i]!));
});

test.run();
