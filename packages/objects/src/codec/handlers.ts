/** The standard error handlers as functions of a range: replacement and next position, null = raise, undefined = unknown name. */
import type { StrValue } from '../str/astral.ts';
import { strFromCodePoints } from '../str/astral.ts';
import { cpAt } from '../str/ops.ts';
import { hexEscape } from '../str/repr.ts';
import { str } from '../core/value.ts';
import { charName } from '../unicode/names.ts';

export interface EncodeReplacement {
  readonly by: StrValue | Uint8Array;
  readonly next: number;
}

export interface DecodeReplacement {
  readonly by: StrValue;
  readonly next: number;
}

export const STANDARD_HANDLERS: readonly string[] = [
  'strict',
  'ignore',
  'replace',
  'xmlcharrefreplace',
  'backslashreplace',
  'namereplace',
  'surrogatepass',
  'surrogateescape',
];

function each(s: StrValue, start: number, end: number, show: (cp: number) => string): EncodeReplacement {
  let out = '';
  for (let i = start; i < end; i++) out += show(cpAt(s, i));
  return { by: str(out), next: end };
}

function named(cp: number): string {
  const name = charName(cp);
  return name === null ? hexEscape(cp) : `\\N{${name}}`;
}

export function replaceEncoding(
  errors: string,
  encoding: string,
  s: StrValue,
  start: number,
  end: number,
): EncodeReplacement | null | undefined {
  switch (errors) {
    case 'strict':
      return null;
    case 'ignore':
      return { by: str(''), next: end };
    case 'replace':
      return { by: str('?'.repeat(end - start)), next: end };
    case 'backslashreplace':
      return each(s, start, end, hexEscape);
    case 'xmlcharrefreplace':
      return each(s, start, end, (cp) => `&#${cp};`);
    case 'namereplace':
      return each(s, start, end, named);
    case 'surrogateescape':
      return escapeSurrogates(s, start, end);
    case 'surrogatepass':
      return passSurrogates(encoding, s, start, end);
  }
  return undefined;
}

/** U+DC80 … U+DCFF at the start of the range become bytes. */
function escapeSurrogates(s: StrValue, start: number, end: number): EncodeReplacement | null {
  const out: number[] = [];
  let i = start;
  for (; i < end; i++) {
    const cp = cpAt(s, i);
    if (cp < 0xdc80 || cp > 0xdcff) break;
    out.push(cp - 0xdc00);
  }
  return i === start ? null : { by: Uint8Array.from(out), next: i };
}

interface UtfKind {
  readonly size: number;
  readonly little: boolean;
}

/** Which UTF an encoding name is for surrogatepass; null for others. */
function utfKind(encoding: string): UtfKind | null {
  const m = /^(?:cp_?utf|utf)[-_]?(8|16|32)(?:[-_]?(le|be))?$/i.exec(encoding);
  if (m === null) return null;
  if (m[1] === '8') return m[2] === undefined ? { size: 1, little: true } : null;
  return { size: Number(m[1]) / 8, little: (m[2] ?? 'le').toLowerCase() === 'le' };
}

function pushSurrogate(out: number[], cp: number, kind: UtfKind): void {
  if (kind.size === 1) out.push(0xe0 | (cp >> 12), 0x80 | ((cp >> 6) & 63), 0x80 | (cp & 63));
  else {
    const unit = kind.little ? [cp & 255, cp >> 8] : [cp >> 8, cp & 255];
    if (kind.size === 2) out.push(...unit);
    else out.push(...(kind.little ? [...unit, 0, 0] : [0, 0, ...unit]));
  }
}

function passSurrogates(encoding: string, s: StrValue, start: number, end: number): EncodeReplacement | null {
  const kind = utfKind(encoding);
  if (kind === null) return null;
  const out: number[] = [];
  for (let i = start; i < end; i++) {
    const cp = cpAt(s, i);
    if (cp < 0xd800 || cp > 0xdfff) return null;
    pushSurrogate(out, cp, kind);
  }
  return { by: Uint8Array.from(out), next: end };
}

export function replaceDecoding(
  errors: string,
  encoding: string,
  data: Uint8Array,
  start: number,
  end: number,
): DecodeReplacement | null | undefined {
  switch (errors) {
    case 'strict':
      return null;
    case 'ignore':
      return { by: str(''), next: end };
    case 'replace':
      return { by: str('\ufffd'), next: end };
    case 'backslashreplace': {
      let out = '';
      for (let i = start; i < end; i++) out += hexEscape(data[i]);
      return { by: str(out), next: end };
    }
    case 'surrogateescape': {
      let i = start;
      let out = '';
      for (; i < end && i < start + 4 && data[i] >= 128; i++) out += String.fromCharCode(0xdc00 + data[i]);
      return i === start ? null : { by: str(out), next: i };
    }
    case 'surrogatepass':
      return decodeSurrogate(encoding, data, start);
    case 'xmlcharrefreplace':
    case 'namereplace':
      return undefined;
  }
  return undefined;
}

function decodeSurrogate(encoding: string, data: Uint8Array, at: number): DecodeReplacement | null {
  const kind = utfKind(encoding);
  if (kind === null) return null;
  let cp = -1;
  let size = kind.size;
  if (kind.size === 1) {
    size = 3;
    if (
      data.length - at >= 3 &&
      (data[at] & 0xf0) === 0xe0 &&
      (data[at + 1] & 0xc0) === 0x80 &&
      (data[at + 2] & 0xc0) === 0x80
    ) {
      cp = ((data[at] & 15) << 12) | ((data[at + 1] & 63) << 6) | (data[at + 2] & 63);
    }
  } else if (data.length - at >= kind.size) {
    cp = 0;
    for (let k = 0; k < kind.size; k++) cp = cp * 256 + data[kind.little ? at + kind.size - 1 - k : at + k];
  }
  return cp >= 0xd800 && cp <= 0xdfff ? { by: strFromCodePoints(Uint32Array.of(cp)), next: at + size } : null;
}
