/** Loading, storing and deleting names, by their scope. */
import type { Located } from '../errors.ts';
import {
  OP_CHECK_BOUND,
  OP_CLEAR_DEREF,
  OP_CLEAR_LOCAL,
  OP_DELETE_DEREF,
  OP_DELETE_GLOBAL,
  OP_DELETE_LOCAL,
  OP_DELETE_NAME,
  OP_LOAD_DEREF,
  OP_LOAD_FROM_DICT_OR_DEREF,
  OP_LOAD_FROM_DICT_OR_GLOBALS,
  OP_LOAD_GLOBAL,
  OP_LOAD_LOCALS,
  OP_LOAD_NAME,
  OP_MOVE,
  OP_STORE_DEREF,
  OP_STORE_GLOBAL,
  OP_STORE_NAME,
} from '../generated/op.ts';
import {
  CELL,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_MASK,
  SCOPE_OFF,
  TYPE_CLASS,
  isFunctionLike,
} from '../symtable/entry.ts';
import { mangleIn } from '../symtable/mangle.ts';
import type { Compiler } from './context.ts';
import { CELL_BASE, FREE_BASE, NONE } from './unit.ts';
import type { Unit } from './unit.ts';

type Access = 'fast' | 'deref' | 'global' | 'name';

/** Scope of a (mangled) name at this point of the unit. */
export function scopeOf(u: Unit, name: string): number {
  const flags = u.overrides?.get(name) ?? u.entry.symbols.get(name) ?? 0;
  return (flags >> SCOPE_OFF) & SCOPE_MASK;
}

function accessOf(u: Unit, name: string): Access {
  switch (scopeOf(u, name)) {
    case FREE:
    case CELL:
      return 'deref';
    case LOCAL:
      return isFunctionLike(u.entry) || u.fastHidden.has(name) ? 'fast' : 'name';
    case GLOBAL_IMPLICIT:
      return isFunctionLike(u.entry) ? 'global' : 'name';
    case GLOBAL_EXPLICIT:
      return 'global';
    default:
      return 'name';
  }
}

/** Virtual register of the cell of a name. */
export function cellRegister(u: Unit, name: string): number {
  if (scopeOf(u, name) === CELL || !u.frees.has(name)) {
    const cell = u.cells.get(name);
    if (cell !== undefined) return CELL_BASE + cell;
  }
  return FREE_BASE + u.frees.get(name)!;
}

export function mangleName(u: Unit, name: string): string {
  return u.className === null ? name : mangleIn(u.entry, u.className, name);
}

/** Register of the fast local that a name denotes, or NONE. */
export function fastLocal(c: Compiler, name: string): number {
  const u = c.unit;
  const mangled = mangleName(u, name);
  return accessOf(u, mangled) === 'fast' ? u.peekLocal(mangled) : NONE;
}

/** Value of a name: its own register if it is a fast local, else in `d` or a new temporary. */
export function loadName(c: Compiler, name: string, d: number, at: Located): number {
  const u = c.unit;
  if (name === '__debug__') return u.constant({ t: 'bool', v: c.optimize === 0 });
  const mangled = mangleName(u, name);
  const access = accessOf(u, mangled);
  u.at(at);
  if (access === 'fast') return loadFast(u, mangled);
  if (access === 'deref') return loadDeref(c, u, mangled, d);
  if (access === 'global') return loadGlobal(c, u, mangled, d, at);
  const dst = d === NONE ? u.temp() : d;
  u.emit(
    u.entry.type === TYPE_CLASS && u.inInlinedComp > 0 ? OP_LOAD_GLOBAL : OP_LOAD_NAME,
    dst,
    u.nameIndex(mangled),
    u.newCache(),
  );
  return dst;
}

function loadFast(u: Unit, name: string): number {
  const reg = u.local(name);
  if (!u.isBound(reg)) {
    u.emit(OP_CHECK_BOUND, reg);
    if (!u.dead) u.setBound(reg);
  }
  return reg;
}

function loadDeref(c: Compiler, u: Unit, name: string, d: number): number {
  const cell = cellRegister(u, name);
  const dst = d === NONE ? u.temp() : d;
  if (
    u.entry.type === TYPE_CLASS &&
    u.inInlinedComp === 0 &&
    name !== '__classdict__' &&
    name !== '__conditional_annotations__'
  ) {
    const mark = u.tempTop;
    const locals = u.temp();
    u.emit(OP_LOAD_LOCALS, locals);
    u.emit(OP_LOAD_FROM_DICT_OR_DEREF, dst, locals, cell);
    u.tempTop = mark;
  } else if (u.entry.canSeeClassScope && name !== '__classdict__' && u.frees.has('__classdict__')) {
    const mark = u.tempTop;
    const dict = loadClassDict(u);
    u.emit(OP_LOAD_FROM_DICT_OR_DEREF, dst, dict, cell);
    u.tempTop = mark;
  } else {
    u.emit(OP_LOAD_DEREF, dst, cell);
  }
  return dst;
}

function loadClassDict(u: Unit): number {
  const dict = u.temp();
  u.emit(OP_LOAD_DEREF, dict, cellRegister(u, '__classdict__'));
  return dict;
}

function loadGlobal(c: Compiler, u: Unit, name: string, d: number, at: Located): number {
  const dst = d === NONE ? u.temp() : d;
  if (u.entry.canSeeClassScope && scopeOf(u, name) === GLOBAL_IMPLICIT) {
    const mark = u.tempTop;
    const dict = loadClassDict(u);
    u.at(at);
    u.emit(OP_LOAD_FROM_DICT_OR_GLOBALS, dst, dict, u.nameIndex(name), u.newCache());
    u.tempTop = mark;
  } else {
    u.emit(OP_LOAD_GLOBAL, dst, u.nameIndex(name), u.newCache());
  }
  return dst;
}

export function storeName(c: Compiler, name: string, reg: number, at: Located | null): void {
  const u = c.unit;
  const mangled = mangleName(u, name);
  const access = accessOf(u, mangled);
  if (at === null) u.nowhere();
  else u.at(at);
  if (access === 'fast') {
    const local = u.local(mangled);
    if (local !== reg) u.emit(OP_MOVE, local, reg);
    u.assigned(local);
  } else if (access === 'deref') {
    u.emit(OP_STORE_DEREF, cellRegister(u, mangled), reg);
  } else {
    u.emit(access === 'global' ? OP_STORE_GLOBAL : OP_STORE_NAME, u.nameIndex(mangled), reg);
  }
}

export function deleteName(c: Compiler, name: string, at: Located): void {
  const u = c.unit;
  const mangled = mangleName(u, name);
  const access = accessOf(u, mangled);
  u.at(at);
  if (access === 'fast') {
    const local = u.local(mangled);
    u.emit(OP_DELETE_LOCAL, local);
    u.clearBound(local);
  } else if (access === 'deref') {
    u.emit(OP_DELETE_DEREF, cellRegister(u, mangled));
  } else {
    u.emit(access === 'global' ? OP_DELETE_GLOBAL : OP_DELETE_NAME, u.nameIndex(mangled));
  }
}

/** Unbinds the name of an except clause, which is bound or not. */
export function clearName(c: Compiler, name: string): void {
  const u = c.unit;
  const mangled = mangleName(u, name);
  const access = accessOf(u, mangled);
  u.nowhere();
  if (access === 'fast') {
    const local = u.local(mangled);
    u.emit(OP_CLEAR_LOCAL, local);
    u.clearBound(local);
  } else if (access === 'deref') {
    u.emit(OP_CLEAR_DEREF, cellRegister(u, mangled));
  } else {
    const none = u.constant({ t: 'none' });
    const index = u.nameIndex(mangled);
    u.emit(access === 'global' ? OP_STORE_GLOBAL : OP_STORE_NAME, index, none);
    u.emit(access === 'global' ? OP_DELETE_GLOBAL : OP_DELETE_NAME, index);
  }
}
