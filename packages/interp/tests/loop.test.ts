/** The dispatch loop: its size under V8's limits, the stack it takes per Python call, and what its fast paths must not change. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import { outcome } from './support.ts';

const inPackage = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

function runNode(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

test('generated/loop.ts is made from loop.ts', () => {
  assert.equal(runNode(inPackage('scripts/generate-loop.mjs'), '--check').status, 0);
});

test('V8 can optimise the loop, and a Python call takes little stack', () => {
  // sources run unbuilt, and the figures hold, on the pinned engine
  if (Number(process.versions.node.split('.')[0]) < 26) return;
  const program = `const { outcome } = await import(${JSON.stringify(new URL('support.ts', import.meta.url).href)}); outcome('out = 1');`;
  const { stdout } = runNode(
    '--conditions=pyston-source',
    '--print-bytecode',
    '--print-bytecode-filter=runActivation',
    '--input-type=module',
    '-e',
    program,
  );
  const sizes = [
    ...stdout.matchAll(/Bytecode length: (\d+)\nParameter count (\d+)\nRegister count (\d+)\nFrame size (\d+)/g),
  ].map((m) => m.slice(1).map(Number));
  const loop = sizes.reduce((a, b) => (b[0]! > a[0]! ? b : a));
  assert.ok(loop[0]! > 10_000, 'this is the loop');
  assert.ok(loop[0]! < 60_000, `${loop[0]} bytes of V8 bytecode`);
  assert.ok(loop[3]! + 8 * loop[1]! <= 350, `${loop[3]} bytes of frame`);
});

/** Source that computes `out`, and its repr under CPython 3.14. */
const PROGRAMS: readonly [source: string, expected: string][] = [
  ['out = [-7//2, 7//-2, -7%3, 7%-3, 0*-1, -2**60%7, 2**60//7]', '[-4, -4, 2, -2, 0, 6, 164703072086692425]'],
  [
    'out = [2**53-1+1, 2**53+1, 3-2**60, 1<<31, 1<<30, -1<<31, 3<<60]',
    '[9007199254740992, 9007199254740993, -1152921504606846973, 2147483648, 1073741824, -2147483648, 3458764513820540928]',
  ],
  [
    'out = [-2**60 & 0xff, (-2**60-3) & 0x7fffffff, 2**60+5 & 7, 2**60 & 0, -2**60 & 5, (2**70+9) % -8, (-2**70-9) % 2**31, True & 3]',
    '[0, 2147483645, 5, 0, 0, -7, 2147483639, 1]',
  ],
  ['out = [1.5+2, 2-1.5, 3*0.5, 7/2, 7.5//2, -0.0+0, 5.0%3, 2.0**3]', '[3.5, 0.5, 1.5, 3.5, 3.0, 0.0, 2.0, 8.0]'],
  [
    "out = [1 == 1.0, 2**53+1 == float(2**53), float('nan') != 1, 1.5 > 1, 1 < True]",
    '[True, False, True, True, False]',
  ],
  ['x = 5\nx //= 2\nx %= 2\nx <<= 40\nx >>= 3\nx |= 1\nx ^= 2\nx &= 0xff\nout = x', '3'],
  ['1 // 0', 'ZeroDivisionError: division by zero'],
  ['1.5 / 0', 'ZeroDivisionError: division by zero'],
  ['t = (1, 2, 3)\nout = [t[:] is t, t[1:], t[-2:], t[5:], t[2:1], t[-1]]', '[True, (2, 3), (2, 3), (), (), 3]'],
  ["out = ['abc'[1:], 'abc'[-5:2], 'abc'[3:1]]", "['bc', 'ab', '']"],
  ['l = [1, 2, 3, 4]\nl[1:3] = (9,)\nl[0:0] = [7]\nl[-1] = 5\nout = l', '[7, 1, 9, 5]'],
  ['l = [1, 2]\nl[1:] = l\nout = l', '[1, 1, 2]'],
  ['[1, 2, 3][-4]', 'IndexError: list index out of range'],
  ['d = {(1, 2): 3, 1: 2}\nd[True] = 4\nout = [d[1.0], d[(1, 2)], 1 in d, 5 in d]', '[4, 3, True, False]'],
  ['{}[3]', 'KeyError: 3'],
  ['class M(dict):\n def __missing__(self, k): return k * 2\nout = M()[4]', '8'],
  ['it = iter([1, 2])\nout = [list(it), list(it)]', '[[1, 2], []]'],
  ['l = [1]\nout = []\nfor x in l:\n out.append(x)\n if x < 4: l.append(x + 1)', '[1, 2, 3, 4]'],
  ['def g(a, b):\n yield a\n yield b\nout = [list(g(1, 2)), [x for x in g(*"xy")]]', "[[1, 2], ['x', 'y']]"],
  ['class C:\n def __init__(self): return 3\nC()', "TypeError: __init__() should return None, not 'int'"],
  ['class C: pass\nC(1)', 'TypeError: C() takes no arguments'],
  ['class C:\n def __new__(cls, v): return v\n def __init__(self, v): 1 / 0\nout = C(3)', '3'],
  [
    'class C:\n def __init__(self, a): self.a = a\nfor i in range(9): C(i)\nC.__init__ = lambda self, a: setattr(self, "a", -a)\nout = C(3).a',
    '-3',
  ],
  [
    'class P:\n __slots__ = ("x",)\ndef get(o): return o.x\nfor i in range(99):\n p = P(); p.x = i; assert get(p) == i\ndel p.x\nget(p)',
    "AttributeError: 'P' object has no attribute 'x'",
  ],
  [
    'class P:\n __slots__ = ("x",)\ndef get(o): return o.x\nfor i in range(99):\n p = P(); p.x = i; get(p)\nP.x = property(lambda self: "p")\nout = get(p)',
    "'p'",
  ],
  [
    'class P:\n __slots__ = ("x",)\nclass Q(P): x = 5\ndef get(o): return o.x\nfor i in range(99):\n p = P(); p.x = i; get(p)\nout = get(Q())',
    '5',
  ],
  [
    'class A: pass\ndef put(o, v): o.a = v; o.b = v\nxs = [A() for i in range(99)]\nfor x in xs: put(x, 1)\ndel xs[0].a\nput(xs[0], 2)\nout = xs[0].__dict__',
    "{'b': 2, 'a': 2}",
  ],
  [
    'class A: pass\ndef put(o, v): o.a = v\nfor i in range(99): x = A(); put(x, i)\nA.a = property(lambda self: 1)\nput(x, 3)',
    "AttributeError: property '<lambda>' of 'A' object has no setter",
  ],
  ['def f(n): return f(n + 1)\nf(0)', 'RecursionError: maximum recursion depth exceeded'],
  ['def f():\n try: return 1\n finally: out.append(2)\nout = []\nout.append(f())', '[2, 1]'],
  [
    'def f():\n for i in range(3):\n  try: 1 / 0\n  except ZeroDivisionError: continue\n  finally: out.append(i)\nout = []\nf()',
    '[0, 1, 2]',
  ],
  ["out = [f'{x:05d}|{x:<4}|{y:.2f}' for x, y in ((3, 0.125), (-3, 2.5))]", "['00003|3   |0.12', '-0003|-3  |2.50']"],
];

for (const [source, expected] of PROGRAMS) {
  test(source.split('\n').join('; '), () => {
    assert.equal(outcome(source), expected);
  });
}

test.run();
