/** HostPosix through the addon. */
import type { HostPosix } from '../../contract/posix.ts';
import { linuxConfstrNames, linuxPathconfNames } from '../../generated/constants-linux.ts';
import { check, hostError, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';

export function createAddonPosix(addon: Addon): HostPosix {
  const native = addon.group('posix');
  const { record } = addon;
  const three = (status: number, syscall: string): [number, number, number] => {
    check(status, syscall);
    return [record[0], record[1], record[2]];
  };
  const timer = (status: number, syscall: string): [number, number] => {
    check(status, syscall);
    return [record[0], record[1]];
  };
  const answer = (status: number, syscall: string): number => {
    check(status, syscall);
    return record[0];
  };
  return {
    ...native,
    pathconfNames: linuxPathconfNames(),
    confstrNames: linuxConfstrNames(),
    listxattr: (file, follow) => orThrow(native.listxattr(file, follow), 'listxattr'),
    pathconf: (file, name) => answer(native.pathconf(file, name), 'pathconf'),
    confstr(name) {
      const value = native.confstr(name);
      if (typeof value === 'number') throw hostError(value, 'confstr');
      return value;
    },
    getresuid: () => three(native.getresuid(), 'getresuid'),
    getresgid: () => three(native.getresgid(), 'getresgid'),
    getgrouplist: (user, group) => orThrow(native.getgrouplist(user, group), 'getgrouplist'),
    schedInterval: (pid) => answer(native.schedInterval(pid), 'sched_rr_get_interval'),
    waitid(idType, id, options, out) {
      const status = native.waitid(idType, id, options);
      if (status < 0) return status;
      [out.pid, out.uid, out.signo, out.status, out.code] = record;
      return 0;
    },
    timerfdSettime: (fd, flags, value, interval) =>
      timer(native.timerfdSettime(fd, flags, value, interval), 'timerfd_settime'),
    timerfdGettime: (fd) => timer(native.timerfdGettime(fd), 'timerfd_gettime'),
  };
}
