/** Class definitions. */
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_SET,
  OP_CALL,
  OP_LOAD_BUILD_CLASS,
  OP_LOAD_LOCALS,
  OP_MOVE,
  OP_RETURN,
  OP_STORE_DEREF,
  OP_STORE_NAME,
  OP_SUBSCRIPT_GENERIC,
} from '../generated/op.ts';
import type { Compiler } from './context.ts';
import { applyDecorators, makeFunction } from './functions.ts';
import { cellRegister } from './names.ts';
import { typeParameters } from './type-params.ts';
import { CELL_BASE, NONE } from './unit.ts';
import type { Unit } from './unit.ts';

const NO_OPTIONS = { defaults: NONE, kwdefaults: NONE, annotate: NONE };

export function classDef(c: Compiler, s: ast.ClassDef): void {
  const u = c.unit;
  const mark = u.tempTop;
  const decorators = s.decorator_list.map((e) => c.stable(e));
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  const d = u.temp();
  if (s.type_params.length > 0) genericClass(c, s, firstlineno, d);
  else buildClass(c, s, firstlineno, d, []);
  applyDecorators(c, s.decorator_list, decorators, d);
  c.storeName(s.name, d, s);
  u.tempTop = mark;
}

/** d ← __build_class__(body function, name, *bases, *extraBases, **keywords). */
function buildClass(c: Compiler, s: ast.ClassDef, firstlineno: number, d: number, extraBases: readonly string[]): void {
  const code = classBody(c, s, firstlineno);
  const u = c.unit;
  const mark = u.tempTop;
  const build = u.temp();
  u.at(s);
  u.emit(OP_LOAD_BUILD_CLASS, build);
  const body = u.temp();
  makeFunction(c, code, NO_OPTIONS, body, s);
  const trailing = extraBases.map((name) => c.load(name, s));
  c.call(build, s.bases, s.keywords, d, s, [body, u.constant({ t: 'str', v: s.name })], trailing);
  u.tempTop = mark;
}

function genericClass(c: Compiler, s: ast.ClassDef, firstlineno: number, d: number): void {
  const entry = c.table.blocks.get(s.type_params)!;
  c.enterScope({
    entry,
    type: 'annotations',
    name: `<generic parameters of ${s.name}>`,
    firstlineno,
    className: s.name,
  });
  const inner = c.unit;
  c.storeName('.type_params', typeParameters(c, s.type_params), s);
  const result = inner.temp();
  const base = inner.temp();
  const params = c.load('.type_params', s);
  inner.emit(OP_SUBSCRIPT_GENERIC, base, params);
  c.storeName('.generic_base', base, s);
  buildClass(c, s, firstlineno, result, ['.generic_base']);
  inner.emit(OP_RETURN, result);
  const code = c.leaveScope();
  const u = c.unit;
  const mark = u.tempTop;
  const f = u.temp();
  makeFunction(c, code, NO_OPTIONS, f, s);
  u.emitList(OP_CALL, [d, f, u.newCache()], []);
  u.tempTop = mark;
}

function classBody(c: Compiler, s: ast.ClassDef, firstlineno: number): CodeObject {
  const entry = c.table.blocks.get(s)!;
  c.enterScope({ entry, type: 'class', name: s.name, firstlineno, className: s.name });
  const u = c.unit;
  const at: Located = { lineno: firstlineno, end_lineno: firstlineno, col_offset: 0, end_col_offset: 0 };
  c.storeName('__module__', c.load('__name__', at), at);
  c.storeName('__qualname__', u.constant({ t: 'str', v: u.qualname }), at);
  c.storeName('__firstlineno__', u.constant({ t: 'int', v: firstlineno }), at);
  if (s.type_params.length > 0) c.storeName('__type_params__', c.load('.type_params', at), at);
  u.at(at);
  if (entry.needsClassDict) {
    const locals = u.temp();
    u.emit(OP_LOAD_LOCALS, locals);
    u.emit(OP_STORE_DEREF, cellRegister(u, '__classdict__'), locals);
  }
  if (entry.hasConditionalAnnotations) {
    const set = u.temp();
    u.emitList(OP_BUILD_SET, [set], []);
    u.emit(OP_STORE_DEREF, cellRegister(u, '__conditional_annotations__'), set);
  }
  u.tempTop = 0;
  c.body(s.body, at);
  finishBody(c, u);
  return c.leaveScope();
}

/** Leaves what __build_class__ needs in the namespace, and returns the class cell. */
function finishBody(c: Compiler, u: Unit): void {
  const attributes = [...(u.staticAttributes ?? [])].sort((a, b) => (a < b ? -1 : 1));
  u.nowhere();
  u.emit(
    OP_STORE_NAME,
    u.nameIndex('__static_attributes__'),
    u.constant({ t: 'tuple', v: attributes.map((v) => ({ t: 'str', v })) }),
  );
  if (u.entry.needsClassDict)
    u.emit(OP_STORE_NAME, u.nameIndex('__classdictcell__'), CELL_BASE + u.cells.get('__classdict__')!);
  if (u.entry.needsClassClosure) {
    const cell = u.temp();
    u.emit(OP_MOVE, cell, CELL_BASE + u.cells.get('__class__')!);
    u.emit(OP_STORE_NAME, u.nameIndex('__classcell__'), cell);
    u.emit(OP_RETURN, cell);
  } else {
    u.emit(OP_RETURN, u.constant({ t: 'none' }));
  }
}
