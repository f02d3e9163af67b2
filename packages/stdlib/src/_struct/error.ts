/** struct.error. */
import type { PyType } from '@pyston/objects';
import { defineType, E, raise, TypeFlag } from '@pyston/objects';

const exception = E.Exception!;

export const errorType: PyType = defineType({
  name: 'error',
  module: 'struct',
  base: exception,
  instanceClass: class extends exception.instanceClass {},
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
});

/** Raises struct.error. */
export function structError(message: string): false {
  raise(errorType, message);
  return false;
}
