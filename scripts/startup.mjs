#!/usr/bin/env node
// What a start costs: wall milliseconds of `-c pass`, beside the engine's own `-e 0`, taking turns; medians and minima.
//
//   node scripts/startup.mjs [--rounds N] [--code SOURCE]
//   node scripts/startup.mjs --imports [--rounds N] [MODULE …]
//
// --imports: CPU milliseconds of a process that imports one module, all threads and the start included, beside CPython;
// minima of the rounds, the two taking turns.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { oracle } from './lib/python.mjs';
import { ROOT, packageDir, pathEngine, pinnedEngine } from './lib/workspace.mjs';

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const imports = args.includes('--imports');
const rounds = Number(option('--rounds', imports ? '5' : '30'));
const code = option('--code', 'pass');
const engine = pinnedEngine() ?? pathEngine();
const cli = packageDir('cli');

/** The flags that the launcher would give, without its shell. */
const direct = [
  ...[
    '--stack-size=7168',
    '--max-semi-space-size=128',
    '--min-semi-space-size=128',
    '--max-inlined-bytecode-size=1000',
  ],
  ...[
    '--max-inlined-bytecode-size-cumulative=2000',
    '--no-warnings',
    join(cli, 'bin', 'launch.cjs'),
    '',
    join(cli, 'bin', 'pyston'),
  ],
];

const commands = {
  'engine -e 0': [engine, '-e', '0'],
  'engine, bundle, no launcher': [engine, ...direct, '-c', code],
  'packages/cli/bin/pyston': [join(cli, 'bin', 'pyston'), '-c', code],
  './pyston': [join(ROOT, 'pyston'), '-c', code],
  './pyston on PATH node': [join(ROOT, 'pyston'), '-c', code],
  'PATH node -e 0': [pathEngine(), '-e', '0'],
  'CPython 3.14': oracle() ? [oracle(), '-c', code] : null,
};

const MODULES =
  'json re typing enum dataclasses inspect traceback logging argparse contextlib functools threading subprocess pathlib datetime random unittest asyncio';

const cpuOf = (exe, module) =>
  Number(
    spawnSync(exe, ['-c', `import ${module}, time; print(time.process_time() * 1e3)`], { encoding: 'utf8' }).stdout,
  );

/** CPU milliseconds, smallest of the rounds: ours and CPython's. */
function measureImport(module) {
  const both = [join(ROOT, 'pyston'), oracle()];
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // round 0 writes .pyc files
  for (let round = 0; round <= rounds; round += 1)
    for (const [i, exe] of both.entries()) {
      const ms = cpuOf(exe, module);
      if (round > 0) least[i] = Math.min(least[i], ms);
    }
  return least;
}

function importTable() {
  const named = args.filter((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--rounds');
  Reflect.deleteProperty(process.env, 'PYTHONDONTWRITEBYTECODE');
  console.log(`${'import'.padEnd(14)}  pyston  CPython  ratio   (CPU ms)`);
  for (const module of ['sys', ...(named.length > 0 ? named : MODULES.split(' '))]) {
    const [ours, theirs] = measureImport(module);
    console.log(
      `${module.padEnd(14)}${ours.toFixed(0).padStart(8)}${theirs.toFixed(0).padStart(9)}${(ours / theirs).toFixed(1).padStart(7)}`,
    );
  }
}

if (imports) {
  if (oracle() === null) throw new Error('no CPython 3.14 to compare with');
  importTable();
  process.exit(0);
}

const times = new Map();
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, command] of Object.entries(commands)) {
    if (command === null) continue;
    const env = name.endsWith('on PATH node') ? { ...process.env, PYSTON_ENGINE: pathEngine() } : process.env;
    const before = process.hrtime.bigint();
    const done = spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'], env });
    const ms = Number(process.hrtime.bigint() - before) / 1e6;
    if (done.status !== 0) times.set(name, null);
    // The first round only warms caches.
    else if (round > 0 && times.get(name) !== null) times.set(name, [...(times.get(name) ?? []), ms]);
  }
}
for (const [name, list] of times) {
  if (list === null) console.log(`${name.padEnd(30)} failed`);
  else {
    list.sort((a, b) => a - b);
    console.log(
      `${name.padEnd(30)} median ${list[list.length >> 1].toFixed(1).padStart(6)} ms   min ${list[0].toFixed(1).padStart(6)} ms`,
    );
  }
}
