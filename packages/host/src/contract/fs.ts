/** Calls on path names. Numbers are SysResult (negative errno on failure); others throw HostError. */
import type { HostStat } from '../stat.ts';
import type { HostPath, SysResult } from './types.ts';

/** Entries of a directory without '.' and '..', in the order of the system. */
export interface HostDirEntries {
  names: string[];
  /** DT_* of each entry as in dirent.h: 0 unknown, 1 fifo, 2 char, 4 directory, 6 block, 8 regular, 10 link, 12 socket. */
  types: Uint8Array;
  inos: (number | bigint)[];
}

export interface HostStatVfs {
  bsize: number;
  frsize: number;
  blocks: number;
  bfree: number;
  bavail: number;
  files: number;
  ffree: number;
  favail: number;
  flag: number;
  namemax: number;
  fsid: number;
}

/**
 * `dirFd`: directory that a relative path starts from; omitted or AT_FDCWD = the working directory.
 * Where `hasDirFd` is false any other value gives -ENOSYS.
 */
export interface HostFs {
  readonly hasDirFd: boolean;

  /** `flags` are the platform's O_*; O_CLOEXEC is always added (PEP 446). */
  open(path: HostPath, flags: number, mode: number, dirFd?: number): SysResult;
  /** Fills `out`, returns 0. */
  stat(path: HostPath, out: HostStat, dirFd?: number): SysResult;
  lstat(path: HostPath, out: HostStat, dirFd?: number): SysResult;
  /** `mode` = F_OK | R_OK | W_OK | X_OK; `flags` = AT_EACCESS | AT_SYMLINK_NOFOLLOW. */
  access(path: HostPath, mode: number, dirFd?: number, flags?: number): SysResult;

  /** `dir` may be a descriptor. Throws HostError. */
  listdir(dir: HostPath | number): string[];
  /** `dir` may be a descriptor. Throws HostError. */
  scandir(dir: HostPath | number): HostDirEntries;
  mkdir(path: HostPath, mode: number, dirFd?: number): SysResult;
  rmdir(path: HostPath, dirFd?: number): SysResult;
  unlink(path: HostPath, dirFd?: number): SysResult;
  /** Replaces an existing target (POSIX rename; also os.replace). */
  rename(from: HostPath, to: HostPath, fromDirFd?: number, toDirFd?: number): SysResult;
  link(from: HostPath, to: HostPath, follow?: boolean, fromDirFd?: number, toDirFd?: number): SysResult;
  symlink(target: HostPath, path: HostPath, dirFd?: number): SysResult;
  /** Throws HostError. */
  readlink(path: HostPath, dirFd?: number): string;
  chmod(path: HostPath, mode: number, dirFd?: number, follow?: boolean): SysResult;
  /** -1 leaves an id unchanged. */
  chown(path: HostPath, uid: number, gid: number, dirFd?: number, follow?: boolean): SysResult;
  /** nsec may be UTIME_NOW or UTIME_OMIT. */
  utime(
    path: HostPath,
    atimeSec: number,
    atimeNsec: number,
    mtimeSec: number,
    mtimeNsec: number,
    dirFd?: number,
    follow?: boolean,
  ): SysResult;
  truncate(path: HostPath, length: number): SysResult;
  mkfifo(path: HostPath, mode: number, dirFd?: number): SysResult;
  mknod(path: HostPath, mode: number, device: number, dirFd?: number): SysResult;
  /** Throws HostError. */
  statvfs(path: HostPath | number): HostStatVfs;

  /** Throws HostError. */
  getcwd(): string;
  chdir(path: HostPath): SysResult;
  fchdir(fd: number): SysResult;
  /** Returns the previous mask. */
  umask(mask: number): number;
  /** Flush all file systems. */
  sync(): void;
}
