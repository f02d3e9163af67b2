#!/usr/bin/env node
// Packs every package, looks into the tarballs, installs them into empty folders outside the repository and uses them.
//
//   node scripts/test-packing.mjs [--keep]
//
// The uses are the programs of tests/packing/<set>/: `use.mjs` is run with node, `hello.py` through `npx pyston`; what they
// print must equal the .out file beside them. A set installs the packages that its packages.txt names (nothing else of ours).
// Where all are installed, the examples of their READMEs run too, and types.ts is compiled against their types.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress, progressDone } from './lib/progress.mjs';
import { PACKAGES, ROOT, packageDir, pnpmCommand, readJson, walk } from './lib/workspace.mjs';

const place = mkdtempSync(join(tmpdir(), 'pyston-packing-'));
let passed = 0;
let failed = 0;

function verdict(title, problems) {
  progressDone();
  if (problems.length === 0) passed += 1;
  else {
    failed += 1;
    console.log(`FAIL ${title}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

function run([command, ...args], cwd, env = {}) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 300_000, env: { ...process.env, ...env } });
  return {
    ok: done.status === 0,
    stdout: done.stdout ?? '',
    output: `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`.trim(),
  };
}

/** Packs one package and unpacks it beside; returns the tarball and the folder. */
function pack(name) {
  progress(`packing @pyston/${name}`);
  const { version } = readJson(join(packageDir(name), 'package.json'));
  const done = run(pnpmCommand('pack', '--pack-destination', place), packageDir(name));
  const tarball = join(place, `pyston-${name}-${version}.tgz`);
  if (!existsSync(tarball))
    return { problems: [done.output.split('\n').slice(-5).join('\n  ') || 'pnpm pack made no tarball'] };
  const folder = join(place, 'unpacked', name);
  mkdirSync(folder, { recursive: true });
  const unpacked = run(['tar', '-xzf', tarball, '-C', folder, '--strip-components=1'], place);
  return { tarball, folder, problems: unpacked.ok ? [] : [unpacked.output] };
}

/** The files that a manifest's exports and bin promise. */
function promisedFiles(manifest) {
  const targets = Object.values(manifest.exports ?? {}).flatMap((target) =>
    typeof target === 'string'
      ? [target]
      : Object.entries(target ?? {}).flatMap(([condition, file]) => (condition === 'pyston-source' ? [] : [file])),
  );
  return [...targets, ...Object.values(manifest.bin ?? {})].filter((file) => !file.includes('*'));
}

/** What is wrong with an unpacked package. */
function* packageProblems(folder) {
  const manifest = readJson(join(folder, 'package.json'));
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE', ...promisedFiles(manifest)]) {
    if (!existsSync(join(folder, file))) yield `${file} is not in the tarball`;
  }
  for (const file of Object.values(manifest.bin ?? {})) {
    if (existsSync(join(folder, file)) && (statSync(join(folder, file)).mode & 0o111) === 0)
      yield `${file} is not executable`;
  }
  for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
    for (const [dependency, range] of Object.entries(manifest[field] ?? {})) {
      if (/^(workspace|link|file|catalog):/.test(range)) yield `${field}.${dependency} is "${range}"`;
    }
  }
  for (const field of ['name', 'version', 'description', 'license', 'engines', 'exports', 'type']) {
    if (manifest[field] === undefined) yield `package.json has no ${field}`;
  }
  if (
    !existsSync(join(folder, 'LICENSE-UNICODE.txt')) &&
    walk(folder).some((file) => /unicode[-/](generated|names)/.test(file))
  )
    yield 'it has Unicode tables without their licence';
  if (manifest.scripts?.install || manifest.scripts?.postinstall) yield 'it has an install script';
  for (const file of walk(folder)) {
    const name = file.slice(folder.length + 1);
    if (/^(src|tests|bench|\.test-build)\//.test(name)) yield `${name} should not be in the tarball`;
    if (name.endsWith('.js') && /from '\.{1,2}\/[^']*\.ts'/.test(readFileSync(file, 'utf8')))
      yield `${name} imports a .ts file`;
  }
}

const kilobytes = (file) => `${Math.round(statSync(file).size / 1024)} KB`;

function packAll() {
  const tarballs = {};
  for (const name of PACKAGES) {
    const { tarball, folder, problems } = pack(name);
    if (tarball) {
      tarballs[name] = tarball;
      console.log(`@pyston/${name}: ${kilobytes(tarball)}, ${walk(folder).length} files`);
    }
    verdict(`pack @pyston/${name}`, folder ? [...problems, ...packageProblems(folder)] : problems);
  }
  return tarballs;
}

/** Installs a set's packages in an empty folder and copies its programs there. */
function installSet(set, tarballs) {
  const source = join(ROOT, 'tests', 'packing', set);
  const folder = join(place, `use-${set}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const wanted = readFileSync(join(source, 'packages.txt'), 'utf8')
    .split(/\s+/)
    .filter((name) => name !== '');
  const missing = wanted.filter((name) => !tarballs[name]);
  if (missing.length > 0) return { folder, problems: [`not packed: ${missing.join(', ')}`] };
  progress(`installing for ${set}`);
  const installed = run(
    ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted.map((name) => tarballs[name])],
    folder,
  );
  for (const file of readdirSync(source)) copyFileSync(join(source, file), join(folder, file));
  return { folder, problems: installed.ok ? [] : [installed.output.slice(-2000)] };
}

function useSet(set, tarballs) {
  const { folder, problems } = installSet(set, tarballs);
  verdict(`install ${set}`, problems);
  if (problems.length > 0) return;
  for (const file of readdirSync(folder)
    .filter((name) => /^[a-z-]+\.(mjs|py)$/.test(name))
    .sort()) {
    progress(`${set}: ${file}`);
    const command = file.endsWith('.mjs') ? [process.execPath, file] : ['npx', '--no-install', 'pyston', file];
    const done = run(command, folder);
    const expected = readFileSync(join(folder, `${file}.out`), 'utf8');
    const wrong =
      done.ok && done.stdout === expected
        ? []
        : [`expected: ${JSON.stringify(expected)}`, `got: ${JSON.stringify(done.output.slice(0, 1500))}`];
    verdict(`${set}: ${file}`, wrong);
  }
}

/** Runs every JavaScript example of the READMEs that the tarballs brought. */
function useReadmes(folder) {
  for (const name of PACKAGES) {
    const readme = readFileSync(join(folder, 'node_modules', '@pyston', name, 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/^```[jt]s\n(.*?)^```$/gms)].map(([, text]) => text);
    verdict(`README of @pyston/${name}`, examples.length > 0 ? [] : ['shows no use']);
    examples.forEach((text, i) => {
      progress(`README of @pyston/${name}`);
      writeFileSync(join(folder, `${name}-${i}.mjs`), text);
      const { ok, stdout, output } = run([process.execPath, `${name}-${i}.mjs`], folder);
      verdict(`README of @pyston/${name}, example ${i + 1}`, ok && stdout !== '' ? [] : [output.slice(0, 1500)]);
    });
  }
}

/** Compiles types.ts as a program that only has the installed packages. */
function compileTypes(folder) {
  progress('types.ts');
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
  ];
  const { ok, output } = run([process.execPath, compiler, ...options, 'types.ts'], folder);
  verdict('types under moduleResolution nodenext', ok ? [] : output.split('\n').slice(0, 20));
}

/** How long the first starts of an installed command take: without caches, with the code cache, with the snapshot. */
async function coldStarts(folder) {
  const bin = join(folder, 'node_modules', '.bin', 'pyston');
  const dist = join(folder, 'node_modules', '@pyston', 'cli', 'dist');
  for (const file of readdirSync(dist)) if (/\.(cache|blob|lock)$/.test(file)) rmSync(join(dist, file));
  const time = (env = {}) => {
    const before = process.hrtime.bigint();
    const { ok } = run([bin, '-c', 'pass'], folder, env);
    return ok ? `${Math.round(Number(process.hrtime.bigint() - before) / 1e6)} ms` : 'failed';
  };
  const first = time();
  const second = time({ PYSTON_NO_SNAPSHOT: '1' });
  const made = () => readdirSync(dist).some((file) => file.endsWith('.blob'));
  for (let i = 0; i < 300 && !made(); i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  verdict('the first run makes a start-up snapshot', made() ? [] : ['there is none after 30 s']);
  console.log(`cold start: ${first}; with the code cache ${second}; with the snapshot ${time()}`);
}

const tarballs = packAll();
for (const set of readdirSync(join(ROOT, 'tests', 'packing')).sort()) {
  useSet(set, tarballs);
  if (set !== 'cli') continue;
  const folder = join(place, `use-${set}`);
  useReadmes(folder);
  compileTypes(folder);
  await coldStarts(folder);
}
if (process.argv.includes('--keep')) console.log(`kept in ${place}`);
else rmSync(place, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
