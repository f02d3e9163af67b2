import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CompileWarning } from '../src/errors.ts';
import { compile, errorOf } from './helpers.ts';

// Source, and what CPython 3.14 says about it.
const ERRORS: [string, string][] = [
  ['return 1', "'return' outside function @1:1-1:9"],
  ['nonlocal x', 'nonlocal declaration not allowed at module level @1:1-1:11'],
  ['def f():\n nonlocal x', "no binding for nonlocal 'x' found @2:2-2:12"],
  ['def f():\n x=1\n global x', "name 'x' is assigned to before global declaration @3:2-3:10"],
  ['def f():\n print(x)\n global x', "name 'x' is used prior to global declaration @3:2-3:10"],
  ['def f(x):\n global x', "name 'x' is parameter and global @2:2-2:10"],
  ['def f(a, a): pass', "duplicate argument 'a' in function definition @1:10-1:11"],
  ['def f():\n await x', "'await' outside async function @2:2-2:9"],
  ['await x', "'await' outside function @1:1-1:8"],
  ['async def f():\n yield from x', "'yield from' inside async function @2:2-2:14"],
  ['async def f():\n yield 1\n return 2', "'return' with value in async generator @3:2-3:10"],
  ['yield 1', "'yield' outside function @1:1-1:8"],
  ['break', "'break' outside loop @1:1-1:6"],
  ['while 1:\n def f():\n  continue', "'continue' not properly in loop @3:3-3:11"],
  [
    'import a\nfrom __future__ import annotations',
    'from __future__ imports must occur at the beginning of the file @2:1-2:35',
  ],
  ['from __future__ import braces', 'not a chance @1:24-1:30'],
  ['def f():\n from x import *', 'import * only allowed at module level @2:16-2:17'],
  ['match x:\n case y: pass\n case 2: pass', "name capture 'y' makes remaining patterns unreachable @2:7-2:8"],
  ['match x:\n case [a]|[b]: pass', 'alternative patterns bind different names @2:7-2:14'],
  ['match x:\n case [a,a]: pass', "multiple assignments to name 'a' in pattern @2:10-2:11"],
  ['match x:\n case {0: _, False: _}: pass', 'mapping pattern checks duplicate key (False) @2:7-2:23'],
  ['match x:\n case A(b=1,b=2): pass', 'attribute name repeated in class pattern: b @2:15-2:16'],
  ['[x:=1 for x in y]', "assignment expression cannot rebind comprehension iteration variable 'x' @1:2-1:3"],
  [
    'class A:\n [x:=1 for i in y]',
    'assignment expression within a comprehension cannot be used in a class body @2:3-2:4',
  ],
  [
    'def f():\n try: pass\n except* E:\n  return',
    "'break', 'continue' and 'return' cannot appear in an except* block @4:3-4:9",
  ],
  ['def f():\n [(yield) for x in y]', "'yield' inside list comprehension @2:4-2:9"],
  ['def f[T: (yield)](): pass', 'yield expression cannot be used within a TypeVar bound @1:11-1:16'],
  ['class A[T=1, U]: pass', "non-default type parameter 'U' follows default type parameter @1:14-1:15"],
  ['__debug__ = 1', 'cannot assign to __debug__ @1:1-1:10'],
  ['*a = 1', 'starred assignment target must be in a list or tuple @1:1-1:3'],
  ['*a, *b = c', 'multiple starred expressions in assignment @1:1-1:7'],
  ['f(a=1, a=2)', 'keyword argument repeated: a @1:8-1:11'],
];

for (const [source, expected] of ERRORS) {
  test(`error: ${source.replaceAll('\n', '\\n')}`, () => {
    assert.is(errorOf(source), expected);
  });
}

test('nesting limit', () => {
  const nest = (n: number): string =>
    `${Array.from({ length: n }, (_, i) => `${' '.repeat(i)}while 1:\n`).join('')}${' '.repeat(n)}pass\n`;
  assert.is(errorOf(nest(21)), 'no error');
  assert.is(errorOf(nest(22)).startsWith('too many statically nested blocks @22:22'), true);
});

// Source, and the SyntaxWarnings CPython 3.14 gives.
const WARNINGS: [string, string[]][] = [
  ['x is 1', ['"is" with \'int\' literal. Did you mean "=="?']],
  ['x is not ()', ['"is not" with \'tuple\' literal. Did you mean "!="?']],
  ['x is None', []],
  ['(1)(2)', ["'int' object is not callable; perhaps you missed a comma?"]],
  ['[1][1, 2]', ['list indices must be integers or slices, not tuple; perhaps you missed a comma?']],
  ['1[2]', ["'int' object is not subscriptable; perhaps you missed a comma?"]],
  ['assert (x, "msg")', ['assertion is always true, perhaps remove parentheses?']],
  ['def f():\n try: pass\n finally: return', ["'return' in a 'finally' block"]],
  ['while 1:\n try: pass\n finally:\n  for x in y: break\n  continue', ["'continue' in a 'finally' block"]],
];

for (const [source, expected] of WARNINGS) {
  test(`warning: ${source.replaceAll('\n', '\\n')}`, () => {
    const found: CompileWarning[] = [];
    compile(source, { onWarning: (w) => found.push(w) });
    assert.equal([...new Set(found.map((w) => w.msg))], expected);
  });
}

test.run();
