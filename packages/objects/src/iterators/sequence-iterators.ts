/** Types `list_iterator`, `list_reverseiterator`, `tuple_iterator` and `iterator` (over `__getitem__`). */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, overflowError } from '../core/errors.ts';
import type { InstanceClass, PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { DONE, int, MAX_SAFE } from '../core/value.ts';
import { list } from '../list/list.ts';
import { asIndex } from '../ops/arith.ts';
import { getItem, len } from '../ops/items.ts';
import { typeOf } from '../core/type.ts';
import { EMPTY_TUPLE } from '../tuple/tuple.ts';
import { LENGTH_HINT_DOC, REDUCE_DOC, SETSTATE_DOC } from './docs.ts';
import { PyListIter, PyListReverseIter } from './listiter.ts';
import { reduceTo } from './reduce.ts';
import { PySeqIter } from './seqiter.ts';
import { PyTupleIter } from './tupleiter.ts';

const self = (it: PyObject): Result => it;

// --- list_iterator

export function listIterNext(it: PyListIter): Value | Done | undefined {
  const l = it.list;
  if (l === null) return DONE;
  const { items } = l;
  if (it.index < items.length) return items[it.index++];
  it.list = null;
  return DONE;
}

function listIterHint(it: PyListIter): Result {
  return int(it.list === null ? 0 : Math.max(0, it.list.items.length - it.index));
}

function listIterReduce(it: PyListIter): Result {
  return it.list === null ? reduceTo('iter', [list([])]) : reduceTo('iter', [it.list], it.index);
}

function listIterSetState(it: PyListIter, state: Value): Result {
  const i = asIndex(state);
  if (i === undefined) return undefined;
  if (it.list !== null) it.index = Math.min(Math.max(i, 0), it.list.items.length);
  return None;
}

// --- list_reverseiterator

function listReverseNext(it: PyListReverseIter): Value | Done | undefined {
  const l = it.list;
  if (l === null) return DONE;
  const i = it.index;
  if (i >= 0 && i < l.items.length) {
    it.index--;
    return l.items[i];
  }
  it.index = -1;
  it.list = null;
  return DONE;
}

function listReverseHint(it: PyListReverseIter): Result {
  const n = it.index + 1;
  return int(it.list === null || it.list.items.length < n ? 0 : n);
}

function listReverseReduce(it: PyListReverseIter): Result {
  return it.list === null || it.index < 0
    ? reduceTo('reversed', [list([])])
    : reduceTo('reversed', [it.list], it.index);
}

function listReverseSetState(it: PyListReverseIter, state: Value): Result {
  const i = asIndex(state);
  if (i === undefined) return undefined;
  if (it.list !== null) it.index = Math.min(Math.max(i, -1), it.list.items.length - 1);
  return None;
}

// --- tuple_iterator

export function tupleIterNext(it: PyTupleIter): Value | Done | undefined {
  const t = it.tuple;
  if (t === null) return DONE;
  if (it.index < t.items.length) return t.items[it.index++];
  it.tuple = null;
  return DONE;
}

function tupleIterHint(it: PyTupleIter): Result {
  return int(it.tuple === null ? 0 : it.tuple.items.length - it.index);
}

function tupleIterReduce(it: PyTupleIter): Result {
  return it.tuple === null ? reduceTo('iter', [EMPTY_TUPLE]) : reduceTo('iter', [it.tuple], it.index);
}

function tupleIterSetState(it: PyTupleIter, state: Value): Result {
  const i = asIndex(state);
  if (i === undefined) return undefined;
  if (it.tuple !== null) it.index = Math.min(Math.max(i, 0), it.tuple.items.length);
  return None;
}

// --- iterator

function seqIterNext(it: PySeqIter): Value | Done | undefined {
  const { seq } = it;
  if (seq === null) return DONE;
  if (it.index >= MAX_SAFE) return overflowError('iter index too large');
  const v = getItem(seq, int(it.index));
  if (v !== undefined) {
    it.index++;
    return v;
  }
  if (!clearIf(E.IndexError!) && !clearIf(E.StopIteration!)) return undefined;
  it.seq = null;
  return DONE;
}

function seqIterHint(it: PySeqIter): Result {
  if (it.seq === null) return int(0);
  if (typeOf(it.seq).slots.len === null) return NotImplemented;
  const n = len(it.seq);
  return n === undefined ? undefined : int(Math.max(0, n - it.index));
}

function seqIterReduce(it: PySeqIter): Result {
  return it.seq === null ? reduceTo('iter', [EMPTY_TUPLE]) : reduceTo('iter', [it.seq], it.index);
}

function seqIterSetState(it: PySeqIter, state: Value): Result {
  const i = asIndex(state);
  if (i === undefined) return undefined;
  if (it.seq !== null) it.index = Math.max(i, 0);
  return None;
}

function iteratorType(
  name: string,
  layout: unknown,
  next: (it: any) => Value | Done | undefined,
  hint: (it: any) => Result,
  reduce: (it: any) => Result,
  setState: (it: any, state: Value) => Result,
) {
  return defineType({
    name,
    instanceClass: layout as InstanceClass,
    slots: { iter: self, next },
    methods: [
      method('__length_hint__', '($self, /)', hint, LENGTH_HINT_DOC),
      method('__reduce__', '($self, /)', reduce, REDUCE_DOC),
      method('__setstate__', '($self, object, /)', setState, SETSTATE_DOC),
    ],
  });
}

T.list_iterator = iteratorType(
  'list_iterator',
  PyListIter,
  listIterNext,
  listIterHint,
  listIterReduce,
  listIterSetState,
);
T.list_reverseiterator = iteratorType(
  'list_reverseiterator',
  PyListReverseIter,
  listReverseNext,
  listReverseHint,
  listReverseReduce,
  listReverseSetState,
);
T.tuple_iterator = iteratorType(
  'tuple_iterator',
  PyTupleIter,
  tupleIterNext,
  tupleIterHint,
  tupleIterReduce,
  tupleIterSetState,
);
T.iterator = iteratorType('iterator', PySeqIter, seqIterNext, seqIterHint, seqIterReduce, seqIterSetState);
