/** Randomness of the system. */
import type { SysResult } from './types.ts';

export interface HostRandom {
  /** Fills the whole buffer (os.urandom). */
  fill(buffer: Uint8Array): void;
  /** getrandom(2): flags GRND_NONBLOCK 1, GRND_RANDOM 2. Returns the bytes written. */
  getrandom(buffer: Uint8Array, flags: number): SysResult;
}
