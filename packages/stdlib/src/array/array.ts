/** Module `array`. */
import type { ModuleSpec } from '@pyston/objects';
import { callMethod, defineModule, getAttr, hooks, method, str, ts } from '@pyston/objects';
import { TYPECODES } from './codes.ts';
import { arrayReconstructor } from './reconstruct.ts';
import { arrayType } from './type.ts';

/** Arrays are mutable sequences to collections.abc, where that can be imported. */
function registerSequence(): void {
  const abc = hooks.importModule('collections.abc');
  const base = abc === undefined ? undefined : getAttr(abc, 'MutableSequence');
  if (base === undefined || callMethod(base, 'register', arrayType) === undefined) ts.exc = null;
}

export const arrayModule: ModuleSpec = defineModule({
  name: 'array',
  doc: 'Compact sequences of numbers or characters of one kind.',
  types: [arrayType],
  functions: [method('_array_reconstructor', '(arraytype, typecode, mformat_code, items, /)', arrayReconstructor)],
  init: registerSequence,
  attrs: () => ({ ArrayType: arrayType, typecodes: str(TYPECODES) }),
});
