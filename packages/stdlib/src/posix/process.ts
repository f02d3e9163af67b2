/** Children and signals: kill, wait, exec's relatives that end this process, and what the system says of processes. */
import type { HostWait, HostWaitInfo } from '@pyston/host';
import {
  exitCodeOf,
  wcoredump,
  wexitstatus,
  wifcontinued,
  wifexited,
  wifsignaled,
  wifstopped,
  wstopsig,
  wtermsig,
} from '@pyston/host';
import type { PyType, Result, Value } from '@pyston/objects';
import {
  E,
  float,
  hooks,
  int,
  makeStructSequence,
  method,
  None,
  raiseWith,
  str,
  structSequence,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { guarded, hostOf, osError, retry } from '../os-error.ts';
import { fsPath, pathValue } from '../fs-path.ts';
import { rusageValue } from '../resource/rusage.ts';
import { cInt, number } from './args.ts';

const named = (names: string): { name: string }[] => names.split(' ').map((name) => ({ name }));

export const UnameResult: PyType = makeStructSequence({
  name: 'uname_result',
  module: 'posix',
  doc: 'What os.uname() gives.',
  fields: named('sysname nodename release version machine'),
});
export const TimesResult: PyType = makeStructSequence({
  name: 'times_result',
  module: 'posix',
  doc: 'What os.times() gives.',
  fields: named('user system children_user children_system elapsed'),
});
export const WaitidResult: PyType = makeStructSequence({
  name: 'waitid_result',
  module: 'posix',
  doc: 'What os.waitid() gives.',
  fields: named('si_pid si_uid si_signo si_status si_code'),
});

function uname(): Result {
  const u = guarded(() => hostOf().process.uname(), null);
  return u === undefined
    ? undefined
    : structSequence(
        UnameResult,
        [u.sysname, u.nodename, u.release, u.version, u.machine].map((s) => pathValue(s, false)),
      );
}

function times(): Result {
  const t = hostOf().process.times();
  return structSequence(
    TimesResult,
    [t.user, t.system, t.childrenUser, t.childrenSystem, t.elapsed].map((n) => float(n)),
  );
}

function signalTo(send: (target: number, signal: number) => number) {
  return (targetArg: Value, signalArg: Value): Result => {
    const target = cInt(targetArg);
    const signal = target === undefined ? undefined : cInt(signalArg);
    if (signal === undefined) return undefined;
    const r = send(target!, signal);
    return r < 0 ? osError(r, null) : hooks.handleSignals();
  };
}

function waitFor(pid: number, options: number, usage: boolean): Result {
  const out: HostWait = { status: 0, rusage: null };
  const r = retry(() => hostOf().process.waitpid(pid, options, out, usage));
  if (r === undefined) return undefined;
  if (r < 0) return osError(r, null);
  return tuple(usage ? [int(r), int(out.status), rusageValue(out.rusage)] : [int(r), int(out.status)]);
}

function waitpid(pidArg: Value, optionsArg: Value): Result {
  const pid = cInt(pidArg);
  const options = pid === undefined ? undefined : cInt(optionsArg);
  return options === undefined ? undefined : waitFor(pid!, options, false);
}

function wait3(optionsArg: Value): Result {
  const options = cInt(optionsArg);
  return options === undefined ? undefined : waitFor(-1, options, true);
}

function wait4(pidArg: Value, optionsArg: Value): Result {
  const pid = cInt(pidArg);
  const options = pid === undefined ? undefined : cInt(optionsArg);
  return options === undefined ? undefined : waitFor(pid!, options, true);
}

function waitid(typeArg: Value, idArg: Value, optionsArg: Value): Result {
  const type = cInt(typeArg);
  const id = type === undefined ? undefined : cInt(idArg);
  const options = id === undefined ? undefined : cInt(optionsArg);
  if (options === undefined) return undefined;
  const out: HostWaitInfo = { pid: 0, uid: 0, signo: 0, status: 0, code: 0 };
  const r = retry(() => hostOf().posix.waitid(type!, id!, options, out));
  if (r === undefined) return undefined;
  if (r < 0) return osError(r, null);
  return out.pid === 0
    ? None
    : structSequence(WaitidResult, [int(out.pid), int(out.uid), int(out.signo), int(out.status), int(out.code)]);
}

/** A W* macro. */
function macro(test: (status: number) => number | boolean) {
  return (statusArg: Value): Result => {
    const status = cInt(statusArg);
    if (status === undefined) return undefined;
    const r = test(status);
    return typeof r === 'boolean' ? r : int(r);
  };
}

function waitstatusToExitcode(statusArg: Value): Result {
  if (typeOf(statusArg).slots.index === null)
    return typeError(`'${typeOf(statusArg).name}' object cannot be interpreted as an integer`);
  const status = cInt(statusArg);
  if (status === undefined) return undefined;
  const code = exitCodeOf(status);
  if (code !== undefined) return int(code);
  if (wifstopped(status)) return valueError(`process stopped by delivery of signal ${wstopsig(status)}`);
  return valueError(`invalid wait status: ${status}`);
}

/** `os.system`: a shell that ignores SIGINT and SIGQUIT in this process while it runs. */
function system(commandArg: Value): Result {
  const command = fsPath(commandArg);
  if (command === undefined) return undefined;
  const { process } = hostOf();
  const pid = process.spawn({ argv: ['sh', '-c', command], file: '/bin/sh' });
  if (pid < 0) return osError(pid, null);
  const out: HostWait = { status: 0, rusage: null };
  const r = retry(() => process.waitpid(pid, 0, out));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : int(out.status);
}

function exit(statusArg: Value): Result {
  const status = cInt(statusArg);
  if (status === undefined) return undefined;
  return hostOf().process.hardExit(status);
}

const ENOSYS = 38;

/** The engine's own threads do not live on in a forked child. */
function fork(): Result {
  return raiseWith(
    E.OSError!,
    int(ENOSYS),
    str('fork() is not supported by this implementation; use subprocess or os.posix_spawn()'),
  );
}

function pidfdOpen(pidArg: Value, flagsArg?: Value): Result {
  const pid = cInt(pidArg);
  const flags = pid === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
  return flags === undefined ? undefined : number(hostOf().posix.pidfdOpen(pid!, flags));
}

export const PROCESS_FUNCTIONS = [
  method('uname', '()', uname),
  method('times', '()', times),
  method(
    'kill',
    '(pid, signal, /)',
    signalTo((pid, signal) => hostOf().process.kill(pid, signal)),
  ),
  method(
    'killpg',
    '(pgid, signal, /)',
    signalTo((group, signal) => hostOf().process.killpg(group, signal)),
  ),
  method('wait', '()', () => waitFor(-1, 0, false)),
  method('waitpid', '(pid, options, /)', waitpid),
  method('wait3', '(options)', wait3),
  method('wait4', '(pid, options)', wait4),
  method('waitid', '(idtype, id, options, /)', waitid),
  method('WCOREDUMP', '(status, /)', macro(wcoredump)),
  method('WIFCONTINUED', '(status)', macro(wifcontinued)),
  method('WIFSTOPPED', '(status)', macro(wifstopped)),
  method('WIFSIGNALED', '(status)', macro(wifsignaled)),
  method('WIFEXITED', '(status)', macro(wifexited)),
  method('WEXITSTATUS', '(status)', macro(wexitstatus)),
  method('WTERMSIG', '(status)', macro(wtermsig)),
  method('WSTOPSIG', '(status)', macro(wstopsig)),
  method('waitstatus_to_exitcode', '(status)', waitstatusToExitcode),
  method('system', '(command)', system),
  method('_exit', '(status)', exit),
  method('abort', '()', () => hostOf().process.abort()),
  method('fork', '()', fork),
  method('forkpty', '()', fork),
  method('pidfd_open', '(pid, flags=0)', pidfdOpen),
];
