import { createNodeHost } from '@pyston/host/node';
import { MODULES } from '@pyston/stdlib';
import * as parser from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PyHandle } from '../src/create-runtime.ts';
import { createRuntime, PythonError } from '../src/create-runtime.ts';

const python = createRuntime({ parser, tiers: [], host: createNodeHost(), modules: MODULES });

function errorOf(body: () => unknown): PythonError {
  try {
    body();
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error('nothing was raised');
}

test('source runs in __main__, globals are read and set, functions called', () => {
  python.run('import math\ndef area(r):\n    return math.floor(math.pi * r * r)\nname = __name__\n');
  assert.is(python.get('name'), '__main__');
  assert.is(python.call('area', 10), 314);
  python.set('offset', 5);
  assert.is(python.evaluate('area(1) + offset'), 8);
  assert.is(python.get('nothing'), undefined);
  assert.is(python.call('math.factorial', 25), 15511210043330985984000000n);
});

test('simple values keep their value there and back', () => {
  const values = [
    null,
    true,
    7,
    -2.5,
    2 ** 60,
    2n ** 70n,
    'text',
    '\u{1F40D} and \ud800',
    new Uint8Array([0, 255]),
    [1, [2]],
    new Set([1]),
    new Map([['k', [1]]]),
  ];
  python.run('def same(x): return x\ndef kind(x): return type(x).__name__');
  for (const value of values) assert.equal(python.call('same', value), value === 2 ** 60 ? 2 ** 60 : value);
  const kinds = values.map((value) => python.call('kind', value));
  assert.equal(kinds, [
    'NoneType',
    'bool',
    'int',
    'float',
    'float',
    'int',
    'str',
    'str',
    'bytes',
    'list',
    'set',
    'dict',
  ]);
  assert.equal(python.call('same', { a: 1 }), new Map([['a', 1]]));
  assert.is(python.call('kind', 3n), 'int');
  assert.is(python.evaluate('2**53 - 1'), 2 ** 53 - 1);
  assert.equal(python.evaluate('(1, {2})'), [1, new Set([2])]);
});

test('containers that contain themselves', () => {
  const own: unknown[] = [1];
  own.push(own);
  assert.is(python.call('repr', own), '[1, [...]]');
  python.run('loop = {}\nloop["self"] = loop');
  const loop = python.get('loop') as Map<string, unknown>;
  assert.is(loop.get('self'), loop);
});

test('a Python exception is a PythonError with its traceback', () => {
  const error = errorOf(() => python.run('def f():\n    return {}["key"]\nf()\n', 'job.py'));
  assert.instance(error, Error);
  assert.is(error.type, 'KeyError');
  assert.is(error.message, "'key'");
  assert.is(
    error.traceback,
    'Traceback (most recent call last):\n  File "job.py", line 3, in <module>\n  File "job.py", line 2, in f\nKeyError: \'key\'\n',
  );
  assert.is(error.exception.type, 'KeyError');
  assert.equal(error.exception.get('args'), ['key']);
  assert.is(python.evaluate('1'), 1);
});

test('syntax errors, classes with a module, exits', () => {
  assert.is(errorOf(() => python.run('x = (')).type, 'SyntaxError');
  assert.is(errorOf(() => python.run('import json\njson.loads("{")')).type, 'json.decoder.JSONDecodeError');
  assert.is(errorOf(() => python.run('raise SystemExit(3)')).type, 'SystemExit');
  assert.is(errorOf(() => python.call('no_such_name')).type, 'NameError');
});

test('objects cross as handles', () => {
  python.run(
    'class Point:\n    def __init__(self, x): self.x = x\n    def __repr__(self): return f"Point({self.x})"\n    def moved(self, by): return Point(self.x + by)\n',
  );
  const point = python.call('Point', 3) as PyHandle;
  assert.is(point.type, 'Point');
  assert.is(point.repr(), 'Point(3)');
  point.set('x', 9);
  assert.is(point.get('x'), 9);
  const moved = (point.get('moved') as PyHandle).call(1) as PyHandle;
  assert.is(String(moved), 'Point(10)');
  assert.is(python.call('isinstance', moved, python.get('Point')), true);
  assert.is(python.import('json').type, 'module');
});

test('JavaScript functions are callables; what they throw becomes an exception and comes out as itself', () => {
  python.set('twice', (x: number) => 2 * x);
  assert.equal(python.evaluate('list(map(twice, [1, 2]))'), [2, 4]);
  python.set('fail', () => {
    throw new RangeError('too far');
  });
  python.run('try:\n    fail()\nexcept RuntimeError as e:\n    text = str(e)\n');
  assert.is(python.get('text'), 'RangeError: too far');
  python.set('inner', () => python.run('1 / 0'));
  assert.is(errorOf(() => python.run('inner()')).type, 'ZeroDivisionError');
});

test('runtimes are independent, and calls between them nest', () => {
  const other = createRuntime({ hashSeed: 0 });
  python.run('import sys\nsys.shared = 1\nwhere = "first"');
  other.run('import sys\nwhere = "second"\nmissing = not hasattr(sys, "shared")');
  assert.is(other.get('missing'), true);
  assert.is(python.get('where'), 'first');
  other.set('ask', () => python.get('where'));
  assert.is(other.evaluate('ask() + where'), 'firstsecond');
  assert.is(errorOf(() => other.call('repr', python.import('json'))).type, 'TypeError');
  assert.is(python.evaluate('sys.shared'), 1);
  assert.is(other.close(), 0);
});

test('1,000 levels of recursion work on the engine that there is, endless recursion is an exception', () => {
  python.run('def down(n): return 0 if n == 0 else 1 + down(n - 1)\ndef endless(): return endless()');
  assert.is(python.call('down', 990), 990);
  assert.is(errorOf(() => python.call('endless')).type, 'RecursionError');
});

test('close runs atexit functions and flushes', () => {
  const other = createRuntime();
  const seen: unknown[] = [];
  other.set('note', (x: unknown) => seen.push(x));
  other.run('import atexit\natexit.register(note, "bye")');
  assert.is(other.close(), 0);
  assert.equal(seen, ['bye']);
});

test.run();
