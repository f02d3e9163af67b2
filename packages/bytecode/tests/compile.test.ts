import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { linesOf, positionAt } from '../src/code.ts';
import { compile, functionListing, inside, listing } from './helpers.ts';

test('arithmetic on locals and constants is one instruction', () => {
  assert.equal(functionListing('def f(a):\n    x = a + 1\n    return x\n'), ['BINARY_ADD x, a, 1', 'RETURN x']);
});

test('comparison fuses with the jump', () => {
  assert.equal(functionListing('def f(n):\n    if n < 2: return n\n    return 0\n'), [
    'JUMP_IF_NOT_LT n, 2, → L1',
    'RETURN n',
    'L1: RETURN 0',
  ]);
  assert.equal(functionListing('def f(n):\n    while n is not None: n = g(n)\n').slice(0, 1), [
    'L1: JUMP_IF_NONE n, → L2',
  ]);
});

test('operands in use are copied before a walrus rebinds them', () => {
  assert.equal(functionListing('def f(x):\n    return x + (x := 2)\n'), [
    'MOVE t0, x',
    'MOVE x, 2',
    'BINARY_ADD t0, t0, x',
    'RETURN t0',
  ]);
  assert.equal(functionListing('def f(x, y):\n    return x + (y := 2)\n'), [
    'MOVE y, 2',
    'BINARY_ADD t0, x, y',
    'RETURN t0',
  ]);
});

test('parallel assignment copies only what is overwritten too early', () => {
  assert.equal(functionListing('def f(a, b):\n    a, b = b, a\n    return a\n'), [
    'MOVE t0, a',
    'MOVE a, b',
    'MOVE b, t0',
    'RETURN a',
  ]);
  assert.equal(functionListing('def f(a, b):\n    a, b = b, a + b\n    return a\n'), [
    'BINARY_ADD t0, a, b',
    'MOVE a, b',
    'MOVE b, t0',
    'RETURN a',
  ]);
});

test('unpacking in place stops where a target could read the old value', () => {
  assert.equal(functionListing('def f(a, i, v):\n    i, a[i] = v\n')[0], 'UNPACK_SEQUENCE v, (i, t0)');
  assert.equal(functionListing('def f(a, i, v):\n    a[i], i = v\n')[0], 'UNPACK_SEQUENCE v, (t0, t1)');
});

test('CHECK_BOUND only where a local may be unbound', () => {
  const checks = (source: string): number => functionListing(source).filter((l) => l.includes('CHECK_BOUND')).length;
  assert.is(checks('def f(c):\n    if c: x = 1\n    return x\n'), 1);
  assert.is(checks('def f(c):\n    if c: x = 1\n    else: x = 2\n    return x\n'), 0);
  assert.is(checks('def f(c):\n    for x in c: pass\n    return x\n'), 1);
  assert.is(checks('def f(c):\n    try: x = c()\n    except E: x = 1\n    return x\n'), 0);
  assert.is(checks('def f(c):\n    try: x = c()\n    except E: pass\n    return x\n'), 1);
  assert.is(checks('def f(x):\n    while x:\n        y = x\n        del x\n        x = y\n    return x\n'), 1);
  assert.is(checks('def f(x):\n    try: g()\n    except E as x: pass\n    return x\n'), 1);
});

test('unreachable code leaves no instructions but counts for names', () => {
  const code = compile('def f():\n    return 1\n    x = y\n');
  const f = inside(code, 'f');
  assert.equal(listing(f), ['RETURN 1']);
  assert.equal([f.varnames, f.names], [['x'], ['y']]);
});

test('constants fold', () => {
  assert.equal(functionListing('def f():\n    return 2 ** 10 - 1, -3 // 2, "a" "b" * 3, (1, 2)[1], 1 << 3\n'), [
    "RETURN (1023, -2, 'ababab', 2, 8)",
  ]);
  assert.equal(functionListing('def f():\n    return 1 // 0\n'), ['BINARY_FLOORDIV t0, 1, 0', 'RETURN t0']);
  assert.equal(functionListing('def f(x):\n    return x in {1, 2}\n'), [
    'CONTAINS t0, x, frozenset({1, 2})',
    'RETURN t0',
  ]);
});

test('calls take their arguments from anywhere', () => {
  assert.equal(functionListing('def f(g, x):\n    return g(x, 1, k=x)\n'), [
    "CALL_KW t0, g, ('k',), (x, 1, x)",
    'RETURN t0',
  ]);
  assert.equal(functionListing('def f(g, a, k):\n    return g(*a, **k)\n'), ['CALL_EX t0, g, a, k', 'RETURN t0']);
  assert.equal(functionListing('def f(o, x):\n    return o.m(x)\n'), [
    'LOAD_METHOD t0:t1, o, m',
    'CALL_METHOD t0, t0:t1, (x)',
    'RETURN t0',
  ]);
});

test('inlined comprehensions save and restore a variable of the function', () => {
  assert.equal(
    functionListing('def f(x, y):\n    return [x for x in y], x\n').filter((l) => /MOVE|CLEAR/.test(l)),
    ['MOVE t2, x', 'L2: MOVE x, t2'],
  );
  assert.equal(
    functionListing('def f(y):\n    return [x for x in y]\n').filter((l) => /MOVE|CLEAR/.test(l)),
    ['L2: CLEAR_LOCAL x'],
  );
});

test('return through finally keeps the value', () => {
  assert.equal(functionListing('def f(x):\n    try: return x\n    finally: x = 2\n'), [
    'MOVE t0, x',
    'MOVE x, 2',
    'RETURN t0',
  ]);
});

test('exception table is sorted and disjoint', () => {
  const f = inside(compile('def f():\n    try:\n        with a: b()\n    except E as e: c()\n    finally: d()\n'), 'f');
  for (let i = 3; i < f.exceptionTable.length; i += 3) assert.ok(f.exceptionTable[i]! >= f.exceptionTable[i - 2]!);
});

test('cells: captured parameters move in at entry', () => {
  const code = inside(compile('def f(a, b):\n    return lambda: a\n'), 'f');
  assert.equal(code.cellvars, ['a']);
  assert.equal(listing(code), [
    'MAKE_CELL &a, a',
    'MAKE_FUNCTION t0, <code f.<locals>.<lambda>>, -, -, -, (&a)',
    'RETURN t0',
  ]);
});

test('qualnames', () => {
  const code = compile(
    'class A:\n    def m(self):\n        class B: pass\n        return [i for i in (lambda: 1)()]\ndef g():\n    global h\n    def h(): pass\n',
  );
  assert.is(inside(code, 'B').qualname, 'A.m.<locals>.B');
  assert.is(inside(code, '<lambda>').qualname, 'A.m.<locals>.<lambda>');
  assert.is(inside(code, 'h').qualname, 'h');
});

test('name mangling', () => {
  const m = inside(compile('class _A:\n    def m(self): self.__x = __y; import __z; return self.__w__\n'), 'm');
  assert.equal(m.names, ['_A__y', '_A__x', '_A__z', '__w__']);
});

test('annotations are lazy', () => {
  const code = compile('x: int = 1\nclass C:\n    y: str\n');
  assert.equal(listing(code).slice(0, 2), [
    'MAKE_FUNCTION t0, <code __annotate__>, -, -, -, ()',
    'STORE_NAME __annotate__, t0',
  ]);
  assert.equal(inside(code, 'C').names.includes('__annotate_func__'), true);
  assert.equal(
    listing(compile('from __future__ import annotations\nx: a[b] = 1\n')).some((l) =>
      l.includes("SET_ITEM t0, 'x', 'a[b]'"),
    ),
    true,
  );
});

test('optimisation levels', () => {
  assert.is(compile('assert x', { optimize: 1 }).instructions.length < compile('assert x').instructions.length, true);
  const f = (optimize: number): number =>
    inside(compile('def f():\n    "doc"\n    return __debug__\n', { optimize }), 'f').flags & 0x4000000;
  assert.equal([f(0) !== 0, f(1) !== 0, f(2) !== 0], [true, true, false]);
});

test('interactive mode prints expressions of the top level', () => {
  assert.equal(listing(compile('x\n', { mode: 'single' })), ['LOAD_NAME t0, x', 'PRINT_EXPR t0', 'RETURN None']);
});

test('positions and lines', () => {
  const code = compile('a = b.c(\n  d)\n');
  assert.equal(
    linesOf(code).map((l) => l.line),
    [1, 2, 1],
  );
  assert.equal(positionAt(code, 0), { line: 1, endLine: 1, col: 4, endCol: 5 });
  assert.is(positionAt(code, 0).line, 1);
});

test('top-level await makes the module a coroutine', () => {
  assert.is(compile('await x', { flags: 0x2000 }).flags & 0x80, 0x80);
});

test.run();
