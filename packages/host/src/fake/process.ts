/** HostEnv, HostProcess and HostRandom of the fake host: one process, programs as functions, no chance. */
import type { HostEnv } from '../contract/env.ts';
import type { HostProcess, HostRusage, HostSpawn, HostTimes, HostUname, HostWait } from '../contract/process.ts';
import type { HostRandom } from '../contract/random.ts';
import type { HostPath, SysResult } from '../contract/types.ts';
import { CLOCK } from '../contract/clock.ts';
import { fsDecode } from '../fscodec.ts';
import { hostError } from '../host-error.ts';
import type { FakeClock } from './clock.ts';
import { ECHILD, EINVAL, ENOENT, ENOSYS, ESRCH } from './errno.ts';
import { FakeExit } from './exit.ts';
import type { FakeSignals } from './signals.ts';

/** A program of the fake system: gets its arguments, returns its exit code. */
export type FakeProgram = (argv: string[], request: HostSpawn) => number;

export class FakeEnv implements HostEnv {
  readonly #values: Map<string, string>;

  constructor(values: Record<string, string>) {
    this.#values = new Map(Object.entries(values));
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: string): SysResult {
    if (name === '' || name.includes('=') || (name + value).includes('\0')) return -EINVAL;
    this.#values.set(name, value);
    return 0;
  }

  unset(name: string): SysResult {
    if (name === '' || name.includes('=') || name.includes('\0')) return -EINVAL;
    this.#values.delete(name);
    return 0;
  }

  entries(): [string, string][] {
    return [...this.#values];
  }
}

export class FakeRandom implements HostRandom {
  #state = 0x2545f491;

  fill(buffer: Uint8Array): void {
    for (let i = 0; i < buffer.length; i++) {
      this.#state ^= this.#state << 13;
      this.#state ^= this.#state >>> 17;
      this.#state ^= this.#state << 5;
      buffer[i] = this.#state & 0xff;
    }
  }

  getrandom(buffer: Uint8Array, _flags: number): SysResult {
    this.fill(buffer);
    return buffer.length;
  }
}

const PID = 1000;

export class FakeProcess implements HostProcess {
  readonly execPath = '/usr/bin/fake';
  /** Programs by path. */
  readonly programs = new Map<string, FakeProgram>();
  readonly #clock: FakeClock;
  readonly #signals: FakeSignals;
  readonly #ended = new Map<number, number>();
  #nextPid = PID + 1;
  #niceness = 0;

  constructor(clock: FakeClock, signals: FakeSignals) {
    this.#clock = clock;
    this.#signals = signals;
  }

  getpid = (): number => PID;
  getppid = (): number => 1;
  getuid = (): number => 0;
  geteuid = (): number => 0;
  getgid = (): number => 0;
  getegid = (): number => 0;
  setuid = (_id: number): SysResult => 0;
  seteuid = (_id: number): SysResult => 0;
  setgid = (_id: number): SysResult => 0;
  setegid = (_id: number): SysResult => 0;
  getgroups = (): number[] => [0];
  getpgid = (pid: number): SysResult => (pid === 0 || pid === PID ? PID : -ESRCH);
  setpgid = (_pid: number, _pgrp: number): SysResult => 0;
  getsid = (pid: number): SysResult => this.getpgid(pid);
  setsid = (): SysResult => PID;

  kill(pid: number, signal: number): SysResult {
    return this.#signals.kill(pid, signal);
  }

  killpg(pgrp: number, signal: number): SysResult {
    return this.#signals.kill(pgrp, signal);
  }

  spawn(request: HostSpawn): SysResult {
    const files = Array.isArray(request.file) ? request.file : [request.file];
    const program = files.map((file) => this.programs.get(asText(file))).find((found) => found !== undefined);
    if (program === undefined) {
      request.failedAt = 'exec';
      return -ENOENT;
    }
    const pid = this.#nextPid++;
    this.#ended.set(pid, (program(request.argv.map(asText), request) & 0xff) << 8);
    this.#signals.childEnded();
    return pid;
  }

  waitpid(pid: number, _options: number, out: HostWait): SysResult {
    const child = pid > 0 ? pid : this.#ended.keys().next().value;
    const status = child === undefined ? undefined : this.#ended.get(child);
    if (child === undefined || status === undefined) return -ECHILD;
    this.#ended.delete(child);
    out.status = status;
    out.rusage = null;
    return child;
  }

  execve(_file: HostPath, _argv: HostPath[], _env: HostPath[]): SysResult {
    return -ENOSYS;
  }

  exit(code: number): never {
    throw new FakeExit(code);
  }

  hardExit(code: number): never {
    throw new FakeExit(code);
  }

  abort(): never {
    throw new FakeExit(134);
  }

  uname(): HostUname {
    return { sysname: 'Linux', nodename: 'fake', release: '0', version: '0', machine: 'x86_64' };
  }

  times(): HostTimes {
    const elapsed = this.#clock.seconds(CLOCK.MONOTONIC);
    return { user: elapsed, system: 0, childrenUser: 0, childrenSystem: 0, elapsed };
  }

  getrusage(who: number): HostRusage {
    if (who < -1 || who > 1) throw hostError(-EINVAL, 'getrusage');
    return {
      utime: this.#clock.seconds(CLOCK.PROCESS_CPUTIME_ID),
      stime: 0,
      maxrss: 0,
      ixrss: 0,
      idrss: 0,
      isrss: 0,
      minflt: 0,
      majflt: 0,
      nswap: 0,
      inblock: 0,
      oublock: 0,
      msgsnd: 0,
      msgrcv: 0,
      nsignals: 0,
      nvcsw: 0,
      nivcsw: 0,
    };
  }

  cpuCount = (): number => 1;
  getAffinity = (_pid: number): number[] => [0];
  setAffinity = (_pid: number, _cpus: number[]): SysResult => 0;
  schedYield = (): SysResult => 0;
  getloadavg = (): [number, number, number] => [0, 0, 0];
  nice = (increment: number): number => (this.#niceness = Math.max(-20, Math.min(19, this.#niceness + increment)));
  getpriority = (_which: number, _who: number): number => this.#niceness;

  setpriority(_which: number, _who: number, priority: number): SysResult {
    this.#niceness = priority;
    return 0;
  }

  getrlimit = (_resource: number): [number, number] => [-1, -1];
  setrlimit = (_resource: number, _soft: number, _hard: number): SysResult => 0;
}

function asText(path: HostPath): string {
  return typeof path === 'string' ? path : fsDecode(path);
}
