#!/usr/bin/env node
// `npm test`: from a fresh clone to one line `N passed, N failed`.
//
//   node scripts/test.mjs [--full] [--only PART[,PART…]]     parts: the names of PARTS below
//
// Everything it needs is installed and built first. --full adds what takes long.

import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { note, progress, progressDone } from './lib/progress.mjs';
import { oracle, pickPython } from './lib/python.mjs';
import { ROOT, TESTED_DIRS, pathEngine, pinnedEngine, pnpmCommand, readJson } from './lib/workspace.mjs';
import { setup } from './setup.mjs';

const args = process.argv.slice(2);
const full = args.includes('--full');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1].split(',') : null;

const bin = (name) => join(ROOT, 'node_modules', '.bin', name);
const script = (file, ...rest) => [process.execPath, join(ROOT, 'scripts', file), ...rest];

/** Runs a command; resolves to its status and output. With `echo`, its output lines appear as they come. */
function run([command, ...rest], { echo = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, rest, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      if (!echo) return;
      progressDone();
      process.stdout.write(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ status: 127, output: String(error) }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** The last `N passed, N failed` in `output`, or null. */
function closingCounts(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : null;
}

/** A part that is one verdict: its output is shown when it fails. */
const check = (command) => async () => {
  const { status, output } = await run(command);
  if (status !== 0) note(output.trim());
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
};

/** A script of a package that asks CPython 3.14, from the sources on the pinned engine; without CPython it is left out. */
const besideCPython =
  (...line) =>
  async () => {
    if (oracle() === null) {
      note('no CPython 3.14 to compare with ($PYSTON_ORACLE): left out');
      return { passed: 0, failed: 0 };
    }
    return check([pinnedEngine(), '--conditions=pyston-source', ...line])();
  };

/** A part that closes with its own counts. */
const counted = (command) => async () => {
  let line;
  try {
    line = await command();
  } catch (error) {
    note(error.message);
    return { passed: 0, failed: 1 };
  }
  const { status, output } = await run(line, { echo: true });
  const counts = closingCounts(output) ?? { passed: 0, failed: 0 };
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
};

/** Unit tests: one turbo task per package; turbo looks for a pnpm on PATH, which `pnpm exec` provides. */
async function unitTests() {
  for (const dir of TESTED_DIRS) rmSync(join(dir, '.test-build', 'result.json'), { force: true });
  const turbo = [
    'exec',
    'turbo',
    'run',
    'test',
    '--env-mode=loose',
    '--continue',
    '--ui=stream',
    '--log-order=grouped',
    '--output-logs=full',
    '--log-prefix=none',
  ];
  const { output } = await run(pnpmCommand(...turbo), {
    env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  note(
    output
      .split('\n')
      .filter(
        (line) =>
          !/^(::|\$ |> |cache |│|┌|└| ?Tasks:| ?Cached:| ?Time:|Failed:| *•| ELIFECYCLE|WARN|npm warn| *$)/.test(line),
      )
      .join('\n'),
  );
  const sum = { passed: 0, failed: 0 };
  for (const dir of TESTED_DIRS) {
    const file = join(dir, '.test-build', 'result.json');
    const result = existsSync(file) ? readJson(file) : { passed: 0, failed: 1 };
    if (!existsSync(file)) note(`${basename(dir)}: its tests did not run to the end`);
    sum.passed += result.passed;
    sum.failed += result.failed;
  }
  return sum;
}

const tester = async (...rest) => [
  ...(await pickPython()),
  join(ROOT, 'tools', 'tester.py'),
  '--exe',
  join(ROOT, 'pyston'),
  ...rest,
];

/** What is measured against CPython at every landing: eight programs, about 40 s. */
const SPEED = [
  '--rounds',
  '2',
  '--seconds',
  '1',
  'excs',
  'fannkuch',
  'fib',
  'life',
  'nbody',
  'richards',
  'spectral',
  'wordcount',
];

const PARTS = [
  { name: 'types', run: check([bin('tsc'), '--noEmit', '-p', 'tsconfig.json']) },
  { name: 'lint', run: check([bin('biome'), 'lint', '--diagnostic-level=error', '--max-diagnostics=200']) },
  { name: 'rules', run: check(script('check.mjs')) },
  { name: 'rule-tests', run: counted(() => script('test-checks.mjs')) },
  { name: 'api', run: check(script('api-report.mjs', '--check')) },
  { name: 'units', run: unitTests },
  { name: 'launcher', run: counted(() => script('test-launcher.mjs')) },
  { name: 'programs', run: counted(() => tester('-j', '2')) },
  {
    name: 'conformance-sample',
    run: counted(() =>
      script(
        'conformance.mjs',
        '--optional',
        'test_grammar',
        'test_unpack',
        'test_augassign',
        'test_named_expressions',
      ),
    ),
  },
  { name: 'speed', run: counted(() => script('perf.mjs', '--check', '--optional', ...SPEED)) },
  { name: 'packing', run: counted(() => script('test-packing.mjs')) },
  { name: 'format', run: check([bin('biome'), 'format', '--reporter=summary', '--max-diagnostics=200']) },
  {
    name: 'programs-path-engine',
    full: true,
    run: counted(async () => ['env', `PYSTON_ENGINE=${pathEngine()}`, ...(await tester('-j', '2'))]),
  },
  { name: 'library-trees', full: true, run: besideCPython('packages/parser/scripts/compare-ast.ts') },
  { name: 'library-step-one', full: true, run: besideCPython('packages/parser/scripts/check-lezer.ts') },
  { name: 'rejected-sources', full: true, run: besideCPython('packages/bytecode/scripts/compare-errors.ts') },
  { name: 'conformance', full: true, run: counted(() => script('conformance.mjs', '--optional')) },
  {
    name: 'threads-soak',
    full: true,
    run: counted(() => [process.execPath, join(ROOT, 'spikes', 'threads', 'soak.mjs')]),
  },
  { name: 'real-programs', full: true, run: counted(() => script('real-programs.mjs', '--optional')) },
];

progress('setting up');
await setup([]);
const total = { passed: 0, failed: 0 };
for (const part of PARTS) {
  if (only ? !only.includes(part.name) : part.full && !full) continue;
  const started = Date.now();
  progress(part.name);
  const { passed, failed } = await part.run();
  total.passed += passed;
  total.failed += failed;
  progressDone();
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${part.name}: ${passed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
