/** Conditions: jumping on the truth of an expression, with comparisons fused into the jump. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_JUMP,
  OP_JUMP_IF_FALSE,
  OP_JUMP_IF_IN,
  OP_JUMP_IF_IS,
  OP_JUMP_IF_IS_NOT,
  OP_JUMP_IF_LT,
  OP_JUMP_IF_NONE,
  OP_JUMP_IF_NOT_IN,
  OP_JUMP_IF_NOT_NONE,
  OP_JUMP_IF_TRUE,
  OP_NOP,
} from '../generated/op.ts';
import { checkCompare } from './checks.ts';
import type { Compiler } from './context.ts';
import { comparator, compareIndex } from './expression.ts';
import { truth } from './fold.ts';
import { isConstant } from './registers.ts';
import type { Unit } from './unit.ts';

/** Jump to `label` if the truth of `e` is `when`; else go on. */
export function condition(c: Compiler, e: ast.ExprNode, label: number, when: boolean, at: Located): void {
  switch (e.nodeType) {
    case 'UnaryOp':
      if (e.op === 'Not') return condition(c, e.operand, label, !when, at);
      break;
    case 'BoolOp':
      return boolOp(c, e, label, when, at);
    case 'IfExp':
      return ifExpression(c, e, label, when, at);
    case 'Compare':
      return compare(c, e, label, when);
  }
  general(c, e, label, when);
}

function general(c: Compiler, e: ast.ExprNode, label: number, when: boolean): void {
  const u = c.unit;
  const mark = u.tempTop;
  const reg = c.any(e);
  u.tempTop = mark;
  u.at(e);
  if (isConstant(reg)) {
    u.emit(OP_NOP);
    if (truth(u.constantOf(reg)) === when) u.emitJump(OP_JUMP, label);
  } else {
    u.emitJump(when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, reg, label, u.newCache());
  }
}

function boolOp(c: Compiler, e: ast.BoolOp, label: number, when: boolean, at: Located): void {
  const u = c.unit;
  const shortcut = e.op === 'Or';
  const early = shortcut === when ? label : u.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) condition(c, e.values[i]!, early, shortcut, at);
  condition(c, e.values[last]!, label, when, at);
  if (early !== label) u.place(early);
}

function ifExpression(c: Compiler, e: ast.IfExp, label: number, when: boolean, at: Located): void {
  const u = c.unit;
  const next = u.newLabel();
  const end = u.newLabel();
  condition(c, e.test, next, false, at);
  condition(c, e.body, label, when, at);
  u.nowhere();
  u.emitJump(OP_JUMP, end);
  u.place(next);
  condition(c, e.orelse, label, when, at);
  u.place(end);
}

function compare(c: Compiler, e: ast.Compare, label: number, when: boolean): void {
  checkCompare(c, e);
  const u = c.unit;
  const mark = u.tempTop;
  const last = e.ops.length - 1;
  const failed = when && last > 0 ? u.newLabel() : label;
  let a = c.protect(c.any(e.left), ...e.comparators);
  for (let i = 0; i <= last; i++) {
    const right = e.comparators[i]!;
    const op = e.ops[i]!;
    if (isNone(right) && (op === 'Is' || op === 'IsNot') && i === last) {
      u.at(e);
      noneTest(u, a, label, (op === 'Is') === when);
      break;
    }
    const b = c.protect(comparator(c, op, right), ...e.comparators.slice(i + 1));
    u.at(e);
    if (i < last) compareJump(u, op, a, b, failed, false);
    else compareJump(u, op, a, b, label, when);
    a = b;
  }
  if (failed !== label) u.place(failed);
  u.tempTop = mark;
}

function isNone(e: ast.ExprNode): boolean {
  return e.nodeType === 'Constant' && e.value.t === 'none';
}

function noneTest(u: Unit, a: number, label: number, jumpIfNone: boolean): void {
  u.emitJump(jumpIfNone ? OP_JUMP_IF_NONE : OP_JUMP_IF_NOT_NONE, a, label);
}

function compareJump(u: Unit, op: ast.Cmpop, a: number, b: number, label: number, when: boolean): void {
  if (op === 'Is' || op === 'IsNot')
    u.emitJump((op === 'Is') === when ? OP_JUMP_IF_IS : OP_JUMP_IF_IS_NOT, a, b, label);
  else if (op === 'In' || op === 'NotIn')
    u.emitJump((op === 'In') === when ? OP_JUMP_IF_IN : OP_JUMP_IF_NOT_IN, a, b, label, u.newCache());
  else u.emitJump(OP_JUMP_IF_LT + 2 * compareIndex(op) + (when ? 0 : 1), a, b, label, u.newCache());
}
