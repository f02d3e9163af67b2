/**
 * HostThreads and HostEngine of the fake host. It parks at every poll: the eval breaker always carries the drop request,
 * so emitted code takes its slow path each time, and `onPark` lets a test change the world there as another thread would.
 */
import type { HostEngine } from '../contract/engine.ts';
import { EVAL_BREAKER, GIL_DROP_REQUEST, type HostThreads } from '../contract/threads.ts';
import type { SysResult } from '../contract/types.ts';
import { EAGAIN, EINVAL, ENOSYS } from './errno.ts';

export class FakeThreads implements HostThreads {
  words: Int32Array = new Int32Array(16);
  readonly supported = false;
  /** How often the runtime gave others a chance. */
  parks = 0;
  onPark: () => void = () => {};
  readonly #locked: boolean[] = [];
  #isParking = false;

  constructor(parkAlways: boolean) {
    if (parkAlways) this.words[EVAL_BREAKER] = GIL_DROP_REQUEST;
  }

  moveWords(to: Int32Array): void {
    to.set(this.words);
    this.words = to;
  }

  ident(): number {
    return 1;
  }

  nativeId(): number {
    return 1;
  }

  /** The request stays set. `onPark` may itself run polling code: it is not entered twice. */
  yieldGil(): void {
    this.parks++;
    if (this.#isParking) return;
    this.#isParking = true;
    try {
      this.onPark();
    } finally {
      this.#isParking = false;
    }
  }

  start(): SysResult {
    return -ENOSYS;
  }

  join(): SysResult {
    return 1;
  }

  takeException(): unknown {
    return undefined;
  }

  identOf(_handle: number): number {
    return 0;
  }

  forget(_handle: number): void {}

  onResume(_callback: (thread: number) => void): void {}

  setSwitchInterval(): void {}

  lockNew(): number {
    return this.#locked.push(false) - 1;
  }

  lockAcquire(lock: number, timeoutMs: number): SysResult {
    if (this.#locked[lock] === undefined) return -EINVAL;
    if (this.#locked[lock]) return timeoutMs < 0 ? -EAGAIN : 0;
    this.#locked[lock] = true;
    return 1;
  }

  lockRelease(lock: number): SysResult {
    if (this.#locked[lock] === undefined) return -EINVAL;
    this.#locked[lock] = false;
    return 0;
  }

  lockFree(_lock: number): void {}

  finalize(): void {}
}

export class FakeEngine implements HostEngine {
  readonly hasBigStack = false;

  setStackLimit(_bytes: number): number {
    return 0;
  }

  maxStack(): number {
    return 0;
  }

  runOnBigStack<T>(body: () => T, _bytes: number): T {
    return body();
  }

  holdBack(): void {}

  collectGarbage(): void {}

  reportCollections(): boolean {
    return false;
  }

  reportFullHeap(): boolean {
    return false;
  }

  collectFinalizers(): boolean {
    return false;
  }
}
