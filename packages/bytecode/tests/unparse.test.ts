import { parse } from '@pyston/parser';
import type { ast } from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { unparse } from '../src/unparse.ts';

// Source of an annotation, and the text that CPython keeps of it.
const CASES: [string, string][] = [
  ['a', 'a'],
  ['a.b[c]', 'a.b[c]'],
  ['a[b, c]', 'a[b, c]'],
  ['a[b:c:d, ::2]', 'a[b:c:d, ::2]'],
  ['(a+b)*c', '(a + b) * c'],
  ['a**-b', 'a ** (-b)'],
  ['not (a and b)', 'not (a and b)'],
  ['a<b<=c', 'a < b <= c'],
  ['lambda x,/,y=1,*a,z,**k:x', 'lambda x, /, y=1, *a, z, **k: x'],
  ['lambda *a:1', 'lambda*a: 1'],
  ['(a if b else c) if d else e', '(a if b else c) if d else e'],
  ['f(*a, b=1, **c)', 'f(*a, b=1, **c)'],
  ['f(x for x in y)', 'f(x for x in y)'],
  ['[x for x in y if z if w]', '[x for x in y if z if w]'],
  ['{a: b, **c}', '{a: b, **c}'],
  ['{*a, b}', '{*a, b}'],
  ['()', '()'],
  ['(a,)', '(a,)'],
  ['"x\\n"', "'x\\n'"],
  ['f"a{b!r:>{c}}{{"', "f'a{b!r:>{c}}{{'"],
  ['1 .real', '1 .real'],
  ['1e400', '1e309'],
  ['...', '...'],
  ['-(-1)', '--1'],
];

for (const [source, expected] of CASES) {
  test(source, () => {
    const mod = parse(`x: (${source})`, { filename: 'f', mode: 'exec' }) as ast.Module;
    assert.is(unparse((mod.body[0] as ast.AnnAssign).annotation), expected);
  });
}

test.run();
