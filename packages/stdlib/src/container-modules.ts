/** The modules of containers, iterators and functional tools. */
import type { ModuleSpec } from '@pyston/objects';
import { bisectModule } from './_bisect/_bisect.ts';
import { collectionsModule } from './_collections/_collections.ts';
import { functoolsModule } from './_functools/_functools.ts';
import { heapqModule } from './_heapq/_heapq.ts';
import { operatorModule } from './_operator/_operator.ts';
import { threadModule } from './_thread/index.ts';
import { itertoolsModule } from './itertools/itertools.ts';

export const containerModules: readonly ModuleSpec[] = [
  bisectModule,
  collectionsModule,
  functoolsModule,
  heapqModule,
  itertoolsModule,
  operatorModule,
  threadModule,
];
