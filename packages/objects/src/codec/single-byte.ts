/** ASCII, Latin-1 and character maps. */
import { clearIf, typeError } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { isBytes } from '../bytes/bytes.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { getItem } from '../ops/items.ts';
import type { StrValue } from '../str/astral.ts';
import { unitsToJs } from '../str/astral.ts';
import { cpAt, cpsOf, StrBuilder, strLen, strOrUndefined } from '../str/ops.ts';
import { decodeError, encodeError, raiseEncode } from './errors.ts';
import type { Encoder } from './sink.ts';
import { ByteSink, encodeWith } from './sink.ts';
import type { DecodeResult } from './utf8.ts';
import { isAsciiBytes } from './utf8.ts';

function narrow(name: string, limit: number): Encoder {
  return {
    name,
    reason: `ordinal not in range(${limit})`,
    joinErrors: true,
    unit: 1,
    asciiReplacement: false,
    put(sink, cp) {
      if (cp >= limit) return false;
      sink.push(cp);
      return true;
    },
  };
}

const ASCII = narrow('ascii', 128);
const LATIN1 = narrow('latin-1', 256);

export function encodeAsciiText(s: StrValue, errors: string): Uint8Array | undefined {
  return encodeWith(ASCII, s, errors, new ByteSink(strLen(s)));
}

export function encodeLatin1(s: StrValue, errors: string): Uint8Array | undefined {
  return encodeWith(LATIN1, s, errors, new ByteSink(strLen(s)));
}

export function decodeAscii(data: Uint8Array, errors: string): DecodeResult | undefined {
  if (isAsciiBytes(data)) return { text: str(unitsToJs(data)), consumed: data.length };
  const out = new StrBuilder();
  let i = 0;
  while (i < data.length) {
    if (data[i] < 128) {
      out.addCp(data[i++]);
      continue;
    }
    const r = decodeError(errors, 'ascii', data, i, i + 1, 'ordinal not in range(128)');
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    data = r.data;
  }
  return { text: out.finish(), consumed: i };
}

/** `codecs.charmap_build`: the inverse of a decoding table, kept as a map. */
export class PyEncodingMap extends PyObject {
  readonly map: Map<number, number>;
  constructor(map?: Map<number, number>) {
    super();
    this.map = map ?? new Map();
  }
}

export function buildEncodingMap(table: StrValue): PyEncodingMap {
  const map = new Map<number, number>();
  const cps = cpsOf(table);
  for (let i = 0; i < cps.length && i < 256; i++) if (cps[i] !== 0xfffe) map.set(cps[i], i);
  return new PyEncodingMap(map);
}

const REASON = 'character maps to <undefined>';

/** Text that a mapping gives for a byte: null = undefined there; `undefined` = raised. */
function mapByte(mapping: Value, byte: number): StrValue | null | undefined {
  const table = strOrUndefined(mapping);
  if (table !== undefined) {
    if (byte >= strLen(table)) return null;
    const cp = cpAt(table, byte);
    return cp === 0xfffe ? null : str(String.fromCharCode(cp));
  }
  const v = getItem(mapping, int(byte));
  if (v === undefined) return clearIf(E.LookupError) ? null : undefined;
  if (v === None) return null;
  const text = strOrUndefined(v);
  if (text !== undefined) return text === '\ufffe' ? null : text;
  const n = isInt(v) ? intOrUndefined(v) : undefined;
  if (n === undefined) return typeError('character mapping must return integer, None or str');
  if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) return typeError('character mapping must be in range(0x110000)');
  if (n === 0xfffe) return null;
  const out = new StrBuilder();
  out.addCp(n);
  return out.finish();
}

export function decodeCharmap(data: Uint8Array, errors: string, mapping: Value): DecodeResult | undefined {
  const out = new StrBuilder();
  const table = strOrUndefined(mapping);
  let i = 0;
  while (i < data.length) {
    if (table !== undefined && data[i] < strLen(table)) {
      const cp = cpAt(table, data[i]);
      if (cp !== 0xfffe) {
        out.addCp(cp);
        i++;
        continue;
      }
    }
    const text = mapByte(mapping, data[i]);
    if (text === undefined) return undefined;
    if (text !== null) {
      out.add(text);
      i++;
      continue;
    }
    const r = decodeError(errors, 'charmap', data, i, i + 1, REASON);
    if (r === undefined) return undefined;
    out.add(r.by);
    i = r.next;
    data = r.data;
  }
  return { text: out.finish(), consumed: i };
}

/** Writes what a mapping gives for a code point; false: nothing; `undefined` = raised. */
function putMapped(sink: ByteSink, mapping: Value, cp: number): boolean | undefined {
  if (mapping instanceof PyEncodingMap) {
    const byte = mapping.map.get(cp);
    if (byte === undefined) return false;
    sink.push(byte);
    return true;
  }
  const v = getItem(mapping, int(cp));
  if (v === undefined) return clearIf(E.LookupError) ? false : undefined;
  if (v === None) return false;
  if (isBytes(v)) {
    sink.append(v.bytes);
    return true;
  }
  const n = isInt(v) ? intOrUndefined(v) : undefined;
  if (n === undefined)
    return typeError(
      `character mapping must return integer, bytes or None, not ${typeof v === 'object' ? v.cls.name : 'str'}`,
    );
  if (typeof n === 'bigint' || n < 0 || n > 255) return typeError('character mapping must be in range(256)');
  sink.push(n);
  return true;
}

export function encodeCharmap(s: StrValue, errors: string, mapping: Value): Uint8Array | undefined {
  const sink = new ByteSink(strLen(s));
  const n = strLen(s);
  let i = 0;
  while (i < n) {
    const done = putMapped(sink, mapping, cpAt(s, i));
    if (done === undefined) return undefined;
    if (done) {
      i++;
      continue;
    }
    const end = endOfUnmapped(s, i + 1, mapping);
    if (end === undefined) return undefined;
    const next = replaceUnmapped(s, i, end, errors, mapping, sink);
    if (next === undefined) return undefined;
    i = next;
  }
  return sink.finish();
}

function endOfUnmapped(s: StrValue, from: number, mapping: Value): number | undefined {
  const scratch = new ByteSink(8);
  let end = from;
  for (; end < strLen(s); end++) {
    const done = putMapped(scratch, mapping, cpAt(s, end));
    if (done === undefined) return undefined;
    if (done) break;
  }
  return end;
}

function replaceUnmapped(
  s: StrValue,
  start: number,
  end: number,
  errors: string,
  mapping: Value,
  sink: ByteSink,
): number | undefined {
  const r = encodeError(errors, 'charmap', s, start, end, REASON);
  if (r === undefined) return undefined;
  if (r.by instanceof Uint8Array) {
    sink.append(r.by);
    return r.next;
  }
  for (let k = 0; k < strLen(r.by); k++) {
    const done = putMapped(sink, mapping, cpAt(r.by, k));
    if (done === undefined) return undefined;
    if (!done) return raiseEncode('charmap', s, start, end, REASON);
  }
  return r.next;
}
