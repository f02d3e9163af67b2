#!/usr/bin/env node
// The soak of the threads spike: soak.py under load, engine by engine and flag by flag. Nothing may be wrong, nothing may crash.
//
//   node spikes/threads/soak.mjs [--seconds N] [--threads N] [--engine PATH …] [PART-OF-A-VARIANT …]
//
// The default is 20 s with 8 threads for the plain run of each engine, and a quarter of it for each variant.
// The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineVersion, pathEngine, pinnedEngine } from '../../scripts/lib/workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const launcher = join(here, '..', '..', 'packages', 'cli', 'bin', 'launch.cjs');

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const seconds = Number(option('--seconds', '20'));
const threads = option('--threads', '8');
const named = args.filter((arg, i) => !arg.startsWith('--') && !args[i - 1]?.startsWith('--'));
const engines = args.includes('--engine') ? [option('--engine')] : [...new Set([pinnedEngine(), pathEngine()])];

/** name → V8 flags and environment. */
const VARIANTS = new Map([
  ['plain', {}],
  ['switch at every poll', { env: { PYSTON_STRESS: 'threads' } }],
  ['switch at every 50th poll', { env: { PYSTON_STRESS: 'threads:50' } }],
  ['stress-compaction', { flags: ['--stress-compaction'] }],
  ['gc-interval', { flags: ['--gc-interval=500'] }],
  ['stress-scavenge', { flags: ['--stress-scavenge=50'] }],
  ['stress-incremental-marking', { flags: ['--stress-incremental-marking'] }],
  ['stress-concurrent-allocation', { flags: ['--stress-concurrent-allocation'] }],
  ['small semi-space', { flags: ['--max-semi-space-size=1', '--min-semi-space-size=1'] }],
  ['single-threaded-gc', { flags: ['--single-threaded-gc'] }],
  ['stress-flush-code', { flags: ['--stress-flush-code'] }],
  ['always-sparkplug', { flags: ['--always-sparkplug'] }],
  ['no-opt', { flags: ['--no-opt'] }],
  ['no-maglev', { flags: ['--no-maglev'] }],
  ['jitless', { flags: ['--jitless'] }],
]);
/** As the launcher sets them. */
const FLAGS = ['--stack-size=7168', '--max-semi-space-size=64', '--min-semi-space-size=64', '--no-warnings'];

function run(engine, name, { flags = [], env = {} }) {
  const length = String(name === 'plain' ? seconds : Math.max(2, seconds / 4));
  const command = [...FLAGS, ...flags, launcher, '', 'pyston', join(here, 'soak.py'), length, threads];
  const { status, signal, stdout, stderr } = spawnSync(engine, command, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: (Number(length) + 120) * 1000,
  });
  const summary = stdout.trim().split('\n').at(-1) ?? '';
  const good = status === 0 && summary.endsWith(' 0 wrong');
  console.log(`${good ? 'ok  ' : 'FAIL'} ${engineVersion(engine)} ${name}: ${summary}`);
  if (!good) console.log(`     status ${status} signal ${signal}\n${stdout.slice(-1500)}${stderr.slice(-1500)}`);
  return good;
}

let passed = 0;
let failed = 0;
for (const engine of engines) {
  for (const [name, variant] of VARIANTS) {
    if (named.length > 0 && !named.some((part) => name.includes(part))) continue;
    if (run(engine, name, variant)) passed++;
    else failed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
