/**
 * The arena: memory that JavaScript, C and compiled wasm see at once, for the contents of bytes, bytearrays and arrays.
 *
 * A tier or the C API provides it; without one, contents live in ordinary ArrayBuffers. What the arena gives are ordinary
 * `Uint8Array`s on ordinary ArrayBuffers too (each covers one block, which goes when the buffer is collected), so nobody has to ask
 * where contents live. They move in when something needs an address: `arenaOffset`. Contents of which buffers were
 * handed out stay where they are. Why so: docs/decisions/spike-llvm.md.
 */
import type { PyObject } from './object.ts';
import type { PyType } from './type.ts';

export interface Arena {
  /** Memory of zeros at an address divisible by 16, or null when there is no room. */
  allocate(bytes: number): Uint8Array | null;
  /** Offset of the first byte from the arena's base, or -1 when it lies elsewhere. */
  offsetOf(bytes: Uint8Array): number;
}

export let arena: Arena | null = null;

export function setArena(provided: Arena | null): void {
  arena = provided;
}

/** Contents below this many bytes are cheaper on the JavaScript heap. */
const ARENA_LEAST = 1024;

/** Zeros for contents that are likely to be wanted by compiled code or C. */
export function newMemory(bytes: number): Uint8Array {
  if (arena !== null && bytes >= ARENA_LEAST) return arena.allocate(bytes) ?? new Uint8Array(bytes);
  return new Uint8Array(bytes);
}

/**
 * An exact type whose items stand in memory one after the other: `o[i]` and `o[i] = v` with an int `i` are accesses to item `i`,
 * negative ones counted from the end, and do nothing else.
 */
export interface ItemMemory<T extends PyObject = any> {
  readonly writable: boolean;
  /** The contents, valid until the size changes. */
  bytes(o: T): Uint8Array;
  /** Format of one item as in module struct. */
  format(o: T): string;
  /** False while somebody holds a buffer of it. */
  movable(o: T): boolean;
  /** `to` has the same contents and becomes the object's memory. */
  move(o: T, to: Uint8Array): void;
}

/** By type; filled by the modules of the types. */
export const itemMemories: Map<PyType, ItemMemory> = new Map();

/** Contents move before the first buffer of them is handed out: later they cannot. */
export function beforeExport(o: PyObject, memory: ItemMemory): void {
  if (arena !== null && memory.bytes(o).length >= ARENA_LEAST) arenaOffset(o, memory);
}

/** Offset of an object's contents in the arena, to which they are moved if possible; else -1. */
export function arenaOffset(o: PyObject, memory: ItemMemory): number {
  if (arena === null) return -1;
  const bytes = memory.bytes(o);
  const at = arena.offsetOf(bytes);
  if (at >= 0 || !memory.movable(o)) return at;
  const to = arena.allocate(bytes.length);
  if (to === null) return -1;
  to.set(bytes);
  memory.move(o, to);
  return arena.offsetOf(to);
}
