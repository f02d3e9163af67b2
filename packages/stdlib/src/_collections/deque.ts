/**
 * collections.deque: a ring buffer of a power of two of places.
 *
 * `state` changes with every change of the length or rotation: iterators check it.
 */
import type { CompareOp, Done, InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  callMethod,
  asSsize,
  bindNew,
  CLASS_GETITEM,
  compareSequences,
  defineType,
  DONE,
  E,
  eq,
  getIter,
  index as asInt,
  indexError,
  int,
  isInt,
  iterNext,
  list,
  method,
  newInstance,
  None,
  NotImplemented,
  plainTypeName,
  PyObject,
  raise,
  sequenceCount,
  reprItems,
  searchBound,
  strFromJs,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';

class PyDeque extends PyObject {
  places: (Value | undefined)[] = new Array(8).fill(undefined);
  head = 0;
  length = 0;
  /** -1 = unbounded. */
  maxlen = -1;
  state = 0;
}

function at(d: PyDeque, i: number): Value {
  return d.places[(d.head + i) & (d.places.length - 1)]!;
}

/** The items in a fresh array. */
function dequeItems(d: PyDeque): Value[] {
  const out: Value[] = [];
  for (let i = 0; i < d.length; i++) out.push(at(d, i));
  return out;
}

function setItems(d: PyDeque, items: readonly Value[]): void {
  let size = 8;
  while (size < items.length) size *= 2;
  const places: (Value | undefined)[] = items.slice();
  while (places.length < size) places.push(undefined);
  d.places = places;
  d.head = 0;
  d.length = items.length;
  d.state++;
}

function grow(d: PyDeque): void {
  const { length, state } = d;
  setItems(d, dequeItems(d));
  for (let i = d.places.length; i < length * 2; i++) d.places.push(undefined);
  d.state = state;
}

function push(d: PyDeque, v: Value): void {
  if (d.length === d.places.length) grow(d);
  d.places[(d.head + d.length) & (d.places.length - 1)] = v;
  d.length++;
  d.state++;
  if (d.maxlen >= 0 && d.length > d.maxlen) shift(d);
}

function pushLeft(d: PyDeque, v: Value): void {
  if (d.length === d.places.length) grow(d);
  d.head = (d.head - 1) & (d.places.length - 1);
  d.places[d.head] = v;
  d.length++;
  d.state++;
  if (d.maxlen >= 0 && d.length > d.maxlen) popLast(d);
}

/** Removes the first item of a deque that is not empty. */
function shift(d: PyDeque): Value {
  const v = d.places[d.head]!;
  d.places[d.head] = undefined;
  d.head = (d.head + 1) & (d.places.length - 1);
  d.length--;
  d.state++;
  return v;
}

function popLast(d: PyDeque): Value {
  const i = (d.head + d.length - 1) & (d.places.length - 1);
  const v = d.places[i]!;
  d.places[i] = undefined;
  d.length--;
  d.state++;
  return v;
}

// --- construction

function dequeNew(cls: PyType): Result {
  return newInstance<PyDeque>(cls);
}

const bind = bindNew('deque', '(iterable=(), maxlen=None)');

function dequeInit(self: PyDeque, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = bind(args, kwnames);
  if (bound === undefined) return undefined;
  const [iterable, maxlenArg] = bound as [Value | undefined, Value | undefined];
  let maxlen = -1;
  if (maxlenArg !== undefined && maxlenArg !== None) {
    if (!isInt(maxlenArg)) return typeError('an integer is required');
    const n = asSsize(maxlenArg);
    if (n === undefined) return undefined;
    if (n < 0) return valueError('maxlen must be non-negative');
    maxlen = n;
  }
  self.maxlen = maxlen;
  if (self.length > 0) setItems(self, []);
  if (iterable === undefined) return None;
  return extendRight(self, iterable) === undefined ? undefined : None;
}

function extendWith(self: PyDeque, iterable: Value, add: (d: PyDeque, v: Value) => void): true | undefined {
  const it = getIter(iterable === self ? list(dequeItems(self)) : iterable);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    add(self, v);
  }
}

function extendRight(self: PyDeque, iterable: Value): true | undefined {
  return extendWith(self, iterable, push);
}

function extend(self: PyDeque, iterable: Value): Result {
  return extendRight(self, iterable) === undefined ? undefined : None;
}

function extendLeft(self: PyDeque, iterable: Value): Result {
  return extendWith(self, iterable, pushLeft) === undefined ? undefined : None;
}

function derived(self: PyDeque, items: readonly Value[]): PyDeque {
  const d = newInstance<PyDeque>(deque);
  d.maxlen = self.maxlen;
  for (const v of items) push(d, v);
  return d;
}

/** A subclass is copied through its constructor. */
function copy(self: PyDeque): Result {
  if (typeOf(self) === deque) return derived(self, dequeItems(self));
  const type = typeOf(self);
  const args: Value[] = self.maxlen < 0 ? [self] : [self, int(self.maxlen)];
  const made = type.slots.new!(type, args, null);
  if (made === undefined) return undefined;
  return type.slots.init!(made, args, null) === undefined ? undefined : made;
}

function reduce(self: PyDeque): Result {
  const state = callMethod(self, '__getstate__');
  if (state === undefined) return undefined;
  const args = self.maxlen < 0 ? tuple([]) : tuple([tuple([]), int(self.maxlen)]);
  return tuple([typeOf(self), args, state, new PyDequeIter(self)]);
}

// --- items

function place(self: PyDeque, key: Value): number | undefined {
  if (typeof key !== 'number' && typeOf(key).slots.index === null)
    return typeError(`sequence index must be integer, not '${typeOf(key).name}'`);
  const n = asSsize(key, E.IndexError!);
  if (n === undefined) return undefined;
  const i = n < 0 ? n + self.length : n;
  return i < 0 || i >= self.length ? indexError('deque index out of range') : i;
}

function getItem(self: PyDeque, key: Value): Result {
  const i = place(self, key);
  return i === undefined ? undefined : at(self, i);
}

function setItem(self: PyDeque, key: Value, v: Value): Result {
  const i = place(self, key);
  if (i === undefined) return undefined;
  self.places[(self.head + i) & (self.places.length - 1)] = v;
  return None;
}

function delItem(self: PyDeque, key: Value): Result {
  const i = place(self, key);
  if (i === undefined) return undefined;
  removeAt(self, i);
  return None;
}

function removeAt(self: PyDeque, i: number): void {
  if (i === 0) {
    shift(self);
    return;
  }
  const mask = self.places.length - 1;
  for (let j = i; j < self.length - 1; j++)
    self.places[(self.head + j) & mask] = self.places[(self.head + j + 1) & mask];
  popLast(self);
}

/** Index of the first equal item in [start, stop), -1; `undefined` = raised. */
function find(self: PyDeque, v: Value, start: number, stop: number): number | undefined {
  const { state } = self;
  for (let i = start; i < stop && i < self.length; i++) {
    const same = eq(at(self, i), v);
    if (same === undefined) return undefined;
    if (state !== self.state) return raise(E.RuntimeError!, 'deque mutated during iteration');
    if (same) return i;
  }
  return -1;
}

function contains(self: PyDeque, v: Value): boolean | undefined {
  const i = find(self, v, 0, Infinity);
  return i === undefined ? undefined : i >= 0;
}

function count(self: PyDeque, v: Value): Result {
  const { state } = self;
  let n = 0;
  for (let i = 0; i < self.length; i++) {
    const same = eq(at(self, i), v);
    if (same === undefined) return undefined;
    if (state !== self.state) return raise(E.RuntimeError!, 'deque mutated during iteration');
    if (same) n++;
  }
  return int(n);
}

function index(self: PyDeque, v: Value, startArg?: Value, stopArg?: Value): Result {
  const start = searchBound(startArg, self.length, 0);
  if (start === undefined) return undefined;
  const stop = searchBound(stopArg, self.length, Infinity);
  if (stop === undefined) return undefined;
  const i = find(self, v, start, stop);
  if (i === undefined) return undefined;
  return i < 0 ? valueError('deque.index(x): x not in deque') : int(i);
}

function insert(self: PyDeque, where: Value, v: Value): Result {
  const n = asSsize(where);
  if (n === undefined) return undefined;
  if (self.maxlen >= 0 && self.length >= self.maxlen) return indexError('deque already at its maximum size');
  const i = n < 0 ? Math.max(0, n + self.length) : Math.min(n, self.length);
  push(self, v);
  const mask = self.places.length - 1;
  for (let j = self.length - 1; j > i; j--)
    self.places[(self.head + j) & mask] = self.places[(self.head + j - 1) & mask];
  self.places[(self.head + i) & mask] = v;
  return None;
}

function remove(self: PyDeque, v: Value): Result {
  const { state } = self;
  for (let i = 0; i < self.length; i++) {
    const same = eq(at(self, i), v);
    if (same === undefined) return undefined;
    if (state !== self.state) return indexError('deque mutated during remove().');
    if (same) {
      removeAt(self, i);
      return None;
    }
  }
  return valueError('deque.remove(x): x not in deque');
}

function rotate(self: PyDeque, nArg?: Value): Result {
  const n = nArg === undefined ? 1 : asSsize(nArg);
  if (n === undefined) return undefined;
  if (self.length <= 1) return None;
  let left = ((n % self.length) + self.length) % self.length;
  if (left <= self.length / 2) for (; left > 0; left--) pushRotated(self, true);
  else for (left = self.length - left; left > 0; left--) pushRotated(self, false);
  return None;
}

/** Moves the last item to the front, or the first to the end. */
function pushRotated(self: PyDeque, right: boolean): void {
  const { maxlen } = self;
  self.maxlen = -1;
  if (right) pushLeft(self, popLast(self));
  else push(self, shift(self));
  self.maxlen = maxlen;
}

function reverse(self: PyDeque): Result {
  setItems(self, dequeItems(self).reverse());
  return None;
}

// --- operators

function concat(self: PyDeque, other: Value): Result {
  if (!isDeque(other)) return typeError(`can only concatenate deque (not "${typeOf(other).name}") to deque`);
  const result = copy(self);
  if (result === undefined) return undefined;
  return extendRight(result as PyDeque, other) === undefined ? undefined : result;
}

function isDeque(v: Value): v is PyDeque {
  return typeof v === 'object' && v.cls.mro.includes(deque);
}

function repeat(self: PyDeque, n: Value): Result {
  const result = copy(self);
  return result === undefined ? undefined : inplaceRepeat(result as PyDeque, n);
}

function inplaceRepeat(self: PyDeque, n: Value): Result {
  const times = sequenceCount(n);
  if (times === undefined) return undefined;
  const items = dequeItems(self);
  if (times === 0) setItems(self, []);
  for (let k = 1; k < times; k++) for (const v of items) push(self, v);
  return self;
}

function inplaceConcat(self: PyDeque, other: Value): Result {
  return extendRight(self, other) === undefined ? undefined : self;
}

function compare(op: CompareOp) {
  return (self: PyDeque, other: Value): Result =>
    isDeque(other) ? compareSequences({ items: dequeItems(self) }, { items: dequeItems(other) }, op) : NotImplemented;
}

function repr(self: PyDeque): Result {
  const end = self.maxlen < 0 ? '])' : `], maxlen=${self.maxlen})`;
  const text = reprItems(self, { items: dequeItems(self) }, `${plainTypeName(typeOf(self))}([`, end, '[...]');
  return text === undefined ? undefined : strFromJs(text);
}

// --- iterators

class PyDequeIter extends PyObject {
  deque: PyDeque;
  state: number;
  given = 0;
  left: number;
  constructor(d?: PyDeque) {
    super();
    this.deque = d!;
    this.state = d === undefined ? 0 : d.state;
    this.left = d === undefined ? 0 : d.length;
  }
}

class PyDequeReverseIter extends PyDequeIter {}

function advance(it: PyDequeIter, backwards: boolean): Value | Done | undefined {
  // forwards, even an exhausted iterator notices a change
  if (it.left === 0 && (backwards || it.state === it.deque.state)) return DONE;
  if (it.state !== it.deque.state) {
    it.left = 0;
    return raise(E.RuntimeError!, 'deque mutated during iteration');
  }
  it.left--;
  const i = it.given++;
  return at(it.deque, backwards ? it.deque.length - 1 - i : i);
}

function iteratorType(name: string, layout: new () => PyDequeIter, backwards: boolean): PyType {
  const type: PyType = defineType({
    name,
    module: 'collections',
    instanceClass: layout as InstanceClass,
    slots: {
      new: (cls, args) => iteratorNew(cls, args),
      iter: (self) => self,
      next: (self: PyDequeIter) => advance(self, backwards),
    },
    methods: [
      method(
        '__length_hint__',
        '($self, /)',
        (self: PyDequeIter) => int(self.left),
        'Private method returning an estimate of len(list(it)).',
      ),
      method(
        '__reduce__',
        '($self, /)',
        (self: PyDequeIter) => tuple([type, tuple([self.deque, int(self.given)])]),
        'Return state information for pickling.',
      ),
    ],
  });
  return type;
}

/** `(deque, items to skip)`. */
function iteratorNew(cls: PyType, args: Value[]): Result {
  const d = args[0];
  if (d === undefined || !isDeque(d))
    return typeError(
      `${cls.name}() argument 1 must be collections.deque, not ${d === undefined ? 'None' : typeOf(d).name}`,
    );
  const skip = args[1] === undefined ? int(0) : asInt(args[1]);
  if (skip === undefined) return undefined;
  const it = newInstance<PyDequeIter>(cls);
  it.deque = d;
  it.state = d.state;
  it.given = Math.min(Number(skip), d.length);
  it.left = d.length - it.given;
  return it;
}

export const dequeIterator = iteratorType('_deque_iterator', PyDequeIter, false);
export const dequeReverseIterator = iteratorType('_deque_reverse_iterator', PyDequeReverseIter, true);

function popMethod(take: (d: PyDeque) => Value) {
  return (self: PyDeque): Result => (self.length === 0 ? indexError('pop from an empty deque') : take(self));
}

function adding(add: (d: PyDeque, v: Value) => void) {
  return (self: PyDeque, v: Value): Result => {
    add(self, v);
    return None;
  };
}

function clear(self: PyDeque): Result {
  setItems(self, []);
  return None;
}

export const deque: PyType = defineType({
  name: 'deque',
  module: 'collections',
  longName: true,
  instanceClass: PyDeque,
  doc: 'A list-like sequence optimized for data accesses near its endpoints.',
  signature: '([iterable[, maxlen]])',
  flags: TypeFlag.Base | TypeFlag.Sequence,
  hasWeakRef: true,
  slots: {
    new: dequeNew,
    init: dequeInit,
    repr,
    hash: null,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    iter: (self: PyDeque) => new PyDequeIter(self),
    len: (self: PyDeque) => self.length,
    bool: (self: PyDeque) => self.length > 0,
    getitem: getItem,
    setitem: setItem,
    delitem: delItem,
    contains,
    concat,
    repeat,
    iconcat: inplaceConcat,
    irepeat: inplaceRepeat,
  },
  methods: [
    method('append', '($self, item, /)', adding(push), 'Add an element to the right side of the deque.'),
    method('appendleft', '($self, item, /)', adding(pushLeft), 'Add an element to the left side of the deque.'),
    method('clear', '($self, /)', clear, 'Remove all elements from the deque.'),
    method('__copy__', '($self, /)', copy, 'Return a shallow copy of a deque.'),
    method('copy', '($self, /)', copy, 'Return a shallow copy of a deque.'),
    method('count', '($self, value, /)', count, 'Return number of occurrences of value.'),
    method(
      'extend',
      '($self, iterable, /)',
      extend,
      'Extend the right side of the deque with elements from the iterable.',
    ),
    method(
      'extendleft',
      '($self, iterable, /)',
      extendLeft,
      'Extend the left side of the deque with elements from the iterable.',
    ),
    method(
      'index',
      '($self, value, start=0, stop=sys.maxsize, /)',
      index,
      'Return first index of value.\n\nRaises ValueError if the value is not present.',
    ),
    method('insert', '($self, index, value, /)', insert, 'Insert value before index.'),
    method('pop', '($self, /)', popMethod(popLast), 'Remove and return the rightmost element.'),
    method('popleft', '($self, /)', popMethod(shift), 'Remove and return the leftmost element.'),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling.'),
    method('remove', '($self, value, /)', remove, 'Remove first occurrence of value.'),
    method(
      '__reversed__',
      '($self, /)',
      (self: PyDeque) => new PyDequeReverseIter(self),
      'Return a reverse iterator over the deque.',
    ),
    method('reverse', '($self, /)', reverse, 'Reverse *IN PLACE*.'),
    method(
      'rotate',
      '($self, n=1, /)',
      rotate,
      'Rotate the deque n steps to the right.  If n is negative, rotates left.',
    ),
    method(
      '__sizeof__',
      '($self, /)',
      (self: PyDeque) => int(184 + 8 * self.places.length),
      'Return the size of the deque in memory, in bytes.',
    ),
  ],
  classMethods: [CLASS_GETITEM],
  getset: [
    {
      name: 'maxlen',
      get: (self: PyDeque) => (self.maxlen < 0 ? None : int(self.maxlen)),
      doc: 'maximum size of a deque or None if unbounded',
    },
  ],
});
