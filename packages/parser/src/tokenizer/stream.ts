/**
 * Tokens of one source, as parallel arrays (structure of arrays: the parser reads a kind or a column without
 * touching an object).
 *
 * `start` and `end` are UTF-16 offsets into `source` (newlines already normalised to \n). `col` and `endCol` are
 * UTF-8 byte columns of the lines `line` and `endLine`; -1 for tokens without text (INDENT, DEDENT, ENDMARKER,
 * ERROR), whose `end` is where the tokenizer stood. The last token is ENDMARKER or ERROR.
 */
import type { PySyntaxError } from '../errors.ts';

export interface OpenBracket {
  char: string;
  line: number;
  start: number;
}

/** Why an ERROR token ended the stream. */
export interface TokenError {
  error: PySyntaxError;
  /** CPython distinguishes errors raised at once (they win over an earlier syntax error) from states found by the parser. */
  raised: boolean;
  /** More input could have mended it. */
  incomplete: boolean;
  /** It happened within an f-string or t-string. */
  inString: boolean;
}

/** `errorMsg` is what the error says when warnings are errors. */
export interface TokenWarning {
  msg: string;
  errorMsg: string;
  line: number;
  offset: number;
}

export interface TypeIgnoreComment {
  lineno: number;
  tag: string;
}

export class TokenStream {
  readonly source: string;
  readonly ascii: boolean;
  count = 0;
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  line: Int32Array;
  col: Int32Array;
  endLine: Int32Array;
  endCol: Int32Array;
  error: TokenError | null = null;
  warnings: TokenWarning[] = [];
  typeIgnores: TypeIgnoreComment[] = [];
  /** Innermost bracket still open when the stream ended. */
  unclosed: OpenBracket | null = null;
  /** Indentations still open at an end of input that is not at the start of a line. */
  openIndents = 0;

  constructor(source: string, ascii: boolean) {
    this.source = source;
    this.ascii = ascii;
    const capacity = Math.max(32, (source.length >> 2) + 8);
    this.kind = new Uint8Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.line = new Int32Array(capacity);
    this.col = new Int32Array(capacity);
    this.endLine = new Int32Array(capacity);
    this.endCol = new Int32Array(capacity);
  }

  push(kind: number, start: number, end: number, line: number, col: number, endLine: number, endCol: number): void {
    const i = this.count;
    if (i === this.kind.length) this.grow();
    this.kind[i] = kind;
    this.start[i] = start;
    this.end[i] = end;
    this.line[i] = line;
    this.col[i] = col;
    this.endLine[i] = endLine;
    this.endCol[i] = endCol;
    this.count = i + 1;
  }

  private grow(): void {
    const capacity = this.kind.length * 2;
    const kind = new Uint8Array(capacity);
    kind.set(this.kind);
    this.kind = kind;
    this.start = wider(this.start, capacity);
    this.end = wider(this.end, capacity);
    this.line = wider(this.line, capacity);
    this.col = wider(this.col, capacity);
    this.endLine = wider(this.endLine, capacity);
    this.endCol = wider(this.endCol, capacity);
  }
}

function wider(old: Int32Array, capacity: number): Int32Array {
  const out = new Int32Array(capacity);
  out.set(old);
  return out;
}
