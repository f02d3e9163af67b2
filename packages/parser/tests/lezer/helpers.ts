/** Assertions on what step one makes of a source. */
import * as assert from 'uvu/assert';
import { dump } from '../../src/ast/dump.ts';
import type { AstNode } from '../../src/generated/nodes.ts';
import { SCHEMA } from '../../src/generated/schema.ts';
import { lowerModule } from '../../src/lezer/lower.ts';

function lowered(source: string): AstNode {
  let reason = '';
  const tree = lowerModule(source, { mode: 'exec', onDecline: (why) => (reason = why) });
  if (tree === null) throw new Error(`declined: ${reason}`);
  return tree;
}

/** The AST's dump, without positions. */
export function dumps(source: string, expected: string): void {
  assert.is(dump(lowered(source)), expected);
}

export function declines(source: string): void {
  const tree = lowerModule(source, { mode: 'exec' });
  assert.is(tree === null ? null : dump(tree), null);
}

/** Positions of all nodes, breadth first. */
export function dumpsWithPositions(source: string, expected: string): void {
  const queue: AstNode[] = [lowered(source)];
  const texts: string[] = [];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const fields = node as unknown as Record<string, unknown>;
    const name = SCHEMA[node.nodeType].positioned ? positioned(node.nodeType, fields) : '';
    if (name !== '') texts.push(name);
    for (const [field] of SCHEMA[node.nodeType].fields) queue.push(...children(fields[field]));
  }
  assert.is(texts.join(', '), expected);
}

const LOWER_CASE_TYPES = new Set(['Arg', 'Keyword', 'Alias']);

function positioned(type: string, node: Record<string, unknown>): string {
  const name = LOWER_CASE_TYPES.has(type) ? type.toLowerCase() : type;
  return `${name} ${node.lineno}:${node.col_offset}-${node.end_lineno}:${node.end_col_offset}`;
}

function children(value: unknown): AstNode[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'object' && item !== null && 'nodeType' in item) as AstNode[];
}
