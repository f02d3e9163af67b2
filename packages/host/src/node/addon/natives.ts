/**
 * Types of the addon's functions (native/src). Where a native is exactly a method of the contract, its type is taken
 * from there. A native that returns something else than a number answers -errno instead when it failed; one that
 * "leaves a record" writes numbers into Addon.record.
 */
import type { HostClock, HostTm } from '../../contract/clock.ts';
import type { HostEngine } from '../../contract/engine.ts';
import type { HostEnv } from '../../contract/env.ts';
import type { HostFd } from '../../contract/fd.ts';
import type { HostFs } from '../../contract/fs.ts';
import type { HostLocale } from '../../contract/locale.ts';
import type { HostMemory } from '../../contract/memory.ts';
import type { HostNet } from '../../contract/net.ts';
import type { HostPoll } from '../../contract/poll.ts';
import type { HostPosix } from '../../contract/posix.ts';
import type { HostProcess } from '../../contract/process.ts';
import type { HostSignals } from '../../contract/signals.ts';
import type { HostThreads } from '../../contract/threads.ts';
import type { HostTty } from '../../contract/tty.ts';
import type { HostPath, SysResult } from '../../contract/types.ts';

type OrErrno<T> = T | number;

export interface NativeFs
  extends Omit<HostFs, 'hasDirFd' | 'stat' | 'lstat' | 'listdir' | 'scandir' | 'readlink' | 'statvfs' | 'getcwd'> {
  /** Leaves a record: see readStat. */
  stat(path: HostPath, dirFd?: number): SysResult;
  lstat(path: HostPath, dirFd?: number): SysResult;
  list(dir: HostPath | number, detailed: false): OrErrno<string[]>;
  list(dir: HostPath | number, detailed: true): OrErrno<[string[], number[], (number | bigint)[]]>;
  readlink(path: HostPath, dirFd?: number): OrErrno<string>;
  /** Leaves a record: HostStatVfs in order. */
  statvfs(path: HostPath | number): SysResult;
  getcwd(): OrErrno<string>;
}

export interface NativeFd extends Omit<HostFd, 'fstat' | 'pipe'> {
  /** Leaves a record: see readStat. */
  fstat(fd: number): SysResult;
  /** Leaves a record: read end, write end. */
  pipe(flags: number): SysResult;
}

export type NativePoll = Omit<HostPoll, 'select'>;

type TmFields = [number, number, number, number, number, number, number, number, number, number];

export interface NativeClock extends Pick<HostClock, 'seconds' | 'resolution' | 'setTime' | 'sleep' | 'tzset'> {
  nanoseconds(clock: number): OrErrno<bigint>;
  /** Zone name; leaves a record: HostTm in order without the zone. */
  localtime(seconds: number): OrErrno<string>;
  gmtime(seconds: number): OrErrno<string>;
  /** NaN on failure. */
  mktime(...fields: TmFields): number;
  strftime(format: string, zone: string, ...fields: TmFields): OrErrno<string>;
}

export interface NativeTty
  extends Omit<HostTty, 'getWinSize' | 'setWinSize' | 'ttyname' | 'tcgetattr' | 'tcsetattr' | 'openpty'> {
  /** Leaves a record: HostWinSize in order. */
  getWinSize(fd: number): SysResult;
  setWinSize(fd: number, rows: number, columns: number, xpixel: number, ypixel: number): SysResult;
  ttyname(fd: number): OrErrno<string>;
  /** Leaves a record: the six words; fills `cc`. */
  tcgetattr(fd: number, cc: Uint8Array): SysResult;
  tcsetattr(
    fd: number,
    when: number,
    cc: Uint8Array,
    iflag: number,
    oflag: number,
    cflag: number,
    lflag: number,
    ispeed: number,
    ospeed: number,
  ): SysResult;
  /** Leaves a record: master, slave. */
  openpty(): SysResult;
}

export interface NativeEnv extends Pick<HostEnv, 'get' | 'set' | 'unset'> {
  /** 'NAME=value' of each. */
  entries(): string[];
}

export interface NativeProcess
  extends Pick<
    HostProcess,
    | 'getppid'
    | 'getuid'
    | 'geteuid'
    | 'getgid'
    | 'getegid'
    | 'setuid'
    | 'seteuid'
    | 'setgid'
    | 'setegid'
    | 'getpgid'
    | 'setpgid'
    | 'getsid'
    | 'setsid'
    | 'killpg'
    | 'execve'
    | 'hardExit'
    | 'abort'
    | 'cpuCount'
    | 'setAffinity'
    | 'schedYield'
    | 'setpriority'
    | 'setrlimit'
  > {
  getgroups(): OrErrno<number[]>;
  /** Leaves a record when it fails: the stage (spawn.cc). */
  spawn(
    candidates: HostPath[],
    argv: HostPath[],
    env: HostPath[] | undefined,
    cwd: HostPath | undefined,
    actions: number[],
    actionPaths: HostPath[],
    options: number[],
    passFds: number[],
    sigmask: number[],
    sigdefault: number[],
    groups: number[],
  ): SysResult;
  /** Leaves a record: status, HostRusage in order. */
  waitpid(pid: number, options: number): SysResult;
  uname(): OrErrno<[string, string, string, string, string]>;
  /** Leaves a record: HostTimes in order. */
  times(): void;
  /** Leaves a record from slot 1: HostRusage in order. */
  getrusage(who: number): SysResult;
  getAffinity(pid: number): OrErrno<number[]>;
  /** These leave a record: the answer. */
  getloadavg(): SysResult;
  nice(increment: number): SysResult;
  getpriority(which: number, who: number): SysResult;
  getrlimit(resource: number): SysResult;
}

export interface NativeSignals
  extends Pick<
    HostSignals,
    | 'takePending'
    | 'simulate'
    | 'setWakeupFd'
    | 'takeWakeupError'
    | 'siginterrupt'
    | 'kill'
    | 'raise'
    | 'alarm'
    | 'pause'
    | 'wait'
  > {
  /** 0 default, 1 ignore, 2 catch, 3 foreign. */
  disposition(signal: number): SysResult;
  install(signal: number, disposition: number): SysResult;
  /** These leave a record: value, interval. */
  setitimer(which: number, value: number, interval: number): SysResult;
  getitimer(which: number): SysResult;
  mask(how: number, signals: number[]): OrErrno<number[]>;
  pending(): OrErrno<number[]>;
}

export interface NativeThreads extends Omit<HostThreads, 'words' | 'supported' | 'takeException'> {
  /** [what it threw]. */
  takeException(handle: number): [unknown] | undefined;
}

export interface NativeEngine
  extends Pick<
    HostEngine,
    'setStackLimit' | 'maxStack' | 'collectGarbage' | 'collectFinalizers' | 'reportCollections' | 'reportFullHeap'
  > {
  /** A number < 0 may be the body's own result: the body is wrapped by the caller. */
  runOnBigStack(body: () => unknown, bytes: number): unknown;
}

export interface NativeNet
  extends Omit<
    HostNet,
    'constants' | 'socketpair' | 'accept' | 'getsockname' | 'getpeername' | 'recvfrom' | 'getaddrinfo'
  > {
  /** Leaves a record: both ends. */
  socketpair(family: number, type: number, protocol: number): SysResult;
  /** These fill the bytes and leave a record: how many. */
  accept(fd: number, peer: Uint8Array): SysResult;
  getsockname(fd: number, out: Uint8Array): SysResult;
  getpeername(fd: number, out: Uint8Array): SysResult;
  recvfrom(fd: number, buffer: Uint8Array, start: number, length: number, flags: number, from: Uint8Array): SysResult;
  /** Flat: family, type, protocol, canonname, address, and so on. */
  getaddrinfo(...asked: Parameters<HostNet['getaddrinfo']>): OrErrno<(number | string | Uint8Array)[]>;
}

export interface NativeUsers {
  /** HostUser in order. */
  user(key: string | number): [string, string, number, number, string, string, string] | undefined;
  /** HostGroup in order. */
  group(key: string | number): [string, string, number, string[]] | undefined;
  users(): [string, string, number, number, string, string, string][];
  groups(): [string, string, number, string[]][];
  login(): OrErrno<string>;
}

type Eight = [number, number, number, number, number, number, number, number];
type Texts = [string, string, number[], string, string, string, string, number[], string, string];

export interface NativeLocale extends Omit<HostLocale, 'localeconv' | 'constants'> {
  /** HostLocaleConventions in order. */
  localeconv(): [...Texts, ...Eight];
}

export interface NativePosix
  extends Omit<
    HostPosix,
    | 'listxattr'
    | 'pathconf'
    | 'pathconfNames'
    | 'confstr'
    | 'confstrNames'
    | 'getresuid'
    | 'getresgid'
    | 'getgrouplist'
    | 'schedInterval'
    | 'waitid'
    | 'timerfdSettime'
    | 'timerfdGettime'
  > {
  listxattr(file: HostPath | number, follow?: boolean): OrErrno<string[]>;
  confstr(name: number): OrErrno<string> | undefined;
  getgrouplist(user: string, group: number): OrErrno<number[]>;
  /** These leave a record: their answer. */
  pathconf(file: HostPath | number, name: number): SysResult;
  getresuid(): SysResult;
  getresgid(): SysResult;
  schedInterval(pid: number): SysResult;
  waitid(idType: number, id: number, options: number): SysResult;
  timerfdSettime(fd: number, flags: number, value: number, interval: number): SysResult;
  timerfdGettime(fd: number): SysResult;
}

export interface NativePlatform {
  /** Leaves a record: the answer. */
  sysconf(name: number): SysResult;
  getrandom(buffer: Uint8Array, flags: number): SysResult;
}

export interface NativeGroups {
  clock: NativeClock;
  engine: NativeEngine;
  env: NativeEnv;
  fd: NativeFd;
  fs: NativeFs;
  locale: NativeLocale;
  memory: HostMemory;
  net: NativeNet;
  platform: NativePlatform;
  poll: NativePoll;
  posix: NativePosix;
  process: NativeProcess;
  signals: NativeSignals;
  threads: NativeThreads;
  tty: NativeTty;
  users: NativeUsers;
}

/** For reading tm fields back: the order of the record. */
export function tmFields(tm: HostTm): TmFields {
  return [tm.year, tm.month, tm.day, tm.hour, tm.minute, tm.second, tm.weekday, tm.yearday, tm.isdst, tm.gmtoff];
}
