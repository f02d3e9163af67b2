export { HostError } from './error.ts';
export { HostStat } from './stat.ts';
export { fsDecode, fsEncode } from './fscodec.ts';
export {
  exitCodeOf,
  wcoredump,
  wexitstatus,
  wifcontinued,
  wifexited,
  wifsignaled,
  wifstopped,
  wstopsig,
  wtermsig,
} from './wait-status.ts';
export { packSockAddr, type SockAddr, unpackSockAddr } from './sockaddr.ts';
export { inetNtop, inetPton } from './inet.ts';
export { CLOCK } from './contract/clock.ts';
export { ASYNC_REQUEST, EVAL_BREAKER, GIL_DROP_REQUEST, MEMORY_FULL, SIGNAL_PENDING } from './contract/threads.ts';
export type { HostPath, SysResult } from './contract/types.ts';
export type { Host } from './contract/host.ts';
export type { HostPlatform } from './contract/platform.ts';
export type { HostDirEntries, HostFs, HostStatVfs } from './contract/fs.ts';
export type { HostFd } from './contract/fd.ts';
export type { HostPoll } from './contract/poll.ts';
export type { HostClock, HostTm, HostZone } from './contract/clock.ts';
export type { HostTermios, HostTty, HostWinSize } from './contract/tty.ts';
export type { HostEnv } from './contract/env.ts';
export type {
  HostFileAction,
  HostProcess,
  HostRusage,
  HostSpawn,
  HostTimes,
  HostUname,
  HostWait,
} from './contract/process.ts';
export type { HostDisposition, HostSignals } from './contract/signals.ts';
export type { HostThreads } from './contract/threads.ts';
export type { HostEngine } from './contract/engine.ts';
export type { HostAddrInfo, HostNet, HostSockAddr } from './contract/net.ts';
export type { HostMemory } from './contract/memory.ts';
export type { HostGroup, HostUser, HostUsers } from './contract/users.ts';
export type { HostLocale, HostLocaleConventions } from './contract/locale.ts';
export type { HostPosix, HostWaitInfo } from './contract/posix.ts';
export type { HostRandom } from './contract/random.ts';
