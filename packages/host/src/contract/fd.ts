/**
 * Calls on descriptors. All results are SysResult unless said otherwise. Calls that may block (read, write, flock,
 * fsync …) release the GIL and return -EINTR when a caught signal arrives: the caller runs the Python handlers and
 * calls again (PEP 475). New descriptors are not inheritable (PEP 446).
 */
import type { HostStat } from '../stat.ts';
import type { SysResult } from './types.ts';

export interface HostFd {
  /** Reads at most `length` bytes into buffer[start…]; returns the count, 0 at the end of the file. */
  read(fd: number, buffer: Uint8Array, start: number, length: number): SysResult;
  write(fd: number, buffer: Uint8Array, start: number, length: number): SysResult;
  pread(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult;
  pwrite(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult;
  /** whence: 0 SEEK_SET, 1 SEEK_CUR, 2 SEEK_END, 3 SEEK_DATA, 4 SEEK_HOLE. Returns the new position. */
  lseek(fd: number, offset: number, whence: number): SysResult;
  close(fd: number): SysResult;
  /** Closes every descriptor in [low, high], ignoring errors. */
  closeRange(low: number, high: number): void;
  fstat(fd: number, out: HostStat): SysResult;
  ftruncate(fd: number, length: number): SysResult;
  fsync(fd: number): SysResult;
  fdatasync(fd: number): SysResult;
  fchmod(fd: number, mode: number): SysResult;
  fchown(fd: number, uid: number, gid: number): SysResult;
  futime(fd: number, atimeSec: number, atimeNsec: number, mtimeSec: number, mtimeNsec: number): SysResult;
  fallocate(fd: number, offset: number, length: number): SysResult;
  fadvise(fd: number, offset: number, length: number, advice: number): SysResult;
  /** Kernel-side copies. Negative offset = use and move the descriptor's own position. Return the bytes copied. */
  sendfile(outFd: number, inFd: number, offset: number, count: number): SysResult;
  copyFileRange(inFd: number, outFd: number, count: number, inOffset: number, outOffset: number): SysResult;

  dup(fd: number): SysResult;
  /** Returns `to`. */
  dup2(from: number, to: number, inheritable: boolean): SysResult;
  /** `flags`: O_NONBLOCK, O_CLOEXEC (always added). Returns [read end, write end]; throws HostError. */
  pipe(flags?: number): [number, number];
  memfdCreate(name: string, flags: number): SysResult;
  eventfd(initial: number, flags: number): SysResult;

  /** 1 or 0; a bad descriptor is 0 as in os.isatty. */
  isatty(fd: number): number;
  /** 1 or 0. */
  getBlocking(fd: number): SysResult;
  setBlocking(fd: number, blocking: boolean): SysResult;
  /** 1 or 0. */
  getInheritable(fd: number): SysResult;
  setInheritable(fd: number, inheritable: boolean): SysResult;
  fcntl(fd: number, command: number, argument: number): SysResult;
  /** The argument is a structure: `buffer` is read and written in place. */
  fcntlBuffer(fd: number, command: number, buffer: Uint8Array): SysResult;
  ioctl(fd: number, request: number, argument: number): SysResult;
  ioctlBuffer(fd: number, request: number, buffer: Uint8Array): SysResult;
  /** LOCK_SH 1, LOCK_EX 2, LOCK_NB 4, LOCK_UN 8. */
  flock(fd: number, operation: number): SysResult;
}
