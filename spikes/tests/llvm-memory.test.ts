/**
 * One shared WebAssembly.Memory for JavaScript, C and compiled code: the claims of docs/decisions/spike-llvm.md about it, on the
 * engine that runs this. Needs a C++ compiler; the last tests need LLVM too.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadArena } from '../llvm/native/build.mjs';
import { LIMITS } from '../llvm/src/memory.ts';
import { CompileService } from '../llvm/src/service/client.ts';
import { serviceEngine } from '../llvm/src/toolchain.ts';
import { finish, llvmTest, pair } from './llvm-support.ts';

const NATIVE = fileURLToPath(new URL('../llvm/native/', import.meta.url));
const MB = 1 << 20;

function arenaProblem(): string | null {
  try {
    loadArena(NATIVE);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const problem = arenaProblem();
if (problem !== null) console.log(`arena: skipped, ${problem}`);

/** A test in a process of its own, since an arena lasts as long as its process: the lines that `body` prints. */
function arenaTest(name: string, body: string, check: (lines: string[], signal: string | null) => void): void {
  if (problem !== null) {
    test.skip(name);
    return;
  }
  test(name, () => {
    const prologue = `
      const arena = require(${JSON.stringify(`${NATIVE}../build/arena-${process.versions.modules}.node`)});
      const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
      const base = arena.attach(memory.buffer, 1024);
      const say = (...values) => console.log(values.join(' '));`;
    const { stdout, stderr, signal } = spawnSync(process.execPath, ['-e', prologue + body], { encoding: 'utf8' });
    if (signal === null && stderr !== '') throw new Error(stderr);
    check(stdout.trim().split('\n'), signal);
  });
}

arenaTest(
  'the base address stays while the memory grows to 4 GiB; older views stay valid',
  `
  const old = new Uint8Array(memory.buffer);
  old[5] = 7;
  let moved = 0;
  while (memory.buffer.byteLength < 2 ** 32) {
    memory.grow(1008 < 65536 - memory.buffer.byteLength / 65536 ? 1008 : 65536 - memory.buffer.byteLength / 65536);
    if (arena.base(memory.buffer) !== base) moved++;
  }
  new Uint8Array(memory.buffer)[2 ** 32 - 1] = 9;
  say(moved, old.length, old[5], arena.peek(2 ** 32 - 1));`,
  (lines) => assert.equal(lines, [`0 ${MB} 7 9`]),
);

arenaTest(
  'a window is an ordinary ArrayBuffer; C, the shared view and the window see one another’s writes',
  `
  const bytes = arena.window(1000);
  const at = arena.offsetOf(bytes);
  bytes.fill(2);
  say(bytes.buffer.constructor.name, bytes.byteOffset, at % 16, arena.sum(at, 1000));
  arena.fill(at, 500, 5);
  new Uint8Array(memory.buffer)[at] = 100;
  say(bytes[0], bytes[1], bytes[500], arena.offsetOf(new Uint8Array(8)));`,
  (lines) => assert.equal(lines, ['ArrayBuffer 0 0 2000', '100 5 2 -1']),
);

for (const [where, at] of [
  ['before', -1],
  ['behind', 16 * 65536],
] as const)
  arenaTest(
    `C that reads ${where} the memory meets a guard page`,
    `arena.peek(${at}); say('read');`,
    (lines, signal) => {
      assert.equal(lines, ['']);
      assert.ok(signal === 'SIGSEGV' || signal === 'SIGBUS', String(signal));
    },
  );

arenaTest(
  'a synchronous program that drops windows does not fill the memory; a block is used again, zeroed',
  `
  let top = 0;
  for (let i = 0; i < 4000; i++) {
    let w = arena.window(${MB});
    if (w === undefined) {
      memory.grow(256);
      arena.setLimit(memory.buffer.byteLength);
      w = arena.window(${MB});
    }
    if (w[0] !== 0 || w[${MB - 1}] !== 0) throw new Error('not zeroed');
    w[0] = w[${MB - 1}] = 1;
  }
  const [used, blocks, high] = arena.statistics();
  say(high < 2 ** 30, used < 2 ** 30, blocks < 1000);`,
  (lines) => assert.equal(lines, ['true true true']),
);

arenaTest(
  'functions of Node.js take bytes of the arena, seen as shared memory and through windows',
  `
  const { createHash, randomFillSync } = require('crypto');
  const zlib = require('zlib');
  const fs = require('fs');
  const os = require('os');
  const at = arena.allocate(64);
  for (const bytes of [new Uint8Array(memory.buffer, at, 64), arena.window(64)]) {
    bytes.fill(0x61);
    const file = require('path').join(os.tmpdir(), 'arena-' + process.pid);
    fs.writeFileSync(file, bytes);
    const fd = fs.openSync(file, 'r+');
    const n = fs.writeSync(fd, bytes) + fs.readSync(fd, bytes, 0, 8, 0);
    fs.closeSync(fd);
    fs.unlinkSync(file);
    const text = new TextDecoder().decode(bytes.subarray(0, 4));
    const hash = createHash('md5').update(bytes).digest('hex').length;
    const inflated = zlib.inflateSync(zlib.deflateSync(bytes)).length;
    randomFillSync(bytes.subarray(0, 8));
    say(text, n, hash, inflated, Buffer.compare(bytes, bytes), structuredClone(bytes).buffer.constructor.name);
  }`,
  (lines) => assert.equal(lines, ['aaaa 72 32 64 0 SharedArrayBuffer', 'aaaa 72 32 64 0 ArrayBuffer']),
);

llvmTest(
  'bytes of Python objects have addresses: C reads what compiled code wrote, tier 0 what C wrote',
  ({ memory }) => {
    const source = `
def fill(data, n):
    for i in range(n):
        data[i] = i & 15
data = bytearray(5000)
fill(data, 5000)
`;
    const { tier, compiled } = pair(source);
    assert.is(tier.counts.entered, 1);
    compiled.run('import addresses\nat = addresses.offset(data)');
    const offset = compiled.get('at') as number;
    assert.is(memory.addon.sum(offset, 5000), compiled.evaluate('sum(data)'));
    memory.addon.fill(offset, 10, 255);
    assert.is(compiled.evaluate('data[:12] == b"\\xff" * 10 + b"\\x0a\\x0b"'), true);
  },
);

llvmTest('LLVM’s fatal errors fail one request; the next one finds a new service', () => {
  const service = new CompileService(serviceEngine()!);
  const ask = (unit: string) =>
    service.wait(service.request({ unit, pollAddress: 64, pipeline: 'full', limits: LIMITS }));
  const good = 'define i32 @kernel(i32 %f) {\n  %r = add i32 %f, 1\n  ret i32 %r\n}';
  assert.ok(ask(good).module !== undefined);
  const fatal =
    'declare void @llvm.x86.sse2.pause()\ndefine void @kernel() {\n  call void @llvm.x86.sse2.pause()\n  ret void\n}';
  assert.match(ask(fatal).error!, /died of/);
  assert.match(ask('nonsense').error!, /cannot read the IR/);
  assert.ok(ask(good).module !== undefined);
  return service.close().then(() => {});
});

test.after(finish);
test.run();
