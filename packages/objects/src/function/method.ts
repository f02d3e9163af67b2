/** `method`: a callable bound to an instance. */
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyBoundMethod extends PyObject {
  readonly fn: Value;
  readonly self: Value;
  constructor(fn: Value, self: Value) {
    super();
    this.fn = fn;
    this.self = self;
  }
}
