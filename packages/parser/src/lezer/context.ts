/**
 * State of one lowering: the flat tree, the source, and the position registers.
 *
 * Declining is a throw of `Decline`, at most one per source: the caller of `lowerModule` sees null. A span is
 * set with `span`/`spanFrom` directly before the node is built; the registers `line…endColumn` then hold the
 * four position fields, because builders take them as separate arguments.
 */
import { FROM, NEXT, STRIDE, TO } from './flat-tree.ts';
import { LineIndex } from './line-index.ts';

/** Why step one leaves a source to step two. Not an Error: no stack is captured. */
export class Decline {
  readonly reason: string;
  readonly offset: number;

  constructor(reason: string, offset: number) {
    this.reason = reason;
    this.offset = offset;
  }
}

/** Nested expressions of our own before we decline: CPython's limits are 193 for the worst construct, 200 brackets. */
const MAX_EXPRESSION_DEPTH = 120;
/** CPython allows 99 levels of indentation. */
const MAX_BLOCK_DEPTH = 95;

/** What an error-tolerant lowering reports. Offsets are of the source, with `\n` line ends. */
export interface SourceError {
  from: number;
  to: number;
  message: string;
}

/** The part of a lowering's state that a caught `Decline` may leave changed. */
export interface Mark {
  cursor: number;
  cursorEnd: number;
  indentStart: number;
  indentLength: number;
  expressionDepth: number;
  blockDepth: number;
  errors: number;
}

export class Lowering {
  readonly source: string;
  readonly words: Int32Array;
  readonly lines: LineIndex;
  readonly ascii: boolean;
  /** Null in the exact lowering; the tolerant one collects errors here and goes on. */
  readonly errors: SourceError[] | null;
  /** Statements the tolerant lowering may still try, so that nested failures cannot multiply without end. */
  budget: number;

  line = 0;
  column = 0;
  endLine = 0;
  endColumn = 0;

  /** Cursor and end of the operator parser (operators.ts); `operandEnd` is the source offset it has reached. */
  cursor = 0;
  cursorEnd = 0;
  operandEnd = 0;

  /** Indentation of the block being lowered: source[indentStart … + indentLength). */
  indentStart = 0;
  indentLength = 0;

  /** Offset at which the last lowered statement list ends. */
  blockEnd = 0;

  private expressionDepth = 0;
  private blockDepth = 0;

  constructor(source: string, words: Int32Array, errors: SourceError[] | null = null) {
    this.source = source;
    this.words = words;
    this.errors = errors;
    this.budget = words.length;
    this.lines = new LineIndex(source);
    this.ascii = this.lines.ascii;
  }

  kind(p: number): number {
    return this.words[p];
  }

  from(p: number): number {
    return this.words[p + FROM];
  }

  to(p: number): number {
    return this.words[p + TO];
  }

  next(p: number): number {
    return this.words[p + NEXT];
  }

  /** First child, equal to `next(p)` when there is none. */
  first(p: number): number {
    return p + STRIDE;
  }

  text(p: number): string {
    return this.source.slice(this.words[p + FROM], this.words[p + TO]);
  }

  span(from: number, to: number): void {
    const { lines } = this;
    const line = lines.lineAt(from);
    const endLine = to <= lines.starts[line + 1] - 1 ? line : lines.lineAt(to);
    this.line = line + 1;
    this.column = lines.columnAt(line, from);
    this.endLine = endLine + 1;
    this.endColumn = lines.columnAt(endLine, to);
  }

  spanNode(p: number): void {
    this.span(this.words[p + FROM], this.words[p + TO]);
  }

  /** For compound statements: they end with the last token of their last line of statements, be it a semicolon. */
  spanFrom(from: number): void {
    this.span(from, this.blockEnd);
  }

  decline(reason: string, p: number): never {
    throw new Decline(reason, p < this.words.length ? this.words[p + FROM] : this.source.length);
  }

  /** A flaw that the tolerant lowering can pass over. */
  complain(reason: string, p: number): void {
    if (this.errors === null) this.decline(reason, p);
    this.errors.push({ from: this.from(p), to: this.to(p), message: reason });
  }

  mark(): Mark {
    const { cursor, cursorEnd, indentStart, indentLength, expressionDepth, blockDepth } = this;
    return {
      cursor,
      cursorEnd,
      indentStart,
      indentLength,
      expressionDepth,
      blockDepth,
      errors: this.errors?.length ?? 0,
    };
  }

  restore(mark: Mark): void {
    this.cursor = mark.cursor;
    this.cursorEnd = mark.cursorEnd;
    this.indentStart = mark.indentStart;
    this.indentLength = mark.indentLength;
    this.expressionDepth = mark.expressionDepth;
    this.blockDepth = mark.blockDepth;
    if (this.errors !== null) this.errors.length = mark.errors;
  }

  enterExpression(p: number): void {
    if (++this.expressionDepth > MAX_EXPRESSION_DEPTH) this.decline('expressions nested too deeply', p);
  }

  leaveExpression(): void {
    this.expressionDepth--;
  }

  enterBlock(p: number): void {
    if (++this.blockDepth > MAX_BLOCK_DEPTH) this.decline('blocks nested too deeply', p);
  }

  leaveBlock(): void {
    this.blockDepth--;
  }
}
