#!/usr/bin/env node
// What crossings between Python and C cost, beside CPython 3.14 in the same run: the table of docs/decisions/spike-c.md.
//
//   node spikes/c/bench.mjs            on the pinned engine; needs a compiler and the oracle
//   node spikes/c/bench.mjs --lists    ordinary lists before and after native ones, pyston alone
//
// CPU time, minimum of the rounds of each process, minimum of PAIRS processes that take turns.
import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './scripts/bundle.mjs';
import { pinnedEngine } from '../../scripts/lib/workspace.mjs';

const PAIRS = Number(process.env.PAIRS ?? 3);

const folder = fileURLToPath(new URL('.', import.meta.url));
const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');
const engine = pinnedEngine() ?? process.execPath;
const program = await bundle(join(folder, 'bench-main.ts'));

function rows(command, args) {
  const text = execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: join(folder, 'build') },
  });
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([name, ns]) => [name, Number(ns)]);
}

const least = new Map();
function note(kind, list) {
  for (const [name, ns] of list) {
    const row = least.get(name) ?? {};
    row[kind] = Math.min(row[kind] ?? Infinity, ns);
    least.set(name, row);
  }
}
const lists = process.argv.includes('--lists');
const flags = ['--stack-size=3900', '--max-semi-space-size=64', '--min-semi-space-size=64', program];
for (let pair = 0; pair < PAIRS; pair++) {
  note('pyston', rows(engine, lists ? [...flags, '--lists'] : flags));
  if (!lists) note('cpython', rows(oracle, [join(folder, 'programs', 'speed.py')]));
}
if (!lists) note('pyston', rows(engine, [...flags, '--js']));
const show = (ns) => (ns === undefined ? '' : ns >= 100000 ? `${(ns / 1e6).toFixed(1)} ms` : ns.toFixed(1));
for (const [name, row] of least)
  console.log(
    `${name.padEnd(36)} pyston ${show(row.pyston).padStart(9)}   CPython ${show(row.cpython).padStart(9)}` +
      (row.cpython ? `   ${(row.pyston / row.cpython).toFixed(2)}x` : ''),
  );
