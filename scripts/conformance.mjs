#!/usr/bin/env node
// CPython's own test suite, case by case.
//
//   node scripts/conformance.mjs [--exe PATH] [--timeout SECONDS] [--verbose] [--update|--accept] [--optional] [MODULE …]
//
// MODULE is `test_grammar` and the like; the default is the list in tests/conformance/modules.txt. Tests and library are the
// oracle's (PYSTON_LIB). A case counts when the oracle itself passes it; one that pyston skips as CPython's implementation
// detail is left out. Cases of tests/conformance/known-failures.txt, lines `case  # reason`, may fail; one of them that passes
// must leave the list. --optional: no failure where CPython is missing. --update takes passing ones from the list, --accept also
// adds failing ones, to be given their reasons by hand. The last line is `N passed, N failed`.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { note, progress, progressDone } from './lib/progress.mjs';
import { oracle } from './lib/python.mjs';
import { ROOT } from './lib/workspace.mjs';

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const exe = option('--exe', join(ROOT, 'pyston'));
const timeout = Number(option('--timeout', '300')) * 1000;
const named = args.filter((arg, index) => !arg.startsWith('--') && !['--exe', '--timeout'].includes(args[index - 1]));

const folder = join(ROOT, 'tests', 'conformance');
const knownFile = join(folder, 'known-failures.txt');
const MARK = '@@case';

const readList = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.replace(/#.*/, '').trim())
        .filter((line) => line !== '')
    : [];

/** Case → reason. */
function readKnown(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const entries = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.split('#', 1)[0].trim(), /#\s*(.*)/.exec(line)?.[1] ?? '']);
  return new Map(entries);
}

const judge = oracle();
if (judge === null) {
  note('conformance needs CPython 3.14 with its test suite: set PYSTON_ORACLE to its executable');
  const failed = args.includes('--optional') ? 0 : 1;
  console.log(`0 passed, ${failed} failed`);
  process.exit(failed);
}
const [judgeLib, judgeVersion] = spawnSync(
  judge,
  ['-c', 'import os, sys; print(os.path.dirname(os.__file__)); print(sys.version)'],
  { encoding: 'utf8' },
).stdout.split('\n');

/** Runs one module; resolves to { planned: [id], outcomes: Map(id → outcome), finished, errors }. */
function runModule(command, module, env) {
  const home = mkdtempSync(join(tmpdir(), 'pyston-conformance-'));
  return new Promise((resolve) => {
    const child = spawn(command, [join(ROOT, 'tools', 'run_cases.py'), `test.${module}`], {
      cwd: home,
      env: { ...process.env, PYTHONHASHSEED: '0', RUN_CASES_MARK: MARK, PYTHON_COLORS: '0', PYTHONUTF8: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const result = { planned: [], outcomes: new Map(), finished: false, errors: '' };
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (!line.startsWith(`${MARK} `)) continue;
        const [, word, ...id] = line.split(' ');
        if (word === 'plan') result.planned.push(id.join(' '));
        else if (word === 'done') result.finished = true;
        else result.outcomes.set(id.join(' '), word);
      }
    });
    child.stderr.on('data', (chunk) => {
      result.errors += chunk;
    });
    // The group, since tests start processes of their own.
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), timeout);
    child.on('close', () => {
      clearTimeout(timer);
      rmSync(home, { recursive: true, force: true });
      resolve(result);
    });
  });
}

/** What the oracle passes, kept in .cache/ by version and module. */
async function oracleOutcomes(module) {
  const file = join(ROOT, '.cache', 'conformance', `${judgeVersion.split(' ')[0]}-${module}.json`);
  if (existsSync(file)) return new Map(JSON.parse(readFileSync(file, 'utf8')));
  const { outcomes } = await runModule(judge, module, {});
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify([...outcomes]));
  return outcomes;
}

/** Judges a module: ids that passed, failed (with how), and how many were left out. */
async function judgeModule(module) {
  progress(`${module}: CPython`);
  const wanted = await oracleOutcomes(module);
  progress(`${module}: pyston`);
  const started = Date.now();
  const got = await runModule(exe, module, { PYSTON_LIB: judgeLib });
  const summary = {
    module,
    passed: [],
    failed: [],
    left: 0,
    seconds: (Date.now() - started) / 1000,
    errors: got.errors,
    finished: got.finished,
  };
  for (const [id, outcome] of wanted) {
    if (outcome !== 'ok' && outcome !== 'xfail') continue;
    const ours = got.outcomes.get(id) ?? 'not run';
    if (ours === 'ok' || ours === 'xfail') summary.passed.push(id);
    else if (ours === 'skip') summary.left += 1;
    else summary.failed.push([id, ours]);
  }
  return summary;
}

const modules = named.length > 0 ? named : readList(join(folder, 'modules.txt'));
const known = readKnown(knownFile);
const news = { broken: [], mended: [] };
const total = { passed: 0, cases: 0 };
console.log(
  `${'module'.padEnd(28)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'left out'.padStart(10)}${'rate'.padStart(9)}${'time'.padStart(9)}`,
);
for (const module of modules) {
  const { passed, failed, left, seconds, errors, finished } = await judgeModule(module);
  const cases = passed.length + failed.length;
  total.passed += passed.length;
  total.cases += cases;
  news.mended.push(...passed.filter((id) => known.has(id)));
  news.broken.push(...failed.filter(([id]) => !known.has(id)));
  progressDone();
  const rate = cases === 0 ? '-' : `${((passed.length * 100) / cases).toFixed(1)}%`;
  const end = finished ? '' : `  did not finish: ${errors.trim().split('\n').at(-1)?.slice(0, 100)}`;
  console.log(
    `${module.padEnd(28)}${String(passed.length).padStart(8)}${String(failed.length).padStart(8)}${String(left).padStart(10)}${rate.padStart(9)}${`${seconds.toFixed(1)} s`.padStart(9)}${end}`,
  );
  if (args.includes('--verbose') && errors !== '') console.log(errors.trim());
}
console.log(
  `${total.passed} of ${total.cases} cases of ${modules.length} modules pass (${((total.passed * 100) / Math.max(total.cases, 1)).toFixed(1)}%)`,
);

if (args.includes('--update') || args.includes('--accept')) {
  for (const id of news.mended) known.delete(id);
  if (args.includes('--accept')) for (const [id] of news.broken) known.set(id, '');
  const head =
    '# Cases of the CPython test suite that fail here, each with its reason. The list may only shrink (scripts/conformance.mjs --update).\n';
  writeFileSync(
    knownFile,
    `${head}${[...known]
      .sort()
      .map(([id, reason]) => `${id}  # ${reason}\n`)
      .join('')}`,
  );
} else {
  for (const [id, outcome] of news.broken) console.log(`FAIL ${id} (${outcome})`);
  for (const id of news.mended) console.log(`FAIL ${id} passes now: take it from the list (--update)`);
  const unexplained = [...known].filter(([, reason]) => reason === '').map(([id]) => id);
  for (const id of unexplained) console.log(`FAIL ${id} stands in ${knownFile} without a reason`);
  const bad = news.broken.length + news.mended.length + unexplained.length;
  console.log(`${total.passed - news.mended.length} passed, ${bad} failed`);
  process.exitCode = bad > 0 ? 1 : 0;
}
