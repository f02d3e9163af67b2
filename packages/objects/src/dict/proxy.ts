/** Layout of mappingproxy: a read-only view of any mapping. Behaviour: dict/proxy-type.ts. */
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';

export class PyMappingProxy extends PyObject {
  readonly mapping: Value;
  constructor(mapping: Value) {
    super();
    this.mapping = mapping;
  }
}

export function mappingProxy(mapping: Value): PyMappingProxy {
  return new PyMappingProxy(mapping);
}
