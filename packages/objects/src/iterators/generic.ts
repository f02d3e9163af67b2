/** Layouts of enumerate, zip, map, filter, reversed and callable_iterator. */
import { PyObject } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { None } from '../core/singletons.ts';

export class PyEnumerate extends PyObject {
  it: Value = None;
  count: PyInt = int(0);
}

export class PyZip extends PyObject {
  its: Value[] = [];
  strict = false;
}

export class PyMap extends PyObject {
  fn: Value = None;
  its: Value[] = [];
  strict = false;
}

export class PyFilter extends PyObject {
  fn: Value = None;
  it: Value = None;
}

export class PyReversed extends PyObject {
  /** null once exhausted. */
  seq: Value | null = null;
  index = -1;
}

export class PyCallableIter extends PyObject {
  /** null once exhausted. */
  fn: Value | null;
  sentinel: Value;
  constructor(fn: Value, sentinel: Value) {
    super();
    this.fn = fn;
    this.sentinel = sentinel;
  }
}
