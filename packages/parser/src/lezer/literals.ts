/**
 * Text of string literals: prefix, quotes, escapes. What CPython rejects or warns of (unknown escapes, octal
 * above 0o377) is declined, and so is `\N{…}`, which needs the table of character names.
 */
import type { AstralStrConstant, BytesConstant, StrConstant } from '../ast/constant.ts';
import { strConstant, strFromCodePoints } from '../ast/constant.ts';
import type { Lowering } from './context.ts';

const BACKSLASH = 0x5c;
const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const NEWLINE = 0x0a;

/** Values of the one-letter escapes. */
const SIMPLE_ESCAPES = new Map<number, number>(
  [
    ['\\', 92],
    ["'", 39],
    ['"', 34],
    ['a', 7],
    ['b', 8],
    ['f', 12],
    ['n', 10],
    ['r', 13],
    ['t', 9],
    ['v', 11],
  ].map(([letter, value]) => [(letter as string).charCodeAt(0), value as number]),
);

export interface LiteralShape {
  /** Offsets of the text between the quotes. */
  bodyFrom: number;
  bodyTo: number;
  raw: boolean;
  bytes: boolean;
  /** A lower-case `u`, which the AST records. */
  unicode: boolean;
  /** Quote character, and whether there are three of them. */
  quote: number;
  long: boolean;
}

/** Prefix and quotes of the literal at [from, to); the closing quotes are checked, lezer does not. */
export function literalShape(low: Lowering, p: number): LiteralShape {
  const { source } = low;
  const to = low.to(p);
  let at = low.from(p);
  let raw = false;
  let bytes = false;
  let unicode = false;
  let quote = source.charCodeAt(at);
  for (; quote !== QUOTE && quote !== DOUBLE_QUOTE; quote = source.charCodeAt(++at)) {
    const letter = quote | 0x20;
    if (letter === 0x72) raw = true;
    else if (letter === 0x62) bytes = true;
    else if (quote === 0x75) unicode = true;
    else if (letter !== 0x66 && letter !== 0x75) low.decline('string prefix', p);
  }
  const long = source.charCodeAt(at + 1) === quote && source.charCodeAt(at + 2) === quote && to - at >= 6;
  const width = long ? 3 : 1;
  const shape = { bodyFrom: at + width, bodyTo: to - width, raw, bytes, unicode, quote, long };
  if (!closes(source, shape, to)) low.decline('unterminated string', p);
  return shape;
}

function closes(source: string, shape: LiteralShape, to: number): boolean {
  const { bodyFrom, bodyTo, quote, long } = shape;
  if (bodyTo < bodyFrom) return false;
  for (let i = bodyTo; i < to; i++) if (source.charCodeAt(i) !== quote) return false;
  let slashes = 0;
  while (bodyTo - slashes > bodyFrom && source.charCodeAt(bodyTo - slashes - 1) === BACKSLASH) slashes++;
  return slashes % 2 === 0 && (long || !hasBareNewline(source, bodyFrom, bodyTo));
}

function hasBareNewline(source: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = source.charCodeAt(i);
    if (unit === BACKSLASH) i++;
    else if (unit === NEWLINE) return true;
  }
  return false;
}

/** Value of a str literal's text, escapes evaluated unless raw. */
export function strText(low: Lowering, text: string, raw: boolean): StrConstant | AstralStrConstant {
  if (raw || !text.includes('\\')) return low.ascii ? { t: 'str', v: text } : strConstant(text);
  return new EscapeReader(low, text, false).str();
}

export function bytesText(low: Lowering, text: string, raw: boolean): BytesConstant {
  if (!low.ascii && /[^\x00-\x7f]/.test(text)) low.decline('bytes with non-ASCII characters', low.words.length);
  const units = raw || !text.includes('\\') ? text : new EscapeReader(low, text, true).latin1();
  const v = new Uint8Array(units.length);
  for (let i = 0; i < v.length; i++) v[i] = units.charCodeAt(i);
  return { t: 'bytes', v };
}

/** Evaluates escapes of one literal's text. */
class EscapeReader {
  private readonly low: Lowering;
  private readonly text: string;
  private readonly bytes: boolean;
  private at = 0;

  constructor(low: Lowering, text: string, bytes: boolean) {
    this.low = low;
    this.text = text;
    this.bytes = bytes;
  }

  /** Escapes that give surrogates or astral characters need code points, all others a string of units. */
  str(): StrConstant | AstralStrConstant {
    if (/\\[uU]/.test(this.text) || (!this.low.ascii && /[\ud800-\udfff]/.test(this.text)))
      return strFromCodePoints(this.codePoints());
    return { t: 'str', v: this.latin1() };
  }

  latin1(): string {
    const { text } = this;
    let out = '';
    let copied = 0;
    for (let slash = text.indexOf('\\'); slash >= 0; slash = text.indexOf('\\', this.at)) {
      out += text.slice(copied, slash);
      this.at = slash + 1;
      const value = this.escape();
      if (value >= 0) out += String.fromCharCode(value);
      copied = this.at;
    }
    return out + text.slice(copied);
  }

  private codePoints(): number[] {
    const { text } = this;
    const out: number[] = [];
    while (this.at < text.length) {
      const cp = text.codePointAt(this.at) as number;
      this.at += cp > 0xffff ? 2 : 1;
      const value = cp === BACKSLASH ? this.escape() : cp;
      if (value >= 0) out.push(value);
    }
    return out;
  }

  /** `at` is after the backslash; returns the character's value, -1 for a line continuation. */
  private escape(): number {
    const unit = this.text.charCodeAt(this.at++);
    const simple = SIMPLE_ESCAPES.get(unit);
    if (simple !== undefined) return simple;
    if (unit === NEWLINE) return -1;
    if (unit >= 0x30 && unit <= 0x37) return this.octal();
    if (unit === 0x78) return this.hex(2);
    if (!this.bytes && unit === 0x75) return this.hex(4);
    if (!this.bytes && unit === 0x55) return this.hex(8);
    return this.refuse('escape sequence');
  }

  private octal(): number {
    let value = this.text.charCodeAt(this.at - 1) - 0x30;
    for (let i = 0; i < 2; i++) {
      const digit = this.text.charCodeAt(this.at) - 0x30;
      if (!(digit >= 0 && digit <= 7)) break;
      value = value * 8 + digit;
      this.at++;
    }
    return value > 0o377 ? this.refuse('octal escape') : value;
  }

  private hex(digits: number): number {
    const text = this.text.slice(this.at, this.at + digits);
    if (text.length < digits || !/^[0-9a-fA-F]+$/.test(text)) this.refuse('hexadecimal escape');
    const value = Number.parseInt(text, 16);
    if (value > 0x10ffff) this.refuse('hexadecimal escape');
    this.at += digits;
    return value;
  }

  private refuse(reason: string): never {
    return this.low.decline(reason, this.low.words.length);
  }
}
