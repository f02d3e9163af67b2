/** HostSignals of the fake host: signals arrive when a test (or the program itself) sends them. */
import type { HostDisposition, HostSignals } from '../contract/signals.ts';
import { EVAL_BREAKER, SIGNAL_PENDING } from '../contract/threads.ts';
import type { SysResult } from '../contract/types.ts';
import { describeSignal } from '../signal-names.ts';
import { EAGAIN, EINTR, EINVAL, ESRCH } from './errno.ts';
import { FakeExit } from './exit.ts';

const NSIG = 65;
const SIGKILL = 9;
const SIGALRM = 14;
const SIGCHLD = 17;
const SIGSTOP = 19;
/** Signals whose default is to do nothing: SIGCHLD, SIGCONT, SIGURG, SIGWINCH. */
const HARMLESS = new Set([SIGCHLD, 18, 23, 28]);
const OWN_PID = 1000;

export class FakeSignals implements HostSignals {
  readonly count = NSIG;
  readonly numbers: Readonly<Record<string, number>> = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGABRT: 6,
    SIGKILL,
    SIGUSR1: 10,
    SIGUSR2: 12,
    SIGPIPE: 13,
    SIGALRM,
    SIGTERM: 15,
    SIGCHLD,
    SIGSTOP,
    SIGWINCH: 28,
  };
  readonly #words: Int32Array;
  readonly #dispositions = new Map<number, HostDisposition>([[13, 'ignore']]);
  readonly #pending = new Set<number>();
  readonly #blocked = new Set<number>();
  #wakeupFd = -1;
  #alarm = 0;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  disposition(signal: number): HostDisposition {
    return this.#dispositions.get(signal) ?? 'default';
  }

  install(signal: number, disposition: 'default' | 'ignore' | 'catch'): SysResult {
    if (signal < 1 || signal >= NSIG || signal === SIGKILL || signal === SIGSTOP) return -EINVAL;
    this.#dispositions.set(signal, disposition);
    return 0;
  }

  takePending(): number {
    const deliverable = [...this.#pending].filter((signal) => !this.#blocked.has(signal));
    const lowest = deliverable.length === 0 ? 0 : Math.min(...deliverable);
    this.#pending.delete(lowest);
    if (deliverable.length <= 1) this.#words[EVAL_BREAKER] &= ~SIGNAL_PENDING;
    return lowest;
  }

  simulate(signal: number): void {
    this.#pending.add(signal);
    if (!this.#blocked.has(signal)) this.#words[EVAL_BREAKER] |= SIGNAL_PENDING;
  }

  setWakeupFd(fd: number): number {
    const previous = this.#wakeupFd;
    this.#wakeupFd = fd;
    return previous;
  }

  takeWakeupError(): number {
    return 0;
  }

  siginterrupt(signal: number): SysResult {
    return signal < 1 || signal >= NSIG ? -EINVAL : 0;
  }

  kill(pid: number, signal: number): SysResult {
    if (signal < 0 || signal >= NSIG) return -EINVAL;
    if (pid !== OWN_PID && pid !== 0) return -ESRCH;
    return signal === 0 ? 0 : this.raise(signal);
  }

  raise(signal: number): SysResult {
    if (signal < 1 || signal >= NSIG) return -EINVAL;
    const disposition = this.disposition(signal);
    if (disposition === 'catch') this.simulate(signal);
    else if (disposition === 'default' && !HARMLESS.has(signal)) throw new FakeExit(128 + signal);
    return 0;
  }

  /** True when a caught signal is waiting: blocking calls end with EINTR. */
  takesEffect(): boolean {
    return (this.#words[EVAL_BREAKER] & SIGNAL_PENDING) !== 0;
  }

  childEnded(): void {
    if (this.disposition(SIGCHLD) === 'catch') this.simulate(SIGCHLD);
  }

  alarm(seconds: number): number {
    const previous = this.#alarm;
    this.#alarm = seconds;
    return previous;
  }

  /** Timers are kept and never fire: the virtual clock has no scheduler. */
  setitimer(_which: number, value: number, _interval: number): [number, number] {
    return [this.alarm(value), 0];
  }

  getitimer(_which: number): [number, number] {
    return [this.#alarm, 0];
  }

  pause(): SysResult {
    return -EINTR;
  }

  mask(how: number, signals: number[]): number[] {
    const previous = [...this.#blocked];
    if (how === 2) this.#blocked.clear();
    for (const signal of signals) {
      if (how === 1) this.#blocked.delete(signal);
      else this.#blocked.add(signal);
    }
    if ([...this.#pending].some((signal) => !this.#blocked.has(signal))) this.#words[EVAL_BREAKER] |= SIGNAL_PENDING;
    return previous.sort((a, b) => a - b);
  }

  pending(): number[] {
    return [...this.#pending].filter((signal) => this.#blocked.has(signal));
  }

  wait(signals: number[], _timeoutMs: number): SysResult {
    const found = signals.find((signal) => this.#pending.delete(signal));
    return found ?? -EAGAIN;
  }

  describe(signal: number): string | undefined {
    return describeSignal(signal);
  }
}
