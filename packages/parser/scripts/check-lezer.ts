/**
 * Runs step one of the parser over CPython's library and test suite and compares with CPython's ASTs.
 *
 * Usage: node --conditions=pyston-source scripts/check-lezer.ts [--refresh] [--declined] [--reasons] [FILTER]
 * The oracle (a CPython 3.14, `$PYSTON_ORACLE` or ~/.cache/py-oracle/bin/python3.14) writes its digests once to
 * `.cache/asts.json`. Exit status 1 when an AST differs, an invalid file is accepted, or more than one file in ten is left to step two.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from '../src/ast/dump.ts';
import { lowerModule } from '../src/lezer/lower.ts';

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '../.cache/asts.json');
const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');

interface Digests {
  root: string;
  version: string;
  digests: Record<string, string | null>;
}

function oracleDigests(refresh: boolean): Digests {
  if (refresh || !existsSync(cache)) {
    mkdirSync(dirname(cache), { recursive: true });
    const run = spawnSync(oracle, [join(here, 'digest_asts.py'), cache], { stdio: 'inherit' });
    if (run.status !== 0) throw new Error(`the oracle failed: ${oracle}`);
  }
  return JSON.parse(readFileSync(cache, 'utf8')) as Digests;
}

/** Source text; null when the file or its encoding cookie is not UTF-8, which is the entry's business, not step one's. */
function readSource(path: string): string | null {
  const bytes = readFileSync(path);
  const cookie = /^(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)/.exec(
    bytes.toString('latin1', 0, 400).replace(/^\xef\xbb\xbf/, ''),
  );
  if (cookie !== null && !/^utf-?8/i.test(cookie[1].replace('_', '-'))) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Tally {
  files: number;
  handled: number;
  equal: number;
  declined: Map<string, string[]>;
  wrong: string[];
}

function check(): Tally {
  const { root, digests } = oracleDigests(process.argv.includes('--refresh'));
  const filter = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? '';
  const tallies = { library: newTally(), tests: newTally() };
  for (const [path, digest] of Object.entries(digests)) {
    const source = path.includes(filter) ? readSource(join(root, path)) : null;
    if (source === null) continue;
    tallyFile(/(^|\/)(test|tests|idle_test)\//.test(path) ? tallies.tests : tallies.library, path, source, digest);
  }
  report('library', tallies.library);
  report('tests', tallies.tests);
  const total = newTally();
  for (const tally of [tallies.library, tallies.tests]) {
    total.files += tally.files;
    total.handled += tally.handled;
    total.equal += tally.equal;
    total.wrong.push(...tally.wrong);
    for (const [reason, paths] of tally.declined)
      total.declined.set(reason, [...(total.declined.get(reason) ?? []), ...paths]);
  }
  report('together', total);
  return total;
}

function newTally(): Tally {
  return { files: 0, handled: 0, equal: 0, declined: new Map(), wrong: [] };
}

function tallyFile(tally: Tally, path: string, source: string, digest: string | null): void {
  if (digest !== null) tally.files++;
  const onDecline = (reason: string): void => {
    if (digest !== null) tally.declined.set(reason, [...(tally.declined.get(reason) ?? []), path]);
  };
  const tree = lowerModule(source, { mode: 'exec', onDecline });
  if (tree === null) return;
  tally.handled++;
  const ours = createHash('md5')
    .update(dump(tree, { includeAttributes: true }))
    .digest('hex');
  if (ours === digest) tally.equal++;
  else tally.wrong.push(path);
}

function report(name: string, tally: Tally): void {
  const percent = ((100 * tally.handled) / tally.files).toFixed(1);
  console.log(
    `${name}: ${tally.files} valid files, ${tally.handled} handled (${percent} %), ${tally.equal} equal, ${tally.wrong.length} different`,
  );
}

const total = check();
for (const path of total.wrong) console.log(`different: ${path}`);
if (process.argv.includes('--reasons')) {
  for (const [reason, paths] of [...total.declined].sort((a, b) => b[1].length - a[1].length)) {
    console.log(
      `${String(paths.length).padStart(5)} ${reason}${process.argv.includes('--declined') ? ': ' + paths.join(' ') : ''}`,
    );
  }
}
const HANDLED_AT_LEAST = 0.9;
if (total.wrong.length > 0 || total.handled < total.files * HANDLED_AT_LEAST) process.exitCode = 1;
