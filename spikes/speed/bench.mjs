#!/usr/bin/env node
// Speed of emitted JavaScript: CPython 3.14, tier 0 and the tier of this spike in one run, in turns.
//
//   node spikes/speed/bench.mjs [--seconds S] [--rounds N] [--json FILE] [FILE.py ...]
//
// Without files: the programs of this repository. Each round runs every program once in each system, so that a busy machine
// hurts all alike; the figure is the smallest CPU time of one run() over all rounds, user and system time of the whole process.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { oracle } from '../../scripts/lib/python.mjs';
import { pinnedEngine, ROOT } from '../../scripts/lib/workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', '.bench');
const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const files = args.filter((arg, i) => !arg.startsWith('--') && !(args[i - 1] ?? '').startsWith('--'));
const seconds = Number(option('--seconds', '2'));
const rounds = Number(option('--rounds', '3'));

/** The prototypes' figures (Node 26, ms) for the programs that were theirs. */
const PROTOTYPES = { richards: 0.99, nbody: 6.56, excs: 2.28 };
/** V8's flags as the launcher gives them. */
const FLAGS = [
  '--stack-size=7168',
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--max-inlined-bytecode-size=1000',
  '--max-inlined-bytecode-size-cumulative=2000',
  '--no-warnings',
];

const programs =
  files.length > 0
    ? files
    : [
        ...['richards', 'nbody', 'excs'].map((name) => join(ROOT, 'benchmarks', 'programs', `${name}.py`)),
        join(here, 'programs', 'closures.py'),
      ];

async function bundle() {
  const esbuild = await import('esbuild');
  mkdirSync(out, { recursive: true });
  const outfile = join(out, 'speed.mjs');
  await esbuild.build({
    entryPoints: [join(here, 'main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['pyston-source'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'origin',
        setup(build) {
          build.onLoad({ filter: /\/(packages|spikes)\/.*\.ts$/ }, ({ path }) => {
            const source = path.includes('node_modules') ? '' : readFileSync(path, 'utf8');
            if (!source.includes('import.meta.')) return undefined;
            const contents = source
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
              .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
              .replaceAll('import.meta.filename', JSON.stringify(path));
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  return outfile;
}

/** Checksum and CPU milliseconds of each run() in one process. */
function measure(command, commandArgs, environment) {
  const env = { ...process.env, ...environment, PYTHONUNBUFFERED: undefined, PYTHONDONTWRITEBYTECODE: undefined };
  const done = spawnSync(command, commandArgs, { encoding: 'utf8', env, timeout: 300_000 });
  const line = done.stdout.trim().split('\n').at(-1);
  if (done.status !== 0 || !line.startsWith('{'))
    throw new Error(`${command} ${commandArgs.join(' ')}: ${done.stderr}`);
  return JSON.parse(line);
}

const engine = pinnedEngine() ?? process.execPath;
const python = oracle();
const bundled = await bundle();
const harness = join(here, 'harness.py');
const systems = {
  tier: (file) => measure(engine, [...FLAGS, bundled, harness, file, String(seconds)], {}),
  tier0: (file) => measure(engine, [...FLAGS, bundled, harness, file, String(seconds)], { SPEED_TIER: '0' }),
  ...(python === null ? {} : { cpython: (file) => measure(python, [harness, file, String(seconds)], {}) }),
};

const results = programs.map((file) => ({ name: basename(file, '.py'), file, best: {}, first5: {}, checksum: null }));
for (let round = 0; round < rounds; round += 1) {
  for (const result of results) {
    const ideal = join(dirname(result.file), `${result.name}.ideal.mjs`);
    const all = { ...systems };
    if (result.name === 'closures') all.ideal = () => measure(engine, [...FLAGS, ideal, String(seconds)], {});
    for (const [system, run] of Object.entries(all)) {
      const { checksum, cpu_ms: times } = run(result.file);
      result.checksum ??= checksum;
      if (checksum !== result.checksum)
        throw new Error(`${result.name}: ${system} gives ${checksum}, not ${result.checksum}`);
      result.best[system] = Math.min(result.best[system] ?? Number.POSITIVE_INFINITY, ...times);
      const first = times.slice(0, 5).reduce((a, b) => a + b, 0);
      result.first5[system] = Math.min(result.first5[system] ?? Number.POSITIVE_INFINITY, first);
    }
  }
}

console.log(
  'program      tier ms  tier 0 ms  CPython ms  x tier 0  x CPython  prototype ms  x prototype  first 5: tier / CPython',
);
for (const { name, file, best, first5 } of results) {
  const own = file.startsWith(ROOT) && name !== 'closures';
  const prototype = best.ideal ?? (own ? undefined : PROTOTYPES[name]);
  const cell = (v, digits, width) => (v === undefined || Number.isNaN(v) ? '-' : v.toFixed(digits)).padStart(width);
  console.log(
    [
      name.padEnd(10),
      cell(best.tier, 2, 9),
      cell(best.tier0, 1, 10),
      cell(best.cpython, 1, 11),
      cell(best.tier0 / best.tier, 1, 9),
      cell(best.cpython / best.tier, 1, 10),
      cell(prototype, 2, 13),
      cell(prototype === undefined ? undefined : best.tier / prototype, 2, 12),
      `${cell(first5.tier, 0, 9)} / ${cell(first5.cpython, 0, 1)}`,
    ].join(' '),
  );
}
const json = option('--json', join(out, 'speed.json'));
writeFileSync(json, `${JSON.stringify({ engine: process.version, seconds, rounds, results }, null, 2)}\n`);
