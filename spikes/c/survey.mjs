#!/usr/bin/env node
// Which unmodified extension modules of CPython 3.14 can be imported, and which functions of the C API the others lack: writes survey.md,
// the work list of package capi.
//
//   node spikes/c/survey.mjs [NAME …]      with names: only those, on the screen
//
// Modules: what the oracle ships in lib-dynload, and those that it links into itself, taken from its archive as the object files that they
// are. Each is imported in a process of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedEngine } from '../../scripts/lib/workspace.mjs';
import { bundle } from './scripts/bundle.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');
const engine = pinnedEngine() ?? process.execPath;
const QUESTION = `
import sysconfig, glob, json
lib = sysconfig.get_path('stdlib')
print(json.dumps([lib, sysconfig.get_config_var('EXT_SUFFIX'), (glob.glob(lib + '/config-*/libpython*-pic.a') + [''])[0]]))`;
const [lib, suffix, archive] = JSON.parse(execFileSync(oracle, ['-c', QUESTION], { encoding: 'utf8' }));

/** Libraries that modules in the archive need, by module. */
const LIBRARIES = { zlib: ['-l:libz.so.1'], pyexpat: ['-l:libexpat.so.1'] };
/** In the archive, but parts of the interpreter rather than extensions of it. */
const INTERNAL = new Set(
  ('_string _contextvars _ast _tokenize _imp gc atexit faulthandler posix _signal _tracemalloc _suggestions _codecs _collections errno _io ' +
    'itertools _sre _sysconfig _thread time _types _typing _weakref _abc _functools _locale _operator _stat _symtable pwd').split(' '),
);
/** Their objects need others of the archive. */
const COMPOSED = new Set(['_blake2', '_md5', '_sha1', '_sha2', '_sha3']);

function nm(...args) {
  return execFileSync('nm', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}

function shippedModules() {
  return readdirSync(join(lib, 'lib-dynload'))
    .filter((file) => file.endsWith(suffix))
    .map((file) => ({ name: basename(file, suffix), path: join(lib, 'lib-dynload', file), from: 'lib-dynload' }));
}

function linkedModules() {
  if (archive === '') return [];
  const objects = join(folder, 'build', 'linked');
  mkdirSync(objects, { recursive: true });
  const out = [];
  for (const [, member, name] of nm('-A', '--defined-only', archive).matchAll(/:([^:\n]+\.o):\S* T PyInit_(\w+)/g)) {
    if (INTERNAL.has(name) || COMPOSED.has(name)) continue;
    const path = join(objects, `${name}${suffix}`);
    execFileSync('ar', ['x', '--output', objects, archive, member]);
    const { status } = spawnSync('gcc', ['-shared', join(objects, member), ...(LIBRARIES[name] ?? []), '-lm', '-o', path]);
    if (status === 0) out.push({ name, path, from: 'linked into CPython' });
  }
  return out;
}

function missingFunctions(path, stubs) {
  const wanted = [...nm('-D', '--undefined-only', path).matchAll(/ U (\w+)/g)].map(([, symbol]) => symbol);
  return wanted.filter((symbol) => stubs.has(symbol)).sort();
}

function outcome(program, { name, path }) {
  const { status, signal, stdout } = spawnSync(engine, ['--stack-size=3900', program, name, path], { encoding: 'utf8', timeout: 120_000 });
  if (stdout === 'loaded') return 'loads';
  if (stdout !== '') return stdout.split('\n').at(-1).trim();
  return `ends the process (${signal ?? status})`;
}

function table(rows) {
  const lines = rows.map(
    ({ name, from, result, missing }) => `| ${name} | ${from} | ${result.replaceAll('|', '\\|')} | ${missing.length === 0 ? '' : missing.length} |`,
  );
  return ['| module | from | import | functions that it lacks |', '|---|---|---|---|', ...lines].join('\n');
}

/** Missing functions with the modules that want them, the most wanted first. */
function wanted(rows) {
  const users = new Map();
  for (const { name, missing } of rows) for (const symbol of missing) users.set(symbol, [...(users.get(symbol) ?? []), name]);
  return [...users].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
}

const binary = execFileSync(engine, [join(folder, 'scripts', 'build.mjs')], { encoding: 'utf8' }).trim();
const stubs = new Set(readFileSync(join(dirname(binary), 'stubs.txt'), 'utf8').split('\n'));
const program = await bundle(join(folder, 'survey-main.ts'));
const only = process.argv.slice(2);
const rows = [];
for (const module of [...shippedModules(), ...linkedModules()]) {
  if (only.length > 0 && !only.includes(module.name)) continue;
  const row = { ...module, result: outcome(program, module), missing: missingFunctions(module.path, stubs) };
  rows.push(row);
  console.log(`${row.name.padEnd(24)} ${row.result}${row.missing.length === 0 ? '' : `   lacks ${row.missing.length}`}`);
  if (only.length > 0) console.log(`  ${row.missing.join(' ')}`);
}
const loading = rows.filter(({ result }) => result === 'loads');
const complete = loading.filter(({ missing }) => missing.length === 0);
const summary = `${rows.length} modules: ${loading.length} can be imported, ${complete.length} of them lack no function. The core has ${1868 - stubs.size} of the 1,868 names.`;
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
