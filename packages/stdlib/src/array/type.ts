/** Type array.array: construction and slots. */
import type { ItemMemory, PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  asSsize,
  beforeExport,
  BufferView,
  byteArrayData,
  CLASS_GETITEM,
  compareLengths,
  defineType,
  DONE,
  E,
  getAttr,
  getset,
  hooks,
  indexError,
  int,
  isByteArray,
  isBytes,
  itemMemories,
  jsString,
  method,
  None,
  NotImplemented,
  PyObject,
  PySlice,
  reprJs,
  richCompare,
  sliceIndices,
  str,
  strFromJs,
  strLen,
  strOrUndefined,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import type { CompareOp } from '@pyston/objects';
import type { ArrayCode } from './codes.ts';
import { CODES } from './codes.ts';
import {
  addBytes,
  addIterable,
  addText,
  extendByArray,
  isArray,
  isUnicode,
  registry,
  textOf,
  sameItem,
} from './contents.ts';
import { arrayMethods } from './methods.ts';
import { arrayBytes, arrayItem, newArray, PyArray, resize, setStore, splice } from './storage.ts';

class PyArrayIterator extends PyObject {
  array: PyArray | null = null;
  index = 0;
}

function codeArgument(v: Value): ArrayCode | undefined {
  const s = strOrUndefined(v);
  if (s === undefined) return typeError(`array() argument 1 must be a unicode character, not ${typeOf(v).name}`);
  if (strLen(s) !== 1)
    return typeError(`array() argument 1 must be a unicode character, not a string of length ${strLen(s)}`);
  const code = CODES.get(jsString(s));
  if (code === undefined) return valueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
  if (code.code !== 'u') return code;
  const warned = hooks.warn(
    E.DeprecationWarning!,
    "The 'u' type code is deprecated and will be removed in Python 3.16",
    1,
  );
  return warned === undefined ? undefined : code;
}

function arrayNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (cls === arrayType && kwnames !== null && kwnames.length > 0)
    return typeError('array.array() takes no keyword arguments');
  const given = kwnames === null ? args : args.slice(0, args.length - kwnames.length);
  if (given.length < 1) return typeError('array() takes at least 1 argument (0 given)');
  if (given.length > 2) return typeError(`array() takes at most 2 arguments (${given.length} given)`);
  const code = codeArgument(given[0]!);
  if (code === undefined) return undefined;
  const initial = given[1];
  if (initial !== undefined && !isUnicode(code)) {
    if (strOrUndefined(initial) !== undefined)
      return typeError(`cannot use a str to initialize an array with typecode '${code.code}'`);
    if (isArray(initial) && isUnicode(initial.code))
      return typeError(`cannot use a unicode array to initialize an array with typecode '${code.code}'`);
  }
  const a = newArray(cls, code, 0);
  return initial === undefined || fill(a, initial) ? a : undefined;
}

function fill(a: PyArray, initial: Value): boolean {
  if (isBytes(initial)) return addBytes(a, initial.bytes);
  if (isByteArray(initial)) return addBytes(a, byteArrayData(initial));
  const s = strOrUndefined(initial);
  if (s !== undefined) return addText(a, s);
  return addIterable(a, initial);
}

function arrayRepr(a: PyArray): Result {
  const name = typeOf(a).qualname;
  const { code } = a.code;
  if (a.length === 0) return str(`${name}('${code}')`);
  if (isUnicode(a.code)) {
    const value = textOf(a);
    const text = value === undefined ? undefined : reprJs(value);
    return text === undefined ? undefined : strFromJs(`${name}('${code}', ${text})`);
  }
  const parts: string[] = [];
  for (let i = 0; i < a.length; i++) parts.push(reprJs(arrayItem(a, i))!);
  return str(`${name}('${code}', [${parts.join(', ')}])`);
}

/** An index within bounds; undefined: raised. */
function position(a: PyArray, key: Value, message: string): number | undefined {
  if (typeOf(key).slots.index === null) return typeError('array indices must be integers');
  const n = asSsize(key, E.IndexError);
  if (n === undefined) return undefined;
  const i = n < 0 ? n + a.length : n;
  return i < 0 || i >= a.length ? indexError(message) : i;
}

function getItem(a: PyArray, key: Value): Result {
  if (!(key instanceof PySlice)) {
    const i = position(a, key, 'array index out of range');
    return i === undefined ? undefined : arrayItem(a, i);
  }
  const r = sliceIndices(key, a.length);
  if (r === undefined) return undefined;
  const out = newArray(arrayType, a.code, r.length);
  const { size } = a.code;
  for (let k = 0, i = r.start; k < r.length; k++, i += r.step)
    out.store.set(a.store.subarray(i * size, (i + 1) * size), k * size);
  return out;
}

function setItem(a: PyArray, key: Value, v: Value): Result {
  if (key instanceof PySlice) return setSlice(a, key, v);
  const i = position(a, key, 'array assignment index out of range');
  if (i === undefined) return undefined;
  if (typeof v === 'object') return setConverted(a, i, v);
  return a.code.set(a.view, i * a.code.size, v) ? None : undefined;
}

/** The conversion may run Python code, and that may shrink the array. */
function setConverted(a: PyArray, i: number, v: Value): Result {
  const item = new Uint8Array(a.code.size);
  if (!a.code.set(new DataView(item.buffer), 0, v)) return undefined;
  if (i >= a.length) return indexError('array assignment index out of range');
  a.store.set(item, i * a.code.size);
  return None;
}

function setSlice(a: PyArray, key: PySlice, v: Value): Result {
  if (!isArray(v)) return typeError(`can only assign array (not "${typeOf(v).name}") to array slice`);
  if (v.code !== a.code) return typeError('bad argument type for built-in operation');
  const r = sliceIndices(key, a.length);
  if (r === undefined) return undefined;
  const data = arrayBytes(v).slice();
  if (r.step === 1) return splice(a, r.start, Math.max(r.start, r.stop), data) ? None : undefined;
  if (v.length !== r.length)
    return valueError(`attempt to assign array of size ${v.length} to extended slice of size ${r.length}`);
  const { size } = a.code;
  for (let k = 0, i = r.start; k < r.length; k++, i += r.step)
    a.store.set(data.subarray(k * size, (k + 1) * size), i * size);
  return None;
}

const NOTHING = new Uint8Array(0);

function delItem(a: PyArray, key: Value): Result {
  if (!(key instanceof PySlice)) {
    const i = position(a, key, 'array assignment index out of range');
    return i !== undefined && splice(a, i, i + 1, NOTHING) ? None : undefined;
  }
  const r = sliceIndices(key, a.length);
  if (r === undefined) return undefined;
  if (r.step === 1) return splice(a, r.start, Math.max(r.start, r.stop), NOTHING) ? None : undefined;
  // from the highest index down, so that the others stay in place
  const first = r.step > 0 ? r.start + (r.length - 1) * r.step : r.start;
  for (let k = 0, i = first; k < r.length; k++, i -= Math.abs(r.step))
    if (!splice(a, i, i + 1, NOTHING)) return undefined;
  return None;
}

function concat(a: PyArray, other: Value): Result {
  if (!isArray(other)) return typeError(`can only append array (not "${typeOf(other).name}") to array`);
  if (other.code !== a.code) return typeError('bad argument type for built-in operation');
  const out = newArray(arrayType, a.code, a.length + other.length);
  out.store.set(arrayBytes(a));
  out.store.set(arrayBytes(other), a.length * a.code.size);
  return out;
}

function extendInPlace(a: PyArray, other: Value): Result {
  if (!isArray(other)) return typeError(`can only extend array with array (not "${typeOf(other).name}")`);
  return extendByArray(a, other) ? a : undefined;
}

function repeated(a: PyArray, count: number): Uint8Array {
  const data = arrayBytes(a);
  const n = Math.max(0, count);
  const out = new Uint8Array(data.length * n);
  for (let i = 0; i < n; i++) out.set(data, i * data.length);
  return out;
}

function repeat(a: PyArray, times: Value): Result {
  const n = asSsize(times);
  if (n === undefined) return undefined;
  const data = repeated(a, n);
  const out = newArray(arrayType, a.code, data.length / a.code.size);
  out.store.set(data);
  return out;
}

function repeatInPlace(a: PyArray, times: Value): Result {
  const n = asSsize(times);
  return n !== undefined && splice(a, 0, a.length, repeated(a, n)) ? a : undefined;
}

function contains(a: PyArray, v: Value): boolean | undefined {
  for (let i = 0; i < a.length; i++) {
    const same = sameItem(arrayItem(a, i), v);
    if (same !== false) return same;
  }
  return false;
}

function compare(op: CompareOp): (a: PyArray, other: Value) => Result {
  return (a, other) => {
    if (!isArray(other)) return NotImplemented;
    if ((op === 'eq' || op === 'ne') && a.length !== other.length) return op === 'ne';
    const n = Math.min(a.length, other.length);
    for (let i = 0; i < n; i++) {
      const x = arrayItem(a, i);
      const y = arrayItem(other, i);
      const same = sameItem(x, y);
      if (same === undefined) return undefined;
      if (!same) return op === 'eq' ? false : op === 'ne' ? true : richCompare(x, y, op);
    }
    return compareLengths(a.length, other.length, op);
  };
}

const MEMORY: ItemMemory<PyArray> = {
  writable: true,
  bytes: arrayBytes,
  format: (a) => a.code.format,
  movable: (a) => a.exports === 0,
  move: setStore,
};

function getBuffer(a: PyArray): BufferView {
  beforeExport(a, MEMORY);
  a.exports++;
  const { size, format } = a.code;
  return new BufferView(a, arrayBytes(a), 0, false, format, size, [a.length], [size], () => {
    a.exports--;
  });
}

/** `iter(array)` and the position; of an exhausted one, `iter(())`. */
function reduceIterator(it: PyArrayIterator): Result {
  const builtins = hooks.importModule('builtins');
  const iter = builtins === undefined ? undefined : getAttr(builtins, 'iter');
  if (iter === undefined) return undefined;
  return it.array === null ? tuple([iter, tuple([tuple([])])]) : tuple([iter, tuple([it.array]), int(it.index)]);
}

export const iteratorType: PyType = defineType({
  name: 'arrayiterator',
  module: 'array',
  instanceClass: PyArrayIterator,
  flags: TypeFlag.NoNew,
  slots: {
    iter: (it: PyArrayIterator) => it,
    next: (it: PyArrayIterator) => {
      if (it.array !== null && it.index < it.array.length) return arrayItem(it.array, it.index++);
      it.array = null;
      return DONE;
    },
  },
  methods: [
    method('__reduce__', '($self, /)', reduceIterator),
    method('__setstate__', '($self, state, /)', (it: PyArrayIterator, state: Value) => {
      const n = asIndex(state);
      if (n === undefined) return undefined;
      if (it.array !== null) it.index = Math.max(0, Math.min(n, it.array.length));
      return None;
    }),
  ],
});

function iterate(a: PyArray): Value {
  const it = new PyArrayIterator();
  it.array = a;
  return it;
}

export const arrayType: PyType = defineType({
  name: 'array',
  module: 'array',
  longName: true,
  instanceClass: PyArray,
  doc: 'A sequence of numbers or characters of one kind, stored compactly.',
  flags: TypeFlag.Base | TypeFlag.Sequence,
  hasWeakRef: true,
  slots: {
    new: arrayNew,
    repr: arrayRepr,
    len: (a: PyArray) => a.length,
    getitem: getItem,
    setitem: setItem,
    delitem: delItem,
    concat,
    repeat,
    iconcat: extendInPlace,
    irepeat: repeatInPlace,
    contains,
    iter: iterate,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    getbuffer: getBuffer,
  },
  methods: [
    method('clear', '($self, /)', (a: PyArray) => (resize(a, 0) ? None : undefined), 'Removes all items.'),
    ...arrayMethods,
  ],
  classMethods: [CLASS_GETITEM],
  getset: [getset('typecode', (a: PyArray) => str(a.code.code)), getset('itemsize', (a: PyArray) => int(a.code.size))],
});

arrayType.name = 'array.array';
registry.array = arrayType;

itemMemories.set(arrayType, MEMORY);
