import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../src/ast/dump.ts';
import { PySyntaxError, type ParserWarning } from '../src/errors.ts';
import { parse } from '../src/parse.ts';
import type { ParseOptions } from '../src/two.ts';

function cases<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'));
}

function errorOf(source: string | Uint8Array, options: ParseOptions = {}): unknown[] {
  try {
    parse(source, options);
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    return [error.kind, error.msg, error.lineno, error.offset, error.endLineno, error.endOffset];
  }
  return ['accepted'];
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

for (const [source, wanted] of cases<[string, string]>('valid')) {
  test(`AST of ${JSON.stringify(source)}`, () => assert.is(dump(parse(source), { includeAttributes: true }), wanted));
}

for (const [source, wanted] of cases<[string, unknown[]]>('invalid')) {
  test(`error of ${JSON.stringify(source)}`, () => assert.equal(errorOf(source), wanted));
}

test('the other modes', () => {
  assert.is(
    dump(parse('a, b\n\n', { mode: 'eval' })),
    "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))",
  );
  assert.is(
    dump(parse('if x:\n  y', { mode: 'single' })),
    "Interactive(body=[If(test=Name(id='x', ctx=Load()), body=[Expr(value=Name(id='y', ctx=Load()))])])",
  );
  assert.is(
    dump(parse('(int, *str, **b) -> c', { mode: 'func_type' })),
    "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), Name(id='b', ctx=Load())], returns=Name(id='c', ctx=Load()))",
  );
});

test('one statement only in single mode', () => {
  assert.equal(errorOf('x\ny', { mode: 'single' }), [
    'SyntaxError',
    'multiple statements found while compiling a single statement',
    1,
    2,
    1,
    3,
  ]);
  assert.equal(errorOf('', { mode: 'eval' }), ['SyntaxError', 'invalid syntax', 0, 0, 0, 0]);
});

test('incomplete input', () => {
  const options: ParseOptions = { mode: 'single', flags: 0x4200 };
  assert.equal(errorOf('if x:', options)[0], '_IncompleteInputError');
  assert.equal(errorOf('a = """b', options), ['_IncompleteInputError', 'incomplete input', 1, 5, 1, -1]);
  assert.equal(errorOf('a b c', options)[0], 'SyntaxError');
});

test('type comments', () => {
  const source =
    'x = 1  # type: int\ndef f(a,  # type: str\n      b):\n  # type: (...) -> int\n  pass\ny = 2  # type: ignore[z]\n';
  const text = dump(parse(source, { typeComments: true }));
  assert.match(text, "type_comment='int'");
  assert.match(text, "args=[arg(arg='a', type_comment='str'), arg(arg='b')]");
  assert.match(text, "type_comment='(...) -> int'");
  assert.match(text, "type_ignores=[TypeIgnore(lineno=6, tag='[z]')]");
});

test('feature versions', () => {
  assert.equal(errorOf('def f(x, /): ...', { featureVersion: 7 }), [
    'SyntaxError',
    'Positional-only parameters are only supported in Python 3.8 and greater',
    1,
    11,
    1,
    12,
  ]);
  assert.equal(errorOf('def f(x, /): ...', { featureVersion: 8 }), ['accepted']);
});

test('encodings', () => {
  assert.is(
    dump(parse(bytes('# -*- coding: latin-1 -*-\nx = "\xe9"'))),
    "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value='é'))])",
  );
  assert.is(dump(parse(bytes('\xef\xbb\xbfx'))), dump(parse('x')));
  assert.equal(errorOf(bytes('x\n"a\xff"')).slice(2), [2, 3, 2, 3]);
  assert.equal(errorOf(bytes('# coding: foo\n')), ['SyntaxError', 'unknown encoding: foo', 0, -1, null, null]);
  assert.equal(errorOf('a\0b'), [
    'SyntaxError',
    'source code string cannot contain null bytes',
    null,
    null,
    null,
    null,
  ]);
});

test('warnings', () => {
  const seen: ParserWarning[] = [];
  parse('x = "\\d"\ny = 1if z else 2\n', { onWarning: (w) => seen.push(w) });
  assert.equal(
    seen.map((w) => [w.lineno, w.msg]),
    [
      [
        1,
        '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.',
      ],
      [2, 'invalid decimal literal'],
    ],
  );
});

test('an unclosed f-string with an invalid escape ends', () => {
  assert.equal(errorOf("f'\\$N{' import\n"), ['SyntaxError', "f-string: expecting '}'", 1, 7, 1, 7]);
});

test('nesting without end', () => {
  assert.equal(errorOf('('.repeat(10_000) + ')'.repeat(10_000)).slice(0, 2), [
    'SyntaxError',
    'too many nested parentheses',
  ]);
  assert.equal(errorOf('-'.repeat(5969) + 'x'), ['accepted']);
  assert.equal(errorOf('-'.repeat(5970) + 'x').slice(0, 2), [
    'MemoryError',
    'Parser stack overflowed - Python source too complex to parse',
  ]);
  assert.equal(errorOf('lambda:'.repeat(100_000) + 'x')[0], 'MemoryError');
});

test('a line of 5 MB takes linear time', () => {
  const began = performance.now();
  parse('x = [' + '(1, f(a)), '.repeat(450_000) + ']');
  assert.ok(performance.now() - began < 20_000);
});

test.run();
