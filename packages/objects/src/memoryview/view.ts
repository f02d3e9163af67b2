/** Making views of views: slices, casts, copies; items by index. */
import { raise, typeError, valueError } from '../core/errors.ts';
import { BufferView, isCContiguous, viewBytes } from '../core/buffer.ts';
import { E } from '../core/registry.ts';
import type { Value } from '../core/value.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { list } from '../list/list.ts';
import type { SliceRange } from '../slice/slice.ts';
import { itemCodec, unsupportedFormat } from './item.ts';

export function dataView(view: BufferView): DataView {
  return new DataView(view.bytes.buffer, view.bytes.byteOffset, view.bytes.byteLength);
}

/** A view of the same memory with another shape. */
export function derived(
  view: BufferView,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
  format: string = view.format,
  itemsize: number = view.itemsize,
  readonly: boolean = view.readonly,
): BufferView {
  return new BufferView(view.obj, view.bytes, offset, readonly, format, itemsize, shape, strides, null);
}

/** First dimension restricted to a slice. */
export function slicedView(view: BufferView, range: SliceRange): BufferView {
  const shape = [range.length, ...view.shape.slice(1)];
  const strides = [view.strides[0] * range.step, ...view.strides.slice(1)];
  return derived(view, view.offset + range.start * view.strides[0], shape, strides);
}

/** Byte offsets of all items in row-major order. */
export function offsetsOf(view: BufferView): number[] {
  let offsets = [view.offset];
  for (let d = 0; d < view.shape.length; d++) {
    const next: number[] = [];
    for (const base of offsets) for (let i = 0; i < view.shape[d]; i++) next.push(base + i * view.strides[d]);
    offsets = next;
  }
  return offsets;
}

/** Contents in row-major order: a fresh array. */
export function copyOf(view: BufferView): Uint8Array {
  if (isCContiguous(view)) return view.bytes.slice(view.offset, view.offset + viewBytes(view));
  const out = new Uint8Array(viewBytes(view));
  let to = 0;
  for (const at of offsetsOf(view)) {
    for (let k = 0; k < view.itemsize; k++) out[to + k] = view.bytes[at + k];
    to += view.itemsize;
  }
  return out;
}

/** Contents in column-major order. */
export function copyFortran(view: BufferView): Uint8Array {
  const order = [...view.shape.keys()].reverse();
  return copyOf(
    derived(
      view,
      view.offset,
      order.map((d) => view.shape[d]),
      order.map((d) => view.strides[d]),
    ),
  );
}

/** The item at a byte offset. */
export function itemAt(view: BufferView, at: number): Value | undefined {
  const codec = itemCodec(view.format);
  return codec === undefined ? unsupportedFormat(view.format) : codec.get(dataView(view), at);
}

/** Nested lists of the items. */
export function toNestedList(view: BufferView, dimension = 0, at: number = view.offset): Value | undefined {
  const codec = itemCodec(view.format);
  if (codec === undefined) return unsupportedFormat(view.format);
  const data = dataView(view);
  const build = (d: number, base: number): Value => {
    if (d === view.shape.length) return codec.get(data, base);
    const out: Value[] = [];
    for (let i = 0; i < view.shape[d]; i++) out.push(build(d + 1, base + i * view.strides[d]));
    return list(out);
  };
  return build(dimension, at);
}

function rowMajorStrides(shape: readonly number[], itemsize: number): number[] {
  const strides: number[] = new Array(shape.length);
  let n = itemsize;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = n;
    n *= shape[d];
  }
  return strides;
}

function isByteFormat(format: string): boolean {
  const c = format[0] === '@' ? format.slice(1) : format;
  return c === 'B' || c === 'b' || c === 'c';
}

/** `m.cast(format)`: one dimension. */
export function castView(view: BufferView, format: string): BufferView | undefined {
  const codec = itemCodec(format);
  if (codec === undefined) {
    return valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  }
  if (itemCodec(view.format) === undefined) {
    return valueError(
      "memoryview: source format must be a native single character format prefixed with an optional '@'",
    );
  }
  if (!isByteFormat(view.format) && !isByteFormat(format))
    return typeError('memoryview: cannot cast between two non-byte formats');
  const size = viewBytes(view);
  if (size % codec.size !== 0) return typeError('memoryview: length is not a multiple of itemsize');
  return derived(view, view.offset, [size / codec.size], [codec.size], format, codec.size);
}

/** The same with a shape. */
export function shapedView(flat: BufferView, items: readonly Value[]): BufferView | undefined {
  if (items.length > 64) return valueError('memoryview: number of dimensions must not exceed 64');
  const shape: number[] = [];
  let product = flat.itemsize;
  for (const item of items) {
    const n = isInt(item) ? intOrUndefined(item) : undefined;
    if (n === undefined) return typeError('memoryview.cast(): elements of shape must be integers');
    if (n <= 0) return valueError('memoryview.cast(): elements of shape must be integers > 0');
    shape.push(Number(n));
    product *= Number(n);
  }
  if (product !== viewBytes(flat)) return typeError('memoryview: product(shape) * itemsize != buffer size');
  return derived(flat, flat.offset, shape, rowMajorStrides(shape, flat.itemsize));
}

/** Byte offset of an index tuple; `undefined` = raised. */
export function offsetOf(view: BufferView, indices: readonly number[]): number | undefined {
  let at = view.offset;
  for (let d = 0; d < indices.length; d++) {
    const size = view.shape[d];
    const i = indices[d] < 0 ? indices[d] + size : indices[d];
    if (i < 0 || i >= size) return raise(E.IndexError, `index out of bounds on dimension ${d + 1}`);
    at += i * view.strides[d];
  }
  return at;
}

/** Copies between views of equal structure; the memory may overlap. */
export function assignView(target: BufferView, source: BufferView): true | undefined {
  const sameShape = target.shape.length === source.shape.length && target.shape.every((n, d) => n === source.shape[d]);
  const plain = (format: string): string => (format[0] === '@' ? format.slice(1) : format);
  if (!sameShape || plain(target.format) !== plain(source.format) || target.itemsize !== source.itemsize) {
    return valueError('memoryview assignment: lvalue and rvalue have different structures');
  }
  const data = copyOf(source);
  let from = 0;
  for (const at of offsetsOf(target)) {
    for (let k = 0; k < target.itemsize; k++) target.bytes[at + k] = data[from + k];
    from += target.itemsize;
  }
  return true;
}
