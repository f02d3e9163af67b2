/**
 * One thread at a time in a buffered stream: its buffers are in between while the raw stream reads or writes, which lets
 * other threads run. The same thread may not come in again (a signal handler that prints while a print is written).
 */
import type { Lockable, Result, ThreadState, Value, Waiter } from '@pyston/objects';
import { acquireTaken, E, raise, releaseLock, reprJs, ts } from '@pyston/objects';
import { IOBase } from './base.ts';

export class ExclusiveStream extends IOBase implements Lockable {
  locked = false;
  queue: Waiter[] | null = null;
  owner: ThreadState | null = null;
}

function enterTaken(self: ExclusiveStream): true | undefined {
  if (self.owner === ts) {
    const shown = reprJs(self);
    return shown === undefined ? undefined : raise(E.RuntimeError!, `reentrant call inside ${shown}`);
  }
  // Nobody else runs at the end of the process: the thread inside never comes out.
  if (ts.runtime.extras.get('alone') === true) self.locked = false;
  else if (acquireTaken(self, Infinity) === undefined) return undefined;
  self.locked = true;
  return true;
}

function leave(self: ExclusiveStream): void {
  self.owner = null;
  if (self.queue === null) self.locked = false;
  else releaseLock(self);
}

type Method<S> = (self: S, a?: any, b?: any) => any;

/** The method, for one thread at a time. */
export function exclusive<S extends ExclusiveStream>(fn: Method<S>): (self: S, a?: Value, b?: Value) => Result {
  return (self, a, b) => {
    if (self.locked) {
      if (enterTaken(self) === undefined) return undefined;
    } else self.locked = true;
    self.owner = ts;
    try {
      return fn(self, a, b);
    } finally {
      leave(self);
    }
  };
}
