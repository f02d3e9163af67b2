/** `__import__`: the fast way for modules that are in sys.modules, importlib for everything else. */
import type { PyTraceback, Result, Value } from '@pyston/objects';
import {
  currentFrame,
  ABSENT,
  asIndex,
  call,
  dictGet,
  dictGetStr,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  isDict,
  isStr,
  isTrue,
  jsString,
  keyError,
  len,
  None,
  raise,
  str,
  strFromJs,
  strValue,
  ts,
  typeError,
  typeOf,
  valueError,
  raiseValue,
} from '@pyston/objects';

import { importTime, showCached, timed } from './import-time.ts';

/** Functions of importlib._bootstrap, set when it is installed. */
export interface Bootstrap {
  findAndLoad: Value;
  handleFromlist: Value;
  lockUnlock: Value;
  calcPackage: Value;
  resolveName: Value;
}

function bootstrap(): Bootstrap {
  return ts.runtime.extras.get('bootstrap') as Bootstrap;
}

/** What a start-up snapshot brings to imports. */
export interface PreparedImports {
  /** A module that was imported when the snapshot was made and is not in sys.modules yet; null for none. */
  take(name: Value): Value | null;
  /** Told of every import while the snapshot is made. */
  note(name: Value): void;
}

let prepared: PreparedImports | null = null;

export function setPreparedImports(imports: PreparedImports): void {
  prepared = imports;
}

/** The module `name` (absolute), imported if need be. */
function importAbsolute(name: Value): Result {
  if (prepared !== null) prepared.note(name);
  const found = dictGet(ts.runtime.modules, name);
  if (found === undefined) return undefined;
  if (found !== ABSENT && found !== None) {
    const spec = getAttrOrAbsent(found, '__spec__');
    if (spec === undefined) return undefined;
    if (spec !== ABSENT && spec !== None) {
      const busy = getAttrOrAbsent(spec, '_initializing');
      if (busy === true && call(bootstrap().lockUnlock, [name]) === undefined) return undefined;
      if (busy === undefined) return undefined;
    }
    if (importTime > 1) showCached(name);
    return found;
  }
  const ready = prepared === null || found === None ? null : prepared.take(name);
  if (ready !== null) return ready;
  const load = (): Result => call(bootstrap().findAndLoad, [name, importHook()]);
  const module = importTime > 0 ? timed(name, load) : load();
  if (module === undefined) trimImportlib();
  return module;
}

const IMPORTLIB = new Set(['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap_external>']);

/**
 * Takes importlib's own frames out of the pending exception's traceback: all of them for ImportError, else the runs that
 * end in _call_with_frames_removed (CPython's remove_importlib_frames).
 */
function trimImportlib(): void {
  const exc = ts.exc!;
  const always = typeOf(exc).mro.includes(E.ImportError!);
  const kept: PyTraceback[] = [];
  let chunk = -1;
  for (let tb = exc.traceback; tb !== null; tb = tb.next) {
    const { code } = tb.frame.code;
    const inside = IMPORTLIB.has(code.filename);
    if (inside && chunk < 0) chunk = kept.length;
    else if (!inside) chunk = -1;
    if (inside && (always || code.name === '_call_with_frames_removed')) kept.length = chunk;
    else kept.push(tb);
  }
  for (let i = 0; i < kept.length; i++) kept[i]!.next = kept[i + 1] ?? null;
  exc.traceback = kept[0] ?? null;
}

/** builtins.__import__ of the running code, which importlib calls for parents. */
function importHook(): Value {
  const builtins = currentFrame()?.builtins ?? ts.runtime.builtins;
  const fn = dictGetStr(builtins, '__import__');
  return fn === ABSENT ? None : fn;
}

export function importFunction(name: Value, globals?: Value, _locals?: Value, fromlist?: Value, level?: Value): Result {
  if (!isStr(name)) return typeError(`__import__() argument 1 must be str, not ${typeOf(name).name}`);
  const depth = level === undefined ? 0 : asIndex(level);
  if (depth === undefined) return undefined;
  if (depth < 0) return valueError('level must be >= 0');
  const full = depth > 0 ? resolve(strValue(name), globals ?? None, depth) : name;
  if (full === undefined) return undefined;
  if (depth === 0 && len(name) === 0) return valueError('Empty module name');
  const module = importAbsolute(full);
  if (module === undefined) return undefined;
  const wanted = fromlist === undefined || fromlist === None ? false : isTrue(fromlist);
  if (wanted === undefined) return undefined;
  if (wanted) {
    const path = getAttrOrAbsent(module, '__path__');
    if (path === undefined) return undefined;
    return path === ABSENT ? module : call(bootstrap().handleFromlist, [module, fromlist!, importHook()]);
  }
  return topLevel(jsString(strValue(name)), full, module, depth);
}

/** `import a.b` gives a; with a level the part of the module's name that was written. */
function topLevel(name: string, full: Value, module: Value, level: number): Result {
  const dot = name.indexOf('.');
  if (dot < 0 && (level === 0 || name.length > 0)) return module;
  if (name === '') return module;
  const front = name.slice(0, dot);
  if (level === 0) return importAbsolute(strFromJs(front));
  const fullName = jsString(strValue(full as any));
  const top = fullName.slice(0, fullName.length - (name.length - dot));
  const found = dictGetStr(ts.runtime.modules, top);
  return found === ABSENT ? keyError(strFromJs(`${top} not in sys.modules as expected`)) : found;
}

/** Absolute name of a relative import: `globals` tells the package. */
function resolve(name: Value, globals: Value, level: number): Result {
  if (globals === None || !isDict(globals)) return raise(E.KeyError!, "'__name__' not in globals");
  const pkg = packageOf(globals);
  if (pkg === undefined) return undefined;
  if (pkg === '') return noParent();
  let end = pkg.length;
  for (let i = 1; i < level; i++) {
    end = pkg.lastIndexOf('.', end - 1);
    if (end < 0) return raise(E.ImportError!, 'attempted relative import beyond top-level package');
  }
  const base = pkg.slice(0, end);
  const js = jsString(name as any);
  return strFromJs(js === '' ? base : `${base}.${js}`);
}

function noParent(): undefined {
  return raiseValue(
    hooks.newException(E.ImportError!, [str('attempted relative import with no known parent package')]),
  );
}

function packageOf(globals: Value): string | undefined {
  if (!isDict(globals)) return undefined;
  const pkg = dictGetStr(globals, '__package__');
  if (pkg !== ABSENT && pkg !== None) {
    return isStr(pkg) ? jsString(strValue(pkg)) : typeError('package must be a string');
  }
  const spec = dictGetStr(globals, '__spec__');
  if (spec !== ABSENT && spec !== None) {
    const parent = getAttr(spec, 'parent');
    if (parent === undefined) return undefined;
    return isStr(parent) ? jsString(strValue(parent)) : typeError('__spec__.parent must be a string');
  }
  if (
    hooks.warn(
      E.ImportWarning!,
      "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
      1,
    ) === undefined
  )
    return undefined;
  const name = dictGetStr(globals, '__name__');
  if (name === ABSENT) return raise(E.KeyError!, "'__name__' not in globals");
  if (!isStr(name)) return typeError('__name__ must be a string');
  const js = jsString(strValue(name));
  if (dictGetStr(globals, '__path__') !== ABSENT) return js;
  const dot = js.lastIndexOf('.');
  return dot < 0 ? '' : js.slice(0, dot);
}

/** What Python code would write `import a.b.c` for: the module itself. */
export function importDotted(name: string): Result {
  return importAbsolute(strFromJs(name));
}

hooks.importModule = importDotted;
