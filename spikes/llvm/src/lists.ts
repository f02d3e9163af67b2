/**
 * Lists of floats in compiled loops: their doubles are copied into the arena at entry, and back at the exit where the region stores.
 *
 * Boxes are read where they are (1–2 ns an item): tier 0 executes the first round of a loop, and a list in the float strategy goes back to
 * boxes when tier 0 touches it. A list that is in that strategy gives its array of doubles (0.2 ns an item). A region that does
 * less work than its copies cost is a setback.
 */
import type { PyList } from '@pyston/objects';
import { float, PyFloat } from '@pyston/objects';
import type { KernelMemory } from './memory.ts';
import type { Unit } from './unit.ts';

/** Key of lists among the buffers. */
export const LIST_KEY = 'list of floats';
/** Copies below this many milliseconds are not worth a thought. */
const NEGLIGIBLE_MS = 0.02;

interface Copy {
  list: PyList | null;
  length: number;
  block: Float64Array;
  at: number;
}

/** Number of items; a list in the float strategy is not touched. */
export function floatCount(l: PyList): number {
  return l.floats === undefined ? l.items.length : l.floats.length;
}

/** Whether a list begins with a float. */
export function startsWithFloat(l: PyList): boolean {
  return l.floats !== undefined || l.items[0] instanceof PyFloat;
}

/** Fills `to` with the doubles of a list of exact floats; false if there is something else in it. */
function readFloats({ floats, items }: PyList, to: Float64Array): boolean {
  if (floats !== undefined) {
    to.set(floats);
    return true;
  }
  for (let i = 0; i < items.length; i++) {
    const v = items[i]!;
    if (!(v instanceof PyFloat)) return false;
    to[i] = v.v;
  }
  return true;
}

/** Floats that did not change keep their boxes. */
function writeFloats({ floats, items }: PyList, from: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const v = from[i]!;
    if (floats !== undefined) floats[i] = v;
    else if (!Object.is((items[i] as PyFloat).v, v)) items[i] = float(v);
  }
}

/** The copies of one unit's list inputs. */
export class ListCopies {
  private readonly memory: KernelMemory;
  private readonly copies = new Map<number, Copy>();
  private readonly stored = new Set<number>();
  private entered = 0;
  private copying = 0;

  constructor(unit: Unit, memory: KernelMemory) {
    this.memory = memory;
    for (const { ops } of unit.blocks) for (const o of ops) if (o.k === 'store') this.stored.add(o.buffer);
  }

  /** An entry begins. */
  begin(): void {
    this.entered = performance.now();
    this.copying = 0;
    for (const copy of this.copies.values()) copy.list = null;
  }

  /** Offset of the list's doubles as `buffer`, or -1 when it holds something else. */
  place(buffer: number, list: PyList): number {
    const start = performance.now();
    const copy = this.sameList(buffer, list) ?? this.copyOf(buffer, floatCount(list));
    if (copy === null || (copy.list === null && !readFloats(list, copy.block))) return -1;
    copy.list = list;
    copy.length = floatCount(list);
    this.copying += performance.now() - start;
    return copy.at;
  }

  /** A list in two registers has one copy. */
  private sameList(buffer: number, list: PyList): Copy | null {
    for (const [other, copy] of this.copies) {
      if (copy.list !== list) continue;
      if (this.stored.has(buffer)) this.stored.add(other);
      return copy;
    }
    return null;
  }

  private copyOf(buffer: number, length: number): Copy | null {
    const known = this.copies.get(buffer);
    if (known !== undefined && known.block.length >= length) return known;
    const bytes = this.memory.allocate(Math.max(64, length) * 8);
    if (bytes === null) return null;
    const made = { list: null, length: 0, block: new Float64Array(bytes.buffer), at: this.memory.offsetOf(bytes) };
    this.copies.set(buffer, made);
    return made;
  }

  /** After the region: what it stored goes back. True when copying took longer than the work. */
  finish(): boolean {
    const start = performance.now();
    for (const [buffer, { list, length, block }] of this.copies)
      if (list !== null && this.stored.has(buffer)) writeFloats(list, block, length);
    const work = start - this.entered - this.copying;
    const copying = this.copying + performance.now() - start;
    return copying > NEGLIGIBLE_MS && copying > work;
  }
}
