#!/usr/bin/env node
// Builds what is stale.
//
//   node scripts/build.mjs                 everything: each package's dist/ and the command
//   node scripts/build.mjs command         only what ./pyston needs: bundle, native addon, packed library
//   node scripts/build.mjs package [NAME…] dist/ of the named packages (none named: of the one in the current folder)
//
// --force rebuilds although nothing changed. Staleness is by content: the digest of a package's inputs is kept in its
// dist/.digest. The bundle writes dist/sources.sh besides, the list that the root command compares with the clock.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { note, progress, progressDone } from './lib/progress.mjs';
import { LAYERS, PACKAGES, ROOT, engineVersion, packageDir, pinnedEngine, readJson, walk } from './lib/workspace.mjs';

const args = process.argv.slice(2);
const force = args.includes('--force');
const names = args.filter((arg) => !arg.startsWith('--'));

/** Digest of the files' names and contents. */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(relative(ROOT, file));
    hash.update('\0');
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}

function writeAtomically(file, content) {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

function run(command, commandArgs, cwd, env = process.env) {
  const done = spawnSync(command, commandArgs, { cwd, env, encoding: 'utf8' });
  const complaint = (done.stderr ?? '').trim();
  return { ok: done.status === 0, output: `${done.stdout ?? ''}${complaint}`, complaint };
}

// ---- dist/ of a package: JavaScript and declarations, file by file ----

const manifestOf = (name) => readJson(join(packageDir(name), 'package.json'));

/** The workspace packages that `name` depends on, in layer order, indirect ones included. */
function dependencies(name, seen = new Set()) {
  for (const dependency of Object.keys(manifestOf(name).dependencies ?? {})) {
    const local = dependency.replace('@pyston/', '');
    if (!PACKAGES.includes(local) || seen.has(local)) continue;
    seen.add(local);
    dependencies(local, seen);
  }
  return LAYERS.filter((layer) => seen.has(layer));
}

function packageInputs(name) {
  const dir = packageDir(name);
  const own = walk(join(dir, 'src'), (file) => file.endsWith('.ts'));
  return [...own, join(dir, 'package.json'), join(dir, 'tsconfig.json'), join(ROOT, 'tsconfig.base.json')];
}

/** Compiles one package; its dependencies' dist/ must be there. Returns the compiler's complaints, '' when it is well. */
function buildPackage(name) {
  const dir = packageDir(name);
  const mark = join(dir, 'dist', '.digest');
  const inputs = [name, ...dependencies(name)].flatMap(packageInputs);
  const wanted = digest(inputs);
  if (!force && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return '';
  progress(`compiling @pyston/${name}`);
  rmSync(mark, { force: true });
  for (const stale of walk(join(dir, 'dist'), (file) => /\.(js|d\.ts)$/.test(file))) rmSync(stale);
  const tsc = run(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.json'], dir);
  if (!tsc.ok) return tsc.output;
  writeAtomically(mark, wanted);
  return '';
}

function buildPackages(wanted) {
  const closure = new Set(wanted.flatMap((name) => [...dependencies(name), name]));
  for (const name of LAYERS.filter((layer) => closure.has(layer))) {
    const complaints = buildPackage(name);
    if (complaints !== '') fail(`@pyston/${name} does not compile`, complaints);
  }
}

// ---- the command: one bundled file, the native addon, the packed library ----

const commandDir = join(packageDir('cli'), 'dist');
const bundleFile = join(commandDir, 'pyston.cjs');

/**
 * Sources name their neighbours by `import.meta.url`. In the bundle that becomes the place which the same file would have
 * beside the CLI package: `<cli>/../<package>/src/file.ts`, true in a checkout and in every installed layout.
 */
const originPlugin = {
  name: 'origin',
  setup(build) {
    build.onLoad({ filter: /packages\/[^/]+\/src\/.*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      const place = relative(join(ROOT, 'packages'), path);
      return {
        contents: source.replaceAll('import.meta.url', `__pystonOrigin(${JSON.stringify(place)})`),
        loader: 'ts',
      };
    });
  },
};

/**
 * Tables that few programs ask for are no part of the bundle: a module of functions without arguments and of numbers, as in
 * objects/src/unicode/generated/, becomes a file in dist/tables/, which the first call reads.
 */
const TABLES =
  /packages\/(objects\/src\/unicode\/generated\/(names|data|decompositions)|parser\/src\/generated\/unicode-names)\.ts$/;

const tablesPlugin = {
  name: 'tables',
  setup(build) {
    build.onLoad({ filter: TABLES }, async ({ path }) => {
      const { transformSync } = await import('esbuild');
      const source = readFileSync(path, 'utf8');
      const { code } = transformSync(source, { loader: 'ts', format: 'cjs', minifyWhitespace: true, charset: 'ascii' });
      const name = relative(join(ROOT, 'packages'), path)
        .replace('/src/', '/')
        .replaceAll('/', '-')
        .replace('.ts', '.cjs');
      writeAtomically(join(commandDir, 'tables', name), code);
      const module = { exports: {} };
      new Function('module', 'exports', code)(module, module.exports);
      const stubs = Object.entries(module.exports).map(([key, value]) =>
        typeof value === 'function'
          ? `export const ${key} = () => __pystonTable('${name}').${key}();`
          : `export const ${key} = ${JSON.stringify(value)};`,
      );
      return { contents: stubs.join('\n'), loader: 'js' };
    });
  },
};

const TABLE = `const __pystonTables = new Map(); const __pystonTable = (name) => {
  let module = __pystonTables.get(name);
  if (module === undefined) {
    module = { exports: {} };
    const code = require('node:fs').readFileSync(require('node:path').join(__dirname, 'tables', name), 'latin1');
    new Function('module', 'exports', code)(module, module.exports);
    __pystonTables.set(name, module);
  }
  return module.exports;
};`.replaceAll(/\n */g, ' ');

/** The loader compiles the file as an expression, so the module function stands in the file itself. */
const MODULE_HEAD = '(function (exports, require, module, __filename, __dirname) {';
const ORIGIN = `const __pystonOrigin = (place) => new URL('../../' + place, require('node:url').pathToFileURL(__filename)).href;`;

async function bundle() {
  progress('bundling the command');
  const esbuild = await import('esbuild');
  const result = await esbuild.build({
    entryPoints: [join(packageDir('cli'), 'src', 'main.ts')],
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    conditions: ['pyston-source'],
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'ascii',
    banner: { js: MODULE_HEAD + ORIGIN + TABLE },
    footer: { js: '})' },
    plugins: [originPlugin, tablesPlugin],
    metafile: true,
    write: false,
    logLevel: 'silent',
    sourcemap: process.env.PYSTON_SOURCEMAP ? 'inline' : false,
  });
  const text = result.outputFiles[0].text;
  const key = createHash('sha256').update(text).digest('hex').slice(0, 16);
  writeAtomically(bundleFile, `// pyston ${key}\n${text}`);
  const sources = Object.keys(result.metafile.inputs).filter((file) => !file.includes('node_modules'));
  return sources.map((file) => join(ROOT, file));
}

/**
 * Build steps that packages bring themselves. Each is run when one of its inputs is newer than the last build, decides on
 * its own what is stale, and must fail softly: what cannot be built is one line on stderr with its remedy (its stdout is
 * not shown).
 */
const OWN_STEPS = [
  {
    title: 'building the native addon',
    script: 'host/scripts/build-native.mjs',
    inputs: ['host/native/src', 'host/scripts'],
  },
  {
    title: 'packing the standard library',
    script: 'stdlib/scripts/build-lib.mjs',
    inputs: ['stdlib/overlay', 'stdlib/scripts'],
  },
  {
    title: 'freezing the modules of a start',
    script: 'stdlib/scripts/build-frozen.mjs',
    inputs: ['parser/src', 'bytecode/src'],
  },
];

function ownSteps() {
  const inputs = [];
  for (const step of OWN_STEPS) {
    const script = join(ROOT, 'packages', step.script);
    if (!existsSync(script)) continue;
    inputs.push(...step.inputs.flatMap((dir) => walk(join(ROOT, 'packages', dir))));
    progress(step.title);
    const done = run(process.execPath, [script], ROOT);
    if (!done.ok) note(`${step.title} failed:\n${lastLines(done.output, 5)}`);
    else if (done.complaint !== '') note(done.complaint);
  }
  return inputs;
}

const lastLines = (text, count) => text.trim().split('\n').slice(-count).join('\n');

/** sources.sh: a shell fragment that sets `pyston_stale` when an input is newer than itself. Builtins only, about 3 µs per file. */
function stalenessTest(inputs) {
  const list = inputs.map((file) => `'${relative(ROOT, file)}'`).join(' \\\n');
  return `for pyston_input in \\\n${list}\ndo [ "$pyston_input" -nt packages/cli/dist/sources.sh ] && pyston_stale=1 && break; done\n`;
}

/**
 * The start-up snapshot of the bundle (packages/cli/bin/make-snapshot.cjs), for the pinned engine. Its name tells the launcher
 * which bundle and engine it is for. Without one, a start is slower and otherwise the same.
 */
function snapshot() {
  const engine = pinnedEngine();
  if (engine === null) return;
  progress('making the start-up snapshot');
  const digest = /^\/\/ pyston (\S+)/.exec(readFileSync(bundleFile, 'latin1'))[1];
  const file = join(commandDir, `pyston-${digest}-${engineVersion(engine)}.blob`);
  const done = run(engine, [join(packageDir('cli'), 'bin', 'make-snapshot.cjs'), file], ROOT);
  if (!done.ok) note(`no start-up snapshot:\n${lastLines(done.output, 5).slice(-500)}`);
}

async function buildCommand() {
  const started = new Date();
  const extra = ownSteps();
  let sources;
  try {
    sources = await bundle();
  } catch (error) {
    fail('the command does not build', error.message);
  }
  snapshot();
  const fixed = [
    'package.json',
    'pnpm-lock.yaml',
    'scripts/build.mjs',
    'tsconfig.base.json',
    'packages/cli/bin/snapshot.cjs',
    'packages/cli/bin/make-snapshot.cjs',
  ].map((file) => join(ROOT, file));
  const file = join(commandDir, 'sources.sh');
  writeAtomically(file, stalenessTest([...new Set([...sources, ...extra, ...fixed])]));
  // Edits made while the build ran must count as newer.
  const { utimesSync } = await import('node:fs');
  utimesSync(file, started, started);
}

function fail(what, details) {
  progressDone();
  process.stderr.write(`${what}:\n${details.trim()}\n`);
  process.exit(1);
}

/** True when this file was started, not imported. */
const isMain = import.meta.url === pathToFileURL(process.argv[1] ?? '').href;

if (isMain) {
  const [what, ...rest] = names;
  if (what === 'package') buildPackages(rest.length > 0 ? rest : [basename(process.cwd())]);
  else if (what === 'command') await buildCommand();
  else if (what === undefined) {
    buildPackages(PACKAGES);
    await buildCommand();
  } else fail('unknown target', `${what}: expected nothing, "command" or "package"`);
  progressDone();
}
