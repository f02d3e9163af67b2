/** Layouts of `list_iterator` and `list_reverseiterator`: the list (null once exhausted) and the next index. */
import { layoutClass, PyObject } from '../core/object.ts';
import type { PyList } from '../list/list.ts';

export interface PyListIter extends PyObject {}
export class PyListIter {
  list: PyList | null;
  index: number;
  constructor(list: PyList) {
    this.stub = undefined;
    this.list = list;
    this.index = 0;
  }
}

layoutClass(PyListIter);

export class PyListReverseIter extends PyObject {
  list: PyList | null;
  index: number;
  constructor(list: PyList) {
    super();
    this.list = list;
    this.index = list.items.length - 1;
  }
}
