/** Module `_queue`: SimpleQueue. Where the host has no threads a get() of an empty queue can only time out. */
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
  now,
  park,
  PyBaseException,
  PyObject,
  raise,
  raiseWith,
  typeError,
  TypeFlag,
  valueError,
  Waiter,
  wake,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';

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
  /** Threads in get(). */
  readonly waiters: Waiter[] = [];
}

function put(self: PySimpleQueue, item: Value): Result {
  self.items.push(item);
  wakeNext(self);
  return None;
}

function wakeNext(self: PySimpleQueue): void {
  const next = self.waiters.shift();
  if (next !== undefined) wake(next);
}

/** Waits until there may be an item; false: time is over, `undefined`: a signal handler raised. */
function wait(self: PySimpleQueue, deadline: number): boolean | undefined {
  const waiter = new Waiter();
  self.waiters.push(waiter);
  const woken = park(waiter, deadline);
  if (woken === true) return true;
  const at = self.waiters.indexOf(waiter);
  if (at >= 0) self.waiters.splice(at, 1);
  else if (self.first < self.items.length) wakeNext(self);
  return woken;
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
  const deadline = seconds === 0 || seconds === Infinity ? seconds : now() + seconds;
  while (self.first >= self.items.length) {
    if (seconds === 0) return raiseWith(Empty);
    if (seconds === Infinity && !hostOf().threads.supported)
      return raise(E.RuntimeError!, 'deadlock: the only thread waits for an item of an empty queue');
    const woken = wait(self, deadline);
    if (woken !== true) return woken === false ? raiseWith(Empty) : undefined;
  }
  return take(self);
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
