/** HostFs through node:fs. Directory descriptors are refused, except that listing one works where /proc exists. */
import * as fs from 'node:fs';
import { constants } from 'node:os';
import type { HostDirEntries, HostFs, HostStatVfs } from '../../contract/fs.ts';
import type { HostPath, SysResult } from '../../contract/types.ts';
import { fsDecode } from '../../fscodec.ts';
import type { HostStat } from '../../stat.ts';
import { attempt, ENOSYS, errnoOf, hostError, nodePath, throwing } from './errors.ts';
import { fillStat } from './stat.ts';

const AT_FDCWD = -100;
const UTIME_NOW = 0x3fffffff;
const UTIME_OMIT = 0x3ffffffe;
const O_CLOEXEC = 0o2000000;
const BIGINT_STAT = { bigint: true } as const;
const DT = { unknown: 0, fifo: 1, char: 2, directory: 4, block: 6, regular: 8, link: 10, socket: 12 };

const refuses = (dirFd: number | undefined) => dirFd !== undefined && dirFd !== AT_FDCWD;

export class PortableFs implements HostFs {
  readonly hasDirFd: boolean = false;

  open(path: HostPath, flags: number, mode: number, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    try {
      return fs.openSync(nodePath(path), flags | (process.platform === 'linux' ? O_CLOEXEC : 0), mode);
    } catch (error) {
      return errnoOf(error);
    }
  }

  stat(path: HostPath, out: HostStat, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    try {
      return fillStat(out, fs.statSync(nodePath(path), BIGINT_STAT));
    } catch (error) {
      return errnoOf(error);
    }
  }

  lstat(path: HostPath, out: HostStat, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    try {
      return fillStat(out, fs.lstatSync(nodePath(path), BIGINT_STAT));
    } catch (error) {
      return errnoOf(error);
    }
  }

  access(path: HostPath, mode: number, dirFd?: number, flags?: number): SysResult {
    if (refuses(dirFd) || flags) return -ENOSYS;
    return attempt(() => fs.accessSync(nodePath(path), mode));
  }

  listdir(dir: HostPath | number): string[] {
    const path = listable(dir);
    return throwing('scandir', () => {
      const names = fs.readdirSync(path, 'utf8');
      if (!names.some((name) => name.includes('\ufffd'))) return names;
      return fs.readdirSync(path, 'buffer').map((name) => fsDecode(name));
    });
  }

  scandir(dir: HostPath | number): HostDirEntries {
    const path = listable(dir);
    const found = throwing('scandir', () => fs.readdirSync(path, { encoding: 'buffer', withFileTypes: true }));
    const types = new Uint8Array(found.length);
    const names: string[] = [];
    for (let i = 0; i < found.length; i++) {
      names.push(fsDecode(found[i].name));
      types[i] = typeOfEntry(found[i]);
    }
    return { names, types, inos: names.map(() => 0) };
  }

  mkdir(path: HostPath, mode: number, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    return attempt(() => void fs.mkdirSync(nodePath(path), mode));
  }

  rmdir(path: HostPath, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    return attempt(() => fs.rmdirSync(nodePath(path)));
  }

  unlink(path: HostPath, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    return attempt(() => fs.unlinkSync(nodePath(path)));
  }

  rename(from: HostPath, to: HostPath, fromDirFd?: number, toDirFd?: number): SysResult {
    if (refuses(fromDirFd) || refuses(toDirFd)) return -ENOSYS;
    return attempt(() => fs.renameSync(nodePath(from), nodePath(to)));
  }

  link(from: HostPath, to: HostPath, follow?: boolean, fromDirFd?: number, toDirFd?: number): SysResult {
    if (follow || refuses(fromDirFd) || refuses(toDirFd)) return -ENOSYS;
    return attempt(() => fs.linkSync(nodePath(from), nodePath(to)));
  }

  symlink(target: HostPath, path: HostPath, dirFd?: number): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    return attempt(() => fs.symlinkSync(nodePath(target), nodePath(path)));
  }

  readlink(path: HostPath, dirFd?: number): string {
    if (refuses(dirFd)) throw hostError(-ENOSYS, 'readlinkat');
    return throwing('readlink', () => fsDecode(fs.readlinkSync(nodePath(path), 'buffer')));
  }

  chmod(path: HostPath, mode: number, dirFd?: number, follow = true): SysResult {
    if (!follow || refuses(dirFd)) return -ENOSYS;
    return attempt(() => fs.chmodSync(nodePath(path), mode));
  }

  chown(path: HostPath, uid: number, gid: number, dirFd?: number, follow = true): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    return attempt(() => (follow ? fs.chownSync : fs.lchownSync)(nodePath(path), uid, gid));
  }

  utime(
    path: HostPath,
    atimeSec: number,
    atimeNsec: number,
    mtimeSec: number,
    mtimeNsec: number,
    dirFd?: number,
    follow = true,
  ): SysResult {
    if (refuses(dirFd)) return -ENOSYS;
    if (atimeNsec === UTIME_OMIT || mtimeNsec === UTIME_OMIT) return -ENOSYS;
    const set = follow ? fs.utimesSync : fs.lutimesSync;
    return attempt(() => set(nodePath(path), toSeconds(atimeSec, atimeNsec), toSeconds(mtimeSec, mtimeNsec)));
  }

  truncate(path: HostPath, length: number): SysResult {
    if (length < 0) return -constants.errno.EINVAL;
    return attempt(() => fs.truncateSync(nodePath(path) as string, length));
  }

  mkfifo(): SysResult {
    return -ENOSYS;
  }

  mknod(): SysResult {
    return -ENOSYS;
  }

  statvfs(path: HostPath | number): HostStatVfs {
    const found = throwing('statfs', () => fs.statfsSync(listable(path)));
    return {
      bsize: found.bsize,
      frsize: found.bsize,
      blocks: found.blocks,
      bfree: found.bfree,
      bavail: found.bavail,
      files: found.files,
      ffree: found.ffree,
      favail: found.ffree,
      flag: 0,
      namemax: 255,
      fsid: 0,
    };
  }

  getcwd(): string {
    return throwing('getcwd', () => process.cwd());
  }

  chdir(path: HostPath): SysResult {
    const target = nodePath(path);
    if (typeof target !== 'string') return -ENOSYS;
    return attempt(() => process.chdir(target));
  }

  fchdir(fd: number): SysResult {
    return attempt(() => process.chdir(`/proc/self/fd/${fd}`));
  }

  umask(mask: number): number {
    return process.umask(mask & 0o777);
  }

  sync(): void {}
}

function listable(dir: HostPath | number): string | Buffer {
  return typeof dir === 'number' ? `/proc/self/fd/${dir}` : nodePath(dir);
}

/** node:fs takes times as doubles of seconds, so the last digits of the nanoseconds are lost. */
function toSeconds(seconds: number, nanoseconds: number): number {
  return nanoseconds === UTIME_NOW ? Date.now() / 1000 : seconds + nanoseconds / 1e9;
}

function typeOfEntry(entry: fs.Dirent<Buffer>): number {
  if (entry.isFile()) return DT.regular;
  if (entry.isDirectory()) return DT.directory;
  if (entry.isSymbolicLink()) return DT.link;
  if (entry.isFIFO()) return DT.fifo;
  if (entry.isSocket()) return DT.socket;
  if (entry.isCharacterDevice()) return DT.char;
  return entry.isBlockDevice() ? DT.block : DT.unknown;
}
