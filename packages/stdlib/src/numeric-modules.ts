/** The modules of numbers, binary data and time. */
import type { ModuleSpec } from '@pyston/objects';
import { datetimeModule } from './_datetime/datetime.ts';
import { jsonModule } from './_json/json.ts';
import { randomModule } from './_random/random.ts';
import { statisticsModule } from './_statistics/statistics.ts';
import { structModule } from './_struct/struct.ts';
import { arrayModule } from './array/array.ts';
import { binasciiModule } from './binascii/binascii.ts';
import { cmathModule } from './cmath/cmath.ts';
import { mathModule } from './math/math.ts';
import { timeModule } from './time/time.ts';

export const numericModules: readonly ModuleSpec[] = [
  mathModule,
  cmathModule,
  randomModule,
  statisticsModule,
  structModule,
  binasciiModule,
  timeModule,
  datetimeModule,
  jsonModule,
  arrayModule,
];
