#!/usr/bin/env node
// Micro-benchmarks of one package, beside CPython's figures for the same operation.
//
//   node ../../scripts/bench-package.mjs [PART-OF-A-NAME …]        in the package's folder
//
// A file bench/NAME.bench.ts exports `benchmarks`, a list of
//
//   { name, run(): void, bytes?, python?: { setup, statement } }
//
// `run` does the operation once; `bytes` is the size of what it reads, for a rate; `python` is what `timeit` runs in CPython
// 3.14 (with `root`, the checkout's folder, defined). Times are the smallest mean of several batches after warming up.
// Figures go to the screen and to .bench/result.json.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { progress, progressDone } from './lib/progress.mjs';
import { oracle } from './lib/python.mjs';
import { ROOT, pinnedEngine, walk } from './lib/workspace.mjs';

const WARM_MS = 300;
const BATCH_MS = 100;
const BATCHES = 7;

const dir = process.cwd();
const out = join(dir, '.bench');
const filters = process.argv.slice(2);

/** Nanoseconds per call: warm up, then the best of several batches of about BATCH_MS. */
function measure(run) {
  const now = () => Number(process.hrtime.bigint());
  let calls = 0;
  const warm = now();
  while (now() - warm < WARM_MS * 1e6) {
    run();
    calls += 1;
  }
  const size = Math.max(1, Math.round((calls * BATCH_MS) / WARM_MS));
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const start = now();
    for (let i = 0; i < size; i += 1) run();
    best = Math.min(best, (now() - start) / size);
  }
  return best;
}

/** CPython's nanoseconds per statement, by timeit in a process of its own; null without an oracle. */
function measurePython({ setup, statement }) {
  const exe = oracle();
  if (exe === null) return null;
  const program = `import timeit
root = ${JSON.stringify(ROOT)}
timer = timeit.Timer(${JSON.stringify(statement)}, ${JSON.stringify(setup)}, globals={'root': root})
count, seconds = timer.autorange()
count = max(1, int(count * ${BATCH_MS / 1000} / seconds))
print(min(timer.repeat(${BATCHES}, count)) / count * 1e9)
`;
  const done = spawnSync(exe, ['-c', program], { encoding: 'utf8', timeout: 120_000 });
  if (done.status !== 0) throw new Error(done.stderr.trim().split('\n').at(-1));
  return Number(done.stdout);
}

function inUnits(ns) {
  if (ns < 1e3) return `${ns.toFixed(1)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(2)} us`;
  return `${(ns / 1e6).toFixed(2)} ms`;
}

/** Bundles the files and loads their lists, in this process: it is the pinned engine by then. */
async function load(files) {
  const esbuild = await import('esbuild');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const bundled = await esbuild.build({
    entryPoints: files,
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['pyston-source'],
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(dir, 'bench', 'x')).href) },
    metafile: true,
    logLevel: 'error',
  });
  const lists = [];
  for (const file of Object.keys(bundled.metafile.outputs))
    lists.push((await import(pathToFileURL(join(dir, file)).href)).benchmarks);
  return lists.flat();
}

async function main() {
  const files = walk(join(dir, 'bench'), (file) => file.endsWith('.bench.ts'));
  if (files.length === 0) return;
  const results = [];
  for (const benchmark of await load(files)) {
    if (!filters.every((part) => benchmark.name.includes(part))) continue;
    progress(`@pyston/${basename(dir)}: ${benchmark.name}`);
    const ns = measure(benchmark.run);
    const python = benchmark.python ? measurePython(benchmark.python) : null;
    results.push({
      name: benchmark.name,
      ns,
      mb_per_s: benchmark.bytes ? (benchmark.bytes * 1e3) / ns : null,
      cpython_ns: python,
      ratio: python ? ns / python : null,
    });
  }
  progressDone();
  console.log(`@pyston/${basename(dir)} on Node ${process.versions.node}`);
  for (const { name, ns, mb_per_s, cpython_ns, ratio } of results) {
    const rate = mb_per_s === null ? '' : `${mb_per_s.toFixed(2)} MB/s`;
    const compared = ratio === null ? '' : `CPython ${inUnits(cpython_ns)}, ratio ${ratio.toFixed(2)}`;
    console.log(`  ${name.padEnd(40)}${inUnits(ns).padStart(12)}${rate.padStart(14)}   ${compared}`);
  }
  writeFileSync(
    join(out, 'result.json'),
    `${JSON.stringify({ package: basename(dir), node: process.versions.node, date: new Date().toISOString(), results }, null, 2)}\n`,
  );
}

/** Figures are those of the pinned engine: start it when this is another. */
const engine = pinnedEngine();
if (
  engine !== null &&
  process.env.PYSTON_BENCH_ENGINE !== 'this' &&
  process.versions.node !== readEngineVersion(engine)
) {
  const again = spawnSync(
    engine,
    ['--max-semi-space-size=128', '--min-semi-space-size=128', ...process.argv.slice(1)],
    {
      stdio: 'inherit',
      env: { ...process.env, PYSTON_BENCH_ENGINE: 'this' },
    },
  );
  process.exitCode = again.status ?? 1;
} else await main();

function readEngineVersion(file) {
  const manifest = join(file, '..', '..', 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : '';
}
