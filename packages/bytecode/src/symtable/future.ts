/** `from __future__ import …`: which features, and up to where such statements may stand. */
import type { ast } from '@pyston/parser';
import { syntaxError } from '../errors.ts';
import * as flags from '../flags.ts';

export interface FutureFeatures {
  /** CO_FUTURE_* bits. */
  features: number;
  /** The last future statement, or null. */
  last: ast.ImportFrom | null;
}

const FEATURES: Record<string, number> = {
  nested_scopes: 0,
  generators: 0,
  division: 0,
  absolute_import: 0,
  with_statement: 0,
  print_function: 0,
  unicode_literals: 0,
  barry_as_FLUFL: flags.CO_FUTURE_BARRY_AS_BDFL,
  generator_stop: 0,
  annotations: flags.CO_FUTURE_ANNOTATIONS,
};

function addFeatures(result: FutureFeatures, s: ast.ImportFrom, filename: string): void {
  for (const alias of s.names) {
    if (alias.name === 'braces') throw syntaxError('not a chance', filename, alias);
    const bit = Object.hasOwn(FEATURES, alias.name) ? FEATURES[alias.name] : undefined;
    if (bit === undefined) throw syntaxError(`future feature ${alias.name} is not defined`, filename, alias);
    result.features |= bit;
  }
  result.last = s;
}

function isDocstring(s: ast.StmtNode): boolean {
  return (
    s.nodeType === 'Expr' &&
    s.value.nodeType === 'Constant' &&
    (s.value.value.t === 'str' || s.value.value.t === 'ustr')
  );
}

export function futureFeatures(mod: ast.ModNode, filename: string): FutureFeatures {
  const result: FutureFeatures = { features: 0, last: null };
  if (mod.nodeType !== 'Module' && mod.nodeType !== 'Interactive') return result;
  const body = mod.body;
  let first = 0;
  if (body.length > 0 && isDocstring(body[0]!)) first = 1;
  for (let i = first; i < body.length; i++) {
    const s = body[i]!;
    if (s.nodeType !== 'ImportFrom' || s.module !== '__future__' || s.level) break;
    addFeatures(result, s, filename);
  }
  return result;
}
