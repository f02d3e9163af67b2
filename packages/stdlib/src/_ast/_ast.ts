/** Module _ast: the node classes, compile(…, PyCF_ONLY_AST), compile(tree). */
import type { ModuleSpec, Value } from '@pyston/objects';
import { defineModule, hooks, int, typeError, typeOf } from '@pyston/objects';
import { parseForAst } from '../services.ts';
import { AST, isNode } from './base.ts';
import { classes } from './classes.ts';
import { fromPython, toPython } from './convert.ts';

/** Class of tree that a mode of compile() takes. */
const MODE_CLASS: Readonly<Record<string, string>> = {
  exec: 'Module',
  eval: 'Expression',
  single: 'Interactive',
  func_type: 'FunctionType',
};

hooks.isAst = (v) => typeof v === 'object' && isNode(v);

hooks.treeFromAst = (v, mode) => {
  const wanted = MODE_CLASS[mode]!;
  const cls = classes().byName.get(wanted)!;
  if (!typeOf(v).mro.includes(cls)) return typeError(`expected ${wanted} node, got ${typeOf(v).name}`);
  return fromPython(v);
};

hooks.treeToAst = (tree) => toPython(tree as never);

hooks.parseToAst = (source, options) => {
  const tree = parseForAst(source, options);
  return tree === undefined ? undefined : toPython(tree as never);
};

export const astModule: ModuleSpec = defineModule({
  name: '_ast',
  attrs: () => {
    const out: Record<string, Value> = {
      AST,
      PyCF_ONLY_AST: int(0x400),
      PyCF_TYPE_COMMENTS: int(0x1000),
      PyCF_ALLOW_TOP_LEVEL_AWAIT: int(0x2000),
      PyCF_OPTIMIZED_AST: int(0x8400),
    };
    for (const [name, cls] of classes().byName) out[name] = cls;
    return out;
  },
});
