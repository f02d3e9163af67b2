/** Type `slice`. Layout: slice/slice.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError, valueError } from '../core/errors.ts';
import type { InstanceClass } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { compareSequences } from '../core/sequence.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { intCompare } from '../int/ops.ts';
import { index } from '../ops/arith.ts';
import type { CompareOp } from '../ops/compare.ts';
import { reprJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { hashLanes } from '../tuple/hash.ts';
import { tuple } from '../tuple/tuple.ts';
import { longSliceIndices } from './indices.ts';
import { PySlice } from './slice.ts';

function sliceNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('slice() takes no keyword arguments');
  if (args.length === 0) return typeError('slice expected at least 1 argument, got 0');
  if (args.length > 3) return typeError(`slice expected at most 3 arguments, got ${args.length}`);
  return args.length === 1 ? new PySlice(None, args[0]!, None) : new PySlice(args[0]!, args[1]!, args[2] ?? None);
}

function parts(s: PySlice): Value[] {
  return [s.start, s.stop, s.step];
}

function sliceRepr(self: PySlice): Result {
  const texts: string[] = [];
  for (const part of parts(self)) {
    const text = reprJs(part);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return strFromJs(`slice(${texts.join(', ')})`);
}

function compare(op: CompareOp) {
  return (self: PySlice, other: Value): Result => {
    if (!(other instanceof PySlice)) return NotImplemented;
    if (self === other) return op === 'eq' || op === 'le' || op === 'ge';
    return compareSequences({ items: parts(self) }, { items: parts(other) }, op);
  };
}

function indices(self: PySlice, lengthArg: Value): Result {
  const length = index(lengthArg);
  if (length === undefined) return undefined;
  if (intCompare(length, int(0)) < 0) return valueError('length should not be negative');
  const r = longSliceIndices(self, length);
  return r === undefined ? undefined : tuple([r.start, r.stop, r.step]);
}

T.slice = defineType({
  name: 'slice',
  instanceClass: PySlice as InstanceClass,
  doc: 'slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.\n\nThis is used for extended slicing (e.g. a[0:10:2]).',
  slots: {
    new: sliceNew,
    repr: sliceRepr,
    hash: (self: PySlice) => hashLanes(parts(self), 0, 0),
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
  },
  methods: [
    method(
      'indices',
      '($self, object, /)',
      indices,
      'S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.',
    ),
    method(
      '__reduce__',
      '($self, /)',
      (self: PySlice) => tuple([T.slice, tuple(parts(self))]),
      'Return state information for pickling.',
    ),
  ],
  members: [
    { name: 'start', field: 'start' },
    { name: 'stop', field: 'stop' },
    { name: 'step', field: 'step' },
  ],
});
