/**
 * Comprehensions. List, set and dict comprehensions run in the code of their block (PEP 709), with their variables as fast
 * locals that are saved before and restored after; generator expressions, and all comprehensions in annotation scopes of
 * classes, are functions with the outermost iterator as argument `.0`.
 */
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import {
  OP_BUILD_LIST,
  OP_BUILD_MAP,
  OP_BUILD_SET,
  OP_CALL,
  OP_CLEAR_LOCAL,
  OP_END_ASYNC_FOR,
  OP_GET_AITER,
  OP_JUMP_BACK,
  OP_LIST_APPEND,
  OP_MAKE_CELL,
  OP_MAP_ADD,
  OP_MOVE,
  OP_POP_EXC,
  OP_PUSH_EXC,
  OP_RERAISE,
  OP_RETURN,
  OP_SET_ADD,
  OP_YIELD_VALUE,
  OP_JUMP,
} from '../generated/op.ts';
import {
  CELL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  SCOPE_MASK,
  SCOPE_OFF,
  TYPE_CLASS,
  isFunctionLike,
} from '../symtable/entry.ts';
import type { SymbolTableEntry } from '../symtable/entry.ts';
import type { Compiler } from './context.ts';
import { iterator, nextAsync, nextItem } from './control.ts';
import { cellRegister, scopeOf } from './names.ts';
import { CELL_BASE, NONE } from './unit.ts';
import type { Unit } from './unit.ts';

type ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp;

const NAMES: Record<ComprehensionNode['nodeType'], string> = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
};

const BUILD: Record<Exclude<ComprehensionNode['nodeType'], 'GeneratorExp'>, number> = {
  ListComp: OP_BUILD_LIST,
  SetComp: OP_BUILD_SET,
  DictComp: OP_BUILD_MAP,
};

/** Value of a comprehension into the temporary `d`. */
export function comprehension(c: Compiler, e: ComprehensionNode, d: number): void {
  const entry = c.table.blocks.get(e)!;
  if (entry.compInlined) inlined(c, e as ast.ListComp, entry, outermostIterator(c, e), d);
  else asFunction(c, e, entry, d);
}

/** The outermost iterable is evaluated, and its iterator made, before anything else. */
function outermostIterator(c: Compiler, e: ComprehensionNode): number {
  const u = c.unit;
  const it = u.temp();
  const first = e.generators[0]!;
  if (first.is_async) {
    c.into(first.iter, it);
    u.at(first.iter);
    u.emit(OP_GET_AITER, it, it);
  } else {
    iterator(c, first.iter, it);
  }
  return it;
}

// As a function

function asFunction(c: Compiler, e: ComprehensionNode, entry: SymbolTableEntry, d: number): void {
  const code = functionCode(c, e, entry);
  const u = c.unit;
  const f = u.temp();
  c.makeFunction(code, { defaults: NONE, kwdefaults: NONE, annotate: NONE }, f, e);
  const it = outermostIterator(c, e);
  u.at(e);
  u.emitList(OP_CALL, [d, f, u.newCache()], [it]);
  if (entry.coroutine && e.nodeType !== 'GeneratorExp') c.awaitInto(d, d, e);
}

function functionCode(c: Compiler, e: ComprehensionNode, entry: SymbolTableEntry): CodeObject {
  c.enterScope({
    entry,
    type: 'comprehension',
    name: NAMES[e.nodeType],
    firstlineno: e.lineno,
    params: { argcount: 1, posonlyargcount: 0, kwonlyargcount: 0 },
  });
  const inner = c.unit;
  const result = e.nodeType === 'GeneratorExp' ? NONE : inner.temp();
  inner.at(e);
  if (e.nodeType !== 'GeneratorExp') inner.emitList(BUILD[e.nodeType], [result], []);
  generators(c, e, 0, 0, result);
  inner.at(e);
  if (result === NONE) inner.nowhere();
  inner.emit(OP_RETURN, result === NONE ? inner.constant({ t: 'none' }) : result);
  return c.leaveScope();
}

// Inlined

interface Saved {
  /** Register of the variable: a local or a cell. */
  readonly reg: number;
  /** Temporary with the outer value, or NONE if the variable belongs to comprehensions only. */
  readonly temp: number;
  readonly name: string;
  readonly wasBound: boolean;
}

function inlined(
  c: Compiler,
  e: ast.ListComp | ast.SetComp | ast.DictComp,
  entry: SymbolTableEntry,
  it: number,
  d: number,
): void {
  const u = c.unit;
  const outerOverrides = u.overrides;
  const hidden: string[] = [];
  const names = isolate(u, entry, hidden);
  u.inInlinedComp++;
  const first = e.generators[0]!.target;
  const saved = names.map((name) => save(u, name, first.nodeType === 'Name' && c.mangle(first.id) === name));
  const guarded = u.region >= 0 && saved.length > 0;
  const failed = u.newLabel();
  const region = u.region;
  if (guarded) u.enterRegion(failed);
  u.at(e);
  u.emitList(BUILD[e.nodeType], [d], []);
  generators(c, e, 0, it, d);
  u.region = region;
  u.nowhere();
  for (const s of saved) restore(u, s);
  if (guarded) restoreAndReraise(u, saved, failed);
  for (const name of names) leaveName(u, name);
  for (const name of hidden) u.fastHidden.delete(name);
  u.inInlinedComp--;
  u.overrides = outerOverrides;
}

/** Gives the names of the comprehension the scopes they have inside. Returns the variables it binds. */
function isolate(u: Unit, entry: SymbolTableEntry, hidden: string[]): string[] {
  const inClass = u.entry.type === TYPE_CLASS && u.inInlinedComp === 0;
  const bound: string[] = [];
  let overrides: Map<string, number> | null = null;
  for (const [name, flags] of entry.symbols) {
    if ((flags & DEF_PARAM) !== 0) continue;
    if (entry.compOnly !== null && entry.compOnly.has(name)) continue;
    const local = (flags & DEF_LOCAL) !== 0 && (flags & DEF_NONLOCAL) === 0;
    const scope = (flags >> SCOPE_OFF) & SCOPE_MASK;
    // the block may know a global name only as the variable of another comprehension
    const foreign = (scope === GLOBAL_IMPLICIT || scope === GLOBAL_EXPLICIT) && u.entry.compOnly?.has(name) === true;
    if (!local && !inClass && !foreign) continue;
    if (scope !== scopeOf(u, name)) (overrides ??= new Map(u.overrides ?? [])).set(name, flags);
    if (!local) continue;
    if (!isFunctionLike(u.entry) && !u.fastHidden.has(name)) {
      u.fastHidden.add(name);
      hidden.push(name);
    }
    bound.push(name);
  }
  if (overrides !== null) u.overrides = overrides;
  return bound;
}

function save(u: Unit, name: string, assignedFirst: boolean): Saved {
  const active = u.activeCompNames.get(name) ?? 0;
  u.activeCompNames.set(name, active + 1);
  u.nowhere();
  const isCell = scopeOf(u, name) === CELL;
  // Also a captured variable is listed in co_varnames.
  const local = u.local(name);
  const reg = isCell ? cellRegister(u, name) : local;
  const wasBound = !isCell && u.isBound(reg);
  const shared = active > 0 || isCell || (isFunctionLike(u.entry) && u.entry.compOnly?.has(name) !== true);
  const temp = shared ? u.temp() : NONE;
  if (shared) u.emit(OP_MOVE, temp, reg);
  if (isCell) u.emit(OP_MAKE_CELL, reg, NONE);
  else u.clearBound(reg);
  if (shared && !isCell && !assignedFirst) u.emit(OP_CLEAR_LOCAL, reg);
  return { reg, temp, name, wasBound };
}

function restore(u: Unit, s: Saved): void {
  if (s.temp === NONE) u.emit(OP_CLEAR_LOCAL, s.reg);
  else u.emit(OP_MOVE, s.reg, s.temp);
  if (s.reg >= CELL_BASE) return;
  u.clearBound(s.reg);
  if (s.wasBound) u.setBound(s.reg);
}

/** An exception inside the comprehension, where the function can go on to see its locals. */
function restoreAndReraise(u: Unit, saved: readonly Saved[], failed: number): void {
  const mark = u.tempTop;
  const over = u.newLabel();
  const exc = u.temps(2);
  u.emitJump(OP_JUMP, over);
  u.place(failed);
  u.emit(OP_PUSH_EXC, exc);
  for (const s of saved) restore(u, s);
  u.emit(OP_POP_EXC, exc);
  u.emit(OP_RERAISE, exc);
  u.place(over);
  u.tempTop = mark;
}

function leaveName(u: Unit, name: string): void {
  const active = u.activeCompNames.get(name)! - 1;
  if (active === 0) u.activeCompNames.delete(name);
  else u.activeCompNames.set(name, active);
}

// Loops

function generators(c: Compiler, e: ComprehensionNode, index: number, outer: number, result: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const g = e.generators[index]!;
  const single = index === 0 || g.is_async ? null : singleItem(g.iter);
  if (single !== null) {
    c.store(g.target, c.any(single));
    filtered(c, e, index, outer, result);
  } else {
    loop(c, e, index, outer, result);
  }
  u.tempTop = mark;
}

function loop(c: Compiler, e: ComprehensionNode, index: number, outer: number, result: number): void {
  const u = c.unit;
  const g = e.generators[index]!;
  const it = index === 0 ? outer : u.temp();
  const again = u.newLabel();
  const exit = u.newLabel();
  if (index > 0) innerIterator(c, g, it);
  u.placeLoop(again);
  if (g.is_async) {
    const item = u.temp();
    nextAsync(c, item, it, exit, e);
    c.store(g.target, item);
  } else {
    nextItem(c, g.target, g.iter, it, exit);
  }
  c.nested(e, () => filtered(c, e, index, outer, result));
  u.at(lastNode(e));
  u.emitJump(OP_JUMP_BACK, again);
  u.place(exit);
  if (!g.is_async) return;
  u.at(g.iter);
  u.emit(OP_END_ASYNC_FOR);
}

/** The conditions of a clause, and what is inside it. */
function filtered(c: Compiler, e: ComprehensionNode, index: number, outer: number, result: number): void {
  const u = c.unit;
  const skip = u.newLabel();
  for (const test of e.generators[index]!.ifs) c.condition(test, skip, false, test);
  if (index + 1 < e.generators.length) generators(c, e, index + 1, outer, result);
  else element(c, e, result);
  u.place(skip);
}

function lastNode(e: ComprehensionNode): ast.ExprNode {
  return e.nodeType === 'DictComp' ? e.value : e.elt;
}

/** `for x in [y]` in a comprehension is an assignment. */
function singleItem(iter: ast.ExprNode): ast.ExprNode | null {
  if (iter.nodeType !== 'List' && iter.nodeType !== 'Tuple') return null;
  const only = iter.elts[0];
  return iter.elts.length !== 1 || only!.nodeType === 'Starred' ? null : only!;
}

function innerIterator(c: Compiler, g: ast.Comprehension, it: number): void {
  const u = c.unit;
  if (!g.is_async) return iterator(c, g.iter, it);
  c.into(g.iter, it);
  u.at(g.iter);
  u.emit(OP_GET_AITER, it, it);
}

function element(c: Compiler, e: ComprehensionNode, result: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  if (e.nodeType === 'DictComp') {
    const [k, v] = c.anyAll([e.key, e.value]) as [number, number];
    u.at(e.key);
    u.endLine = e.value.end_lineno;
    u.endCol = e.value.end_col_offset;
    u.emit(OP_MAP_ADD, result, k, v);
  } else {
    const reg = c.any(e.elt);
    u.at(e.elt);
    if (e.nodeType === 'GeneratorExp') u.emit(OP_YIELD_VALUE, u.temp(), reg);
    else u.emit(e.nodeType === 'ListComp' ? OP_LIST_APPEND : OP_SET_ADD, result, reg);
  }
  u.tempTop = mark;
}
