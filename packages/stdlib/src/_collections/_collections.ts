/** Module `_collections`: the accelerated part of collections. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  add,
  call2,
  defineModule,
  dictGet,
  dictSet,
  DONE,
  getAttr,
  getIter,
  int,
  isDict,
  iterNext,
  lookupType,
  method,
  None,
  setItem,
  T,
  typeOf,
} from '@pyston/objects';
import { defaultdict } from './defaultdict.ts';
import { deque, dequeIterator, dequeReverseIterator } from './deque.ts';
import { orderedDict } from './odict.ts';
import { tuplegetter } from './tuplegetter.ts';

/** Counter's inner loop: `mapping[elem] = mapping.get(elem, 0) + 1`. */
function countElements(mapping: Value, iterable: Value): Result {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  const type = typeOf(mapping);
  const direct =
    isDict(mapping) &&
    lookupType(type, 'get') === lookupType(T.dict, 'get') &&
    type.slots.setitem === T.dict.slots.setitem;
  const get = direct ? None : getAttr(mapping, 'get');
  if (get === undefined) return undefined;
  for (;;) {
    const key = iterNext(it);
    if (key === undefined) return undefined;
    if (key === DONE) return None;
    const old = direct ? dictGet(mapping, key) : call2(get, key, int(0));
    if (old === undefined) return undefined;
    const count = old === ABSENT ? int(1) : add(old, int(1));
    if (count === undefined) return undefined;
    if ((direct ? dictSet(mapping, key, count) : setItem(mapping, key, count)) === undefined) return undefined;
  }
}

export const collectionsModule: ModuleSpec = defineModule({
  name: '_collections',
  doc: 'High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n',
  functions: [
    method(
      '_count_elements',
      '(mapping, iterable, /)',
      countElements,
      'Count elements in the iterable, updating the mapping',
    ),
  ],
  types: [deque, dequeIterator, dequeReverseIterator, defaultdict, orderedDict, tuplegetter],
});
