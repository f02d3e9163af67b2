/** Lists in the float strategy: whoever knows nothing of it sees a list of floats. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { float, PyFloat } from '../../src/float/float.ts';
import { int } from '../../src/core/value.ts';
import { floatItems } from '../../src/list/floats.ts';
import { list } from '../../src/list/list.ts';

const values = (items: readonly unknown[]): unknown[] => Array.from(items, (v) => (v instanceof PyFloat ? v.v : v));

test('exact floats become doubles, and boxes again for whoever looks', () => {
  const l = list([float(1), float(2.5)]);
  const floats = floatItems(l)!;
  assert.equal(floats, [1, 2.5]);
  floats[0] = -0;
  assert.is(floatItems(l), floats);
  const { items } = l;
  assert.is(items.length, 2);
  assert.is(l.floats, undefined);
  assert.ok(Object.is((l.items[0] as PyFloat).v, -0));
  items.push(int(3));
  assert.equal(values(l.items), [-0, 2.5, 3]);
  assert.is(floatItems(l), undefined);
});

test('a held Proxy follows the list', () => {
  const l = list([float(1), float(2)]);
  floatItems(l);
  const held = l.items;
  floatItems(l)![1] = 7;
  assert.equal(values(held), [1, 7]);
  assert.equal(values(held.slice(1)), [7]);
  assert.equal(values(held.splice(0, 1)), [1]);
  assert.equal(values(l.items), [7]);
  l.items = [float(9)];
  assert.equal(values(held), [9]);
  assert.equal(
    held.map((v) => (v as PyFloat).v),
    [9],
  );
});

test('lists of anything else, empty lists and lists that keep going back stay generic', () => {
  assert.is(floatItems(list([])), undefined);
  assert.is(floatItems(list([float(1), int(1)])), undefined);
  const l = list([float(1)]);
  for (let i = 0; i < 2; i++) {
    assert.is(floatItems(l)?.length, 1);
    assert.is(l.items.length, 1);
  }
  assert.is(floatItems(l), undefined);
});

test.run();
