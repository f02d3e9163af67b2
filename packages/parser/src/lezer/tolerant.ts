/**
 * For editors and other tools: trees of any text. `parseTolerant` gives the AST of what can be understood and
 * a list of errors, `parseIncremental` re-uses the tree of the text before a change, `comments` finds comments.
 *
 * Offsets are UTF-16 offsets into the given text. Only the tree that `parseTolerant` makes itself is of the text
 * with `\n` line ends.
 */
import type { ChangedRange, Tree } from '@lezer/common';
import { TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { PySyntaxError } from '../errors.ts';
import type { Module as ModuleNode, ModNode } from '../generated/nodes.ts';
import { Module } from '../generated/nodes.ts';
import { parse } from '../parse.ts';
import { moduleBody } from './blocks.ts';
import type { SourceError } from './context.ts';
import { Lowering } from './context.ts';
import { flattenWithErrors } from './flat-tree.ts';

export type { SourceError } from './context.ts';

export interface TolerantResult {
  ast: ModuleNode;
  /** In source order; empty exactly when Python accepts the text. */
  errors: SourceError[];
  tree: Tree;
}

/** The concrete syntax tree of any text. Error nodes (`type.isError`) mark what does not fit. */
export function parseTree(source: string): Tree {
  return parser.parse(source);
}

/** The tree after changes: `previous` is the tree before, ranges are offsets before (A) and after (B). */
export function parseIncremental(source: string, previous: Tree, changes: readonly ChangedRange[]): Tree {
  return parser.parse(source, TreeFragment.applyChanges(TreeFragment.addTree(previous), changes));
}

/** `tree`, when given, must be the tree of `source` with `\n` line ends, as parseIncremental makes it. */
export function parseTolerant(source: string, tree?: Tree): TolerantResult {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const syntax = tree ?? parser.parse(text);
  const exact = parseExactly(text);
  if (!(exact instanceof PySyntaxError)) return { ast: exact as ModuleNode, errors: [], tree: syntax };
  const errors: SourceError[] = [];
  const low = new Lowering(text, flattenWithErrors(syntax), errors);
  const ast = Module(moduleBody(low, 0), []);
  const merged = mergeErrors(
    located(text, exact) ?? errors.shift() ?? { from: text.length, to: text.length, message: exact.msg },
    errors,
    low,
  );
  return { ast, errors: text === source ? merged : merged.map((error) => inSource(source, error)), tree: syntax };
}

/** Adds the carriage returns that normalising line ends took out. */
function inSource(source: string, { from, to, message }: SourceError): SourceError {
  return { from: sourceOffset(source, from), to: sourceOffset(source, to), message };
}

function sourceOffset(source: string, offset: number): number {
  let at = offset;
  for (let pair = source.indexOf('\r\n'); pair >= 0 && pair < at; pair = source.indexOf('\r\n', pair + 2)) at++;
  return at;
}

function parseExactly(text: string): ModNode | PySyntaxError {
  try {
    return parse(text, { mode: 'exec' });
  } catch (error) {
    if (error instanceof PySyntaxError) return error;
    throw error;
  }
}

/** Python's own error as source offsets, null when it has no position. */
function located(text: string, error: PySyntaxError): SourceError | null {
  const from = offsetOf(text, error.lineno, error.offset);
  if (from === null) return null;
  const to = offsetOf(text, error.endLineno, error.endOffset) ?? from;
  return { from, to: Math.max(from, to), message: error.msg };
}

/** Offset of a line and a column in code points, both from 1; null for CPython's "nowhere" values. */
function offsetOf(text: string, line: number | null, column: number | null): number | null {
  if (line === null || column === null || line < 1 || column < 1) return null;
  let at = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  for (let i = 1; i < column && at < text.length && text[at] !== '\n'; i++)
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return at;
}

/** Python's error first hand, and the tree's for every other line, one a line, in source order. */
function mergeErrors(exact: SourceError, found: SourceError[], low: Lowering): SourceError[] {
  const taken = new Set([low.lines.lineAt(exact.from)]);
  const others = found.filter(({ from }) => {
    const line = low.lines.lineAt(from);
    return !taken.has(line) && taken.add(line);
  });
  return [exact, ...others].sort((a, b) => a.from - b.from);
}

/** A comment with its `#`; `line` from 1, `column` from 0 in UTF-16 units. */
export interface CommentToken {
  from: number;
  to: number;
  line: number;
  column: number;
  text: string;
}

export function comments(source: string, tree: Tree = parser.parse(source)): CommentToken[] {
  const found: CommentToken[] = [];
  let line = 1;
  let lineStart = 0;
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'Comment') return;
      for (
        let end = nextLineStart(source, lineStart);
        end >= 0 && end <= from;
        end = nextLineStart(source, lineStart)
      ) {
        line++;
        lineStart = end;
      }
      found.push({ from, to, line, column: from - lineStart, text: source.slice(from, to) });
    },
  });
  return found;
}

/** Start of the line after the one at `at`, -1 when there is none; `\r\n`, `\n` and `\r` end lines. */
function nextLineStart(source: string, at: number): number {
  for (let i = at; i < source.length; i++) {
    const unit = source.charCodeAt(i);
    if (unit === 10) return i + 1;
    if (unit === 13) return source.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
  }
  return -1;
}
