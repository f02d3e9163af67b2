/** What the runtime needs of the JavaScript engine itself: stack and garbage collection. */
export interface HostEngine {
  /**
   * Lets the calling thread use `bytes` of stack (clipped to what the system gave it) before V8 throws RangeError.
   * Returns the bytes granted; 0 = not possible here, V8's own limit stays.
   */
  setStackLimit(bytes: number): number;
  /** Stack size that setStackLimit can grant to the calling thread; 0 = unknown. */
  maxStack(): number;
  /**
   * Runs `body` on a helper thread with a stack of `bytes` and returns its result or throws what it threw. The caller
   * is suspended for as long; body sees the same isolate, globals and objects. Without support it just calls body.
   */
  runOnBigStack<T>(body: () => T, bytes: number): T;
  /** True when runOnBigStack really changes the stack. */
  readonly hasBigStack: boolean;
  /** From now on the engine leaves functions of this name to its interpreter and baseline code; null = it optimizes all again. */
  holdBack(name: string | null): void;
  /** Full garbage collection. */
  collectGarbage(): void;
  /** From now on bit ASYNC_REQUEST of the eval breaker is set after each full collection; false = not possible here. */
  reportCollections(): boolean;
  /** From now on bit MEMORY_FULL of the eval breaker is set when the heap is nearly full; false = not possible here. */
  reportFullHeap(): boolean;
  /**
   * Lets the targets of WeakRefs go that were kept alive for the current job, and runs the FinalizationRegistry callbacks
   * that are ready. Only at a safe poll: the callbacks run inside. Returns false when the host can do the first only: then
   * registries stay silent, and the caller must look through its own WeakRefs.
   */
  collectFinalizers(): boolean;
}
