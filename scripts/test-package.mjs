#!/usr/bin/env node
// Runs one package's unit tests (tests/**/*.test.ts, uvu) on the pinned engine and on the Node.js of PATH.
//
//   node ../../scripts/test-package.mjs [--engine pinned|path] [PART-OF-A-FILE-NAME …]     in the package's folder
//
// The tests are bundled first: Node 20 cannot strip types, and one bundle loads faster than hundreds of sources. Each file
// runs in a process of its own, so a crash or a hang costs that file only. Counts go to .test-build/result.json.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { progress, progressDone } from './lib/progress.mjs';
import { engineVersion, pathEngine, pinnedEngine, readJson, walk } from './lib/workspace.mjs';

const FILE_TIMEOUT_MS = 300_000;

const dir = process.cwd();
const name = basename(dir);
const out = join(dir, '.test-build');
const args = process.argv.slice(2);
const only = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : null;
const filters = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--engine');

/** Sources find fixtures and neighbours by import.meta.url: keep each file's own address inside the bundle. */
const originPlugin = {
  name: 'origin',
  setup(build) {
    build.onLoad({ filter: /\/(packages|scripts|spikes)\/.*\.ts$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.')) return undefined;
      const contents = source
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(join(path, '..')))
        .replaceAll('import.meta.filename', JSON.stringify(path));
      return { contents, loader: 'ts' };
    });
  },
};

async function bundleTests(files) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  if (files.length === 0) return;
  const manifest = readJson(join(dir, 'package.json'));
  await esbuild.build({
    entryPoints: files,
    outdir: out,
    outbase: join(dir, 'tests'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['pyston-source'],
    external: Object.keys(manifest.devDependencies ?? {}).filter((dependency) => !dependency.startsWith('@pyston/')),
    plugins: [originPlugin],
    sourcemap: 'linked',
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
}

/** The engines to test on; the second is left out when it is the same release line. */
function engines() {
  const pinned = pinnedEngine();
  const path = pathEngine();
  const all = [];
  if (pinned !== null && only !== 'path') all.push(pinned);
  if (
    only !== 'pinned' &&
    (pinned === null || engineVersion(path).split('.')[0] !== engineVersion(pinned).split('.')[0])
  )
    all.push(path);
  return all;
}

/** Runs one test file; resolves to its counts and, when something failed, its output. */
function runFile(engine, file) {
  return new Promise((resolve) => {
    const child = spawn(engine, ['--enable-source-maps', '--no-warnings', '--stack-size=3900', file], {
      cwd: dir,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, FILE_TIMEOUT_MS);
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const counts = countsOf(output);
      if (timedOut) output += `\ntimed out after ${FILE_TIMEOUT_MS / 1000} s\n`;
      else if (signal !== null) output += `\ndied of ${signal}\n`;
      const broken = counts === null || timedOut || signal !== null || (code !== 0 && counts.failed === 0);
      resolve({
        passed: counts?.passed ?? 0,
        failed: (counts?.failed ?? 0) + (broken ? 1 : 0),
        skipped: counts?.skipped ?? 0,
        output,
      });
    });
  });
}

/** uvu's closing lines: "Total: n", "Passed: n", "Skipped: n"; Total includes the failed ones, not the skipped. */
function countsOf(output) {
  const number = (label) => {
    const found = [...output.matchAll(new RegExp(`^\\s*${label}:\\s+(\\d+)`, 'gm'))].at(-1);
    return found ? Number(found[1]) : null;
  };
  const [total, passed, skipped] = [number('Total'), number('Passed'), number('Skipped')];
  return total === null || passed === null ? null : { passed, failed: total - passed, skipped: skipped ?? 0 };
}

const files = walk(
  join(dir, 'tests'),
  (file) => file.endsWith('.test.ts') && (filters.length === 0 || filters.some((part) => file.includes(part))),
);
if (files.length === 0 && filters.length > 0) {
  console.log(`@pyston/${name}: no test file has ${filters.join(' or ')} in its name`);
  process.exit(1);
}
const result = { passed: 0, failed: 0, skipped: 0 };
/** Lines in which a file says what it skips: `llvm: skipped, REASON; REMEDY`. */
const remarks = new Set();
try {
  await bundleTests(files);
} catch (error) {
  result.failed += 1;
  console.log(`@pyston/${name}: the tests do not bundle: ${error.message}`);
  files.length = 0;
}
for (const engine of files.length > 0 ? engines() : []) {
  const version = engineVersion(engine);
  const sum = { passed: 0, failed: 0 };
  for (const [index, file] of files.entries()) {
    const label = relative(join(dir, 'tests'), file);
    progress(`@pyston/${name} on ${version}: ${label} (${index + 1} of ${files.length})`);
    const one = await runFile(engine, join(out, label.replace(/\.ts$/, '.mjs')));
    sum.passed += one.passed;
    sum.failed += one.failed;
    result.skipped += one.skipped;
    for (const [line] of one.output.matchAll(/^\w+: skipped, .*$/gm)) remarks.add(line);
    progressDone();
    if (one.failed > 0)
      console.log(`--- ${name}/tests/${label} on Node ${version}: ${one.failed} failed\n${one.output.trim()}\n`);
  }
  result.passed += sum.passed;
  result.failed += sum.failed;
  console.log(`@pyston/${name} on Node ${version}: ${sum.passed} passed, ${sum.failed} failed`);
}
for (const line of remarks) console.log(`@pyston/${name}: ${line}`);
writeFileSync(join(out, 'result.json'), `${JSON.stringify(result)}\n`);
process.exitCode = result.failed > 0 ? 1 : 0;
