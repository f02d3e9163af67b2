/** IsoCalendarDate: the named tuple that isocalendar() gives. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  defineType,
  getset,
  int,
  method,
  newInstance,
  PyTuple,
  TupleSubclassLayout,
  reprJs,
  strFromJs,
  T,
  tuple,
  TypeFlag,
} from '@pyston/objects';
import type { IsoDate } from './calendar.ts';
import { named } from './delta.ts';

class PyIsoCalendarDate extends (TupleSubclassLayout as unknown as typeof PyTuple) {}
PyIsoCalendarDate.prototype.kind = PyTuple.prototype.kind;

const FIELDS = ['year', 'week', 'weekday'] as const;

function repr(self: PyIsoCalendarDate): Result {
  const parts: string[] = [];
  for (let i = 0; i < 3; i++) {
    const text = reprJs(self.items[i]!);
    if (text === undefined) return undefined;
    parts.push(`${FIELDS[i]!}=${text}`);
  }
  return strFromJs(`datetime.IsoCalendarDate(${parts.join(', ')})`);
}

const type: PyType = named(
  defineType({
    name: 'IsoCalendarDate',
    module: 'datetime',
    base: T.tuple,
    instanceClass: PyIsoCalendarDate,
    flags: TypeFlag.Sequence | TypeFlag.NoNew,
    slots: { repr },
    methods: [
      method('__reduce__', '($self, /)', (self: PyIsoCalendarDate) =>
        tuple([T.tuple, tuple([tuple(self.items.slice())])]),
      ),
    ],
    getset: FIELDS.map((name, i) => getset(name, (self: PyIsoCalendarDate) => self.items[i])),
  }),
);

export function isoCalendarDate(d: IsoDate): Value {
  const t = newInstance<PyIsoCalendarDate>(type);
  t.items = [int(d.year), int(d.week), int(d.weekday)];
  return t;
}
