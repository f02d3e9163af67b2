/** Pickling of iterators: `(iter, (seq,), state)`. */
import { ts } from '../core/thread-state.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, int } from '../core/value.ts';
import { raise } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { dictGetStr } from '../dict/ops.ts';
import { tuple } from '../tuple/tuple.ts';

/** A function of module builtins, as it is now. */
export function builtin(name: string): Result {
  const f = dictGetStr(ts.runtime.builtins, name);
  return f === ABSENT ? raise(E.AttributeError!, name) : f;
}

/** `(builtins.name, args)` or, with a state, `(builtins.name, args, state)`. */
export function reduceTo(name: string, args: Value[], state?: number): Result {
  const f = builtin(name);
  if (f === undefined) return undefined;
  return state === undefined ? tuple([f, tuple(args)]) : tuple([f, tuple(args), int(state)]);
}
