/** Slots and methods that set and frozenset share. */
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { ts } from '../core/thread-state.ts';
import type { Slots } from '../core/slots.ts';
import { NotImplemented } from '../core/singletons.ts';
import { int } from '../core/value.ts';
import type { Result, Value } from '../core/value.ts';
import { E, T } from '../core/registry.ts';
import { pendingIs } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { list } from '../list/list.ts';
import { enterRepr, leaveRepr, reprJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { objectGetState } from '../object/reduce.ts';
import { tuple } from '../tuple/tuple.ts';
import {
  setCopy,
  setDifference,
  setDifferenceUpdate,
  setEquals,
  setIntersection,
  setIsDisjoint,
  setIsSubset,
  setIsSuperset,
  setSymmetricDifference,
  setUpdate,
} from './algebra.ts';
import { PySetIter } from './iter.ts';
import { setHas, setItems, setLen } from './ops.ts';
import { isAnySet, isSet, PyFrozenSet, type PySet } from './set.ts';

/** Runs a membership operation; an unhashable set stands for the equal frozenset. */
export function withFrozen<R>(key: Value, operation: (key: Value) => R | undefined): R | undefined {
  const r = operation(key);
  if (r !== undefined || !isSet(key) || !pendingIs(E.TypeError!)) return r;
  ts.exc = null;
  const frozen = new PyFrozenSet();
  return setUpdate(frozen, key) === undefined ? undefined : operation(frozen);
}

export function setContains(self: PySet, key: Value): boolean | undefined {
  return withFrozen(key, (k) => setHas(self, k));
}

function setRepr(self: PySet): Result {
  const { name } = typeOf(self);
  if (!enterRepr(self)) return strFromJs(`${name}(...)`);
  let out = '';
  const items = setItems(self);
  for (let i = 0; i < items.length; i++) {
    const text = reprJs(items[i]!);
    if (text === undefined) {
      leaveRepr(self);
      return undefined;
    }
    out += i === 0 ? text : `, ${text}`;
  }
  leaveRepr(self);
  if (items.length === 0) return strFromJs(`${name}()`);
  return strFromJs(typeOf(self) === T.set ? `{${out}}` : `${name}({${out}})`);
}

type Test = (a: PySet, b: PySet) => boolean | undefined;

function comparison(test: Test) {
  return (self: PySet, other: Value): Result => (isAnySet(other) ? test(self, other) : NotImplemented);
}

function notEqual(a: PySet, b: PySet): boolean | undefined {
  const same = setEquals(a, b);
  return same === undefined ? undefined : !same;
}

type Combine = (a: PySet, b: Value) => PySet | undefined;

function operator(combine: Combine) {
  return (self: PySet, other: Value): Result => (isAnySet(other) ? combine(self, other) : NotImplemented);
}

function reflected(combine: Combine) {
  return (self: PySet, other: Value): Result => (isAnySet(other) ? combine(other, self) : NotImplemented);
}

function union(a: PySet, b: Value): PySet | undefined {
  const result = setCopy(a);
  return setUpdate(result, b) === undefined ? undefined : result;
}

export const COMMON_SLOTS: Partial<Slots> = {
  repr: setRepr,
  eq: comparison(setEquals),
  ne: comparison(notEqual),
  lt: comparison((a, b) => (setLen(a) < setLen(b) ? setIsSubset(a, b) : false)),
  le: comparison(setIsSubset),
  gt: comparison((a, b) => (setLen(a) > setLen(b) ? setIsSuperset(a, b) : false)),
  ge: comparison(setIsSuperset),
  iter: (self: PySet) => new PySetIter(self),
  len: setLen,
  contains: setContains,
  sub: operator(setDifference),
  rsub: reflected(setDifference),
  and: operator(setIntersection),
  rand: reflected(setIntersection),
  xor: operator(setSymmetricDifference),
  rxor: reflected(setSymmetricDifference),
  or: operator(union),
  ror: reflected(union),
};

// --- methods

function boolean(r: boolean | undefined): Result {
  return r;
}

function intersectionAll(self: PySet, others: Value[]): Result {
  if (others.length === 0) return setCopy(self);
  let result: PySet | undefined = self;
  for (const other of others) {
    result = setIntersection(result, other);
    if (result === undefined) return undefined;
  }
  return result;
}

function differenceAll(self: PySet, others: Value[]): Result {
  if (others.length === 0) return setCopy(self);
  const result = setDifference(self, others[0]!);
  if (result === undefined) return undefined;
  for (let i = 1; i < others.length; i++) if (setDifferenceUpdate(result, others[i]!) === undefined) return undefined;
  return result;
}

function unionAll(self: PySet, others: Value[]): Result {
  const result = setCopy(self);
  for (const other of others) if (setUpdate(result, other) === undefined) return undefined;
  return result;
}

function reduce(self: PySet): Result {
  const args = tuple([list(setItems(self))]);
  const state = objectGetState(self);
  return state === undefined ? undefined : tuple([typeOf(self), args, state]);
}

function sizeOf(self: PySet): Result {
  const mask = self.table === null ? 7 : self.table.mask;
  return int(200 + (mask > 7 ? (mask + 1) * 16 : 0));
}

const REDUCE_DOC = 'Return state information for pickling.';

export const COMMON_METHODS: readonly NativeSpec[] = [
  method(
    'difference',
    '($self, /, *others)',
    differenceAll,
    'Return a new set with elements in the set that are not in the others.',
  ),
  method(
    'intersection',
    '($self, /, *others)',
    intersectionAll,
    'Return a new set with elements common to the set and all others.',
  ),
  method(
    'isdisjoint',
    '($self, other, /)',
    (s, o) => boolean(setIsDisjoint(s, o)),
    'Return True if two sets have a null intersection.',
  ),
  method(
    'issubset',
    '($self, other, /)',
    (s, o) => boolean(setIsSubset(s, o)),
    'Report whether another set contains this set.',
  ),
  method(
    'issuperset',
    '($self, other, /)',
    (s, o) => boolean(setIsSuperset(s, o)),
    'Report whether this set contains another set.',
  ),
  method('__reduce__', '($self, /)', reduce, REDUCE_DOC),
  method('__sizeof__', '($self, /)', sizeOf, 'S.__sizeof__() -> size of S in memory, in bytes.'),
  method(
    'symmetric_difference',
    '($self, other, /)',
    setSymmetricDifference,
    'Return a new set with elements in either the set or other but not both.',
  ),
  method('union', '($self, /, *others)', unionAll, 'Return a new set with elements from the set and all others.'),
];

export const COMMON_CLASS_METHODS: readonly NativeSpec[] = [CLASS_GETITEM];
