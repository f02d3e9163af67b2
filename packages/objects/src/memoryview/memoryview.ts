/** Layout of memoryview: a window on an exporter's buffer. `view` is null once released. */
import type { BufferView } from '../core/buffer.ts';
import { Kind, PyObject } from '../core/object.ts';
import type { PyInt, Value } from '../core/value.ts';

export class PyMemoryView extends PyObject {
  view: BufferView | null;
  /** Memoryviews and other buffers that were made of this view. */
  exports: number;
  hash: PyInt | null;
  constructor(view?: BufferView) {
    super();
    this.view = view ?? null;
    this.exports = 0;
    this.hash = null;
  }
}

PyMemoryView.prototype.kind = Kind.MemoryView;

export function isMemoryView(v: Value): v is PyMemoryView {
  return v instanceof PyMemoryView;
}
