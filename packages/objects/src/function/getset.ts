/** `getset_descriptor` and `member_descriptor`: computed attributes of built-in types, members of `__slots__`. */
import type { GetSetSpec, MemberSpec } from '../core/define.ts';
import { PyObject } from '../core/object.ts';
import type { PyType } from '../core/type.ts';

export class PyGetSet extends PyObject {
  readonly spec: GetSetSpec;
  readonly owner: PyType;
  constructor(spec: GetSetSpec, owner: PyType) {
    super();
    this.spec = spec;
    this.owner = owner;
  }
}

/** A `__slots__` member: the value is the own JS property `key` of the instance. Built-in types have read-only ones. */
export class PyMember extends PyObject {
  readonly name: string;
  readonly key: string;
  readonly owner: PyType;
  /** Set for a member of a built-in type. */
  readonly spec: MemberSpec | null;
  /** Slow accesses so far: the interpreter makes accessors for busy members. */
  uses: number;
  constructor(name: string, owner: PyType, spec: MemberSpec | null = null) {
    super();
    this.uses = 0;
    this.name = name;
    this.key = spec === null ? `s${owner.uid}$${name}` : spec.field;
    this.owner = owner;
    this.spec = spec;
  }
}
