/** Waiting for descriptors. Every wait releases the GIL and returns -EINTR when a caught signal arrives. */
import type { SysResult } from './types.ts';

export interface HostPoll {
  /**
   * `set` holds three numbers per descriptor: fd, events asked, events seen (written). Returns how many have events.
   * `timeoutMs` < 0 = no limit; fractions are honoured.
   */
  poll(set: Int32Array, count: number, timeoutMs: number): SysResult;
  /** Returns the ready descriptors of each list, or a negative errno. `timeoutMs` < 0 = no limit. */
  select(read: number[], write: number[], except: number[], timeoutMs: number): [number[], number[], number[]] | number;
  /** Linux only, -ENOSYS elsewhere. */
  epollCreate(flags: number): SysResult;
  /** op: EPOLL_CTL_ADD 1, DEL 2, MOD 3. */
  epollCtl(epfd: number, op: number, fd: number, events: number): SysResult;
  /** `out` receives pairs (fd, events); returns their count. */
  epollWait(epfd: number, out: Int32Array, maxEvents: number, timeoutMs: number): SysResult;
}
