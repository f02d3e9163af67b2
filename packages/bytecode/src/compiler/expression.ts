/**
 * Expressions.
 *
 * `value(c, e, d)` evaluates `e` and returns the register that has the result: a local itself, a constant, `d`, or (if `d` is
 * NONE) a new temporary at the old top of the temporaries. A local `d` is written only by the last instruction, because the
 * expression may still read it; a temporary `d` is nobody else's and may be written at any time.
 */
import type { ast } from '@pyston/parser';
import {
  OP_BINARY_ADD,
  OP_BUILD_SLICE,
  OP_COMPARE_LT,
  OP_CONTAINS,
  OP_GET_AWAITABLE,
  OP_GET_ITEM,
  OP_GET_SLICE,
  OP_GET_YIELD_FROM_ITER,
  OP_IS,
  OP_IS_NOT,
  OP_JUMP,
  OP_JUMP_IF_FALSE,
  OP_JUMP_IF_TRUE,
  OP_LOAD_ATTR,
  OP_NOT_CONTAINS,
  OP_UNARY_INVERT,
  OP_UNARY_NEG,
  OP_UNARY_NOT,
  OP_UNARY_POS,
  OP_YIELD_VALUE,
} from '../generated/op.ts';
import { isFunctionLike } from '../symtable/entry.ts';
import { checkCompare, checkSubscript } from './checks.ts';
import type { Compiler } from './context.ts';
import { foldBinary, foldSubscript, foldUnary } from './fold.ts';
import { formattedValue, joinedString, templateString } from './fstring.ts';
import { loadName, mangleName, storeName } from './names.ts';
import { atAttribute } from './locations.ts';
import { constantDisplay, dict, list, set, tuple } from './displays.ts';
import { callExpression, superAttribute } from './calls.ts';
import { NONE, accumulator, isConstant, isTemp, target } from './registers.ts';
import type { Unit } from './unit.ts';
import { yieldFromInto } from './await.ts';

export const BINARY_INDEX: Record<ast.Operator, number> = {
  Add: 0,
  Sub: 1,
  Mult: 2,
  MatMult: 3,
  Div: 4,
  FloorDiv: 5,
  Mod: 6,
  Pow: 7,
  LShift: 8,
  RShift: 9,
  BitAnd: 10,
  BitOr: 11,
  BitXor: 12,
};

const COMPARE_INDEX: Record<string, number> = { Lt: 0, LtE: 1, Eq: 2, NotEq: 3, Gt: 4, GtE: 5 };

const UNARY_OPCODE: Record<Exclude<ast.Unaryop, 'Not'>, number> = {
  USub: OP_UNARY_NEG,
  UAdd: OP_UNARY_POS,
  Invert: OP_UNARY_INVERT,
};

/** Where a first operand may go: the destination itself, if it is a temporary. */
function operandHint(d: number): number {
  return isTemp(d) ? d : NONE;
}

export function value(c: Compiler, e: ast.ExprNode, d: number): number {
  switch (e.nodeType) {
    case 'Name':
      return loadName(c, e.id, d, e);
    case 'Constant':
      return c.unit.constant(e.value);
    case 'Attribute':
      return attribute(c, e, d);
    case 'Call':
      return callExpression(c, e, d);
    case 'BinOp':
      return binary(c, e, d);
    case 'Subscript':
      return subscript(c, e, d);
    case 'Compare':
      return compare(c, e, d);
    case 'BoolOp':
      return boolOp(c, e, d);
    case 'UnaryOp':
      return unary(c, e, d);
    case 'Tuple':
      return tuple(c, e.elts, e, d);
    case 'List':
      return list(c, e.elts, e, d);
    case 'Dict':
      return dict(c, e, d);
    case 'Set':
      return set(c, e, d);
    case 'JoinedStr':
      return joinedString(c, e, d);
    case 'FormattedValue':
      return formattedValue(c, e, d);
    case 'TemplateStr':
      return templateString(c, [e], e, d);
    case 'Interpolation':
      return templateString(
        c,
        [
          {
            nodeType: 'TemplateStr',
            values: [e],
            lineno: e.lineno,
            col_offset: e.col_offset,
            end_lineno: e.end_lineno,
            end_col_offset: e.end_col_offset,
          },
        ],
        e,
        d,
      );
    case 'IfExp':
      return ifExpression(c, e, d);
    case 'Lambda':
      return built(c, d, (dst) => c.lambda(e, dst));
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return built(c, d, (dst) => c.comprehension(e, dst));
    case 'NamedExpr':
      return namedExpression(c, e);
    case 'Yield':
      return yieldExpression(c, e, d);
    case 'YieldFrom':
      return yieldFrom(c, e, d);
    case 'Await':
      return awaitExpression(c, e, d);
    case 'Slice':
      return slice(c, e, d);
    case 'Starred':
      c.error("can't use starred expression here", e);
  }
}

/** Values built in several steps with temporaries of their own. */
function built(c: Compiler, d: number, build: (dst: number) => void): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  const mark = u.tempTop;
  build(dst);
  u.tempTop = mark;
  return dst;
}

function attribute(c: Compiler, e: ast.Attribute, d: number): number {
  const u = c.unit;
  const optimised = superAttribute(c, e, d);
  if (optimised !== NONE) return optimised;
  const mark = u.tempTop;
  const object = value(c, e.value, operandHint(d));
  u.tempTop = mark;
  const dst = target(u, d);
  atAttribute(u, e, e);
  u.emit(OP_LOAD_ATTR, dst, object, u.nameIndex(mangleName(u, e.attr)), u.newCache());
  return dst;
}

/** Operators on the left of each other are done in a loop: long sums must not exhaust the stack. */
function binary(c: Compiler, e: ast.BinOp, d: number): number {
  const u = c.unit;
  const chain = leftChain(e);
  const mark = u.tempTop;
  let a = value(c, chain[chain.length - 1]!.left, operandHint(d));
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    const left = c.protect(a, node.right);
    const right = c.any(node.right);
    u.tempTop = mark;
    a = operation(u, node, left, right, i === 0 || isTemp(d) ? d : NONE);
  }
  return a;
}

/** The operation itself and those in its left operand, outermost first. */
function leftChain(e: ast.BinOp): ast.BinOp[] {
  const chain = [e];
  for (let x = e.left; x.nodeType === 'BinOp'; x = x.left) chain.push(x);
  return chain;
}

function operation(u: Unit, e: ast.BinOp, a: number, b: number, d: number): number {
  if (isConstant(a) && isConstant(b)) {
    const folded = foldBinary(e.op, u.constantOf(a), u.constantOf(b));
    if (folded !== null) return u.constant(folded);
  }
  const dst = target(u, d);
  u.at(e);
  u.emit(OP_BINARY_ADD + BINARY_INDEX[e.op], dst, a, b, u.newCache());
  return dst;
}

function unary(c: Compiler, e: ast.UnaryOp, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  const a =
    e.op === 'Not' && isRichComparison(e.operand)
      ? simpleCompare(c, e.operand, operandHint(d), e)
      : value(c, e.operand, operandHint(d));
  u.tempTop = mark;
  if (isConstant(a)) {
    const folded = foldUnary(e.op, u.constantOf(a));
    if (folded !== null) return u.constant(folded);
  }
  const dst = target(u, d);
  u.at(e);
  if (e.op === 'Not') u.emit(OP_UNARY_NOT, dst, a);
  else u.emit(UNARY_OPCODE[e.op], dst, a, u.newCache());
  return dst;
}

/** One comparison by value. Under `not` CPython gives it the position of the whole. */
function isRichComparison(e: ast.ExprNode): e is ast.Compare {
  return e.nodeType === 'Compare' && e.ops.length === 1 && COMPARE_INDEX[e.ops[0]!] !== undefined;
}

// Comparisons

/** Right operand of a comparison: displays of constants after `in` become constants. */
export function comparator(c: Compiler, op: ast.Cmpop, e: ast.ExprNode): number {
  if (op === 'In' || op === 'NotIn') {
    const folded = constantDisplay(c, e);
    if (folded !== null) return c.unit.constant(folded);
  }
  return c.any(e);
}

function emitCompare(u: Unit, op: ast.Cmpop, d: number, a: number, b: number): void {
  if (op === 'Is') u.emit(OP_IS, d, a, b);
  else if (op === 'IsNot') u.emit(OP_IS_NOT, d, a, b);
  else if (op === 'In') u.emit(OP_CONTAINS, d, a, b, u.newCache());
  else if (op === 'NotIn') u.emit(OP_NOT_CONTAINS, d, a, b, u.newCache());
  else u.emit(OP_COMPARE_LT + COMPARE_INDEX[op]!, d, a, b, u.newCache());
}

export function compareIndex(op: ast.Cmpop): number {
  return COMPARE_INDEX[op]!;
}

function compare(c: Compiler, e: ast.Compare, d: number): number {
  checkCompare(c, e);
  return e.ops.length === 1 ? simpleCompare(c, e, d) : chainedCompare(c, e, d);
}

function simpleCompare(c: Compiler, e: ast.Compare, d: number, at: ast.ExprNode = e): number {
  const u = c.unit;
  const mark = u.tempTop;
  const right = e.comparators[0]!;
  const a = c.protect(value(c, e.left, operandHint(d)), right);
  const b = comparator(c, e.ops[0]!, right);
  u.tempTop = mark;
  const dst = target(u, d);
  u.at(at);
  emitCompare(u, e.ops[0]!, dst, a, b);
  return dst;
}

function chainedCompare(c: Compiler, e: ast.Compare, d: number): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  const mark = u.tempTop;
  const end = u.newLabel();
  const last = e.ops.length - 1;
  let a = c.protect(c.any(e.left), ...e.comparators);
  for (let i = 0; i <= last; i++) {
    const b = c.protect(comparator(c, e.ops[i]!, e.comparators[i]!), ...e.comparators.slice(i + 1));
    u.at(e);
    emitCompare(u, e.ops[i]!, dst, a, b);
    if (i < last) u.emitJump(OP_JUMP_IF_FALSE, dst, end, u.newCache());
    a = b;
  }
  u.place(end);
  u.tempTop = mark;
  return dst;
}

// Conditional values

function boolOp(c: Compiler, e: ast.BoolOp, d: number): number {
  const u = c.unit;
  const dst = accumulator(u, d);
  const end = u.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) operand(c, e.values[i]!, dst, end, e.op === 'Or', e);
  c.into(e.values[last]!, dst);
  u.place(end);
  return dst;
}

/**
 * An operand's value into `dst`; a jump to `label` when its truth is `when`. That of `a and b` is the truth of what was tested
 * last: nothing is asked twice.
 */
function operand(c: Compiler, e: ast.ExprNode, dst: number, label: number, when: boolean, at: ast.BoolOp): void {
  const u = c.unit;
  if (e.nodeType !== 'BoolOp') {
    c.into(e, dst);
    u.at(at);
    u.emitJump(when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, dst, label, u.newCache());
    return;
  }
  const shortcut = e.op === 'Or';
  const early = shortcut === when ? label : u.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) operand(c, e.values[i]!, dst, early, shortcut, e);
  operand(c, e.values[last]!, dst, label, when, at);
  if (early !== label) u.place(early);
}

function ifExpression(c: Compiler, e: ast.IfExp, d: number): number {
  const u = c.unit;
  const dst = target(u, d);
  const next = u.newLabel();
  const end = u.newLabel();
  c.condition(e.test, next, false, e);
  c.into(e.body, dst);
  u.nowhere();
  u.emitJump(OP_JUMP, end);
  u.place(next);
  c.into(e.orelse, dst);
  u.place(end);
  return dst;
}

function namedExpression(c: Compiler, e: ast.NamedExpr): number {
  const { id } = e.target as ast.Name;
  const local = c.directTarget(e.target);
  const u = c.unit;
  if (local !== NONE) {
    c.into(e.value, local);
    u.assigned(local);
    return local;
  }
  const reg = c.any(e.value);
  storeName(c, id, reg, e.target);
  return reg;
}

// Subscripts

function subscript(c: Compiler, e: ast.Subscript, d: number): number {
  checkSubscript(c, e.value, e.slice);
  const u = c.unit;
  const mark = u.tempTop;
  if (e.slice.nodeType === 'Slice' && e.slice.step === null) return slicing(c, e, e.slice, d);
  const object = c.protect(value(c, e.value, operandHint(d)), e.slice);
  const key = c.any(e.slice);
  u.tempTop = mark;
  if (isConstant(object) && isConstant(key)) {
    const folded = foldSubscript(u.constantOf(object), u.constantOf(key));
    if (folded !== null) return u.constant(folded);
  }
  const dst = target(u, d);
  u.at(e);
  u.emit(OP_GET_ITEM, dst, object, key, u.newCache());
  return dst;
}

function slicing(c: Compiler, e: ast.Subscript, s: ast.Slice, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  const object = c.protect(value(c, e.value, operandHint(d)), s);
  const [lo, hi] = sliceBounds(c, s);
  u.tempTop = mark;
  const dst = target(u, d);
  u.at(e);
  u.emit(OP_GET_SLICE, dst, object, lo, hi, u.newCache());
  return dst;
}

export function sliceBounds(c: Compiler, s: ast.Slice): [number, number] {
  const lo = c.protect(bound(c, s.lower), s.upper);
  return [lo, bound(c, s.upper)];
}

function bound(c: Compiler, e: ast.ExprNode | null): number {
  return e === null ? c.unit.constant({ t: 'none' }) : c.any(e);
}

function slice(c: Compiler, e: ast.Slice, d: number): number {
  const u = c.unit;
  const mark = u.tempTop;
  const lo = c.protect(bound(c, e.lower), e.upper, e.step);
  const hi = c.protect(bound(c, e.upper), e.step);
  const step = bound(c, e.step);
  u.tempTop = mark;
  if (isConstant(lo) && isConstant(hi) && isConstant(step)) {
    return u.constant({ t: 'slice', start: u.constantOf(lo), stop: u.constantOf(hi), step: u.constantOf(step) });
  }
  const dst = target(u, d);
  u.at(e);
  u.emit(OP_BUILD_SLICE, dst, lo, hi, step);
  return dst;
}

// Generators and coroutines

function yieldExpression(c: Compiler, e: ast.Yield, d: number): number {
  const u = c.unit;
  if (!isFunctionLike(u.entry)) c.error("'yield' outside function", e);
  const mark = u.tempTop;
  const reg = e.value === null ? u.constant({ t: 'none' }) : value(c, e.value, operandHint(d));
  u.tempTop = mark;
  const dst = target(u, d);
  u.at(e);
  u.emit(OP_YIELD_VALUE, dst, reg);
  return dst;
}

function yieldFrom(c: Compiler, e: ast.YieldFrom, d: number): number {
  const u = c.unit;
  if (!isFunctionLike(u.entry)) c.error("'yield from' outside function", e);
  if (u.scopeType === 'async function') c.error("'yield from' inside async function", e);
  return built(c, d, (dst) => {
    const it = u.temp();
    c.into(e.value, it);
    u.at(e);
    u.emit(OP_GET_YIELD_FROM_ITER, it, it);
    yieldFromInto(c, dst, it, e);
  });
}

function awaitExpression(c: Compiler, e: ast.Await, d: number): number {
  return built(c, d, (dst) => {
    const u = c.unit;
    const it = u.temp();
    c.into(e.value, it);
    u.at(e);
    u.emit(OP_GET_AWAITABLE, it, it, 0);
    yieldFromInto(c, dst, it, e);
  });
}
