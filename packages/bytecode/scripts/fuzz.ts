/**
 * Runs random control-flow programs on the toy machine and compares with CPython.
 * Run: node --conditions=pyston-source packages/bytecode/scripts/fuzz.ts SEED COUNT   (PYSTON_ORACLE: the python3.14 to ask)
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execute } from '../tests/toy/execute.ts';
import { oraclePath } from '../tests/helpers.ts';

const [seed = '0', count = '1000'] = process.argv.slice(2);
const oracle = oraclePath();
if (oracle === null) throw new Error('no python3.14: set PYSTON_ORACLE');
const child = spawn(oracle, [fileURLToPath(new URL('fuzz-programs.py', import.meta.url)), seed, count], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let [ran, bad] = [0, 0];
for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
  const p = JSON.parse(line) as { seed: number; source: string; output: string };
  let output: string;
  try {
    output = execute(p.source);
  } catch (e) {
    output = (e as Error).stack ?? String(e);
  }
  ran++;
  if (output === p.output) continue;
  if (bad++ < 3) console.log(`seed ${p.seed}\n${p.source}\n--- ours\n${output}\n--- CPython\n${p.output}`);
}
console.log(`${ran} programs, ${bad} differ`);
