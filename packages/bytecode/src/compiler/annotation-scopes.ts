/**
 * Scopes that are evaluated lazily: `__annotate__` functions, bounds, constraints and defaults of type parameters, values of
 * type aliases. Each is a function of one parameter, the annotation format; only formats up to 2 are computed here.
 */
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import type { Located } from '../errors.ts';
import {
  OP_JUMP_IF_NOT_GT,
  OP_LOAD_COMMON_CONSTANT,
  OP_RAISE,
  OP_RETURN,
  OP_UNPACK_SEQUENCE,
} from '../generated/op.ts';
import type { SymbolTableEntry } from '../symtable/entry.ts';
import type { Compiler } from './context.ts';
import { NONE } from './unit.ts';

const VALUE_WITH_FAKE_GLOBALS = 2;

export function enterAnnotationScope(c: Compiler, entry: SymbolTableEntry, name: string, at: Located): void {
  c.enterScope({
    entry,
    type: 'annotations',
    name,
    firstlineno: at.lineno,
    params: { argcount: 0, posonlyargcount: 1, kwonlyargcount: 0 },
  });
  const u = c.unit;
  const supported = u.newLabel();
  u.at(at);
  u.emitJump(OP_JUMP_IF_NOT_GT, 0, u.constant({ t: 'int', v: VALUE_WITH_FAKE_GLOBALS }), supported, u.newCache());
  const error = u.temp();
  u.emit(OP_LOAD_COMMON_CONSTANT, error, 1);
  u.emit(OP_RAISE, error, NONE);
  u.place(supported);
  u.tempTop = 0;
}

/** Returns the value in `reg` and ends the scope. The parameter shows as `format`. */
export function leaveAnnotationScope(c: Compiler, reg: number, at: Located): CodeObject {
  const u = c.unit;
  u.at(at);
  u.emit(OP_RETURN, reg);
  return c.leaveScope('format');
}

/** Value of an annotation; `*Ts` stands for the one item that unpacking gives. */
export function annotationValue(c: Compiler, e: ast.ExprNode): number {
  if (e.nodeType !== 'Starred') return c.any(e);
  const u = c.unit;
  const mark = u.tempTop;
  const packed = c.any(e.value);
  u.tempTop = mark;
  const item = u.temp();
  u.at(e);
  u.emitList(OP_UNPACK_SEQUENCE, [packed, u.newCache()], [item]);
  return item;
}
