/** Module _signal: handlers, timers, masks. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asFloat,
  defineException,
  defineModule,
  E,
  float,
  hooks,
  int,
  isFloat,
  isInt,
  isTrue,
  makeStructSequence,
  method,
  None,
  raiseValue,
  strFromJs,
  structSequence,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { HostError, HostStat } from '@pyston/host';
import { guarded, hostOf, osError, retry } from '../os-error.ts';
import { cInt } from '../posix/args.ts';
import { DEFAULT_INT_HANDLER, handleSignals, inMainThread, SIG_DFL, SIG_IGN, signalState } from './handlers.ts';
import { isUsable, signalNumbers, signalSet } from './signal-set.ts';

const ItimerError: PyType = defineException(
  'ItimerError',
  E.OSError!,
  'An interval timer could not be set.',
  undefined,
  { module: 'signal' },
);

const StructSiginfo: PyType = makeStructSequence({
  name: 'struct_siginfo',
  module: 'signal',
  doc: 'What is known of a signal that was waited for.',
  fields: [
    { name: 'si_signo', doc: 'signal number' },
    { name: 'si_code', doc: 'signal code' },
    { name: 'si_errno', doc: 'errno associated with this signal' },
    { name: 'si_pid', doc: 'sending process ID' },
    { name: 'si_uid', doc: 'real user ID of sending process' },
    { name: 'si_status', doc: 'exit value or signal' },
    { name: 'si_band', doc: 'band event for SIGPOLL' },
  ],
});

/** A signal number in range. */
function signalArg(v: Value): number | undefined {
  const n = cInt(v);
  if (n === undefined) return undefined;
  return n < 1 || n >= hostOf().signals.count ? valueError('signal number out of range') : n;
}

function sameNumber(v: Value, n: Value): boolean {
  return isInt(v) && Number(v) === Number(n);
}

function signal(numberArg: Value, handler: Value): Result {
  const n = cInt(numberArg);
  if (n === undefined) return undefined;
  if (!inMainThread()) return valueError('signal only works in main thread of the main interpreter');
  if (n < 1 || n >= hostOf().signals.count) return valueError('signal number out of range');
  const ignores = sameNumber(handler, SIG_IGN);
  const defaults = sameNumber(handler, SIG_DFL);
  if (!ignores && !defaults && typeOf(handler).slots.call === null)
    return typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
  if (handleSignals() === undefined) return undefined;
  const r = hostOf().signals.install(n, ignores ? 'ignore' : defaults ? 'default' : 'catch');
  if (r < 0) return osError(r, null);
  const { handlers } = signalState();
  const old = handlers[n]!;
  handlers[n] = ignores ? SIG_IGN : defaults ? SIG_DFL : handler;
  return old;
}

function getsignal(numberArg: Value): Result {
  const n = signalArg(numberArg);
  return n === undefined ? undefined : signalState().handlers[n]!;
}

/** A call that succeeded; handlers of what it caused run at once. */
function after(r: number): Result {
  return r < 0 ? osError(r, null) : handleSignals();
}

function raiseSignal(numberArg: Value): Result {
  const n = cInt(numberArg);
  return n === undefined ? undefined : after(hostOf().signals.raise(n));
}

function siginterrupt(numberArg: Value, flagArg: Value): Result {
  const n = signalArg(numberArg);
  const flag = n === undefined ? undefined : cInt(flagArg);
  if (flag === undefined) return undefined;
  const r = hostOf().signals.siginterrupt(n!, flag !== 0);
  return r < 0 ? osError(r, null) : None;
}

function strsignal(numberArg: Value): Result {
  const n = signalArg(numberArg);
  if (n === undefined) return undefined;
  const text = hostOf().signals.describe(n);
  return text === undefined ? None : strFromJs(text);
}

function alarm(secondsArg: Value): Result {
  const n = cInt(secondsArg);
  return n === undefined ? undefined : int(hostOf().signals.alarm(n));
}

function pause(): Result {
  hostOf().signals.pause();
  return handleSignals();
}

/** Seconds of a timer argument. */
function secondsArg(v: Value): number | undefined {
  if (!isInt(v) && !isFloat(v) && typeOf(v).slots.index === null)
    return typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer or float`);
  return asFloat(v);
}

/** Old [value, interval] of a timer; ItimerError on failure. */
function timer(call: () => [number, number]): Result {
  try {
    const [value, interval] = call();
    return tuple([float(value), float(interval)]);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return raiseValue(
      hooks.newException(ItimerError, [int(error.errno), strFromJs(hostOf().platform.strerror(error.errno))]),
    );
  }
}

function setitimer(whichArg: Value, secondsValue: Value, intervalValue?: Value): Result {
  const which = cInt(whichArg);
  const seconds = which === undefined ? undefined : secondsArg(secondsValue);
  const interval = seconds === undefined ? undefined : intervalValue === undefined ? 0 : secondsArg(intervalValue);
  return interval === undefined ? undefined : timer(() => hostOf().signals.setitimer(which!, seconds!, interval));
}

function getitimer(whichArg: Value): Result {
  const which = cInt(whichArg);
  return which === undefined ? undefined : timer(() => hostOf().signals.getitimer(which));
}

function sigmask(howArg: Value, maskArg: Value): Result {
  const how = cInt(howArg);
  const mask = how === undefined ? undefined : signalNumbers(maskArg);
  const old = mask === undefined ? undefined : guarded(() => hostOf().signals.mask(how!, mask), null);
  return old === undefined || handleSignals() === undefined ? undefined : signalSet(old);
}

function sigpending(): Result {
  const pending = guarded(() => hostOf().signals.pending(), null);
  return pending === undefined ? undefined : signalSet(pending);
}

function sigwait(setArg: Value): Result {
  const signals = signalNumbers(setArg);
  const r = signals === undefined ? undefined : retry(() => hostOf().signals.wait(signals, -1));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : int(r);
}

const EAGAIN = -11;
const EINTR = -4;

function siginfo(n: number): Value {
  return structSequence(
    StructSiginfo,
    [n, 0, 0, 0, 0, 0, 0].map((x) => int(x)),
  );
}

function sigwaitinfo(setArg: Value): Result {
  const signals = signalNumbers(setArg);
  const r = signals === undefined ? undefined : retry(() => hostOf().signals.wait(signals, -1));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : siginfo(r);
}

/** None when the time is over. */
function sigtimedwait(setArg: Value, timeoutArg: Value): Result {
  const signals = signalNumbers(setArg);
  const timeout = signals === undefined ? undefined : secondsArg(timeoutArg);
  if (timeout === undefined) return undefined;
  if (timeout < 0) return valueError('timeout must be non-negative');
  const { clock, signals: host } = hostOf();
  const end = clock.seconds(1) + timeout;
  for (;;) {
    const r = host.wait(signals!, Math.max(0, (end - clock.seconds(1)) * 1000));
    if (r >= 0) return siginfo(r);
    if (r === EAGAIN) return None;
    if (r !== EINTR) return osError(r, null);
    if (handleSignals() === undefined) return undefined;
  }
}

function pthreadKill(threadArg: Value, numberArg: Value): Result {
  if (!isInt(threadArg)) return typeError(`pthread_kill() argument 1 must be int, not ${typeOf(threadArg).name}`);
  const n = cInt(numberArg);
  if (n === undefined) return undefined;
  const { signals, process } = hostOf();
  return after(Number(threadArg) === ts.ident ? signals.raise(n) : signals.kill(process.getpid(), n));
}

function setWakeupFd(fdArg: Value, warnArg?: Value): Result {
  const fd = cInt(fdArg);
  const warns = warnArg === undefined ? true : isTrue(warnArg);
  if (fd === undefined || warns === undefined) return undefined;
  if (!inMainThread()) return valueError('set_wakeup_fd only works in main thread of the main interpreter');
  const host = hostOf();
  if (fd !== -1) {
    const r = host.fd.fstat(fd, new HostStat());
    if (r < 0) return osError(r, null);
    const blocking = host.fd.getBlocking(fd);
    if (blocking < 0) return osError(blocking, null);
    if (blocking === 1) return valueError(`the fd ${fd} must be in non-blocking mode`);
  }
  signalState().warnOnFullBuffer = warns;
  return int(host.signals.setWakeupFd(fd));
}

function validSignals(): Result {
  const out: number[] = [];
  for (let n = 1; n < hostOf().signals.count; n++) if (isUsable(n)) out.push(n);
  return signalSet(out);
}

function attributes(): Record<string, Value> {
  signalState();
  const { signals, platform } = hostOf();
  const out: Record<string, Value> = {
    SIG_DFL,
    SIG_IGN,
    NSIG: int(signals.count),
    ItimerError,
    default_int_handler: DEFAULT_INT_HANDLER,
  };
  for (const [name, n] of Object.entries({ ...platform.constants, ...signals.numbers })) {
    if (/^(SIG(?!_)|SIG_(UN)?BLOCK|SIG_SETMASK|ITIMER_)/.test(name) && name !== 'SIGUNUSED') out[name] = int(n);
  }
  return out;
}

export const signalModule: ModuleSpec = defineModule({
  name: '_signal',
  doc: 'Handlers of signals, timers and masks.',
  functions: [
    method('signal', '(signalnum, handler, /)', signal),
    method('getsignal', '(signalnum, /)', getsignal),
    method('raise_signal', '(signalnum, /)', raiseSignal),
    method('siginterrupt', '(signalnum, flag, /)', siginterrupt),
    method('strsignal', '(signalnum, /)', strsignal),
    method('alarm', '(seconds, /)', alarm),
    method('pause', '()', pause),
    method('setitimer', '(which, seconds, interval=0.0, /)', setitimer),
    method('getitimer', '(which, /)', getitimer),
    method('pthread_sigmask', '(how, mask, /)', sigmask),
    method('sigpending', '()', sigpending),
    method('sigwait', '(sigset, /)', sigwait),
    method('sigwaitinfo', '(sigset, /)', sigwaitinfo),
    method('sigtimedwait', '(sigset, timeout, /)', sigtimedwait),
    method('pthread_kill', '(thread_id, signalnum, /)', pthreadKill),
    method('set_wakeup_fd', '(fd, /, *, warn_on_full_buffer=True)', setWakeupFd),
    method('valid_signals', '()', validSignals),
  ],
  types: [StructSiginfo],
  attrs: attributes,
});
