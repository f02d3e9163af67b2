import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FROZEN_PACK, FrozenModules } from '../src/frozen/frozen.ts';

const built = existsSync(FROZEN_PACK);

test('the pack has the bootstrap and what a start imports', () => {
  assert.ok(built, 'lib/frozen.pack is missing: run npm run build');
  const frozen = new FrozenModules(readFileSync(FROZEN_PACK));
  for (const name of ['_frozen_importlib', '_frozen_importlib_external', 'os', 'site', 'importlib.util']) {
    const code = frozen.code(name);
    assert.ok(code !== undefined, name);
    assert.is(code, frozen.code(name));
  }
  assert.is(frozen.code('_frozen_importlib')?.filename, '<frozen importlib._bootstrap>');
  assert.is(frozen.code('os')?.filename, '<frozen os>');
  assert.not(frozen.isPackage('os'));
  assert.is(frozen.code('json'), undefined);
  assert.not(frozen.has('json'));
});

test('other bytes are refused', () => {
  assert.throws(() => new FrozenModules(new Uint8Array(0)), /not a pack/);
  assert.throws(() => new FrozenModules(new TextEncoder().encode('PYFX0000')), /not a pack/);
});

test('code of another format is refused', () => {
  const index = new TextEncoder().encode('[["m",false,0,4]]');
  const pack = new Uint8Array(8 + index.length + 4);
  pack.set(new TextEncoder().encode('PYFZ'));
  pack[4] = index.length;
  pack.set(index, 8);
  assert.throws(() => new FrozenModules(pack), /another format/);
});

test.run();
