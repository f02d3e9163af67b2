/** Source positions that are not simply those of a node. */
import type { ast } from '@pyston/parser';
import type { Unit } from './unit.ts';

/** Position of an attribute operation: the attribute's own line, where an expression spreads over several. */
export function atAttribute(u: Unit, e: ast.ExprNode, attr: ast.Attribute): void {
  u.at(e);
  if (e.lineno === attr.end_lineno) return;
  u.line = attr.end_lineno;
  const length = attr.attr.length;
  if (length <= attr.end_col_offset) {
    u.col = attr.end_col_offset - length;
    if (u.endLine === attr.end_lineno) return;
    u.endCol = e === attr ? attr.end_col_offset : u.endCol;
  } else {
    u.col = -1;
    u.endCol = -1;
  }
}
