/** Module `math`. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, float } from '@pyston/objects';
import { partFunctions } from './float-parts.ts';
import { integerFunctions } from './integers.ts';
import { realFunctions } from './real.ts';
import { sumFunctions } from './sums.ts';

export const mathModule: ModuleSpec = defineModule({
  name: 'math',
  doc: 'Mathematical functions of real numbers, as the C standard defines them.',
  functions: [...realFunctions, ...partFunctions, ...sumFunctions, ...integerFunctions],
  attrs: () => ({
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Infinity),
    nan: float(NaN),
  }),
});
