/** Dict stores: random operations against an association list, keys that are equal across types, order, namespaces. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../../src/builtins.ts';
import type { Value } from '../../src/core/value.ts';
import { ABSENT, int, str } from '../../src/core/value.ts';
import { DictKind } from '../../src/dict/dict.ts';
import { dictItems, dictKeys } from '../../src/dict/entries.ts';
import {
  cellsDict,
  dictCell,
  dictDel,
  dictDelStr,
  dictGet,
  dictGetStr,
  dictLen,
  dictPopItem,
  dictSet,
  dictSetStr,
  newDict,
} from '../../src/dict/ops.ts';
import { float } from '../../src/float/float.ts';
import { list } from '../../src/list/list.ts';
import { eq } from '../../src/ops/compare.ts';
import { reprJs } from '../../src/ops/text.ts';
import { tuple } from '../../src/tuple/tuple.ts';
import { Random } from '../oracle.ts';

function key(random: Random, exotic: boolean): Value {
  const n = random.below(40) - 10;
  switch (random.below(exotic ? 6 : 2)) {
    case 0:
      return int(n);
    case 1:
      return str(`k${n}`);
    case 2:
      return float(n / 2);
    case 3:
      return tuple([int(n), str('x')]);
    case 4:
      return n % 2 === 0;
    default:
      return tuple([float(n), str('x')]);
  }
}

test('random operations', () => {
  const random = new Random(99);
  for (let t = 0; t < 200; t++) {
    const d = newDict();
    const model: [Value, Value][] = [];
    for (let i = 0; i < 300; i++) {
      const k = key(random, t % 2 === 1);
      const at = model.findIndex(([other]) => eq(other, k) === true);
      switch (random.below(4)) {
        case 0:
        case 1:
          dictSet(d, k, int(i));
          if (at >= 0) model[at]![1] = int(i);
          else model.push([k, int(i)]);
          break;
        case 2:
          assert.is(dictDel(d, k), at >= 0);
          if (at >= 0) model.splice(at, 1);
          break;
        default:
          assert.is(dictGet(d, k), at >= 0 ? model[at]![1] : ABSENT);
          if (random.below(8) === 0) assert.equal(dictPopItem(d), model.pop() ?? null);
      }
    }
    assert.is(dictLen(d), model.length);
    assert.is(reprJs(list(dictItems(d))), reprJs(list(model.map((entry) => tuple(entry)))));
  }
});

test('an equal key of another type finds the entry and leaves its key', () => {
  const d = newDict();
  dictSet(d, int(1), str('a'));
  dictSet(d, true, str('b'));
  dictSet(d, float(1), str('c'));
  assert.is(reprJs(d), "{1: 'c'}");
  assert.is(d.store, DictKind.Map);
  dictSet(d, float(2), str('d'));
  dictSet(d, int(2), str('e'));
  assert.is(reprJs(d), "{1: 'c', 2.0: 'e'}");
});

test('many last entries removed and added again', () => {
  const d = newDict();
  for (let i = 0; i < 10; i++) dictSet(d, tuple([int(i)]), int(i));
  for (let i = 0; i < 100000; i++) {
    dictPopItem(d);
    dictSet(d, tuple([int(i + 10)]), int(i));
  }
  assert.is(dictLen(d), 10);
});

test('a namespace keeps its cells; a name that comes back is the last', () => {
  const d = cellsDict();
  const a = dictCell(d, 'a');
  assert.is(dictLen(d), 0);
  dictSetStr(d, 'b', int(1));
  dictSetStr(d, 'a', int(2));
  assert.is(a.v, 2);
  assert.equal(dictKeys(d), ['b', 'a']);
  assert.ok(dictDelStr(d, 'b'));
  dictSetStr(d, 'b', int(3));
  assert.equal(dictKeys(d), ['a', 'b']);
  assert.is(dictGetStr(d, 'c'), ABSENT);
  dictSet(d, tuple([int(1)]), int(4));
  assert.is(dictGet(d, tuple([float(1)])), 4);
  assert.is(dictLen(d), 3);
});

test.run();
