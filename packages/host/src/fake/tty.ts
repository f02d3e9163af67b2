/** A scripted terminal: what is typed is given beforehand, what is shown is kept. */
import type { HostTermios, HostTty, HostWinSize } from '../contract/tty.ts';
import type { SysResult } from '../contract/types.ts';
import { hostError } from '../host-error.ts';
import { EBADF, ENOSYS, ENOTTY } from './errno.ts';
import type { Device, FakeFd } from './fd.ts';

const NCCS = 32;

export class ScriptedInput implements Device {
  readonly isTerminal: boolean;
  readonly #lines: Uint8Array[];

  /** Each element is what one read may return at most: a typed line, or bytes. */
  constructor(script: readonly (string | Uint8Array)[], isTerminal: boolean) {
    this.#lines = script.map((text) => (typeof text === 'string' ? new TextEncoder().encode(text) : text));
    this.isTerminal = isTerminal;
  }

  read(buffer: Uint8Array, start: number, length: number): SysResult {
    const line = this.#lines[0];
    if (line === undefined) return 0;
    const count = Math.min(length, line.length);
    buffer.set(line.subarray(0, count), start);
    if (count === line.length) this.#lines.shift();
    else this.#lines[0] = line.subarray(count);
    return count;
  }

  write(): SysResult {
    return -EBADF;
  }
}

export class CapturedOutput implements Device {
  readonly isTerminal: boolean;
  readonly #chunks: Uint8Array[] = [];

  constructor(isTerminal: boolean) {
    this.isTerminal = isTerminal;
  }

  read(): SysResult {
    return -EBADF;
  }

  write(buffer: Uint8Array, start: number, length: number): SysResult {
    this.#chunks.push(buffer.slice(start, start + length));
    return length;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  text(): string {
    return new TextDecoder().decode(this.bytes());
  }
}

export class FakeTty implements HostTty {
  readonly #fds: FakeFd;
  #size: HostWinSize = { rows: 24, columns: 80, xpixel: 0, ypixel: 0 };
  #attributes: HostTermios = {
    iflag: 0x500,
    oflag: 5,
    cflag: 0xbf,
    lflag: 0x8a3b,
    ispeed: 15,
    ospeed: 15,
    cc: new Uint8Array(NCCS),
  };

  constructor(fds: FakeFd) {
    this.#fds = fds;
  }

  getWinSize(fd: number): HostWinSize {
    this.#require(fd, 'ioctl');
    return { ...this.#size };
  }

  setWinSize(fd: number, size: HostWinSize): SysResult {
    if (this.#fds.isatty(fd) === 0) return -ENOTTY;
    this.#size = { ...size };
    return 0;
  }

  ttyname(fd: number): string {
    this.#require(fd, 'ttyname');
    return '/dev/tty';
  }

  ctermid(): string {
    return '/dev/tty';
  }

  tcgetattr(fd: number): HostTermios {
    this.#require(fd, 'tcgetattr');
    return { ...this.#attributes, cc: this.#attributes.cc.slice() };
  }

  tcsetattr(fd: number, _when: number, attributes: HostTermios): SysResult {
    if (this.#fds.isatty(fd) === 0) return -ENOTTY;
    this.#attributes = { ...attributes, cc: attributes.cc.slice() };
    return 0;
  }

  tcsendbreak(fd: number): SysResult {
    return this.tcdrain(fd);
  }

  tcdrain(fd: number): SysResult {
    return this.#fds.isatty(fd) === 0 ? -ENOTTY : 0;
  }

  tcflush(fd: number): SysResult {
    return this.tcdrain(fd);
  }

  tcflow(fd: number): SysResult {
    return this.tcdrain(fd);
  }

  tcgetpgrp(fd: number): SysResult {
    return this.#fds.isatty(fd) === 0 ? -ENOTTY : 1;
  }

  tcsetpgrp(fd: number): SysResult {
    return this.tcdrain(fd);
  }

  openpty(): [number, number] {
    throw hostError(-ENOSYS, 'openpty');
  }

  #require(fd: number, syscall: string): void {
    if (this.#fds.isatty(fd) === 0) throw hostError(-ENOTTY, syscall);
  }
}
