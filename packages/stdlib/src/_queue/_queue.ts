/** Module `_queue`: SimpleQueue for one thread. A blocking get() of an empty queue can only time out. */
import type { InstanceClass, ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asFloat,
  CLASS_GETITEM,
  defineModule,
  defineType,
  E,
  int,
  isTrue,
  method,
  newInstance,
  None,
  PyBaseException,
  PyObject,
  raise,
  raiseWith,
  typeError,
  TypeFlag,
  valueError,
} from '@pyston/objects';

const Empty: PyType = defineType({
  name: 'Empty',
  module: '_queue',
  base: E.Exception!,
  instanceClass: class extends PyBaseException {},
  doc: 'Exception raised by Queue.get(block=0)/get_nowait().',
  flags: TypeFlag.Base,
  hasDict: true,
});

class PySimpleQueue extends PyObject {
  items: Value[] = [];
  /** Index of the first item: taken ones are dropped in bulk. */
  first = 0;
}

function put(self: PySimpleQueue, item: Value): Result {
  self.items.push(item);
  return None;
}

function take(self: PySimpleQueue): Value {
  const v = self.items[self.first]!;
  self.items[self.first++] = None;
  if (self.first > 64 && self.first * 2 > self.items.length) {
    self.items = self.items.slice(self.first);
    self.first = 0;
  }
  return v;
}

function get(self: PySimpleQueue, blockArg?: Value, timeoutArg: Value = None): Result {
  const block = blockArg === undefined ? true : isTrue(blockArg);
  if (block === undefined) return undefined;
  let seconds = block ? Infinity : 0;
  if (block && timeoutArg !== None) {
    const timeout = asFloat(timeoutArg);
    if (timeout === undefined) return undefined;
    if (timeout < 0) return valueError("'timeout' must be a non-negative number");
    seconds = timeout;
  }
  if (self.first < self.items.length) return take(self);
  if (seconds === Infinity)
    return raise(E.RuntimeError!, 'deadlock: the only thread waits for an item of an empty queue');
  if (seconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
  return raiseWith(Empty);
}

const simpleQueue: PyType = defineType({
  name: 'SimpleQueue',
  module: '_queue',
  instanceClass: PySimpleQueue as InstanceClass,
  doc: 'Simple, unbounded, reentrant FIFO queue.',
  signature: '()',
  flags: TypeFlag.Base,
  hasWeakRef: true,
  slots: {
    new: (cls, args) =>
      args.length > 0 ? typeError('SimpleQueue() takes no positional arguments') : newInstance<PySimpleQueue>(cls),
  },
  methods: [
    method(
      'empty',
      '($self, /)',
      (self: PySimpleQueue) => self.first >= self.items.length,
      'Return True if the queue is empty, False otherwise (not reliable!).',
    ),
    method('get', '($self, /, block=True, timeout=None)', get, 'Remove and return an item from the queue.'),
    method(
      'get_nowait',
      '($self, /)',
      (self: PySimpleQueue) => get(self, false),
      'Remove and return an item from the queue without blocking.',
    ),
    method('put', '($self, /, item, block=True, timeout=None)', put, 'Put the item on the queue.'),
    method('put_nowait', '($self, /, item)', put, 'Put an item into the queue without blocking.'),
    method(
      'qsize',
      '($self, /)',
      (self: PySimpleQueue) => int(self.items.length - self.first),
      'Return the approximate size of the queue (not reliable!).',
    ),
  ],
  classMethods: [CLASS_GETITEM],
});

export const queueModule: ModuleSpec = defineModule({
  name: '_queue',
  doc: 'C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.',
  types: [simpleQueue],
  attrs: () => ({ Empty }),
});
