#!/usr/bin/env node
// Compiles the packed library into lib/code.pack (its layout: src/frozen/library.ts), so that the first import of a module
// does not compile it. For packing: a checkout keeps .pyc files as CPython does.
//
//   node scripts/build-code.mjs

import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCompiler } from './compiler.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const library = join(root, 'lib', 'python3.14');
const pack = join(root, 'lib', 'code.pack');

/** What few programs import, or what stands in only where an accelerator is missing: half as much again to download. */
const LEFT_OUT =
  /^(_pyio|_pydatetime|_pyrepl|ctypes|curses|dbm|encodings|ensurepip|idlelib|mailbox|imaplib|multiprocessing|pydoc_data|sqlite3|tkinter|turtle|turtledemo|venv|wsgiref|xmlrpc)(\/|\.py$)/;

function* modules(dir = '') {
  for (const entry of readdirSync(join(library, dir), { withFileTypes: true })) {
    const file = dir === '' ? entry.name : `${dir}/${entry.name}`;
    if (entry.isDirectory()) yield* modules(file);
    else if (file.endsWith('.py') && !LEFT_OUT.test(file)) yield file;
  }
}

const { parse, compileModule, serialize } = await loadCompiler();
const index = {};
const blobs = [];
let offset = 0;
for (const file of modules()) {
  const source = readFileSync(join(library, file));
  let blob;
  try {
    blob = serialize(compileModule(parse(source, { filename: file, mode: 'exec' }), { filename: file }));
  } catch (error) {
    console.error(`@pyston/stdlib: ${file} does not compile: ${error.message}`);
    continue;
  }
  index[file] = [offset, blob.length, source.length];
  blobs.push(blob);
  offset += blob.length;
}
const text = Buffer.from(JSON.stringify(index));
const head = Buffer.from('PYLC\0\0\0\0', 'latin1');
head.writeUInt32LE(text.length, 4);
writeFileSync(`${pack}.${process.pid}`, Buffer.concat([head, text, ...blobs]));
renameSync(`${pack}.${process.pid}`, pack);
console.log(`@pyston/stdlib: ${blobs.length} modules compiled, ${Math.round(offset / 1024)} KB`);
