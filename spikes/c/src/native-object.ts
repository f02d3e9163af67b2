/** Layout of the instances of C types: the wrapper of a body that C owns. */
import { Kind, PyObject } from '@pyston/objects';
import type { Ref } from './addon.ts';

export class PyNativeObject extends PyObject {
  /** The body; the wrapper holds one reference. */
  declare stub: Ref;
  /** Also held by the registry because C refers to the body (lifetime.ts). Makes the layout differ from object's, too. */
  held: boolean;
  constructor() {
    super();
    this.stub = 0;
    this.held = false;
  }
}

PyNativeObject.prototype.kind = Kind.Native;

export function isNativeObject(v: PyObject): v is PyNativeObject {
  return (v.kind & Kind.Native) !== 0;
}
