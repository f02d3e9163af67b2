/** Module `_datetime`. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, int } from '@pyston/objects';
import './datetime-type.ts';
import { types } from './layout.ts';
import { UTC } from './timezone.ts';

export const datetimeModule: ModuleSpec = defineModule({
  name: '_datetime',
  doc: 'Dates and times.',
  types: [types.date, types.datetime, types.time, types.timedelta, types.timezone, types.tzinfo],
  attrs: () => ({ MINYEAR: int(1), MAXYEAR: int(9999), UTC }),
});
