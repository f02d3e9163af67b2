/** Refs of the objects that lie in the addon itself: singletons and the static types, filled when it starts. */
import type { Value } from '@pyston/objects';
import { Ellipsis, None, NotImplemented, T, E } from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';

/** Values by negated ref. */
export const foreignValues: (Value | undefined)[] = [];

/** Names of types in the registry, by C symbol. Exceptions are PyExc_NAME. */
const STATIC_TYPES: readonly (readonly [symbol: string, name: string])[] = [
  ['PyBaseObject_Type', 'object'],
  ['PyType_Type', 'type'],
  ['PyLong_Type', 'int'],
  ['PyBool_Type', 'bool'],
  ['PyFloat_Type', 'float'],
  ['PyComplex_Type', 'complex'],
  ['PyUnicode_Type', 'str'],
  ['PyBytes_Type', 'bytes'],
  ['PyByteArray_Type', 'bytearray'],
  ['PyTuple_Type', 'tuple'],
  ['PyList_Type', 'list'],
  ['PyDict_Type', 'dict'],
  ['PySet_Type', 'set'],
  ['PyFrozenSet_Type', 'frozenset'],
  ['PySlice_Type', 'slice'],
  ['PyRange_Type', 'range'],
  ['PyModule_Type', 'module'],
  ['PyFunction_Type', 'function'],
  ['PyMethod_Type', 'method'],
  ['PyCFunction_Type', 'builtin_function_or_method'],
  ['PyMemoryView_Type', 'memoryview'],
  ['PyProperty_Type', 'property'],
  ['_PyNone_Type', 'NoneType'],
  ['_PyNotImplemented_Type', 'NotImplementedType'],
  ['PyEllipsis_Type', 'ellipsis'],
];

function tie(symbol: string, value: Value): Ref {
  const ref = addon.symbol(symbol);
  if (ref === 0) throw new Error(`the core has no ${symbol}`);
  foreignValues[-ref] = value;
  if (typeof value === 'object') value.stub = ref;
  return ref;
}

function tieTypes(): [Ref, PyType][] {
  const types: [Ref, PyType][] = [];
  const byName = T as Record<string, PyType | undefined>;
  for (const [symbol, name] of STATIC_TYPES) {
    const type = byName[name];
    if (type !== undefined) types.push([tie(symbol, type), type]);
  }
  for (const [name, type] of Object.entries(E)) {
    if (type !== undefined && addon.symbol(`_PyExc_${name}`) !== 0) types.push([tie(`_PyExc_${name}`, type), type]);
  }
  return types;
}

/** The static types with their classes, bases before what derives from them. */
export const foreignTypes: readonly (readonly [Ref, PyType])[] = tieTypes();

export const FOREIGN = {
  true: tie('_Py_TrueStruct', true),
  false: tie('_Py_FalseStruct', false),
  int: T.int.stub as Ref,
  float: T.float.stub as Ref,
  str: T.str.stub as Ref,
  bytes: T.bytes.stub as Ref,
  tuple: T.tuple.stub as Ref,
} as const;
tie('_Py_NoneStruct', None);
tie('_Py_NotImplementedStruct', NotImplemented);
tie('_Py_EllipsisObject', Ellipsis);
