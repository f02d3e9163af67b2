/**
 * Signals. A caught signal only sets a flag: bit 1 of the eval breaker (HostThreads.words[0]) and its own pending
 * bit; the interpreter's next poll asks `takePending` and runs the Python handler in the main thread.
 */
import type { SysResult } from './types.ts';

export type HostDisposition = 'default' | 'ignore' | 'catch' | 'foreign';

export interface HostSignals {
  /** Number of signals + 1 (CPython's NSIG). */
  readonly count: number;
  /** 'foreign' = a handler that is not ours (the engine's own). */
  disposition(signal: number): HostDisposition;
  install(signal: number, disposition: 'default' | 'ignore' | 'catch'): SysResult;
  /** Lowest pending signal, its flag cleared; 0 when none is left (bit 1 of the eval breaker is then cleared). */
  takePending(): number;
  /** Marks a caught signal as having arrived (`_thread.interrupt_main`). */
  simulate(signal: number): void;
  /** Every caught signal also writes its number as one byte to `fd`; -1 = off. Returns the previous one. */
  setWakeupFd(fd: number): number;
  /** errno of a failed write to the wake-up descriptor since the last call, 0 = none. */
  takeWakeupError(): number;
  siginterrupt(signal: number, interrupt: boolean): SysResult;

  kill(pid: number, signal: number): SysResult;
  raise(signal: number): SysResult;
  /** Seconds that were left, 0 = no alarm was set. */
  alarm(seconds: number): number;
  /** which: ITIMER_REAL 0, VIRTUAL 1, PROF 2. Returns the old [value, interval]; throws HostError. */
  setitimer(which: number, value: number, interval: number): [number, number];
  getitimer(which: number): [number, number];
  /** Waits for a signal: always -EINTR. */
  pause(): SysResult;
  /** how: SIG_BLOCK 0, SIG_UNBLOCK 1, SIG_SETMASK 2. Returns the old mask; throws HostError. */
  mask(how: number, signals: number[]): number[];
  /** Blocked and waiting. Throws HostError. */
  pending(): number[];
  /** Signal number, -EINTR, or -EAGAIN when `timeoutMs` (< 0 = none) is over. */
  wait(signals: number[], timeoutMs: number): SysResult;
  /** 'Interrupt'; undefined for no such signal. */
  describe(signal: number): string | undefined;
  /** SIGINT → 2 … of this platform. */
  readonly numbers: Readonly<Record<string, number>>;
}
