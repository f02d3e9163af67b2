/** Interactive mode: the value of an expression statement goes to sys.displayhook. */
import type { Result, Value } from '@pyston/objects';
import { ABSENT, call1, dictGetStr, E, raise, ts } from '@pyston/objects';

export function printExpression(v: Value): Result {
  const hook = dictGetStr(ts.runtime.sys, 'displayhook');
  return hook === ABSENT ? raise(E.RuntimeError!, 'lost sys.displayhook') : call1(hook, v);
}
