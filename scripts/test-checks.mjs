#!/usr/bin/env node
// Proves that the rules of scripts/checks/ fire where they should and nowhere else: a small tree of packages in
// scripts/fixtures/checks/ says on each offending line `// expect RULE`. Closes with `N passed, N failed`.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT, walk } from './lib/workspace.mjs';

// The rules find the root by their own place, so they are copied beside the fixture.
const place = realpathSync(mkdtempSync(join(tmpdir(), 'pyston-checks-')));
cpSync(join(ROOT, 'scripts', 'fixtures', 'checks'), place, { recursive: true });
cpSync(join(ROOT, 'scripts'), join(place, 'scripts'), {
  recursive: true,
  filter: (file) => !file.includes('fixtures'),
});
const long = `${'// A line.\n'.repeat(801)}export {}; // expect size`;
writeFileSync(join(place, 'packages', 'objects', 'src', 'long.ts'), long);
symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));

// One rule reads what is under version control.
for (const args of [
  ['init', '-q'],
  ['add', 'packages'],
])
  spawnSync('git', args, { cwd: place });

const expected = new Set();
for (const file of walk(join(place, 'packages'), (name) => name.endsWith('.ts'))) {
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const rule = /\/\/ expect (\w+)/.exec(line)?.[1];
      if (rule) expected.add(`${relative(place, file)}:${index + 1}: ${rule}`);
    });
}
const done = spawnSync(process.execPath, [join(place, 'scripts', 'check.mjs')], { encoding: 'utf8' });
const found = new Set([...done.stdout.matchAll(/^(packages\/\S+:\d+: \w+):/gm)].map((match) => match[1]));
rmSync(place, { recursive: true, force: true });

const missed = [...expected].filter((one) => !found.has(one));
const extra = [...found].filter((one) => !expected.has(one));
for (const one of missed) console.log(`FAIL not found: ${one}`);
for (const one of extra) console.log(`FAIL found for nothing: ${one}`);
if (done.status !== 1) console.log(`FAIL exit status ${done.status}\n${done.stderr}`);
const failed = missed.length + extra.length + (done.status === 1 ? 0 : 1);
console.log(`${expected.size - missed.length} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
