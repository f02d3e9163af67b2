/**
 * defineType: how a built-in type is written down, in one table at the end of its file.
 */
import type { InstanceClass } from './object.ts';
import type { Impl, NativeSpec } from './native.ts';
import type { Slots } from './slots.ts';
import type { PyType } from './type.ts';
import type { Result, Value } from './value.ts';

/** A computed attribute. `set`/`del` absent: read-only. */
export interface GetSetSpec {
  readonly name: string;
  readonly get: (self: any) => Result;
  /** Gives None. */
  readonly set?: (self: any, value: Value) => Result;
  readonly del?: (self: any) => Result;
  readonly doc?: string;
}

/** A read-only attribute that shows field `field` of the layout, null as None, or what `get` makes of it. */
export interface MemberSpec {
  readonly name: string;
  readonly field: string;
  readonly get?: (self: any) => Result;
  readonly doc?: string;
}

export interface TypeSpec {
  readonly name: string;
  /** `__module__`; default builtins. */
  readonly module?: string;
  /** Messages name the type with its module, as where CPython's tp_name has it. */
  readonly longName?: boolean;
  /** Default object. */
  readonly base?: PyType;
  /** All bases, for the few types that have several; `base` is the one whose layout is extended. */
  readonly bases?: readonly PyType[];
  /** Layout of the instances; its prototype becomes the type's `proto`. */
  readonly instanceClass: InstanceClass;
  readonly doc?: string;
  /** Text signature of the constructor, `(iterable=(), /)`. */
  readonly signature?: string;
  readonly slots?: Partial<Slots>;
  readonly methods?: readonly NativeSpec[];
  readonly classMethods?: readonly NativeSpec[];
  readonly staticMethods?: readonly NativeSpec[];
  readonly getset?: readonly GetSetSpec[];
  readonly members?: readonly MemberSpec[];
  /** Plain class attributes. */
  readonly attrs?: Readonly<Record<string, Value>>;
  /** TypeFlag bits: Base, Sequence, Mapping, NoNew, MatchSelf … */
  readonly flags?: number;
  readonly hasDict?: boolean;
  readonly hasWeakRef?: boolean;
}

/** Shorthand for a row of a method table. */
export function method(name: string, signature: string, impl: Impl, doc?: string): NativeSpec {
  return doc === undefined ? { name, signature, impl } : { name, signature, impl, doc };
}

/** Shorthand for a row of a getset table. */
export function getset(
  name: string,
  get: GetSetSpec['get'],
  set?: GetSetSpec['set'],
  del?: GetSetSpec['del'],
): GetSetSpec {
  return { name, get, ...(set === undefined ? {} : { set }), ...(del === undefined ? {} : { del }) };
}
