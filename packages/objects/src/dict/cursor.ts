/**
 * DictCursor: walks the entries of a dict in insertion order. Values may change meanwhile; removing entries is
 * tolerated, adding may show the new ones or not; Python-level iteration checks the size itself.
 */
import type { Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { PyDict } from './dict.ts';
import { DictKind } from './dict.ts';
import { namespaceGet, namespaceKeys } from './namespace.ts';
import type { HashTable } from './table.ts';

export class DictCursor {
  key!: Value;
  value!: Value;
  private readonly d: PyDict;
  /** The store for which the position holds: when the dict changes its store, entry number `count` follows. */
  private store: number;
  private entries: MapIterator<[any, any]> | null = null;
  private names: Value[] | null = null;
  /** Next entry number of a TABLE, next index of `names`. */
  private pos = 0;
  /** Entries given so far. */
  private count = 0;

  constructor(d: PyDict) {
    this.d = d;
    this.store = d.store;
    this.start();
  }

  private start(): void {
    const { d } = this;
    if (d.store === DictKind.Map) this.entries = d.map === null ? null : d.map.entries();
    else if (d.store !== DictKind.Table) this.names = namespaceKeys(d);
  }

  /** Moves to the next entry; false at the end. */
  advance(): boolean {
    if (this.d.store !== this.store) this.resume();
    if (this.store === DictKind.Map) return this.advanceMap();
    if (this.store === DictKind.Table) return this.advanceTable();
    return this.advanceNames();
  }

  private advanceMap(): boolean {
    if (this.entries === null) return false;
    const r = this.entries.next();
    if (r.done === true) return false;
    const entry = r.value;
    this.key = entry[0];
    this.value = entry[1];
    this.count++;
    return true;
  }

  private advanceTable(): boolean {
    const { keys, vals } = this.d.data as HashTable;
    let i = this.pos;
    while (i < keys.length && keys[i] === undefined) i++;
    if (i >= keys.length) {
      this.pos = i;
      return false;
    }
    this.key = keys[i]!;
    this.value = vals[i]!;
    this.pos = i + 1;
    this.count++;
    return true;
  }

  private advanceNames(): boolean {
    const names = this.names!;
    while (this.pos < names.length) {
      const key = names[this.pos++]!;
      const value = namespaceGet(this.d, key);
      if (value === ABSENT || value === undefined) continue;
      this.key = key;
      this.value = value;
      this.count++;
      return true;
    }
    return false;
  }

  /** The dict changed its store under way: skips the entries already given. */
  private resume(): void {
    const { count } = this;
    this.store = this.d.store;
    this.pos = 0;
    this.count = 0;
    this.start();
    while (this.count < count && this.advance());
  }
}

export function dictCursor(d: PyDict): DictCursor {
  return new DictCursor(d);
}
