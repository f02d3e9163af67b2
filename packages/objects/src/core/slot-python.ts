/**
 * Generic slot functions: what a class written in Python has in a slot whose dunder it defines. Each looks the dunder
 * up on the type at every call (cached), so that they are shared by all classes.
 */
import type { PyBaseException } from '../exceptions/base.ts';
import { bind, callFound, callKw } from '../ops/call.ts';
import { clearIf, raise, typeError } from './errors.ts';
import { longLength } from './length.ts';
import { None } from './singletons.ts';
import { E, T } from './registry.ts';
import { PYTHON_SLOTS } from './slot-registry.ts';
import type { SlotRow } from './slots.ts';
import { SLOT_TABLE } from './slots.ts';
import { ts } from './thread-state.ts';
import { lookupType } from './type-attrs.ts';
import type { PyType } from './type.ts';
import { isExactOrSubtype, typeOf } from './type.ts';
import type { Absent, Result, Value } from './value.ts';
import { ABSENT, DONE, str } from './value.ts';

function special(self: Value, dunder: string, args: Value[], kwnames: readonly string[] | null = null): Result {
  const type = typeOf(self);
  const found = lookupType(type, dunder);
  if (found === ABSENT) return raise(E.AttributeError!, `'${type.name}' object has no attribute '${dunder}'`);
  return callFound(found, self, type, args, kwnames);
}

function noneIs(self: Value, dunder: string): boolean {
  return lookupType(typeOf(self), dunder) === None;
}

const GENERIC: Record<string, (row: SlotRow) => (...args: any[]) => any> = {
  unary:
    ({ dunder }) =>
    (self) =>
      special(self, dunder, []),
  binary:
    ({ dunder }) =>
    (self, other) =>
      special(self, dunder, [other]),
  pow:
    ({ dunder }) =>
    (self, a, b) =>
      special(self, dunder, b === None || b === undefined ? [a] : [a, b]),
  call:
    ({ dunder }) =>
    (self, args, kwnames) =>
      special(self, dunder, args, kwnames),
  setattr:
    ({ dunder }) =>
    (self, name, value) =>
      toNone(special(self, dunder, [str(name), value])),
  delattr:
    ({ dunder }) =>
    (self, name) =>
      toNone(special(self, dunder, [str(name)])),
  setitem:
    ({ dunder }) =>
    (self, key, value) =>
      toNone(special(self, dunder, [key, value])),
  delitem:
    ({ dunder }) =>
    (self, key) =>
      toNone(special(self, dunder, [key])),
  descrset:
    ({ dunder }) =>
    (self, obj, value) =>
      toNone(special(self, dunder, [obj, value])),
  descrdelete:
    ({ dunder }) =>
    (self, obj) =>
      toNone(special(self, dunder, [obj])),
  init:
    ({ dunder }) =>
    (self, args, kwnames) =>
      checkInit(special(self, dunder, args, kwnames)),
};

function toNone(r: Result): Result {
  return r === undefined ? undefined : None;
}

function checkInit(r: Result): Result {
  if (r === undefined || r === None) return r;
  return typeError(`__init__() should return None, not '${typeOf(r).name}'`);
}

for (const row of SLOT_TABLE) {
  const make = GENERIC[row.kind];
  if (make !== undefined && !(row.slot in PYTHON_SLOTS)) (PYTHON_SLOTS as any)[row.slot] = make(row);
}

PYTHON_SLOTS.unhashable = (self) => typeError(`unhashable type: '${typeOf(self).name}'`);

PYTHON_SLOTS.hash = (self) => {
  const r = special(self, '__hash__', []);
  if (r === undefined) return undefined;
  const t = typeof r;
  if (t !== 'number' && t !== 'bigint' && !isExactOrSubtype(r, T.int))
    return typeError('__hash__ method should return an integer');
  return normaliseHash(r);
};

/** A user hash in the range of Py_hash_t, as CPython's slot_tp_hash: big ints are hashed themselves; -1 becomes -2. */
function normaliseHash(r: Value): any {
  if (typeof r === 'number') return r === -1 ? -2 : r;
  if (typeof r === 'bigint') {
    if (r >= -(2n ** 63n) && r < 2n ** 63n) return r;
    return T.int.slots.hash!(r);
  }
  if (typeof r === 'boolean') return r ? 1 : 0;
  return normaliseHash((r as any).value);
}

PYTHON_SLOTS.bool = (self) => {
  const r = special(self, '__bool__', []);
  if (r === undefined) return undefined;
  if (typeof r === 'boolean') return r;
  return typeError(`__bool__ should return bool, returned ${typeOf(r).name}`);
};

PYTHON_SLOTS.len = (self) => {
  const r = special(self, '__len__', []);
  return r === undefined ? undefined : lengthOf(r);
};

/** Checks the result of a Python `__len__`. */
function lengthOf(r: Value): number | undefined {
  const index = typeOf(r).slots.index;
  if (index === null) return typeError(`'${typeOf(r).name}' object cannot be interpreted as an integer`);
  const n = index(r);
  if (n === undefined) return undefined;
  if ((n as any) < 0) return raise(E.ValueError!, '__len__() should return >= 0');
  if (typeof n === 'number') return n;
  const long = BigInt(n as bigint);
  return long < 1n << 63n ? longLength(long) : raise(E.OverflowError!, "cannot fit 'int' into an index-sized integer");
}

PYTHON_SLOTS.contains = (self, value) => {
  const found = lookupType(typeOf(self), '__contains__');
  if (found === None) return typeError(`'${typeOf(self).name}' object is not a container`);
  const r = special(self, '__contains__', [value]);
  if (r === undefined) return undefined;
  return truth(r);
};

/** Truth of the result of `__contains__`; a copy of ops/compare's isTrue, which builds on this module. */
function truth(v: Value): boolean | undefined {
  if (typeof v === 'boolean') return v;
  const { slots } = typeOf(v);
  if (slots.bool !== null) return slots.bool(v);
  if (slots.len !== null) {
    const n = slots.len(v);
    return n === undefined ? undefined : n !== 0;
  }
  return true;
}

PYTHON_SLOTS.iter = (self) => {
  if (noneIs(self, '__iter__')) return typeError(`'${typeOf(self).name}' object is not iterable`);
  return special(self, '__iter__', []);
};

PYTHON_SLOTS.next = (self) => {
  const r = special(self, '__next__', []);
  if (r !== undefined) return r;
  const exc = ts.exc as (PyBaseException & { value?: Value }) | null;
  if (!clearIf(E.StopIteration!)) return undefined;
  ts.stopValue = exc?.value ?? undefined;
  return DONE;
};

PYTHON_SLOTS.getattro = (self, name) => {
  const type = typeOf(self);
  const getattribute = lookupType(type, '__getattribute__');
  const native = NATIVE_GETATTRIBUTE.get(getattribute as Value);
  const r = native !== undefined ? native(self, name) : special(self, '__getattribute__', [str(name)]);
  if (r !== undefined) return r;
  const fallback = lookupType(type, '__getattr__');
  if (fallback === ABSENT || !clearIf(E.AttributeError!)) return undefined;
  return callFound(fallback, self, type, [str(name)], null);
};

/** getattro functions behind slot wrappers of `__getattribute__`, filled when wrappers are made. */
export const NATIVE_GETATTRIBUTE: Map<Value, (self: Value, name: string) => Result> = new Map();

PYTHON_SLOTS.descrGet = (self: Value, obj: Value | Absent, owner: PyType) => {
  const type = typeOf(self);
  const found = lookupType(type, '__get__');
  if (found === ABSENT) return self;
  return callFound(found, self, type, [obj === ABSENT ? None : obj, owner], null);
};

/** `__new__` is a static method that receives the class explicitly. */
PYTHON_SLOTS.new = (cls, args, kwnames) => {
  const found = lookupType(cls, '__new__');
  if (found === ABSENT) return typeError(`cannot create '${cls.name}' instances`);
  const fn = bind(found, ABSENT, cls);
  return fn === undefined ? undefined : callKw(fn, [cls, ...args], kwnames);
};
