/** `from __future__ import …` at the head of a module: unknown features are refused while parsing. */
import type { Alias, ModNode, StmtNode } from './generated/nodes.ts';

const FEATURES = new Set([
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'barry_as_FLUFL',
  'generator_stop',
  'annotations',
]);

/** The first import of a feature that is none, with its message; null when all is well. */
export function wrongFuture(tree: ModNode): { alias: Alias; msg: string } | null {
  if (tree.nodeType !== 'Module' && tree.nodeType !== 'Interactive') return null;
  for (let i = tree.body.length > 0 && isDocstring(tree.body[0]) ? 1 : 0; i < tree.body.length; i++) {
    const s = tree.body[i];
    if (s.nodeType !== 'ImportFrom' || s.module !== '__future__' || s.level !== 0) return null;
    const alias = s.names.find((a) => !FEATURES.has(a.name));
    if (alias !== undefined)
      return { alias, msg: alias.name === 'braces' ? 'not a chance' : `future feature ${alias.name} is not defined` };
  }
  return null;
}

function isDocstring(s: StmtNode): boolean {
  return (
    s.nodeType === 'Expr' &&
    s.value.nodeType === 'Constant' &&
    (s.value.value.t === 'str' || s.value.value.t === 'ustr')
  );
}
