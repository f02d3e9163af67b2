/** Files of the memory file system: what an inode holds, whatever names lead to it. */
import type { HostStat } from '../stat.ts';

export const S_IFMT = 0o170000;
export const S_IFIFO = 0o010000;
export const S_IFCHR = 0o020000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;

export interface Time {
  sec: number;
  nsec: number;
}

export class Inode {
  static #next = 1;
  readonly ino = Inode.#next++;
  /** Type and permission bits. */
  mode: number;
  nlink = 1;
  uid = 0;
  gid = 0;
  atime: Time;
  mtime: Time;
  ctime: Time;
  /** Of a regular file: the first `size` bytes count. */
  data = new Uint8Array(0);
  size = 0;
  /** Of a directory. */
  readonly entries = new Map<string, Inode>();
  /** Of a directory: the one above; the root's is itself. */
  parent: Inode | null = null;
  /** Of a symbolic link. */
  target = '';

  constructor(mode: number, now: Time) {
    this.mode = mode;
    this.atime = now;
    this.mtime = now;
    this.ctime = now;
  }

  get type(): number {
    return this.mode & S_IFMT;
  }

  /** Makes room for `size` bytes and sets the length; new bytes are zero. */
  resize(size: number): void {
    if (size > this.data.length) {
      const grown = new Uint8Array(Math.max(size, this.data.length * 2, 64));
      grown.set(this.data.subarray(0, this.size));
      this.data = grown;
    }
    if (size < this.size) this.data.fill(0, size, this.size);
    this.size = size;
  }

  read(position: number, buffer: Uint8Array, start: number, length: number): number {
    const count = Math.max(0, Math.min(length, this.size - position));
    buffer.set(this.data.subarray(position, position + count), start);
    return count;
  }

  write(position: number, buffer: Uint8Array, start: number, length: number): number {
    if (position + length > this.size) this.resize(position + length);
    this.data.set(buffer.subarray(start, start + length), position);
    return length;
  }

  stat(out: HostStat): number {
    out.mode = this.mode;
    out.ino = this.ino;
    out.dev = 1;
    out.nlink = this.nlink;
    out.uid = this.uid;
    out.gid = this.gid;
    out.rdev = 0;
    out.size = this.type === S_IFLNK ? this.target.length : this.size;
    out.blksize = 4096;
    out.blocks = Math.ceil(this.size / 512);
    out.atimeSec = this.atime.sec;
    out.atimeNsec = this.atime.nsec;
    out.mtimeSec = this.mtime.sec;
    out.mtimeNsec = this.mtime.nsec;
    out.ctimeSec = this.ctime.sec;
    out.ctimeNsec = this.ctime.nsec;
    return 0;
  }
}
