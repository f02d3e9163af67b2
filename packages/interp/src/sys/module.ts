/** Module sys. */
import type { Host } from '@pyston/host';
import type { AsyncgenHooks, ModuleSpec, PyModule, Result, Value } from '@pyston/objects';
import {
  asIndex,
  big,
  call,
  deleteTypeAttr,
  TypeFlag,
  defineModule,
  dictFromEntries,
  dictGetStr,
  dictSetStr,
  float,
  int,
  isStr,
  list,
  method,
  makeModule,
  newFrozenSet,
  None,
  simpleNamespace,
  str,
  strFromJs,
  structSequence,
  T,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
  asFloat,
  tryCallSpecial,
  ABSENT,
  uninstallAll,
  isType,
} from '@pyston/objects';
import type { RuntimeConfig } from '../config.ts';
import { monitoringModule } from './monitoring.ts';
import { FRAME_FUNCTIONS } from './frames.ts';
import { HOOK_FUNCTIONS } from './hooks.ts';
import {
  asyncgenHooksType,
  flagsValue,
  floatInfo,
  hashInfo,
  HEX_VERSION,
  intInfo,
  threadInfo,
  VERSION,
  versionInfo,
} from './structs.ts';
import { STDLIB_MODULE_NAMES } from './stdlib-names.ts';

const strings = (items: readonly string[]): Value => list(items.map((s) => strFromJs(s)));

function implementation(): Value {
  return simpleNamespace({
    name: str('pyston'),
    cache_tag: str('pyston-314'),
    version: versionInfo(),
    hexversion: int(HEX_VERSION),
    _multiarch: str('x86_64-linux-gnu'),
    supports_isolated_interpreters: false,
  });
}

function intern(v: Value): Result {
  if (typeof v === 'string' || typeOf(v) === T.str) return v;
  return typeError(
    isStr(v) ? `can't intern ${typeOf(v).name}` : `intern() argument must be str, not ${typeOf(v).name}`,
  );
}

/** -X cpu_count; -1 without. */
function cpuCountConfig(): number {
  const forced = Number((ts.runtime.extras.get('config') as RuntimeConfig | undefined)?.xOptions.get('cpu_count'));
  return forced > 0 ? forced : -1;
}

/** Sizes are those of CPython where a program could expect them; an object's own __sizeof__ decides. */
function getsizeof(v: Value, fallback?: Value): Result {
  const r = tryCallSpecial(v, '__sizeof__', []);
  if (r === ABSENT) return fallback ?? typeError(`Type ${typeOf(v).name} doesn't define __sizeof__`);
  if (r === undefined) return undefined;
  const n = asIndex(r);
  if (n === undefined) return undefined;
  return n < 0 ? valueError('__sizeof__() should return >= 0') : int(n + 16);
}

function setIntMaxStrDigits(v: Value): Result {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  if (n !== 0 && n < 640) return valueError('maxdigits must be 0 or larger than 640');
  ts.runtime.intMaxStrDigits = n;
  return None;
}

function setSwitchInterval(v: Value): Result {
  const n = asFloat(v);
  if (n === undefined) return undefined;
  if (n <= 0) return valueError('switch interval must be strictly positive');
  ts.runtime.extras.set('switchInterval', n);
  (ts.runtime.host as Host).threads.setSwitchInterval(n);
  return None;
}

function asyncgenHooks(): AsyncgenHooks {
  return (ts.asyncgenHooks ??= { firstiter: None, finalizer: None });
}

function setAsyncgenHooks(firstiter?: Value, finalizer?: Value): Result {
  for (const [name, fn] of [
    ['firstiter', firstiter],
    ['finalizer', finalizer],
  ] as const) {
    if (fn !== undefined && fn !== None && typeOf(fn).slots.call === null)
      return typeError(`callable ${name} expected, got ${typeOf(fn).name}`);
  }
  const h = asyncgenHooks();
  if (firstiter !== undefined) h.firstiter = firstiter;
  if (finalizer !== undefined) h.finalizer = finalizer;
  return None;
}

function setOriginDepth(v: Value): Result {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('depth must be >= 0');
  ts.originDepth = n;
  return None;
}

/** Audit hooks: called with every event (PEP 578). */
function audit(event: Value, args: Value[]): Result {
  if (!isStr(event)) return typeError(`expected str for argument 'event', not ${typeOf(event).name}`);
  const list_ = ts.runtime.extras.get('auditHooks') as Value[] | undefined;
  if (list_ === undefined) return None;
  for (const hook of list_.slice()) if (call(hook, [event, tuple(args)]) === undefined) return undefined;
  return None;
}

function addAuditHook(hook: Value): Result {
  const { extras } = ts.runtime;
  const list_ = (extras.get('auditHooks') as Value[] | undefined) ?? [];
  list_.push(hook);
  extras.set('auditHooks', list_);
  return None;
}

function clearTypeCache(): Result {
  for (const name of Object.keys(T)) if (isType(T[name]!)) uninstallAll(T[name]!);
  return None;
}

/** dataclasses drops the descriptors of a class that it replaces by one with slots. */
function clearTypeDescriptors(type: Value): Result {
  if (!isType(type)) return typeError(`_clear_type_descriptors() argument must be type, not ${typeOf(type).name}`);
  if (type.flags & TypeFlag.Immutable) return typeError('argument is immutable');
  deleteTypeAttr(type, '__dict__');
  deleteTypeAttr(type, '__weakref__');
  return None;
}

const MISC = [
  method('intern', '(string, /)', intern, "``Intern'' the given string."),
  method(
    'getsizeof',
    '(object, default=None)',
    getsizeof,
    'getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes.',
  ),
  method('getrefcount', '(object, /)', () => int(2), 'Return the reference count of object.'),
  method(
    'getdefaultencoding',
    '()',
    () => str('utf-8'),
    'Return the current default encoding used by the Unicode implementation.',
  ),
  method(
    'getfilesystemencoding',
    '()',
    () => str('utf-8'),
    'Return the encoding used to convert Unicode filenames to OS filenames.',
  ),
  method(
    'getfilesystemencodeerrors',
    '()',
    () => str('surrogateescape'),
    'Return the error mode used for Unicode to OS filename conversion.',
  ),
  method(
    'get_int_max_str_digits',
    '()',
    () => int(ts.runtime.intMaxStrDigits),
    'Return the maximum string digits limit for non-binary int<->str conversions.',
  ),
  method(
    'set_int_max_str_digits',
    '(maxdigits)',
    setIntMaxStrDigits,
    'Set the maximum string digits limit for non-binary int<->str conversions.',
  ),
  method(
    'getswitchinterval',
    '()',
    () => float((ts.runtime.extras.get('switchInterval') as number | undefined) ?? 0.005),
    'Return the current thread switch interval; see sys.setswitchinterval().',
  ),
  method(
    'setswitchinterval',
    '(interval, /)',
    setSwitchInterval,
    'Set the ideal thread switching delay inside the Python interpreter.',
  ),
  method(
    'get_asyncgen_hooks',
    '()',
    () => structSequence(asyncgenHooksType, [asyncgenHooks().firstiter, asyncgenHooks().finalizer]),
    'Return the installed asynchronous generators hooks.',
  ),
  method(
    'set_asyncgen_hooks',
    '(firstiter=None, finalizer=None)',
    setAsyncgenHooks,
    'Set asynchronous generators hooks.',
  ),
  method('get_coroutine_origin_tracking_depth', '()', () => int(ts.originDepth)),
  method('set_coroutine_origin_tracking_depth', '(depth)', setOriginDepth),
  method('audit', '(event, /, *args)', audit, 'Passes the event to any hooks that are attached.'),
  method('addaudithook', '(hook)', addAuditHook, 'Adds a new audit hook callback.'),
  method(
    'is_finalizing',
    '()',
    () => ts.runtime.extras.get('finalizing') === true,
    'Return True if Python is exiting.',
  ),
  method('is_stack_trampoline_active', '()', () => false),
  method('is_remote_debug_enabled', '()', () => false),
  method('_is_gil_enabled', '()', () => true, 'Return True if the GIL is currently enabled and False otherwise.'),
  method('_is_interned', '(string, /)', (s: Value) =>
    isStr(s) ? typeof s === 'string' : typeError(`_is_interned() argument must be str, not ${typeOf(s).name}`),
  ),
  method('_is_immortal', '(op, /)', (v: Value) => typeof v !== 'object' || v === None),
  method(
    '_clear_type_descriptors',
    '(type, /)',
    clearTypeDescriptors,
    "Private function for clearing certain descriptors from a type's dictionary.\n\nSee gh-135228 for context.",
  ),
  method('_clear_type_cache', '()', clearTypeCache),
  method('_clear_internal_caches', '()', clearTypeCache),
  method('getallocatedblocks', '()', () => int(0)),
  method('getunicodeinternedsize', '(*, _only_immortal=False)', () => int(0)),
  method('_get_cpu_count_config', '()', () => int(cpuCountConfig())),
  method('getdlopenflags', '()', () => int((ts.runtime.extras.get('dlopenflags') as number | undefined) ?? 2)),
  method('setdlopenflags', '(flags, /)', (v: Value) => (ts.runtime.extras.set('dlopenflags', v as number), None)),
];

/** The attributes that need no configuration. */
function constants(): Record<string, Value> {
  const version = `${VERSION.major}.${VERSION.minor}.${VERSION.micro}`;
  return {
    maxsize: big(2n ** 63n - 1n),
    maxunicode: int(0x10ffff),
    byteorder: str('little'),
    platform: str('linux'),
    platlibdir: str('lib'),
    copyright: str(
      'Copyright (c) 2026 The Pyston developers.\nAll Rights Reserved.\n\nThe standard library is Copyright (c) 2001 Python Software Foundation.\nAll Rights Reserved.',
    ),
    api_version: int(1013),
    hexversion: int(HEX_VERSION),
    version: str(`${version} (main, Pyston) [TypeScript]`),
    version_info: versionInfo(),
    implementation: implementation(),
    float_repr_style: str('short'),
    float_info: floatInfo(),
    int_info: intInfo(),
    hash_info: hashInfo(),
    thread_info: threadInfo(),
    abiflags: str(''),
    _git: tuple([str('Pyston'), str(''), str('')]),
    _framework: str(''),
    stdlib_module_names: newFrozenSet(STDLIB_MODULE_NAMES.map((n) => str(n)))!,
    meta_path: list([]),
    path_hooks: list([]),
    path_importer_cache: dictFromEntries([]),
    pycache_prefix: None,
    _home: None,
  };
}

export const sysModule: ModuleSpec = defineModule({
  name: 'sys',
  doc: 'This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.',
  functions: [...FRAME_FUNCTIONS, ...HOOK_FUNCTIONS, ...MISC],
  attrs: constants,
});

/** sys._jit: whether CPython's own JIT runs; it never does here. */
const jit: ModuleSpec = defineModule({
  name: 'sys._jit',
  doc: 'Utilities for observing just-in-time compilation.',
  functions: ['is_available', 'is_enabled', 'is_active'].map((name) => method(name, '()', () => false)),
});

/** Fills what comes from the command line and the host. */
export function configureSys(module: PyModule, config: RuntimeConfig): void {
  const set = (name: string, value: Value): void => dictSetStr(module.dict, name, value);
  const { flags, prefix } = config;
  set('modules', ts.runtime.modules);
  set('argv', strings(config.argv));
  set('orig_argv', strings(config.origArgv));
  set('executable', strFromJs(config.executable));
  set('_base_executable', strFromJs(config.executable));
  set('path', strings(config.path));
  set('prefix', strFromJs(prefix));
  set('exec_prefix', strFromJs(prefix));
  set('base_prefix', strFromJs(prefix));
  set('base_exec_prefix', strFromJs(prefix));
  set('_stdlib_dir', strFromJs(config.lib));
  set('flags', flagsValue(flags, config.hashSeed !== 0));
  set('warnoptions', strings(config.warnOptions));
  set(
    '_xoptions',
    dictFromEntries([...config.xOptions].map(([k, v]) => [k, v === true ? true : strFromJs(v)] as const)),
  );
  set('dont_write_bytecode', flags.dontWriteBytecode > 0);
  set('platform', str(config.host.platform.name));
  set('pycache_prefix', config.pycachePrefix === null ? None : strFromJs(config.pycachePrefix));
  set(
    'builtin_module_names',
    tuple([...new Set([...config.modules.map((m) => m.name), 'builtins', 'sys', '_imp'])].sort().map((n) => str(n))),
  );
  for (const name of ['displayhook', 'excepthook', 'unraisablehook', 'breakpointhook'])
    set(`__${name}__`, hookOf(module, name));
  set('monitoring', makeModule(monitoringModule));
  set('_jit', makeModule(jit));
}

function hookOf(module: PyModule, name: string): Value {
  const v = dictGetStr(module.dict, name);
  return v === ABSENT ? None : v;
}
