/** errno tables shared by the hosts that take Linux's numbers. */
import { LINUX_ERRNO } from './generated/errno-linux.ts';

export function linuxErrno(): Record<string, number> {
  return Object.fromEntries(LINUX_ERRNO.map(([name, value]) => [name, value]));
}

export function linuxStrerror(errno: number): string {
  return LINUX_ERRNO.find((row) => row[1] === errno)?.[2] ?? (errno === 0 ? 'Success' : `Unknown error ${errno}`);
}

export function linuxErrorCode(errno: number): string {
  return LINUX_ERRNO.find((row) => row[1] === errno)?.[0] ?? `E${errno}`;
}
