/** Growing byte buffer of encoders, and the encoder's loop around the error handler. */
import type { StrValue } from '../str/astral.ts';
import { cpAt, strLen } from '../str/ops.ts';
import { encodeError, raiseEncode } from './errors.ts';

export class ByteSink {
  data: Uint8Array;
  length = 0;
  constructor(capacity: number) {
    this.data = new Uint8Array(capacity);
  }

  push(byte: number): void {
    if (this.length === this.data.length) this.grow(1);
    this.data[this.length++] = byte;
  }

  append(bytes: ArrayLike<number>): void {
    if (this.length + bytes.length > this.data.length) this.grow(bytes.length);
    this.data.set(bytes, this.length);
    this.length += bytes.length;
  }

  private grow(extra: number): void {
    const grown = new Uint8Array((this.length + extra) * 2 + 16);
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  finish(): Uint8Array {
    return this.length === this.data.length ? this.data : this.data.slice(0, this.length);
  }
}

/** A character set: writes a code point and tells whether it could. */
export interface Encoder {
  readonly name: string;
  readonly reason: string;
  /** Consecutive characters that cannot be encoded are one error. */
  readonly joinErrors: boolean;
  put(sink: ByteSink, cp: number): boolean;
  /** Bytes that a handler returned must be whole units of this size. */
  readonly unit: number;
  /** A handler's text must be ASCII. */
  readonly asciiReplacement: boolean;
}

/** Encodes text with the handlers' help. */
export function encodeWith(encoder: Encoder, s: StrValue, errors: string, sink: ByteSink): Uint8Array | undefined {
  const n = strLen(s);
  let i = 0;
  while (i < n) {
    if (encoder.put(sink, cpAt(s, i))) {
      i++;
      continue;
    }
    let end = i + 1;
    if (encoder.joinErrors) {
      const mark = sink.length;
      while (end < n && !encoder.put(sink, cpAt(s, end))) end++;
      sink.length = mark;
    }
    const next = replaceRange(encoder, s, i, end, errors, sink);
    if (next === undefined) return undefined;
    i = next;
  }
  return sink.finish();
}

function replaceRange(
  encoder: Encoder,
  s: StrValue,
  start: number,
  end: number,
  errors: string,
  sink: ByteSink,
): number | undefined {
  const r = encodeError(errors, encoder.name, s, start, end, encoder.reason);
  if (r === undefined) return undefined;
  if (r.by instanceof Uint8Array) {
    if (r.by.length % encoder.unit !== 0) return raiseEncode(encoder.name, s, start, end, encoder.reason);
    sink.append(r.by);
    return r.next;
  }
  const m = strLen(r.by);
  for (let k = 0; k < m; k++) {
    // the UTF encoders take only ASCII replacements
    if (encoder.asciiReplacement && cpAt(r.by, k) > 127)
      return raiseEncode(encoder.name, s, start, end, encoder.reason);
    if (!encoder.put(sink, cpAt(r.by, k))) return raiseEncode(encoder.name, s, start, end, encoder.reason);
  }
  return r.next;
}
