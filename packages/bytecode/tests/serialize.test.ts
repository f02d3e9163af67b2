import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dis } from '../src/dis.ts';
import { deserialize, isSerialized, serialize } from '../src/serialize.ts';
import { compile } from './helpers.ts';

const SOURCES = [
  'x = 1',
  `x = ${'9'.repeat(60)}, -${'7'.repeat(40)}, 9007199254740991, 9007199254740992, -1, 0`,
  'x = 1.5, -0.0, 1e400, 2j, 1+2j, True, None, ...',
  'x = "\\u1234", "\\U0001f600", "\\ud800", "é", b"\\x00\\xff", ""',
  'def f(a, /, b, *c, d=1, **e):\n    "doc"\n    return [a for a in b if a], (lambda: c)\n',
  'class A:\n    x: int\n    def m(self):\n        try: return super().m(x[1:2], x[::2])\n        finally: pass\n',
  'x in {1, 2}\nf(a=1, b=2)\n',
];

for (const source of SOURCES) {
  test(`round trip: ${source.slice(0, 40)}`, () => {
    const code = compile(source);
    const bytes = serialize(code);
    assert.is(isSerialized(bytes), true);
    const back = deserialize(bytes);
    assert.is(dis(back), dis(code));
    assert.equal(back.positions, code.positions);
    assert.equal(serialize(back), bytes);
  });
}

test('foreign and stale bytes are refused', () => {
  assert.throws(() => deserialize(new Uint8Array([1, 2, 3])), /bad magic/);
  const bytes = serialize(compile('x = 1'));
  bytes[6]! ^= 1;
  assert.throws(() => deserialize(bytes), /another version/);
  assert.is(isSerialized(bytes), false);
});

test('nested code is decoded once', () => {
  const code = deserialize(serialize(compile('def f(): pass')));
  const constant = code.consts.find((c) => c.t === 'code')!;
  assert.is(constant.v, constant.v);
});

test.run();
