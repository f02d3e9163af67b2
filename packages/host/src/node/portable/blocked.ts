/**
 * Descriptors that someone else made non-blocking.
 *
 * Programs cannot ask this host for O_NONBLOCK, but a pipe or terminal can arrive with it: the flag is shared with every process that
 * holds the other copies (Node itself sets it on its standard streams). Such a read or write waits here, as it would have blocked.
 */
import { constants } from 'node:os';

const { EAGAIN } = constants.errno;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 16;
/** Made when first used: V8 has no SharedArrayBuffer while a start-up snapshot is built. */
let cell: Int32Array | null = null;

/** Runs a call of node:fs, again and again while it would block. */
export function unblocked(call: () => number): number {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).errno !== -EAGAIN) throw error;
    }
    Atomics.wait((cell ??= new Int32Array(new SharedArrayBuffer(4))), 0, 0, wait);
  }
}

/** Writes all of it, as a blocking descriptor does in one call; less only when an error ended it. */
export function writeWhole(write: (at: number) => number, length: number): number {
  let done = unblocked(() => write(0));
  try {
    while (done > 0 && done < length) {
      const at = done;
      const n = unblocked(() => write(at));
      if (n === 0) break;
      done += n;
    }
  } catch {
    // the next write meets the error again
  }
  return done;
}
