#!/usr/bin/env node
// CPython's own tests of modules that exist as unmodified extensions, run on pyston with those extensions: the table in
// docs/decisions/spike-c.md.
//
//   node spikes/c/conformance.mjs [--verbose] [MODULE …]
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedEngine } from '../../scripts/lib/workspace.mjs';
import { extensions } from './scripts/extensions.mjs';
import { bundle } from './scripts/bundle.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');
const engine = pinnedEngine() ?? process.execPath;

/** Test module, its classes that test the extension, the extensions. */
const TESTS = [
  ['test.test_heapq', 'Test.*C', ['_heapq']],
  ['test.test_bisect', 'Test.*C', ['_bisect']],
  ['test.test_queue', 'C.*', ['_queue', '_heapq']],
  ['test.test_bz2', '.*', ['_bz2']],
  ['test.test_lzma', '.*', ['_lzma']],
  ['test.test_zstd', '.*', ['_zstd']],
  ['test.test_zlib', '.*', ['zlib']],
  ['test.test_mmap', '.*', ['mmap']],
];

const verbose = process.argv.includes('--verbose');
const only = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const program = join(folder, 'programs', 'conformance.py');
const bundled = await bundle(join(folder, 'conformance-main.ts'));
const paths = new Map(extensions().map(({ name, path }) => [name, path]));

function counts(command, args) {
  const cwd = mkdtempSync(join(tmpdir(), 'conformance-'));
  const { stdout, stderr, signal, status } = spawnSync(command, args, { encoding: 'utf8', cwd, timeout: 600_000 });
  if (verbose) process.stderr.write(stderr);
  const last = stdout.trim().split('\n').at(-1);
  return last.startsWith('{')
    ? JSON.parse(last)
    : { run: 0, skipped: 0, bad: [`ended: ${signal ?? status} ${stderr.slice(-300)}`] };
}

for (const [test, pattern, names] of TESTS) {
  if (only.length > 0 && !only.includes(test)) continue;
  const args = [pattern, test, ...names.map((name) => `${name}=${paths.get(name)}`)];
  const real = counts(oracle, [program, ...args]);
  const ours = counts(engine, ['--stack-size=3900', bundled, program, ...args]);
  const bad = ours.bad.filter((name) => !real.bad.includes(name));
  console.log(
    `${test.padEnd(22)} ${names.join(' ').padEnd(18)} ${ours.run} cases (CPython ${real.run}), ${ours.skipped} skipped (${real.skipped}), ${bad.length} fail`,
  );
  for (const name of bad) console.log(`    ${name}`);
}
