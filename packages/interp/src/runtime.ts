/**
 * Starting a runtime: builtins and sys, importlib, the standard streams, site (CPython's Python/pylifecycle.c).
 *
 * Pure phase first (types, modules, importlib), then the host phase (environment, descriptors, hash seed).
 */
import type { PyModule, PyStr, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callKw,
  callMethod,
  dictGetStr,
  dictSetStr,
  E,
  getAttr,
  hooks,
  int,
  isStr,
  jsString,
  makeModule,
  method,
  newDict,
  newModule,
  None,
  PyCode,
  PyMethodDescriptor,
  raise,
  Runtime,
  setAttr,
  setThreadState,
  str,
  strFromJs,
  strValue,
  ThreadState,
  ts,
} from '@pyston/objects';
import { runCode } from './builtins/evaluation.ts';
import { builtinsModule } from './builtins/module.ts';
import type { RuntimeConfig } from './config.ts';
import type { FrozenSource } from './import/imp.ts';
import { impModule } from './import/imp.ts';
import type { Bootstrap } from './import/import.ts';
import { setImportTime } from './import/import-time.ts';
import { installZipHook } from './import/zip-hook.ts';
import { installLoop } from './resume.ts';
import { configureSys, sysModule } from './sys/module.ts';
import { PyStderrPrinter } from './sys/stderr-printer.ts';

let loopInstalled = false;

/** A fresh runtime with its main thread state, made current. `undefined` = an exception is pending. */
export function startRuntime(config: RuntimeConfig, frozen: FrozenSource): Runtime | undefined {
  const runtime = prepareRuntime(config, frozen);
  return runtime === undefined || standardStreams(config) === undefined ? undefined : runtime;
}

/** The pure phase: a runtime without streams, which a start-up snapshot can hold. */
export function prepareRuntime(config: RuntimeConfig, frozen: FrozenSource): Runtime | undefined {
  if (!loopInstalled) installLoop();
  loopInstalled = true;
  const runtime = new Runtime();
  setThreadState(new ThreadState(runtime));
  runtime.modules = newDict();
  adopt(runtime, config);
  runtime.extras.set('frozen', frozen);
  runtime.extras.set('singlePhase', new Map());
  runtime.extras.set(
    'builtinModules',
    new Map([...config.modules, builtinsModule, sysModule, impModule].map((m) => [m.name, m])),
  );
  const builtins = core(runtime, builtinsModule);
  const sys = core(runtime, sysModule);
  runtime.builtins = builtins.dict;
  runtime.sys = sys.dict;
  dictSetStr(builtins.dict, '__debug__', config.flags.optimize === 0);
  configureSys(sys, config);
  dictSetStr(sys.dict, 'stderr', new PyStderrPrinter());
  if (installImportlib(runtime, sys, frozen) === undefined) return undefined;
  configureImp(runtime, config);
  return runtime;
}

/** What a runtime keeps of its configuration. */
function adopt(runtime: Runtime, config: RuntimeConfig): void {
  runtime.host = config.host;
  runtime.main.ident = config.host.threads.ident();
  runtime.intMaxStrDigits = config.flags.intMaxStrDigits;
  runtime.bytesWarning = config.flags.bytesWarning;
  seedHash(runtime, config);
  runtime.extras.set('config', config);
  runtime.extras.set('optimize', config.flags.optimize);
  runtime.extras.set('debugRanges', config.flags.debugRanges);
  setImportTime(config.flags.importTime);
  if (config.parser !== undefined) runtime.extras.set('parser', config.parser);
  if (config.tiers !== undefined && config.tiers.length > 0) runtime.extras.set('tiers', config.tiers);
}

/** The host phase for the current, prepared runtime: it takes the configuration of this process. */
export function completeRuntime(config: RuntimeConfig): Runtime | undefined {
  const { runtime } = ts;
  adopt(runtime, config);
  configureSys((runtime.extras.get('singlePhase') as Map<string, PyModule>).get('sys')!, config);
  configureImp(runtime, config);
  return standardStreams(config) === undefined ? undefined : runtime;
}

function configureImp(runtime: Runtime, config: RuntimeConfig): void {
  const imp = dictGetStr(runtime.modules, '_imp') as PyModule;
  dictSetStr(imp.dict, 'check_hash_based_pycs', strFromJs(config.checkHashPycs ?? 'default'));
}

/** Makes a module that exists before importlib does. */
function core(runtime: Runtime, spec: typeof builtinsModule): PyModule {
  const module = makeModule(spec);
  (runtime.extras.get('singlePhase') as Map<string, PyModule>).set(spec.name, module);
  dictSetStr(runtime.modules, spec.name, module);
  return module;
}

/** Secret of str and bytes hashes: zero for seed 0, CPython's generator for others, random without one. */
function seedHash(runtime: Runtime, config: RuntimeConfig): void {
  if (config.hashSeed === 0) return;
  const words = runtime.hashSecret;
  const raw = new Uint8Array(words.buffer);
  if (config.hashSeed === null) {
    config.host.random.fill(raw);
    return;
  }
  let x = config.hashSeed >>> 0;
  for (let i = 0; i < raw.length; i++) {
    x = (Math.imul(x, 214013) + 2531011) >>> 0;
    raw[i] = (x >>> 16) & 0xff;
  }
}

function frozenModule(name: string, frozen: FrozenSource): PyModule | undefined {
  const code = frozen.code(name);
  if (code === null)
    return raise(E.ImportError!, `frozen module ${name} is missing: the standard library was not found`);
  const module = newModule(name);
  dictSetStr(module.dict, '__origname__', strFromJs(frozen.origin(name)));
  dictSetStr(module.dict, '__builtins__', ts.runtime.builtins);
  return runCode(new PyCode(code), module.dict, module.dict) === undefined ? undefined : module;
}

/** importlib._bootstrap, then its external half. */
function installImportlib(runtime: Runtime, sys: PyModule, frozen: FrozenSource): Result {
  const bootstrap = frozenModule('_frozen_importlib', frozen);
  if (bootstrap === undefined) return undefined;
  dictSetStr(runtime.modules, '_frozen_importlib', bootstrap);
  const imp = core(runtime, impModule);
  const get = (name: string): Value => dictGetStr(bootstrap.dict, name) as Value;
  const names: Bootstrap = {
    findAndLoad: get('_find_and_load'),
    handleFromlist: get('_handle_fromlist'),
    lockUnlock: get('_lock_unlock_module'),
    calcPackage: get('_calc___package__'),
    resolveName: get('_resolve_name'),
  };
  runtime.extras.set('bootstrap', names);
  if (call(get('_install'), [sys, imp]) === undefined) return undefined;
  if (call(get('_install_external_importers'), []) === undefined) return undefined;
  installZipHook();
  return frozen.libraryCode === undefined ? None : takeLibraryCode(runtime, frozen);
}

/** Gives SourceFileLoader a get_code that first asks for the library's code. */
function takeLibraryCode(runtime: Runtime, frozen: FrozenSource): Result {
  const external = dictGetStr(runtime.modules, '_frozen_importlib_external');
  const loader = getAttr(external as Value, 'SourceFileLoader');
  const original = loader === undefined ? undefined : getAttr(loader, 'get_code');
  if (original === undefined) return undefined;
  const getCode = (self: Value, fullname: Value): Result => {
    const path = getAttr(self, 'path');
    if (path === undefined) return undefined;
    const optimized = ts.runtime.extras.get('optimize') !== 0;
    const code = optimized || !isStr(path) ? null : frozen.libraryCode!(jsString(strValue(path)));
    return code === null ? call(original, [self, fullname]) : new PyCode(code);
  };
  const spec = method(
    'get_code',
    '($self, fullname, /)',
    getCode,
    'Code of the module, compiled unless it was already.',
  );
  return setAttr(loader!, 'get_code', new PyMethodDescriptor(spec, loader as PyType));
}

interface StreamSpec {
  readonly name: 'stdin' | 'stdout' | 'stderr';
  readonly fd: number;
  readonly mode: string;
}

const STREAMS: readonly StreamSpec[] = [
  { name: 'stdin', fd: 0, mode: 'rb' },
  { name: 'stdout', fd: 1, mode: 'wb' },
  { name: 'stderr', fd: 2, mode: 'wb' },
];

/** sys.stdin, stdout, stderr as text files; None where the descriptor is closed. */
function standardStreams(config: RuntimeConfig): Result {
  if (hooks.importModule('encodings') === undefined) return undefined;
  const io = hooks.importModule('io');
  if (io === undefined) return undefined;
  const wrapper = hooks.importModule('_io');
  const open = wrapper === undefined ? undefined : getAttr(wrapper, 'open');
  if (open === undefined) return undefined;
  dictSetStr(ts.runtime.builtins, 'open', open);
  for (const spec of STREAMS) {
    const stream = standardStream(io, spec, config);
    if (stream === undefined) return undefined;
    dictSetStr(ts.runtime.sys, spec.name, stream);
    dictSetStr(ts.runtime.sys, `__${spec.name}__`, stream);
  }
  return None;
}

function standardStream(io: Value, spec: StreamSpec, config: RuntimeConfig): Result {
  const { host, flags } = config;
  if (host.fd.getInheritable(spec.fd) < 0) return None;
  const open = getAttr(io, 'open');
  if (open === undefined) return undefined;
  const output = spec.name !== 'stdin';
  const unbuffered = output && flags.unbuffered;
  const buffer = callKw(open, [int(spec.fd), str(spec.mode), int(unbuffered ? 0 : -1), None, None, None, false], null);
  if (buffer === undefined) return undefined;
  const raw = unbuffered ? buffer : getAttr(buffer, 'raw');
  if (raw === undefined || setName(raw, spec.name) === undefined) return undefined;
  const tty = callMethod(raw, 'isatty');
  if (tty === undefined) return undefined;
  const [given, errors] = streamEncoding(spec, config);
  const encoding = codecName(given);
  const wrapper = getAttr(io, 'TextIOWrapper');
  if (wrapper === undefined) return undefined;
  const lineBuffering = output && (tty === true || spec.name === 'stderr' || flags.interactive > 0) && !unbuffered;
  const text = callKw(
    wrapper,
    [buffer, strFromJs(encoding), strFromJs(errors), str('\n'), lineBuffering, unbuffered],
    ['encoding', 'errors', 'newline', 'line_buffering', 'write_through'],
  );
  if (text === undefined || setModeAttribute(text, output ? 'w' : 'r') === undefined) return undefined;
  return text;
}

/** The codec's own name of an encoding that the user gave. */
function codecName(encoding: string): string {
  if (encoding === 'utf-8') return encoding;
  const codecs = hooks.importModule('codecs');
  const found = codecs === undefined ? undefined : callMethod(codecs, 'lookup', strFromJs(encoding));
  const name = found === undefined ? undefined : getAttr(found, 'name');
  ts.exc = null;
  return name === undefined ? encoding : jsString(name as PyStr);
}

/** PYTHONIOENCODING=encoding:errors, else UTF-8; stderr escapes what it cannot write. */
function streamEncoding(spec: StreamSpec, config: RuntimeConfig): [string, string] {
  const given = config.flags.ignoreEnvironment ? undefined : config.host.env.get('PYTHONIOENCODING');
  const [encoding, errors] = (given ?? '').split(':');
  const lenient = (encoding ?? '') === '' && usesSurrogates(config);
  const fallback = spec.name === 'stderr' ? 'backslashreplace' : lenient ? 'surrogateescape' : 'strict';
  return [
    encoding === undefined || encoding === '' ? 'utf-8' : encoding,
    spec.name === 'stderr' || errors === undefined || errors === '' ? fallback : errors,
  ];
}

/** Locales without a language: bytes that they cannot decode round-trip. */
const PLAIN_LOCALES = ['C', 'POSIX', 'C.UTF-8', 'C.utf8', 'UTF-8'];

/** In these locales and in UTF-8 mode. */
function usesSurrogates(config: RuntimeConfig): boolean {
  const { env } = config.host;
  const locale = env.get('LC_ALL') || env.get('LC_CTYPE') || env.get('LANG') || 'C';
  return PLAIN_LOCALES.includes(locale) || env.get('PYTHONUTF8') === '1';
}

function setName(raw: Value, name: string): Result {
  return setAttr(raw, 'name', str(`<${name}>`));
}

function setModeAttribute(text: Value, mode: string): Result {
  return setAttr(text, 'mode', str(mode));
}

/** Module warnings applies what -W asked for. False = it raised. */
export function importWarnings(config: RuntimeConfig): Result {
  return config.warnOptions.length === 0 ? None : hooks.importModule('warnings');
}

/** Imports site, unless -S; a start-up snapshot brings the module, and only what it does is left. */
export function importSite(config: RuntimeConfig): Result {
  if (config.flags.noSite > 0) return None;
  const prepared = dictGetStr(ts.runtime.modules, 'site');
  if (prepared !== ABSENT) return callMethod(prepared, 'main');
  return hooks.importModule('site') === undefined ? undefined : None;
}

/** Module __main__, new. */
export function mainModule(): PyModule {
  const module = newModule('__main__');
  dictSetStr(module.dict, '__builtins__', dictGetStr(ts.runtime.modules, 'builtins') as Value);
  const importlib = dictGetStr(ts.runtime.modules, '_frozen_importlib') as PyModule;
  dictSetStr(module.dict, '__loader__', dictGetStr(importlib.dict, 'BuiltinImporter') as Value);
  dictSetStr(ts.runtime.modules, '__main__', module);
  return module;
}
