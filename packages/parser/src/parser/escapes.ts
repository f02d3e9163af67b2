/**
 * Escape sequences of string and bytes literals: values, the codec errors that CPython reports for malformed
 * ones, and the invalid ones that it warns about.
 */
import { strConstant, strFromCodePoints, type AstralStrConstant, type StrConstant } from '../ast/constant.ts';
import { lookupCharacterName } from '../unicode/names.ts';

/** Outcome of decoding: the first invalid escape, if any, is the one that is warned about. */
export interface InvalidEscape {
  text: string;
  octal: boolean;
  offset: number;
}

export class EscapeError extends Error {}

const SIMPLE: Record<string, number> = { '\\': 92, "'": 39, '"': 34, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, a: 7 };
const HEX_LENGTH: Record<string, number> = { x: 2, u: 4, U: 8 };
const HEX_MESSAGE: Record<string, string> = {
  x: 'truncated \\xXX escape',
  u: 'truncated \\uXXXX escape',
  U: 'truncated \\UXXXXXXXX escape',
};

/** Decodes the body of a non-raw str literal; reports the first invalid escape through `onInvalid`. */
export function decodeStr(body: string, onInvalid: (escape: InvalidEscape) => void): StrConstant | AstralStrConstant {
  if (!body.includes('\\')) return strConstant(body);
  const simple = decodeSimple(body);
  return simple === null ? new StrDecoder(body, onInvalid).run() : strConstant(simple);
}

/** The common case: only one-character escapes. */
function decodeSimple(body: string): string | null {
  let out = '';
  let from = 0;
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', from)) {
    const value = SIMPLE[body[at + 1]];
    if (value === undefined) return null;
    out += body.slice(from, at) + String.fromCharCode(value);
    from = at + 2;
  }
  return out + body.slice(from);
}

class StrDecoder {
  private readonly body: string;
  private readonly onInvalid: (escape: InvalidEscape) => void;
  private readonly out: number[] = [];
  private pos = 0;
  private warned = false;

  constructor(body: string, onInvalid: (escape: InvalidEscape) => void) {
    this.body = body;
    this.onInvalid = onInvalid;
  }

  run(): StrConstant | AstralStrConstant {
    const { body, out } = this;
    while (this.pos < body.length) {
      const cp = body.codePointAt(this.pos) as number;
      if (cp === 92) this.escape();
      else {
        out.push(cp);
        this.pos += cp > 0xffff ? 2 : 1;
      }
    }
    return strFromCodePoints(out);
  }

  private escape(): void {
    const { body } = this;
    const c = body[this.pos + 1];
    if (c === '\n') this.pos += 2;
    else if (SIMPLE[c] !== undefined) {
      this.out.push(SIMPLE[c]);
      this.pos += 2;
    } else if (c >= '0' && c <= '7') this.octal();
    else if (HEX_LENGTH[c] !== undefined) this.hex(c);
    else if (c === 'N') this.named();
    else {
      // before a non-ASCII character, and at the end of an f-string's part, a backslash stands for itself
      if (c < '\x80') this.invalid(c, false);
      this.out.push(92);
      this.pos++;
    }
  }

  private octal(): void {
    const digits = (/^[0-7]{1,3}/.exec(this.body.slice(this.pos + 1, this.pos + 4)) as RegExpExecArray)[0];
    const value = parseInt(digits, 8);
    if (value > 0o377) this.invalid(digits, true);
    this.out.push(value);
    this.pos += 1 + digits.length;
  }

  private hex(letter: string): void {
    const start = this.pos + 2;
    const wanted = HEX_LENGTH[letter];
    const digits = (/^[0-9a-fA-F]*/.exec(this.body.slice(start, start + wanted)) as RegExpExecArray)[0];
    if (digits.length < wanted) throw this.error(start + digits.length, HEX_MESSAGE[letter]);
    const value = parseInt(digits, 16);
    if (value > 0x10ffff) throw this.error(start + wanted, 'illegal Unicode character');
    this.out.push(value);
    this.pos = start + wanted;
  }

  private named(): void {
    const { body } = this;
    const open = this.pos + 2;
    if (body[open] !== '{') throw this.error(open, 'malformed \\N character escape');
    const close = body.indexOf('}', open);
    if (close < 0 || close === open + 1)
      throw this.error(close < 0 ? body.length : close + 1, 'malformed \\N character escape');
    const cp = lookupCharacterName(body.slice(open + 1, close));
    if (cp < 0) throw this.error(close + 1, 'unknown Unicode character name');
    this.out.push(cp);
    this.pos = close + 1;
  }

  private invalid(text: string, octal: boolean): void {
    if (!this.warned) this.onInvalid({ text, octal, offset: this.pos });
    this.warned = true;
  }

  /** Positions are bytes of the text that CPython hands to its codec: non-ASCII characters are 10 bytes there. */
  private error(end: number, reason: string): EscapeError {
    const from = this.codecOffset(this.pos);
    const to = this.codecOffset(end) - 1;
    const where = from === to ? `byte 0x5c in position ${from}` : `bytes in position ${from}-${to}`;
    return new EscapeError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
  }

  private codecOffset(end: number): number {
    let bytes = 0;
    for (let i = 0; i < end; i++) {
      const cp = this.body.codePointAt(i) as number;
      if (cp > 0xffff) i++;
      bytes += cp < 128 ? 1 : 10;
    }
    return bytes;
  }
}

/** Decodes the body (ASCII) of a bytes literal. */
export function decodeBytes(body: string, raw: boolean, onInvalid: (escape: InvalidEscape) => void): Uint8Array {
  const out: number[] = [];
  let warned = false;
  const invalid = (text: string, octal: boolean, offset: number): void => {
    if (!warned) onInvalid({ text, octal, offset });
    warned = true;
  };
  for (let i = 0; i < body.length; i++) {
    const unit = body.charCodeAt(i);
    if (raw || unit !== 92) {
      out.push(unit);
      continue;
    }
    const c = body[i + 1];
    if (c === '\n') i++;
    else if (SIMPLE[c] !== undefined) {
      out.push(SIMPLE[c]);
      i++;
    } else if (c >= '0' && c <= '7') {
      const digits = (/^[0-7]{1,3}/.exec(body.slice(i + 1, i + 4)) as RegExpExecArray)[0];
      if (parseInt(digits, 8) > 0o377) invalid(digits, true, i);
      out.push(parseInt(digits, 8) & 255);
      i += digits.length;
    } else if (c === 'x') {
      const digits = body.slice(i + 2, i + 4);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new EscapeError(`(value error) invalid \\x escape at position ${i}`);
      out.push(parseInt(digits, 16));
      i += 3;
    } else {
      invalid(c ?? '', false, i);
      out.push(92);
    }
  }
  return Uint8Array.from(out);
}

/** Texts of the warning for an invalid escape, and of the error when warnings are errors. */
export function invalidEscapeMessages(escape: InvalidEscape): { warning: string; error: string } {
  const what = escape.octal ? 'octal escape sequence' : 'escape sequence';
  const head = `"\\${escape.text}" is an invalid ${what}.`;
  const tail = `Did you mean "\\\\${escape.text}"? A raw string is also an option.`;
  return { warning: `${head} Such sequences will not work in the future. ${tail}`, error: `${head} ${tail}` };
}
