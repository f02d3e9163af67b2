/**
 * The built-in types and exceptions of the isolate, by name. Filled while the package loads (each type's module
 * sets its own entry); everything else reads, so that modules need not import each other for a type object.
 */
import type { PyType } from './type.ts';

/** Built-in types under their Python names (`T.list`); types without a public name under a descriptive one. */
export const T = {} as Record<TypeName, PyType>;

/** Exception types under their Python names (`E.TypeError`). */
export const E = {} as Record<string, PyType>;

export type TypeName =
  | 'object'
  | 'type'
  | 'int'
  | 'bool'
  | 'float'
  | 'complex'
  | 'str'
  | 'bytes'
  | 'bytearray'
  | 'memoryview'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'frozenset'
  | 'range'
  | 'slice'
  | 'NoneType'
  | 'NotImplementedType'
  | 'ellipsis'
  | 'function'
  | 'method'
  | 'builtin_function_or_method'
  | 'method_descriptor'
  | 'classmethod_descriptor'
  | 'wrapper_descriptor'
  | 'method-wrapper'
  | 'getset_descriptor'
  | 'member_descriptor'
  | 'property'
  | 'classmethod'
  | 'staticmethod'
  | 'super'
  | 'mappingproxy'
  | 'module'
  | 'cell'
  | 'code'
  | 'frame'
  | 'traceback'
  | 'generator'
  | 'coroutine'
  | 'async_generator'
  | (string & {});
