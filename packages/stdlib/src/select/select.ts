/** Module select: waiting for descriptors. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  big,
  defineModule,
  E,
  list,
  method,
  None,
  isList,
  toArray,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { hostOf, osError } from '../os-error.ts';
import { fileno } from '../posix/args.ts';
import { EpollType } from './epoll.ts';
import { newPoll } from './poll.ts';
import { timeoutArg, waiting } from './timeout.ts';

const FD_SETSIZE = 1024;

interface Waiters {
  readonly objects: Value[];
  readonly fds: number[];
}

function waiters(v: Value): Waiters | undefined {
  if (typeOf(v).slots.iter === null && typeOf(v).slots.getitem === null)
    return typeError('arguments 1-3 must be sequences');
  // fileno() may be Python code that changes the list
  const given = isList(v) ? v.items : toArray(v);
  if (given === undefined) return undefined;
  const objects: Value[] = [];
  const fds: number[] = [];
  for (let i = 0; i < given.length; i++) {
    const o = given[i]!;
    objects.push(o);
    const fd = fileno(o);
    if (fd === undefined) return undefined;
    if (fd >= FD_SETSIZE) return valueError('filedescriptor out of range in select()');
    fds.push(fd);
  }
  return { objects, fds };
}

/** The objects whose descriptors are ready, in the order given. */
function ready(w: Waiters, fds: readonly number[]): Value {
  const found = new Set(fds);
  return list(w.objects.filter((_, i) => found.has(w.fds[i]!)));
}

function select(rlist: Value, wlist: Value, xlist: Value, timeout?: Value): Result {
  const seconds =
    timeout === undefined || timeout === None ? null : timeoutArg(timeout, 1, 'timeout must be a float or None');
  if (seconds === undefined) return undefined;
  if (seconds !== null && seconds < 0) return valueError('timeout must be non-negative');
  const r = waiters(rlist);
  const w = r === undefined ? undefined : waiters(wlist);
  const x = w === undefined ? undefined : waiters(xlist);
  if (x === undefined) return undefined;
  const result = waiting(seconds, (left) => hostOf().poll.select(r!.fds, w!.fds, x.fds, left));
  if (result === undefined) return undefined;
  if (typeof result === 'number') return osError(result, null);
  return tuple([ready(r!, result[0]), ready(w!, result[1]), ready(x, result[2])]);
}

function attributes(): Record<string, Value> {
  const out: Record<string, Value> = { error: E.OSError! };
  for (const [name, n] of Object.entries(hostOf().platform.constants))
    if (/^E?POLL|^PIPE_BUF$/.test(name)) out[name] = big(BigInt(n >>> 0));
  return out;
}

export const selectModule: ModuleSpec = defineModule({
  name: 'select',
  doc: 'Waiting for I/O on descriptors.',
  functions: [method('select', '(rlist, wlist, xlist, timeout=None, /)', select), method('poll', '()', newPoll)],
  types: [EpollType],
  attrs: attributes,
});
