/** Slices of lists: reading, assignment and deletion, plain and extended. */
import { typeError, valueError } from '../core/errors.ts';
import type { Value } from '../core/value.ts';
import { typeOf } from '../core/type.ts';
import { toArray } from '../ops/iter.ts';
import type { PySlice, SliceRange } from '../slice/slice.ts';
import { adjustSlice, unpackSlice } from '../slice/slice.ts';
import type { PyList } from './list.ts';
import { replaceItems } from './list.ts';

/** The selected items in a fresh array. */
export function sliceItems(items: readonly Value[], r: SliceRange): Value[] {
  const { start, step, length } = r;
  if (step === 1) return items.slice(start, start + length);
  const out: Value[] = [];
  for (let i = 0, at = start; i < length; i++, at += step) out.push(items[at]!);
  return out;
}

/** `l[s] = value`; `undefined` = raised. */
export function assignSlice(l: PyList, s: PySlice, value: Value): true | undefined {
  const r = unpackSlice(s);
  if (r === undefined) return undefined;
  if (r.step === 1) return assignPlain(l, r, value);
  const more = value === l ? l.items.slice() : sequenceFor(value);
  if (more === undefined) return undefined;
  adjustSlice(r, l.items.length);
  if (more.length !== r.length) {
    return valueError(`attempt to assign sequence of size ${more.length} to extended slice of size ${r.length}`);
  }
  for (let i = 0, at = r.start; i < r.length; i++, at += r.step) l.items[at] = more[i]!;
  return true;
}

function sequenceFor(value: Value): Value[] | undefined {
  const { slots } = typeOf(value);
  if (slots.iter === null && slots.getitem === null) return typeError('must assign iterable to extended slice');
  return toArray(value);
}

function assignPlain(l: PyList, r: SliceRange, value: Value): true | undefined {
  const { slots } = typeOf(value);
  if (slots.iter === null && slots.getitem === null) return typeError('must assign iterable to extended slice');
  const more = toArray(value);
  if (more === undefined) return undefined;
  adjustSlice(r, l.items.length);
  replaceRange(l, r.start, Math.max(r.start, r.stop), more);
  return true;
}

/** Replaces [from, to) by `more`. */
export function replaceRange(l: PyList, from: number, to: number, more: readonly Value[]): void {
  const { items } = l;
  const removed = to - from;
  if (removed === more.length) {
    for (let i = 0; i < removed; i++) items[from + i] = more[i]!;
  } else if (from === items.length) {
    for (let i = 0; i < more.length; i++) items.push(more[i]!);
  } else if (more.length === 0) items.splice(from, removed);
  else if (more.length < 10000) items.splice(from, removed, ...more);
  else replaceItems(l, items.slice(0, from).concat(more, items.slice(to)));
}

/** `del l[s]`; `undefined` = raised. */
export function deleteSlice(l: PyList, s: PySlice): true | undefined {
  const r = unpackSlice(s);
  if (r === undefined) return undefined;
  adjustSlice(r, l.items.length);
  if (r.step === 1) {
    l.items.splice(r.start, r.length);
    return true;
  }
  if (r.length > 0) removeEvery(l, r);
  return true;
}

function removeEvery(l: PyList, r: SliceRange): void {
  const { items } = l;
  const step = Math.abs(r.step);
  const first = r.step > 0 ? r.start : r.start + (r.length - 1) * r.step;
  let to = first;
  let next = first;
  let left = r.length;
  for (let from = first; from < items.length; from++) {
    if (left > 0 && from === next) {
      left--;
      next += step;
    } else items[to++] = items[from]!;
  }
  items.length = to;
}
