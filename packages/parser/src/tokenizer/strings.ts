/** String and bytes tokens, and the text parts of f-strings and t-strings (PEP 701, PEP 750). */
import {
  FSTRING_END,
  FSTRING_MIDDLE,
  FSTRING_START,
  STRING,
  TSTRING_END,
  TSTRING_MIDDLE,
  TSTRING_START,
} from '../generated/kinds.ts';
import type { StringMode, TokenizerBase } from './base.ts';
import { codePointCount } from './base.ts';

const NEWLINE_CHAR = 10;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const MAX_STRING_NESTING = 150;
const MAX_FIELD_NESTING = 3;

/** Reads a plain string literal whose token begins at `start` and whose opening quote is at `quoteAt`. */
export function scanString(t: TokenizerBase, start: number, quoteAt: number): void {
  const { source, length } = t;
  const quote = source.charCodeAt(quoteAt);
  const triple = t.at(quoteAt + 1) === quote && t.at(quoteAt + 2) === quote;
  const line = t.line;
  const lineStart = t.lineStart;
  const col = t.column(start);
  let escapedQuote = false;
  let pos = quoteAt + (triple ? 3 : 1);
  for (;;) {
    if (pos >= length) return unterminated(t, start, line, lineStart, quote, triple, escapedQuote, true);
    const c = source.charCodeAt(pos++);
    if (c === quote) {
      if (!triple) break;
      if (t.at(pos) === quote && t.at(pos + 1) === quote) {
        pos += 2;
        break;
      }
    } else if (c === BACKSLASH) {
      const next = t.at(pos++);
      if (next === quote) escapedQuote = true;
      else if (next === NEWLINE_CHAR) t.newLine(pos);
    } else if (c === NEWLINE_CHAR) {
      if (!triple) return unterminated(t, start, line, lineStart, quote, triple, escapedQuote, false);
      t.newLine(pos);
    }
  }
  t.push(STRING, start, pos, line, col);
}

/** CPython reports from the string's start and tells where it noticed. */
function unterminated(
  t: TokenizerBase,
  start: number,
  line: number,
  lineStart: number,
  quote: number,
  triple: boolean,
  escapedQuote: boolean,
  incomplete: boolean,
): void {
  const detected = t.line;
  t.line = line;
  t.lineStart = lineStart;
  const mode = t.modes[t.modes.length - 1];
  if (mode !== undefined && mode.quote === quote && mode.quoteSize === (triple ? 3 : 1))
    return t.fail(`${mode.letter}-string: expecting '}'`, start + 1);
  const hint = escapedQuote && !triple ? '; perhaps you escaped the end quote?' : '';
  t.fail(
    `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})${hint}`,
    start + 1,
    incomplete,
  );
}

/** Opens an f-string or t-string: pushes its START token and a mode. */
export function openFormatted(t: TokenizerBase, start: number, quoteAt: number, letter: 'f' | 't', raw: boolean): void {
  const quote = t.at(quoteAt);
  const quoteSize = t.at(quoteAt + 1) === quote && t.at(quoteAt + 2) === quote ? 3 : 1;
  t.pushHere(letter === 'f' ? FSTRING_START : TSTRING_START, start, quoteAt + quoteSize);
  if (t.modes.length + 1 >= MAX_STRING_NESTING) {
    t.out.count--;
    return t.fail('too many nested f-strings or t-strings', quoteAt + quoteSize);
  }
  t.modes.push({
    inExpression: false,
    letter,
    raw,
    quote,
    quoteSize,
    start,
    line: t.line,
    lineStart: t.lineStart,
    depth: 0,
    fieldDepth: -1,
    inFormatSpec: false,
    inDebug: false,
  });
}

/**
 * One step in the text part: pushes a MIDDLE or END token, or switches to the expression rules when a replacement
 * field begins (then nothing is pushed and the caller goes on with the ordinary rules).
 */
export function scanFormattedText(t: TokenizerBase, mode: StringMode): void {
  const start = t.pos;
  if (t.at(start) === OPEN_BRACE && t.at(start + 1) !== OPEN_BRACE) return enterField(t, mode, start);
  if (atClosingQuote(t, mode, start)) {
    t.modes.pop();
    return t.pushHere(mode.letter === 'f' ? FSTRING_END : TSTRING_END, start, start + mode.quoteSize);
  }
  scanMiddle(t, mode, start);
}

function enterField(t: TokenizerBase, mode: StringMode, cursor: number): void {
  mode.fieldDepth++;
  mode.inExpression = true;
  if (mode.fieldDepth >= MAX_FIELD_NESTING) t.fail(`${mode.letter}-string: expressions nested too deeply`, cursor);
}

function atClosingQuote(t: TokenizerBase, mode: StringMode, pos: number): boolean {
  const { quote } = mode;
  if (t.at(pos) !== quote) return false;
  return mode.quoteSize === 1 || (t.at(pos + 1) === quote && t.at(pos + 2) === quote);
}

function scanMiddle(t: TokenizerBase, mode: StringMode, start: number): void {
  const line = t.line;
  const col = t.column(start);
  const kind = mode.letter === 'f' ? FSTRING_MIDDLE : TSTRING_MIDDLE;
  const inSpec = mode.inFormatSpec && mode.fieldDepth >= 0;
  let namedEscape = false;
  let pos = start;
  for (;;) {
    const c = t.at(pos);
    if (c < 0 || (c === NEWLINE_CHAR && mode.quoteSize === 1)) return brokenMiddle(t, mode, c, inSpec, pos);
    if (c === mode.quote && atClosingQuote(t, mode, pos)) return t.push(kind, start, pos, line, col);
    pos++;
    if (c === NEWLINE_CHAR) t.newLine(pos);
    else if (c === OPEN_BRACE) return beforeBrace(t, mode, kind, start, pos, line, col, inSpec);
    else if (c === CLOSE_BRACE) {
      if (namedEscape) return t.push(kind, start, pos, line, col);
      return afterBrace(t, mode, kind, start, pos, line, col, inSpec);
    } else if (c === BACKSLASH) {
      const next = t.at(pos);
      if (next === OPEN_BRACE || next === CLOSE_BRACE) {
        if (!mode.raw) warnEscape(t, pos);
        continue;
      }
      if (next < 0) continue;
      pos++;
      if (next === NEWLINE_CHAR) t.newLine(pos);
      else if (next === 78 && !mode.raw && t.at(pos) === OPEN_BRACE) {
        pos++;
        namedEscape = true;
      }
    }
  }
}

/** `pos` is behind a `{`: a doubled one is text, a single one begins a field. */
function beforeBrace(
  t: TokenizerBase,
  mode: StringMode,
  kind: number,
  start: number,
  pos: number,
  line: number,
  col: number,
  inSpec: boolean,
): void {
  if (t.at(pos) === OPEN_BRACE && !inSpec) {
    t.pushDoubled(kind, start, pos, line, col);
    return;
  }
  t.push(kind, start, pos - 1, line, col);
  enterField(t, mode, pos - 1);
}

/** `pos` is behind a `}`: a doubled one is text, a single one ends the field (or is an error found by the other rules). */
function afterBrace(
  t: TokenizerBase,
  mode: StringMode,
  kind: number,
  start: number,
  pos: number,
  line: number,
  col: number,
  inSpec: boolean,
): void {
  if (t.at(pos) === CLOSE_BRACE && !inSpec && mode.depth === 0) {
    t.pushDoubled(kind, start, pos, line, col);
    return;
  }
  t.push(kind, start, pos - 1, line, col);
  mode.inExpression = true;
}

function brokenMiddle(t: TokenizerBase, mode: StringMode, c: number, inSpec: boolean, pos: number): void {
  const { letter } = mode;
  if (inSpec && c === NEWLINE_CHAR) {
    return t.fail(
      `${letter}-string: newlines are not allowed in format specifiers for single quoted ${letter}-strings`,
      pos + 1,
    );
  }
  const detected = t.line;
  t.line = mode.line;
  t.lineStart = mode.lineStart;
  t.fail(
    `unterminated ${mode.quoteSize === 3 ? 'triple-quoted ' : ''}${letter}-string literal (detected at line ${detected})`,
    mode.start + 1,
    mode.quoteSize === 3,
  );
}

function warnEscape(t: TokenizerBase, pos: number): void {
  const c = String.fromCharCode(t.at(pos));
  const head = `"\\${c}" is an invalid escape sequence.`;
  const tail = `Did you mean "\\\\${c}"? A raw string is also an option.`;
  t.out.warnings.push({
    msg: `${head} Such sequences will not work in the future. ${tail}`,
    errorMsg: `${head} ${tail}`,
    line: t.line,
    offset: t.characters(pos + 1),
  });
}

/** Prefixes such as `ub` or `ft` in front of a quote: the pair that cannot be combined, as CPython names it. */
export function failPrefixes(t: TokenizerBase, start: number, quoteAt: number, first: string, second: string): void {
  const from = codePointCount(t.source, t.lineStart, start) + 1;
  const to = codePointCount(t.source, t.lineStart, quoteAt);
  t.failRange(`'${first}' and '${second}' prefixes are incompatible`, from, to + 1);
}
