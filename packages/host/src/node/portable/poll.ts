/** HostPoll without the addon: Node cannot ask a descriptor whether it is ready. */
import type { HostPoll } from '../../contract/poll.ts';
import type { SysResult } from '../../contract/types.ts';
import { selectByPoll } from '../../select.ts';
import type { HostClock } from '../../contract/clock.ts';
import { ENOSYS } from './errors.ts';

export class PortablePoll implements HostPoll {
  readonly #clock: HostClock;

  constructor(clock: HostClock) {
    this.#clock = clock;
  }

  /** With no descriptors it is a sleep; anything else is refused. */
  poll(_set: Int32Array, count: number, timeoutMs: number): SysResult {
    if (count > 0 || timeoutMs < 0) return -ENOSYS;
    return this.#clock.sleep(timeoutMs / 1000);
  }

  select(
    read: number[],
    write: number[],
    except: number[],
    timeoutMs: number,
  ): [number[], number[], number[]] | number {
    return selectByPoll((set, count, ms) => this.poll(set, count, ms), read, write, except, timeoutMs);
  }

  epollCreate(): SysResult {
    return -ENOSYS;
  }

  epollCtl(): SysResult {
    return -ENOSYS;
  }

  epollWait(): SysResult {
    return -ENOSYS;
  }
}
