/** What the fake host offers to tests besides the contract. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createFakeHost, createParkingHost, FakeExit } from '../src/fake/index.ts';
import { EVAL_BREAKER } from '../src/index.ts';
import { addonHost, bytes, text } from './hosts.ts';

const read = (host: ReturnType<typeof createFakeHost>, fd: number): string => {
  const buffer = new Uint8Array(100);
  return text(buffer.subarray(0, host.fd.read(fd, buffer, 0, 100)));
};

test('files, programs, environment', () => {
  const host = createFakeHost({
    files: { '/a/b/c.txt': 'content' },
    env: { HOME: '/a' },
    programs: { '/bin/five': (argv) => argv.length },
  });
  assert.equal(host.fs.listdir('/a/b'), ['c.txt']);
  assert.is(read(host, host.fs.open('/a/b/c.txt', 0, 0)), 'content');
  assert.is(host.env.get('HOME'), '/a');
  const wait = { status: 0, rusage: null };
  const pid = host.process.spawn({ file: '/bin/five', argv: ['1', '2', '3', '4', '5'] });
  assert.is(host.process.waitpid(pid, 0, wait), pid);
  assert.is(wait.status, 5 << 8);
  assert.is(host.process.spawn({ file: '/bin/none', argv: [] }), -2);
});

test('a scripted terminal', () => {
  const host = createFakeHost({ stdin: ['first\n', 'second\n'], isTerminal: true });
  assert.is(host.fd.isatty(0) + host.fd.isatty(1), 2);
  assert.equal([read(host, 0), read(host, 0), read(host, 0)], ['first\n', 'second\n', '']);
  host.fd.write(1, bytes('shown'), 0, 5);
  assert.is(host.stdout.text(), 'shown');
  assert.is(host.stderr.text(), '');
  assert.is(host.tty.getWinSize(1).columns, 80);
});

test('virtual time', () => {
  const host = createFakeHost({ startNs: 5_000_000_000n });
  assert.is(host.clock.seconds(0), 5);
  host.clock.sleep(1000);
  assert.is(host.clock.seconds(0), 1005);
  host.signals.install(2, 'catch');
  host.signals.raise(2);
  assert.is(host.clock.sleep(10), -4);
  assert.is(host.signals.takePending(), 2);
  assert.is(host.clock.sleep(10), 0);
});

test('leaving', () => {
  const host = createFakeHost();
  const leaves = (code: number) => (error: unknown) => error instanceof FakeExit && error.exitCode === code;
  assert.throws(() => host.process.exit(3), leaves(3));
  assert.throws(() => host.process.hardExit(4), leaves(4));
  assert.throws(() => host.signals.raise(15), leaves(143));
});

test('parks at every poll', () => {
  const host = createFakeHost();
  let world = 0;
  host.threads.onPark = () => world++;
  for (let i = 0; i < 5; i++) if (host.threads.words[EVAL_BREAKER] !== 0) host.threads.yieldGil();
  assert.equal([host.threads.parks, world], [5, 5]);
  assert.is(createFakeHost({ parkAlways: false }).threads.words[EVAL_BREAKER], 0);
});

test('makes a real host park at every poll', () => {
  const real = addonHost();
  if (real === undefined) return;
  let world = 0;
  const host = createParkingHost(real, () => world++);
  assert.is(host.fs, real.fs);
  for (let i = 0; i < 5; i++) if (host.threads.words[EVAL_BREAKER] !== 0) host.threads.yieldGil();
  assert.equal([host.threads.parks, world], [5, 5]);
  const other = host.threads.start(() => {}, 0);
  assert.is(host.threads.join(other, -1), 1);
  host.threads.takeException(other);
  real.threads.words[EVAL_BREAKER] = 0;
});

test.run();
