/**
 * The start-up snapshot: V8's heap after the pure phase of a start, with the types made and importlib, codecs and io imported.
 *
 * `prepare` runs while `bin/snapshot.cjs` builds it: over the portable host, with an empty environment, no options. A process
 * that starts from the snapshot calls `resume`, which gives the runtime its own host, hash secret, options and streams.
 * Nothing of the building process may stay: no environment, no host, no cached directory.
 */
import { createNodeHost } from '@pyston/host/node';
import type { RuntimeConfig } from '@pyston/interp';
import { DEFAULT_FLAGS, prepareRuntime } from '@pyston/interp';
import type { PyDict, PyModule, Runtime, Value } from '@pyston/objects';
import { dictClear, dictCursor, dictDelStr, dictGetStr, dictSetStr, hooks, ts } from '@pyston/objects';
import { fillEnvironment, MODULES } from '@pyston/stdlib';
import { assemblePrepared } from './assembly.ts';
import { frozenSource } from './frozen.ts';
import { findPaths } from './paths.ts';

/** Modules that streams need: there in every start. */
const ALWAYS = ['encodings', 'encodings.utf_8', 'io', '_io', 'posix'];
/** Modules that site imports: they enter sys.modules only when site runs. */
const FOR_SITE = ['os', '_sitebuiltins', 'errno'];
/** What -c imports: the lines of its source stand in no file. */
const FOR_COMMAND = ['linecache'];

/** In the snapshot: what FOR_SITE put into sys.modules, in that order. Null: no snapshot, or it is used up. */
let hidden: Map<string, Value> | null = null;

function buildConfig(): RuntimeConfig {
  const paths = findPaths(() => undefined);
  return {
    host: createNodeHost({ addon: false }),
    modules: MODULES,
    flags: DEFAULT_FLAGS,
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

const moduleNames = (): string[] => {
  const names: string[] = [];
  const cursor = dictCursor(ts.runtime.modules);
  while (cursor.advance()) names.push(String(cursor.key));
  return names;
};

function load(names: readonly string[]): void {
  for (const name of names) if (hooks.importModule(name) === undefined) throw new Error(`${name} cannot be imported`);
}

function posixEnvironment(): PyDict {
  const singles = ts.runtime.extras.get('singlePhase') as Map<string, PyModule>;
  return dictGetStr(singles.get('posix')!.dict, 'environ') as PyDict;
}

/** Fills the heap that becomes the snapshot. */
export function prepare(): void {
  const config = buildConfig();
  const runtime = prepareRuntime(
    config,
    frozenSource(
      findPaths(() => undefined),
      false,
    ),
  );
  if (runtime === undefined) throw new Error('the runtime does not start');
  load(ALWAYS);
  const before = new Set(moduleNames());
  load(FOR_SITE);
  hidden = new Map(
    moduleNames()
      .filter((name) => !before.has(name))
      .map((name) => [name, dictGetStr(runtime.modules, name) as Value]),
  );
  for (const name of hidden.keys()) dictDelStr(runtime.modules, name);
  dictClear(posixEnvironment());
  runtime.host = null;
  runtime.extras.delete('config');
}

/** Whether this process has a prepared runtime that does for `config`: all but rare options. */
export function isPrepared(config: RuntimeConfig): boolean {
  return (
    hidden !== null &&
    config.flags.optimize === 0 &&
    config.flags.verbose === 0 &&
    !config.xOptions.has('importtime') &&
    !config.xOptions.has('frozen_modules')
  );
}

/** The host phase over the prepared runtime. */
export function resume(config: RuntimeConfig): Runtime | undefined {
  const { runtime } = ts;
  if (config.flags.noSite === 0) for (const [name, module] of hidden!) dictSetStr(runtime.modules, name, module);
  hidden = null;
  if (assemblePrepared(config) === undefined) return undefined;
  // only now: the keys are bytes, and the hash secret is this process's own from here on
  fillEnvironment(posixEnvironment());
  return runtime;
}
