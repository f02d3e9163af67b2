/**
 * The poll words and, where the host has them, OS threads that share the isolate under one GIL.
 *
 * Emitted code tests `words[EVAL_BREAKER] !== 0` at loop back-edges and calls, and then calls the runtime's poll, which
 * handles signals and asks `yieldGil` when bit GIL_DROP_REQUEST is set. Nothing else switches threads, except natives
 * documented as releasing the GIL. No invariant may span either.
 */
import type { SysResult } from './types.ts';

/** Index of the eval breaker in `words`. */
export const EVAL_BREAKER = 0;
/** Bits of the eval breaker. */
export const GIL_DROP_REQUEST = 1;
export const SIGNAL_PENDING = 2;
/** For the runtime's own use: asynchronous exceptions, pending calls, finalisers. */
export const ASYNC_REQUEST = 4;
/** The heap is nearly full: the program gets a MemoryError. */
export const MEMORY_FULL = 8;

export interface HostThreads {
  /** Shared with signal handlers and other threads; keep it in a const for V8. */
  readonly words: Int32Array;
  /** The words live in `to` from now on (16 words at least), which is then `words`: compiled wasm sees its own memory only. */
  moveWords(to: Int32Array): void;
  /** False: `start` answers -ENOSYS and there is one thread only. */
  readonly supported: boolean;
  /** Identity of the calling thread (pthread_self) and its kernel id. */
  ident(): number;
  nativeId(): number;
  /** Lets another waiting thread run. */
  yieldGil(): void;
  /** Starts `body` on a new thread with a stack of `stackBytes` (1 MB at least); returns a handle > 0 or -errno. */
  start(body: () => void, stackBytes: number): SysResult;
  /** 1 ended, 0 time is over. `timeoutMs` < 0 = no limit. */
  join(handle: number, timeoutMs: number): SysResult;
  /** What `body` threw, once; undefined when it returned. Frees the handle of an ended thread. */
  takeException(handle: number): unknown;
  /** `ident()` of a thread that `start` made and that did not end yet. */
  identOf(handle: number): number;
  /** Nobody will join this thread nor ask for its exception: its memory goes when it ends. */
  forget(handle: number): void;
  /**
   * `callback` is told which thread runs whenever that is another one than before (0 = the main thread, else its handle),
   * on that thread, before a blocking call or `yieldGil` returns and before a new thread's body starts. It may not throw
   * nor block. One callback per process.
   */
  onResume(callback: (thread: number) => void): void;
  /** Seconds; the wait before a drop request is made. */
  setSwitchInterval(seconds: number): void;
  /** Locks are binary semaphores; release by any thread. A contended path only: keep the free case in JS. */
  lockNew(): number;
  /** 1 acquired, 0 time is over, -EINTR. `timeoutMs` < 0 = no limit. */
  lockAcquire(lock: number, timeoutMs: number): SysResult;
  lockRelease(lock: number): SysResult;
  lockFree(lock: number): void;
  /**
   * Addresses of two C functions with which another addon releases the GIL around a blocking call of its own: `void *release(void)` and
   * `void acquire(void *)`. Absent where there are no threads.
   */
  lockForNatives?(): readonly [release: number, acquire: number];
  /** From now on every other thread that wants the GIL sleeps for ever (interpreter exit). */
  finalize(): void;
}
