/**
 * Slots: the operations that a type implements, one JS function each, and the table that ties each slot to
 * its dunder name both ways (PEP 252-like "slot wrappers", Python Data model §3.3).
 *
 * Unlike CPython's binary slots, forward and reflected operations are two slots, called with (self, other).
 * A slot returns `undefined` after raising. NotImplemented is a Value that binary and compare slots may return.
 */
import type { Absent, Done, PyInt, PyStr, Result, Value } from './value.ts';
import type { PyType } from './type.ts';

export type Unary = (self: any) => Result;
export type Binary = (self: any, other: Value) => Result;
export type Ternary = (self: any, a: Value, b: Value) => Result;
/** `args` are the positional arguments, then one value per name in `kwnames`. The callee may not keep or change `args`. */
export type CallSlot = (self: any, args: Value[], kwnames: readonly string[] | null) => Result;

export class Slots {
  repr: ((self: any) => PyStr | Result) | null = null;
  str: ((self: any) => PyStr | Result) | null = null;
  /** 64-bit hash as CPython's, never -1; `undefined` = raised (unhashable). */
  hash: ((self: any) => PyInt | undefined) | null = null;
  call: CallSlot | null = null;
  getattro: ((self: any, name: string) => Result) | null = null;
  /** Stores; gives None, `undefined` when raised. */
  setattro: ((self: any, name: string, value: Value) => Result) | null = null;
  delattro: ((self: any, name: string) => Result) | null = null;
  iter: Unary | null = null;
  next: ((self: any) => Value | Done | undefined) | null = null;
  /** `obj` is ABSENT for access through the class. */
  descrGet: ((self: any, obj: Value | Absent, owner: PyType) => Result) | null = null;
  descrSet: ((self: any, obj: Value, value: Value) => Result) | null = null;
  descrDelete: ((self: any, obj: Value) => Result) | null = null;
  new: ((cls: PyType, args: Value[], kwnames: readonly string[] | null) => Result) | null = null;
  /** Gives None. */
  init: ((self: any, args: Value[], kwnames: readonly string[] | null) => Result) | null = null;
  del: Unary | null = null;

  eq: Binary | null = null;
  ne: Binary | null = null;
  lt: Binary | null = null;
  le: Binary | null = null;
  gt: Binary | null = null;
  ge: Binary | null = null;

  bool: ((self: any) => boolean | undefined) | null = null;
  int: Unary | null = null;
  float: Unary | null = null;
  index: Unary | null = null;
  neg: Unary | null = null;
  pos: Unary | null = null;
  abs: Unary | null = null;
  invert: Unary | null = null;

  add: Binary | null = null;
  sub: Binary | null = null;
  mul: Binary | null = null;
  matmul: Binary | null = null;
  truediv: Binary | null = null;
  floordiv: Binary | null = null;
  mod: Binary | null = null;
  divmod: Binary | null = null;
  /** `pow(self, exponent, modulus)`, modulus None when absent. */
  pow: Ternary | null = null;
  lshift: Binary | null = null;
  rshift: Binary | null = null;
  and: Binary | null = null;
  or: Binary | null = null;
  xor: Binary | null = null;
  radd: Binary | null = null;
  rsub: Binary | null = null;
  rmul: Binary | null = null;
  rmatmul: Binary | null = null;
  rtruediv: Binary | null = null;
  rfloordiv: Binary | null = null;
  rmod: Binary | null = null;
  rdivmod: Binary | null = null;
  rpow: Ternary | null = null;
  rlshift: Binary | null = null;
  rrshift: Binary | null = null;
  rand: Binary | null = null;
  ror: Binary | null = null;
  rxor: Binary | null = null;
  iadd: Binary | null = null;
  isub: Binary | null = null;
  imul: Binary | null = null;
  imatmul: Binary | null = null;
  itruediv: Binary | null = null;
  ifloordiv: Binary | null = null;
  imod: Binary | null = null;
  ipow: Ternary | null = null;
  ilshift: Binary | null = null;
  irshift: Binary | null = null;
  iand: Binary | null = null;
  ior: Binary | null = null;
  ixor: Binary | null = null;

  /** Sequence `+`, `*`, `+=`, `*=` (CPython's sq_concat …): tried after the number slots; appear as __add__, __mul__, __rmul__ … */
  concat: Binary | null = null;
  repeat: Binary | null = null;
  iconcat: Binary | null = null;
  irepeat: Binary | null = null;

  /** Length as a JS number (≤ 2**53-1), `undefined` = raised. */
  len: ((self: any) => number | undefined) | null = null;
  getitem: Binary | null = null;
  setitem: Ternary | null = null;
  delitem: Binary | null = null;
  contains: ((self: any, value: Value) => boolean | undefined) | null = null;

  await: Unary | null = null;
  aiter: Unary | null = null;
  anext: Unary | null = null;
  /** Buffer protocol; see core/buffer.ts. */
  getbuffer: ((self: any, flags: number) => any) | null = null;
}

export type SlotName = keyof Slots;

/** How a slot's JS signature is seen from Python. */
export type SlotKind =
  | 'unary'
  | 'binary'
  | 'ternary'
  | 'pow'
  | 'call'
  | 'getattr'
  | 'setattr'
  | 'delattr'
  | 'next'
  | 'descrget'
  | 'descrset'
  | 'descrdelete'
  | 'init'
  | 'hash'
  | 'bool'
  | 'len'
  | 'setitem'
  | 'delitem'
  | 'contains';

export interface SlotRow {
  readonly slot: SlotName;
  readonly dunder: string;
  readonly kind: SlotKind;
  readonly doc: string;
}

function rows(kind: SlotKind, ...list: [SlotName, string, string][]): SlotRow[] {
  return list.map(([slot, dunder, doc]) => ({ slot, dunder, kind, doc }));
}

const ARITHMETIC: [string, string][] = [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['matmul', '@'],
  ['truediv', '/'],
  ['floordiv', '//'],
  ['mod', '%'],
  ['lshift', '<<'],
  ['rshift', '>>'],
  ['and', '&'],
  ['or', '|'],
  ['xor', '^'],
];

function arithmeticRows(): SlotRow[] {
  const out: SlotRow[] = [];
  for (const [name, sign] of ARITHMETIC) {
    out.push(...rows('binary', [name as SlotName, `__${name}__`, `Return self${sign}value.`]));
    out.push(...rows('binary', [`r${name}` as SlotName, `__r${name}__`, `Return value${sign}self.`]));
    out.push(...rows('binary', [`i${name}` as SlotName, `__i${name}__`, `Return self${sign}=value.`]));
  }
  return out;
}

/** Every slot that has a dunder. Where two rows share a dunder (add/concat), the first present one gives the attribute. */
export const SLOT_TABLE: readonly SlotRow[] = [
  ...rows('unary', ['repr', '__repr__', 'Return repr(self).'], ['str', '__str__', 'Return str(self).']),
  ...rows('hash', ['hash', '__hash__', 'Return hash(self).']),
  ...rows('call', ['call', '__call__', 'Call self as a function.']),
  ...rows('getattr', ['getattro', '__getattribute__', 'Return getattr(self, name).']),
  ...rows('setattr', ['setattro', '__setattr__', 'Implement setattr(self, name, value).']),
  ...rows('delattr', ['delattro', '__delattr__', 'Implement delattr(self, name).']),
  ...rows('unary', ['iter', '__iter__', 'Implement iter(self).']),
  ...rows('next', ['next', '__next__', 'Implement next(self).']),
  ...rows('descrget', ['descrGet', '__get__', 'Return an attribute of instance, which is of type owner.']),
  ...rows('descrset', ['descrSet', '__set__', 'Set an attribute of instance to value.']),
  ...rows('descrdelete', ['descrDelete', '__delete__', 'Delete an attribute of instance.']),
  ...rows('init', ['init', '__init__', 'Initialize self.  See help(type(self)) for accurate signature.']),
  ...rows('unary', ['del', '__del__', 'Called when the instance is about to be destroyed.']),
  ...rows(
    'binary',
    ['lt', '__lt__', 'Return self<value.'],
    ['le', '__le__', 'Return self<=value.'],
    ['eq', '__eq__', 'Return self==value.'],
    ['ne', '__ne__', 'Return self!=value.'],
    ['gt', '__gt__', 'Return self>value.'],
    ['ge', '__ge__', 'Return self>=value.'],
  ),
  ...rows('bool', ['bool', '__bool__', 'True if self else False']),
  ...rows(
    'unary',
    ['int', '__int__', 'int(self)'],
    ['float', '__float__', 'float(self)'],
    ['index', '__index__', 'Return self converted to an integer, if self is suitable for use as an index into a list.'],
    ['neg', '__neg__', '-self'],
    ['pos', '__pos__', '+self'],
    ['abs', '__abs__', 'abs(self)'],
    ['invert', '__invert__', '~self'],
  ),
  ...arithmeticRows(),
  ...rows(
    'binary',
    ['divmod', '__divmod__', 'Return divmod(self, value).'],
    ['rdivmod', '__rdivmod__', 'Return divmod(value, self).'],
  ),
  ...rows(
    'pow',
    ['pow', '__pow__', 'Return pow(self, value, mod).'],
    ['rpow', '__rpow__', 'Return pow(value, self, mod).'],
  ),
  ...rows('pow', ['ipow', '__ipow__', 'Return self**=value.']),
  ...rows(
    'binary',
    ['concat', '__add__', 'Return self+value.'],
    ['repeat', '__mul__', 'Return self*value.'],
    ['repeat', '__rmul__', 'Return value*self.'],
    ['iconcat', '__iadd__', 'Implement self+=value.'],
    ['irepeat', '__imul__', 'Implement self*=value.'],
  ),
  ...rows('len', ['len', '__len__', 'Return len(self).']),
  ...rows('binary', ['getitem', '__getitem__', 'Return self[key].']),
  ...rows('setitem', ['setitem', '__setitem__', 'Set self[key] to value.']),
  ...rows('delitem', ['delitem', '__delitem__', 'Delete self[key].']),
  ...rows('contains', ['contains', '__contains__', 'Return bool(key in self).']),
  ...rows(
    'unary',
    ['await', '__await__', 'Return an iterator to be used in await expression.'],
    ['aiter', '__aiter__', 'Return an awaitable, that resolves in asynchronous iterator.'],
    ['anext', '__anext__', 'Return a value or raise StopAsyncIteration.'],
  ),
];

/** Rows by dunder; `__add__` has two. */
export const SLOT_ROWS_BY_DUNDER: ReadonlyMap<string, readonly SlotRow[]> = (() => {
  const map = new Map<string, SlotRow[]>();
  for (const row of SLOT_TABLE) {
    const list = map.get(row.dunder);
    if (list === undefined) map.set(row.dunder, [row]);
    else list.push(row);
  }
  return map;
})();
