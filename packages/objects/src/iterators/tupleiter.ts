/** Layout of `tuple_iterator`: the tuple (null once exhausted) and the next index. */
import type { PyObject } from '../core/object.ts';
import { layoutClass } from '../core/object.ts';
import type { PyTuple } from '../tuple/tuple.ts';

export interface PyTupleIter extends PyObject {}
export class PyTupleIter {
  tuple: PyTuple | null;
  index: number;
  constructor(tuple: PyTuple) {
    this.stub = undefined;
    this.tuple = tuple;
    this.index = 0;
  }
}

layoutClass(PyTupleIter);
