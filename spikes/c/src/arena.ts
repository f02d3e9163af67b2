/**
 * The arena as typed arrays: reference counts, pointers and the free lists of small blocks, without crossing into C.
 *
 * Word numbers are those of native/core/core.h. A body at ref r begins at word 4r: count, flags, type (two words).
 */
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { launch } from './launch.ts';

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

const { region } = launch();
const memory = addon.openArena(region?.memory, region?.offset, region?.bytes);
export const u8: Uint8Array = new Uint8Array(memory);
export const u16: Uint16Array = new Uint16Array(memory);
export const u32: Uint32Array = new Uint32Array(memory);
export const i32: Int32Array = new Int32Array(memory);
export const f64: Float64Array = new Float64Array(memory);
const base: number = addon.arenaAddress();
const size: number = memory.byteLength;
const baseLow: number = base % 4294967296;
const baseHigh: number = Math.floor(base / 4294967296);

const foreignAddresses: number[] = [0];
const foreignRefs: Map<number, Ref> = new Map();

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
export interface TypeWords {
  readonly low: number;
  readonly high: number;
}

export function typeWords(type: Ref): TypeWords {
  const address = addressOf(type);
  return { low: address % 4294967296, high: Math.floor(address / 4294967296) };
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

const { callWords0, callWords1 } = addon;

/** f(self, NULL) */
export function call0(f: number, self: Ref): Ref {
  i32[Word.Call] = f;
  i32[Word.Call + 1] = self;
  callWords0();
  return i32[Word.Call + 3]!;
}

/** f(self, a) */
export function call1(f: number, self: Ref, a: Ref): Ref {
  i32[Word.Call] = f;
  i32[Word.Call + 1] = self;
  i32[Word.Call + 2] = a;
  callWords1();
  return i32[Word.Call + 3]!;
}
