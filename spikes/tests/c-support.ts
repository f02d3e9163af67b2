/** What the tests of C extensions share: building the core and the sample, a runtime, and CPython as the judge. */
import type { PythonRuntime } from '@pyston/cli';
import { createRuntime } from '@pyston/cli';
import { dictSetStr, None, ts } from '@pyston/objects';
import type { PyModule, Result } from '@pyston/objects';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Capi, Region } from '../c/src/index.ts';
import { loadCapi } from '../c/src/index.ts';

export const FOLDER = fileURLToPath(new URL('../c/', import.meta.url));
const BUILD = join(FOLDER, 'build');

export const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');

/** Facts of the real CPython. */
export interface Reference {
  /** Folder with Python.h. */
  readonly include: string;
  /** Folder of the extension modules that it ships. */
  readonly dynload: string;
  readonly suffix: string;
  /** Object files of the modules that are linked into it, or ''. */
  readonly archive: string;
  readonly lib: string;
}

const QUESTION = `
import sysconfig, sys, json, os, glob
lib = sysconfig.get_path('stdlib')
print(json.dumps({'include': sysconfig.get_path('include'), 'dynload': os.path.join(lib, 'lib-dynload'), 'lib': lib,
    'suffix': sysconfig.get_config_var('EXT_SUFFIX'), 'archive': (glob.glob(lib + '/config-*/libpython*-pic.a') + [''])[0]}))`;

export let reference: Reference;

/** Why C extensions cannot be tested here, with the remedy; null when they can. */
export function problem(): string | null {
  if (!existsSync(oracle))
    return 'no CPython 3.14 to compare with; set PYSTON_ORACLE or install it as CONTRIBUTING.md says';
  const asked = spawnSync(oracle, ['-c', QUESTION], { encoding: 'utf8' });
  if (asked.status !== 0) return 'the CPython of PYSTON_ORACLE does not run; install it again';
  reference = JSON.parse(asked.stdout) as Reference;
  const found = includeFolders().some((folder) => existsSync(join(folder, 'Python.h')));
  if (!found) return 'no headers of CPython 3.14; install its development package beside the oracle';
  const built = spawnSync(process.execPath, [join(FOLDER, 'scripts', 'build.mjs')], { encoding: 'utf8' });
  if (built.status === 3) return built.stdout.trim();
  if (built.status !== 0) throw new Error(built.stderr);
  binary = built.stdout.trim();
  return null;
}

let binary = '';

/** The reported folder, and where a relocated installation has it. */
export function includeFolders(): string[] {
  const version = 'python3.14';
  const usr = join(dirname(dirname(reference.lib)), 'include');
  return [reference.include, join(usr, version), usr];
}

function newer(target: string, source: string): boolean {
  return existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs;
}

/** The sample extension, compiled against CPython's own headers. */
export function buildSample(): string {
  mkdirSync(BUILD, { recursive: true });
  const source = join(FOLDER, 'ext', 'sample.c');
  const target = join(BUILD, `sample${reference.suffix}`);
  const include = includeFolders().map((folder) => `-I${folder}`);
  if (!newer(target, source))
    execFileSync('gcc', ['-O2', '-fPIC', '-shared', '-Wall', ...include, source, '-o', target], { stdio: 'pipe' });
  return target;
}

/** A module that CPython links into itself, from its own object file; null where that is not installed. */
export function linkBuiltin(name: string, member: string): string | null {
  if (reference.archive === '') return null;
  const target = join(BUILD, `${name}${reference.suffix}`);
  if (existsSync(target)) return target;
  execFileSync('ar', ['x', '--output', BUILD, reference.archive, member]);
  execFileSync('gcc', ['-shared', join(BUILD, member), '-o', target]);
  return target;
}

export function shipped(name: string): string {
  return join(reference.dynload, `${name}${reference.suffix}`);
}

export let capi: Capi;

/** A runtime with the core started. */
export async function startPython(region?: Region): Promise<PythonRuntime> {
  const python = createRuntime({ lib: reference.lib, flags: { noSite: 1 }, hashSeed: 0 });
  capi = await loadCapi(binary, region);
  within(python, () => (capi.startCore(), None));
  return python;
}

/** Runs `body` in the runtime; a raised exception is thrown. */
export function within(python: PythonRuntime, body: () => Result): unknown {
  return (python as unknown as { perform(body: () => Result): unknown }).perform(body);
}

/** Puts the extension module into sys.modules and gives it. */
export function importExtension(python: PythonRuntime, name: string, path: string): PyModule {
  let m: Result;
  within(python, () => {
    m = capi.loadExtension(path, name);
    if (m === undefined) return undefined;
    dictSetStr(ts.runtime.modules, name, m);
    return None;
  });
  return m as unknown as PyModule;
}

/** What the program prints on this runtime. */
export function outputOf(python: PythonRuntime, program: string): string {
  python.run('import io, sys\n_stdout, sys.stdout = sys.stdout, io.StringIO()');
  try {
    python.run(readFileSync(join(FOLDER, 'programs', program)), program);
  } finally {
    python.run('_text = sys.stdout.getvalue(); sys.stdout = _stdout');
  }
  return python.get('_text') as string;
}

/** What it prints on CPython. */
export function expectedOutput(program: string): string {
  return execFileSync(oracle, [join(FOLDER, 'programs', program)], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: BUILD, PYTHONHASHSEED: '0' },
  });
}
