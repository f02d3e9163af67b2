/** Bodies of value types: int, float, str and bytes are copied each way. */
import type { Value } from '@pyston/objects';
import { big, bytes, float, int, type PyAstralStr, str, strFromCodePoints, unitsToJs } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import {
  allocate,
  allocatePair,
  allocateSmall,
  f64,
  freeSmall,
  i32,
  putValueHeader,
  smallIntRef,
  type TypeWords,
  typeWords,
  u16,
  u32,
  u8,
} from './arena.ts';
import { FOREIGN } from './foreign.ts';

/** Pointers to the types of values. */
export const INT: TypeWords = typeWords(FOREIGN.int);
export const FLOAT: TypeWords = typeWords(FOREIGN.float);
export const STR: TypeWords = typeWords(FOREIGN.str);
export const BYTES: TypeWords = typeWords(FOREIGN.bytes);

const SIGN_NEGATIVE = 2;

// --- int: lv_tag (digits << 3 | sign) in words 4 and 5, digits of 30 bits from word 6

export function intRef(n: number): Ref {
  if (n >= -5 && n <= 256) return smallIntRef(n);
  const magnitude = n < 0 ? -n : n;
  const ref = allocatePair();
  const w = ref * 4;
  putValueHeader(ref, INT);
  u32[w + 5] = 0;
  u32[w + 6] = magnitude < 1073741824 ? magnitude : magnitude % 1073741824;
  const high = magnitude < 1073741824 ? 0 : Math.floor(magnitude / 1073741824);
  u32[w + 7] = high;
  u32[w + 4] = (high === 0 ? 8 : 16) | (n < 0 ? SIGN_NEGATIVE : 0);
  return ref;
}

export function bigIntRef(n: bigint): Ref {
  const digits: number[] = [];
  for (let m = n < 0n ? -n : n; m > 0n; m >>= 30n) digits.push(Number(m & 0x3fffffffn));
  const ref = allocate(24 + digits.length * 4);
  putValueHeader(ref, INT);
  u32[ref * 4 + 4] = (digits.length << 3) | (n < 0n ? SIGN_NEGATIVE : 0);
  u32[ref * 4 + 5] = 0;
  u32.set(digits, ref * 4 + 6);
  return ref;
}

export function readInt(ref: Ref): Value {
  const w = ref * 4;
  const tag = u32[w + 4]!;
  if (tag < 16) return int(tag & SIGN_NEGATIVE ? -u32[w + 6]! : u32[w + 6]! * (1 - (tag & 1)));
  const negative = (tag & SIGN_NEGATIVE) !== 0;
  if (tag < 24 && u32[w + 7]! < 1 << 23) {
    const n = u32[w + 7]! * 1073741824 + u32[w + 6]!;
    return int(negative ? -n : n);
  }
  let n = 0n;
  for (let i = (tag >>> 3) - 1; i >= 0; i--) n = (n << 30n) | BigInt(u32[w + 6 + i]!);
  return big(negative ? -n : n);
}

// --- float: the double at byte 16

export function floatRef(v: number): Ref {
  const ref = allocatePair();
  putValueHeader(ref, FLOAT);
  f64[ref * 2 + 2] = v;
  return ref;
}

export function readFloat(ref: Ref): Value {
  return float(f64[ref * 2 + 2]!);
}

// --- str: length, hash, state; data at byte 40 (ASCII) or 56

const STATE_INTERNED = 3;
const STATE_COMPACT = 1 << 5;
const STATE_ASCII = 1 << 6;

function putStrHeader(ref: Ref, length: number, state: number): void {
  const w = ref * 4;
  putValueHeader(ref, STR);
  u32[w + 4] = length;
  u32[w + 5] = 0;
  i32[w + 6] = i32[w + 7] = -1;
  u32[w + 8] = state | STATE_COMPACT;
}

function strBody(length: number, kind: number, ascii: boolean): Ref {
  const ref = allocate((ascii ? 40 : 56) + (length + 1) * kind);
  putStrHeader(ref, length, (kind << 2) | (ascii ? STATE_ASCII : 0));
  if (!ascii) u32.fill(0, ref * 4 + 10, ref * 4 + 14);
  return ref;
}

/**
 * Texts of bodies that were made here, so that a str that comes back is the same JS string. Their number stands in the unused bits of the
 * body's state; a body that C makes in the same place has none there.
 */
const TEXTS = 1 << 14;
const texts: string[] = new Array(TEXTS).fill('');
const textOwners = new Int32Array(TEXTS);
let lastText = 0;

/** The state of a body with this text. */
function remember(s: string, ref: Ref, state: number): number {
  lastText = (lastText + 1) & (TEXTS - 1);
  texts[lastText] = s;
  textOwners[lastText] = ref;
  return state | (lastText << 8);
}

export function strRef(s: string): Ref {
  const n = s.length;
  if (n > LONG_TEXT) return wideRef(s);
  const ref = allocateSmall((41 + n + 15) >> 4);
  const at = ref * 16 + 40;
  let widest = 0;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    widest |= c;
    u8[at + i] = c;
  }
  u8[at + n] = 0;
  if (widest < 128) {
    putStrHeader(ref, n, remember(s, ref, (1 << 2) | STATE_ASCII));
    return ref;
  }
  freeSmall(ref, (41 + n + 15) >> 4);
  return wideRef(s);
}

/** A body for text that is long, or not ASCII. */
function wideRef(s: string): Ref {
  const n = s.length;
  let widest = 0;
  for (let i = 0; i < n; i++) widest |= s.charCodeAt(i);
  const ascii = widest < 128;
  const kind = widest < 256 ? 1 : 2;
  const ref = strBody(n, kind, ascii);
  const at = ref * 16 + (ascii ? 40 : 56);
  if (n > LONG_TEXT) writeLong(s, at, kind);
  else if (kind === 1) for (let i = 0; i < n; i++) u8[at + i] = s.charCodeAt(i);
  else for (let i = 0; i < n; i++) u16[(at >> 1) + i] = s.charCodeAt(i);
  if (kind === 1) u8[at + n] = 0;
  else u16[(at >> 1) + n] = 0;
  u32[ref * 4 + 8] = remember(s, ref, u32[ref * 4 + 8]!);
  return ref;
}

/** From here on Node's own copying is faster. */
const LONG_TEXT = 32;
let buffer: Buffer | null = null;

function arenaBuffer(): Buffer {
  return (buffer ??= Buffer.from(u8.buffer as ArrayBuffer));
}

function writeLong(s: string, at: number, kind: number): void {
  if (kind === 1) arenaBuffer().write(s, at, 'latin1');
  else arenaBuffer().write(s, at, 'utf16le');
}

export function astralRef(v: PyAstralStr): Ref {
  const ref = strBody(v.cps.length, 4, false);
  u32.set(v.cps, ref * 4 + 14);
  u32[ref * 4 + 14 + v.cps.length] = 0;
  return ref;
}

/** Texts of names that C keeps for ever; their numbers follow those of the others. */
const names: string[] = [];

export function readStr(ref: Ref): Value {
  const state = u32[ref * 4 + 8]!;
  const number = state >>> 8;
  if (number >= TEXTS) return str(names[number - TEXTS]!);
  if (number !== 0 && textOwners[number] === ref) return str(texts[number]!);
  const text = decodeStr(ref, state);
  if ((state & STATE_INTERNED) !== 0) u32[ref * 4 + 8] = state | ((TEXTS + names.push(text as string) - 1) << 8);
  return text;
}

function decodeStr(ref: Ref, state: number): Value {
  const n = u32[ref * 4 + 4]!;
  const kind = (state >> 2) & 7;
  const at = ref * 16 + (state & STATE_ASCII ? 40 : 56);
  if (kind === 4) return strFromCodePoints(u32.slice(at >> 2, (at >> 2) + n));
  if (kind === 2)
    return str(
      n > LONG_TEXT
        ? arenaBuffer().toString('utf16le', at, at + n * 2)
        : unitsToJs(u16.subarray(at >> 1, (at >> 1) + n)),
    );
  if (n > LONG_TEXT) return str(arenaBuffer().toString('latin1', at, at + n));
  let text = '';
  for (let i = 0; i < n; i++) text += String.fromCharCode(u8[at + i]!);
  return str(text);
}

// --- bytes: length in word 4, hash, data at byte 32

export function bytesRef(data: Uint8Array): Ref {
  const ref = data.length < 400 ? allocate(33 + data.length) : addon.allocate(33 + data.length);
  const w = ref * 4;
  putValueHeader(ref, BYTES);
  u32[w + 4] = data.length;
  u32[w + 5] = 0;
  i32[w + 6] = i32[w + 7] = -1;
  u8.set(data, ref * 16 + 32);
  u8[ref * 16 + 32 + data.length] = 0;
  return ref;
}

export function readBytes(ref: Ref): Value {
  const at = ref * 16 + 32;
  return bytes(Uint8Array.prototype.slice.call(u8, at, at + u32[ref * 4 + 4]!));
}
