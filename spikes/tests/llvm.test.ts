/** Compiled loops through the real frame protocol: every result is that of tier 0, and the tier says how it was reached. */
import { compileModule } from '@pyston/bytecode';
import { parse } from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Observed } from '../llvm/src/lower.ts';
import { lower } from '../llvm/src/lower.ts';
import type { Unit } from '../llvm/src/unit.ts';
import { finish, llvmTest, pair } from './llvm-support.ts';

const INT: Observed = { t: 'int31' };

/** The unit of the first function of `source` at its first back-edge's loop, all locals being ints. */
function unitOf(source: string, head: number, others: [number, Observed][] = []): Unit | null {
  const module = compileModule(
    parse(source, { filename: 'kernel.py', mode: 'exec' }) as never,
    {
      filename: 'kernel.py',
    } as never,
  );
  const constant = module.consts.find((c) => c.t === 'code')!;
  const code = (constant as Extract<typeof constant, { t: 'code' }>).v;
  const locals = code.varnames.map((_, i): [number, Observed] => [i, INT]);
  return lower(code, head, new Map([...locals, ...others]));
}

test('bytecode becomes a unit: sites before instructions that may fail, exits where types end', () => {
  const unit = unitOf('def f(n, s):\n    while n != 1:\n        s += n * n\n        n -= 1\n    return s', 0)!;
  const kinds = new Set(unit.sites.map(({ kind }) => kind));
  assert.equal([...kinds].sort(), ['leave', 'overflow', 'poll', 'zero']);
  // both locals everywhere, and the temporary where it is still to be added
  for (const { regs } of unit.sites) assert.equal(regs.slice(0, 2), [0, 1]);
  assert.is(unit.inputs.length, 2);
});

test('a loop of which nothing can stay inside is declined', () => {
  assert.is(unitOf('def f(n, s):\n    while n:\n        s(n)\n        n -= 1', 0), null);
});

const COLLATZ = `
def longest(limit):
    best = 0
    for start in range(1, limit):
        steps = 0
        x = start
        while x != 1:
            if x % 2 == 0:
                x //= 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > best:
            best = steps
    return best
`;

llvmTest('a live frame of tier 0 goes on in compiled code at a loop head', () => {
  const { tier, compiled, plain } = pair(COLLATZ);
  assert.is(compiled.call('longest', 3000), 216);
  assert.is(plain.call('longest', 3000), 216);
  assert.ok(tier.counts.entered > 0);
  assert.equal(tier.failures, []);
});

llvmTest('overflow hands all locals back: past 2^53 they are bigints, and tier 0 goes on', () => {
  const source = `
def grow(x, n):
    small = 0
    y = 1.5
    while n > 0:
        x = x * 3 + 1
        small += n
        y = y * 0.5
        n -= 1
    return locals()
`;
  const { tier, compiled, plain } = pair(source);
  // hot with small values first, then past 2^53 and 2^63 within one activation
  for (const runtime of [compiled, plain]) runtime.run('for _ in range(40): grow(0, 20)');
  for (const n of [30, 33, 34, 35, 36, 39, 40, 41, 60]) {
    const text = `repr(grow(1, ${n}))`;
    assert.is(compiled.evaluate(text), plain.evaluate(text), text);
  }
  assert.ok(tier.counts.exits.get('overflow')! >= 1, 'left by overflow');
  assert.is(compiled.evaluate('grow(1, 36)["x"] > 2 ** 53'), true);
});

const OPERATORS = ['+', '-', '*', '//', '%', '&', '|', '^', '<<', '>>'];
const CONSTANTS = ['3', '8', '-1', '-5'];
const EDGES =
  '0 1 -1 2 -2 7 -7 63 64 2**31 -2**31 2**32+1 2**53-1 2**53 -2**53 2**62 2**63-1 -2**63 1-2**63 3037000500 -3037000500 2**63//3 2**63//3+1 -2**63//3 2**63//5+1 2**60-1 2**60 -2**60'.split(
    ' ',
  );

/** Functions that apply an operator to two variables, or to one and a constant, and the arguments with which each gets hot. */
function operatorFunctions(o: string, index: number): string {
  const shift = o === '<<' || o === '>>';
  const operands = ['b', ...(shift ? CONSTANTS.slice(0, 2) : CONSTANTS)];
  // Ints of 32 bits are compiled otherwise than wider ones. A call with n = 3 does its first round in tier 0, before anything is entered.
  const warm = ['5, 2', shift ? '2**40, 3' : '2**31 + 1, 2**31 + 3'];
  return operands
    .flatMap((operand, k) =>
      warm.map(
        (args, w) => `
def op${index}_${k}_${w}(a, b, n):
    r = 0
    while n > 0:
        if n != 3: r = a ${o} ${operand}
        n -= 1
    return r
op${index}_${k}_${w}.warm = ${args}
`,
      ),
    )
    .join('');
}

llvmTest('every int operator at the edges, both operands variable and with a constant one', () => {
  const source = `${OPERATORS.map(operatorFunctions).join('')}
def attempt(f, a, b):
    try:
        return f(a, b, 3)
    except Exception as e:
        return repr(e)
def everything(values):
    for name, f in list(globals().items()):
        if not name.startswith("op"): continue
        f(*f.warm, 250)
        for a in values:
            for b in values if "_0_" in name else values[:1]:
                if name.startswith("op8_0") and b > 200: continue
                yield f"{name} {a} {b} {attempt(f, a, b)}"
`;
  const { tier, compiled, plain } = pair(source, { patience: Infinity });
  // compiled by the call with 250 rounds; from then on entered in the first round
  const text = `"\\n".join(everything([${EDGES}]))`;
  const [left, right] = [compiled, plain].map((runtime) => String(runtime.evaluate(text)).split('\n'));
  assert.is(left!.length, right!.length);
  left!.forEach((line, i) => assert.is(line, right![i]));
  assert.equal(tier.failures, []);
  assert.ok(tier.counts.entered > 1000, `${tier.counts.entered} entries`);
});

llvmTest('floats, comparisons, truth and mixed arithmetic', () => {
  const source = `
def mixed(n, x, k):
    up = down = 0
    nan = x * 0.0
    while n:
        x = x * 0.75 + n
        if x > k: up += 1
        if not x <= 3: down -= 1
        if x != x or nan != nan: up += 1000
        y = n / 3
        x = x - y / 7.0
        flag = x < y
        if flag: down += 2
        z = -x
        n -= 1
    return up, down, x, y, flag, z
`;
  const { tier, compiled, plain } = pair(source);
  for (const args of ['400, 1.0, 3', '400, float("inf"), 2', '400, -0.0, 7.5', '300, 1e300, 2**60']) {
    const text = `repr(mixed(${args}))`;
    assert.is(compiled.evaluate(text), plain.evaluate(text), text);
  }
  assert.ok(tier.counts.entered >= 3);
});

const RAISING = `
import traceback
def divide(n, d):
    total = 0
    while n:
        total += (n *
                  100) // (d - n)
        n -= 1
    return total
def modulo(n, d):
    for i in range(n):
        total = i % (d - i)
    return total
def index(data, n):
    s = 0
    for i in range(n):
        s += data[i + 2]
    return s
def put(data, n):
    for i in range(n):
        data[i] = i
def assign(data, n, v):
    i = 0
    while i < n:
        data[i & 3] = i * v
        i += 1
def text(f, *args):
    try:
        return repr(f(*args))
    except Exception:
        return traceback.format_exc()
def outer(data):
    caught = []
    for k in range(3):
        try:
            for i in range(500):
                data[i - 40] = data[i] + 1
        except IndexError as e:
            caught.append((k, i, str(e), e.__traceback__.tb_lineno))
    return caught, bytes(data)
`;

llvmTest('exceptions inside compiled code: message, lines and carets of tier 0', () => {
  const { tier, compiled, plain } = pair(RAISING);
  const cases = [
    'text(divide, 1000, 500)',
    'text(modulo, 1000, 900)',
    'text(index, bytearray(700), 699)',
    'text(index, bytearray(700), 698)',
    'text(index, bytes(700), 699)',
    'text(put, bytearray(1000), 1000)',
    'text(put, bytearray(200), 1000)',
    'text(assign, __import__("array").array("h", [0] * 4), 1000, 100)',
    'text(assign, __import__("array").array("I", [0] * 4), 1000, -1)',
    'text(assign, __import__("array").array("f", [0] * 4), 1000, 1e37)',
    'repr(outer(bytearray(300)))',
  ];
  for (const text of cases) {
    const [a, b] = [compiled.evaluate(text), plain.evaluate(text)];
    assert.is(a, b, text);
  }
  assert.match(String(compiled.evaluate(cases[0]!)), /\^\^\^\n.*ZeroDivisionError|ZeroDivisionError/);
  const { exits } = tier.counts;
  for (const kind of ['zero', 'bounds', 'range'] as const) assert.ok((exits.get(kind) ?? 0) > 0, kind);
});

llvmTest('buffers: bytearray, bytes and arrays of every format, negative indices', () => {
  const source = `
import array, binascii
def shift(data, n):
    for i in range(n):
        data[i] = data[-i - 1]
    return list(data)
def dot(a, b, n):
    s = 0.0
    for i in range(n):
        s += a[i] * b[i]
    return s
def sieve(n):
    flags = bytearray(b"\\x01") * (n + 1)
    i = 2
    while i * i <= n:
        if flags[i]:
            j = i * i
            while j <= n:
                flags[j] = 0
                j += i
        i += 1
    return sum(flags) - 2
def checksum(data, n):
    a = 1
    b = 0
    for i in range(n):
        a = (a + data[i]) % 65521
        b = (b + a) % 65521
    return b << 16 | a
def every(n):
    out = []
    for code in "bBhHiIlqfd":
        data = array.array(code, range(n))
        out.append(shift(data, n))
    return out
def growing():
    data = bytearray(300)
    for k in range(3):
        for i in range(len(data)): pass
        for i in range(300): data[i] = (data[i] + i + k) & 255
        data.extend(b"abc" * 1000)
        del data[:10]
    return len(data), binascii.crc32(data)
`;
  const { tier, compiled, plain } = pair(source);
  for (const text of [
    'sieve(30000)',
    'checksum(bytes(range(250)) * 4, 1000)',
    'repr(every(120))',
    'repr(every(127))',
    'repr(growing())',
    'shift(bytearray(range(250)), 250) == list(range(249, 124, -1)) + list(range(125, 250))',
  ])
    assert.is(compiled.evaluate(text), plain.evaluate(text), text);
  assert.is(compiled.evaluate('sieve(30000)'), 3245);
  for (const text of ['dot(array.array("d", range(1000)), array.array("d", [0.5] * 1000), 1000)'])
    assert.is(compiled.evaluate(text), plain.evaluate(text));
  assert.ok(tier.counts.entered > 10);
});

llvmTest('lists of floats are copied in, and back where the loop stores; the same list twice is one', () => {
  const source = `
def smooth(a, b, n):
    s = 0.0
    for r in range(20):
        i = 1
        while i < n:
            a[i] = a[i - 1] * 0.5 + b[i]
            s += b[i - 1]
            i += 1
    return s
def run(a, b, n):
    try:
        return smooth(a, b, n), a, b
    except IndexError as e:
        return str(e), a, b
`;
  const { tier, compiled, plain } = pair(source);
  for (const runtime of [compiled, plain])
    runtime.run('x = [k * 0.5 for k in range(400)]\ny = [1.0 / (k + 1) for k in range(400)]');
  for (const text of ['run(x, y, 400)', 'run(x, x, 400)', 'run(y, y[:300], 400)', 'run([1.0, 2], y, 2)'])
    assert.is(compiled.evaluate(`repr(${text})`), plain.evaluate(`repr(${text})`), text);
  assert.ok(tier.counts.entered >= 3, `${tier.counts.entered} entries`);
  assert.ok((tier.counts.exits.get('bounds') ?? 0) > 0);
});

llvmTest('contents of which a memoryview is held stay where they are, and stay right', () => {
  const source = `
def fill(data, n, v):
    for i in range(n):
        data[i] = v
    return sum(data)
held = bytearray(600)
view = memoryview(held)
free = bytearray(600)
`;
  const { tier, compiled } = pair(source);
  assert.is(compiled.evaluate('fill(free, 600, 2)'), 1200);
  const { refused } = tier.counts;
  assert.is(compiled.evaluate('fill(held, 600, 3)'), 1800);
  assert.is(compiled.evaluate('sum(view)'), 1800);
  assert.ok(tier.counts.refused > refused);
  compiled.run('view.release()');
  assert.is(compiled.evaluate('fill(held, 600, 4)'), 2400);
});

llvmTest('Ctrl-C leaves an endless compiled loop at its back-edge', ({ host }) => {
  const source = `
import os, signal, subprocess, sys, traceback
signal.signal(signal.SIGALRM, signal.default_int_handler)
def spin():
    n = 0
    try:
        while True:
            n = (n + 1) & 0xffffff
    except KeyboardInterrupt as e:
        return n >= 0, traceback.format_exc()
def later():
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    return spin()
`;
  if (!host.threads.supported) return;
  const { tier, compiled, plain } = pair(source);
  const [a, b] = [compiled.evaluate('repr(later())'), plain.evaluate('repr(later())')];
  assert.is(a, b);
  assert.match(String(a), /KeyboardInterrupt/);
  assert.ok((tier.counts.exits.get('poll') ?? 0) > 0);
});

llvmTest('another thread runs while a compiled loop waits for it', ({ host }) => {
  if (!host.threads.supported) return;
  const source = `
import _thread, time
def wait(flag):
    n = 0
    while flag[0] == 0:
        n = (n + 1) & 0xffff
    return flag[0]
def set_later(flag):
    time.sleep(0.2)
    flag[0] = 42
def both():
    flag = bytearray(1)
    _thread.start_new_thread(set_later, (flag,))
    return wait(flag)
`;
  const { tier, compiled } = pair(source);
  assert.is(compiled.evaluate('both()'), 42);
  assert.ok((tier.counts.exits.get('poll') ?? 0) > 0);
  assert.is(tier.counts.exits.get('leave'), 1);
});

llvmTest('without waiting: the program runs on in tier 0 until compiled code is there', () => {
  const source = 'def total(n, m):\n    s = 0\n    for i in range(n):\n        s += i * i % m\n    return s';
  const { tier, compiled, plain } = pair(source, { sync: false });
  const expected = plain.call('total', 100_000, 7919);
  for (let i = 0; i < 400 && tier.counts.entered === 0; i++) assert.is(compiled.call('total', 100_000, 7919), expected);
  assert.ok(tier.counts.entered > 0);
});

llvmTest('nothing is compiled while a trace function is set', () => {
  const { tier, compiled } = pair('import sys\ndef f(n):\n    while n: n -= 1\n    return n');
  compiled.run('sys.settrace(lambda *a: None)\nf(1000)\nsys.settrace(None)');
  assert.is(tier.counts.entered, 0);
  compiled.run('f(1000)');
  assert.is(tier.counts.entered, 1);
});

test.after(finish);
test.run();
