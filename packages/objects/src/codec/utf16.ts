/** UTF-16 and UTF-32 in both byte orders, with and without a byte order mark. */
import type { StrValue } from '../str/astral.ts';
import { StrBuilder, strLen } from '../str/ops.ts';
import { decodeError } from './errors.ts';
import type { Encoder } from './sink.ts';
import { ByteSink, encodeWith } from './sink.ts';

/** -1 little, 1 big, 0 native (little) with a mark. */
export type ByteOrder = -1 | 0 | 1;

export interface OrderedResult {
  readonly text: StrValue;
  readonly consumed: number;
  /** Byte order after the mark was seen. */
  readonly order: ByteOrder;
}

function orderedName(base: string, order: ByteOrder): string {
  return order === 0 ? base : order < 0 ? `${base}-le` : `${base}-be`;
}

function put16(sink: ByteSink, unit: number, little: boolean): void {
  sink.push(little ? unit & 255 : unit >> 8);
  sink.push(little ? unit >> 8 : unit & 255);
}

function put32(sink: ByteSink, cp: number, little: boolean): void {
  put16(sink, little ? cp & 0xffff : cp >>> 16, little);
  put16(sink, little ? cp >>> 16 : cp & 0xffff, little);
}

function isSurrogate(cp: number): boolean {
  return cp >= 0xd800 && cp <= 0xdfff;
}

export function encodeUtf16(s: StrValue, errors: string, order: ByteOrder): Uint8Array | undefined {
  const little = order <= 0;
  const sink = new ByteSink(strLen(s) * 2 + 2);
  if (order === 0) put16(sink, 0xfeff, true);
  const encoder: Encoder = {
    name: orderedName('utf-16', order),
    reason: 'surrogates not allowed',
    joinErrors: false,
    unit: 2,
    asciiReplacement: true,
    put(out, cp) {
      if (cp > 0xffff) {
        put16(out, 0xd7c0 + (cp >> 10), little);
        put16(out, 0xdc00 + (cp & 0x3ff), little);
        return true;
      }
      if (isSurrogate(cp)) return false;
      put16(out, cp, little);
      return true;
    },
  };
  return encodeWith(encoder, s, errors, sink);
}

export function encodeUtf32(s: StrValue, errors: string, order: ByteOrder): Uint8Array | undefined {
  const little = order <= 0;
  const sink = new ByteSink(strLen(s) * 4 + 4);
  if (order === 0) put32(sink, 0xfeff, true);
  const encoder: Encoder = {
    name: orderedName('utf-32', order),
    reason: 'surrogates not allowed',
    joinErrors: false,
    unit: 4,
    asciiReplacement: true,
    put(out, cp) {
      if (isSurrogate(cp)) return false;
      put32(out, cp, little);
      return true;
    },
  };
  return encodeWith(encoder, s, errors, sink);
}

function read16(d: Uint8Array, i: number, little: boolean): number {
  return little ? d[i] | (d[i + 1] << 8) : (d[i] << 8) | d[i + 1];
}

function read32(d: Uint8Array, i: number, little: boolean): number {
  const high = read16(d, little ? i + 2 : i, little);
  return high * 65536 + read16(d, little ? i : i + 2, little);
}

/** What stands at `i`: a code point, or a negative error number. */
const INCOMPLETE = -1;
const HALF_PAIR = -2;
const LONE_LOW = -3;
const BAD_PAIR = -4;

function pairAt(d: Uint8Array, i: number, little: boolean): number {
  if (d.length - i < 2) return INCOMPLETE;
  const unit = read16(d, i, little);
  if (!isSurrogate(unit)) return unit;
  if (unit >= 0xdc00) return LONE_LOW;
  if (d.length - i < 4) return HALF_PAIR;
  const low = read16(d, i + 2, little);
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : BAD_PAIR;
}

const REASONS_16 = ['', 'truncated data', 'unexpected end of data', 'illegal encoding', 'illegal UTF-16 surrogate'];

export function decodeUtf16(
  data: Uint8Array,
  errors: string,
  given: ByteOrder,
  final: boolean,
): OrderedResult | undefined {
  let order = given;
  let i = 0;
  if (order === 0 && data.length >= 2) {
    const mark = read16(data, 0, true);
    if (mark === 0xfeff) order = -1;
    else if (mark === 0xfffe) order = 1;
    if (order !== 0) i = 2;
  }
  const little = order <= 0;
  const name = little ? 'utf-16-le' : 'utf-16-be';
  const out = new StrBuilder();
  while (i < data.length) {
    const cp = pairAt(data, i, little);
    if (cp >= 0) {
      out.addCp(cp);
      i += cp > 0xffff ? 4 : 2;
      continue;
    }
    if (!final && cp >= HALF_PAIR) break;
    const end = cp >= HALF_PAIR ? data.length : i + 2;
    const r = decodeError(errors, name, data, i, end, REASONS_16[-cp]);
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    data = r.data;
  }
  return { text: out.finish(), consumed: i, order };
}

export function decodeUtf32(
  data: Uint8Array,
  errors: string,
  given: ByteOrder,
  final: boolean,
): OrderedResult | undefined {
  let order = given;
  let i = 0;
  if (order === 0 && data.length >= 4) {
    const mark = read32(data, 0, true);
    if (mark === 0xfeff) order = -1;
    else if (mark === 0xfffe0000) order = 1;
    if (order !== 0) i = 4;
  }
  const little = order <= 0;
  const name = little ? 'utf-32-le' : 'utf-32-be';
  const out = new StrBuilder();
  while (i < data.length) {
    const whole = data.length - i >= 4;
    if (!whole && !final) break;
    const cp = whole ? read32(data, i, little) : -1;
    if (whole && cp <= 0x10ffff && !isSurrogate(cp)) {
      out.addCp(cp);
      i += 4;
      continue;
    }
    const reason = !whole
      ? 'truncated data'
      : cp > 0x10ffff
        ? 'code point not in range(0x110000)'
        : 'code point in surrogate code point range(0xd800, 0xe000)';
    const r = decodeError(errors, name, data, i, whole ? i + 4 : data.length, reason);
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    data = r.data;
  }
  return { text: out.finish(), consumed: i, order };
}
