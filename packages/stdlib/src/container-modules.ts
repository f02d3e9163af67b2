/** The modules of containers, iterators, functional tools, and classes. */
import type { ModuleSpec } from '@pyston/objects';
import { abcModule } from './_abc/_abc.ts';
import { bisectModule } from './_bisect/_bisect.ts';
import { collectionsModule } from './_collections/_collections.ts';
import { contextvarsModule } from './_contextvars/_contextvars.ts';
import { functoolsModule } from './_functools/_functools.ts';
import { heapqModule } from './_heapq/_heapq.ts';
import { operatorModule } from './_operator/_operator.ts';
import { queueModule } from './_queue/_queue.ts';
import { threadModule } from './_thread/_thread.ts';
import { typesModule } from './_types/_types.ts';
import { typingModule } from './_typing/_typing.ts';
import { weakrefModule } from './_weakref/_weakref.ts';
import { atexitModule } from './atexit/atexit.ts';
import { gcModule } from './gc/gc.ts';
import { itertoolsModule } from './itertools/itertools.ts';

export const containerModules: readonly ModuleSpec[] = [
  abcModule,
  bisectModule,
  collectionsModule,
  contextvarsModule,
  functoolsModule,
  heapqModule,
  operatorModule,
  queueModule,
  threadModule,
  typesModule,
  typingModule,
  weakrefModule,
  atexitModule,
  gcModule,
  itertoolsModule,
];
