/**
 * HostFd through node:fs. Node has no lseek, so the first seek of a descriptor makes this class keep its position
 * and pass it to every later read and write. dup, pipe, fcntl and ioctl do not exist here (-ENOSYS).
 */
import * as fs from 'node:fs';
import { constants } from 'node:os';
import type { HostFd } from '../../contract/fd.ts';
import type { SysResult } from '../../contract/types.ts';
import { HostStat } from '../../stat.ts';
import { unblocked, writeWhole } from './blocked.ts';
import { attempt, ENOSYS, errnoOf, hostError } from './errors.ts';
import { fillStat } from './stat.ts';

const { EINVAL, ESPIPE } = constants.errno;
const BIGINT_STAT = { bigint: true } as const;
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFBLK = 0o060000;
const O_APPEND = fs.constants.O_APPEND;

export class PortableFd implements HostFd {
  readonly #positions = new Map<number, number>();
  readonly #stat = new HostStat();

  read(fd: number, buffer: Uint8Array, start: number, length: number): SysResult {
    const position = this.#positions.get(fd);
    try {
      const count = unblocked(() => fs.readSync(fd, buffer, start, length, position ?? null));
      if (position !== undefined) this.#positions.set(fd, position + count);
      return count;
    } catch (error) {
      return errnoOf(error);
    }
  }

  write(fd: number, buffer: Uint8Array, start: number, length: number): SysResult {
    const position = this.#positions.get(fd);
    try {
      const write = (at: number) =>
        fs.writeSync(fd, buffer, start + at, length - at, position === undefined ? null : position + at);
      const count = writeWhole(write, length);
      if (position !== undefined) this.#positions.set(fd, this.#afterWrite(fd, position + count));
      return count;
    } catch (error) {
      return errnoOf(error);
    }
  }

  pread(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult {
    return position < 0 ? -EINVAL : attempt(() => fs.readSync(fd, buffer, start, length, position));
  }

  pwrite(fd: number, buffer: Uint8Array, start: number, length: number, position: number): SysResult {
    return position < 0 ? -EINVAL : attempt(() => fs.writeSync(fd, buffer, start, length, position));
  }

  lseek(fd: number, offset: number, whence: number): SysResult {
    const status = this.fstat(fd, this.#stat);
    if (status < 0) return status;
    const type = this.#stat.mode & S_IFMT;
    if (type !== S_IFREG && type !== S_IFBLK) return -ESPIPE;
    if (whence < 0 || whence > 2) return -EINVAL;
    const current = this.#positions.get(fd) ?? kernelInfo(fd, 'pos');
    const target = offset + (whence === 0 ? 0 : whence === 1 ? current : this.#stat.size);
    if (target < 0) return -EINVAL;
    // a seek to where the kernel already is leaves the position with it: other processes may share the descriptor
    if (target !== current || this.#positions.has(fd)) this.#positions.set(fd, target);
    return target;
  }

  close(fd: number): SysResult {
    this.#positions.delete(fd);
    return attempt(() => fs.closeSync(fd));
  }

  closeRange(low: number, high: number): void {
    for (let fd = low; fd <= Math.min(high, 65_535); fd++) this.close(fd);
  }

  fstat(fd: number, out: HostStat): SysResult {
    try {
      return fillStat(out, fs.fstatSync(fd, BIGINT_STAT));
    } catch (error) {
      return errnoOf(error);
    }
  }

  ftruncate(fd: number, length: number): SysResult {
    return length < 0 ? -EINVAL : attempt(() => fs.ftruncateSync(fd, length));
  }

  fsync(fd: number): SysResult {
    return attempt(() => fs.fsyncSync(fd));
  }

  fdatasync(fd: number): SysResult {
    return attempt(() => fs.fdatasyncSync(fd));
  }

  fchmod(fd: number, mode: number): SysResult {
    return attempt(() => fs.fchmodSync(fd, mode));
  }

  fchown(fd: number, uid: number, gid: number): SysResult {
    return attempt(() => fs.fchownSync(fd, uid, gid));
  }

  futime(fd: number, atimeSec: number, atimeNsec: number, mtimeSec: number, mtimeNsec: number): SysResult {
    return attempt(() => fs.futimesSync(fd, atimeSec + atimeNsec / 1e9, mtimeSec + mtimeNsec / 1e9));
  }

  fallocate(): SysResult {
    return -ENOSYS;
  }

  /** Advice only: taking none is a valid answer. */
  fadvise(): SysResult {
    return 0;
  }

  sendfile(): SysResult {
    return -ENOSYS;
  }

  copyFileRange(): SysResult {
    return -ENOSYS;
  }

  dup(): SysResult {
    return -ENOSYS;
  }

  dup2(): SysResult {
    return -ENOSYS;
  }

  pipe(): [number, number] {
    throw hostError(-ENOSYS, 'pipe2');
  }

  memfdCreate(): SysResult {
    return -ENOSYS;
  }

  eventfd(): SysResult {
    return -ENOSYS;
  }

  isatty(fd: number): number {
    return process.getBuiltinModule('node:tty').isatty(fd) ? 1 : 0;
  }

  getBlocking(fd: number): SysResult {
    const status = this.fstat(fd, this.#stat);
    return status < 0 ? status : (kernelInfo(fd, 'flags', 8) & fs.constants.O_NONBLOCK) === 0 ? 1 : 0;
  }

  setBlocking(): SysResult {
    return -ENOSYS;
  }

  getInheritable(fd: number): SysResult {
    const status = this.fstat(fd, this.#stat);
    return status < 0 ? status : fd <= 2 ? 1 : 0;
  }

  setInheritable(): SysResult {
    return -ENOSYS;
  }

  fcntl(): SysResult {
    return -ENOSYS;
  }

  fcntlBuffer(): SysResult {
    return -ENOSYS;
  }

  ioctl(): SysResult {
    return -ENOSYS;
  }

  ioctlBuffer(): SysResult {
    return -ENOSYS;
  }

  flock(): SysResult {
    return -ENOSYS;
  }

  #afterWrite(fd: number, position: number): number {
    if ((kernelInfo(fd, 'flags', 8) & O_APPEND) === 0) return position;
    return this.fstat(fd, this.#stat) < 0 ? position : this.#stat.size;
  }
}

/** A field of /proc/self/fdinfo, 0 where there is none. */
function kernelInfo(fd: number, field: string, radix = 10): number {
  try {
    const text = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
    const value = new RegExp(`^${field}:\\s*(\\d+)$`, 'm').exec(text);
    return value === null ? 0 : Number.parseInt(value[1], radix);
  } catch {
    return 0;
  }
}
