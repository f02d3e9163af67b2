// Loads the bundled command through V8's code cache, and has the start-up snapshot made that later starts use.
//
// argv here: engine, this file, name of the start-up snapshot to be made (or ''), the command the user started, arguments.
// The bundle sees engine, command, arguments.
// The cache stands beside the bundle, or in the user's cache folder where that place is not writable. Its name carries the
// bundle's digest and the engine's version, since V8 itself compares no more of a source than its length; V8 rejects a
// cache that was made under other flags. It is written at the end of the first run, so it holds what a run compiles.

'use strict';

const fs = require('node:fs');
const vm = require('node:vm');

const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  process.stderr.write(`pyston: Node.js ${process.versions.node} is too old: 20 or newer is needed\n`);
  process.exit(2);
}

const bundle = `${__dirname.slice(0, -'/bin'.length)}/dist/pyston.cjs`;
const [, snapshotName] = process.argv.splice(1, 2);

/** The bundle is pure ASCII, so this makes a one-byte string without decoding. */
function readBundle() {
  try {
    return fs.readFileSync(bundle, 'latin1');
  } catch (error) {
    process.stderr.write(`pyston: ${bundle}: ${error.code}: the package is incomplete, reinstall it\n`);
    process.exit(2);
  }
}

const source = readBundle();
const digest = source.slice('// pyston '.length, source.indexOf('\n'));
const flags = process.execArgv.find((arg) => arg.startsWith('--stack-size')) ?? '';
const cacheName = `pyston-${digest}-${process.versions.v8}-${process.arch}${flags.replace('--stack-size=', '-')}.cache`;
const besides = `${__dirname.slice(0, -'/bin'.length)}/dist/${cacheName}`;

function userCacheDir() {
  const base = process.env.XDG_CACHE_HOME || (process.env.HOME && `${process.env.HOME}/.cache`);
  return base ? `${base}/pyston` : null;
}

/** A file that somebody else could have written must not be run. */
function isOurs(file) {
  const { uid, mode } = fs.statSync(file);
  return uid === process.getuid() && (mode & 0o022) === 0;
}

function readCache() {
  try {
    return fs.readFileSync(besides);
  } catch {}
  const dir = userCacheDir();
  try {
    if (dir !== null && isOurs(dir) && isOurs(`${dir}/${cacheName}`)) return fs.readFileSync(`${dir}/${cacheName}`);
  } catch {}
  return undefined;
}

/** Writes by rename, so that a reader never sees half a cache; removes caches of earlier bundles in the same folder. */
function writeCacheIn(dir, data) {
  const temporary = `${dir}/${cacheName}.${process.pid}`;
  fs.writeFileSync(temporary, data, { mode: 0o644, flag: 'wx' });
  fs.renameSync(temporary, `${dir}/${cacheName}`);
  for (const name of fs.readdirSync(dir)) {
    if (/^pyston-.*\.cache$/.test(name) && !name.startsWith(`pyston-${digest}-`))
      fs.rmSync(`${dir}/${name}`, { force: true });
  }
}

function writeCache() {
  try {
    const data = script.createCachedData();
    try {
      writeCacheIn(`${__dirname.slice(0, -'/bin'.length)}/dist`, data);
    } catch {
      const dir = userCacheDir();
      if (dir === null) return;
      fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
      if (isOurs(dir)) writeCacheIn(dir, data);
    }
  } catch {}
}

/** A folder where this package may write: beside the bundle, or its place in the user's cache; null without either. */
function writableDir() {
  const dist = bundle.slice(0, bundle.lastIndexOf('/'));
  try {
    fs.accessSync(dist, fs.constants.W_OK);
    return dist;
  } catch {}
  const cache = userCacheDir();
  if (cache === null) return null;
  fs.mkdirSync(cache, { recursive: true, mode: 0o700 });
  if (!isOurs(cache)) return null;
  const dir = `${cache}/snapshots${dist.slice(0, -'/dist'.length)}`;
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/** An attempt is not repeated within so many milliseconds. */
const RETRY = 24 * 60 * 60 * 1000;

/** False while another process makes the file, or where that failed. */
function claim(lock) {
  try {
    if (Date.now() - fs.statSync(lock).mtimeMs > RETRY) fs.rmSync(lock);
  } catch {}
  try {
    fs.closeSync(fs.openSync(lock, 'wx'));
    return true;
  } catch {
    return false;
  }
}

/** Makes the start-up snapshot in the background. */
function makeSnapshot() {
  try {
    const dir = writableDir();
    if (dir === null || !claim(`${dir}/${snapshotName}.lock`)) return;
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, [`${__dirname}/make-snapshot.cjs`, `${dir}/${snapshotName}`], {
      detached: true,
      stdio: 'ignore',
      env: {},
      cwd: '/',
    });
    child.on('error', () => undefined);
    require('node:os').setPriority(child.pid, 10);
    child.unref();
  } catch {}
}

if (snapshotName !== '' && !process.env.PYSTON_NO_CODE_CACHE) process.once('exit', makeSnapshot);

const cachedData = process.env.PYSTON_NO_CODE_CACHE ? undefined : readCache();
const script = new vm.Script(source, {
  filename: bundle,
  cachedData,
  importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
if ((cachedData === undefined || script.cachedDataRejected) && !process.env.PYSTON_NO_CODE_CACHE) {
  process.once('exit', writeCache);
}
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, require, module_, bundle, bundle.slice(0, bundle.lastIndexOf('/')));
