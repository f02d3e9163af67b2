/** String literals in the diagnosis: what is wrong inside a replacement field, and literals that cannot be decoded. */
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
import { ParserBase } from '../parser/base.ts';
import { checkMiddle, stringConstant } from '../parser/strings.ts';
import type { Shape } from './engine.ts';
import { ExpressionDiagnosis } from './expressions.ts';

const MIX_TEMPLATES = 'cannot mix t-string literals with string or bytes literals';

export abstract class StringDiagnosis extends ExpressionDiagnosis {
  private reader: ParserBase | null = null;

  /** The parser's own decoder, its warnings off: the parser has given them. */
  private decoder(): ParserBase {
    this.reader ??= new ParserBase(this.tokens, { ...this.context, onWarning: null });
    return this.reader;
  }

  strings(): Shape | null {
    return this.memo('strings', () => {
      const s = this.mark;
      if (this.invalid) {
        this.invalidMix(s);
        this.mark = s;
      }
      if (this.at(TSTRING_START)) return this.templates() ? this.shape('t-string expression', s) : null;
      const seen = { bytes: false, text: false, formatted: false };
      while (this.attempt(() => this.stringOrFormatted(seen)) !== null);
      if (this.mark === s) return null;
      if (seen.bytes && (seen.text || seen.formatted)) this.raiseLast('cannot mix bytes and nonbytes literals');
      return this.shape(seen.formatted ? 'f-string expression' : 'literal', s);
    });
  }

  private stringOrFormatted(seen: { bytes: boolean; text: boolean; formatted: boolean }): true | null {
    if (this.at(FSTRING_START)) {
      if (!this.formatted(FSTRING_START, FSTRING_MIDDLE, FSTRING_END)) return null;
      seen.formatted = true;
      return true;
    }
    if (!this.tok(STRING)) return null;
    const constant = stringConstant(this.decoder(), this.mark - 1);
    if (constant.value.t === 'bytes') seen.bytes = true;
    else seen.text = true;
    return true;
  }

  private templates(): boolean {
    return this.many(() => this.formatted(TSTRING_START, TSTRING_MIDDLE, TSTRING_END), 1);
  }

  /** Raises over the two neighbours of which one is a t-string and the other is none. */
  private invalidMix(s: number): void {
    const seen = { bytes: false, text: false, formatted: false };
    const plain = (): unknown => this.attempt(() => this.stringOrFormatted(seen));
    const template = (): unknown =>
      this.attempt(() => this.formatted(TSTRING_START, TSTRING_MIDDLE, TSTRING_END) || null);
    for (const [first, second] of [
      [plain, template],
      [template, plain],
    ]) {
      this.mark = s;
      let last = -1;
      for (let start = s; first() !== null; start = this.mark) last = start;
      if (last >= 0 && second() !== null) this.raiseRange(last, this.mark - 1, MIX_TEMPLATES);
    }
  }

  private formatted(start: number, middle: number, end: number): boolean {
    if (!this.tok(start)) return false;
    const raw = /r/i.test(this.textOf(this.mark - 1));
    const middles: number[] = [];
    for (;;) {
      if (this.tok(middle)) middles.push(this.mark - 1);
      else if (this.attempt(() => this.field(start === FSTRING_START ? 'f' : 't', middle, raw) || null) === null) break;
    }
    if (!this.tok(end)) return false;
    for (const token of middles) checkMiddle(this.decoder(), token, raw);
    return start === FSTRING_START || this.since(14, 't-strings are');
  }

  private field(letter: string, middle: number, raw: boolean): boolean {
    const s = this.mark;
    if (!this.tok(LBRACE)) return false;
    if (this.annotatedRhs() !== null) {
      this.tok(EQUAL);
      if (this.at(EXCLAMATION)) this.attempt(() => this.conversion(letter) || null);
      if (this.at(COLON)) this.formatSpec(letter, middle, raw);
      if (this.tok(RBRACE)) return true;
    }
    this.mark = s;
    if (this.invalid) this.invalidField(letter, middle, raw);
    return false;
  }

  private conversion(letter: string): boolean {
    const bang = this.mark;
    if (!this.tok(EXCLAMATION) || !this.tok(NAME)) return false;
    const name = this.mark - 1;
    if (this.tokens.end[bang] !== this.tokens.start[name])
      this.raiseRange(bang, name, `${letter}-string: conversion type must come right after the exclamation mark`);
    const text = this.textOf(name);
    if (!/^[sra]$/.test(text))
      this.raiseToken(name, `${letter}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`);
    return true;
  }

  private formatSpec(letter: string, middle: number, raw: boolean): void {
    this.mark++;
    for (;;) {
      if (this.tok(middle)) checkMiddle(this.decoder(), this.mark - 1, raw);
      else if (this.attempt(() => this.field(letter, middle, raw) || null) === null) return;
    }
  }

  private invalidField(letter: string, middle: number, raw: boolean): void {
    const s = this.mark;
    const head = `${letter}-string: `;
    this.mark++;
    if (this.at(EQUAL, EXCLAMATION, COLON, RBRACE))
      this.raiseToken(this.mark, `${head}valid expression required before '${this.textOf(this.mark)[0]}'`);
    if (this.attempt(() => this.annotatedRhs()) === null)
      this.raiseNext(`${head}expecting a valid expression after '{'`);
    if (!this.at(EQUAL, EXCLAMATION, COLON, RBRACE)) this.raiseNext(`${head}expecting '=', or '!', or ':', or '}'`);
    if (this.tok(EQUAL) && !this.at(EXCLAMATION, COLON, RBRACE)) this.raiseNext(`${head}expecting '!', or ':', or '}'`);
    this.invalidConversion(head);
    this.attempt(() => (this.tok(EXCLAMATION) && this.tok(NAME) ? true : null));
    if (!this.at(COLON, RBRACE)) this.raiseNext(`${head}expecting ':' or '}'`);
    if (this.at(COLON)) {
      this.formatSpec(letter, middle, raw);
      if (!this.at(RBRACE)) this.raiseNext(`${head}expecting '}', or format specs`);
    }
    this.mark = s;
  }

  private invalidConversion(head: string): void {
    const s = this.mark;
    if (this.tok(EXCLAMATION)) {
      if (this.at(COLON, RBRACE)) this.raiseNext(`${head}missing conversion character`);
      if (!this.at(NAME)) this.raiseNext(`${head}invalid conversion character`);
    }
    this.mark = s;
  }
}
