/**
 * PYSTON_STRESS, for tests, a comma-separated list:
 *
 * - `threads`: every poll of the interpreter switches threads; `threads:100` about every hundredth.
 * - `parking`: every poll, and every call that may block, looks at the JavaScript stack. A built-in on it (sort, replace, map, a
 *   getter …) called back into code that lets other threads run, which V8 does not allow for: the process ends with that
 *   stack. `parking:100` looks about every hundredth time.
 */
import type { Host } from '@pyston/host';
import { EVAL_BREAKER, GIL_DROP_REQUEST } from '@pyston/host';
import type { Result } from '@pyston/objects';
import { handlePoll, stressedPoll } from '@pyston/stdlib';

/** What the interpreter does at a poll of a runtime on this host. */
export function pollHandler(host: Host): () => Result {
  const wish = host.env.get('PYSTON_STRESS');
  if (wish === undefined) return handlePoll;
  const threads = /\bthreads\b(?::(\d+))?/.exec(wish);
  const parking = /\bparking\b(?::(\d+))?/.exec(wish);
  if (threads === null && parking === null) return handlePoll;
  Atomics.or(host.threads.words, EVAL_BREAKER, GIL_DROP_REQUEST);
  const poll = stressedPoll(Number(threads?.[1] ?? 1));
  return parking === null ? poll : checkedPoll(host, poll, Number(parking[1] ?? 1));
}

/** Frames of built-ins that may be below a thread switch: they only pass a call on. */
const HARMLESS =
  /^ +at (?:new )?(?:Function\.(?:call|apply)|Reflect\.apply|Generator\.next|Generator\.return|Object\.runOnBigStack)\b/;

/** Ends the process if a built-in is on the stack. */
function lookAtStack(host: Host): void {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const { stack = '' } = new Error('');
  Error.stackTraceLimit = before;
  // the frames below the command's own start are Node's
  const [ours = ''] = stack.split(/\n[^\n]*\b(?:node:internal|Module\._compile)/, 1);
  const lines = ours.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (!line.endsWith('(<anonymous>)') && !/^ +at (?:\S+\.)?get [\w$]/.test(line)) continue;
    if (HARMLESS.test(line)) continue;
    const data = new TextEncoder().encode(`pyston: a thread may stop inside a built-in of the engine\n${ours}\n`);
    host.fd.write(2, data, 0, data.length);
    host.process.abort();
  }
}

const BLOCKING: readonly (readonly [keyof Host, readonly string[]])[] = [
  ['threads', ['lockAcquire', 'join', 'yieldGil']],
  ['fd', ['read', 'pread', 'readv', 'pwrite', 'writev']],
  ['clock', ['sleep']],
  ['poll', ['poll', 'select', 'epollWait']],
  ['process', ['waitpid', 'waitid']],
  ['net', ['accept', 'connect', 'recv', 'send']],
];
const checked = new WeakSet<Host>();

function checkedPoll(host: Host, poll: () => Result, every: number): () => Result {
  let left = every;
  const look = (): void => {
    if (--left > 0) return;
    left = every;
    lookAtStack(host);
  };
  if (!checked.has(host)) {
    checked.add(host);
    for (const [group, names] of BLOCKING) checkCalls(host[group] as unknown as Natives, names, look);
  }
  return () => {
    look();
    return poll();
  };
}

type Natives = Record<string, ((...args: unknown[]) => unknown) | undefined>;

function checkCalls(natives: Natives, names: readonly string[], look: () => void): void {
  for (const name of names) {
    const native = natives[name];
    if (native === undefined) continue;
    natives[name] = (...args) => {
      look();
      return native.apply(natives, args);
    };
  }
}
