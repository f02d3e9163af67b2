/** RecursionError of the Python call depth. */
import { E, raise, ts } from '@pyston/objects';

/** Raises with a little headroom, so that handlers can run. */
export function recursionError(): undefined {
  const t = ts;
  const saved = t.recursionLimit;
  t.recursionLimit = saved + 50;
  raise(E.RecursionError!, 'maximum recursion depth exceeded');
  t.recursionLimit = saved;
  return undefined;
}
