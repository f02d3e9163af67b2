/**
 * Compares our AST with CPython's for every file of its Lib (or of the folders given).
 *
 *     node --conditions=pyston-source scripts/compare-ast.ts [--refresh] [--show FILE] [--step one|two] [DIR...]
 *
 * CPython's digests are cached in .cache/ast-digests.txt. Prints each file that differs and the total.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dump } from '../src/ast/dump.ts';
import { parseTwo } from '../src/two.ts';

const oracle = process.env['PYSTON_ORACLE'] ?? homedir() + '/.cache/py-oracle/bin/python3.14';
const here = new URL('.', import.meta.url).pathname;
const cache = new URL('../.cache/ast-digests.txt', import.meta.url).pathname;
const args = process.argv.slice(2);

function flag(name: string): boolean {
  const at = args.indexOf(name);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}

function digests(roots: string[], refresh: boolean): string[] {
  const text = refresh || roots.length > 0 || !existsSync(cache) ? askOracle(roots) : readFileSync(cache, 'utf8');
  if (roots.length === 0) {
    mkdirSync(new URL('../.cache/', import.meta.url), { recursive: true });
    writeFileSync(cache, text);
  }
  return text.trim().split('\n');
}

function askOracle(roots: string[]): string {
  const lib = execFileSync(oracle, ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
    encoding: 'utf8',
  }).trim();
  console.error('asking the oracle for its dumps');
  return spawnSync(oracle, [here + 'ast_digests.py', 'digests', ...(roots.length > 0 ? roots : [lib])], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).stdout;
}

function ourDump(path: string, indent: number | null): string {
  return dump(parseTwo(readFileSync(path), { filename: path }), { includeAttributes: true, indent });
}

/** The first line in which the two indented dumps differ, with what leads to it. */
function show(path: string): void {
  const theirs = execFileSync(oracle, [here + 'ast_digests.py', 'dump', path], { encoding: 'utf8', maxBuffer: 1 << 30 })
    .trimEnd()
    .split('\n');
  const ours = ourDump(path, 1).split('\n');
  const at = theirs.findIndex((line, i) => line !== ours[i]);
  console.log(
    at < 0
      ? 'equal'
      : [
          ...theirs.slice(Math.max(0, at - 6), at),
          '- ' + theirs.slice(at, at + 3).join('\n- '),
          '+ ' + ours.slice(at, at + 3).join('\n+ '),
        ].join('\n'),
  );
}

function compare(lines: string[]): void {
  let equal = 0;
  let total = 0;
  let accepted = 0;
  for (const line of lines) {
    const [digest, path] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    let ours = '-';
    let reason = '';
    try {
      ours = createHash('md5').update(ourDump(path, null)).digest('hex');
    } catch (error) {
      reason = String(error);
    }
    if (digest === '-') {
      if (ours !== '-') {
        accepted++;
        console.log('accepted, CPython rejects', path);
      }
      continue;
    }
    total++;
    if (ours === digest) equal++;
    else console.log(ours === '-' ? `rejected (${reason})` : 'differs', path);
    if (process.stdout.isTTY && total % 50 === 0) process.stderr.write(`\r${total}/${lines.length}`);
  }
  console.log(`${equal} of ${total} equal, ${accepted} wrongly accepted`);
  process.exitCode = equal === total && accepted === 0 ? 0 : 1;
}

if (flag('--show')) for (const path of args) show(path);
else
  compare(
    digests(
      args.filter((a) => !a.startsWith('--')),
      flag('--refresh'),
    ),
  );
