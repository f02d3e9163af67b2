/**
 * Throughput of AST → code over CPython's library, with CPython's own compile(ast) on the same files as ratio.
 * Run: node --conditions=pyston-source packages/bytecode/scripts/throughput.ts [ROUNDS]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from '@pyston/parser';
import { compileModule } from '../src/compile.ts';
import { deserialize, serialize } from '../src/serialize.ts';

const oracle = process.env['PYSTON_ORACLE'] ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;

const ORACLE_PROGRAM = `
import ast, json, sys, time, warnings
warnings.simplefilter('ignore')
trees = [ast.parse(open(p, 'rb').read(), p) for p in json.load(sys.stdin)]
best = 1e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    for t in trees: compile(t, 'f', 'exec', dont_inherit=True)
    best = min(best, time.perf_counter() - start)
print(best)
`;

function best(rounds: number, run: () => void): number {
  let seconds = Infinity;
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

const rounds = Number(process.argv[2] ?? 5);
const where = spawnSync(oracle, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' });
if (where.status !== 0) throw new Error(`the oracle failed: ${oracle}`);
const lib = where.stdout.trim();
const paths = readdirSync(lib)
  .filter((f) => f.endsWith('.py'))
  .map((f) => `${lib}/${f}`);
const sources = paths.map((p) => readFileSync(p));
const megabytes = sources.reduce((n, s) => n + s.length, 0) / 1e6;
const trees = sources.map((s, i) => parse(s, { filename: paths[i]!, mode: 'exec' }));

const compiling = best(rounds, () => trees.forEach((t, i) => compileModule(t, { filename: paths[i]! })));
const packed = trees.map((t, i) => serialize(compileModule(t, { filename: paths[i]! })));
const loading = best(rounds, () => packed.forEach((b) => deserialize(b)));
const cpython = Number(
  spawnSync(oracle, ['-c', ORACLE_PROGRAM, String(rounds)], { input: JSON.stringify(paths), encoding: 'utf8' }).stdout,
);

const result = {
  files: paths.length,
  megabytes: Number(megabytes.toFixed(2)),
  compileMBs: Number((megabytes / compiling).toFixed(2)),
  cpythonMBs: Number((megabytes / cpython).toFixed(2)),
  ratioToCPython: Number((cpython / compiling).toFixed(2)),
  packedBytes: packed.reduce((n, b) => n + b.length, 0),
  loadMsPerMB: Number(((loading * 1000) / megabytes).toFixed(2)),
};
for (const [k, v] of Object.entries(result)) console.log(`${k.padEnd(16)} ${v}`);
