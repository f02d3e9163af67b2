/**
 * Layout of types.GenericAlias (`list[int]`), and `__class_getitem__` for the tables of generic built-in types.
 * Behaviour: genericalias/type.ts.
 */
import type { NativeSpec } from '../core/native.ts';
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';

export class PyGenericAlias extends PyObject {
  origin: Value;
  args: PyTuple;
  /** `__parameters__`, found on demand. */
  parameters: PyTuple | null;
  /** `*tuple[int]`. */
  starred: boolean;
  constructor(origin?: Value, args?: PyTuple) {
    super();
    this.origin = origin!;
    this.args = args!;
    this.parameters = null;
    this.starred = false;
  }
}

/** `origin[args]`. */
export function genericAlias(origin: Value, args: Value): PyGenericAlias {
  return new PyGenericAlias(origin, isTuple(args) ? args : tuple([args]));
}

export const CLASS_GETITEM: NativeSpec = {
  name: '__class_getitem__',
  signature: '($type, object, /)',
  impl: (cls: Value, args: Value) => genericAlias(cls, args),
  doc: 'See PEP 585',
};
