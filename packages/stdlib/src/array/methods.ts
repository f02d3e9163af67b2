/** Methods of array.array. */
import type { NativeSpec, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  asSsize,
  bufferOf,
  bytes,
  callMethod,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  indexError,
  int,
  isBytes,
  isList,
  list,
  method,
  None,
  raise,
  strOrUndefined,
  tuple,
  typeError,
  typeOf,
  valueError,
  str,
} from '@pyston/objects';
import type { PyArray } from './storage.ts';
import { append, arrayBytes, arrayItem, insert, newArray, splice } from './storage.ts';
import { addBytes, addIterable, addText, extendByArray, isArray, isUnicode, textOf, sameItem } from './contents.ts';

function done(ok: boolean): Result {
  return ok ? None : undefined;
}

/** Position of the first item equal to v within [start, stop), -1 if none, undefined: raised. */
function find(a: PyArray, v: Value, start: number, stop: number): number | undefined {
  for (let i = start; i < stop && i < a.length; i++) {
    const same = sameItem(arrayItem(a, i), v);
    if (same === undefined) return undefined;
    if (same) return i;
  }
  return -1;
}

function bound(v: Value | undefined, absent: number, length: number): number | undefined {
  if (v === undefined) return absent;
  const n = asIndex(v);
  if (n === undefined) return undefined;
  return n < 0 ? Math.max(0, n + length) : n;
}

function index(a: PyArray, v: Value, start: Value | undefined, stop: Value | undefined): Result {
  const from = bound(start, 0, a.length);
  const to = from === undefined ? undefined : bound(stop, a.length, a.length);
  const i = to === undefined ? undefined : find(a, v, from!, to);
  if (i === undefined) return undefined;
  return i < 0 ? valueError('array.index(x): x not in array') : int(i);
}

function remove(a: PyArray, v: Value): Result {
  const i = find(a, v, 0, a.length);
  if (i === undefined) return undefined;
  return i < 0 ? valueError('array.remove(x): x not in array') : done(splice(a, i, i + 1, new Uint8Array(0)));
}

function count(a: PyArray, v: Value): Result {
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    const same = sameItem(arrayItem(a, i), v);
    if (same === undefined) return undefined;
    if (same) n++;
  }
  return int(n);
}

function pop(a: PyArray, which: Value | undefined): Result {
  const n = which === undefined ? -1 : asSsize(which);
  if (n === undefined) return undefined;
  if (a.length === 0) return indexError('pop from empty array');
  const i = n < 0 ? n + a.length : n;
  if (i < 0 || i >= a.length) return indexError('pop index out of range');
  const v = arrayItem(a, i);
  return splice(a, i, i + 1, new Uint8Array(0)) ? v : undefined;
}

function insertAt(a: PyArray, where: Value, v: Value): Result {
  const n = asSsize(where);
  if (n === undefined) return undefined;
  const i = n < 0 ? Math.max(0, n + a.length) : Math.min(n, a.length);
  return done(insert(a, i, v));
}

function reverse(a: PyArray): Result {
  const { size } = a.code;
  const data = arrayBytes(a).slice();
  for (let i = 0; i < a.length; i++) a.store.set(data.subarray(i * size, (i + 1) * size), (a.length - 1 - i) * size);
  return None;
}

function byteswap(a: PyArray): Result {
  const { size } = a.code;
  for (let i = 0; i < a.length; i++) a.store.subarray(i * size, (i + 1) * size).reverse();
  return None;
}

function toList(a: PyArray): Result {
  const items: Value[] = [];
  for (let i = 0; i < a.length; i++) items.push(arrayItem(a, i));
  return list(items);
}

/** All items, or none of them. */
function fromList(a: PyArray, source: Value): Result {
  if (!isList(source)) return typeError('arg must be list');
  const before = a.length;
  if (addIterable(a, source)) return None;
  a.length = before;
  return undefined;
}

function fromBytes(a: PyArray, source: Value): Result {
  const data = bufferOf(source);
  return data === undefined ? undefined : done(addBytes(a, data));
}

function extend(a: PyArray, source: Value): Result {
  return done(isArray(source) ? extendByArray(a, source) : addIterable(a, source));
}

function fromUnicode(a: PyArray, text: Value): Result {
  const s = strOrUndefined(text);
  if (s === undefined) return typeError(`fromunicode() argument must be str, not ${typeOf(text).name}`);
  if (!isUnicode(a.code)) return valueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
  return done(addText(a, s));
}

function toUnicode(a: PyArray): Result {
  return isUnicode(a.code)
    ? textOf(a)
    : valueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");
}

function fromFile(a: PyArray, file: Value, n: Value): Result {
  const items = asSsize(n);
  if (items === undefined) return undefined;
  if (items < 0) return valueError('negative count');
  const wanted = items * a.code.size;
  const data = callMethod(file, 'read', int(wanted));
  if (data === undefined) return undefined;
  if (!isBytes(data)) return typeError("read() didn't return bytes");
  if (!addBytes(a, data.bytes)) return undefined;
  return data.bytes.length === wanted ? None : raise(E.EOFError!, "read() didn't return enough bytes");
}

const BLOCK = 65536;

function toFile(a: PyArray, file: Value): Result {
  for (let at = 0; at < a.length * a.code.size; at += BLOCK) {
    const r = callMethod(file, 'write', bytes(arrayBytes(a).slice(at, at + BLOCK)));
    if (r === undefined) return undefined;
  }
  return None;
}

function copy(a: PyArray): Result {
  const out = newArray(typeOf(a), a.code, a.length);
  out.store.set(arrayBytes(a));
  return out;
}

/** Pickles as bytes from protocol 3, as a list before. */
function reduceEx(a: PyArray, protocol: Value): Result {
  const version = asSsize(protocol);
  const found = version === undefined ? undefined : getAttrOrAbsent(a, '__dict__');
  if (found === undefined) return undefined;
  const dict = found === ABSENT ? None : found;
  if (version! < 3) {
    const items = toList(a);
    return items === undefined ? undefined : tuple([typeOf(a), tuple([str(a.code.code), items]), dict]);
  }
  const module = hooks.importModule('array');
  const rebuild = module === undefined ? undefined : getAttr(module, '_array_reconstructor');
  if (rebuild === undefined) return undefined;
  return tuple([
    rebuild,
    tuple([typeOf(a), str(a.code.code), int(a.code.machine), bytes(arrayBytes(a).slice())]),
    dict,
  ]);
}

export const arrayMethods: readonly NativeSpec[] = [
  method('append', '($self, v, /)', (a: PyArray, v: Value) => done(append(a, v)), 'Adds an item at the end.'),
  method(
    'buffer_info',
    '($self, /)',
    (a: PyArray) => tuple([int(a.store.byteOffset), int(a.length)]),
    'Address and length.',
  ),
  method('byteswap', '($self, /)', byteswap, 'Swaps the bytes of every item.'),
  method('__copy__', '($self, /)', copy),
  method('count', '($self, v, /)', count, 'How often v occurs.'),
  method('__deepcopy__', '($self, unused, /)', copy),
  method('extend', '($self, bb, /)', extend, 'Adds items at the end.'),
  method('fromfile', '($self, f, n, /)', fromFile, 'Adds n items read from a file.'),
  method('fromlist', '($self, list, /)', fromList, 'Adds the items of a list.'),
  method('frombytes', '($self, buffer, /)', fromBytes, 'Adds items from their machine form.'),
  method('fromunicode', '($self, ustr, /)', fromUnicode, 'Adds characters.'),
  method('index', '($self, v, start=0, stop=sys.maxsize, /)', index, 'First position of v.'),
  method('insert', '($self, i, v, /)', insertAt, 'Puts v before position i.'),
  method('pop', '($self, i=-1, /)', pop, 'Removes and returns an item.'),
  method('__reduce_ex__', '($self, value, /)', reduceEx),
  method('remove', '($self, v, /)', remove, 'Removes the first v.'),
  method('reverse', '($self, /)', reverse, 'Turns the order round.'),
  method('tofile', '($self, f, /)', toFile, 'Writes the items to a file.'),
  method('tolist', '($self, /)', toList, 'The items as a list.'),
  method('tobytes', '($self, /)', (a: PyArray) => bytes(arrayBytes(a).slice()), 'The items in machine form.'),
  method('tounicode', '($self, /)', toUnicode, 'The characters as a str.'),
  method('__sizeof__', '($self, /)', (a: PyArray) => int(64 + a.length * a.code.size)),
];
