/** JSON string literals both ways. */
import type { Result, Value } from '@pyston/objects';
import {
  asSsize,
  call3,
  cpsOf,
  getAttr,
  hooks,
  int,
  isTrue,
  raiseValue,
  str,
  strFromCodePoints,
  strFromJs,
  strLen,
  strOrUndefined,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import type { PyBaseException } from '@pyston/objects';

export type Text = Parameters<typeof strLen>[0];

/** Text being read, by code point. */
export class Source {
  readonly text: Text;
  readonly length: number;
  readonly cps: Uint32Array | null;
  constructor(text: Text) {
    this.text = text;
    this.length = strLen(text);
    this.cps = typeof text === 'string' ? null : cpsOf(text);
  }

  /** The code point at `i`; -1 past the end. */
  at(i: number): number {
    if (i >= this.length) return -1;
    return this.cps === null ? (this.text as unknown as string).charCodeAt(i) : this.cps[i]!;
  }

  /** Code points [start, end) as UTF-16. */
  slice(start: number, end: number): string {
    if (this.cps === null) return (this.text as unknown as string).slice(start, end);
    const part = strFromCodePoints(this.cps.slice(start, end));
    return typeof part === 'string' ? part : String.fromCodePoint(...part.cps);
  }
}

/** Raises json.JSONDecodeError. */
export function decodeError(message: string, source: Source, at: number): undefined {
  const module = hooks.importModule('json.decoder');
  const type = module === undefined ? undefined : getAttr(module, 'JSONDecodeError');
  const exc = type === undefined ? undefined : call3(type, str(message), source.text, int(at));
  return exc === undefined ? undefined : raiseValue(exc as PyBaseException);
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [34, '"'],
  [92, '\\'],
  [47, '/'],
  [98, '\b'],
  [102, '\f'],
  [110, '\n'],
  [114, '\r'],
  [116, '\t'],
]);

/** Where the literal that was read last ends, past its quote. */
export const literal = { end: 0 };

/** The string whose first character is at `begin`; its end goes to `literal.end`. undefined: raised. */
export function scanString(source: Source, begin: number, strict: boolean): Text | undefined {
  let out = '';
  let plain = true;
  let at = begin;
  for (;;) {
    const start = at;
    let c = source.at(at);
    while (c !== 34 && c !== 92 && c !== -1) {
      if (c <= 31 && strict) return decodeError('Invalid control character at', source, at);
      c = source.at(++at);
    }
    if (at > start) out += source.slice(start, at);
    if (c === -1) return decodeError('Unterminated string starting at', source, begin - 1);
    at++;
    if (c === 34) break;
    plain = false;
    const escape = source.at(at);
    if (escape === -1) return decodeError('Unterminated string starting at', source, begin - 1);
    if (escape === 117) {
      const unit = hexUnit(source, at + 1);
      if (unit < 0) return decodeError('Invalid \\uXXXX escape', source, at);
      out += String.fromCharCode(unit);
      at += 5;
    } else {
      const simple = ESCAPES.get(escape);
      if (simple === undefined) return decodeError('Invalid \\escape', source, at - 1);
      out += simple;
      at++;
    }
  }
  literal.end = at;
  return plain && source.cps === null ? str(out) : strFromJs(out);
}

/** Four hexadecimal digits, -1 if they are not there. */
function hexUnit(source: Source, at: number): number {
  if (at + 4 > source.length) return -1;
  let unit = 0;
  for (let i = 0; i < 4; i++) {
    const c = source.at(at + i);
    const lower = c | 32;
    const d = c >= 48 && c <= 57 ? c - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1;
    if (d < 0) return -1;
    unit = unit * 16 + d;
  }
  return unit;
}

export function scanstringFunction(text: Value, end: Value, strict: Value | undefined): Result {
  const s = strOrUndefined(text);
  const at = asSsize(end);
  if (at === undefined) return undefined;
  const isStrict = strict === undefined ? true : isTrue(strict);
  if (isStrict === undefined) return undefined;
  if (s === undefined) return typeError(`first argument must be a string, not ${typeOf(text).name}`);
  if (at < 0 || at > strLen(s)) return valueError('end is out of bounds');
  const value = scanString(new Source(s), at, isStrict);
  return value === undefined ? undefined : tuple([value, int(literal.end)]);
}

const NEEDS_ASCII_ESCAPE = /[^ !#-[\]-~]/;
const NEEDS_ESCAPE = /["\\\0-\x1f]/;
const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(c: string): string {
  return SHORT.get(c) ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** UTF-16 text as a literal of ASCII characters. */
export function quoteAscii(s: string): string {
  if (!NEEDS_ASCII_ESCAPE.test(s)) return `"${s}"`;
  let out = '"';
  for (let i = 0; i < s.length; i++) {
    const c = s[i]!;
    out += NEEDS_ASCII_ESCAPE.test(c) ? escaped(c) : c;
  }
  return out + '"';
}

/** UTF-16 text as a literal in which only quotes, backslashes and control characters are escaped. */
export function quote(s: string): string {
  if (!NEEDS_ESCAPE.test(s)) return `"${s}"`;
  let out = '"';
  for (let i = 0; i < s.length; i++) {
    const c = s[i]!;
    out += NEEDS_ESCAPE.test(c) ? escaped(c) : c;
  }
  return out + '"';
}
