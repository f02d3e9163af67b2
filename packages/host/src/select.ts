/** select(2) in terms of poll: readiness is mapped as the kernel itself maps it. */
import type { HostPoll } from './contract/poll.ts';

const POLLIN = 1;
const POLLPRI = 2;
const POLLOUT = 4;
const POLLERR = 8;
const POLLHUP = 16;
const POLLNVAL = 32;
const EBADF = 9;

type Ready = [read: number[], write: number[], except: number[]];

export function selectByPoll(
  poll: HostPoll['poll'],
  read: number[],
  write: number[],
  except: number[],
  timeoutMs: number,
): Ready | number {
  const asked = new Map<number, number>();
  for (const fd of read) asked.set(fd, (asked.get(fd) ?? 0) | POLLIN);
  for (const fd of write) asked.set(fd, (asked.get(fd) ?? 0) | POLLOUT);
  for (const fd of except) asked.set(fd, (asked.get(fd) ?? 0) | POLLPRI);
  const set = new Int32Array(asked.size * 3);
  let at = 0;
  for (const [fd, events] of asked) {
    set[at] = fd;
    set[at + 1] = events;
    at += 3;
  }
  const count = poll(set, asked.size, timeoutMs);
  if (count < 0) return count;
  const seen = new Map<number, number>();
  for (let i = 0; i < set.length; i += 3) {
    if ((set[i + 2] & POLLNVAL) !== 0) return -EBADF;
    seen.set(set[i], set[i + 2]);
  }
  const having = (fds: number[], mask: number) => fds.filter((fd) => ((seen.get(fd) as number) & mask) !== 0);
  return [having(read, POLLIN | POLLHUP | POLLERR), having(write, POLLOUT | POLLERR), having(except, POLLPRI)];
}
