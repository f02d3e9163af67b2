/** `set_iterator`: walks positions of a table, or a MAPPED set's own order; the size is checked at each step. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { raise } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { DONE, int } from '../core/value.ts';
import { LENGTH_HINT_DOC, REDUCE_DOC } from '../iterators/docs.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { list } from '../list/list.ts';
import { setItems, setLen } from './ops.ts';
import type { PySet } from './set.ts';
import { SetKind } from './set.ts';
import { REMOVED } from './table.ts';

export class PySetIter extends PyObject {
  /** null once exhausted. */
  set: PySet | null;
  size: number;
  /** Next position of a table. */
  pos: number;
  given: number;
  steps: SetIterator<Value> | null;
  constructor(set: PySet) {
    super();
    this.set = set;
    this.size = setLen(set);
    this.pos = 0;
    this.given = 0;
    this.steps = set.store === SetKind.Mapped ? set.mapped!.values() : null;
  }
}

export function setIterNext(it: PySetIter): Value | Done | undefined {
  const s = it.set;
  if (s === null) return DONE;
  if (setLen(s) !== it.size) {
    it.size = -1;
    return raise(E.RuntimeError!, 'Set changed size during iteration');
  }
  const v = s.store === SetKind.Mapped ? nextMapped(it) : nextInTable(it, s);
  if (v === DONE) it.set = null;
  else it.given++;
  return v;
}

function nextMapped(it: PySetIter): Value | Done {
  if (it.steps === null) return DONE;
  const step = it.steps.next();
  return step.done === true ? DONE : step.value;
}

function nextInTable(it: PySetIter, s: PySet): Value | Done {
  if (s.table === null) return DONE;
  const { keys } = s.table;
  let i = it.pos;
  while (i < keys.length && (keys[i] === undefined || keys[i] === REMOVED)) i++;
  it.pos = i + 1;
  return i < keys.length ? (keys[i] as Value) : DONE;
}

function lengthHint(it: PySetIter): Result {
  return int(it.set === null || it.size !== setLen(it.set) ? 0 : it.size - it.given);
}

function reduce(it: PySetIter): Result {
  if (it.set === null) return reduceTo('iter', [list([])]);
  if (it.size !== setLen(it.set)) return raise(E.RuntimeError!, 'Set changed size during iteration');
  return reduceTo('iter', [list(setItems(it.set).slice(it.given))]);
}

T.set_iterator = defineType({
  name: 'set_iterator',
  instanceClass: PySetIter as never,
  slots: { iter: (it: PySetIter) => it, next: setIterNext },
  methods: [
    method('__length_hint__', '($self, /)', lengthHint, LENGTH_HINT_DOC),
    method('__reduce__', '($self, /)', reduce, REDUCE_DOC),
  ],
});
