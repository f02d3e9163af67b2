/** Memory mapped from files or from nowhere. */
import type { SysResult } from './types.ts';

export interface HostMemory {
  /**
   * mmap(2) with the platform's PROT_* and MAP_* (HostPlatform.constants); fd -1 with MAP_ANONYMOUS. The view is the memory
   * itself. Writing to a mapping without PROT_WRITE, or beyond the end of its file, kills the process: check first.
   * A negative errno on failure.
   */
  map(fd: number, length: number, protection: number, flags: number, offset: number): Uint8Array | number;
  /** Detaches the view's buffer and gives the memory back. A mapping that is dropped is unmapped with its buffer. */
  unmap(view: Uint8Array): SysResult;
  sync(view: Uint8Array, offset: number, length: number, flags: number): SysResult;
  advise(view: Uint8Array, offset: number, length: number, advice: number): SysResult;
}
