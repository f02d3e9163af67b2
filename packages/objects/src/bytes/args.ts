/** Arguments of bytes methods. */
import { raise, typeError, valueError } from '../core/errors.ts';
import { bufferOf, hasBuffer } from '../core/buffer.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { isInt } from '../int/int.ts';
import { index } from '../ops/arith.ts';

/** A needle of find, count, in …: bytes-like, or an int that is one byte. */
export function needle(v: Value, forContains: boolean): Uint8Array | undefined {
  if (typeof v === 'object' && hasBuffer(v)) return bufferOf(v);
  if (!isInt(v) && typeOf(v).slots.index === null) {
    return typeError(
      forContains
        ? `a bytes-like object is required, not '${typeOf(v).name}'`
        : `argument should be integer or bytes-like object, not '${typeOf(v).name}'`,
    );
  }
  const n = byteValue(v, 'byte must be in range(0, 256)');
  return n === undefined ? undefined : Uint8Array.of(n);
}

/** An integer 0 … 255; ValueError `message` beyond. */
export function byteValue(v: Value, message: string): number | undefined {
  if (typeof v === 'number' && v >= 0 && v < 256) return v;
  const n = index(v);
  if (n === undefined) return undefined;
  return typeof n === 'bigint' || n < 0 || n > 255 ? valueError(message) : n;
}

/** bytes-like or None (null). */
export function bytesOrNone(v: Value | undefined): Uint8Array | null | undefined {
  return v === undefined || v === None ? null : bufferOf(v);
}

export function emptySeparator(): undefined {
  return raise(E.ValueError, 'empty separator');
}

export function isByteSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
