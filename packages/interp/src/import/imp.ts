/** Module _imp: what importlib needs of the runtime. */
import type { ModuleSpec, PyModule, Result, Value } from '@pyston/objects';
import {
  bufferOf,
  bytes,
  codeConstants,
  defineModule,
  E,
  getAttr,
  hooks,
  int,
  isStr,
  jsString,
  list,
  makeModule,
  method,
  None,
  PyCode,
  raise,
  raiseValue,
  RecursiveLock,
  str,
  strFromJs,
  strValue,
  ts,
  tuple,
  typeError,
  typeOf,
  siphash13,
} from '@pyston/objects';
import type { CodeObject } from '@pyston/bytecode';
import { OPCODE_DIGEST } from '@pyston/bytecode';

/** Built-in modules by name. */
function builtinSpecs(): Map<string, ModuleSpec> {
  return ts.runtime.extras.get('builtinModules') as Map<string, ModuleSpec>;
}

/** Code objects of frozen modules. */
export interface FrozenSource {
  code(name: string): CodeObject | null;
  isPackage(name: string): boolean;
  /** Name under which the module stands in the standard library, for aliases. */
  origin(name: string): string;
  /** Code of a library file that was compiled when the library was packed, or null. */
  libraryCode?(file: string): CodeObject | null;
}

function frozen(): FrozenSource {
  return ts.runtime.extras.get('frozen') as FrozenSource;
}

function nameArgument(v: Value): string | undefined {
  return isStr(v) ? jsString(strValue(v)) : typeError(`argument must be str, not ${typeOf(v).name}`);
}

function isBuiltin(name: Value): Result {
  const js = nameArgument(name);
  if (js === undefined) return undefined;
  return int(js === 'sys' || js === 'builtins' ? -1 : builtinSpecs().has(js) ? 1 : 0);
}

/** `_imp.create_builtin(spec)`. */
function createBuiltin(spec: Value): Result {
  const name = getAttr(spec, 'name');
  const js = name === undefined ? undefined : nameArgument(name);
  if (name === undefined || js === undefined) return undefined;
  const keep = ts.runtime.extras.get('singlePhase') as Map<string, PyModule>;
  const old = keep.get(js);
  if (old !== undefined) return old;
  const found = builtinSpecs().get(js);
  if (found === undefined) return None;
  const module = makeModule(found);
  keep.set(js, module);
  return module;
}

function frozenCode(name: string): CodeObject | undefined {
  const code = frozen().code(name);
  if (code !== null) return code;
  const exc = hooks.newException(E.ImportError!, [strFromJs(`No such frozen object named ${name}`)]) as any;
  exc.name = strFromJs(name);
  return raiseValue(exc);
}

function findFrozen(name: Value): Result {
  const js = nameArgument(name);
  if (js === undefined) return undefined;
  if (frozen().code(js) === null) return None;
  return tuple([None, frozen().isPackage(js), strFromJs(frozen().origin(js))]);
}

function getFrozenObject(name: Value): Result {
  const js = nameArgument(name);
  const code = js === undefined ? undefined : frozenCode(js);
  return code === undefined ? undefined : new PyCode(code);
}

function isFrozen(name: Value): Result {
  const js = nameArgument(name);
  return js === undefined ? undefined : frozen().code(js) !== null;
}

function isFrozenPackage(name: Value): Result {
  const js = nameArgument(name);
  if (js === undefined || frozenCode(js) === undefined) return undefined;
  return frozen().isPackage(js);
}

/** 64-bit hash of a source for hash-based .pyc files: siphash13 keyed with the magic number (PEP 552). */
function sourceHash(key: Value, source: Value): Result {
  const data = bufferOf(source);
  if (data === undefined) return undefined;
  const k = BigInt(key as number);
  const h = BigInt.asUintN(
    64,
    BigInt(siphash13(data, Uint32Array.of(Number(k & 0xffffffffn), Number(k >> 32n), 0, 0)) as any),
  );
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, h, true);
  return bytes(out);
}

/** Renames the file of a code object and of all code in it. */
function fixCoFilename(code: Value, path: Value): Result {
  if (!(code instanceof PyCode)) return typeError('argument 1 must be code');
  const js = nameArgument(path);
  if (js === undefined) return undefined;
  rename(code, code.code.filename, js);
  return None;
}

function rename(code: PyCode, from: string, to: string): void {
  if (code.code.filename !== from || from === to) return;
  (code as { code: CodeObject }).code = code.code.replace({ filename: to });
  for (const c of codeConstants(code)) if (c instanceof PyCode) rename(c, from, to);
}

export const impModule: ModuleSpec = defineModule({
  name: '_imp',
  doc: '(Extremely) low-level import machinery bits as used by importlib.',
  functions: [
    method('is_builtin', '(name, /)', isBuiltin, 'Returns True if the module name corresponds to a built-in module.'),
    method('create_builtin', '(spec, /)', createBuiltin, 'Create an extension module.'),
    method('exec_builtin', '(mod, /)', () => int(0), 'Initialize a built-in module.'),
    method(
      'create_dynamic',
      '(spec, file=None, /)',
      () => raise(E.ImportError!, 'dynamic modules need the C API, which this build does not have'),
      'Create an extension module.',
    ),
    method('exec_dynamic', '(mod, /)', () => int(0), 'Initialize an extension module.'),
    method(
      'find_frozen',
      '(name, /, *, withdata=False)',
      findFrozen,
      'Return info about the corresponding frozen module (if there is one) or None.',
    ),
    method('get_frozen_object', '(name, data=None, /)', getFrozenObject, 'Create a code object for a frozen module.'),
    method('init_frozen', '(name, /)', () => None, 'Initializes a frozen module.'),
    method('is_frozen', '(name, /)', isFrozen, 'Returns True if the module name corresponds to a frozen module.'),
    method(
      'is_frozen_package',
      '(name, /)',
      isFrozenPackage,
      'Returns True if the module name is of a frozen package.',
    ),
    method('_frozen_module_names', '()', () => list([]), 'Returns the list of available frozen modules.'),
    method(
      '_override_frozen_modules_for_tests',
      '(override, /)',
      () => None,
      '(internal-only) Override PyConfig.use_frozen_modules.',
    ),
    method(
      '_override_multi_interp_extensions_check',
      '(override, /)',
      () => int(0),
      '(internal-only) Override PyInterpreterConfig.check_multi_interp_extensions.',
    ),
    method(
      'acquire_lock',
      '()',
      () => importLock().acquire(),
      "Acquires the interpreter's import lock for the current thread.",
    ),
    method('release_lock', '()', releaseImportLock, "Release the interpreter's import lock."),
    method(
      'lock_held',
      '()',
      () => importLock().locked,
      'Return True if the import lock is currently held, else False.',
    ),
    method(
      'extension_suffixes',
      '()',
      () => list([]),
      'Returns the list of file suffixes used to identify extension modules.',
    ),
    method('source_hash', '(key, source)', sourceHash),
    method(
      '_fix_co_filename',
      '(code, path, /)',
      fixCoFilename,
      'Changes code.co_filename to specify the passed-in file path.',
    ),
  ],
  attrs: () => ({ check_hash_based_pycs: str('default'), pyc_magic_number_token: int(MAGIC_TOKEN) }),
});

/**
 * Magic number of our .pyc files: 16 bits that change with the code format (a changed opcode, or COMPILER_REVISION after
 * a change of what the compiler emits), then CPython's CR LF. The cache tag keeps the files apart from CPython's.
 */
const COMPILER_REVISION = 12;
const MAGIC_TOKEN = (((OPCODE_DIGEST ^ (COMPILER_REVISION * 0x9e37)) & 0xffff) | 0x0a0d0000) >>> 0;

/** Of each runtime: importlib takes it around its tables of module locks. */
function importLock(): RecursiveLock {
  const { extras } = ts.runtime;
  let lock = extras.get('importLock') as RecursiveLock | undefined;
  if (lock === undefined) extras.set('importLock', (lock = new RecursiveLock()));
  return lock;
}

function releaseImportLock(): Result {
  const lock = importLock();
  if (lock.owner !== ts) return raise(E.RuntimeError!, 'not holding the import lock');
  lock.release();
  return None;
}
