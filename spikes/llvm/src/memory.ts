/**
 * The one memory of compiled code: a shared WebAssembly.Memory that is also the arena of C (native/arena.cc).
 *
 * Layout: nothing at 0, so that no block has address 0; the eval breaker's words; the frame area; blocks. V8 reserves
 * the maximum of a shared memory when it makes it, so the base address is the same for good. JavaScript sees blocks as windows.
 */
import type { Arena } from '@pyston/objects';
import type { ArenaAddon } from '../native/build.mjs';
import { fileURLToPath } from 'node:url';
import { loadArena } from '../native/build.mjs';
import type { MemoryLimits } from './link.ts';

const PAGE = 65536;
const WORDS_AT = 64;
const WORD_COUNT = 16;
const FRAME_AT = 1024;
const FRAME_BYTES = 15 * 1024;
const BLOCKS_AT = FRAME_AT + FRAME_BYTES;
/** The memory grows by this many pages at least, 16 MiB. */
const GROWTH = 256;

/** Modules that import the memory say these limits; the initial size is what they need at least. */
export const LIMITS: MemoryLimits = { initial: 1, maximum: 65536 };

export class KernelMemory implements Arena {
  readonly memory: WebAssembly.Memory;
  readonly addon: ArenaAddon;
  /** Address of offset 0, for C. */
  readonly base: bigint;
  /** The eval breaker's words, to be given to HostThreads.moveWords. */
  readonly words: Int32Array;
  readonly wordsAt: number = WORDS_AT;
  /** Where inputs enter and the values of a site leave, 8 bytes each. */
  readonly frameAt: number = FRAME_AT;
  readonly frameInt32: Int32Array;
  readonly frameInt64: BigInt64Array;
  readonly frameFloat64: Float64Array;

  constructor() {
    this.addon = loadArena(fileURLToPath(new URL('../native/', import.meta.url)));
    this.memory = new WebAssembly.Memory({ ...LIMITS, shared: true });
    this.base = this.addon.attach(this.memory.buffer, BLOCKS_AT);
    this.words = new Int32Array(this.addon.fixed(WORDS_AT, WORD_COUNT * 4));
    const frame = this.addon.fixed(FRAME_AT, FRAME_BYTES);
    this.frameInt32 = new Int32Array(frame);
    this.frameInt64 = new BigInt64Array(frame);
    this.frameFloat64 = new Float64Array(frame);
  }

  allocate(bytes: number): Uint8Array | null {
    return this.addon.window(bytes) ?? (this.grow(bytes) ? (this.addon.window(bytes) ?? null) : null);
  }

  private grow(bytes: number): boolean {
    const pages = Math.max(GROWTH, Math.ceil(bytes / PAGE) + 1);
    const room = LIMITS.maximum - this.memory.buffer.byteLength / PAGE;
    if (Math.ceil(bytes / PAGE) + 1 > room) return false;
    this.memory.grow(Math.min(pages, room));
    this.addon.setLimit(this.memory.buffer.byteLength);
    return true;
  }

  offsetOf(bytes: Uint8Array): number {
    return this.addon.offsetOf(bytes);
  }
}
