/** Warnings about invalid escapes, placed where CPython places them. */
import { PySyntaxError } from '../errors.ts';
import { FSTRING_END, FSTRING_START, TSTRING_END, TSTRING_START } from '../generated/kinds.ts';
import { codePointCount, utf8Extra } from '../tokenizer/base.ts';
import type { ParserBase } from './base.ts';
import { invalidEscapeMessages, type InvalidEscape } from './escapes.ts';

/** Length of a non-ASCII character in the text that CPython's decoder walks over (`\UXXXXXXXX`). */
const EXPANDED = 10;

/**
 * Warns about an escape in the text that begins at `from`. CPython counts from the literal's token, `token`: over its
 * quotes when it begins with one, then over the text before the escape.
 */
export function warnInvalidEscape(parser: ParserBase, token: number, from: number, escape: InvalidEscape): void {
  const { onWarning } = parser.context;
  if (onWarning === null) return;
  const { source } = parser;
  const { warning, error: msg } = invalidEscapeMessages(escape);
  let lineno = parser.lines[token];
  let col = parser.cols[token] + leadingQuotes(source, parser.starts[token]);
  for (let i = from; i < from + escape.offset; i++) {
    const c = source.charCodeAt(i);
    if (c === 10) {
      lineno++;
      col = 0;
    } else if (c < 128) col++;
    else if ((c & 0xfc00) !== 0xdc00) col += EXPANDED;
  }
  // counting from the end of an f-string may lead beyond the lines that the tokenizer has read
  const text = lineText(source, Math.min(lineno, parser.endLines[token]));
  const error = new PySyntaxError('SyntaxError', msg, {
    lineno,
    offset: characters(text, col + 1),
    endLineno: lineno,
    endOffset: characters(text, col + 3),
  });
  error.text = text;
  onWarning({ category: 'SyntaxWarning', msg: warning, lineno, error });
}

/** The END token of the f-string or t-string that holds the text token `s`; `s` itself when it is not closed. */
export function closingToken(parser: ParserBase, s: number): number {
  let level = 0;
  for (let i = s + 1; i < parser.tokens.count; i++) {
    const k = parser.kinds[i];
    if (k === FSTRING_START || k === TSTRING_START) level++;
    else if ((k === FSTRING_END || k === TSTRING_END) && level-- === 0) return i;
  }
  return s;
}

function leadingQuotes(source: string, start: number): number {
  const c = source[start];
  if (c !== '"' && c !== "'") return 0;
  return source.startsWith(c + c, start + 1) ? 3 : 1;
}

/** A line with its newline. */
function lineText(source: string, lineno: number): string {
  let start = 0;
  for (let line = 1; line < lineno; line++) start = source.indexOf('\n', start) + 1;
  const newline = source.indexOf('\n', start);
  return newline < 0 ? source.slice(start) : source.slice(start, newline + 1);
}

/** Characters in the first bytes of a line, at most one more than it has. */
function characters(text: string, bytes: number): number {
  for (let i = 0, seen = 0; i < text.length; i++) {
    seen += 1 + utf8Extra(text.charCodeAt(i));
    if (seen >= bytes) return codePointCount(text, 0, i + 1);
  }
  return codePointCount(text, 0, text.length) + 1;
}
