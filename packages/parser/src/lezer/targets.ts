/** Assignment and deletion targets: expressions lowered in Load context, checked and turned to Store or Del. */
import type { ExprContext, ExprNode } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';

/** Target of `=`, `for`, a comprehension. `p` says where, for the reason of a decline. */
export function store(low: Lowering, node: ExprNode, p: number): ExprNode {
  setContext(low, node, 'Store', p);
  return node;
}

export function del(low: Lowering, node: ExprNode, p: number): ExprNode {
  setContext(low, node, 'Del', p);
  return node;
}

/** Target of an augmented or annotated assignment: no sequence. */
export function singleStore(low: Lowering, node: ExprNode, p: number): ExprNode {
  if (node.nodeType === 'Tuple' || node.nodeType === 'List') low.decline('sequence as single target', p);
  return store(low, node, p);
}

function setContext(low: Lowering, node: ExprNode, ctx: ExprContext, p: number): void {
  switch (node.nodeType) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      node.ctx = ctx;
      return;
    case 'Tuple':
    case 'List':
      node.ctx = ctx;
      for (let i = 0; i < node.elts.length; i++) setElementContext(low, node.elts[i], ctx, p);
      return;
    default:
      low.decline('invalid target', p);
  }
}

function setElementContext(low: Lowering, node: ExprNode, ctx: ExprContext, p: number): void {
  if (node.nodeType !== 'Starred') return setContext(low, node, ctx, p);
  if (ctx === 'Del') low.decline('starred expression in del', p);
  node.ctx = ctx;
  setContext(low, node.value, ctx, p);
}
