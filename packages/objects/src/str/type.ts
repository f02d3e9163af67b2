/** The type `str`: constructor, slots, and the tables of methods; iterator. */
import { raise, raiseWith, typeError } from '../core/errors.ts';
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import type { NativeSpec } from '../core/native.ts';
import { bufferOf, hasBuffer } from '../core/buffer.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { DONE, int, str } from '../core/value.ts';
import { decodeText, encodeText } from '../codec/api.ts';
import { isInt } from '../int/int.ts';
import { asSsize } from '../ops/arith.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { strOf } from '../ops/text.ts';
import { tuple } from '../tuple/tuple.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import type { StrValue } from './astral.ts';
import { PyAstralStr, strFromCodePoints } from './astral.ts';
import { PyStrBox } from './box.ts';
import { CASE_METHODS } from './case.ts';
import { FORMAT_METHODS } from './format-method.ts';
import {
  isStr,
  maxCp,
  strAt,
  strCompare,
  strConcat,
  strEquals,
  strHash,
  strLen,
  strOrUndefined,
  strRepeat,
  strSlice,
  strValue,
} from './ops.ts';
import { nameArgument } from './name-argument.ts';
import { PAD_METHODS } from './pad.ts';
import { strPercent } from './percent-str.ts';
import { PREDICATE_METHODS } from './predicates.ts';
import { strRepr } from './repr.ts';
import { SEARCH_METHODS, strContains } from './search.ts';
import { SPLIT_METHODS } from './split.ts';
import { TRANSLATE_METHODS, TRANSLATE_STATIC } from './translate.ts';

type Self = StrValue | PyStrBox;

function encodeImpl(self: Value, encodingArg: Value | undefined, errorsArg: Value | undefined): Result {
  const encoding = nameArgument(encodingArg, 'encode', 'encoding');
  if (encoding === undefined) return undefined;
  const errors = nameArgument(errorsArg, 'encode', 'errors');
  if (errors === undefined) return undefined;
  return encodeText(strValue(self as Self), encoding ?? 'utf-8', errors ?? 'strict');
}

/** `str(object, encoding, errors)`. */
export function strDecode(
  object: Value,
  encodingArg: Value | undefined,
  errorsArg: Value | undefined,
): StrValue | undefined {
  const encoding = nameArgument(encodingArg, 'str', 'encoding');
  if (encoding === undefined) return undefined;
  const errors = nameArgument(errorsArg, 'str', 'errors');
  if (errors === undefined) return undefined;
  if (isStr(object)) return typeError('decoding str is not supported');
  if (!hasBuffer(object)) return typeError(`decoding to str: need a bytes-like object, ${typeOf(object).name} found`);
  const data = bufferOf(object);
  return data === undefined ? undefined : decodeText(data, encoding ?? 'utf-8', errors ?? 'strict');
}

const NEW_NAMES = ['object', 'encoding', 'errors'];

function newArguments(args: Value[], kwnames: readonly string[] | null): (Value | undefined)[] | undefined {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos > 3) return typeError(`str expected at most 3 arguments, got ${npos}`);
  if (args.length > 3) return typeError(`str() takes at most 3 arguments (${args.length} given)`);
  const out: (Value | undefined)[] = [undefined, undefined, undefined];
  for (let i = 0; i < npos; i++) out[i] = args[i];
  for (let k = 0; kwnames !== null && k < kwnames.length; k++) {
    const i = NEW_NAMES.indexOf(kwnames[k]);
    if (i < 0) return typeError(`str() got an unexpected keyword argument '${kwnames[k]}'`);
    if (out[i] !== undefined)
      return typeError(`argument for str() given by name ('${kwnames[k]}') and position (${i + 1})`);
    out[i] = args[npos + k];
  }
  return out;
}

function strNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = newArguments(args, kwnames);
  if (bound === undefined) return undefined;
  const [object, encoding, errors] = bound;
  let text: StrValue | undefined;
  if (object === undefined) text = str('');
  else if (encoding === undefined && errors === undefined) text = cls === T.str ? undefined : strOf(object);
  else text = strDecode(object, encoding, errors);
  if (cls === T.str)
    return (
      text ?? (object !== undefined && encoding === undefined && errors === undefined ? strOfObject(object) : undefined)
    );
  if (text === undefined) return undefined;
  const box = new cls.instanceClass() as PyStrBox;
  box.value = text;
  return box;
}

/** `str(o)`: what `__str__` gives, a subclass instance included. */
function strOfObject(o: Value): Result {
  if (typeof o === 'string' || o instanceof PyAstralStr || typeof o === 'number') return strOf(o);
  const slot = typeOf(o).slots.str;
  if (slot === null) return strOf(o);
  const r = slot(o) as Result;
  return r === undefined || isStr(r) ? r : typeError(`__str__ returned non-string (type ${typeOf(r).name})`);
}

function getItemImpl(self: Self, key: Value): Result {
  const s = strValue(self);
  let i: number | undefined;
  if (typeof key === 'number') i = key;
  else if (key instanceof PySlice) return sliceOf(s, key);
  else {
    if (
      typeof key === 'string' ||
      (typeof key !== 'bigint' && typeof key !== 'boolean' && typeOf(key).slots.index === null)
    ) {
      return typeError(`string indices must be integers, not '${typeOf(key).name}'`);
    }
    i = asSsize(key, E.IndexError);
    if (i === undefined) return undefined;
  }
  const n = strLen(s);
  if (i < 0) i += n;
  return i >= 0 && i < n ? strAt(s, i) : raise(E.IndexError, 'string index out of range');
}

function sliceOf(s: StrValue, key: PySlice): Result {
  const at = sliceIndices(key, strLen(s));
  if (at === undefined) return undefined;
  const { start, step, length } = at;
  if (step === 1) return strSlice(s, start, start + length);
  if (typeof s === 'string') {
    let out = '';
    for (let k = 0, i = start; k < length; k++, i += step) out += s[i];
    return str(out);
  }
  const out = new Uint32Array(length);
  for (let k = 0, i = start; k < length; k++, i += step) out[k] = s.cps[i];
  return strFromCodePoints(out);
}

function concat(self: Self, other: Value): Result {
  if (typeof self === 'string' && typeof other === 'string') return str(self + other);
  const right = strOrUndefined(other);
  if (right === undefined) return typeError(`can only concatenate str (not "${typeOf(other).name}") to str`);
  return strConcat(strValue(self), right);
}

function repeat(self: Self, times: Value): Result {
  if (!isInt(times) && typeOf(times).slots.index === null) {
    return typeError(`can't multiply sequence by non-int of type '${typeOf(times).name}'`);
  }
  const n = asSsize(times, E.OverflowError);
  if (n === undefined) return undefined;
  const s = strValue(self);
  if (n > 0 && strLen(s) * n > 0x1fffffe8) return raiseMemory();
  return strRepeat(s, n);
}

function raiseMemory(): undefined {
  return raiseWith(E.MemoryError);
}

type Test = (order: number) => boolean;

function comparison(test: Test) {
  return (self: Self, other: Value): Result => {
    const right = strOrUndefined(other);
    return right === undefined ? NotImplemented : test(strCompare(strValue(self), right));
  };
}

function equals(self: Self, other: Value): Result {
  const right = strOrUndefined(other);
  return right === undefined ? NotImplemented : strEquals(strValue(self), right);
}

function differs(self: Self, other: Value): Result {
  const right = strOrUndefined(other);
  return right === undefined ? NotImplemented : !strEquals(strValue(self), right);
}

function containsImpl(self: Self, item: Value): boolean | undefined {
  const sub = strOrUndefined(item);
  if (sub === undefined) return typeError(`'in <string>' requires string as left operand, not ${typeOf(item).name}`);
  return strContains(strValue(self), sub);
}

/** `sys.getsizeof` as CPython: header by widest character, then the fixed-width text and a zero. */
function sizeofImpl(self: Value): Result {
  const s = strValue(self as Self);
  const max = maxCp(s);
  const width = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4;
  return int((max < 0x80 ? 40 : 56) + width * (strLen(s) + 1));
}

/** `str_iterator`. `text` is null once exhausted. */
export class PyStrIterator extends PyObject {
  text: StrValue | null;
  index: number;
  constructor(text?: StrValue) {
    super();
    this.text = text ?? null;
    this.index = 0;
  }
}

function iteratorNext(it: PyStrIterator): Value | typeof DONE {
  const { text } = it;
  if (text === null) return DONE;
  if (it.index < strLen(text)) return strAt(text, it.index++);
  it.text = null;
  return DONE;
}

const ITERATOR_METHODS: readonly NativeSpec[] = [
  method('__length_hint__', '($self, /)', (it: PyStrIterator) =>
    int(it.text === null ? 0 : strLen(it.text) - it.index),
  ),
  method('__reduce__', '($self, /)', (it: PyStrIterator) =>
    it.text === null ? reduceTo('iter', [str('')]) : reduceTo('iter', [it.text], it.index),
  ),
  method('__setstate__', '($self, state, /)', (it: PyStrIterator, state: Value) => {
    const i = asSsize(state);
    if (i === undefined) return undefined;
    if (it.text !== null) it.index = Math.min(Math.max(i, 0), strLen(it.text));
    return None;
  }),
];

T.str_iterator = defineType({
  name: 'str_iterator',
  instanceClass: PyStrIterator,
  slots: { iter: (it) => it, next: iteratorNext },
  methods: ITERATOR_METHODS,
  flags: TypeFlag.NoNew,
});

T.str = defineType({
  name: 'str',
  instanceClass: PyStrBox,
  doc: 'Text: an immutable sequence of Unicode characters. str(object) is its text form; str(bytes, encoding, errors) decodes.',
  signature: "(object='', encoding='utf-8', errors='strict')",
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  slots: {
    new: strNew,
    repr: (self: Self) => strRepr(strValue(self)),
    str: (self: Self) => strValue(self),
    hash: (self: Self) => strHash(strValue(self)),
    len: (self: Self) => strLen(strValue(self)),
    getitem: getItemImpl,
    contains: containsImpl,
    iter: (self: Self) => new PyStrIterator(strValue(self)),
    concat,
    repeat,
    mod: (self: Value, args: Value) => (isStr(self) ? strPercent(strValue(self), args) : NotImplemented),
    rmod: (self: Self, left: Value) => (isStr(left) ? strPercent(strValue(left), self) : NotImplemented),
    eq: equals,
    ne: differs,
    lt: comparison((o) => o < 0),
    le: comparison((o) => o <= 0),
    gt: comparison((o) => o > 0),
    ge: comparison((o) => o >= 0),
  },
  methods: [
    ...SEARCH_METHODS,
    ...SPLIT_METHODS,
    ...CASE_METHODS,
    ...PREDICATE_METHODS,
    ...PAD_METHODS,
    ...TRANSLATE_METHODS,
    ...FORMAT_METHODS,
    method('encode', "($self, /, encoding='utf-8', errors='strict')", encodeImpl),
    method('__getnewargs__', '($self, /)', (self: Self) => tuple([strValue(self)])),
    method('__sizeof__', '($self, /)', sizeofImpl),
  ],
  staticMethods: TRANSLATE_STATIC,
});

PyAstralStr.prototype.cls = T.str;

T.str.construct1 = strOfObject;
