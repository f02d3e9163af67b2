/**
 * The arena as typed arrays: reference counts, pointers and the free lists of small blocks, without crossing into C.
 *
 * Word numbers are those of native/core/core.h. A body at ref r begins at word 4r: count, flags, type (two words).
 */
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';

export const Word = {
  Free: 16,
  Dead: 64,
  DeadCount: 65,
  Result: 66,
  Error: 68,
  Carved: 69,
  Operands: 70,
  Gone: 75,
  Call: 76,
} as const;
const SMALL_INTS = 0x1000 / 16;
export const LAST_DEAD = 0xffffffff;

export let u8: Uint8Array;
export let u16: Uint16Array;
export let u32: Uint32Array;
export let i32: Int32Array;
export let f64: Float64Array;
let base = 0;
let size = 0;
let baseLow = 0;
let baseHigh = 0;

const foreignAddresses: number[] = [0];
const foreignRefs: Map<number, Ref> = new Map();

export function openArena(memory: ArrayBuffer): void {
  u8 = new Uint8Array(memory);
  u16 = new Uint16Array(memory);
  u32 = new Uint32Array(memory);
  i32 = new Int32Array(memory);
  f64 = new Float64Array(memory);
  base = addon.arenaAddress();
  size = memory.byteLength;
  baseLow = base % 4294967296;
  baseHigh = Math.floor(base / 4294967296);
}

/** Ref of the object at a 64-bit pointer in the arena. */
export function refAt(word: number): Ref {
  const low = u32[word]!;
  const high = u32[word + 1]!;
  const distance = (high - baseHigh) * 4294967296 + (low - baseLow);
  if (distance >= 0 && distance < size) return distance / 16;
  return low === 0 && high === 0 ? 0 : foreignRef(high * 4294967296 + low);
}

function foreignRef(address: number): Ref {
  let ref = foreignRefs.get(address);
  if (ref === undefined) {
    ref = addon.refOf(address);
    foreignRefs.set(address, ref);
    foreignAddresses[-ref] = address;
  }
  return ref;
}

export function addressOf(ref: Ref): number {
  if (ref > 0) return base + ref * 16;
  return ref === 0 ? 0 : (foreignAddresses[-ref] ??= addon.addressOf(ref));
}

/** Stores a pointer to `ref`. */
export function putPointer(word: number, ref: Ref): void {
  const address = addressOf(ref);
  u32[word] = address;
  u32[word + 1] = address / 4294967296;
}

export function retain(ref: Ref): void {
  if (ref > 0 && i32[ref * 4]! >= 0) i32[ref * 4]!++;
}

export function release(ref: Ref): void {
  if (ref <= 0) return;
  const count = i32[ref * 4]!;
  if (count < 0) return;
  i32[ref * 4] = count - 1;
  if (count === 1) addon.dealloc(ref);
}

/** Two granules, as every int below 2**60, every float and every stub has. */
export function allocatePair(): Ref {
  const ref = u32[Word.Free + 2]!;
  if (ref === 0) return allocateSmall(2);
  u32[Word.Free + 2] = u32[ref * 4]!;
  return ref;
}

/** A block of `granules` ≤ 32; the caller fills it. */
export function allocateSmall(granules: number): Ref {
  const head = Word.Free + granules;
  if (u32[head] === 0) addon.refill(granules);
  const ref = u32[head]!;
  if (ref === 0) throw new RangeError('Array buffer allocation failed: the arena is full');
  u32[head] = u32[ref * 4]!;
  return ref;
}

export function freeSmall(ref: Ref, granules: number): void {
  u32[ref * 4] = u32[Word.Free + granules]!;
  u32[Word.Free + granules] = ref;
}

const SIZE_CLASSES = 39;

/** Blocks up to 32 KiB in use, counted by walking the free lists. */
export function blocksInUse(): number {
  let n = u32[Word.Carved]!;
  for (let c = 1; c < SIZE_CLASSES; c++) for (let ref = u32[Word.Free + c]!; ref !== 0; ref = u32[ref * 4]!) n--;
  return n;
}

/** A block of any size, not cleared where it is small. */
export function allocate(bytes: number): Ref {
  return bytes <= 512 ? allocateSmall((bytes + 15) >> 4) : addon.allocate(bytes);
}

/** The two words of a pointer to a type: compared and stored instead of refs where it counts. */
export class TypeWords {
  low = 0;
  high = 0;
  set(type: Ref): void {
    const address = addressOf(type);
    this.low = address % 4294967296;
    this.high = Math.floor(address / 4294967296);
  }
}

/** Header of a fresh body of a value type. */
export function putValueHeader(ref: Ref, type: TypeWords): void {
  const w = ref * 4;
  i32[w] = 1;
  u32[w + 1] = 0;
  u32[w + 2] = type.low;
  u32[w + 3] = type.high;
}

/** Header of a fresh body: count 1 and its type. */
export function putHeader(ref: Ref, type: Ref): void {
  const w = ref * 4;
  i32[w] = 1;
  u32[w + 1] = 0;
  putPointer(w + 2, type);
}

/** The immortal int -5 … 256. */
export function smallIntRef(n: number): Ref {
  return SMALL_INTS + (n + 5) * 2;
}

// --- calls. Their operands lie in the arena until C has read them, which is before anything else can happen

/** First word of the refs of arguments. */
export const SCRATCH: number = 0x8000 / 4;
/** As many arguments fit. */
export const SCRATCH_WORDS = 4096;

/** f(self, NULL) */
export function call0(f: number, self: Ref): Ref {
  i32[Word.Call] = f;
  i32[Word.Call + 1] = self;
  addon.callWords0();
  return i32[Word.Call + 3]!;
}

/** f(self, a) */
export function call1(f: number, self: Ref, a: Ref): Ref {
  i32[Word.Call] = f;
  i32[Word.Call + 1] = self;
  i32[Word.Call + 2] = a;
  addon.callWords1();
  return i32[Word.Call + 3]!;
}
