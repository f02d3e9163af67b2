/**
 * PyObject: the JS base class of every heap object.
 *
 * Representation
 *  - A JS class is made per Python class. Its prototype carries, for the fast paths of every tier,
 *      cls     the PyType
 *      plain   the same PyType while attributes are own JS properties (`$name`); null for objects that keep
 *              no attributes there (built-in types without __dict__, modules, functions, instances in dict mode)
 *      kind    bit set of Kind: which built-in layouts the class descends from
 *    and, installed lazily by attribute look-ups, `$x` (plain class value), `m$x` (method), `w$x` (stores of x are bare).
 *  - A prototype has no parent, also where the JS class extends a layout class: a JS chain cannot follow an MRO. So
 *    `v instanceof PyList` is true for exact lists only; `isList(v)` (by kind) accepts subclasses; and a test that fails,
 *    as many on hot paths do, costs two loads. Layout classes have fields, never methods.
 *  - `stub` is reserved for the C API: the native counterpart of the object.
 */
import type { PyType } from './type.ts';

export class PyObject {
  declare cls: PyType;
  declare plain: PyType | null;
  declare kind: number;
  stub: unknown;
  constructor() {
    this.stub = undefined;
  }
}

/** Gives a prototype its place: no parent, and the defaults of what it must carry. */
export function standAlone(proto: object): void {
  const own = proto as PyObject;
  if (!Object.hasOwn(own, 'plain')) own.plain = null;
  if (!Object.hasOwn(own, 'kind')) own.kind = 0;
  Object.setPrototypeOf(own, null);
}

standAlone(PyObject.prototype);

/**
 * Makes `cls` a layout class beside PyObject. Layouts of which many objects are made are JS base classes (an interface of the
 * same name says that they are PyObjects, and they set `stub` themselves): V8 does not inline constructors that call super.
 */
export function layoutClass(cls: { readonly prototype: object }): void {
  standAlone(cls.prototype);
}

/** Built-in layouts, as bits, so that one test covers a type and its subclasses. */
export const Kind = {
  Type: 1 << 0,
  Int: 1 << 1,
  Float: 1 << 2,
  Complex: 1 << 3,
  Str: 1 << 4,
  Bytes: 1 << 5,
  ByteArray: 1 << 6,
  Tuple: 1 << 7,
  List: 1 << 8,
  Dict: 1 << 9,
  Set: 1 << 10,
  FrozenSet: 1 << 11,
  BaseException: 1 << 12,
  Function: 1 << 13,
  Module: 1 << 14,
  Generator: 1 << 15,
  Native: 1 << 16,
  MemoryView: 1 << 17,
} as const;

/** A class whose instances have the attribute properties of Python objects under computed keys. */
export type Keyed = Record<string, unknown>;

/** `new.target`-style constructor of instances of a Python class. */
export type InstanceClass = new () => PyObject;
