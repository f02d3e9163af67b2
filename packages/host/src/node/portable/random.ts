/** HostRandom from /dev/urandom, because node:crypto takes milliseconds to load; from there where no such file is. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { HostRandom } from '../../contract/random.ts';
import type { SysResult } from '../../contract/types.ts';

const LARGEST_REQUEST = 65_536;

export class PortableRandom implements HostRandom {
  fill(buffer: Uint8Array): void {
    if (!fillFromDevice(buffer)) fillFromCrypto(buffer);
  }

  getrandom(buffer: Uint8Array, _flags: number): SysResult {
    this.fill(buffer);
    return buffer.length;
  }
}

function fillFromDevice(buffer: Uint8Array): boolean {
  let file: number;
  try {
    file = openSync('/dev/urandom', 'r');
  } catch {
    return false;
  }
  let at = 0;
  while (at < buffer.length) at += readSync(file, buffer, at, buffer.length - at, null);
  closeSync(file);
  return true;
}

function fillFromCrypto(buffer: Uint8Array): void {
  for (let at = 0; at < buffer.length; at += LARGEST_REQUEST) {
    globalThis.crypto.getRandomValues(buffer.subarray(at, at + LARGEST_REQUEST) as Uint8Array<ArrayBuffer>);
  }
}
