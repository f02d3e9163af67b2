/** What a call of the host costs with the addon and without it, beside node:fs and CPython's os. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, HostStat, type HostWait } from '../src/index.ts';
import { createNodeHost } from '../src/node/index.ts';

interface Benchmark {
  name: string;
  run(): void;
  python?: { setup: string; statement: string };
}

const dir = fs.mkdtempSync(join(tmpdir(), 'pyston-bench-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
const path = join(dir, 'file');
fs.writeFileSync(path, 'x'.repeat(4096));
const buffer = new Uint8Array(4096);
const wait: HostWait = { status: 0, rusage: null };

const native = createNodeHost();
const portable = createNodeHost({ addon: false });
const setup = `import os, time
path = root + '/package.json'
file = os.open(path, os.O_RDWR)`;

/** What is measured on each host, and CPython's statement for it. */
const calls: [name: string, make: (host: Host) => () => void, statement?: string][] = [
  ['stat', (host) => withStat((stat) => host.fs.stat(path, stat)), 'os.stat(path)'],
  ['stat of nothing', (host) => withStat((stat) => host.fs.stat('/nothing', stat)), "os.path.exists('/nothing')"],
  ['fstat', (host) => withFile(host, (file, stat) => host.fd.fstat(file, stat)), 'os.fstat(file)'],
  ['open + close', (host) => () => void host.fd.close(host.fs.open(path, 0, 0)), 'os.close(os.open(path, 0))'],
  [
    'pread 4 KB',
    (host) => withFile(host, (file) => host.fd.pread(file, buffer, 0, 4096, 0)),
    'os.pread(file, 4096, 0)',
  ],
  ['pwrite 4 KB', (host) => withFile(host, (file) => host.fd.pwrite(file, buffer, 0, 4096, 0))],
  ['lseek', (host) => withFile(host, (file) => host.fd.lseek(file, 0, 0)), 'os.lseek(file, 0, 0)'],
  ['isatty', (host) => withFile(host, (file) => host.fd.isatty(file)), 'os.isatty(file)'],
  ['listdir', (host) => () => void host.fs.listdir(dir)],
  ['clock.seconds', (host) => () => void host.clock.seconds(1), 'time.monotonic()'],
  ['clock.nanoseconds', (host) => () => void host.clock.nanoseconds(0), 'time.time_ns()'],
  ['localtime', (host) => () => void host.clock.localtime(1e9), 'time.localtime(1e9)'],
  ['env.get', (host) => () => void host.env.get('PATH'), "os.environ.get('PATH')"],
  ['spawn + wait', (host) => () => spawnTrue(host), "os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)"],
];

const nodeCalls: [name: string, run: () => void][] = [
  ['stat', () => void fs.statSync(path)],
  ['stat of nothing', () => void fs.statSync('/nothing', { throwIfNoEntry: false })],
  ['open + close', () => fs.closeSync(fs.openSync(path, 'r'))],
  ['listdir', () => void fs.readdirSync(dir)],
];

function withStat(run: (stat: HostStat) => number): () => void {
  const stat = new HostStat();
  return () => void run(stat);
}

function withFile(host: Host, run: (file: number, stat: HostStat) => number): () => void {
  const file = host.fs.open(path, 2, 0);
  const stat = new HostStat();
  return () => void run(file, stat);
}

function spawnTrue(host: Host): void {
  host.process.waitpid(host.process.spawn({ file: '/bin/true', argv: ['true'] }), 0, wait);
}

function startThread(): void {
  const thread = native.threads.start(() => {}, 0);
  native.threads.join(thread, -1);
  native.threads.takeException(thread);
}

const ofAddon: Benchmark[] = calls.map(([name, make, statement]) => ({
  name,
  run: make(native),
  ...(statement === undefined ? {} : { python: { setup, statement } }),
}));
const threaded: Benchmark[] = [
  {
    name: 'threads.start + join',
    run: startThread,
    python: {
      setup: 'import threading',
      statement: 't = threading.Thread(target=int); t.start(); t.join()',
    },
  },
  { name: 'runOnBigStack', run: () => void native.engine.runOnBigStack(() => 0, 64 << 20) },
  { name: 'yieldGil, alone', run: () => native.threads.yieldGil() },
  { name: 'collectFinalizers', run: () => void native.engine.collectFinalizers() },
];

export const benchmarks: Benchmark[] = [
  ...(native.threads.supported ? [...ofAddon, ...threaded] : []),
  ...calls.map(([name, make]) => ({ name: `without addon: ${name}`, run: make(portable) })),
  ...nodeCalls.map(([name, run]) => ({ name: `node:fs: ${name}`, run })),
];
