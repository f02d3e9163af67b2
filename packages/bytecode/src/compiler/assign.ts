/** Assignment, deletion and their targets. */
import type { ast } from '@pyston/parser';
import {
  OP_BINARY_ADD,
  OP_DELETE_ATTR,
  OP_DELETE_ITEM,
  OP_GET_ITEM,
  OP_GET_SLICE,
  OP_INPLACE_ADD,
  OP_LOAD_ATTR,
  OP_MOVE,
  OP_SET_ITEM,
  OP_SET_SLICE,
  OP_STORE_ATTR,
  OP_UNPACK_EX,
  OP_UNPACK_SEQUENCE,
} from '../generated/op.ts';
import type { Compiler } from './context.ts';
import { BINARY_INDEX, sliceBounds } from './expression.ts';
import { atAttribute } from './locations.ts';
import { fastLocal, mangleName } from './names.ts';
import { CELL_BASE, NONE } from './unit.ts';
import type { Unit } from './unit.ts';

export const INPLACE_OFFSET = OP_INPLACE_ADD - OP_BINARY_ADD;

type Sequence = ast.Tuple | ast.List;

function isLocal(reg: number): boolean {
  return reg >= 0 && reg < CELL_BASE;
}

export function assign(c: Compiler, s: ast.Assign): void {
  const u = c.unit;
  const mark = u.tempTop;
  const only = s.targets.length === 1 ? s.targets[0]! : null;
  const direct = only === null ? NONE : c.directTarget(only);
  if (direct !== NONE) {
    c.into(s.value, direct);
    u.assigned(direct);
  } else if (only !== null && isParallel(only, s.value)) {
    parallelAssign(c, only as Sequence, s.value as Sequence);
  } else {
    const reg = c.protect(c.any(s.value), ...s.targets);
    for (const target of s.targets) c.store(target, reg);
  }
  u.tempTop = mark;
}

// a, b = x, y

function isParallel(target: ast.ExprNode, value: ast.ExprNode): boolean {
  return (
    (target.nodeType === 'Tuple' || target.nodeType === 'List') &&
    value.nodeType === 'Tuple' &&
    target.elts.length === value.elts.length &&
    target.elts.length <= 8 &&
    [...target.elts, ...value.elts].every((e) => e.nodeType !== 'Starred')
  );
}

function parallelAssign(c: Compiler, target: Sequence, values: Sequence): void {
  const u = c.unit;
  const regs = c.anyAll(values.elts, target);
  let stored: number[] = [];
  const safe = regs.map((reg, i) => {
    const copy = isLocal(reg) && stored.includes(reg) ? copyToTemp(u, values.elts[i]!, reg) : reg;
    stored = [];
    for (const t of target.elts.slice(0, i + 1)) collectLocals(c, t, stored);
    return copy;
  });
  target.elts.forEach((t, i) => c.store(t, safe[i]!));
}

/** Fast locals that storing to `target` rebinds. */
function collectLocals(c: Compiler, target: ast.ExprNode, into: number[]): void {
  if (target.nodeType === 'Name') {
    const local = fastLocal(c, target.id);
    if (local !== NONE) into.push(local);
  } else if (target.nodeType === 'Tuple' || target.nodeType === 'List') {
    for (const t of target.elts) collectLocals(c, t, into);
  } else if (target.nodeType === 'Starred') {
    collectLocals(c, target.value, into);
  }
}

function copyToTemp(u: Unit, at: ast.ExprNode, reg: number): number {
  const t = u.temp();
  u.at(at);
  u.emit(OP_MOVE, t, reg);
  return t;
}

// Targets

export function store(c: Compiler, target: ast.ExprNode, reg: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  switch (target.nodeType) {
    case 'Name':
      c.storeName(target.id, reg, target);
      break;
    case 'Attribute':
      storeAttribute(c, target, reg);
      break;
    case 'Subscript':
      storeItem(c, target, reg);
      break;
    case 'Tuple':
    case 'List':
      unpack(c, target, reg);
      break;
    case 'Starred':
      c.error('starred assignment target must be in a list or tuple', target);
      break;
    default:
      c.error('invalid assignment target', target);
  }
  u.tempTop = mark;
}

function storeAttribute(c: Compiler, target: ast.Attribute, reg: number): void {
  const u = c.unit;
  recordStaticAttribute(c, target);
  const object = c.any(target.value);
  atAttribute(u, target, target);
  u.emit(OP_STORE_ATTR, object, u.nameIndex(mangleName(u, target.attr)), reg, u.newCache());
}

/** Attributes stored on `self` in methods become the class's __static_attributes__. */
function recordStaticAttribute(c: Compiler, target: ast.Attribute): void {
  if (target.value.nodeType !== 'Name' || target.value.id !== 'self') return;
  for (let u: Unit | null = c.unit; u !== null; u = u.parent) {
    if (u.scopeType === 'class') {
      (u.staticAttributes ??= new Set()).add(target.attr);
      return;
    }
  }
}

function storeItem(c: Compiler, target: ast.Subscript, reg: number): void {
  const u = c.unit;
  const object = c.protect(c.any(target.value), target.slice);
  if (target.slice.nodeType === 'Slice' && target.slice.step === null) {
    const [lo, hi] = sliceBounds(c, target.slice);
    u.at(target);
    u.emit(OP_SET_SLICE, object, lo, hi, reg);
  } else {
    const key = c.any(target.slice);
    u.at(target);
    u.emit(OP_SET_ITEM, object, key, reg, u.newCache());
  }
}

function unpack(c: Compiler, target: Sequence, reg: number): void {
  const u = c.unit;
  const star = starIndex(c, target);
  const regs = unpackRegisters(c, target);
  u.at(target);
  if (star < 0) u.emitList(OP_UNPACK_SEQUENCE, [reg, u.newCache()], regs);
  else u.emitList(OP_UNPACK_EX, [reg, star], regs);
  target.elts.forEach((t, i) => {
    const inner = t.nodeType === 'Starred' ? t.value : t;
    if (isLocal(regs[i]!)) u.assigned(regs[i]!);
    else c.store(inner, regs[i]!);
  });
}

function starIndex(c: Compiler, target: Sequence): number {
  let star = -1;
  target.elts.forEach((t, i) => {
    if (t.nodeType !== 'Starred') return;
    if (star >= 0) c.error('multiple starred expressions in assignment', target);
    if (i >= 1 << 8 || target.elts.length - i - 1 >= 1 << 23)
      c.error('too many expressions in star-unpacking assignment', target);
    star = i;
  });
  return star;
}

/** Fast locals are unpacked in place, unless a target before them could still read the old value. */
function unpackRegisters(c: Compiler, target: Sequence): number[] {
  let inPlace = true;
  const seen = new Set<number>();
  return target.elts.map((t) => {
    const inner = t.nodeType === 'Starred' ? t.value : t;
    const local = inner.nodeType === 'Name' ? fastLocal(c, inner.id) : NONE;
    if (inner.nodeType !== 'Name') inPlace = false;
    if (local === NONE || !inPlace || seen.has(local)) return c.unit.temp();
    seen.add(local);
    return local;
  });
}

// Augmented assignment

export function augAssign(c: Compiler, s: ast.AugAssign): void {
  const u = c.unit;
  const mark = u.tempTop;
  const { target } = s;
  if (target.nodeType === 'Name') augName(c, s, target);
  else if (target.nodeType === 'Attribute') augAttribute(c, s, target);
  else augItem(c, s, target as ast.Subscript);
  u.tempTop = mark;
}

function inplace(c: Compiler, s: ast.AugAssign, d: number, a: number): void {
  const u = c.unit;
  const left = c.protect(a, s.value);
  const b = c.any(s.value);
  u.at(s);
  u.emit(OP_INPLACE_ADD + BINARY_INDEX[s.op], d, left, b, u.newCache());
}

function augName(c: Compiler, s: ast.AugAssign, target: ast.Name): void {
  const u = c.unit;
  const a = c.load(target.id, target);
  const local = fastLocal(c, target.id);
  if (local !== NONE) {
    inplace(c, s, local, a);
    u.assigned(local);
  } else {
    inplace(c, s, a, a);
    c.storeName(target.id, a, s);
  }
}

function augAttribute(c: Compiler, s: ast.AugAssign, target: ast.Attribute): void {
  const u = c.unit;
  const object = c.protect(c.any(target.value), s.value);
  const t = u.temp();
  const name = u.nameIndex(mangleName(u, target.attr));
  atAttribute(u, target, target);
  u.emit(OP_LOAD_ATTR, t, object, name, u.newCache());
  inplace(c, s, t, t);
  atAttribute(u, target, target);
  u.emit(OP_STORE_ATTR, object, name, t, u.newCache());
}

function augItem(c: Compiler, s: ast.AugAssign, target: ast.Subscript): void {
  const u = c.unit;
  const object = c.protect(c.any(target.value), target.slice, s.value);
  if (target.slice.nodeType === 'Slice' && target.slice.step === null) {
    const [lo, hi] = sliceBounds(c, target.slice).map((r) => c.protect(r, s.value)) as [number, number];
    const t = u.temp();
    u.at(target);
    u.emit(OP_GET_SLICE, t, object, lo, hi, u.newCache());
    inplace(c, s, t, t);
    u.at(s);
    u.emit(OP_SET_SLICE, object, lo, hi, t);
    return;
  }
  const key = c.protect(c.any(target.slice), s.value);
  const t = u.temp();
  u.at(target);
  u.emit(OP_GET_ITEM, t, object, key, u.newCache());
  inplace(c, s, t, t);
  u.at(s);
  u.emit(OP_SET_ITEM, object, key, t, u.newCache());
}

// del

export function deleteTarget(c: Compiler, target: ast.ExprNode): void {
  const u = c.unit;
  const mark = u.tempTop;
  switch (target.nodeType) {
    case 'Name':
      c.deleteName(target.id, target);
      break;
    case 'Attribute':
      deleteAttribute(c, target);
      break;
    case 'Subscript':
      deleteItem(c, target);
      break;
    case 'Tuple':
    case 'List':
      for (const t of target.elts) deleteTarget(c, t);
      break;
    default:
      c.error('invalid deletion target', target);
  }
  u.tempTop = mark;
}

function deleteAttribute(c: Compiler, target: ast.Attribute): void {
  const u = c.unit;
  const object = c.any(target.value);
  atAttribute(u, target, target);
  u.emit(OP_DELETE_ATTR, object, u.nameIndex(mangleName(u, target.attr)));
}

function deleteItem(c: Compiler, target: ast.Subscript): void {
  const u = c.unit;
  const object = c.protect(c.any(target.value), target.slice);
  const key = c.any(target.slice);
  u.at(target);
  u.emit(OP_DELETE_ITEM, object, key);
}
