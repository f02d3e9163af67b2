/**
 * HostProcess through node:process and child_process, which is loaded by the first spawn: it takes 2 ms. A child runs to its end inside `spawn` (spawnSync): its status
 * waits for `waitpid`. Of the file actions those work that only place descriptors on 0, 1 and 2.
 */
import { existsSync } from 'node:fs';
import * as os from 'node:os';
import type { HostProcess, HostRusage, HostSpawn, HostTimes, HostUname, HostWait } from '../../contract/process.ts';
import type { HostPath, SysResult } from '../../contract/types.ts';
import { attempt, ENOSYS, errnoOf, hostError, nodePath, throwing } from './errors.ts';
import { HostError } from '../../error.ts';
import { fsDecode } from '../../fscodec.ts';

const { ECHILD, EINVAL } = os.constants.errno;
const WAIT_SIGNAL_MASK = 0x7f;

export class PortableProcess implements HostProcess {
  readonly execPath = process.execPath;
  /** Raw status of the children that ended and were not waited for. */
  readonly #ended = new Map<number, number>();

  getpid(): number {
    return process.pid;
  }

  getppid(): number {
    return process.ppid;
  }

  getuid(): number {
    return process.getuid?.() ?? 0;
  }

  geteuid(): number {
    return process.geteuid?.() ?? 0;
  }

  getgid(): number {
    return process.getgid?.() ?? 0;
  }

  getegid(): number {
    return process.getegid?.() ?? 0;
  }

  setuid(id: number): SysResult {
    return attempt(() => process.setuid?.(id));
  }

  seteuid(id: number): SysResult {
    return attempt(() => process.seteuid?.(id));
  }

  setgid(id: number): SysResult {
    return attempt(() => process.setgid?.(id));
  }

  setegid(id: number): SysResult {
    return attempt(() => process.setegid?.(id));
  }

  getgroups(): number[] {
    return throwing('getgroups', () => process.getgroups?.() ?? []);
  }

  getpgid(): SysResult {
    return -ENOSYS;
  }

  setpgid(): SysResult {
    return -ENOSYS;
  }

  getsid(): SysResult {
    return -ENOSYS;
  }

  setsid(): SysResult {
    return -ENOSYS;
  }

  kill(pid: number, signal: number): SysResult {
    return attempt(() => void process.kill(pid, signal));
  }

  killpg(pgrp: number, signal: number): SysResult {
    return pgrp < 0 ? -EINVAL : this.kill(-pgrp, signal);
  }

  spawn(request: HostSpawn): SysResult {
    const stdio: (number | 'ignore')[] = [0, 1, 2];
    for (const action of request.actions ?? []) {
      if (action.op === 'dup2' && action.to <= 2) stdio[action.to] = stdio[action.from] ?? action.from;
      else if (action.op === 'close' && action.fd <= 2) stdio[action.fd] = 'ignore';
      else if (action.op === 'open' || action.op === 'dup2') return -ENOSYS;
    }
    const argv = request.argv.map(asText);
    const file = Array.isArray(request.file) ? (request.file.find(exists) ?? request.file[0]) : request.file;
    const result = process.getBuiltinModule('node:child_process').spawnSync(asText(file), argv.slice(1), {
      argv0: argv[0] as string,
      stdio,
      ...(request.cwd === undefined ? {} : { cwd: asText(request.cwd) }),
      ...(request.env === undefined ? {} : { env: environment(request.env) }),
    });
    if (result.error !== undefined) {
      request.failedAt = request.cwd === undefined || exists(request.cwd) ? 'exec' : 'cwd';
      return errnoOf(result.error);
    }
    this.#ended.set(result.pid, rawStatus(result.status, result.signal));
    return result.pid;
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
    process.exit(code);
  }

  /** Without the addon the nearest thing: no exit handlers of JavaScript run. */
  hardExit(code: number): never {
    (process as unknown as { reallyExit(code: number): never }).reallyExit(code);
    throw new HostError(ENOSYS, 'ENOSYS', '_exit');
  }

  abort(): never {
    process.abort();
  }

  uname(): HostUname {
    return {
      sysname: os.type(),
      nodename: os.hostname(),
      release: os.release(),
      version: os.version(),
      machine: os.machine(),
    };
  }

  times(): HostTimes {
    const usage = process.cpuUsage();
    return {
      user: usage.user / 1e6,
      system: usage.system / 1e6,
      childrenUser: 0,
      childrenSystem: 0,
      elapsed: Number(process.hrtime.bigint()) / 1e9,
    };
  }

  getrusage(who: number): HostRusage {
    if (who !== 0) throw hostError(-(who === -1 ? ENOSYS : EINVAL), 'getrusage');
    const from = process.resourceUsage();
    return {
      utime: from.userCPUTime / 1e6,
      stime: from.systemCPUTime / 1e6,
      maxrss: from.maxRSS,
      ixrss: from.sharedMemorySize,
      idrss: from.unsharedDataSize,
      isrss: from.unsharedStackSize,
      minflt: from.minorPageFault,
      majflt: from.majorPageFault,
      nswap: from.swappedOut,
      inblock: from.fsRead,
      oublock: from.fsWrite,
      msgsnd: from.ipcSent,
      msgrcv: from.ipcReceived,
      nsignals: from.signalsCount,
      nvcsw: from.voluntaryContextSwitches,
      nivcsw: from.involuntaryContextSwitches,
    };
  }

  cpuCount(): number {
    return os.cpus().length;
  }

  getAffinity(): number[] {
    return Array.from({ length: os.availableParallelism() }, (_, cpu) => cpu);
  }

  setAffinity(): SysResult {
    return -ENOSYS;
  }

  schedYield(): SysResult {
    return 0;
  }

  getloadavg(): [number, number, number] {
    return os.loadavg() as [number, number, number];
  }

  nice(increment: number): number {
    const target = Math.max(-20, Math.min(19, this.getpriority(0, 0) + increment));
    throwing('nice', () => os.setPriority(target));
    return target;
  }

  getpriority(which: number, who: number): number {
    if (which !== 0) throw hostError(-ENOSYS, 'getpriority');
    return throwing('getpriority', () => os.getPriority(who));
  }

  setpriority(which: number, who: number, priority: number): SysResult {
    return which !== 0 ? -ENOSYS : attempt(() => os.setPriority(who, priority));
  }

  getrlimit(): [number, number] {
    throw hostError(-ENOSYS, 'getrlimit');
  }

  setrlimit(): SysResult {
    return -ENOSYS;
  }
}

function exists(path: HostPath): boolean {
  return existsSync(nodePath(path));
}

function asText(path: HostPath): string {
  const value = nodePath(path);
  return typeof value === 'string' ? value : fsDecode(value);
}

function environment(pairs: HostPath[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const pair of pairs.map(asText)) {
    const at = pair.indexOf('=', 1);
    if (at > 0) out[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return out;
}

function rawStatus(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? ((code ?? 0) & 0xff) << 8 : os.constants.signals[signal] & WAIT_SIGNAL_MASK;
}
