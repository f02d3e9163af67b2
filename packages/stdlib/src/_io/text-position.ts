/** tell() and seek() of text: cookies are position | decoder flags << 64 | bytes to feed << 128 | chars to skip << 192, as CPython packs them. */
import type { Result, Value } from '@pyston/objects';
import {
  asIndex,
  big,
  bytes,
  callMethod,
  E,
  index,
  int,
  isBytes,
  isTuple,
  None,
  raise,
  strValue,
  tuple,
  valueError,
} from '@pyston/objects';
import { unsupported } from './base.ts';
import {
  type TextIOWrapper,
  toNone,
  openBuffer,
  encoderOf,
  decoderOf,
  readChunk,
  advance,
  countPoints,
  flush,
} from './text-state.ts';

export function tell(self: TextIOWrapper): Result {
  const buffer = openBuffer(self);
  if (buffer === undefined) return undefined;
  if (!self.seekable) return unsupported('underlying stream is not seekable');
  if (!self.telling) return raise(E.OSError!, 'telling position disabled by next() call');
  if (flush(self) === undefined) return undefined;
  const at = callMethod(buffer, 'tell');
  if (at === undefined) return undefined;
  if (self.decoder === null || self.snapshot === null) return at;
  const position = BigInt(at as any) - BigInt(self.snapshot.input.length);
  if (self.used === 0) return cookie(position, self.snapshot.flags, 0, 0);
  return tellInside(self, position, self.snapshot);
}

function cookie(position: bigint, flags: bigint, feed: number, skip: number): Value {
  return big(position | (flags << 64n) | (BigInt(feed) << 128n) | (BigInt(skip) << 192n));
}

/** Finds how many bytes of the chunk give the characters handed out, by decoding prefixes. */
function tellInside(self: TextIOWrapper, position: bigint, snap: { flags: bigint; input: Uint8Array }): Result {
  const decoder = self.decoder!;
  const saved = callMethod(decoder, 'getstate');
  if (saved === undefined) return undefined;
  const wanted = countPoints(self.decoded.slice(0, self.used), self.astral);
  let best: Value | undefined;
  let bestFeed = 0;
  let bestChars = 0;
  if (callMethod(decoder, 'setstate', tuple([bytes(new Uint8Array(0)), big(snap.flags)])) === undefined)
    return undefined;
  let chars = 0;
  for (let i = 0; i < snap.input.length && chars < wanted; i++) {
    const out = callMethod(decoder, 'decode', bytes(snap.input.slice(i, i + 1)));
    if (out === undefined) return undefined;
    const text = strValue(out as any);
    chars += typeof text === 'string' ? text.length : text.cps.length;
    const state = callMethod(decoder, 'getstate');
    if (state === undefined || !isTuple(state)) return undefined;
    const held = state.items[0]!;
    if (isBytes(held) && held.bytes.length === 0 && chars <= wanted) {
      bestFeed = i + 1;
      bestChars = chars;
      best = state.items[1]!;
    }
  }
  if (callMethod(decoder, 'setstate', saved) === undefined) return undefined;
  const flags = best === undefined ? snap.flags : BigInt(best as any);
  return cookie(position + BigInt(bestFeed), flags, 0, wanted - bestChars);
}

export function seek(self: TextIOWrapper, target: Value, whence?: Value): Result {
  const buffer = openBuffer(self);
  const w = whence === undefined ? 0 : asIndex(whence);
  const t = buffer === undefined ? undefined : index(target);
  if (buffer === undefined || w === undefined || t === undefined) return undefined;
  if (!self.seekable) return unsupported('underlying stream is not seekable');
  if (w === 1) {
    if (t !== (0 as unknown)) return unsupported("can't do nonzero cur-relative seeks");
    const here = tell(self);
    return here === undefined ? undefined : seek(self, here, int(0));
  }
  if (flush(self) === undefined) return undefined;
  if (w === 2) {
    if (t !== (0 as unknown)) return unsupported("can't do nonzero end-relative seeks");
    forget(self);
    if (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined) return undefined;
    const end = callMethod(buffer, 'seek', int(0), int(2));
    return end === undefined || placeEncoder(self, end === (0 as unknown)) === undefined ? undefined : end;
  }
  if (w !== 0) return valueError(`invalid whence (${w}, should be 0, 1 or 2)`);
  if ((t as any) < 0) return valueError(`negative seek position ${t}`);
  return seekCookie(self, buffer, BigInt(t as any), target);
}

function forget(self: TextIOWrapper): void {
  self.decoded = '';
  self.used = 0;
  self.snapshot = null;
}

/** The encoder writes a byte-order mark at the beginning of the file only. */
function placeEncoder(self: TextIOWrapper, atStart: boolean): Result {
  if (self.plainEncoding || !self.writable) return None;
  const encoder = encoderOf(self);
  if (encoder === undefined) return undefined;
  return toNone(atStart ? callMethod(encoder, 'reset') : callMethod(encoder, 'setstate', int(0)));
}

const LOW = (1n << 64n) - 1n;

function seekCookie(self: TextIOWrapper, buffer: Value, c: bigint, target: Value): Result {
  const position = c & LOW;
  const flags = (c >> 64n) & LOW;
  const skip = Number((c >> 192n) & LOW);
  if (callMethod(buffer, 'seek', big(position)) === undefined) return undefined;
  forget(self);
  if (placeEncoder(self, position === 0n && flags === 0n) === undefined) return undefined;
  if (c === 0n) {
    if (self.decoder !== null && callMethod(self.decoder, 'reset') === undefined) return undefined;
    return target;
  }
  if (self.decoder !== null || flags !== 0n || skip !== 0) {
    const decoder = decoderOf(self);
    if (
      decoder === undefined ||
      callMethod(decoder, 'setstate', tuple([bytes(new Uint8Array(0)), big(flags)])) === undefined
    )
      return undefined;
    self.snapshot = { flags, input: new Uint8Array(0) };
  }
  return skipChars(self, skip) === undefined ? undefined : target;
}

/** Passes by `n` characters, of several chunks where a decoder gives them late. */
function skipChars(self: TextIOWrapper, n: number): Result {
  for (let left = n; left > 0; ) {
    const more = readChunk(self);
    if (more === undefined) return undefined;
    if (!more) return raise(E.OSError!, "can't restore logical file position");
    self.used = advance(self.decoded, 0, left, self.astral);
    left -= countPoints(self.decoded.slice(0, self.used), self.astral);
  }
  return None;
}
