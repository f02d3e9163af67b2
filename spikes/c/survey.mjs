#!/usr/bin/env node
// Which unmodified extension modules of CPython 3.14 can be imported, and which functions of the C API the others lack: writes survey.md,
// the work list of package capi.
//
//   node spikes/c/survey.mjs [NAME …]      with names: only those, on the screen
//
// Each module is imported in a process of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedEngine } from '../../scripts/lib/workspace.mjs';
import { bundle } from './scripts/bundle.mjs';
import { extensions, nm } from './scripts/extensions.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const engine = pinnedEngine() ?? process.execPath;
function missingFunctions(path, stubs) {
  const wanted = [...nm('-D', '--undefined-only', path).matchAll(/ U (\w+)/g)].map(([, symbol]) => symbol);
  return wanted.filter((symbol) => stubs.has(symbol)).sort();
}

function outcome(program, { name, path }) {
  const { status, signal, stdout } = spawnSync(engine, ['--stack-size=3900', program, name, path], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (stdout === 'loaded') return 'loads';
  // places of this machine say nothing elsewhere
  if (stdout !== '')
    return stdout
      .split('\n')
      .at(-1)
      .trim()
      .replaceAll(/\/\S+\//g, '');
  return `ends the process (${signal ?? status})`;
}

function table(rows) {
  const lines = rows.map(
    ({ name, from, result, missing }) =>
      `| ${name} | ${from} | ${result.replaceAll('|', '\\|')} | ${missing.length === 0 ? '' : missing.length} |`,
  );
  return ['| module | from | import | functions that it lacks |', '|---|---|---|---|', ...lines].join('\n');
}

/** Missing functions with the modules that want them, the most wanted first. */
function wanted(rows) {
  const users = new Map();
  for (const { name, missing } of rows)
    for (const symbol of missing) users.set(symbol, [...(users.get(symbol) ?? []), name]);
  return [...users].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
}

const binary = execFileSync(engine, [join(folder, 'scripts', 'build.mjs')], { encoding: 'utf8' }).trim();
const stubs = new Set(readFileSync(join(dirname(binary), 'stubs.txt'), 'utf8').split('\n'));
const exported = readFileSync(join(folder, 'native', 'exports.txt'), 'utf8').match(/^F /gm).length;
const program = await bundle(join(folder, 'survey-main.ts'));
const only = process.argv.slice(2);
const rows = [];
for (const module of extensions()) {
  if (only.length > 0 && !only.includes(module.name)) continue;
  const row = { ...module, result: outcome(program, module), missing: missingFunctions(module.path, stubs) };
  rows.push(row);
  console.log(
    `${row.name.padEnd(24)} ${row.result}${row.missing.length === 0 ? '' : `   lacks ${row.missing.length}`}`,
  );
  if (only.length > 0) console.log(`  ${row.missing.join(' ')}`);
}
const loading = rows.filter(({ result }) => result === 'loads');
const complete = loading.filter(({ missing }) => missing.length === 0);
const summary = `${rows.length} modules: ${loading.length} can be imported, ${complete.length} of them lack no function. The core has ${exported - stubs.size} of ${exported} functions.`;
console.log(summary);
if (only.length === 0) {
  const list = wanted(rows).map(([symbol, names]) => `| ${symbol} | ${names.length} | ${names.join(' ')} |`);
  const text = `# Unmodified extension modules of CPython 3.14

Made by \`node spikes/c/survey.mjs\`. ${summary} A function that is lacking raises SystemError when it is called.

${table(rows)}

## Functions by how many modules want them

| function | modules | |
|---|---|---|
${list.join('\n')}
`;
  writeFileSync(join(folder, 'survey.md'), text);
}
