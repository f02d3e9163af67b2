// Compiles the arena addon for the engine that runs this; `loadArena(folder)` gives it, or throws saying what is missing.
// `folder` is this one: a bundle of this file stands elsewhere.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

function headers() {
  const beside = join(process.execPath, '..', '..', 'include', 'node');
  if (existsSync(join(beside, 'node.h'))) return beside;
  throw new Error(`no Node.js headers beside ${process.execPath}; use a Node.js that brings them`);
}

/** The compiled addon's path. */
export function buildArena(folder) {
  const out = join(folder, '..', 'build', `arena-${process.versions.modules}.node`);
  const source = join(folder, 'arena.cc');
  if (existsSync(out) && statSync(out).mtimeMs > statSync(source).mtimeMs) return out;
  mkdirSync(dirname(out), { recursive: true });
  const temporary = `${out}.${process.pid}`;
  const flags = '-O2 -fPIC -shared -std=c++20 -fno-rtti -fno-exceptions -Wall -Wextra -Wno-cast-function-type'.split(
    ' ',
  );
  const defines = ['-DBUILDING_NODE_EXTENSION', '-DNODE_GYP_MODULE_NAME=pyston_arena', '-Wno-unused-parameter'];
  const compiler = process.env.CXX ?? 'g++';
  const made = spawnSync(compiler, [...flags, ...defines, '-isystem', headers(), source, '-o', temporary]);
  if (made.error) throw new Error(`no C++ compiler (${compiler}); install g++`);
  if (made.status !== 0) throw new Error(`the arena addon does not compile: ${made.stderr}`);
  renameSync(temporary, out);
  return out;
}

export function loadArena(folder) {
  return createRequire(join(folder, 'x.js'))(buildArena(folder));
}
