/** Docstrings: finding them and removing their indentation. */
import type { ast } from '@pyston/parser';

export type StrValue = Extract<ast.Constant['value'], { t: 'str' | 'ustr' }>;

/** The docstring of a body, or null. */
export function docstringOf(body: readonly ast.StmtNode[]): StrValue | null {
  const first = body[0];
  if (first === undefined || first.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return null;
  const { value } = first.value;
  return value.t === 'str' || value.t === 'ustr' ? value : null;
}
