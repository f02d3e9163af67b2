/** Names of classes in reprs and messages. */
import { type PyType, TypeFlag } from '../core/type.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString } from '../str/astral.ts';

/** `__module__` of a class as JS string, null if it is no str. */
export function moduleOf(type: PyType): string | null {
  if (!(type.flags & TypeFlag.Heap)) return type.module;
  const module = type.attrs.get('__module__');
  return module !== undefined && isStr(module) ? jsString(strValue(module)) : null;
}

/** `module.qualname`, or the qualname alone for builtins. */
export function qualifiedTypeName(type: PyType): string {
  const module = moduleOf(type);
  return module === null || module === 'builtins' ? type.qualname : `${module}.${type.qualname}`;
}

/** Built-in types with their module, classes of the program without: CPython's tp_name. */
export function builtinName(type: PyType): string {
  return type.flags & TypeFlag.Heap ? type.name : qualifiedTypeName(type);
}

/** The name alone: CPython's `_PyType_Name`. */
export function plainTypeName(type: PyType): string {
  return type.flags & TypeFlag.Heap ? type.name : type.qualname;
}

/** `%T` in messages: the qualified name without `builtins.` and `__main__.`. */
export function messageTypeName(type: PyType): string {
  const module = moduleOf(type);
  return module === null || module === 'builtins' || module === '__main__'
    ? type.qualname
    : `${module}.${type.qualname}`;
}
