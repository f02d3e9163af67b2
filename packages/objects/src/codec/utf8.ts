/** UTF-8, as strict as CPython's: no encoded surrogates, no over-long forms. */
import { str } from '../core/value.ts';
import type { StrValue } from '../str/astral.ts';
import { StrBuilder } from '../str/ops.ts';
import { strFromJs, unitsToJs } from '../str/astral.ts';
import { decodeError } from './errors.ts';
import type { Encoder } from './sink.ts';
import { ByteSink, encodeWith } from './sink.ts';

const UTF8: Encoder = {
  name: 'utf-8',
  reason: 'surrogates not allowed',
  joinErrors: true,
  put,
  unit: 1,
  asciiReplacement: true,
};

function put(sink: ByteSink, cp: number): boolean {
  if (cp < 0x80) sink.push(cp);
  else if (cp < 0x800) {
    sink.push(0xc0 | (cp >> 6));
    sink.push(0x80 | (cp & 63));
  } else if (cp < 0x10000) {
    if (cp >= 0xd800 && cp <= 0xdfff) return false;
    sink.push(0xe0 | (cp >> 12));
    sink.push(0x80 | ((cp >> 6) & 63));
    sink.push(0x80 | (cp & 63));
  } else {
    sink.push(0xf0 | (cp >> 18));
    sink.push(0x80 | ((cp >> 12) & 63));
    sink.push(0x80 | ((cp >> 6) & 63));
    sink.push(0x80 | (cp & 63));
  }
  return true;
}

/** From this size on the engine's own converters are faster than a loop. */
const LARGE = 64;
const SURROGATE = /[\ud800-\udfff]/;
const engineEncoder = new TextEncoder();
const engineDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text; `undefined` = raised. */
export function encodeUtf8(s: StrValue, errors = 'strict'): Uint8Array | undefined {
  if (typeof s === 'string') {
    if (s.length >= LARGE && !SURROGATE.test(s)) return engineEncoder.encode(s);
    const ascii = encodeAscii(s);
    if (ascii !== null) return ascii;
  }
  return encodeWith(UTF8, s, errors, new ByteSink(typeof s === 'string' ? s.length * 2 : s.cps.length * 4));
}

/** Bytes of a text that is ASCII only, else null. */
export function encodeAscii(s: string): Uint8Array | null {
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit > 127) return null;
    out[i] = unit;
  }
  return out;
}

export function isAsciiBytes(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] > 127) return false;
  return true;
}

export interface DecodeResult {
  readonly text: StrValue;
  /** Bytes that were used; fewer than given only for incremental decoding. */
  readonly consumed: number;
}

/** Text of UTF-8 bytes. Not `final`: an incomplete sequence at the end is left. */
export function decodeUtf8(data: Uint8Array, errors = 'strict', final = true): DecodeResult | undefined {
  if (data.length >= LARGE) {
    const text = decodeLarge(data);
    if (text !== null) return { text, consumed: data.length };
  } else if (isAsciiBytes(data)) return { text: str(unitsToJs(data)), consumed: data.length };
  return decodeSlow(data, errors, final);
}

/** Well-formed UTF-8 by the engine's decoder; null when it is not. */
function decodeLarge(data: Uint8Array): StrValue | null {
  try {
    const text = engineDecoder.decode(data);
    return text.length === data.length || !SURROGATE.test(text) ? str(text) : strFromJs(text);
  } catch {
    return null;
  }
}

/** What is wrong at `i`: 0 incomplete, 1 bad start, 2 … bad continuation (bytes that belong to the error + 1). */
function problemAt(d: Uint8Array, i: number): number {
  const first = d[i];
  const left = d.length - i;
  if (first < 0xc2 || first > 0xf4) return 1;
  if (left < 2) return 0;
  const second = d[i + 1];
  if ((second & 0xc0) !== 0x80 || first < 0xe0) return 2;
  if (first === 0xe0 ? second < 0xa0 : first === 0xed && second > 0x9f) return 2;
  if (first === 0xf0 ? second < 0x90 : first === 0xf4 && second > 0x8f) return 2;
  if (left < 3) return 0;
  if ((d[i + 2] & 0xc0) !== 0x80 || first < 0xf0) return 3;
  return left < 4 ? 0 : 4;
}

/** Code point of the well-formed sequence at `i`, or -1. Its length follows from the value. */
function sequenceAt(d: Uint8Array, i: number): number {
  const a = d[i];
  if (a < 0x80) return a;
  if (a < 0xc2) return -1;
  const b = d[i + 1];
  if ((b & 0xc0) !== 0x80) return -1;
  if (a < 0xe0) return ((a & 31) << 6) | (b & 63);
  const c = d[i + 2];
  if ((c & 0xc0) !== 0x80) return -1;
  if (a < 0xf0) {
    const cp = ((a & 15) << 12) | ((b & 63) << 6) | (c & 63);
    return cp < 0x800 || (cp >= 0xd800 && cp <= 0xdfff) ? -1 : cp;
  }
  const e = d[i + 3];
  if ((e & 0xc0) !== 0x80) return -1;
  const cp = ((a & 7) << 18) | ((b & 63) << 12) | ((c & 63) << 6) | (e & 63);
  return a > 0xf4 || cp < 0x10000 || cp > 0x10ffff ? -1 : cp;
}

/** Collects decoded code points in 16-bit units until an astral one comes. */
class UnitBuffer {
  private readonly units = new Uint16Array(2048);
  private n = 0;
  private readonly out = new StrBuilder();
  add(cp: number): void {
    if (cp > 0xffff || this.n === 2048) this.flush();
    if (cp > 0xffff) this.out.addCp(cp);
    else this.units[this.n++] = cp;
  }
  flush(): void {
    if (this.n > 0) this.out.addUnits(unitsToJs(this.units.subarray(0, this.n)));
    this.n = 0;
  }
  addText(s: StrValue): void {
    this.flush();
    this.out.add(s);
  }
  finish(): StrValue {
    this.flush();
    return this.out.finish();
  }
}

function decodeSlow(data: Uint8Array, errors: string, final: boolean): DecodeResult | undefined {
  const out = new UnitBuffer();
  let i = 0;
  while (i < data.length) {
    const cp = sequenceAt(data, i);
    if (cp >= 0) {
      out.add(cp);
      i += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
      continue;
    }
    const problem = problemAt(data, i);
    if (!final && (problem === 0 || truncatedSurrogate(data, i))) break;
    const end = problem === 0 ? data.length : problem === 1 ? i + 1 : i + problem - 1;
    const reason =
      problem === 0 ? 'unexpected end of data' : problem === 1 ? 'invalid start byte' : 'invalid continuation byte';
    const r = decodeError(errors, 'utf-8', data, i, end, reason);
    if (r === undefined) return undefined;
    out.addText(r.by);
    i = r.next;
    data = r.data;
  }
  return { text: out.finish(), consumed: i };
}

/** The first two bytes of an encoded surrogate, at the end: surrogatepass may want the third. */
function truncatedSurrogate(d: Uint8Array, i: number): boolean {
  return d[i] === 0xed && d.length - i === 2 && d[i + 1] >= 0xa0 && d[i + 1] <= 0xbf;
}
