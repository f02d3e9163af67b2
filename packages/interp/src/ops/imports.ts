/** import statements. */
import type { Frame, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callMethod,
  clearIf,
  dictCursor,
  dictGetStr,
  dictSetStr,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  isDict,
  isStr,
  jsString,
  None,
  raise,
  raiseValue,
  setItem,
  strFromJs,
  strJs,
  strValue,
  toArray,
  ts,
  typeError,
  typeOf,
  T,
} from '@pyston/objects';

/** `__import__(name, globals, locals, fromlist, level)` of the frame's builtins. */
export function importName(frame: Frame, name: string, fromlist: Value, level: Value): Result {
  const fn = dictGetStr(frame.builtins, '__import__');
  if (fn === ABSENT) return raise(E.ImportError!, '__import__ not found');
  return call(fn, [strFromJs(name), frame.globals, frame.locals ?? None, fromlist, level]);
}

/** `from m import name`. */
export function importFrom(m: Value, name: string): Result {
  const v = getAttrOrAbsent(m, name);
  if (v !== ABSENT) return v;
  const own = getAttrOrAbsent(m, '__name__');
  if (own === undefined) return undefined;
  if (own !== ABSENT && isStr(own)) {
    const sub = dictGetStr(ts.runtime.modules, `${jsString(strValue(own))}.${name}`);
    if (sub !== ABSENT) return sub;
  }
  return cannotImport(m, own === ABSENT || !isStr(own) ? null : jsString(strValue(own)), name);
}

function importError(message: string, module: string | null, path: Value, name: string): undefined {
  const exc = hooks.newException(E.ImportError!, [strFromJs(message)]) as any;
  exc.name = module === null ? None : strFromJs(module);
  exc.path = path;
  exc.nameFrom = strFromJs(name);
  return raiseValue(exc);
}

/** ImportError with the origin of the module and CPython's guesses. */
function cannotImport(m: Value, module: string | null, name: string): undefined {
  const shown = module ?? '<unknown module name>';
  const spec = getAttrOrAbsent(m, '__spec__');
  if (spec === undefined) clearIf(E.Exception!);
  const origin = specOrigin(spec) ?? fileOf(m);
  const initializing = spec !== undefined && spec !== ABSENT && isInitializing(spec);
  const where = origin === null ? 'unknown location' : origin;
  if (initializing) {
    return importError(
      `cannot import name '${name}' from partially initialized module '${shown}' (most likely due to a circular import) (${where})`,
      module,
      originValue(origin),
      name,
    );
  }
  return importError(`cannot import name '${name}' from '${shown}' (${where})`, module, originValue(origin), name);
}

function originValue(origin: string | null): Value {
  return origin === null ? None : strFromJs(origin);
}

function specOrigin(spec: Value | typeof ABSENT | undefined): string | null {
  if (spec === undefined || spec === ABSENT || spec === None) return null;
  const located = getAttrOrAbsent(spec, 'has_location');
  if (located !== true) {
    clearIf(E.Exception!);
    return null;
  }
  const origin = getAttrOrAbsent(spec, 'origin');
  if (origin === undefined) clearIf(E.Exception!);
  return origin !== undefined && origin !== ABSENT && isStr(origin) ? jsString(strValue(origin)) : null;
}

function fileOf(m: Value): string | null {
  const file = getAttrOrAbsent(m, '__file__');
  if (file === undefined) clearIf(E.Exception!);
  return file !== undefined && file !== ABSENT && isStr(file) ? jsString(strValue(file)) : null;
}

function isInitializing(spec: Value): boolean {
  const flag = getAttrOrAbsent(spec, '_initializing');
  if (flag === undefined) clearIf(E.Exception!);
  return flag === true;
}

/** `from m import *` into the frame's namespace. */
export function importStar(frame: Frame, m: Value): Result {
  const all = getAttrOrAbsent(m, '__all__');
  if (all === undefined) return undefined;
  const names = all === ABSENT ? publicNames(m) : toArray(all);
  if (names === undefined) return undefined;
  for (const name of names) {
    if (!isStr(name)) return badName(m, name, all !== ABSENT);
    const js = jsString(strValue(name));
    if (all === ABSENT && js.startsWith('_')) continue;
    const v = getAttr(m, js);
    if (v === undefined || store(frame, js, v) === undefined) return undefined;
  }
  return None;
}

function badName(m: Value, name: Value, fromAll: boolean): undefined {
  const own = getAttr(m, '__name__');
  const module = own === undefined ? undefined : strJs(own);
  if (module === undefined) return undefined;
  return typeError(
    fromAll
      ? `Item in ${module}.__all__ must be str, not ${typeOf(name).name}`
      : `Key in ${module}.__dict__ must be str, not ${typeOf(name).name}`,
  );
}

function publicNames(m: Value): Value[] | undefined {
  const dict = getAttrOrAbsent(m, '__dict__');
  if (dict === undefined) return undefined;
  if (dict === ABSENT) return raise(E.ImportError!, 'from-import-* object has no __dict__ and no __all__');
  if (isDict(dict)) {
    const out: Value[] = [];
    const cursor = dictCursor(dict);
    while (cursor.advance()) out.push(cursor.key);
    return out;
  }
  const keys = callMethod(dict, 'keys');
  return keys === undefined ? undefined : toArray(keys);
}

function store(frame: Frame, name: string, v: Value): Result {
  const { locals } = frame;
  if (locals === null) return raise(E.SystemError!, "no locals found during 'import *'");
  if (isDict(locals) && locals.cls === T.dict) {
    dictSetStr(locals, name, v);
    return None;
  }
  return setItem(locals, strFromJs(name), v);
}
