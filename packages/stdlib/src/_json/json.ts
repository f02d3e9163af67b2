/** Module `_json`: the accelerators of module json. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, method } from '@pyston/objects';
import { encodeBasestring, encodeBasestringAscii, encoderType } from './encoder.ts';
import { scannerType } from './scanner.ts';
import { scanstringFunction } from './strings.ts';

export const jsonModule: ModuleSpec = defineModule({
  name: '_json',
  doc: 'Accelerators of module json.',
  functions: [
    encodeBasestring,
    encodeBasestringAscii,
    method(
      'scanstring',
      '(string, end, strict=True, /)',
      scanstringFunction,
      'Reads a JSON string literal after its opening quote.',
    ),
  ],
  attrs: () => ({ make_scanner: scannerType, make_encoder: encoderType }),
});
