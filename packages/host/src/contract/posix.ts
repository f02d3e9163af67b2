/**
 * The rarer POSIX and Linux calls, apart so that the other interfaces stay what every host can do. Hosts without them
 * answer -ENOSYS, or throw it where the result is no number.
 */
import type { HostPath, SysResult } from './types.ts';

/** siginfo of waitid; pid 0 = WNOHANG and nothing to report. */
export interface HostWaitInfo {
  pid: number;
  uid: number;
  signo: number;
  status: number;
  code: number;
}

export interface HostPosix {
  /** With an empty buffer the size of the value. `file` may be a descriptor. */
  getxattr(file: HostPath | number, name: HostPath, buffer: Uint8Array, follow?: boolean): SysResult;
  setxattr(file: HostPath | number, name: HostPath, value: Uint8Array, flags: number, follow?: boolean): SysResult;
  removexattr(file: HostPath | number, name: HostPath, follow?: boolean): SysResult;
  /** Throws HostError. */
  listxattr(file: HostPath | number, follow?: boolean): string[];
  /** By number (`pathconfNames`); -1 = no limit. Throws HostError. */
  pathconf(file: HostPath | number, name: number): number;
  readonly pathconfNames: Readonly<Record<string, number>>;
  /** By number (`confstrNames`); undefined = no value. Throws HostError EINVAL. */
  confstr(name: number): string | undefined;
  readonly confstrNames: Readonly<Record<string, number>>;
  chroot(path: HostPath): SysResult;

  /** [real, effective, saved]. Throws HostError. */
  getresuid(): [number, number, number];
  getresgid(): [number, number, number];
  /** -1 leaves an id unchanged. */
  setresuid(real: number, effective: number, saved: number): SysResult;
  setresgid(real: number, effective: number, saved: number): SysResult;
  setreuid(real: number, effective: number): SysResult;
  setregid(real: number, effective: number): SysResult;
  setgroups(groups: number[]): SysResult;
  initgroups(user: string, group: number): SysResult;
  /** Throws HostError. */
  getgrouplist(user: string, group: number): number[];

  schedGetScheduler(pid: number): SysResult;
  schedSetScheduler(pid: number, policy: number, priority: number): SysResult;
  schedGetParam(pid: number): SysResult;
  schedSetParam(pid: number, priority: number): SysResult;
  schedPriorityMax(policy: number): SysResult;
  schedPriorityMin(policy: number): SysResult;
  /** Seconds. Throws HostError. */
  schedInterval(pid: number): number;

  /** Fills `out`. */
  waitid(idType: number, id: number, options: number, out: HostWaitInfo): SysResult;
  pidfdOpen(pid: number, flags: number): SysResult;

  /** At `position`, or at the descriptor's own when it is < 0. */
  readv(fd: number, buffers: Uint8Array[], position: number): SysResult;
  writev(fd: number, buffers: Uint8Array[], position: number): SysResult;
  /** command: F_LOCK, F_TLOCK, F_ULOCK, F_TEST. */
  lockf(fd: number, command: number, length: number): SysResult;
  /** Negative offsets = use and move the descriptors' own positions. */
  splice(from: number, to: number, count: number, fromOffset: number, toOffset: number, flags: number): SysResult;
  timerfdCreate(clock: number, flags: number): SysResult;
  /** Returns the old [value, interval] in seconds. Throws HostError. */
  timerfdSettime(fd: number, flags: number, value: number, interval: number): [number, number];
  timerfdGettime(fd: number): [number, number];
}
