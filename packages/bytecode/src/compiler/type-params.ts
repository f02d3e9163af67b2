/** Type parameters (PEP 695, 696) and type aliases. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';
import {
  OP_BUILD_TUPLE,
  OP_CALL,
  OP_MAKE_FUNCTION,
  OP_MAKE_TYPE_ALIAS,
  OP_MAKE_TYPE_PARAM,
  OP_RETURN,
  OP_SET_TYPE_PARAM_DEFAULT,
} from '../generated/op.ts';
import type { SymbolTableEntry } from '../symtable/entry.ts';
import { annotationValue, enterAnnotationScope } from './annotation-scopes.ts';
import type { Compiler } from './context.ts';
import { cellRegister } from './names.ts';
import { NONE } from './unit.ts';

const KIND = { plain: 0, bound: 1, constraints: 2, ParamSpec: 3, TypeVarTuple: 4 } as const;

/** Makes and binds the parameters; returns the register of their tuple. */
export function typeParameters(c: Compiler, params: readonly ast.TypeParamNode[]): number {
  const u = c.unit;
  const tuple = u.temp();
  const mark = u.tempTop;
  let seenDefault = false;
  const regs = params.map((p) => {
    const reg = u.temp();
    const inner = u.tempTop;
    makeParameter(c, p, reg);
    if (p.default_value !== null) {
      seenDefault = true;
      const evaluator = evaluatorFunction(
        c,
        p.default_value,
        p.name,
        c.table.defaults.get(p)!,
        p.nodeType === 'TypeVarTuple',
      );
      u.at(p);
      u.emit(OP_SET_TYPE_PARAM_DEFAULT, reg, evaluator);
    } else if (seenDefault) {
      c.error(`non-default type parameter '${p.name}' follows default type parameter`, p);
    }
    c.storeName(p.name, reg, p);
    u.tempTop = inner;
    return reg;
  });
  u.at(params[0]!);
  u.emitList(OP_BUILD_TUPLE, [tuple], regs);
  u.tempTop = mark;
  return tuple;
}

function makeParameter(c: Compiler, p: ast.TypeParamNode, d: number): void {
  const u = c.unit;
  let kind: number = p.nodeType === 'TypeVar' ? KIND.plain : KIND[p.nodeType];
  let evaluator = NONE;
  if (p.nodeType === 'TypeVar' && p.bound !== null) {
    kind = p.bound.nodeType === 'Tuple' ? KIND.constraints : KIND.bound;
    evaluator = evaluatorFunction(c, p.bound, p.name, c.table.blocks.get(p)!, false);
  }
  u.at(p);
  u.emit(OP_MAKE_TYPE_PARAM, d, kind, u.constant({ t: 'str', v: p.name }), evaluator);
}

/** The function that computes a bound, default or alias value when asked. */
function evaluatorFunction(
  c: Compiler,
  e: ast.ExprNode,
  name: string,
  entry: SymbolTableEntry,
  allowStarred: boolean,
): number {
  enterAnnotationScope(c, entry, name, e);
  return finishEvaluator(c, e, e, allowStarred);
}

function finishEvaluator(c: Compiler, e: ast.ExprNode, at: Located, allowStarred: boolean): number {
  const inner = c.unit;
  const reg = allowStarred ? annotationValue(c, e) : c.any(e);
  inner.at(at);
  inner.emit(OP_RETURN, reg);
  const code = c.leaveScope();
  const u = c.unit;
  const f = u.temp();
  const defaults = u.constant({ t: 'tuple', v: [{ t: 'int', v: 1 }] });
  const cells = code.freevars.map((free) => cellRegister(u, free));
  u.at(at);
  u.emitList(OP_MAKE_FUNCTION, [f, u.constIndex({ t: 'code', v: code }), defaults, NONE, NONE], cells);
  return f;
}

export function typeAlias(c: Compiler, s: ast.TypeAlias): void {
  const u = c.unit;
  const mark = u.tempTop;
  const name = (s.name as ast.Name).id;
  const alias =
    s.type_params.length > 0 ? genericAlias(c, s, name) : aliasObject(c, s, name, u.constant({ t: 'none' }));
  c.storeName(name, alias, s);
  u.tempTop = mark;
}

function aliasObject(c: Compiler, s: ast.TypeAlias, name: string, params: number): number {
  enterAnnotationScope(c, c.table.blocks.get(s)!, name, s);
  const evaluator = finishEvaluator(c, s.value, s, false);
  const u = c.unit;
  const alias = u.temp();
  u.emit(OP_MAKE_TYPE_ALIAS, alias, u.constant({ t: 'str', v: name }), params, evaluator);
  return alias;
}

function genericAlias(c: Compiler, s: ast.TypeAlias, name: string): number {
  c.enterScope({
    entry: c.table.blocks.get(s.type_params)!,
    type: 'annotations',
    name: `<generic parameters of ${name}>`,
    firstlineno: s.lineno,
  });
  const inner = c.unit;
  const params = typeParameters(c, s.type_params);
  const alias = aliasObject(c, s, name, params);
  inner.emit(OP_RETURN, alias);
  const code = c.leaveScope();
  const u = c.unit;
  const f = u.temp();
  c.makeFunction(code, { defaults: NONE, kwdefaults: NONE, annotate: NONE }, f, s);
  u.emitList(OP_CALL, [f, f, u.newCache()], []);
  return f;
}
