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
import { K_EXPR_STMT, K_STAR } from './terms.ts';

/** PyCF_DONT_IMPLY_DEDENT, PyCF_TYPE_COMMENTS, PyCF_ALLOW_INCOMPLETE_INPUT, CO_FUTURE_BARRY_AS_BDFL. */
const GRAMMAR_FLAGS = 0x200 | 0x1000 | 0x4000 | 0x400000;

export interface LowerOptions {
  mode: 'exec' | 'eval';
  /** Type comments and older grammars are left to step two. */
  typeComments?: boolean;
  featureVersion?: number | null;
  /** compile()'s flags; those that change the grammar or the end of input are left to step two. */
  flags?: number;
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
  if (
    options.typeComments === true ||
    (options.featureVersion ?? null) !== null ||
    ((options.flags ?? 0) & GRAMMAR_FLAGS) !== 0
  )
    return refuse('options', 0);
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
function lowerTree(text: string, tree: Tree, mode: 'exec' | 'eval'): ModuleNode | ExpressionNode {
  const words = flatten(tree);
  if (words === null) throw new Decline('syntax lezer does not know', 0);
  const low = new Lowering(text, words);
  return mode === 'exec' ? Module(moduleBody(low, 0), []) : soleExpression(low);
}

/** One expression statement that is neither a yield nor a tuple with stars, then line ends only. */
function soleExpression(low: Lowering): ExpressionNode {
  const at = low.first(0);
  if (at >= low.next(0) || low.kind(at) !== K_EXPR_STMT || low.next(at) !== low.next(0))
    throw new Decline('not one expression', 0);
  for (let p = low.first(at); p < low.next(at); p = low.next(p))
    if (low.kind(p) === K_STAR) low.decline('starred expression', p);
  if (!/^[ \t]*(?:#[^\n]*)?\n*$/.test(low.source.slice(low.to(at)))) low.decline('text after the expression', at);
  const [node] = moduleBody(low, 0);
  return node.nodeType === 'Expr' ? Expression(node.value) : low.decline('not an expression', at);
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
