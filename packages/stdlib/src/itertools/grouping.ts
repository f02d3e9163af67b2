/** groupby and tee. */
import type { Done, InstanceClass, Result, Value } from '@pyston/objects';
import {
  asSsize,
  call1,
  defineType,
  DONE,
  E,
  eq,
  getIter,
  iterNext,
  method,
  newInstance,
  None,
  PyObject,
  raise,
  tuple,
  TypeFlag,
  valueError,
} from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import { iteratorType, OneSource, setSource } from './support.ts';

class GroupBy extends OneSource {
  keyFn: Value = None;
  /** Key of the group given last; key and value of the newest item; null before there is one. */
  targetKey: Value | null = null;
  key: Value | null = null;
  value: Value | null = null;
  /** The group that may still take items. */
  group: Group | null = null;
}

class Group extends PyObject {
  readonly parent: GroupBy;
  readonly key: Value;
  constructor(parent: GroupBy, key: Value) {
    super();
    this.parent = parent;
    this.key = key;
  }
}

/** Reads the next item and its key. */
function step(g: GroupBy): true | Done | undefined {
  const v = iterNext(g.it);
  if (v === undefined || v === DONE) return v;
  const key = g.keyFn === None ? v : call1(g.keyFn, v);
  if (key === undefined) return undefined;
  g.value = v;
  g.key = key;
  return true;
}

function groupByNext(g: GroupBy): Value | Done | undefined {
  g.group = null;
  for (;;) {
    if (g.key !== null) {
      if (g.targetKey === null) break;
      const same = eq(g.targetKey, g.key);
      if (same === undefined) return undefined;
      if (!same) break;
    }
    const r = step(g);
    if (r !== true) return r;
  }
  g.targetKey = g.key;
  g.group = new Group(g, g.key!);
  return tuple([g.key!, g.group]);
}

function groupNext(self: Group): Value | Done | undefined {
  const g = self.parent;
  if (g.group !== self) return DONE;
  if (g.value === null) {
    const r = step(g);
    if (r !== true) return r;
  }
  const same = eq(self.key, g.key!);
  if (same !== true) return same === undefined ? undefined : DONE;
  const v = g.value!;
  g.value = null;
  return v;
}

export const grouper = defineType({
  name: '_grouper',
  module: 'itertools',
  instanceClass: Group as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: { iter: (self) => self, next: groupNext },
});

export const groupby = iteratorType<GroupBy>({
  name: 'groupby',
  layout: GroupBy,
  signature: '(iterable, key=None)',
  doc: 'make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.',
  start: (self, iterable: Value, key: Value = None) => {
    self.keyFn = key;
    return setSource(self, iterable);
  },
  next: groupByNext,
});

/** One item that several tees may still want; `next` is made when the item is read. */
class Link {
  value: Value | null = null;
  next: Link | null = null;
}

/** What all tees of one source share. */
class Source {
  readonly it: Value;
  running = false;
  constructor(it: Value) {
    this.it = it;
  }
}

class Tee extends PyObject {
  source!: Source;
  link: Link = new Link();
}

function teeNext(self: Tee): Value | Done | undefined {
  const { link, source } = self;
  if (link.next === null) {
    if (source.running) return raise(E.RuntimeError!, 'cannot re-enter the tee iterator');
    source.running = true;
    const v = iterNext(source.it);
    source.running = false;
    if (v === undefined || v === DONE) return v;
    link.value = v;
    link.next = new Link();
  }
  self.link = link.next;
  return link.value!;
}

function copyTee(self: Tee): Tee {
  const copy = new Tee();
  copy.source = self.source;
  copy.link = self.link;
  return copy;
}

function startTee(self: Tee, iterable: Value): true | undefined {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  if (it instanceof Tee) {
    self.source = it.source;
    self.link = it.link;
  } else self.source = new Source(it);
  return true;
}

export const teeType: PyType = iteratorType<Tee>({
  name: '_tee',
  layout: Tee,
  signature: '(iterable, /)',
  doc: 'Iterator wrapped to make it copyable.',
  start: startTee,
  next: teeNext,
  hasWeakRef: true,
  methods: [method('__copy__', '($self, /)', copyTee, 'Returns an independent iterator.')],
});

export const teeData = defineType({
  name: '_tee_dataobject',
  module: 'itertools',
  instanceClass: class TeeData extends PyObject {},
  doc: 'teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.',
  flags: TypeFlag.NoNew,
});

/** tee(iterable, n=2). */
export function tee(iterable: Value, nArg?: Value): Result {
  const n = nArg === undefined ? 2 : asSsize(nArg);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('n must be >= 0');
  if (n === 0) return tuple([]);
  const first = newInstance<Tee>(teeType);
  if (startTee(first, iterable) === undefined) return undefined;
  const out: Value[] = [first];
  for (let i = 1; i < n; i++) out.push(copyTee(first));
  return tuple(out);
}
