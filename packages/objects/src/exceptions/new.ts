/** Makes exception instances for the runtime itself. */
import { hooks } from '../core/hooks.ts';
import type { PyType } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { tuple } from '../tuple/tuple.ts';
import { ts } from '../core/thread-state.ts';
import { typeCall } from '../type/type-type.ts';
import type { PyBaseException } from './base.ts';
import { exceptionInit, exceptionNew } from './base-type.ts';

/** `type(*args)`; what a failing constructor raised, if it fails. */
function newException(type: PyType, args: Value[]): PyBaseException {
  if (type.slots.new === exceptionNew && type.slots.init === exceptionInit) {
    const exc = new type.instanceClass() as PyBaseException;
    exc.args = tuple(args);
    return exc;
  }
  const made = typeCall(type, args, null);
  if (made !== undefined) return made as PyBaseException;
  const exc = ts.exc!;
  ts.exc = null;
  return exc;
}

hooks.newException = newException;
