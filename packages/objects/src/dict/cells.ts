/**
 * CELLS store: the namespace of a module or class body.
 *
 * The map goes from names to Cells; a Cell with v === undefined is no entry. Once made, the Cell of a name stays the
 * same for ever, so code may cache it, read `cell.v`, and overwrite it while it is not undefined. Filling an empty
 * Cell or emptying a full one goes through this file, which keeps the count and the order: a filled name is the last.
 */
import { Cell } from '../core/frame.ts';
import type { Absent, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { PyDict } from './dict.ts';
import { canonicalForm, exactHash, isSelfCanonical, sameKey } from './keys.ts';

/** The Cell of `name`, made empty if there is none. */
export function dictCell(d: PyDict, name: string): Cell {
  const map = d.map!;
  let cell: Cell | undefined = map.get(name);
  if (cell === undefined) {
    cell = new Cell(undefined);
    map.set(name, cell);
  }
  return cell;
}

export function cellsGet(d: PyDict, key: unknown): Value | Absent {
  const cell: Cell | undefined = d.map!.get(key);
  return cell === undefined || cell.v === undefined ? ABSENT : cell.v;
}

export function cellsSet(d: PyDict, key: unknown, value: Value): void {
  const map = d.map!;
  const cell: Cell | undefined = map.get(key);
  if (cell === undefined) map.set(key, new Cell(value));
  else if (cell.v !== undefined) {
    cell.v = value;
    return;
  } else {
    cell.v = value;
    map.delete(key);
    map.set(key, cell);
  }
  d.live++;
  d.version++;
}

export function cellsDelete(d: PyDict, key: unknown): Value | Absent {
  const cell: Cell | undefined = d.map!.get(key);
  if (cell === undefined || cell.v === undefined) return ABSENT;
  const { v } = cell;
  cell.v = undefined;
  d.live--;
  d.version++;
  return v;
}

/** Empties all Cells; they stay, since code may hold them. */
export function cellsClear(d: PyDict): void {
  for (const cell of d.map!.values()) (cell as Cell).v = undefined;
  d.live = 0;
  d.version++;
}

/**
 * The key under which a CELLS or VIEW store would hold `key`: itself, or an equal key already there. `undefined` = raised.
 * Namespaces hardly ever have keys that are no names: keys with their own equality are searched one by one.
 */
export function canonicalKeyIn(map: Map<any, unknown>, key: Value): Value | undefined {
  if (isSelfCanonical(key)) return key;
  const form = canonicalForm(key);
  if (form !== null && form !== undefined && map.has(form)) return form;
  const hash = exactHash(key, 'dict key');
  if (hash === undefined) return undefined;
  for (const other of Array.from(map.keys()) as Value[]) {
    if (typeof other === 'string' && form !== undefined) continue;
    const otherHash = exactHash(other, 'dict key');
    if (otherHash === undefined) return undefined;
    if (otherHash !== hash) continue;
    const same = sameKey(other, key);
    if (same === undefined) return undefined;
    if (same) return other;
  }
  return key;
}
