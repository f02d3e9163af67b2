import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../../src/ast/dump.ts';
import { comments, parseIncremental, parseTolerant, parseTree } from '../../src/lezer/tolerant.ts';

/** Broken source, and the dump of what is left of it. */
const BROKEN: [string, string][] = [
  [
    'x = 1\ny = = 2\nz',
    "Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1)), Expr(value=Name(id='y', ctx=Load())), Expr(value=Constant(value=2)), Expr(value=Name(id='z', ctx=Load()))",
  ],
  ['a.\nb', "Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))"],
  ['f() = 1', "Expr(value=Call(func=Name(id='f', ctx=Load()))), Expr(value=Constant(value=1))"],
  [
    'class A:\n    def f(self, b)\n        return b\n',
    "ClassDef(name='A', body=[FunctionDef(name='f', args=arguments(args=[arg(arg='self'), arg(arg='b')]), body=[Return(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'def f():\n    return 1\n    x = (\n\ny',
    "FunctionDef(name='f', args=arguments(), body=[Return(value=Constant(value=1)), Expr(value=Name(id='x', ctx=Load())), Expr(value=Name(id='y', ctx=Load()))])",
  ],
  ['try:\n    a\n', "Expr(value=Name(id='a', ctx=Load()))"],
  ['if a:\n', "Expr(value=Name(id='a', ctx=Load()))"],
];

for (const [source, expected] of BROKEN) {
  test(`broken: ${JSON.stringify(source)}`, () => {
    const { ast, errors } = parseTolerant(source);
    assert.is(dump(ast), `Module(body=[${expected}])`);
    assert.ok(errors.length > 0);
    for (const { from, to, message } of errors)
      assert.ok(0 <= from && from <= to && to <= source.length && message !== '');
  });
}

test('valid text has no errors, also where the editor grammar has gaps', () => {
  for (const source of ['', 'x = 5.\n', 'x = t"{a}"\n', 'with (a as b, c as d): pass\n', 'def f[T = int](): pass\n']) {
    assert.equal(parseTolerant(source).errors, [], source);
  }
});

test('one error a line, in source order', () => {
  const { errors } = parseTolerant('a b\nc\nd = = e = = f\n');
  const lines = errors.map(({ from }) => (from < 4 ? 1 : from < 6 ? 2 : 3));
  assert.equal(lines, [...new Set(lines)].sort());
  assert.ok(lines.includes(3) || lines.includes(1));
});

test('errors are at offsets of the given text, whatever its line ends', () => {
  for (const source of ['a\nb\nc = = d\ne', 'a\r\nb\r\nc = = d\r\ne', 'a\rb\rc = = d\re']) {
    const [{ from }] = parseTolerant(source).errors;
    assert.ok(from >= source.indexOf('c') && from <= source.indexOf('d'), JSON.stringify(source));
  }
});

test('positions in a broken text', () => {
  const { ast } = parseTolerant('é = (\nx = y');
  const last = ast.body[ast.body.length - 1];
  assert.is(`${last.lineno}:${last.col_offset}-${last.end_lineno}:${last.end_col_offset}`, '2:4-2:5');
});

test('an incremental tree is the tree of the new text', () => {
  const before = 'def f(x):\n    return x\n'.repeat(200);
  const at = before.indexOf('return', 2000);
  const after = `${before.slice(0, at)}yield ${before.slice(at + 7)}`;
  const tree = parseIncremental(after, parseTree(before), [{ fromA: at, toA: at + 7, fromB: at, toB: at + 6 }]);
  assert.is(tree.toString(), parseTree(after).toString());
  assert.is(dump(parseTolerant(after, tree).ast), dump(parseTolerant(after).ast));
});

test('an incremental parse keeps what did not change', () => {
  const before = 'def f(x):\n    return x\n'.repeat(2000);
  const old = parseTree(before);
  const tree = parseIncremental(`${before}y\n`, old, [
    { fromA: before.length, toA: before.length, fromB: before.length, toB: before.length + 2 },
  ]);
  const kept = new Set<unknown>(subtrees(old));
  assert.ok(subtrees(tree).some((child) => kept.has(child)));
});

function subtrees(tree: { children: readonly unknown[] }): unknown[] {
  return tree.children.flatMap((child) => [child, ...(hasChildren(child) ? subtrees(child) : [])]);
}

function hasChildren(value: unknown): value is { children: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'children' in value;
}

test('comments', () => {
  const found = comments('# a\nx = 1  # b\r\n"# no"\r# é\n');
  assert.equal(found, [
    { from: 0, to: 3, line: 1, column: 0, text: '# a' },
    { from: 11, to: 14, line: 2, column: 7, text: '# b' },
    { from: 23, to: 26, line: 4, column: 0, text: '# é' },
  ]);
});

test.run();
