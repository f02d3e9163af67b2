/** HostFd and HostPoll through the addon. */
import type { HostFd } from '../../contract/fd.ts';
import type { HostPoll } from '../../contract/poll.ts';
import { selectByPoll } from '../../select.ts';
import { check } from '../errors.ts';
import type { Addon } from './load.ts';
import { readStat } from './stat.ts';

export function createAddonFd(addon: Addon): HostFd {
  const native = addon.group('fd');
  const { record } = addon;
  return {
    ...native,
    fstat(fd, out) {
      const status = native.fstat(fd);
      return status < 0 ? status : readStat(record, out);
    },
    pipe(flags = 0) {
      check(native.pipe(flags), 'pipe2');
      return [record[0], record[1]];
    },
  };
}

export function createAddonPoll(addon: Addon): HostPoll {
  const native = addon.group('poll');
  return {
    ...native,
    select: (read, write, except, timeoutMs) => selectByPoll(native.poll, read, write, except, timeoutMs),
  };
}
