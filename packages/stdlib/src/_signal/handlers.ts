/**
 * Python handlers of signals. A caught signal sets a bit in the host; the interpreter's poll, and every blocking call that ended
 * with EINTR, comes to `handleSignals`, which runs the handlers in the main thread.
 */
import type { HostDisposition } from '@pyston/host';
import { ASYNC_REQUEST, GIL_DROP_REQUEST, MEMORY_FULL, SIGNAL_PENDING } from '@pyston/host';
import type { Result, ThreadState, Value } from '@pyston/objects';
import {
  checkpoint,
  currentFrame,
  showFrame,
  call2,
  E,
  hooks,
  int,
  method,
  None,
  PyNative,
  raiseWith,
  setThreadState,
  str,
  strFromJs,
  ts,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';

export const SIG_DFL = int(0);
export const SIG_IGN = int(1);

const EAGAIN = 11;

class SignalState {
  /** By number: SIG_DFL, SIG_IGN, a callable, or None for a handler that is not Python's. */
  readonly handlers: Value[];
  /** The thread that handlers run in. */
  readonly main: ThreadState;
  warnOnFullBuffer = true;
  constructor() {
    const { signals } = hostOf();
    this.main = ts;
    this.handlers = [None];
    for (let n = 1; n < signals.count; n++) this.handlers.push(handlerOf(signals.disposition(n)));
  }
}

/** The engine's own handlers are no concern of the program: they count as the default. */
function handlerOf(disposition: HostDisposition): Value {
  return disposition === 'ignore' ? SIG_IGN : disposition === 'catch' ? None : SIG_DFL;
}

export function signalState(): SignalState {
  const { extras } = ts.runtime;
  let state = extras.get('signals') as SignalState | undefined;
  if (state === undefined) {
    state = new SignalState();
    extras.set('signals', state);
  }
  return state;
}

export function inMainThread(): boolean {
  return ts === signalState().main;
}

/** A failed write to the wake-up descriptor is reported, not raised. */
function reportWakeupError(state: SignalState): void {
  const errno = hostOf().signals.takeWakeupError();
  if (errno === 0 || (errno === EAGAIN && !state.warnOnFullBuffer)) return;
  const exc = hooks.newException(E.OSError!, [int(errno), strFromJs(hostOf().platform.strerror(errno))]);
  hooks.writeUnraisable(exc, None, 'Exception ignored when trying to write to the signal wakeup fd');
}

/** Runs the handlers of the signals that arrived, lowest first. */
export function handleSignals(): Result {
  if ((hostOf().threads.words[0]! & SIGNAL_PENDING) === 0) return None;
  const state = signalState();
  if (ts !== state.main) return None;
  reportWakeupError(state);
  const { signals } = hostOf();
  for (let n = signals.takePending(); n > 0; n = signals.takePending()) {
    const handler = state.handlers[n];
    if (handler === undefined || handler === None || handler === SIG_DFL || handler === SIG_IGN) continue;
    const frame = currentFrame();
    if (call2(handler, int(n), frame === null ? None : showFrame(frame)) === undefined) return undefined;
  }
  return None;
}

hooks.handleSignals = handleSignals;

/** What the interpreter does when the poll word is set: signals, a full heap, finalisers after a collection, then another thread's turn. */
export function handlePoll(): Result {
  const { threads } = hostOf();
  if (handleSignals() === undefined) return undefined;
  if ((threads.words[0]! & MEMORY_FULL) !== 0) {
    Atomics.and(threads.words, 0, ~MEMORY_FULL);
    return raiseWith(E.MemoryError!);
  }
  if ((threads.words[0]! & ASYNC_REQUEST) !== 0) {
    Atomics.and(threads.words, 0, ~ASYNC_REQUEST);
    checkpoint();
  }
  if ((threads.words[0]! & GIL_DROP_REQUEST) !== 0) {
    const state = ts;
    threads.yieldGil();
    setThreadState(state);
  }
  return None;
}

/**
 * A poll for tests of threads (PYSTON_STRESS=threads): it gives another thread its turn each time, or about once in `every`
 * times, and asks for the next poll at once.
 */
export function stressedPoll(every: number): () => Result {
  let left = 1;
  let seed = 1;
  return () => {
    const { words } = hostOf().threads;
    if (--left > 0) {
      Atomics.and(words, 0, ~GIL_DROP_REQUEST);
    } else {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      left = every === 1 ? 1 : 1 + ((seed >> 8) % (2 * every - 1));
    }
    const r = handlePoll();
    Atomics.or(words, 0, GIL_DROP_REQUEST);
    return r;
  };
}

/** `signal.default_int_handler`, one object so that getsignal can be compared with it. */
export const DEFAULT_INT_HANDLER: Value = new PyNative(
  method('default_int_handler', '(signalnum, frame, /)', () => raiseWith(E.KeyboardInterrupt!)),
  undefined,
  str('_signal'),
);

/** As CPython at its start: broken pipes and file size limits become errors, Ctrl-C KeyboardInterrupt. */
export function startSignals(): void {
  const { signals } = hostOf();
  const { SIGPIPE, SIGXFSZ, SIGINT } = signals.numbers;
  for (const n of [SIGPIPE, SIGXFSZ]) if (n !== undefined) signals.install(n, 'ignore');
  const state = signalState();
  for (const n of [SIGPIPE, SIGXFSZ]) if (n !== undefined) state.handlers[n] = SIG_IGN;
  if (SIGINT === undefined || state.handlers[SIGINT] !== SIG_DFL) return;
  if (signals.install(SIGINT, 'catch') >= 0) state.handlers[SIGINT] = DEFAULT_INT_HANDLER;
}
