/**
 * Module `_heapq`: heaps in lists. The sequence of comparisons is CPython's: a removal first moves the hole down to a
 * leaf along the smaller children, then lets the displaced item rise.
 */
import type { ModuleSpec, NativeSpec, PyList, Result, Value } from '@pyston/objects';
import { defineModule, E, indexError, isList, lt, method, None, raise, typeError, typeOf } from '@pyston/objects';

type Before = (a: Value, b: Value) => boolean | undefined;

/** Min heap and max heap. */
const smaller: Before = lt;
const larger: Before = (a, b) => lt(b, a);

function changed(): undefined {
  return raise(E.RuntimeError!, 'list changed size during iteration');
}

/** Lets the item at `pos` rise, not above `start`. */
function rise(heap: PyList, start: number, pos: number, before: Before): true | undefined {
  const { length } = heap.items;
  const item = heap.items[pos]!;
  while (pos > start) {
    const parent = (pos - 1) >> 1;
    const up = before(item, heap.items[parent]!);
    if (up === undefined) return undefined;
    if (heap.items.length !== length) return changed();
    if (!up) break;
    heap.items[pos] = heap.items[parent]!;
    heap.items[parent] = item;
    pos = parent;
  }
  return true;
}

/** Moves the item at `pos` down to a leaf and lets it rise from there. */
function sink(heap: PyList, pos: number, before: Before): true | undefined {
  const end = heap.items.length;
  const start = pos;
  const limit = end >> 1;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < end) {
      const left = before(heap.items[child]!, heap.items[child + 1]!);
      if (left === undefined) return undefined;
      if (heap.items.length !== end) return changed();
      if (!left) child++;
    }
    const t = heap.items[child]!;
    heap.items[child] = heap.items[pos]!;
    heap.items[pos] = t;
    pos = child;
  }
  return rise(heap, start, pos, before);
}

function push(heap: PyList, item: Value, before: Before): Result {
  heap.items.push(item);
  return rise(heap, 0, heap.items.length - 1, before) === undefined ? undefined : None;
}

function pop(heap: PyList, before: Before): Result {
  if (heap.items.length === 0) return indexError('index out of range');
  const last = heap.items.pop()!;
  if (heap.items.length === 0) return last;
  const first = heap.items[0]!;
  heap.items[0] = last;
  return sink(heap, 0, before) === undefined ? undefined : first;
}

function replace(heap: PyList, item: Value, before: Before): Result {
  if (heap.items.length === 0) return indexError('index out of range');
  const first = heap.items[0]!;
  heap.items[0] = item;
  return sink(heap, 0, before) === undefined ? undefined : first;
}

function pushPop(heap: PyList, item: Value, before: Before): Result {
  if (heap.items.length === 0) return item;
  const first = heap.items[0]!;
  const goesIn = before(first, item);
  if (goesIn === undefined) return undefined;
  if (!goesIn) return item;
  if (heap.items.length === 0) return indexError('index out of range');
  return replace(heap, item, before);
}

function heapify(heap: PyList, before: Before): Result {
  for (let i = (heap.items.length >> 1) - 1; i >= 0; i--) if (sink(heap, i, before) === undefined) return undefined;
  return None;
}

function notAList(name: string, v: Value, position: string): undefined {
  return typeError(`${name}() argument ${position}must be list, not ${typeOf(v).name}`);
}

function one(name: string, impl: (heap: PyList, before: Before) => Result, before: Before, doc: string): NativeSpec {
  return method(
    name,
    '(heap, /)',
    (heap: Value) => (isList(heap) ? impl(heap, before) : notAList(name, heap, '')),
    doc,
  );
}

function two(
  name: string,
  impl: (heap: PyList, item: Value, before: Before) => Result,
  before: Before,
  doc: string,
): NativeSpec {
  return method(
    name,
    '(heap, item, /)',
    (heap: Value, item: Value) => (isList(heap) ? impl(heap, item, before) : notAList(name, heap, '1 ')),
    doc,
  );
}

export const heapqModule: ModuleSpec = defineModule({
  name: '_heapq',
  doc: 'Heap queue algorithm (a.k.a. priority queue).',
  functions: [
    two('heappush', push, smaller, 'Push item onto heap, maintaining the heap invariant.'),
    two(
      'heappushpop',
      pushPop,
      smaller,
      'Push item on the heap, then pop and return the smallest item from the heap.\n\nThe combined action runs more efficiently than heappush() followed by\na separate call to heappop().',
    ),
    one('heappop', pop, smaller, 'Pop the smallest item off the heap, maintaining the heap invariant.'),
    two('heapreplace', replace, smaller, 'Pop and return the current smallest value, and add the new item.'),
    one('heapify', heapify, smaller, 'Transform list into a heap, in-place, in O(len(heap)) time.'),
    two('heappush_max', push, larger, 'Push item onto max heap, maintaining the heap invariant.'),
    two('heappushpop_max', pushPop, larger, 'Maxheap variant of heappushpop.'),
    one('heappop_max', pop, larger, 'Maxheap variant of heappop.'),
    two('heapreplace_max', replace, larger, 'Maxheap variant of heapreplace.'),
    one('heapify_max', heapify, larger, 'Maxheap variant of heapify.'),
  ],
});
