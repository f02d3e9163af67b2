import { parse } from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL } from '../src/symtable/entry.ts';
import type { SymbolTableEntry } from '../src/symtable/entry.ts';
import { buildSymtable } from '../src/symtable/symtable.ts';

function table(source: string): SymbolTableEntry {
  return buildSymtable(parse(source, { filename: 'f', mode: 'exec' }), { filename: 'f' }).top;
}

function child(entry: SymbolTableEntry, name: string): SymbolTableEntry {
  return entry.children.find((c) => c.name === name)!;
}

test('scopes of names', () => {
  const f = child(
    table('def f(a):\n    global g\n    b = a\n    def h():\n        nonlocal b\n        b = c + g\n'),
    'f',
  );
  assert.equal(
    ['a', 'b', 'g'].map((n) => f.scope(n)),
    [LOCAL, CELL, GLOBAL_EXPLICIT],
  );
  const h = child(f, 'h');
  assert.equal(
    ['b', 'c', 'g'].map((n) => h.scope(n)),
    [FREE, GLOBAL_IMPLICIT, GLOBAL_IMPLICIT],
  );
});

test('class scope is invisible to methods', () => {
  const m = child(child(table('class A:\n    x = 1\n    def m(self): return x\n'), 'A'), 'm');
  assert.is(m.scope('x'), GLOBAL_IMPLICIT);
});

test('super makes the class cell', () => {
  const A = child(table('class A:\n    def m(self): super().m()\n'), 'A');
  assert.is(A.needsClassClosure, true);
  assert.is(child(A, 'm').scope('__class__'), FREE);
});

test('list comprehensions are merged, generator expressions are not', () => {
  const f = child(table('def f(y):\n    return [x for x in y], (z for z in y)\n'), 'f');
  assert.is(f.scope('x'), LOCAL);
  assert.is(f.scope('z'), 0);
  assert.equal(
    f.children.map((c) => c.name),
    ['genexpr'],
  );
});

test('varnames are the parameters', () => {
  assert.equal(child(table('def f(a, /, b, *c, d, **e): x = 1\n'), 'f').varnames, ['a', 'b', 'd', 'c', 'e']);
});

test.run();
