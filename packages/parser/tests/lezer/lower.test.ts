import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../../src/ast/dump.ts';
import type { ConstantValue } from '../../src/ast/constant.ts';
import { lowerModule } from '../../src/lezer/lower.ts';

function constant(source: string): ConstantValue | null {
  const tree = lowerModule(source, { mode: 'eval' });
  return tree?.nodeType === 'Expression' && tree.body.nodeType === 'Constant' ? tree.body.value : null;
}

test('mode eval gives an Expression', () => {
  const tree = lowerModule('a + b  # c\n\n', { mode: 'eval' });
  assert.is(
    tree === null ? '' : dump(tree),
    "Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=Name(id='b', ctx=Load())))",
  );
});

test('mode eval declines what is not one expression', () => {
  for (const source of ['', 'a = b', 'a; b', 'a;', 'a\nb', 'yield', 'yield a', 'a, *b', 'a\n  ', 'pass']) {
    assert.is(lowerModule(source, { mode: 'eval' }), null, source);
  }
});

test('constants are in the neutral form', () => {
  assert.equal(constant('9007199254740991'), { t: 'int', v: 9007199254740991 });
  assert.equal(constant('9007199254740992'), { t: 'int', v: 9007199254740992n });
  assert.equal(constant('"a"'), { t: 'str', v: 'a' });
  assert.equal(constant('"\\ud83d\\ude00"'), { t: 'str', v: '\ud83d\ude00' });
  assert.equal(constant('"😀"'), { t: 'ustr', cps: Uint32Array.of(0x1f600) });
  assert.equal(constant('"a" "\\U0001f600"'), { t: 'ustr', cps: Uint32Array.of(0x61, 0x1f600) });
  assert.equal(constant('b"a\\xff"'), { t: 'bytes', v: Uint8Array.of(0x61, 0xff) });
  assert.equal(constant('2j'), { t: 'complex', re: 0, im: 2 });
});

test('line ends are normalised, in strings too', () => {
  assert.equal(constant('"""a\r\nb\rc"""'), { t: 'str', v: 'a\nb\nc' });
});

test('options that change the grammar are declined', () => {
  assert.is(lowerModule('a', { mode: 'exec', typeComments: true }), null);
  assert.is(lowerModule('a', { mode: 'exec', featureVersion: 8 }), null);
  assert.is(lowerModule('a', { mode: 'exec', flags: 0x400000 }), null);
  assert.is.not(lowerModule('a', { mode: 'exec', flags: 0x2000 }), null);
});

test('the reason of a decline', () => {
  const reasons: [string, number][] = [];
  lowerModule('x\n1 = a\n', { mode: 'exec', onDecline: (reason, offset) => reasons.push([reason, offset]) });
  assert.equal(reasons, [['invalid target', 2]]);
});

test('doubtful text', () => {
  for (const source of ['a\0', '\ufeffa', '"\ud800"', 'a \\', 'a \\\n', '  \\\na', 'a\n\\\nb'])
    assert.is(lowerModule(source, { mode: 'exec' }), null, JSON.stringify(source));
});

test('long chains are lowered, deep nesting is declined', () => {
  for (const chain of [
    'a' + ' + b'.repeat(500),
    'a' + '.b'.repeat(500),
    'a' + '()'.repeat(500),
    'a' + ' and b'.repeat(100),
    `if a: b\n${'elif a: b\n'.repeat(5000)}`,
  ]) {
    assert.is.not(lowerModule(chain, { mode: 'exec' }), null, chain.slice(0, 20));
  }
  for (const deep of [
    '('.repeat(201) + 'a' + ')'.repeat(201),
    '('.repeat(50_000) + ')'.repeat(50_000),
    '-'.repeat(50_000) + 'a',
    'a**'.repeat(5000) + 'a',
    'lambda:'.repeat(5000) + 'a',
  ]) {
    assert.is(lowerModule(deep, { mode: 'exec' }), null, deep.slice(0, 20));
  }
});

test.run();
