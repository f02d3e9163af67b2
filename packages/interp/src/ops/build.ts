/** Displays, slices, formatting. */
import type { PyDict, Result, StrValue, Value } from '@pyston/objects';
import {
  ABSENT,
  ascii,
  askLength,
  getItem,
  toArray,
  call0,
  delItem,
  dictCursor,
  dictGet,
  dictSet,
  dictUpdateMapping,
  E,
  format,
  getIter,
  hooks,
  isDict,
  isSet,
  iterNext,
  list,
  DONE,
  newDict,
  newSet,
  None,
  isStr,
  PyList,
  PySlice,
  PyTuple,
  pendingIs,
  replaceRange,
  repr,
  setAdd,
  setItem,
  str,
  strConcat,
  strValue,
  strOf,
  typeError,
  typeOf,
  T,
  getAttrOrAbsent,
  takeException,
  strJs,
  tuple,
} from '@pyston/objects';
import { functionText } from './call.ts';

type Registers = (Value | undefined)[];

export function buildSet(r: Registers, w: Int32Array, at: number, n: number): Result {
  const out = newSet();
  for (let i = 0; i < n; i++) if (setAdd(out, r[w[at + i]!]!) === undefined) return undefined;
  return out;
}

export function buildMap(r: Registers, w: Int32Array, at: number, n: number): Result {
  const out = newDict();
  for (let i = 0; i < n; i += 2) if (dictSet(out, r[w[at + i]!]!, r[w[at + i + 1]!]!) === undefined) return undefined;
  return out;
}

export function buildString(r: Registers, w: Int32Array, at: number, n: number): Result {
  let s = '';
  for (let i = 0; i < n; i++) {
    const part = r[w[at + i]!]!;
    if (typeof part !== 'string') {
      let out: StrValue = str(s);
      for (; i < n; i++) {
        const next = r[w[at + i]!]!;
        // Only trees that no source has put something else into an f-string.
        if (!isStr(next)) return typeError(`sequence item ${i}: expected str instance, ${typeOf(next).name} found`);
        out = strConcat(out, strValue(next));
      }
      return out;
    }
    s += part;
  }
  return str(s);
}

/** `[*a]`: the list takes the items of any iterable. */
export function listExtendDisplay(l: PyList, a: Value): Result {
  if (a instanceof PyList || a instanceof PyTuple) {
    for (const v of a.items.slice()) l.items.push(v);
    return None;
  }
  const { slots, name } = typeOf(a);
  if (slots.iter === null && slots.getitem === null) return typeError(`Value after * must be an iterable, not ${name}`);
  const it = getIter(a);
  if (it === undefined || !askLength(a)) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return None;
    l.items.push(v);
  }
}

/** A program may have put something else in the place of `__conditional_annotations__`. */
export function setAddValue(s: Value, v: Value): Result {
  if (!isSet(s)) return typeError(`'${typeOf(s).name}' object is not a set`);
  return setAdd(s, v) === undefined ? undefined : None;
}

export function setUpdateDisplay(s: Value, a: Value): Result {
  const items = toArray(a);
  if (items === undefined) return undefined;
  for (const v of items) if (setAdd(s as any, v) === undefined) return undefined;
  return None;
}

export function mapAdd(m: Value, k: Value, v: Value): Result {
  return dictSet(m as PyDict, k, v) === undefined ? undefined : None;
}

/** `{**a}`. */
export function dictUpdateDisplay(m: Value, a: Value): Result {
  if (dictUpdateMapping(m as PyDict, a) !== undefined) return None;
  if (pendingIs(E.AttributeError!)) {
    takeException();
    return typeError(`'${typeOf(a).name}' object is not a mapping`);
  }
  return undefined;
}

/** `f(**a)`: keys must be new. */
export function dictMerge(m: Value, a: Value, f: Value): Result {
  const target = m as PyDict;
  const source = isDict(a) && typeOf(a).slots.iter === T.dict!.slots.iter ? a : mappingCopy(a, f);
  if (source === undefined) return undefined;
  const cursor = dictCursor(source);
  while (cursor.advance()) {
    const key = cursor.key;
    const old = dictGet(target, key);
    if (old === undefined) return undefined;
    if (old !== ABSENT) return typeError(`${functionText(f)} got multiple values for keyword argument '${strJs(key)}'`);
    if (dictSet(target, key, cursor.value) === undefined) return undefined;
  }
  return None;
}

function mappingCopy(a: Value, f: Value): PyDict | undefined {
  const keys = getAttrOrAbsent(a, 'keys');
  if (keys === undefined) return undefined;
  if (keys === ABSENT)
    return typeError(`${functionText(f)} argument after ** must be a mapping, not ${typeOf(a).name}`);
  const view = call0(keys);
  const list = view === undefined ? undefined : toArray(view);
  if (list === undefined) return undefined;
  const out = newDict();
  for (let i = 0; i < list.length; i++) {
    const key = list[i]!;
    const v = getItem(a, key);
    const old = v === undefined ? undefined : dictGet(out, key);
    if (old === undefined) return undefined;
    if (old !== ABSENT) return typeError(`${functionText(f)} got multiple values for keyword argument '${strJs(key)}'`);
    if (dictSet(out, key, v!) === undefined) return undefined;
  }
  return out;
}

/** f-string field: conversion 1 str, 2 repr, 3 ascii; then format(). */
export function formatValue(a: Value, conversion: number, spec: Value | undefined): Result {
  let v: Value | undefined = a;
  if (conversion === 1) v = strOf(a);
  else if (conversion === 2) v = repr(a);
  else if (conversion === 3) v = ascii(a);
  if (v === undefined) return undefined;
  return format(v, spec ?? str(''));
}

const CONVERSIONS = [None, str('s'), str('r'), str('a')];

/** t-string field. */
export function buildInterpolation(a: Value, text: Value, conversion: number, spec: Value | undefined): Result {
  return hooks.newInterpolation(a, text, CONVERSIONS[conversion]!, spec ?? str(''));
}

export function buildTemplate(strings: Value, interpolations: Value): Value {
  return hooks.newTemplate(strings, interpolations);
}

export function makeSlice(lo: Value, hi: Value, step: Value): Value {
  return new PySlice(lo, hi, step);
}

/** `o[lo:hi]`. */
/** A slice bound as an index from 0 to `length`; -1 if it is neither None nor a small int. */
function sliceBound(v: Value, length: number, missing: number): number {
  if (v === None) return missing;
  if (typeof v !== 'number') return -1;
  if (v < 0) return v + length < 0 ? 0 : v + length;
  return v < length ? v : length;
}

export function getSlice(o: Value, lo: Value, hi: Value): Result {
  if (o instanceof PyList || o instanceof PyTuple) {
    const { items } = o;
    const from = sliceBound(lo, items.length, 0);
    const to = sliceBound(hi, items.length, items.length);
    if (from >= 0 && to >= 0) {
      if (o instanceof PyList) return list(items.slice(from, to));
      return from === 0 && to === items.length ? o : tuple(items.slice(from, to));
    }
  } else if (typeof o === 'string') {
    const from = sliceBound(lo, o.length, 0);
    const to = sliceBound(hi, o.length, o.length);
    if (from >= 0 && to >= 0) return str(from < to ? o.slice(from, to) : '');
  }
  return getItem(o, new PySlice(lo, hi, None));
}

export function setSlice(o: Value, lo: Value, hi: Value, v: Value): Result {
  if (o instanceof PyList && (v instanceof PyList || v instanceof PyTuple) && v !== o) {
    const { length } = o.items;
    const from = sliceBound(lo, length, 0);
    const to = sliceBound(hi, length, length);
    if (from >= 0 && to >= 0) {
      replaceRange(o, from, to < from ? from : to, v.items);
      return None;
    }
  }
  return setItem(o, new PySlice(lo, hi, None), v);
}

export function deleteItemValue(o: Value, key: Value): Result {
  return delItem(o, key);
}
