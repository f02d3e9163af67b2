/** This process, its children, and what the system says about both. */
import type { HostPath, SysResult } from './types.ts';

/** What happens to descriptors between fork and exec, in order. Numbers are those of the parent. */
export type HostFileAction =
  | { op: 'open'; fd: number; path: HostPath; flags: number; mode: number }
  | { op: 'close'; fd: number }
  /** from === to makes the descriptor inheritable. */
  | { op: 'dup2'; from: number; to: number };

/**
 * Order in the child: handlers reset and `sigdefault`, setsid, pgroup, actions, passFds, cwd, umask, closeFrom, groups, gid,
 * uid, signal mask, exec.
 */
export interface HostSpawn {
  /** argv, argv[0] included. */
  argv: HostPath[];
  /** Program; a list is tried in order as long as the error is ENOENT or ENOTDIR. */
  file: HostPath | HostPath[];
  /** A single `file` without '/' is looked up in the PATH of this process. */
  searchPath?: boolean;
  /** 'NAME=value' strings; omitted = the environment of this process. */
  env?: HostPath[];
  cwd?: HostPath;
  actions?: HostFileAction[];
  /** After the actions, closes every descriptor ≥ this one, except those in `passFds`. */
  closeFrom?: number;
  /** Kept open and made inheritable in the child. */
  passFds?: number[];
  /** 0 = a new group led by the child. */
  pgroup?: number;
  setsid?: boolean;
  /** Signals blocked in the child; omitted = unchanged mask of the calling thread. */
  sigmask?: number[];
  /** Signals set to default in the child. */
  sigdefault?: number[];
  umask?: number;
  uid?: number;
  gid?: number;
  groups?: number[];
  /** Written when spawn failed: what the error belongs to. */
  failedAt?: 'setup' | 'cwd' | 'exec' | undefined;
}

export interface HostWait {
  /** Raw wait status; see W* macros in the posix module. */
  status: number;
  rusage: HostRusage | null;
}

/** Times in seconds, sizes as the system gives them. */
export interface HostRusage {
  utime: number;
  stime: number;
  maxrss: number;
  ixrss: number;
  idrss: number;
  isrss: number;
  minflt: number;
  majflt: number;
  nswap: number;
  inblock: number;
  oublock: number;
  msgsnd: number;
  msgrcv: number;
  nsignals: number;
  nvcsw: number;
  nivcsw: number;
}

export interface HostUname {
  sysname: string;
  nodename: string;
  release: string;
  version: string;
  machine: string;
}

/** Seconds. */
export interface HostTimes {
  user: number;
  system: number;
  childrenUser: number;
  childrenSystem: number;
  elapsed: number;
}

export interface HostProcess {
  /** The engine's program file, and its arguments after the script. */
  readonly execPath: string;
  getpid(): number;
  getppid(): number;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getegid(): number;
  setuid(id: number): SysResult;
  seteuid(id: number): SysResult;
  setgid(id: number): SysResult;
  setegid(id: number): SysResult;
  /** Throws HostError. */
  getgroups(): number[];
  getpgid(pid: number): SysResult;
  setpgid(pid: number, pgrp: number): SysResult;
  getsid(pid: number): SysResult;
  setsid(): SysResult;
  kill(pid: number, signal: number): SysResult;
  killpg(pgrp: number, signal: number): SysResult;

  /** Child's pid. A failed exec is reported here as -errno, never by a child that exits 127. */
  spawn(request: HostSpawn): SysResult;
  /** Returns the pid (0 with WNOHANG and nothing to report); fills `out.status`, and `out.rusage` when `usage`. */
  waitpid(pid: number, options: number, out: HostWait, usage?: boolean): SysResult;
  /** Replaces this process; returns only on failure. */
  execve(file: HostPath, argv: HostPath[], env: HostPath[]): SysResult;
  /** Runs the engine's exit handlers. */
  exit(code: number): never;
  /** `_exit`: nothing is flushed, nothing runs. */
  hardExit(code: number): never;
  abort(): never;

  uname(): HostUname;
  times(): HostTimes;
  /** who: RUSAGE_SELF 0, RUSAGE_CHILDREN -1, RUSAGE_THREAD 1. Throws HostError. */
  getrusage(who: number): HostRusage;
  /** Online processors, 0 when unknown. */
  cpuCount(): number;
  /** Throws HostError. */
  getAffinity(pid: number): number[];
  setAffinity(pid: number, cpus: number[]): SysResult;
  schedYield(): SysResult;
  /** Throws HostError. */
  getloadavg(): [number, number, number];
  /** New niceness. Throws HostError: -1 is a valid answer. */
  nice(increment: number): number;
  /** Throws HostError. */
  getpriority(which: number, who: number): number;
  setpriority(which: number, who: number, priority: number): SysResult;
  /** [soft, hard]; -1 is RLIM_INFINITY. Throws HostError. */
  getrlimit(resource: number): [number, number];
  setrlimit(resource: number, soft: number, hard: number): SysResult;
}
