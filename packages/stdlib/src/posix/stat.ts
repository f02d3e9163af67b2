/** stat_result, statvfs_result, and the functions that give them. */
import type { HostStatVfs } from '@pyston/host';
import { HostStat } from '@pyston/host';
import type { PyType, Result, Value } from '@pyston/objects';
import { big, float, int, isTrue, makeStructSequence, method, structSequence, valueError } from '@pyston/objects';
import { guarded, hostOf, osError, retry } from '../os-error.ts';
import type { PathArg } from './args.ts';
import { cInt, dirFd, pathArg } from './args.ts';

const UNNAMED = [{ name: null }, { name: null }, { name: null }];

const named = (names: string): { name: string }[] => names.split(' ').map((name) => ({ name }));

export const StatResult: PyType = makeStructSequence({
  name: 'stat_result',
  module: 'os',
  doc: 'Result of stat, fstat and lstat: ten items as in old times, and more attributes.',
  fields: [
    ...named('st_mode st_ino st_dev st_nlink st_uid st_gid st_size'),
    ...UNNAMED,
    ...named('st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev'),
  ],
  visible: 10,
});

export const StatVfsResult: PyType = makeStructSequence({
  name: 'statvfs_result',
  module: 'os',
  doc: 'Result of statvfs and fstatvfs.',
  fields: named('f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid'),
  visible: 10,
});

function nanoseconds(sec: number, nsec: number): Value {
  const n = sec * 1e9;
  return Math.abs(n) < 9e15 ? int(n + nsec) : big(BigInt(sec) * 1000000000n + BigInt(nsec));
}

function seconds(sec: number, nsec: number): Value {
  return float(sec + 1e-9 * nsec);
}

/** The record as stat_result. */
export function statValue(s: HostStat): Value {
  const ino = typeof s.ino === 'bigint' ? big(s.ino) : int(s.ino);
  return structSequence(StatResult, [
    int(s.mode),
    ino,
    int(s.dev),
    int(s.nlink),
    int(s.uid),
    int(s.gid),
    int(s.size),
    int(s.atimeSec),
    int(s.mtimeSec),
    int(s.ctimeSec),
    seconds(s.atimeSec, s.atimeNsec),
    seconds(s.mtimeSec, s.mtimeNsec),
    seconds(s.ctimeSec, s.ctimeNsec),
    nanoseconds(s.atimeSec, s.atimeNsec),
    nanoseconds(s.mtimeSec, s.mtimeNsec),
    nanoseconds(s.ctimeSec, s.ctimeNsec),
    int(s.blksize),
    int(s.blocks),
    int(s.rdev),
  ]);
}

const record = new HostStat();

/** stat(2) of a checked argument. */
function statOf(path: PathArg, dir: number | undefined, follow: boolean): Result {
  const { fs, fd } = hostOf();
  const r = path.isFd
    ? fd.fstat(path.fd, record)
    : follow
      ? fs.stat(path.path, record, dir)
      : fs.lstat(path.path, record, dir);
  return r < 0 ? osError(r, path.object) : statValue(record);
}

function stat(path: Value, dirArg?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'stat', fd: true });
  if (p === undefined) return undefined;
  const dir = dirFd(dirArg);
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (dir === null || follow === undefined) return undefined;
  if (p.isFd && dir !== undefined) return valueError("stat: can't specify dir_fd without matching path");
  if (p.isFd && !follow) return valueError('stat: cannot use fd and follow_symlinks together');
  return statOf(p, dir, follow);
}

function lstat(path: Value, dirArg?: Value): Result {
  const p = pathArg(path, { fn: 'lstat' });
  const dir = p === undefined ? null : dirFd(dirArg);
  return dir === null ? undefined : statOf(p!, dir, false);
}

function fstat(fdArg: Value): Result {
  const fd = cInt(fdArg);
  if (fd === undefined) return undefined;
  const r = retry(() => hostOf().fd.fstat(fd, record));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : statValue(record);
}

function vfsValue(s: HostStatVfs): Value {
  const { bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax, fsid } = s;
  return structSequence(
    StatVfsResult,
    [bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax, fsid].map((n) => big(BigInt(n))),
  );
}

function statvfs(path: Value): Result {
  const p = pathArg(path, { fn: 'statvfs', fd: true });
  if (p === undefined) return undefined;
  const r = guarded(() => hostOf().fs.statvfs(p.isFd ? p.fd : p.path), p.object);
  return r === undefined ? undefined : vfsValue(r);
}

function fstatvfs(fdArg: Value): Result {
  const fd = cInt(fdArg);
  if (fd === undefined) return undefined;
  const r = guarded(() => hostOf().fs.statvfs(fd), null);
  return r === undefined ? undefined : vfsValue(r);
}

export const STAT_FUNCTIONS = [
  method('stat', '(path, *, dir_fd=None, follow_symlinks=True)', stat),
  method('lstat', '(path, *, dir_fd=None)', lstat),
  method('fstat', '(fd)', fstat),
  method('statvfs', '(path)', statvfs),
  method('fstatvfs', '(fd, /)', fstatvfs),
];
