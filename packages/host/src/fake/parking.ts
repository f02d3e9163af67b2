/**
 * Any host, made to park at every poll: for running whole programs under the stress that the fake host gives unit tests.
 * The drop request is set again after each yield, so emitted code never takes its fast path.
 */
import type { Host } from '../contract/host.ts';
import { EVAL_BREAKER, GIL_DROP_REQUEST, type HostThreads } from '../contract/threads.ts';

export interface ParkingHost extends Host {
  readonly threads: ParkingThreads;
}

class ParkingThreads implements HostThreads {
  words: Int32Array;
  readonly supported: boolean;
  parks = 0;
  readonly #inner: HostThreads;
  readonly #onPark: () => void;
  #isParking = false;

  constructor(inner: HostThreads, onPark: () => void) {
    this.words = inner.words;
    this.supported = inner.supported;
    this.#inner = inner;
    this.#onPark = onPark;
    this.#request();
  }

  yieldGil(): void {
    this.parks++;
    this.#inner.yieldGil();
    if (!this.#isParking) this.#park();
    this.#request();
  }

  #park(): void {
    this.#isParking = true;
    try {
      this.#onPark();
    } finally {
      this.#isParking = false;
    }
  }

  #request(): void {
    Atomics.or(this.words, EVAL_BREAKER, GIL_DROP_REQUEST);
  }

  moveWords = (to: Int32Array) => {
    this.#inner.moveWords(to);
    this.words = to;
  };
  ident = () => this.#inner.ident();
  nativeId = () => this.#inner.nativeId();
  start = (body: () => void, stackBytes: number) => this.#inner.start(body, stackBytes);
  join = (handle: number, timeoutMs: number) => this.#inner.join(handle, timeoutMs);
  takeException = (handle: number) => this.#inner.takeException(handle);
  identOf = (handle: number) => this.#inner.identOf(handle);
  forget = (handle: number) => this.#inner.forget(handle);
  onResume = (callback: (thread: number) => void) => this.#inner.onResume(callback);
  setSwitchInterval = (seconds: number) => this.#inner.setSwitchInterval(seconds);
  lockNew = () => this.#inner.lockNew();
  lockAcquire = (lock: number, timeoutMs: number) => this.#inner.lockAcquire(lock, timeoutMs);
  lockRelease = (lock: number) => this.#inner.lockRelease(lock);
  lockFree = (lock: number) => this.#inner.lockFree(lock);
  finalize = () => this.#inner.finalize();
}

export function createParkingHost(host: Host, onPark: () => void = () => {}): ParkingHost {
  const {
    kind,
    platform,
    fs,
    fd,
    poll,
    clock,
    tty,
    env,
    process,
    signals,
    engine,
    random,
    net,
    memory,
    users,
    locale,
    posix,
  } = host;
  const threads = new ParkingThreads(host.threads, onPark);
  return {
    kind: `${kind}, parking`,
    platform,
    fs,
    fd,
    poll,
    clock,
    tty,
    env,
    process,
    signals,
    threads,
    engine,
    random,
    net,
    memory,
    users,
    locale,
    posix,
  };
}
