/** Type `int`: slots and methods over the arithmetic of ops.ts. */
import type { NativeSpec } from '../core/native.ts';
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { Binary, Slots, Ternary } from '../core/slots.ts';
import { parseSignature } from '../core/native.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { floatPow } from '../float/arith.ts';
import { intToDouble } from '../float/convert.ts';
import { float } from '../float/float.ts';
import { formatInt } from '../format/number.ts';
import { bindArguments } from '../ops/call-native.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { tuple } from '../tuple/tuple.ts';
import { intBitCount, intBitLength } from './bits.ts';
import { intFromBytes, intToBytes } from './bytes.ts';
import { toInt, toIntWithBase } from './convert.ts';
import { intTrueDiv } from './division.ts';
import { intHash } from './hash.ts';
import type { IntLike } from './int.ts';
import { intOrUndefined, intValue, PyIntBox } from './int.ts';
import { intPowMod } from './modular.ts';
import * as ops from './ops.ts';
import { roundInt } from './round.ts';
import { intToString } from './text.ts';

type IntOp = (a: PyInt, b: PyInt) => Result;

function forward(op: IntOp): Binary {
  return (a: IntLike, other) => {
    const b = intOrUndefined(other);
    return b === undefined ? NotImplemented : op(intValue(a), b);
  };
}

function reflected(op: IntOp): Binary {
  return (b: IntLike, other) => {
    const a = intOrUndefined(other);
    return a === undefined ? NotImplemented : op(a, intValue(b));
  };
}

function divmod(a: PyInt, b: PyInt): Result {
  const pair = ops.intDivmod(a, b);
  return pair === undefined ? undefined : tuple(pair);
}

function trueDiv(a: PyInt, b: PyInt): Result {
  if (b === 0) return ops.zeroDivision();
  const r = intTrueDiv(a, b);
  return r === undefined ? undefined : float(r);
}

function power(a: PyInt, b: PyInt, modulus: Value): Result {
  if (modulus === None) return b < 0 ? negativePower(a, b) : ops.intPow(a, b);
  const m = intOrUndefined(modulus);
  return m === undefined ? NotImplemented : intPowMod(a, b, m);
}

function negativePower(a: PyInt, b: PyInt): Result {
  const x = intToDouble(a);
  const y = x === undefined ? undefined : intToDouble(b);
  if (y === undefined) return undefined;
  const r = floatPow(x!, y);
  return r === undefined ? undefined : float(r!);
}

const pow: Ternary = (a: IntLike, other, modulus) => {
  const b = intOrUndefined(other);
  return b === undefined ? NotImplemented : power(intValue(a), b, modulus);
};

const rpow: Ternary = (b: IntLike, other, modulus) => {
  const a = intOrUndefined(other);
  return a === undefined ? NotImplemented : power(a, intValue(b), modulus);
};

const OPERATIONS: readonly [string, IntOp][] = [
  ['add', ops.intAdd],
  ['sub', ops.intSub],
  ['mul', ops.intMul],
  ['floordiv', ops.intFloorDiv],
  ['mod', ops.intMod],
  ['divmod', divmod],
  ['truediv', trueDiv],
  ['lshift', ops.intLshift],
  ['rshift', ops.intRshift],
  ['and', ops.intAnd],
  ['or', ops.intOr],
  ['xor', ops.intXor],
];

function arithmeticSlots(): Partial<Slots> {
  const slots: Record<string, Binary> = {};
  for (const [name, op] of OPERATIONS) {
    slots[name] = forward(op);
    slots[`r${name}`] = reflected(op);
  }
  return slots;
}

function self(a: IntLike): PyInt {
  return intValue(a);
}

function intRepr(a: IntLike): Result {
  const text = intToString(intValue(a));
  return text === undefined ? undefined : str(text);
}

const NEW: NativeSpec = { name: 'int', signature: '(!=0, /, base=10)', impl: () => undefined };
const NEW_PARAMS = parseSignature(NEW.signature);

/** Arguments of `int(...)`: absent ones undefined. */
function newArguments(args: Value[], kwnames: readonly string[] | null): readonly (Value | undefined)[] | undefined {
  if (kwnames === null && args.length <= 2) return args;
  if (args.length - (kwnames === null ? 0 : kwnames.length) > 2)
    return typeError(`int expected at most 2 arguments, got ${args.length}`);
  return bindArguments(NEW, NEW_PARAMS, 'int', args, 0, kwnames) as (Value | undefined)[] | undefined;
}

function intNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = newArguments(args, kwnames);
  if (given === undefined) return undefined;
  const value = intFromArguments(given[0], given[1]);
  if (value === undefined || cls === T.int) return value;
  const box = new cls.instanceClass() as PyIntBox;
  box.value = value;
  return box;
}

function intFromArguments(x: Value | undefined, base: Value | undefined): PyInt | undefined {
  if (x === undefined) return base === undefined ? int(0) : typeError('int() missing string argument');
  return base === undefined ? toInt(x) : toIntWithBase(x, base);
}

function format(a: IntLike, spec: Value): Result {
  const s = strOrUndefined(spec);
  if (s === undefined) return typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
  if (s === '') return formatPlain(a);
  const text = formatInt(intValue(a), jsString(s), typeOf(a).name);
  return text === undefined ? undefined : strFromJs(text);
}

/** An empty spec is str(): subclasses may have their own. */
function formatPlain(a: IntLike): Result {
  const { slots } = typeOf(a);
  return slots.str === null ? slots.repr!(a) : slots.str(a);
}

function sizeOf(a: IntLike): Result {
  return int(24 + 4 * Math.max(1, Math.ceil(intBitLength(intValue(a)) / 30)));
}

const one = int(1);
const zero = int(0);

T.int = defineType({
  name: 'int',
  instanceClass: PyIntBox,
  doc: 'int([x]) -> integer\nint(x, base=10) -> integer',
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  slots: {
    repr: intRepr,
    hash: (a: IntLike) => intHash(intValue(a)),
    new: intNew,
    eq: forward((a, b) => a === b),
    ne: forward((a, b) => a !== b),
    lt: forward((a, b) => a < b),
    le: forward((a, b) => a <= b),
    gt: forward((a, b) => a > b),
    ge: forward((a, b) => a >= b),
    ...arithmeticSlots(),
    pow,
    rpow,
    neg: (a: IntLike) => ops.intNeg(intValue(a)),
    pos: self,
    abs: (a: IntLike) => ops.intAbs(intValue(a)),
    bool: (a: IntLike) => intValue(a) !== 0,
    invert: (a: IntLike) => ops.intInvert(intValue(a)),
    int: self,
    index: self,
    float: (a: IntLike) => {
      const v = intToDouble(intValue(a));
      return v === undefined ? undefined : float(v);
    },
  },
  methods: [
    method('conjugate', '($self, /)', self, 'The number itself.'),
    method('bit_length', '($self, /)', (a) => int(intBitLength(intValue(a))), 'Bits of the absolute value.'),
    method(
      'bit_count',
      '($self, /)',
      (a) => int(intBitCount(intValue(a))),
      'Ones in the binary form of the absolute value.',
    ),
    method(
      'to_bytes',
      "($self, /, length=1, byteorder='big', *, signed=False)",
      intToBytes,
      'The number as an array of bytes.',
    ),
    method('as_integer_ratio', '($self, /)', (a) => tuple([intValue(a), one]), 'The pair (self, 1).'),
    method('__trunc__', '($self, /)', self),
    method('__floor__', '($self, /)', self),
    method('__ceil__', '($self, /)', self),
    method('__round__', '($self, ndigits=None, /)', roundInt),
    method('__getnewargs__', '($self, /)', (a) => tuple([intValue(a)])),
    method('__format__', '($self, format_spec, /)', format),
    method('__sizeof__', '($self, /)', sizeOf),
    method('is_integer', '($self, /)', () => true, 'True.'),
  ],
  classMethods: [
    method(
      'from_bytes',
      "($type, /, bytes, byteorder='big', *, signed=False)",
      intFromBytes,
      'The number that an array of bytes stands for.',
    ),
  ],
  getset: [
    getset('real', self),
    getset('imag', () => zero),
    getset('numerator', self),
    getset('denominator', () => one),
  ],
});

T.int.construct1 = toInt;
