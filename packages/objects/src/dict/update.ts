/** Merging into dicts: dict.update, dict(), `|`, `**mapping`. */
import { pendingIs, raise, typeError, valueError } from '../core/errors.ts';
import { E, T } from '../core/registry.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { Absent, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { addNote } from '../exceptions/notes.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { call0 } from '../ops/call.ts';
import { getItem } from '../ops/items.ts';
import { getIter, iterNext, toArray } from '../ops/iter.ts';
import type { PyDict } from './dict.ts';
import { isDict } from './dict.ts';
import { dictCursor, dictLen, dictSet } from './ops.ts';

/** Updates `d` from a mapping (anything with `keys`) or an iterable of pairs. */
export function dictUpdate(d: PyDict, source: Value): true | undefined {
  if (hasDictEntries(source)) return mergeDict(d, source);
  const keys = getAttrOrAbsent(source, 'keys');
  if (keys === undefined) return undefined;
  return keys === ABSENT ? mergePairs(d, source) : mergeMapping(d, source, keys);
}

/** A dict whose iteration is not overridden: its entries may be read directly. */
function hasDictEntries(v: Value): v is PyDict {
  return isDict(v) && v.cls.slots.iter === T.dict.slots.iter;
}

/** Copies the entries of a dict. */
export function mergeDict(d: PyDict, source: PyDict): true | undefined {
  if (d === source) return true;
  const size = dictLen(source);
  const cursor = dictCursor(source);
  while (cursor.advance()) {
    if (dictSet(d, cursor.key, cursor.value) === undefined) return undefined;
    if (dictLen(source) !== size) return raise(E.RuntimeError!, 'dict mutated during update');
  }
  return true;
}

/** Updates `d` from a mapping; anything without `keys` is a TypeError as for `**x` in a display. */
export function dictUpdateMapping(d: PyDict, source: Value): true | undefined {
  if (hasDictEntries(source)) return mergeDict(d, source);
  const keys: Value | Absent | undefined = getAttrOrAbsent(source, 'keys');
  if (keys === undefined) return undefined;
  if (keys === ABSENT) return typeError(`'${typeOf(source).name}' object is not a mapping`);
  return mergeMapping(d, source, keys);
}

function mergeMapping(d: PyDict, source: Value, keysMethod: Value): true | undefined {
  const keys = call0(keysMethod);
  if (keys === undefined) return undefined;
  const it = getIter(keys);
  if (it === undefined) {
    if (!pendingIs(E.TypeError!) || typeOf(keys).slots.iter !== null || typeOf(keys).slots.getitem !== null)
      return undefined;
    ts.exc = null;
    return typeError(`${typeOf(source).name}.keys() returned a non-iterable (type ${typeOf(keys).name})`);
  }
  for (;;) {
    const key = iterNext(it);
    if (key === undefined) return undefined;
    if (key === DONE) return true;
    const value = getItem(source, key);
    if (value === undefined || dictSet(d, key, value) === undefined) return undefined;
  }
}

/** Updates `d` from an iterable of two-item iterables. */
export function mergePairs(d: PyDict, pairs: Value): true | undefined {
  const it = getIter(pairs);
  if (it === undefined) return undefined;
  for (let n = 0; ; n++) {
    const pair = iterNext(it);
    if (pair === undefined) return undefined;
    if (pair === DONE) return true;
    const items = pairItems(pair, n);
    if (items === undefined) return undefined;
    if (items.length !== 2)
      return valueError(`dictionary update sequence element #${n} has length ${items.length}; 2 is required`);
    if (dictSet(d, items[0]!, items[1]!) === undefined) return undefined;
  }
}

function pairItems(pair: Value, n: number): Value[] | undefined {
  const { slots } = typeOf(pair);
  const items = slots.iter === null && slots.getitem === null ? typeError('object is not iterable') : toArray(pair);
  if (items === undefined && pendingIs(E.TypeError!)) {
    const exc = ts.exc!;
    ts.exc = null;
    addNote(exc, `Cannot convert dictionary update sequence element #${n} to a sequence`);
    ts.exc = exc;
  }
  return items;
}
