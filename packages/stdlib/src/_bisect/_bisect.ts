/** Module `_bisect`: bisection of sorted sequences. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  asSsize,
  call1,
  callMethod,
  defineModule,
  getItem,
  int,
  len,
  listInsert,
  lt,
  method,
  None,
  PyList,
  valueError,
} from '@pyston/objects';

/** The place for a key: after equal ones (`right`) or before them; `undefined` = raised. */
function search(
  a: Value,
  x: Value,
  loArg: Value | undefined,
  hiArg: Value | undefined,
  key: Value,
  right: boolean,
): number | undefined {
  let lo = loArg === undefined ? 0 : asSsize(loArg);
  if (lo === undefined) return undefined;
  if (lo < 0) return valueError('lo must be non-negative');
  let hi = hiArg === undefined || hiArg === None ? len(a) : asSsize(hiArg);
  if (hi === undefined) return undefined;
  while (lo < hi) {
    const middle: number = Math.floor((lo + hi) / 2);
    let item = getItem(a, int(middle));
    if (item !== undefined && key !== None) item = call1(key, item);
    if (item === undefined) return undefined;
    const less: boolean | undefined = right ? lt(x, item) : lt(item, x);
    if (less === undefined) return undefined;
    if (less === right) hi = middle;
    else lo = middle + 1;
  }
  return lo;
}

function bisect(right: boolean) {
  return (a: Value, x: Value, lo: Value | undefined, hi: Value | undefined, key: Value = None): Result => {
    const at = search(a, x, lo, hi, key, right);
    return at === undefined ? undefined : int(at);
  };
}

function insort(right: boolean) {
  return (a: Value, x: Value, lo: Value | undefined, hi: Value | undefined, key: Value = None): Result => {
    const wanted = key === None ? x : call1(key, x);
    if (wanted === undefined) return undefined;
    const at = search(a, wanted, lo, hi, key, right);
    if (at === undefined) return undefined;
    if (a instanceof PyList) {
      listInsert(a, Math.min(at, a.items.length), x);
      return None;
    }
    return callMethod(a, 'insert', int(at), x) === undefined ? undefined : None;
  };
}

const SIGNATURE = '(a, x, lo=0, hi=None, *, key=None)';

export const bisectModule: ModuleSpec = defineModule({
  name: '_bisect',
  doc: 'Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.\n',
  functions: [
    method(
      'bisect_right',
      SIGNATURE,
      bisect(true),
      'Return the index where to insert item x in list a, assuming a is sorted.',
    ),
    method(
      'bisect_left',
      SIGNATURE,
      bisect(false),
      'Return the index where to insert item x in list a, assuming a is sorted.',
    ),
    method(
      'insort_right',
      SIGNATURE,
      insort(true),
      'Insert item x in list a, and keep it sorted assuming a is sorted.',
    ),
    method(
      'insort_left',
      SIGNATURE,
      insort(false),
      'Insert item x in list a, and keep it sorted assuming a is sorted.',
    ),
  ],
});
