/**
 * UTF-8 with surrogateescape (PEP 383), as CPython's file system codec: bytes that are no UTF-8 become lone surrogates
 * U+DC80 … U+DCFF and back. Strict as CPython: encoded surrogates and over-long forms are undecodable bytes.
 */
import { HostError } from './error.ts';

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const EILSEQ = 84;

export function fsDecode(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** True when no surrogate is alone. (ES2024's method, which every engine we run on has.) */
export function isWellFormed(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}

/** Throws HostError EILSEQ for a surrogate outside U+DC80 … U+DCFF. */
export function fsEncode(text: string): Uint8Array {
  return isWellFormed(text) ? encoder.encode(text) : encodeEscaped(text);
}

function decodeEscaping(bytes: Uint8Array): string {
  let out = '';
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) {
      out += String.fromCharCode(0xdc00 + bytes[i]);
      i++;
    } else {
      out += String.fromCodePoint(codePointAt(bytes, i, length));
      i += length;
    }
  }
  return out;
}

/** Length of the valid UTF-8 sequence at `i`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i];
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1];
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

function codePointAt(bytes: Uint8Array, i: number, length: number): number {
  if (length === 1) return bytes[i];
  let code = bytes[i] & (0xff >> (length + 1));
  for (let k = 1; k < length; k++) code = (code << 6) | (bytes[i + k] & 0x3f);
  return code;
}

function encodeEscaped(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else if (code >= 0xd800 && code <= 0xdfff) throw new HostError(EILSEQ, 'EILSEQ', 'fsEncode');
    else out.push(...encoder.encode(character));
  }
  return Uint8Array.from(out);
}
