/** Annotated variables (PEP 526, 649, 749): collected in modules and classes, evaluated by a lazy __annotate__ function. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import { CO_FUTURE_ANNOTATIONS } from '../flags.ts';
import {
  OP_BUILD_MAP,
  OP_BUILD_SET,
  OP_JUMP_IF_NOT_IN,
  OP_LOAD_DEREF,
  OP_LOAD_NAME,
  OP_MAP_ADD,
  OP_SET_ADD,
  OP_SET_ITEM,
} from '../generated/op.ts';
import { annotationValue, enterAnnotationScope, leaveAnnotationScope } from './annotation-scopes.ts';
import type { Compiler } from './context.ts';
import { makeFunction } from './functions.ts';
import { cellRegister } from './names.ts';
import { NONE } from './unit.ts';

const CONDITIONAL = '__conditional_annotations__';

export function annAssign(c: Compiler, s: ast.AnnAssign): void {
  const u = c.unit;
  const mark = u.tempTop;
  if (s.value !== null) assignValue(c, s, s.value);
  else if (s.target.nodeType === 'Attribute') c.any(s.target.value);
  else if (s.target.nodeType === 'Subscript') {
    c.any(s.target.value);
    c.any(s.target.slice);
  }
  u.tempTop = mark;
  if (s.target.nodeType !== 'Name' || !s.simple) return;
  if (u.scopeType === 'module' || u.scopeType === 'class') record(c, s, s.target);
  u.tempTop = mark;
}

function assignValue(c: Compiler, s: ast.AnnAssign, value: ast.ExprNode): void {
  const u = c.unit;
  const direct = c.directTarget(s.target);
  if (direct === NONE) {
    c.store(s.target, c.protect(c.any(value), s.target));
    return;
  }
  c.into(value, direct);
  u.assigned(direct);
}

function record(c: Compiler, s: ast.AnnAssign, target: ast.Name): void {
  const u = c.unit;
  if ((c.flags & CO_FUTURE_ANNOTATIONS) !== 0) {
    const annotations = u.temp();
    u.at(s);
    u.emit(OP_LOAD_NAME, annotations, u.nameIndex('__annotations__'), u.newCache());
    const text = u.constant({ t: 'str', v: c.unparse(s.annotation) });
    u.emit(OP_SET_ITEM, annotations, u.constant({ t: 'str', v: c.mangle(target.id) }), text, u.newCache());
    return;
  }
  const conditional = u.scopeType === 'module' || u.inConditionalBlock > 0;
  const index = conditional ? u.nextConditionalAnnotation++ : -1;
  u.deferredAnnotations.push({ node: s, index });
  if (!conditional) return;
  const set = loadConditional(c, s);
  u.at(s);
  u.emit(OP_SET_ADD, set, u.constant({ t: 'int', v: index }));
}

/** The set of annotations executed so far: a name in modules, a cell in classes. */
function loadConditional(c: Compiler, at: Located): number {
  const u = c.unit;
  const owner = u.scopeType === 'annotations' ? u.parent! : u;
  if (owner.scopeType !== 'class') return c.load(CONDITIONAL, at);
  if (u !== owner && !u.frees.has(CONDITIONAL)) u.frees.set(CONDITIONAL, u.frees.size);
  const set = u.temp();
  u.at(at);
  u.emit(OP_LOAD_DEREF, set, cellRegister(u, CONDITIONAL));
  return set;
}

/** Begins a module: the set of annotations executed is empty. */
export function beginAnnotations(c: Compiler, at: Located): void {
  const u = c.unit;
  if (u.scopeType !== 'module' || !u.entry.hasConditionalAnnotations) return;
  const mark = u.tempTop;
  const set = u.temp();
  u.at(at);
  u.emitList(OP_BUILD_SET, [set], []);
  c.storeName(CONDITIONAL, set, at);
  u.tempTop = mark;
}

/** Ends a module or class body: makes __annotate__ of the annotations met. In a module that stands before all else. */
export function finishAnnotations(c: Compiler, at: Located): void {
  const u = c.unit;
  if (u.deferredAnnotations.length === 0) return;
  const isModule = u.scopeType === 'module';
  if (isModule) beginPrologue(u);
  makeAnnotate(c, at, isModule);
  u.tempTop = 0;
}

function beginPrologue(u: Compiler['unit']): void {
  u.prologue = u.count;
  u.dead = false;
  u.region = -1;
}

function makeAnnotate(c: Compiler, at: Located, isModule: boolean): void {
  const u = c.unit;
  const entry = u.entry.annotationBlock!;
  enterAnnotationScope(c, entry, entry.name, at);
  const inner = c.unit;
  const map = inner.temp();
  inner.emitList(OP_BUILD_MAP, [map], []);
  for (const { node, index } of u.deferredAnnotations) deferredAnnotation(c, node, index, map);
  const code = leaveAnnotationScope(c, map, at);
  const f = u.temp();
  makeFunction(c, code, { defaults: NONE, kwdefaults: NONE, annotate: NONE }, f, at);
  c.storeName(isModule ? '__annotate__' : '__annotate_func__', f, at);
}

function deferredAnnotation(c: Compiler, s: ast.AnnAssign, index: number, map: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const skip = u.newLabel();
  if (index >= 0) {
    const set = loadConditional(c, s);
    u.emitJump(OP_JUMP_IF_NOT_IN, u.constant({ t: 'int', v: index }), set, skip, u.newCache());
    u.tempTop = mark;
  }
  const value = annotationValue(c, s.annotation);
  u.at(s);
  u.emit(OP_MAP_ADD, map, u.constant({ t: 'str', v: c.mangle((s.target as ast.Name).id) }), value);
  u.tempTop = mark;
  u.place(skip);
}
