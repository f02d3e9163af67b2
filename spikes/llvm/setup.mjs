#!/usr/bin/env node
// Installs what the LLVM spike needs beyond the root install: llvm-bindings (compiled here, about two minutes) and koffi, from a frozen
// lockfile of their own in toolchain/, so that `pnpm install` of the checkout never fetches or compiles them.
//
//   node spikes/llvm/setup.mjs [--check]       --check only says whether everything is there

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedEngine, pnpmCommand } from '../../scripts/lib/workspace.mjs';

const here = import.meta.dirname;
const toolchain = join(here, 'toolchain');
const addon = join(toolchain, 'node_modules', 'llvm-bindings', 'build', 'Release', 'llvm-bindings.node');
const library = ['/usr/lib/llvm-14/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'].find(
  (folder) => existsSync(join(folder, 'libLLVM-14.so.1')),
);

function stop(message) {
  console.error(`llvm: ${message}`);
  process.exit(1);
}

const has = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What apt-get should install, or null. */
function missingPackages() {
  const missing = [];
  if (library === undefined || !existsSync('/usr/lib/llvm-14/include/llvm/IR/IRBuilder.h')) missing.push('llvm-14-dev');
  if (!has('cmake', '--version')) missing.push('cmake');
  if (!has('g++', '--version')) missing.push('g++');
  if (!existsSync('/usr/include/zlib.h')) missing.push('zlib1g-dev');
  return missing.length === 0 ? null : missing.join(' ');
}

if (existsSync(addon) && library !== undefined) {
  console.log('llvm: llvm-bindings, koffi and libLLVM-14 are there');
  process.exit(0);
}
if (process.argv.includes('--check')) stop('not installed; run node spikes/llvm/setup.mjs');
const packages = missingPackages();
if (packages !== null) stop(`missing on this machine; run: apt-get install -y ${packages}`);
const engine = pinnedEngine() ?? process.execPath;
const [command, ...args] = pnpmCommand('install', '--frozen-lockfile');
console.log('llvm: compiling llvm-bindings, about two minutes …');
// cmake-js fetches headers unless it is told where some are
const env = { ...process.env, npm_config_nodedir: join(engine, '..', '..') };
const { status } = spawnSync(command, args, { cwd: toolchain, env, stdio: 'inherit' });
if (status !== 0 || !existsSync(addon)) stop('llvm-bindings could not be built; its output is above');
console.log('llvm: ready');
