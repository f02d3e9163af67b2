import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CodeObject } from '../src/code.ts';
import { JumpMap } from '../src/jumps.ts';
import { compile, inside } from './helpers.ts';

const SOURCE = `def f(a):
    x = 1
    for i in a:
        y = i
    with a:
        z = 2
    try:
        a()
    except E:
        w = 3
    g(
        x)
    return x
`;

const kinds = (map: JumpMap, line: number): (string | undefined)[] =>
  map.targets(line).map((pc) =>
    map
      .blocksAt(pc)
      ?.map((b) => b.kind)
      .join(),
  );

function mapOf(code: CodeObject): JumpMap {
  return new JumpMap(code);
}

test('blocks open at a line', () => {
  const map = mapOf(inside(compile(SOURCE), 'f'));
  assert.equal(kinds(map, 2), ['']);
  assert.equal(kinds(map, 4), ['for']);
  assert.equal(kinds(map, 6), ['with']);
  assert.equal(kinds(map, 10), ['except']);
  assert.equal(kinds(map, 13), ['']);
});

test('jumps go out of blocks, not into them', () => {
  const map = mapOf(inside(compile(SOURCE), 'f'));
  const allows = (from: number, to: number): boolean =>
    map.targets(to).some((pc) => map.allows(map.blocksAt(map.targets(from)[0]!)!, pc));
  assert.ok(allows(2, 13));
  assert.ok(allows(4, 2));
  assert.ok(allows(10, 2));
  assert.not.ok(allows(2, 4));
  assert.not.ok(allows(2, 6));
  assert.not.ok(allows(2, 10));
});

test('an expression that is half evaluated is no target', () => {
  const map = mapOf(inside(compile('def f(a):\n    b = 1\n    return a(\n        b +\n        c)\n'), 'f'));
  const open = map.blocksAt(map.targets(2)[0]!)!;
  assert.ok(map.targets(5).some((pc) => map.allows(open, pc)));
  assert.not.ok(map.targets(3).some((pc) => map.allows(open, pc)));
});

test.run();
