/** The public entry: source → AST of CPython 3.14, or its error. */
import type { ModNode } from './generated/nodes.ts';
import { parseTwo, type ParseOptions } from './two.ts';

export function parse(source: string | Uint8Array, options: ParseOptions = {}): ModNode {
  return parseTwo(source, options);
}
