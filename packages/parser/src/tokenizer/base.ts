/**
 * State and helpers shared by the parts of the tokenizer (numbers, strings, f-strings, indentation).
 *
 * Invariants: `pos` only moves forward until an error stops the run; `lineStart` is the offset of the line that
 * holds `pos`; columns are asked for in increasing order per line, so that their UTF-8 width is summed only once.
 */
import { PySyntaxError, type PySyntaxErrorKind } from '../errors.ts';
import { ERROR } from '../generated/kinds.ts';
import { TokenStream, type OpenBracket } from './stream.ts';

export interface TokenizerOptions {
  typeComments?: boolean;
  /** Also COMMENT and NL tokens, and no bracket matching, as Lib/tokenize wants it. */
  extraTokens?: boolean;
}

/** One f-string or t-string being read, outermost first on the mode stack. */
export interface StringMode {
  /** True while inside a replacement field, where the ordinary rules hold. */
  inExpression: boolean;
  letter: 'f' | 't';
  raw: boolean;
  quote: number;
  quoteSize: number;
  start: number;
  line: number;
  lineStart: number;
  /** Brackets open inside this string. */
  depth: number;
  /** Depth at which the current replacement field began, -1 outside. */
  fieldDepth: number;
  inFormatSpec: boolean;
  inDebug: boolean;
}

export class TokenizerBase {
  readonly source: string;
  readonly length: number;
  readonly out: TokenStream;
  readonly typeComments: boolean;
  readonly extraTokens: boolean;
  pos = 0;
  line = 1;
  lineStart = 0;
  /** Where the current logical line's buffer began (differs from lineStart after a backslash continuation). */
  bufferStart = 0;
  done = false;
  readonly brackets: OpenBracket[] = [];
  readonly modes: StringMode[] = [];

  private widthLine = -1;
  private widthPos = 0;
  private width = 0;

  constructor(source: string, ascii: boolean, options: TokenizerOptions) {
    this.source = source;
    this.length = source.length;
    this.out = new TokenStream(source, ascii);
    this.typeComments = options.typeComments ?? false;
    this.extraTokens = options.extraTokens ?? false;
  }

  /** UTF-16 unit at an offset, -1 at the end of input. */
  at(offset: number): number {
    return offset < this.length ? this.source.charCodeAt(offset) : -1;
  }

  /** UTF-8 column of an offset in the current line. */
  column(offset: number): number {
    if (this.out.ascii) return offset - this.lineStart;
    if (this.widthLine !== this.lineStart || this.widthPos > offset) {
      this.widthLine = this.widthPos = this.lineStart;
      this.width = 0;
    }
    let { width } = this;
    for (let i = this.widthPos; i < offset; i++) width += utf8Extra(this.source.charCodeAt(i));
    this.widthPos = offset;
    this.width = width;
    return offset - this.lineStart + width;
  }

  /** Code points from the start of the current line to an offset. */
  characters(offset: number): number {
    if (this.out.ascii) return offset - this.lineStart;
    return codePointCount(this.source, this.lineStart, offset);
  }

  newLine(start: number): void {
    this.lineStart = start;
    if (start < this.length) this.line++;
  }

  push(kind: number, start: number, end: number, line: number, col: number): void {
    this.pos = end;
    this.out.push(kind, start, end, line, col, this.line, this.column(end));
  }

  /** Text that ends in a doubled brace: the second brace is no part of the text, but of the token's extent. */
  pushDoubled(kind: number, start: number, end: number, line: number, col: number): void {
    this.pos = end + 1;
    this.out.push(kind, start, end, line, col, this.line, this.column(end + 1));
  }

  /** A token on one line. */
  pushHere(kind: number, start: number, end: number): void {
    this.pos = end;
    if (this.out.ascii)
      this.out.push(kind, start, end, this.line, start - this.lineStart, this.line, end - this.lineStart);
    else this.out.push(kind, start, end, this.line, this.column(start), this.line, this.column(end));
  }

  /** A token without text; `at` is where the tokenizer stands. */
  pushEmpty(kind: number, at: number): void {
    this.out.push(kind, at, at, this.line, -1, this.line, -1);
  }

  /** Error that CPython's tokenizer raises by itself, at the characters consumed so far. */
  fail(msg: string, cursor: number, incomplete = false): void {
    const offset = this.characters(cursor);
    this.pos = cursor;
    this.failRange(msg, offset, offset, incomplete);
  }

  failRange(msg: string, offset: number, endOffset: number, incomplete = false): void {
    this.stop(
      new PySyntaxError('SyntaxError', msg, { lineno: this.line, offset, endLineno: this.line, endOffset }),
      true,
      incomplete,
    );
  }

  /** Error state that CPython's parser turns into an exception when it reads the token. */
  failState(kind: PySyntaxErrorKind, msg: string, offset: number, endOffset: number, incomplete = false): void {
    this.stop(
      new PySyntaxError(kind, msg, { lineno: this.line, offset, endLineno: this.line, endOffset }),
      false,
      incomplete,
    );
  }

  failUnclosed(): void {
    const open = this.brackets[this.brackets.length - 1];
    this.stop(unclosedError(this.source, open), false, true);
  }

  failUnexpectedEof(): void {
    if (this.brackets.length > 0) this.failUnclosed();
    else this.failState('SyntaxError', 'unexpected EOF while parsing', this.characters(this.length), -1, true);
  }

  private stop(error: PySyntaxError, raised: boolean, incomplete: boolean): void {
    this.out.error = { error, raised, incomplete, inString: this.modes.length > 0 };
    this.pushEmpty(ERROR, this.pos);
    this.finish();
  }

  finish(): void {
    this.out.unclosed = this.brackets.length > 0 ? this.brackets[this.brackets.length - 1] : null;
    this.done = true;
  }
}

export function unclosedError(source: string, open: OpenBracket): PySyntaxError {
  const lineStart = open.start === 0 ? 0 : source.lastIndexOf('\n', open.start - 1) + 1;
  return new PySyntaxError('SyntaxError', `'${open.char}' was never closed`, {
    lineno: open.line,
    offset: codePointCount(source, lineStart, open.start) + 1,
    endLineno: open.line,
    endOffset: 0,
  });
}

/** UTF-8 bytes of a UTF-16 unit beyond one (each half of a pair counts for two of the four). */
export function utf8Extra(unit: number): number {
  if (unit < 0x80) return 0;
  if (unit < 0x800) return 1;
  return (unit & 0xf800) === 0xd800 ? 1 : 2;
}

export function codePointCount(source: string, from: number, to: number): number {
  let count = to - from;
  for (let i = from; i < to; i++) if ((source.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}

/**
 * CPython turns the end column of an error into characters by the text of the line where the error begins, also when it
 * ends in another line: 1-based, at most one behind that line.
 */
export function characterInLine(source: string, start: number, bytes: number): number {
  const from = start === 0 ? 0 : source.lastIndexOf('\n', start - 1) + 1;
  const newline = source.indexOf('\n', from);
  const to = newline < 0 ? source.length : newline;
  let i = from;
  for (let seen = 0; i < to; i++) {
    seen += 1 + utf8Extra(source.charCodeAt(i));
    if (seen >= bytes) return codePointCount(source, from, i + 1);
  }
  return codePointCount(source, from, to) + 1;
}
