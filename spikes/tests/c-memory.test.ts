// The arena may be part of a shared WebAssembly.Memory that somebody else made: C, JavaScript and compiled wasm see the same bodies.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildSample, capi, expectedOutput, importExtension, outputOf, problem, startPython } from './c-support.ts';

/** (func (export "load") (param i32) (result i32) local.get 0 i32.load) over an imported shared memory of up to 4096 pages. */
const LOAD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 2, 10, 1, 1, 109, 1, 109, 2, 3, 1, 128, 32, 3, 2, 1, 0, 7,
  8, 1, 4, 108, 111, 97, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 40, 2, 0, 11,
]);

const why = problem();
if (why !== null) console.log(`the shared arena is not tested: ${why}`);
else {
  const memory = new WebAssembly.Memory({ initial: 4096, maximum: 4096, shared: true });
  // the first 64 MiB are somebody else's
  const offset = 64 << 20;
  const python = await startPython({ memory: memory.buffer, offset, bytes: memory.buffer.byteLength - offset });
  const { addon, drop, fromRef, toRef } = capi;
  importExtension(python, 'sample', buildSample());

  test('the whole program works on it', () => {
    assert.is(outputOf(python, 'extension.py'), expectedOutput('extension.py'));
  });

  test('wasm reads the body that C gets', () => {
    const module = new WebAssembly.Module(LOAD);
    const { load } = new WebAssembly.Instance(module, { m: { m: memory } }).exports as { load(at: number): number };
    const ref = toRef(123456 as never);
    assert.is(load(offset + ref * 16), 1);
    assert.is(load(offset + ref * 16 + 24), 123456);
    assert.is(fromRef(ref), 123456);
    drop(ref);
  });

  test('nothing is written outside its part', () => {
    assert.ok(new Uint8Array(memory.buffer, 0, offset).every((byte) => byte === 0));
    assert.ok(addon.arenaAddress() % 16 === 0);
  });
}

test.run();
