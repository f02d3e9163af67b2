/** Whether an expression contains an assignment expression to a given fast local. Asked only in code that has any. */
import type { ast } from '@pyston/parser';
import type { Compiler } from './context.ts';
import { fastLocal } from './names.ts';

export function rebinds(c: Compiler, e: ast.ExprNode, local: number): boolean {
  return search(c, e, local);
}

function search(c: Compiler, node: unknown, local: number): boolean {
  if (Array.isArray(node)) return node.some((x) => search(c, x, local));
  if (node === null || typeof node !== 'object') return false;
  const { nodeType } = node as { nodeType?: string };
  if (nodeType === undefined) return false;
  if (nodeType === 'NamedExpr') {
    const named = node as ast.NamedExpr;
    if (fastLocal(c, (named.target as ast.Name).id) === local) return true;
  }
  for (const key in node) if (search(c, (node as Record<string, unknown>)[key], local)) return true;
  return false;
}
