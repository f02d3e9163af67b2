/**
 * Token access shared by the layers of the parser (strings, expressions, patterns, statements: each a class on top
 * of the one before).
 *
 * The parser is predictive: it knows valid programs only, never backs up except at parenthesised `with` items, and
 * throws FAILURE at the first thing that no valid program has there. The diagnosis then finds CPython's message.
 */
import { PySyntaxError, type ParserWarning } from '../errors.ts';
import { ENDMARKER, KIND_NAMES, NAME } from '../generated/kinds.ts';
import type { TokenStream } from '../tokenizer/stream.ts';

/** Thrown when the source is no valid program; carries nothing, the diagnosis starts afresh. */
export const FAILURE: { readonly failure: true } = { failure: true };

export interface ParserContext {
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  typeComments: boolean;
  /** `from __future__ import barry_as_FLUFL` is in force. */
  barry: boolean;
  /** Minor version of Python 3 whose grammar is wanted; checked by the diagnosis only. */
  featureVersion: number;
  onWarning: ((warning: ParserWarning) => void) | null;
  /** First token of the top-level statement before the one that the parser has reached: what comes before is valid. */
  statement: number;
  /** The last compound statement that was complete, functions apart: line, column in UTF-8 bytes; zeros where there is none. */
  lastLine: number;
  lastColumn: number;
}

/** Rule nesting at which CPython's parser gives up (MAXSTACK). */
const MAX_DEPTH = 6000;
/** Its rules above the first token of an expression statement, and those between one parenthesis and the next. */
const STATEMENT_LEVELS = 31;
export const GROUP_LEVELS = 28;

export class ParserBase {
  readonly tokens: TokenStream;
  readonly source: string;
  readonly context: ParserContext;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lines: Int32Array;
  readonly cols: Int32Array;
  readonly endLines: Int32Array;
  readonly endCols: Int32Array;
  /** Index and kind of the token that is next. */
  p = 0;
  k: number;
  depth = STATEMENT_LEVELS;

  constructor(tokens: TokenStream, context: ParserContext) {
    this.tokens = tokens;
    this.source = tokens.source;
    this.context = context;
    this.kinds = tokens.kind;
    this.starts = tokens.start;
    this.ends = tokens.end;
    this.lines = tokens.line;
    this.cols = tokens.col;
    this.endLines = tokens.endLine;
    this.endCols = tokens.endCol;
    this.k = tokens.kind[0];
  }

  advance(): void {
    this.k = this.kinds[++this.p];
  }

  /** The kind after the next token; only asked when the next one is not the last. */
  peek(): number {
    return this.k === ENDMARKER ? ENDMARKER : this.kinds[this.p + 1];
  }

  reset(p: number): void {
    this.p = p;
    this.k = this.kinds[p];
  }

  fail(): never {
    throw FAILURE;
  }

  expect(kind: number): void {
    if (this.k !== kind) throw FAILURE;
    this.k = this.kinds[++this.p];
  }

  accept(kind: number): boolean {
    if (this.k !== kind) return false;
    this.k = this.kinds[++this.p];
    return true;
  }

  text(p: number): string {
    return this.source.slice(this.starts[p], this.ends[p]);
  }

  /** Consumes a NAME: its text, NFKC-normalised. */
  identifier(): string {
    if (this.k !== NAME) throw FAILURE;
    const p = this.p;
    this.k = this.kinds[++this.p];
    return this.nameAt(p);
  }

  nameAt(p: number): string {
    const name = this.source.slice(this.starts[p], this.ends[p]);
    return this.tokens.ascii ? name : normaliseName(name);
  }

  /** Is the next token this soft keyword? */
  atSoft(word: string): boolean {
    const start = this.starts[this.p];
    return this.k === NAME && this.ends[this.p] - start === word.length && this.source.startsWith(word, start);
  }

  enter(levels: number): void {
    if ((this.depth += levels) > MAX_DEPTH) throw tooComplex();
  }

  leave(levels: number): void {
    this.depth -= levels;
  }

  /** For dumps while debugging the grammar. */
  describe(): string {
    return `${KIND_NAMES[this.k]} at ${this.lines[this.p]}:${this.cols[this.p]}`;
  }
}

function normaliseName(name: string): string {
  const normal = name.normalize('NFKC');
  if (normal !== name && (normal === 'None' || normal === 'True' || normal === 'False')) {
    throw new PySyntaxError('ValueError', `identifier field can't represent '${normal}' constant`);
  }
  return normal;
}

export function tooComplex(): PySyntaxError {
  return new PySyntaxError('MemoryError', 'Parser stack overflowed - Python source too complex to parse');
}
