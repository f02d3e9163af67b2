/** Refs of the objects that lie in the addon itself: singletons and the static types, filled when it starts. */
import type { Value } from '@pyston/objects';
import { Ellipsis, None, NotImplemented, T, E } from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';

export const FOREIGN = {
  none: 0,
  true: 0,
  false: 0,
  int: 0,
  float: 0,
  str: 0,
  bytes: 0,
  tuple: 0,
  list: 0,
  dict: 0,
  object: 0,
};

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

const tied: PyType[] = [];

/** Built-in types that have static type objects, bases before what derives from them. */
export function foreignTypes(): readonly PyType[] {
  return tied;
}

function tie(symbol: string, value: Value): Ref {
  const ref = addon.symbol(symbol);
  if (ref === 0) throw new Error(`the core has no ${symbol}`);
  foreignValues[-ref] = value;
  if (typeof value === 'object') value.stub = ref;
  return ref;
}

/** The static types with their classes, for convert.ts to register. */
export function tieForeign(): [Ref, PyType][] {
  FOREIGN.none = tie('_Py_NoneStruct', None);
  FOREIGN.true = tie('_Py_TrueStruct', true);
  FOREIGN.false = tie('_Py_FalseStruct', false);
  tie('_Py_NotImplementedStruct', NotImplemented);
  tie('_Py_EllipsisObject', Ellipsis);
  const types: [Ref, PyType][] = [];
  const byName = T as Record<string, PyType | undefined>;
  for (const [symbol, name] of STATIC_TYPES) {
    const type = byName[name];
    if (type !== undefined) types.push([tie(symbol, type), type]);
  }
  for (const [name, type] of Object.entries(E)) {
    if (type !== undefined && addon.symbol(`_PyExc_${name}`) !== 0) types.push([tie(`_PyExc_${name}`, type), type]);
  }
  tied.push(...types.map(([, type]) => type).filter((type) => type !== T.object));
  for (const name of ['int', 'float', 'str', 'bytes', 'tuple', 'list', 'dict', 'object'] as const)
    FOREIGN[name] = byName[name]!.stub as Ref;
  return types;
}
