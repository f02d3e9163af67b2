/** Types of dict iterators: dict_keyiterator … dict_reverseitemiterator. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import type { InstanceClass, PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { LENGTH_HINT_DOC, REDUCE_DOC } from '../iterators/docs.ts';
import { list } from '../list/list.ts';
import { dictItems, dictKeys, dictValues } from './entries.ts';
import type { PyDict } from './dict.ts';
import {
  itemIterNext,
  keyIterNext,
  type PyDictIter,
  PyDictItemIter,
  PyDictKeyIter,
  type PyDictReverseIter,
  PyDictReverseItemIter,
  PyDictReverseKeyIter,
  PyDictReverseValueIter,
  PyDictValueIter,
  reverseIterNext,
  valueIterNext,
} from './iter.ts';

function hint(it: PyDictIter): Result {
  return int(it.dict === null || it.size < 0 ? 0 : it.remaining);
}

/** What is left, without moving the iterator. */
function reduceForward(entries: (d: PyDict) => Value[]) {
  return (it: PyDictIter): Result => {
    const left = it.dict === null ? [] : entries(it.dict).slice(it.size - it.remaining);
    return reduceTo('iter', [list(left)]);
  };
}

function reverseHint(it: PyDictReverseIter): Result {
  return int(it.dict === null || it.size < 0 ? 0 : it.entries.length);
}

function reduceReverse(it: PyDictReverseIter): Result {
  return reduceTo('iter', [list(it.dict === null ? [] : it.entries.slice().reverse())]);
}

function iteratorType(
  name: string,
  layout: unknown,
  next: (it: any) => Value | Done | undefined,
  lengthHint: (it: any) => Result,
  reduce: (it: any) => Result,
) {
  return defineType({
    name,
    instanceClass: layout as InstanceClass,
    slots: { iter: (it: PyObject) => it, next },
    methods: [
      method('__length_hint__', '($self, /)', lengthHint, LENGTH_HINT_DOC),
      method('__reduce__', '($self, /)', reduce, REDUCE_DOC),
    ],
  });
}

T.dict_keyiterator = iteratorType('dict_keyiterator', PyDictKeyIter, keyIterNext, hint, reduceForward(dictKeys));
T.dict_valueiterator = iteratorType(
  'dict_valueiterator',
  PyDictValueIter,
  valueIterNext,
  hint,
  reduceForward(dictValues),
);
T.dict_itemiterator = iteratorType('dict_itemiterator', PyDictItemIter, itemIterNext, hint, reduceForward(dictItems));
T.dict_reversekeyiterator = iteratorType(
  'dict_reversekeyiterator',
  PyDictReverseKeyIter,
  reverseIterNext,
  reverseHint,
  reduceReverse,
);
T.dict_reversevalueiterator = iteratorType(
  'dict_reversevalueiterator',
  PyDictReverseValueIter,
  reverseIterNext,
  reverseHint,
  reduceReverse,
);
T.dict_reverseitemiterator = iteratorType(
  'dict_reverseitemiterator',
  PyDictReverseItemIter,
  reverseIterNext,
  reverseHint,
  reduceReverse,
);
