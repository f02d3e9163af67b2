/** Names: globals, class and module namespaces, closure variables. */
import type { Cell, Frame, PyDict, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  clearIf,
  delItem,
  dictCell,
  dictDelStr,
  dictGetStr,
  dictSetStr,
  E,
  getItem,
  isDict,
  newDict,
  None,
  raise,
  raiseValue,
  setItem,
  str,
  strFromJs,
  T,
  hooks,
  namespaceCells,
} from '@pyston/objects';
import type { CodeRecord } from '../record.ts';
import { GlobalCache } from '../record.ts';

/** NameError with the name set, for suggestions. */
export function nameError(name: string, message = `name '${name}' is not defined`): undefined {
  const exc = hooks.newException(E.NameError!, [strFromJs(message)]) as any;
  exc.name = strFromJs(name);
  return raiseValue(exc);
}

/** UnboundLocalError of the variable in register `reg`. */
export function boundError(frame: Frame, reg: number): undefined {
  const { code } = frame.code;
  const name = reg < code.nlocals ? code.varnames[reg]! : cellName(frame, reg);
  return unbound(name);
}

function unbound(name: string): undefined {
  const exc = hooks.newException(E.UnboundLocalError!, [
    strFromJs(`cannot access local variable '${name}' where it is not associated with a value`),
  ]) as any;
  exc.name = strFromJs(name);
  return raiseValue(exc);
}

function cellName(frame: Frame, reg: number): string {
  const { nlocals, cellvars, freevars } = frame.code.code;
  return reg < nlocals + cellvars.length ? cellvars[reg - nlocals]! : freevars[reg - nlocals - cellvars.length]!;
}

/** The error of reading an empty cell. */
export function derefError(frame: Frame, reg: number): undefined {
  const { nlocals, cellvars } = frame.code.code;
  const name = cellName(frame, reg);
  if (reg < nlocals + cellvars.length) return unbound(name);
  return nameError(
    name,
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  );
}

/** `m[name]`, ABSENT instead of KeyError. */
function mappingGet(m: Value, name: string): Value | typeof ABSENT | undefined {
  // a subclass may define __missing__
  if (isDict(m) && m.cls === T.dict) return dictGetStr(m, name);
  const v = getItem(m, strFromJs(name));
  if (v !== undefined) return v;
  return clearIf(E.KeyError!) ? ABSENT : undefined;
}

export function loadFromDictOrDeref(frame: Frame, m: Value, reg: number): Result {
  const v = mappingGet(m, cellName(frame, reg));
  if (v !== ABSENT) return v;
  return (frame.regs[reg] as Cell).v ?? derefError(frame, reg);
}

/** Global or builtin; fills the cache. */
export function globalSlow(frame: Frame, record: CodeRecord, index: number, slot: number): Result {
  const { name } = record.names[index]!;
  const { globals, builtins } = frame;
  if (namespaceCells(globals) && namespaceCells(builtins)) {
    const cache = new GlobalCache(globals, dictCell(globals, name), dictCell(builtins, name));
    record.caches[slot] = cache;
    return cache.cell.v ?? cache.builtin.v ?? nameError(name);
  }
  return plainGlobal(globals, builtins, name);
}

function plainGlobal(globals: PyDict, builtins: PyDict, name: string): Result {
  let v = mappingGet(globals, name);
  if (v === ABSENT) v = mappingGet(builtins, name);
  return v === ABSENT ? nameError(name) : v;
}

export function storeGlobal(frame: Frame, name: string, value: Value): void {
  dictSetStr(frame.globals, name, value);
}

export function deleteGlobal(frame: Frame, name: string): Result {
  return dictDelStr(frame.globals, name) ? None : nameError(name);
}

/** The frame's namespace, then globals and builtins. */
export function nameSlow(frame: Frame, record: CodeRecord, index: number, slot: number): Result {
  const { locals, globals } = frame;
  if (locals === null || locals === globals) return globalSlow(frame, record, index, slot);
  const { name } = record.names[index]!;
  const v = mappingGet(locals, name);
  return v === ABSENT ? plainGlobal(globals, frame.builtins, name) : v;
}

export function storeName(frame: Frame, name: string, value: Value): Result {
  const { locals } = frame;
  if (locals === null) return raise(E.SystemError!, `no locals found when storing '${name}'`);
  if (isDict(locals) && locals.cls === T.dict) {
    dictSetStr(locals, name, value);
    return None;
  }
  return setItem(locals, strFromJs(name), value);
}

export function deleteName(frame: Frame, name: string): Result {
  const { locals } = frame;
  if (locals === null) return raise(E.SystemError!, `no locals when deleting '${name}'`);
  if (isDict(locals) && locals.cls === T.dict) return dictDelStr(locals, name) ? None : nameError(name);
  const r = delItem(locals, strFromJs(name));
  if (r !== undefined) return r;
  return clearIf(E.KeyError!) ? nameError(name) : undefined;
}

export function loadFromDictOrGlobals(frame: Frame, m: Value, name: string): Result {
  const v = mappingGet(m, name);
  return v === ABSENT ? plainGlobal(frame.globals, frame.builtins, name) : v;
}

export function loadLocals(frame: Frame): Result {
  return frame.locals ?? raise(E.SystemError!, 'no locals');
}

export function setupAnnotations(frame: Frame): Result {
  const { locals } = frame;
  if (locals === null) return raise(E.SystemError!, 'no locals found when setting up annotations');
  const v = mappingGet(locals, '__annotations__');
  if (v === undefined) return undefined;
  return v === ABSENT ? setItem(locals, str('__annotations__'), newDict()) : None;
}
