/**
 * Waiting for other threads: what every lock, join and import waits with.
 *
 * A free lock is taken and released in JavaScript, without a native call: nothing switches threads in between. Who finds it
 * taken stands in the lock's queue and sleeps on the semaphore of his thread, with the GIL released; a signal wakes the
 * main thread there. The release wakes the first in the queue, who tries again; one that waited longer than FAIR_AFTER gets
 * the lock handed over, so that nobody starves.
 */
import { raise } from './errors.ts';
import { E } from './registry.ts';
import { hooks } from './hooks.ts';
import { None } from './singletons.ts';
import type { ThreadState } from './thread-state.ts';
import { ts } from './thread-state.ts';
import type { Result } from './value.ts';

/** What is used of the host. */
interface Host {
  readonly threads: {
    readonly supported: boolean;
    lockNew(): number;
    lockAcquire(lock: number, timeoutMs: number): number;
    lockRelease(lock: number): number;
    lockFree(lock: number): void;
  };
  readonly clock: { seconds(clock: number): number; sleep(seconds: number): number };
}

/** A thread in a queue. */
export class Waiter {
  readonly thread: ThreadState = ts;
  readonly since: number = now();
  /** Taken out of the queue by `wake`. */
  woken = false;
  /** The lock is the waiter's already. */
  granted = false;
}

/** What can be waited for; `queue` is made by the first who waits. */
export interface Lockable {
  locked: boolean;
  queue: Waiter[] | null;
}

/** Seconds. */
const FAIR_AFTER = 0.001;
const MONOTONIC = 1;
const EINTR = -4;

function host(): Host {
  return ts.runtime.host as Host;
}

/** Seconds of the clock that deadlines are given in. */
export function now(): number {
  return host().clock.seconds(MONOTONIC);
}

function semaphoreOf(thread: ThreadState): number {
  if (thread.semaphore < 0) {
    const { threads } = host();
    thread.semaphore = threads.lockNew();
    threads.lockAcquire(thread.semaphore, 0);
  }
  return thread.semaphore;
}

/** Sleeps until `waiter` (of this thread) is woken: true. False: `deadline` is over; `undefined`: a signal handler raised. */
export function park(waiter: Waiter, deadline: number): boolean | undefined {
  const semaphore = semaphoreOf(ts);
  while (!waiter.woken) {
    const left = deadline === Infinity ? -1 : Math.max(0, (deadline - now()) * 1000);
    if (left === 0) return false;
    // a wake-up that was meant for an earlier wait of this thread ends the call too: hence the loop
    void host().threads.lockAcquire(semaphore, left);
    if (hooks.handleSignals() === undefined) return undefined;
  }
  return true;
}

/** Wakes a waiter that was taken out of its queue. */
export function wake(waiter: Waiter): void {
  waiter.woken = true;
  host().threads.lockRelease(semaphoreOf(waiter.thread));
}

/** Gives back what the ending thread slept on. */
export function freeSemaphore(): void {
  if (ts.semaphore >= 0) host().threads.lockFree(ts.semaphore);
  ts.semaphore = -1;
}

/** Takes a lock that was found taken; false: time is over, `undefined`: a signal handler raised. */
export function acquireTaken(lock: Lockable, seconds: number): boolean | undefined {
  if (seconds === 0) return false;
  if (!host().threads.supported) return waitInVain(seconds);
  const deadline = seconds === Infinity ? Infinity : now() + seconds;
  const waiter = new Waiter();
  lock.queue ??= [];
  lock.queue.push(waiter);
  for (;;) {
    const woken = park(waiter, deadline);
    if (waiter.granted) return keepOrPass(lock, woken);
    if (woken !== true) return giveUp(lock, waiter, woken);
    if (!lock.locked) {
      lock.locked = true;
      return true;
    }
    waiter.woken = false;
    lock.queue.unshift(waiter);
  }
}

/** A lock that was handed to a waiter whose signal handler raised goes on to the next one. */
function keepOrPass(lock: Lockable, woken: boolean | undefined): true | undefined {
  if (woken === undefined) releaseLock(lock);
  return woken === undefined ? undefined : true;
}

function giveUp(lock: Lockable, waiter: Waiter, outcome: false | undefined): false | undefined {
  const at = lock.queue!.indexOf(waiter);
  if (at >= 0) lock.queue!.splice(at, 1);
  else if (!lock.locked) wakeFirst(lock);
  return outcome;
}

function wakeFirst(lock: Lockable): void {
  const first = lock.queue!.shift();
  if (first !== undefined) wake(first);
}

/** Releases a lock that is taken. */
export function releaseLock(lock: Lockable): void {
  if (lock.queue === null || lock.queue.length === 0) {
    lock.locked = false;
    return;
  }
  const first = lock.queue.shift()!;
  first.granted = now() - first.since > FAIR_AFTER;
  lock.locked = first.granted;
  wake(first);
}

/** Nobody else could release: the time passes, or the program would hang. */
function waitInVain(seconds: number): false | undefined {
  if (seconds === Infinity) return raise(E.RuntimeError!, 'deadlock: the only thread waits for a lock that it holds');
  return host().clock.sleep(seconds) === EINTR && hooks.handleSignals() === undefined ? undefined : false;
}

/** A lock of one thread, which may take it again. */
export class RecursiveLock implements Lockable {
  locked = false;
  queue: Waiter[] | null = null;
  owner: ThreadState | null = null;
  count = 0;

  acquire(): Result {
    if (this.owner !== ts) {
      if (this.locked) {
        if (acquireTaken(this, Infinity) === undefined) return undefined;
      } else this.locked = true;
      this.owner = ts;
    }
    this.count++;
    return None;
  }

  /** By the owner. */
  release(): void {
    if (--this.count > 0) return;
    this.owner = null;
    releaseLock(this);
  }
}
