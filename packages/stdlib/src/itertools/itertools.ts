/** Module `itertools`. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, method } from '@pyston/objects';
import { chain, combinations, combinationsWithReplacement, permutations, product, zipLongest } from './combining.ts';
import { groupby, grouper, tee, teeData, teeType } from './grouping.ts';
import { count, cycle, repeat } from './infinite.ts';
import {
  accumulate,
  batched,
  compress,
  dropwhile,
  filterfalse,
  islice,
  pairwise,
  starmap,
  takewhile,
} from './selecting.ts';

export const itertoolsModule: ModuleSpec = defineModule({
  name: 'itertools',
  doc: 'Functional tools for creating and using iterators.',
  functions: [method('tee', '(iterable, n=2, /)', tee, 'Returns a tuple of n independent iterators.')],
  types: [
    accumulate,
    batched,
    chain,
    combinations,
    combinationsWithReplacement,
    compress,
    count,
    cycle,
    dropwhile,
    filterfalse,
    groupby,
    grouper,
    islice,
    pairwise,
    permutations,
    product,
    repeat,
    starmap,
    takewhile,
    teeData,
    teeType,
    zipLongest,
  ],
});
