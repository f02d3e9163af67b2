/**
 * Step one of the parser: `@lezer/python` parses, and its tree becomes CPython's AST with exact positions.
 *
 * Lezer's grammar is made for editors: it takes programs that Python rejects and misses some newer syntax. So
 * the result is null (declined, step two decides) when the tree has an error node or when a check doubts it. A
 * tree that is not declined is exactly what CPython's `ast.parse` gives, without warnings.
 */
import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Expression as ExpressionNode, Module as ModuleNode } from '../generated/nodes.ts';
import { Expression, Module } from '../generated/nodes.ts';
import { moduleBody } from './blocks.ts';
import { Decline, Lowering } from './context.ts';
import { flatten } from './flat-tree.ts';

export interface LowerOptions {
  mode: 'exec' | 'eval';
  /** Type comments and older grammars are left to step two. */
  typeComments?: boolean;
  featureVersion?: number | null;
  /** Called when the source is declined, with the reason and a source offset. */
  onDecline?: (reason: string, offset: number) => void;
}

/** Flow control inside deep trees: V8 throws this when the host stack is used up. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError;
}

export function lowerModule(source: string, options: LowerOptions): ModuleNode | ExpressionNode | null {
  const refuse = (reason: string, offset: number): null => {
    options.onDecline?.(reason, offset);
    return null;
  };
  if (options.typeComments === true || (options.featureVersion ?? null) !== null) return refuse('options', 0);
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const doubt = doubtfulText(text);
  if (doubt !== null) return refuse(doubt, 0);
  try {
    return lowerTree(text, parser.parse(text), options.mode);
  } catch (error) {
    if (error instanceof Decline) return refuse(error.reason, error.offset);
    if (isStackOverflow(error)) return refuse('host stack', 0);
    throw error;
  }
}

/** Text with `\n` line ends and its tree. Throws `Decline`. */
export function lowerTree(text: string, tree: Tree, mode: 'exec' | 'eval'): ModuleNode | ExpressionNode {
  const words = flatten(tree);
  if (words === null) throw new Decline('syntax lezer does not know', 0);
  const low = new Lowering(text, words);
  const body = moduleBody(low, 0);
  if (mode === 'exec') return Module(body, []);
  if (body.length !== 1 || body[0].nodeType !== 'Expr') throw new Decline('not an expression', 0);
  return Expression(body[0].value);
}

/** What the tree does not show: null characters, marks, lone surrogates, odd line continuations. */
function doubtfulText(text: string): string | null {
  if (/[\x00\ufeff]/.test(text)) return 'null character or byte order mark';
  if (/\p{Surrogate}/u.test(text)) return 'lone surrogate';
  for (let at = text.indexOf('\\\n'); at >= 0; at = text.indexOf('\\\n', at + 2)) {
    if (isBlankBefore(text, at)) return 'line continuation on an empty line';
  }
  return text.endsWith('\\') || text.endsWith('\\\n') ? 'line continuation at the end' : null;
}

function isBlankBefore(text: string, at: number): boolean {
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t' || text[at - 1] === '\f')) at--;
  return at === 0 || text[at - 1] === '\n';
}
