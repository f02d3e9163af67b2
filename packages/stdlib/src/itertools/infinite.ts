/** count, cycle, repeat. */
import type { Done, PyInt, Result, Value } from '@pyston/objects';
import {
  add,
  asSsize,
  DONE,
  eq,
  int,
  isFloat,
  isInt,
  iterNext,
  method,
  PyObject,
  reprJs,
  strFromJs,
  typeError,
  typeOf,
} from '@pyston/objects';
import { iteratorType, OneSource, setSource } from './support.ts';

class Count extends PyObject {
  n!: Value;
  step!: Value;
}

function isNumber(v: Value): boolean {
  if (isInt(v) || isFloat(v)) return true;
  const { slots } = typeOf(v);
  return slots.index !== null || slots.float !== null || slots.int !== null || typeOf(v).name === 'complex';
}

function countRepr(self: Count): Result {
  const n = reprJs(self.n);
  if (n === undefined) return undefined;
  if (isInt(self.step) && eq(self.step, int(1)) === true) return strFromJs(`count(${n})`);
  const step = reprJs(self.step);
  return step === undefined ? undefined : strFromJs(`count(${n}, ${step})`);
}

export const count = iteratorType<Count>({
  name: 'count',
  layout: Count,
  signature: '(start=0, step=1)',
  doc: 'Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step',
  start: (self, n: Value = int(0), step: Value = int(1)) => {
    if (!isNumber(n) || !isNumber(step)) return typeError('a number is required');
    self.n = n;
    self.step = step;
    return true;
  },
  next: (self) => {
    const v = self.n;
    const after = add(v, self.step);
    if (after === undefined) return undefined;
    self.n = after;
    return v;
  },
  repr: countRepr,
});

class Cycle extends OneSource {
  saved: Value[] = [];
  /** Next index of `saved`, -1 while the source is not exhausted. */
  at = -1;
}

function cycleNext(self: Cycle): Value | Done | undefined {
  if (self.at < 0) {
    const v = iterNext(self.it);
    if (v === undefined) return undefined;
    if (v !== DONE) {
      self.saved.push(v);
      return v;
    }
    self.at = 0;
  }
  if (self.saved.length === 0) return DONE;
  const v = self.saved[self.at]!;
  self.at = self.at + 1 < self.saved.length ? self.at + 1 : 0;
  return v;
}

export const cycle = iteratorType<Cycle>({
  name: 'cycle',
  layout: Cycle,
  signature: '(iterable, /)',
  doc: 'Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.',
  start: setSource,
  next: cycleNext,
});

class Repeat extends PyObject {
  v!: Value;
  /** How many are left; -1 = without end. */
  left = -1;
}

function repeatRepr(self: Repeat): Result {
  const text = reprJs(self.v);
  if (text === undefined) return undefined;
  return strFromJs(self.left < 0 ? `repeat(${text})` : `repeat(${text}, ${self.left})`);
}

export const repeat = iteratorType<Repeat>({
  name: 'repeat',
  layout: Repeat,
  signature: '(object, times=None)',
  doc: 'repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.',
  start: (self, v: Value, times?: Value) => {
    self.v = v;
    if (times === undefined) return true;
    const n = asSsize(times);
    if (n === undefined) return undefined;
    self.left = Math.max(0, n);
    return true;
  },
  next: (self) => {
    if (self.left === 0) return DONE;
    if (self.left > 0) self.left--;
    return self.v;
  },
  repr: repeatRepr,
  methods: [
    method(
      '__length_hint__',
      '($self, /)',
      (self: Repeat): PyInt | undefined => (self.left < 0 ? typeError('len() of unsized object') : int(self.left)),
      'Private method returning an estimate of len(list(it)).',
    ),
  ],
});
