/**
 * What a call of the host costs, beside node:fs. Run: node --conditions=pyston-source bench/host.bench.ts
 * Each figure is the best of five rounds, in nanoseconds per call.
 */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, HostStat, type HostWait } from '../src/index.ts';
import { createNodeHost } from '../src/node/index.ts';

const ROUNDS = 5;

function best(calls: number, body: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) body();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / calls);
  }
  return Math.round(least);
}

const dir = fs.mkdtempSync(join(tmpdir(), 'pyston-bench-'));
const path = join(dir, 'file');
fs.writeFileSync(path, 'x'.repeat(4096));
const buffer = new Uint8Array(4096);
const rows: Record<string, Record<string, number>> = {};

function measure(kind: string, name: string, calls: number, body: () => void): void {
  rows[name] ??= {};
  rows[name][kind] = best(calls, body);
}

const started = process.hrtime.bigint();
const native = createNodeHost();
const loadMs = Number(process.hrtime.bigint() - started) / 1e6;

for (const host of [native, createNodeHost({ addon: false })] as Host[]) {
  const kind = host.kind;
  const stat = new HostStat();
  const file = host.fs.open(path, 2, 0);
  measure(kind, 'stat', 20_000, () => host.fs.stat(path, stat));
  measure(kind, 'stat of nothing', 20_000, () => host.fs.stat('/nothing/here', stat));
  measure(kind, 'fstat', 20_000, () => host.fd.fstat(file, stat));
  measure(kind, 'open + close', 10_000, () => host.fd.close(host.fs.open(path, 0, 0)));
  measure(kind, 'pread 4 KB', 20_000, () => host.fd.pread(file, buffer, 0, 4096, 0));
  measure(kind, 'pwrite 4 KB', 20_000, () => host.fd.pwrite(file, buffer, 0, 4096, 0));
  measure(kind, 'lseek', 20_000, () => host.fd.lseek(file, 0, 0));
  measure(kind, 'isatty', 20_000, () => host.fd.isatty(file));
  measure(kind, 'listdir', 5_000, () => host.fs.listdir(dir));
  measure(kind, 'getcwd', 20_000, () => host.fs.getcwd());
  measure(kind, 'clock.seconds', 100_000, () => host.clock.seconds(1));
  measure(kind, 'clock.nanoseconds', 100_000, () => host.clock.nanoseconds(0));
  measure(kind, 'localtime', 10_000, () => host.clock.localtime(1e9));
  measure(kind, 'env.get', 50_000, () => host.env.get('PATH'));
  const wait: HostWait = { status: 0, rusage: null };
  measure(kind, 'spawn + wait /bin/true', 20, () =>
    host.process.waitpid(host.process.spawn({ file: '/bin/true', argv: ['true'] }), 0, wait),
  );
  if (host.threads.supported) {
    measure(kind, 'threads.start + join', 200, () => {
      const thread = host.threads.start(() => {}, 1 << 20);
      host.threads.join(thread, -1);
      host.threads.takeException(thread);
    });
    measure(kind, 'runOnBigStack', 200, () => host.engine.runOnBigStack(() => 0, 64 << 20));
    measure(kind, 'yieldGil, alone', 100_000, () => host.threads.yieldGil());
    measure(kind, 'collectFinalizers', 2_000, () => void host.engine.collectFinalizers());
  }
  host.fd.close(file);
}

const file = fs.openSync(path, 'r+');
measure('node:fs', 'stat', 20_000, () => void fs.statSync(path));
measure('node:fs', 'stat of nothing', 20_000, () => void fs.statSync('/nothing/here', { throwIfNoEntry: false }));
measure('node:fs', 'fstat', 20_000, () => void fs.fstatSync(file));
measure('node:fs', 'open + close', 10_000, () => fs.closeSync(fs.openSync(path, 'r')));
measure('node:fs', 'pread 4 KB', 20_000, () => void fs.readSync(file, buffer, 0, 4096, 0));
measure('node:fs', 'pwrite 4 KB', 20_000, () => void fs.writeSync(file, buffer, 0, 4096, 0));
measure('node:fs', 'listdir', 5_000, () => void fs.readdirSync(dir));
measure('node:fs', 'getcwd', 20_000, () => void process.cwd());
measure('node:fs', 'env.get', 50_000, () => void process.env.PATH);
fs.closeSync(file);
fs.rmSync(dir, { recursive: true });

function depth(): number {
  let deep = 0;
  const dive = () => {
    deep++;
    dive();
  };
  try {
    dive();
  } catch {
    return deep;
  }
  return deep;
}

console.log(`Node ${process.versions.node}; host made in ${loadMs.toFixed(2)} ms (${native.kind}); ns per call`);
console.table(rows);
const { engine } = native;
const plain = depth();
const helper = engine.runOnBigStack(depth, 256 << 20);
console.log(
  `stack depth: ${plain} as it is, ${helper} on a helper with 256 MB, ${engine.setStackLimit(256 << 20) && depth()} in place`,
);
