#!/usr/bin/env node
// Speed of whole programs: benchmarks/programs/*.py under ./pyston, CPython 3.14 and PyPy, each run in a fresh process,
// the interpreters taking turns so that the machine's moods strike all of them.
//
//   node scripts/perf.mjs [--dir FOLDER] [--rounds N] [--iterations N] [--seconds S] [--json FILE] [--exe PATH] [--pypy]
//                         [--check|--save] [--optional] [PROGRAM …]
//
// Per program: `first` is the CPU time (user and system, all threads) of the first run in a process, `steady` the median of
// the later runs, `best` the smallest, `process` that of the whole process with its start. Over all rounds the smallest of
// each is taken, since disturbance only adds. Ratios are to CPython: below 1 is faster. Checksums must agree between
// interpreters. --seconds lets each process run at least so long: past the engine's warm-up (CPython gets a quarter of it).
// --dir takes programs (modules with a function run()) from another folder.
//
// --check compares the best ratios with benchmarks/baseline.json; --save writes it. A loss of more than 15 % by the geometric
// mean fails, and one of more than 30 % by a single program, whose figure wanders more; what seems lost is measured again,
// up to three times, since only disturbance goes away. With --optional, a machine without CPython says so and passes.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { note, progress, progressDone } from './lib/progress.mjs';
import { oracle, pypy } from './lib/python.mjs';
import { ROOT } from './lib/workspace.mjs';

const TIMEOUT_MS = 120_000;

const args = process.argv.slice(2);
const valued = ['--dir', '--rounds', '--iterations', '--seconds', '--json', '--exe'];
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const programs = args.filter((arg, index) => !arg.startsWith('--') && !valued.includes(args[index - 1]));
const rounds = Number(option('--rounds', '3'));
const iterations = option('--iterations', '8');
const seconds = Number(option('--seconds', '0'));
const folder = resolve(option('--dir', join(ROOT, 'benchmarks', 'programs')));
const harness = join(ROOT, 'benchmarks', 'harness.py');

const interpreters = [
  { name: 'pyston', exe: option('--exe', join(ROOT, 'pyston')) },
  { name: 'cpython', exe: oracle() },
  { name: 'pypy', exe: args.includes('--pypy') ? pypy() : null },
].filter(({ exe }) => exe !== null);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const geomean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** CPU milliseconds of this process's ended children (Linux: clock ticks of 10 ms), or NaN where that is not told. */
function childrenCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** One process: its figures, or { error }. */
function measure({ name, exe }, program) {
  const before = childrenCpu();
  const env = { ...process.env, PYTHONHASHSEED: '0' };
  const file = join(folder, `${program}.py`);
  const span = String(name === 'pyston' ? seconds : seconds / 4);
  const done = spawnSync(exe, [harness, file, iterations, span], { encoding: 'utf8', timeout: TIMEOUT_MS, env });
  if (done.status !== 0) return { error: (done.stderr || String(done.error ?? done.signal)).trim().split('\n').at(-1) };
  const { checksum, cpu_ms: times } = JSON.parse(done.stdout);
  const later = times.slice(1);
  return {
    checksum,
    first: times[0],
    steady: median(later),
    best: Math.min(...later),
    process: childrenCpu() - before,
  };
}

const best = (samples, key) => Math.min(...samples.map((sample) => sample[key]));

function measureProgram(program) {
  const samples = Object.fromEntries(interpreters.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const interpreter of interpreters) {
      progress(`${program}: ${interpreter.name}, round ${round} of ${rounds}`);
      const sample = measure(interpreter, program);
      if (sample.error) return { program, error: `${interpreter.name}: ${sample.error}` };
      samples[interpreter.name].push(sample);
    }
  }
  const checksums = new Set(Object.values(samples).flatMap((list) => list.map((sample) => sample.checksum)));
  if (checksums.size > 1) return { program, error: `checksums differ: ${[...checksums].join(' | ')}` };
  return { program, figures: Object.fromEntries(interpreters.map(({ name }) => [name, bestOf(samples[name])])) };
}

/** Ratios shown per program. */
const SHOWN = ['steady', 'best'];

const KEYS = ['first', 'steady', 'best', 'process'];

const bestOf = (samples) => Object.fromEntries(KEYS.map((key) => [key, best(samples, key)]));

const ratio = (figures, name, key) => figures[name][key] / figures.cpython[key];

const cell = (text, width = 9) => String(text).padStart(width);

/** The table: milliseconds, and ratios to CPython where it is there. */
function* table(results) {
  const others = interpreters.map(({ name }) => name).filter((name) => name !== 'cpython');
  const compared = interpreters.some(({ name }) => name === 'cpython');
  const columns = interpreters.flatMap(({ name }) => KEYS.slice(0, 3).map((key) => [name, key]));
  yield `${'CPU ms'.padEnd(10)}${columns.map(([name, key]) => cell(`${name} ${key}`, 16)).join('')}${compared ? others.flatMap((name) => SHOWN.map((key) => cell(`${key} ratio`, 16))).join('') : ''}`;
  for (const { program, figures, error } of results) {
    if (error) yield `${program.padEnd(10)} ${error}`;
    else {
      const times = columns.map(([name, key]) => cell(figures[name][key].toFixed(1), 16)).join('');
      const ratios = compared
        ? others.flatMap((name) => SHOWN.map((key) => cell(`${ratio(figures, name, key).toFixed(2)}x`, 16))).join('')
        : '';
      yield `${program.padEnd(10)}${times}${ratios}`;
    }
  }
  const good = results.filter(({ error }) => !error);
  if (!compared || good.length === 0) return;
  for (const name of others) {
    const means = KEYS.map(
      (key) => `${key} ${geomean(good.map(({ figures }) => ratio(figures, name, key))).toFixed(2)}x`,
    );
    yield `${name}, geomean of ${good.length} programs: ${means.join(', ')}`;
  }
}

if (args.includes('--optional') && oracle() === null) {
  note('no CPython 3.14 to compare with ($PYSTON_ORACLE): the speed check is left out');
  console.log('0 passed, 0 failed');
  process.exit(0);
}

const all = readdirSync(folder)
  .filter((file) => file.endsWith('.py') && /^def run\(/m.test(readFileSync(join(folder, file), 'utf8')))
  .map((file) => file.slice(0, -3))
  .sort();
const results = [];
for (const program of programs.length > 0 ? programs : all) results.push(measureProgram(program));
progressDone();
for (const line of table(results)) console.log(line);
const file = option('--json', null);
if (file !== null) {
  writeFileSync(
    file,
    `${JSON.stringify({ date: new Date().toISOString(), rounds, iterations: Number(iterations), results }, null, 2)}\n`,
  );
  note(`written to ${file}`);
}

const MEAN_LOSS_ALLOWED = 1.15;
const SINGLE_LOSS_ALLOWED = 1.3;
const REPEATS = 3;
const baselineFile = join(ROOT, 'benchmarks', 'baseline.json');

/** program -> its best ratio to CPython. */
const ratiosOf = (list) =>
  Object.fromEntries(
    list
      .filter(({ error }) => !error)
      .map(({ program, figures }) => [program, Number(ratio(figures, 'pyston', 'best').toFixed(3))]),
  );

function save(now) {
  const kept = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, 'utf8')) : {};
  writeFileSync(baselineFile, `${JSON.stringify({ ...kept, ...now }, null, 2)}\n`);
}

/** Failures of `now` against the committed ratios; prints them and the closing counts. */
function compare(now) {
  const baseline = JSON.parse(readFileSync(baselineFile, 'utf8'));
  const known = Object.keys(now).filter((program) => program in baseline);
  const unknown = Object.keys(now).filter((program) => !(program in baseline));
  const factor = (program) => now[program] / baseline[program];
  const lostPrograms = () => known.filter((program) => factor(program) > SINGLE_LOSS_ALLOWED);
  const meanLost = () => geomean(known.map(factor)) > MEAN_LOSS_ALLOWED;
  for (let repeat = 0; repeat < REPEATS && (meanLost() || lostPrograms().length > 0); repeat += 1) {
    for (const program of meanLost() ? known : lostPrograms()) {
      const again = ratiosOf([measureProgram(program)])[program];
      if (again !== undefined) now[program] = Math.min(now[program], again);
    }
  }
  progressDone();
  for (const program of unknown) console.log(`FAIL ${program}: not in benchmarks/baseline.json (--save puts it there)`);
  for (const program of lostPrograms()) console.log(`FAIL ${program}: ${now[program]}x, was ${baseline[program]}x`);
  const change = known.length > 0 ? geomean(known.map(factor)) : 1;
  console.log(
    `${change > MEAN_LOSS_ALLOWED ? 'FAIL' : 'ok  '} best ratios by geomean: ${change.toFixed(2)} of the committed`,
  );
  const unmeasured = results.filter(({ error }) => error).length + unknown.length;
  const failed = lostPrograms().length + (meanLost() ? 1 : 0) + unmeasured;
  console.log(`${known.length - lostPrograms().length + (meanLost() ? 0 : 1)} passed, ${failed} failed`);
  return failed;
}

let failed = results.some(({ error }) => error) ? 1 : 0;
if (args.includes('--save')) save(ratiosOf(results));
else if (args.includes('--check')) failed = compare(ratiosOf(results));
process.exitCode = failed > 0 ? 1 : 0;
