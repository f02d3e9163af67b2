/**
 * `code`: a CodeObject of package bytecode as a Python object, with what one isolate makes of it: the register template
 * (constants as Values in place), interned names, and the feedback side record. The CodeObject itself stays immutable.
 */
import type { CodeObject } from '@pyston/bytecode';
import type { NameInfo } from '../core/names.ts';
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyCode extends PyObject {
  readonly code: CodeObject;
  /** What a frame's registers start as; `undefined` = unbound. Filled by the interpreter at first use. */
  template: (Value | undefined)[] | null = null;
  names: readonly NameInfo[] | null = null;
  /** `co_consts` as values, made on demand. */
  consts: Value[] | null = null;
  /** Side record of the tiers: caches, counters, compiled code. Opaque here. */
  feedback: unknown = null;
  constructor(code: CodeObject) {
    super();
    this.code = code;
  }
}
