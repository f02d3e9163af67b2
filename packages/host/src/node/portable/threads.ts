/** HostThreads without the addon: the poll words, and one thread. */
import { constants } from 'node:os';
import type { HostThreads } from '../../contract/threads.ts';
import type { SysResult } from '../../contract/types.ts';
import { ENOSYS } from './errors.ts';

const WORD_COUNT = 16;
const { EAGAIN } = constants.errno;

export class PortableThreads implements HostThreads {
  /** Not shared while a start-up snapshot is built: V8 has no SharedArrayBuffer there, and the words are not kept. */
  words: Int32Array = new Int32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(WORD_COUNT * 4) : new SharedArrayBuffer(WORD_COUNT * 4),
  );
  readonly supported = false;
  readonly #free: boolean[] = [];

  moveWords(to: Int32Array): void {
    to.set(this.words);
    this.words = to;
  }

  ident(): number {
    return process.pid;
  }

  nativeId(): number {
    return process.pid;
  }

  yieldGil(): void {}

  start(): SysResult {
    return -ENOSYS;
  }

  join(): SysResult {
    return 1;
  }

  takeException(): unknown {
    return undefined;
  }

  identOf(): number {
    return 0;
  }

  forget(): void {}

  onResume(): void {}

  setSwitchInterval(): void {}

  lockNew(): number {
    return this.#free.push(true) - 1;
  }

  /** Nobody else could release a taken lock: waiting without end is a deadlock and refused. */
  lockAcquire(lock: number, timeoutMs: number): SysResult {
    if (this.#free[lock]) {
      this.#free[lock] = false;
      return 1;
    }
    if (timeoutMs < 0) return -EAGAIN;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeoutMs);
    return 0;
  }

  lockRelease(lock: number): SysResult {
    this.#free[lock] = true;
    return 0;
  }

  lockFree(): void {}

  finalize(): void {}
}
