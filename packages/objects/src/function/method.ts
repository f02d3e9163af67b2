/** `method`: a callable bound to an instance. */
import type { PyObject } from '../core/object.ts';
import { layoutClass } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export interface PyBoundMethod extends PyObject {}
export class PyBoundMethod {
  readonly fn: Value;
  readonly self: Value;
  constructor(fn: Value, self: Value) {
    this.stub = undefined;
    this.fn = fn;
    this.self = self;
  }
}

layoutClass(PyBoundMethod);
