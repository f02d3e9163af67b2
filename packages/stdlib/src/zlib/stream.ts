/**
 * Deflate and inflate step by step. The engine's streams are asynchronous from outside; their native handle also works
 * synchronously, which is what is used here: `writeSync(flush, in, at, length, out, at, length)` leaves the rests in `_writeState`.
 */
import {
  createDeflate,
  createDeflateRaw,
  createGunzip,
  createGzip,
  createInflate,
  createInflateRaw,
  createUnzip,
} from 'node:zlib';

interface Handle {
  writeSync(
    flush: number,
    input: Uint8Array,
    inAt: number,
    inLength: number,
    output: Uint8Array,
    outAt: number,
    outLength: number,
  ): void;
  onerror: (message: string, errno: number, code: string) => void;
}

interface Internals {
  readonly _handle: Handle;
  readonly _writeState: Uint32Array;
  close(): void;
}

export const FLUSH = { NONE: 0, PARTIAL: 1, SYNC: 2, FULL: 3, FINISH: 4 } as const;

export class StreamError {
  readonly errno: number;
  readonly message: string;
  constructor(errno: number, message: string) {
    this.errno = errno;
    this.message = message;
  }
}

const CHUNK = 65536;
const Z_BUF_ERROR = -5;

export class ZStream {
  private readonly stream: Internals;
  private error: StreamError | null = null;

  constructor(stream: unknown) {
    this.stream = stream as Internals;
    this.stream._handle.onerror = (message, errno) => {
      this.error = new StreamError(errno, message);
    };
  }

  /** Output of the input, at most `max` bytes; and how much of the input was used. Throws StreamError. */
  run(input: Uint8Array, flush: number, max: number): { output: Uint8Array; used: number } {
    const parts: Uint8Array[] = [];
    let total = 0;
    let used = 0;
    for (;;) {
      const room = Math.min(CHUNK, max - total);
      const out = new Uint8Array(room);
      this.step(flush, input, used, out);
      const [outLeft, inLeft] = this.stream._writeState as unknown as [number, number];
      used = input.length - inLeft;
      parts.push(out.subarray(0, room - outLeft));
      total += room - outLeft;
      if (outLeft > 0 || total >= max) return { output: joined(parts, total), used };
    }
  }

  private step(flush: number, input: Uint8Array, at: number, out: Uint8Array): void {
    this.error = null;
    this.stream._handle.writeSync(flush, input, at, input.length - at, out, 0, out.length);
    const error = this.error as StreamError | null;
    if (error !== null && !(error.errno === Z_BUF_ERROR && flush !== FLUSH.FINISH)) throw error;
  }

  /** Whether an inflating stream has come to its end: only then finishing it without input is no error. */
  atEnd(): boolean {
    this.error = null;
    this.stream._handle.writeSync(FLUSH.FINISH, EMPTY, 0, 0, new Uint8Array(1), 0, 1);
    return this.error === null;
  }

  close(): void {
    this.stream.close();
  }
}

const EMPTY = new Uint8Array(0);

export function joined(parts: readonly Uint8Array[], total: number): Uint8Array {
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export interface DeflateOptions {
  level: number;
  wbits: number;
  memLevel: number;
  strategy: number;
  dictionary: Uint8Array | null;
}

/** null: the options are none. */
export function deflateStream(o: DeflateOptions): ZStream | null {
  const bits = Math.abs(o.wbits > 15 ? o.wbits - 16 : o.wbits);
  if (
    bits < 8 ||
    bits > 15 ||
    o.level < -1 ||
    o.level > 9 ||
    o.memLevel < 1 ||
    o.memLevel > 9 ||
    o.strategy < 0 ||
    o.strategy > 4
  )
    return null;
  const options = {
    level: o.level,
    windowBits: Math.max(9, bits),
    memLevel: o.memLevel,
    strategy: o.strategy,
    ...(o.dictionary === null ? {} : { dictionary: o.dictionary }),
  };
  return new ZStream(
    o.wbits < 0 ? createDeflateRaw(options) : o.wbits > 15 ? createGzip(options) : createDeflate(options),
  );
}

/** null: no such format. */
export function inflateStream(wbits: number, dictionary: Uint8Array | null): ZStream | null {
  const bits = wbits < 0 ? -wbits : wbits > 31 ? wbits - 32 : wbits > 15 ? wbits - 16 : wbits;
  if (bits !== 0 && (bits < 8 || bits > 15)) return null;
  const options = { ...(bits === 0 ? {} : { windowBits: bits }), ...(dictionary === null ? {} : { dictionary }) };
  return new ZStream(
    wbits < 0
      ? createInflateRaw(options)
      : wbits > 31
        ? createUnzip(options)
        : wbits > 15
          ? createGunzip(options)
          : createInflate(options),
  );
}
