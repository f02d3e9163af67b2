/** Type `set`. Layout: set/set.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { keyError, raise, typeError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import {
  setCopy,
  setDifferenceUpdate,
  setIntersectionUpdate,
  setSymmetricDifferenceUpdate,
  setUpdate,
  takeBody,
} from './algebra.ts';
import { COMMON_CLASS_METHODS, COMMON_METHODS, COMMON_SLOTS, withFrozen } from './common.ts';
import { setAdd, setClear, setDiscard, setLen, setPop } from './ops.ts';
import { isAnySet, PySet } from './set.ts';

function setNew(cls: PyType): Result {
  return cls === T.set ? new PySet() : newInstance<PySet>(cls);
}

function setInit(self: PySet, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('set() takes no keyword arguments');
  if (args.length > 1) return typeError(`${typeOf(self).name} expected at most 1 argument, got ${args.length}`);
  if (setLen(self) > 0) setClear(self);
  if (args.length === 0) return None;
  return setUpdate(self, args[0]!) === undefined ? undefined : None;
}

type Update = (s: PySet, other: Value) => true | undefined;

function inplace(update: Update) {
  return (self: PySet, other: Value): Result => {
    if (!isAnySet(other)) return NotImplemented;
    return update(self, other) === undefined ? undefined : self;
  };
}

/** An updating method: gives None. */
function updating(update: Update) {
  return (self: PySet, other: Value): Result => (update(self, other) === undefined ? undefined : None);
}

function updatingAll(update: Update) {
  return (self: PySet, others: Value[]): Result => {
    for (const other of others) if (update(self, other) === undefined) return undefined;
    return None;
  };
}

function clear(self: PySet): Result {
  setClear(self);
  return None;
}

function discard(self: PySet, key: Value): Result {
  return withFrozen(key, (k) => setDiscard(self, k)) === undefined ? undefined : None;
}

function remove(self: PySet, key: Value): Result {
  const had = withFrozen(key, (k) => setDiscard(self, k));
  if (had === undefined) return undefined;
  return had ? None : keyError(key);
}

function pop(self: PySet): Result {
  return setPop(self) ?? raise(E.KeyError!, 'pop from an empty set');
}

/** Several operands at once: the set is changed only when all are known. */
function intersectionUpdateAll(self: PySet, others: Value[]): Result {
  const result = setCopy(self);
  for (const other of others) if (setIntersectionUpdate(result, other) === undefined) return undefined;
  takeBody(self, result);
  return None;
}

T.set = defineType({
  name: 'set',
  instanceClass: PySet,
  doc: 'Build an unordered collection of unique elements.',
  signature: '(iterable=(), /)',
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  hasWeakRef: true,
  slots: {
    ...COMMON_SLOTS,
    new: setNew,
    init: setInit,
    hash: null,
    isub: inplace(setDifferenceUpdate),
    iand: inplace(setIntersectionUpdate),
    ixor: inplace(setSymmetricDifferenceUpdate),
    ior: inplace(setUpdate),
  },
  methods: [
    ...COMMON_METHODS,
    method(
      'add',
      '($self, object, /)',
      updating(setAdd),
      'Add an element to a set.\n\nThis has no effect if the element is already present.',
    ),
    method('clear', '($self, /)', clear, 'Remove all elements from this set.'),
    method('copy', '($self, /)', setCopy, 'Return a shallow copy of a set.'),
    method(
      'discard',
      '($self, object, /)',
      discard,
      'Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.',
    ),
    method(
      'difference_update',
      '($self, /, *others)',
      updatingAll(setDifferenceUpdate),
      'Update the set, removing elements found in others.',
    ),
    method(
      'intersection_update',
      '($self, /, *others)',
      intersectionUpdateAll,
      'Update the set, keeping only elements found in it and all others.',
    ),
    method(
      'pop',
      '($self, /)',
      pop,
      'Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.',
    ),
    method(
      'remove',
      '($self, object, /)',
      remove,
      'Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.',
    ),
    method(
      'symmetric_difference_update',
      '($self, other, /)',
      updating(setSymmetricDifferenceUpdate),
      'Update the set, keeping only elements found in either set, but not in both.',
    ),
    method('update', '($self, /, *others)', updatingAll(setUpdate), 'Update the set, adding elements from all others.'),
  ],
  classMethods: COMMON_CLASS_METHODS,
});

T.set.construct1 = (iterable) => {
  const s = new PySet();
  return setUpdate(s, iterable) === undefined ? undefined : s;
};
