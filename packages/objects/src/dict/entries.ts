/** The keys, values or items of a dict as arrays. */
import type { Value } from '../core/value.ts';
import { tuple } from '../tuple/tuple.ts';
import { dictCursor } from './cursor.ts';
import type { PyDict } from './dict.ts';

export function dictKeys(d: PyDict): Value[] {
  const out: Value[] = [];
  const cursor = dictCursor(d);
  while (cursor.advance()) out.push(cursor.key);
  return out;
}

export function dictValues(d: PyDict): Value[] {
  const out: Value[] = [];
  const cursor = dictCursor(d);
  while (cursor.advance()) out.push(cursor.value);
  return out;
}

/** (key, value) tuples. */
export function dictItems(d: PyDict): Value[] {
  const out: Value[] = [];
  const cursor = dictCursor(d);
  while (cursor.advance()) out.push(tuple([cursor.key, cursor.value]));
  return out;
}
