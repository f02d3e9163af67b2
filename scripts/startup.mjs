#!/usr/bin/env node
// What a start costs: wall milliseconds of `-c pass`, beside the engine's own `-e 0`, taking turns; medians and minima.
//
//   node scripts/startup.mjs [--rounds N] [--code SOURCE]

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { oracle } from './lib/python.mjs';
import { ROOT, packageDir, pathEngine, pinnedEngine } from './lib/workspace.mjs';

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const rounds = Number(option('--rounds', '30'));
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
