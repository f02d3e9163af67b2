/** Instances of subclasses of built-in types. */
import type { PyObject } from './object.ts';
import type { PyType } from './type.ts';

/** An instance of `cls`, a subclass of the type whose layout is `L`; its fields have their initial values. */
export function newInstance<L extends PyObject>(cls: PyType): L {
  cls.instantiated = true;
  return new cls.instanceClass() as L;
}
