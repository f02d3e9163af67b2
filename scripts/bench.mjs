#!/usr/bin/env node
// `npm run bench`: the micro-benchmarks of all packages (turbo runs one task per package, one after the other), then one
// table of JSON in .cache/bench.json. Whole programs are measured by scripts/perf.mjs.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES, ROOT, packageDir, pnpmCommand, readJson } from './lib/workspace.mjs';

const turbo = [
  'exec',
  'turbo',
  'run',
  'bench',
  '--concurrency=1',
  '--env-mode=loose',
  '--ui=stream',
  '--log-prefix=none',
];
const [command, ...args] = pnpmCommand(...turbo);
const done = spawnSync(command, args, {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
});
const files = PACKAGES.map((name) => join(packageDir(name), '.bench', 'result.json')).filter((file) =>
  existsSync(file),
);
mkdirSync(join(ROOT, '.cache'), { recursive: true });
writeFileSync(join(ROOT, '.cache', 'bench.json'), `${JSON.stringify(files.map(readJson), null, 2)}\n`);
process.exitCode = done.status ?? 1;
