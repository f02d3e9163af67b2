// The extension modules of the oracle: what it ships in lib-dynload, and those that it links into itself, taken from its archive as the
// object files that they are.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');
const QUESTION = `
import sysconfig, glob, json
lib = sysconfig.get_path('stdlib')
print(json.dumps([lib, sysconfig.get_config_var('EXT_SUFFIX'), (glob.glob(lib + '/config-*/libpython*-pic.a') + [''])[0]]))`;

/** Libraries that modules in the archive need, by module. */
const LIBRARIES = { zlib: ['-l:libz.so.1'], pyexpat: ['-l:libexpat.so.1'] };
/** In the archive, but parts of the interpreter rather than extensions of it. */
const INTERNAL = new Set(
  (
    '_string _contextvars _ast _tokenize _imp gc atexit faulthandler posix _signal _tracemalloc _suggestions _codecs _collections ' +
    'errno _io itertools _sre _sysconfig _thread time _types _typing _weakref _abc _functools _locale _operator _stat _symtable pwd'
  ).split(' '),
);
/** Their objects need others of the archive. */
const COMPOSED = new Set(['_blake2', '_md5', '_sha1', '_sha2', '_sha3']);

export function nm(...args) {
  return execFileSync('nm', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}

function link(archive, member, name, path) {
  const objects = fileURLToPath(new URL('../build/linked/', import.meta.url));
  mkdirSync(objects, { recursive: true });
  execFileSync('ar', ['x', '--output', objects, archive, member]);
  const { status } = spawnSync('gcc', [
    '-shared',
    join(objects, member),
    ...(LIBRARIES[name] ?? []),
    '-lm',
    '-o',
    path,
  ]);
  return status === 0;
}

function linked(archive, suffix) {
  const out = [];
  for (const [, member, name] of nm('-A', '--defined-only', archive).matchAll(/:([^:\n]+\.o):\S* T PyInit_(\w+)/g)) {
    if (INTERNAL.has(name) || COMPOSED.has(name)) continue;
    const path = fileURLToPath(new URL(`../build/linked/${name}${suffix}`, import.meta.url));
    if (existsSync(path) || link(archive, member, name, path)) out.push({ name, path, from: 'linked into CPython' });
  }
  return out;
}

/** Name, path and origin of each. */
export function extensions() {
  const [lib, suffix, archive] = JSON.parse(execFileSync(oracle, ['-c', QUESTION], { encoding: 'utf8' }));
  const folder = join(lib, 'lib-dynload');
  const shipped = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => ({ name: basename(file, suffix), path: join(folder, file), from: 'lib-dynload' }));
  return archive === '' ? shipped : [...shipped, ...linked(archive, suffix)];
}
