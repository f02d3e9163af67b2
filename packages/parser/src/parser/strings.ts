/** String literals: constants, adjacent literals, f-strings and t-strings with their replacement fields. */
import {
  concatStr,
  strConstant,
  type AstralStrConstant,
  type BytesConstant,
  type ConstantValue,
  type StrConstant,
} from '../ast/constant.ts';
import { PySyntaxError } from '../errors.ts';
import * as A from '../generated/nodes.ts';
import {
  COLON,
  EQUAL,
  EXCLAMATION,
  FSTRING_END,
  FSTRING_MIDDLE,
  FSTRING_START,
  LBRACE,
  NAME,
  RBRACE,
  STRING,
  TSTRING_END,
  TSTRING_MIDDLE,
  TSTRING_START,
} from '../generated/kinds.ts';
import { characterInLine } from '../tokenizer/base.ts';
import { FAILURE, ParserBase } from './base.ts';
import { decodeBytes, decodeStr, EscapeError } from './escapes.ts';
import { closingToken, warnInvalidEscape } from './warnings.ts';

const BACKSLASH = 92;
const R = 114;

/** A field after parsing: its node, and for `=` the constant that shows the text. */
interface Field {
  debug: A.Constant | null;
  node: A.FormattedValue | A.Interpolation;
}

export abstract class StringParser extends ParserBase {
  /** yield_expr | star_expressions, as a replacement field holds. */
  abstract annotatedRhs(): A.ExprNode;

  /** One or more adjacent literals. */
  strings(): A.ExprNode {
    const s = this.p;
    if (this.k === STRING) {
      const next = this.kinds[s + 1];
      if (next !== STRING && next !== FSTRING_START && next !== TSTRING_START) return this.stringToken();
    }
    const parts: A.ExprNode[] = [];
    let formatted = 0;
    let templates = 0;
    for (;;) {
      if (this.k === STRING) parts.push(this.stringToken());
      else if (this.k === FSTRING_START) {
        formatted++;
        parts.push(this.formatted());
      } else if (this.k === TSTRING_START) {
        templates++;
        parts.push(this.formatted());
      } else break;
    }
    if (templates > 0 && templates < parts.length) throw FAILURE;
    if (parts.length === 1) return parts[0];
    return formatted + templates > 0
      ? this.joinFormatted(parts, s, templates > 0)
      : this.joinConstants(parts as A.Constant[], s);
  }

  private joinConstants(parts: A.Constant[], s: number): A.Constant {
    const e = this.p - 1;
    const { kind } = parts[0];
    const values = parts.map((c) => c.value);
    const bytes = values.filter((v): v is BytesConstant => v.t === 'bytes');
    if (bytes.length > 0 && bytes.length < values.length) throw FAILURE;
    const value = bytes.length > 0 ? concatBytes(bytes) : concatStr(values as (StrConstant | AstralStrConstant)[]);
    return A.Constant(value, kind, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private joinFormatted(parts: A.ExprNode[], s: number, template: boolean): A.ExprNode {
    const e = this.p - 1;
    const flat: A.ExprNode[] = [];
    for (const part of parts) {
      if (part.nodeType === 'JoinedStr' || part.nodeType === 'TemplateStr')
        for (const value of part.values) flat.push(value);
      else if (part.nodeType === 'Constant' && part.value.t === 'bytes') throw FAILURE;
      else flat.push(part);
    }
    const values = foldConstants(flat);
    if (template) return A.TemplateStr(values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
    return A.JoinedStr(values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** A STRING token: prefix, quotes, escapes. */
  private stringToken(): A.Constant {
    const s = this.p;
    this.advance();
    return stringConstant(this, s);
  }

  /** An f-string or t-string, from START to END. */
  private formatted(): A.JoinedStr | A.TemplateStr {
    const s = this.p;
    const template = this.k === TSTRING_START;
    const raw = /r/i.test(this.text(s));
    this.advance();
    const values: A.ExprNode[] = [];
    const end = template ? TSTRING_END : FSTRING_END;
    while (this.k !== end) this.formattedPart(values, template, raw, false);
    this.advance();
    const e = this.p - 1;
    const folded = values.length > 1 ? foldConstants(values) : values;
    if (template) return A.TemplateStr(folded, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
    return A.JoinedStr(folded, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private formattedPart(values: A.ExprNode[], template: boolean, raw: boolean, inSpec: boolean): void {
    if (this.k === FSTRING_MIDDLE || this.k === TSTRING_MIDDLE) {
      const middle = this.middle(raw, inSpec);
      if (!isEmptyStr(middle.value)) values.push(middle);
      return;
    }
    if (this.k !== LBRACE) throw FAILURE;
    const field = this.field(template, raw);
    if (field.debug !== null) values.push(field.debug);
    values.push(field.node);
  }

  private middle(raw: boolean, inSpec: boolean): A.Constant {
    const s = this.p;
    this.advance();
    const value = decodeText(this, s, this.starts[s], this.ends[s], raw, !inSpec);
    return A.Constant(value, null, this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
  }

  /** `{expression[=][!conversion][:spec]}` */
  private field(template: boolean, raw: boolean): Field {
    const open = this.p;
    this.advance();
    const value = this.annotatedRhs();
    const debug = this.accept(EQUAL);
    const textEnd = this.p;
    const conversion = this.k === EXCLAMATION ? this.conversion() : -1;
    const spec = this.k === COLON ? this.formatSpec(raw) : null;
    this.expect(RBRACE);
    const close = this.p - 1;
    const shown = conversion < 0 && debug && spec === null ? R : conversion;
    const node = template
      ? A.Interpolation(
          value,
          strConstant(this.interpolationText(open, textEnd, debug)),
          shown,
          spec,
          this.lines[open],
          this.cols[open],
          this.endLines[close],
          this.endCols[close],
        )
      : A.FormattedValue(
          value,
          shown,
          spec,
          this.lines[open],
          this.cols[open],
          this.endLines[close],
          this.endCols[close],
        );
    return { debug: debug ? this.debugText(open, textEnd) : null, node };
  }

  private conversion(): number {
    const mark = this.p;
    this.advance();
    if (this.k !== NAME || this.starts[this.p] !== this.ends[mark] || this.ends[this.p] - this.starts[this.p] !== 1)
      throw FAILURE;
    const c = this.source.charCodeAt(this.starts[this.p]);
    if (c !== R && c !== 115 && c !== 97) throw FAILURE;
    this.advance();
    return c;
  }

  private formatSpec(raw: boolean): A.JoinedStr {
    const s = this.p;
    this.advance();
    const values: A.ExprNode[] = [];
    while (this.k !== RBRACE) this.formattedPart(values, false, raw, true);
    const e = this.p - 1;
    return A.JoinedStr(foldConstants(values), this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private debugText(open: number, textEnd: number): A.Constant {
    const text = withoutComments(this.source.slice(this.ends[open], this.starts[textEnd]));
    return A.Constant(
      strConstant(text),
      null,
      this.lines[open],
      this.cols[open] + 1,
      this.lines[textEnd],
      this.cols[textEnd],
    );
  }

  /** The expression as written; in a debug field without the `=` and what follows it. */
  private interpolationText(open: number, textEnd: number, debug: boolean): string {
    const end = debug ? this.starts[textEnd - 1] : this.starts[textEnd];
    return withoutComments(this.source.slice(this.ends[open], end));
  }
}

/** Joins runs of constants and drops empty ones. */
function foldConstants(values: A.ExprNode[]): A.ExprNode[] {
  const out: A.ExprNode[] = [];
  for (let i = 0; i < values.length; i++) {
    const first = values[i];
    if (first.nodeType !== 'Constant') {
      out.push(first);
      continue;
    }
    let last = first;
    const run = [first.value as StrConstant];
    for (let next = values[i + 1]; next !== undefined && next.nodeType === 'Constant'; next = values[i + 1]) {
      run.push(next.value as StrConstant);
      last = next;
      i++;
    }
    const value = concatStr(run);
    if (!isEmptyStr(value))
      out.push(
        run.length === 1
          ? first
          : A.Constant(value, first.kind, first.lineno, first.col_offset, last.end_lineno, last.end_col_offset),
      );
  }
  return out;
}

function isEmptyStr(value: ConstantValue): boolean {
  return value.t === 'str' && value.v === '';
}

function concatBytes(parts: BytesConstant[]): BytesConstant {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.v.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part.v, at);
    at += part.v.length;
  }
  return { t: 'bytes', v: out };
}

/** Text of a field with its comments removed (a `#` in a nested string is none). */
function withoutComments(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/('''|"""|'|")(?:\\[^]|(?!\1)[^])*\1|#[^\n]*/g, (all) => (all[0] === '#' ? '' : all));
}

/** The constant of the STRING token `s`. */
export function stringConstant(parser: ParserBase, s: number): A.Constant {
  const { source } = parser;
  let at = parser.starts[s];
  let raw = false;
  let bytes = false;
  let kind: string | null = null;
  let c = source.charCodeAt(at);
  if (c === 117) kind = 'u';
  for (; c !== 34 && c !== 39; c = source.charCodeAt(++at)) {
    if ((c | 32) === R) raw = true;
    else if ((c | 32) === 98) bytes = true;
  }
  const end = parser.ends[s];
  const quotes = end - at >= 6 && source.charCodeAt(at + 1) === c && source.charCodeAt(at + 2) === c ? 3 : 1;
  const value = bytes
    ? decodeBytesToken(parser, s, at + quotes, end - quotes, raw)
    : decodeText(parser, s, at + quotes, end - quotes, raw);
  return A.Constant(value, kind, parser.lines[s], parser.cols[s], parser.endLines[s], parser.endCols[s]);
}

/** Text between two offsets of token `s`; `part` when it is a part of an f-string, to be known by its end. */
function decodeText(
  parser: ParserBase,
  s: number,
  from: number,
  to: number,
  raw: boolean,
  part = false,
): StrConstant | AstralStrConstant {
  const body = parser.source.slice(from, to);
  if (raw || !hasBackslash(body)) return parser.tokens.ascii ? { t: 'str', v: body } : strConstant(body);
  try {
    return decodeStr(body, (escape) => {
      // of a backslash before a brace of an f-string the tokenizer has warned
      if (isMiddle(parser.kinds[s]) && (escape.text === '{' || escape.text === '}')) return;
      warnInvalidEscape(parser, part ? closingToken(parser, s) : s, from, escape);
    });
  } catch (error) {
    throw located(parser, s, error);
  }
}

function isMiddle(kind: number): boolean {
  return kind === FSTRING_MIDDLE || kind === TSTRING_MIDDLE;
}

/** Throws what is wrong with the text of a MIDDLE token. */
export function checkMiddle(parser: ParserBase, s: number, raw: boolean): void {
  decodeText(parser, s, parser.starts[s], parser.ends[s], raw);
}

function hasBackslash(body: string): boolean {
  for (let i = 0; i < body.length; i++) if (body.charCodeAt(i) === BACKSLASH) return true;
  return false;
}

function decodeBytesToken(parser: ParserBase, s: number, from: number, to: number, raw: boolean): BytesConstant {
  const body = parser.source.slice(from, to);
  if (/[^\x00-\x7f]/.test(body))
    throw located(parser, s, new EscapeError('bytes can only contain ASCII literal characters'));
  try {
    return { t: 'bytes', v: decodeBytes(body, raw, (escape) => warnInvalidEscape(parser, s, from, escape)) };
  } catch (error) {
    throw located(parser, s, error);
  }
}

/** A SyntaxError over the whole token. */
function located(parser: ParserBase, s: number, error: unknown): unknown {
  return error instanceof EscapeError ? tokenError(parser, s, error.message) : error;
}

function tokenError(parser: ParserBase, s: number, msg: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, {
    lineno: parser.lines[s],
    offset: characterColumn(parser.source, parser.starts[s]) + 1,
    endLineno: parser.endLines[s],
    endOffset:
      parser.endLines[s] > parser.lines[s]
        ? characterInLine(parser.source, parser.starts[s], parser.endCols[s] + 1)
        : characterColumn(parser.source, parser.ends[s]) + 1,
  });
}

/** Code points between the start of its line and an offset. */
export function characterColumn(source: string, offset: number): number {
  const lineStart = offset === 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1;
  let count = offset - lineStart;
  for (let i = lineStart; i < offset; i++) if ((source.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}
