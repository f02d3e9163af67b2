/**
 * The start-up snapshot: V8's heap after the pure phase of a start, with the types made and importlib, codecs, io, os and
 * site imported.
 *
 * `prepare` and `rehearse` run while `bin/snapshot.cjs` builds it: over the portable host, with an empty environment, no
 * options. A process that starts from the snapshot calls `resume`, which gives the runtime its own host, hash secret,
 * options and streams. Nothing of the building process may stay: no environment, no host, no cached directory.
 *
 * The rehearsal is a start of its own, undone afterwards. It leaves what a start otherwise makes anew: V8's code of the
 * functions that run, and the records of the Python functions.
 */
import { createNodeHost } from '@pyston/host/node';
import type { RuntimeConfig } from '@pyston/interp';
import { compileSource, DEFAULT_FLAGS, importSite, prepareRuntime, startCold } from '@pyston/interp';
import type { PyDict, Runtime, Value } from '@pyston/objects';
import { dictClear, dictCursor, dictDelStr, dictGetStr, dictSetStr, PyModule, ts } from '@pyston/objects';
import { fillEnvironment, MODULES } from '@pyston/stdlib';
import { assemblePrepared } from './assembly.ts';
import { frozenSource } from './frozen.ts';
import { readOptions } from './options.ts';
import { findPaths, packStamp } from './paths.ts';
import { hasPrepared, hide, importPrepared, preparedModules, reveal } from './prepared.ts';
import { runCommand } from './run.ts';

function buildConfig(noSite: number): RuntimeConfig {
  const paths = findPaths(() => undefined);
  return {
    host: createNodeHost({ addon: false }),
    modules: MODULES,
    flags: { ...DEFAULT_FLAGS, dontWriteBytecode: 1, noSite },
    argv: [''],
    origArgv: [''],
    executable: '',
    path: paths.path,
    lib: paths.lib,
    prefix: paths.prefix,
    warnOptions: [],
    xOptions: new Map(),
    hashSeed: 0,
    pycachePrefix: null,
  };
}

function posixEnvironment(): PyDict {
  const singles = ts.runtime.extras.get('singlePhase') as Map<string, PyModule>;
  return dictGetStr(singles.get('posix')!.dict, 'environ') as PyDict;
}

/** Of the pack that the frozen modules came from. */
let stamp = '';

/** Fills the heap that becomes the snapshot. */
export function prepare(): void {
  startCold(null);
  // module site without its main(), which looks at the environment
  const config = buildConfig(1);
  const frozen = frozenSource(
    findPaths(() => undefined),
    false,
  );
  if (prepareRuntime(config, frozen) === undefined) throw new Error('the runtime does not start');
  importPrepared();
  stamp = packStamp(findPaths(() => undefined).frozenPack);
  leaveBuilder();
}

/** Takes out what belongs to the building process. */
function leaveBuilder(): void {
  const { runtime } = ts;
  dictClear(posixEnvironment());
  dictClear(dictGetStr(runtime.sys, 'path_importer_cache') as PyDict);
  runtime.host = null;
  runtime.extras.delete('config');
}

/** What the rehearsal runs: statements that most programs have. */
const PROGRAM = `
class A:
    x = 1
    def f(self, a, *, b=2):
        return a + b
def g(items):
    total = 0
    for i in items:
        if i % 2:
            total += i
    return total
try:
    s = f"{g(range(3))} {A().f(1)!r}".split()
    d = {k: len(k) for k in s}
except ValueError as e:
    raise
`;

/** A start in the building process, with all that it put into modules taken back. */
export function rehearse(): void {
  const saved = saveNamespaces();
  const config = buildConfig(0);
  if (resume(config) === undefined || importSite(config) === undefined) throw new Error('the rehearsal does not start');
  const options = readOptions(['-c', PROGRAM], () => undefined);
  if (runCommand(options, PROGRAM) === undefined) throw new Error('the rehearsal fails');
  const file = { filename: '<rehearsal>', mode: 'exec', flags: 0, optimize: 0, program: true } as const;
  if (compileSource(new TextEncoder().encode(PROGRAM), file) === undefined) throw new Error('the rehearsal fails');
  const linecache = dictGetStr(ts.runtime.modules, 'linecache') as PyModule;
  dictClear(dictGetStr(linecache.dict, '_interactive_cache') as PyDict);
  hide();
  restoreNamespaces(saved);
  leaveBuilder();
}

type Namespaces = Map<PyDict, Map<string, Value>>;

function entries(dict: PyDict): Map<string, Value> {
  const found = new Map<string, Value>();
  const cursor = dictCursor(dict);
  while (cursor.advance()) found.set(String(cursor.key), cursor.value as Value);
  return found;
}

function saveNamespaces(): Namespaces {
  const { runtime } = ts;
  const saved: Namespaces = new Map([[runtime.modules, entries(runtime.modules)]]);
  for (const module of [...preparedModules(), ...entries(runtime.modules).values()])
    if (module instanceof PyModule) saved.set(module.dict, entries(module.dict));
  return saved;
}

function restoreNamespaces(saved: Namespaces): void {
  for (const [dict, before] of saved) {
    for (const name of entries(dict).keys()) if (!before.has(name)) dictDelStr(dict, name);
    for (const [name, value] of before) if (dictGetStr(dict, name) !== value) dictSetStr(dict, name, value);
  }
}

/** Whether this process has a prepared runtime that does for `config`: all but rare options. */
export function isPrepared(config: RuntimeConfig): boolean {
  return (
    hasPrepared() &&
    config.flags.optimize === 0 &&
    config.flags.verbose === 0 &&
    config.flags.importTime === 0 &&
    !config.xOptions.has('frozen_modules') &&
    !config.xOptions.has('cpu_count') &&
    packStamp(findPaths(() => undefined).frozenPack) === stamp
  );
}

/** The host phase over the prepared runtime. */
export function resume(config: RuntimeConfig): Runtime | undefined {
  const { runtime } = ts;
  if (config.flags.noSite === 0) reveal('site');
  if (assemblePrepared(config) === undefined) return undefined;
  // only now: the keys are bytes, and the hash secret is this process's own from here on
  fillEnvironment(posixEnvironment());
  return runtime;
}
