/**
 * Base of the diagnosis: a backtracking recogniser over the token stream of a source that the parser refused.
 *
 * It runs twice, as CPython's parser does. The first run follows the plain grammar; what matters of it is how far
 * it looked (`fill`), because a plain "invalid syntax" is reported at the last token that was read. The second run
 * (`invalid` is true) also tries, in CPython's order, the constructs that have a message of their own. An error is
 * thrown as a PySyntaxError; rules return null (or false) when they do not match and then leave `mark` undefined:
 * callers restore it.
 */
import { PySyntaxError, type PySyntaxErrorKind } from '../errors.ts';
import { ERROR, LBRACE, LPAR, LSQB, NAME, NEWLINE, RBRACE, RPAR, RSQB } from '../generated/kinds.ts';
import type { ParserContext } from '../parser/base.ts';
import { characterColumn } from '../parser/strings.ts';
import { characterInLine } from '../tokenizer/base.ts';
import type { TokenStream } from '../tokenizer/stream.ts';

/** What the messages need of an expression: how it is called, its tokens, and its parts where targets hide. */
export interface Shape {
  /** CPython's name of the kind of expression, as used in "cannot assign to …". */
  name: string;
  /** First and last token. */
  s: number;
  e: number;
  /** Elements of tuples and lists, the operand of a starred one. */
  parts: Shape[];
  /** Left operand of a comparison whose first operator is `in`. */
  left: Shape | null;
}

export interface Memo {
  shape: Shape | null;
  mark: number;
}

export class DiagnosisBase {
  readonly tokens: TokenStream;
  readonly context: ParserContext;
  readonly kinds: Uint8Array;
  mark = 0;
  /** One more than the index of the furthest token read. */
  fill = 0;
  invalid = false;
  /** `from __future__ import barry_as_FLUFL` seen or given. */
  barry: boolean;
  private memos = new Map<string, Map<number, Memo>>();
  private levels: Int16Array | null = null;

  constructor(tokens: TokenStream, context: ParserContext) {
    this.tokens = tokens;
    this.context = context;
    this.kinds = tokens.kind;
    this.barry = context.barry;
    this.mark = this.fill = context.statement;
  }

  startErrorPass(): void {
    this.invalid = true;
    this.mark = this.context.statement;
    this.memos = new Map();
  }

  /** Kind of the next token, which counts as read. */
  peek(): number {
    const { mark } = this;
    if (mark >= this.fill) {
      this.fill = mark + 1;
      if (this.kinds[mark] === ERROR) throw (this.tokens.error as { error: PySyntaxError }).error;
    }
    return this.kinds[mark];
  }

  /** Consumes a token of this kind. */
  tok(kind: number): boolean {
    if (this.peek() !== kind) return false;
    this.mark++;
    return true;
  }

  toks(...kinds: number[]): boolean {
    for (const kind of kinds) if (!this.tok(kind)) return false;
    return true;
  }

  oneOf(...kinds: number[]): boolean {
    if (!kinds.includes(this.peek())) return false;
    this.mark++;
    return true;
  }

  at(...kinds: number[]): boolean {
    return kinds.includes(this.peek());
  }

  /** A soft keyword. */
  word(text: string): boolean {
    if (!this.atWord(text)) return false;
    this.mark++;
    return true;
  }

  atWord(text: string): boolean {
    return this.peek() === NAME && this.textOf(this.mark) === text;
  }

  textOf(token: number): string {
    return this.tokens.source.slice(this.tokens.start[token], this.tokens.end[token]);
  }

  /** Refuses what the wanted feature version does not have. */
  since(minor: number, what: string): true {
    if (this.context.featureVersion < minor) this.raiseLast(`${what} only supported in Python 3.${minor} and greater`);
    return true;
  }

  /** CPython's `&&'x'`: an error at once when the token is another. */
  forced(kind: number, text: string): true {
    if (this.peek() !== kind) this.raiseToken(this.mark, `expected '${text}'`);
    this.mark++;
    return true;
  }

  /** Runs an attempt; on failure the position is as before. */
  attempt<T>(body: () => T | null): T | null {
    const start = this.mark;
    const result = body();
    if (result === null || result === false) {
      this.mark = start;
      return null;
    }
    return result;
  }

  /** Lookahead for something longer than a token. */
  ahead(body: () => unknown): boolean {
    const start = this.mark;
    const result = body();
    this.mark = start;
    return result !== null && result !== false;
  }

  /** `body` any number of times, at least `least`. */
  many(body: () => unknown, least = 0): boolean {
    let count = 0;
    while (this.attempt(() => (body() ? true : null)) !== null) count++;
    return count >= least;
  }

  /** Items with separators between them. */
  gather<T>(separator: number, item: () => T | null): T[] | null {
    const first = item();
    if (first === null || first === false) return null;
    const items = [first];
    for (;;) {
      const start = this.mark;
      const next = this.tok(separator) ? item() : null;
      if (next === null || next === false) {
        this.mark = start;
        return items;
      }
      items.push(next);
    }
  }

  memo(rule: string, body: () => Shape | null): Shape | null {
    let table = this.memos.get(rule);
    if (table === undefined) this.memos.set(rule, (table = new Map()));
    const start = this.mark;
    const known = table.get(start);
    if (known !== undefined) {
      this.mark = known.mark;
      return known.shape;
    }
    const shape = body();
    if (shape === null) this.mark = start;
    table.set(start, { shape, mark: this.mark });
    return shape;
  }

  shape(name: string, s: number, parts: Shape[] = [], left: Shape | null = null): Shape {
    return { name, s, e: this.mark - 1, parts, left };
  }

  /** Brackets open behind a token. */
  levelOf(token: number): number {
    this.levels ??= this.computeLevels();
    return this.levels[token];
  }

  private computeLevels(): Int16Array {
    const levels = new Int16Array(this.tokens.count);
    let level = 0;
    for (let i = 0; i < levels.length; i++) {
      const k = this.kinds[i];
      if (k === LPAR || k === LSQB || k === LBRACE) level++;
      else if (k === RPAR || k === RSQB || k === RBRACE) level--;
      levels[i] = level;
    }
    return levels;
  }

  /** From the first token of one construct to the last of another. */
  raiseRange(first: number, last: number, msg: string): never {
    const { source, start, line, endLine } = this.tokens;
    throw new PySyntaxError('SyntaxError', msg, {
      lineno: line[first],
      offset: this.tokens.col[first] < 0 ? 0 : characterColumn(source, start[first]) + 1,
      endLineno: endLine[last],
      endOffset: this.endOffset(last, first),
    });
  }

  raiseToken(token: number, msg: string): never {
    this.raiseRange(token, token, msg);
  }

  raiseShape(shape: Shape, msg: string): never {
    this.raiseRange(shape.s, shape.e, msg);
  }

  /** At the last token read. */
  raiseLast(msg: string, kind: PySyntaxErrorKind = 'SyntaxError'): never {
    throw this.errorAt(this.fill - 1, msg, kind);
  }

  /** At the next token. */
  raiseNext(msg: string): never {
    this.peek();
    throw this.errorAt(this.mark, msg, 'SyntaxError');
  }

  raiseIndent(what: string, token: number): never {
    this.raiseLast(`expected an indented block after ${what} on line ${this.tokens.line[token]}`, 'IndentationError');
  }

  /** From a token to where the tokenizer stands. */
  raiseFrom(token: number, msg: string): never {
    const last = this.fill - 1;
    throw new PySyntaxError('SyntaxError', msg, {
      lineno: this.tokens.line[token],
      offset: characterColumn(this.tokens.source, this.tokens.start[token]) + 1,
      endLineno: this.tokens.endLine[last],
      endOffset: this.cursorColumn(last),
    });
  }

  private endOffset(token: number, first: number): number {
    const { source, start, end, line, endLine, endCol } = this.tokens;
    if (endCol[token] < 0) return 0;
    if (endLine[token] > line[first]) return characterInLine(source, start[first], endCol[token] + 1);
    // a NEWLINE is one wide, on the line that it ends
    return this.kinds[token] === NEWLINE
      ? characterColumn(source, end[token] - 1) + 2
      : characterColumn(source, end[token]) + 1;
  }

  errorAt(token: number, msg: string, kind: PySyntaxErrorKind): PySyntaxError {
    const { source, line, col, endLine, endCol, start } = this.tokens;
    return new PySyntaxError(kind, msg, {
      lineno: line[token],
      offset: col[token] < 0 ? this.cursorColumn(this.fill - 1) : characterColumn(source, start[token]) + 1,
      endLineno: endLine[token],
      endOffset: endCol[token] < 0 ? -1 : this.endOffset(token, token),
    });
  }

  /** Column of the tokenizer when a token had been read; at the end of input it is still in the last line. */
  private cursorColumn(token: number): number {
    const { source, end } = this.tokens;
    const cursor = end[token];
    const behindNewline = this.kinds[token] === NEWLINE || (cursor >= source.length && source.endsWith('\n'));
    return behindNewline ? characterColumn(source, cursor - 1) + 1 : characterColumn(source, cursor);
  }
}
