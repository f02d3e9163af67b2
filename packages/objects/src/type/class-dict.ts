/** `cls.__dict__`: a mappingproxy over a dict that shares the class's attribute table. */
import { hooks } from '../core/hooks.ts';
import type { PyType } from '../core/type.ts';
import { PyDict } from '../dict/dict.ts';
import { mappingProxy } from '../dict/proxy.ts';

/** The live dict over a class's attributes; only for reading (writes go through type-attrs.ts). */
export function classDict(type: PyType): PyDict {
  if (type.dict === null) {
    type.dict = new PyDict();
    type.dict.map = type.attrs;
  }
  return type.dict;
}

hooks.classDict = (type) => (type.dictProxy ??= mappingProxy(classDict(type)));
