/**
 * HostSignals through process.on. Node delivers signals from its event loop only, so a synchronous program sees those
 * that it sends to itself (kept here) and no others.
 */
import { constants } from 'node:os';
import { EVAL_BREAKER, SIGNAL_PENDING, type HostThreads } from '../../contract/threads.ts';
import type { HostDisposition, HostSignals } from '../../contract/signals.ts';
import type { SysResult } from '../../contract/types.ts';
import { attempt, ENOSYS, hostError } from './errors.ts';
import { describeSignal } from '../../signal-names.ts';

const { EINVAL } = constants.errno;
const NSIG = 65;

export class PortableSignals implements HostSignals {
  readonly count = NSIG;
  readonly numbers: Readonly<Record<string, number>> = constants.signals;
  readonly #words: Int32Array;
  readonly #pending = new Set<number>();
  readonly #dispositions = new Map<number, HostDisposition>();
  readonly #listeners = new Map<number, () => void>();
  #wakeupFd = -1;

  constructor(threads: HostThreads) {
    this.#words = threads.words;
    this.#dispositions.set(constants.signals.SIGPIPE, 'ignore');
  }

  disposition(signal: number): HostDisposition {
    return this.#dispositions.get(signal) ?? 'default';
  }

  install(signal: number, disposition: 'default' | 'ignore' | 'catch'): SysResult {
    const name = nameOf(signal);
    if (name === undefined || signal === constants.signals.SIGKILL || signal === constants.signals.SIGSTOP)
      return -EINVAL;
    const old = this.#listeners.get(signal);
    if (old !== undefined) process.removeListener(name, old);
    this.#listeners.delete(signal);
    this.#dispositions.set(signal, disposition);
    if (disposition === 'default') return 0;
    const listener = disposition === 'catch' ? () => this.simulate(signal) : () => {};
    this.#listeners.set(signal, listener);
    return attempt(() => void process.on(name, listener));
  }

  takePending(): number {
    let lowest = 0;
    for (const signal of this.#pending) if (lowest === 0 || signal < lowest) lowest = signal;
    this.#pending.delete(lowest);
    if (this.#pending.size === 0) Atomics.and(this.#words, EVAL_BREAKER, ~SIGNAL_PENDING);
    return lowest;
  }

  simulate(signal: number): void {
    this.#pending.add(signal);
    Atomics.or(this.#words, EVAL_BREAKER, SIGNAL_PENDING);
  }

  setWakeupFd(fd: number): number {
    const previous = this.#wakeupFd;
    this.#wakeupFd = fd;
    return previous;
  }

  takeWakeupError(): number {
    return 0;
  }

  siginterrupt(): SysResult {
    return -ENOSYS;
  }

  kill(pid: number, signal: number): SysResult {
    if (pid === process.pid && this.disposition(signal) === 'catch') return this.raise(signal);
    return attempt(() => void process.kill(pid, signal));
  }

  raise(signal: number): SysResult {
    if (signal < 1 || signal >= NSIG) return -EINVAL;
    if (this.disposition(signal) === 'ignore') return 0;
    if (this.disposition(signal) !== 'catch') return attempt(() => void process.kill(process.pid, signal));
    this.simulate(signal);
    return 0;
  }

  alarm(): number {
    return 0;
  }

  setitimer(): [number, number] {
    throw hostError(-ENOSYS, 'setitimer');
  }

  getitimer(): [number, number] {
    return [0, 0];
  }

  pause(): SysResult {
    return -ENOSYS;
  }

  mask(): number[] {
    throw hostError(-ENOSYS, 'pthread_sigmask');
  }

  pending(): number[] {
    return [];
  }

  wait(): SysResult {
    return -ENOSYS;
  }

  describe(signal: number): string | undefined {
    return describeSignal(signal);
  }
}

function nameOf(signal: number): NodeJS.Signals | undefined {
  const found = Object.entries(constants.signals).find((entry) => entry[1] === signal);
  return found?.[0] as NodeJS.Signals | undefined;
}
