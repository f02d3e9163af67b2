/** dict_keys, dict_values, dict_items: live views of a dict. Keys and items are set-like. */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { method } from '../core/define.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { NotImplemented } from '../core/singletons.ts';
import type { Slots } from '../core/slots.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import type { CompareOp } from '../ops/compare.ts';
import { eq } from '../ops/compare.ts';
import { contains, len } from '../ops/items.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { enterRepr, leaveRepr, reprJs } from '../ops/text.ts';
import { setDifferenceUpdate, setSymmetricDifferenceUpdate, setUpdate } from '../set/algebra.ts';
import { setAdd } from '../set/ops.ts';
import { isAnySet, PySet } from '../set/set.ts';
import { strFromJs } from '../str/astral.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { list } from '../list/list.ts';
import type { PyDict } from './dict.ts';
import { dictItems, dictKeys, dictValues } from './entries.ts';
import {
  PyDictItemIter,
  PyDictKeyIter,
  PyDictReverseItemIter,
  PyDictReverseKeyIter,
  PyDictReverseValueIter,
  PyDictValueIter,
} from './iter.ts';
import { dictGet, dictHas, dictLen } from './ops.ts';
import { mappingProxy } from './proxy.ts';

export class PyDictView extends PyObject {
  readonly dict: PyDict;
  constructor(dict: PyDict) {
    super();
    this.dict = dict;
  }
}

export class PyDictKeys extends PyDictView {}
export class PyDictValues extends PyDictView {}
export class PyDictItems extends PyDictView {}

/** dict_keys or dict_items, or a type derived from them. */
function isSetView(v: Value): v is PyDictView {
  if (typeof v !== 'object') return false;
  return (
    v instanceof PyDictKeys ||
    v instanceof PyDictItems ||
    v.cls.mro.includes(T.dict_keys) ||
    v.cls.mro.includes(T.dict_items)
  );
}

function viewRepr(entries: (d: PyDict) => Value[]) {
  return (self: PyDictView): Result => {
    if (!enterRepr(self)) return strFromJs('...');
    const text = reprJs(list(entries(self.dict)));
    leaveRepr(self);
    return text === undefined ? undefined : strFromJs(`${typeOf(self).name}(${text})`);
  };
}

function keysContain(self: PyDictView, key: Value): boolean | undefined {
  return dictHas(self.dict, key);
}

function itemsContain(self: PyDictView, item: Value): boolean | undefined {
  if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
  const value = dictGet(self.dict, item.items[0]!);
  if (value === undefined) return undefined;
  return value === ABSENT ? false : eq(value, item.items[1]!);
}

// --- set operations

/** True if all items of `a` are in `b`. */
function allIn(a: Value, b: Value): boolean | undefined {
  const it = getIter(a);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    const has = contains(b, v);
    if (has !== true) return has;
  }
}

function compare(op: CompareOp) {
  return (self: PyDictView, other: Value): Result => {
    if (!isAnySet(other) && !isSetView(other)) return NotImplemented;
    const a = dictLen(self.dict);
    const b = len(other);
    if (b === undefined) return undefined;
    switch (op) {
      case 'eq':
        return a === b ? allIn(self, other) : false;
      case 'ne': {
        const same = a === b ? allIn(self, other) : false;
        return same === undefined ? undefined : !same;
      }
      case 'lt':
        return a < b ? allIn(self, other) : false;
      case 'le':
        return a <= b ? allIn(self, other) : false;
      case 'gt':
        return a > b ? allIn(other, self) : false;
      default:
        return a >= b ? allIn(other, self) : false;
    }
  };
}

type Update = (s: PySet, other: Value) => true | undefined;

/** A set of the left operand's items, updated with the right one. */
function combined(update: Update, left: Value, right: Value): Result {
  const result = new PySet();
  if (setUpdate(result, left) === undefined) return undefined;
  return update(result, right) === undefined ? undefined : result;
}

function operator(update: Update) {
  return (self: PyDictView, other: Value): Result => combined(update, self, other);
}

function reflected(update: Update) {
  return (self: PyDictView, other: Value): Result => combined(update, other, self);
}

/** `view & other`, iterating the other operand unless that is a longer set. */
function intersect(self: PyDictView, other: Value): Result {
  if (isAnySet(other) || isSetView(other)) {
    const n = len(other);
    if (n === undefined) return undefined;
    if (n > dictLen(self.dict)) return keepCommon(self, other);
  }
  return keepCommon(other, self);
}

function keepCommon(items: Value, within: Value): Result {
  const it = getIter(items);
  if (it === undefined) return undefined;
  const result = new PySet();
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return result;
    const has = contains(within, v);
    if (has === undefined || (has && setAdd(result, v) === undefined)) return undefined;
  }
}

function isDisjoint(self: PyDictView, other: Value): Result {
  if (self === other) return dictLen(self.dict) === 0;
  let items = other;
  let within: Value = self;
  if (isAnySet(other) || isSetView(other)) {
    const n = len(other);
    if (n === undefined) return undefined;
    if (n > dictLen(self.dict)) {
      items = self;
      within = other;
    }
  }
  const it = getIter(items);
  if (it === undefined) return undefined;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return true;
    const has = contains(within, v);
    if (has !== false) return has === undefined ? undefined : false;
  }
}

const SET_SLOTS: Partial<Slots> = {
  hash: null,
  eq: compare('eq'),
  ne: compare('ne'),
  lt: compare('lt'),
  le: compare('le'),
  gt: compare('gt'),
  ge: compare('ge'),
  sub: operator(setDifferenceUpdate),
  rsub: reflected(setDifferenceUpdate),
  and: intersect,
  rand: intersect,
  xor: operator(setSymmetricDifferenceUpdate),
  rxor: reflected(setSymmetricDifferenceUpdate),
  or: operator(setUpdate),
  ror: reflected(setUpdate),
};

const MAPPING: GetSetSpec = {
  name: 'mapping',
  get: (self: PyDictView) => mappingProxy(self.dict),
  doc: 'dictionary that this view refers to',
};

const SET_METHODS = [
  method(
    'isdisjoint',
    '($self, other, /)',
    isDisjoint,
    'Return True if the view and the given iterable have a null intersection.',
  ),
];

const length = (self: PyDictView): number => dictLen(self.dict);

T.dict_keys = defineType({
  name: 'dict_keys',
  instanceClass: PyDictKeys as unknown as InstanceClass,
  slots: {
    ...SET_SLOTS,
    repr: viewRepr(dictKeys),
    iter: (self: PyDictView) => new PyDictKeyIter(self.dict),
    len: length,
    contains: keysContain,
  },
  methods: [
    ...SET_METHODS,
    method(
      '__reversed__',
      '($self, /)',
      (self: PyDictView) => new PyDictReverseKeyIter(self.dict, dictKeys(self.dict)),
      'Return a reverse iterator over the dict keys.',
    ),
  ],
  getset: [MAPPING],
});

T.dict_items = defineType({
  name: 'dict_items',
  instanceClass: PyDictItems as unknown as InstanceClass,
  slots: {
    ...SET_SLOTS,
    repr: viewRepr(dictItems),
    iter: (self: PyDictView) => new PyDictItemIter(self.dict),
    len: length,
    contains: itemsContain,
  },
  methods: [
    ...SET_METHODS,
    method(
      '__reversed__',
      '($self, /)',
      (self: PyDictView) => new PyDictReverseItemIter(self.dict, dictItems(self.dict)),
      'Return a reverse iterator over the dict items.',
    ),
  ],
  getset: [MAPPING],
});

T.dict_values = defineType({
  name: 'dict_values',
  instanceClass: PyDictValues as unknown as InstanceClass,
  slots: { repr: viewRepr(dictValues), iter: (self: PyDictView) => new PyDictValueIter(self.dict), len: length },
  methods: [
    method(
      '__reversed__',
      '($self, /)',
      (self: PyDictView) => new PyDictReverseValueIter(self.dict, dictValues(self.dict)),
      'Return a reverse iterator over the dict values.',
    ),
  ],
  getset: [MAPPING],
});
