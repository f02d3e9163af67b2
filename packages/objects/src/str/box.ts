/** Layout of instances of subclasses of str: a box around the text. */
import { Kind, PyObject } from '../core/object.ts';
import { str } from '../core/value.ts';
import type { StrValue } from './astral.ts';

export class PyStrBox extends PyObject {
  value: StrValue;
  constructor() {
    super();
    this.value = str('');
  }
}

PyStrBox.prototype.kind = Kind.Str;
