/**
 * Buffer protocol (PEP 3118).
 *
 * A type exports memory through its `getbuffer` slot: `(self, flags) => BufferView | undefined` (raised). The consumer calls
 * `releaseBuffer` once when done; an exporter that may not change size meanwhile passes `onRelease` and counts.
 * Who only reads contiguous bytes at once uses `bufferOf`, which takes no lock.
 */
import type { PyByteArray } from '../bytearray/bytearray.ts';
import { byteArrayData } from '../bytearray/bytearray.ts';
import type { PyBytes } from '../bytes/bytes.ts';
import type { PyMemoryView } from '../memoryview/memoryview.ts';
import { raise, typeError, valueError } from './errors.ts';
import { Kind } from './object.ts';
import { E } from './registry.ts';
import { typeOf } from './type.ts';
import type { Value } from './value.ts';

/** Flags of a request, as in inspect.BufferFlags. */
export const BufferFlag = {
  Simple: 0,
  Writable: 1,
  Format: 4,
  Nd: 8,
  Strides: 0x18,
  CContiguous: 0x38,
  FContiguous: 0x58,
  AnyContiguous: 0x98,
  Indirect: 0x118,
  /** Read-only with everything a consumer can ask for. */
  FullRo: 0x11c,
  Full: 0x11d,
} as const;

export class BufferView {
  /** The exporter (memoryview.obj), or null. */
  readonly obj: Value | null;
  /** Memory that holds every item. */
  readonly bytes: Uint8Array;
  /** Byte offset in `bytes` of the item with all indices 0. */
  readonly offset: number;
  readonly readonly: boolean;
  readonly format: string;
  readonly itemsize: number;
  readonly shape: readonly number[];
  /** Bytes from item to item per dimension; may be negative. */
  readonly strides: readonly number[];
  /** Called once by releaseBuffer. */
  onRelease: (() => void) | null;
  constructor(
    obj: Value | null,
    bytes: Uint8Array,
    offset: number,
    readonly: boolean,
    format: string,
    itemsize: number,
    shape: readonly number[],
    strides: readonly number[],
    onRelease: (() => void) | null,
  ) {
    this.obj = obj;
    this.bytes = bytes;
    this.offset = offset;
    this.readonly = readonly;
    this.format = format;
    this.itemsize = itemsize;
    this.shape = shape;
    this.strides = strides;
    this.onRelease = onRelease;
  }
}

/** A view of plain bytes. */
export function bytesView(
  obj: Value | null,
  data: Uint8Array,
  readonly: boolean,
  onRelease: (() => void) | null = null,
): BufferView {
  return new BufferView(obj, data, 0, readonly, 'B', 1, [data.length], [1], onRelease);
}

export function releaseBuffer(view: BufferView): void {
  const { onRelease } = view;
  view.onRelease = null;
  if (onRelease !== null) onRelease();
}

export function viewBytes(view: BufferView): number {
  let n = view.itemsize;
  for (const size of view.shape) n *= size;
  return n;
}

/** Items follow each other in row-major order without gaps. */
export function isCContiguous(view: BufferView): boolean {
  let expected = view.itemsize;
  if (viewBytes(view) === 0) return true;
  for (let i = view.shape.length - 1; i >= 0; i--) {
    if (view.shape[i] > 1 && view.strides[i] !== expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

/** The same in column-major order. */
export function isFContiguous(view: BufferView): boolean {
  let expected = view.itemsize;
  if (viewBytes(view) === 0) return true;
  for (let i = 0; i < view.shape.length; i++) {
    if (view.shape[i] > 1 && view.strides[i] !== expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

/** Filled by the memoryview type: buffers of classes with `__buffer__` written in Python (PEP 688), memoryviews of objects. */
export const bufferHooks: {
  pythonBuffer: (o: Value, flags: number) => BufferView | null | undefined;
  memoryOf: (o: Value, flags: number) => PyMemoryView | undefined;
} = {
  pythonBuffer: () => null,
  memoryOf: () => undefined,
};

/** The buffer of `o`; `null` when its type has none, `undefined` when raised. */
export function tryGetBuffer(o: Value, flags: number): BufferView | null | undefined {
  if (typeof o !== 'object') return null;
  const slot = o.cls.slots.getbuffer;
  if (slot !== null) return slot(o, flags) as BufferView | undefined;
  return bufferHooks.pythonBuffer(o, flags);
}

/** The buffer of `o`, or TypeError. */
export function getBuffer(o: Value, flags: number): BufferView | undefined {
  const view = tryGetBuffer(o, flags);
  return view === null ? typeError(`a bytes-like object is required, not '${typeOf(o).name}'`) : view;
}

/** True if `o` has a buffer; runs no Python code. */
export function hasBuffer(o: Value): boolean {
  if (typeof o !== 'object') return false;
  if (o.cls.slots.getbuffer !== null) return true;
  for (const cls of o.cls.mro) if (cls.attrs.has('__buffer__')) return true;
  return false;
}

/** Bytes of any bytes-like object with contiguous contents; do not keep or change them. */
export function bufferOf(o: Value): Uint8Array | undefined {
  const data = tryBufferOf(o);
  return data === null ? typeError(`a bytes-like object is required, not '${typeOf(o).name}'`) : data;
}

/** The same; `null` when the type has no buffer. */
export function tryBufferOf(o: Value): Uint8Array | null | undefined {
  if (typeof o !== 'object') return null;
  if ((o.kind & Kind.Bytes) !== 0) return (o as PyBytes).bytes;
  if ((o.kind & Kind.ByteArray) !== 0) return byteArrayData(o as PyByteArray);
  const view = (o.kind & Kind.MemoryView) !== 0 ? liveView(o as PyMemoryView) : tryGetBuffer(o, BufferFlag.Simple);
  if (view === null || view === undefined) return view;
  if (!isCContiguous(view)) {
    if (typeof o === 'object' && (o.kind & Kind.MemoryView) !== 0)
      return raise(E.BufferError, 'memoryview: underlying buffer is not C-contiguous');
    return raise(E.BufferError, 'ndarray is not C-contiguous');
  }
  const data = view.bytes.subarray(view.offset, view.offset + viewBytes(view));
  if ((o.kind & Kind.MemoryView) === 0) releaseBuffer(view);
  return data;
}

function liveView(m: PyMemoryView): BufferView | undefined {
  return m.view ?? valueError('operation forbidden on released memoryview object');
}

/** Writable contiguous bytes of `o` (readinto, recv_into …); `what` names the argument in errors. */
export function writableBufferOf(o: Value, what: string): BufferView | undefined {
  const view = tryGetBuffer(o, BufferFlag.Writable);
  if (view === null || (view !== undefined && view.readonly)) {
    return typeError(`${what} must be read-write bytes-like object, not ${typeOf(o).name}`);
  }
  return view;
}
