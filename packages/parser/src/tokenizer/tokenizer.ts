/**
 * The tokenizer: source text (newlines normalised) → TokenStream, in one pass ahead of the parser.
 *
 * It behaves as CPython's: an error ends the stream with one ERROR token, which the parser meets (or not) when it
 * gets there. Strings with replacement fields are read with a stack of modes; in a field the ordinary rules hold.
 */
import {
  COLON,
  COMMENT,
  DEDENT,
  DOT,
  ELLIPSIS,
  ENDMARKER,
  FIRST_KEYWORD,
  INDENT,
  KIND_TEXT,
  NAME,
  NEWLINE,
  NL,
  TYPE_COMMENT,
} from '../generated/kinds.ts';
import { TokenizerBase, utf8Extra, type StringMode, type TokenizerOptions } from './base.ts';
import { isPrintable } from '../unicode/classes.ts';
import { invalidIdentifierChar, isDigit, isIdentifierChar } from './chars.ts';
import { scanNumber } from './numbers.ts';
import { operatorAt } from './operators.ts';
import { failPrefixes, openFormatted, scanFormattedText, scanString } from './strings.ts';
import type { TokenStream } from './stream.ts';

const TAB_SIZE = 8;
const MAX_INDENT = 100;
const MAX_BRACKETS = 200;
const LF = 10;
const HASH = 35;
const BACKSLASH = 92;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

const KEYWORDS = new Map<string, number>();
for (let kind = FIRST_KEYWORD; kind < KIND_TEXT.length; kind++) KEYWORDS.set(KIND_TEXT[kind], kind);
const LONGEST_KEYWORD = 8;

/** Pairs of string prefixes that exclude each other, in the order in which CPython checks them. */
const EXCLUSIVE_PREFIXES = ['ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft'];
const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

export function tokenize(source: string, options: TokenizerOptions = {}): TokenStream {
  return new Tokenizer(source, isAscii(source), options).run();
}

function isAscii(source: string): boolean {
  return !/[^\x00-\x7f]/.test(source);
}

class Tokenizer extends TokenizerBase {
  private atLineStart = true;
  /** The line being read has nothing but white space and a comment. */
  private blankLine = false;
  private readonly indents: number[] = [0];
  /** The same widths with tabs counted as one column: both must agree. */
  private readonly altIndents: number[] = [0];

  run(): TokenStream {
    if (this.length === 0) this.line = 0;
    while (!this.done) {
      const mode = this.modes.length === 0 ? null : this.modes[this.modes.length - 1];
      if (mode !== null && !mode.inExpression) scanFormattedText(this, mode);
      else this.next(mode);
    }
    return this.out;
  }

  /** One token by the ordinary rules. */
  private next(mode: StringMode | null): void {
    if (this.atLineStart) {
      this.atLineStart = false;
      if (!this.startLine()) return;
    }
    const { source } = this;
    let pos = this.pos;
    let c = this.at(pos);
    while (c === 32 || c === 9 || c === 12) c = this.at(++pos);
    this.pos = pos;
    const start = pos;
    if (c === HASH) {
      if (this.comment(pos)) return;
      pos = this.pos;
      c = this.at(pos);
    }
    if (c < 0) return this.endOfInput();
    if (c >= 128 || (isIdentifierChar(c) && !isDigit(c))) return this.word(pos, c);
    if (isDigit(c)) return scanNumber(this, pos);
    switch (c) {
      case LF:
        return this.newline(start, pos);
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return scanString(this, pos, pos);
      case 46:
        return this.dot(pos);
      case BACKSLASH:
        this.continueLine(pos);
        return;
    }
    this.operator(mode, pos, operatorAt(source, pos));
  }

  /** Indentation at the start of a line. False when a token was pushed or the run stopped. */
  private startLine(): boolean {
    let col = 0;
    let altCol = 0;
    let continuedCol = 0;
    let pos = this.pos;
    let c: number;
    for (; ; pos++) {
      c = this.at(pos);
      if (c === 32) {
        col++;
        altCol++;
      } else if (c === 9) {
        col = (Math.floor(col / TAB_SIZE) + 1) * TAB_SIZE;
        altCol++;
      } else if (c === 12) col = altCol = 0;
      else if (c === BACKSLASH) {
        // the width before the first backslash is what counts
        if (continuedCol === 0) continuedCol = col;
        if (!this.continueLine(pos)) return false;
        pos = this.pos - 1;
      } else break;
    }
    this.pos = pos;
    this.blankLine = c === HASH || c === LF;
    if (this.blankLine || this.brackets.length > 0) return true;
    if (continuedCol !== 0) col = altCol = continuedCol;
    return this.indentTo(col, altCol);
  }

  private indentTo(col: number, altCol: number): boolean {
    const { indents, altIndents } = this;
    let top = indents.length - 1;
    if (col === indents[top]) return altCol === altIndents[top] || this.failTabs();
    if (col > indents[top]) {
      if (top + 1 >= MAX_INDENT) return this.failLine('IndentationError', 'too many levels of indentation');
      if (altCol <= altIndents[top]) return this.failTabs();
      indents.push(col);
      altIndents.push(altCol);
      this.pushEmpty(INDENT, this.pos);
      return true;
    }
    let dedents = 0;
    for (; top > 0 && col < indents[top]; top--) dedents++;
    indents.length = altIndents.length = top + 1;
    if (col !== indents[top]) return this.failDedent();
    if (altCol !== altIndents[top]) return this.failTabs();
    while (dedents-- > 0) this.pushEmpty(DEDENT, this.pos);
    return true;
  }

  private failTabs(): boolean {
    return this.failLine('TabError', 'inconsistent use of tabs and spaces in indentation');
  }

  private failLine(kind: 'TabError' | 'IndentationError', msg: string): boolean {
    this.failState(kind, msg, 1, 0);
    return false;
  }

  private failDedent(): boolean {
    const newline = this.source.indexOf('\n', this.pos);
    this.failState(
      'IndentationError',
      'unindent does not match any outer indentation level',
      this.characters(newline < 0 ? this.length : newline + 1),
      -1,
    );
    return false;
  }

  /** Skips a comment. True when it was a token (a type comment, or with extra tokens). */
  private comment(start: number): boolean {
    const newline = this.source.indexOf('\n', start);
    const end = newline < 0 ? this.length : newline;
    if (this.typeComments && this.typeComment(start, end)) return true;
    this.pos = end;
    if (this.extraTokens) this.pushHere(COMMENT, start, end);
    return this.extraTokens;
  }

  private typeComment(start: number, end: number): boolean {
    const match = /^#[ \t]*type:[ \t]*/.exec(this.source.slice(start, end));
    if (match === null) return false;
    const from = start + match[0].length;
    const ignore = /^ignore(?![A-Za-z0-9]|[^\x00-\x7f])/.test(this.source.slice(from, end));
    if (!ignore) {
      this.pushHere(TYPE_COMMENT, from, end);
      this.blankLine = false;
      return true;
    }
    this.out.typeIgnores.push({ lineno: this.line, tag: this.source.slice(from + 6, end) });
    this.pos = end;
    return false;
  }

  private endOfInput(): void {
    if (this.brackets.length > 0) return this.failUnclosed();
    this.pushEmpty(ENDMARKER, this.pos);
    this.out.openIndents = this.indents.length - 1;
    this.finish();
  }

  /** The token begins at a comment before the newline, if there is one. */
  private newline(start: number, pos: number): void {
    const silent = this.blankLine || this.brackets.length > 0;
    if (!silent) this.pushHere(NEWLINE, start, pos + 1);
    else if (this.extraTokens) this.pushHere(NL, pos, pos + 1);
    this.atLineStart = true;
    this.blankLine = false;
    this.pos = pos + 1;
    this.newLine(pos + 1);
    this.bufferStart = pos + 1;
  }

  /** Name, keyword, or the prefix of a string. */
  private word(start: number, first: number): void {
    const { source } = this;
    let pos = start + 1;
    let c = source.charCodeAt(pos);
    let ascii = first < 128;
    while (isIdentifierChar(c)) {
      if (c >= 128) ascii = false;
      c = source.charCodeAt(++pos);
    }
    if ((c === DOUBLE_QUOTE || c === SINGLE_QUOTE) && pos - start < 6 && this.prefixed(start, pos)) return;
    if (!ascii && !this.extraTokens && !this.verifyIdentifier(start, pos)) return;
    const length = pos - start;
    if (length < 2 || length > LONGEST_KEYWORD) return this.pushHere(NAME, start, pos);
    this.pushHere(KEYWORDS.get(source.slice(start, pos)) ?? NAME, start, pos);
  }

  /** A string whose prefix is [start, quoteAt); false when those letters are no prefix. */
  private prefixed(start: number, quoteAt: number): boolean {
    const letters = this.source.slice(start, quoteAt).toLowerCase();
    if (!/^[burft]+$/.test(letters)) return false;
    const set = new Set(letters);
    if (set.size !== letters.length) return false;
    for (const pair of EXCLUSIVE_PREFIXES) {
      if (set.has(pair[0]) && set.has(pair[1])) {
        failPrefixes(this, start, quoteAt, pair[0], pair[1]);
        return true;
      }
    }
    if (set.has('f')) openFormatted(this, start, quoteAt, 'f', set.has('r'));
    else if (set.has('t')) openFormatted(this, start, quoteAt, 't', set.has('r'));
    else scanString(this, start, quoteAt);
    return true;
  }

  private verifyIdentifier(start: number, end: number): boolean {
    const word = this.source.slice(start, end);
    const wrong = invalidIdentifierChar(word);
    if (wrong < 0) return true;
    const cp = word.codePointAt(wrong) as number;
    this.failCharacter(cp, start + wrong + (cp > 0xffff ? 2 : 1));
    return false;
  }

  private failCharacter(cp: number, cursor: number): void {
    const code = 'U+' + cp.toString(16).toUpperCase().padStart(4, '0');
    const msg = isPrintable(cp)
      ? `invalid character '${String.fromCodePoint(cp)}' (${code})`
      : `invalid non-printable character ${code}`;
    this.fail(msg, cursor);
  }

  private dot(pos: number): void {
    if (isDigit(this.at(pos + 1))) return scanNumber(this, pos);
    const ellipsis = this.at(pos + 1) === 46 && this.at(pos + 2) === 46;
    this.pushHere(ellipsis ? ELLIPSIS : DOT, pos, pos + (ellipsis ? 3 : 1));
  }

  /** Goes to the line after the backslash at `pos`. False after an error. */
  private continueLine(pos: number): boolean {
    if (this.at(pos + 1) !== LF) {
      this.failState(
        'SyntaxError',
        'unexpected character after line continuation character',
        this.continuationOffset(pos),
        0,
      );
      return false;
    }
    this.pos = pos + 2;
    if (this.pos >= this.length) {
      this.failUnexpectedEof();
      return false;
    }
    this.newLine(this.pos);
    return true;
  }

  /** CPython measures this one from its buffer, not from the line. */
  private continuationOffset(pos: number): number {
    let bytes = 0;
    const end = Math.min(pos + 2, this.length);
    for (let i = this.bufferStart; i < end; i++) bytes += 1 + utf8Extra(this.source.charCodeAt(i));
    const newline = this.source.indexOf('\n', this.lineStart);
    const lineEnd = newline < 0 ? this.length : newline + 1;
    let i = this.lineStart;
    let seen = 0;
    for (; i < lineEnd && seen < bytes; i++) seen += 1 + utf8Extra(this.source.charCodeAt(i));
    return this.characters(i) + (seen < bytes ? 1 : 0);
  }

  private operator(mode: StringMode | null, pos: number, packed: number): void {
    const c = this.source.charCodeAt(pos);
    if (mode !== null && this.fieldPunctuation(mode, pos, c)) return;
    const length = packed & 3;
    if (length === 1) {
      if (c === 40 || c === 91 || c === 123) {
        if (!this.open(mode, pos, c)) return;
      } else if (c === 41 || c === 93 || c === 125) {
        if (!this.close(mode, pos, c)) return;
      } else if (c < 32 || c === 127) return this.failCharacter(c, pos + 1);
      else if (c === 61 && mode !== null && mode.depth === mode.fieldDepth + 1) mode.inDebug = true;
    }
    this.pushHere(packed >> 2, pos, pos + length);
  }

  /** The `:` that begins a format specification. True when it was pushed. */
  private fieldPunctuation(mode: StringMode, pos: number, c: number): boolean {
    if (c !== 58 || mode.fieldDepth < 0 || mode.depth - 1 !== mode.fieldDepth) return false;
    mode.inExpression = false;
    mode.inFormatSpec = true;
    this.pushHere(COLON, pos, pos + 1);
    return true;
  }

  private open(mode: StringMode | null, pos: number, c: number): boolean {
    if (this.brackets.length >= MAX_BRACKETS) {
      this.fail('too many nested parentheses', pos + 1);
      return false;
    }
    this.brackets.push({ char: String.fromCharCode(c), line: this.line, start: pos });
    if (mode !== null) mode.depth++;
    return true;
  }

  private close(mode: StringMode | null, pos: number, c: number): boolean {
    const char = String.fromCharCode(c);
    if (mode !== null && mode.depth === 0 && c === 125)
      return this.failClose(`${mode.letter}-string: single '}' is not allowed`, pos);
    if (this.brackets.length === 0) return this.extraTokens || this.failClose(`unmatched '${char}'`, pos);
    const open = this.brackets.pop() as { char: string; line: number };
    if (CLOSERS[open.char] !== char && !this.extraTokens) return this.failClose(this.mismatch(mode, open, char), pos);
    if (mode === null) return true;
    mode.depth--;
    if (mode.depth < 0) return this.failClose(`${mode.letter}-string: unmatched '${char}'`, pos);
    if (c === 125 && mode.depth === mode.fieldDepth) {
      mode.fieldDepth--;
      mode.inExpression = false;
      mode.inFormatSpec = mode.inDebug = false;
    }
    return true;
  }

  private mismatch(mode: StringMode | null, open: { char: string; line: number }, char: string): string {
    if (mode !== null && open.char === '{' && mode.depth - 1 === mode.fieldDepth)
      return `${mode.letter}-string: unmatched '${char}'`;
    const where = open.line === this.line ? '' : ` on line ${open.line}`;
    return `closing parenthesis '${char}' does not match opening parenthesis '${open.char}'${where}`;
  }

  private failClose(msg: string, pos: number): boolean {
    this.fail(msg, pos + 1);
    return false;
  }
}
