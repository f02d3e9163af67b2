// What the rules of scripts/checks/ report.

import { join, relative } from 'node:path';
import { ROOT } from './workspace.mjs';

/** `packages/<name>/…` → name. */
export const packageOf = (file) => relative(join(ROOT, 'packages'), file).split('/')[0];

/** A finding at a node of a parsed file. */
export function finding(source, node, text) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file: source.fileName, line: line + 1, text };
}
