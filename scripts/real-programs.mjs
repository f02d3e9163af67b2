#!/usr/bin/env node
// Real programs of the standard library, on real input, under ./pyston and under CPython: the outputs must be the same bytes.
//
//   node scripts/real-programs.mjs [--exe PATH] [--files N] [--optional] [PART-OF-A-TITLE …]
//
// `-m json` on a file of 1 MB, `-m calendar`, `-m unittest` and `-m doctest` on a project, the scripts of tests/programs and
// tests/modules, `-m tokenize` and `-m ast` over N files (100) spread over CPython's Lib, many files in one process
// (tools/run_programs.py). Both interpreters use that Lib. --optional: no failure where CPython is missing. The last line is
// `N passed, N failed`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { note, progress, progressDone } from './lib/progress.mjs';
import { oracle } from './lib/python.mjs';
import { ROOT, walk } from './lib/workspace.mjs';

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const exe = option('--exe', join(ROOT, 'pyston'));
const wanted = args.filter((arg, index) => !arg.startsWith('--') && !['--exe', '--files'].includes(args[index - 1]));
const judge = oracle();
if (judge === null) {
  note('real programs need CPython 3.14 beside: set PYSTON_ORACLE to its executable');
  console.log(`0 passed, ${args.includes('--optional') ? 0 : 1} failed`);
  process.exit(args.includes('--optional') ? 0 : 1);
}
const library = spawnSync(judge, ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
  encoding: 'utf8',
}).stdout.trim();
const place = mkdtempSync(join(tmpdir(), 'pyston-programs-'));

/** Every k-th file of the library, so that `count` of them are spread over all its folders. */
function sampleOfLibrary(count) {
  const files = walk(library, (file) => file.endsWith('.py')).filter(
    (file) => !/\/(test|site-packages|dist-packages|lib2to3)\//.test(file),
  );
  return Array.from(
    { length: Math.min(count, files.length) },
    (_, index) => files[Math.floor((index * files.length) / count)],
  );
}

/** About 1 MB of JSON with every kind of value, the same each time. */
function bigJson() {
  let seed = 1;
  const next = (bound) => {
    seed = (seed * 48271) % 2147483647;
    return seed % bound;
  };
  const value = (depth) => {
    const kind = next(depth > 4 ? 6 : 8);
    if (kind === 0) return next(2) === 0;
    if (kind === 1) return null;
    if (kind === 2) return next(2000000000) - 1000000000;
    if (kind === 3) return (next(2000000) - 1000000) / 1024;
    if (kind === 4) return `text ${next(1000)} "quoted" \\ é 😀 \n\u0001`;
    if (kind === 5) return 'x'.repeat(next(20));
    if (kind === 6) return Array.from({ length: next(6) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: next(6) }, () => [`key${next(500)}`, value(depth + 1)]));
  };
  const rows = [];
  for (let size = 0; size < 1_000_000; size += JSON.stringify(rows.at(-1)).length)
    rows.push({ id: rows.length, big: next(2) ? 1e300 : 0.1, v: value(0) });
  return JSON.stringify(rows);
}

/** Programs with a process each: [title, arguments, what else]. */
function* programs() {
  const json = join(place, 'big.json');
  writeFileSync(json, bigJson());
  yield ['-m json, 1 MB', ['-m', 'json', json]];
  yield ['-m json --compact --sort-keys, 1 MB', ['-m', 'json', '--compact', '--sort-keys', '--no-ensure-ascii', json]];
  yield ['-m calendar 2026', ['-m', 'calendar', '2026']];
  yield ['-m calendar --type html', ['-m', 'calendar', '--type', 'html', '2026']];
  const data = { cwd: join(ROOT, 'tests', 'programs', 'data') };
  yield ['-m unittest', ['-m', 'unittest', '-v', 'project.tests.test_stats'], data];
  yield ['-m unittest discover', ['-m', 'unittest', 'discover', '-s', 'project/tests', '-t', '.'], data];
  yield ['-m doctest', ['-m', 'doctest', '-v', 'project/stats.py'], data];
  // tools/tester.py runs those with directives
  for (const folder of ['programs', 'modules']) {
    const cwd = join(ROOT, 'tests', folder);
    for (const file of readdirSync(cwd).filter((name) => name.endsWith('.py'))) {
      if (readFileSync(join(cwd, file), 'utf8').includes('# test: ')) continue;
      yield [`tests/${folder}/${file}`, [file], { cwd }];
    }
  }
}

/** Runs of `-m tokenize` and `-m ast`, in batches that fit a process: [[title, module, arguments] …]. */
function* batches(size) {
  const files = sampleOfLibrary(Number(option('--files', '100')));
  const runs = files.flatMap((file) => [
    [`-m tokenize ${relative(library, file)}`, 'tokenize', ['-e', file]],
    [`-m ast ${relative(library, file)}`, 'ast', ['-a', file]],
  ]);
  const wantedRuns = runs.filter(([title]) => isWanted(title));
  for (let i = 0; i < wantedRuns.length; i += size) yield wantedRuns.slice(i, i + size);
}

function run(command, parameters, extra) {
  const env = {
    ...process.env,
    PYSTON_LIB: library,
    PYTHONHASHSEED: '0',
    PYTHON_COLORS: '0',
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const done = spawnSync(command, parameters, {
    encoding: 'latin1',
    env,
    timeout: 600_000,
    maxBuffer: 1 << 30,
    ...extra,
  });
  return {
    out: done.stdout ?? '',
    err: steady(done.stderr ?? ''),
    status: done.status ?? done.signal ?? String(done.error),
  };
}

/** A report of unittest without its duration. */
const steady = (text) => text.replace(/^(Ran \d+ tests?) in [\d.]+s$/m, '$1');

/** The output of each program of a batch: text and status; 'not run' for those behind a crash. */
function runBatch(command, batch) {
  const MARK = '@@program';
  const input = batch.map(([, module, parameters]) => `${JSON.stringify([module, ...parameters])}\n`).join('');
  const done = run(command, [join(ROOT, 'tools', 'run_programs.py'), MARK], { input });
  const parts = done.out.split(`${MARK} end `);
  return batch.map((_, index) => {
    const next = parts[index + 1];
    if (next === undefined) return { out: parts[index] ?? '', err: done.err, status: 'not run to its end' };
    return { out: parts[index].slice(parts[index].indexOf(MARK)), err: '', status: next.slice(0, next.indexOf('\n')) };
  });
}

/** '' when both are the same, else where they part. */
function difference(want, got) {
  if (got.status !== want.status)
    return `status ${got.status}, expected ${want.status}: ${got.err.trim().split('\n').at(-1)}`;
  for (const stream of ['out', 'err']) {
    if (got[stream] === want[stream]) continue;
    const [a, b] = [want[stream].split('\n'), got[stream].split('\n')];
    const line = a.findIndex((text, index) => text !== b[index]);
    return `${stream}, line ${line + 1}: expected ${JSON.stringify(a[line])?.slice(0, 120)}, got ${JSON.stringify(b[line])?.slice(0, 120)}`;
  }
  return '';
}

let passed = 0;
let failed = 0;

function judged(title, text) {
  if (text === '') {
    passed += 1;
    return;
  }
  failed += 1;
  progressDone();
  console.log(`FAIL ${title}: ${text}`);
}

const isWanted = (title) => wanted.every((part) => title.includes(part));

for (const [title, parameters, extra] of programs()) {
  if (!isWanted(title)) continue;
  progress(title);
  judged(title, difference(run(judge, parameters, extra), run(exe, parameters, extra)));
}
for (const batch of batches(20)) {
  progress(`${batch[0][0]} and ${batch.length - 1} more`);
  const want = runBatch(judge, batch);
  const got = runBatch(exe, batch);
  for (const [index, [title]] of batch.entries()) judged(title, difference(want[index], got[index]));
}
progressDone();
rmSync(place, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
