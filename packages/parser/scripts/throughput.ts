/**
 * Source to AST, warm: MB/s over CPython's Lib (or the folder given), tokens alone and the whole of step two.
 *
 *     node --conditions=pyston-source scripts/throughput.ts [--json] [DIR]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { parseTwo } from '../src/two.ts';
import { readSource } from '../src/source.ts';
import { tokenize } from '../src/tokenizer/tokenizer.ts';

const args = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const oracle = process.env['PYSTON_ORACLE'] ?? homedir() + '/.cache/py-oracle/bin/python3.14';

function folder(): string {
  return (
    args[0] ??
    execFileSync(oracle, ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim()
  );
}

const root = folder();
const files = readdirSync(root)
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(`${root}/${name}`));
const bytes = files.reduce((n, f) => n + f.length, 0);

/** Best of some rounds, in MB/s. */
function rate(run: (source: Uint8Array) => unknown): number {
  let best = Infinity;
  for (let round = 0; round < 8; round++) {
    const began = performance.now();
    for (const file of files) run(file);
    best = Math.min(best, performance.now() - began);
  }
  return bytes / 1e3 / best;
}

const result = {
  files: files.length,
  bytes,
  'tokens MB/s': rate((f) => tokenize(readSource(f, true))),
  'step two MB/s': rate((f) => parseTwo(f)),
};
console.log(
  process.argv.includes('--json')
    ? JSON.stringify(result)
    : Object.entries(result)
        .map(([k, v]) => `${k}: ${Math.round(v * 100) / 100}`)
        .join('\n'),
);
