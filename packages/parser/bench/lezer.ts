/**
 * Throughput of step one over the oracle's library: lezer alone, lezer and lowering, and CPython's ast.parse on
 * the same files in the same run.
 *
 * Usage: node --conditions=pyston-source bench/lezer.ts [--rounds N] [--json FILE]
 * Figures are the best of N rounds, in MB of source per second. The oracle is `$PYSTON_ORACLE` or
 * ~/.cache/py-oracle/bin/python3.14.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parser } from '@lezer/python';
import { flatten } from '../src/lezer/flat-tree.ts';
import { lowerModule } from '../src/lezer/lower.ts';

const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');

const ORACLE_PROGRAM = `
import ast, json, sys, time, warnings
warnings.simplefilter('ignore')
sources = [open(path, encoding='utf-8').read() for path in json.load(sys.stdin)]
best = 1e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    for source in sources:
        ast.parse(source)
    best = min(best, time.perf_counter() - start)
print(best)
`;

function argument(name: string, fallback: string): string {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
}

function libraryFiles(): string[] {
  const where = spawnSync(oracle, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' });
  if (where.status !== 0) throw new Error(`the oracle failed: ${oracle}`);
  const root = where.stdout.trim();
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.py') && !/(^|\/)(test|tests|idle_test|site-packages)\//.test(name)).map((name) => join(root, name));
}

/** Best of some rounds, in seconds. */
function measure(rounds: number, work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return best;
}

/** Files step one handles, so that every column measures the same work. */
function handledFiles(): { path: string; source: string }[] {
  return libraryFiles()
    .map((path) => ({ path, source: readFileSync(path, 'utf8') }))
    .filter(({ source }) => lowerModule(source, { mode: 'exec' }) !== null);
}

function run(): void {
  const rounds = Number(argument('--rounds', '5'));
  const files = handledFiles();
  const megabytes = files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0) / 1e6;
  const seconds = {
    lezer: measure(rounds, () => files.forEach(({ source }) => parser.parse(source))),
    flatten: measure(rounds, () => files.forEach(({ source }) => flatten(parser.parse(source)))),
    lowered: measure(rounds, () => files.forEach(({ source }) => lowerModule(source, { mode: 'exec' }))),
    oracle: 0,
  };
  const reply = spawnSync(oracle, ['-c', ORACLE_PROGRAM, String(rounds)], { encoding: 'utf8', input: JSON.stringify(files.map(({ path }) => path)) });
  if (reply.status !== 0) throw new Error(reply.stderr);
  seconds.oracle = Number(reply.stdout);
  const speed = Object.fromEntries(Object.entries(seconds).map(([name, time]) => [name, Number((megabytes / time).toFixed(2))]));
  const result = { node: process.version, files: files.length, megabytes: Number(megabytes.toFixed(2)), speed, ratioToOracle: Number((seconds.lowered / seconds.oracle).toFixed(2)) };
  console.log(`${result.files} files, ${result.megabytes} MB, Node ${result.node}`);
  console.log(`lezer alone        ${speed.lezer} MB/s`);
  console.log(`  and flattened    ${speed.flatten} MB/s`);
  console.log(`lezer and lowering ${speed.lowered} MB/s`);
  console.log(`CPython ast.parse  ${speed.oracle} MB/s (step one takes ${result.ratioToOracle} of its time)`);
  const json = argument('--json', '');
  if (json !== '') writeFileSync(json, JSON.stringify(result, null, 2) + '\n');
}

run();
