import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { oraclePath } from './helpers.ts';
import { execute } from './toy/execute.ts';

// Programs and what CPython prints for them.
const PROGRAMS: [string, string][] = [
  ['a, b, *c = range(5)\nprint(a, b, c)\na, b = b, a\nprint(a, b)\n', '0 1 [2, 3, 4]\n1 0\n'],
  [
    'def f(x):\n    for i in range(3):\n        try:\n            if i == x: return i\n        finally: print("f", i)\n    else: return "none"\nprint(f(1), f(9))\n',
    'f 0\nf 1\nf 0\nf 1\nf 2\n1 none\n',
  ],
  [
    'def f():\n    try: raise ValueError(1)\n    except ValueError as e:\n        try: raise KeyError(2)\n        except KeyError: pass\n        print(show(exception()))\n    print(exception())\nf()\n',
    'ValueError[1]\nNone\n',
  ],
  [
    'def g():\n    x = yield 1\n    print("got", x)\n    y = yield from h()\n    return y\ndef h():\n    try: yield 2\n    except ValueError: yield 3\n    return 4\na = g()\nprint(next(a), a.send(5), a.throw(ValueError()))\ntry: next(a)\nexcept StopIteration as s: print(s.args)\n',
    'got 5\n1 2 3\n(4,)\n',
  ],
  [
    'def f(n):\n    return [(i, j) for i in range(n) if i for j in range(i)], {i: i + 1 for i in range(2)}, n\nprint(f(3))\n',
    '([(1, 0), (2, 0), (2, 1)], {0: 1, 1: 2}, 3)\n',
  ],
  ['def f():\n    fs = [lambda: i for i in range(3)]\n    return [g() for g in fs]\nprint(f())\n', '[2, 2, 2]\n'],
  [
    'def f(v):\n    match v:\n        case [1, x, *r]: return x, r\n        case {"k": [a, b] as q, **rest}: return a, q, rest\n        case (2 | 3) as n: return n\n        case _ if v: return "guard"\n    return "none"\nprint(f([1, 2, 3]), f({"k": [4, 5], "z": 6}), f(3), f("s"), f(""))\n',
    "(2, [3]) (4, [4, 5], {'z': 6}) 3 guard none\n",
  ],
  [
    'with cm("a") as x, cm("b", True):\n    print(x)\n    raise ValueError\nprint("on")\n',
    'enter a\nenter b\na\nexit b ValueError\nexit a None\non\n',
  ],
  [
    'def f(a, /, b=2, *c, d=4, **e): return a, b, c, d, e\nprint(f(1), f(1, 3, 5, d=6, z=7), f(*[1, 2], **{"d": 9}))\n',
    "(1, 2, (), 4, {}) (1, 3, (5,), 6, {'z': 7}) (1, 2, (), 9, {})\n",
  ],
  [
    'def f():\n    def g():\n        nonlocal x\n        x += 1\n    x = 1\n    g()\n    del x\n    try: g()\n    except NameError: return "gone"\nprint(f())\n',
    'gone\n',
  ],
];

PROGRAMS.forEach(([source, output], i) => {
  test(`program ${i}: ${source.slice(0, 30).replaceAll('\n', ' ')}`, () => {
    assert.is(execute(source), output);
  });
});

const oracle = oraclePath();
(oracle === null ? test.skip : test)('random programs print what CPython prints', () => {
  const script = fileURLToPath(new URL('../scripts/fuzz-programs.py', import.meta.url));
  const run = spawnSync(oracle!, [script, '7', '150'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const programs = run.stdout
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { seed: number; source: string; output: string });
  assert.ok(programs.length > 100);
  for (const p of programs) assert.is(execute(p.source), p.output, `seed ${p.seed}\n${p.source}`);
});

test.run();
