/** unicode_escape, raw_unicode_escape, and the escapes of bytes literals (`escape`). */
import { valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import type { StrValue } from '../str/astral.ts';
import { cpsOf, StrBuilder } from '../str/ops.ts';
import { hexEscape } from '../str/repr.ts';
import { lookupName } from '../unicode/names.ts';
import { decodeError } from './errors.ts';
import { ByteSink } from './sink.ts';
import type { DecodeResult } from './utf8.ts';

const BACKSLASH = 92;
const SIMPLE: ReadonlyMap<number, number> = new Map([
  [92, 92],
  [39, 39],
  [34, 34],
  [97, 7],
  [98, 8],
  [102, 12],
  [110, 10],
  [114, 13],
  [116, 9],
  [118, 11],
]);

function asciiBytes(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

export function encodeUnicodeEscape(s: StrValue): Uint8Array {
  const out: string[] = [];
  for (const cp of cpsOf(s)) {
    if (cp === BACKSLASH) out.push('\\\\');
    else if (cp >= 32 && cp < 127) out.push(String.fromCharCode(cp));
    else out.push(cp === 9 ? '\\t' : cp === 10 ? '\\n' : cp === 13 ? '\\r' : hexEscape(cp));
  }
  return asciiBytes(out.join(''));
}

export function encodeRawUnicodeEscape(s: StrValue): Uint8Array {
  const out: string[] = [];
  for (const cp of cpsOf(s)) out.push(cp < 256 ? String.fromCharCode(cp) : hexEscape(cp));
  return asciiBytes(out.join(''));
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Result of reading an escape: a code point or -1 with a reason; `next` is where to go on, or where the error ends. */
interface Escape {
  cp: number;
  next: number;
  reason: string;
}

const HEX_KINDS: ReadonlyMap<number, readonly [number, string]> = new Map([
  [120, [2, 'truncated \\xXX escape']],
  [117, [4, 'truncated \\uXXXX escape']],
  [85, [8, 'truncated \\UXXXXXXXX escape']],
]);

function readHex(d: Uint8Array, i: number, digits: number, reason: string): Escape {
  let cp = 0;
  let k = i;
  for (; k < i + digits; k++) {
    const digit = k < d.length ? hexDigit(d[k]) : -1;
    if (digit < 0) return { cp: -1, next: k, reason };
    cp = cp * 16 + digit;
  }
  return cp > 0x10ffff ? { cp: -1, next: k, reason: 'illegal Unicode character' } : { cp, next: k, reason: '' };
}

/** `\N{NAME}`; `i` is after the N. */
function readName(d: Uint8Array, i: number): Escape {
  if (d[i] === 123) {
    let end = i + 1;
    while (end < d.length && d[end] !== 125) end++;
    if (end < d.length && end > i + 1) {
      const cp = lookupName(String.fromCharCode(...d.subarray(i + 1, end)));
      return cp < 0
        ? { cp, next: end + 1, reason: 'unknown Unicode character name' }
        : { cp, next: end + 1, reason: '' };
    }
    return { cp: -1, next: end < d.length ? end + 1 : end, reason: 'malformed \\N character escape' };
  }
  return { cp: -1, next: i, reason: 'malformed \\N character escape' };
}

function readOctal(d: Uint8Array, i: number): Escape {
  let cp = 0;
  let k = i;
  while (k < i + 3 && d[k] >= 48 && d[k] <= 55) cp = cp * 8 + d[k++] - 48;
  return { cp, next: k, reason: '' };
}

/** -2 as code point: no escape, the backslash stands for itself. */
function readEscape(d: Uint8Array, i: number): Escape {
  if (i >= d.length) return { cp: -1, next: i, reason: '\\ at end of string' };
  const c = d[i];
  const simple = SIMPLE.get(c);
  if (simple !== undefined) return { cp: simple, next: i + 1, reason: '' };
  if (c >= 48 && c <= 55) return readOctal(d, i);
  const hex = HEX_KINDS.get(c);
  if (hex !== undefined) return readHex(d, i + 1, hex[0], hex[1]);
  return c === 78 ? readName(d, i + 1) : { cp: -2, next: i, reason: '' };
}

/** The data ends within the escape that starts at `at`. */
function isCut(d: Uint8Array, at: number, e: Escape): boolean {
  if (e.next < d.length || e.reason === 'illegal Unicode character') return false;
  return d[at + 1] !== 78 || d[d.length - 1] !== 125;
}

function warnInvalid(d: Uint8Array, at: number, octal: boolean): boolean {
  const shown = octal ? String.fromCharCode(...d.subarray(at, at + 3)) : String.fromCharCode(d[at]);
  const kind = octal ? 'octal escape sequence' : 'escape sequence';
  return (
    hooks.warn(
      E.DeprecationWarning,
      `"\\${shown}" is an invalid ${kind}. Such sequences will not work in the future. `,
      1,
    ) !== undefined
  );
}

export function decodeUnicodeEscape(data: Uint8Array, errors: string, final: boolean): DecodeResult | undefined {
  const out = new StrBuilder();
  let d = data;
  let i = 0;
  let warned = false;
  while (i < d.length) {
    if (d[i] !== BACKSLASH) {
      out.addCp(d[i++]);
      continue;
    }
    if (d[i + 1] === 10) {
      i += 2;
      continue;
    }
    const e = readEscape(d, i + 1);
    if (e.cp >= 0 || e.cp === -2) {
      const octal = e.cp > 255 && d[i + 1] >= 48 && d[i + 1] <= 55;
      if ((e.cp === -2 || octal) && !warned) {
        warned = true;
        if (!warnInvalid(d, i + 1, octal)) return undefined;
      }
      out.addCp(e.cp === -2 ? BACKSLASH : e.cp);
      i = e.next;
      continue;
    }
    if (!final && isCut(d, i, e)) break;
    const r = decodeError(errors, 'unicodeescape', d, i, e.next, e.reason);
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    d = r.data;
  }
  return { text: out.finish(), consumed: i };
}

export function decodeRawUnicodeEscape(data: Uint8Array, errors: string, final: boolean): DecodeResult | undefined {
  const out = new StrBuilder();
  let d = data;
  let i = 0;
  while (i < d.length) {
    if (d[i] !== BACKSLASH) {
      out.addCp(d[i++]);
      continue;
    }
    if (i + 1 >= d.length && !final) break;
    const kind = d[i + 1];
    if (kind !== 117 && kind !== 85) {
      out.addCp(BACKSLASH);
      i++;
      if (i < d.length) out.addCp(d[i++]);
      continue;
    }
    const e = readHex(
      d,
      i + 2,
      kind === 117 ? 4 : 8,
      kind === 117 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape',
    );
    if (e.cp >= 0) {
      out.addCp(e.cp);
      i = e.next;
      continue;
    }
    if (!final && isCut(d, i, e)) break;
    const reason = e.reason === 'illegal Unicode character' ? '\\Uxxxxxxxx out of range' : e.reason;
    const r = decodeError(errors, 'rawunicodeescape', d, i, e.next, reason);
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    d = r.data;
  }
  return { text: out.finish(), consumed: i };
}

/** `codecs.escape_decode`: escapes of bytes literals. */
export function decodeBytesEscape(d: Uint8Array, errors: string): Uint8Array | undefined {
  const out = new ByteSink(d.length);
  let warned = false;
  for (let i = 0; i < d.length; ) {
    if (d[i] !== BACKSLASH) {
      out.push(d[i++]);
      continue;
    }
    i++;
    if (i >= d.length) return valueError('Trailing \\ in string');
    const c = d[i];
    if (c === 10) i++;
    else if (SIMPLE.has(c)) {
      out.push(SIMPLE.get(c)!);
      i++;
    } else if (c >= 48 && c <= 55) {
      const e = readOctal(d, i);
      if (e.cp > 255 && !warned && !warnInvalid(d, i, true)) return undefined;
      warned ||= e.cp > 255;
      out.push(e.cp & 255);
      i = e.next;
    } else if (c === 120) {
      const e = readHex(d, i + 1, 2, '');
      if (e.cp >= 0) out.push(e.cp);
      else if (!badHex(out, i - 1, errors)) return undefined;
      i = e.next;
    } else {
      if (!warned && !warnInvalid(d, i, false)) return undefined;
      warned = true;
      out.push(BACKSLASH);
    }
  }
  return out.finish();
}

function badHex(out: ByteSink, at: number, errors: string): boolean {
  if (errors === 'strict') {
    valueError(`invalid \\x escape at position ${at}`);
    return false;
  }
  if (errors === 'replace') out.push(63);
  else if (errors !== 'ignore') {
    valueError(`decoding error; unknown error handling code: ${errors}`);
    return false;
  }
  return true;
}
