/** Buffers that readinto() fills. */
import type { Value } from '@pyston/objects';
import { releaseBuffer, viewBytes, writableBufferOf } from '@pyston/objects';

/** The bytes behind a writable buffer argument, held while `fill` runs. */
export function fillTarget<R>(target: Value, what: string, fill: (out: Uint8Array) => R): R | undefined {
  const view = writableBufferOf(target, what);
  if (view === undefined) return undefined;
  const r = fill(view.bytes.subarray(view.offset, view.offset + viewBytes(view)));
  releaseBuffer(view);
  return r;
}
