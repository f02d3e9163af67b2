/** Type `float`. */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { Binary, Slots, Ternary } from '../core/slots.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { big, str } from '../core/value.ts';
import { complexPow } from '../complex/arith.ts';
import { formatFloat } from '../format/number.ts';
import { identityHash } from '../core/identity.ts';
import { floatHash } from '../int/hash.ts';
import { asIndex } from '../ops/arith.ts';
import { call1 } from '../ops/call.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { tuple } from '../tuple/tuple.ts';
import {
  floatFloorDiv,
  floatMod,
  floatPow,
  floatTrueDiv,
  floatZeroDivision,
  floorDivNonZero,
  modNonZero,
} from './arith.ts';
import { floatCompareSlots } from './compare.ts';
import { asFloat, floatOperand, toFloat } from './convert.ts';
import { float, PyFloat } from './float.ts';
import { exactRatio, floatFromHex, floatHex } from './hex.ts';
import { roundToPlaces } from './round.ts';
import { floatRepr } from './text.ts';
import { ceilToInt, floorToInt, roundToInt, truncToInt } from './to-int.ts';

type FloatOp = (a: number, b: number) => number | undefined;

function operand(v: Value): number | null | undefined {
  return v instanceof PyFloat ? v.v : typeof v === 'number' ? v : floatOperand(v);
}

function boxed(v: number | undefined): Result {
  return v === undefined ? undefined : new PyFloat(v);
}

function forward(op: FloatOp): Binary {
  return (a: PyFloat, other) => {
    const b = operand(other);
    return typeof b === 'number' ? boxed(op(a.v, b)) : b === null ? NotImplemented : undefined;
  };
}

function reflected(op: FloatOp): Binary {
  return (b: PyFloat, other) => {
    const a = operand(other);
    return typeof a === 'number' ? boxed(op(a, b.v)) : a === null ? NotImplemented : undefined;
  };
}

function divmod(a: number, b: number): Result {
  if (b === 0) return floatZeroDivision();
  return tuple([float(floorDivNonZero(a, b)), float(modNonZero(a, b))]);
}

const OPERATIONS: readonly [string, FloatOp][] = [
  ['add', (a, b) => a + b],
  ['sub', (a, b) => a - b],
  ['mul', (a, b) => a * b],
  ['truediv', floatTrueDiv],
  ['floordiv', floatFloorDiv],
  ['mod', floatMod],
];

function arithmeticSlots(): Partial<Slots> {
  const slots: Record<string, Binary> = {};
  for (const [name, op] of OPERATIONS) {
    slots[name] = forward(op);
    slots[`r${name}`] = reflected(op);
  }
  return slots;
}

function power(a: number, b: number): Result {
  const r = floatPow(a, b);
  return r === null ? complexPow(a, 0, b, 0) : boxed(r);
}

function noModulus(): undefined {
  return typeError('pow() 3rd argument not allowed unless all arguments are integers');
}

const pow: Ternary = (a: PyFloat, other, modulus) => {
  if (modulus !== None) return noModulus();
  const b = operand(other);
  return typeof b === 'number' ? power(a.v, b) : b === null ? NotImplemented : undefined;
};

const rpow: Ternary = (b: PyFloat, other, modulus) => {
  if (modulus !== None) return noModulus();
  const a = operand(other);
  return typeof a === 'number' ? power(a, b.v) : a === null ? NotImplemented : undefined;
};

function floatNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0 && cls.slots.init === T.float.slots.init)
    return typeError('float() takes no keyword arguments');
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  if (count > 1) return typeError(`float expected at most 1 argument, got ${count}`);
  const x = count === 0 ? undefined : args[0];
  if (x instanceof PyFloat && cls === T.float) return x;
  const v = x === undefined ? 0 : toFloat(x);
  return v === undefined ? undefined : instance(cls, v);
}

function instance(cls: PyType, v: number): PyFloat {
  if (cls === T.float) return new PyFloat(v);
  const made = new cls.instanceClass() as PyFloat;
  made.v = v;
  return made;
}

/** The float itself if it is exact, else an exact one of the same value. */
function exact(a: PyFloat): PyFloat {
  return a instanceof PyFloat ? a : float((a as PyFloat).v);
}

function round(a: PyFloat, ndigits: Value | undefined): Result {
  if (ndigits === undefined || ndigits === None) return roundToInt(a.v);
  const places = asIndex(ndigits);
  if (places === undefined) return undefined;
  const r = roundToPlaces(a.v, places);
  if (Number.isFinite(a.v) && !Number.isFinite(r)) return overflowError('rounded value too large to represent');
  return float(r);
}

function asIntegerRatio(a: PyFloat): Result {
  if (a.v !== a.v) return valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(a.v)) return overflowError('cannot convert Infinity to integer ratio');
  const { numerator, denominator } = exactRatio(a.v);
  return tuple([big(numerator), big(denominator)]);
}

function fromHex(cls: PyType, text: Value): Result {
  const s = strOrUndefined(text);
  if (s === undefined) return typeError('bad argument type for built-in operation');
  const v = floatFromHex(jsString(s));
  if (v === undefined) return undefined;
  return cls === T.float ? float(v) : call1(cls, float(v));
}

function fromNumber(cls: PyType, x: Value): Result {
  if (x instanceof PyFloat && cls === T.float) return x;
  const v = asFloat(x);
  if (v === undefined) return undefined;
  return cls === T.float ? float(v) : call1(cls, float(v));
}

function getFormat(_cls: PyType, kind: Value): Result {
  const s = strOrUndefined(kind);
  if (s === undefined) return typeError(`__getformat__() argument must be str, not ${typeOf(kind).name}`);
  if (s === 'double' || s === 'float') return str('IEEE, little-endian');
  return valueError("__getformat__() argument 1 must be 'double' or 'float'");
}

function format(a: PyFloat, spec: Value): Result {
  const s = strOrUndefined(spec);
  if (s === undefined) return typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
  const { slots, name } = typeOf(a);
  if (s === '') return slots.str === null ? slots.repr!(a) : slots.str(a);
  const text = formatFloat(a.v, jsString(s), name);
  return text === undefined ? undefined : strFromJs(text);
}

T.float = defineType({
  name: 'float',
  instanceClass: PyFloat,
  doc: 'Convert a string or number to a floating-point number, if possible.',
  signature: '(x=0, /)',
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  slots: {
    repr: (a: PyFloat) => str(floatRepr(a.v)),
    hash: (a: PyFloat) => (a.v === a.v ? floatHash(a.v) : identityHash(a)),
    new: floatNew,
    ...floatCompareSlots,
    ...arithmeticSlots(),
    divmod: (a: PyFloat, other) => divmodSlot(a.v, operand(other), divmod),
    rdivmod: (b: PyFloat, other) => divmodSlot(b.v, operand(other), (x, y) => divmod(y, x)),
    pow,
    rpow,
    neg: (a: PyFloat) => float(-a.v),
    pos: exact,
    abs: (a: PyFloat) => float(Math.abs(a.v)),
    bool: (a: PyFloat) => a.v !== 0,
    int: (a: PyFloat) => truncToInt(a.v),
    float: exact,
  },
  methods: [
    method('conjugate', '($self, /)', exact, 'The number itself.'),
    method('__trunc__', '($self, /)', (a) => truncToInt(a.v)),
    method('__floor__', '($self, /)', (a) => floorToInt(a.v)),
    method('__ceil__', '($self, /)', (a) => ceilToInt(a.v)),
    method('__round__', '($self, ndigits=None, /)', round),
    method('as_integer_ratio', '($self, /)', asIntegerRatio, 'Numerator and denominator of the exact value.'),
    method('hex', '($self, /)', (a) => str(floatHex(a.v)), 'Hexadecimal text of the exact value.'),
    method('is_integer', '($self, /)', (a) => Number.isInteger(a.v), 'True if there is no fraction.'),
    method('__getnewargs__', '($self, /)', (a) => tuple([float(a.v)])),
    method('__format__', '($self, format_spec, /)', format),
  ],
  classMethods: [
    method('from_number', '($type, number, /)', fromNumber, 'A real number as a float.'),
    method('fromhex', '($type, string, /)', fromHex, 'The number of a hexadecimal text.'),
    method('__getformat__', '($type, typestr, /)', getFormat),
  ],
  getset: [getset('real', exact), getset('imag', () => float(0))],
});

function divmodSlot(a: number, b: number | null | undefined, op: (a: number, b: number) => Result): Result {
  return typeof b === 'number' ? op(a, b) : b === null ? NotImplemented : undefined;
}

T.float.construct1 = (x) => {
  if (x instanceof PyFloat) return x;
  const v = toFloat(x);
  return v === undefined ? undefined : new PyFloat(v);
};
