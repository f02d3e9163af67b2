/**
 * HostFs in memory: a tree of inodes, walked name by name. Permission bits are kept and not enforced, as for root.
 * Results: an inode, or a negative errno.
 */
import type { HostDirEntries, HostFs, HostStatVfs } from '../contract/fs.ts';
import type { HostPath, SysResult } from '../contract/types.ts';
import { fsDecode, isWellFormed } from '../fscodec.ts';
import type { HostStat } from '../stat.ts';
import { hostError } from '../host-error.ts';
import type { FakeClock } from './clock.ts';
import * as E from './errno.ts';
import type { FakeFd } from './fd.ts';
import { Inode, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, type Time } from './inode.ts';

const AT_FDCWD = -100;
const MAX_LINKS = 40;
const O_ACCMODE = 3;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_DIRECTORY = 0o200000;
const O_NOFOLLOW = 0o400000;
const UTIME_NOW = 0x3fffffff;
const UTIME_OMIT = 0x3ffffffe;

/** Where a path leads: the directory, the last name, and what is there. */
interface Place {
  directory: Inode;
  name: string;
  inode: Inode | undefined;
}

export class FakeFs implements HostFs {
  readonly hasDirFd = true;
  readonly root: Inode;
  readonly #clock: FakeClock;
  readonly #fds: FakeFd;
  #cwd: Inode;
  #umask = 0o022;

  constructor(clock: FakeClock, fds: FakeFd) {
    this.#clock = clock;
    this.#fds = fds;
    this.root = new Inode(S_IFDIR | 0o755, clock.time());
    this.root.parent = this.root;
    this.#cwd = this.root;
  }

  open(path: HostPath, flags: number, mode: number, dirFd?: number): SysResult {
    const place = this.#walk(path, dirFd, (flags & O_NOFOLLOW) === 0);
    if (typeof place === 'number') return place;
    let { inode } = place;
    if (inode === undefined) {
      if ((flags & O_CREAT) === 0) return -E.ENOENT;
      inode = this.#create(place, S_IFREG | (mode & 0o7777 & ~this.#umask));
    } else if ((flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL)) {
      return -E.EEXIST;
    }
    if (inode.type === S_IFLNK) return -E.ELOOP;
    if (inode.type === S_IFDIR && (flags & O_ACCMODE) !== 0) return -E.EISDIR;
    if (inode.type !== S_IFDIR && (flags & O_DIRECTORY) !== 0) return -E.ENOTDIR;
    if ((flags & O_TRUNC) !== 0 && inode.type === S_IFREG) this.touch(inode, 0);
    return this.#fds.openInode(inode, flags);
  }

  stat(path: HostPath, out: HostStat, dirFd?: number): SysResult {
    const inode = this.#find(path, dirFd, true);
    return typeof inode === 'number' ? inode : inode.stat(out);
  }

  lstat(path: HostPath, out: HostStat, dirFd?: number): SysResult {
    const inode = this.#find(path, dirFd, false);
    return typeof inode === 'number' ? inode : inode.stat(out);
  }

  access(path: HostPath, _mode: number, dirFd?: number, _flags?: number): SysResult {
    const inode = this.#find(path, dirFd, true);
    return typeof inode === 'number' ? inode : 0;
  }

  listdir(dir: HostPath | number): string[] {
    return [...this.#directory(dir).entries.keys()];
  }

  scandir(dir: HostPath | number): HostDirEntries {
    const inodes = [...this.#directory(dir).entries.values()];
    return {
      names: this.listdir(dir),
      types: Uint8Array.from(inodes, (inode) => inode.type >> 12),
      inos: inodes.map((inode) => inode.ino),
    };
  }

  mkdir(path: HostPath, mode: number, dirFd?: number): SysResult {
    return this.#make(path, dirFd, S_IFDIR | (mode & 0o1777 & ~this.#umask));
  }

  rmdir(path: HostPath, dirFd?: number): SysResult {
    const place = this.#walk(path, dirFd, false);
    if (typeof place === 'number') return place;
    if (place.inode === undefined) return -E.ENOENT;
    if (place.inode.type !== S_IFDIR) return -E.ENOTDIR;
    if (place.inode.entries.size > 0) return -E.ENOTEMPTY;
    if (place.inode === this.root) return -E.EINVAL;
    this.#remove(place);
    return 0;
  }

  unlink(path: HostPath, dirFd?: number): SysResult {
    const place = this.#walk(path, dirFd, false);
    if (typeof place === 'number') return place;
    if (place.inode === undefined) return -E.ENOENT;
    if (place.inode.type === S_IFDIR) return -E.EISDIR;
    this.#remove(place);
    return 0;
  }

  rename(from: HostPath, to: HostPath, fromDirFd?: number, toDirFd?: number): SysResult {
    const source = this.#walk(from, fromDirFd, false);
    if (typeof source === 'number') return source;
    if (source.inode === undefined) return -E.ENOENT;
    const target = this.#walk(to, toDirFd, false);
    if (typeof target === 'number') return target;
    if (target.inode === source.inode) return 0;
    const refusal = refuseRename(source.inode, target);
    if (refusal < 0) return refusal;
    if (target.inode !== undefined) this.#remove(target);
    source.directory.entries.delete(source.name);
    target.directory.entries.set(target.name, source.inode);
    if (source.inode.type === S_IFDIR) source.inode.parent = target.directory;
    this.#changed(source.directory, target.directory);
    return 0;
  }

  link(from: HostPath, to: HostPath, follow = false, fromDirFd?: number, toDirFd?: number): SysResult {
    const inode = this.#find(from, fromDirFd, follow);
    if (typeof inode === 'number') return inode;
    if (inode.type === S_IFDIR) return -E.EPERM;
    const place = this.#walk(to, toDirFd, false);
    if (typeof place === 'number') return place;
    if (place.inode !== undefined) return -E.EEXIST;
    place.directory.entries.set(place.name, inode);
    inode.nlink++;
    this.#changed(place.directory);
    return 0;
  }

  symlink(target: HostPath, path: HostPath, dirFd?: number): SysResult {
    const text = asText(target);
    if (typeof text === 'number') return text;
    if (text === '') return -E.ENOENT;
    const place = this.#walk(path, dirFd, false);
    if (typeof place === 'number') return place;
    if (place.inode !== undefined) return -E.EEXIST;
    this.#create(place, S_IFLNK | 0o777).target = text;
    return 0;
  }

  readlink(path: HostPath, dirFd?: number): string {
    const inode = this.#find(path, dirFd, false);
    if (typeof inode === 'number') throw hostError(inode, 'readlink');
    if (inode.type !== S_IFLNK) throw hostError(-E.EINVAL, 'readlink');
    return inode.target;
  }

  chmod(path: HostPath, mode: number, dirFd?: number, follow = true): SysResult {
    const inode = this.#find(path, dirFd, follow);
    if (typeof inode === 'number') return inode;
    inode.mode = (inode.mode & S_IFMT) | (mode & 0o7777);
    inode.ctime = this.#clock.time();
    return 0;
  }

  chown(path: HostPath, uid: number, gid: number, dirFd?: number, follow = true): SysResult {
    const inode = this.#find(path, dirFd, follow);
    if (typeof inode === 'number') return inode;
    if (uid >= 0) inode.uid = uid;
    if (gid >= 0) inode.gid = gid;
    inode.ctime = this.#clock.time();
    return 0;
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
    const inode = this.#find(path, dirFd, follow);
    if (typeof inode === 'number') return inode;
    this.setTimes(inode, { sec: atimeSec, nsec: atimeNsec }, { sec: mtimeSec, nsec: mtimeNsec });
    return 0;
  }

  truncate(path: HostPath, length: number): SysResult {
    const inode = this.#find(path, undefined, true);
    if (typeof inode === 'number') return inode;
    if (inode.type === S_IFDIR) return -E.EISDIR;
    if (length < 0) return -E.EINVAL;
    this.touch(inode, length);
    return 0;
  }

  mkfifo(path: HostPath, mode: number, dirFd?: number): SysResult {
    return this.#make(path, dirFd, S_IFIFO | (mode & 0o777 & ~this.#umask));
  }

  mknod(path: HostPath, mode: number, _device: number, dirFd?: number): SysResult {
    return this.#make(path, dirFd, (mode & S_IFMT || S_IFREG) | (mode & 0o777 & ~this.#umask));
  }

  statvfs(_path: HostPath | number): HostStatVfs {
    const blocks = 2 ** 20;
    return {
      bsize: 4096,
      frsize: 4096,
      blocks,
      bfree: blocks,
      bavail: blocks,
      files: blocks,
      ffree: blocks,
      favail: blocks,
      flag: 0,
      namemax: 255,
      fsid: 0,
    };
  }

  getcwd(): string {
    let path = '';
    for (let at = this.#cwd; at !== this.root; at = at.parent as Inode) {
      const parent = at.parent;
      const entry = parent === null ? undefined : [...parent.entries].find(([, inode]) => inode === at);
      if (entry === undefined) throw hostError(-E.ENOENT, 'getcwd');
      path = `/${entry[0]}${path}`;
    }
    return path === '' ? '/' : path;
  }

  chdir(path: HostPath): SysResult {
    return this.#enter(this.#find(path, undefined, true));
  }

  fchdir(fd: number): SysResult {
    return this.#enter(this.#fds.inodeOf(fd));
  }

  umask(mask: number): number {
    const previous = this.#umask;
    this.#umask = mask & 0o777;
    return previous;
  }

  sync(): void {}

  /** New length and modification time. */
  touch(inode: Inode, length: number): void {
    inode.resize(length);
    inode.mtime = inode.ctime = this.#clock.time();
  }

  setTimes(inode: Inode, atime: Time, mtime: Time): void {
    const now = this.#clock.time();
    const choose = (asked: Time, old: Time) =>
      asked.nsec === UTIME_OMIT ? old : asked.nsec === UTIME_NOW ? now : asked;
    inode.atime = choose(atime, inode.atime);
    inode.mtime = choose(mtime, inode.mtime);
    inode.ctime = now;
  }

  /** Creates a file with all directories above it: for tests that set a scene. */
  put(path: string, content: string | Uint8Array): void {
    const names = path.split('/').filter((name) => name !== '');
    for (let i = 1; i < names.length; i++) this.mkdir(`/${names.slice(0, i).join('/')}`, 0o777);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const place = this.#walk(path, undefined, true);
    if (typeof place === 'number') throw hostError(place, 'put');
    const inode = place.inode ?? this.#create(place, S_IFREG | 0o644);
    this.touch(inode, 0);
    inode.write(0, bytes, 0, bytes.length);
  }

  /** Content of a file, '' when there is none: for tests. */
  text(path: string): string {
    const inode = this.#find(path, undefined, true);
    return typeof inode === 'number' ? '' : new TextDecoder().decode(inode.data.subarray(0, inode.size));
  }

  #find(path: HostPath, dirFd: number | undefined, follow: boolean): Inode | number {
    const place = this.#walk(path, dirFd, follow);
    return typeof place === 'number' ? place : (place.inode ?? -E.ENOENT);
  }

  #walk(path: HostPath, dirFd: number | undefined, follow: boolean): Place | number {
    const text = asText(path);
    if (typeof text === 'number') return text;
    if (text === '') return -E.ENOENT;
    const base = dirFd === undefined || dirFd === AT_FDCWD ? this.#cwd : this.#fds.inodeOf(dirFd);
    return typeof base === 'number' ? base : this.#resolve(base, text, follow, 0);
  }

  #resolve(base: Inode, path: string, follow: boolean, links: number): Place | number {
    if (links > MAX_LINKS) return -E.ELOOP;
    let directory = path.startsWith('/') ? this.root : base;
    const names = path.split('/').filter((name) => name !== '');
    const wantsDirectory = path.endsWith('/');
    let place: Place = { directory, name: '.', inode: directory };
    for (let i = 0; i < names.length; i++) {
      if (directory.type !== S_IFDIR) return -E.ENOTDIR;
      const last = i === names.length - 1;
      const inode = step(directory, names[i]);
      place = { directory, name: names[i], inode };
      if (inode?.type === S_IFLNK && (!last || follow || wantsDirectory)) {
        const target = this.#resolve(directory, inode.target, true, links + 1);
        if (typeof target === 'number') return target;
        place = target;
      }
      if (last) break;
      if (place.inode === undefined) return -E.ENOENT;
      directory = place.inode;
    }
    const isOther = place.inode !== undefined && place.inode.type !== S_IFDIR && place.inode.type !== S_IFLNK;
    return wantsDirectory && isOther ? -E.ENOTDIR : place;
  }

  #directory(dir: HostPath | number): Inode {
    const inode = typeof dir === 'number' ? this.#fds.inodeOf(dir) : this.#find(dir, undefined, true);
    if (typeof inode === 'number') throw hostError(inode, 'scandir');
    if (inode.type !== S_IFDIR) throw hostError(-E.ENOTDIR, 'scandir');
    return inode;
  }

  #make(path: HostPath, dirFd: number | undefined, mode: number): SysResult {
    const place = this.#walk(path, dirFd, false);
    if (typeof place === 'number') return place;
    if (place.inode !== undefined) return -E.EEXIST;
    this.#create(place, mode);
    return 0;
  }

  #create(place: Place, mode: number): Inode {
    const inode = new Inode(mode, this.#clock.time());
    if (inode.type === S_IFDIR) {
      inode.parent = place.directory;
      inode.nlink = 2;
      place.directory.nlink++;
    }
    place.directory.entries.set(place.name, inode);
    this.#changed(place.directory);
    return inode;
  }

  #remove({ directory, name, inode }: Place): void {
    directory.entries.delete(name);
    if (inode === undefined) return;
    inode.nlink -= inode.type === S_IFDIR ? 2 : 1;
    if (inode.type === S_IFDIR) {
      inode.parent = null;
      directory.nlink--;
    }
    this.#changed(directory);
  }

  #changed(...directories: Inode[]): void {
    for (const directory of directories) directory.mtime = directory.ctime = this.#clock.time();
  }

  #enter(inode: Inode | number): SysResult {
    if (typeof inode === 'number') return inode;
    if (inode.type !== S_IFDIR) return -E.ENOTDIR;
    this.#cwd = inode;
    return 0;
  }
}

function step(directory: Inode, name: string): Inode | undefined {
  if (name === '.') return directory;
  if (name === '..') return directory.parent ?? undefined;
  return directory.entries.get(name);
}

function refuseRename(inode: Inode, target: Place): number {
  for (let at: Inode | null = target.directory; at !== null; at = at.parent === at ? null : at.parent) {
    if (at === inode) return -E.EINVAL;
  }
  if (target.inode === undefined) return 0;
  const toDirectory = target.inode.type === S_IFDIR;
  if (inode.type === S_IFDIR && !toDirectory) return -E.ENOTDIR;
  if (inode.type !== S_IFDIR && toDirectory) return -E.EISDIR;
  return toDirectory && target.inode.entries.size > 0 ? -E.ENOTEMPTY : 0;
}

function asText(path: HostPath): string | number {
  const text = typeof path === 'string' ? path : fsDecode(path);
  if (text.includes('\0')) return -E.EINVAL;
  return isWellFormed(text) || !hasForeignSurrogate(text) ? text : -E.EILSEQ;
}

function hasForeignSurrogate(text: string): boolean {
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])(?:[\udc00-\udc7f]|[\udd00-\udfff])/.test(text);
}
