/** What the methods that bytes and bytearray share need to know of each. */
import type { Value } from '../core/value.ts';

export interface Flavor {
  readonly name: 'bytes' | 'bytearray';
  data(self: any): Uint8Array;
  /** A new object that owns `data`. */
  make(data: Uint8Array): Value;
  /** A result equal to self: itself where it is an exact bytes, else a copy. */
  same(self: any): Value;
}
