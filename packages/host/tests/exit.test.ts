/** How a process ends: in programs of their own. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addonHost } from './hosts.ts';

const MB = 1 << 20;

/** Runs `body` with the addon's raw groups as `group`; [status or signal, stderr]. */
function run(body: string): [number | string | null, string] {
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const file = fileURLToPath(new URL(`../native/prebuilt/${abi}/pyston_host.node`, import.meta.url));
  const program = `
    const module_ = { exports: {} };
    process.dlopen(module_, ${JSON.stringify(file)});
    const { group, words } = module_.exports;
    const threads = group('threads'), clock = group('clock'), engine = group('engine'), own = group('process');
    ${body}`;
  const done = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 });
  return [done.signal ?? done.status, done.stderr];
}

const DAEMONS = `
  threads.start(() => { for (;;) if (words[0] !== 0) threads.yieldGil(); }, ${2 * MB});
  threads.start(() => { for (;;) clock.sleep(0.01); }, ${MB});
  clock.sleep(0.05);`;

if (addonHost() !== undefined) {
  test('codes', () => {
    assert.equal(run('')[0], 0);
    assert.equal(run('own.hardExit(7)')[0], 7);
    assert.equal(run('process.exit(8)')[0], 8);
    assert.equal(run(`engine.runOnBigStack(() => process.exit(9), ${MB})`)[0], 9);
    assert.equal(run('group("engine").setStackLimit(100 << 20); process.exit(10)')[0], 10);
    assert.equal(run('group("signals").kill(process.pid, 15)')[0], 'SIGTERM');
  });

  test('with threads that never end', () => {
    assert.equal(run(`${DAEMONS} threads.finalize()`)[0], 0);
    assert.equal(run(`${DAEMONS} process.exit(3)`)[0], 3);
    assert.equal(run(`${DAEMONS} own.hardExit(4)`)[0], 4);
    assert.equal(run(`${DAEMONS} throw new Error('x')`)[0], 1);
    assert.equal(run(`engine.runOnBigStack(() => { ${DAEMONS} process.exit(5) }, ${8 * MB})`)[0], 5);
  });

  test('an uncaught error on a helper stack is reported', () => {
    const [status, stderr] = run(`engine.runOnBigStack(() => { throw new Error('deep trouble') }, ${MB})`);
    assert.is(status, 1);
    assert.match(stderr, 'deep trouble');
  });
}

test.run();
