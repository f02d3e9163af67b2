/**
 * Iterators of dicts: over keys, values or items, forwards or backwards.
 *
 * A MAP dict is walked with the Map's own iterator, any other (and a MAP that became a TABLE under way) with a
 * DictCursor. The size is checked at each step; `remaining` bounds the number of steps when keys are exchanged.
 */
import { raise } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { E } from '../core/registry.ts';
import type { Done, Value } from '../core/value.ts';
import { DONE } from '../core/value.ts';
import { PyTuple } from '../tuple/tuple.ts';
import type { DictCursor } from './cursor.ts';
import { dictCursor } from './cursor.ts';
import type { PyDict } from './dict.ts';
import { DictKind } from './dict.ts';
import { dictLen } from './ops.ts';

export class PyDictIter extends PyObject {
  /** null once exhausted. */
  dict: PyDict | null;
  /** Expected length of the dict; -1 after an error. */
  size: number;
  /** Entries still to come. */
  remaining: number;
  map: Map<any, any> | null;
  steps: MapIterator<any> | null;
  cursor: DictCursor | null;
  constructor(dict: PyDict) {
    super();
    this.dict = dict;
    this.size = dictLen(dict);
    this.remaining = this.size;
    this.map = dict.store === DictKind.Map ? dict.map : null;
    this.steps = null;
    this.cursor = null;
  }
}

export class PyDictKeyIter extends PyDictIter {}
export class PyDictValueIter extends PyDictIter {}
export class PyDictItemIter extends PyDictIter {}

/** True if a next entry is to be looked for; false at the end; `undefined` = raised. */
function mayAdvance(it: PyDictIter, d: PyDict): boolean | undefined {
  const n = d.store === DictKind.Map ? (d.map === null ? 0 : d.map.size) : dictLen(d);
  if (n !== it.size) {
    it.size = -1;
    return raise(E.RuntimeError!, 'dictionary changed size during iteration');
  }
  return it.remaining > 0 ? true : atEnd(it, d);
}

/** All expected entries were given: one more means that keys were exchanged. */
function atEnd(it: PyDictIter, d: PyDict): false | undefined {
  it.dict = null;
  const more =
    it.map !== null && d.map === it.map
      ? it.steps !== null && it.steps.next().done !== true
      : it.size > 0 && cursorOf(it, d).advance();
  return more ? raise(E.RuntimeError!, 'dictionary keys changed during iteration') : false;
}

/** A cursor at the iterator's place. */
function cursorOf(it: PyDictIter, d: PyDict): DictCursor {
  let { cursor } = it;
  if (cursor === null) {
    cursor = it.cursor = dictCursor(d);
    for (let given = it.size - it.remaining; given > 0; given--) cursor.advance();
  }
  return cursor;
}

/** Moves the cursor; false at the end. */
function advance(it: PyDictIter, d: PyDict): boolean {
  if (cursorOf(it, d).advance()) {
    it.remaining--;
    return true;
  }
  it.dict = null;
  return false;
}

function exhaust(it: PyDictIter): Done {
  it.dict = null;
  return DONE;
}

export function keyIterNext(it: PyDictKeyIter): Value | Done | undefined {
  const d = it.dict;
  if (d === null) return DONE;
  const go = mayAdvance(it, d);
  if (go !== true) return go === undefined ? undefined : DONE;
  if (it.map === null || d.map !== it.map) return advance(it, d) ? it.cursor!.key : DONE;
  const step = (it.steps ??= it.map.keys()).next();
  if (step.done === true) return exhaust(it);
  it.remaining--;
  return step.value;
}

export function valueIterNext(it: PyDictValueIter): Value | Done | undefined {
  const d = it.dict;
  if (d === null) return DONE;
  const go = mayAdvance(it, d);
  if (go !== true) return go === undefined ? undefined : DONE;
  if (it.map === null || d.map !== it.map) return advance(it, d) ? it.cursor!.value : DONE;
  const step = (it.steps ??= it.map.values()).next();
  if (step.done === true) return exhaust(it);
  it.remaining--;
  return step.value;
}

export function itemIterNext(it: PyDictItemIter): Value | Done | undefined {
  const d = it.dict;
  if (d === null) return DONE;
  const go = mayAdvance(it, d);
  if (go !== true) return go === undefined ? undefined : DONE;
  if (it.map === null || d.map !== it.map)
    return advance(it, d) ? new PyTuple([it.cursor!.key, it.cursor!.value]) : DONE;
  const step = (it.steps ??= it.map.entries()).next();
  if (step.done === true) return exhaust(it);
  it.remaining--;
  return new PyTuple(step.value);
}

/** Backwards: over a snapshot of the entries, which the size check keeps honest. */
export class PyDictReverseIter extends PyObject {
  dict: PyDict | null;
  size: number;
  readonly entries: Value[];
  constructor(dict: PyDict, entries: Value[]) {
    super();
    this.dict = dict;
    this.size = dictLen(dict);
    this.entries = entries;
  }
}

export class PyDictReverseKeyIter extends PyDictReverseIter {}
export class PyDictReverseValueIter extends PyDictReverseIter {}
export class PyDictReverseItemIter extends PyDictReverseIter {}

export function reverseIterNext(it: PyDictReverseIter): Value | Done | undefined {
  if (it.dict === null) return DONE;
  if (dictLen(it.dict) !== it.size) {
    it.size = -1;
    return raise(E.RuntimeError!, 'dictionary changed size during iteration');
  }
  const v = it.entries.pop();
  if (v !== undefined) return v;
  it.dict = null;
  return DONE;
}
