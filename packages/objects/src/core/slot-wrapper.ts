/** `wrapper_descriptor` and `method-wrapper`: a slot of a built-in type as a Python attribute (`int.__add__`). */
import { PyObject } from './object.ts';
import type { SlotRow } from './slots.ts';
import type { PyType } from './type.ts';
import type { Value } from './value.ts';

export class PySlotWrapper extends PyObject {
  readonly row: SlotRow;
  readonly owner: PyType;
  readonly fn: (...args: any[]) => any;
  constructor(row: SlotRow, owner: PyType, fn: (...args: any[]) => any) {
    super();
    this.row = row;
    this.owner = owner;
    this.fn = fn;
  }
}

/** A slot wrapper bound to an object. */
export class PyMethodWrapper extends PyObject {
  readonly wrapper: PySlotWrapper;
  readonly self: Value;
  constructor(wrapper: PySlotWrapper, self: Value) {
    super();
    this.wrapper = wrapper;
    this.self = self;
  }
}
