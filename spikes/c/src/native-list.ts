/**
 * A list that C holds: its storage is the body's ob_item (`native storage`), C and Python change it in place.
 *
 * The object moves to a prototype of its own, so that every guard of the form `instanceof PyList` fails and the fast paths never see
 * it (a Proxy that once went through them would make them twice as slow for good: docs/decisions/spike-c.md). Code that uses `items` all
 * the same gets a Proxy over the native items. When C's last reference is gone, the items come back: at once when Python has read
 * about as much as that costs, else when the dead are freed. Until then another call into C finds the list native and costs nothing.
 */
import type { NativeItems, PyObject, Value } from '@pyston/objects';
import { list, type PyList, standAlone, T } from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { i32, putPointer, refAt, u32 } from './arena.ts';
import { drop, fromRef, toRef } from './convert.ts';
import { dropHandle, handles, newHandle } from './lifetime.ts';
import { typeRef } from './types.ts';

/** Words of PyListObject: size, pointer to the items, room. The Tie lies before the body. */
const SIZE = 4;
const ITEMS = 6;
const TIE = -4;
/** In the Prefix behind the Tie: Python's reads since C had the list, and whether C had it since the dead were looked at. */
const READS = -2;
const USED = -1;

// --- prototypes

const prototypes: WeakMap<PyType, PyObject> = new WeakMap();

function nativePrototype(type: PyType): PyObject {
  let proto = prototypes.get(type);
  if (proto === undefined) {
    proto = {} as PyObject;
    standAlone(proto);
    proto.cls = type;
    proto.kind = type.layout;
    proto.plain = type.proto.plain;
    (proto as { native?: NativeItems }).native = DIRECT;
    prototypes.set(type, proto);
  }
  return proto;
}

// --- the body

function itemWord(ref: Ref, i: number): number {
  return refAt(ref * 4 + ITEMS) * 4 + 2 * i;
}

function read(ref: Ref, i: number): Value {
  return fromRef(refAt(itemWord(ref, i)));
}

function write(ref: Ref, i: number, v: Value): void {
  const word = itemWord(ref, i);
  const old = refAt(word);
  putPointer(word, toRef(v));
  drop(old);
}

/** Items beyond `length` go; new room reads as absent until it is written. */
function resize(ref: Ref, length: number): void {
  const old = u32[ref * 4 + SIZE]!;
  const gone: Ref[] = [];
  for (let i = length; i < old; i++) gone.push(refAt(itemWord(ref, i)));
  if (addon.listResize(ref, length) < 0) throw new RangeError('Array buffer allocation failed: the arena is full');
  for (let i = old; i < length; i++) putPointer(itemWord(ref, i), 0);
  for (const item of gone) drop(item);
}

/** Gives the list a body; a new reference. */
export function migrate(l: PyList): Ref {
  // a list in the float strategy goes back to boxes here
  const n = l.items.length;
  const { items } = l;
  const ref = addon.newList(n);
  l.stub = ref;
  u32[ref * 4 + TIE] = newHandle(l);
  if (l.cls !== T.list) putPointer(ref * 4 + 2, typeRef(l.cls));
  const first = itemWord(ref, 0);
  for (let i = 0; i < items.length; i++) putPointer(first + 2 * i, toRef(items[i]!));
  goNative(l, ref);
  return ref;
}

function goNative(l: PyList, ref: Ref): void {
  Object.setPrototypeOf(l, nativePrototype(l.cls));
  l.items = new Proxy(l.items, new ItemsHandler(l, ref)) as Value[];
}

/** The list of a body that C made. */
export function adoptList(ref: Ref): PyList {
  const l = list([]);
  if (i32[ref * 4] === 1) {
    l.items = itemsOf(ref);
    return l;
  }
  l.stub = ref;
  u32[ref * 4 + TIE] = newHandle(l);
  goNative(l, ref);
  return l;
}

function itemsOf(ref: Ref): Value[] {
  const n = u32[ref * 4 + SIZE]!;
  const items: Value[] = [];
  if (n === 0) return items;
  const first = itemWord(ref, 0);
  for (let i = 0; i < n; i++) items.push(fromRef(refAt(first + 2 * i)));
  return items;
}

/** The list is JavaScript's alone again; the body stays to be freed. */
function comeBack(l: PyList, ref: Ref): Value[] {
  const items = itemsOf(ref);
  Object.setPrototypeOf(l, l.cls.proto);
  l.items = items;
  return items;
}

export function freeListBody(ref: Ref, handle: number): void {
  const l = handles[handle] as PyList | undefined;
  if (l?.stub === ref) comeBack(l, ref);
  dropHandle(handle);
  freeItems(ref);
  addon.release(ref - 1);
}

function freeItems(ref: Ref): void {
  const n = u32[ref * 4 + SIZE]!;
  const block = refAt(ref * 4 + ITEMS);
  u32[ref * 4 + SIZE] = 0;
  putPointer(ref * 4 + ITEMS, 0);
  for (let i = 0; i < n; i++) drop(refAt(block * 4 + 2 * i));
  if (block !== 0) addon.release(block);
}

/** Whether C had the list since this was asked last. */
export function crossedAgain(ref: Ref): boolean {
  const again = u32[ref * 4 + USED] === 1;
  u32[ref * 4 + USED] = 0;
  return again;
}

/** C gets the list again: Python's reads are counted anew. */
export function noteCrossing(ref: Ref): void {
  u32[ref * 4 + USED] = 1;
  u32[ref * 4 + READS] = 0;
}

// --- what sees `items` of a native list

/** Reads of a list since C had it last, before its items come back; and one more per this many items. */
const FREE_READS = 16;
const ITEMS_PER_READ = 8;

/** Whether a list that C has let go is read so much that its items come back now. */
function busy(ref: Ref): boolean {
  const w = ref * 4;
  if (i32[w] !== 0) return false;
  return ++u32[w + READS]! >= FREE_READS + u32[w + SIZE]! / ITEMS_PER_READ;
}

/** Takes the items back. The header stays in the list of the dead, tied to an object that nobody else has. */
function settle(l: PyList, ref: Ref): Value[] {
  const items = comeBack(l, ref);
  handles[u32[ref * 4 + TIE]!] = list([]);
  l.stub = undefined;
  freeItems(ref);
  return items;
}

/** For those who know native lists: no Proxy, no strings of indices. */
const DIRECT: NativeItems = {
  length: (l) => u32[(l.stub as Ref) * 4 + SIZE]!,
  get(l, i) {
    const ref = l.stub as Ref;
    return busy(ref) ? settle(l, ref)[i]! : read(ref, i);
  },
  set: (l, i, v) => write(l.stub as Ref, i, v),
  push(l, v) {
    const ref = l.stub as Ref;
    const n = u32[ref * 4 + SIZE]!;
    resize(ref, n + 1);
    write(ref, n, v);
  },
};

/**
 * Handler of the Proxy. `back` is the array that holds the items again: code that kept the Proxy in a variable while the list came back
 * goes on with the right one.
 */
class ItemsHandler implements ProxyHandler<Value[]> {
  readonly #list: PyList;
  readonly #ref: Ref;
  #back: Value[] | null = null;

  constructor(l: PyList, ref: Ref) {
    this.#list = l;
    this.#ref = ref;
  }

  /** The array if the items are in JavaScript, else null. */
  #settle(): Value[] | null {
    if (this.#back !== null) return this.#back;
    const ref = this.#ref;
    if (this.#list.stub !== ref) return (this.#back = this.#list.items);
    return busy(ref) ? (this.#back = settle(this.#list, ref)) : null;
  }

  get(target: Value[], key: string | symbol): unknown {
    const back = this.#settle();
    if (back !== null) return Reflect.get(back, key);
    if (key === 'length') return u32[this.#ref * 4 + SIZE];
    const i = indexOf(key);
    if (i < 0) return Reflect.get(target, key);
    return i < u32[this.#ref * 4 + SIZE]! ? read(this.#ref, i) : undefined;
  }

  set(target: Value[], key: string | symbol, v: Value): boolean {
    const back = this.#settle();
    if (back !== null) return Reflect.set(back, key, v);
    if (key === 'length') resize(this.#ref, v as unknown as number);
    else {
      const i = indexOf(key);
      if (i < 0) return Reflect.set(target, key, v);
      if (i >= u32[this.#ref * 4 + SIZE]!) resize(this.#ref, i + 1);
      write(this.#ref, i, v);
    }
    return true;
  }

  has(target: Value[], key: string | symbol): boolean {
    const back = this.#settle();
    if (back !== null) return Reflect.has(back, key);
    const i = indexOf(key);
    return i < 0 ? Reflect.has(target, key) : i < u32[this.#ref * 4 + SIZE]!;
  }

  /** Before it sets the length, splice deletes what lies beyond. */
  deleteProperty(): boolean {
    this.#settle();
    return true;
  }

  defineProperty(target: Value[], key: string | symbol, descriptor: PropertyDescriptor): boolean {
    return this.set(target, key, descriptor.value);
  }

  getOwnPropertyDescriptor(target: Value[], key: string | symbol): PropertyDescriptor | undefined {
    if (key === 'length')
      return { value: this.get(target, key), writable: true, enumerable: false, configurable: false };
    const v = this.get(target, key);
    return v === undefined ? undefined : { value: v, writable: true, enumerable: true, configurable: true };
  }

  ownKeys(): string[] {
    const back = this.#settle();
    const n = back === null ? u32[this.#ref * 4 + SIZE]! : back.length;
    return [...Array(n).keys()].map(String).concat('length');
  }
}

function indexOf(key: string | symbol): number {
  if (typeof key !== 'string') return -1;
  const i = Number(key);
  return Number.isInteger(i) && i >= 0 ? i : -1;
}
