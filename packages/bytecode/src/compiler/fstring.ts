/** f-strings and t-strings. */
import type { ast } from '@pyston/parser';
import type { ConstantValue } from '../constants.ts';
import {
  OP_BUILD_INTERPOLATION,
  OP_BUILD_LIST,
  OP_BUILD_STRING,
  OP_BUILD_TEMPLATE,
  OP_BUILD_TUPLE,
  OP_CALL_METHOD,
  OP_FORMAT_VALUE,
  OP_LIST_APPEND,
  OP_LOAD_METHOD,
} from '../generated/op.ts';
import type { Compiler } from './context.ts';
import { NONE, accumulator } from './registers.ts';

/** f-strings with more parts than this are joined from a list. */
const MAX_PARTS = 30;

const EMPTY: ConstantValue = { t: 'str', v: '' };

/** FORMAT_VALUE's conversion operand for the AST's character code. */
function conversionCode(conversion: number): number {
  if (conversion === 115) return 1;
  if (conversion === 114) return 2;
  return conversion === 97 ? 3 : 0;
}

export function joinedString(c: Compiler, e: ast.JoinedStr, d: number): number {
  const u = c.unit;
  if (e.values.length === 0) return u.constant(EMPTY);
  const only = e.values[0]!;
  if (e.values.length === 1) return only.nodeType === 'FormattedValue' ? formattedValue(c, only, d) : c.any(only);
  if (e.values.length > MAX_PARTS) return joinedList(c, e, d);
  const mark = u.tempTop;
  const regs = c.anyAll(e.values);
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  u.at(e);
  u.emitList(OP_BUILD_STRING, [dst], regs);
  return dst;
}

/** "".join() of a list: many parts need no register each. */
function joinedList(c: Compiler, e: ast.JoinedStr, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  const join = u.temps(2);
  const list = u.temp();
  const inner = u.tempTop;
  u.at(e);
  u.emit(OP_LOAD_METHOD, join, u.constant(EMPTY), u.nameIndex('join'), u.newCache());
  u.emitList(OP_BUILD_LIST, [list], []);
  for (const part of e.values) {
    const reg = c.any(part);
    u.at(e);
    u.emit(OP_LIST_APPEND, list, reg);
    u.tempTop = inner;
  }
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  u.emitList(OP_CALL_METHOD, [dst, join, u.newCache()], [list]);
  return dst;
}

export function formattedValue(c: Compiler, e: ast.FormattedValue, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  let reg = c.any(e.value);
  let spec = NONE;
  if (e.format_spec !== null) {
    reg = c.protect(reg, e.format_spec);
    spec = c.any(e.format_spec);
  }
  u.tempTop = mark;
  const dst = d === NONE ? u.temp() : d;
  u.at(e);
  u.emit(OP_FORMAT_VALUE, dst, reg, conversionCode(e.conversion), spec);
  return dst;
}

/** A template from one or several adjacent t-strings. */
export function templateString(c: Compiler, parts: readonly ast.TemplateStr[], e: ast.ExprNode, d: number): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  const mark = u.tempTop;
  const strings: ast.ExprNode[][] = [[]];
  const regs: number[] = [];
  for (const v of parts.flatMap((p) => p.values)) {
    if (v.nodeType === 'Interpolation') {
      strings.push([]);
      regs.push(interpolation(c, v));
    } else {
      strings[strings.length - 1]!.push(v);
    }
  }
  const texts = templateTexts(c, strings, e);
  const tuple = u.temp();
  u.at(e);
  u.emitList(OP_BUILD_TUPLE, [tuple], regs);
  u.emit(OP_BUILD_TEMPLATE, dst, texts, tuple);
  u.tempTop = mark;
  return dst;
}

/** The tuple of the texts between interpolations: a constant, but for trees that no source has. */
function templateTexts(c: Compiler, strings: readonly ast.ExprNode[][], e: ast.ExprNode): number {
  const u = c.unit;
  const constants: ConstantValue[] = [];
  for (const part of strings) {
    const only = part.length === 0 ? EMPTY : part.length === 1 && part[0]!.nodeType === 'Constant' && part[0]!.value;
    if (only) constants.push(only);
  }
  if (constants.length === strings.length) return u.constant({ t: 'tuple', v: constants });
  const { lineno, col_offset, end_lineno, end_col_offset } = e;
  const at = { lineno, col_offset, end_lineno, end_col_offset };
  const texts = u.temp();
  const regs = strings.map((values) => joinedString(c, { nodeType: 'JoinedStr', values, ...at }, NONE));
  u.emitList(OP_BUILD_TUPLE, [texts], regs);
  return texts;
}

function interpolation(c: Compiler, e: ast.Interpolation): number {
  const u = c.unit;
  const dst = u.temp();
  const mark = u.tempTop;
  const reg = c.protect(c.any(e.value), e.format_spec);
  const spec = e.format_spec === null ? NONE : c.any(e.format_spec);
  u.at(e);
  u.emit(OP_BUILD_INTERPOLATION, dst, reg, u.constant(e.str), conversionCode(e.conversion), spec);
  u.tempTop = mark;
  return dst;
}
