/** Layout of BaseException: fields only (core/object.ts); behaviour is in the exception type modules. */
import type { PyObject } from '../core/object.ts';
import { layoutClass, Kind } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import type { PyTraceback } from './traceback.ts';

export interface PyBaseException extends PyObject {}
export class PyBaseException {
  args!: PyTuple;
  traceback: PyTraceback | null = null;
  context: PyBaseException | null = null;
  cause: PyBaseException | null = null;
  suppressContext = false;
  constructor() {
    this.stub = undefined;
  }
}

layoutClass(PyBaseException);

PyBaseException.prototype.kind = Kind.BaseException;

export function isException(v: Value): v is PyBaseException {
  return typeof v === 'object' && (v.kind & Kind.BaseException) !== 0;
}
