/** Terminals. */
import type { SysResult } from './types.ts';

export interface HostTermios {
  iflag: number;
  oflag: number;
  cflag: number;
  lflag: number;
  /** Bxxx constants, not bits per second. */
  ispeed: number;
  ospeed: number;
  /** NCCS control characters. */
  cc: Uint8Array;
}

export interface HostWinSize {
  rows: number;
  columns: number;
  xpixel: number;
  ypixel: number;
}

export interface HostTty {
  /** Throws HostError (ENOTTY, EBADF). */
  getWinSize(fd: number): HostWinSize;
  setWinSize(fd: number, size: HostWinSize): SysResult;
  /** Throws HostError. */
  ttyname(fd: number): string;
  ctermid(): string;
  /** Throws HostError. */
  tcgetattr(fd: number): HostTermios;
  /** when: TCSANOW 0, TCSADRAIN 1, TCSAFLUSH 2. */
  tcsetattr(fd: number, when: number, attributes: HostTermios): SysResult;
  tcsendbreak(fd: number, duration: number): SysResult;
  tcdrain(fd: number): SysResult;
  tcflush(fd: number, queue: number): SysResult;
  tcflow(fd: number, action: number): SysResult;
  tcgetpgrp(fd: number): SysResult;
  tcsetpgrp(fd: number, pgrp: number): SysResult;
  /** [master, slave], not inheritable. Throws HostError. */
  openpty(): [number, number];
}
