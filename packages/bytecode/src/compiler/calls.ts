/** Calls: functions, methods, super(), star arguments. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_MAP,
  OP_BUILD_TUPLE,
  OP_CALL,
  OP_CALL_EX,
  OP_CALL_KW,
  OP_CALL_METHOD,
  OP_CALL_METHOD_KW,
  OP_DICT_MERGE,
  OP_LIST_TO_TUPLE,
  OP_LOAD_METHOD,
  OP_LOAD_SUPER_ATTR,
  OP_LOAD_SUPER_METHOD,
  OP_MAP_ADD,
} from '../generated/op.ts';
import { FREE, GLOBAL_IMPLICIT } from '../symtable/entry.ts';
import { checkCaller } from './checks.ts';
import type { Compiler } from './context.ts';
import { growList } from './displays.ts';
import { atAttribute } from './locations.ts';
import { loadName, mangleName, scopeOf } from './names.ts';
import { NONE } from './registers.ts';
import type { Unit } from './unit.ts';

function isSimple(args: readonly ast.ExprNode[], keywords: readonly ast.Keyword[]): boolean {
  return args.every((a) => a.nodeType !== 'Starred') && keywords.every((k) => k.arg !== null);
}

export function callExpression(c: Compiler, e: ast.Call, d: number): number {
  const u = c.unit;
  checkKeywords(c, e.keywords);
  if (e.func.nodeType === 'Attribute' && isSimple(e.args, e.keywords)) return methodCall(c, e, e.func, d);
  checkCaller(c, e.func);
  const mark = u.tempTop;
  const simple = isSimple(e.args, e.keywords);
  const func = c.protect(c.any(e.func), ...e.args, ...e.keywords.map((k) => k.value));
  if (simple) {
    const regs = argumentRegisters(c, e.args, e.keywords);
    u.tempTop = mark;
    const dst = d === NONE ? u.temp() : d;
    u.at(e);
    emitCall(c, dst, func, regs, e.keywords);
    return dst;
  }
  const top = u.tempTop;
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  if (u.tempTop < top) u.tempTop = top;
  callEx(c, func, e.args, e.keywords, dst, e, [], []);
  u.tempTop = d === NONE ? mark + 1 : mark;
  return dst;
}

function checkKeywords(c: Compiler, keywords: readonly ast.Keyword[]): void {
  if (keywords.length < 2) return;
  const seen = new Set<string>();
  for (const k of keywords) {
    if (k.arg === null) continue;
    if (seen.has(k.arg)) c.error(`keyword argument repeated: ${k.arg}`, k);
    seen.add(k.arg);
  }
}

function argumentRegisters(c: Compiler, args: readonly ast.ExprNode[], keywords: readonly ast.Keyword[]): number[] {
  if (keywords.length === 0) return c.anyAll(args);
  return c.anyAll([...args, ...keywords.map((k) => k.value)]);
}

function keywordNames(c: Compiler, keywords: readonly ast.Keyword[]): number {
  const u = c.unit;
  return u.constIndex({ t: 'tuple', v: keywords.map((k) => ({ t: 'str', v: k.arg! })) });
}

function emitCall(
  c: Compiler,
  d: number,
  func: number,
  regs: readonly number[],
  keywords: readonly ast.Keyword[],
): void {
  const u = c.unit;
  if (keywords.length === 0) u.emitList(OP_CALL, [d, func, u.newCache()], regs);
  else u.emitList(OP_CALL_KW, [d, func, keywordNames(c, keywords), u.newCache()], regs);
}

function methodCall(c: Compiler, e: ast.Call, func: ast.Attribute, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  const pair = u.temps(2);
  if (!superMethod(c, func, pair)) {
    const inner = u.tempTop;
    const object = c.any(func.value);
    u.tempTop = inner;
    atAttribute(u, func, func);
    u.emit(OP_LOAD_METHOD, pair, object, u.nameIndex(mangleName(u, func.attr)), u.newCache());
  }
  const regs = argumentRegisters(c, e.args, e.keywords);
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  atAttribute(u, e, func);
  if (e.keywords.length === 0) u.emitList(OP_CALL_METHOD, [dst, pair, u.newCache()], regs);
  else u.emitList(OP_CALL_METHOD_KW, [dst, pair, keywordNames(c, e.keywords), u.newCache()], regs);
  return dst;
}

// Star arguments

/** d ← func(leading…, *args…, trailing…, **keywords…). `d` is a temporary or written last. */
export function callWith(
  c: Compiler,
  func: number,
  args: readonly ast.ExprNode[],
  keywords: readonly ast.Keyword[],
  d: number,
  at: Located,
  leading: readonly number[],
  trailing: readonly number[],
): void {
  checkKeywords(c, keywords);
  const u = c.unit;
  const mark = u.tempTop;
  if (isSimple(args, keywords)) {
    const positional = c.anyAll(args);
    const named = c.anyAll(keywords.map((k) => k.value));
    u.at(at);
    emitCall(c, d, func, [...leading, ...positional, ...trailing, ...named], keywords);
  } else {
    callEx(c, func, args, keywords, d, at, leading, trailing);
  }
  u.tempTop = mark;
}

function callEx(
  c: Compiler,
  func: number,
  args: readonly ast.ExprNode[],
  keywords: readonly ast.Keyword[],
  d: number,
  at: Located,
  leading: readonly number[],
  trailing: readonly number[],
): void {
  const u = c.unit;
  const positional = positionalTuple(c, args, keywords, at, leading, trailing);
  const named = keywords.length === 0 ? NONE : keywordDict(c, func, keywords, at);
  u.at(at);
  u.emit(OP_CALL_EX, d, func, positional, named, u.newCache());
}

function positionalTuple(
  c: Compiler,
  args: readonly ast.ExprNode[],
  keywords: readonly ast.Keyword[],
  at: Located,
  leading: readonly number[],
  trailing: readonly number[],
): number {
  const u = c.unit;
  const only = args[0];
  if (args.length === 1 && only!.nodeType === 'Starred' && leading.length === 0 && trailing.length === 0) {
    return c.protect(c.any(only!.value), ...keywords.map((k) => k.value));
  }
  const plain = args.every((a) => a.nodeType !== 'Starred');
  if (plain && args.length === 0 && leading.length === 0 && trailing.length === 0)
    return u.constant({ t: 'tuple', v: [] });
  const dst = u.temp();
  if (plain) {
    const mark = u.tempTop;
    const regs = c.anyAll(args);
    u.at(at);
    u.emitList(OP_BUILD_TUPLE, [dst], [...leading, ...regs, ...trailing]);
    u.tempTop = mark;
  } else {
    growList(c, args, at, dst, leading, trailing);
    u.at(at);
    u.emit(OP_LIST_TO_TUPLE, dst, dst);
  }
  return dst;
}

function keywordDict(c: Compiler, func: number, keywords: readonly ast.Keyword[], at: Located): number {
  const u = c.unit;
  if (keywords.length === 1 && keywords[0]!.arg === null) return c.any(keywords[0]!.value);
  const dict = u.temp();
  let prefix = 0;
  while (prefix < keywords.length && keywords[prefix]!.arg !== null) prefix++;
  const mark = u.tempTop;
  const values = c.anyAll(keywords.slice(0, prefix).map((k) => k.value));
  u.at(at);
  u.emitList(
    OP_BUILD_MAP,
    [dict],
    values.flatMap((v, i) => [u.constant({ t: 'str', v: keywords[i]!.arg! }), v]),
  );
  u.tempTop = mark;
  for (let i = prefix; i < keywords.length; i++) addKeyword(c, func, dict, keywords[i]!, at);
  return dict;
}

/** Also a plain keyword after `**` must be checked against the keys that came before. */
function addKeyword(c: Compiler, func: number, dict: number, k: ast.Keyword, at: Located): void {
  const u = c.unit;
  const mark = u.tempTop;
  const reg = c.any(k.value);
  u.at(at);
  if (k.arg === null) {
    u.emit(OP_DICT_MERGE, dict, reg, func);
  } else {
    const single = u.temp();
    u.emitList(OP_BUILD_MAP, [single], []);
    u.emit(OP_MAP_ADD, single, u.constant({ t: 'str', v: k.arg }), reg);
    u.emit(OP_DICT_MERGE, dict, single, func);
  }
  u.tempTop = mark;
}

// super()

/** Whether `attr` is super().name or super(a, b).name with the built-in super as far as one can see. */
function isSuperCall(c: Compiler, attr: ast.Attribute): attr is ast.Attribute & { value: ast.Call } {
  const call = attr.value;
  if (attr.ctx !== 'Load' || attr.attr === '__class__' || call.nodeType !== 'Call' || call.keywords.length > 0)
    return false;
  if (call.func.nodeType !== 'Name' || call.func.id !== 'super') return false;
  const u = c.unit;
  if (scopeOf(u, 'super') !== GLOBAL_IMPLICIT || c.table.top.scope('super') !== 0) return false;
  if (call.args.length === 2) return call.args.every((a) => a.nodeType !== 'Starred');
  if (call.args.length !== 0 || u.params.argcount + u.params.posonlyargcount === 0) return false;
  return scopeOf(u, '__class__') === FREE && u.scopeType !== 'comprehension';
}

/** Registers of super, class and instance. */
function superOperands(c: Compiler, call: ast.Call): [number, number, number] {
  const u = c.unit;
  const f = loadName(c, 'super', NONE, call.func);
  if (call.args.length === 2) {
    const [k, s] = c.anyAll(call.args) as [number, number];
    return [f, k, s];
  }
  const k = loadName(c, '__class__', NONE, call);
  const s = loadFirstArgument(c, u, call);
  return [f, k, s];
}

function loadFirstArgument(c: Compiler, u: Unit, at: Located): number {
  const name = u.entry.varnames[0]!;
  // Already mangled: must not be mangled again.
  return loadName(c, name, NONE, at);
}

export function superAttribute(c: Compiler, e: ast.Attribute, d: number): number {
  if (!isSuperCall(c, e)) return NONE;
  const u = c.unit;
  const mark = u.tempTop;
  const [f, k, s] = superOperands(c, e.value);
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  atAttribute(u, e, e);
  u.emit(OP_LOAD_SUPER_ATTR, dst, f, k, s, u.nameIndex(mangleName(u, e.attr)), e.value.args.length, u.newCache());
  return dst;
}

function superMethod(c: Compiler, func: ast.Attribute, pair: number): boolean {
  if (!isSuperCall(c, func)) return false;
  const u = c.unit;
  const mark = u.tempTop;
  const [f, k, s] = superOperands(c, func.value);
  u.tempTop = mark;
  atAttribute(u, func, func);
  u.emit(
    OP_LOAD_SUPER_METHOD,
    pair,
    f,
    k,
    s,
    u.nameIndex(mangleName(u, func.attr)),
    func.value.args.length,
    u.newCache(),
  );
  return true;
}
