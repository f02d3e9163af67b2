/** Layout of BaseException: fields only (core/object.ts); behaviour is in the exception type modules. */
import { Kind, PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import type { PyTraceback } from './traceback.ts';

export class PyBaseException extends PyObject {
  args!: PyTuple;
  traceback: PyTraceback | null = null;
  context: PyBaseException | null = null;
  cause: PyBaseException | null = null;
  suppressContext = false;
}

PyBaseException.prototype.kind = Kind.BaseException;

export function isException(v: Value): v is PyBaseException {
  return typeof v === 'object' && (v.kind & Kind.BaseException) !== 0;
}
