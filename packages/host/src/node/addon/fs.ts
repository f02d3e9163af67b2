/** HostFs through the addon: system calls as they are. */
import type { HostDirEntries, HostFs, HostStatVfs } from '../../contract/fs.ts';
import type { HostPath } from '../../contract/types.ts';
import { check, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';
import { readStat } from './stat.ts';

export function createAddonFs(addon: Addon): HostFs {
  const native = addon.group('fs');
  const { record } = addon;
  return {
    ...native,
    hasDirFd: true,
    stat(path, out, dirFd) {
      const status = native.stat(path, dirFd);
      return status < 0 ? status : readStat(record, out);
    },
    lstat(path, out, dirFd) {
      const status = native.lstat(path, dirFd);
      return status < 0 ? status : readStat(record, out);
    },
    listdir: (dir: HostPath | number): string[] => orThrow(native.list(dir, false), 'scandir'),
    scandir(dir: HostPath | number): HostDirEntries {
      const [names, types, inos] = orThrow(native.list(dir, true), 'scandir');
      return { names, types: Uint8Array.from(types), inos };
    },
    readlink: (path: HostPath, dirFd?: number): string => orThrow(native.readlink(path, dirFd), 'readlink'),
    getcwd: (): string => orThrow(native.getcwd(), 'getcwd'),
    statvfs(path: HostPath | number): HostStatVfs {
      check(native.statvfs(path), 'statvfs');
      const [bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax, fsid] = record;
      return { bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax, fsid };
    },
  };
}
