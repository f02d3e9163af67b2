/** Layouts of `staticmethod` and `classmethod`. */
import { PyObject } from '../core/object.ts';
import { None } from '../core/singletons.ts';
import type { Value } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';

export class PyStaticMethod extends PyObject {
  fn: Value;
  dict: PyDict | null;
  constructor(fn?: Value) {
    super();
    this.fn = fn ?? None;
    this.dict = null;
  }
}

export class PyClassMethod extends PyObject {
  fn: Value;
  dict: PyDict | null;
  constructor(fn?: Value) {
    super();
    this.fn = fn ?? None;
    this.dict = null;
  }
}
