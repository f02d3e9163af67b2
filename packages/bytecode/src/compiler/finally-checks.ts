/** SyntaxWarnings about statements that leave a finally block (PEP 765). */
import type { ast } from '@pyston/parser';
import type { Compiler } from './context.ts';

export function warnAboutFinally(c: Compiler, body: readonly ast.StmtNode[]): void {
  walk(c, body, false);
}

function walk(c: Compiler, body: readonly ast.StmtNode[], inLoop: boolean): void {
  for (const s of body) statement(c, s, inLoop);
}

function statement(c: Compiler, s: ast.StmtNode, inLoop: boolean): void {
  switch (s.nodeType) {
    case 'Return':
      c.warn("'return' in a 'finally' block", s);
      return;
    case 'Break':
    case 'Continue':
      if (!inLoop) c.warn(`'${s.nodeType.toLowerCase()}' in a 'finally' block`, s);
      return;
    case 'If':
      walk(c, s.body, inLoop);
      walk(c, s.orelse, inLoop);
      return;
    case 'For':
    case 'AsyncFor':
    case 'While':
      walk(c, s.body, true);
      walk(c, s.orelse, inLoop);
      return;
    case 'With':
    case 'AsyncWith':
      walk(c, s.body, inLoop);
      return;
    case 'Try':
    case 'TryStar':
      // Its own finally body is looked at when it is compiled.
      walk(c, s.body, inLoop);
      for (const h of s.handlers) walk(c, h.body, inLoop);
      walk(c, s.orelse, inLoop);
      return;
    case 'Match':
      for (const k of s.cases) walk(c, k.body, inLoop);
      return;
  }
}
