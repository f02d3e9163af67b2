/**
 * Tokens as CPython's `_tokenize.TokenizerIter` gives them with extra tokens: what Lib/tokenize works on.
 *
 * Comments and blank lines are tokens, keywords are names, every operator has the type OP, columns count characters.
 */
import type { PySyntaxError } from '../errors.ts';
import {
  COMMENT,
  DEDENT,
  ENDMARKER,
  ERROR,
  FIRST_KEYWORD,
  FIRST_OPERATOR,
  FSTRING_END,
  FSTRING_MIDDLE,
  FSTRING_START,
  INDENT,
  KIND_NAMES,
  NAME,
  NEWLINE,
  NL,
  NUMBER,
  OP,
  STRING,
  TSTRING_END,
  TSTRING_MIDDLE,
  TSTRING_START,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import { codePointCount } from './base.ts';
import type { TokenStream } from './stream.ts';
import { tokenize } from './tokenizer.ts';

export interface LibraryToken {
  /** Number of the type in CPython's `token` module. */
  type: number;
  string: string;
  start: [number, number];
  end: [number, number];
  /** Physical line or lines of the token. */
  line: string;
}

const TYPE_OP = 55;
const TYPES = new Uint8Array(KIND_NAMES.length).fill(TYPE_OP);
const NUMBERS: [number, number][] = [
  [ENDMARKER, 0],
  [NAME, 1],
  [NUMBER, 2],
  [STRING, 3],
  [NEWLINE, 4],
  [INDENT, 5],
  [DEDENT, 6],
  [OP, TYPE_OP],
  [FSTRING_START, 59],
  [FSTRING_MIDDLE, 60],
  [FSTRING_END, 61],
  [TSTRING_START, 62],
  [TSTRING_MIDDLE, 63],
  [TSTRING_END, 64],
  [COMMENT, 65],
  [NL, 66],
  [TYPE_COMMENT, 57],
];
for (const [kind, type] of NUMBERS) TYPES[kind] = type;
for (let kind = FIRST_KEYWORD; kind < KIND_NAMES.length; kind++) TYPES[kind] = 1;

/** All tokens of a text with \n newlines, and the error that ended them, if any. */
export function libraryTokens(source: string): { tokens: LibraryToken[]; error: PySyntaxError | null } {
  const implicit = source !== '' && !source.endsWith('\n');
  const stream = tokenize(implicit ? source + '\n' : source, { extraTokens: true });
  const reader = new Reader(stream, implicit);
  const tokens: LibraryToken[] = [];
  for (let i = 0; i < stream.count; i++) if (stream.kind[i] !== ERROR) tokens.push(reader.token(i));
  return { tokens, error: stream.error === null ? null : stream.error.error };
}

class Reader {
  private readonly stream: TokenStream;
  /** The last newline is not in the source. */
  private readonly implicit: boolean;

  constructor(stream: TokenStream, implicit: boolean) {
    this.stream = stream;
    this.implicit = implicit;
  }

  token(i: number): LibraryToken {
    const { stream } = this;
    const kind = stream.kind[i];
    const atEnd = stream.end[i] >= stream.source.length;
    if (kind === ENDMARKER || (kind === DEDENT && atEnd)) return this.trailing(i, kind);
    const lineStart = this.lineStart(stream.start[i], stream.col[i]);
    const line = this.lines(kind, i);
    if (kind === INDENT || kind === DEDENT) {
      const end = codePointCount(stream.source, lineStart, stream.end[i]);
      const from = kind === INDENT ? lineStart : stream.end[i];
      return this.make(
        kind,
        stream.source.slice(from, stream.end[i]),
        [stream.line[i], kind === INDENT ? 0 : end],
        [stream.line[i], end],
        line,
      );
    }
    const start: [number, number] = [stream.line[i], this.column(lineStart, stream.start[i])];
    if (kind === NEWLINE || kind === NL)
      return this.make(kind, this.implicit && atEnd ? '' : '\n', start, [start[0], start[1] + 1], line);
    const end: [number, number] = [
      stream.endLine[i],
      this.column(stream.endLine[i] === stream.line[i] ? lineStart : this.lineStart(stream.end[i], -1), stream.end[i]),
    ];
    return this.make(kind, stream.source.slice(stream.start[i], stream.end[i]), start, end, line);
  }

  private make(
    kind: number,
    string: string,
    start: [number, number],
    end: [number, number],
    line: string,
  ): LibraryToken {
    const type = kind >= FIRST_OPERATOR && kind < FIRST_KEYWORD ? TYPE_OP : TYPES[kind];
    return { type, string, start, end, line };
  }

  /** What follows the last line stands at the start of a line after it. */
  private trailing(i: number, kind: number): LibraryToken {
    const at: [number, number] = [this.stream.line[i] + 1, 0];
    return this.make(kind, '', at, [at[0], 0], '');
  }

  private column(lineStart: number, offset: number): number {
    return this.stream.ascii ? offset - lineStart : codePointCount(this.stream.source, lineStart, offset);
  }

  /** Start of the line of an offset whose byte column is known (-1 when it is not). */
  private lineStart(offset: number, col: number): number {
    if (this.stream.ascii && col >= 0) return offset - col;
    return offset === 0 ? 0 : this.stream.source.lastIndexOf('\n', offset - 1) + 1;
  }

  private lines(kind: number, i: number): string {
    const { source, start, end } = this.stream;
    const behindNewline = kind === NEWLINE || kind === NL;
    const from = this.lineStart(start[i], this.stream.col[i]);
    const newline = source.indexOf('\n', behindNewline ? end[i] - 1 : end[i]);
    const to = newline < 0 ? source.length : newline + 1;
    return this.implicit && to === source.length ? source.slice(from, to - 1) : source.slice(from, to);
  }
}
