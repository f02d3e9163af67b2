/** Layout of `tuple_iterator`: the tuple (null once exhausted) and the next index. */
import { PyObject } from '../core/object.ts';
import type { PyTuple } from '../tuple/tuple.ts';

export class PyTupleIter extends PyObject {
  tuple: PyTuple | null;
  index: number;
  constructor(tuple: PyTuple) {
    super();
    this.tuple = tuple;
    this.index = 0;
  }
}
