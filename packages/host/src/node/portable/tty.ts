/** HostTty through node:tty (loaded when needed: it takes 1 ms): the window size, and nothing that needs termios. */
import { constants } from 'node:os';
import { readlinkSync } from 'node:fs';
import type { HostTermios, HostTty, HostWinSize } from '../../contract/tty.ts';
import type { SysResult } from '../../contract/types.ts';
import { ENOSYS, hostError, throwing } from './errors.ts';

const { ENOTTY } = constants.errno;

const tty = () => process.getBuiltinModule('node:tty');

export class PortableTty implements HostTty {
  getWinSize(fd: number): HostWinSize {
    if (!tty().isatty(fd)) throw hostError(-ENOTTY, 'ioctl');
    const stream = fd === 1 ? process.stdout : fd === 2 ? process.stderr : new (tty().WriteStream)(fd);
    const [columns, rows] = stream.getWindowSize();
    return { rows, columns, xpixel: 0, ypixel: 0 };
  }

  setWinSize(): SysResult {
    return -ENOSYS;
  }

  ttyname(fd: number): string {
    if (!tty().isatty(fd)) throw hostError(-ENOTTY, 'ttyname');
    return throwing('ttyname', () => readlinkSync(`/proc/self/fd/${fd}`));
  }

  ctermid(): string {
    return '/dev/tty';
  }

  tcgetattr(): HostTermios {
    throw hostError(-ENOSYS, 'tcgetattr');
  }

  tcsetattr(): SysResult {
    return -ENOSYS;
  }

  tcsendbreak(): SysResult {
    return -ENOSYS;
  }

  tcdrain(): SysResult {
    return -ENOSYS;
  }

  tcflush(): SysResult {
    return -ENOSYS;
  }

  tcflow(): SysResult {
    return -ENOSYS;
  }

  tcgetpgrp(): SysResult {
    return -ENOSYS;
  }

  tcsetpgrp(): SysResult {
    return -ENOSYS;
  }

  openpty(): [number, number] {
    throw hostError(-ENOSYS, 'openpty');
  }
}
