#!/usr/bin/env node
// Lays out CPython's library in lib/python3.14/, the place where `sys.prefix` = this package expects it.
//
//   node scripts/build-lib.mjs [--force]
//
// The sources are those of CPython 3.14.2, out of python_stdlib.zip of the npm package `pyodide` (a build-time dependency;
// nothing of CPython is committed). What belongs to Pyodide itself is left out, its patches are taken back by EDITS; modules that
// the archive lacks come out of brython_stdlib.js of the npm package `brython`, without docstrings; and the files of overlay/ are
// laid on top. A digest in lib/.digest says whether that was done already.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const overlay = join(root, 'overlay');
const lib = join(root, 'lib');

/** Pyodide's own: its packages, its stubs in place of modules, what only holds for its platform. */
const LEFT_OUT = [
  /^_?pyodide\//,
  /^site-packages\//,
  /^_sysconfigdata/,
  /^_ssl\.py$/,
  /^ssl\.py$/,
  /^webbrowser\.py$/,
  /^ctypes\/macholib\/(fetch|README)/,
  /mypy\.ini$/,
];

/** Pyodide's patches, taken back. `count` is how often the pattern must be found: another version of the archive fails here. */
const EDITS = [
  { file: 'json/encoder.py', pattern: /^_JSNULL = None\n/gm, count: 1 },
  { file: 'json/encoder.py', pattern: /^ +elif \w+ is _JSNULL:\n.*'null'\n/gm, count: 4 },
  { file: 'zoneinfo/_common.py', pattern: /^ +import sys\n +if "tzdata" not in sys\.modules:\n(.*\n){4}/gm, count: 1 },
];

/** Modules that Pyodide keeps apart and Brython has as CPython does. */
const FROM_BRYTHON = ['_pydecimal'];

/** The contents of a file of a build-time dependency. */
function fileOf(dependency, file) {
  try {
    return readFileSync(join(dirname(createRequire(import.meta.url).resolve(`${dependency}/package.json`)), file));
  } catch {
    console.error(
      `@pyston/stdlib: library not packed: the package ${dependency} is not installed; run ./pyston or npm test (PYSTON_LIB=DIR names another library)`,
    );
    process.exit(0);
  }
}

/** The modules of FROM_BRYTHON: [name, source]. The script holds one JSON object: name -> [suffix, source, imports]. */
function* brythonModules(script) {
  const text = script.toString('utf8');
  const start = text.indexOf('{', text.indexOf('var scripts ='));
  const scripts = JSON.parse(text.slice(start, text.lastIndexOf('}', text.lastIndexOf('update_VFS')) + 1));
  for (const name of FROM_BRYTHON) yield [`${name}.py`, scripts[name][1].replace(/^\n+/, '')];
}

/** The members of a zip archive: [name, contents], stored or deflated. */
function* members(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + size);
    if (!name.endsWith('/')) yield [name, method === 0 ? stored : inflateRawSync(stored)];
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

/** Takes back the patches of one file. */
function edited(name, contents) {
  let text = null;
  for (const { file, pattern, count } of EDITS) {
    if (file !== name) continue;
    text ??= contents.toString('utf8');
    const found = text.match(pattern)?.length ?? 0;
    if (found !== count) throw new Error(`${file}: ${pattern} is there ${found} times, not ${count}`);
    text = text.replace(pattern, '');
  }
  return text ?? contents;
}

function overlayFiles(dir = overlay, found = []) {
  if (!existsSync(dir)) return found;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) overlayFiles(join(dir, entry.name), found);
    else found.push(join(dir, entry.name));
  }
  return found.sort();
}

function digest(...sources) {
  const hash = createHash('sha256')
    .update(Buffer.concat(sources))
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of overlayFiles()) hash.update(file.slice(overlay.length)).update(readFileSync(file));
  return hash.digest('hex');
}

const archive = fileOf('pyodide', 'python_stdlib.zip');
const script = fileOf('brython', 'brython_stdlib.js');
const wanted = digest(archive, script);
const mark = join(lib, '.digest');
if (process.argv.includes('--force') || !existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
  const fresh = `${lib}.${process.pid}`;
  const target = join(fresh, 'python3.14');
  let count = 0;
  for (const [name, contents] of members(archive)) {
    if (LEFT_OUT.some((pattern) => pattern.test(name))) continue;
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, edited(name, contents));
    count += 1;
  }
  for (const [name, source] of brythonModules(script)) writeFileSync(join(target, name), source);
  if (existsSync(overlay)) cpSync(overlay, target, { recursive: true });
  writeFileSync(join(fresh, '.digest'), wanted);
  rmSync(lib, { recursive: true, force: true });
  renameSync(fresh, lib);
  console.log(`@pyston/stdlib: ${count} files of CPython's library in lib/python3.14`);
}
