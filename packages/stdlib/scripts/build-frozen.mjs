#!/usr/bin/env node
// Compiles the modules that CPython freezes into lib/frozen.pack, so that a start neither looks for nor compiles them.
//
//   node scripts/build-frozen.mjs [--force]
//
// The sources are those in lib/python3.14/ (scripts/build-lib.mjs). Code objects carry the file name `<frozen NAME>`, as in
// CPython's tracebacks. Layout of the pack, little-endian, read by src/frozen/frozen.ts:
//
//   u32 magic 'PYFZ' | u32 length of the index | index | code of the modules, one after the other
//
// The index is JSON: a list of [name, isPackage, offset, length], offsets counted from the end of the index.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addTree, loadCompiler } from './compiler.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const repository = join(root, '..', '..');
const library = join(root, 'lib', 'python3.14');
const pack = join(root, 'lib', 'frozen.pack');
const mark = join(root, 'lib', '.frozen-digest');

/** Frozen name → source below the library. The two bootstrap modules have names of their own. */
const FROZEN = [
  ['_frozen_importlib', 'importlib/_bootstrap.py', 'importlib._bootstrap'],
  ['_frozen_importlib_external', 'importlib/_bootstrap_external.py', 'importlib._bootstrap_external'],
  ...[
    'zipimport',
    'abc',
    'codecs',
    'io',
    '_collections_abc',
    '_sitebuiltins',
    'genericpath',
    'ntpath',
    'posixpath',
  ].map(plain),
  ...['os', 'site', 'stat', 'runpy', '__hello__'].map(plain),
  ...['importlib.util', 'importlib.machinery'].map(plain),
];

function plain(name) {
  return [name, `${name.replaceAll('.', '/')}.py`, name];
}

/** Everything that the compiled code depends on. */
function digest() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of ['parser', 'bytecode']) addTree(hash, join(repository, 'packages', name, 'src'));
  for (const [, file] of FROZEN) hash.update(readFileSync(join(library, file)));
  return hash.digest('hex');
}

function assemble({ parse, compileModule, serialize }) {
  const index = [];
  const blobs = [];
  let offset = 0;
  for (const [name, file, shown] of FROZEN) {
    const filename = `<frozen ${shown}>`;
    const tree = parse(readFileSync(join(library, file)), { filename, mode: 'exec' });
    const blob = serialize(compileModule(tree, { filename }));
    index.push([name, file.endsWith('/__init__.py'), offset, blob.length]);
    blobs.push(blob);
    offset += blob.length;
  }
  const text = Buffer.from(JSON.stringify(index));
  const head = Buffer.from('PYFZ\0\0\0\0', 'latin1');
  head.writeUInt32LE(text.length, 4);
  return Buffer.concat([head, text, ...blobs]);
}

if (!existsSync(library)) {
  console.error('@pyston/stdlib: nothing frozen: the library is not laid out (scripts/build-lib.mjs)');
  process.exit(0);
}
const wanted = digest();
if (
  process.argv.includes('--force') ||
  !existsSync(mark) ||
  !existsSync(pack) ||
  readFileSync(mark, 'utf8') !== wanted
) {
  const bytes = assemble(await loadCompiler());
  mkdirSync(dirname(pack), { recursive: true });
  writeFileSync(`${pack}.${process.pid}`, bytes);
  renameSync(`${pack}.${process.pid}`, pack);
  writeFileSync(mark, wanted);
  // made for packing, by the compiler before this one
  rmSync(join(root, 'lib', 'code.pack'), { force: true });
  console.log(`@pyston/stdlib: ${FROZEN.length} modules frozen, ${Math.round(bytes.length / 1024)} KB`);
}
