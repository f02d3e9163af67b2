/** Module `_operator`: the operators as functions. */
import type { ModuleSpec, NativeSpec, Result, Value } from '@pyston/objects';
import {
  abs,
  add,
  and,
  asSsize,
  bufferOf,
  callKw,
  contains,
  defineModule,
  delItem,
  DONE,
  eq,
  floordiv,
  getItem,
  getIter,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  index,
  int,
  invert,
  ior,
  ipow,
  irshift,
  is,
  isStr,
  isTrue,
  isub,
  iterNext,
  itruediv,
  ixor,
  jsString,
  lengthHint,
  lshift,
  matmul,
  method,
  mod,
  mul,
  neg,
  None,
  or,
  pos,
  pow,
  richCompare,
  rshift,
  setItem,
  strValue,
  sub,
  truediv,
  typeError,
  typeOf,
  valueError,
  xor,
} from '@pyston/objects';
import type { CompareOp } from '@pyston/objects';
import { attrgetter, itemgetter, methodcaller } from './getters.ts';

function binary(name: string, sign: string, impl: (a: Value, b: Value) => Result): NativeSpec {
  return method(name, '(a, b, /)', impl, `Same as ${sign}.`);
}

function comparison(name: CompareOp, sign: string): NativeSpec {
  return binary(name, `a ${sign} b`, (a, b) => richCompare(a, b, name));
}

function unary(name: string, sign: string, impl: (a: Value) => Result): NativeSpec {
  return method(name, '(a, /)', impl, `Same as ${sign}.`);
}

/** Walks an iterable; `seen` returns true to stop. `undefined` = raised. */
function each(iterable: Value, seen: (v: Value, i: number) => boolean | undefined): boolean | undefined {
  const { slots, name } = typeOf(iterable);
  if (slots.iter === null && slots.getitem === null) return typeError(`argument of type '${name}' is not iterable`);
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  for (let i = 0; ; i++) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return false;
    const stop = seen(v, i);
    if (stop !== false) return stop;
  }
}

function countOf(iterable: Value, wanted: Value): Result {
  let n = 0;
  const done = each(iterable, (v) => {
    const same = eq(v, wanted);
    if (same === true) n++;
    return same === undefined ? undefined : false;
  });
  return done === undefined ? undefined : int(n);
}

function indexOf(iterable: Value, wanted: Value): Result {
  let at = -1;
  const found = each(iterable, (v, i) => {
    at = i;
    return eq(v, wanted);
  });
  if (found === undefined) return undefined;
  return found ? int(at) : valueError('sequence.index(x): x not in sequence');
}

function hint(obj: Value, fallback?: Value): Result {
  const other = fallback === undefined ? 0 : asSsize(fallback);
  if (other === undefined) return undefined;
  const n = lengthHint(obj, other);
  return n === undefined ? undefined : int(n);
}

function concat(a: Value, b: Value, inPlace: boolean): Result {
  const { slots, name } = typeOf(a);
  if (slots.concat === null && slots.getitem === null) return typeError(`'${name}' object can't be concatenated`);
  return inPlace ? iadd(a, b) : add(a, b);
}

/** Compares in a time that depends on the length only. */
function compareDigest(a: Value, b: Value): Result {
  const x = digestBytes(a);
  const y = x === undefined ? undefined : digestBytes(b);
  if (y === undefined) return undefined;
  if (x === null || y === null || isStr(a) !== isStr(b)) {
    return typeError(
      `unsupported operand types(s) or combination of types: '${typeOf(a).name}' and '${typeOf(b).name}'`,
    );
  }
  let difference = x!.length ^ y.length;
  for (let i = 0; i < y.length; i++) difference |= x![i % Math.max(1, x!.length)]! ^ y[i]!;
  return difference === 0;
}

function digestBytes(v: Value): Uint8Array | null | undefined {
  if (isStr(v)) {
    const text = jsString(strValue(v));
    const out = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) > 127) return typeError('comparing strings with non-ASCII characters is not supported');
      out[i] = text.charCodeAt(i);
    }
    return out;
  }
  return typeOf(v).slots.getbuffer === null ? null : bufferOf(v);
}

const FUNCTIONS: NativeSpec[] = [
  comparison('lt', '<'),
  comparison('le', '<='),
  comparison('eq', '=='),
  comparison('ne', '!='),
  comparison('gt', '>'),
  comparison('ge', '>='),
  unary('truth', 'bool(a)', (a) => isTrue(a)),
  unary('not_', 'not a', (a) => {
    const t = isTrue(a);
    return t === undefined ? undefined : !t;
  }),
  binary('is_', 'a is b', is),
  binary('is_not', 'a is not b', (a, b) => !is(a, b)),
  unary('is_none', 'a is None', (a) => a === None),
  unary('is_not_none', 'a is not None', (a) => a !== None),
  unary('abs', 'abs(a)', abs),
  unary('index', 'a.__index__()', index),
  unary('inv', '~a', invert),
  unary('invert', '~a', invert),
  unary('neg', '-a', neg),
  unary('pos', '+a', pos),
  binary('add', 'a + b', add),
  binary('and_', 'a & b', and),
  binary('floordiv', 'a // b', floordiv),
  binary('lshift', 'a << b', lshift),
  binary('matmul', 'a @ b', matmul),
  binary('mod', 'a % b', mod),
  binary('mul', 'a * b', mul),
  binary('or_', 'a | b', or),
  binary('pow', 'a ** b', (a, b) => pow(a, b)),
  binary('rshift', 'a >> b', rshift),
  binary('sub', 'a - b', sub),
  binary('truediv', 'a / b', truediv),
  binary('xor', 'a ^ b', xor),
  binary('iadd', 'a += b', iadd),
  binary('iand', 'a &= b', iand),
  binary('ifloordiv', 'a //= b', ifloordiv),
  binary('ilshift', 'a <<= b', ilshift),
  binary('imatmul', 'a @= b', imatmul),
  binary('imod', 'a %= b', imod),
  binary('imul', 'a *= b', imul),
  binary('ior', 'a |= b', ior),
  binary('ipow', 'a **= b', ipow),
  binary('irshift', 'a >>= b', irshift),
  binary('isub', 'a -= b', isub),
  binary('itruediv', 'a /= b', itruediv),
  binary('ixor', 'a ^= b', ixor),
  method('concat', '(a, b, /)', (a, b) => concat(a, b, false), 'Same as a + b, for a and b sequences.'),
  method('iconcat', '(a, b, /)', (a, b) => concat(a, b, true), 'Same as a += b, for a and b sequences.'),
  method('contains', '(a, b, /)', contains, 'Same as b in a (note reversed operands).'),
  method('countOf', '(a, b, /)', countOf, 'Return the number of items in a which are, or which equal, b.'),
  method('indexOf', '(a, b, /)', indexOf, 'Return the first index of b in a.'),
  binary('getitem', 'a[b]', getItem),
  binary('delitem', 'del a[b]', delItem),
  method('setitem', '(a, b, c, /)', setItem, 'Same as a[b] = c.'),
  method(
    'length_hint',
    '(obj, default=0, /)',
    hint,
    'Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.',
  ),
  method('call', '(obj, /, *args, **kwargs)', callObject, 'Same as obj(*args, **kwargs).'),
  method(
    '_compare_digest',
    '(a, b, /)',
    compareDigest,
    "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.",
  ),
];

function callObject(obj: Value, args: Value[], kwargs: Map<string, Value>): Result {
  const names = Array.from(kwargs.keys());
  return callKw(obj, [...args, ...kwargs.values()], names.length === 0 ? null : names);
}

export const operatorModule: ModuleSpec = defineModule({
  name: '_operator',
  doc: 'Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.',
  functions: FUNCTIONS,
  types: [itemgetter, attrgetter, methodcaller],
});
