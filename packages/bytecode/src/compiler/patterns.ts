/**
 * match statements. A pattern jumps to `fail` when it does not match; names it binds are collected as (name, register) and
 * stored when the whole pattern has matched, before the guard. Temporaries of a pattern stay in use until then.
 */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_MAP,
  OP_DELETE_ITEM,
  OP_DICT_UPDATE,
  OP_GET_ITEM,
  OP_GET_LEN,
  OP_BINARY_SUB,
  OP_BUILD_TUPLE,
  OP_JUMP,
  OP_JUMP_IF_FALSE,
  OP_JUMP_IF_IS_NOT,
  OP_JUMP_IF_NONE,
  OP_JUMP_IF_NOT_EQ,
  OP_JUMP_IF_NOT_GE,
  OP_MATCH_CLASS,
  OP_MATCH_KEYS,
  OP_MATCH_MAPPING,
  OP_MATCH_SEQUENCE,
  OP_MOVE,
  OP_NOP,
  OP_UNPACK_EX,
  OP_UNPACK_SEQUENCE,
} from '../generated/op.ts';
import { constantKey } from '../constants.ts';
import type { Compiler } from './context.ts';
import { conditionally } from './control.ts';
import { constantExpression } from './displays.ts';
import { foldBinary } from './fold.ts';

interface Binding {
  readonly name: string;
  readonly reg: number;
  readonly at: Located;
}

interface Context {
  readonly fail: number;
  bindings: Binding[];
  /** Whether a pattern that matches anything may stand here. */
  allowIrrefutable: boolean;
}

const WILDCARD_SUFFIX = 'makes remaining patterns unreachable';

function isWildcard(p: ast.PatternNode): boolean {
  return p.nodeType === 'MatchAs' && p.name === null && p.pattern === null;
}

function isWildcardStar(p: ast.PatternNode): boolean {
  return p.nodeType === 'MatchStar' && p.name === null;
}

export function matchStatement(c: Compiler, s: ast.Match): void {
  const u = c.unit;
  const mark = u.tempTop;
  const subject = c.stable(s.subject);
  const end = u.newLabel();
  const last = s.cases[s.cases.length - 1]!;
  const hasDefault = isWildcard(last.pattern) && s.cases.length > 1;
  s.cases.forEach((k, i) => {
    if (k === last && hasDefault) defaultCase(c, k, end);
    else matchCase(c, k, subject, end, i === s.cases.length - 1);
  });
  u.tempTop = mark;
  u.place(end);
}

function matchCase(c: Compiler, k: ast.MatchCase, subject: number, end: number, isLast: boolean): void {
  const u = c.unit;
  const mark = u.tempTop;
  const fail = u.newLabel();
  const ctx: Context = { fail, bindings: [], allowIrrefutable: k.guard !== null || isLast };
  if (isWildcard(k.pattern)) {
    u.at(k.pattern);
    u.emit(OP_NOP);
  }
  pattern(c, ctx, k.pattern, subject);
  for (const b of ctx.bindings) c.storeName(b.name, b.reg, b.at);
  u.tempTop = mark;
  if (k.guard !== null) c.condition(k.guard, fail, false, k.pattern);
  conditionally(c, () => c.stmts(k.body));
  u.nowhere();
  u.emitJump(OP_JUMP, end);
  u.place(fail);
}

function defaultCase(c: Compiler, k: ast.MatchCase, end: number): void {
  const u = c.unit;
  u.at(k.pattern);
  u.emit(OP_NOP);
  if (k.guard !== null) c.condition(k.guard, end, false, k.pattern);
  conditionally(c, () => c.stmts(k.body));
}

function pattern(c: Compiler, ctx: Context, p: ast.PatternNode, subject: number): void {
  switch (p.nodeType) {
    case 'MatchValue':
      matchValue(c, ctx, p, subject);
      break;
    case 'MatchSingleton':
      matchSingleton(c, ctx, p, subject);
      break;
    case 'MatchSequence':
      matchSequence(c, ctx, p, subject);
      break;
    case 'MatchMapping':
      matchMapping(c, ctx, p, subject);
      break;
    case 'MatchClass':
      matchClass(c, ctx, p, subject);
      break;
    case 'MatchStar':
      bind(c, ctx, p.name, subject, p);
      break;
    case 'MatchAs':
      matchAs(c, ctx, p, subject);
      break;
    case 'MatchOr':
      matchOr(c, ctx, p, subject);
      break;
  }
}

/** A pattern inside another: names and wildcards are allowed there. */
function subpattern(c: Compiler, ctx: Context, p: ast.PatternNode, subject: number): void {
  const before = ctx.allowIrrefutable;
  ctx.allowIrrefutable = true;
  pattern(c, ctx, p, subject);
  ctx.allowIrrefutable = before;
}

function bind(c: Compiler, ctx: Context, name: string | null, reg: number, at: Located): void {
  if (name === null) return;
  if (ctx.bindings.some((b) => b.name === name)) c.error(`multiple assignments to name '${name}' in pattern`, at);
  ctx.bindings.push({ name, reg, at });
}

function matchValue(c: Compiler, ctx: Context, p: ast.MatchValue, subject: number): void {
  const u = c.unit;
  const { value } = p;
  if (!isValuePattern(value)) c.error('patterns may only match literals and attribute lookups', p);
  const mark = u.tempTop;
  const reg = c.any(value);
  u.at(p);
  u.emitJump(OP_JUMP_IF_NOT_EQ, subject, reg, ctx.fail, u.newCache());
  u.tempTop = mark;
}

function isValuePattern(e: ast.ExprNode): boolean {
  return e.nodeType === 'Constant' || e.nodeType === 'Attribute' || e.nodeType === 'UnaryOp' || e.nodeType === 'BinOp';
}

function matchSingleton(c: Compiler, ctx: Context, p: ast.MatchSingleton, subject: number): void {
  const u = c.unit;
  u.at(p);
  u.emitJump(OP_JUMP_IF_IS_NOT, subject, u.constant(p.value), ctx.fail);
}

function matchAs(c: Compiler, ctx: Context, p: ast.MatchAs, subject: number): void {
  if (p.pattern === null) {
    if (!ctx.allowIrrefutable) {
      if (p.name !== null) c.error(`name capture '${p.name}' ${WILDCARD_SUFFIX}`, p);
      c.error(`wildcard ${WILDCARD_SUFFIX}`, p);
    }
    bind(c, ctx, p.name, subject, p);
    return;
  }
  pattern(c, ctx, p.pattern, subject);
  bind(c, ctx, p.name, subject, p);
}

/** All alternatives bind the same names; each binds them to the registers that the first one chose. */
function matchOr(c: Compiler, ctx: Context, p: ast.MatchOr, subject: number): void {
  const u = c.unit;
  const done = u.newLabel();
  let common: Binding[] | null = null;
  const last = p.patterns.length - 1;
  p.patterns.forEach((alternative, i) => {
    const next = i === last ? ctx.fail : u.newLabel();
    const inner: Context = { fail: next, bindings: [], allowIrrefutable: i === last && ctx.allowIrrefutable };
    u.at(alternative);
    pattern(c, inner, alternative, subject);
    if (common === null) common = inner.bindings.map((b) => ({ ...b, reg: u.temp() }));
    moveBindings(c, p, common, inner.bindings);
    u.nowhere();
    u.emitJump(OP_JUMP, done);
    if (i !== last) u.place(next);
  });
  u.place(done);
  for (const b of common ?? []) bind(c, ctx, (b as Binding).name, (b as Binding).reg, p);
}

function moveBindings(c: Compiler, p: ast.MatchOr, common: readonly Binding[], found: readonly Binding[]): void {
  if (found.length !== common.length) c.error('alternative patterns bind different names', p);
  for (const b of common) {
    const own = found.find((x) => x.name === b.name);
    if (own === undefined) c.error('alternative patterns bind different names', p);
    c.unit.emit(OP_MOVE, b.reg, own.reg);
  }
}

// Sequences

function matchSequence(c: Compiler, ctx: Context, p: ast.MatchSequence, subject: number): void {
  const u = c.unit;
  const { patterns } = p;
  const star = starIndex(c, p);
  const onlyWildcards = patterns.every((x) => isWildcard(x) || isWildcardStar(x));
  const starWildcard = star >= 0 && isWildcardStar(patterns[star]!);
  const t = u.temp();
  u.at(p);
  u.emit(OP_MATCH_SEQUENCE, t, subject);
  u.emitJump(OP_JUMP_IF_FALSE, t, ctx.fail, u.newCache());
  if (star < 0) requireLength(c, ctx, subject, patterns.length, true, t);
  else if (patterns.length > 1) requireLength(c, ctx, subject, patterns.length - 1, false, t);
  if (onlyWildcards) return;
  if (starWildcard) sequenceItems(c, ctx, p, subject, star);
  else unpackItems(c, ctx, p, subject, star);
}

function starIndex(c: Compiler, p: ast.MatchSequence): number {
  let star = -1;
  p.patterns.forEach((x, i) => {
    if (x.nodeType !== 'MatchStar') return;
    if (star >= 0) c.error('multiple starred names in sequence pattern', p);
    star = i;
  });
  return star;
}

function requireLength(c: Compiler, ctx: Context, subject: number, length: number, exact: boolean, t: number): void {
  const u = c.unit;
  u.emit(OP_GET_LEN, t, subject);
  u.emitJump(
    exact ? OP_JUMP_IF_NOT_EQ : OP_JUMP_IF_NOT_GE,
    t,
    u.constant({ t: 'int', v: length }),
    ctx.fail,
    u.newCache(),
  );
}

function unpackItems(c: Compiler, ctx: Context, p: ast.MatchSequence, subject: number, star: number): void {
  const u = c.unit;
  const { patterns } = p;
  const first = u.temps(patterns.length);
  const regs = patterns.map((_, i) => first + i);
  u.at(p);
  if (star < 0) u.emitList(OP_UNPACK_SEQUENCE, [subject, u.newCache()], regs);
  else u.emitList(OP_UNPACK_EX, [subject, star], regs);
  patterns.forEach((x, i) => subpattern(c, ctx, x, regs[i]!));
}

/** With an anonymous star the items are fetched one by one, so that the rest is never built. */
function sequenceItems(c: Compiler, ctx: Context, p: ast.MatchSequence, subject: number, star: number): void {
  const u = c.unit;
  const size = p.patterns.length;
  p.patterns.forEach((x, i) => {
    if (i === star || isWildcard(x)) return;
    const item = u.temp();
    u.at(p);
    if (i < star) {
      u.emit(OP_GET_ITEM, item, subject, u.constant({ t: 'int', v: i }), u.newCache());
    } else {
      const index = u.temp();
      u.emit(OP_GET_LEN, index, subject);
      u.emit(OP_BINARY_SUB, index, index, u.constant({ t: 'int', v: size - i }), u.newCache());
      u.emit(OP_GET_ITEM, item, subject, index, u.newCache());
    }
    subpattern(c, ctx, x, item);
  });
}

// Mappings

function matchMapping(c: Compiler, ctx: Context, p: ast.MatchMapping, subject: number): void {
  const u = c.unit;
  const size = p.keys.length;
  const t = u.temp();
  u.at(p);
  u.emit(OP_MATCH_MAPPING, t, subject);
  u.emitJump(OP_JUMP_IF_FALSE, t, ctx.fail, u.newCache());
  if (size === 0 && p.rest === null) return;
  if (size > 0) requireLength(c, ctx, subject, size, false, t);
  const keys = mappingKeys(c, p);
  const tuple = u.temp();
  u.at(p);
  u.emitList(OP_BUILD_TUPLE, [tuple], keys);
  u.emit(OP_MATCH_KEYS, t, subject, tuple);
  u.emitJump(OP_JUMP_IF_NONE, t, ctx.fail);
  const first = u.temps(size);
  const regs = p.keys.map((_, i) => first + i);
  u.emitList(OP_UNPACK_SEQUENCE, [t, u.newCache()], regs);
  p.patterns.forEach((x, i) => subpattern(c, ctx, x, regs[i]!));
  if (p.rest !== null) bindRest(c, ctx, p, p.rest, subject, keys);
}

function mappingKeys(c: Compiler, p: ast.MatchMapping): number[] {
  const seen = new Set<string>();
  return p.keys.map((key) => {
    const constant = mappingKeyConstant(c, key);
    if (constant !== null) {
      const id = equalityKey(constant);
      if (seen.has(id)) c.error(`mapping pattern checks duplicate key (${reprOf(c, constant)})`, p);
      seen.add(id);
    } else if (key.nodeType !== 'Attribute' && !isValuePattern(key)) {
      c.error('mapping pattern keys may only match literals and attribute lookups', p);
    }
    const reg = c.any(key);
    return reg;
  });
}

/** Equal for keys that Python finds equal: 1, 1.0, True and 1+0j are. */
function equalityKey(v: NonNullable<ReturnType<typeof constantExpression>>): string {
  if (v.t === 'bool') return `i${v.v ? 1 : 0}`;
  if (v.t === 'float' && Number.isInteger(v.v)) return `i${BigInt(v.v)}`;
  if (v.t === 'complex' && v.im === 0) return equalityKey({ t: 'float', v: v.re });
  return constantKey(v);
}

function mappingKeyConstant(c: Compiler, key: ast.ExprNode): ReturnType<typeof constantExpression> {
  if (key.nodeType !== 'BinOp') return constantExpression(c, key);
  const left = constantExpression(c, key.left);
  const right = constantExpression(c, key.right);
  return left === null || right === null ? null : foldBinary(key.op, left, right);
}

function reprOf(c: Compiler, value: NonNullable<ReturnType<typeof constantExpression>>): string {
  return c.constantRepr(value);
}

/** `**rest`: a copy of the mapping without the keys. */
function bindRest(
  c: Compiler,
  ctx: Context,
  p: ast.MatchMapping,
  name: string,
  subject: number,
  keys: readonly number[],
): void {
  const u = c.unit;
  const rest = u.temp();
  u.at(p);
  u.emitList(OP_BUILD_MAP, [rest], []);
  u.emit(OP_DICT_UPDATE, rest, subject);
  for (const key of keys) u.emit(OP_DELETE_ITEM, rest, key);
  bind(c, ctx, name, rest, p);
}

// Classes

function matchClass(c: Compiler, ctx: Context, p: ast.MatchClass, subject: number): void {
  const u = c.unit;
  checkAttributes(c, p);
  const cls = c.any(p.cls);
  const t = u.temp();
  const names = u.constIndex({ t: 'tuple', v: p.kwd_attrs.map((v) => ({ t: 'str', v })) });
  u.at(p);
  u.emit(OP_MATCH_CLASS, t, subject, cls, p.patterns.length, names);
  u.emitJump(OP_JUMP_IF_NONE, t, ctx.fail);
  const patterns = [...p.patterns, ...p.kwd_patterns];
  const first = u.temps(patterns.length);
  const regs = patterns.map((_, i) => first + i);
  u.emitList(OP_UNPACK_SEQUENCE, [t, u.newCache()], regs);
  patterns.forEach((x, i) => {
    if (!isWildcard(x)) subpattern(c, ctx, x, regs[i]!);
  });
}

function checkAttributes(c: Compiler, p: ast.MatchClass): void {
  p.kwd_attrs.forEach((attr, i) => {
    const again = p.kwd_attrs.indexOf(attr, i + 1);
    if (again >= 0) c.error(`attribute name repeated in class pattern: ${attr}`, p.kwd_patterns[again]!);
  });
}
