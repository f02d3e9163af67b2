/** Layout of `iterator`: iterates a sequence through `__getitem__` from 0 until IndexError; `seq` is null once exhausted. */
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PySeqIter extends PyObject {
  seq: Value | null;
  index: number;
  constructor(seq: Value) {
    super();
    this.seq = seq;
    this.index = 0;
  }
}
