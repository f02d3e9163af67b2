/** HostRandom through node:crypto, loaded at the first request. */
import type { HostRandom } from '../../contract/random.ts';
import type { SysResult } from '../../contract/types.ts';

const LARGEST_REQUEST = 65_536;

export class PortableRandom implements HostRandom {
  fill(buffer: Uint8Array): void {
    for (let at = 0; at < buffer.length; at += LARGEST_REQUEST) {
      globalThis.crypto.getRandomValues(buffer.subarray(at, at + LARGEST_REQUEST) as Uint8Array<ArrayBuffer>);
    }
  }

  getrandom(buffer: Uint8Array, _flags: number): SysResult {
    this.fill(buffer);
    return buffer.length;
  }
}
