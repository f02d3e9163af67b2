/** Displays: tuples, lists, sets, dicts. */
import type { ast } from '@pyston/parser';
import type { ConstantValue } from '../constants.ts';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_LIST,
  OP_BUILD_MAP,
  OP_BUILD_SET,
  OP_BUILD_TUPLE,
  OP_DICT_UPDATE,
  OP_LIST_APPEND,
  OP_LIST_EXTEND,
  OP_LIST_TO_TUPLE,
  OP_MAP_ADD,
  OP_SET_ADD,
  OP_SET_UPDATE,
} from '../generated/op.ts';
import type { Compiler } from './context.ts';
import { foldUnary } from './fold.ts';
import { accumulator, isConstant, target } from './registers.ts';

/** Displays with more elements than this are built one by one, so that they need no register each. */
const MAX_ELEMENTS = 24;

/** A list or set display of constants as tuple or frozenset, or null. */
export function constantDisplay(c: Compiler, e: ast.ExprNode): ConstantValue | null {
  if (e.nodeType !== 'List' && e.nodeType !== 'Set') return null;
  const items: ConstantValue[] = [];
  for (const x of e.elts) {
    if (x.nodeType !== 'Constant') return null;
    items.push(x.value);
  }
  return { t: e.nodeType === 'List' ? 'tuple' : 'frozenset', v: items };
}

function hasStarred(elts: readonly ast.ExprNode[]): boolean {
  return elts.some((x) => x.nodeType === 'Starred');
}

/** The values of constant elements, or null if one is none. */
function constantElements(c: Compiler, elts: readonly ast.ExprNode[]): ConstantValue[] | null {
  const items: ConstantValue[] = [];
  for (const e of elts) {
    const item = constantExpression(c, e);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

/** The value of a literal, a signed number or a tuple of such, or null. */
export function constantExpression(c: Compiler, e: ast.ExprNode): ConstantValue | null {
  if (e.nodeType === 'Constant') return e.value;
  if (e.nodeType === 'UnaryOp' && e.operand.nodeType === 'Constant') return foldUnary(e.op, e.operand.value);
  if (e.nodeType === 'Tuple') {
    const items = constantElements(c, e.elts);
    return items === null ? null : { t: 'tuple', v: items };
  }
  return null;
}

export function tuple(c: Compiler, elts: readonly ast.ExprNode[], e: ast.ExprNode, d: number): number {
  const u = c.unit;
  if (elts.length > MAX_ELEMENTS || hasStarred(elts)) {
    const items = constantElements(c, elts);
    if (items !== null) return u.constant({ t: 'tuple', v: items });
    const dst = accumulator(u, d);
    growList(c, elts, e, dst);
    u.at(e);
    u.emit(OP_LIST_TO_TUPLE, dst, dst);
    return dst;
  }
  const mark = u.tempTop;
  const regs = c.anyAll(elts);
  u.tempTop = mark;
  if (regs.every(isConstant)) return u.constant({ t: 'tuple', v: regs.map((r) => u.constantOf(r)) });
  const dst = target(u, d);
  u.at(e);
  u.emitList(OP_BUILD_TUPLE, [dst], regs);
  return dst;
}

export function list(c: Compiler, elts: readonly ast.ExprNode[], e: ast.ExprNode, d: number): number {
  const u = c.unit;
  const items = elts.length > 2 ? constantElements(c, elts) : null;
  if (items !== null) {
    const dst = accumulator(u, d);
    u.at(e);
    u.emitList(OP_BUILD_LIST, [dst], []);
    u.emit(OP_LIST_EXTEND, dst, u.constant({ t: 'tuple', v: items }));
    return dst;
  }
  if (elts.length > MAX_ELEMENTS || hasStarred(elts)) {
    const dst = accumulator(u, d);
    growList(c, elts, e, dst);
    return dst;
  }
  const mark = u.tempTop;
  const regs = c.anyAll(elts);
  u.tempTop = mark;
  const dst = target(u, d);
  u.at(e);
  u.emitList(OP_BUILD_LIST, [dst], regs);
  return dst;
}

/** Index of the first starred element, or the number of elements; at most MAX_ELEMENTS. */
function plainPrefix(elts: readonly ast.ExprNode[]): number {
  let n = 0;
  while (n < elts.length && n < MAX_ELEMENTS && elts[n]!.nodeType !== 'Starred') n++;
  return n;
}

/** Builds a list with starred or very many elements in the temporary `dst`. `leading` come first. */
export function growList(
  c: Compiler,
  elts: readonly ast.ExprNode[],
  e: Located,
  dst: number,
  leading: readonly number[] = [],
  trailing: readonly number[] = [],
): void {
  const u = c.unit;
  const mark = u.tempTop;
  const prefix = plainPrefix(elts);
  const regs = c.anyAll(elts.slice(0, prefix));
  u.at(e);
  u.emitList(OP_BUILD_LIST, [dst], [...leading, ...regs]);
  u.tempTop = mark;
  for (let i = prefix; i < elts.length; i++) {
    const x = elts[i]!;
    const starred = x.nodeType === 'Starred';
    const reg = c.any(starred ? x.value : x);
    u.at(e);
    u.emit(starred ? OP_LIST_EXTEND : OP_LIST_APPEND, dst, reg);
    u.tempTop = mark;
  }
  for (const reg of trailing) u.emit(OP_LIST_APPEND, dst, reg);
}

export function set(c: Compiler, e: ast.Set, d: number): number {
  const u = c.unit;
  const items = e.elts.length > 2 ? constantElements(c, e.elts) : null;
  if (items !== null) return setOfConstants(c, e, { t: 'frozenset', v: items }, d);
  if (e.elts.length > MAX_ELEMENTS || hasStarred(e.elts)) return growSet(c, e, d);
  const mark = u.tempTop;
  const regs = c.anyAll(e.elts);
  u.tempTop = mark;
  const dst = target(u, d);
  u.at(e);
  u.emitList(OP_BUILD_SET, [dst], regs);
  return dst;
}

function setOfConstants(c: Compiler, e: ast.Set, items: ConstantValue, d: number): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  u.at(e);
  u.emitList(OP_BUILD_SET, [dst], []);
  u.emit(OP_SET_UPDATE, dst, u.constant(items));
  return dst;
}

function growSet(c: Compiler, e: ast.Set, d: number): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  const mark = u.tempTop;
  const prefix = plainPrefix(e.elts);
  const regs = c.anyAll(e.elts.slice(0, prefix));
  u.at(e);
  u.emitList(OP_BUILD_SET, [dst], regs);
  u.tempTop = mark;
  for (const x of e.elts.slice(prefix)) {
    const starred = x.nodeType === 'Starred';
    const reg = c.any(starred ? x.value : x);
    u.at(e);
    u.emit(starred ? OP_SET_UPDATE : OP_SET_ADD, dst, reg);
    u.tempTop = mark;
  }
  return dst;
}

export function dict(c: Compiler, e: ast.Dict, d: number): number {
  const u = c.unit;
  const { keys, values } = e;
  let prefix = 0;
  while (prefix < keys.length && prefix < MAX_ELEMENTS && keys[prefix] !== null) prefix++;
  const whole = prefix === keys.length;
  const dst = whole ? d : accumulator(u, d);
  const mark = u.tempTop;
  const pairs: ast.ExprNode[] = [];
  for (let i = 0; i < prefix; i++) pairs.push(keys[i]!, values[i]!);
  const regs = c.anyAll(pairs);
  u.tempTop = mark;
  const map = target(u, dst);
  u.at(e);
  u.emitList(OP_BUILD_MAP, [map], regs);
  for (let i = prefix; i < keys.length; i++) addEntry(c, e, map, keys[i]!, values[i]!);
  return map;
}

function addEntry(c: Compiler, e: ast.Dict, map: number, key: ast.ExprNode | null, item: ast.ExprNode): void {
  const u = c.unit;
  const mark = u.tempTop;
  if (key === null) {
    const other = c.any(item);
    u.at(e);
    u.emit(OP_DICT_UPDATE, map, other);
  } else {
    const [k, v] = c.anyAll([key, item]) as [number, number];
    u.at(e);
    u.emit(OP_MAP_ADD, map, k, v);
  }
  u.tempTop = mark;
}
