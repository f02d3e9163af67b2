/** HostFd and HostPoll over memory: descriptors of inodes, pipes and the scripted terminal. */
import type { HostFd } from '../contract/fd.ts';
import type { HostPoll } from '../contract/poll.ts';
import type { SysResult } from '../contract/types.ts';
import { selectByPoll } from '../select.ts';
import type { HostStat } from '../stat.ts';
import type { FakeClock } from './clock.ts';
import * as E from './errno.ts';
import { Inode, S_IFCHR, S_IFDIR, S_IFIFO, S_IFREG } from './inode.ts';

const O_ACCMODE = 3;
const O_WRONLY = 1;
const O_RDWR = 2;
const O_APPEND = 0o2000;
const O_NONBLOCK = 0o4000;
const F_DUPFD = 0;
const F_GETFD = 1;
const F_SETFD = 2;
const F_GETFL = 3;
const F_DUPFD_CLOEXEC = 1030;
const POLLIN = 1;
const POLLOUT = 4;
const POLLHUP = 16;
const POLLNVAL = 32;

/** Where the bytes of a descriptor come from and go to. */
export interface Device {
  readonly isTerminal: boolean;
  /** Bytes read, 0 at the end, -EAGAIN when there are none yet. */
  read(buffer: Uint8Array, start: number, length: number): SysResult;
  write(buffer: Uint8Array, start: number, length: number): SysResult;
}

/** An open file description: shared by descriptors that dup made. */
interface Description {
  inode: Inode;
  device: Device | null;
  flags: number;
  position: number;
  references: number;
}

interface Descriptor {
  description: Description;
  inheritable: boolean;
}

class Pipe implements Device {
  readonly isTerminal = false;
  readonly #chunks: Uint8Array[] = [];
  readers = 0;
  writers = 0;

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  read(buffer: Uint8Array, start: number, length: number): SysResult {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return this.writers === 0 ? 0 : -E.EAGAIN;
    const count = Math.min(length, chunk.length);
    buffer.set(chunk.subarray(0, count), start);
    if (count === chunk.length) this.#chunks.shift();
    else this.#chunks[0] = chunk.subarray(count);
    return count;
  }

  write(buffer: Uint8Array, start: number, length: number): SysResult {
    if (this.readers === 0) return -E.EPIPE;
    if (length > 0) this.#chunks.push(buffer.slice(start, start + length));
    return length;
  }
}

export class FakeFd implements HostFd {
  readonly #clock: FakeClock;
  readonly #table = new Map<number, Descriptor>();

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  openInode(inode: Inode, flags: number): number {
    return this.#install({ inode, device: null, flags, position: 0, references: 0 }, 0, false);
  }

  openDevice(device: Device, flags: number, mode: number): number {
    const inode = new Inode(mode, this.#clock.time());
    return this.#install({ inode, device, flags, position: 0, references: 0 }, 0, false);
  }

  inodeOf(fd: number): Inode | number {
    return this.#table.get(fd)?.description.inode ?? -E.EBADF;
  }

  read(fd: number, buffer: Uint8Array, start: number, length: number): SysResult {
    const file = this.#table.get(fd)?.description;
    if (file === undefined || (file.flags & O_ACCMODE) === O_WRONLY) return -E.EBADF;
    if (file.inode.type === S_IFDIR) return -E.EISDIR;
    if (file.device !== null) return file.device.read(buffer, start, length);
    const count = file.inode.read(file.position, buffer, start, length);
    file.position += count;
    return count;
  }

  write(fd: number, buffer: Uint8Array, start: number, length: number): SysResult {
    const file = this.#table.get(fd)?.description;
    if (file === undefined || (file.flags & O_ACCMODE) === 0) return -E.EBADF;
    if (file.device !== null) return file.device.write(buffer, start, length);
    if ((file.flags & O_APPEND) !== 0) file.position = file.inode.size;
    file.position += file.inode.write(file.position, buffer, start, length);
    file.inode.mtime = file.inode.ctime = this.#clock.time();
    return length;
  }

  pread(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult {
    const file = this.#seekable(fd);
    if (typeof file === 'number') return file;
    return position < 0 ? -E.EINVAL : file.inode.read(position, buffer, start, length);
  }

  pwrite(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult {
    const file = this.#seekable(fd);
    if (typeof file === 'number') return file;
    if ((file.flags & O_ACCMODE) === 0) return -E.EBADF;
    return position < 0 ? -E.EINVAL : file.inode.write(position, buffer, start, length);
  }

  lseek(fd: number, offset: number, whence: number): SysResult {
    const file = this.#seekable(fd);
    if (typeof file === 'number') return file;
    if (whence < 0 || whence > 2) return -E.EINVAL;
    const target = offset + (whence === 0 ? 0 : whence === 1 ? file.position : file.inode.size);
    if (target < 0) return -E.EINVAL;
    file.position = target;
    return target;
  }

  close(fd: number): SysResult {
    const entry = this.#table.get(fd);
    if (entry === undefined) return -E.EBADF;
    this.#table.delete(fd);
    entry.description.references--;
    this.#countEnds(entry.description, -1);
    return 0;
  }

  closeRange(low: number, high: number): void {
    for (const fd of [...this.#table.keys()]) if (fd >= low && fd <= high) this.close(fd);
  }

  fstat(fd: number, out: HostStat): SysResult {
    const inode = this.inodeOf(fd);
    return typeof inode === 'number' ? inode : inode.stat(out);
  }

  ftruncate(fd: number, length: number): SysResult {
    const file = this.#seekable(fd);
    if (typeof file === 'number') return file === -E.ESPIPE ? -E.EINVAL : file;
    if (length < 0 || (file.flags & O_ACCMODE) === 0) return -E.EINVAL;
    file.inode.resize(length);
    file.inode.mtime = file.inode.ctime = this.#clock.time();
    return 0;
  }

  fsync(fd: number): SysResult {
    return this.#table.has(fd) ? 0 : -E.EBADF;
  }

  fdatasync(fd: number): SysResult {
    return this.fsync(fd);
  }

  fchmod(fd: number, mode: number): SysResult {
    const inode = this.inodeOf(fd);
    if (typeof inode === 'number') return inode;
    inode.mode = inode.type | (mode & 0o7777);
    return 0;
  }

  fchown(fd: number, uid: number, gid: number): SysResult {
    const inode = this.inodeOf(fd);
    if (typeof inode === 'number') return inode;
    if (uid >= 0) inode.uid = uid;
    if (gid >= 0) inode.gid = gid;
    return 0;
  }

  futime(fd: number, atimeSec: number, atimeNsec: number, mtimeSec: number, mtimeNsec: number): SysResult {
    const inode = this.inodeOf(fd);
    if (typeof inode === 'number') return inode;
    inode.atime = { sec: atimeSec, nsec: atimeNsec };
    inode.mtime = { sec: mtimeSec, nsec: mtimeNsec };
    return 0;
  }

  fallocate(fd: number, offset: number, length: number): SysResult {
    const file = this.#seekable(fd);
    if (typeof file === 'number') return file;
    if (file.inode.size < offset + length) file.inode.resize(offset + length);
    return 0;
  }

  fadvise(fd: number): SysResult {
    return this.fsync(fd);
  }

  sendfile(): SysResult {
    return -E.ENOSYS;
  }

  copyFileRange(): SysResult {
    return -E.ENOSYS;
  }

  dup(fd: number): SysResult {
    const entry = this.#table.get(fd);
    return entry === undefined ? -E.EBADF : this.#install(entry.description, 0, false);
  }

  dup2(from: number, to: number, inheritable: boolean): SysResult {
    const entry = this.#table.get(from);
    if (entry === undefined || to < 0) return -E.EBADF;
    if (from === to) return to;
    this.close(to);
    this.#place(to, entry.description, inheritable);
    return to;
  }

  pipe(flags = 0): [number, number] {
    const pipe = new Pipe();
    const shared = flags & O_NONBLOCK;
    return [this.openDevice(pipe, shared, S_IFIFO | 0o600), this.openDevice(pipe, shared | O_WRONLY, S_IFIFO | 0o600)];
  }

  memfdCreate(): SysResult {
    return this.openInode(new Inode(S_IFREG | 0o777, this.#clock.time()), O_RDWR);
  }

  eventfd(): SysResult {
    return -E.ENOSYS;
  }

  isatty(fd: number): number {
    return this.#table.get(fd)?.description.device?.isTerminal ? 1 : 0;
  }

  getBlocking(fd: number): SysResult {
    const flags = this.fcntl(fd, F_GETFL);
    return flags < 0 ? flags : (flags & O_NONBLOCK) === 0 ? 1 : 0;
  }

  setBlocking(fd: number, blocking: boolean): SysResult {
    const file = this.#table.get(fd)?.description;
    if (file === undefined) return -E.EBADF;
    file.flags = blocking ? file.flags & ~O_NONBLOCK : file.flags | O_NONBLOCK;
    return 0;
  }

  getInheritable(fd: number): SysResult {
    const entry = this.#table.get(fd);
    return entry === undefined ? -E.EBADF : entry.inheritable ? 1 : 0;
  }

  setInheritable(fd: number, inheritable: boolean): SysResult {
    const entry = this.#table.get(fd);
    if (entry === undefined) return -E.EBADF;
    entry.inheritable = inheritable;
    return 0;
  }

  fcntl(fd: number, command: number, argument = 0): SysResult {
    const entry = this.#table.get(fd);
    if (entry === undefined) return -E.EBADF;
    switch (command) {
      case F_DUPFD:
        return this.#install(entry.description, argument, true);
      case F_DUPFD_CLOEXEC:
        return this.#install(entry.description, argument, false);
      case F_GETFD:
        return entry.inheritable ? 0 : 1;
      case F_SETFD:
        return this.setInheritable(fd, (argument & 1) === 0);
      case F_GETFL:
        return entry.description.flags;
      default:
        return -E.EINVAL;
    }
  }

  fcntlBuffer(): SysResult {
    return -E.EINVAL;
  }

  ioctl(): SysResult {
    return -E.ENOTTY;
  }

  ioctlBuffer(): SysResult {
    return -E.ENOTTY;
  }

  flock(fd: number): SysResult {
    return this.fsync(fd);
  }

  /** Events that a descriptor has. */
  ready(fd: number, events: number): number {
    const file = this.#table.get(fd)?.description;
    if (file === undefined) return POLLNVAL;
    const { device } = file;
    if (!(device instanceof Pipe)) return events & (POLLIN | POLLOUT);
    if ((file.flags & O_ACCMODE) === O_WRONLY) return events & POLLOUT;
    return (device.isEmpty ? 0 : events & POLLIN) | (device.writers === 0 ? POLLHUP : 0);
  }

  #seekable(fd: number): Description | number {
    const file = this.#table.get(fd)?.description;
    if (file === undefined) return -E.EBADF;
    return file.device !== null || file.inode.type === S_IFCHR ? -E.ESPIPE : file;
  }

  #install(description: Description, least: number, inheritable: boolean): number {
    let fd = least;
    while (this.#table.has(fd)) fd++;
    this.#place(fd, description, inheritable);
    return fd;
  }

  #place(fd: number, description: Description, inheritable: boolean): void {
    description.references++;
    this.#countEnds(description, 1);
    this.#table.set(fd, { description, inheritable });
  }

  #countEnds(description: Description, by: number): void {
    if (!(description.device instanceof Pipe)) return;
    if ((description.flags & O_ACCMODE) === O_WRONLY) description.device.writers += by;
    else description.device.readers += by;
  }
}

export class FakePoll implements HostPoll {
  readonly #fds: FakeFd;
  readonly #clock: FakeClock;

  constructor(fds: FakeFd, clock: FakeClock) {
    this.#fds = fds;
    this.#clock = clock;
  }

  /** Nothing changes while one thread waits: with no event the time passes at once. */
  poll(set: Int32Array, count: number, timeoutMs: number): SysResult {
    let found = 0;
    for (let i = 0; i < count; i++) {
      set[i * 3 + 2] = this.#fds.ready(set[i * 3], set[i * 3 + 1]);
      if (set[i * 3 + 2] !== 0) found++;
    }
    if (found === 0 && timeoutMs < 0) return -E.EINTR;
    if (found === 0) this.#clock.sleep(timeoutMs / 1000);
    return found;
  }

  select(
    read: number[],
    write: number[],
    except: number[],
    timeoutMs: number,
  ): [number[], number[], number[]] | number {
    return selectByPoll((set, count, ms) => this.poll(set, count, ms), read, write, except, timeoutMs);
  }

  epollCreate(): SysResult {
    return -E.ENOSYS;
  }

  epollCtl(): SysResult {
    return -E.ENOSYS;
  }

  epollWait(): SysResult {
    return -E.ENOSYS;
  }
}
