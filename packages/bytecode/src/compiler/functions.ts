/** Functions and lambdas: defaults, annotations, type parameters, decorators, closures. */
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../code.ts';
import type { Located } from '../errors.ts';
import { CO_FUTURE_ANNOTATIONS } from '../flags.ts';
import { cleanDocstring, docstringOf } from '../docstring.ts';
import { OP_BUILD_MAP, OP_CALL, OP_MAKE_FUNCTION, OP_RETURN, OP_SET_TYPE_PARAMS } from '../generated/op.ts';
import { annotationValue, enterAnnotationScope, leaveAnnotationScope } from './annotation-scopes.ts';
import type { Compiler, FunctionOptions } from './context.ts';
import { cellRegister } from './names.ts';
import { NONE, NO_PARAMETERS } from './unit.ts';
import type { Parameters } from './unit.ts';
import { typeParameters } from './type-params.ts';

type FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef;

const NO_OPTIONS: FunctionOptions = { defaults: NONE, kwdefaults: NONE, annotate: NONE };
const NONE_VALUE = { t: 'none' } as const;

/** d ← function of `code`, closing over the cells it needs. */
export function makeFunction(c: Compiler, code: CodeObject, options: FunctionOptions, d: number, at: Located): void {
  const u = c.unit;
  const cells = code.freevars.map((name) => cellRegister(u, name));
  u.at(at);
  u.emitList(
    OP_MAKE_FUNCTION,
    [d, u.constIndex({ t: 'code', v: code }), options.defaults, options.kwdefaults, options.annotate],
    cells,
  );
}

/** Default values: a tuple and a dict, in temporaries or constants. */
export function defaultArguments(c: Compiler, args: ast.Arguments, at: Located): FunctionOptions {
  const u = c.unit;
  let defaults = NONE;
  if (args.defaults.length > 0) {
    defaults = c.stable({
      nodeType: 'Tuple',
      elts: args.defaults,
      ctx: 'Load',
      lineno: at.lineno,
      col_offset: at.col_offset,
      end_lineno: at.end_lineno,
      end_col_offset: at.end_col_offset,
    });
  }
  const named = args.kwonlyargs.map((a, i) => [a, args.kw_defaults[i] ?? null] as const).filter((p) => p[1] !== null);
  if (named.length === 0) return { ...NO_OPTIONS, defaults };
  const kwdefaults = u.temp();
  const mark = u.tempTop;
  const values = c.anyAll(named.map((p) => p[1]!));
  u.at(at);
  u.emitList(
    OP_BUILD_MAP,
    [kwdefaults],
    named.flatMap(([a], i) => [u.constant({ t: 'str', v: c.mangle(a.arg) }), values[i]!]),
  );
  u.tempTop = mark;
  return { defaults, kwdefaults, annotate: NONE };
}

function parametersOf(args: ast.Arguments): Parameters {
  return {
    argcount: args.args.length,
    posonlyargcount: args.posonlyargs.length,
    kwonlyargcount: args.kwonlyargs.length,
  };
}

export function lambda(c: Compiler, e: ast.Lambda, d: number): void {
  const options = defaultArguments(c, e.args, e);
  const entry = c.table.blocks.get(e)!;
  c.enterScope({ entry, type: 'lambda', name: '<lambda>', firstlineno: e.lineno, params: parametersOf(e.args) });
  const inner = c.unit;
  const reg = c.any(e.body);
  inner.at(e.body);
  inner.emit(OP_RETURN, reg);
  makeFunction(c, c.leaveScope(), options, d, e);
}

export function functionDef(c: Compiler, s: FunctionNode): void {
  const u = c.unit;
  const mark = u.tempTop;
  const decorators = s.decorator_list.map((e) => c.stable(e));
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  const options = defaultArguments(c, s.args, s);
  const direct = decorators.length === 0 ? c.directTarget({ ...nameOf(s), id: s.name }) : NONE;
  const f = direct === NONE ? u.temp() : direct;
  if (s.type_params.length > 0) genericFunction(c, s, options, firstlineno, f);
  else functionObject(c, s, options, firstlineno, f);
  applyDecorators(c, s.decorator_list, decorators, f);
  c.storeName(s.name, f, s);
  u.tempTop = mark;
}

function nameOf(s: Located): ast.Name {
  return {
    nodeType: 'Name',
    id: '',
    ctx: 'Store',
    lineno: s.lineno,
    col_offset: s.col_offset,
    end_lineno: s.end_lineno,
    end_col_offset: s.end_col_offset,
  };
}

/** Calls the decorators, innermost first, on the object in `d`. */
export function applyDecorators(c: Compiler, nodes: readonly ast.ExprNode[], regs: readonly number[], d: number): void {
  const u = c.unit;
  for (let i = regs.length - 1; i >= 0; i--) {
    u.at(nodes[i]!);
    u.emitList(OP_CALL, [d, regs[i]!, u.newCache()], [d]);
  }
}

function functionObject(c: Compiler, s: FunctionNode, options: FunctionOptions, firstlineno: number, d: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const annotate = functionAnnotations(c, s);
  makeFunction(c, functionCode(c, s, firstlineno), { ...options, annotate }, d, s);
  u.tempTop = mark;
}

function functionCode(c: Compiler, s: FunctionNode, firstlineno: number): CodeObject {
  const entry = c.table.blocks.get(s)!;
  const type = s.nodeType === 'AsyncFunctionDef' ? 'async function' : 'function';
  c.enterScope({ entry, type, name: s.name, firstlineno, params: parametersOf(s.args) });
  const u = c.unit;
  let first = 0;
  if (entry.hasDocstring) {
    u.docstring = cleanDocstring(docstringOf(s.body)!);
    u.constIndex(u.docstring);
    first = 1;
  }
  // What surrounds a generator's body in CPython counts as a block.
  if (entry.coroutine || entry.generator) u.plainBlocks++;
  for (let i = first; i < s.body.length; i++) c.stmt(s.body[i]!);
  implicitReturn(c);
  return c.leaveScope();
}

/** `return None` at the end of a body. Where several ways lead to it, it has no line of its own. */
export function implicitReturn(c: Compiler): void {
  const u = c.unit;
  if (u.atJoin()) u.nowhere();
  u.emit(OP_RETURN, u.constant(NONE_VALUE));
}

// Annotations

/** The __annotate__ function of the parameters and the result, in a temporary; or NONE. */
function functionAnnotations(c: Compiler, s: FunctionNode): number {
  const entry = c.table.blocks.get(s.args)!;
  if (!entry.annotationsUsed) return NONE;
  enterAnnotationScope(c, entry, entry.name, s);
  const inner = c.unit;
  inner.qualname = inner.qualname.replace(/__annotate__$/, `${s.name}.__annotate__`);
  const pairs: number[] = [];
  const add = (name: string, annotation: ast.ExprNode | null): void => {
    if (annotation === null) return;
    pairs.push(inner.constant({ t: 'str', v: c.mangle(name) }));
    pairs.push(
      (c.flags & CO_FUTURE_ANNOTATIONS) !== 0
        ? inner.constant({ t: 'str', v: c.unparse(annotation) })
        : annotationValue(c, annotation),
    );
  };
  const { args } = s;
  for (const a of args.args) add(a.arg, a.annotation);
  for (const a of args.posonlyargs) add(a.arg, a.annotation);
  if (args.vararg !== null) add(args.vararg.arg, args.vararg.annotation);
  for (const a of args.kwonlyargs) add(a.arg, a.annotation);
  if (args.kwarg !== null) add(args.kwarg.arg, args.kwarg.annotation);
  add('return', s.returns);
  const map = inner.temp();
  inner.at(s);
  inner.emitList(OP_BUILD_MAP, [map], pairs);
  const code = leaveAnnotationScope(c, map, s);
  const f = c.unit.temp();
  makeFunction(c, code, NO_OPTIONS, f, s);
  return f;
}

// Type parameters

/** A hidden function around the definition holds the type parameters; it gets the defaults as arguments. */
function genericFunction(c: Compiler, s: FunctionNode, options: FunctionOptions, firstlineno: number, d: number): void {
  const u = c.unit;
  const mark = u.tempTop;
  const passed = [options.defaults, options.kwdefaults].filter((r) => r !== NONE);
  const entry = c.table.blocks.get(s.type_params)!;
  c.enterScope({
    entry,
    type: 'annotations',
    name: `<generic parameters of ${s.name}>`,
    firstlineno,
    params: { ...NO_PARAMETERS, argcount: passed.length },
  });
  const inner = c.unit;
  const params = typeParameters(c, s.type_params);
  const f = inner.temp();
  const kw = options.defaults !== NONE ? 1 : 0;
  functionObject(
    c,
    s,
    {
      defaults: options.defaults === NONE ? NONE : 0,
      kwdefaults: options.kwdefaults === NONE ? NONE : kw,
      annotate: NONE,
    },
    firstlineno,
    f,
  );
  inner.at(s);
  inner.emit(OP_SET_TYPE_PARAMS, f, params);
  inner.emit(OP_RETURN, f);
  const code = c.leaveScope();
  const generic = u.temp();
  makeFunction(c, code, NO_OPTIONS, generic, s);
  u.at(s);
  u.emitList(OP_CALL, [d, generic, u.newCache()], passed);
  u.tempTop = mark;
}
