/** The plain functions of module builtins (Library reference "Built-in Functions"). */
import type { NativeSpec, Result, Value } from '@pyston/objects';
import {
  abs,
  ABSENT,
  ascii,
  bufferOf,
  call1,
  callKw,
  clearIf,
  delAttr,
  divmod,
  DONE,
  E,
  format,
  getAttr,
  getAttrOrAbsent,
  getIter,
  hash,
  idOf,
  index,
  int,
  isInstance,
  isStr,
  isSubclass,
  isTrue,
  iterNext,
  jsString,
  len,
  lengthInt,
  list,
  lt,
  method,
  None,
  pow,
  raise,
  raiseWith,
  repr,
  richCompare,
  setAttr,
  str,
  strFromCp,
  strLen,
  cpAt,
  strValue,
  T,
  collect,
  tryCallSpecial,
  ts,
  typeError,
  typeOf,
  valueError,
  add,
  PyCallableIter,
  PyComplex,
  PyFloat,
  float,
  hooks,
  Kind,
} from '@pyston/objects';

function attributeName(name: Value): string | undefined {
  if (!isStr(name)) return typeError(`attribute name must be string, not '${typeOf(name).name}'`);
  return jsString(strValue(name));
}

function getattrFunction(o: Value, name: Value, fallback?: Value): Result {
  const n = attributeName(name);
  if (n === undefined) return undefined;
  if (fallback === undefined) return getAttr(o, n);
  const r = getAttrOrAbsent(o, n);
  return r === ABSENT ? fallback : r;
}

function hasattrFunction(o: Value, name: Value): Result {
  const n = attributeName(name);
  if (n === undefined) return undefined;
  const r = getAttrOrAbsent(o, n);
  return r === undefined ? undefined : r !== ABSENT;
}

function setattrFunction(o: Value, name: Value, value: Value): Result {
  const n = attributeName(name);
  return n === undefined ? undefined : setAttr(o, n, value);
}

function delattrFunction(o: Value, name: Value): Result {
  const n = attributeName(name);
  return n === undefined ? undefined : delAttr(o, n);
}

/** all() and any(): the first item whose truth is `stop` decides. */
function quantifier(stop: boolean): (it: Value) => Result {
  return (iterable) => {
    const it = getIter(iterable);
    if (it === undefined) return undefined;
    for (;;) {
      const v = iterNext(it);
      if (v === undefined) return undefined;
      if (v === DONE) return !stop;
      const truth = isTrue(v);
      if (truth === undefined) return undefined;
      if (truth === stop) return stop;
    }
  };
}

/** Digits of an int in a base, with prefix. */
function inBase(base: number, prefix: string): (n: Value) => Result {
  return (v) => {
    const n = index(v);
    if (n === undefined) return undefined;
    return str(n < 0 ? `-${prefix}${(-n).toString(base)}` : `${prefix}${n.toString(base)}`);
  };
}

function callableFunction(v: Value): Result {
  return typeOf(v).slots.call !== null;
}

function chr(v: Value): Result {
  const n = index(v);
  if (n === undefined) return undefined;
  if (typeof n === 'bigint') return valueError('chr() arg not in range(0x110000)');
  if (n < 0 || n > 0x10ffff) return valueError('chr() arg not in range(0x110000)');
  return strFromCp(n);
}

function ord(v: Value): Result {
  if (isStr(v)) {
    const s = strValue(v);
    if (strLen(s) === 1) return int(cpAt(s, 0));
    return typeError(`ord() expected a character, but string of length ${strLen(s)} found`);
  }
  const layout = typeOf(v).layout;
  if (layout & (Kind.Bytes | Kind.ByteArray)) {
    const data = bufferOf(v)!;
    return data.length === 1
      ? int(data[0]!)
      : typeError(`ord() expected a character, but string of length ${data.length} found`);
  }
  return typeError(`ord() expected string of length 1, but ${typeOf(v).name} found`);
}

function formatFunction(v: Value, spec?: Value): Result {
  if (spec !== undefined && !isStr(spec)) return typeError(`format() argument 2 must be str, not ${typeOf(spec).name}`);
  return format(v, spec ?? str(''));
}

function iterFunction(o: Value, sentinel?: Value): Result {
  if (sentinel === undefined) return getIter(o);
  if (typeOf(o).slots.call === null) return typeError('iter(v, w): v must be callable');
  return new PyCallableIter(o, sentinel);
}

/** next(): a generator's return value travels in the StopIteration. */
function nextFunction(it: Value, fallback?: Value): Result {
  const type = typeOf(it);
  if (type.slots.next === null) return typeError(`'${type.name}' object is not an iterator`);
  const t = ts;
  t.stopValue = undefined;
  const v = type.slots.next(it);
  if (v !== DONE) {
    if (v === undefined && fallback !== undefined && clearIf(E.StopIteration!)) return fallback;
    return v;
  }
  const value = t.stopValue as Value | undefined;
  t.stopValue = undefined;
  if (fallback !== undefined) return fallback;
  return value === undefined || value === None ? raiseWith(E.StopIteration!) : raiseWith(E.StopIteration!, value);
}

function aiterFunction(o: Value): Result {
  const { slots, name } = typeOf(o);
  if (slots.aiter === null) return typeError(`'${name}' object is not an async iterable`);
  const it = slots.aiter(o);
  if (it === undefined) return undefined;
  return typeOf(it).slots.anext === null
    ? typeError(`aiter() returned not an async iterator of type '${typeOf(it).name}'`)
    : it;
}

function anextFunction(it: Value, fallback?: Value): Result {
  const { slots, name } = typeOf(it);
  if (slots.anext === null) return typeError(`'${name}' object is not an async iterator`);
  const a = slots.anext(it);
  if (a === undefined || fallback === undefined) return a;
  return hooks.anextDefault(a, fallback);
}

/** min() and max(). */
function extremum(name: 'min' | 'max', args: Value[], key: Value | undefined, fallback: Value | undefined): Result {
  if (args.length === 0) return typeError(`${name} expected at least 1 argument, got 0`);
  if (args.length > 1 && fallback !== undefined)
    return typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
  const it = args.length > 1 ? getIter(list(args)) : getIter(args[0]!);
  if (it === undefined) return undefined;
  const by = key === undefined || key === None ? null : key;
  let best: Value | null = null;
  let bestKey: Value | null = null;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) break;
    const k = by === null ? v : call1(by, v);
    if (k === undefined) return undefined;
    if (best !== null) {
      const wins = name === 'min' ? lt(k, bestKey!) : greater(k, bestKey!);
      if (wins === undefined) return undefined;
      if (!wins) continue;
    }
    best = v;
    bestKey = k;
  }
  if (best !== null) return best;
  return fallback ?? valueError(`${name}() iterable argument is empty`);
}

function greater(a: Value, b: Value): boolean | undefined {
  const r = richCompare(a, b, 'gt');
  return r === undefined ? undefined : isTrue(r);
}

function roundFunction(v: Value, ndigits?: Value): Result {
  const r = tryCallSpecial(v, '__round__', ndigits === undefined || ndigits === None ? [] : [ndigits]);
  return r === ABSENT ? typeError(`type ${typeOf(v).name} doesn't define __round__ method`) : r;
}

/** sorted(): a new list, then its sort(), whose error texts it shares. */
function sortedFunction(args: Value[], options: Map<string, Value>): Result {
  if (args.length !== 1) return typeError(`sorted expected 1 argument, got ${args.length}`);
  const items = collect(args[0]!);
  if (items === undefined) return undefined;
  const l = list(items);
  return callKw(getAttr(l, 'sort')!, [...options.values()], [...options.keys()]) === undefined ? undefined : l;
}

/** sum(): exact ints and floats are added without boxes; floats by compensated summation as CPython. */
function sumFunction(iterable: Value, start?: Value): Result {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  if (start !== undefined) {
    if (isStr(start)) return typeError("sum() can't sum strings [use ''.join(seq) instead]");
    if (typeOf(start).layout & Kind.Bytes) return typeError("sum() can't sum bytes [use b''.join(seq) instead]");
    if (typeOf(start).layout & Kind.ByteArray)
      return typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  let total: Value = start ?? int(0);
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return total;
    if (v instanceof PyFloat && (total instanceof PyFloat || typeof total === 'number')) {
      const r = sumFloats(it, total instanceof PyFloat ? total.v : total, v.v);
      if (r === undefined || r[1] === DONE) return r === undefined ? undefined : r[0];
      total = r[0];
      const next: Result = add(total, r[1] as Value);
      if (next === undefined) return undefined;
      total = next;
      continue;
    }
    if (v instanceof PyComplex && typeOf(v) === T.complex && isPlainNumber(total)) {
      const r = sumComplex(it, total, v);
      if (r === undefined || r[1] === DONE) return r === undefined ? undefined : r[0];
      const next: Result = add(r[0], r[1] as Value);
      if (next === undefined) return undefined;
      total = next;
      continue;
    }
    const next: Result = add(total, v);
    if (next === undefined) return undefined;
    total = next;
  }
}

/** A sum with the rounding error of its terms beside it (Neumaier). */
class Compensated {
  sum: number;
  private lost = 0;
  constructor(start: number) {
    this.sum = start;
  }
  add(x: number): void {
    const t = this.sum + x;
    this.lost += Math.abs(this.sum) >= Math.abs(x) ? this.sum - t + x : x - t + this.sum;
    this.sum = t;
  }
  total(): number {
    return this.lost !== 0 && Number.isFinite(this.lost) ? this.sum + this.lost : this.sum;
  }
}

function isPlainNumber(v: Value): boolean {
  return typeof v === 'number' || typeOf(v) === T.complex || typeOf(v) === T.float;
}

/** While complex numbers, floats and ints come: [sum, first other item or DONE]. */
function sumComplex(it: Value, start: Value, first: PyComplex): [Value, Value | typeof DONE] | undefined {
  const begun = add(start, first) as PyComplex | undefined;
  if (begun === undefined) return undefined;
  const re = new Compensated(begun.re);
  const im = new Compensated(begun.im);
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v instanceof PyComplex && typeOf(v) === T.complex) {
      re.add(v.re);
      im.add(v.im);
    } else if (v instanceof PyFloat) re.add(v.v);
    else if (typeof v === 'number') re.add(v);
    else return [new PyComplex(re.total(), im.total()), v];
  }
}

/** Neumaier summation while floats and ints come: [sum, first other item or DONE]. */
function sumFloats(it: Value, start: number, first: number): [Value, Value | typeof DONE] | undefined {
  let s = start;
  let c = 0;
  let x = first;
  for (;;) {
    const t = s + x;
    if (Math.abs(s) >= Math.abs(x)) c += s - t + x;
    else c += x - t + s;
    s = t;
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v instanceof PyFloat) x = v.v;
    else if (typeof v === 'number') x = v;
    else return [float(c !== 0 && Number.isFinite(c) ? s + c : s), v];
  }
}

function lenFunction(o: Value): Result {
  const n = len(o);
  return n === undefined ? undefined : lengthInt(n);
}

function isinstanceFunction(o: Value, cls: Value): Result {
  return isInstance(o, cls);
}

function powFunction(base: Value, exponent: Value, modulus?: Value): Result {
  return pow(base, exponent, modulus ?? None);
}

function breakpointFunction(args: Value[], kwargs: Map<string, Value>): Result {
  const sys = hooks.importModule('sys');
  const hook = sys === undefined ? undefined : getAttrOrAbsent(sys, 'breakpointhook');
  if (hook === undefined) return undefined;
  if (hook === ABSENT) return raise(E.RuntimeError!, 'lost sys.breakpointhook');
  return callKw(hook, [...args, ...kwargs.values()], kwargs.size === 0 ? null : [...kwargs.keys()]);
}

export const FUNCTIONS: readonly NativeSpec[] = [
  method('abs', '(number, /)', abs, 'Return the absolute value of the argument.\n\n>>> abs(-42)\n42'),
  method('aiter', '(async_iterable, /)', aiterFunction, 'Return an AsyncIterator for an AsyncIterable object.'),
  method(
    'all',
    '(iterable, /)',
    quantifier(false),
    'Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.',
  ),
  method(
    'anext',
    '(async_iterator, default=<unrepresentable>, /)',
    anextFunction,
    'Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration.',
  ),
  method(
    'any',
    '(iterable, /)',
    quantifier(true),
    'Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.',
  ),
  method('ascii', '(obj, /)', ascii, 'Return an ASCII-only representation of an object.'),
  method(
    'bin',
    '(integer, /)',
    inBase(2, '0b'),
    "Return the binary representation of an integer.\n\n>>> bin(2796202)\n'0b1010101010101010101010'",
  ),
  method('breakpoint', '(*args, **kws)', breakpointFunction, 'Call sys.breakpointhook(*args, **kws).'),
  method(
    'callable',
    '(obj, /)',
    callableFunction,
    'Return whether the object is callable (i.e., some kind of function).',
  ),
  method('chr', '(i, /)', chr, 'Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.'),
  method(
    'delattr',
    '(obj, name, /)',
    delattrFunction,
    "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
  ),
  method('divmod', '(x, y, /)', divmod, 'Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.'),
  method('format', "(value, format_spec='', /)", formatFunction, 'Return type(value).__format__(value, format_spec)'),
  method('getattr', '(object, name, default=None, /)', getattrFunction, 'Get a named attribute from an object.'),
  method(
    'hasattr',
    '(obj, name, /)',
    hasattrFunction,
    'Return whether the object has an attribute with the given name.',
  ),
  method('hash', '(obj, /)', hash, 'Return the hash value for the given object.'),
  method(
    'hex',
    '(integer, /)',
    inBase(16, '0x'),
    "Return the hexadecimal representation of an integer.\n\n>>> hex(12648430)\n'0xc0ffee'",
  ),
  method('id', '(obj, /)', idOf, 'Return the identity of an object.'),
  method(
    'isinstance',
    '(obj, class_or_tuple, /)',
    isinstanceFunction,
    'Return whether an object is an instance of a class or of a subclass thereof.',
  ),
  method(
    'issubclass',
    '(cls, class_or_tuple, /)',
    isSubclass,
    "Return whether 'cls' is derived from another class or is the same class.",
  ),
  method('iter', '(object, sentinel=None, /)', iterFunction, 'Get an iterator from an object.'),
  method('len', '(obj, /)', lenFunction, 'Return the number of items in a container.'),
  method(
    'max',
    '(*args, key=None, default=None)',
    (args: Value[], key?: Value, fallback?: Value) => extremum('max', args, key, fallback),
    'With a single iterable argument, return its biggest item.',
  ),
  method(
    'min',
    '(*args, key=None, default=None)',
    (args: Value[], key?: Value, fallback?: Value) => extremum('min', args, key, fallback),
    'With a single iterable argument, return its smallest item.',
  ),
  method('next', '(iterator, default=None, /)', nextFunction, 'Return the next item from the iterator.'),
  method(
    'oct',
    '(integer, /)',
    inBase(8, '0o'),
    "Return the octal representation of an integer.\n\n>>> oct(342391)\n'0o1234567'",
  ),
  method('ord', '(c, /)', ord, 'Return the ordinal value of a character.'),
  method(
    'pow',
    '(base, exp, mod=None)',
    powFunction,
    'Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.',
  ),
  method('repr', '(obj, /)', repr, 'Return the canonical string representation of the object.'),
  method('round', '(number, ndigits=None)', roundFunction, 'Round a number to a given precision in decimal digits.'),
  method(
    'setattr',
    '(obj, name, value, /)',
    setattrFunction,
    'Sets the named attribute on the given object to the specified value.',
  ),
  {
    ...method(
      'sorted',
      '(*args, **options)',
      sortedFunction,
      'Return a new list containing all items from the iterable in ascending order.',
    ),
    shown: '(iterable, /, *, key=None, reverse=False)',
  },
  method(
    'sum',
    '(iterable, /, start=0)',
    sumFunction,
    "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
  ),
];
