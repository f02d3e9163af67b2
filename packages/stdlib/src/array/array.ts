/** Module `array`. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, method, str } from '@pyston/objects';
import { TYPECODES } from './codes.ts';
import { arrayReconstructor } from './reconstruct.ts';
import { arrayType } from './type.ts';

export const arrayModule: ModuleSpec = defineModule({
  name: 'array',
  doc: 'Compact sequences of numbers or characters of one kind.',
  types: [arrayType],
  functions: [method('_array_reconstructor', '(arraytype, typecode, mformat_code, items, /)', arrayReconstructor)],
  attrs: () => ({ ArrayType: arrayType, typecodes: str(TYPECODES) }),
});
