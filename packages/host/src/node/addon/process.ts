/** HostProcess through the addon. */
import type { HostFileAction, HostProcess, HostRusage, HostSpawn } from '../../contract/process.ts';
import type { HostPath } from '../../contract/types.ts';
import { check, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';
import type { NativeProcess } from './natives.ts';

const STAGES = ['setup', 'cwd', 'exec'] as const;
const CLOEXEC = 0o2000000;

/** Options under which Node or V8 writes something when the process ends in order. */
const WRITES_AT_EXIT = /^--(cpu-prof|heap-prof|prof|perf|trace|print|inspect)/;

/**
 * process.exit() without Node's end, which joins V8's compile threads: one of them may wait for a collection by this
 * thread, and then neither ever ends.
 */
function leave(native: NativeProcess, code: number): never {
  if (!process.env['NODE_V8_COVERAGE'] && !process.execArgv.some((arg) => WRITES_AT_EXIT.test(arg))) {
    process.exitCode = code;
    process.emit('exit', code);
    native.hardExit(code);
  }
  process.exit(code);
}

export function createAddonProcess(addon: Addon): HostProcess {
  const native = addon.group('process');
  const kill = addon.group('signals').kill;
  const { record } = addon;
  const answer = (status: number, syscall: string): number => {
    check(status, syscall);
    return record[0];
  };
  return {
    ...native,
    execPath: process.execPath,
    getpid: () => process.pid,
    kill,
    exit: (code) => leave(native, code),
    getgroups: () => orThrow(native.getgroups(), 'getgroups'),
    spawn(request) {
      const result = spawn(native, request);
      if (result < 0) request.failedAt = STAGES[record[0]];
      return result;
    },
    waitpid(pid, options, out, usage = false) {
      const result = native.waitpid(pid, options);
      if (result < 0) return result;
      out.status = record[0];
      out.rusage = usage ? readUsage(record) : null;
      return result;
    },
    uname() {
      const [sysname, nodename, release, version, machine] = orThrow(native.uname(), 'uname');
      return { sysname, nodename, release, version, machine };
    },
    times() {
      native.times();
      const [user, system, childrenUser, childrenSystem, elapsed] = record;
      return { user, system, childrenUser, childrenSystem, elapsed };
    },
    getrusage(who) {
      check(native.getrusage(who), 'getrusage');
      return readUsage(record);
    },
    getAffinity: (pid) => orThrow(native.getAffinity(pid), 'sched_getaffinity'),
    getloadavg() {
      check(native.getloadavg(), 'getloadavg');
      return [record[0], record[1], record[2]];
    },
    nice: (increment) => answer(native.nice(increment), 'nice'),
    getpriority: (which, who) => answer(native.getpriority(which, who), 'getpriority'),
    getrlimit: (resource) => [answer(native.getrlimit(resource), 'getrlimit'), record[1]],
  };
}

function spawn(native: NativeProcess, request: HostSpawn): number {
  const actions: number[] = [];
  const paths: HostPath[] = [];
  for (const action of request.actions ?? []) {
    actions.push(...actionWords(action));
    paths.push(action.op === 'open' ? action.path : '');
  }
  return native.spawn(
    candidates(request),
    request.argv,
    request.env,
    request.cwd,
    actions,
    paths,
    [
      request.setsid ? 1 : -1,
      request.pgroup ?? -1,
      request.closeFrom ?? -1,
      request.umask ?? -1,
      request.uid ?? -1,
      request.gid ?? -1,
      request.sigmask === undefined ? -1 : 1,
      request.groups === undefined ? -1 : 1,
    ],
    request.passFds ?? [],
    request.sigmask ?? [],
    request.sigdefault ?? [],
    request.groups ?? [],
  );
}

/** Kind and three numbers, as spawn.cc reads them. */
function actionWords(action: HostFileAction): number[] {
  switch (action.op) {
    case 'open':
      return [0, action.fd, action.flags & ~CLOEXEC, action.mode];
    case 'close':
      return [1, action.fd, 0, 0];
    case 'dup2':
      return [2, action.from, action.to, 0];
  }
}

function candidates(request: HostSpawn): HostPath[] {
  const { file } = request;
  if (Array.isArray(file)) return file;
  if (!request.searchPath || typeof file !== 'string' || file.includes('/')) return [file];
  const path = process.env.PATH ?? '/bin:/usr/bin';
  return path.split(':').map((folder) => (folder === '' ? file : `${folder}/${file}`));
}

function readUsage(record: Float64Array): HostRusage {
  const [
    ,
    utime,
    stime,
    maxrss,
    ixrss,
    idrss,
    isrss,
    minflt,
    majflt,
    nswap,
    inblock,
    oublock,
    msgsnd,
    msgrcv,
    nsignals,
    nvcsw,
    nivcsw,
  ] = record;
  return {
    utime,
    stime,
    maxrss,
    ixrss,
    idrss,
    isrss,
    minflt,
    majflt,
    nswap,
    inblock,
    oublock,
    msgsnd,
    msgrcv,
    nsignals,
    nvcsw,
    nivcsw,
  };
}
